//! How errors are shown: enough to act on, nothing secret.

use std::error::Error as StdError;
use std::fmt::{self, Write as _};

use clientwright_http::__private::{Escape, excerpt, markup, write_request_id};

use super::{DecodeFailure, Error, NoContentError, ODataError, RawResponse};

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OData(error) => error.fmt(f),
            Self::Status(error) => error.fmt(f),
            Self::Redirect(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
            Self::NoContent(error) => error.fmt(f),
            Self::Auth(error) => error.fmt(f),
            Self::InvalidRequest(error) => error.fmt(f),
            Self::Paging(error) => error.fmt(f),
            Self::Batch(error) => write!(f, "the batch failed: {error}"),
            Self::Json(error) => error.fmt(f),
            Self::MissingProperty(error) => error.fmt(f),
        }
    }
}

// The boxes are an implementation detail: `source()` continues below the boxed error, whose text is shown already.
impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Transport(error) => error.source(),
            Self::Decode(error) => error.source(),
            Self::Auth(error) => error.source(),
            Self::Batch(error) => error.source(),
            Self::Json(error) => error.source(),
            _ => None,
        }
    }
}

impl StdError for ODataError {}
impl StdError for NoContentError {}

impl StdError for DecodeFailure {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&self.source)
    }
}

impl fmt::Display for ODataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let f = &mut Escape(f);
        write!(f, "{}", *self.response)?;
        if let Some(index) = self.item() {
            write!(f, ": value[{index}]")?;
        }
        for part in [self.code(), self.message()] {
            if !part.is_empty() {
                write!(f, ": {part}")?;
            }
        }
        write_request_id(f, self.request_id())
    }
}

impl fmt::Display for DecodeFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let f = &mut Escape(f);
        write!(f, "{}: cannot read the response: ", *self.response)?;
        match markup(&self.response) {
            Some(markup) => write!(
                f,
                "it is {markup}, not JSON: {}",
                excerpt(&self.response.body)
            )?,
            None => write!(f, "{}", self.source)?,
        }
        write_request_id(f, self.response.request_id())
    }
}

impl fmt::Display for NoContentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let f = &mut Escape(f);
        let reason = match self.status() {
            http::StatusCode::ACCEPTED => "the request was accepted and is not finished",
            _ => "the response has no content",
        };
        write!(f, "{}: {reason}", *self.response)?;
        write_request_id(f, self.response.request_id())
    }
}

impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for ODataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ODataError")
            .field("code", &self.code())
            .field("message", &self.message())
            .field("target", &self.target())
            .field("details", &self.details())
            .field("inner_error", &self.inner_error())
            .field("response", &self.response)
            .finish()
    }
}

impl fmt::Debug for DecodeFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeFailure")
            .field("source", &self.source)
            .field("response", &self.response)
            .finish()
    }
}

impl fmt::Debug for NoContentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NoContentError")
            .field("response", &self.response)
            .finish()
    }
}
