//! The JSON of a batch (OData JSON 4.01, 19).

use std::collections::BTreeMap;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;

use super::Entry;
use crate::edm::Binary;
use crate::error;

/// One request, as it is written.
pub(super) struct Item<'a> {
    pub(super) id: String,
    pub(super) entry: &'a Entry,
    /// The ids of requests and change sets.
    pub(super) depends_on: Vec<String>,
    pub(super) group: Option<String>,
}

/// The body of the request that carries the others.
pub(super) fn write(items: &[Item<'_>]) -> Result<Vec<u8>, serde_json::Error> {
    struct Requests<'a>(&'a [Item<'a>]);
    impl Serialize for Requests<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut map = serializer.serialize_map(Some(1))?;
            map.serialize_entry("requests", self.0)?;
            map.end()
        }
    }
    serde_json::to_vec(&Requests(items))
}

impl Serialize for Item<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &self.id)?;
        if let Some(group) = &self.group {
            map.serialize_entry("atomicityGroup", group)?;
        }
        if !self.depends_on.is_empty() {
            map.serialize_entry("dependsOn", &self.depends_on)?;
        }
        map.serialize_entry("method", self.entry.request.method().as_str())?;
        map.serialize_entry("url", &self.entry.url)?;
        if !self.entry.headers.is_empty() {
            map.serialize_entry("headers", &Headers(&self.entry.headers))?;
        }
        if let Some(body) = &self.entry.body {
            match content(&self.entry.headers) {
                Content::Json => map.serialize_entry("body", raw::<S>(body)?)?,
                Content::Text => map.serialize_entry("body", &String::from_utf8_lossy(body))?,
                Content::Binary => map.serialize_entry("body", &Binary::from(body.to_vec()))?,
            }
        }
        map.end()
    }
}

fn raw<S: Serializer>(body: &[u8]) -> Result<&RawValue, S::Error> {
    serde_json::from_slice(body).map_err(S::Error::custom)
}

/// Several values of one header are one value with commas (RFC 9110, 5.3).
struct Headers<'a>(&'a HeaderMap);

impl Serialize for Headers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.keys_len()))?;
        for name in self.0.keys() {
            let values = self.0.get_all(name).iter();
            let values: Vec<_> = values
                .map(|value| String::from_utf8_lossy(value.as_bytes()))
                .collect();
            map.serialize_entry(name.as_str(), &values.join(", "))?;
        }
        map.end()
    }
}

/// The form of a body in JSON by its content type (OData JSON 4.01, 19.1).
enum Content {
    Json,
    Text,
    Binary,
}

fn content(headers: &HeaderMap) -> Content {
    let Some(media_type) = headers.get(CONTENT_TYPE) else {
        return Content::Json;
    };
    let media_type = String::from_utf8_lossy(media_type.as_bytes()).to_ascii_lowercase();
    let media_type = media_type.split(';').next().unwrap_or_default().trim();
    match media_type.split_once('/') {
        Some((_, "json")) => Content::Json,
        Some((_, subtype)) if subtype.ends_with("+json") => Content::Json,
        Some(("text", _)) => Content::Text,
        _ => Content::Binary,
    }
}

/// One response, as it was read.
pub(super) struct ItemResponse {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

/// The responses in the body of the response that carries them, by the ids of their requests.
///
/// # Errors
///
/// The reason why the text cannot be read. Two responses to one request are an error, as it is unknown which one
/// applies.
pub(super) fn read(body: &[u8]) -> Result<BTreeMap<String, ItemResponse>, String> {
    let text = std::str::from_utf8(body).map_err(|error| error.to_string())?;
    let text = text.trim_start_matches('\u{FEFF}');
    let mut members: Members<'_> = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let items = members
        .remove("responses")
        .ok_or("there is no member `responses`")?;
    let items: Vec<Members<'_>> = parse("responses", items)?;
    let mut responses = BTreeMap::new();
    for members in items {
        let (id, response) = item(members)?;
        if responses.contains_key(&id) {
            return Err(format!("two responses have the id {id:?}"));
        }
        responses.insert(id, response);
    }
    Ok(responses)
}

/// The members of an object by their names. A repeated name is an error, as it is unknown which value applies.
struct Members<'a>(BTreeMap<String, &'a RawValue>);

impl<'a> Members<'a> {
    fn remove(&mut self, name: &str) -> Option<&'a RawValue> {
        self.0.remove(name)
    }
}

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut members = BTreeMap::new();
        for (name, value) in error::Members::deserialize(deserializer)?.0 {
            if members.contains_key(&name) {
                return Err(D::Error::custom(format!("duplicate property {name:?}")));
            }
            members.insert(name, value);
        }
        Ok(Members(members))
    }
}

fn parse<'a, T: Deserialize<'a>>(name: &str, raw: &'a RawValue) -> Result<T, String> {
    serde_json::from_str(raw.get()).map_err(|error| format!("`{name}`: {error}"))
}

fn item(mut members: Members<'_>) -> Result<(String, ItemResponse), String> {
    let id = members.remove("id").ok_or("a response has no `id`")?;
    let status = members
        .remove("status")
        .ok_or("a response has no `status`")?;
    let status = text_or_number(status);
    let status = status
        .parse()
        .map_err(|_| format!("`status`: {status:?} is no status"))?;
    let mut headers = HeaderMap::new();
    if let Some(raw) = members.remove("headers") {
        let members: Option<BTreeMap<String, &RawValue>> = parse("headers", raw)?;
        for (name, value) in members.unwrap_or_default() {
            // A header that is invalid in HTTP does not fail the response.
            if let (Ok(name), Ok(value)) = (
                HeaderName::try_from(name),
                HeaderValue::try_from(text_or_number(value)),
            ) {
                headers.append(name, value);
            }
        }
    }
    let body = match members.remove("body") {
        Some(raw) if raw.get() != "null" => text(&headers, raw)?,
        _ => Bytes::new(),
    };
    let response = ItemResponse {
        status,
        headers,
        body,
    };
    Ok((text_or_number(id), response))
}

/// Ids are text and statuses are numbers, but not to all services.
fn text_or_number(raw: &RawValue) -> String {
    serde_json::from_str(raw.get()).unwrap_or_else(|_| raw.get().to_owned())
}

/// The body that the response would have had outside of a batch.
fn text(headers: &HeaderMap, raw: &RawValue) -> Result<Bytes, String> {
    let json = || Bytes::copy_from_slice(raw.get().as_bytes());
    let is_text = raw.get().starts_with('"');
    Ok(match content(headers) {
        Content::Json => json(),
        // A count is a number to some services.
        Content::Text | Content::Binary if !is_text => json(),
        Content::Text => parse::<String>("body", raw)?.into(),
        // Text that is no base64 has a type that is not declared as text, such as an error in XML; it must not affect
        // the other responses.
        Content::Binary => match parse::<Binary>("body", raw) {
            Ok(encoded) => encoded.to_vec().into(),
            Err(_) => parse::<String>("body", raw)?.into(),
        },
    })
}
