//! Entity containers and their children.

use super::namespaces::Namespace::Edm;
use super::node::Parser;
use super::xml::Element;
use crate::syntax::{self, ContainerChildKind};

impl Parser<'_> {
    pub(super) fn container(
        &mut self,
        mut element: Element<'_>,
    ) -> Option<syntax::EntityContainer> {
        let name = self.required(&mut element, "Name");
        let extends = self.optional(&mut element, "Extends");
        let mut children = Vec::new();
        let mut annotations = Vec::new();
        for child in std::mem::take(&mut element.children) {
            match (child.namespace, child.name) {
                (Edm, "EntitySet" | "Singleton" | "ActionImport" | "FunctionImport") => {
                    children.extend(self.container_child(child));
                }
                _ => self.annotation_or_stray(child, element.name, &mut annotations),
            }
        }
        self.finish(&element);
        Some(syntax::EntityContainer {
            name: name?,
            extends,
            children,
            annotations,
            span: element.span,
        })
    }

    fn container_child(&mut self, mut element: Element<'_>) -> Option<syntax::ContainerChild> {
        let name = self.required(&mut element, "Name");
        let kind = match element.name {
            "EntitySet" => self
                .required(&mut element, "EntityType")
                .map(ContainerChildKind::EntitySet),
            "Singleton" => {
                let nullable = self.flag(&mut element, "Nullable");
                self.required(&mut element, "Type")
                    .map(|ty| ContainerChildKind::Singleton { ty, nullable })
            }
            "ActionImport" => {
                let entity_set = self.optional(&mut element, "EntitySet");
                self.required(&mut element, "Action")
                    .map(|action| ContainerChildKind::ActionImport { action, entity_set })
            }
            _ => {
                let entity_set = self.optional(&mut element, "EntitySet");
                self.required(&mut element, "Function").map(|function| {
                    ContainerChildKind::FunctionImport {
                        function,
                        entity_set,
                    }
                })
            }
        };
        let include_in_service_document = match element.name {
            "EntitySet" | "FunctionImport" => self.flag(&mut element, "IncludeInServiceDocument"),
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
        Some(syntax::ContainerChild {
            name: name?,
            kind: kind?,
            include_in_service_document,
            bindings,
            annotations,
            span: element.span,
        })
    }

    fn binding(&mut self, mut element: Element<'_>) -> Option<syntax::NavigationPropertyBinding> {
        let path = self.required(&mut element, "Path");
        let target = self.required(&mut element, "Target");
        self.no_children(&mut element);
        self.finish(&element);
        Some(syntax::NavigationPropertyBinding {
            path: path?,
            target: target?,
            span: element.span,
        })
    }
}
