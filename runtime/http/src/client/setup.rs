//! What a client is made of.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{AUTHORIZATION, HeaderName, HeaderValue, USER_AGENT};
use http::{HeaderMap, Request, Response};
use tower_layer::Layer;
use tower_service::Service;

use super::origin::{Origins, parse_base};
use super::{Client, Inner};
use crate::auth::{AccessToken, Credential, StaticToken, TokenCache, TokenProvider};
use crate::error::Error;
use crate::future::{BoxError, MaybeSend};
use crate::layer::{HttpService, RetryLayer, Settings, Transport, transport};
use crate::request::PREFER;
use crate::retry::RetryPolicy;
use crate::timer::{SharedTimer, default_timer};
use crate::transport::Body;

const DEFAULT_MAX_RESPONSE_BYTES: u64 = 512 * 1024 * 1024;

/// What a client is made of: the state of every builder that has the methods of
/// [`__client_builder_methods`](crate::__client_builder_methods). The first thing that is wrong fails `build`.
pub struct Setup {
    /// The address of the service.
    pub base_url: Option<String>,
    /// Headers of all requests.
    pub headers: HeaderMap,
    /// Further origins that the credential may go to.
    pub allowed: Vec<String>,
    /// How many bytes a response may have.
    pub max_response_bytes: u64,
    /// What measures time and waits.
    pub timer: SharedTimer,
    /// How long a request may take.
    pub timeout: Option<Duration>,
    /// How requests are sent again.
    pub retry: RetryPolicy,
    agent: &'static str,
    /// Each with the scheme that it is for; `None` for the client's own.
    credentials: Vec<(Option<usize>, Proof)>,
    transport: Option<Box<dyn Transport>>,
    layers: Vec<BoxLayer>,
    error: Option<Error>,
}

/// What a client proves itself by, before its timer is known.
#[derive(Clone)]
pub struct Proof(Kind);

#[derive(Clone)]
enum Kind {
    Tokens(Arc<dyn TokenProvider>),
    Fixed(Arc<Credential>),
}

impl Proof {
    /// Tokens.
    pub fn tokens(provider: impl TokenProvider + 'static) -> Self {
        Self(Kind::Tokens(Arc::new(provider)))
    }

    /// One token. It needs no cache when it has no lifetime.
    pub fn token(token: AccessToken) -> Self {
        match token.header().filter(|_| token.lifetime().is_none()) {
            Some(header) => Self::fixed(Credential::header(AUTHORIZATION, header)),
            None => Self::tokens(StaticToken::new(token)),
        }
    }

    /// A name and a password.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] for a name with a colon.
    pub fn basic(user: &str, password: &str) -> Result<Self, Error> {
        let proof = Credential::basic(user, password);
        proof
            .map(Self::fixed)
            .ok_or_else(|| Error::invalid("basic auth: the name has a colon"))
    }

    /// A key in a header.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] for what cannot stand in a header.
    pub fn key_header<K, V>(name: K, key: V) -> Result<Self, Error>
    where
        K: TryInto<HeaderName, Error: fmt::Display>,
        V: TryInto<HeaderValue, Error: fmt::Display>,
    {
        header(name, key).map(|(name, value)| Self::fixed(Credential::header(name, value)))
    }

    /// A key in a query option.
    pub fn key_query(name: &str, key: &str) -> Self {
        Self::fixed(Credential::query(name, key))
    }

    /// A key in a cookie.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] for what cannot stand in a cookie.
    pub fn key_cookie(name: &str, key: &str) -> Result<Self, Error> {
        Credential::cookie(name, key)
            .map(Self::fixed)
            .ok_or_else(|| Error::invalid(format!("cookie `{name}`: the key cannot stand in it")))
    }

    fn fixed(credential: Credential) -> Self {
        Self(Kind::Fixed(Arc::new(credential)))
    }

