//! What all requests are made of.

use std::fmt;

use bytes::Bytes;
use clientwright_http::Reading;
use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue, Method, Uri};

use super::partial::Purpose;
use super::{Origin, Partial, Settings};
use crate::Body;
use crate::client::{Client, How, Outgoing};
use crate::encode;
use crate::error::Error;
use crate::path::Path;
use crate::query::Options;
use crate::wire::Wire;

/// A request that is being built. It keeps its first error, with which it fails when it is sent.
pub(crate) struct Parts {
    method: Method,
    target: Target,
    pub(crate) settings: Settings,
    pub(crate) options: Options,
    /// The maximal number of items; it is not sent.
    pub(crate) limit: Option<usize>,
    /// Further options, percent-encoded.
    query: String,
    /// JSON.
    body: Option<Bytes>,
    /// A body that is no JSON.
    content: Option<Body>,
    accept: HeaderValue,
    error: Option<Box<str>>,
}

/// The URL of a request.
enum Target {
    /// Below the service root.
    Path(Box<Path>),
    /// A link of the service, with all its query options.
    Link(Client, Box<str>),
    /// Anywhere.
    Any(Client, Box<str>),
}

impl Parts {
    pub(crate) fn new(method: Method, path: Path) -> Self {
        Self::to(method, Target::Path(Box::new(path)))
    }

    /// A request that writes an entity, with the client's setting for the response.
    pub(crate) fn writing(method: Method, path: Path) -> Self {
        let returning = path.client().dialect().returning;
        let mut parts = Self::new(method, path);
        parts.settings.returning = returning;
        parts
    }

    /// A request to the URL of a link.
    pub(crate) fn link(client: Client, link: &str) -> Self {
        Self::to(Method::GET, Target::Link(client, link.into()))
    }

    /// A request to any URL.
    pub(crate) fn any(client: Client, method: Method, url: &str) -> Self {
        Self::to(method, Target::Any(client, url.into()))
    }

    fn to(method: Method, target: Target) -> Self {
        Self {
            method,
            target,
            settings: Settings::default(),
            options: Options::default(),
            limit: None,
            query: String::new(),
            body: None,
            content: None,
            accept: HeaderValue::from_static("application/json"),
            error: None,
        }
    }

    pub(crate) fn client(&self) -> &Client {
        match &self.target {
            Target::Path(path) => path.client(),
            Target::Link(client, _) | Target::Any(client, _) => client,
        }
    }

    pub(crate) fn header<N, V>(&mut self, name: N, value: V)
    where
        N: TryInto<HeaderName, Error: fmt::Display>,
        V: TryInto<HeaderValue, Error: fmt::Display>,
    {
        if let Err(error) = self.settings.header(name, value) {
            self.fail(error.to_string());
        }
    }

    pub(crate) fn query(&mut self, name: &str, value: &str) {
        encode::query(&mut self.query, name, value);
    }

    /// The body, in JSON.
    pub(crate) fn json<E: fmt::Display>(&mut self, json: Result<Vec<u8>, E>) {
        let result = json.map(|json| self.body = Some(json.into()));
        self.check(result);
    }

    /// The body: an object with some properties set.
    pub(crate) fn partial<T: Wire, F: Purpose>(&mut self, partial: Partial<T, F>) {
        match partial.finish() {
            Ok(changes) => self.json(changes.to_json()),
            Err(reason) => self.fail(reason),
        }
    }

    /// A body that is no JSON.
    pub(crate) fn content(&mut self, content_type: &str, body: Body) {
        self.header(CONTENT_TYPE, content_type);
        self.content = Some(body);
    }

    pub(crate) fn accept(&mut self, media_type: &'static str) {
        self.accept = HeaderValue::from_static(media_type);
    }

    pub(crate) fn fail(&mut self, reason: impl Into<Box<str>>) {
        self.error.get_or_insert_with(|| reason.into());
    }

    pub(crate) fn check<E: fmt::Display>(&mut self, result: Result<(), E>) {
        if let Err(error) = result {
            self.fail(error.to_string());
        }
    }

    pub(crate) fn uri(&self) -> Result<Uri, Error> {
        if let Some(reason) = &self.error {
            return Err(Error::invalid(&**reason));
        }
        match &self.target {
            Target::Path(path) => path.uri(&self.query_text(Some(path))?),
            Target::Link(client, link) => Ok(client.http().link(link)?),
            Target::Any(client, url) => {
                let mut url = client.http().url(url)?;
                let query = self.query_text(None)?;
                if !query.is_empty() {
                    let query = match url.query() {
                        Some(before) => format!("{before}&{query}"),
                        None => query,
                    };
                    url.set_query(Some(&query));
                }
                Ok(client.http().uri(&url)?)
            }
        }
    }

    /// All query options, percent-encoded.
    fn query_text(&self, path: Option<&Path>) -> Result<String, Error> {
        let mut query = String::new();
        self.options
            .render(self.client().dialect().enum_literals, |name, value| {
                if path.is_some_and(|path| path.has_alias(name)) {
                    return Err(format!("the parameter alias {name} has two values").into());
                }
                encode::query(&mut query, name, value);
                Ok(())
            })
            .map_err(Error::invalid)?;
        if !self.query.is_empty() {
            if !query.is_empty() {
                query.push('&');
            }
            query.push_str(&self.query);
        }
        Ok(query)
    }

    /// What is sent, and what it takes to read the response.
    pub(crate) fn split(self) -> Result<(Outgoing, Origin), Error> {
        let uri = self.uri()?;
        let client = self.client().clone();
        let foreign = match &self.target {
            Target::Any(client, url) => {
                let http = client.http();
                !http.admits(&http.url(url)?)
            }
            Target::Path(_) | Target::Link(..) => false,
        };
        let outgoing = Outgoing {
            method: self.method,
            uri: uri.clone(),
            settings: self.settings.clone(),
            body: self.body,
            accept: self.accept,
            how: How {
                content: self.content,
                reading: Reading::Whole,
                foreign,
                max_redirects: 0,
            },
        };
        let origin = Origin {
            by_hand: matches!(self.target, Target::Any(..)),
            client,
            settings: self.settings,
            uri,
            limit: self.limit,
        };
        Ok((outgoing, origin))
    }
}

/// Shows a URL only if the client created it: links of services may contain secrets, as headers may.
impl fmt::Debug for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Parts");
        debug.field("method", &self.method);
        if let Target::Path(_) = self.target {
            debug.field("url", &self.uri());
        }
        debug
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}
