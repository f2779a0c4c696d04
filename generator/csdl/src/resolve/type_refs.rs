//! Type references with their facets.

use super::names::collection_item;
use super::{Doc, Resolver};
use crate::diagnostics::{Diagnostic, codes};
use crate::schema::{Facets, MaxLength, Scale, StructuredId, StructuredKind, Type, TypeRef};
use crate::syntax::{self, Text};

impl Resolver<'_, '_> {
    /// Looks up `NS.Type` or `Collection(NS.Type)`; reports a name that leads nowhere.
    pub(super) fn ty(&mut self, doc: Doc, text: &Text) -> Option<(Type, bool)> {
        let name = text.value.trim();
        let (item, is_collection) = match collection_item(name) {
            Some(item) => (item, true),
            None => (name, false),
        };
        if item.is_empty() || item.contains(['(', ')']) {
            let message = format!("`{name}` is not of the form of a type name");
            self.diags
                .push(Diagnostic::error(codes::BAD_VALUE, message).at(text.span, ""));
            return None;
        }
        match self.find_type(doc, item) {
            Some(ty) => Some((ty, is_collection)),
            None => {
                self.unknown_type(doc, item, text.span);
                None
            }
        }
    }

    /// A type with nullability and facets.
    pub(super) fn type_ref(&mut self, doc: Doc, written: &syntax::TypeUse) -> Option<TypeRef> {
        let facets = self.facets(&written.facets);
        let (ty, is_collection) = self.ty(doc, &written.name)?;
        Some(TypeRef {
            ty,
            is_collection,
            nullable: written.nullable,
            facets,
            span: written.name.span,
        })
    }

    /// Looks up a type that must be an entity type.
    pub(super) fn entity_type(
        &mut self,
        doc: Doc,
        text: &Text,
        what: &str,
    ) -> Option<(StructuredId, bool)> {
        let (ty, is_collection) = self.ty(doc, text)?;
        match ty {
            Type::Structured(id)
                if self.schema.structured_types[id].kind == StructuredKind::Entity =>
            {
                Some((id, is_collection))
            }
            _ => {
                let message = format!(
                    "{what} leads to `{}`, which is not an entity type",
                    text.value.trim()
                );
                let mut diagnostic =
                    Diagnostic::error(codes::WRONG_KIND, message).at(text.span, "");
                if let Some(span) = self.type_span(ty) {
                    diagnostic = diagnostic.also(span, "declared here");
                }
                self.diags.push(diagnostic);
                None
            }
        }
    }

    /// Where a declared type has its name.
    pub(super) fn type_span(&self, ty: Type) -> Option<crate::source::Span> {
        match ty {
            Type::Primitive(_) => None,
            Type::Structured(id) => Some(self.schema.structured_types[id].name_span),
            Type::Enum(id) => Some(self.schema.enum_types[id].name_span),
            Type::Definition(id) => Some(self.schema.type_definitions[id].name_span),
        }
    }

    pub(super) fn facets(&mut self, written: &syntax::Facets) -> Facets {
        Facets {
            max_length: written
                .max_length
                .as_ref()
                .and_then(|text| match text.value.trim() {
                    // OData 3 and some services of version 4 write it with a capital.
                    "max" | "Max" => Some(MaxLength::Max),
                    _ => self.number(text, "MaxLength").map(MaxLength::Limit),
                }),
            precision: written
                .precision
                .as_ref()
                .and_then(|text| self.number(text, "Precision")),
            scale: written
                .scale
                .as_ref()
                .and_then(|text| match text.value.trim() {
                    // 4.01 writes them in lower case, 4.0 readers also meet `Variable`.
                    "variable" | "Variable" => Some(Scale::Variable),
                    "floating" | "Floating" => Some(Scale::Floating),
                    _ => self.number(text, "Scale").map(Scale::Fixed),
                }),
            unicode: written.unicode,
            srid: written
                .srid
                .as_ref()
                .map(|text| text.value.trim().to_owned()),
        }
    }

    fn number<N: std::str::FromStr>(&mut self, text: &Text, facet: &str) -> Option<N> {
        let number = text.value.trim().parse().ok();
        if number.is_none() {
            let message = format!("`{}` is not a value of `{facet}`", text.value);
            self.diags.push(
                Diagnostic::error(codes::BAD_VALUE, message)
                    .at(text.span, "expected a non-negative integer"),
            );
        }
        number
    }
}
