//! The error body of OData, read as leniently as services write it.

use http::StatusCode;
use serde_json::{Map, Value};

use super::response::Answer;

/// An error that the service reports in the form of OData JSON 4.01, 21.1.
///
/// Read leniently: the code may be a number, the message an object with `lang` and `value` (OData 3, SAP), the error
/// may be called `odata.error`, and the inner error may be spelled `innererror` or `innerError`.
pub struct ODataError {
    pub(super) answer: Answer,
    content: Content,
}

/// What the body says.
pub(super) struct Content {
    main: ErrorDetail,
    details: Vec<ErrorDetail>,
    inner_error: Option<Map<String, Value>>,
}

/// One of the details of an [`ODataError`].
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
    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.answer.status
    }

    /// The service's code, such as `Request_ResourceNotFound`; empty when there is none.
    pub fn code(&self) -> &str {
        &self.content.main.code
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

    /// What the service says to its own developers; its content is the service's choice.
    pub fn inner_error(&self) -> Option<&Map<String, Value>> {
        self.content.inner_error.as_ref()
    }

    /// The id that the service gave to the request, from the headers or from the inner error.
    pub fn request_id(&self) -> Option<&str> {
        self.answer.request_id().or_else(|| {
            self.content
                .inner_error
                .as_ref()?
                .get("request-id")?
                .as_str()
        })
    }

    pub(super) fn new(answer: Answer, content: Content) -> Self {
        Self { answer, content }
    }
}

impl Content {
    /// Reads the body, `None` when it is no OData error.
    pub(super) fn read(body: &[u8]) -> Option<Self> {
        let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
        let Ok(Value::Object(mut body)) = serde_json::from_slice(body) else {
            return None;
        };
        let Some(Value::Object(mut error)) =
            body.remove("error").or_else(|| body.remove("odata.error"))
        else {
            return None;
        };
        let inner_error =
            ["innererror", "innerError"]
                .iter()
                .find_map(|name| match error.remove(*name) {
                    Some(Value::Object(inner)) => Some(inner),
                    _ => None,
                });
        let details = match error.remove("details") {
            Some(Value::Array(details)) => details
                .iter()
                .filter_map(Value::as_object)
                .map(detail)
                .collect(),
            _ => Vec::new(),
        };
        Some(Self {
            main: detail(&error),
            details,
            inner_error,
        })
    }
}

fn detail(object: &Map<String, Value>) -> ErrorDetail {
    ErrorDetail {
        code: object.get("code").and_then(text).unwrap_or_default(),
        message: object.get("message").and_then(text).unwrap_or_default(),
        target: object.get("target").and_then(text),
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
    use crate::error::RequestName;
    use bytes::Bytes;
    use http::{HeaderMap, Method};

    fn parse(body: &'static str) -> Option<ODataError> {
        let answer = Answer {
            request: RequestName {
                method: Method::GET,
                path: "/v1.0/users/1".to_owned(),
            },
            status: StatusCode::NOT_FOUND,
            headers: HeaderMap::new(),
            body: Bytes::from_static(body.as_bytes()),
        };
        Content::read(&answer.body).map(|content| ODataError::new(answer, content))
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
    fn anything_else_keeps_its_answer() {
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
