//! The content of a JSON string.

/// Appends the content of a string of valid JSON; nothing if it has a surrogate without its other half, which a Rust
/// string cannot contain.
pub(super) fn append(json: &str, out: &mut String) {
    let start = out.len();
    let content = json
        .strip_prefix('"')
        .and_then(|json| json.strip_suffix('"'));
    if content.and_then(|content| unescape(content, out)).is_none() {
        out.truncate(start);
    }
}

fn unescape(mut rest: &str, out: &mut String) -> Option<()> {
    while let Some((plain, escape)) = rest.split_once('\\') {
        out.push_str(plain);
        let mut chars = escape.chars();
        match chars.next()? {
            'b' => out.push('\u{8}'),
            'f' => out.push('\u{c}'),
            'n' => out.push('\n'),
            'r' => out.push('\r'),
            't' => out.push('\t'),
            'u' => {
                let (code, after) = code(chars.as_str())?;
                chars = after.chars();
                if let 0xD800..=0xDBFF = code {
                    let (low, after) = self::code(after.strip_prefix("\\u")?)?;
                    let low = low.checked_sub(0xDC00).filter(|low| *low < 0x400)?;
                    out.push(char::from_u32(0x1_0000 + ((code - 0xD800) << 10) + low)?);
                    chars = after.chars();
                } else {
                    out.push(char::from_u32(code)?);
                }
            }
            other => out.push(other),
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
    Some(())
}

/// Four hexadecimal digits, and the rest.
fn code(text: &str) -> Option<(u32, &str)> {
    let (digits, after) = text.split_at_checked(4)?;
    Some((u32::from_str_radix(digits, 16).ok()?, after))
}

#[cfg(test)]
mod tests {
    use super::append;

    #[test]
    fn as_serde_json_reads_it() {
        for json in [
            r#""W/\"1\"""#,
            r#""\\\/\b\f\n\r\t""#,
            r#""\u00e9\u4e2d\uD83D\uDE00 x""#,
            r#""é\\é""#,
            r#""\u0000""#,
            r#""\ud800""#,
            r#""a\ud800b""#,
            r#""\ud800\u0041""#,
            r#""\ud800\ud800""#,
            r#""\udc00""#,
        ] {
            let mut out = String::from("before");
            append(json, &mut out);
            let expected = serde_json::from_str::<String>(json).unwrap_or_default();
            assert_eq!(out, format!("before{expected}"), "{json}");
        }
    }
}
