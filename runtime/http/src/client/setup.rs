//! What a client is made of.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{AUTHORIZATION, HeaderName, HeaderValue, USER_AGENT};
use http::{HeaderMap, Request, Response};
use tower_layer::Layer;
use tower_service::Service;
use url::Url;

use super::origin::{Origins, parse_base};
use super::{Client, Inner};
use crate::auth::{AccessToken, Credential, StaticToken, TokenCache, TokenProvider};
use crate::error::Error;
use crate::future::{BoxError, MaybeSend, MaybeSync};
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
    Remote(Arc<dyn Remote>),
    Fixed(Arc<Credential>),
}

/// A source of tokens that sends requests over the transport of the client.
pub trait Remote: MaybeSend + MaybeSync {
    /// The provider. `transport` repeats what failed, by the policy of the client, but has none of the client's layers,
    /// headers and credentials. `base` is the address of the service.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] if no request for a token can be built.
    fn provider(&self, transport: HttpService, base: &Url)
    -> Result<Arc<dyn TokenProvider>, Error>;
}

impl Proof {
    /// Tokens.
    pub fn tokens(provider: impl TokenProvider + 'static) -> Self {
        Self(Kind::Tokens(Arc::new(provider)))
    }

    /// Tokens that are fetched over the transport of the client.
    pub fn remote(remote: impl Remote + 'static) -> Self {
        Self(Kind::Remote(Arc::new(remote)))
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

    /// Whether both are the same source of tokens.
    fn is_same(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Kind::Tokens(one), Kind::Tokens(other)) => Arc::ptr_eq(one, other),
            (Kind::Remote(one), Kind::Remote(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }
}

/// Each with the scheme that it is for; `None` for the client's own.
pub(crate) type Credentials = Vec<(Option<usize>, Arc<Credential>)>;

/// The credentials of a client. Schemes with the same source of tokens share what is kept of them.
fn credentials(
    proofs: Vec<(Option<usize>, Proof)>,
    timer: &SharedTimer,
    remote: Option<&HttpService>,
    base: &Url,
) -> Result<Credentials, Error> {
    let mut made: Credentials = Vec::with_capacity(proofs.len());
    for (index, (of, proof)) in proofs.iter().enumerate() {
        let before = proofs[..index].iter();
        let shared = before
            .zip(&made)
            .find(|((_, other), _)| proof.is_same(other));
        let cached = |provider| {
            let cache = TokenCache::by(provider, timer.clone());
            Arc::new(Credential::Bearer(cache))
        };
        let credential = match (&proof.0, shared, remote) {
            (_, Some((_, (_, credential))), _) => Arc::clone(credential),
            (Kind::Fixed(credential), ..) => Arc::clone(credential),
            (Kind::Tokens(provider), ..) => cached(Arc::clone(provider)),
            (Kind::Remote(source), _, Some(transport)) => {
                cached(source.provider(transport.clone(), base)?)
            }
            (Kind::Remote(_), _, None) => {
                return Err(Error::invalid("the client has no transport for tokens"));
            }
        };
        made.push((*of, credential));
    }
    Ok(made)
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
        let mut transport = match self.transport {
            Some(transport) => transport,
            None => default_transport()?,
        };
        let mut remote = None;
        let needs_remote = |(_, proof): &(_, Proof)| matches!(proof.0, Kind::Remote(_));
        if self.credentials.iter().any(needs_remote) {
            let service = transport.into_service();
            // A token that is fetched twice does no harm.
            let retry = RetryLayer::by(self.retry.clone().idempotent(true), self.timer.clone());
            remote = Some(HttpService::new(retry.layer(service.clone())));
            transport = self::transport(service);
        }
        let transport = self
            .layers
            .into_iter()
            .fold(transport, |inner, layer| layer(inner.into_service()));
        let credentials = credentials(self.credentials, &self.timer, remote.as_ref(), &root)?;
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
