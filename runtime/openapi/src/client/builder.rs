//! Putting a client together.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use clientwright_http::__private::{Proof, Setup};
use http::header::AUTHORIZATION;
use http::{HeaderName, HeaderValue};

use super::{Client, ClientCredentials, Inner, Service, resolve};
use crate::auth::{AccessToken, StaticToken, TokenProvider};
use crate::error::Error;
use crate::operation::{SchemeKind, Server};

pub(super) const USER_AGENT: &str = concat!("clientwright-openapi/", env!("CARGO_PKG_VERSION"));

/// How many bytes an item of a stream may have by default.
const MAX_ITEM_BYTES: usize = 16 * 1024 * 1024;

/// A builder of a client, from what the description states of the service.
///
/// ```
/// # use clientwright_openapi::{Body, Client, Error};
/// # fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::empty())) });
/// let client = Client::builder()
///     .base_url("https://services.example.com/v1")
///     .bearer_token("…")
///     .default_header("x-tenant", "42")
///     .service(service)
///     .build()?;
/// assert_eq!(client.base_url(), "https://services.example.com/v1/");
/// # Ok(()) }
/// ```
/// # Credentials
///
/// Which of them a service takes is in its description: see [`credential`](Self::credential), [`api_key`](Self::api_key) and
/// [`scheme`](Self::scheme). Without a description they are sent with every request. The service of this example returns what it receives:
///
/// ```
/// use clientwright_openapi::auth::StaticToken;
/// use clientwright_openapi::client::{ClientBuilder, Defaults, Service};
/// use clientwright_openapi::operation::{Operation, Scheme, SchemeKind};
/// use clientwright_openapi::{Body, Call, Client, Error};
///
/// const WHO: Operation = Operation { accept: "text/plain", text: true, ..Operation::NONE };
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|request: http::Request<Body>| async move {
/// #     let headers = ["authorization", "x-key"].into_iter().filter_map(|name| Some((name, request.headers().get(name)?)));
/// #     let headers = headers.map(|(name, value)| format!(" {name}: {}", value.to_str().expect("a text")));
/// #     let got = format!("{}{}", request.uri().path_and_query().expect("a path"), headers.collect::<String>());
/// #     Ok::<_, std::io::Error>(http::Response::new(Body::from(got)))
/// # });
/// # async fn who(client: &Client) -> Result<String, Error> { Call::new(client, &WHO).await }
/// let builder = || Client::builder().base_url("https://services.example.com").service(service);
/// let by_password = builder().basic_auth("ada", "secret").build()?;
/// assert_eq!(who(&by_password).await?, "/ authorization: Basic YWRhOnNlY3JldA==");
/// let by_token = builder().credential(StaticToken::new("t-1")).build()?;
/// assert_eq!(who(&by_token).await?, "/ authorization: Bearer t-1");
/// let by_header = builder().api_key_header("x-key", "k-1").build()?;
/// assert_eq!(who(&by_header).await?, "/ x-key: k-1");
/// let by_query = builder().api_key_query("key", "k 1").build()?;
/// assert_eq!(who(&by_query).await?, "/?key=k%201");
/// // A key whose place is unknown.
/// assert!(builder().api_key("k-1").build().is_err());
/// # Ok(()) }
/// ```
///
/// # Large items
///
/// ```
/// use clientwright_openapi::operation::{Framing, Operation, Streaming};
/// use clientwright_openapi::stream::Items;
/// use clientwright_openapi::{Body, Call, Client, Error};
///
/// const LINES: Operation = Operation {
///     accept: "application/jsonl",
///     stream: Some(Streaming { framing: Framing::Lines, end: &[] }),
///     ..Operation::NONE
/// };
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|_| async {
/// #     Ok::<_, std::io::Error>(http::Response::new(Body::from("\"Rex\"\n\"Bartholomew\"\n\"Mia\"\n")))
/// # });
/// let client = Client::builder().base_url("https://services.example.com").max_item_bytes(10);
/// # let client = client.service(service);
/// let mut lines: Items<String> = Call::new(&client.build()?, &LINES).await?;
/// assert_eq!(lines.next().await.expect("a line")?, "Rex");
/// assert!(lines.next().await.expect("a line").is_err()); // it has 13 bytes
/// assert_eq!(lines.next().await.expect("a line")?, "Mia");
/// # Ok(()) }
/// ```
#[must_use = "a builder does nothing until `build()`"]
pub struct ClientBuilder<S> {
    setup: Setup,
    max_item_bytes: usize,
    server: usize,
    variables: Vec<(String, String)>,
    error: Option<String>,
    service: PhantomData<fn() -> S>,
}

impl<S: Service> ClientBuilder<S> {
    /// A builder with what the description states of the service.
    #[expect(
        clippy::new_without_default,
        reason = "`Client::builder()` is the way in"
    )]
    pub fn new() -> Self {
        Self {
            setup: Setup::new(USER_AGENT),
            max_item_bytes: MAX_ITEM_BYTES,
            server: 0,
            variables: Vec::new(),
            error: None,
            service: PhantomData,
        }
    }

    clientwright_http::__client_builder_methods!(setup, "clientwright_openapi");

    /// The maximal size in bytes of an item of a [stream](crate::stream): of an event, or of a line; 16 MiB by default. A longer
    /// item is an error, and the stream goes on after it. A stream as a whole has no limit.
    pub fn max_item_bytes(mut self, limit: usize) -> Self {
        self.max_item_bytes = limit;
        self
    }

    /// The server of the description with this number, from 0 on, in place of the first one. A
    /// [`base_url`](Self::base_url) takes precedence.
    pub fn server(mut self, number: usize) -> Self {
        self.server = number;
        self
    }

    /// The value of a variable in the address of the server (OpenAPI 3.1, 4.8.6). A name or a value that the description does
    /// not have fails `build`.
    pub fn server_variable(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.variables.push((name.into(), value.into()));
        self
    }

    /// Where tokens come from: the credential for all schemes of the description that take a bearer token (`http` with
    /// `bearer`, `oauth2`, `openIdConnect`). If it has none of them, the token is sent with every operation, but not
    /// with those that the description declares open (`security: []`).
    ///
    /// A token that states how long it is valid is kept and renewed in time; see
    /// [`TokenCache`](clientwright_http::auth::TokenCache). Credentials are sent only to the client's own origin and to
    /// those [allowed](Self::allow_origin), over TLS or to a loopback host.
    pub fn credential(self, provider: impl TokenProvider + 'static) -> Self {
        self.secret(Secret::tokens(provider))
    }

    /// One token for all requests: `credential(StaticToken::new(token))`.
    pub fn bearer_token(self, token: impl Into<AccessToken>) -> Self {
        self.credential(StaticToken::new(token))
    }

    /// A name and a password (RFC 7617): the credential for all schemes `http` with `basic`, or for every operation, as
    /// for [`credential`](Self::credential). A name with a colon fails `build`.
    pub fn basic_auth(self, user: impl Into<String>, password: impl Into<String>) -> Self {
        self.secret(Secret::basic(user, password))
    }

    /// A name and a secret by which the client gets tokens for itself: the credential for all schemes `oauth2` with the flow
    /// `clientCredentials`. Each operation is sent with a token for the scopes that the description states for it.
    ///
    /// With a [`token_url`](ClientCredentials::token_url) of its own it is the credential for all schemes that take a
    /// bearer token, as for [`credential`](Self::credential). `build` fails if nothing names a token endpoint.
    ///
    /// ```
    /// # use clientwright_openapi::{Body, Client, Error, client::ClientCredentials};
    /// # fn main() -> Result<(), Error> {
    /// # let service = tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::empty())) });
    /// let credentials = ClientCredentials::new("my-program", "…");
    /// let client = Client::builder()
    ///     .base_url("https://services.example.com/v1")
    ///     .client_credentials(credentials.token_url("/oauth/token"))
    /// #   .service(service)
    ///     .build()?;
    /// # Ok(()) }
    /// ```
    pub fn client_credentials(self, credentials: ClientCredentials) -> Self {
        self.secret(Secret::from(credentials))
    }

    /// The key for the schemes `apiKey`, in the header, query option or cookie that the description names. It fails
    /// `build` if there is no such scheme. If there are several with different keys, use [`scheme`](Self::scheme).
    pub fn api_key(self, key: impl Into<String>) -> Self {
        self.secret(Secret::key(key))
    }

    /// A key in a header of every operation, for services whose description names no scheme.
    pub fn api_key_header<K, V>(mut self, name: K, key: V) -> Self
    where
        K: TryInto<HeaderName, Error: fmt::Display>,
        V: TryInto<HeaderValue, Error: fmt::Display>,
    {
        self.setup.credential(None, Proof::key_header(name, key));
        self
    }

    /// A key in a query option of every operation, for services whose description names no scheme.
    pub fn api_key_query(mut self, name: impl AsRef<str>, key: impl AsRef<str>) -> Self {
        let proof = Proof::key_query(name.as_ref(), key.as_ref());
        self.setup.credential(None, Ok(proof));
        self
    }

    /// The credential for one security scheme, by its name in the description. A name that the description does not
    /// have, and a credential of another kind, fail `build`.
    ///
    /// ```
    /// # use clientwright_openapi::{Body, Error, client::{ClientBuilder, Secret, Service}};
    /// # fn main() {
    /// # fn example<S: Service>(builder: ClientBuilder<S>) -> Result<S, Error> {
    /// let client = builder
    ///     .scheme("appKey", Secret::key("…"))
    ///     .scheme("userToken", Secret::token("…"))
    ///     .build()?;
    /// # Ok(client) }}
    /// ```
    pub fn scheme(mut self, name: &str, secret: Secret) -> Self {
        let schemes = S::DEFAULTS.schemes.iter().enumerate();
        // A scheme with several lists of scopes is there once for each.
        let mut named = schemes.filter(|(_, scheme)| scheme.name == name).peekable();
        if named.peek().is_none() {
            self.fail(format!("the description has no security scheme `{name}`"));
        }
        for (index, scheme) in named {
            match secret.proof(scheme.kind) {
                Some(proof) => self.setup.credential(Some(index), proof),
                None => self.fail(format!(
                    "the security scheme `{name}` takes a credential of another kind"
                )),
            }
        }
        self
    }

    fn secret(mut self, secret: Secret) -> Self {
        let mut found = false;
        for (index, scheme) in S::DEFAULTS.schemes.iter().enumerate() {
            if let Some(proof) = secret.proof(scheme.kind) {
                self.setup.credential(Some(index), proof);
                found = true;
            }
        }
        match (found, &secret.0) {
            (true, _) => {}
            (false, SecretKind::Tokens(proof)) => self.setup.credential(None, Ok(proof.clone())),
            (false, SecretKind::Client(credentials, _)) => match credentials.with(None, "") {
                Some(credentials) => self.setup.credential(None, Ok(Proof::remote(credentials))),
                None => self.fail(
                    "the description names no token endpoint; set it by `ClientCredentials::token_url`",
                ),
            },
            (false, SecretKind::Basic(user, password)) => {
                self.setup.credential(None, Proof::basic(user, password));
            }
            (false, SecretKind::Key(_)) => self.fail(
                "the description has no security scheme `apiKey`; use `api_key_header` or `api_key_query`",
            ),
        }
        self
    }

    fn fail(&mut self, reason: impl Into<String>) {
        self.error.get_or_insert(reason.into());
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] when the base URL is missing or unusable, when a credential fits no scheme, when a
    /// header cannot be sent, or when there is no transport: without the feature `reqwest` it must be given.
    pub fn build(mut self) -> Result<S, Error> {
        if let Some(reason) = self.error {
            return Err(Error::invalid(reason));
        }
        let is_described = self.setup.base_url.is_none();
        let servers = S::DEFAULTS.servers;
        if is_described {
            let url = described(servers, self.server, &self.variables)?;
            self.setup.base_url = url;
        }
        let schemes = S::DEFAULTS.schemes;
        let numbers = 0..schemes.len();
        let set = numbers
            .filter(|index| self.setup.has_credential_for(Some(*index)))
            .collect();
        let has_own = self.setup.has_credential_for(None);
        Ok(S::from_client(Client(Arc::new(Inner {
            http: self.setup.build()?,
            schemes,
            set,
            has_own,
            is_described,
            max_item_bytes: self.max_item_bytes,
        }))))
    }
}

