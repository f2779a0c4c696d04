//! Where a module is mounted: before the first item of a file, after its docs and its attributes.

/// A text with lines added before its first item.
pub(super) fn mounted(text: &str, lines: &str) -> String {
    let (before, after) = text.split_at(first_item(text));
    let after = after.trim_start_matches(['\r', '\n']);
    let start = match before {
        "" | "\u{feff}" => "",
        _ if before.ends_with("\n\n") => "",
        _ if before.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    let end = if after.is_empty() { "" } else { "\n" };
    format!("{before}{start}{lines}{end}{after}")
}

/// Whether a file declares a module: `mod name;`, or with a body.
pub(super) fn declares(text: &str, name: &str) -> bool {
    text.lines().any(|line| {
        let mut words = line.split(|c: char| !(c.is_alphanumeric() || c == '_'));
        words.any(|word| word == "mod") && words.find(|word| !word.is_empty()) == Some(name)
    })
}

/// The offset of the line at which docs, comments and attributes of the file are over.
fn first_item(text: &str) -> usize {
    let mut at = match text.strip_prefix('\u{feff}') {
        Some(_) => '\u{feff}'.len_utf8(),
        None => 0,
    };
    if text[at..].starts_with("#!") && !text[at..].starts_with("#![") {
        at = after_line(text, at);
    }
    // The end of what belongs to the file as a whole. Comments before the first item belong to that.
    let mut end = at;
    loop {
        let rest = &text[at..];
        let blank = rest.len() - rest.trim_start().len();
        let here = at + blank;
        let rest = &text[here..];
        let next = if rest.starts_with("#![") {
            after_attribute(text, here)
        } else if rest.starts_with("//") {
            after_line(text, here)
        } else if rest.starts_with("/*") {
            after_comment(text, here)
        } else {
            break;
        };
        at = next;
        let belongs = rest.starts_with("#![") || rest.starts_with("//!") || rest.starts_with("/*!");
        // A comment belongs to the file too if a blank line follows.
        let is_doc = rest.starts_with("///") || rest.starts_with("/**");
        let is_apart = blank_lines(text, at) > 0 || text[at..].trim_start().is_empty();
        if belongs || (is_apart && !is_doc) {
            end = at;
        }
    }
    // The rest of the line.
    let rest = &text[end..];
    match rest.find('\n') {
        Some(line) if end > 0 && !text[..end].ends_with('\n') && rest[..line].trim().is_empty() => {
            end + line + 1
        }
        _ => end,
    }
}

/// How many blank lines follow the end of a comment.
fn blank_lines(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let blank = &rest[..rest.len() - rest.trim_start().len()];
    let breaks = blank.matches('\n').count();
    match text[..at].ends_with('\n') {
        true => breaks,
        false => breaks.saturating_sub(1),
    }
}

fn after_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

/// Comments of Rust can contain others.
fn after_comment(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let (mut depth, mut at) = (0usize, at);
    while at < bytes.len() {
        match &bytes[at..] {
            [b'/', b'*', ..] => (depth, at) = (depth + 1, at + 2),
            [b'*', b'/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

/// The end of an attribute: its closing bracket, not one in a text.
fn after_attribute(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let (mut depth, mut at) = (0usize, at);
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'[' => depth += 1,
            b']' if depth == 1 => break,
            b']' => depth = depth.saturating_sub(1),
            b'"' => {
                while bytes.get(at).is_some_and(|byte| *byte != b'"') {
                    at += 1 + usize::from(bytes[at] == b'\\');
                }
                at = (at + 1).min(bytes.len());
            }
            _ => {}
        }
    }
    // An escape at the end of a broken text must not split a character.
    match text.is_char_boundary(at.min(text.len())) {
        true => at.min(text.len()),
        false => text.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_mounted_before_the_first_item() {
        let cases = [
            ("", "mod a;\n"),
            ("fn main() {}\n", "mod a;\n\nfn main() {}\n"),
            ("//! Docs.\n", "//! Docs.\n\nmod a;\n"),
            ("//! Docs.", "//! Docs.\n\nmod a;\n"),
            (
                "//! Docs.\n\n/// Of main.\nfn main() {}\n",
                "//! Docs.\n\nmod a;\n\n/// Of main.\nfn main() {}\n",
            ),
            (
                "#!/usr/bin/env cargo\n#![allow(\n    dead_code,\n    reason = \"]\"\n)]\nuse b;\n",
                "#!/usr/bin/env cargo\n#![allow(\n    dead_code,\n    reason = \"]\"\n)]\n\nmod a;\n\nuse b;\n",
            ),
            (
                "// Licence.\n\nfn main() {}\n",
                "// Licence.\n\nmod a;\n\nfn main() {}\n",
            ),
            (
                "/* a /* b */ c */\n\n// Of main.\nfn main() {}\n",
                "/* a /* b */ c */\n\nmod a;\n\n// Of main.\nfn main() {}\n",
            ),
            ("#![a = \"\\", "#![a = \"\\\n\nmod a;\n"),
            ("/* open", "/* open\n\nmod a;\n"),
            (
                "/* Of main. */\nfn main() {}\n",
                "mod a;\n\n/* Of main. */\nfn main() {}\n",
            ),
            (
                "//! Docs.\r\n\r\nfn main() {}\r\n",
                "//! Docs.\r\n\nmod a;\n\nfn main() {}\r\n",
            ),
        ];
        for (text, wanted) in cases {
            assert_eq!(mounted(text, "mod a;\n"), wanted, "{text:?}");
        }
    }

    #[test]
    fn declared_modules_are_found() {
        assert!(declares("pub(crate) mod shop;", "shop"));
        assert!(declares("mod shop {", "shop"));
        assert!(!declares("mod shops;\n// shop", "shop"));
    }
}
