//! Entity and complex types: bases, properties, navigation properties.

use std::collections::hash_map::Entry;

use clientwright_diagnostics::Diagnostic;
use clientwright_diagnostics::source::Span;

use super::repeats::same_type;
use super::{Doc, Resolver};
use crate::codes;
use crate::schema::{
    Member, NavigationId, NavigationProperty, OnDelete, OnDeleteAction, Primitive, Property,
    PropertyId, QualifiedName, ReferentialConstraint, StructuredId, StructuredKind, StructuredType,
    Type,
};
use crate::syntax::{self, Text};

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
                // Responses still contain the properties of an unknown base type.
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
                    .help("declare properties with an entity type as `NavigationProperty`"),
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

    /// The type that replaces `Edm.EntityType`, created at its first use.
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

    /// Registers the name of a property; reports a name that is taken in the same type.
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
}
