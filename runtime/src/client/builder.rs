//! Putting a client together.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{HeaderName, HeaderValue, USER_AGENT};
use http::{HeaderMap, Request, Response};

use super::send::PREFER;
use super::{Client, Dialect, Inner, KeyStyle, Service, parse_base};
use crate::auth::{StaticToken, TokenProvider};
use crate::error::Error;
use crate::future::{BoxError, MaybeSend};
use crate::transport::{Body, Transport};
use crate::wire::EnumLiterals;

const DEFAULT_USER_AGENT: &str = concat!("odata-runtime/", env!("CARGO_PKG_VERSION"));
const DEFAULT_MAX_RESPONSE_BYTES: u64 = 512 * 1024 * 1024;

/// A builder of a client, from the defaults of its [`Service`].
///
/// ```
/// # use odata_runtime::{Body, Client, Error, KeyStyle};
/// # fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::empty())) });
/// let client = Client::builder()
///     .base_url("https://services.example.com/v1")
///     .bearer_token("…")
///     .key_style(KeyStyle::Segment)
///     .default_header("x-tenant", "42")
///     .service(service)
///     .build()?;
/// assert_eq!(client.base_url(), "https://services.example.com/v1/");
/// # Ok(()) }
/// ```
#[must_use = "a builder does nothing until `build()`"]
pub struct ClientBuilder<S> {
    base_url: Option<String>,
    dialect: Dialect,
    headers: HeaderMap,
    credential: Option<Box<dyn TokenProvider>>,
    transport: Option<Transport>,
    allowed: Vec<String>,
    max_response_bytes: u64,
    error: Option<Error>,
    service: PhantomData<fn() -> S>,
}

