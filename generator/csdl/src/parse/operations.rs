//! Actions and functions.

use super::namespaces::Namespace::Edm;
use super::node::Parser;
use super::xml::Element;
use crate::syntax;

impl Parser<'_> {
    pub(super) fn operation(&mut self, mut element: Element<'_>) -> syntax::Operation {
        let is_function = element.name == "Function";
        let name = self.required(&mut element, "Name");
        let is_bound = self.flag(&mut element, "IsBound").unwrap_or(false);
        let is_composable = match is_function {
            true => self.flag(&mut element, "IsComposable").unwrap_or(false),
            false => false,
        };
        let entity_set_path = self.optional(&mut element, "EntitySetPath");
        let mut parameters = Vec::new();
        let mut return_types = Vec::new();
        let mut annotations = Vec::new();
        for child in std::mem::take(&mut element.children) {
            match (child.namespace, child.name) {
                (Edm, "Parameter") => parameters.push(self.parameter(child)),
                (Edm, "ReturnType") => return_types.push(self.return_type(child)),
                _ => self.annotation_or_stray(child, element.name, &mut annotations),
            }
        }
        self.finish(&element);
        syntax::Operation {
            is_function,
            name,
            is_bound,
            is_composable,
            entity_set_path,
            parameters,
            return_types,
            annotations,
            span: element.span,
        }
    }

    fn parameter(&mut self, mut element: Element<'_>) -> syntax::Parameter {
        let name = self.required(&mut element, "Name");
        let ty = self.type_use(&mut element);
        let annotations = self.only_annotations(&mut element);
        self.finish(&element);
        syntax::Parameter {
            name,
            ty,
            annotations,
            span: element.span,
        }
    }

    fn return_type(&mut self, mut element: Element<'_>) -> syntax::ReturnType {
        let ty = self.type_use(&mut element);
        let annotations = self.only_annotations(&mut element);
        self.finish(&element);
        syntax::ReturnType {
            ty,
            annotations,
            span: element.span,
        }
    }
}
