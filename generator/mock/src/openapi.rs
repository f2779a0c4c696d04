//! A service that responds as an OpenAPI description says. It keeps nothing.

mod forms;
mod made;
mod media;
mod pages;
mod routes;
mod service;
mod xml;

pub(crate) use service::Service;
