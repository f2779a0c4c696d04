//! What the user leaves out, found before anything is kept.

use std::collections::BTreeSet;

use odata_csdl::schema::StructuredId;

use super::pattern::{Pattern, State};
use super::walk::{States, Walk, names_of, path_patterns, step};
use crate::inherit;

impl Walk<'_> {
    /// Drops the enumeration types and type definitions that exclude patterns match; what has such a type becomes
    /// untyped, or gets the underlying type.
    pub(super) fn exclude_values(&mut self) {
        for pattern in self.request.exclude.iter().filter(|p| !p.is_path()) {
            let enums = self.schema.enum_types.iter();
            for (id, _) in enums.filter(|(_, t)| pattern.matches_type(&t.name.to_string())) {
                self.used.insert(pattern.to_string());
                self.selection.enums.remove(&id);
            }
            let definitions = self.schema.type_definitions.iter();
            for (id, _) in definitions.filter(|(_, t)| pattern.matches_type(&t.name.to_string())) {
                self.used.insert(pattern.to_string());
                self.selection.type_definitions.remove(&id);
            }
        }
    }

    /// Notes the types, and the places on paths, that exclude patterns match.
    pub(super) fn exclude(&mut self) {
        self.exclude_names();
        let patterns: Vec<&Pattern> = path_patterns(&self.request.exclude);
        if patterns.is_empty() {
            return;
        }
        let start: States = patterns.iter().map(|p| p.start()).collect();
        let mut seen = BTreeSet::new();
        let mut open: Vec<(StructuredId, States)> = Vec::new();
        for (place, name, ty) in self.roots() {
            let states = step(&patterns, &start, &[name]);
            if self.note_matches(&patterns, &states) {
                self.excluded_roots.insert(place);
            } else if let Some(ty) = ty {
                open.push((ty, states));
            }
        }
        while let Some((ty, states)) = open.pop() {
            if states.iter().all(State::is_dead) || !seen.insert((ty, states.clone())) {
                continue;
            }
            for id in inherit::navigation_properties(self.schema, ty) {
                let navigation = id.get(self.schema);
                let next = step(&patterns, &states, &[&navigation.name]);
                if self.note_matches(&patterns, &next) {
                    self.excluded_navigations.insert((ty, id));
                } else {
                    open.push((navigation.target, next));
                }
            }
            for id in self.operations_on(ty) {
                let next = step(&patterns, &states, &names_of(self.schema, id).each());
                if self.note_matches(&patterns, &next) {
                    self.excluded_operations.insert((ty, id));
                }
            }
        }
    }
}
