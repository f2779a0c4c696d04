//! Texts of URLs: parts outside of quotes and parentheses.

use std::borrow::Cow;

/// Splits a text at a character that is outside of quotes and parentheses. An empty text has no parts.
pub(crate) fn split(text: &str, at: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut depth, mut quoted) = (0, 0_usize, false);
    for (index, c) in text.char_indices() {
        match c {
            '\'' => quoted = !quoted,
            _ if quoted => {}
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if c == at && depth == 0 => {
                parts.push(text[start..index].trim());
                start = index + c.len_utf8();
            }
            _ => {}
        }
    }
    let last = text[start..].trim();
    if !last.is_empty() || !parts.is_empty() {
        parts.push(last);
    }
    parts
}

/// `name=value`, if the text starts with a name.
pub(super) fn named(text: &str) -> Option<(&str, &str)> {
    let (name, value) = text.split_once('=')?;
    let is_name = |c: char| c.is_alphanumeric() || "_./".contains(c);
    (!name.is_empty() && name.chars().all(is_name)).then_some((name, value))
}

/// A literal without its quotes, and without what is before them: `'a''b'`, `NS.Kind'x'`.
pub(super) fn unquoted(literal: &str) -> Cow<'_, str> {
    let inner = literal.split_once('\'').map(|(_, rest)| rest);
    match inner.and_then(|inner| inner.strip_suffix('\'')) {
        Some(inner) => Cow::Owned(inner.replace("''", "'")),
        None => Cow::Borrowed(literal),
    }
}

/// A name and what is in parentheses after it.
pub(crate) fn call(segment: &str) -> (&str, Option<&str>) {
    let arguments = segment.strip_suffix(')');
    match arguments.and_then(|text| text.split_once('(')) {
        Some((name, arguments)) => (name, Some(arguments)),
        None => (segment, None),
    }
}

#[cfg(test)]
mod tests {
    use super::{call, named, split, unquoted};

    #[test]
    fn what_is_in_quotes_or_parentheses_is_one_part() {
        assert_eq!(split("a,b(c,d),'e,f'", ','), ["a", "b(c,d)", "'e,f'"]);
        assert_eq!(split("", ','), Vec::<&str>::new());
        assert_eq!(split(")),'", ','), ["))", "'"]);
    }

    #[test]
    fn literals_lose_their_quotes() {
        assert_eq!(unquoted("'a''b'"), "a'b");
        assert_eq!(unquoted("NS.Kind'x'"), "x");
        assert_eq!(unquoted("7"), "7");
        assert_eq!(unquoted("'"), "'");
    }

    #[test]
    fn calls_have_arguments() {
        assert_eq!(call("Orders(7)"), ("Orders", Some("7")));
        assert_eq!(call("Orders"), ("Orders", None));
        assert_eq!(named("a=1"), Some(("a", "1")));
        assert_eq!(named("'a=1'"), None);
    }
}
