//! Bodies of several parts (RFC 7578).

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use clientwright_http::__private::http_body::{self, Frame, SizeHint};
use clientwright_values::__private::{Digits, text_request_json};
use http::{HeaderName, HeaderValue};

use crate::Body;
use crate::future::BoxError;
use crate::random::random;
use crate::value::Value;
use crate::wire::Wire;

/// The body of a request with several parts: values and files.
///
/// Generated code has a type for each body with described parts, which becomes a form by `From`. A form of your own can have
/// any parts:
///
/// ```
/// use clientwright_openapi::multipart::{Form, Part};
///
/// let form = Form::new()
///     .value("purpose", &"avatar".to_owned())
///     .value("tags", &vec!["a".to_owned(), "b".to_owned()])
///     .file("image", Part::new(b"\x89PNG".to_vec()).file_name("cat.png").content_type("image/png"));
/// ```
/// Values and files can have other media types, and a part need be neither. The service of this example returns the body that it receives:
///
/// ```
/// use clientwright_openapi::multipart::{Form, Part};
/// use clientwright_openapi::operation::{Operation, Segment};
/// use clientwright_openapi::{Body, Call, Client, Error};
///
/// const UPLOAD: Operation = Operation {
///     method: "POST",
///     path: &[Segment::Text("/albums")],
///     content_type: "multipart/form-data",
///     accept: "text/plain",
///     text: true,
///     ..Operation::NONE
/// };
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|request: http::Request<Body>| async move {
/// #     Ok::<_, std::io::Error>(http::Response::new(request.into_body()))
/// # });
/// # let client = Client::builder().base_url("https://pets.example.com").service(service).build()?;
/// let form = Form::new()
///     .value_as("ids", "application/json", &vec![1, 2]) // one part, not one for each item
///     .file_as("cover", "image/png", b"PNG".to_vec())
///     .files_as("pages", "text/plain", ["one", "two"])
///     .part("note", Part::new("as it is").header("x-language", "en"));
/// let body: String = Call::new(&client, &UPLOAD).multipart(form).await?;
/// let parts: Vec<&str> = body.split("Content-Disposition: form-data; ").skip(1).collect();
/// assert!(parts[0].starts_with("name=\"ids\"\r\nContent-Type: application/json\r\n\r\n[1,2]\r\n"));
/// assert!(parts[1].starts_with("name=\"cover\"; filename=\"cover\"\r\nContent-Type: image/png\r\n\r\nPNG\r\n"));
/// assert!(parts[3].starts_with("name=\"pages\"; filename=\"pages\"\r\nContent-Type: text/plain\r\n\r\ntwo\r\n"));
/// assert!(parts[4].starts_with("name=\"note\"\r\nx-language: en\r\n\r\nas it is\r\n"));
/// # Ok(()) }
/// ```
#[must_use = "a form is sent as the body of a call"]
pub struct Form {
    parts: VecDeque<Body>,
    boundary: String,
    error: Option<String>,
}

/// A part of a [`Form`]: bytes in memory, or a stream by [`Body::from_stream`]. Everything that is a [`Body`] is also a part.
///
/// ```
/// use clientwright_openapi::multipart::Part;
///
/// let part = Part::new("a;b\n1;2\n").file_name("table.csv").content_type("text/csv").header("X-Rows", "1");
/// ```
#[derive(Debug)]
#[must_use = "a part does nothing until it is added to a form"]
pub struct Part {
    content: Body,
    file_name: Option<String>,
    content_type: Option<String>,
    /// Names and values as they were given; they are checked when the part is added.
    headers: Vec<(String, String)>,
}

impl Part {
    /// A part with this content.
    pub fn new(content: impl Into<Body>) -> Self {
        Self {
            content: content.into(),
            file_name: None,
            content_type: None,
            headers: Vec::new(),
        }
    }

    /// The name of the file.
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// The media type, in place of the one that the description states.
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// A header of the part.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }
}

impl<T: Into<Body>> From<T> for Part {
    fn from(content: T) -> Self {
        Self::new(content)
    }
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
        if let Some(json) = self.json_of(name, value) {
            self.push_value(name, None, &json, true);
        }
        self
    }

    /// A value in a media type. In JSON it is one part, whatever the value is; in any other media type as
    /// [`value`](Self::value).
    pub fn value_as<V: Wire>(mut self, name: &str, content_type: &str, value: &V) -> Self {
        if let Some(json) = self.json_of(name, value) {
            match is_json(content_type) {
                true if json == "null" => {}
                true => self.push(name, Part::new(json).content_type(content_type)),
                false => self.push_value(name, Some(content_type), &json, true),
            }
        }
        self
    }

    /// A file. One without a name is called as the part, because many services take a part without a file name for a
    /// value.
    pub fn file(self, name: &str, file: impl Into<Part>) -> Self {
        self.file_as(name, "application/octet-stream", file)
    }

    /// A file with the media type that it has unless it states another one.
    pub fn file_as(mut self, name: &str, content_type: &str, file: impl Into<Part>) -> Self {
        let file = file.into();
        self.push(
            name,
            Part {
                file_name: file.file_name.or_else(|| Some(name.to_owned())),
                content_type: file.content_type.or_else(|| Some(content_type.to_owned())),
                ..file
            },
        );
        self
    }

    /// Several files of one name, as [`file_as`](Self::file_as).
    pub fn files_as<P: Into<Part>>(
        self,
        name: &str,
        content_type: &str,
        files: impl IntoIterator<Item = P>,
    ) -> Self {
        let files = files.into_iter();
        files.fold(self, |form, file| form.file_as(name, content_type, file))
    }

    /// Any part, as it is: without a file name and a media type unless it has them.
    pub fn part(mut self, name: &str, part: impl Into<Part>) -> Self {
        self.push(name, part.into());
        self
    }

    fn json_of<V: Wire>(&mut self, name: &str, value: &V) -> Option<String> {
        let json = text_request_json(value, Digits::Plain).map_err(|error| error.to_string());
        let json = json.and_then(|json| String::from_utf8(json).map_err(|error| error.to_string()));
        json.map_err(|error| self.fail(name, error)).ok()
    }

    fn push_value(&mut self, name: &str, content_type: Option<&str>, json: &str, splits: bool) {
        let (text, default) = match Value::read(json) {
            Value::Null => return,
            Value::Text(text) => (text.into_owned(), None),
            Value::List(items) if splits => {
                for item in &items {
                    self.push_value(name, content_type, item, false);
                }
                return;
            }
            Value::List(_) | Value::Object(_) => (json.to_owned(), Some("application/json")),
        };
        let content_type = content_type.or(default).map(str::to_owned);
        self.push(
            name,
            Part {
                content_type,
                ..Part::new(text)
            },
        );
    }

    fn push(&mut self, name: &str, part: Part) {
        let mut head = format!(
            "--{}\r\nContent-Disposition: form-data; name=\"{}\"",
            self.boundary,
            escaped(name)
        );
        if let Some(file_name) = part.file_name {
            head.push_str(&format!("; filename=\"{}\"", escaped(&file_name)));
        }
        let content_type = part.content_type.map(|of| ("Content-Type".to_owned(), of));
        for (header, value) in content_type.into_iter().chain(part.headers) {
            let is_name = HeaderName::try_from(header.as_str()).is_ok();
            if !is_name || HeaderValue::try_from(value.as_str()).is_err() {
                return self.fail(name, format!("the header {header:?} cannot be sent"));
            }
            head.push_str(&format!("\r\n{header}: {value}"));
        }
        head.push_str("\r\n\r\n");
        self.parts
            .extend([head.into(), part.content, "\r\n".into()]);
    }

    fn fail(&mut self, name: &str, reason: String) {
        self.error.get_or_insert(format!("part {name:?}: {reason}"));
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
            None => Body::new(Chain(self.parts)),
        };
        Ok((self.boundary, body))
    }
}

fn is_json(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default();
    let essence = essence.trim().to_ascii_lowercase();
    essence.ends_with("/json") || essence.ends_with("+json")
}

/// As browsers write names (HTML Living Standard, 4.10.21.8).
fn escaped(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Bodies one after the other.
struct Chain(VecDeque<Body>);

impl http_body::Body for Chain {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        while let Some(body) = self.0.front_mut() {
            match ready!(Pin::new(body).poll_frame(cx)) {
                Some(Ok(frame)) if frame.is_data() => return Poll::Ready(Some(Ok(frame))),
                // Parts have no trailers.
                Some(Ok(_)) => {}
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => {
                    self.0.pop_front();
                }
            }
        }
        Poll::Ready(None)
    }

    /// The sum, so that files of a known size are sent with `Content-Length`.
    fn size_hint(&self) -> SizeHint {
        let mut exact = self.0.iter().map(|body| body.size_hint().exact());
        let sum = exact.try_fold(0_u64, |sum, size| sum.checked_add(size?));
        sum.map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}

/// Shows no content: it may be personal.
impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Form").finish_non_exhaustive()
    }
}
