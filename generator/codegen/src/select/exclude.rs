//! Applies the exclude patterns, before anything is kept.

use std::collections::BTreeSet;

use clientwright_csdl::schema::StructuredId;

use super::states::{PathPatterns, States};
use super::walk::{Walk, names_of};

impl Walk<'_> {
    /// Drops the enumeration types and type definitions that exclude patterns match. A property of such a type becomes
    /// untyped, or has the underlying type.
    pub(super) fn exclude_values(&mut self) {
        for pattern in self.request.exclude.iter().filter(|p| !p.is_path()) {
            for id in self.index.enums(pattern) {
                self.used.insert(pattern.to_string());
                self.selection.enums.remove(&id);
                let excluded = self.selection.excluded.enums.entry(id);
                excluded.or_insert_with(|| pattern.to_string());
            }
            for id in self.index.definitions(pattern) {
                self.used.insert(pattern.to_string());
                self.selection.type_definitions.remove(&id);
                let excluded = self.selection.excluded.definitions.entry(id);
                excluded.or_insert_with(|| pattern.to_string());
            }
        }
    }

    /// Records the types, and the positions on paths, that exclude patterns match.
    pub(super) fn exclude(&mut self) {
        self.exclude_names();
        let patterns = PathPatterns::new(&self.request.exclude);
        if patterns.is_empty() {
            return;
        }
        let start = patterns.start();
        let first = patterns.moves(&start);
        let mut seen = BTreeSet::new();
        let mut open: Vec<(StructuredId, States)> = Vec::new();
        for (place, name, ty) in self.roots() {
            let states = first.step(&[name]);
            if let Some(pattern) = self.note_match(&patterns, &states) {
                self.selection.excluded.roots.insert(place, pattern);
            } else if let Some(ty) = ty {
                open.push((ty, states));
            }
        }
        while let Some((ty, states)) = open.pop() {
            if states.is_empty() || !seen.insert((ty, states.clone())) {
                continue;
            }
            let moves = patterns.moves(&states);
            let members = self.index.members(&self.bindings, ty);
            for id in members.navigations(&moves) {
                let navigation = id.get(self.schema);
                let next = moves.step(&[&navigation.name]);
                if let Some(pattern) = self.note_match(&patterns, &next) {
                    let excluded = self.selection.excluded.navigations.entry((ty, id));
                    excluded.or_insert(pattern);
                } else {
                    open.push((navigation.target, next));
                }
            }
            for id in members.operations(&moves) {
                let next = moves.step(&names_of(self.schema, id).each());
                if let Some(pattern) = self.note_match(&patterns, &next) {
                    let excluded = self.selection.excluded.operations.entry((ty, id));
                    excluded.or_insert(pattern);
                }
            }
        }
    }
}
