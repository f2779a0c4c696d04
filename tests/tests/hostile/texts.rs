//! The table of hostile texts.

/// Texts with a special meaning in other formats; `MARK` becomes a word that is unique to each text.
const TEXTS: &[&str] = &[
    // Code: rustdoc runs indented and fenced text.
    "MARK\n\n    std::fs::write(\"pwned\", \"\").unwrap();\n",
    "MARK\n\n```\nstd::fs::write(\"pwned\", \"\").unwrap();\n```\n",
    "~~~rust\npanic!(\"MARK\")\n~~~",
    "MARK\r\r    panic!();\r\n\r\n    panic!();",
    "MARK\u{85}\u{85}    panic!();\u{2028}\u{2028}    panic!();\u{2029}    panic!();",
    "\t\tpanic!();\n\n\tpanic!(); MARK",
    "    panic!(\"MARK\");",
    "MARK ``` open",
    "````\n```\n`` MARK `\n",
    "`MARK",
    "MARK`",
    "``",
    "- MARK\n\n      panic!();\n1. a\n\n       panic!();",
    ">     panic!(\"MARK\");\n\n>     panic!();",
    "MARK\n\n\u{a0}   panic!();\n\n\u{3000}   panic!();",
    // HTML.
    "<script>alert('MARK')</script>",
    "a `<script>alert('MARK')</script>` ``<script>`` ```<script>``` b",
    "`\n\n<script>alert('MARK')</script>\n\n`",
    "</code></p></div><img src=x onerror=alert('MARK')>",
    "<!-- MARK",
    "<![CDATA[ MARK",
    "<?MARK",
    "<a href='javascript:alert(1)'>MARK</a>",
    "&lt;script&gt; &#60;script&#62; &copy; MARK",
    "| a | b |\n|---|---|\n| <script>alert('MARK')</script> | b |",
    "# <script>alert('MARK')</script>",
    "[<script>alert('MARK')</script>](x)",
    "https://example.org/<script>alert('MARK')</script> <https://example.org/<script>>",
    // Links.
    "[MARK](javascript:alert(1)) ![MARK](javascript:alert(1)) <javascript:alert(1)>",
    "[MARK]: javascript:alert(1)\n\n[MARK] [Vec] [`Vec`] [crate::x] [x][MARK]",
    "[^MARK]\n\n[^MARK]: <script>alert(1)</script>",
    "http://example.org/MARK_a_*b* (https://example.org) www.example.org a@example.org",
    // Blocks and emphasis.
    "# MARK\n## a\nb\n===\nc\n---\n***\n___",
    "1. MARK",
    "1) MARK",
    "+ MARK",
    "--- MARK",
    "=== MARK",
    ": MARK",
    "| MARK |",
    "*MARK* _b_ __c__ **d** ~~e~~ a_._b_",
    // Strings, comments and shells.
    "MARK \\` \\\\` \\",
    "\"# \"## */ /* r#\" ' \\u{0} \\0 {} {{}} {0} $x MARK",
    "$(touch pwned) `touch pwned` ${HOME} %s %n MARK",
    "MARK\ncargo::rustc-link-arg=-pwned\ncargo:rustc-cfg=pwned",
    "MARK\n[dependencies]\npwned = \"1\"\n\"\"\"\n'''",
    "]]> --> ?> MARK",
    // Invisible characters.
    "MARK \u{202e}a\u{202d}b\u{202c}\u{2066}c\u{2067}\u{2068}\u{2069}\u{202a}\u{202b}",
    "\u{9b}31m\u{7f}\u{9d}0;MARK\u{9c}\u{90}\u{84}",
    "MARK \u{feff}\u{200b}\u{200f}größe 価格 مرحبا",
];

/// Names of real services, and more unusual ones. No control characters, no slash and no dot.
pub(crate) const NAMES: &[&str] = &[
    "In (2) [x] %",
    "x`y``z```",
    "<script>alert('name')",
    "[a](javascript:alert(1))",
    "# h",
    "| a | b |",
    "a\u{202e}b\u{2066}c",
    "a\u{2028}b",
    "\"# \\' *",
    "${x} $(x)",
    "&lt;&amp;",
    "{} {0}",
    "- a",
    "*a* _b_ ~~c~~",
    "a=b#[c], d",
    "@odd-",
    "größe कु",
];

/// The word that identifies a text.
pub(crate) fn mark(index: usize) -> String {
    format!("mark{index}x")
}

/// All texts.
pub(crate) fn all() -> Vec<String> {
    let texts = TEXTS.iter().enumerate();
    texts
        .map(|(index, text)| text.replace("MARK", &mark(index)))
        .collect()
}

/// A text after so many words that a line would end inside it.
pub(crate) fn long(text: &str) -> String {
    format!("{}{text} {text}", "word ".repeat(17))
}
