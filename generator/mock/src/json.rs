//! JSON that keeps the text of numbers and the order of members.

use std::fmt;

use serde::Deserializer as _;
use serde::de::{Error as _, MapAccess, Visitor};
use serde_json::Error;
use serde_json::value::RawValue;

/// How deep values may be.
const DEEPEST: usize = 100;

/// A JSON value. A number is its text, so that a decimal with many digits is returned as it was sent.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    Number(Box<str>),
    Text(String),
    List(Vec<Json>),
    Object(Members),
}

/// The members of an object, in order.
pub(crate) type Members = Vec<(String, Json)>;

impl Json {
    /// Reads a value. Objects with two members of one name are refused.
    pub(crate) fn read(text: &[u8]) -> Result<Self, Error> {
        // The reader of raw values has no limit of its own, and each level is read once more.
        if is_too_deep(text) {
            return Err(Error::custom("the value is too deep"));
        }
        from_raw(serde_json::from_slice(text)?)
    }

    /// A text.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A count.
    pub(crate) fn count(count: usize) -> Self {
        Self::Number(count.to_string().into())
    }

    /// The member of an object.
    pub(crate) fn get(&self, name: &str) -> Option<&Json> {
        match self {
            Self::Object(members) => get(members, name),
            _ => None,
        }
    }

    /// The text of a text.
    pub(crate) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// What kind of value it is, for messages.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::List(_) => "an array",
            Self::Object(_) => "an object",
        }
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Number(text) => out.push_str(text),
            Self::Text(text) => out.push_str(&quoted(text)),
            Self::List(items) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    out.push_str(if at > 0 { "," } else { "" });
                    item.write(out);
                }
                out.push(']');
            }
            Self::Object(members) => {
                out.push('{');
                for (at, (name, value)) in members.iter().enumerate() {
                    out.push_str(if at > 0 { "," } else { "" });
                    out.push_str(&quoted(name));
                    out.push(':');
                    value.write(out);
                }
                out.push('}');
            }
        }
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = String::new();
        self.write(&mut out);
        f.write_str(&out)
    }
}

/// The member of an object.
pub(crate) fn get<'a>(members: &'a [(String, Json)], name: &str) -> Option<&'a Json> {
    let mut found = members.iter().filter(|(known, _)| known == name);
    found.next().map(|(_, value)| value)
}

/// Sets a member: in its place, or as the last one.
pub(crate) fn set(members: &mut Members, name: &str, value: Json) {
    match members.iter_mut().find(|(known, _)| known == name) {
        Some((_, known)) => *known = value,
        None => members.push((name.to_owned(), value)),
    }
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

fn is_too_deep(text: &[u8]) -> bool {
    let (mut depth, mut deepest) = (0_usize, 0);
    let (mut is_text, mut is_escaped) = (false, false);
    for byte in text {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_text => is_escaped = true,
            b'"' => is_text = !is_text,
            b'[' | b'{' if !is_text => depth += 1,
            b']' | b'}' if !is_text => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest > DEEPEST
}

fn from_raw(raw: &RawValue) -> Result<Json, Error> {
    let text = raw.get();
    Ok(match text.as_bytes().first() {
        Some(b'{') => {
            let mut reader = serde_json::Deserializer::from_str(text);
            let raw = reader.deserialize_map(RawMembers)?;
            let mut members = Members::with_capacity(raw.len());
            for (name, value) in raw {
                let value = from_raw(value)?;
                members.push((name, value));
            }
            let mut names: Vec<&str> = members.iter().map(|(name, _)| name.as_str()).collect();
            names.sort_unstable();
            if let Some(pair) = names.windows(2).find(|pair| pair[0] == pair[1]) {
                let message = format!("the member `{}` occurs twice", pair[0]);
                return Err(Error::custom(message));
            }
            Json::Object(members)
        }
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(text)?;
            let items = items.into_iter().map(from_raw);
            Json::List(items.collect::<Result<_, _>>()?)
        }
        Some(b'"') => Json::Text(serde_json::from_str(text)?),
        Some(b't' | b'f') => Json::Bool(serde_json::from_str(text)?),
        Some(b'n') => Json::Null,
        _ => Json::Number(text.into()),
    })
}

struct RawMembers;

impl<'de> Visitor<'de> for RawMembers {
    type Value = Vec<(String, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(members)
    }
}

#[cfg(test)]
mod tests {
    use super::Json;

    #[test]
    fn what_is_read_is_written_as_it_was() {
        let text = r#"{"b":1.50,"a":[true,null,12345678901234567890.123456789],"":"\"\\\u0001ä"}"#;
        let json = Json::read(text.as_bytes()).expect("it is JSON");
        assert_eq!(json.to_string(), text);
    }

    #[test]
    fn what_is_too_deep_or_ambiguous_is_refused() {
        let deep = "[".repeat(100_000) + &"]".repeat(100_000);
        assert!(Json::read(deep.as_bytes()).is_err());
        assert!(Json::read(br#"{"a":1,"a":2}"#).is_err());
        assert!(Json::read(b"{\"a\":\xff}").is_err());
    }
}
