//! How errors are shown: enough to act on, nothing secret.

use std::error::Error as StdError;
use std::fmt::{self, Write as _};

use clientwright_http::__private::{Escape, excerpt, markup, write_request_id};

use super::{DecodeFailure, Error, NoContentError, StatusError, UndeclaredError};

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(error) => error.fmt(f),
            Self::Redirect(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
            Self::NoContent(error) => error.fmt(f),
            Self::Undeclared(error) => error.fmt(f),
            Self::Auth(error) => error.fmt(f),
            Self::InvalidRequest(error) => error.fmt(f),
            Self::Paging(error) => error.fmt(f),
            Self::Json(error) => error.fmt(f),
        }
    }
}

// The boxes are an implementation detail: `source()` continues below the boxed error, whose text is shown already.
impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Status(error) => error.source(),
            Self::Transport(error) => error.source(),
            Self::Decode(error) => error.source(),
            Self::Auth(error) => error.source(),
            Self::Json(error) => error.source(),
            _ => None,
        }
    }
}

impl StdError for StatusError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let mismatch = self.mismatch.as_ref()?;
        Some(mismatch)
    }
}

impl fmt::Display for StatusError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)?;
        match &self.mismatch {
            Some(reason) => write!(
                Escape(f),
                "; the body is not what the description declares: {reason}"
            ),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for StatusError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StatusError")
            .field("response", self.response())
            .field("mismatch", &self.mismatch)
            .finish_non_exhaustive()
    }
}

impl StdError for NoContentError {}
impl StdError for UndeclaredError {}

impl StdError for DecodeFailure {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&self.source)
    }
}

impl fmt::Display for DecodeFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let f = &mut Escape(f);
        let what = match self.item {
            Some(_) => "an item of the page",
            None => "the response",
        };
        write!(f, "{}: cannot read {what}: ", self.response)?;
        let is_markup = |_: &String| !self.is_xml && self.item.is_none();
        match markup(&self.response).filter(is_markup) {
            Some(markup) => write!(f, "it is {markup}: {}", excerpt(&self.response.body))?,
            None => write!(f, "{}", self.source)?,
        }
        write_request_id(f, self.response.request_id())
    }
}

impl fmt::Display for NoContentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let f = &mut Escape(f);
        write!(f, "{}: the response has no content", self.response)?;
        write_request_id(f, self.response.request_id())
    }
}

impl fmt::Display for UndeclaredError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let f = &mut Escape(f);
        write!(
            f,
            "{}: the description does not declare this status",
            self.response
        )?;
        write_request_id(f, self.response.request_id())
    }
}

macro_rules! debug_response {
    ($($name:ident)*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).field("response", &self.response).finish()
            }
        }
    )*};
}
debug_response!(NoContentError UndeclaredError);

impl fmt::Debug for DecodeFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeFailure")
            .field("source", &self.source)
            .field("response", &self.response)
            .finish()
    }
}
