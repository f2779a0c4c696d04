//! Lowering of request builders: one for collections of an entity type, and one for single entities.

mod by_path;

use std::collections::BTreeSet;

use clientwright_csdl::schema::{ContainerId, KeyProperty, StructuredId};
use clientwright_model::naming::names::{self, Case};
use clientwright_model::odata::{
    Builder, Capabilities, Cast, Entities, Key, KeyPart, KeyValue, Navigation, Number, PathMethods,
    Permit, Stream,
};
use clientwright_model::{self as model, Client, Docs, Markdown, Resource, Ty, TypePath, markdown};

use super::type_docs::media_types;
use super::urls::Urls;
use super::{DocsBuilder, Lower, code};
use crate::inherit::NavigationId;
use crate::name::methods::{Methods, wire_name};
use crate::paths::Step;
use crate::select::{Kept, Reach};

impl Lower<'_> {
    /// The builders of an entity type: one for single entities, and one for collections if a path or an operation needs
    /// it.
    pub(super) fn builders(&self, id: StructuredId, kept: &Kept) -> Vec<Resource> {
        let many = self
            .names
            .collection(id)
            .map(|methods| (Number::Many, methods));
        let builders = many.into_iter().chain([(Number::One, self.names.item(id))]);
        builders
            .map(|(number, methods)| self.resource(id, number, kept, methods))
            .collect()
    }

    /// The docs of all builders, in their order: what each is for, and a URL of it.
    pub(super) fn builder_docs(
        &self,
        builders: &[(StructuredId, Resource)],
        clients: &[(ContainerId, Client)],
    ) -> Vec<Docs> {
        let path = |(id, builder): &(StructuredId, Resource)| {
            self.table.builder(*id, suffix(builder.entities.number))
        };
        let paths: Vec<TypePath> = builders.iter().map(path).collect();
        let resources = builders.iter().map(|(_, builder)| builder);
        let clients = clients.iter().map(|(_, client)| client);
        let urls = Urls::new(clients, paths.iter().zip(resources));
        let docs = builders.iter().zip(&paths).map(|((id, builder), path)| {
            let wire_name = code(&self.schema.structured_types[*id].name.to_string());
            let what = match builder.entities.number {
                Number::Many => markdown!("Requests to a collection of ", wire_name),
                Number::One => markdown!("Requests to one ", wire_name),
            };
            let docs = DocsBuilder::new().paragraph(markdown!(what, urls.of(path)));
            docs.build()
        });
        docs.collect()
    }

    fn resource(
        &self,
        id: StructuredId,
        number: Number,
        kept: &Kept,
        methods: &Methods,
    ) -> Resource {
        let by_path = self.by_path(id, kept, methods);
        Resource {
            name: self.table.builder(id, suffix(number)).name,
            // Known when all builders are lowered.
            docs: Docs::default(),
            steps: self.steps(id, kept, methods, &by_path),
            calls: self.calls(id, kept, methods),
            entities: Entities {
                number,
                entity: self.table.structured(id).clone(),
                is_media: number == Number::Many && self.schema.structured_types[id].has_stream,
                keys: match number {
                    Number::Many => self.keys(id, methods),
                    Number::One => Vec::new(),
                },
                streams: self.streams(methods),
                casts: self.casts(id, methods, number),
                by_path,
            },
        }
    }

    /// The navigation properties that are the same on every path.
    fn steps(
        &self,
        id: StructuredId,
        kept: &Kept,
        methods: &Methods,
        by_path: &[PathMethods],
    ) -> Vec<model::Step> {
        let narrowed = by_path.iter().flat_map(|m| &m.steps);
        let narrowed: BTreeSet<&str> = narrowed.map(|step| step.method.as_str()).collect();
        let navigations = methods.navigations.iter();
        navigations
            .filter(|(_, method)| !narrowed.contains(method.as_str()))
            .filter_map(|(navigation, method)| {
                let step = self.paths.navigation(id, *navigation);
                self.navigation(kept, *navigation, method, step)
            })
            .collect()
    }

    /// A navigation property on a path; `None` if it is not kept or not navigable there.
    fn navigation(
        &self,
        kept: &Kept,
        id: NavigationId,
        method: &str,
        step: &Step,
    ) -> Option<model::Step> {
        let reach = *kept.navigations.get(&id)?;
        if step.restrictions.navigable == Some(false) {
            return None;
        }
        let property = id.get(self.schema);
        let may_be_absent = property.is_collection || property.nullable;
        Some(model::Step {
            method: method.to_owned(),
            docs: self
                .navigation_docs_builder(id)
                .paragraph(self.leaf_note(property.target))
                .restrictions(&self.settings.docs, &step.restrictions)
                .build(),
            target: model::Target::Entities(Navigation {
                wire_name: property.name.clone(),
                number: number(property.is_collection),
                builder: self.builder(property.target, number(property.is_collection)),
                permit: self.permit(step, reach, property.target, may_be_absent),
            }),
        })
    }

    /// States in the docs of a method that its target is a leaf, and how to get a builder for it. Empty for a type with
    /// builders.
    pub(super) fn leaf_note(&self, target: StructuredId) -> Markdown {
        if self.has_builders(target) || self.schema.any_entity == Some(target) {
            return Markdown::default();
        }
        let name = code(&self.schema.structured_types[target].name.to_string());
        let leaf = markdown!(
            "The target is a leaf: ",
            name,
            " has no navigation, no operations and no builder of its own here"
        );
        match self.selection.leaf_types.contains_key(&target) {
            true => markdown!(leaf, ", because the option `leaf` names it."),
            false => markdown!(leaf, ". The pattern ", name, " in `include` adds them."),
        }
    }

    pub(super) fn builder(&self, id: StructuredId, number: Number) -> Builder {
        match self.has_builders(id) {
            true => Builder::Resource(self.table.builder(id, suffix(number))),
            false => Builder::Leaf(self.table.structured(id).clone()),
        }
    }

    /// The capabilities at the end of a step.
    pub(super) fn permit(
        &self,
        step: &Step,
        reach: Reach,
        target: StructuredId,
        may_be_absent: bool,
    ) -> Permit {
        let annotated = step.restrictions.capabilities();
        match step.marker {
            // Entities outside the selection can be read and linked, but not changed.
            _ if !self.has_builders(target) => Permit::from(Capabilities {
                list: annotated.list && reach == Reach::Matched,
                get: annotated.get && reach == Reach::Matched,
                link: annotated.link && reach == Reach::Matched,
                ..Capabilities::NAVIGATE_ONLY
            }),
            Some(marker) => Permit::Path(self.names.marker(marker).clone()),
            None if reach == Reach::Through => Permit::from(Capabilities::NAVIGATE_ONLY),
            None => Permit::from(Capabilities {
                // Required entities cannot be deleted (OData Protocol 4.01, 11.4.5).
                delete: annotated.delete && may_be_absent,
                ..annotated
            }),
        }
    }

    fn keys(&self, id: StructuredId, methods: &Methods) -> Vec<Key> {
        let parts = self.key_parts(self.schema.key(id));
        let method = match parts.as_slice() {
            // Many services write it `Id` or `ID`.
            [part] if names::spell(&part.wire_name, Case::Snake) == "id" => "id",
            _ => "by_key",
        };
        let ty = code(&self.schema.structured_types[id].name.to_string());
        let key = |method: &str, parts: Vec<KeyPart>, is_alternate: bool| {
            let names = parts.iter().map(|part| code(&part.wire_name));
            let names: Vec<Markdown> = names.collect();
            let docs = match is_alternate {
                true => markdown!(
                    "The entity of type ",
                    ty,
                    ", by its alternate key ",
                    Markdown::join(&names, ", "),
                    "."
                ),
                false => markdown!("The entity of type ", ty, ", by its key."),
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
        let alternate = alternate.map(|(alternate, name)| {
            let parts = &alternate.alternate_key(self.schema).properties;
            key(name, self.key_parts(parts), true)
        });
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
                value: match self.item_ty(&part.ty) {
                    Ty::String => KeyValue::Text,
                    ty => KeyValue::Into(ty),
                },
            })
            .collect()
    }

    fn streams(&self, methods: &Methods) -> Vec<Stream> {
        let streams = methods.streams.iter();
        streams
            .map(|(property, method)| {
                let property = property.map(|property| property.property(self.schema));
                let docs = match property {
                    Some(property) => {
                        let fact = markdown!(
                            "The stream property ",
                            code(&property.name),
                            ".",
                            media_types(&property.annotations)
                        );
                        DocsBuilder::annotated(
                            &self.settings.docs,
                            &property.annotations,
                            Markdown::default(),
                        )
                        .paragraph(fact)
                    }
                    None => {
                        DocsBuilder::new().paragraph(markdown!("The content of this media entity."))
                    }
                };
                Stream {
                    method: method.clone(),
                    docs: docs.build(),
                    property: property.map(|p| p.name.clone()),
                }
            })
            .collect()
    }

    fn casts(&self, id: StructuredId, methods: &Methods, number: Number) -> Vec<Cast> {
        let narrows = number == Number::Many && self.paths.is_kept_wide(self.schema, id);
        let is_constrained = self.paths.is_constrained(self.schema, id);
        let casts = methods.casts.iter();
        casts
            .filter(|(derived, _)| self.has_builders(*derived))
            .map(|&(derived, ref method)| {
                let wire_name = self.schema.structured_types[derived].name.to_string();
                let docs = match number {
                    Number::Many => markdown!(
                        "The entities of the derived type ",
                        code(&wire_name),
                        " alone."
                    ),
                    Number::One => markdown!(
                        "The entity as one of the derived type ",
                        code(&wire_name),
                        "."
                    ),
                };
                let ty = self.table.structured(derived).clone();
                Cast {
                    method: method.clone(),
                    wire_name,
                    docs: DocsBuilder::new().paragraph(docs).build(),
                    target: self.table.builder(derived, suffix(number)),
                    condition: is_constrained.then_some(ty),
                    narrows,
                }
            })
            .collect()
    }
}

pub(super) fn number(is_collection: bool) -> Number {
    match is_collection {
        true => Number::Many,
        false => Number::One,
    }
}

/// The suffix of a builder's name after the name of its type.
pub(super) fn suffix(number: Number) -> &'static str {
    match number {
        Number::Many => "Collection",
        Number::One => "Item",
    }
}
