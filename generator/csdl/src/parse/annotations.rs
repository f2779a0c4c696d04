//! Annotations and expressions, in attribute and element form.

use clientwright_diagnostics::Diagnostic;

use super::namespaces::Namespace::Edm;
use super::node::Parser;
use super::xml::Element;
use crate::codes;
use crate::schema::PathKind;
use crate::syntax::{self, Expression, ExpressionKind, TypeTest};

/// Operators by the name of their element (CSDL XML 4.01, 14.4.2 and 14.4.3) with the number of their operands.
const OPERATORS: &[(&str, usize)] = &[
    ("And", 2),
    ("Or", 2),
    ("Not", 1),
    ("Eq", 2),
    ("Ne", 2),
    ("Gt", 2),
    ("Ge", 2),
    ("Lt", 2),
    ("Le", 2),
    ("Has", 2),
    ("In", 2),
    ("Add", 2),
    ("Sub", 2),
    ("Neg", 1),
    ("Mul", 2),
    ("Div", 2),
    ("DivBy", 2),
    ("Mod", 2),
];

/// Names of constants and paths, which all have an attribute form.
const SIMPLE: &[&str] = &[
    "Binary",
    "Bool",
    "Date",
    "DateTimeOffset",
    "Decimal",
    "Duration",
    "EnumMember",
    "Float",
    "Guid",
    "Int",
    "String",
    "TimeOfDay",
    "AnnotationPath",
    "AnyPropertyPath",
    "ModelElementPath",
    "NavigationPropertyPath",
    "PropertyPath",
    "Path",
];

/// A value that cannot be read; a warning states the reason. The annotation is skipped, because a term without a value
/// would have the default value of the term.
struct Unreadable;

type Value<T = Expression> = Result<T, Unreadable>;

