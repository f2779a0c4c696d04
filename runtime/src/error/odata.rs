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
    code: String,
    message: String,
    target: Option<String>,
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
        &self.code
    }

    /// What went wrong, for people; empty when there is none.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What the error is about, such as the name of a property.
    pub fn target(&self) -> Option<&str> {
        self.target.as_deref()
    }

    /// The single problems that make up the error.
    pub fn details(&self) -> &[ErrorDetail] {
        &self.details
    }

    /// What the service says to its own developers; its content is the service's choice.
    pub fn inner_error(&self) -> Option<&Map<String, Value>> {
        self.inner_error.as_ref()
    }

    /// The id that the service gave to the request, from the headers or from the inner error.
    pub fn request_id(&self) -> Option<&str> {
        self.answer
            .request_id()
            .or_else(|| self.inner_error.as_ref()?.get("request-id")?.as_str())
    }

    /// Reads the error, or gives the answer back when its body is none.
    pub(super) fn parse(answer: Answer) -> Result<Self, Answer> {
        // An error page of a proxy is no JSON object; do not even try.
        let body = answer
            .body
            .strip_prefix(b"\xEF\xBB\xBF")
            .unwrap_or(&answer.body);
        let Ok(Value::Object(mut body)) = serde_json::from_slice(body) else {
            return Err(answer);
        };
        let Some(Value::Object(mut error)) =
            body.remove("error").or_else(|| body.remove("odata.error"))
        else {
            return Err(answer);
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
        let ErrorDetail {
            code,
            message,
            target,
        } = detail(&error);
        Ok(Self {
            answer,
            code,
            message,
            target,
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

    fn answer(body: &'static str) -> Answer {
        Answer {
            request: RequestName {
                method: Method::GET,
                path: "/v1.0/users/1".to_owned(),
            },
            status: StatusCode::NOT_FOUND,
            headers: HeaderMap::new(),
            body: Bytes::from_static(body.as_bytes()),
        }
    }

    #[test]
    fn graph() {
        let error = ODataError::parse(answer(
            r#"{"error":{"code":"Request_ResourceNotFound","message":"Resource '1' does not exist.","target":null,
                "details":[{"code":"A","message":"b","target":"c"}, 7],
                "innerError":{"date":"2024-01-01","request-id":"abc","client-request-id":"def"}}}"#,
        ))
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
        let error = ODataError::parse(answer(sap)).unwrap();
        assert_eq!((error.code(), error.message()), ("5", "Nope"));
        assert!(error.inner_error().unwrap().contains_key("x"));
        let v3 = r#"{"odata.error":{"code":"","message":{"lang":"en","value":"Old"}}}"#;
        let error = ODataError::parse(answer(v3)).unwrap();
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
            assert!(ODataError::parse(answer(body)).is_err(), "{body}");
        }
    }
}
