//! What a client is made of.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{HeaderName, HeaderValue, USER_AGENT};
use http::{HeaderMap, Request, Response};
use tower_layer::Layer;
use tower_service::Service;

use super::origin::{Origins, parse_base};
use super::{Client, Inner, PREFER};
use crate::auth::{Credential, TokenCache, TokenProvider};
use crate::error::Error;
use crate::future::{BoxError, MaybeSend};
use crate::layer::{Authorize, Buffer, HttpService, RetryLayer};
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
    credential: Option<Proof>,
    transport: Option<HttpService>,
    layers: Vec<BoxLayer>,
    error: Option<Error>,
}

/// What the client will prove itself by, before its timer is known.
enum Proof {
    Tokens(Arc<dyn TokenProvider>),
    Fixed(Credential),
}

#[cfg(not(target_arch = "wasm32"))]
type BoxLayer = Box<dyn FnOnce(HttpService) -> HttpService + Send>;
#[cfg(target_arch = "wasm32")]
type BoxLayer = Box<dyn FnOnce(HttpService) -> HttpService>;

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
            credential: None,
            transport: None,
            layers: Vec::new(),
            error: None,
        }
    }

    /// Whether there is a credential.
    pub fn has_credential(&self) -> bool {
        self.credential.is_some()
    }

    /// Tokens as the credential.
    pub fn tokens(&mut self, provider: impl TokenProvider + 'static) {
        self.credential = Some(Proof::Tokens(Arc::new(provider)));
    }

    /// A name and a password as the credential.
    pub fn basic_auth(&mut self, user: &str, password: &str) {
        let proof = Credential::basic(user, password);
        let proof = proof.ok_or_else(|| Error::invalid("basic auth: the name has a colon"));
        self.proof(proof);
    }

    /// A key in a header as the credential.
    pub fn key_header<K, V>(&mut self, name: K, key: V)
    where
        K: TryInto<HeaderName, Error: fmt::Display>,
        V: TryInto<HeaderValue, Error: fmt::Display>,
    {
        self.proof(header(name, key).map(|(name, value)| Credential::header(name, value)));
    }

    /// A key in a query option as the credential.
    pub fn key_query(&mut self, name: &str, key: &str) {
        self.proof(Ok(Credential::query(name, key)));
    }

    fn proof(&mut self, proof: Result<Credential, Error>) {
        match proof {
            Ok(proof) => self.credential = Some(Proof::Fixed(proof)),
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
        self.transport = Some(HttpService::new(service));
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
        let wrap = move |service| HttpService::new(layer.layer(service));
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
            .fold(transport, |service, layer| layer(service));
        let service = HttpService::of(Buffer::new(transport, self.max_response_bytes));
        #[cfg(feature = "tracing")]
        let service = HttpService::of(crate::layer::Trace::new(service));
        let credential = self.credential.map(|proof| match proof {
            Proof::Tokens(provider) => {
                Credential::Bearer(TokenCache::by(provider, self.timer.clone()))
            }
            Proof::Fixed(credential) => credential,
        });
        let service = HttpService::of(Authorize::new(service, credential));
        let retry = RetryLayer::by(self.retry.clone(), self.timer.clone());
        let budget = retry.budget();
        let service = HttpService::of(retry.layer(service));
        Ok(Client(Arc::new(Inner {
            root,
            origins,
            headers: self.headers,
            service,
            timer: self.timer,
            timeout: self.timeout,
            retry: self.retry,
            budget,
        })))
    }
}

#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
fn default_transport() -> Result<HttpService, Error> {
    crate::transport::ReqwestTransport::new()
        .map(HttpService::new)
        .map_err(|error| Error::invalid(format!("the default transport does not start: {error}")))
}

#[cfg(not(all(feature = "reqwest", not(target_arch = "wasm32"))))]
fn default_transport() -> Result<HttpService, Error> {
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
