//! The methods of builders that depend on the metadata, and their names.

use clientwright_csdl::schema::{
    AlternateKey, KeyProperty, OperationId, Property, Schema, StructuredId,
};
use clientwright_model::naming::lock::{self, Scope};
use clientwright_model::naming::names::{self, Case};

use clientwright_model::naming::scopes::Named;

use super::operations::is_stream;
use super::{Namer, table};
use crate::inherit::{self, NavigationId};

/// Methods that every builder may have, and whose names no generated method may have: its own, and those of the
/// runtime's `Collection` and `Item`, to which it derefs.
const METHODS: &[&str] = &[
    "new",
    "clone",
    "id",
    "by_key",
    // Methods of the prelude, on every type: these take `self`, so that method resolution finds them before a generated
    // method with `&self`.
    "into",
    "try_into",
    // `Collection` and `Item`.
    "path",
    "cast",
    // `Collection`.
    "key",
    "alternate_key",
    "links",
    "list",
    "count",
    "create",
    "create_with",
    "create_media",
    // `Item`.
    "media",
    "stream",
    "link",
    "reference",
    "navigate",
    "navigate_collection",
    "property",
    "set_link",
    "unlink",
    "get",
    "update",
    "replace",
    "upsert",
    "delete",
];

/// Changes a name that every builder may already have.
pub(super) fn aside(reserved: &[&str], mut named: Named, kind: &str) -> Named {
    if reserved.contains(&named.wanted.as_str()) {
        named.wanted = format!("{}_{kind}", named.wanted);
    }
    named
}

/// The methods of a builder that depend on the metadata, with their names.
#[derive(Clone, Debug)]
pub(crate) struct Methods {
    pub(crate) navigations: Vec<(NavigationId, String)>,
    pub(crate) operations: Vec<(OperationId, String)>,
    pub(crate) alternate_keys: Vec<(PartId, String)>,
    /// Stream properties; `None` is the content of the entity itself.
    pub(crate) streams: Vec<(Option<PartId>, String)>,
    pub(crate) casts: Vec<(StructuredId, String)>,
}

/// A part of a type: the declaring type, and the index among the parts of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PartId {
    declaring: StructuredId,
    index: usize,
}

impl PartId {
    pub(crate) fn alternate_key(self, schema: &Schema) -> &AlternateKey {
        &schema.structured_types[self.declaring].alternate_keys[self.index]
    }

    pub(crate) fn property(self, schema: &Schema) -> &Property {
        &schema.structured_types[self.declaring].properties[self.index]
    }
}

/// The declarations that become methods of a builder, except derived types.
struct Own {
    navigations: Vec<NavigationId>,
    bound: Vec<OperationId>,
    alternate_keys: Vec<PartId>,
    streams: Vec<Option<PartId>>,
}

impl Own {
    fn of_collection(schema: &Schema, id: StructuredId, bound: Vec<OperationId>) -> Self {
        let lineage = schema.lineage(id).into_iter();
        let alternate_keys = lineage.flat_map(|declaring| {
            let keys = 0..schema.structured_types[declaring].alternate_keys.len();
            keys.map(move |index| PartId { declaring, index })
        });
        Self {
            navigations: Vec::new(),
            bound,
            alternate_keys: alternate_keys.collect(),
            streams: Vec::new(),
        }
    }

    fn of_item(schema: &Schema, id: StructuredId, bound: Vec<OperationId>) -> Self {
        let content = schema.structured_types[id].has_stream.then_some(None);
        let properties = schema.properties(id).into_iter();
        let streams = properties.filter(|(_, property)| is_stream(&property.ty));
        let streams = streams.filter_map(|(declaring, property)| {
            let mut all = schema.structured_types[declaring].properties.iter();
            let index = all.position(|p| std::ptr::eq(p, property))?;
            Some(Some(PartId { declaring, index }))
        });
        Self {
            navigations: schema.navigation_properties(id),
            bound,
            alternate_keys: Vec::new(),
            streams: content.into_iter().chain(streams).collect(),
        }
    }
}

