//! Which methods the metadata gives a builder, and what they are called.

use clientwright_csdl::schema::{
    AlternateKey, KeyProperty, OperationId, Property, Schema, StructuredId,
};
use clientwright_model::naming::lock::{self, Scope};
use clientwright_model::naming::names::{self, Case};

use crate::inherit::{self, NavigationId};
use crate::lower::Lower;
use crate::lower::naming::Named;
use crate::lower::operations::is_stream;
use crate::lower::table;

/// Methods that every builder may have, so that no generated method takes their names: its own, and those of the runtime's
/// `Collection` and `Item` to which it derefs.
const METHODS: &[&str] = &[
    "new",
    "clone",
    "id",
    "by_key",
    // Of the prelude, on every type: these take `self`, so that a call finds them before a generated method with `&self`.
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

/// Moves a name out of the way of the methods that every builder may have.
pub(in crate::lower) fn aside(reserved: &[&str], mut named: Named, kind: &str) -> Named {
    if reserved.contains(&named.wanted.as_str()) {
        named.wanted = format!("{}_{kind}", named.wanted);
    }
    named
}

/// The methods of a builder that the metadata gives it, with their names.
pub(super) struct Methods<'a> {
    pub(super) navigations: Vec<(NavigationId, String)>,
    pub(super) operations: Vec<(OperationId, String)>,
    pub(super) alternate_keys: Vec<(&'a AlternateKey, String)>,
    pub(super) streams: Vec<(Option<&'a Property>, String)>,
    pub(super) casts: Vec<(StructuredId, String)>,
}

/// What the metadata gives a builder methods for, besides derived types.
pub(super) struct Own<'a> {
    navigations: Vec<NavigationId>,
    bound: Vec<OperationId>,
    alternate_keys: Vec<&'a AlternateKey>,
    /// Stream properties; `None` stands for the content of the entity itself.
    streams: Vec<Option<&'a Property>>,
}

impl<'a> Own<'a> {
    pub(super) fn of_collection(
        schema: &'a Schema,
        id: StructuredId,
        bound: Vec<OperationId>,
    ) -> Self {
        let lineage = schema.lineage(id).into_iter();
        Self {
            navigations: Vec::new(),
            bound,
            alternate_keys: lineage
                .flat_map(|ty| &schema.structured_types[ty].alternate_keys)
                .collect(),
            streams: Vec::new(),
        }
    }

    pub(super) fn of_item(schema: &'a Schema, id: StructuredId, bound: Vec<OperationId>) -> Self {
        let content = schema.structured_types[id].has_stream.then_some(None);
        let properties = schema.properties(id).into_iter().map(|(_, p)| p);
        let streams = properties.filter(|p| is_stream(&p.ty)).map(Some);
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
        span: None,
    }
}

fn named_stream(property: Option<&Property>) -> Named {
    Named {
        wanted: property.map_or_else(
            || "value".to_owned(),
            |p| names::spell(&p.name, Case::Snake),
        ),
        key: lock::stream_key(property.map(|p| p.name.as_str())),
        span: property.map(|p| p.span),
    }
}

/// How URLs call a part of a key.
pub(super) fn wire_name(part: &KeyProperty) -> String {
    part.alias.clone().unwrap_or_else(|| part.path.join("/"))
}

impl Lower<'_> {
    /// Names the methods of a builder. Where two want the same name, navigation properties come before operations, and
    /// both before the rest.
    pub(super) fn methods<'b>(&self, scope: &Scope, id: StructuredId, own: Own<'b>) -> Methods<'b> {
        let Own {
            navigations,
            bound,
            alternate_keys,
            streams,
        } = own;
        let bound = self.without_hidden(bound);
        let derived = self.derived(id);
        let mut named: Vec<Named> = navigations
            .iter()
            .map(|n| n.get(self.schema))
            .map(|n| Named::new(&n.name, Case::Snake, n.span))
            .map(|named| aside(METHODS, named, "navigation"))
            .collect();
        let operations = self.method_names(&bound).into_iter().zip(&bound);
        named.extend(operations.map(|(name, id)| self.named_operation(*id, name)));
        named.extend(alternate_keys.iter().map(|key| named_key(key)));
        let streams_named = streams.iter().map(|property| named_stream(*property));
        named.extend(streams_named.map(|named| aside(METHODS, named, "stream")));
        let called = self.side_by_side(id, &derived).into_iter();
        let casts = derived.iter().zip(called);
        named.extend(casts.map(|(derived, name)| self.named_cast(*derived, &name)));
        let mut names = self.naming.distinct(scope, &named, METHODS).into_iter();
        Methods {
            navigations: navigations.into_iter().zip(names.by_ref()).collect(),
            operations: bound.into_iter().zip(names.by_ref()).collect(),
            alternate_keys: alternate_keys.into_iter().zip(names.by_ref()).collect(),
            streams: streams.into_iter().zip(names.by_ref()).collect(),
            casts: derived.into_iter().zip(names).collect(),
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
            // An overload is not called what the user chose for all of them.
            span: Some(operation.span).filter(|span| self.naming.chosen(*span) == Some(&wanted)),
            wanted,
        };
        aside(METHODS, named, operation.kind.as_str())
    }

    /// `called` is the name of the type beside the others that it can be cast to.
    fn named_cast(&self, derived: StructuredId, called: &str) -> Named {
        let ty = &self.schema.structured_types[derived];
        let is_own = called == self.table.structured(derived).name;
        let own = self.naming.chosen(ty.span).unwrap_or(&ty.name.name);
        let name = if is_own { own } else { called };
        Named {
            key: lock::cast_key(&ty.name.to_string()),
            wanted: names::spell(&format!("as_{name}"), Case::Snake),
            span: None,
        }
    }

    /// The types that builders of a type can be cast to.
    fn derived(&self, id: StructuredId) -> Vec<StructuredId> {
        // All of a service derives from the type that only gives it its key.
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

    /// The public methods with a receiver of `Collection` and `Item`, wherever in the runtime they are.
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
