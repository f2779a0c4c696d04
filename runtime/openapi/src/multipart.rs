//! Bodies of several parts (RFC 7578).

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use clientwright_http::__private::http_body::Body as _;
use clientwright_values::__private::{Digits, request_json};
use futures_core::Stream;

use crate::Body;
use crate::future::BoxError;
use crate::random::random;
use crate::value::Value;
use crate::wire::Wire;

/// The body of a request with several parts: values and files.
///
/// ```
/// use clientwright_openapi::multipart::Form;
///
/// let form = Form::new()
///     .value("purpose", &"avatar".to_owned())
///     .value("tags", &vec!["a".to_owned(), "b".to_owned()])
///     .file("image", "cat.png", "image/png", b"\x89PNG".to_vec());
/// ```
#[must_use = "a form is sent as the body of a call"]
pub struct Form {
    parts: VecDeque<Body>,
    boundary: String,
    error: Option<String>,
}

impl Form {
    /// A form without parts.
    #[expect(clippy::new_without_default, reason = "two forms are never equal")]
    pub fn new() -> Self {
        Self {
            parts: VecDeque::new(),
            boundary: format!("clientwright-{:032x}", random()),
            error: None,
        }
    }

    /// A value: texts, numbers and Booleans as they are, a list as a part for each item, an object as JSON (OpenAPI 3.1,
    /// 4.8.14.4).
    pub fn value<V: Wire>(mut self, name: &str, value: &V) -> Self {
        let json = request_json(value, Digits::Plain).map_err(|error| error.to_string());
        match json.and_then(|json| String::from_utf8(json).map_err(|error| error.to_string())) {
            Ok(json) => self.json(name, &json, true),
            Err(error) => {
                self.error.get_or_insert(format!("part `{name}`: {error}"));
            }
        }
        self
    }

    fn json(&mut self, name: &str, json: &str, splits: bool) {
        match Value::read(json) {
            Value::Null => {}
            Value::Text(text) => self.push(name, None, None, text.into_owned().into()),
            Value::List(items) if splits => {
                items.iter().for_each(|item| self.json(name, item, false));
            }
            Value::List(_) | Value::Object(_) => {
                self.push(name, None, Some("application/json"), json.to_owned().into());
            }
        }
    }

    /// A file: bytes in memory, or a stream by [`Body::from_stream`].
    pub fn file(
        mut self,
        name: &str,
        file_name: &str,
        content_type: &str,
        content: impl Into<Body>,
    ) -> Self {
        self.push(name, Some(file_name), Some(content_type), content.into());
        self
    }

    fn push(
        &mut self,
        name: &str,
        file_name: Option<&str>,
        content_type: Option<&str>,
        content: Body,
    ) {
        let mut head = format!(
            "--{}\r\nContent-Disposition: form-data; name=\"{}\"",
            self.boundary,
            escaped(name)
        );
        if let Some(file_name) = file_name {
            head.push_str(&format!("; filename=\"{}\"", escaped(file_name)));
        }
        if let Some(content_type) = content_type {
            if content_type.contains(char::is_control) {
                let error = format!("part `{name}`: its media type has a control character");
                self.error.get_or_insert(error);
            }
            head.push_str("\r\nContent-Type: ");
            head.push_str(content_type);
        }
        head.push_str("\r\n\r\n");
        self.parts.extend([head.into(), content, "\r\n".into()]);
    }

    /// The body with the value of its parameter `boundary`.
    pub(crate) fn finish(mut self) -> Result<(String, Body), String> {
        if let Some(error) = self.error {
            return Err(error);
        }
        self.parts
            .push_back(format!("--{}--\r\n", self.boundary).into());
        let in_memory: Option<Vec<&[u8]>> = self.parts.iter().map(Body::as_bytes).collect();
        let body = match in_memory {
            // It can be sent again.
            Some(parts) => Body::from(parts.concat()),
            None => Body::from_stream(Chain(self.parts)),
        };
        Ok((self.boundary, body))
    }
}

/// As browsers write names (HTML Living Standard, 4.10.21.8).
fn escaped(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Bodies one after the other.
struct Chain(VecDeque<Body>);

impl Stream for Chain {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        while let Some(body) = self.0.front_mut() {
            match ready!(Pin::new(body).poll_frame(cx)) {
                Some(Ok(frame)) => {
                    if let Ok(data) = frame.into_data() {
                        return Poll::Ready(Some(Ok(data)));
                    }
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => {
                    self.0.pop_front();
                }
            }
        }
        Poll::Ready(None)
    }
}

/// Shows no content: it may be personal.
impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Form").finish_non_exhaustive()
    }
}
