//! What an illegal value may be meant to be.

use super::Mending;
use crate::json::DecodeError;
use crate::texts::{plain_content, string_content};

/// What a value may be meant to be, the likeliest last.
pub(super) fn candidates(json: &str, error: &DecodeError) -> Vec<Mending> {
    let is_possible = |mending: &Mending| mended(*mending, json).is_some();
    // An empty text instead of an object or a collection has no known meaning.
    let is_structured = ["expected an object", "expected a collection"]
        .iter()
        .any(|text| error.message().contains(text));
    let all = [
        Mending::Boolean,
        Mending::Number,
        Mending::Null,
        Mending::Surrogate,
    ];
    all.into_iter()
        .filter(is_possible)
        .filter(|mending| *mending != Mending::Null || !is_structured)
        .collect()
}

/// Whether all values of the property that look like this one are as illegal as it is. Not if the type may accept texts with
/// numbers and rejected this one for another reason: an `Edm.Int64`, an `Edm.Decimal`, an `Edm.Double`.
pub(super) fn is_of_all(mending: Mending, json: &str) -> bool {
    mending != Mending::Number
        || plain_content(json).is_some_and(|text| text.parse::<i64>().is_ok())
}

/// The JSON of a value as it should be; `None` where it is none of that kind.
pub(super) fn mended(mending: Mending, json: &str) -> Option<String> {
    let content = || string_content(json);
    match mending {
        Mending::Number => number(content()?.trim()),
        Mending::Boolean => {
            let text = content();
            let text = text.as_deref().unwrap_or(json).trim();
            let is = |word: &str| text.eq_ignore_ascii_case(word);
            let is_bare_word = json == "true" || json == "false";
            match () {
                () if is_bare_word => None,
                () if text == "1" || is("true") => Some("true".to_owned()),
                () if text == "0" || is("false") => Some("false".to_owned()),
                () => None,
            }
        }
        Mending::Null => content()?.trim().is_empty().then(|| "null".to_owned()),
        Mending::Surrogate => without_lone_surrogates(json),
    }
}

/// The JSON number in a text: JSON numbers have no plus sign and no leading zeros.
fn number(text: &str) -> Option<String> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    if !digits.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let zeros = digits.bytes().take_while(|byte| *byte == b'0').count();
    let rest = digits.get(zeros..)?;
    let zero = match rest.starts_with(|first: char| first.is_ascii_digit()) {
        true => "",
        false if zeros > 0 => "0",
        false => "",
    };
    let number = format!("{sign}{zero}{rest}");
    crate::raw::checked(&number).is_ok().then_some(number)
}

/// A JSON string whose lone surrogates are `\ufffd`; `None` for one that has none, and for any other value.
fn without_lone_surrogates(json: &str) -> Option<String> {
    if !json.starts_with('"') {
        return None;
    }
    /// The code unit of an escape in which a text begins.
    fn unit(text: &str) -> Option<u32> {
        u32::from_str_radix(text.strip_prefix("\\u")?.get(..4)?, 16).ok()
    }
    let (mut out, mut rest, mut found) = (String::with_capacity(json.len()), json, false);
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        out.push_str(before);
        let len = match unit(escape) {
            Some(0xD800..=0xDBFF) => match escape.get(6..).and_then(unit) {
                Some(0xDC00..=0xDFFF) => 12,
                _ => 0,
            },
            Some(0xDC00..=0xDFFF) => 0,
            Some(_) => 6,
            None => 2,
        };
        if len == 0 {
            found = true;
            out.push_str("\\ufffd");
        }
        let (escape, after) = escape.split_at_checked(if len == 0 { 6 } else { len })?;
        if len > 0 {
            out.push_str(escape);
        }
        rest = after;
    }
    out.push_str(rest);
    found.then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_texts() {
        for (text, expected) in [
            ("42", Some("42")),
            ("-1.50", Some("-1.50")),
            ("1e3", Some("1e3")),
            ("+7", Some("7")),
            ("007", Some("7")),
            ("-00.5", Some("-0.5")),
            ("0", Some("0")),
            ("000", Some("0")),
            ("", None),
            ("1,5", None),
            ("1 2", None),
            ("0x10", None),
            (".5", None),
            ("-", None),
            ("true", None),
        ] {
            assert_eq!(number(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn only_lone_surrogates_are_replaced() {
        for (json, expected) in [
            (r#""a\ud800b""#, Some(r#""a\ufffdb""#)),
            (r#""\uDC00""#, Some(r#""\ufffd""#)),
            (r#""\ud800\ud800\udc00""#, Some(r#""\ufffd\ud800\udc00""#)),
            (r#""\ud83d\ude00""#, None),
            (r#""\\ud800""#, None),
            (r#""\\\ud800\"""#, Some(r#""\\\ufffd\"""#)),
            (r#""\ud800é""#, Some(r#""\ufffdé""#)),
            (r#""\u00e9""#, None),
            ("5", None),
        ] {
            assert_eq!(without_lone_surrogates(json).as_deref(), expected, "{json}");
        }
    }

    #[test]
    fn booleans_in_texts_and_numbers() {
        for (json, expected) in [
            (r#""True""#, Some("true")),
            (r#""0""#, Some("false")),
            ("1", Some("true")),
            ("2", None),
            ("true", None),
            (r#""yes""#, None),
            ("[]", None),
        ] {
            let new = mended(Mending::Boolean, json);
            assert_eq!(new.as_deref(), expected, "{json}");
        }
    }
}
