//! Bodies of responses as values, whether the call succeeded or not.

use clientwright_http::Response as Answer;

use crate::json::DecodeError;
use crate::wire::Wire;
use crate::xml::Document;
use crate::{from_json, media, to_json};

/// Whether a response declares that it is XML; without a media type, whether it begins as XML does.
fn is_xml(response: &Answer) -> bool {
    match response.content_type() {
        Some(name) => media::is_xml(&media::essence(name)),
        None => response.body.trim_ascii_start().starts_with(b"<"),
    }
}

#[cfg(feature = "xml")]
fn json_of(xml: &[u8], document: &Document) -> Result<String, String> {
    crate::xml::read(xml, document)
}

#[cfg(not(feature = "xml"))]
fn json_of(_: &[u8], _: &Document) -> Result<String, String> {
    Err("reading XML needs the feature `xml` of clientwright-openapi".to_owned())
}

/// Reads the body. `None`: it is empty, and the type has no null.
pub(crate) fn decode<T: Wire>(
    response: &Answer,
    is_text: bool,
    xml: Option<&Document>,
) -> Option<Result<T, DecodeError>> {
    let body = &response.body;
    if let Some(document) = xml.filter(|_| !body.is_empty() && is_xml(response)) {
        return Some(match json_of(body, document) {
            Ok(json) => from_json(json.as_bytes()),
            Err(reason) => Err(DecodeError::from_text(&reason)),
        });
    }
    let text = match media::text(response) {
        Ok(text) => text,
        Err(reason) => return Some(Err(DecodeError::from_text(&reason))),
    };
    if is_text {
        let json = to_json(&text.into_owned()).unwrap_or_default();
        return Some(from_json(&json));
    }
    let body = text.as_bytes();
    match body.trim_ascii().is_empty() {
        true => from_json(b"null").ok().map(Ok),
        false => Some(from_json(body)),
    }
}
