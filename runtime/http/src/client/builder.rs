//! Putting a client together.

use std::fmt;

use super::{Client, Setup};
use crate::error::Error;

const DEFAULT_USER_AGENT: &str = concat!("clientwright-http/", env!("CARGO_PKG_VERSION"));

/// A builder of a client.
///
/// ```
/// # use clientwright_http::{Body, Client, Error};
/// # fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::empty())) });
/// let client = Client::builder()
///     .base_url("https://services.example.com/v1")
///     .api_key_header("x-api-key", "…")
///     .default_header("x-tenant", "42")
///     .service(service)
///     .build()?;
/// assert_eq!(client.base_url().as_str(), "https://services.example.com/v1/");
/// # Ok(()) }
/// ```
#[must_use = "a builder does nothing until `build()`"]
pub struct ClientBuilder {
    setup: Setup,
}

impl ClientBuilder {
    pub(super) fn new() -> Self {
        Self {
            setup: Setup::new(DEFAULT_USER_AGENT),
        }
    }

    crate::__client_builder_methods!(setup, "clientwright_http");
    crate::__client_credential_methods!(setup);

    /// The client.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] when the base URL is missing or unusable, when a header cannot be sent, or when there
    /// is no transport: without the feature `reqwest` a transport is required.
    pub fn build(self) -> Result<Client, Error> {
        self.setup.build()
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The base URL may still contain credentials, which `build` rejects.
        f.debug_struct("ClientBuilder")
            .field("headers", &self.setup.headers.keys().collect::<Vec<_>>())
            .field("credential", &self.setup.has_credential())
            .finish_non_exhaustive()
    }
}

/// The methods of every builder of a client: for an `impl` of a type with a field of the type [`Setup`], in a scope
/// with a type `Error`. The second argument is the name of the crate that the examples use.
#[doc(hidden)]
#[macro_export]
macro_rules! __client_builder_methods {
    ($setup:ident, $krate:literal) => {
        /// The address of the service, such as `https://graph.microsoft.com/v1.0`, with or without a slash at its end.
        pub fn base_url(mut self, url: impl Into<String>) -> Self {
            self.$setup.base_url = Some(url.into());
            self
        }

        /// A header of every request that does not set it itself. It replaces one of the same name, but `Prefer` adds
        /// up, also with the request's own. A name or value that cannot be sent fails `build`.
        pub fn default_header<K, V>(mut self, name: K, value: V) -> Self
        where
            K: TryInto<$crate::__private::http::HeaderName, Error: ::core::fmt::Display>,
            V: TryInto<$crate::__private::http::HeaderValue, Error: ::core::fmt::Display>,
        {
            self.$setup.header(name, value);
            self
        }

        /// The `User-Agent` header, by default the name and the version of this crate.
        pub fn user_agent(self, value: impl AsRef<str>) -> Self {
            self.default_header($crate::__private::http::header::USER_AGENT, value.as_ref())
        }

        /// One more origin, such as `https://eu.services.example.com`, that links to further pages may have. **The
        /// token is sent there too.** Only scheme, host and port count.
        pub fn allow_origin(mut self, url: impl Into<String>) -> Self {
            self.$setup.allowed.push(url.into());
            self
        }

        /// The maximal size of a response in bytes; 512 MiB by default. Responses are kept in memory, except
        /// those that are read as streams.
        pub fn max_response_bytes(mut self, limit: u64) -> Self {
            self.$setup.max_response_bytes = limit;
            self
        }

        /// The transport: any tower service, so that every tower layer and any mock plugs in. It is cloned for each
        /// request. It must not follow redirects: the token would go with them.
        ///
        /// ```
        #[doc = concat!("# use ", $krate, "::{Body, Client, Error};")]
        /// use tower::ServiceBuilder;
        ///
        /// let service = ServiceBuilder::new()
        ///     .map_request(|mut request: http::Request<Body>| {
        ///         request.headers_mut().insert("x-seen", http::HeaderValue::from_static("1"));
        ///         request
        ///     })
        ///     .service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::from("{}"))) });
        /// let client = Client::builder().base_url("https://services.example.com").service(service).build()?;
        /// # Ok::<(), Error>(())
        /// ```
        pub fn service<T, B>(mut self, service: T) -> Self
        where
            T: $crate::__private::tower_service::Service<
                    $crate::__private::http::Request<$crate::Body>,
                    Response = $crate::__private::http::Response<B>,
                > + Clone
                + $crate::MaybeSend
                + 'static,
            T::Error: Into<$crate::BoxError>,
            T::Future: $crate::MaybeSend,
            B: $crate::__private::http_body::Body<Data = $crate::__private::bytes::Bytes>
                + $crate::MaybeSend
                + 'static,
            B::Error: Into<$crate::BoxError>,
        {
            self.$setup.service(service);
            self
        }

        /// A layer around the transport, the default one or any other. A layer that is added later is outside of those
        /// added before. The layers that a client adds around all of them are listed in
        /// [`layer`](clientwright_http::layer).
        ///
        /// ```
        #[doc = concat!("# use ", $krate, "::{Body, Client, Error};")]
        /// # let transport = tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::empty()))
        /// }); let client = Client::builder()
        ///     .base_url("https://services.example.com")
        /// #   .service(transport)
        ///     .layer(tower::util::MapRequestLayer::new(|mut request: http::Request<Body>| {
        ///         request.headers_mut().insert("x-seen", http::HeaderValue::from_static("1"));
        ///         request
        ///     }))
        ///     .build()?;
        /// # Ok::<(), Error>(())
        /// ```
        pub fn layer<L, B>(mut self, layer: L) -> Self
        where
            L: $crate::__private::tower_layer::Layer<$crate::layer::HttpService>
                + $crate::MaybeSend
                + 'static,
            L::Service: $crate::__private::tower_service::Service<
                    $crate::__private::http::Request<$crate::Body>,
                    Response = $crate::__private::http::Response<B>,
                > + Clone
                + $crate::MaybeSend
                + 'static,
            <L::Service as $crate::__private::tower_service::Service<
                $crate::__private::http::Request<$crate::Body>,
            >>::Error: Into<$crate::BoxError>,
            <L::Service as $crate::__private::tower_service::Service<
                $crate::__private::http::Request<$crate::Body>,
            >>::Future: $crate::MaybeSend,
            B: $crate::__private::http_body::Body<Data = $crate::__private::bytes::Bytes>
                + $crate::MaybeSend
                + 'static,
            B::Error: Into<$crate::BoxError>,
        {
            self.$setup.layer(layer);
            self
        }

        /// How requests that failed are sent again: [`RetryPolicy::new`](clientwright_http::retry::RetryPolicy::new) by
        /// default. A request can have a policy of its own.
        pub fn retry(mut self, policy: $crate::retry::RetryPolicy) -> Self {
            self.$setup.retry = policy;
            self
        }

        /// How long a request may take in all, with its token, all its repeats, the pauses between them and the reading
        /// of the response; unlimited by default. After it the error [`is_timeout`](Error::is_timeout). A list has so
        /// long for each page, a download until its body begins. Of a long page that is read as a stream, what a
        /// program does between two items does not count.
        ///
        /// The default transport has limits of its own, see
        /// [`ReqwestTransport`](clientwright_http::transport#the-default-transport).
        pub fn timeout(mut self, limit: ::core::time::Duration) -> Self {
            self.$setup.timeout = Some(limit);
            self
        }

        /// What measures time and waits, in place of the [default](clientwright_http::timer::Timer).
        pub fn timer(mut self, timer: impl $crate::timer::Timer + 'static) -> Self {
            self.$setup.timer = Some(::std::sync::Arc::new(timer));
            self
        }
    };
}

