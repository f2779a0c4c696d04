//! The error body of OData, read as leniently as services write it.

use std::fmt;

use http::StatusCode;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::raw_response::RawResponse;

/// An error that the service reports in the form of OData JSON 4.01, 21.1: with an error status, or in the body or the
/// trailer `OData-Error` of a response whose status is a success.
///
/// Read leniently: the code may be a number, the message an object with `lang` and `value` (OData 3, SAP), the error
/// may be called `odata.error`, and the inner error may be spelled `innererror` or `innerError`.
pub struct ODataError {
    pub(super) response: RawResponse,
    content: Content,
}

/// The content of the body.
pub(crate) struct Content {
    main: ErrorDetail,
    details: Vec<ErrorDetail>,
    inner_error: Option<Map<String, Value>>,
    /// The index of the item that the error replaces.
    item: Option<usize>,
}

/// One of the details of an [`ODataError`] (OData JSON 4.01, 21.1).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorDetail {
    /// The service's code for it; empty when there is none.
    pub code: String,
    /// What went wrong, for people; empty when there is none.
    pub message: String,
    /// What the detail is about, such as the name of a property.
    pub target: Option<String>,
}

impl ODataError {
    /// The status of the response.
    pub fn status(&self) -> StatusCode {
        self.response.status
    }

    /// The service's code, such as `Request_ResourceNotFound`; empty when there is none.
    pub fn code(&self) -> &str {
        &self.content.main.code
    }

    /// The index of the item of a collection in whose place the error was sent, counted from 0; `None` for an error of
    /// the whole response.
    pub fn item(&self) -> Option<usize> {
        self.content.item
    }

    /// What went wrong, for people; empty when there is none.
    pub fn message(&self) -> &str {
        &self.content.main.message
    }

    /// What the error is about, such as the name of a property.
    pub fn target(&self) -> Option<&str> {
        self.content.main.target.as_deref()
    }

    /// The single problems that make up the error.
    pub fn details(&self) -> &[ErrorDetail] {
        &self.content.details
    }

    /// Information for the developers of the service, whose content the service chooses. Members that are nested deeper
    /// than 128 levels are left out; the body of the error has them.
    pub fn inner_error(&self) -> Option<&Map<String, Value>> {
        self.content.inner_error.as_ref()
    }

    /// The id that the service assigned to the request, from the headers or from the inner error.
    pub fn request_id(&self) -> Option<&str> {
        self.response.request_id().or_else(|| {
            self.content
                .inner_error
                .as_ref()?
                .get("request-id")?
                .as_str()
        })
    }

    pub(super) fn new(response: RawResponse, content: Content) -> Self {
        Self { response, content }
    }
}

impl Content {
    /// Reads the body, `None` when it is no OData error.
    pub(crate) fn read(body: &[u8]) -> Option<Self> {
        // Bytes that are not UTF-8 can only be in texts; they are replaced, and the rest is read.
        let body = String::from_utf8_lossy(body);
        let body = members(body.trim_start_matches('\u{FEFF}'))?;
        let error = get(&body, &["error", "odata.error"])?;
        Self::read_error(&members(error.get())?)
    }

    /// Reads the member `error` of a response that succeeded. An OData error has a code and a message (OData JSON 4.01,
    /// 21.1); `None` when both are missing.
    pub(crate) fn of(error: &RawValue) -> Option<Self> {
        let error = members(error.get())?;
        ["code", "message"]
            .iter()
            .any(|name| get(&error, &[name]).is_some())
            .then(|| Self::read_error(&error))?
    }

    /// The trailer `OData-Error` (protocol 4.01, 8.3.5; OData JSON 4.01, 21.2): an error in JSON, which may be encoded
    /// as an extended value (RFC 8187, 3.2.1). A text that is not such an error becomes the message.
    pub(crate) fn of_trailer(text: &str) -> Self {
        let decoded = match text.split('\'').collect::<Vec<_>>()[..] {
            [charset, _, encoded] if charset.eq_ignore_ascii_case("utf-8") => {
                percent_encoding::percent_decode_str(encoded).decode_utf8_lossy()
            }
            _ => text.into(),
        };
        let error = Self::read(decoded.as_bytes());
        let error = error.or_else(|| Self::read_error(&members(&decoded)?));
        error.unwrap_or_else(|| Self {
            main: ErrorDetail {
                message: decoded.into_owned(),
                ..ErrorDetail::default()
            },
            details: Vec::new(),
            inner_error: None,
            item: None,
        })
    }

    pub(crate) fn in_item(mut self, index: usize) -> Self {
        self.item = Some(index);
        self
    }

