//! Entity types and complex types with their properties.

use super::namespaces::Namespace::Edm;
use super::node::Parser;
use super::xml::Element;
use crate::syntax;

impl Parser<'_> {
    pub(super) fn structured_type(&mut self, mut element: Element<'_>) -> syntax::StructuredType {
        let is_entity = element.name == "EntityType";
        let name = self.required(&mut element, "Name");
        let base_type = self.optional(&mut element, "BaseType");
        let is_abstract = self.flag(&mut element, "Abstract").unwrap_or(false);
        let is_open = self.flag(&mut element, "OpenType").unwrap_or(false);
        let has_stream = match is_entity {
            true => self.flag(&mut element, "HasStream").unwrap_or(false),
            false => false,
        };
        let mut keys = Vec::new();
        let mut properties = Vec::new();
        let mut navigation_properties = Vec::new();
        let mut annotations = Vec::new();
        for child in std::mem::take(&mut element.children) {
            match (child.namespace, child.name) {
                (Edm, "Key") if is_entity => keys.push(self.key(child)),
                (Edm, "Property") => properties.push(self.property(child)),
                (Edm, "NavigationProperty") => {
                    navigation_properties.push(self.navigation_property(child));
                }
                _ => self.annotation_or_stray(child, element.name, &mut annotations),
            }
        }
        self.finish(&element);
        syntax::StructuredType {
            is_entity,
            name,
            base_type,
            is_abstract,
            is_open,
            has_stream,
            keys,
            properties,
            navigation_properties,
            annotations,
            span: element.span,
        }
    }

    fn key(&mut self, mut element: Element<'_>) -> syntax::Key {
        let mut properties = Vec::new();
        let mut annotations = Vec::new();
        for mut child in std::mem::take(&mut element.children) {
            if (child.namespace, child.name) != (Edm, "PropertyRef") {
                self.annotation_or_stray(child, element.name, &mut annotations);
                continue;
            }
            let name = self.required(&mut child, "Name");
            let alias = self.optional(&mut child, "Alias");
            self.no_children(&mut child);
            self.finish(&child);
            properties.push(syntax::PropertyRef {
                name,
                alias,
                span: child.span,
            });
        }
        self.finish(&element);
        syntax::Key {
            properties,
            annotations,
            span: element.span,
        }
    }

    fn property(&mut self, mut element: Element<'_>) -> syntax::Property {
        let name = self.required(&mut element, "Name");
        let ty = self.type_use(&mut element);
        let default_value = self.optional(&mut element, "DefaultValue");
        let annotations = self.only_annotations(&mut element);
        self.finish(&element);
        syntax::Property {
            name,
            ty,
            default_value,
            annotations,
            span: element.span,
        }
    }

    fn navigation_property(&mut self, mut element: Element<'_>) -> syntax::NavigationProperty {
        let name = self.required(&mut element, "Name");
        let ty = self.required(&mut element, "Type");
        let (nullable, nullable_span) = self.nullable(&mut element);
        let partner = self.optional(&mut element, "Partner");
        let contains_target = self.flag(&mut element, "ContainsTarget").unwrap_or(false);
        let mut referential_constraints = Vec::new();
        let mut on_delete = None;
        let mut annotations = Vec::new();
        for child in std::mem::take(&mut element.children) {
            match (child.namespace, child.name) {
                (Edm, "ReferentialConstraint") => {
                    referential_constraints.extend(self.referential_constraint(child));
                }
                (Edm, "OnDelete") if on_delete.is_none() => on_delete = self.on_delete(child),
                _ => self.annotation_or_stray(child, element.name, &mut annotations),
            }
        }
        self.finish(&element);
        syntax::NavigationProperty {
            name,
            ty,
            nullable,
            nullable_span,
            partner,
            contains_target,
            referential_constraints,
            on_delete,
            annotations,
            span: element.span,
        }
    }

    fn referential_constraint(
        &mut self,
        mut element: Element<'_>,
    ) -> Option<syntax::ReferentialConstraint> {
        let property = self.wanted(&mut element, "Property");
        let referenced_property = self.wanted(&mut element, "ReferencedProperty");
        let annotations = self.only_annotations(&mut element);
        self.finish(&element);
        Some(syntax::ReferentialConstraint {
            property: property?,
            referenced_property: referenced_property?,
            annotations,
            span: element.span,
        })
    }

    fn on_delete(&mut self, mut element: Element<'_>) -> Option<syntax::OnDelete> {
        let action = self.wanted(&mut element, "Action");
        let annotations = self.only_annotations(&mut element);
        self.finish(&element);
        Some(syntax::OnDelete {
            action: action?,
            annotations,
            span: element.span,
        })
    }
}
