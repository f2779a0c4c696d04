//! Type references with their facets.

use clientwright_diagnostics::Diagnostic;
use clientwright_diagnostics::source::Span;

use super::names::collection_item;
use super::{Doc, Resolver};
use crate::codes;
use crate::schema::{
    Facets, MaxLength, Primitive, Scale, StructuredId, StructuredKind, Type, TypeRef,
};
use crate::syntax::{self, Text};

impl Resolver<'_, '_> {
    /// Looks up `NS.Type` or `Collection(NS.Type)`; reports a name that does not exist.
    pub(super) fn ty(&mut self, doc: Doc, text: &Text) -> (Option<Type>, bool) {
        let name = text.value.trim();
        let (item, is_collection) = match collection_item(name) {
            Some(item) => (item, true),
            None => (name, false),
        };
        if text.is_missing() {
            // The parser has reported it.
            return (None, false);
        }
        let found = self.find_type(doc, item);
        // Real services have types with brackets in their names.
        if item.is_empty() || (found.is_none() && item.contains(['(', ')'])) {
            let message = format!("`{name}` is not of the form of a type name");
            self.diags
                .push(Diagnostic::error(codes::BAD_VALUE, message).at(text.span, ""));
            return (None, is_collection);
        }
        let found = found.or_else(|| self.primitive_in_another_case(item, text.span));
        if found.is_none() {
            self.unknown_type(doc, item, text.span);
        }
        (found, is_collection)
    }

    /// `Edm.string` can only mean `Edm.String`.
    fn primitive_in_another_case(&mut self, name: &str, place: Span) -> Option<Type> {
        let (namespace, name) = name.rsplit_once('.')?;
        if !namespace.eq_ignore_ascii_case("Edm") || self.names.namespaces.contains_key(namespace) {
            return None;
        }
        let mut all = Primitive::ALL.iter();
        let primitive = *all.find(|p| p.name().eq_ignore_ascii_case(name))?;
        let message = format!("`{namespace}.{name}` as a type");
        self.diags.push(
            Diagnostic::warning(codes::ODD_SPELLING, message)
                .at(place, format!("read as `{primitive}`")),
        );
        Some(Type::Primitive(primitive))
    }

    /// A type with nullability and facets. Values of a missing type are untyped.
    pub(super) fn type_ref(&mut self, doc: Doc, written: &syntax::TypeUse) -> TypeRef {
        let facets = self.facets(doc, &written.facets);
        let (ty, is_collection) = self.ty(doc, &written.name);
        TypeRef {
            ty: ty.unwrap_or(Type::Primitive(Primitive::Untyped)),
            is_collection,
            nullable: written.nullable,
            facets,
            span: written.name.span,
        }
    }

    /// Looks up a type that must be an entity type, or `Edm.EntityType`, which means entities of any type (CSDL XML
    /// 4.01, 8.1). A missing type is replaced by the latter too.
    pub(super) fn entity_type(
        &mut self,
        doc: Doc,
        text: &Text,
        what: &str,
    ) -> (StructuredId, bool) {
        let (ty, is_collection) = self.ty(doc, text);
        let id = match ty {
            Some(Type::Structured(id))
                if self.schema.structured_types[id].kind == StructuredKind::Entity =>
            {
                id
            }
            None | Some(Type::Primitive(Primitive::EntityType)) => self.any_entity(text.span),
            Some(ty) => {
                let message = format!(
                    "{what} has the type `{}`, which is not an entity type",
                    text.value.trim()
                );
                let mut diagnostic =
                    Diagnostic::error(codes::WRONG_KIND, message).at(text.span, "");
                if let Some(span) = self.type_span(ty) {
                    diagnostic = diagnostic.also(span, "declared here");
                }
                self.diags.push(diagnostic);
                self.any_entity(text.span)
            }
        };
        (id, is_collection)
    }

    /// The place of the name of a declared type.
    pub(super) fn type_span(&self, ty: Type) -> Option<Span> {
        match ty {
            Type::Primitive(_) => None,
            Type::Structured(id) => Some(self.schema.structured_types[id].name_span),
            Type::Enum(id) => Some(self.schema.enum_types[id].name_span),
            Type::Definition(id) => Some(self.schema.type_definitions[id].name_span),
        }
    }

    /// Facets change only docs, so that a facet that cannot be read is left out with a warning.
    pub(super) fn facets(&mut self, doc: Doc, written: &syntax::Facets) -> Facets {
        Facets {
            max_length: written.max_length.as_ref().and_then(|text| {
                // OData 3 and some services of version 4 write it with a capital letter.
                match text.value.trim().eq_ignore_ascii_case("max") {
                    true => Some(MaxLength::Max),
                    false => self.number(doc, text, "MaxLength").map(MaxLength::Limit),
                }
            }),
            precision: written
                .precision
                .as_ref()
                .and_then(|text| self.number(doc, text, "Precision")),
            scale: written
                .scale
                .as_ref()
                .and_then(|text| match text.value.trim() {
                    // 4.01 has it in lower case, 4.0 also allows `Variable`.
                    "variable" | "Variable" => Some(Scale::Variable),
                    "floating" | "Floating" => Some(Scale::Floating),
                    _ => self.number(doc, text, "Scale").map(Scale::Fixed),
                }),
            unicode: written.unicode,
            srid: written
                .srid
                .as_ref()
                .map(|text| text.value.trim().to_owned()),
        }
    }

    fn number<N: std::str::FromStr>(&mut self, doc: Doc, text: &Text, facet: &str) -> Option<N> {
        let number = text.value.trim().parse().ok();
        if number.is_none() {
            let message = format!("`{}` is not a value of `{facet}`", text.value);
            let draft = self.draft_by_effect(doc, codes::NO_EFFECT, message);
            self.diags
                .push(draft.at(text.span, "left out; expected a non-negative integer"));
        }
        number
    }
}
