//! Values of parameters: JSON text, read one level at a time.

use std::borrow::Cow;

/// The text of a JSON value that was written by this crate, one level of it.
#[derive(Debug, PartialEq)]
pub(crate) enum Value<'a> {
    Null,
    /// A string without its quotes; a number and a Boolean as they are.
    Text(Cow<'a, str>),
    /// The JSON of each item.
    List(Vec<&'a str>),
    /// Each name with the JSON of its value.
    Object(Vec<(Cow<'a, str>, &'a str)>),
}

impl<'a> Value<'a> {
    /// Reads legal JSON.
    pub(crate) fn read(json: &'a str) -> Self {
        let json = json.trim_ascii();
        match json.as_bytes() {
            [b'n', ..] | [] => Self::Null,
            [b'[', .., b']'] => Self::List(split(inside(json)).collect()),
            [b'{', .., b'}'] => Self::Object(
                split(inside(json))
                    .map(|member| {
                        let (name, value) = member.split_at(first(member, b':'));
                        let value = value.strip_prefix(':').unwrap_or(value);
                        (text(name.trim_ascii()), value.trim_ascii())
                    })
                    .collect(),
            ),
            _ => Self::Text(text(json)),
        }
    }

    /// The text of a value that stands inside of another one: nested lists and objects are JSON. `None` for null.
    pub(crate) fn inner(json: &'a str) -> Option<Cow<'a, str>> {
        match Self::read(json) {
            Self::Null => None,
            Self::Text(text) => Some(text),
            Self::List(_) | Self::Object(_) => Some(json.into()),
        }
    }
}

fn inside(json: &str) -> &str {
    json[1..json.len() - 1].trim_ascii()
}

/// A string without its quotes and escapes; anything else as it is.
fn text(json: &str) -> Cow<'_, str> {
    let quoted = json
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    match quoted {
        Some(plain) if !plain.contains('\\') => plain.into(),
        Some(_) => serde_json::from_str::<String>(json)
            .unwrap_or_else(|_| json.to_owned())
            .into(),
        None => json.into(),
    }
}

/// The parts between the commas on the top level.
fn split(mut rest: &str) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (part, after) = rest.split_at(first(rest, b','));
        rest = after.strip_prefix(',').unwrap_or(after);
        Some(part.trim_ascii())
    })
}

/// Where a character is on the top level; the end if it is nowhere.
fn first(json: &str, wanted: u8) -> usize {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (at, byte) in json.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            byte if byte == wanted && depth == 0 => return at,
            _ => {}
        }
    }
    json.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_level_is_read() {
        assert_eq!(Value::read("null"), Value::Null);
        assert_eq!(Value::read("1.50"), Value::Text("1.50".into()));
        assert_eq!(Value::read(r#""a\"b""#), Value::Text("a\"b".into()));
        assert_eq!(Value::read("[]"), Value::List(vec![]));
        assert_eq!(
            Value::read(r#"[ "a,]",[1,2] , {"b":3}]"#),
            Value::List(vec![r#""a,]""#, "[1,2]", r#"{"b":3}"#])
        );
        assert_eq!(
            Value::read(r#"{"z:\"" : 1, "a":{"b":[2]} }"#),
            Value::Object(vec![("z:\"".into(), "1"), ("a".into(), r#"{"b":[2]}"#)])
        );
    }
}
