//! Settings that every kind of request has.

use std::fmt;
use std::time::Duration;

use clientwright_http::__private::{header, set_header};
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::client::PREFER;
use crate::error::Error;
use crate::retry::RetryPolicy;

/// The requested content of the response to a change (OData protocol 4.01, 8.2.8.7).
///
/// ```
/// use clientwright_odata::request::Return;
/// # use clientwright_odata::{Body, Client, Collection, Error, literal};
/// # use serde_json::json;
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|request: http::Request<Body>| async move {
/// #     Ok::<_, std::io::Error>(http::Response::new(Body::from(match request.headers()["prefer"].to_str().unwrap() {
/// #         "return=representation" => r#"{"name":"Ada","version":2}"#,
/// #         _ => "",
/// #     })))
/// # });
/// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
/// let users = Collection::<serde_json::Value>::root(&client, "users");
/// let ada = users.key(&[("id", literal("1"))]);
/// let update = || ada.update().entity(&json!({"name": "Ada"}));
/// // With what the service has made of it.
/// let written = update().returning(Return::Representation).await?;
/// assert_eq!(written.entity().expect("it was requested")["version"], 2);
/// // Nothing over the wire that is not read.
/// let written = update().returning(Return::Minimal).await?;
/// assert!(written.entity().is_none());
/// # Ok(()) }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Return {
    /// The entity as it is after the change: `return=representation`.
    Representation,
    /// No content: `return=minimal`.
    Minimal,
}

/// Headers and the like: what goes from the first page of a list to the others as well.
#[derive(Clone, Default)]
pub(crate) struct Settings {
    headers: HeaderMap,
    pub(crate) returning: Option<Return>,
    pub(crate) max_page_size: Option<u32>,
    pub(crate) track_changes: bool,
    /// Whether items that cannot be read are left out silently; it is not sent.
    pub(crate) skip_unreadable: bool,
    pub(crate) timeout: Option<Duration>,
    pub(crate) retry: Option<RetryPolicy>,
}

impl Settings {
    pub(crate) fn header<N, V>(&mut self, name: N, value: V) -> Result<(), Error>
    where
        N: TryInto<HeaderName, Error: fmt::Display>,
        V: TryInto<HeaderValue, Error: fmt::Display>,
    {
        let (name, value) = header(name, value)?;
        set_header(&mut self.headers, name, value);
        Ok(())
    }

    /// All headers of the request's own.
    pub(crate) fn into_headers(self) -> HeaderMap {
        let mut headers = self.headers;
        let is_said = |value: &HeaderValue| {
            let text = value.to_str().unwrap_or_default();
            text.split(',')
                .any(|one| one.trim_start().starts_with("return="))
        };
        // A header of the request takes precedence over the client's setting for all requests.
        let returning = match headers.get_all(PREFER).iter().any(is_said) {
            true => None,
            false => self.returning,
        };
        let mut prefer = |preference| {
            headers.append(PREFER, HeaderValue::from_static(preference));
        };
        match returning {
            Some(Return::Representation) => prefer("return=representation"),
            Some(Return::Minimal) => prefer("return=minimal"),
            None => {}
        }
        // Protocol 4.01, 8.2.8: the names without `odata.` are new in 4.01; those with it are understood by all.
        if self.track_changes {
            prefer("odata.track-changes");
        }
        if let Some(items) = self.max_page_size {
            // Digits are allowed in a header.
            if let Ok(value) = HeaderValue::try_from(format!("odata.maxpagesize={items}")) {
                headers.append(PREFER, value);
            }
        }
        headers
    }
}

/// Headers may contain secrets: only their names are shown.
impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("returning", &self.returning)
            .field("timeout", &self.timeout)
            .field("retry", &self.retry)
            .finish()
    }
}
