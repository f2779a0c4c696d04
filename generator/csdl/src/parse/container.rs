//! Entity containers and their children.

use super::namespaces::Namespace::Edm;
use super::node::Parser;
use super::xml::Element;
use crate::syntax::{self, ContainerChildKind, Text};

impl Parser<'_> {
    pub(super) fn container(&mut self, mut element: Element<'_>) -> syntax::EntityContainer {
        let name = self.required(&mut element, "Name");
        let extends = self.optional(&mut element, "Extends");
        let mut children = Vec::new();
        let mut annotations = Vec::new();
        for child in std::mem::take(&mut element.children) {
            match (child.namespace, child.name) {
                (Edm, "EntitySet" | "Singleton" | "ActionImport" | "FunctionImport") => {
                    children.push(self.container_child(child));
                }
                _ => self.annotation_or_stray(child, element.name, &mut annotations),
            }
        }
        self.finish(&element);
        syntax::EntityContainer {
            name,
            extends,
            children,
            annotations,
            span: element.span,
        }
    }

    fn container_child(&mut self, mut element: Element<'_>) -> syntax::ContainerChild {
        let name = self.required(&mut element, "Name");
        let kind = match element.name {
            "EntitySet" => ContainerChildKind::EntitySet(self.required(&mut element, "EntityType")),
            "Singleton" => {
                let nullable = self.flag(&mut element, "Nullable");
                let ty = self.required(&mut element, "Type");
                ContainerChildKind::Singleton { ty, nullable }
            }
            // An import without a name cannot be called, so that skipping it does no harm.
            "ActionImport" => {
                let entity_set = self.optional(&mut element, "EntitySet");
                let action = self.wanted(&mut element, "Action");
                ContainerChildKind::ActionImport {
                    action: action.unwrap_or_else(|| Text::missing(element.span)),
                    entity_set,
                }
            }
            _ => {
                let entity_set = self.optional(&mut element, "EntitySet");
                let function = self.wanted(&mut element, "Function");
                ContainerChildKind::FunctionImport {
                    function: function.unwrap_or_else(|| Text::missing(element.span)),
                    entity_set,
                }
            }
        };
        let include_in_service_document = match element.name {
            "EntitySet" | "FunctionImport" => {
                self.idle_flag(&mut element, "IncludeInServiceDocument")
            }
            _ => None,
        };
        let has_bindings = matches!(element.name, "EntitySet" | "Singleton");
        let mut bindings = Vec::new();
        let mut annotations = Vec::new();
        for child in std::mem::take(&mut element.children) {
            match (child.namespace, child.name) {
                (Edm, "NavigationPropertyBinding") if has_bindings => {
                    bindings.extend(self.binding(child));
                }
                _ => self.annotation_or_stray(child, element.name, &mut annotations),
            }
        }
        self.finish(&element);
        syntax::ContainerChild {
            name,
            kind,
            include_in_service_document,
            bindings,
            annotations,
            span: element.span,
        }
    }

    fn binding(&mut self, mut element: Element<'_>) -> Option<syntax::NavigationPropertyBinding> {
        let path = self.wanted(&mut element, "Path");
        let target = self.wanted(&mut element, "Target");
        self.no_children(&mut element);
        self.finish(&element);
        Some(syntax::NavigationPropertyBinding {
            path: path?,
            target: target?,
            span: element.span,
        })
    }
}
