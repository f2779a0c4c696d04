//! Text from untrusted sources as it is shown to people: escapes replace characters that a reader cannot see, or that
//! change what a terminal or an editor shows.
//!
//! Metadata is untrusted. A line feed in it must not start a new line in the output of a build script, an escape
//! sequence must not move the cursor, and a bidirectional control must not change the order in which code is read
//! (CVE-2021-42574).
//!
//! ```
//! use clientwright_diagnostics::text::visible;
//!
//! assert_eq!(visible("a\u{202e}b\n\u{1b}[31m"), r"a\u{202e}b\n\u{1b}[31m");
//! assert_eq!(visible("größe 価格"), "größe 価格");
//! ```

use std::borrow::Cow;

/// Whether a character is shown as an escape: C0 and C1 controls, line and paragraph separators, and the
/// bidirectional embeddings, overrides and isolates.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text on one line. Hidden characters are written as Rust escapes, such as `\n` or `\u{202e}`.
pub fn visible(text: &str) -> Cow<'_, str> {
    escaped(text, is_hidden)
}

/// The same as [`visible`], but line feeds and tabs are kept: for text of several lines.
///
/// ```
/// assert_eq!(clientwright_diagnostics::text::visible_lines("a\r\n\tb"), "a\\r\n\tb");
/// ```
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    escaped(text, |c| is_hidden(c) && !matches!(c, '\n' | '\t'))
}

fn escaped(text: &str, escape: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&escape) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match escape(c) {
            true => out.extend(c.escape_default()),
            false => out.push(c),
        }
    }
    Cow::Owned(out)
}
