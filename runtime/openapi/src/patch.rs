//! Changes of a JSON document (RFC 6902).

use std::fmt::Write as _;

use crate::json::EncodeError;
use crate::types::AnyJson;
use crate::wire::Wire;
use crate::{from_json, to_json};

/// A list of changes for bodies of `application/json-patch+json` whose items the description does not declare; else use
/// the declared type. It becomes [`AnyJson`] by [`build`](Self::build).
///
/// Paths are JSON pointers (RFC 6901), such as `/tags/0`; [`pointer()`] writes one.
///
/// ```
/// use clientwright_openapi::patch::{JsonPatch, pointer};
///
/// let patch = JsonPatch::new()
///     .test("/version", &3)
///     .replace(&pointer(["a/b"]), &Option::<i64>::None)
///     .remove("/tags/0")
///     .build()?;
/// assert_eq!(
///     patch.as_str(),
///     r#"[{"op":"test","path":"/version","value":3},{"op":"replace","path":"/a~1b","value":null},{"op":"remove","path":"/tags/0"}]"#
/// );
/// // Moves the first tag to the end of the list, and keeps the old name as the nickname.
/// let patch = JsonPatch::new()
///     .move_from("/tags/0", "/tags/-")
///     .copy_from("/name", "/nickname")
///     .add("/name", &"Rex".to_owned())
///     .build()?;
/// assert_eq!(
///     patch.as_str(),
///     r#"[{"op":"move","path":"/tags/-","from":"/tags/0"},{"op":"copy","path":"/nickname","from":"/name"},{"op":"add","path":"/name","value":"Rex"}]"#
/// );
/// # Ok::<(), clientwright_openapi::Error>(())
/// ```
#[derive(Debug, Default)]
#[must_use = "a patch is sent as the body of a call"]
pub struct JsonPatch {
    json: String,
    error: Option<EncodeError>,
}

impl JsonPatch {
    /// No changes.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a value: a member of an object, which replaces one of the same name, or an item before the one at the index; `-` is the
    /// end of a list (RFC 6902, 4.1).
    pub fn add<V: Wire>(self, path: &str, value: &V) -> Self {
        self.with_value("add", path, value)
    }

    /// Replaces the value that is there (RFC 6902, 4.3).
    pub fn replace<V: Wire>(self, path: &str, value: &V) -> Self {
        self.with_value("replace", path, value)
    }

    /// Fails all changes unless this value is there (RFC 6902, 4.6).
    pub fn test<V: Wire>(self, path: &str, value: &V) -> Self {
        self.with_value("test", path, value)
    }

    /// Removes the value that is there (RFC 6902, 4.2).
    pub fn remove(mut self, path: &str) -> Self {
        self.push("remove", path, None);
        self
    }

    /// Removes the value at `from`, and adds it at `path` (RFC 6902, 4.4).
    pub fn move_from(mut self, from: &str, path: &str) -> Self {
        self.push("move", path, Some(("from", &quoted(from))));
        self
    }

    /// Adds the value at `from` at `path` too (RFC 6902, 4.5).
    pub fn copy_from(mut self, from: &str, path: &str) -> Self {
        self.push("copy", path, Some(("from", &quoted(from))));
        self
    }

    /// The changes as JSON.
    ///
    /// # Errors
    ///
    /// [`Error::Json`](crate::Error::Json) when a handwritten [`Wire::write`] failed.
    pub fn build(self) -> Result<AnyJson, crate::Error> {
        match self.error {
            Some(error) => Err(error.into()),
            None => Ok(from_json(format!("[{}]", self.json).as_bytes())?),
        }
    }

    fn with_value<V: Wire>(mut self, op: &str, path: &str, value: &V) -> Self {
        match to_json(value) {
            Ok(json) => self.push(op, path, Some(("value", &String::from_utf8_lossy(&json)))),
            Err(error) => {
                self.error.get_or_insert(error);
            }
        }
        self
    }

    fn push(&mut self, op: &str, path: &str, member: Option<(&str, &str)>) {
        if !self.json.is_empty() {
            self.json.push(',');
        }
        let path = quoted(path);
        // Writing to a text does not fail.
        let _ = write!(self.json, r#"{{"op":"{op}","path":{path}"#);
        if let Some((name, json)) = member {
            let _ = write!(self.json, r#","{name}":{json}"#);
        }
        self.json.push('}');
    }
}

/// A JSON pointer to a member of objects, by the names on the way (RFC 6901, 3). Names that are data may contain `/` and `~`, which it
/// escapes. Without names it is the pointer to the whole document.
///
/// ```
/// use clientwright_openapi::patch::pointer;
///
/// let label = "team/owner"; // what a user has typed
/// assert_eq!(pointer(["labels", label]), "/labels/team~1owner");
/// assert_eq!(pointer([""; 0]), "");
/// ```
pub fn pointer<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> String {
    let mut pointer = String::new();
    for name in names {
        pointer.push('/');
        pointer.push_str(&name.as_ref().replace('~', "~0").replace('/', "~1"));
    }
    pointer
}

fn quoted(text: &str) -> String {
    // A string is always written.
    serde_json::to_string(text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_written_in_their_order() {
        let patch = JsonPatch::new()
            .add("/a/-", &vec!["\"".to_owned()])
            .move_from("/b", "/c")
            .copy_from(&pointer(["~/", ""]), "")
            .build()
            .expect("JSON");
        assert_eq!(
            patch.as_str(),
            r#"[{"op":"add","path":"/a/-","value":["\""]},{"op":"move","path":"/c","from":"/b"},{"op":"copy","path":"","from":"/~0~1/"}]"#
        );
        assert_eq!(JsonPatch::new().build().expect("JSON").as_str(), "[]");
    }
}
