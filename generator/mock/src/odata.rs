//! An OData service with its entities in memory.

pub(crate) mod batch;
mod body;
mod call;
mod collections;
mod entities;
mod eval;
mod filter;
mod keys;
mod problem;
mod properties;
mod query;
mod read;
mod relations;
mod seed;
mod service;
mod store;
mod target;
mod text;
mod value;
mod walk;
mod write;

pub(crate) use problem::Problem;
pub(crate) use service::Service;
pub(crate) use store::Store;
