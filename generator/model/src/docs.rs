//! Docs: Markdown in which foreign text is data.
//!
//! Rustdoc renders HTML, follows links and runs indented text as a test. Text from metadata, overlays or options
//! therefore becomes part of docs only as [`Markdown::code`] or [`Markdown::words`]. A `String` cannot become Markdown
//! in any other way: [`markdown!`] takes Markdown, numbers, and string literals of this program.

use std::fmt::Write;

use clientwright_diagnostics::text;

/// Longest line of a doc comment, without its marker.
const WIDTH: usize = 100;

/// Marks a blank at which no line may end, until [`Docs`] are built. Foreign text cannot contain it: it is a control
/// character, and control characters are escaped.
const NO_BREAK: char = '\0';

/// Text for `#[doc]`, and whether the item is deprecated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// Private, so that no other module can set the text.
    text: String,
    deprecated: Option<String>,
}

impl Docs {
    /// Docs of paragraphs, and the note of the `deprecated` attribute if there is one.
    pub fn new(paragraphs: &[Markdown], deprecated: Option<Markdown>) -> Self {
        let paragraphs: Vec<String> = paragraphs.iter().map(|p| wrap(&p.0)).collect();
        Self {
            text: paragraphs.join("\n\n").replace(NO_BREAK, " "),
            deprecated: deprecated.map(|note| note.0.replace(NO_BREAK, " ")),
        }
    }

    /// These docs with further paragraphs.
    #[must_use]
    pub fn with(mut self, paragraphs: &[Markdown]) -> Self {
        let more = Self::new(paragraphs, None).text;
        if !self.text.is_empty() && !more.is_empty() {
            self.text.push_str("\n\n");
        }
        self.text.push_str(&more);
        self
    }

    /// Bytes of the text.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The lines of Markdown, without the space that follows the slashes of a comment. No line contains a line break or
    /// any other control character.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.text.lines()
    }

    /// The note of `#[deprecated]`, on one line. Rustdoc renders it as Markdown too.
    pub fn deprecated(&self) -> Option<&str> {
        self.deprecated.as_deref()
    }
}

/// Markdown that is safe to render.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markdown(String);

impl Markdown {
    /// Joins parts; [`markdown!`](crate::markdown) calls it.
    pub fn concat(parts: &[&dyn Part]) -> Self {
        let mut out = Self::default();
        for part in parts {
            part.add_to(&mut out.0);
        }
        out
    }

    /// Joins parts with a separator.
    pub fn join(parts: &[Self], separator: &'static str) -> Self {
        let parts: Vec<&str> = parts.iter().map(|part| part.0.as_str()).collect();
        Self(parts.join(separator))
    }

    /// Foreign text as a code span. White space is collapsed, because an empty line would end the paragraph and the
    /// span. Lines never break inside a span: a word at the start of a line may mean something in Markdown.
    pub fn code(text: &str) -> Self {
        let words: Vec<String> = words(text).collect();
        let content = match words.is_empty() {
            // Two back quotes in a row would open a span, not form one.
            true => NO_BREAK.to_string(),
            false => words.join(&NO_BREAK.to_string()),
        };
        // CommonMark 0.31, 6.1: a span ends at the first run of back quotes that is as long as the one that opened it.
        let fence = "`".repeat(longest_run(&content) + 1);
        let pad = match content.starts_with('`') || content.ends_with('`') {
            true => "\0",
            false => "",
        };
        Self(format!("{fence}{pad}{content}{pad}{fence}"))
    }

    /// A link to a field of the type that has the docs, with foreign text as a code span.
    pub fn field(field: &str, text: &str) -> Self {
        // Brackets in a code span do not end the text of a link (CommonMark 0.31, 6.3), and names of Rust contain none.
        Self(format!("[{}](Self::{field})", Self::code(text).0))
    }

    /// Foreign text as one line of prose. All of it is shown literally: nothing becomes a link, HTML, emphasis or the
    /// start of a block.
    pub fn words(text: &str) -> Self {
        let words: Vec<String> = words(text).map(|word| escape_word(&word)).collect();
        Self(escape_start(words.join(" ")))
    }

