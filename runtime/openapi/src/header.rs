//! Headers of responses that a description declares.
//!
//! Generated code has a constant for each, in the module `builders` of a group. It reads the header of a response or of
//! an error as its type.
//!
//! ```
//! use clientwright_openapi::header::{Header, Shape};
//! use clientwright_openapi::{Call, Error};
//!
//! const X_RATE_LIMIT_REMAINING: Header<Option<i32>> = Header::new("X-Rate-Limit-Remaining", Shape::Plain);
//! const X_TAGS: Header<Vec<String>> = Header::new("X-Tags", Shape::List(&Shape::Text));
//!
//! # async fn example(list: Call<Vec<i64>>) -> Result<(), Error> {
//! let response = list.send().await?;
//! let remaining: Option<i32> = X_RATE_LIMIT_REMAINING.read(response.headers())?;
//! let tags = X_TAGS.read(response.headers())?; // an error if it is absent
//! # Ok(()) }
//! ```

use std::marker::PhantomData;

use http::{HeaderMap, HeaderValue};

use crate::json::DecodeError;
use crate::wire::Wire;
use crate::{from_json, to_json};

/// A header with the type of its value (OpenAPI 3.1, 4.8.21). The type of an optional one is an `Option`.
#[derive(Debug)]
pub struct Header<T> {
    name: &'static str,
    shape: Shape,
    marker: PhantomData<fn() -> T>,
}

/// How the value of a header is written: the style `simple`, or JSON.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_enums, reason = "generated code writes it")]
pub enum Shape {
    /// A text.
    Text,
    /// A number or a Boolean.
    Plain,
    /// Items with commas between them.
    List(&'static Shape),
    /// Members with commas between them: `a=1,b=2`, or `a,1,b,2` if it is not exploded. Undeclared members are texts.
    Object {
        /// Whether names and values have a `=` between them.
        explode: bool,
        /// The members that are declared.
        members: &'static [(&'static str, Shape)],
    },
    /// JSON: a header whose `content` is JSON.
    Json,
    /// A list with a text for each header of this name, for `Set-Cookie` (OpenAPI 3.2, 4.21).
    Lines,
}

impl<T> Header<T> {
    /// A header of a name, in any case.
    pub const fn new(name: &'static str, shape: Shape) -> Self {
        Self {
            name,
            shape,
            marker: PhantomData,
        }
    }

    /// The name, as the description has it.
    pub const fn name(&self) -> &'static str {
        self.name
    }
}

impl<T: Wire> Header<T> {
    /// The value in the headers of a response or of an error. Headers of one name are one list (RFC 9110, 5.3), but for
    /// [`Shape::Lines`].
    ///
    /// # Errors
    ///
    /// When the header is absent and the type is no `Option`, or when its value is not of the type. The error names the
    /// header.
    pub fn read(&self, headers: &HeaderMap) -> Result<T, DecodeError> {
        let failed =
            |reason: &str| DecodeError::from_text(&format!("header `{}`: {reason}", self.name));
        let lines: Vec<String> = headers.get_all(self.name).iter().map(text).collect();
        if lines.is_empty() {
            return from_json(b"null").map_err(|_| failed("the response does not have it"));
        }
        let json = match self.shape {
            Shape::Lines => to_json(&lines).unwrap_or_default(),
            shape => {
                let mut json = String::new();
                write(&mut json, shape, &lines.join(", "));
                json.into_bytes()
            }
        };
        from_json(&json).map_err(|error| failed(&error.to_string()))
    }
}

/// The text of a value: UTF-8, else ISO 8859-1 (RFC 9110, 5.5).
fn text(value: &HeaderValue) -> String {
    match std::str::from_utf8(value.as_bytes()) {
        Ok(text) => text.to_owned(),
        Err(_) => value
            .as_bytes()
            .iter()
            .map(|byte| char::from(*byte))
            .collect(),
    }
}

