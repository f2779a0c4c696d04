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
}

impl Problem {
    pub(crate) fn new(status: StatusCode, code: &str, message: impl Into<String>) -> Self {
        Self {
            status,
            code: code.to_owned(),
            message: message.into(),
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

    /// Another method.
    pub(crate) fn method(allowed: &str) -> Self {
        let message = format!("allowed here: {allowed}");
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowed", message)
    }

    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    pub(crate) fn reply(&self) -> Reply {
        let error = Json::Object(vec![
            ("code".to_owned(), Json::text(&*self.code)),
            ("message".to_owned(), Json::text(&*self.message)),
        ]);
        let body = Json::Object(vec![("error".to_owned(), error)]);
        Reply::json(self.status, body.to_string())
    }
}
