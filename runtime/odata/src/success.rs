//! Whether the body of a successful response has the requested content.
//!
//! Decision 034 has the rule: no legal response is rejected, and no other response becomes an entity whose properties
//! are all `None`.

use std::fmt;

use clientwright_values::__private::is_control;
use http::Uri;
use serde::de::{Deserializer as _, Error as _, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::error::{Content, Error, RawResponse};
use crate::json::DecodeError;
use crate::wire::{Codec, Wire};

/// The defect of a body, although the status is a success.
pub(crate) enum Fault {
    /// It is an OData error (OData JSON 4.01, 21.1).
    Error(Content),
    /// It is null.
    Null,
    /// It is something else, which the text describes.
    Other(String),
}

impl RawResponse {
    /// A fault as an error.
    pub(crate) fn fault(self, fault: Fault) -> Error {
        match fault {
            Fault::Error(content) => self.odata(content),
            Fault::Null => self.no_content(),
            Fault::Other(reason) => self.undecodable(DecodeError::from_text(&reason)),
        }
    }
}

/// What is wrong with a response whose body should be an entity or a complex value. `uri` is that of the request.
pub(crate) fn object_fault<T: Wire>(response: &RawResponse, uri: &Uri) -> Option<Fault> {
    let text = text(&response.body)?;
    if text == "null" {
        return Some(Fault::Null);
    }
    if begins_declared::<T>(text) {
        return None;
    }
    let members = Members::read::<T>(text)?;
    if members.is_declared || members.is_entity() {
        return None;
    }
    // A property that the type does not declare can be the only one if the request names it.
    let is_named = members.is_named_in(uri.query().unwrap_or_default());
    let is_selected = is_named && members.context.is_some();
    if !is_selected && let Some(error) = members.error() {
        return Some(Fault::Error(error));
    }
    if members.is_null() && !is_named {
        return Some(Fault::Null);
    }
    if !is_judged::<T>() || members.has_type || is_selected {
        return None;
    }
    let name = T::TYPE.get().unwrap_or("an entity");
    let other = |what: &str| {
        Some(Fault::Other(format!(
            "{what}, where one {name} was requested"
        )))
    };
    let value = members.value.map(RawValue::get).unwrap_or_default();
    if value.starts_with('[') {
        return other("the response is a collection");
    }
    if value.starts_with('{') {
        return other("the response is an object with the member `value`");
    }
    // OData JSON 4.01, 4.5.1: a response has a context unless it has no metadata at all.
    let first = members.undeclared.first()?;
    if members.is_annotated || is_named || has_no_metadata(response) {
        return None;
    }
    other(&format!(
        "the response has no declared property, only others such as `{first}`"
    ))
}

/// Whether the first members of an object are control information with texts as values, and the next one is a property that
/// the type declares. Nearly all responses begin like this, and it is found without parsing. `false` may mean anything.
fn begins_declared<T: Wire>(text: &str) -> bool {
    let mut rest = text.strip_prefix('{');
    while let Some((name, after)) = rest.and_then(plain_text) {
        let Some(value) = after.trim_start().strip_prefix(':') else {
            return false;
        };
        if !name.starts_with('@') {
            // The value of this one counts.
            return name != "value" && T::Codec::declares(name) == Some(true);
        }
        rest = plain_text(value).and_then(|(_, after)| after.trim_start().strip_prefix(','));
    }
    false
}

/// The text that a JSON text begins with, and what comes after it. `None`: it begins otherwise, or has escapes.
fn plain_text(json: &str) -> Option<(&str, &str)> {
    let json = json.trim_start().strip_prefix('"')?;
    let end = memchr::memchr2(b'"', b'\\', json.as_bytes())?;
    let (text, after) = json.split_at_checked(end)?;
    Some((text, after.strip_prefix('"')?))
}

/// Whether a response comes without control information (OData JSON 4.01, 3.1.3).
fn has_no_metadata(response: &RawResponse) -> bool {
    let content_type = response.content_type();
    content_type.is_some_and(|text| text.contains("metadata=none"))
}

/// A body as an OData error, where no entity is expected or where the type takes any JSON.
pub(crate) fn only_error(body: &[u8]) -> Option<Content> {
    let members = Members::read::<serde_json::Value>(text(body)?)?;
    if members.is_entity() {
        return None;
    }
    members.error()
}

/// The error in the body of a collection: next to `value`, or instead of an item.
pub(crate) fn collection_error<T: Wire>(body: &[u8]) -> Option<Content> {
    if !mentions_error(body) {
        return None;
    }
    let members = crate::error::members(text(body)?)?.0;
    let error = members.iter().find(|(name, _)| is_error(name));
    if let Some(content) = error.and_then(|(_, error)| Content::of(error)) {
        return Some(content);
    }
    let (_, value) = members.iter().find(|(name, _)| name == "value")?;
    let items: Vec<&RawValue> = serde_json::from_str(value.get()).ok()?;
    let error = |(index, item): (usize, &&RawValue)| {
        item_error::<T>(item.get().as_bytes()).map(|error| error.in_item(index))
    };
    items.iter().enumerate().find_map(error)
}

/// The error that replaces an item.
pub(crate) fn item_error<T: Wire>(item: &[u8]) -> Option<Content> {
    if !mentions_error(item) {
        return None;
    }
    let members = Members::read::<T>(text(item)?)?;
    if members.is_declared || members.has_type {
        return None;
    }
    members.error()
}

/// Whether it is worth looking for an error: nearly no page has one.
fn mentions_error(body: &[u8]) -> bool {
    memchr::memmem::find(body, b"error\"").is_some()
}

fn is_error(name: &str) -> bool {
    matches!(name, "error" | "odata.error")
}

/// Whether objects of the type can be distinguished from others by their properties.
fn is_judged<T: Wire>() -> bool {
    T::Codec::declares("").is_some()
}

fn text(body: &[u8]) -> Option<&str> {
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    std::str::from_utf8(body).ok().map(str::trim)
}

/// Facts about the kind of an object, from its members.
#[derive(Default)]
struct Members<'a> {
    /// One member is a property that the type declares. Then the object is of that type, and reading stops.
    is_declared: bool,
    /// There is an annotation.
    is_annotated: bool,
    /// It has a type annotation.
    has_type: bool,
    is_null_annotated: bool,
    context: Option<String>,
    value: Option<&'a RawValue>,
    error: Option<&'a RawValue>,
    /// The names of the properties.
    undeclared: Vec<String>,
}

