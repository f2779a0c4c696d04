//! Texts and numbers as JSON.

use std::borrow::Cow;
use std::fmt::Write;

/// Appends a text in quotes.
pub(crate) fn text(text: &str, out: &mut String) {
    out.push('"');
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        if !matches!(byte, b'"' | b'\\' | 0..=0x1f) {
            continue;
        }
        out.push_str(&text[from..at]);
        from = at + 1;
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            _ => write!(out, "\\u{byte:04x}").expect("a String can be written to"),
        }
    }
    out.push_str(&text[from..]);
    out.push('"');
}

/// A number as JSON: numbers of YAML may have a sign `+`, zeros in front, no digit on one side of the point, or another base.
pub(crate) fn number(text: &str) -> Cow<'_, str> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    for (prefix, base) in [("0x", 16), ("0o", 8)] {
        if let Some(digits) = digits.strip_prefix(prefix) {
            // A number of more than 128 bits has no other form.
            return u128::from_str_radix(digits, base)
                .map_or(Cow::Borrowed("0"), |number| Cow::Owned(number.to_string()));
        }
    }
    let whole = digits.bytes().take_while(u8::is_ascii_digit).count();
    let (whole, rest) = digits.split_at(whole);
    let trimmed = whole.trim_start_matches('0');
    let is_json = !whole.is_empty()
        && (trimmed.len() == whole.len() || whole == "0")
        && !text.starts_with('+')
        && !(rest == "." || rest.starts_with(".e") || rest.starts_with(".E"));
    if is_json {
        return Cow::Borrowed(text);
    }
    let whole = if trimmed.is_empty() { "0" } else { trimmed };
    let rest = match rest.strip_prefix('.') {
        Some(after) if !after.starts_with(|c: char| c.is_ascii_digit()) => after,
        _ => rest,
    };
    Cow::Owned(format!("{sign}{whole}{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_yaml_become_numbers_of_json() {
        for (yaml, json) in [
            ("0", "0"),
            ("-0.0", "-0.0"),
            ("1E400", "1E400"),
            ("+1", "1"),
            ("08012", "8012"),
            ("000", "0"),
            (".5", "0.5"),
            ("-.5e3", "-0.5e3"),
            ("5.", "5"),
            ("5.e3", "5e3"),
            ("0x1F", "31"),
            ("0o17", "15"),
        ] {
            assert_eq!(number(yaml), json, "{yaml}");
        }
    }

    #[test]
    fn texts_are_escaped() {
        let mut out = String::new();
        text("a\"\\\n\u{1}\u{7f}ä", &mut out);
        assert_eq!(out, "\"a\\\"\\\\\\n\\u0001\u{7f}ä\"");
    }
}
