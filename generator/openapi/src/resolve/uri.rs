//! References as texts (RFC 3986).

use std::borrow::Cow;

/// The part before `#`, and the fragment with percent escapes decoded.
pub(crate) fn split(reference: &str) -> (&str, Cow<'_, str>) {
    match reference.split_once('#') {
        Some((uri, fragment)) => (uri, decode(fragment)),
        None => (reference, Cow::Borrowed("")),
    }
}

/// Decodes percent escapes; a text whose escapes are not UTF-8 stays as it is.
pub(crate) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let (mut out, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while let Some(byte) = bytes.get(at) {
        let digits = text.get(at + 1..at + 3).filter(|_| *byte == b'%');
        let escaped = digits
            .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        out.push(escaped.unwrap_or(*byte));
        at += if escaped.is_some() { 3 } else { 1 };
    }
    String::from_utf8(out).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Whether a reference starts with a scheme such as `https:`.
pub(crate) fn is_absolute(uri: &str) -> bool {
    let Some((scheme, _)) = uri.split_once(':') else {
        return false;
    };
    // One letter is the drive of a Windows path.
    scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
}

/// Resolves a reference without fragment against a base (RFC 3986, 5.2).
pub(crate) fn join(base: &str, reference: &str) -> String {
    if is_absolute(reference) || reference.is_empty() {
        let whole = if reference.is_empty() {
            base
        } else {
            reference
        };
        return whole.to_owned();
    }
    // The authority with its scheme, such as `https://example.com`; empty for a path.
    let authority = match base.split_once("://") {
        Some((scheme, rest)) => {
            let host = rest.find(['/', '?']).unwrap_or(rest.len());
            &base[..scheme.len() + 3 + host]
        }
        None => "",
    };
    if let Some(rest) = reference.strip_prefix("//") {
        let scheme = base.split_once("://").map_or("https", |(scheme, _)| scheme);
        return format!("{scheme}://{rest}");
    }
    let path = &base[authority.len()..];
    let path = path.split('?').next().unwrap_or_default();
    let path = match reference.starts_with('/') {
        true => reference.to_owned(),
        false => {
            let folder = path.rfind('/').map_or("", |at| &path[..=at]);
            format!("{folder}{reference}")
        }
    };
    let is_rooted = !authority.is_empty();
    let steps = normalized(&path).unwrap_or_else(|| path.trim_start_matches("../").to_owned());
    match is_rooted {
        true => format!("{authority}/{}", steps.trim_start_matches('/')),
        false => steps,
    }
}

/// A path without `.` and `..` steps; `None` if it leaves its root.
pub(crate) fn normalized(path: &str) -> Option<String> {
    let mut steps: Vec<&str> = Vec::new();
    for step in path.split('/') {
        match step {
            "." => {}
            ".." => {
                steps.pop()?;
            }
            step => steps.push(step),
        }
    }
    Some(steps.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_joined_with_their_base() {
        for (base, reference, joined) in [
            ("https://a.test/b/c", "d", "https://a.test/b/d"),
            ("https://a.test/b/c", "../d", "https://a.test/d"),
            ("https://a.test/b/c", "/d/./e", "https://a.test/d/e"),
            ("https://a.test", "d", "https://a.test/d"),
            ("https://a.test/b?c/d", "e", "https://a.test/e"),
            ("https://a.test/b", "//c.test/d", "https://c.test/d"),
            ("https://a.test/b", "urn:x:y", "urn:x:y"),
            ("https://a.test/b", "", "https://a.test/b"),
            ("a/b.yaml", "./c/../d.yaml", "a/d.yaml"),
            ("a.yaml", "b.yaml", "b.yaml"),
        ] {
            assert_eq!(join(base, reference), joined, "{base} {reference}");
        }
        assert_eq!(normalized("a/../../b"), None);
    }

    #[test]
    fn fragments_are_decoded_once() {
        assert_eq!(
            split("a#/b%2Fc%257D%C3%A4"),
            ("a", Cow::Borrowed("/b/c%7Dä"))
        );
        assert_eq!(split("a"), ("a", Cow::Borrowed("")));
        for odd in ["%", "%4", "%zz", "%+1", "%ff"] {
            assert_eq!(decode(odd), odd);
        }
        assert!(is_absolute("https://a") && is_absolute("urn:a"));
        assert!(!is_absolute("c:/a") && !is_absolute("a/b:c") && !is_absolute("a"));
    }
}