/// The methods that set the one credential of a client, for an `impl` as that of [`__client_builder_methods`](crate::__client_builder_methods).
#[doc(hidden)]
#[macro_export]
macro_rules! __client_credential_methods {
    ($setup:ident) => {
        /// Where tokens come from (`Authorization: Bearer …`). A token with a lifetime is kept and renewed in
        /// time; see [`TokenCache`](clientwright_http::auth::TokenCache).
        ///
        /// A client has one credential: this, or one of [`basic_auth`](Self::basic_auth),
        /// [`api_key_header`](Self::api_key_header) and [`api_key_query`](Self::api_key_query); the last call applies.
        /// A service without authentication needs none. The credential is sent only to the client's own origin and to
        /// those [allowed](Self::allow_origin), over TLS or to a loopback host; a request that would show it to others
        /// fails.
        pub fn credential(mut self, provider: impl $crate::auth::TokenProvider + 'static) -> Self {
            let proof = $crate::__private::Proof::tokens(provider);
            self.$setup.credential(None, Ok(proof));
            self
        }

        /// One token for all requests: `credential(StaticToken::new(token))`.
        pub fn bearer_token(mut self, token: impl Into<$crate::auth::AccessToken>) -> Self {
            let proof = $crate::__private::Proof::token(token.into());
            self.$setup.credential(None, Ok(proof));
            self
        }

        /// A name and a password with each request (RFC 7617). A name with a colon fails `build`.
        pub fn basic_auth(mut self, user: impl AsRef<str>, password: impl AsRef<str>) -> Self {
            let proof = $crate::__private::Proof::basic(user.as_ref(), password.as_ref());
            self.$setup.credential(None, proof);
            self
        }

        /// A key in a header of each request, such as `APIKey` or `Ocp-Apim-Subscription-Key`.
        pub fn api_key_header<K, V>(mut self, name: K, key: V) -> Self
        where
            K: TryInto<$crate::__private::http::HeaderName, Error: ::core::fmt::Display>,
            V: TryInto<$crate::__private::http::HeaderValue, Error: ::core::fmt::Display>,
        {
            let proof = $crate::__private::Proof::key_header(name, key);
            self.$setup.credential(None, proof);
            self
        }

        /// A key in a query option of each request. No URL that this crate shows has it, but what the request passes on
        /// its way may keep logs of URLs: prefer a header where the service takes one.
        pub fn api_key_query(mut self, name: impl AsRef<str>, key: impl AsRef<str>) -> Self {
            let proof = $crate::__private::Proof::key_query(name.as_ref(), key.as_ref());
            self.$setup.credential(None, Ok(proof));
            self
        }
    };
}