fn named_key(key: &AlternateKey) -> Named {
    let wire_names: Vec<String> = key.properties.iter().map(wire_name).collect();
    Named {
        wanted: names::by_parts(&wire_names),
        key: lock::alternate_key(&wire_names),
        declaration: None,
    }
}

fn named_stream(property: Option<&Property>) -> Named {
    Named {
        wanted: property.map_or_else(
            || "value".to_owned(),
            |p| names::spell(&p.name, Case::Snake),
        ),
        key: lock::stream_key(property.map(|p| p.name.as_str())),
        declaration: property.map(|p| p.span),
    }
}

/// The name of a part of a key in URLs.
pub(crate) fn wire_name(part: &KeyProperty) -> String {
    part.alias.clone().unwrap_or_else(|| part.path.join("/"))
}

impl Namer<'_> {
    /// Names the methods of the builder of a collection.
    pub(super) fn collection(&mut self, id: StructuredId) -> Methods {
        let name = &self.schema.structured_types[id].name;
        let scope = Scope::Collection(lock::key(&name.to_string()));
        let bound = self.bindings.on_collection(self.schema, id);
        self.methods(&scope, id, Own::of_collection(self.schema, id, bound))
    }

    /// Names the methods of the builder of one entity.
    pub(super) fn item(&mut self, id: StructuredId) -> Methods {
        let name = &self.schema.structured_types[id].name;
        let scope = Scope::Item(lock::key(&name.to_string()));
        let bound = self.bindings.on_single(self.schema, id);
        self.methods(&scope, id, Own::of_item(self.schema, id, bound))
    }

    /// Names the methods of a builder. If two want the same name, navigation properties take precedence over
    /// operations, and both over the rest.
    fn methods(&mut self, scope: &Scope, id: StructuredId, own: Own) -> Methods {
        let Own {
            navigations,
            bound,
            alternate_keys,
            streams,
        } = own;
        let schema = self.schema;
        let bound = self.without_hidden(bound);
        let derived = self.derived(id);
        let mut named: Vec<Named> = navigations
            .iter()
            .map(|n| n.get(schema))
            .map(|n| Named::new(&n.name, Case::Snake, n.span))
            .map(|named| aside(METHODS, named, "navigation"))
            .collect();
        let operations = self.method_names(&bound).into_iter().zip(&bound);
        named.extend(operations.map(|(name, id)| self.named_operation(*id, name)));
        let keys = alternate_keys.iter();
        named.extend(keys.map(|key| named_key(key.alternate_key(schema))));
        let properties = streams.iter().map(|s| s.map(|s| s.property(schema)));
        let streams_named = properties.map(named_stream);
        named.extend(streams_named.map(|named| aside(METHODS, named, "stream")));
        let called = self.side_by_side(id, &derived).into_iter();
        let casts = derived.iter().zip(called);
        named.extend(casts.map(|(derived, name)| self.named_cast(*derived, &name)));
        let names = self.naming.distinct(scope, &named, METHODS);
        self.record_methods(scope, id, &named, &names, (&navigations, &bound, &derived));
        let mut names = names.into_iter();
        Methods {
            navigations: navigations.into_iter().zip(names.by_ref()).collect(),
            operations: bound.into_iter().zip(names.by_ref()).collect(),
            alternate_keys: alternate_keys.into_iter().zip(names.by_ref()).collect(),
            streams: streams.into_iter().zip(names.by_ref()).collect(),
            casts: derived.into_iter().zip(names).collect(),
        }
    }

    /// Records the methods of kept declarations: navigation properties first, then operations; derived types last.
    fn record_methods(
        &mut self,
        scope: &Scope,
        id: StructuredId,
        named: &[Named],
        names: &[String],
        (navigations, bound, derived): (&[NavigationId], &[OperationId], &[StructuredId]),
    ) {
        let Some(kept) = self.selection.structured.get(&id) else {
            return;
        };
        let first_cast = named.len() - derived.len();
        for (index, (named, name)) in named.iter().zip(names).enumerate() {
            let operation = index.checked_sub(navigations.len());
            let is_kept = if let Some(navigation) = navigations.get(index) {
                kept.navigations.contains_key(navigation)
            } else if let Some(operation) = operation.and_then(|index| bound.get(index)) {
                kept.operations.contains_key(operation)
            } else if let Some(cast) = index.checked_sub(first_cast) {
                self.selection.has_builders(self.schema, derived[cast])
            } else {
                true
            };
            if is_kept {
                self.naming.record(scope, &named.key, name);
            }
        }
    }

    fn named_operation(&self, id: OperationId, wanted: String) -> Named {
        let operation = &self.schema.operations[id];
        let parameters = operation.call_parameters().iter();
        let name = operation.name.to_string();
        let binding = table::binding_name(self.schema, id);
        let named = Named {
            key: lock::operation_key(
                table::call_kind(operation.kind),
                &name,
                binding.as_deref(),
                parameters.map(|p| p.name.as_str()),
            ),
            // The name that the user chose for an operation does not apply to each of its overloads.
            declaration: Some(operation.span)
                .filter(|span| self.naming.chosen(*span) == Some(&wanted)),
            wanted,
        };
        aside(METHODS, named, operation.kind.as_str())
    }

    /// `called` is the name of the type among the types of the other casts.
    fn named_cast(&self, derived: StructuredId, called: &str) -> Named {
        let ty = &self.schema.structured_types[derived];
        let is_own = called == self.table.structured(derived).name;
        let own = self.naming.chosen(ty.span).unwrap_or(&ty.name.name);
        let name = if is_own { own } else { called };
        Named {
            key: lock::cast_key(&ty.name.to_string()),
            wanted: names::spell(&format!("as_{name}"), Case::Snake),
            declaration: None,
        }
    }

    /// The types that builders of a type can be cast to.
    fn derived(&self, id: StructuredId) -> Vec<StructuredId> {
        // A type that only declares a key may be the base type of all others.
        match inherit::is_key_root(&self.schema.structured_types[id]) {
            true => Vec::new(),
            false => self.schema.descendants(id),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::METHODS;

    fn sources(folder: &Path) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
        entries
            .flat_map(|path| match path.is_dir() {
                true => sources(&path),
                false => vec![path],
            })
            .collect()
    }

    /// The public methods with a receiver of `Collection` and `Item`, in all files of the runtime.
    fn of_runtime() -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../runtime/odata/src");
        for path in sources(&runtime) {
            let file = syn::parse_file(&fs::read_to_string(path).unwrap()).unwrap();
            for item in file.items {
                let syn::Item::Impl(item) = item else {
                    continue;
                };
                let syn::Type::Path(ty) = *item.self_ty else {
                    continue;
                };
                let name = &ty.path.segments.last().unwrap().ident;
                if item.trait_.is_some() || (name != "Collection" && name != "Item") {
                    continue;
                }
                for member in item.items {
                    if let syn::ImplItem::Fn(method) = member
                        && matches!(method.vis, syn::Visibility::Public(_))
                        && method.sig.receiver().is_some()
                    {
                        found.insert(method.sig.ident.to_string());
                    }
                }
            }
        }
        found
    }

    #[test]
    fn nothing_hides_a_method_of_the_runtime() {
        let own = ["new", "clone", "id", "by_key", "into", "try_into"];
        let mut wanted = of_runtime();
        assert!(wanted.contains("links") && wanted.contains("property"));
        wanted.extend(own.map(str::to_owned));
        let reserved: BTreeSet<String> = METHODS.iter().map(|m| (*m).to_owned()).collect();
        assert_eq!(reserved, wanted);
    }
}
