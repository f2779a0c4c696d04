//! What a page shows: the data that its scripts read.

use std::path::Path;

use clientwright::model::{Item, Protocol};
use clientwright::{Input, Options, Stages, TreeEntry, Unselected};
use serde::Serialize;

use crate::builders::{self, Builder};
use crate::calls::{Call, entities};
use crate::permits::Permit;
use crate::places::{self, Place};
use crate::security::{self, Scheme};
use crate::text::{is_false, is_zero};
use crate::types::{self, Index, Type};

/// Everything that a page shows. Types are Rust code in which generated types start with `crate::` and those of the runtime
/// with `rt::`.
#[derive(Debug, Serialize)]
pub(crate) struct Data {
    /// The name of the file with the description.
    title: String,
    /// The protocol: `OData` or `OpenAPI`.
    protocol: &'static str,
    /// The name by which snippets call the root module.
    module: String,
    /// The name of the runtime crate in Rust.
    runtime: &'static str,
    /// The address of the service.
    #[serde(skip_serializing_if = "Option::is_none")]
    base: Option<String>,
    /// Whether literals of enumerations have no type name.
    #[serde(skip_serializing_if = "is_false")]
    plain_enums: bool,
    /// What credentials calls may need, for their `security`. Calls of OData need one of them.
    schemes: Vec<Scheme>,
    types: Vec<Type>,
    builders: Vec<Builder>,
    /// What paths allow.
    permits: Vec<Permit>,
    /// The builders that steps from the client lead to. The first one is the client.
    places: Vec<Place>,
    /// The requests that the runtime has for entities.
    requests: Vec<Call>,
    /// What the description declares: paths, then types and operations.
    entries: Vec<Entry>,
    /// How many of them are paths.
    paths: usize,
    /// Segments of paths of OData that are not selected, below what is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unselected: Vec<Segment>,
}

/// A segment of a path that is not selected.
#[derive(Debug, Serialize)]
struct Segment {
    /// The type of the entities before it, by its index. `None`: the service.
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<usize>,
    /// Whether collections of them have it.
    #[serde(skip_serializing_if = "is_false")]
    many: bool,
    name: String,
    what: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<String>,
    /// Which pattern excludes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    excluded: Option<String>,
}

/// A declaration of the description, and whether it is selected.
#[derive(Debug, Serialize)]
struct Entry {
    name: String,
    what: &'static str,
    #[serde(skip_serializing_if = "is_zero")]
    depth: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<String>,
    /// The type that it became, by its index.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    ty: Option<usize>,
    selected: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
    /// Which pattern excludes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    excluded: Option<String>,
    /// The path where the same type is followed.
    #[serde(skip_serializing_if = "Option::is_none")]
    as_below: Option<String>,
}

impl Data {
    pub(crate) fn new(options: &Options, made: &Stages) -> Self {
        let package = &made.package;
        let index = Index::new(package);
        let client = package.modules.values().flat_map(|module| &module.files);
        let client = client
            .flat_map(|file| &file.items)
            .find_map(|item| match item {
                Item::Client(client) => Some(client),
                _ => None,
            });
        let schema = match &made.input {
            Input::OData(input) => Some(&input.schema),
            _ => None,
        };
        let plain_enums = match client.map(|client| &client.protocol) {
            Some(Protocol::OData(defaults)) => defaults.unqualified_enum_literals,
            _ => false,
        };
        let (base, schemes) = match client.map(|client| &client.protocol) {
            Some(Protocol::OpenApi(service)) => {
                let first = service.servers.first().map(|server| server.url.clone());
                let schemes = service
                    .schemes
                    .iter()
                    .map(|scheme| Scheme::new(&scheme.kind));
                (first, schemes.collect())
            }
            _ => (None, schema.map(security::schemes).unwrap_or_default()),
        };
        let (builders, permits) = builders::all(package, &index, schema);
        let tree = made.tree();
        let paths = tree.paths.len();
        let entries = tree.paths.into_iter().chain(tree.declarations);
        let is_odata = schema.is_some();
        Self {
            title: file_name(&options.schema),
            protocol: if is_odata { "OData" } else { "OpenAPI" },
            module: module(options),
            runtime: package.runtime.crate_name(),
            base: client.and_then(|client| client.base_url.clone()).or(base),
            plain_enums,
            schemes,
            places: places::all(&builders, &permits),
            requests: if is_odata {
                entities::requests()
            } else {
                Vec::new()
            },
            entries: entries.map(|entry| Entry::new(entry, &index)).collect(),
            paths,
            unselected: Segment::all(made, &index),
            types: types::all(package),
            builders,
            permits,
        }
    }
}

impl Entry {
    fn new(entry: TreeEntry, index: &Index) -> Self {
        let is_type = entry.is_selected && entry.what != "operation";
        let found = is_type.then(|| index.declared(&entry.name, entry.rust.as_deref()));
        Self {
            ty: found.flatten(),
            name: entry.name,
            what: entry.what,
            depth: entry.depth,
            id: entry.id,
            target: entry.target,
            selected: entry.is_selected,
            reason: entry.reason,
            next: entry.next,
            excluded: entry.excluded,
            as_below: entry.as_below,
        }
    }
}

impl Segment {
    /// All of a description. What is below a type that the client has not, no way leads to.
    fn all(made: &Stages, index: &Index) -> Vec<Self> {
        let found = made.unselected().into_iter();
        let segments = found.filter_map(|segment: Unselected| {
            let of = match &segment.of {
                Some(name) => Some(index.declared(name, None)?),
                None => None,
            };
            Some(Self {
                of,
                many: segment.of_collection,
                name: segment.name,
                what: segment.what,
                target: segment.target,
                excluded: segment.excluded,
            })
        });
        segments.collect()
    }
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// The name of the module that the code is mounted as: that of the crate, else that of the folder or file.
fn module(options: &Options) -> String {
    if let Some(name) = &options.crate_name {
        return name.replace('-', "_");
    }
    let stem = options.out.file_stem().unwrap_or_default();
    let stem = stem.to_string_lossy();
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    match stem.chars().all(is_word) && stem.starts_with(|c: char| !c.is_ascii_digit()) {
        true => stem.into_owned(),
        false => "client".to_owned(),
    }
}
