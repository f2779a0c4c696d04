//! Checks for rules of XML 1.0 and Namespaces in XML 1.0 that quick-xml does not check.

use std::borrow::Cow;

use clientwright_diagnostics::source::{FileId, Span};
use clientwright_diagnostics::{Diagnostic, Diagnostics};

use crate::codes;

/// Whether a character is allowed in a document (XML 1.0, 2.2).
pub(super) fn is_char(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        c => c >= ' ',
    }
}

/// Reports characters that are not allowed in a document, such as NUL: the first one, and their number.
pub(super) fn characters(text: &str, file: FileId, diags: &mut Diagnostics) -> Option<()> {
    // U+FFFE and U+FFFF are EF BF BE and EF BF BF in UTF-8.
    let suspicious = |b: u8| (b < b' ' && !matches!(b, b'\t' | b'\n' | b'\r')) || b == 0xef;
    if !text.bytes().any(suspicious) {
        return Some(());
    }
    let mut wrong = text.char_indices().filter(|(_, c)| !is_char(*c));
    let Some((at, c)) = wrong.next() else {
        return Some(());
    };
    let place = Span {
        file,
        start: u32::try_from(at).unwrap_or(u32::MAX),
        end: u32::try_from(at + c.len_utf8()).unwrap_or(u32::MAX),
    };
    let message = format!("the character U+{:04X} is not allowed in XML", u32::from(c));
    let error = Diagnostic::error(codes::MALFORMED, message).at(place, "");
    diags.push(match wrong.count() {
        0 => error,
        more => error.help(format!("there are {more} more such characters in the file")),
    });
    None
}

/// Where a comment contains two hyphens, or ends with one, counted from the start of its content (XML 1.0, 2.5).
pub(super) fn hyphens(content: &str) -> Option<usize> {
    content
        .find("--")
        .or_else(|| content.ends_with('-').then(|| content.len() - 1))
}

/// What is wrong with the target of a processing instruction (XML 1.0, 2.6).
pub(super) fn instruction(content: &str) -> Option<&'static str> {
    let target = content.split(|c: char| c.is_ascii_whitespace()).next();
    let target = target.unwrap_or_default();
    if target.eq_ignore_ascii_case("xml") {
        return Some("an XML declaration that is not at the start of the file");
    }
    (!is_name(target)).then_some("a processing instruction without a name")
}

/// What is wrong with an XML declaration (XML 1.0, 2.8).
pub(super) fn declaration(content: &str) -> Option<&'static str> {
    let rest = content.strip_prefix("xml")?.trim_start();
    let is_version = |rest: &str| {
        let value = rest.strip_prefix("version")?.trim_start();
        let value = value.strip_prefix('=')?.trim_start();
        let value = value.strip_prefix(['"', '\''])?;
        value.starts_with("1.").then_some(())
    };
    is_version(rest)
        .is_none()
        .then_some("an XML declaration without `version=\"1.0\"`")
}

/// Whether a text is a name with at most one prefix (Namespaces in XML 1.0, 4).
pub(super) fn is_qualified_name(text: &str) -> bool {
    match text.split_once(':') {
        Some((prefix, local)) => is_name(prefix) && is_name(local) && !local.contains(':'),
        None => is_name(text),
    }
}

/// Whether a text is a name (XML 1.0, 2.3).
fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(starts_name) && chars.all(continues_name)
}

fn starts_name(c: char) -> bool {
    matches!(c,
        ':' | '_' | 'A'..='Z' | 'a'..='z'
        | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}' | '\u{370}'..='\u{37d}'
        | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}'
        | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}'
        | '\u{fdf0}'..='\u{fffd}' | '\u{10000}'..='\u{effff}')
}

fn continues_name(c: char) -> bool {
    starts_name(c)
        || matches!(c,
            '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}

/// Where a tag has two attributes without white space between them (XML 1.0, 3.1), counted from the start of its
/// content.
pub(super) fn missing_space(tag: &str) -> Option<usize> {
    let mut quote = None;
    let mut closed = false;
    for (at, b) in tag.bytes().enumerate() {
        match quote {
            Some(open) if b == open => {
                quote = None;
                closed = true;
            }
            Some(_) => {}
            None => {
                if closed && !b.is_ascii_whitespace() && b != b'/' {
                    return Some(at);
                }
                closed = false;
                if matches!(b, b'"' | b'\'') {
                    quote = Some(b);
                }
            }
        }
    }
    None
}

/// The character of a reference such as `&amp;` or `&#xE9;`; `name` is without `&` and `;`.
///
/// # Errors
///
/// The reason if the reference is not a character.
pub(super) fn expand(name: &str, place: Span) -> Result<char, Box<Diagnostic>> {
    match name {
        "amp" => return Ok('&'),
        "lt" => return Ok('<'),
        "gt" => return Ok('>'),
        "quot" => return Ok('"'),
        "apos" => return Ok('\''),
        _ => {}
    }
    let shown: String = name.chars().take(40).collect();
    let Some(number) = name.strip_prefix('#') else {
        let error = Diagnostic::error(codes::UNKNOWN_ENTITY, format!("unknown entity `&{shown};`"));
        let help =
            "only `&amp;`, `&lt;`, `&gt;`, `&quot;`, `&apos;` and numeric references are read";
        return Err(Box::new(error.at(place, "").help(help)));
    };
    let (digits, radix) = match number.strip_prefix('x') {
        Some(hex) => (hex, 16),
        None => (number, 10),
    };
    // The standard library would accept a sign.
    let are_digits = !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix));
    let code = match are_digits {
        // Any number of leading zeros is allowed.
        true => u32::from_str_radix(digits.trim_start_matches('0'), radix).ok(),
        false => None,
    };
    match code.and_then(char::from_u32).filter(|c| is_char(*c)) {
        Some(c) => Ok(c),
        None => {
            let message = format!("`&{shown};` is not a character that XML allows");
            let error = Diagnostic::error(codes::MALFORMED, message).at(place, "");
            Err(Box::new(error))
        }
    }
}

/// Character data with normalized line ends (XML 1.0, 2.11). A `\r` from a reference is passed alone, and is kept.
pub(super) fn line_ends(part: Cow<'_, str>) -> Cow<'_, str> {
    match part.contains('\r') && part.len() > 1 {
        true => part.replace("\r\n", "\n").replace('\r', "\n").into(),
        false => part,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for name in ["a", "edmx:Edmx", "_x-1.b", "größe", "価格"] {
            assert!(is_qualified_name(name), "{name}");
        }
        for name in ["", "1a", "a:b:c", ":a", "a:", "a$", "-a", "a b", "a<"] {
            assert!(!is_qualified_name(name), "{name}");
        }
    }

    #[test]
    fn space_between_attributes() {
        assert_eq!(missing_space(r#"a b="1" c='"'/"#), None);
        assert_eq!(missing_space(r#"a b="1"c="2""#), Some(7));
    }
}
