//! Enumeration types and type definitions.

use std::collections::hash_map::Entry;

use clientwright_diagnostics::Diagnostic;

use super::{Doc, Resolver};
use crate::codes;
use crate::schema::{EnumId, EnumMember, Primitive, Type, TypeDefinitionId};
use crate::syntax::{self, Text};

impl<'a> Resolver<'a, '_> {
    pub(super) fn enums(&mut self) {
        let ids: Vec<EnumId> = self.schema.enum_types.ids().collect();
        for id in ids {
            let (doc, written) = self.pending.enums[id.index()];
            let underlying = self.enum_underlying(written);
            let members = self.members(doc, id, written, underlying);
            let annotations = self.annotations(doc, &written.annotations);
            let ty = self.schema.enum_types.get_mut(id);
            ty.annotations = annotations;
            ty.underlying = underlying;
            ty.members = members;
        }
    }

    /// CSDL XML 4.01, 10.1: one of five integer types, by default `Edm.Int32`.
    fn enum_underlying(&mut self, written: &syntax::EnumType) -> Primitive {
        let Some(text) = &written.underlying_type else {
            return Primitive::Int32;
        };
        let name = text.value.trim();
        match name.strip_prefix("Edm.").and_then(Primitive::from_name) {
            Some(primitive) if range(primitive).is_some() => primitive,
            _ => {
                let message = format!("`{name}` cannot be the underlying type of an enumeration");
                // Members are written by name, so that the width of the values does not matter.
                self.diags
                    .push(Diagnostic::warning(codes::NO_EFFECT, message).at(
                        text.span,
                        "expected `Edm.Byte`, `Edm.SByte`, `Edm.Int16`, `Edm.Int32` or `Edm.Int64`",
                    ));
                // The widest type, so that the values give no further errors.
                Primitive::Int64
            }
        }
    }

    fn members(
        &mut self,
        doc: Doc,
        id: EnumId,
        written: &'a syntax::EnumType,
        underlying: Primitive,
    ) -> Vec<EnumMember> {
        let mut members: Vec<EnumMember> = Vec::with_capacity(written.members.len());
        let mut free_flags = free_flags(written);
        for member in written.members.iter().filter(|m| !m.name.is_missing()) {
            match self.names.enum_members.entry((id, member.name.as_str())) {
                Entry::Vacant(entry) => entry.insert(members.len()),
                Entry::Occupied(first) => {
                    let message = format!("member `{}` is declared twice", member.name.value);
                    let first = &members[*first.get()];
                    let value = member.value.as_ref();
                    let value = value.map(|text| text.value.trim().parse::<i64>());
                    let is_same = value.is_none_or(|value| value == Ok(first.value));
                    let first = first.span;
                    self.repeated(is_same, message, member.name.span, first);
                    continue;
                }
            };
            // CSDL XML 4.01, 10.3: members without values count up from zero.
            let next = members
                .last()
                .map_or(Some(0), |last| last.value.checked_add(1));
            let value = match &member.value {
                Some(text) => self.member_value(text, underlying, written.is_flags),
                None if written.is_flags => self.missing_flag(member, free_flags.next()),
                None => self.missing_value(member, underlying, next),
            };
            members.push(EnumMember {
                name: member.name.value.clone(),
                value: value.or(next).unwrap_or(0),
                annotations: self.annotations(doc, &member.annotations),
                span: member.span,
            });
        }
        members
    }

    fn member_value(&mut self, text: &Text, underlying: Primitive, is_flags: bool) -> Option<i64> {
        let (min, max) = range(underlying).unwrap_or((i64::MIN, i64::MAX));
        let Ok(value) = text.value.trim().parse::<i64>() else {
            let digits = text.value.trim().trim_start_matches(['-', '+']);
            let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
            let message = match is_number {
                true => format!("value `{}` does not fit `{underlying}`", text.value),
                false => format!("`{}` is not an integer", text.value),
            };
            self.diags
                .push(Diagnostic::error(codes::ENUM_VALUE, message).at(text.span, ""));
            return None;
        };
        if value < min || value > max {
            let message = format!("value `{value}` does not fit `{underlying}`");
            self.diags.push(
                Diagnostic::warning(codes::ENUM_VALUE, message)
                    .at(text.span, format!("expected {min} to {max}")),
            );
        } else if is_flags && value < 0 {
            let message = format!("negative value `{value}` in a flags enumeration");
            self.diags
                .push(Diagnostic::warning(codes::FLAGS_VALUE, message).at(text.span, ""));
        }
        Some(value)
    }

    fn missing_value(
        &mut self,
        member: &syntax::Member,
        underlying: Primitive,
        next: Option<i64>,
    ) -> Option<i64> {
        let max = range(underlying).map_or(i64::MAX, |(_, max)| max);
        if next.is_none_or(|next| next > max) {
            let message = format!(
                "the value of `{}` does not fit `{underlying}`",
                member.name.value
            );
            self.diags.push(
                Diagnostic::warning(codes::ENUM_VALUE, message)
                    .at(member.span, "one more than the member before it"),
            );
        }
        next
    }

    /// CSDL XML 4.01, 10.2: flags must have values, and counting would give overlapping bits. A bit that no other
    /// member has distinguishes the member; requests and responses use its name.
    fn missing_flag(&mut self, member: &syntax::Member, free: Option<i64>) -> Option<i64> {
        let message = format!("flag `{}` has no value", member.name.value);
        let label = match free {
            Some(value) => format!("read and written by its name, and {value} as a number"),
            None => "no bit is free for it".to_owned(),
        };
        let draft = match free {
            Some(_) => Diagnostic::warning(codes::FLAGS_VALUE, message),
            None => Diagnostic::error(codes::ENUM_VALUE, message),
        };
        self.diags.push(draft.at(member.span, label));
        free
    }

    pub(super) fn type_definitions(&mut self) {
        let ids: Vec<TypeDefinitionId> = self.schema.type_definitions.ids().collect();
        for id in ids {
            let (doc, written) = self.pending.definitions[id.index()];
            let facets = self.facets(doc, &written.facets);
            let underlying = self.definition_underlying(doc, &written.underlying_type);
            let annotations = self.annotations(doc, &written.annotations);
            let definition = self.schema.type_definitions.get_mut(id);
            definition.facets = facets;
            definition.underlying = underlying;
            definition.annotations = annotations;
        }
    }

    /// CSDL XML 4.01, 11.1: a primitive type that is not itself a type definition.
    fn definition_underlying(&mut self, doc: Doc, text: &Text) -> Primitive {
        match self.ty(doc, text) {
            (Some(Type::Primitive(primitive)), false) if is_concrete(primitive) => primitive,
            (None, _) => Primitive::Untyped,
            (Some(Type::Primitive(Primitive::Untyped)), false) => {
                // A slice contains it instead of a missing type.
                let message = "`Edm.Untyped` as the underlying type of a type definition";
                self.diags.push(
                    Diagnostic::warning(codes::WRONG_KIND, message)
                        .at(text.span, "its values are untyped"),
                );
                Primitive::Untyped
            }
            _ => {
                let message = format!(
                    "`{}` cannot be the underlying type of a type definition",
                    text.value
                );
                self.diags.push(
                    Diagnostic::error(codes::WRONG_KIND, message)
                        .at(text.span, "expected a primitive type that is not abstract"),
                );
                Primitive::Untyped
            }
        }
    }
}

