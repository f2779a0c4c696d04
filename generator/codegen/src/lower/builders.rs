//! Lowering of request builders: one for collections of an entity type, and one for single entities.

use odata_csdl::schema::{
    AlternateKey, KeyProperty, OperationId, OperationKind, Property, Schema, StructuredId,
};

use super::names::{self, Case};
use super::naming::Named;
use super::operations::is_stream;
use super::paths::{MarkerId, Step};
use super::table::{self, Place};
use super::type_docs::media_types;
use super::types::has_tag;
use super::{DocsBuilder, Lower, code};
use crate::inherit::{self, NavigationId};
use crate::lock::{self, Scope};
use crate::model::{
    Capabilities, Cast, CollectionBuilder, Item, ItemBuilder, Key, KeyPart, Navigation, Operation,
    PathMarker, PathMethods, Permit, Stream, Target,
};
use crate::select::{Kept, Reach};

/// Methods that every builder may have, so that no generated method takes their names.
const METHODS: &[&str] = &[
    "new", "clone", "list", "count", "create", "id", "by_key", "get", "update", "delete",
    "replace", "upsert", "cast",
];

/// Moves a name out of the way of the methods that every builder may have.
pub(super) fn aside(reserved: &[&str], mut named: Named, kind: &str) -> Named {
    if reserved.contains(&named.wanted.as_str()) {
        named.wanted = format!("{}_{kind}", named.wanted);
    }
    named
}

/// The methods of a builder that the metadata gives it, with their names.
struct Methods<'a> {
    navigations: Vec<(NavigationId, String)>,
    operations: Vec<(OperationId, String)>,
    alternate_keys: Vec<(&'a AlternateKey, String)>,
    streams: Vec<(Option<&'a Property>, String)>,
    casts: Vec<(StructuredId, String)>,
}

/// What the metadata gives a builder methods for, besides derived types.
struct Own<'a> {
    navigations: Vec<NavigationId>,
    bound: Vec<OperationId>,
    alternate_keys: Vec<&'a AlternateKey>,
    /// Stream properties; `None` stands for the content of the entity itself.
    streams: Vec<Option<&'a Property>>,
}

impl<'a> Own<'a> {
    fn of_collection(schema: &'a Schema, id: StructuredId, bound: Vec<OperationId>) -> Self {
        let lineage = inherit::lineage(schema, id).into_iter();
        Self {
            navigations: Vec::new(),
            bound,
            alternate_keys: lineage
                .flat_map(|ty| &schema.structured_types[ty].alternate_keys)
                .collect(),
            streams: Vec::new(),
        }
    }