    fn read_error(error: &Members<'_>) -> Option<Self> {
        let inner_error = get(error, &["innererror", "innerError"]).and_then(|inner| {
            let read = |(name, value): (String, &RawValue)| Some((name, self::value(value)?));
            Some(
                members(inner.get())?
                    .0
                    .into_iter()
                    .filter_map(read)
                    .collect(),
            )
        });
        let details = get(error, &["details"])
            .and_then(|details| serde_json::from_str::<Vec<&RawValue>>(details.get()).ok());
        let details = details.unwrap_or_default();
        Some(Self {
            main: detail(error),
            details: details
                .into_iter()
                .filter_map(|one| members(one.get()).map(|one| detail(&one)))
                .collect(),
            inner_error,
            item: None,
        })
    }
}

/// The members of an object, each as its text: a member that cannot be read does not affect the others. A repeated
/// name occurs twice.
pub(crate) struct Members<'a>(pub(crate) Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Object)
    }
}

/// The members of an object, `None` when the text is anything else.
pub(crate) fn members(text: &str) -> Option<Members<'_>> {
    Members::deserialize(&mut serde_json::Deserializer::from_str(text)).ok()
}

/// The first member that has one of the names and is not null.
fn get<'a>(members: &Members<'a>, names: &[&str]) -> Option<&'a RawValue> {
    let named = |name: &&str| members.0.iter().find(|(key, _)| key == name);
    names
        .iter()
        .filter_map(named)
        .map(|(_, value)| *value)
        .find(|value| value.get() != "null")
}

/// A value, `None` when it is nested deeper than can be read (128 levels) or has a text that is no Unicode.
fn value(raw: &RawValue) -> Option<Value> {
    serde_json::from_str(raw.get()).ok()
}

fn detail(object: &Members<'_>) -> ErrorDetail {
    let read = |name| get(object, &[name]).and_then(value).as_ref().and_then(text);
    ErrorDetail {
        code: read("code").unwrap_or_default(),
        message: read("message").unwrap_or_default(),
        target: read("target"),
    }
}

/// Text, a number as text, or the `value` of an object with a language.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(object) => object.get("value").and_then(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;
    use clientwright_http::RequestName;
    use http::{HeaderMap, Method, Uri};

    fn parse(body: &'static str) -> Option<ODataError> {
        let uri = Uri::from_static("https://host/v1.0/users/1");
        let response = RawResponse::new(
            RequestName::new(&Method::GET, &uri),
            StatusCode::NOT_FOUND,
            HeaderMap::new(),
            Bytes::from_static(body.as_bytes()),
        );
        Content::read(&response.body).map(|content| ODataError::new(response, content))
    }

    #[test]
    fn graph() {
        let error = parse(r#"{"error":{"code":"Request_ResourceNotFound","message":"Resource '1' does not exist.","target":null,
                "details":[{"code":"A","message":"b","target":"c"}, 7],
                "innerError":{"date":"2024-01-01","request-id":"abc","client-request-id":"def"}}}"#)
        .unwrap();
        assert_eq!(
            (error.code(), error.target()),
            ("Request_ResourceNotFound", None)
        );
        assert_eq!(error.details().len(), 1);
        assert_eq!(error.details()[0].target.as_deref(), Some("c"));
        assert_eq!(error.request_id(), Some("abc"));
        assert_eq!(
            error.to_string(),
            "GET /v1.0/users/1: 404 Not Found: Request_ResourceNotFound: Resource '1' does not exist. (request-id abc)"
        );
    }

    #[test]
    fn older_spellings() {
        let sap =
            r#"{"error":{"code":5,"message":{"lang":"en","value":"Nope"},"innererror":{"x":1}}}"#;
        let error = parse(sap).unwrap();
        assert_eq!((error.code(), error.message()), ("5", "Nope"));
        assert!(error.inner_error().unwrap().contains_key("x"));
        let v3 = r#"{"odata.error":{"code":"","message":{"lang":"en","value":"Old"}}}"#;
        let error = parse(v3).unwrap();
        assert_eq!(error.to_string(), "GET /v1.0/users/1: 404 Not Found: Old");
    }

    #[test]
    fn one_member_that_cannot_be_read_costs_only_itself() {
        let deep = [r#"{"innererror":"#.repeat(200), "1".into(), "}".repeat(200)].concat();
        let text = format!(
            r#"{{"error":{{"code":"Deep","message":"no","innererror":{{"request-id":"r1","innererror":{deep}}}}}}}"#
        );
        let error = parse(text.leak()).unwrap();
        assert_eq!((error.code(), error.message()), ("Deep", "no"));
        assert_eq!(error.request_id(), Some("r1"));
        let error = parse(r#"{"error":{"code":"C","message":"\ud800","x":1E999}}"#).unwrap();
        assert_eq!((error.code(), error.message()), ("C", ""));
    }

    #[test]
    fn anything_else_keeps_its_response() {
        for body in [
            "",
            "<html>",
            "[]",
            "{}",
            r#"{"error":"text"}"#,
            r#"{"error":{"#,
            "null",
        ] {
            assert!(parse(body).is_none(), "{body}");
        }
    }
}
