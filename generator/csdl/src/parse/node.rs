//! Reading elements: attributes by name, and warnings for attributes and elements that CSDL does not define.

use clientwright_diagnostics::source::{FileId, Span};
use clientwright_diagnostics::{Diagnostic, Diagnostics, Severity};

use super::namespaces::Namespace;
use super::xml::Element;
use crate::codes;
use crate::syntax::{Annotation, Text};

/// The attributes that name something. Attributes that refer to a name need no such check: the name does not exist,
/// which is reported.
const NAMES: &[&str] = &["Name", "Namespace", "Alias", "Qualifier"];

/// Reads a Boolean in any case, and returns whether its spelling differs from those of XML Schema.
pub(crate) fn read_boolean(text: &str) -> (Option<bool>, bool) {
    match text {
        "true" | "1" => (Some(true), false),
        "false" | "0" => (Some(false), false),
        _ if text.eq_ignore_ascii_case("true") => (Some(true), true),
        _ if text.eq_ignore_ascii_case("false") => (Some(false), true),
        _ => (None, false),
    }
}

/// Turns elements into syntax nodes.
pub(super) struct Parser<'d> {
    pub(super) diags: &'d mut Diagnostics,
    pub(super) file: FileId,
}

impl Parser<'_> {
    /// Takes an attribute that may be absent.
    ///
    /// A name with a control character is reported, and read, so that references to it are not reported as well.
    pub(super) fn optional(&mut self, element: &mut Element<'_>, name: &str) -> Option<Text> {
        let index = element
            .attributes
            .iter()
            .position(|a| a.name == name && a.namespace == Namespace::None)?;
        let attribute = element.attributes.remove(index);
        if NAMES.contains(&name)
            && let Some(c) = attribute.value.chars().find(|c| c.is_control())
        {
            let message = format!(
                "the control character U+{:04X} in the name `{}`",
                u32::from(c),
                attribute.value
            );
            self.diags
                .push(Diagnostic::error(codes::CONTROL_IN_NAME, message).at(attribute.span, ""));
        }
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

    /// Takes a required attribute, which must not be empty. A missing one is an error, because the client needs the
    /// element. The element stays in the tree, with a text that [is missing](Text::is_missing), so that a correction
    /// can name it.
    pub(super) fn required(&mut self, element: &mut Element<'_>, name: &str) -> Text {
        self.present(element, name, Severity::Error)
            .unwrap_or_else(Text::missing)
    }

    /// Takes a required attribute, which must not be empty, of an element that no client needs. A missing one is a
    /// warning, and the caller skips the element.
    pub(super) fn wanted(&mut self, element: &mut Element<'_>, name: &str) -> Option<Text> {
        self.present(element, name, Severity::Warning).ok()
    }

    /// The value of an attribute that exists and is not empty, or the place of the problem.
    fn present(
        &mut self,
        element: &mut Element<'_>,
        name: &str,
        severity: Severity,
    ) -> Result<Text, Span> {
        let (code, message, span) = match self.optional(element, name) {
            Some(text) if !text.value.trim().is_empty() => return Ok(text),
            Some(text) => {
                let message = format!("attribute `{name}` of `{}` is empty", element.name);
                (codes::BAD_VALUE, message, text.span)
            }
            None => {
                let message = format!("`{}` without attribute `{name}`", element.name);
                (codes::MISSING_ATTRIBUTE, message, element.span)
            }
        };
        let diagnostic = match severity {
            Severity::Error => Diagnostic::error(code, message).at(span, ""),
            Severity::Warning => Diagnostic::warning(code, message).at(span, "left out"),
        };
        self.diags.push(diagnostic);
        Err(span)
    }

    /// Takes a Boolean attribute that affects the client: a value that cannot be read is an error.
    pub(super) fn flag(&mut self, element: &mut Element<'_>, name: &str) -> Option<bool> {
        let text = self.optional(element, name)?;
        self.boolean(&text, name, Severity::Error)
    }

    /// Takes a Boolean attribute that does not affect the client: a value that cannot be read is a warning.
    pub(super) fn idle_flag(&mut self, element: &mut Element<'_>, name: &str) -> Option<bool> {
        let text = self.optional(element, name)?;
        self.boolean(&text, name, Severity::Warning)
    }

    /// Takes `Nullable` and the place of its value, which a correction replaces.
    pub(super) fn nullable(&mut self, element: &mut Element<'_>) -> (Option<bool>, Option<Span>) {
        let Some(text) = self.optional(element, "Nullable") else {
            return (None, None);
        };
        let value = self.boolean(&text, "Nullable", Severity::Error);
        (value, Some(text.span))
    }

    fn boolean(&mut self, text: &Text, name: &str, severity: Severity) -> Option<bool> {
        let written = text.value.trim();
        let (value, is_odd) = read_boolean(written);
        if is_odd {
            let message = format!("`{written}` as a value of `{name}`");
            self.diags.push(
                Diagnostic::warning(codes::ODD_SPELLING, message)
                    .at(text.span, "expected `true` or `false`"),
            );
        }
        if value.is_none() {
            let message = format!("`{}` is not a value of `{name}`", text.value);
            let (draft, label) = match severity {
                Severity::Error => (
                    Diagnostic::error(codes::BAD_VALUE, message),
                    "expected `true` or `false`",
                ),
                Severity::Warning => (
                    Diagnostic::warning(codes::NO_EFFECT, message),
                    "left out; expected `true` or `false`",
                ),
            };
            self.diags.push(draft.at(text.span, label));
        }
        value
    }

    /// Warns about attributes that were not taken. Those of other namespaces are allowed (CSDL XML 4.01, 2.2).
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

    /// Warns about a child element that is not allowed here, unless it has another namespace.
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

    /// Reads the children of an element that contains only annotations.
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
