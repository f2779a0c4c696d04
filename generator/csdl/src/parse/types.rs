//! Schemas, and the types that are not structured.

use super::namespaces::Namespace::Edm;
use super::node::Parser;
use super::xml::Element;
use crate::syntax::{self, SchemaElement};

impl Parser<'_> {
    pub(super) fn schema(&mut self, mut element: Element<'_>) -> syntax::Schema {
        let namespace = self.required(&mut element, "Namespace");
        let alias = self.optional(&mut element, "Alias");
        let mut elements = Vec::new();
        let mut external_annotations = Vec::new();
        let mut annotations = Vec::new();
        for child in std::mem::take(&mut element.children) {
            if child.namespace != Edm {
                self.stray(&child, element.name);
                continue;
            }
            elements.extend(match child.name {
                "EntityType" | "ComplexType" => {
                    Some(SchemaElement::Structured(self.structured_type(child)))
                }
                "EnumType" => Some(SchemaElement::Enum(self.enum_type(child))),
                "TypeDefinition" => {
                    Some(SchemaElement::TypeDefinition(self.type_definition(child)))
                }
                "Action" | "Function" => Some(SchemaElement::Operation(self.operation(child))),
                "EntityContainer" => Some(SchemaElement::Container(self.container(child))),
                "Term" => self.term(child).map(SchemaElement::Term),
                "Annotations" => {
                    external_annotations.extend(self.annotations(child));
                    None
                }
                _ => {
                    self.annotation_or_stray(child, element.name, &mut annotations);
                    None
                }
            });
        }
        self.finish(&element);
        syntax::Schema {
            namespace,
            alias,
            elements,
            external_annotations,
            annotations,
            span: element.span,
        }
    }

    fn enum_type(&mut self, mut element: Element<'_>) -> syntax::EnumType {
        let name = self.required(&mut element, "Name");
        let underlying_type = self.optional(&mut element, "UnderlyingType");
        let is_flags = self.flag(&mut element, "IsFlags").unwrap_or(false);
        let mut members = Vec::new();
        let mut annotations = Vec::new();
        for child in std::mem::take(&mut element.children) {
            match (child.namespace, child.name) {
                (Edm, "Member") => members.push(self.member(child)),
                _ => self.annotation_or_stray(child, element.name, &mut annotations),
            }
        }
        self.finish(&element);
        syntax::EnumType {
            name,
            underlying_type,
            is_flags,
            members,
            annotations,
            span: element.span,
        }
    }

    fn member(&mut self, mut element: Element<'_>) -> syntax::Member {
        let name = self.required(&mut element, "Name");
        let value = self.optional(&mut element, "Value");
        let annotations = self.only_annotations(&mut element);
        self.finish(&element);
        syntax::Member {
            name,
            value,
            annotations,
            span: element.span,
        }
    }

    fn type_definition(&mut self, mut element: Element<'_>) -> syntax::TypeDefinition {
        let name = self.required(&mut element, "Name");
        let underlying_type = self.required(&mut element, "UnderlyingType");
        let facets = self.facets(&mut element);
        let annotations = self.only_annotations(&mut element);
        self.finish(&element);
        syntax::TypeDefinition {
            name,
            underlying_type,
            facets,
            annotations,
            span: element.span,
        }
    }

    fn term(&mut self, mut element: Element<'_>) -> Option<syntax::Term> {
        // No generated code depends on a term.
        let name = self.wanted(&mut element, "Name");
        let ty = self.wanted(&mut element, "Type");
        let nullable = self.idle_flag(&mut element, "Nullable");
        let facets = self.facets(&mut element);
        let base_term = self.optional(&mut element, "BaseTerm");
        let default_value = self.optional(&mut element, "DefaultValue");
        let applies_to = self.optional(&mut element, "AppliesTo");
        let annotations = self.only_annotations(&mut element);
        self.finish(&element);
        Some(syntax::Term {
            name: name?,
            ty: syntax::TypeUse {
                name: ty?,
                nullable,
                nullable_span: None,
                facets,
            },
            base_term,
            default_value,
            applies_to,
            annotations,
            span: element.span,
        })
    }

    /// `Type`, `Nullable` and the facets of an element.
    pub(super) fn type_use(&mut self, element: &mut Element<'_>) -> syntax::TypeUse {
        let name = self.required(element, "Type");
        let (nullable, nullable_span) = self.nullable(element);
        let facets = self.facets(element);
        syntax::TypeUse {
            name,
            nullable,
            nullable_span,
            facets,
        }
    }

    pub(super) fn facets(&mut self, element: &mut Element<'_>) -> syntax::Facets {
        syntax::Facets {
            max_length: self.optional(element, "MaxLength"),
            precision: self.optional(element, "Precision"),
            scale: self.optional(element, "Scale"),
            unicode: self.idle_flag(element, "Unicode"),
            srid: self.optional(element, "SRID"),
        }
    }
}