    fn with_timer(self, timer: &SharedTimer) -> Arc<Credential> {
        match self.0 {
            Kind::Tokens(provider) => {
                let cache = TokenCache::by(provider, timer.clone());
                Arc::new(Credential::Bearer(cache))
            }
            Kind::Fixed(credential) => credential,
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
type BoxLayer = Box<dyn FnOnce(HttpService) -> Box<dyn Transport> + Send>;
#[cfg(target_arch = "wasm32")]
type BoxLayer = Box<dyn FnOnce(HttpService) -> Box<dyn Transport>>;

impl Setup {
    /// The defaults, with this `User-Agent`.
    pub fn new(agent: &'static str) -> Self {
        Self {
            base_url: None,
            headers: HeaderMap::new(),
            allowed: Vec::new(),
            max_response_bytes: DEFAULT_MAX_RESPONSE_BYTES,
            timer: default_timer(),
            timeout: None,
            retry: RetryPolicy::new(),
            agent,
            credentials: Vec::new(),
            transport: None,
            layers: Vec::new(),
            error: None,
        }
    }

    /// Whether there is a credential.
    pub fn has_credential(&self) -> bool {
        !self.credentials.is_empty()
    }

    /// Whether there is a credential for a scheme; `None` is the client's own.
    pub fn has_credential_for(&self, scheme: Option<usize>) -> bool {
        self.credentials.iter().any(|(of, _)| *of == scheme)
    }

    /// Sets the credential for a scheme, in place of the one that it has; `None` is the client's own.
    pub fn credential(&mut self, scheme: Option<usize>, proof: Result<Proof, Error>) {
        match proof {
            Ok(proof) => {
                self.credentials.retain(|(of, _)| *of != scheme);
                self.credentials.push((scheme, proof));
            }
            Err(error) => self.fail(error),
        }
    }

    /// Sets a header of all requests.
    pub fn header<K, V>(&mut self, name: K, value: V)
    where
        K: TryInto<HeaderName, Error: fmt::Display>,
        V: TryInto<HeaderValue, Error: fmt::Display>,
    {
        match header(name, value) {
            Ok((name, value)) => set_header(&mut self.headers, name, value),
            Err(error) => self.fail(error),
        }
    }

    fn fail(&mut self, error: Error) {
        self.error.get_or_insert(error);
    }

    /// Sets the transport.
    pub fn service<T, B>(&mut self, service: T)
    where
        T: Service<Request<Body>, Response = Response<B>> + Clone + MaybeSend + 'static,
        T::Error: Into<BoxError>,
        T::Future: MaybeSend,
        B: http_body::Body<Data = Bytes> + MaybeSend + 'static,
        B::Error: Into<BoxError>,
    {
        self.transport = Some(transport(service));
    }

    /// Puts a layer around the transport and the layers before.
    pub fn layer<L, B>(&mut self, layer: L)
    where
        L: Layer<HttpService> + MaybeSend + 'static,
        L::Service: Service<Request<Body>, Response = Response<B>> + Clone + MaybeSend + 'static,
        <L::Service as Service<Request<Body>>>::Error: Into<BoxError>,
        <L::Service as Service<Request<Body>>>::Future: MaybeSend,
        B: http_body::Body<Data = Bytes> + MaybeSend + 'static,
        B::Error: Into<BoxError>,
    {
        let wrap = move |service| transport(layer.layer(service));
        self.layers.push(Box::new(wrap));
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] for the first thing that is wrong.
    pub fn build(mut self) -> Result<Client, Error> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let base_url = self
            .base_url
            .ok_or_else(|| Error::invalid("the client has no base URL"))?;
        let root = parse_base(&base_url)?;
        let origins = Origins::new(&root, &self.allowed)?;
        self.headers
            .entry(USER_AGENT)
            .or_insert(HeaderValue::from_static(self.agent));
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport()?,
        };
        let transport = self
            .layers
            .into_iter()
            .fold(transport, |inner, layer| layer(inner.into_service()));
        let credentials = self.credentials.into_iter();
        let credentials = credentials.map(|(of, proof)| (of, proof.with_timer(&self.timer)));
        let credentials = credentials.collect();
        let retry = RetryLayer::by(self.retry.clone(), self.timer.clone());
        let budget = retry.budget();
        let stack = transport.into_stack(Settings {
            retry,
            credentials,
            max_response_bytes: self.max_response_bytes,
        });
        Ok(Client(Arc::new(Inner {
            root,
            origins,
            headers: Arc::new(self.headers),
            stack,
            timer: self.timer,
            timeout: self.timeout,
            retry: self.retry,
            budget,
        })))
    }
}

#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
fn default_transport() -> Result<Box<dyn Transport>, Error> {
    crate::transport::ReqwestTransport::new()
        .map(transport)
        .map_err(|error| Error::invalid(format!("the default transport does not start: {error}")))
}

#[cfg(not(all(feature = "reqwest", not(target_arch = "wasm32"))))]
fn default_transport() -> Result<Box<dyn Transport>, Error> {
    Err(Error::invalid(
        "the client has no transport; set one with `service`, or turn on the feature `reqwest`",
    ))
}

/// Replaces a header. Preferences are added instead (RFC 7240, 2), since each is independent.
pub fn set_header(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) {
    if name == PREFER {
        headers.append(name, value);
    } else {
        headers.insert(name, value);
    }
}

/// A header, or the error that names it. The value is not shown.
pub fn header<K, V>(name: K, value: V) -> Result<(HeaderName, HeaderValue), Error>
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
