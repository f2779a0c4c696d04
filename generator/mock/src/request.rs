//! Requests, and the log of them.

use std::collections::VecDeque;

use bytes::Bytes;
use http::{HeaderMap, Method};
use percent_encoding::percent_decode_str;
use serde::de::DeserializeOwned;

use crate::error::Error;

/// The most requests that the log keeps.
const REQUESTS: usize = 10_000;
/// The most bytes of bodies that the log keeps.
const BYTES: usize = 64 << 20;

/// A request that the mock received: see [`Mock::requests`](crate::Mock::requests).
///
/// In this example `ask` sends a request, as the client of a test does:
///
/// ```
/// use clientwright_mock::{Mock, Received};
///
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/ask.rs"));
/// # fn main() -> Result<(), clientwright_mock::Error> {
/// let mock = Mock::start("tests/shop.csdl.xml")?;
/// ask(&mock, "GET", "/Customers?$filter=Name%20eq%20'A+B'&$top=2", "");
/// ask(&mock, "POST", "/Customers", r#"{"Name":"Ada"}"#);
/// let requests: Vec<Received> = mock.requests();
/// assert_eq!(requests[0].query_option("$filter").as_deref(), Some("Name eq 'A B'"));
/// assert_eq!(requests[0].query_option("$skip"), None);
/// assert_eq!(requests[1].line(), "POST /Customers");
/// assert_eq!(requests[1].header("Content-Type"), Some("application/json"));
/// assert_eq!(requests[1].json::<serde_json::Value>()?["Name"], "Ada");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Received {
    /// The method.
    pub method: Method,
    /// The path of the request line, percent-encoded, such as `/pets/7`.
    pub path: String,
    /// What follows the question mark, percent-encoded.
    pub query: Option<String>,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl Received {
    /// The method and the decoded path and query, such as `GET /pets?name=Rex`.
    pub fn line(&self) -> String {
        let path = decoded(&self.path);
        match &self.query {
            Some(query) => format!("{} {path}?{}", self.method, decoded(query)),
            None => format!("{} {path}", self.method),
        }
    }

    /// The first header of a name, in any case, if it is there and is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The first value of a query option, decoded: percent-encoding, and `+` as a blank. The name is as decoded, such as `$filter`.
    pub fn query_option(&self, name: &str) -> Option<String> {
        let mut options = self.options().into_iter();
        options.find_map(|(known, value)| (known == name).then_some(value))
    }

    /// The body as text; bytes that are not UTF-8 are replaced.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body, read as JSON.
    ///
    /// # Errors
    ///
    /// [`Error::Value`] if the body is no JSON of this type.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        serde_json::from_slice(&self.body).map_err(|error| Error::Value(error.to_string()))
    }

    /// The segments of the path, decoded.
    pub(crate) fn segments(&self) -> Vec<String> {
        let segments = self.path.split('/').filter(|segment| !segment.is_empty());
        segments.map(decoded).collect()
    }

    /// The query options, decoded.
    pub(crate) fn options(&self) -> Vec<(String, String)> {
        let query = self.query.as_deref().unwrap_or_default();
        let options = query.split('&').filter(|option| !option.is_empty());
        let options = options.map(|option| option.split_once('=').unwrap_or((option, "")));
        let decoded = |text: &str| decoded(&text.replace('+', " "));
        options
            .map(|(name, value)| (decoded(name), decoded(value)))
            .collect()
    }
}

/// A text without percent-encoding. What is not UTF-8 is replaced.
pub(crate) fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The last requests. Older ones are dropped when there are too many.
#[derive(Debug, Default)]
pub(crate) struct Log {
    requests: VecDeque<Received>,
    bytes: usize,
}

impl Log {
    pub(crate) fn push(&mut self, request: Received) {
        self.bytes += size(&request);
        self.requests.push_back(request);
        while self.requests.len() > REQUESTS || (self.bytes > BYTES && self.requests.len() > 1) {
            if let Some(old) = self.requests.pop_front() {
                self.bytes -= size(&old);
            }
        }
    }

    pub(crate) fn all(&self) -> Vec<Received> {
        self.requests.iter().cloned().collect()
    }

    pub(crate) fn take(&mut self) -> Vec<Received> {
        self.bytes = 0;
        std::mem::take(&mut self.requests).into()
    }
}

/// What a request takes, without its headers, whose size the server limits.
fn size(request: &Received) -> usize {
    request.body.len() + request.path.len() + request.query.as_ref().map_or(0, String::len)
}
