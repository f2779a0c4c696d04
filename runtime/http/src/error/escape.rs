//! Texts of a service, shown so that they cannot forge lines of a log or steer a terminal.

use std::fmt::{self, Write};

/// Writes with escapes in place of characters that control the output: `\n`, `\u{1b}`.
pub struct Escape<'a, 'f>(pub &'a mut fmt::Formatter<'f>);

impl Write for Escape<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut rest = text;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| controls_output(*c)) {
            self.0.write_str(&rest[..at])?;
            write!(self.0, "{}", c.escape_default())?;
            rest = &rest[at + c.len_utf8()..];
        }
        self.0.write_str(rest)
    }
}

/// Control characters, separators of lines and paragraphs, and marks that change the direction of text (Unicode Standard
/// Annex 9, 2).
fn controls_output(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A value whose `Display` is escaped.
pub struct Escaped<T>(pub T);

impl<T: fmt::Display> fmt::Display for Escaped<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(Escape(f), "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_controls_the_output_is_escaped() {
        for (text, shown) in [
            ("a\r\nb\tc", r"a\r\nb\tc"),
            ("\u{1b}[2J\u{7}\0\u{9b}", r"\u{1b}[2J\u{7}\u{0}\u{9b}"),
            (
                "\u{202e}x\u{2066}\u{200f}\u{2028}",
                r"\u{202e}x\u{2066}\u{200f}\u{2028}",
            ),
            ("Größe \"5\" \\n 名 👩‍👧", "Größe \"5\" \\n 名 👩‍👧"),
            ("", ""),
        ] {
            assert_eq!(Escaped(text).to_string(), shown, "{text:?}");
            assert_eq!(Escaped(shown).to_string(), shown);
        }
    }
}
