//! The client: the address of a service, and the credentials for its security schemes.
//!
//! Generated code has a type for each service, which states the addresses and security schemes of the description. A program makes it
//! by its `builder()`:
//!
//! ```
//! use clientwright_openapi::client::{ClientBuilder, Defaults, Service};
//! use clientwright_openapi::operation::{Scheme, SchemeKind, Server, Variable};
//! use clientwright_openapi::{Body, Client, Error};
//!
//! // What generated code has.
//! struct PetsClient(Client);
//!
//! impl Service for PetsClient {
//!     const DEFAULTS: Defaults = Defaults {
//!         servers: &[
//!             Server {
//!                 url: "https://{region}.pets.example.com/v1",
//!                 variables: &[Variable { name: "region", default: "eu", values: &["eu", "us"] }],
//!             },
//!             Server { url: "https://test.pets.example.com/v1", variables: &[] },
//!         ],
//!         schemes: &[Scheme { name: "appKey", kind: SchemeKind::KeyHeader("x-app-key") }],
//!         ..Defaults::NONE
//!     };
//!
//!     fn from_client(client: Client) -> Self {
//!         Self(client)
//!     }
//! }
//!
//! impl PetsClient {
//!     fn builder() -> ClientBuilder<Self> {
//!         ClientBuilder::new()
//!     }
//! }
//!
//! # fn main() -> Result<(), Error> {
//! # let service = tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::empty())) });
//! let builder = || PetsClient::builder().api_key("…");
//! # let builder = || builder().service(service);
//! let pets = builder().server_variable("region", "us").build()?;
//! assert_eq!(pets.0.base_url(), "https://us.pets.example.com/v1/");
//! let test = builder().server(1).build()?;
//! assert_eq!(test.0.base_url(), "https://test.pets.example.com/v1/");
//! let other = builder().base_url("http://localhost:8080").build()?;
//! assert_eq!(other.0.base_url(), "http://localhost:8080/");
//! let error = builder().server_variable("region", "moon").build().err().expect("no such region");
//! assert!(error.to_string().contains("it is one of eu, us"), "{error}");
//! # Ok(()) }
//! ```

mod builder;
mod oauth;
mod service;

use std::fmt;
use std::sync::Arc;

use clientwright_http::auth::Credentials;

pub use builder::{ClientBuilder, Secret};
pub use oauth::ClientCredentials;
pub use service::{Defaults, Service};

use crate::error::Error;
use crate::operation::{Operation, Scheme, SchemeKind, Server};

/// A client of one service. Cheap to clone: clones share everything.
///
/// Generated code wraps it in a type of its own with a method for every group of operations; this one knows no
/// description.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

struct Inner {
    http: clientwright_http::Client,
    schemes: &'static [Scheme],
    /// The schemes that there is a credential for.
    set: Vec<usize>,
    /// Whether there is a credential for no scheme.
    has_own: bool,
    /// Whether the address is one of the description, not of the caller.
    is_described: bool,
    /// How many bytes an item of a stream may have.
    max_item_bytes: usize,
}

impl Client {
    /// A builder of a client that knows no description.
    pub fn builder() -> ClientBuilder<Self> {
        ClientBuilder::new()
    }

    /// The address of the service, with a slash at its end.
    pub fn base_url(&self) -> &str {
        self.0.http.base_url().as_str()
    }

    /// What sends the requests.
    pub fn http(&self) -> &clientwright_http::Client {
        &self.0.http
    }

    /// How many bytes an item of a stream may have.
    pub(crate) fn max_item_bytes(&self) -> usize {
        self.0.max_item_bytes
    }

    /// The credentials for an operation: those of the first alternative of which all are set. An empty alternative makes
    /// security optional (OpenAPI 3.1, 4.8.30), so it is the last one, wherever it is.
    pub(crate) fn credentials(&self, operation: &Operation) -> Credentials {
        let Some(alternatives) = operation.security else {
            return Credentials::Own;
        };
        let is_set = |scheme: &usize| {
            let kind = self.0.schemes.get(*scheme).map(|scheme| scheme.kind);
            kind == Some(SchemeKind::MutualTls) || self.0.set.contains(scheme)
        };
        let mut alternatives = alternatives.iter().copied();
        match alternatives.find(|all| !all.is_empty() && all.iter().all(is_set)) {
            Some(schemes) => Credentials::Schemes(schemes),
            None if operation.security == Some(&[]) => Credentials::Schemes(&[]),
            // A credential that is for no scheme of the description.
            None => Credentials::Own,
        }
    }

    /// The address that an operation is below, without a slash at its end.
    pub(crate) fn address(&self, operation: &Operation) -> Result<String, Error> {
        let server = operation.server.filter(|_| self.0.is_described);
        match server {
            Some(server) => {
                let url = resolve(server, &[])?;
                let base = self.0.http.base_url();
                let url = base.join(&url);
                let url = url.map_err(|error| Error::invalid(format!("server: {error}")))?;
                Ok(url.as_str().trim_end_matches('/').to_owned())
            }
            None => {
                let base = self.base_url().trim_end_matches('/');
                // With room for a path, so that most URLs are in one place from the start.
                let mut address = String::with_capacity(base.len() + 64);
                address.push_str(base);
                Ok(address)
            }
        }
    }

    /// Refuses a request that would send credentials to a server of another origin.
    pub(crate) fn check_origin(&self, request: &clientwright_http::Request) -> Result<(), Error> {
        let uri = &request.uri;
        let is_open = match request.credentials {
            Credentials::Own => !self.0.has_own,
            Credentials::Schemes(schemes) => !schemes.iter().any(|s| self.0.set.contains(s)),
            _ => false,
        };
        if is_open || self.0.http.admits_uri(uri) {
            return Ok(());
        }
        let origin = format!(
            "{}://{}",
            uri.scheme_str().unwrap_or_default(),
            uri.authority().map_or("", |authority| authority.as_str())
        );
        Err(Error::invalid(format!(
            "the server of the operation, {origin}, is of another origin; `allow_origin` lets credentials go there"
        )))
    }
}

/// The address of a server, with the values of its variables.
fn resolve(server: &Server, values: &[(String, String)]) -> Result<String, Error> {
    let mut url = String::new();
    let mut rest = server.url;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        let variable = server.variables.iter().find(|v| v.name == name);
        let Some(variable) = variable else {
            return Err(Error::invalid(format!(
                "server: the description has no variable `{name}`"
            )));
        };
        let set = values.iter().rev().find(|(of, _)| of == name);
        let value = set.map_or(variable.default, |(_, value)| value);
        if !variable.values.is_empty() && !variable.values.contains(&value) {
            return Err(Error::invalid(format!(
                "server: `{value}` is no value of the variable `{name}`; it is one of {}",
                variable.values.join(", ")
            )));
        }
        url.push_str(before);
        url.push_str(value);
        rest = after;
    }
    url.push_str(rest);
    Ok(url)
}

/// Shows where the service is. Header values and tokens are left out.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Client").field(&self.0.http).finish()
    }
}
