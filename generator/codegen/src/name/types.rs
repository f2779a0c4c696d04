//! Names of fields, constants, variants and members.

use clientwright_csdl::schema::{EnumId, EnumMember, EnumType, Property, Schema, StructuredId};
use clientwright_diagnostics::source::Span;
use clientwright_model::naming::lock::{self, Scope};
use clientwright_model::naming::names::{self, Case};
use clientwright_model::naming::scopes::Named;

use super::Namer;
use crate::inherit::{self, NavigationId};

/// The member that services add for values that older clients do not know.
pub(crate) const SENTINEL: &str = "unknownFutureValue";
/// The variant of an enumeration for values that this client does not know.
pub(crate) const FALLBACK: &str = "UnknownFutureValue";
/// The variant of an enum over derived types for types that this client does not know.
pub(crate) const OTHER: &str = "Other";
/// The field of a struct for undeclared properties.
pub(crate) const BAG: &str = "additional_properties";
/// The field of a struct for control information.
pub(crate) const ANNOTATIONS: &str = "odata";

/// Names of a struct's parts; those of properties are in the order of [`all_properties`].
#[derive(Clone, Debug)]
pub(crate) struct StructNames {
    pub(crate) fields: Vec<String>,
    pub(crate) constants: Vec<String>,
    /// The field for undeclared properties.
    pub(crate) bag: String,
    /// The field for control information.
    pub(crate) annotations: String,
}

/// A property of a struct, structural or not.
#[derive(Clone, Copy, Debug)]
pub(crate) enum AnyProperty<'a> {
    Structural(&'a Property),
    Navigation(NavigationId),
}

impl<'a> AnyProperty<'a> {
    pub(crate) fn wire_name(self, schema: &'a Schema) -> &'a str {
        match self {
            Self::Structural(property) => &property.name,
            Self::Navigation(id) => &id.get(schema).name,
        }
    }

    fn span(self, schema: &Schema) -> Span {
        match self {
            Self::Structural(property) => property.span,
            Self::Navigation(id) => id.get(schema).span,
        }
    }
}

/// All properties, structural ones first. The names of a leaf, which has only structural ones, are then the same.
pub(crate) fn all_properties(schema: &Schema, id: StructuredId) -> Vec<AnyProperty<'_>> {
    let structural = schema.properties(id).into_iter();
    let structural = structural.map(|(_, property)| AnyProperty::Structural(property));
    let navigation = schema.navigation_properties(id).into_iter();
    structural
        .chain(navigation.map(AnyProperty::Navigation))
        .collect()
}

/// The members that become variants or constants.
pub(crate) fn named_members(ty: &EnumType) -> impl Iterator<Item = &EnumMember> {
    let members = ty.members.iter();
    members.filter(|member| ty.is_flags || member.name != SENTINEL)
}

impl Namer<'_> {
    pub(super) fn structure(&mut self, id: StructuredId) -> StructNames {
        let schema = self.schema;
        let ty = &schema.structured_types[id];
        let scope = Scope::Fields(lock::key(&ty.name.to_string()));
        let properties = all_properties(schema, id);
        let named = |case: Case| -> Vec<Named> {
            let properties = properties.iter();
            properties
                .map(|p| Named::new(p.wire_name(schema), case, p.span(schema)))
                .collect()
        };
        let extras = self.naming.locked_extras(&scope, &[BAG, ANNOTATIONS]);
        let extras: Vec<&str> = extras.iter().map(String::as_str).collect();
        let things = named(Case::Snake);
        let is_polymorphic = inherit::is_polymorphic(ty);
        // An enum over derived types has constants, but no fields.
        let fields = match is_polymorphic {
            true => Vec::new(),
            false => self.naming.distinct(&scope, &things, &extras),
        };
        let constants = self.naming.constants(&scope, &named(Case::Shouty), &fields);
        let kept = self.selection.structured.get(&id);
        for (index, property) in properties.iter().enumerate() {
            let is_kept = match property {
                AnyProperty::Structural(_) => true,
                AnyProperty::Navigation(id) => {
                    kept.is_some_and(|kept| kept.navigations.contains_key(id))
                }
            };
            if !is_kept {
                continue;
            }
            let key = &things[index].key;
            match fields.get(index) {
                Some(name) => self.naming.record(&scope, key, name),
                None => {
                    let name = names::spell(&constants[index], Case::Snake);
                    self.naming.record(&scope, key, &name);
                }
            }
        }
        StructNames {
            bag: self.naming.extra(&scope, BAG, &fields),
            annotations: self.naming.extra(&scope, ANNOTATIONS, &fields),
            fields,
            constants,
        }
    }

    pub(super) fn variants(&mut self, id: StructuredId) -> Vec<(StructuredId, String)> {
        let schema = self.schema;
        let ty = &schema.structured_types[id];
        let mut derived = schema.descendants(id);
        derived.retain(|derived| !schema.structured_types[*derived].is_abstract);
        let called = self.side_by_side(id, &derived).into_iter();
        let named = derived.iter().zip(called).map(|(derived, wanted)| Named {
            key: lock::key(&schema.structured_types[*derived].name.to_string()),
            wanted,
            declaration: None,
        });
        let scope = Scope::Variants(lock::key(&ty.name.to_string()));
        let named: Vec<Named> = named.collect();
        let names = self.naming.distinct(&scope, &named, &[OTHER]);
        for ((derived, name), named) in derived.iter().zip(&names).zip(&named) {
            if self.selection.level(*derived).is_some() {
                self.naming.record(&scope, &named.key, name);
            }
        }
        derived.into_iter().zip(names).collect()
    }

    pub(super) fn enum_members(&mut self, id: EnumId) -> Vec<String> {
        let ty = &self.schema.enum_types[id];
        let key = lock::key(&ty.name.to_string());
        let (scope, case, reserved): (_, _, &[&str]) = match ty.is_flags {
            true => (Scope::Flags(key), Case::Shouty, &[]),
            false => (Scope::Members(key), Case::Camel, &[FALLBACK]),
        };
        let named = named_members(ty).map(|m| Named::new(&m.name, case, m.span));
        let named: Vec<Named> = named.collect();
        let names = self.naming.distinct(&scope, &named, reserved);
        for (named, name) in named.iter().zip(&names) {
            self.naming.record(&scope, &named.key, name);
        }
        names
    }
}
