//! Webhooks and callbacks: what a service sends by itself.
//!
//! Generated code has an enum for the webhooks of a description, and one for its callbacks, each with a function `parse` that takes
//! a name of the description and a body. How a request states which webhook it is, and how its signature is verified, differs
//! between services; the docs of the variants name the parameters that the description declares.
//! ```
//! use clientwright_openapi::webhook::{self, ParseError, Unknown};
//!
//! // What generated code has for a description with two webhooks.
//! enum Webhook {
//!     PetBorn(Vec<String>),
//!     PetGone(i64),
//!     Other(Unknown),
//! }
//!
//! impl Webhook {
//!     fn parse(name: &str, body: &[u8]) -> Result<Self, ParseError> {
//!         match name {
//!             "pet.born" => webhook::read("pet.born", body, Self::PetBorn),
//!             "pet.gone" => webhook::read("pet.gone", body, Self::PetGone),
//!             _ => Ok(Self::Other(Unknown::new(name, body))),
//!         }
//!     }
//! }
//!
//! // In the handler of a server, after the signature was verified. The name is where the service states it, often in a header.
//! fn handle(name: &str, body: &[u8]) -> Result<String, ParseError> {
//!     Ok(match Webhook::parse(name, body)? {
//!         Webhook::PetBorn(names) => format!("{} pets are born", names.len()),
//!         Webhook::PetGone(id) => format!("pet {id} is gone"),
//!         Webhook::Other(unknown) => format!("{}: {} bytes", unknown.name(), unknown.body().len()),
//!     })
//! }
//!
//! assert_eq!(handle("pet.born", br#"["Rex", "Mia"]"#)?, "2 pets are born");
//! assert_eq!(handle("pet.fed", b"{}")?, "pet.fed: 2 bytes");
//! let error: ParseError = handle("pet.gone", b"true").expect_err("a Boolean");
//! assert_eq!(error.name(), "pet.gone");
//! # Ok::<(), ParseError>(())
//! ```

use std::fmt;

use bytes::Bytes;

use crate::from_json;
use crate::json::DecodeError;
use crate::wire::Wire;

/// A body with a name that the description does not declare.
#[derive(Clone, PartialEq, Eq)]
pub struct Unknown {
    name: String,
    body: Bytes,
}

impl Unknown {
    /// A body with its name.
    pub fn new(name: impl Into<String>, body: &[u8]) -> Self {
        Self {
            name: name.into(),
            body: Bytes::copy_from_slice(body),
        }
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The body.
    pub fn body(&self) -> &Bytes {
        &self.body
    }
}

/// Shows the length of the body: its content may be personal.
impl fmt::Debug for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unknown")
            .field("name", &self.name)
            .field("bytes", &self.body.len())
            .finish()
    }
}

/// A body that is not of the type that the description declares for its name. `source()` names the type and the property.
#[derive(Debug)]
pub struct ParseError {
    name: &'static str,
    source: DecodeError,
}

impl ParseError {
    /// The name of the webhook or callback.
    pub fn name(&self) -> &str {
        self.name
    }

    /// What was wrong, and where.
    pub fn error(&self) -> &DecodeError {
        &self.source
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "cannot read the body of {:?}: {}",
            self.name, self.source
        )
    }
}

impl std::error::Error for ParseError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

/// Reads a body as JSON of a type, and wraps it. An empty body is null. For generated code.
///
/// # Errors
///
/// [`ParseError`].
pub fn read<T: Wire, R>(
    name: &'static str,
    body: &[u8],
    wrap: fn(T) -> R,
) -> Result<R, ParseError> {
    let json = match body.trim_ascii().is_empty() {
        true => b"null",
        false => body,
    };
    let value = from_json(json).map_err(|source| ParseError { name, source })?;
    Ok(wrap(value))
}
