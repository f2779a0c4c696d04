//! The client: the address of a service, its protocol defaults, and the only function that sends requests to it.
//! A client for one service is often a type of its own, as generated code has it. [`Service`] gives it the builder, with the
//! defaults of the service:
//!
//! ```
//! use clientwright_odata::client::{Bindings, Defaults, KeyStyle, Service};
//! use clientwright_odata::{Client, ClientBuilder, Collection, Navigation, literal};
//! use serde_json::{Value, json};
//! # use clientwright_odata::{Body, Error};
//!
//! #[derive(Clone, Debug)]
//! struct Crm(Client);
//!
//! impl Service for Crm {
//!     const DEFAULTS: Defaults = Defaults {
//!         base_url: Some("https://crm.example.com/api"),
//!         key_style: KeyStyle::Segment,
//!         ..Defaults::STANDARD
//!     };
//!
//!     fn from_client(client: Client) -> Self {
//!         Self(client)
//!     }
//! }
//!
//! impl Crm {
//!     fn builder() -> ClientBuilder<Self> {
//!         ClientBuilder::new()
//!     }
//!
//!     fn accounts(&self) -> Collection<Value> {
//!         Collection::root(&self.0, "accounts")
//!     }
//! }
//!
//! const PARENT: Navigation<Value, Value> = Navigation::new("parent");
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Error> {
//! # let service = tower::service_fn(|request: http::Request<Body>| async move {
//! #     let body = std::str::from_utf8(request.body().as_bytes().unwrap()).unwrap().to_owned();
//! #     assert_eq!(body, r#"{"name":"Fabrikam","parent":{"@id":"https://crm.example.com/api/accounts/7"}}"#);
//! #     Ok::<_, std::io::Error>(http::Response::new(Body::from(body)))
//! # });
//! let crm = Crm::builder()
//!     .bindings(Bindings::Id)
//! #   .service(service)
//!     .build()?;
//! let seven = crm.accounts().key(&[("id", literal("7"))]);
//! assert_eq!(seven.get().url()?, "https://crm.example.com/api/accounts/7");
//! // POST {"name":"Fabrikam","parent":{"@id":"https://crm.example.com/api/accounts/7"}}
//! crm.accounts().create(&json!({"name": "Fabrikam"})).bind(PARENT, &seven).await?;
//! # Ok(()) }
//! ```

mod builder;
mod defaults;
mod send;

use std::fmt;
use std::sync::Arc;

use clientwright_values::__private::Digits;
use http::Method;
use url::Url;

pub use builder::ClientBuilder;
pub use defaults::{Bindings, Defaults, KeyStyle, Service};

pub(crate) use send::{How, Outgoing, PREFER};

use crate::request::{Call, PageRequest, Parts, Return};
use crate::wire::EnumLiterals;

/// A client of one service. Cheap to clone: clones share everything.
///
/// Generated code wraps it in a type of its own with a method for every entity set; this one knows no metadata.
///
/// ```
/// use clientwright_odata::{Client, Collection, auth::StaticToken};
///
/// # fn main() -> Result<(), clientwright_odata::Error> {
/// # let service = tower::service_fn(|_| async {
/// #     Ok::<_, std::io::Error>(http::Response::new(clientwright_odata::Body::empty()))
/// # });
/// let client = Client::builder()
///     .base_url("https://services.odata.org/TripPinRESTierService")
///     .credential(StaticToken::new("…"))
/// #   .service(service)
///     .build()?;
/// let people = Collection::<serde_json::Value>::root(&client, "People");
/// assert_eq!(
///     people.list().top(3).url()?.to_string(),
///     "https://services.odata.org/TripPinRESTierService/People?$top=3",
/// );
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Client(Arc<Inner>);

struct Inner {
    http: clientwright_http::Client,
    dialect: Dialect,
}

/// The form of URLs and headers that a service requires.
#[derive(Clone, Debug)]
pub(crate) struct Dialect {
    pub(crate) key_style: KeyStyle,
    pub(crate) default_namespace: Option<String>,
    pub(crate) enum_literals: EnumLiterals,
    pub(crate) unknown_enum_members: bool,
    pub(crate) batch_slash: bool,
    /// Whether illegal values of responses are repaired.
    pub(crate) tolerant: bool,
    /// The requested content of responses of creating, updating and upserting, unless a request sets it.
    pub(crate) returning: Option<Return>,
    pub(crate) bindings: Bindings,
    /// The longest URL that is sent as it is.
    pub(crate) query_by_post: Option<usize>,
    /// The form of long numbers in bodies, and in the requested responses.
    pub(crate) digits: Digits,
}

impl Client {
    /// A builder of a client that knows no metadata and no defaults beyond the standard's.
    pub fn builder() -> ClientBuilder<Self> {
        ClientBuilder::new()
    }

    /// The service root, with a slash at its end.
    pub fn base_url(&self) -> &str {
        self.0.http.base_url().as_str()
    }

    /// Continues a list from a link that was kept: [`Page::next_link`](crate::Page::next_link) or
    /// [`Page::delta_link`](crate::Page::delta_link).
    ///
    /// ```
    /// # use clientwright_odata::{Client, Error, Page, wire::Wire};
    /// # async fn example<T: Wire + Send + 'static>(client: Client, saved: String) -> Result<(), Error> {
    /// let page: Page<T> = client.page(saved).await?;
    /// # Ok(()) }
    /// ```
    pub fn page<T>(&self, link: impl AsRef<str>) -> PageRequest<T> {
        PageRequest::new(self.clone(), link.as_ref())
    }

    /// A request to any URL, absolute or below the service root, for requests without a method. `R` is the content of
    /// the response; [`Call::json`] and [`Call::content`] set a body.
    ///
    /// If the origin is neither the client's own nor [allowed](ClientBuilder::allow_origin), as that of the URL of
    /// an upload session, neither the credential nor any default header of the client is sent.
    ///
    /// ```
    /// # use clientwright_odata::{Client, Error};
    /// use http::Method;
    ///
    /// # async fn example(client: &Client) -> Result<(), Error> {
    /// let me: serde_json::Value = client.request(Method::GET, "me?$select=id").await?;
    /// client.request::<()>(Method::POST, "me/sendMail").json(&me).await?;
    /// # Ok(()) }
    /// ```
    pub fn request<R>(&self, method: Method, url: impl AsRef<str>) -> Call<R> {
        Call::new(Parts::any(self.clone(), method, url.as_ref()))
    }

    /// What sends the requests.
    pub(crate) fn http(&self) -> &clientwright_http::Client {
        &self.0.http
    }

    pub(crate) fn root(&self) -> &Url {
        self.0.http.base_url()
    }

    pub(crate) fn dialect(&self) -> &Dialect {
        &self.0.dialect
    }
}

/// Shows where the service is. Header values and tokens are left out.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.base_url())
            .field("dialect", &self.0.dialect)
            .field(
                "headers",
                &self.0.http.default_headers().keys().collect::<Vec<_>>(),
            )
            .field("timeout", &self.0.http.timeout())
            .finish_non_exhaustive()
    }
}
