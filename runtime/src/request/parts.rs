//! What all requests are made of.

use std::fmt;

use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};

use crate::client::{Client, Outgoing, Target, header, set_header};
use crate::encode;
use crate::error::{Answer, Error};
use crate::path::Path;
use crate::query::Options;

/// A request that is being built. The first thing that cannot be sent is kept and fails it.
pub(crate) struct Parts {
    method: Method,
    path: Path,
    headers: HeaderMap,
    pub(crate) options: Options,
    /// Further options, percent-encoded.
    query: String,
    error: Option<Box<str>>,
}

impl Parts {
    pub(crate) fn new(method: Method, path: Path) -> Self {
        Self {
            method,
            path,
            headers: HeaderMap::new(),
            options: Options::default(),
            query: String::new(),
            error: None,
        }
    }

    pub(crate) fn client(&self) -> &Client {
        self.path.client()
    }

    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    pub(crate) fn header<N, V>(&mut self, name: N, value: V)
    where
        N: TryInto<HeaderName, Error: fmt::Display>,
        V: TryInto<HeaderValue, Error: fmt::Display>,
    {
        match header(name, value) {
            Ok((name, value)) => set_header(&mut self.headers, name, value),
            Err(error) => self.fail(error.to_string()),
        }
    }

    pub(crate) fn query(&mut self, name: &str, value: &str) {
        encode::query(&mut self.query, name, value);
    }

    pub(crate) fn fail(&mut self, reason: impl Into<Box<str>>) {
        self.error.get_or_insert_with(|| reason.into());
    }

    pub(crate) fn uri(&self) -> Result<Uri, Error> {
        if let Some(reason) = &self.error {
            return Err(Error::invalid(&**reason));
        }
        let mut query = String::new();
        let options = self
            .options
            .render(self.client().dialect().enum_literals)
            .map_err(Error::invalid)?;
        for (name, value) in options {
            encode::query(&mut query, name, &value);
        }
        if !self.query.is_empty() {
            if !query.is_empty() {
                query.push('&');
            }
            query.push_str(&self.query);
        }
        self.path.uri(&query)
    }

    /// Sends the request; an answer that did not succeed is an error.
    pub(crate) async fn send(self, body: Option<Vec<u8>>) -> Result<Answer, Error> {
        self.send_accepting(body, HeaderValue::from_static("application/json"))
            .await
    }

    pub(crate) async fn send_accepting(
        self,
        body: Option<Vec<u8>>,
        accept: HeaderValue,
    ) -> Result<Answer, Error> {
        let target = Target::Own(self.uri()?);
        let client = self.path.client();
        client
            .send(Outgoing {
                method: self.method,
                target,
                headers: self.headers,
                body,
                accept,
            })
            .await
    }
}

/// Headers may hold secrets: only their names are shown.
impl fmt::Debug for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parts")
            .field("method", &self.method)
            .field("url", &self.uri())
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}