impl<S: Service> ClientBuilder<S> {
    /// A builder with the defaults of the service.
    #[expect(
        clippy::new_without_default,
        reason = "`Client::builder()` is the way in"
    )]
    pub fn new() -> Self {
        let defaults = S::DEFAULTS;
        Self {
            base_url: defaults.base_url.map(str::to_owned),
            dialect: Dialect {
                key_style: defaults.key_style,
                default_namespace: defaults.default_namespace.map(str::to_owned),
                enum_literals: defaults.enum_literals,
                unknown_enum_members: defaults.unknown_enum_members,
            },
            headers: HeaderMap::new(),
            credential: None,
            transport: None,
            allowed: Vec::new(),
            max_response_bytes: DEFAULT_MAX_RESPONSE_BYTES,
            error: None,
            service: PhantomData,
        }
    }

    /// The service root, such as `https://graph.microsoft.com/v1.0`, with or without a slash at its end.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Where tokens come from. Without a credential, requests have no `Authorization` header.
    pub fn credential(mut self, provider: impl TokenProvider + 'static) -> Self {
        self.credential = Some(Box::new(provider));
        self
    }

    /// One token for all requests: `credential(StaticToken::new(token))`.
    pub fn bearer_token(self, token: impl Into<crate::AccessToken>) -> Self {
        self.credential(StaticToken::new(token))
    }

    /// A header of every request that does not set it itself. It replaces one of the same name, but `Prefer` adds up,
    /// also with the request's own. A name or value that cannot be sent fails `build`.
    pub fn default_header<K, V>(mut self, name: K, value: V) -> Self
    where
        K: TryInto<HeaderName, Error: fmt::Display>,
        V: TryInto<HeaderValue, Error: fmt::Display>,
    {
        match header(name, value) {
            Ok((name, value)) => set_header(&mut self.headers, name, value),
            Err(error) => self.error = self.error.or(Some(error)),
        }
        self
    }

    /// The `User-Agent` header, by default `odata-runtime/` and this crate's version.
    pub fn user_agent(mut self, value: impl AsRef<str>) -> Self {
        match header(USER_AGENT, value.as_ref()) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(error) => self.error = self.error.or(Some(error)),
        }
        self
    }

    /// How keys are written in paths.
    pub fn key_style(mut self, style: KeyStyle) -> Self {
        self.dialect.key_style = style;
        self
    }

    /// How enumeration values are written in URLs.
    pub fn enum_literals(mut self, literals: EnumLiterals) -> Self {
        self.dialect.enum_literals = literals;
        self
    }

    /// The namespace whose operations are called without it.
    pub fn default_namespace(mut self, namespace: impl Into<String>) -> Self {
        self.dialect.default_namespace = Some(namespace.into());
        self
    }

    /// Whether to send `Prefer: include-unknown-enum-members`.
    pub fn unknown_enum_members(mut self, include: bool) -> Self {
        self.dialect.unknown_enum_members = include;
        self
    }

    /// One more origin, such as `https://eu.services.example.com`, that links to further pages may lead to. **The token
    /// is sent there too.** Only scheme, host and port count.
    pub fn allow_origin(mut self, url: impl Into<String>) -> Self {
        self.allowed.push(url.into());
        self
    }

    /// How many bytes an answer may have before it is an error; 512 MiB by default. Answers are held in memory.
    pub fn max_response_bytes(mut self, limit: u64) -> Self {
        self.max_response_bytes = limit;
        self
    }

    /// The transport: any tower service, so that every tower layer and any mock plugs in. It is cloned for each
    /// request. It must not follow redirects: the token would go with them.
    ///
    /// ```
    /// # use odata_runtime::{Body, Client};
    /// use tower::ServiceBuilder;
    ///
    /// let service = ServiceBuilder::new()
    ///     .map_request(|mut request: http::Request<Body>| {
    ///         request.headers_mut().insert("x-seen", http::HeaderValue::from_static("1"));
    ///         request
    ///     })
    ///     .service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::from("{}"))) });
    /// let client = Client::builder().base_url("https://services.example.com").service(service).build()?;
    /// # Ok::<(), odata_runtime::Error>(())
    /// ```
    pub fn service<T, B>(mut self, service: T) -> Self
    where
        T: tower_service::Service<Request<Body>, Response = Response<B>>
            + Clone
            + MaybeSend
            + 'static,
        T::Error: Into<BoxError>,
        T::Future: MaybeSend,
        B: http_body::Body<Data = Bytes> + MaybeSend + 'static,
        B::Error: Into<BoxError>,
    {
        self.transport = Some(Transport::new(service));
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] when the base URL is missing or unusable, when a header cannot be sent, or when there
    /// is no transport: without the feature `reqwest` it must be given.
    pub fn build(self) -> Result<S, Error> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let base_url = self
            .base_url
            .ok_or_else(|| Error::invalid("the client has no base URL"))?;
        let root = parse_base(&base_url)?;
        let mut origins = vec![root.origin()];
        for allowed in &self.allowed {
            origins.push(parse_base(allowed)?.origin());
        }
        let mut headers = self.headers;
        if !headers.contains_key(USER_AGENT) {
            headers.insert(USER_AGENT, HeaderValue::from_static(DEFAULT_USER_AGENT));
        }
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport()?,
        };
        Ok(S::from_client(Client(Arc::new(Inner {
            root,
            origins,
            dialect: self.dialect,
            headers,
            credential: self.credential,
            transport,
            max_response_bytes: self.max_response_bytes,
        }))))
    }
}

#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
fn default_transport() -> Result<Transport, Error> {
    crate::ReqwestTransport::new()
        .map(Transport::new)
        .map_err(|error| Error::invalid(format!("the default transport does not start: {error}")))
}

#[cfg(not(all(feature = "reqwest", not(target_arch = "wasm32"))))]
fn default_transport() -> Result<Transport, Error> {
    Err(Error::invalid(
        "the client has no transport; give it one with `service`, or turn on the feature `reqwest`",
    ))
}

/// A header, or the error that names it. The value is not shown.
pub(crate) fn header<K, V>(name: K, value: V) -> Result<(HeaderName, HeaderValue), Error>
where
    K: TryInto<HeaderName, Error: fmt::Display>,
    V: TryInto<HeaderValue, Error: fmt::Display>,
{
    let name = name
        .try_into()
        .map_err(|error| Error::invalid(format!("header name: {error}")))?;
    let value = value
        .try_into()
        .map_err(|error| Error::invalid(format!("header `{name}`: {error}")))?;
    Ok((name, value))
}

/// Replaces a header. Preferences add up instead (RFC 7240, 2): each says something else.
pub(crate) fn set_header(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) {
    if name == PREFER {
        headers.append(name, value);
    } else {
        headers.insert(name, value);
    }
}

impl<S> fmt::Debug for ClientBuilder<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The base URL may yet hold credentials, which `build` refuses.
        f.debug_struct("ClientBuilder")
            .field("dialect", &self.dialect)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("credential", &self.credential.is_some())
            .finish_non_exhaustive()
    }
}
