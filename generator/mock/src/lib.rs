//! clientwright-mock: a service for tests, made from OData metadata or an OpenAPI description.
//!
//! A [`Mock`] listens on loopback and responds as the description says. Of OData metadata it keeps entities in memory; of an
//! OpenAPI description it responds with the examples, or with values made from the schemas. A test seeds entities with the types
//! of its generated client, chooses responses, lets requests fail, and reads which requests came.
//!
//! ```no_run
//! use clientwright_mock::{Fault, Method, Mock};
//!
//! # fn main() -> Result<(), clientwright_mock::Error> {
//! let mock = Mock::start("schemas/service.csdl.xml")?;
//! mock.on(Method::POST, "/Orders/{key}/Shop.Cancel").no_content();
//! mock.fault(Fault::too_many_requests(1));
//! println!("{}", mock.url()); // the base URL of a client
//! # Ok(())
//! # }
//! ```

mod chosen;
mod connections;
mod csrf;
mod error;
mod fault;
mod invocation;
mod json;
mod making;
mod mock;
mod odata;
mod openapi;
mod pattern;
mod reply;
mod request;
mod sample;
mod server;
mod state;

pub use clientwright::{Options, Preset};
pub use error::Error;
pub use fault::Fault;
pub use http::{Method, StatusCode, header};
pub use invocation::Invocation;
pub use mock::{Mock, MockBuilder, On};
pub use reply::Reply;
pub use request::Received;
