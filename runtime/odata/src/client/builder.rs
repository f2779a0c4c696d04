//! Putting a client together.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use clientwright_http::__private::Setup;
use clientwright_values::__private::Digits;

use super::send::{ODATA_MAX_VERSION, PREFER};
use super::{Bindings, Client, Dialect, Inner, KeyStyle, Service};
use crate::error::Error;
use crate::request::Return;
use crate::wire::EnumLiterals;

const USER_AGENT: &str = concat!("clientwright-odata/", env!("CARGO_PKG_VERSION"));

/// A builder of a client, from the defaults of its [`Service`].
///
/// ```
/// # use clientwright_odata::{Body, Client, Error, client::KeyStyle};
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
///
/// Where a service deviates from the standard, its client does, too:
///
/// ```
/// use clientwright_odata::client::KeyStyle;
/// use clientwright_odata::wire::EnumLiterals;
/// use clientwright_odata::{Client, Collection, Property, literal};
/// # use clientwright_odata::{self as rt, Body, Error};
/// # type User = serde_json::Value;
/// # #[derive(Clone)]
/// # enum Kind { Member, Guest, UnknownFutureValue(rt::enumeration::UnknownValue) }
/// # rt::enumeration! { Kind = "example.kind", UnknownFutureValue; Member = "member" 0, Guest = "guest" 1, }
/// const KIND: Property<User, Kind> = Property::new("kind");
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|request: http::Request<Body>| async move {
/// #     let body = std::str::from_utf8(request.body().as_bytes().unwrap()).unwrap();
/// #     assert!(body.contains(r#""url":"/users/7/close()""#), "{body}");
/// #     assert!(body.contains("include-unknown-enum-members"), "{body}");
/// #     let body = r#"{"responses":[{"id":"1","status":200,"body":{"value":true}}]}"#;
/// #     Ok::<_, std::io::Error>(http::Response::new(Body::from(body)))
/// # });
/// let client = Client::builder()
///     .base_url("https://graph.example.com")
///     .key_style(KeyStyle::Segment) // users/7, not users('7')
///     .enum_literals(EnumLiterals::Unqualified) // 'guest', not example.kind'guest'
///     .default_namespace("example") // close(), not example.close()
///     .unknown_enum_members(true) // Prefer: include-unknown-enum-members
///     .batch_slash(true) // /users/7 in a batch, not users/7
/// #   .service(service)
///     .build()?;
/// let users = Collection::<User>::root(&client, "users");
/// let url = users.list().filter(KIND.eq(Kind::Guest)).url()?;
/// assert_eq!(url.query(), Some("$filter=kind%20eq%20%27guest%27"));
///
/// let close = users.key(&[("id", literal("7"))]).path().function("example", "close").call::<bool>();
/// assert_eq!(close.url()?, "https://graph.example.com/users/7/close()");
/// let mut batch = client.batch();
/// let closed = batch.add(close); // the URL is "/users/7/close()"
/// assert!(batch.send().await?.take(closed)?);
/// # Ok(()) }
/// ```
#[must_use = "a builder does nothing until `build()`"]
pub struct ClientBuilder<S> {
    setup: Setup,
    dialect: Dialect,
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
        let mut setup = Setup::new(USER_AGENT);
        setup.base_url = defaults.base_url.map(str::to_owned);
        Self {
            setup,
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
            service: PhantomData,
        }
    }

    clientwright_http::__client_builder_methods!(setup, "clientwright_odata");
    clientwright_http::__client_credential_methods!(setup);

    /// How keys with one property are written in paths; see [`KeyStyle`].
    pub fn key_style(mut self, style: KeyStyle) -> Self {
        self.dialect.key_style = style;
        self
    }

    /// How enumeration values are written in URLs; see [`EnumLiterals`].
    pub fn enum_literals(mut self, literals: EnumLiterals) -> Self {
        self.dialect.enum_literals = literals;
        self
    }

    /// The namespace whose operations are called without it (OData protocol 4.01, 4.4).
    pub fn default_namespace(mut self, namespace: impl Into<String>) -> Self {
        self.dialect.default_namespace = Some(namespace.into());
        self
    }

    /// Whether to send `Prefer: include-unknown-enum-members`, without which Microsoft Graph does not send the members
    /// after the sentinel of an enumeration.
    pub fn unknown_enum_members(mut self, include: bool) -> Self {
        self.dialect.unknown_enum_members = include;
        self
    }

    /// Whether URLs in a [batch](Client::batch) start with a slash, which means the service root, as for Microsoft Graph; in
    /// the standard they are relative and have none (OData JSON 4.01, 19.1).
    pub fn batch_slash(mut self, slash: bool) -> Self {
        self.dialect.batch_slash = slash;
        self
    }

    /// The requested content of responses of creating, updating and upserting entities: `Prefer: return=…` of each such
    /// request (OData protocol 4.01, 8.2.8.7), unless the request [sets it](crate::request::Create::returning). For
    /// services that send nothing by default, such as Dataverse. The service may ignore it;
    /// [`Written`](crate::written::Written) has what it sent.
    ///
    /// ```
    /// # use clientwright_odata::{Body, Client, Error, request::Return};
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
    ///
    /// ```
    /// # use clientwright_odata::{Body, Client, Collection, Error, Property};
    /// # type User = serde_json::Value;
    /// # const NAME: Property<User, String> = Property::new("name");
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Error> {
    /// # let service = tower::service_fn(|request: http::Request<Body>| async move {
    /// #     assert_eq!((request.method().as_str(), request.uri().path()), ("POST", "/users/$query"));
    /// #     let body = request.body().as_bytes().unwrap();
    /// #     assert!(body.starts_with(b"$filter=name%20in%20(%27name%200%27,") && body.len() > 10_000);
    /// #     Ok::<_, std::io::Error>(http::Response::new(Body::from(r#"{"value":[{"name":"name 5"}]}"#)))
    /// # });
    /// let client = Client::builder()
    ///     .base_url("https://services.example.com")
    ///     .query_by_post(8_000)
    /// #   .service(service)
    ///     .build()?;
    /// let names = (0..1_000).map(|number| format!("name {number}"));
    /// // POST users/$query, with `$filter=…` as the body.
    /// let found = Collection::<User>::root(&client, "users").list().filter(NAME.in_(names)).await?;
    /// assert_eq!(found.items.len(), 1);
    /// # Ok(()) }
    /// ```
    pub fn query_by_post(mut self, longest_url: usize) -> Self {
        self.dialect.query_by_post = Some(longest_url);
        self
    }

    /// Writes `Edm.Int64` and `Edm.Decimal` as strings, and requests them as strings: `IEEE754Compatible=true` of the
    /// media type (OData JSON 4.01, 3.2). For services whose numbers are doubles, as those in JavaScript are, and that
    /// otherwise lose digits beyond 2⁵³. Off by default; both forms are read in any case.
    ///
    /// Properties that the metadata does not declare stay as they are.
    ///
    /// ```
    /// # use clientwright_odata::{Body, Client, Collection, Error, Property, literal};
    /// # type Account = serde_json::Value;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Error> {
    /// # let service = tower::service_fn(|request: http::Request<Body>| async move {
    /// #     assert!(request.headers()["accept"].to_str().unwrap().contains("IEEE754Compatible=true"));
    /// #     assert_eq!(request.body().as_bytes().unwrap(), br#"{"balance":"9007199254740993"}"#);
    /// #     Ok::<_, std::io::Error>(http::Response::new(Body::empty()))
    /// # });
    /// let client = Client::builder()
    ///     .base_url("https://services.example.com")
    ///     .ieee754_compatible(true)
    /// #   .service(service)
    ///     .build()?;
    /// const BALANCE: Property<Account, i64> = Property::new("balance");
    /// let account = Collection::<Account>::root(&client, "accounts").key(&[("id", literal(7))]);
    /// // PATCH {"balance":"9007199254740993"}; as a double it were 9007199254740992
    /// account.update().set(BALANCE, 9_007_199_254_740_993_i64).await?;
    /// # Ok(()) }
    /// ```
    pub fn ieee754_compatible(mut self, compatible: bool) -> Self {
        self.dialect.digits = match compatible {
            true => Digits::Texts,
            false => Digits::Numbers,
        };
        self
    }

    /// Whether to repair values of responses that break the rules of OData JSON in these ways. Off by default: such a
    /// value is then an error ([`Error::Decode`]).
    ///
    /// - Numbers as text for numeric types, such as `"42"` for an `Edm.Int32`. Texts for `Edm.Int64`, `Edm.Decimal`,
    ///   `Edm.Double` and `Edm.Single` are read anyway.
    /// - Texts without content for numbers, Booleans, dates, times, durations and GUIDs: they are null.
    /// - Booleans as text (`"true"`, in any case) and as `0` and `1`.
    /// - Surrogates without their other half in texts, such as `"a\ud800"`: they become `U+FFFD`.
    ///
    /// Repaired values are in [`Response::mended`](crate::Response::mended) and [`Page::mended`](crate::Page::mended),
    /// and in an event of the feature `tracing` at the level `DEBUG`, without the value. Nothing else is changed: legal
    /// values and properties that the metadata does not declare stay as they are. A response without such values has no
    /// extra cost. Each kind of mistake of a property costs one more reading of the response, or of the item of a page.
    ///
    /// ```
    /// # use clientwright_odata::{Body, Client, Collection, Error, response::Mending, wire::Wire};
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

    /// The client.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] when the base URL is missing or unusable, when a header cannot be sent, or when there
    /// is no transport: without the feature `reqwest` a transport is required.
    pub fn build(mut self) -> Result<S, Error> {
        if self.dialect.unknown_enum_members {
            self.setup.header(PREFER, "include-unknown-enum-members");
        }
        if !self.setup.headers.contains_key(ODATA_MAX_VERSION) {
            self.setup.header(ODATA_MAX_VERSION, "4.01");
        }
        Ok(S::from_client(Client(Arc::new(Inner {
            http: self.setup.build()?,
            dialect: self.dialect,
        }))))
    }
}

impl<S> fmt::Debug for ClientBuilder<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The base URL may still contain credentials, which `build` rejects.
        f.debug_struct("ClientBuilder")
            .field("dialect", &self.dialect)
            .field("headers", &self.setup.headers.keys().collect::<Vec<_>>())
            .field("credential", &self.setup.has_credential())
            .finish_non_exhaustive()
    }
}