impl Parser<'_> {
    pub(super) fn annotations(&mut self, mut element: Element<'_>) -> Option<syntax::Annotations> {
        let target = self.wanted(&mut element, "Target");
        let qualifier = self.optional(&mut element, "Qualifier");
        let annotations = self.only_annotations(&mut element);
        self.finish(&element);
        Some(syntax::Annotations {
            target: target?,
            qualifier,
            annotations,
            span: element.span,
        })
    }

    pub(super) fn annotation(&mut self, mut element: Element<'_>) -> Option<syntax::Annotation> {
        let term = self.wanted(&mut element, "Term");
        let qualifier = self.optional(&mut element, "Qualifier");
        let mut annotations = Vec::new();
        let value = self.value(&mut element, &mut annotations);
        self.finish(&element);
        Some(syntax::Annotation {
            term: term?,
            qualifier,
            value: value.ok()?,
            annotations,
            span: element.span,
        })
    }

    /// The value of an annotation, property value or similar element: an attribute or a child element, at most one.
    fn value(
        &mut self,
        element: &mut Element<'_>,
        annotations: &mut Vec<syntax::Annotation>,
    ) -> Value<Option<Expression>> {
        let mut values = self.attribute_values(element);
        values.extend(self.operands(element, annotations)?);
        let mut values = values.into_iter();
        let first = values.next();
        if let (Some(first), Some(second)) = (&first, values.next()) {
            let message = format!("`{}` with more than one value is left out", element.name);
            self.diags.push(
                Diagnostic::warning(codes::BAD_STRUCTURE, message)
                    .at(second.span, "second value")
                    .also(first.span, "first value"),
            );
            return Err(Unreadable);
        }
        Ok(first)
    }

    /// Expressions in attribute form. There should be at most one; the caller checks this.
    fn attribute_values(&mut self, element: &mut Element<'_>) -> Vec<Expression> {
        let mut values = Vec::new();
        for name in SIMPLE.iter().chain(&["UrlRef"]) {
            let Some(text) = self.optional(element, name) else {
                continue;
            };
            let kind = match *name {
                "UrlRef" => ExpressionKind::UrlRef(Some(Box::new(Expression {
                    kind: ExpressionKind::String(text.value),
                    annotations: Vec::new(),
                    span: text.span,
                }))),
                name => simple(name, text.value),
            };
            values.push(Expression {
                kind,
                annotations: Vec::new(),
                span: text.span,
            });
        }
        values
    }

    /// The child expressions of an element. Annotations among them are collected separately.
    fn operands(
        &mut self,
        element: &mut Element<'_>,
        annotations: &mut Vec<syntax::Annotation>,
    ) -> Value<Vec<Expression>> {
        // Reads all before failing, so that each problem is reported.
        let mut operands = Vec::new();
        for child in std::mem::take(&mut element.children) {
            match (child.namespace, child.name) {
                (Edm, "Annotation") => annotations.extend(self.annotation(child)),
                (Edm, _) => operands.push(self.expression(child, element.name)),
                _ => self.stray(&child, element.name),
            }
        }
        operands.into_iter().collect()
    }

    /// An expression in element form; a warning if the element is not an expression.
    fn expression(&mut self, mut element: Element<'_>, parent: &str) -> Value {
        let name = element.name;
        let mut annotations = Vec::new();
        let mut span = element.span;
        let kind = if SIMPLE.contains(&name) {
            span = element.text_span;
            let text = std::mem::take(&mut element.text).into_owned();
            self.no_children(&mut element);
            simple(name, text)
        } else if let Some(&(name, count)) = OPERATORS.iter().find(|(n, _)| *n == name) {
            let operands = self.operands(&mut element, &mut annotations)?;
            self.expect_operands(&element, &operands, count..=count)?;
            ExpressionKind::Operator(name, operands)
        } else {
            self.compound(&mut element, parent, &mut annotations)?
        };
        self.finish(&element);
        Ok(Expression {
            kind,
            annotations,
            span,
        })
    }

    fn compound(
        &mut self,
        element: &mut Element<'_>,
        parent: &str,
        annotations: &mut Vec<syntax::Annotation>,
    ) -> Value<ExpressionKind> {
        Ok(match element.name {
            "Null" => {
                *annotations = self.only_annotations(element);
                ExpressionKind::Null
            }
            "Collection" => ExpressionKind::Collection(self.operands(element, annotations)?),
            "Record" => ExpressionKind::Record(self.record(element)),
            "Apply" => {
                let function = self.wanted(element, "Function");
                let arguments = self.operands(element, annotations)?;
                ExpressionKind::Apply {
                    function: function.ok_or(Unreadable)?.value,
                    arguments,
                }
            }
            "Cast" => ExpressionKind::Cast(self.type_test(element, annotations)?),
            "IsOf" => ExpressionKind::IsOf(self.type_test(element, annotations)?),
            "If" => {
                let operands = self.operands(element, annotations)?;
                self.expect_operands(element, &operands, 2..=3)?;
                ExpressionKind::If(operands)
            }
            "LabeledElement" => {
                let name = self.wanted(element, "Name");
                let value = self.value(element, annotations)?;
                ExpressionKind::Labeled {
                    name: name.ok_or(Unreadable)?.value,
                    value: Some(self.expect_value(element, value)?),
                }
            }
            "LabeledElementReference" => {
                self.no_children(element);
                ExpressionKind::LabeledReference(element.text.trim().to_owned())
            }
            "UrlRef" => {
                let value = self.value(element, annotations)?;
                ExpressionKind::UrlRef(Some(self.expect_value(element, value)?))
            }
            _ => {
                self.stray(element, parent);
                return Err(Unreadable);
            }
        })
    }

    fn record(&mut self, element: &mut Element<'_>) -> syntax::Record {
        let ty = self.optional(element, "Type");
        let mut properties = Vec::new();
        let mut annotations = Vec::new();
        for mut child in std::mem::take(&mut element.children) {
            if (child.namespace, child.name) != (Edm, "PropertyValue") {
                self.annotation_or_stray(child, element.name, &mut annotations);
                continue;
            }
            let name = self.wanted(&mut child, "Property");
            let mut annotations = Vec::new();
            let value = self.value(&mut child, &mut annotations);
            self.finish(&child);
            let Ok(value) = value else { continue };
            properties.extend(name.map(|name| syntax::PropertyValue {
                name,
                value,
                annotations,
                span: child.span,
            }));
        }
        syntax::Record {
            ty,
            properties,
            annotations,
        }
    }

    fn type_test(
        &mut self,
        element: &mut Element<'_>,
        annotations: &mut Vec<syntax::Annotation>,
    ) -> Value<TypeTest> {
        let ty = self.wanted(element, "Type");
        let facets = self.facets(element);
        let value = self.value(element, annotations)?;
        let value = self.expect_value(element, value)?;
        Ok(TypeTest {
            ty: ty.ok_or(Unreadable)?,
            facets,
            value: Some(value),
        })
    }

    fn expect_value(
        &mut self,
        element: &Element<'_>,
        value: Option<Expression>,
    ) -> Value<Box<Expression>> {
        match value {
            Some(value) => Ok(Box::new(value)),
            None => {
                self.expect_operands(element, &[], 1..=1)?;
                Err(Unreadable)
            }
        }
    }

    fn expect_operands(
        &mut self,
        element: &Element<'_>,
        operands: &[Expression],
        expected: std::ops::RangeInclusive<usize>,
    ) -> Value<()> {
        if !expected.contains(&operands.len()) {
            let wanted = match expected.start() == expected.end() {
                true => expected.start().to_string(),
                false => format!("{} to {}", expected.start(), expected.end()),
            };
            let message = format!(
                "`{}` takes {wanted} operands, found {}",
                element.name,
                operands.len()
            );
            self.diags.push(
                Diagnostic::warning(codes::BAD_STRUCTURE, message).at(element.span, "left out"),
            );
            return Err(Unreadable);
        }
        Ok(())
    }
}

/// A constant or path by the name of its attribute or element. Only `String` keeps surrounding white space.
fn simple(name: &str, text: String) -> ExpressionKind {
    use ExpressionKind as E;
    if name == "String" {
        return E::String(text);
    }
    let text = match text.trim() {
        trimmed if trimmed.len() == text.len() => text,
        trimmed => trimmed.to_owned(),
    };
    match name {
        "Binary" => E::Binary(text),
        "Bool" => E::Bool(text),
        "Date" => E::Date(text),
        "DateTimeOffset" => E::DateTimeOffset(text),
        "Decimal" => E::Decimal(text),
        "Duration" => E::Duration(text),
        "EnumMember" => E::EnumMember(text),
        "Float" => E::Float(text),
        "Guid" => E::Guid(text),
        "Int" => E::Int(text),
        "TimeOfDay" => E::TimeOfDay(text),
        "AnnotationPath" => E::Path(PathKind::Annotation, text),
        "AnyPropertyPath" => E::Path(PathKind::AnyProperty, text),
        "ModelElementPath" => E::Path(PathKind::ModelElement, text),
        "NavigationPropertyPath" => E::Path(PathKind::NavigationProperty, text),
        "PropertyPath" => E::Path(PathKind::Property, text),
        _ => E::Path(PathKind::Value, text),
    }
}
