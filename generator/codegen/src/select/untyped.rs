//! Selected types whose values would be read without any property.

use clientwright_csdl::schema::StructuredId;
use clientwright_diagnostics::{Diagnostic, Diagnostics};
use clientwright_model::codes::NO_DERIVED_TYPE;

use super::Level;
use super::walk::Walk;
use crate::inherit;

/// Derived types that a message names.
const NAMED: usize = 3;

impl Walk<'_> {
    /// Reports abstract types on selected paths of which no derived type is kept: no pattern keeps a derived entity type
    /// by itself, which is not to be seen in the pattern.
    pub(super) fn report_untyped(&self, diags: &mut Diagnostics) {
        for (id, kept) in &self.selection.structured {
            let ty = &self.schema.structured_types[*id];
            if kept.level == Level::Leaf || !inherit::is_polymorphic(ty) {
                continue;
            }
            let derived = self.schema.descendants(*id);
            if derived.iter().any(|it| self.selection.level(*it).is_some()) {
                continue;
            }
            let is_choice = |it: &StructuredId| {
                let is_excluded = self.selection.excluded.types.contains_key(it);
                !is_excluded && !self.schema.structured_types[*it].is_abstract
            };
            let choices: Vec<StructuredId> = derived.into_iter().filter(is_choice).collect();
            let Some(last) = choices.last() else { continue };
            let named = choices.iter().rev().take(NAMED);
            let named = named.map(|it| format!("`{}`", self.schema.structured_types[*it].name));
            let mut named: Vec<String> = named.collect();
            if choices.len() > NAMED {
                named.push(format!("{} more", choices.len() - NAMED));
            }
            let message = format!(
                "`{}` is abstract, and no type that derives from it is selected, so its values are read without properties",
                ty.name
            );
            let last = &self.schema.structured_types[*last].name;
            diags.push(
                Diagnostic::warning(NO_DERIVED_TYPE, message)
                    .at(ty.name_span, "the abstract type")
                    .help(format!(
                        "select the types that the service returns, such as `include = [\"{last}\"]`; it has {}",
                        named.join(", ")
                    )),
            );
        }
    }
}
