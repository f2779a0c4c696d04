//! What is percent-encoded where (RFC 3986, 2).
//!
//! A text that a user entered stays in its place of the URL, whatever characters it has:
//!
//! ```
//! use clientwright_http::encode;
//!
//! let mut url = String::from("https://services.example.com/users/");
//! encode::segment(&mut url, "a/b@example.com");
//! let mut options = String::new();
//! encode::query(&mut options, "$filter", "name eq 'R&D'");
//! encode::query(&mut options, "$top", "5");
//! assert_eq!(
//!     format!("{url}?{options}"),
//!     "https://services.example.com/users/a%2Fb%40example.com?$filter=name%20eq%20%27R%26D%27&$top=5",
//! );
//! ```

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but the unreserved characters: a key as a path segment, a name.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The value of a query option. The quote is encoded, because URL parsers of the WHATWG kind would do it anyway.
const QUERY: &AsciiSet = &SEGMENT
    .remove(b'$')
    .remove(b'(')
    .remove(b')')
    .remove(b',')
    .remove(b':')
    .remove(b';')
    .remove(b'@')
    .remove(b'/')
    .remove(b'=')
    .remove(b'*');

/// The name of a query option.
const QUERY_NAME: &AsciiSet = &SEGMENT.remove(b'$').remove(b'@');

/// Appends a text as a segment of a path, or a part of one: everything but the unreserved characters is encoded.
pub fn segment(out: &mut String, text: &str) {
    out.extend(utf8_percent_encode(text, SEGMENT));
}

/// Appends `name=value` to a query, after an `&` unless the query is empty. Reserved characters that
/// mean nothing in a query stay readable: `$(),:;@/=*` in the value, `$@` in the name.
pub fn query(out: &mut String, name: &str, value: &str) {
    if !out.is_empty() {
        out.push('&');
    }
    out.extend(utf8_percent_encode(name, QUERY_NAME));
    out.push('=');
    out.extend(utf8_percent_encode(value, QUERY));
}

#[cfg(test)]
mod tests {
    use super::*;
    use percent_encoding::percent_decode_str;

    const NASTY: &str = "a/b'c%d e#f?g+h&i=j\"k;l(m)n,o:p@q ü é 漢 🦀 .. ~-_";

    #[test]
    fn a_segment_arrives_unchanged() {
        let mut out = String::new();
        segment(&mut out, NASTY);
        assert!(
            !out.contains(['/', '?', '#', '+', ' ', '&', '"', '\'', ':']),
            "{out}"
        );
        assert_eq!(percent_decode_str(&out).decode_utf8().unwrap(), NASTY);
    }

    #[test]
    fn a_query_value_cannot_leave_its_option() {
        let mut out = String::new();
        query(&mut out, "$filter", NASTY);
        query(&mut out, "a&b", "1+1");
        let url = url::Url::parse(&format!("https://host/?{out}")).unwrap();
        let pairs: Vec<_> = url.query_pairs().collect();
        assert_eq!(
            pairs,
            [
                ("$filter".into(), NASTY.into()),
                ("a&b".into(), "1+1".into())
            ]
        );
        assert_eq!(
            url.query(),
            Some(out.as_str()),
            "what is shown is what is sent"
        );
    }
}
