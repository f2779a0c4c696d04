//! A service: from a request to the part that responds to it.

use std::cell::Cell;

use clientwright_csdl::schema::{ContainerChildKind, Schema};
use http::header::HeaderName;
use http::{Method, StatusCode};

use super::call::{Call, object, ok};
use super::problem::Problem;
use super::read::Reader;
use super::shape;
use super::store::Store;
use super::target::Target;
use super::walk;
use super::work::Work;
use super::write::Writer;
use crate::json::Json;
use crate::reply::Reply;
use crate::request::Received;

/// A service, without its entities.
#[derive(Debug)]
pub(crate) struct Service {
    pub(super) schema: Schema,
    metadata: String,
    /// Whether `$top` is the size of a page.
    pub(super) is_graph: bool,
    pub(super) page_size: Option<usize>,
    /// Whether results of operations are made up.
    pub(super) makes_results: bool,
}

/// How a service behaves.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    /// Whether `$top` is the size of a page, and new entities may lack properties.
    pub(crate) is_graph: bool,
    pub(crate) page_size: Option<usize>,
    pub(crate) makes_results: bool,
}

impl Service {
    pub(crate) fn new(schema: Schema, metadata: String, settings: Settings) -> Self {
        Self {
            schema,
            metadata,
            is_graph: settings.is_graph,
            page_size: settings.page_size,
            makes_results: settings.makes_results,
        }
    }

    /// Responds to a request, with the segments of its path below the root.
    pub(crate) fn respond(
        &self,
        store: &mut Store,
        request: &Received,
        segments: &[String],
        url: &str,
        work: &Work,
    ) -> Reply {
        let call = Call {
            request,
            segments,
            url,
            work,
        };
        let reply = self.dispatch(store, &call);
        let reply = reply.unwrap_or_else(|problem| problem.reply());
        reply.with(HeaderName::from_static("odata-version"), "4.0")
    }

    pub(super) fn dispatch(&self, store: &mut Store, call: &Call<'_>) -> Result<Reply, Problem> {
        let (target, suffix) = walk::walk(&self.schema, store, call.segments, false)?;
        let is_get = matches!(call.request.method, Method::GET | Method::HEAD);
        match (target, suffix) {
            (Target::Root, _) if is_get => Ok(self.document(call.url)),
            (Target::Metadata, _) if is_get => {
                let body = self.metadata.clone();
                Ok(Reply::of(StatusCode::OK, "application/xml", body))
            }
            (Target::Root | Target::Metadata, _) => Err(Problem::method("GET")),
            (Target::Collection(collection), suffix) => {
                self.collection(store, call, &collection, suffix)
            }
            (Target::Single(single), suffix) => self.single(store, call, &single, suffix),
            (Target::Value(value), suffix) => self.value(store, call, &value, suffix),
            (Target::Operation(id), _) => self.operation(call, id),
        }
    }

    /// The service document (OData JSON Format 4.01, 5).
    pub(super) fn document(&self, url: &str) -> Reply {
        let children = self
            .schema
            .containers
            .iter()
            .flat_map(|(_, it)| &it.children);
        let items = children.filter_map(|child| {
            let kind = match child.kind {
                ContainerChildKind::EntitySet { .. } => "EntitySet",
                ContainerChildKind::Singleton { .. } => "Singleton",
                ContainerChildKind::FunctionImport { .. } => "FunctionImport",
                ContainerChildKind::ActionImport { .. } => return None,
            };
            Some(object([
                ("name", Json::text(&*child.name)),
                ("kind", Json::text(kind)),
                ("url", Json::text(&*child.name)),
            ]))
        });
        let context = Json::text(format!("{url}/$metadata"));
        let items = Json::List(items.collect());
        let body = object([("@odata.context", context), ("value", items)]);
        ok(body)
    }

    pub(super) fn reader<'r>(
        &'r self,
        store: &'r Store,
        url: &'r str,
        work: &'r Work,
    ) -> Reader<'r> {
        Reader {
            schema: &self.schema,
            store,
            url,
            work,
            left: Cell::new(shape::ENTITIES),
        }
    }

    pub(super) fn writer<'w>(&'w self, store: &'w mut Store, url: &'w str) -> Writer<'w> {
        Writer {
            schema: &self.schema,
            store,
            url,
            is_seed: false,
            // Graph sets properties that its metadata calls not nullable.
            is_strict: !self.is_graph,
            depth: 0,
        }
    }
}
