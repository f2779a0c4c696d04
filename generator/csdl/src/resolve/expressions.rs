//! Annotation values: constants decoded, names and paths with their aliases expanded.

use clientwright_diagnostics::Diagnostic;
use clientwright_diagnostics::source::Span;

use super::names::collection_item;
use super::{Doc, Resolver};
use crate::codes;
use crate::parse::read_boolean;
use crate::schema::{Expression, Path, PropertyValue, Record, Type, TypeTest};
use crate::syntax::{self, ExpressionKind as Written};

impl Resolver<'_, '_> {
    /// Resolves a value. `None`, after a warning, if a constant in it cannot be read.
    pub(super) fn expression(
        &mut self,
        doc: Doc,
        written: &syntax::Expression,
    ) -> Option<Expression> {
        let value = self.bare(doc, written)?;
        if written.annotations.is_empty() {
            return Some(value);
        }
        let annotations = self.annotations(doc, &written.annotations);
        Some(Expression::Annotated(Box::new(value), annotations))
    }

    /// A value without its annotations.
    fn bare(&mut self, doc: Doc, written: &syntax::Expression) -> Option<Expression> {
        let span = written.span;
        Some(match &written.kind {
            Written::Binary(text) => Expression::Binary(text.clone()),
            Written::Bool(text) => Expression::Bool(self.boolean(doc, text, span)?),
            Written::Date(text) => Expression::Date(text.clone()),
            Written::DateTimeOffset(text) => Expression::DateTimeOffset(text.clone()),
            Written::Decimal(text) => Expression::Decimal(text.clone()),
            Written::Duration(text) => Expression::Duration(text.clone()),
            Written::EnumMember(text) => {
                let members = self.enum_members(doc, text);
                members.iter().for_each(|m| self.check_member(m, span));
                Expression::EnumMember(members)
            }
            Written::Float(text) => Expression::Float(self.constant(doc, text, span, "a number")?),
            Written::Guid(text) => Expression::Guid(text.clone()),
            Written::Int(text) => {
                Expression::Int(self.constant(doc, text, span, "an integer of 64 bits")?)
            }
            Written::String(text) => Expression::String(text.clone()),
            Written::TimeOfDay(text) => Expression::TimeOfDay(text.clone()),
            Written::Path(kind, path) => Expression::Path(Path {
                kind: *kind,
                text: self.qualify_path(doc, path),
                span,
            }),
            Written::Null => Expression::Null,
            Written::Collection(items) => Expression::Collection(self.expressions(doc, items)?),
            Written::Record(record) => Expression::Record(self.record(doc, record)),
            Written::Apply {
                function,
                arguments,
            } => Expression::Apply {
                function: function.clone(),
                arguments: self.expressions(doc, arguments)?,
            },
            Written::Cast(test) => Expression::Cast(self.type_test(doc, test)?),
            Written::IsOf(test) => Expression::IsOf(self.type_test(doc, test)?),
            Written::If(operands) => Expression::If(self.expressions(doc, operands)?),
            Written::Labeled { name, value } => {
                Expression::Labeled(name.clone(), self.boxed(doc, value.as_deref())?)
            }
            Written::LabeledReference(name) => {
                Expression::LabeledReference(self.qualify(doc, name))
            }
            Written::UrlRef(value) => Expression::UrlRef(self.boxed(doc, value.as_deref())?),
            Written::Operator(name, operands) => {
                Expression::Operator((*name).to_owned(), self.expressions(doc, operands)?)
            }
        })
    }

    /// Operands or items, all or none: a value without one of them would have another meaning.
    fn expressions(&mut self, doc: Doc, written: &[syntax::Expression]) -> Option<Vec<Expression>> {
        let all: Vec<_> = written.iter().map(|e| self.expression(doc, e)).collect();
        all.into_iter().collect()
    }

    fn boxed(&mut self, doc: Doc, written: Option<&syntax::Expression>) -> Option<Box<Expression>> {
        self.expression(doc, written?).map(Box::new)
    }

