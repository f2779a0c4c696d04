//! Bodies of responses as values, whether the call succeeded or not.

use std::borrow::Cow;

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

/// The body as JSON: as it is, or made from XML.
pub(crate) fn json<'a>(
    response: &'a Answer,
    xml: Option<&Document>,
) -> Result<Cow<'a, str>, DecodeError> {
    let wrong = |reason: String| DecodeError::from_text(&reason);
    if let Some(document) = xml.filter(|_| is_xml(response)) {
        return json_of(&response.body, document)
            .map(Cow::Owned)
            .map_err(wrong);
    }
    Ok(match media::text(response).map_err(wrong)? {
        Cow::Borrowed(text) => Cow::Borrowed(without_mark(text)),
        Cow::Owned(text) => Cow::Owned(without_mark(&text).to_owned()),
    })
}

/// The text without white space around it, and without the byte-order mark that some services write.
fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text).trim_ascii()
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
