//! A service that responds as an OpenAPI description says. It keeps nothing.

mod made;
mod media;
mod routes;
mod service;

pub(crate) use service::Service;