/// Writes a value as JSON. A value that has no number or Boolean where one is declared becomes a text, which the type
/// refuses.
fn write(json: &mut String, shape: Shape, value: &str) {
    match shape {
        Shape::Json => json.push_str(value),
        Shape::Plain => {
            let value = value.trim();
            match serde_json::from_str::<serde_json::Value>(value) {
                Ok(serde_json::Value::Number(_) | serde_json::Value::Bool(_)) => {
                    json.push_str(value)
                }
                _ => quote(json, value),
            }
        }
        Shape::Text | Shape::Lines => quote(json, value),
        Shape::List(item) => {
            json.push('[');
            for (at, value) in items(value).enumerate() {
                json.push_str(if at > 0 { "," } else { "" });
                write(json, *item, value);
            }
            json.push(']');
        }
        Shape::Object { explode, members } => {
            json.push('{');
            let mut rest = items(value);
            let mut is_first = true;
            while let Some(item) = rest.next() {
                let (name, value) = match explode {
                    true => item.split_once('=').unwrap_or((item, "")),
                    false => (item, rest.next().unwrap_or_default()),
                };
                json.push_str(if is_first { "" } else { "," });
                is_first = false;
                quote(json, name);
                json.push(':');
                let mut declared = members.iter();
                let member = declared.find(|(declared, _)| *declared == name);
                write(json, member.map_or(Shape::Text, |(_, shape)| *shape), value);
            }
            json.push('}');
        }
    }
}

/// The items of a list, without the blanks around them (RFC 9110, 5.6.1). An empty value has none.
fn items(value: &str) -> impl Iterator<Item = &str> {
    let is_empty = value.trim().is_empty();
    value.split(',').map(str::trim).filter(move |_| !is_empty)
}

fn quote(json: &mut String, text: &str) {
    json.push_str(&serde_json::Value::from(text).to_string());
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Header, Shape};
    use http::{HeaderMap, HeaderValue};

    fn headers(lines: &[(&'static str, &'static [u8])]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            let value = HeaderValue::from_bytes(value).expect("a value");
            headers.append(*name, value);
        }
        headers
    }

    #[test]
    fn values_of_each_shape() {
        let headers = headers(&[
            ("x-left", b"7"),
            ("x-tags", b"a, b,c"),
            ("x-tags", b"d"),
            ("x-ids", b"1,2"),
            ("x-none", b""),
            ("x-flat", b"R,100,G,x"),
            ("etag", b"W/\"1\""),
            ("set-cookie", b"a=1; Path=/, x"),
            ("set-cookie", b"b=2"),
            ("x-json", b"{\"k\":true}"),
            ("x-latin", b"caf\xE9"),
            ("x-soon", b"soon"),
        ]);
        const LIST: Shape = Shape::List(&Shape::Text);
        let left = Header::<i32>::new("X-LEFT", Shape::Plain).read(&headers);
        assert_eq!(left, Ok(7));
        let texts = |name, shape| {
            Header::<Vec<String>>::new(name, shape)
                .read(&headers)
                .expect("texts")
        };
        assert_eq!(texts("X-Tags", LIST), ["a", "b", "c", "d"]);
        assert_eq!(texts("X-None", LIST), [""; 0]);
        assert_eq!(texts("Set-Cookie", Shape::Lines), ["a=1; Path=/, x", "b=2"]);
        let ids = Header::<Vec<i64>>::new("X-Ids", Shape::List(&Shape::Plain)).read(&headers);
        assert_eq!(ids, Ok(vec![1, 2]));
        let text = |name| {
            Header::<Option<String>>::new(name, Shape::Text)
                .read(&headers)
                .expect("a text")
        };
        assert_eq!(text("ETag").as_deref(), Some("W/\"1\""));
        assert_eq!(text("X-Latin").as_deref(), Some("café"));
        assert_eq!(text("X-Missing"), None);
        let members = &[("R", Shape::Plain)];
        let shape = Shape::Object {
            explode: false,
            members,
        };
        let flat = Header::<serde_json::Value>::new("X-Flat", shape).read(&headers);
        assert_eq!(flat, Ok(serde_json::json!({"R": 100, "G": "x"})));
        let json = Header::<BTreeMap<String, bool>>::new("X-Json", Shape::Json).read(&headers);
        assert!(json.expect("JSON")["k"]);
        for (name, expected) in [("X-Soon", "soon"), ("X-Missing", "does not have it")] {
            let error = Header::<i32>::new(name, Shape::Plain)
                .read(&headers)
                .expect_err("no number");
            let text = error.to_string();
            assert!(text.contains(name) && text.contains(expected), "{text}");
        }
    }
}