impl<'a> Members<'a> {
    /// Reads the members up to the first that the type declares. `None`: the text is no object.
    fn read<T: Wire>(text: &'a str) -> Option<Self> {
        let mut members = Self::default();
        let read = serde_json::Deserializer::from_str(text).deserialize_map(Fill {
            members: &mut members,
            declares: T::Codec::declares,
        });
        (read.is_ok() || members.is_declared).then_some(members)
    }

    /// Whether a query names one of the properties.
    fn is_named_in(&self, query: &str) -> bool {
        let query = percent_encoding::percent_decode_str(query).decode_utf8_lossy();
        let mut words = query.split(|c: char| !c.is_alphanumeric() && c != '_');
        words.any(|word| {
            self.undeclared.iter().any(|name| name == word)
                || word == "value" && self.value.is_some()
        })
    }

    /// Whether the context states that it is a single entity (OData JSON 4.01, 10.3 and 10.8).
    fn is_entity(&self) -> bool {
        let context = self.context.as_deref();
        context.is_some_and(|context| context.ends_with("/$entity"))
    }

    /// The error, if it is the only property.
    fn error(&self) -> Option<Content> {
        if self.undeclared.iter().any(|name| !is_error(name)) {
            return None;
        }
        Content::of(self.error?)
    }

    fn is_null(&self) -> bool {
        let null = self.value.is_some_and(|value| value.get() == "null");
        self.is_null_annotated && self.undeclared.is_empty()
            || null && self.undeclared.iter().all(|name| name == "value")
    }
}

struct Fill<'a, 'm> {
    members: &'m mut Members<'a>,
    declares: fn(&str) -> Option<bool>,
}

impl<'a> Visitor<'a> for Fill<'a, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        let members = self.members;
        while let Some(name) = map.next_key::<String>()? {
            let is_declared = (self.declares)(&name) == Some(true);
            if is_declared && name == "value" {
                // Null as the only member may mean that the whole response is null (OData JSON 4.01, 11).
                let value: &RawValue = map.next_value()?;
                if value.get() == "null" {
                    members.value = Some(value);
                    continue;
                }
            }
            if is_declared {
                members.is_declared = true;
                // Stops reading.
                return Err(A::Error::custom("a declared property"));
            }
            match name.as_str() {
                "error" | "odata.error" => {
                    members.error = Some(map.next_value()?);
                    members.undeclared.push(name);
                    continue;
                }
                "value" => {
                    members.value = Some(map.next_value()?);
                    members.undeclared.push(name);
                    continue;
                }
                "@odata.null" | "@null" | "odata.null" => {
                    members.is_null_annotated = map.next_value::<serde_json::Value>()? == true;
                    members.is_annotated = true;
                    continue;
                }
                _ => {}
            }
            if is_control(&name, "", "context") || name == "odata.metadata" {
                members.is_annotated = true;
                members.context = map
                    .next_value::<serde_json::Value>()?
                    .as_str()
                    .map(Into::into);
                continue;
            }
            members.has_type |= is_control(&name, "", "type");
            if name.contains('@') || name.starts_with("odata.") {
                members.is_annotated = true;
            } else {
                members.undeclared.push(name);
            }
            map.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }
}
