//! Responses, and those that a test chose.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{HeaderMap, Method, StatusCode};

use crate::pattern::Pattern;

/// A response.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Reply {
    /// A status without a body.
    pub(crate) fn new(status: StatusCode) -> Self {
        Self {
            status,
            headers: HeaderMap::new(),
            body: Bytes::new(),
        }
    }

    /// A body of a media type.
    pub(crate) fn of(status: StatusCode, media: &str, body: impl Into<Bytes>) -> Self {
        let mut reply = Self::new(status);
        reply.body = body.into();
        reply.with(CONTENT_TYPE, media)
    }

    pub(crate) fn json(status: StatusCode, body: impl Into<Bytes>) -> Self {
        Self::of(status, "application/json", body)
    }

    /// A message for the person who wrote the request.
    pub(crate) fn message(status: StatusCode, text: impl Into<String>) -> Self {
        let mut text = text.into();
        text.push('\n');
        Self::of(status, "text/plain; charset=utf-8", text)
    }

    /// Adds a header; one whose value is no text of a header is left out.
    pub(crate) fn with(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.insert(name, value);
        }
        self
    }
}

/// A response that a test chose for some requests.
#[derive(Debug)]
pub(crate) struct Chosen {
    pub(crate) method: Method,
    pub(crate) path: Pattern,
    /// How often it is used; `None` is always.
    pub(crate) times: Option<usize>,
    pub(crate) reply: Reply,
}

/// The responses that tests chose. The last one that fits a request is used.
#[derive(Debug, Default)]
pub(crate) struct AllChosen(Vec<Chosen>);

impl AllChosen {
    pub(crate) fn push(&mut self, chosen: Chosen) {
        // Several for a number of requests are used in the order of the test, so that a sequence reads as it is written.
        match chosen.times {
            Some(0) => {}
            _ => self.0.push(chosen),
        }
    }

    pub(crate) fn next(&mut self, method: &Method, segments: &[String]) -> Option<Reply> {
        let fits = |chosen: &Chosen| chosen.method == method && chosen.path.is_match(segments);
        let counted = |chosen: &Chosen| chosen.times.is_some() && fits(chosen);
        let at = match self.0.iter().position(counted) {
            Some(at) => at,
            None => self.0.iter().rposition(fits)?,
        };
        let chosen = &mut self.0[at];
        if let Some(times) = &mut chosen.times {
            *times -= 1;
        }
        let reply = chosen.reply.clone();
        if self.0[at].times == Some(0) {
            self.0.remove(at);
        }
        Some(reply)
    }
}