    /// Foreign text with its paragraphs.
    pub fn paragraphs(text: &str) -> Vec<Self> {
        text.split("\n\n")
            .flat_map(|p| p.split("\r\n\r\n"))
            .map(Self::words)
            .filter(|p| !p.is_empty())
            .collect()
    }

    /// A sentence with the address of a reference and what it is. Only an address of the web becomes a link; anything else
    /// is shown as text.
    pub fn reference(description: &str, address: &str) -> Self {
        let (description, address) = (Self::words(description), Self::words(address));
        match (description.is_empty(), address.is_empty()) {
            (_, true) => Self::default(),
            (true, false) => Self(format!("See {}", address.0)),
            (false, false) => Self(format!("{}: {}", description.0, address.0)),
        }
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The same text with a capital first letter.
    pub fn capitalised(self) -> Self {
        let mut chars = self.0.chars();
        match chars.next() {
            Some(first) => Self(first.to_uppercase().chain(chars).collect()),
            None => self,
        }
    }
}

/// A part of Markdown. Text that is not part of this program must be [`Markdown`] first.
pub trait Part {
    /// Appends the part as Markdown.
    fn add_to(&self, out: &mut String);
}

impl Part for Markdown {
    fn add_to(&self, out: &mut String) {
        out.push_str(&self.0);
    }
}

impl Part for &'static str {
    fn add_to(&self, out: &mut String) {
        out.push_str(self);
    }
}

macro_rules! number {
    ($($ty:ty)*) => {
        $(impl Part for $ty {
            fn add_to(&self, out: &mut String) {
                write!(out, "{self}").expect("writing to a string cannot fail");
            }
        })*
    };
}
number!(i64 u64 usize u32);

/// Markdown from parts: `markdown!("The property ", Markdown::code(&name), ".")`.
#[macro_export]
macro_rules! markdown {
    ($($part:expr),+ $(,)?) => {
        $crate::Markdown::concat(&[$(&$part as &dyn $crate::Part),+])
    };
}

/// The words of a text, with escapes for invisible characters. Only the white space of XML and the blanks of Unicode
/// separate words.
fn words(text: &str) -> impl Iterator<Item = String> {
    let separates = |c: char| c == '\n' || c == '\t' || (c.is_whitespace() && !text::is_hidden(c));
    text.split("\r\n")
        .flat_map(move |line| line.split(separates))
        .filter(|word| !word.is_empty())
        .map(|word| text::visible(word).into_owned())
}

/// The length of the longest run of back quotes.
fn longest_run(text: &str) -> usize {
    let runs = text.split(|c| c != '`');
    runs.map(str::len).max().unwrap_or_default()
}

fn escape_word(word: &str) -> String {
    if is_url(word) {
        return format!("<{word}>");
    }
    let mut out = String::with_capacity(word.len());
    let mut before = None;
    let mut rest = word.chars().peekable();
    let mut at = 0;
    while let Some(c) = rest.next() {
        let special = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '$' => true,
            // An underscore between letters is not emphasis.
            '_' => {
                let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                !is_letter(before) || !is_letter(rest.peek().copied())
            }
            // Rustdoc warns of a URL without angle brackets.
            ':' => word[at..].starts_with("://"),
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
        at += c.len_utf8();
    }
    out
}

fn is_url(word: &str) -> bool {
    (word.starts_with("https://") || word.starts_with("http://"))
        && word.len() > "https://".len()
        && word
            .chars()
            .all(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '\\' | '"' | '`'))
        && word.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '/')
}

/// Escapes what would start a heading, list, quote or rule.
fn escape_start(text: String) -> String {
    let marker = text.starts_with(['#', '-', '+', '=', ':']);
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let ordered = digits > 0 && text[digits..].starts_with(['.', ')']);
    match (marker, ordered) {
        (true, _) => format!("\\{text}"),
        (_, true) => format!("{}\\{}", &text[..digits], &text[digits..]),
        _ => text,
    }
}

/// Breaks a paragraph into lines. Lists already have lines.
fn wrap(paragraph: &str) -> String {
    if paragraph.contains('\n') {
        return paragraph.to_owned();
    }
    let mut out = String::with_capacity(paragraph.len());
    let mut width = 0;
    for word in paragraph.split(' ') {
        let len = word.chars().count();
        if width == 0 {
            width = len;
        } else if width + 1 + len > WIDTH && is_plain(word) {
            out.push('\n');
            width = len;
        } else {
            out.push(' ');
            width += 1 + len;
        }
        out.push_str(word);
    }
    out
}

