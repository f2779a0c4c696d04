//! Putting a client together.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{HeaderName, HeaderValue, USER_AGENT};
use http::{HeaderMap, Request, Response};

use tower_layer::Layer;

use super::send::PREFER;
use super::{Bindings, Client, Dialect, Inner, KeyStyle, Service, parse_base};
use crate::auth::{Credential, StaticToken, TokenCache, TokenProvider};
use crate::error::Error;
use crate::future::{BoxError, MaybeSend};
use crate::layer::{Authorize, Buffer, HttpService, RetryLayer};
use crate::request::Return;
use crate::request_body::Digits;
use crate::retry::RetryPolicy;
use crate::timer::{SharedTimer, Timer, default_timer};
use crate::transport::Body;
use crate::wire::EnumLiterals;

const DEFAULT_USER_AGENT: &str = concat!("clientwright-odata/", env!("CARGO_PKG_VERSION"));
const DEFAULT_MAX_RESPONSE_BYTES: u64 = 512 * 1024 * 1024;

/// A builder of a client, from the defaults of its [`Service`].
///
/// ```
/// # use clientwright_odata::{Body, Client, Error, KeyStyle};
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
    credential: Option<Proof>,
    transport: Option<HttpService>,
    layers: Vec<BoxLayer>,
    allowed: Vec<String>,
    max_response_bytes: u64,
    timer: SharedTimer,
    timeout: Option<Duration>,
    retry: RetryPolicy,
    error: Option<Error>,
    service: PhantomData<fn() -> S>,
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
                batch_slash: defaults.batch_slash,
                tolerant: false,
                returning: defaults.returning,
                bindings: Bindings::default(),
                query_by_post: None,
                digits: Digits::default(),
            },
            headers: HeaderMap::new(),
            credential: None,
            transport: None,
            layers: Vec::new(),
            allowed: Vec::new(),
            max_response_bytes: DEFAULT_MAX_RESPONSE_BYTES,
            timer: default_timer(),
            timeout: None,
            retry: RetryPolicy::new(),
            error: None,
            service: PhantomData,
        }
    }

    /// The service root, such as `https://graph.microsoft.com/v1.0`, with or without a slash at its end.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Where tokens come from (`Authorization: Bearer …`). A token that says how long it holds is kept and renewed in
    /// time; see [`TokenCache`].
    ///
    /// A client has one credential: this, or one of [`basic_auth`](Self::basic_auth),
    /// [`api_key_header`](Self::api_key_header) and [`api_key_query`](Self::api_key_query); the last call holds. None at
    /// all is for services that are open to everybody. It is sent only to the client's own origin and to those
    /// [allowed](Self::allow_origin), over TLS or to a loopback host; a request that would show it to others fails.
    pub fn credential(mut self, provider: impl TokenProvider + 'static) -> Self {
        self.credential = Some(Proof::Tokens(Arc::new(provider)));
        self
    }

    /// One token for all requests: `credential(StaticToken::new(token))`.
    pub fn bearer_token(self, token: impl Into<crate::AccessToken>) -> Self {
        self.credential(StaticToken::new(token))
    }

    /// A name and a password with each request (RFC 7617). A name with a colon fails `build`.
    pub fn basic_auth(self, user: impl AsRef<str>, password: impl AsRef<str>) -> Self {
        let proof = Credential::basic(user.as_ref(), password.as_ref());
        self.proof(proof.ok_or_else(|| Error::invalid("basic auth: the name has a colon")))
    }

    /// A key in a header of each request, such as `APIKey` or `Ocp-Apim-Subscription-Key`.
    pub fn api_key_header<K, V>(self, name: K, key: V) -> Self
    where
        K: TryInto<HeaderName, Error: fmt::Display>,
        V: TryInto<HeaderValue, Error: fmt::Display>,
    {
        let proof = header(name, key).map(|(name, value)| Credential::header(name, value));
        self.proof(proof)
    }

    /// A key in a query option of each request. No URL that this crate shows has it, but what the request passes on its
    /// way may keep logs of URLs: prefer a header where the service takes one.
    pub fn api_key_query(self, name: impl AsRef<str>, key: impl AsRef<str>) -> Self {
        self.proof(Ok(Credential::query(name.as_ref(), key.as_ref())))
    }

    fn proof(mut self, proof: Result<Credential, Error>) -> Self {
        match proof {
            Ok(proof) => self.credential = Some(Proof::Fixed(proof)),
            Err(error) => self.error = self.error.or(Some(error)),
        }
        self
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

    /// The `User-Agent` header, by default `clientwright-odata/` and this crate's version.
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

    /// Whether URLs in a [batch](Client::batch) start with a slash that stands for the service root.
    pub fn batch_slash(mut self, slash: bool) -> Self {
        self.dialect.batch_slash = slash;
        self
    }

    /// What the answers of creating, updating and upserting entities should hold: `Prefer: return=…` of each such request
    /// (OData protocol 4.01, 8.2.8.7), unless it [says otherwise](crate::Create::returning). For services that send nothing by
    /// default, as Dataverse does. The service may ignore it; [`Written`](crate::Written) has what it sent.
    ///
    /// ```
    /// # use clientwright_odata::{Body, Client, Error, Return};
    /// # fn main() -> Result<(), Error> {
    /// # let service = tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::empty())) });
    /// let client = Client::builder()
    ///     .base_url("https://org.crm.dynamics.com/api/data/v9.2")
    ///     .returning(Return::Representation)
    /// #   .service(service)
    ///     .build()?;
    /// # Ok(()) }
    /// ```
    pub fn returning(mut self, what: Return) -> Self {
        self.dialect.returning = Some(what);
        self
    }

    /// Sends queries whose URL would be longer than so many bytes in the body of a `POST` (`/$query`, OData URL
    /// conventions 4.01, 4.17). Off by default: services of 4.0 need not know it, and Microsoft Graph does not. Where
    /// URLs are cut differs; most servers take 8,000 bytes.
    pub fn query_by_post(mut self, longest_url: usize) -> Self {
        self.dialect.query_by_post = Some(longest_url);
        self
    }

    /// Writes `Edm.Int64` and `Edm.Decimal` as strings, and asks for them as strings: `IEEE754Compatible=true` of the media
    /// type (OData JSON 4.01, 3.2). For services whose numbers are doubles, as those in JavaScript are, and which else lose
    /// digits beyond 2⁵³. Off by default; answers are read in either form anyway.
    ///
    /// Properties that the metadata does not declare stay as they are.
    pub fn ieee754_compatible(mut self, compatible: bool) -> Self {
        self.dialect.digits = match compatible {
            true => Digits::Texts,
            false => Digits::Numbers,
        };
        self
    }

    /// Whether to read answers of services that break the rules of OData JSON in these ways. Off by default: such a value then
    /// is an error ([`Error::Decode`]).
    ///
    /// - Numbers as text for numeric types, such as `"42"` for an `Edm.Int32`. Texts for `Edm.Int64`, `Edm.Decimal`,
    ///   `Edm.Double` and `Edm.Single` are read anyway.
    /// - Texts without content for numbers, Booleans, dates, times, durations and GUIDs: they are null.
    /// - Booleans as text (`"true"`, in any case) and as `0` and `1`.
    /// - Surrogates without their other half in texts, such as `"a\ud800"`: they become `U+FFFD`.
    ///
    /// What was mended is in [`Response::mended`](crate::Response::mended) and [`Page::mended`](crate::Page::mended), and an
    /// event of the feature `tracing` at the level `DEBUG`, without the value. Nothing else is changed: legal values and
    /// properties that the metadata does not declare stay as they are. An answer without such values costs what it costs
    /// otherwise. Each kind of mistake of a property costs one more reading of the answer, or of the item of a page.
    ///
    /// ```
    /// # use clientwright_odata::{Body, Client, Collection, Error, Mending, wire::Wire};
    /// # fn main() -> Result<(), Error> {
    /// # let service = tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::empty())) });
    /// let client = Client::builder()
    ///     .base_url("https://services.example.com/v1")
    ///     .tolerant(true)
    /// #   .service(service)
    ///     .build()?;
    /// # async fn example<T: Wire + 'static>(orders: Collection<T>) -> Result<(), Error> {
    /// let page = orders.list().await?;
    /// for value in &page.mended {
    ///     println!("{}: {:?}", value.path(), value.mending()); // value[3].quantity: Number
    /// }
    /// # Ok(()) }
    /// # Ok(()) }
    /// ```
    pub fn tolerant(mut self, tolerant: bool) -> Self {
        self.dialect.tolerant = tolerant;
        self
    }

    /// How request bodies point to entities that exist; [`Bindings::Annotation`] by default.
    pub fn bindings(mut self, bindings: Bindings) -> Self {
        self.dialect.bindings = bindings;
        self
    }

    /// One more origin, such as `https://eu.services.example.com`, that links to further pages may lead to. **The token
    /// is sent there too.** Only scheme, host and port count.
    pub fn allow_origin(mut self, url: impl Into<String>) -> Self {
        self.allowed.push(url.into());
        self
    }

    /// How many bytes an answer may have before it is an error; 512 MiB by default. Answers are held in memory,
    /// but for downloads and long pages of a [stream](crate::Items), of which the first part is.
    pub fn max_response_bytes(mut self, limit: u64) -> Self {
        self.max_response_bytes = limit;
        self
    }

    /// The transport: any tower service, so that every tower layer and any mock plugs in. It is cloned for each
    /// request. It must not follow redirects: the token would go with them.
    ///
    /// ```
    /// # use clientwright_odata::{Body, Client};
    /// use tower::ServiceBuilder;
    ///
    /// let service = ServiceBuilder::new()
    ///     .map_request(|mut request: http::Request<Body>| {
    ///         request.headers_mut().insert("x-seen", http::HeaderValue::from_static("1"));
    ///         request
    ///     })
    ///     .service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::from("{}"))) });
    /// let client = Client::builder().base_url("https://services.example.com").service(service).build()?;
    /// # Ok::<(), clientwright_odata::Error>(())
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
        self.transport = Some(HttpService::new(service));
        self
    }

    /// A layer around the transport, the default one or any other. A layer that is added later stands around those
    /// before. What a client puts around all of them is told in [`layer`](crate::layer).
    ///
    /// ```
    /// # use clientwright_odata::{Body, Client};
    /// # let transport = tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::empty())) });
    /// let client = Client::builder()
    ///     .base_url("https://services.example.com")
    /// #   .service(transport)
    ///     .layer(tower::util::MapRequestLayer::new(|mut request: http::Request<Body>| {
    ///         request.headers_mut().insert("x-seen", http::HeaderValue::from_static("1"));
    ///         request
    ///     }))
    ///     .build()?;
    /// # Ok::<(), clientwright_odata::Error>(())
    /// ```
    pub fn layer<L, B>(mut self, layer: L) -> Self
    where
        L: Layer<HttpService> + MaybeSend + 'static,
        L::Service: tower_service::Service<Request<Body>, Response = Response<B>>
            + Clone
            + MaybeSend
            + 'static,
        <L::Service as tower_service::Service<Request<Body>>>::Error: Into<BoxError>,
        <L::Service as tower_service::Service<Request<Body>>>::Future: MaybeSend,
        B: http_body::Body<Data = Bytes> + MaybeSend + 'static,
        B::Error: Into<BoxError>,
    {
        let wrap = move |service| HttpService::new(layer.layer(service));
        self.layers.push(Box::new(wrap));
        self
    }

    /// How requests that failed are sent again: [`RetryPolicy::new`] by default. A request can have
    /// [a policy of its own](crate::List::retry).
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// How long a request may take in all, with its token, all its repeats, the pauses between them and the reading of
    /// the answer; unlimited by default. After it the error [`is_timeout`](Error::is_timeout). A list has so long for
    /// each page, a download until its body begins. Of a long page of a [stream](crate::Items), what a program does between
    /// two items does not count.
    ///
    /// The default transport has limits of its own, see [`ReqwestTransport`](crate::ReqwestTransport).
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = Some(limit);
        self
    }

    /// What measures time and waits, in place of the [default](crate::Timer).
    pub fn timer(mut self, timer: impl Timer + 'static) -> Self {
        self.timer = Some(Arc::new(timer));
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
        Ok(S::from_client(Client(Arc::new(Inner {
            root,
            origins,
            dialect: self.dialect,
            headers,
            service,
            timer: self.timer,
            timeout: self.timeout,
            retry: self.retry,
            budget,
        }))))
    }
}

#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
fn default_transport() -> Result<HttpService, Error> {
    crate::ReqwestTransport::new()
        .map(HttpService::new)
        .map_err(|error| Error::invalid(format!("the default transport does not start: {error}")))
}

#[cfg(not(all(feature = "reqwest", not(target_arch = "wasm32"))))]
fn default_transport() -> Result<HttpService, Error> {
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