/// The bits that no value of a flags enumeration has, lowest first.
fn free_flags(written: &syntax::EnumType) -> impl Iterator<Item = i64> + use<> {
    let values = written.members.iter().filter_map(|m| m.value.as_ref());
    let values = values.filter_map(|text| text.value.trim().parse::<i64>().ok());
    // The bits of a negative value have no meaning; it has a separate warning.
    let values = values.filter(|value| *value >= 0);
    let taken = values.fold(0, |all, value| all | value);
    (0..63)
        .map(|bit| 1_i64 << bit)
        .filter(move |bit| taken & bit == 0)
}

/// Smallest and largest value of each possible underlying type of an enumeration.
fn range(primitive: Primitive) -> Option<(i64, i64)> {
    match primitive {
        Primitive::Byte => Some((0, u8::MAX.into())),
        Primitive::SByte => Some((i8::MIN.into(), i8::MAX.into())),
        Primitive::Int16 => Some((i16::MIN.into(), i16::MAX.into())),
        Primitive::Int32 => Some((i32::MIN.into(), i32::MAX.into())),
        Primitive::Int64 => Some((i64::MIN, i64::MAX)),
        _ => None,
    }
}

/// Abstract types, and types for terms only, cannot be underlying types (CSDL XML 4.01, 3.4 and 3.5).
fn is_concrete(primitive: Primitive) -> bool {
    use Primitive as P;
    !matches!(
        primitive,
        P::PrimitiveType
            | P::ComplexType
            | P::EntityType
            | P::Untyped
            | P::AnnotationPath
            | P::AnyPropertyPath
            | P::ModelElementPath
            | P::NavigationPropertyPath
            | P::PropertyPath
    )
}
