//! How far the path patterns of a request have matched at a position of a path, and which segments can follow.
//!
//! A request may have thousands of patterns, and a type thousands of members: each position looks up the few that match
//! instead of trying each pattern on each member.

use std::collections::BTreeMap;

use super::pattern::{Pattern, State};

/// The path patterns of an option.
pub(super) struct PathPatterns<'p> {
    patterns: Vec<&'p Pattern>,
}

/// The patterns that can still match after the same path, by index.
pub(super) type States = Vec<(usize, State)>;

impl<'p> PathPatterns<'p> {
    pub(super) fn new(patterns: &'p [Pattern]) -> Self {
        Self {
            patterns: patterns.iter().filter(|p| p.is_path()).collect(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// The states before the first segment.
    pub(super) fn start(&self) -> States {
        let patterns = self.patterns.iter().enumerate();
        patterns
            .map(|(at, pattern)| (at, pattern.start()))
            .collect()
    }

    /// The patterns that match the segments so far.
    pub(super) fn accepted<'s>(&'s self, states: &'s States) -> impl Iterator<Item = &'p Pattern> {
        let accepted = states
            .iter()
            .filter(|(at, state)| self.patterns[*at].accepts(state));
        accepted.map(|(at, _)| self.patterns[*at])
    }

    /// The segments that can follow.
    pub(super) fn moves<'s>(&'s self, states: &'s States) -> Moves<'s> {
        let mut moves = Moves {
            patterns: &self.patterns,
            states,
            by_name: BTreeMap::new(),
            wild: Vec::new(),
            has_wild_casts: false,
        };
        for (index, (at, state)) in states.iter().enumerate() {
            for wanted in self.patterns[*at].wanted(state) {
                if wanted.contains('*') {
                    moves.wild.push(index);
                    moves.has_wild_casts |= wanted.contains('.');
                } else {
                    moves.by_name.entry(wanted).or_default().push(index);
                }
            }
        }
        moves
    }
}

/// The segments with which patterns can continue.
pub(super) struct Moves<'s> {
    patterns: &'s [&'s Pattern],
    states: &'s States,
    /// Indices of states, by the names that they continue with.
    by_name: BTreeMap<&'s str, Vec<usize>>,
    /// Indices of states that continue with a wildcard.
    wild: Vec<usize>,
    /// Whether such a wildcard can match types.
    has_wild_casts: bool,
}

impl<'s> Moves<'s> {
    /// The names that patterns continue with; `None` if a wildcard matches any name.
    pub(super) fn names(&self) -> Option<impl Iterator<Item = &'s str>> {
        self.wild.is_empty().then(|| self.by_name.keys().copied())
    }

    /// The names of types that patterns continue with; `None` if a wildcard can match a type.
    pub(super) fn casts(&self) -> Option<impl Iterator<Item = &'s str>> {
        let names = self.by_name.keys().copied();
        (!self.has_wild_casts).then(|| names.filter(|name| name.contains('.')))
    }

    /// The states after one segment, which can have several names.
    pub(super) fn step(&self, names: &[&str]) -> States {
        self.stepped(names, |pattern, state| pattern.step(state, names))
    }

    /// Like [`Moves::step`], but `**` does not count.
    pub(super) fn step_by_name(&self, name: &str) -> States {
        self.stepped(&[name], |pattern, state| {
            pattern.step_by_name(state, &[name])
        })
    }

    /// Like [`Moves::step`], for a type cast.
    pub(super) fn step_by_type(&self, name: &str) -> States {
        self.stepped(&[name], |pattern, state| pattern.step_by_type(state, name))
    }

    fn stepped(&self, names: &[&str], step: impl Fn(&Pattern, &State) -> State) -> States {
        let named = names.iter().filter_map(|name| self.by_name.get(name));
        let mut indices: Vec<usize> = named.flatten().chain(&self.wild).copied().collect();
        indices.sort_unstable();
        indices.dedup();
        let stepped = indices.into_iter().map(|index| {
            let (at, state) = &self.states[index];
            (*at, step(self.patterns[*at], state))
        });
        stepped.filter(|(_, state)| !state.is_dead()).collect()
    }
}
