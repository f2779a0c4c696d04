//! Errors as OData services write them.

use http::StatusCode;

use crate::json::Json;
use crate::reply::Reply;

/// Why a request is refused (OData JSON Format 4.01, 21).
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    status: StatusCode,
    code: String,
    message: String,
    /// The property that is wrong.
    target: Option<String>,
}

impl Problem {
    pub(crate) fn new(status: StatusCode, code: &str, message: impl Into<String>) -> Self {
        Self {
            status,
            code: code.to_owned(),
            message: message.into(),
            target: None,
        }
    }

    /// Says which property is wrong.
    pub(crate) fn at(self, target: &str) -> Self {
        Self {
            target: Some(target.to_owned()),
            ..self
        }
    }

    /// The request is wrong.
    pub(crate) fn bad(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "BadRequest", message)
    }

    /// There is no such thing.
    pub(crate) fn missing(message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "NotFound", message)
    }

    /// The request may be right, and the mock cannot respond to it.
    pub(crate) fn unsupported(message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_IMPLEMENTED, "NotImplemented", message)
    }

    /// The entity is not at the version that the request expects.
    pub(crate) fn version(expected: &str) -> Self {
        let message = format!("the entity is not at the version {expected}");
        Self::new(
            StatusCode::PRECONDITION_FAILED,
            "PreconditionFailed",
            message,
        )
    }

    /// Another method.
    pub(crate) fn method(allowed: &str) -> Self {
        let message = format!("allowed here: {allowed}");
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowed", message)
    }

    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    pub(crate) fn reply(&self) -> Reply {
        let mut error = vec![
            ("code".to_owned(), Json::text(&*self.code)),
            ("message".to_owned(), Json::text(&*self.message)),
        ];
        if let Some(target) = &self.target {
            error.push(("target".to_owned(), Json::text(&**target)));
        }
        let body = Json::Object(vec![("error".to_owned(), Json::Object(error))]);
        Reply::json_text(self.status, body.to_string())
    }
}
