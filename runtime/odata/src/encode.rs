//! What is percent-encoded where (RFC 3986, 2; OData URL conventions 4.01, 2).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

pub(crate) use clientwright_http::encode::{query, segment};

/// A literal between the parentheses of a key or a function call: all but the unreserved characters, the quotes and the
/// colons of a time.
const LITERAL: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'\'')
    .remove(b':');

pub(crate) fn literal(out: &mut String, text: &str) {
    out.extend(utf8_percent_encode(text, LITERAL));
}

#[cfg(test)]
mod tests {
    use super::*;
    use percent_encoding::percent_decode_str;

    #[test]
    fn a_literal_arrives_unchanged() {
        let nasty = "a/b'c%d e#f?g+h&i=j\"k;l(m)n,o:p@q ü é 漢 🦀 .. ~-_";
        let mut out = String::new();
        literal(&mut out, nasty);
        assert!(!out.contains(['/', '?', '#', '+', ' ', '&', '"']), "{out}");
        assert_eq!(percent_decode_str(&out).decode_utf8().unwrap(), nasty);
    }
}