/// Whether a word at the start of a line is not a block marker. A code span is one word here.
fn is_plain(word: &str) -> bool {
    let marker = ['#', '-', '+', '=', '>', ':', '*', '_', '~', '|'];
    !word.starts_with(marker)
        && !word.starts_with("```")
        && !word.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(source: &str) -> String {
        Docs::new(&Markdown::paragraphs(source), None).text
    }

    fn code(source: &str) -> String {
        Docs::new(&[Markdown::code(source)], None).text
    }

    #[test]
    fn text_stays_text() {
        assert_eq!(text("see [this](x) and <b>"), r"see \[this\](x) and \<b\>");
        assert_eq!(
            text("    code\n```rust\npanic!()\n```"),
            r"code \`\`\`rust panic!() \`\`\`"
        );
        assert_eq!(text("# no heading"), r"\# no heading");
        assert_eq!(text("1. no list"), r"1\. no list");
        assert_eq!(text("a snake_case _word_"), r"a snake_case \_word\_");
        assert_eq!(text("a._b_.c __d__"), r"a.\_b\_.c \_\_d\_\_");
        assert_eq!(
            text("at https://example.org/a"),
            "at <https://example.org/a>"
        );
        assert_eq!(text("(https://example.org)"), r"(https\://example.org)");
    }

    #[test]
    fn invisible_characters_are_escaped() {
        assert_eq!(text("a\u{202e}b\rc"), r"a\\u{202e}b\\rc");
        assert_eq!(code("a\u{202e}b\rc\0\u{85}"), r"`a\u{202e}b\rc\u{0}\u{85}`");
    }

    #[test]
    fn a_code_span_is_one_line_with_a_fence_of_its_own() {
        assert_eq!(code("x\n\n    panic!();\n"), "`x panic!();`");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("```\n<script>"), "```` ``` <script> ````");
        assert_eq!(code(""), "` `");
        assert_eq!(code(" \n "), "` `");
    }

    /// The start of a line may start a block. Lines therefore start only with words that do not, and never inside a
    /// code span.
    #[test]
    fn no_line_starts_a_block() {
        for marker in [
            "<script>", "```", "===", "|---|", "1.", "-", "***", "~~~", "# a",
        ] {
            let long = format!("{marker} word ").repeat(60);
            for text in [text(&long), code(&long)] {
                for line in text.lines() {
                    let starts = |c: char| c.is_alphabetic() || c == '\\';
                    assert!(
                        line.starts_with(starts)
                            || line.starts_with("1\\.")
                            || text.lines().count() == 1,
                        "{line}"
                    );
                }
            }
            assert_eq!(code(&long).lines().count(), 1);
        }
    }

    #[test]
    fn paragraphs_are_kept_and_wrapped() {
        let long = "word ".repeat(30);
        let text = text(&format!("one\n\n{long}"));
        assert!(text.starts_with("one\n\nword"));
        assert!(text.lines().all(|l| l.len() <= WIDTH));
    }

    #[test]
    fn notes_are_escaped_as_well() {
        let note = Markdown::words("see [x](javascript:alert(1))\n\n    code");
        let docs = Docs::new(&[], Some(note));
        assert_eq!(
            docs.deprecated(),
            Some(r"see \[x\](javascript:alert(1)) code")
        );
        assert_eq!(docs.lines().count(), 0);
    }

    #[test]
    fn references_are_links_only_to_the_web() {
        let shown = |text, address| Docs::new(&[Markdown::reference(text, address)], None).text;
        let page = "https://example.org/a_b?c=d";
        assert_eq!(shown("", page), format!("See <{page}>"));
        assert_eq!(
            shown("The [page](x)", page),
            format!("The \\[page\\](x): <{page}>")
        );
        assert_eq!(
            shown("", "javascript:alert(1) <b>"),
            "See javascript:alert(1) \\<b\\>"
        );
        assert_eq!(shown("text", " "), "");
    }
}
