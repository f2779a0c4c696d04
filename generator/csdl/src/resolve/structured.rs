//! Entity and complex types: bases, properties, navigation properties, keys.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use clientwright_diagnostics::Diagnostic;
use clientwright_diagnostics::source::Span;

use super::repeats::same_type;
use super::{Doc, Resolver};
use crate::codes;
use crate::schema::{
    KeyProperty, Member, NavigationId, NavigationProperty, OnDelete, OnDeleteAction, Primitive,
    Property, PropertyId, QualifiedName, ReferentialConstraint, StructuredId, StructuredKind,
    StructuredType, Type, TypeRef,
};
use crate::syntax::{self, Text};

/// What is wrong with a key path.
pub(super) enum Broken {
    /// A property of this name does not exist in the type.
    Missing(StructuredId, String),
    /// It leads to something that cannot be part of a key.
    NoKey,
}

impl<'a> Resolver<'a, '_> {
    pub(super) fn bases(&mut self) {
        let ids: Vec<StructuredId> = self.schema.structured_types.ids().collect();
        for id in ids {
            let (doc, written) = self.pending.structured[id.index()];
            let Some(text) = &written.base_type else {
                continue;
            };
            if text.is_missing() {
                let draft =
                    self.draft_by_effect(doc, codes::NO_EFFECT, "an empty base type".to_owned());
                self.diags.push(draft.at(text.span, "read as none"));
                continue;
            }
            let (Some(found), is_collection) = self.ty(doc, text) else {
                // The properties of an unknown base type still come over the wire.
                self.schema.structured_types.get_mut(id).is_open = true;
                continue;
            };
            let kind = self.schema.structured_types[id].kind;
            match (found, is_collection) {
                (Type::Structured(base), false)
                    if self.schema.structured_types[base].kind == kind =>
                {
                    self.schema.structured_types.get_mut(id).base = Some(base);
                }
                // A complex type of a vocabulary.
                (Type::Primitive(Primitive::Untyped), false) => {
                    self.schema.structured_types.get_mut(id).is_open = true;
                }
                (ty, _) => {
                    let what = match kind {
                        StructuredKind::Entity => "an entity type",
                        StructuredKind::Complex => "a complex type",
                    };
                    let message = format!(
                        "the base of {what} must be {what}, but `{}` is not",
                        text.value
                    );
                    let mut diagnostic =
                        Diagnostic::error(codes::WRONG_KIND, message).at(text.span, "");
                    if let Some(span) = self.type_span(ty) {
                        diagnostic = diagnostic.also(span, "declared here");
                    }
                    self.diags.push(diagnostic);
                }
            }
        }
    }

    pub(super) fn structured_members(&mut self) {
        let ids: Vec<StructuredId> = self.schema.structured_types.ids().collect();
        for id in ids {
            let (doc, written) = self.pending.structured[id.index()];
            self.names.members.clear();
            for property in written.properties.iter().filter(|p| !p.name.is_missing()) {
                self.property(doc, id, property);
            }
            let navigations = written.navigation_properties.iter();
            for navigation in navigations.filter(|n| !n.name.is_missing()) {
                self.navigation_property(doc, id, navigation);
            }
            let mut annotations = self.annotations(doc, &written.annotations);
            if let Some(key) = written.keys.first() {
                annotations.extend(self.annotations(doc, &key.annotations));
            }
            self.schema.structured_types.get_mut(id).annotations = annotations;
        }
    }

    fn property(&mut self, doc: Doc, id: StructuredId, written: &'a syntax::Property) {
        let ty = self.type_ref(doc, &written.ty);
        let annotations = self.annotations(doc, &written.annotations);
        if let Type::Structured(target) = ty.ty
            && self.schema.structured_types[target].kind == StructuredKind::Entity
        {
            // CSDL XML 4.01, 7.1: entity types are for navigation properties.
            let message = format!("property `{}` has an entity type", written.name.value);
            self.diags.push(
                Diagnostic::error(codes::WRONG_KIND, message)
                    .at(ty.span, "")
                    .also(
                        self.schema.structured_types[target].name_span,
                        "declared here",
                    )
                    .help("properties that lead to entities are written as `NavigationProperty`"),
            );
            return;
        }
        let index = self.schema.structured_types[id].properties.len();
        let property_id = PropertyId {
            declaring: id,
            index,
        };
        let is_same = |first: &StructuredType, member| match member {
            Member::Property(first_id) => same_type(&first.properties[first_id.index].ty, &ty),
            Member::Navigation(_) => false,
        };
        if self.name_member(id, &written.name, Member::Property(property_id), is_same) {
            self.schema
                .structured_types
                .get_mut(id)
                .properties
                .push(Property {
                    name: written.name.value.clone(),
                    ty,
                    default_value: written
                        .default_value
                        .as_ref()
                        .map(|text| text.value.clone()),
                    annotations,
                    span: written.span,
                    name_span: written.name.span,
                });
        }
    }

    fn navigation_property(
        &mut self,
        doc: Doc,
        id: StructuredId,
        written: &'a syntax::NavigationProperty,
    ) {
        let annotations = self.annotations(doc, &written.annotations);
        let what = format!("navigation property `{}`", written.name.value);
        let (target, is_collection) = self.entity_type(doc, &written.ty, &what);
        let constraints = written
            .referential_constraints
            .iter()
            .map(|constraint| ReferentialConstraint {
                property: self.unresolved_path(doc, &constraint.property),
                referenced_property: self.unresolved_path(doc, &constraint.referenced_property),
                annotations: self.annotations(doc, &constraint.annotations),
                span: constraint.span,
            })
            .collect();
        let on_delete = written
            .on_delete
            .as_ref()
            .and_then(|w| self.on_delete(doc, w));
        let partner = written.partner.as_ref();
        let partner = partner.map(|text| self.unresolved_path(doc, text));
        let index = self.schema.structured_types[id].navigation_properties.len();
        let navigation_id = NavigationId {
            declaring: id,
            index,
        };
        let is_same = |first: &StructuredType, member| match member {
            Member::Property(_) => false,
            Member::Navigation(first_id) => {
                let first = &first.navigation_properties[first_id.index];
                (first.target, first.is_collection) == (target, is_collection)
            }
        };
        if self.name_member(
            id,
            &written.name,
            Member::Navigation(navigation_id),
            is_same,
        ) {
            let navigation = NavigationProperty {
                name: written.name.value.clone(),
                target,
                is_collection,
                // CSDL XML 4.01, 8.2: defaults to true.
                nullable: written.nullable.unwrap_or(true),
                contains_target: written.contains_target,
                partner,
                referential_constraints: constraints,
                on_delete,
                annotations,
                span: written.span,
                name_span: written.name.span,
            };
            self.schema
                .structured_types
                .get_mut(id)
                .navigation_properties
                .push(navigation);
        }
    }

    /// The stand-in for `Edm.EntityType`, made at its first use.
    pub(super) fn any_entity(&mut self, span: Span) -> StructuredId {
        if let Some(id) = self.schema.any_entity {
            return id;
        }
        let id = self.schema.structured_types.push(StructuredType {
            kind: StructuredKind::Entity,
            name: QualifiedName {
                namespace: "Edm".to_owned(),
                name: "EntityType".to_owned(),
            },
            base: None,
            derived: Vec::new(),
            is_abstract: true,
            is_open: true,
            has_stream: false,
            key: Vec::new(),
            alternate_keys: Vec::new(),
            properties: Vec::new(),
            navigation_properties: Vec::new(),
            annotations: Vec::new(),
            span,
            name_span: span,
        });
        self.schema.any_entity = Some(id);
        id
    }

    /// CSDL XML 4.01, 8.6.
    fn on_delete(&mut self, doc: Doc, written: &syntax::OnDelete) -> Option<OnDelete> {
        let text = &written.action;
        let Some(action) = OnDeleteAction::from_name(text.value.trim()) else {
            let message = format!("`{}` is not an action of `OnDelete`", text.value);
            let draft = self.draft_by_effect(doc, codes::NO_EFFECT, message);
            self.diags.push(draft.at(
                text.span,
                "left out; expected `Cascade`, `None`, `SetNull` or `SetDefault`",
            ));
            return None;
        };
        Some(OnDelete {
            action,
            annotations: self.annotations(doc, &written.annotations),
            span: written.span,
        })
    }

    /// Gives a property its name; reports one that is taken in the same type.
    fn name_member(
        &mut self,
        id: StructuredId,
        name: &'a Text,
        member: Member,
        is_same: impl Fn(&StructuredType, Member) -> bool,
    ) -> bool {
        let first = match self.names.members.entry(name.as_str()) {
            Entry::Vacant(entry) => {
                entry.insert(member);
                return true;
            }
            Entry::Occupied(entry) => *entry.get(),
        };
        let is_same = is_same(&self.schema.structured_types[id], first);
        let first = self.member_span(first);
        let owner = &self.schema.structured_types[id].name;
        let message = format!("property `{}` of `{owner}` is declared twice", name.value);
        self.repeated(is_same, message, name.span, first);
        false
    }

    fn member_span(&self, member: Member) -> Span {
        match member {
            Member::Property(id) => id.get(&self.schema).name_span,
            Member::Navigation(id) => id.get(&self.schema).name_span,
        }
    }

    pub(super) fn keys(&mut self) {
        let ids: Vec<StructuredId> = self.schema.structured_types.ids().collect();
        for id in ids {
            // The stand-in for `Edm.EntityType` is written nowhere.
            let Some((_, written)) = self.pending.structured.get(id.index()) else {
                continue;
            };
            let Some(key) = written.keys.first() else {
                continue;
            };
            if let Some(second) = written.keys.get(1) {
                self.second("key", key.span, second.span);
            }
            self.check_key(id, key);
            let mut properties: Vec<KeyProperty> = Vec::with_capacity(key.properties.len());
            let mut seen: HashMap<&str, Span> = HashMap::new();
            for reference in key.properties.iter().filter(|p| !p.name.is_missing()) {
                let Some(property) = self.key_property(id, reference) else {
                    continue;
                };
                let name = reference.alias.as_ref().unwrap_or(&reference.name);
                if let Some(&first) = seen.get(name.as_str()) {
                    let message = format!("key property `{}` is given twice", name.value);
                    // Without aliases both are the same property.
                    let is_same = reference.alias.is_none();
                    self.repeated(is_same, message, reference.span, first);
                    continue;
                }
                seen.insert(name.as_str(), reference.span);
                properties.push(property);
            }
            self.schema.structured_types.get_mut(id).key = properties;
        }
    }

    /// CSDL XML 4.01, 6.5: a key names at least one property, and stands once in a chain of types.
    fn check_key(&mut self, id: StructuredId, key: &syntax::Key) {
        if key.properties.is_empty() {
            let message = "a key without properties";
            self.diags
                .push(Diagnostic::warning(codes::BAD_KEY, message).at(key.span, ""));
        }
        let mut base = self.schema.structured_types[id].base;
        while let Some(above) = base {
            let inherited = self.pending.structured.get(above.index());
            if let Some(inherited) = inherited.and_then(|(_, ty)| ty.keys.first()) {
                let name = &self.schema.structured_types[id].name;
                let message = format!("`{name}` declares a key, and inherits one");
                self.diags.push(
                    Diagnostic::warning(codes::BAD_KEY, message)
                        .at(key.span, "this one is used")
                        .also(inherited.span, "inherited from here"),
                );
                break;
            }
            base = self.schema.structured_types[above].base;
        }
    }

    /// CSDL XML 4.01, 6.5: a path to a property of a primitive type, enumeration or type definition.
    fn key_property(
        &mut self,
        id: StructuredId,
        reference: &syntax::PropertyRef,
    ) -> Option<KeyProperty> {
        let path: Vec<String> = reference
            .name
            .value
            .split('/')
            .map(|s| s.trim().to_owned())
            .collect();
        let ty = match self.key_type(id, &path) {
            Ok(ty) => ty,
            Err(Broken::Missing(owner, name)) => {
                self.missing_key_property(owner, &name, &reference.name);
                return None;
            }
            Err(Broken::NoKey) => {
                let message = format!("`{}` cannot be part of a key", reference.name.value);
                self.diags
                    .push(Diagnostic::error(codes::BAD_KEY, message).at(
                        reference.name.span,
                        "expected a property with a single primitive value",
                    ));
                return None;
            }
        };
        if path.len() > 1 && reference.alias.is_none() {
            let message = format!("key path `{}` without an alias", reference.name.value);
            self.diags
                .push(Diagnostic::warning(codes::BAD_KEY, message).at(reference.span, ""));
        }
        Some(KeyProperty {
            path,
            alias: reference.alias.as_ref().map(|text| text.value.clone()),
            ty,
            span: reference.span,
        })
    }

    /// The type of the property that a key path leads to.
    pub(super) fn key_type(&self, id: StructuredId, path: &[String]) -> Result<TypeRef, Broken> {
        let mut owner = Some(id);
        let mut found = None;
        for name in path {
            let Some(member) = owner.and_then(|owner| self.schema.find_member(owner, name)) else {
                return Err(Broken::Missing(owner.unwrap_or(id), name.clone()));
            };
            (owner, found) = match member {
                Member::Navigation(id) => (Some(id.get(&self.schema).target), None),
                Member::Property(id) => {
                    let ty = &id.get(&self.schema).ty;
                    let owner = match ty.ty {
                        Type::Structured(id) => Some(id),
                        _ => None,
                    };
                    (owner, Some(ty))
                }
            };
        }
        found
            .filter(|ty| !ty.is_collection && self.is_key_type(ty.ty))
            .cloned()
            .ok_or(Broken::NoKey)
    }

    fn is_key_type(&self, ty: Type) -> bool {
        match ty {
            Type::Primitive(primitive) => is_key_primitive(primitive),
            Type::Definition(id) => is_key_primitive(self.schema.type_definitions[id].underlying),
            Type::Enum(_) => true,
            Type::Structured(_) => false,
        }
    }

    fn missing_key_property(&mut self, owner: StructuredId, name: &str, place: &Text) {
        let schema = &self.schema;
        let message = format!(
            "key property `{name}` does not exist in `{}`",
            schema.structured_types[owner].name
        );
        let mut diagnostic = Diagnostic::error(codes::BAD_KEY, message).at(place.span, "");
        if let Some(similar) = self.similar_member(owner, name) {
            diagnostic = diagnostic.help(format!(
                "a property with a similar name exists: `{similar}`"
            ));
        }
        self.diags.push(diagnostic);
    }
}

/// CSDL XML 4.01, 6.5. `Edm.Binary`, `Edm.Double` and `Edm.Single` are not listed there, but services have such keys.
fn is_key_primitive(primitive: Primitive) -> bool {
    let is_abstract = matches!(
        primitive,
        Primitive::ComplexType
            | Primitive::EntityType
            | Primitive::PrimitiveType
            | Primitive::Untyped
    );
    !is_abstract && primitive != Primitive::Stream && !primitive.is_geo()
}
