//! Schemas, and the types that are not structured.

use super::namespaces::Namespace::Edm;
use super::node::Parser;
use super::xml::Element;
use crate::syntax::{self, SchemaElement};

impl Parser<'_> {
    pub(super) fn schema(&mut self, mut element: Element<'_>) -> Option<syntax::Schema> {
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
                    self.structured_type(child).map(SchemaElement::Structured)
                }
                "EnumType" => self.enum_type(child).map(SchemaElement::Enum),
                "TypeDefinition" => self
                    .type_definition(child)
                    .map(SchemaElement::TypeDefinition),
                "Action" | "Function" => self.operation(child).map(SchemaElement::Operation),
                "EntityContainer" => self.container(child).map(SchemaElement::Container),
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
        Some(syntax::Schema {
            namespace: namespace?,
            alias,
            elements,
            external_annotations,
            annotations,
            span: element.span,
        })
    }

    fn enum_type(&mut self, mut element: Element<'_>) -> Option<syntax::EnumType> {
        let name = self.required(&mut element, "Name");
        let underlying_type = self.optional(&mut element, "UnderlyingType");
        let is_flags = self.flag(&mut element, "IsFlags").unwrap_or(false);
        let mut members = Vec::new();
        let mut annotations = Vec::new();
        for child in std::mem::take(&mut element.children) {
            match (child.namespace, child.name) {
                (Edm, "Member") => members.extend(self.member(child)),
                _ => self.annotation_or_stray(child, element.name, &mut annotations),
            }
        }
        self.finish(&element);
        Some(syntax::EnumType {
            name: name?,
            underlying_type,
            is_flags,
            members,
            annotations,
            span: element.span,
        })
    }

    fn member(&mut self, mut element: Element<'_>) -> Option<syntax::Member> {
        let name = self.required(&mut element, "Name");
        let value = self.optional(&mut element, "Value");
        let annotations = self.only_annotations(&mut element);
        self.finish(&element);
        Some(syntax::Member {
            name: name?,
            value,
            annotations,
            span: element.span,
        })
    }

    fn type_definition(&mut self, mut element: Element<'_>) -> Option<syntax::TypeDefinition> {
        let name = self.required(&mut element, "Name");
        let underlying_type = self.required(&mut element, "UnderlyingType");
        let facets = self.facets(&mut element);
        let annotations = self.only_annotations(&mut element);
        self.finish(&element);
        Some(syntax::TypeDefinition {
            name: name?,
            underlying_type: underlying_type?,
            facets,
            annotations,
            span: element.span,
        })
    }

    fn term(&mut self, mut element: Element<'_>) -> Option<syntax::Term> {
        let name = self.required(&mut element, "Name");
        let ty = self.type_use(&mut element);
        let base_term = self.optional(&mut element, "BaseTerm");
        let default_value = self.optional(&mut element, "DefaultValue");
        let applies_to = self.optional(&mut element, "AppliesTo");
        let annotations = self.only_annotations(&mut element);
        self.finish(&element);
        Some(syntax::Term {
            name: name?,
            ty: ty?,
            base_term,
            default_value,
            applies_to,
            annotations,
            span: element.span,
        })
    }

    /// `Type`, `Nullable` and the facets of an element.
    pub(super) fn type_use(&mut self, element: &mut Element<'_>) -> Option<syntax::TypeUse> {
        let name = self.required(element, "Type");
        let nullable = self.flag(element, "Nullable");
        let facets = self.facets(element);
        Some(syntax::TypeUse {
            name: name?,
            nullable,
            facets,
        })
    }

    pub(super) fn facets(&mut self, element: &mut Element<'_>) -> syntax::Facets {
        syntax::Facets {
            max_length: self.optional(element, "MaxLength"),
            precision: self.optional(element, "Precision"),
            scale: self.optional(element, "Scale"),
            unicode: self.flag(element, "Unicode"),
            srid: self.optional(element, "SRID"),
        }
    }
}
