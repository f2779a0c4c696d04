//! The client: where a service is, how it wants to be spoken to, and the one way out to it.

mod builder;
mod send;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, Method};
use url::Url;

pub use builder::ClientBuilder;

pub(crate) use builder::{header, set_header};
pub(crate) use send::{How, Opened, Outgoing, PREFER, lost};

use crate::batch::Batch;
use crate::error::Error;
use crate::layer::HttpService;
use crate::request::{Call, PageRequest, Parts, Return};
use crate::request_body::Digits;
use crate::retry::{Budget, RetryPolicy};
use crate::timer::{SharedTimer, Timer};
use crate::wire::EnumLiterals;

/// A client of one service. Cheap to clone: clones share everything.
///
/// Generated code wraps it in a type of its own with a method for every entity set; this one knows no metadata.
///
/// ```
/// use clientwright_odata::{Client, Collection, StaticToken};
///
/// # fn main() -> Result<(), clientwright_odata::Error> {
/// # let service = tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(clientwright_odata::Body::empty())) });
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
    /// The service root, with a slash at its end.
    root: Url,
    /// Where requests and the token may go: the root's origin first.
    origins: Vec<url::Origin>,
    dialect: Dialect,
    headers: HeaderMap,
    /// The transport with all layers around it.
    service: HttpService,
    timer: SharedTimer,
    timeout: Option<Duration>,
    retry: RetryPolicy,
    budget: Arc<Budget>,
}

/// How a service wants its URLs and headers.
#[derive(Clone, Debug)]
pub(crate) struct Dialect {
    pub(crate) key_style: KeyStyle,
    pub(crate) default_namespace: Option<String>,
    pub(crate) enum_literals: EnumLiterals,
    pub(crate) unknown_enum_members: bool,
    pub(crate) batch_slash: bool,
    /// Whether values of answers are mended.
    pub(crate) tolerant: bool,
    /// What the answers of creating, updating and upserting should hold, unless a request decides it.
    pub(crate) returning: Option<Return>,
    pub(crate) bindings: Bindings,
    /// The longest URL that is sent as it is.
    pub(crate) query_by_post: Option<usize>,
    /// How bodies write long numbers, and what answers are asked for.
    pub(crate) digits: Digits,
}

impl Client {
    /// A builder of a client that knows no metadata and no defaults beyond the standard's.
    pub fn builder() -> ClientBuilder<Self> {
        ClientBuilder::new()
    }

    /// The service root, with a slash at its end.
    pub fn base_url(&self) -> &str {
        self.0.root.as_str()
    }

    /// Continues a list from a link that was kept: [`Page::next_link`](crate::Page::next_link) or
    /// [`Page::delta_link`](crate::Page::delta_link).
    ///
    /// ```
    /// # use clientwright_odata::{Client, Error, wire::Wire, Page};
    /// # async fn example<T: Wire + Send + 'static>(client: Client, saved: String) -> Result<(), Error> {
    /// let page: Page<T> = client.page(saved).await?;
    /// # Ok(()) }
    /// ```
    pub fn page<T>(&self, link: impl AsRef<str>) -> PageRequest<T> {
        PageRequest::new(self.clone(), link.as_ref())
    }

    /// A request to any URL, absolute or below the service root, for what has no method. `R` is what the answer holds; a
    /// body is given by [`Call::json`] or [`Call::content`].
    ///
    /// Where the URL leads out of the client's own and its [allowed](ClientBuilder::allow_origin) origins, as the URL of
    /// an upload session does, neither the credential nor any default header of the client is sent.
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

    /// A batch: several requests that are sent as one.
    pub fn batch(&self) -> Batch {
        Batch::new(self.clone())
    }

    pub(crate) fn retry(&self) -> &RetryPolicy {
        &self.0.retry
    }

    pub(crate) fn budget(&self) -> &Budget {
        &self.0.budget
    }

    pub(crate) fn timer(&self) -> Option<&dyn Timer> {
        self.0.timer.as_deref()
    }

    pub(crate) fn root(&self) -> &Url {
        &self.0.root
    }

    pub(crate) fn dialect(&self) -> &Dialect {
        &self.0.dialect
    }

    /// Whether requests may go where the URL points.
    pub(crate) fn admits(&self, url: &Url) -> bool {
        self.0.origins.contains(&url.origin())
    }
}

/// Shows where the service is. Header values and tokens are left out.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.base_url())
            .field("dialect", &self.0.dialect)
            .field("headers", &self.0.headers.keys().collect::<Vec<_>>())
            .field("timeout", &self.0.timeout)
            .finish_non_exhaustive()
    }
}

