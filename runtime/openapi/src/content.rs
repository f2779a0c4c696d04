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
        return Some(of_text(&text));
    }
    let body = text.as_bytes();
    if body.trim_ascii().is_empty() {
        return from_json(b"null").ok().map(Ok);
    }
    Some(
        from_json(body).or_else(|error| match is_bare_text(response) {
            true => of_text(&text).map_err(|_| error),
            false => Err(error),
        }),
    )
}

/// Whether a response says that it is a text. Fastify and NestJS send the text that a handler returns so, and describe it
/// as JSON. A page of a gateway is not what the service returned.
fn is_bare_text(response: &Answer) -> bool {
    let essence = response.content_type().map(media::essence);
    let is_text = matches!(essence.as_deref(), Some("text/plain" | "text/html"));
    is_text && !response.is_web_page()
}

fn of_text<T: Wire>(text: &str) -> Result<T, DecodeError> {
    from_json(&to_json(&text.to_owned()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{AnyJson, Date};
    use clientwright_http::RequestName;
    use http::header::CONTENT_TYPE;
    use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};

    fn read<T: Wire>(content_type: &'static str, body: &'static str) -> Option<T> {
        let request = RequestName::new(&Method::GET, &Uri::from_static("/texts"));
        let content_type = HeaderValue::from_static(content_type);
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, content_type)]);
        let answer = Answer::new(request, StatusCode::OK, headers, body.into());
        decode(&answer, false, None)?.ok()
    }

    #[test]
    fn a_text_in_place_of_json_is_a_value_if_the_response_says_so() {
        let text = |content_type, body| read::<String>(content_type, body);
        for content_type in ["text/plain", "TEXT/HTML; charset=utf-8"] {
            assert_eq!(text(content_type, "a b").as_deref(), Some("a b"));
            assert_eq!(text(content_type, "12").as_deref(), Some("12"));
            assert_eq!(text(content_type, r#""a b""#).as_deref(), Some("a b"));
            assert!(read::<Date>(content_type, "2024-02-29").is_some());
            assert_eq!(read::<i64>(content_type, "a b"), None);
            assert_eq!(read::<Vec<String>>(content_type, "a b"), None);
        }
        let any = read::<AnyJson>("text/plain", "a b").expect("a text");
        assert_eq!(any.as_str(), r#""a b""#);
        assert_eq!(text("application/json", "a b"), None);
        assert_eq!(text("text/html", "<!DOCTYPE html><p>Sign in"), None);
        assert_eq!(text("text/html", "<h1>502</h1>"), None);
    }
}