/// The address of a server of the description. `None`: it has no servers.
fn described(
    servers: &[Server],
    number: usize,
    variables: &[(String, String)],
) -> Result<Option<String>, Error> {
    let Some(server) = servers.get(number) else {
        return match servers {
            [] => Ok(None),
            _ => Err(Error::invalid(format!(
                "server: the description has {} servers, and none with the number {number}",
                servers.len()
            ))),
        };
    };
    for (name, _) in variables {
        if !server
            .variables
            .iter()
            .any(|variable| variable.name == name)
        {
            return Err(Error::invalid(format!(
                "server: the address `{}` has no variable `{name}`",
                server.url
            )));
        }
    }
    let url = resolve(server, variables)?;
    match url.starts_with("http:") || url.starts_with("https:") {
        true => Ok(Some(url)),
        false => Err(Error::invalid(format!(
            "the address `{url}` of the description is relative; give the whole one by `base_url`"
        ))),
    }
}

impl<S> fmt::Debug for ClientBuilder<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The base URL may yet hold credentials, which `build` refuses.
        f.debug_struct("ClientBuilder")
            .field("headers", &self.setup.headers.keys().collect::<Vec<_>>())
            .field("credential", &self.setup.has_credential())
            .finish_non_exhaustive()
    }
}

/// A credential for a [security scheme](ClientBuilder::scheme). `Debug` does not show it.
///
/// ```
/// use clientwright_openapi::auth::StaticToken;
/// use clientwright_openapi::client::{ClientBuilder, Defaults, Secret, Service};
/// use clientwright_openapi::operation::{Operation, Scheme, SchemeKind};
/// use clientwright_openapi::{Body, Call, Client, Error};
///
/// // What generated code has of the description: an application and its user, or a service account.
/// # #[derive(Debug)]
/// struct PetsClient(Client);
///
/// impl Service for PetsClient {
///     const DEFAULTS: Defaults = Defaults {
///         schemes: &[
///             Scheme { name: "appKey", kind: SchemeKind::KeyQuery("key") },
///             Scheme { name: "userToken", kind: SchemeKind::Bearer },
///             Scheme { name: "account", kind: SchemeKind::Basic },
///             Scheme { name: "adminToken", kind: SchemeKind::Bearer },
///         ],
///         ..Defaults::NONE
///     };
///
///     fn from_client(client: Client) -> Self {
///         Self(client)
///     }
/// }
///
/// const PETS: Operation = Operation {
///     accept: "text/plain",
///     text: true,
///     security: Some(&[&[0, 1], &[2]]), // appKey and userToken, or account
///     ..Operation::NONE
/// };
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|request: http::Request<Body>| async move {
/// #     let query = request.uri().query().unwrap_or_default();
/// #     let got = format!("{query} {}", request.headers()["authorization"].to_str().expect("a text"));
/// #     Ok::<_, std::io::Error>(http::Response::new(Body::from(got)))
/// # });
/// let builder = || ClientBuilder::<PetsClient>::new().base_url("https://pets.example.com");
/// # let builder = || builder().service(service);
/// let user = builder()
///     .scheme("appKey", Secret::key("k-1"))
///     .scheme("userToken", Secret::token("t-1"))
///     .scheme("adminToken", Secret::tokens(StaticToken::new("t-2"))) // or a source of tokens that expire
///     .build()?;
/// // What the service receives:
/// assert_eq!(Call::<String>::new(&user.0, &PETS).await?, "key=k-1 Bearer t-1");
/// let account = builder().scheme("account", Secret::basic("ada", "secret")).build()?;
/// assert_eq!(Call::<String>::new(&account.0, &PETS).await?, " Basic YWRhOnNlY3JldA==");
/// let error = builder().scheme("account", Secret::key("k-1")).build().expect_err("it takes a password");
/// assert!(error.to_string().contains("a credential of another kind"), "{error}");
/// # Ok(()) }
/// ```
pub struct Secret(SecretKind);

enum SecretKind {
    Key(String),
    Basic(String, String),
    Tokens(Proof),
    /// With the proof for all schemes, if nothing of the description counts.
    Client(Box<ClientCredentials>, Option<Proof>),
}

impl Secret {
    /// A key, for schemes `apiKey`; and the whole value of the header `Authorization`, for other schemes of HTTP.
    pub fn key(key: impl Into<String>) -> Self {
        Self(SecretKind::Key(key.into()))
    }

    /// A name and a password, for schemes `http` with `basic`.
    pub fn basic(user: impl Into<String>, password: impl Into<String>) -> Self {
        Self(SecretKind::Basic(user.into(), password.into()))
    }

    /// A source of tokens, for schemes that take a bearer token.
    pub fn tokens(provider: impl TokenProvider + 'static) -> Self {
        Self(SecretKind::Tokens(Proof::tokens(provider)))
    }

    /// A token that stays the same.
    pub fn token(token: impl Into<AccessToken>) -> Self {
        Self::tokens(StaticToken::new(token))
    }

    /// What a scheme requires, made of this. `None`: it requires something else.
    fn proof(&self, kind: SchemeKind) -> Option<Result<Proof, clientwright_http::Error>> {
        let proof = match (&self.0, kind) {
            (SecretKind::Key(key), SchemeKind::KeyHeader(name)) => {
                Proof::key_header(name, key.as_str())
            }
            (SecretKind::Key(key), SchemeKind::KeyQuery(name)) => Ok(Proof::key_query(name, key)),
            (SecretKind::Key(key), SchemeKind::KeyCookie(name)) => Proof::key_cookie(name, key),
            (SecretKind::Key(value), SchemeKind::Authorization) => {
                Proof::key_header(AUTHORIZATION, value.as_str())
            }
            (SecretKind::Basic(user, password), SchemeKind::Basic) => Proof::basic(user, password),
            (SecretKind::Tokens(proof), SchemeKind::Bearer | SchemeKind::OAuth2 { .. }) => {
                Ok(proof.clone())
            }
            (
                SecretKind::Client(_, Some(proof)),
                SchemeKind::Bearer | SchemeKind::OAuth2 { .. },
            ) => Ok(proof.clone()),
            (SecretKind::Client(credentials, None), SchemeKind::Bearer) => {
                Ok(Proof::remote(credentials.with(None, "")?))
            }
            (SecretKind::Client(credentials, None), SchemeKind::OAuth2 { token_url, scopes }) => {
                Ok(Proof::remote(credentials.with(Some(token_url), scopes)?))
            }
            _ => return None,
        };
        Some(proof)
    }
}

/// Tokens by the grant `client_credentials`, for schemes `oauth2` and others that take a bearer token.
impl From<ClientCredentials> for Secret {
    fn from(credentials: ClientCredentials) -> Self {
        let shared = credentials
            .is_complete()
            .then(|| Proof::remote(credentials.clone()));
        Self(SecretKind::Client(Box::new(credentials), shared))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}