/// How a key is written in a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyStyle {
    /// `users('1')`, the standard's way (OData URL conventions 4.01, 4.3.1).
    Parentheses,
    /// `users/1`, where a key has one property; else parentheses (URL conventions 4.01, 4.3.6).
    Segment,
}

/// How a request body points to an entity that exists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Bindings {
    /// `"manager@odata.bind": "…"`, as 4.0 has it and all services take it (OData JSON 4.0, 8.5).
    #[default]
    Annotation,
    /// `"manager": {"@id": "…"}`, as 4.01 has it (OData JSON 4.01, 8.5). Bodies then say `OData-Version: 4.01`.
    Id,
}

/// What a service asks of its clients. Generated code fills it from the metadata and the configuration of the
/// generator; [`ClientBuilder`] can override most of it.
#[derive(Clone, Copy, Debug)]
#[expect(
    clippy::exhaustive_structs,
    reason = "generated code writes it with `..Defaults::STANDARD`"
)]
pub struct Defaults {
    /// The service root. `None`: the caller must give it.
    pub base_url: Option<&'static str>,
    /// How keys are written.
    pub key_style: KeyStyle,
    /// The namespace whose operations are called without it (OData protocol 4.01, 4.4).
    pub default_namespace: Option<&'static str>,
    /// How enumeration values are written in URLs.
    pub enum_literals: EnumLiterals,
    /// Whether to ask for members after an enumeration's sentinel: `Prefer: include-unknown-enum-members`, which
    /// Microsoft Graph needs to send them at all.
    pub unknown_enum_members: bool,
    /// Whether the URLs in a batch start with a slash that stands for the service root, as Microsoft Graph has it; in
    /// the standard they are relative and have none (OData JSON 4.01, 19.1).
    pub batch_slash: bool,
    /// What the answers of creating, updating and upserting are asked to hold (`Prefer: return=…`), as
    /// [`ClientBuilder::returning`] says. `None`: nothing is asked, and the service decides.
    pub returning: Option<Return>,
    /// Makes every use end with `..Defaults::STANDARD`, so that further fields break nobody.
    #[doc(hidden)]
    pub more: (),
}

impl Defaults {
    /// What OData 4.01 says when nobody says anything else.
    pub const STANDARD: Self = Self {
        base_url: None,
        key_style: KeyStyle::Parentheses,
        default_namespace: None,
        enum_literals: EnumLiterals::Qualified,
        unknown_enum_members: false,
        batch_slash: false,
        returning: None,
        more: (),
    };
}

/// A service: a type that wraps a [`Client`] and says how the service wants to be spoken to.
pub trait Service: Sized {
    /// How the service wants to be spoken to.
    const DEFAULTS: Defaults;

    /// Wraps the client.
    fn from_client(client: Client) -> Self;
}

impl Service for Client {
    const DEFAULTS: Defaults = Defaults::STANDARD;

    fn from_client(client: Client) -> Self {
        client
    }
}

/// Checks a URL that a caller gave for characters that no URL has (RFC 3986, 2). The parser would remove line breaks and
/// tabs, trim white space and turn `\` into `/`, so that a request would go to another URL than the one given.
///
/// # Errors
///
/// The reason, which shows the character and not the URL: that may hold a secret.
pub(crate) fn check_url(text: &str) -> Result<(), String> {
    let forbidden = |c: char| c.is_control() || c.is_whitespace() || r#"\"<>^`{|}"#.contains(c);
    match text.char_indices().find(|(_, c)| forbidden(*c)) {
        Some((at, c)) => Err(format!(
            "a URL cannot have the character {c:?} (at byte {at}); percent-encode it or remove it"
        )),
        None => Ok(()),
    }
}

/// `text` as the root of a service or an allowed origin.
fn parse_base(text: &str) -> Result<Url, Error> {
    check_url(text).map_err(|reason| Error::invalid(format!("base URL: {reason}")))?;
    let mut url = Url::parse(text).map_err(|error| Error::invalid(format!("base URL: {error}")))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(Error::invalid("base URL: the scheme must be https or http"));
    }
    // The text itself is not shown: what stands before the `@` is a secret.
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Error::invalid("base URL: credentials do not belong in it"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(Error::invalid(
            "base URL: it must have no query and no fragment",
        ));
    }
    if !url.path().ends_with('/') {
        let path = format!("{}/", url.path());
        url.set_path(&path);
    }
    Ok(url)
}
