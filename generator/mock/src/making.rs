//! Responses that tests make.

use bytes::Bytes;
use http::StatusCode;
use http::header::{HeaderName, HeaderValue};
use serde::Serialize;

use crate::error::Error;
use crate::odata;
use crate::reply::Reply;

/// What a test responds with. In this example `ask` sends a request, as the client of a test does, and returns the status and the body
/// of the response; `headers` returns its headers:
///
/// ```
/// use clientwright_mock::header::{HeaderValue, WARNING};
/// use clientwright_mock::{Method, Mock, Reply};
///
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/ask.rs"));
/// # fn main() -> Result<(), clientwright_mock::Error> {
/// let mock = Mock::start("tests/pets.yaml")?;
/// mock.on(Method::GET, "/pets/{petId}").reply_with(|call| match call.segments()[1].as_str() {
///     "1" => Reply::json(200, &["Rex"]),
///     "2" => Reply::value(&["Rex"]),
///     "3" => Reply::error(409, "Busy", "try again"),
///     "4" => Ok(Reply::bytes(200, "text/csv", "Rex")?.header(WARNING, HeaderValue::from_static("late"))),
///     _ => Ok(Reply::no_content()),
/// });
/// let get = |path| ask(&mock, "GET", path, "");
/// assert_eq!(get("/pets/1"), (200, r#"["Rex"]"#.to_owned()));
/// assert_eq!(get("/pets/2"), (200, r#"{"value":["Rex"]}"#.to_owned()));
/// assert_eq!(get("/pets/3"), (409, r#"{"error":{"code":"Busy","message":"try again"}}"#.to_owned()));
/// assert_eq!(get("/pets/4"), (200, "Rex".to_owned()));
/// assert!(headers(&mock, "GET", "/pets/4").contains("warning: late"));
/// assert_eq!(get("/pets/5"), (204, String::new()));
/// assert!(Reply::json(99, &()).is_err()); // no status of a response
/// # Ok(())
/// # }
/// ```
impl Reply {
    /// A value as JSON.
    ///
    /// # Errors
    ///
    /// [`Error::Value`] if the value cannot be written, or the status is none.
    pub fn json<T: Serialize + ?Sized>(status: u16, value: &T) -> Result<Self, Error> {
        Ok(Self::json_text(read_status(status)?, json(value)?))
    }

    /// OData: 200 and a value that is not an entity, such as a list or a number, in `value`.
    ///
    /// # Errors
    ///
    /// [`Error::Value`] if the value cannot be written.
    pub fn value<T: Serialize + ?Sized>(value: &T) -> Result<Self, Error> {
        let mut body = br#"{"value":"#.to_vec();
        body.extend(json(value)?);
        body.push(b'}');
        Ok(Self::json_text(StatusCode::OK, body))
    }

    /// OData: an error of the service.
    ///
    /// # Errors
    ///
    /// [`Error::Value`] if the status is none.
    pub fn error(status: u16, code: &str, message: &str) -> Result<Self, Error> {
        let status = read_status(status)?;
        Ok(odata::Problem::new(status, code, message).reply())
    }

    /// 204 without a body.
    pub fn no_content() -> Self {
        Self::new(StatusCode::NO_CONTENT)
    }

    /// Bytes of a media type.
    ///
    /// # Errors
    ///
    /// [`Error::Value`] if the status is none.
    pub fn bytes(status: u16, media_type: &str, body: impl Into<Bytes>) -> Result<Self, Error> {
        Ok(Self::of(read_status(status)?, media_type, body))
    }

    /// Adds a header; one of the same name stays.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.append(name, value);
        self
    }
}

/// A value as JSON.
pub(crate) fn json<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, Error> {
    serde_json::to_vec(value).map_err(|error| Error::Value(error.to_string()))
}

/// A status that ends a response: 200 or more.
fn read_status(status: u16) -> Result<StatusCode, Error> {
    let read = StatusCode::from_u16(status).ok();
    read.filter(|status| !status.is_informational())
        .ok_or_else(|| Error::Value(format!("{status} is no status of a response")))
}
