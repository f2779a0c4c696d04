//! Texts of a service, shown so that they cannot forge lines of a log or steer a terminal.
//!
//! `clientwright-http` has the same rule for its errors. The two crates do not know each other.

use std::fmt::{self, Write};

/// Writes with escapes in place of characters that control the output: `\n`, `\u{1b}`.
pub(crate) struct Escape<'a, 'f>(pub(crate) &'a mut fmt::Formatter<'f>);

impl Write for Escape<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for part in text.split_inclusive(controls_output) {
            match part.chars().next_back().filter(|c| controls_output(*c)) {
                Some(c) => {
                    self.0.write_str(part.strip_suffix(c).unwrap_or(part))?;
                    write!(self.0, "{}", c.escape_default())?;
                }
                None => self.0.write_str(part)?,
            }
        }
        Ok(())
    }
}

/// Control characters, separators of lines and paragraphs, and marks that change the direction of text (Unicode Standard
/// Annex 9, 2).
fn controls_output(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    #[test]
    fn errors_show_what_controls_the_output_as_escapes() {
        for (text, shown) in [
            ("a\r\nb\tc", r"a\r\nb\tc"),
            ("\u{1b}[2J\u{7}\0\u{9b}", r"\u{1b}[2J\u{7}\u{0}\u{9b}"),
            (
                "\u{202e}x\u{2066}\u{200f}\u{2028}",
                r"\u{202e}x\u{2066}\u{200f}\u{2028}",
            ),
            ("Größe \"5\" \\n 名 👩‍👧", "Größe \"5\" \\n 名 👩‍👧"),
        ] {
            assert_eq!(crate::json::DecodeError::from_text(text).to_string(), shown);
        }
    }
}