    /// Warns about a member that its enumeration does not declare. The members of vocabularies are not known here.
    fn check_member(&mut self, member: &str, span: Span) {
        let Some((ty, name)) = member.rsplit_once('/') else {
            return;
        };
        let Some(key) = ty.rsplit_once('.') else {
            return;
        };
        let message = match self.schema.declared_type(key.0, key.1) {
            Some(Type::Enum(id)) => {
                let (_, written) = self.pending.enums[id.index()];
                if written.members.iter().any(|m| m.name.value == name) {
                    return;
                }
                format!("`{ty}` has no member `{name}`")
            }
            Some(_) => format!("`{ty}` is not an enumeration type"),
            None if self.names.namespaces.contains_key(key.0) => {
                format!("unknown type `{ty}` in an annotation")
            }
            None => return,
        };
        self.diags
            .push(Diagnostic::warning(codes::DANGLING_PATH, message).at(span, ""));
    }

    /// Warns about a type that its namespace does not declare.
    fn check_type(&mut self, name: &str, span: Span) {
        let item = collection_item(name).unwrap_or(name);
        if let Some((namespace, name)) = item.rsplit_once('.')
            && self.names.namespaces.contains_key(namespace)
            && self.schema.declared_type(namespace, name).is_none()
        {
            let message = format!("unknown type `{item}` in an annotation");
            self.diags
                .push(Diagnostic::warning(codes::DANGLING_PATH, message).at(span, ""));
        }
    }

    fn type_test(&mut self, doc: Doc, written: &syntax::TypeTest) -> Option<TypeTest> {
        let ty = self.qualify_type(doc, &written.ty.value);
        self.check_type(&ty, written.ty.span);
        Some(TypeTest {
            ty,
            facets: self.facets(doc, &written.facets),
            value: self.boxed(doc, written.value.as_deref())?,
        })
    }

    fn record(&mut self, doc: Doc, written: &syntax::Record) -> Record {
        let property = |value: &syntax::PropertyValue| {
            Some(PropertyValue {
                name: value.name.value.clone(),
                value: match &value.value {
                    Some(value) => Some(self.expression(doc, value)?),
                    None => None,
                },
                annotations: self.annotations(doc, &value.annotations),
            })
        };
        let properties = written.properties.iter().filter_map(property).collect();
        let ty = written.ty.as_ref().map(|text| {
            let ty = self.qualify(doc, text.value.trim());
            self.check_type(&ty, text.span);
            ty
        });
        Record {
            ty,
            properties,
            annotations: self.annotations(doc, &written.annotations),
        }
    }

    /// CSDL XML 4.01, 14.3.7: members separated by spaces, each a qualified type name, a slash and a member.
    fn enum_members(&self, doc: Doc, text: &str) -> Vec<String> {
        let member = |text: &str| match text.split_once('/') {
            Some((ty, member)) => format!("{}/{member}", self.qualify(doc, ty)),
            None => text.to_owned(),
        };
        text.split_ascii_whitespace().map(member).collect()
    }

    fn boolean(&mut self, doc: Doc, text: &str, span: Span) -> Option<bool> {
        let (value, is_odd) = read_boolean(text);
        if is_odd {
            let message = format!("`{text}` as a Boolean");
            self.diags.push(
                Diagnostic::warning(codes::ODD_SPELLING, message)
                    .at(span, "expected `true` or `false`"),
            );
        }
        value.or_else(|| self.constant(doc, text, span, "`true` or `false`"))
    }

    fn constant<T: std::str::FromStr>(
        &mut self,
        doc: Doc,
        text: &str,
        span: Span,
        expected: &str,
    ) -> Option<T> {
        let value = text.parse().ok();
        if value.is_none() {
            let shown: String = text.chars().take(60).collect();
            let message = format!("`{shown}` is not {expected}");
            let draft = self.draft_by_effect(doc, codes::NO_EFFECT, message);
            self.diags.push(draft.at(span, "left out"));
        }
        value
    }
}
