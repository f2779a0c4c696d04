//! Taking elements apart: attributes by name, and warnings for what CSDL does not know.

use super::namespaces::Namespace;
use super::xml::Element;
use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::source::FileId;
use crate::syntax::{Annotation, Text};

/// Turns elements into syntax nodes.
pub(super) struct Parser<'d> {
    pub(super) diags: &'d mut Diagnostics,
    pub(super) file: FileId,
}

impl Parser<'_> {
    /// Takes an attribute that may be absent.
    pub(super) fn optional(&mut self, element: &mut Element<'_>, name: &str) -> Option<Text> {
        let index = element
            .attributes
            .iter()
            .position(|a| a.name == name && a.namespace == Namespace::None)?;
        let attribute = element.attributes.remove(index);
        Some(Text {
            value: attribute.value.into_owned(),
            span: attribute.span,
        })
    }

    /// Takes the attribute `xml:base` (XML Base, 3).
    pub(super) fn xml_base(&mut self, element: &mut Element<'_>) -> Option<Text> {
        let mut attributes = element.attributes.iter();
        let index = attributes.position(|a| a.name == "base" && a.namespace == Namespace::Xml)?;
        let attribute = element.attributes.remove(index);
        Some(Text {
            value: attribute.value.into_owned(),
            span: attribute.span,
        })
    }

    /// Takes an attribute that must be there and not be empty.
    pub(super) fn required(&mut self, element: &mut Element<'_>, name: &str) -> Option<Text> {
        let diagnostic = match self.optional(element, name) {
            Some(text) if !text.value.trim().is_empty() => return Some(text),
            Some(text) => {
                let message = format!("attribute `{name}` of `{}` is empty", element.name);
                Diagnostic::error(codes::BAD_VALUE, message).at(text.span, "")
            }
            None => {
                let message = format!("`{}` without attribute `{name}`", element.name);
                Diagnostic::error(codes::MISSING_ATTRIBUTE, message).at(element.span, "")
            }
        };
        self.diags.push(diagnostic);
        None
    }

    /// Takes a Boolean attribute.
    pub(super) fn flag(&mut self, element: &mut Element<'_>, name: &str) -> Option<bool> {
        let text = self.optional(element, name)?;
        match text.value.trim() {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => {
                let message = format!("`{}` is not a value of `{name}`", text.value);
                self.diags.push(
                    Diagnostic::error(codes::BAD_VALUE, message)
                        .at(text.span, "expected `true` or `false`"),
                );
                None
            }
        }
    }

    /// Warns about attributes that nobody took. Those of other namespaces are allowed (CSDL XML 4.01, 2.2).
    pub(super) fn finish(&mut self, element: &Element<'_>) {
        for attribute in element.attributes.iter().filter(|a| a.namespace.is_csdl()) {
            let message = format!(
                "unknown attribute `{}` of `{}`",
                attribute.name, element.name
            );
            self.diags.push(
                Diagnostic::warning(codes::UNKNOWN_MARKUP, message)
                    .at(attribute.name_span, "ignored"),
            );
        }
    }

    /// Warns about a child element that does not belong here, unless it is of another namespace.
    pub(super) fn stray(&mut self, child: &Element<'_>, parent: &str) {
        if child.namespace.is_csdl() {
            let message = format!("unknown element `{}` in `{parent}`", child.name);
            self.diags.push(
                Diagnostic::warning(codes::UNKNOWN_MARKUP, message).at(child.span, "ignored"),
            );
        }
    }

    /// Reads a child that can only be an annotation.
    pub(super) fn annotation_or_stray(
        &mut self,
        child: Element<'_>,
        parent: &str,
        annotations: &mut Vec<Annotation>,
    ) {
        match (child.namespace, child.name) {
            (Namespace::Edm, "Annotation") => annotations.extend(self.annotation(child)),
            _ => self.stray(&child, parent),
        }
    }

    /// Reads the children of an element that has no others than annotations.
    pub(super) fn only_annotations(&mut self, element: &mut Element<'_>) -> Vec<Annotation> {
        let mut annotations = Vec::new();
        for child in std::mem::take(&mut element.children) {
            self.annotation_or_stray(child, element.name, &mut annotations);
        }
        annotations
    }

    /// Warns about any child.
    pub(super) fn no_children(&mut self, element: &mut Element<'_>) {
        for child in std::mem::take(&mut element.children) {
            self.stray(&child, element.name);
        }
    }
}