    fn of_item(schema: &'a Schema, id: StructuredId, bound: Vec<OperationId>) -> Self {
        let content = schema.structured_types[id].has_stream.then_some(None);
        let properties = inherit::properties(schema, id).into_iter().map(|(_, p)| p);
        let streams = properties.filter(|p| is_stream(&p.ty)).map(Some);
        Self {
            navigations: inherit::navigation_properties(schema, id),
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
fn wire_name(part: &KeyProperty) -> String {
    part.alias.clone().unwrap_or_else(|| part.path.join("/"))
}

impl Lower<'_> {
    /// The builders of an entity type: one for single entities, and one for collections where something leads to a
    /// collection or an operation is bound to one.
    pub(super) fn builders(&self, id: StructuredId, kept: &Kept) -> Vec<Item> {
        let mut builders = Vec::new();
        if self.collections.contains(&id) {
            builders.push(Item::Collection(self.collection(id, kept)));
        }
        builders.push(Item::Item(self.item(id, kept)));
        builders
    }

    fn collection(&self, id: StructuredId, kept: &Kept) -> CollectionBuilder {
        let wire_name = self.schema.structured_types[id].name.to_string();
        let bound = self.bindings.on_collection(self.schema, id);
        let scope = Scope::Collection(lock::key(&wire_name));
        let methods = self.methods(&scope, id, Own::of_collection(self.schema, id, bound));
        let docs = format!("Requests to a collection of {}.", code(&wire_name));
        CollectionBuilder {
            name: self.table.builder(id, "Collection").name,
            docs: DocsBuilder::new().paragraph(docs).build(),
            entity: self.table.structured(id).clone(),
            keys: self.keys(id, &methods),
            operations: self.operations(id, kept, &methods),
            by_path: self.by_path(id, kept, &methods),
            casts: self.casts(id, methods, "Collection"),
            wire_name,
        }
    }

    fn item(&self, id: StructuredId, kept: &Kept) -> ItemBuilder {
        let wire_name = self.schema.structured_types[id].name.to_string();
        let bound = self.bindings.on_single(self.schema, id);
        let scope = Scope::Item(lock::key(&wire_name));
        let methods = self.methods(&scope, id, Own::of_item(self.schema, id, bound));
        let by_path = self.by_path(id, kept, &methods);
        let everywhere = methods.navigations.iter().filter(|(navigation, _)| {
            let mut narrowed = by_path.iter().flat_map(|m| &m.navigations);
            narrowed.all(|n| n.wire_name != navigation.get(self.schema).name)
        });
        let docs = format!("Requests to one {}.", code(&wire_name));
        ItemBuilder {
            name: self.table.builder(id, "Item").name,
            docs: DocsBuilder::new().paragraph(docs).build(),
            entity: self.table.structured(id).clone(),
            wire_name,
            navigations: everywhere
                .filter_map(|(navigation, method)| {
                    let step = self.paths.navigation(id, *navigation);
                    self.navigation(kept, *navigation, method, step)
                })
                .collect(),
            operations: self.operations(id, kept, &methods),
            by_path,
            streams: self.streams(&methods),
            casts: self.casts(id, methods, "Item"),
        }
    }

    /// Names the methods of a builder. Where two want the same name, navigation properties come before operations, and
    /// both before the rest.
    fn methods<'b>(&self, scope: &Scope, id: StructuredId, own: Own<'b>) -> Methods<'b> {
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
        named.extend(streams.iter().map(|property| named_stream(*property)));
        named.extend(derived.iter().map(|derived| self.named_cast(*derived)));
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
                operation.kind,
                &name,
                binding.as_deref(),
                parameters.map(|p| p.name.as_str()),
            ),
            // An overload is not called what the user chose for all of them.
            span: Some(operation.span).filter(|span| self.naming.chosen(*span) == Some(&wanted)),
            wanted,
        };
        let kind = match operation.kind {
            OperationKind::Action => "action",
            OperationKind::Function => "function",
        };
        aside(METHODS, named, kind)
    }

    fn named_cast(&self, derived: StructuredId) -> Named {
        let ty = &self.schema.structured_types[derived];
        let name = self.naming.chosen(ty.span).unwrap_or(&ty.name.name);
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
            false => inherit::descendants(self.schema, id),
        }
    }

    // ---- navigation ----

    /// A navigation property on some path; `None` when it is not kept, or cannot be taken there.
    fn navigation(
        &self,
        kept: &Kept,
        id: NavigationId,
        method: &str,
        step: &Step,
    ) -> Option<Navigation> {
        let reach = *kept.navigations.get(&id)?;
        if step.restrictions.navigable == Some(false) {
            return None;
        }
        let property = id.get(self.schema);
        let may_be_absent = property.is_collection || property.nullable;
        Some(Navigation {
            method: method.to_owned(),
            wire_name: property.name.clone(),
            docs: self
                .navigation_docs_builder(id)
                .customs(&step.restrictions.customs)
                .build(),
            is_collection: property.is_collection,
            target: self.target(property.target, property.is_collection),
            permit: self.permit(step, reach, property.target, may_be_absent),
        })
    }

    pub(super) fn target(&self, id: StructuredId, is_collection: bool) -> Target {
        match (self.has_builders(id), is_collection) {
            (true, true) => Target::Builder(self.table.builder(id, "Collection")),
            (true, false) => Target::Builder(self.table.builder(id, "Item")),
            (false, _) => Target::Leaf(self.table.structured(id).clone()),
        }
    }

    /// What may be done at the end of a step.
    pub(super) fn permit(
        &self,
        step: &Step,
        reach: Reach,
        target: StructuredId,
        may_be_absent: bool,
    ) -> Permit {
        let annotated = step.restrictions.capabilities();
        match step.marker {
            // What lies outside the selection can be looked at, not changed.
            _ if !self.has_builders(target) => Permit::Allow(Capabilities {
                list: annotated.list && reach == Reach::Matched,
                get: annotated.get && reach == Reach::Matched,
                ..Capabilities::NAVIGATE_ONLY
            }),
            Some(marker) => Permit::Path(self.paths.markers[marker].path.clone()),
            None if reach == Reach::Through => Permit::Allow(Capabilities::NAVIGATE_ONLY),
            None => Permit::Allow(Capabilities {
                // What must be there cannot be deleted (OData Protocol 4.01, 11.4.5).
                delete: annotated.delete && may_be_absent,
                ..annotated
            }),
        }
    }

    // ---- what depends on the path ----

    /// The markers of kept paths, with the private modules that they go to.
    pub(super) fn markers(&self) -> Vec<(Place, Item)> {
        let kept = self.kept_markers.iter();
        kept.filter(|(id, _)| self.has_builders(self.paths.markers[**id].target))
            .map(|(id, reach)| {
                let marker = &self.paths.markers[*id];
                let docs = format!("What the path {} allows.", code(&marker.text));
                let casts = marker.casts.as_ref().map(|casts| {
                    let derived = casts.iter().filter(|ty| **ty != marker.target);
                    let derived = derived.filter(|ty| self.has_builders(**ty));
                    derived
                        .map(|ty| self.table.structured(*ty).clone())
                        .collect()
                });
                let item = Item::Path(PathMarker {
                    name: marker.path.name.clone(),
                    docs: DocsBuilder::new().paragraph(docs).build(),
                    allows: marker.allows(*reach),
                    casts,
                });
                (self.marker_place(*id), item)
            })
            .collect()
    }

    /// The markers that builders of a type carry in what is kept.
    fn arriving(&self, id: StructuredId) -> impl Iterator<Item = MarkerId> + '_ {
        let arriving = self.paths.arriving(id).iter().copied();
        arriving.filter(|marker| self.kept_markers.contains_key(marker))
    }

    /// The methods that a builder has on some paths only, or that differ there.
    fn by_path(&self, id: StructuredId, kept: &Kept, methods: &Methods<'_>) -> Vec<PathMethods> {
        let arriving: Vec<MarkerId> = self.arriving(id).collect();
        let below = |marker: &MarkerId| &self.paths.markers[*marker].below;
        let differing: Vec<&(NavigationId, String)> = methods
            .navigations
            .iter()
            .filter(|(navigation, _)| kept.navigations.contains_key(navigation))
            .filter(|(navigation, _)| arriving.iter().any(|m| below(m).contains_key(navigation)))
            .collect();
        let navigations = |marker: Option<&MarkerId>| {
            let navigations = differing.iter().filter_map(|(navigation, method)| {
                let step = marker.and_then(|marker| below(marker).get(navigation));
                let step = step.unwrap_or_else(|| self.paths.navigation(id, *navigation));
                self.navigation(kept, *navigation, method, step)
            });
            navigations.collect::<Vec<_>>()
        };
        let mut all = Vec::new();
        if !differing.is_empty() {
            all.push(PathMethods {
                marker: None,
                navigations: navigations(None),
                operations: Vec::new(),
            });
        }
        all.extend(arriving.iter().map(|marker| PathMethods {
            marker: Some(self.paths.markers[*marker].path.clone()),
            navigations: navigations(Some(marker)),
            operations: self.operations_where(kept, methods, |operation| {
                self.needs_explicit_binding(id, operation)
                    && self.paths.markers[*marker].binds(self.schema, operation)
            }),
        }));
        all.retain(|methods| !methods.navigations.is_empty() || !methods.operations.is_empty());
        all
    }

    // ---- operations ----

    /// The operations that a builder has on every path.
    fn operations(&self, id: StructuredId, kept: &Kept, methods: &Methods<'_>) -> Vec<Operation> {
        self.operations_where(kept, methods, |operation| {
            !self.needs_explicit_binding(id, operation)
        })
    }

    fn operations_where(
        &self,
        kept: &Kept,
        methods: &Methods<'_>,
        wanted: impl Fn(OperationId) -> bool,
    ) -> Vec<Operation> {
        let operations = methods.operations.iter();
        operations
            .filter(|(id, _)| kept.operations.contains_key(id) && wanted(*id))
            .map(|(id, method)| self.operation(*id, method.clone(), None))
            .collect()
    }

    /// Whether an operation is there only where a path binds it explicitly, and not on the type as such
    /// (`Core.RequiresExplicitBinding`).
    fn needs_explicit_binding(&self, ty: StructuredId, operation: OperationId) -> bool {
        let operation = &self.schema.operations[operation];
        let name = operation.name.to_string();
        let types = inherit::lineage(self.schema, ty);
        let mut bound = types
            .iter()
            .filter_map(|ty| self.paths.bound.get(ty))
            .flatten();
        has_tag(
            &operation.annotations,
            "Org.OData.Core.V1.RequiresExplicitBinding",
        ) && bound.all(|bound| *bound != name)
    }

    // ---- keys, streams and casts ----

    fn keys(&self, id: StructuredId, methods: &Methods<'_>) -> Vec<Key> {
        let parts = self.key_parts(inherit::key(self.schema, id));
        let method = match parts.as_slice() {
            [part] if part.wire_name == "id" => "id",
            _ => "by_key",
        };
        let ty = code(&self.schema.structured_types[id].name.to_string());
        let key = |method: &str, parts: Vec<KeyPart>, is_alternate: bool| {
            let names: Vec<String> = parts.iter().map(|part| code(&part.wire_name)).collect();
            let docs = match is_alternate {
                true => format!(
                    "The entity of type {ty}, by its alternate key {}.",
                    names.join(", ")
                ),
                false => format!("The entity of type {ty}, by its key."),
            };
            Key {
                method: method.to_owned(),
                docs: DocsBuilder::new().paragraph(docs).build(),
                is_alternate,
                parts,
                item: self.table.builder(id, "Item"),
            }
        };
        let alternate = methods.alternate_keys.iter();
        let alternate = alternate
            .map(|(alternate, name)| key(name, self.key_parts(&alternate.properties), true));
        let own = (!parts.is_empty()).then(|| key(method, parts, false));
        own.into_iter().chain(alternate).collect()
    }

    fn key_parts(&self, key: &[KeyProperty]) -> Vec<KeyPart> {
        let wire_names: Vec<String> = key.iter().map(wire_name).collect();
        let parameters = names::distinct(wire_names.iter().map(String::as_str), Case::Snake, &[]);
        key.iter()
            .zip(wire_names)
            .zip(parameters)
            .map(|((part, wire_name), name)| KeyPart {
                name,
                wire_name,
                ty: self.item_ty(&part.ty),
            })
            .collect()
    }

    fn streams(&self, methods: &Methods<'_>) -> Vec<Stream> {
        let streams = methods.streams.iter();
        streams
            .map(|(property, method)| {
                let docs = match property {
                    Some(property) => {
                        let mut fact = format!("The stream property {}.", code(&property.name));
                        fact.push_str(&media_types(&property.annotations));
                        DocsBuilder::annotated(&self.settings.docs, &property.annotations, "")
                            .paragraph(fact)
                    }
                    None => DocsBuilder::new().paragraph("The content of this media entity."),
                };
                Stream {
                    method: method.clone(),
                    docs: docs.build(),
                    property: property.map(|p| p.name.clone()),
                }
            })
            .collect()
    }

    fn casts(&self, id: StructuredId, methods: Methods<'_>, suffix: &str) -> Vec<Cast> {
        let is_constrained = self.paths.is_constrained(id);
        let casts = methods.casts.into_iter();
        casts
            .filter(|(derived, _)| self.has_builders(*derived))
            .map(|(derived, method)| {
                let wire_name = self.schema.structured_types[derived].name.to_string();
                let docs = match suffix {
                    "Collection" => format!(
                        "The entities of the derived type {} alone.",
                        code(&wire_name)
                    ),
                    _ => format!(
                        "The entity as one of the derived type {}.",
                        code(&wire_name)
                    ),
                };
                let ty = self.table.structured(derived).clone();
                Cast {
                    method,
                    wire_name,
                    docs: DocsBuilder::new().paragraph(docs).build(),
                    target: self.table.builder(derived, suffix),
                    condition: is_constrained.then_some(ty),
                }
            })
            .collect()
    }
}
