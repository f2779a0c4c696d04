//! Walks along the paths that patterns match, and keeps what these need.

use std::collections::{BTreeSet, VecDeque};

use clientwright_csdl::schema::{ContainerId, OperationId, Schema, StructuredId};
use clientwright_diagnostics::Diagnostics;
use clientwright_diagnostics::nearest::Nearest;

use super::index::Index;
use super::states::{Moves, PathPatterns, States};
use super::{Level, Reach, Reason, Request, Selection};
use crate::inherit::{Bindings, NavigationId};

/// A position that a path reaches.
struct Step {
    /// The path so far, for reasons and messages.
    path: String,
    /// The type at the end.
    ty: StructuredId,
    /// What the last segment is, without casts.
    via: Via,
}

/// The declaration through which a path reached a position.
#[derive(Clone, Copy)]
enum Via {
    Root((ContainerId, usize)),
    Navigation(StructuredId, NavigationId),
}

pub(super) struct Walk<'a> {
    pub(super) schema: &'a Schema,
    pub(super) request: &'a Request,
    pub(super) bindings: Bindings,
    pub(super) index: Index<'a>,
    pub(super) selection: Selection,
    pub(super) changed: VecDeque<StructuredId>,
    pub(super) used: BTreeSet<String>,
    /// Finds suggestions for patterns that match nothing.
    pub(super) nearest: Nearest,
}

impl<'a> Walk<'a> {
    pub(super) fn new(schema: &'a Schema, request: &'a Request) -> Self {
        Self {
            schema,
            request,
            bindings: Bindings::new(schema),
            index: Index::new(schema),
            nearest: Nearest::default(),
            selection: Selection::default(),
            changed: VecDeque::new(),
            used: BTreeSet::new(),
        }
    }

    pub(super) fn run(mut self, diags: &mut Diagnostics) -> Selection {
        self.exclude();
        self.note_leaves();
        if self.request.include.is_empty() {
            self.keep_everything();
            self.close();
            self.raise_leaves();
        } else {
            self.include_paths();
            self.include_names();
        }
        self.close();
        self.exclude_values();
        self.forget_bases_that_are_emitted();
        self.report_unused(diags);
        self.report_untyped(diags);
        self.selection
    }

    // ---- paths ----

    /// The positions directly below the service root.
    pub(super) fn roots(&self) -> Vec<((ContainerId, usize), &'a str, Option<StructuredId>)> {
        let mut roots = Vec::new();
        for (container, item) in self.schema.containers.iter() {
            for (index, child) in item.children.iter().enumerate() {
                let ty = child.entity_type();
                roots.push(((container, index), child.name.as_str(), ty));
            }
        }
        roots
    }

    pub(super) fn operations_on(&self, ty: StructuredId) -> Vec<OperationId> {
        let mut all = self.bindings.on_single(self.schema, ty);
        all.extend(self.bindings.on_collection(self.schema, ty));
        all
    }

    fn include_paths(&mut self) {
        let patterns = PathPatterns::new(&self.request.include);
        let start = patterns.start();
        let first = patterns.moves(&start);
        let mut seen = BTreeSet::new();
        let mut open: VecDeque<(Step, States)> = VecDeque::new();
        for (place, name, ty) in self.roots() {
            if self.selection.excluded.roots.contains_key(&place) {
                continue;
            }
            let states = first.step(&[name]);
            if states.is_empty() {
                continue;
            }
            let matched = self.note_matches(&patterns, &states);
            match ty {
                Some(ty) if self.selection.excluded.types.contains_key(&ty) => {}
                Some(ty) => {
                    self.selection.roots.insert(place, reach(matched));
                    let path = format!("/{name}");
                    let via = Via::Root(place);
                    open.push_back((Step { path, ty, via }, states));
                }
                None if matched => self.keep_import(place, Reason::Path(format!("/{name}"))),
                None => {}
            }
        }
        while let Some((at, states)) = open.pop_front() {
            if !seen.insert((at.ty, states.clone())) {
                continue;
            }
            let matched = self.note_matches(&patterns, &states);
            let level = if matched { Level::Full } else { Level::Through };
            if !self.ensure(at.ty, level, || Reason::Path(at.path.clone())) {
                continue;
            }
            if self.selection.leaf_types.contains_key(&at.ty) {
                continue;
            }
            let moves = patterns.moves(&states);
            open.extend(self.walk_navigations(&patterns, &at, &moves));
            open.extend(self.walk_casts(&patterns, &at, &moves));
            let members = self.index.members(&self.bindings, at.ty);
            for id in members.operations(&moves) {
                let names = names_of(self.schema, id);
                let next = moves.step(&names.each());
                if self.note_matches(&patterns, &next) {
                    let reason = Reason::Path(format!("{}/{}", at.path, names.simple));
                    self.keep_operation(at.ty, id, reason);
                }
            }
        }
    }

    /// Follows the navigation properties of one position; returns where the walk continues.
    fn walk_navigations(
        &mut self,
        patterns: &PathPatterns<'_>,
        at: &Step,
        moves: &Moves<'_>,
    ) -> Vec<(Step, States)> {
        let mut onward = Vec::new();
        let members = self.index.members(&self.bindings, at.ty);
        for id in members.navigations(moves) {
            let navigation = id.get(self.schema);
            if self.is_excluded(at.ty, id) {
                continue;
            }
            let mut next = moves.step(&[&navigation.name]);
            if next.is_empty() {
                continue;
            }
            let matched = self.note_matches(patterns, &next);
            self.keep_navigation(at.ty, id, reach(matched));
            if !navigation.contains_target {
                // A wildcard follows only contained navigation properties; a name follows any. Without this rule, `**`
                // below one workflow would reach all users and, through users, the whole service.
                next = moves.step_by_name(&navigation.name);
                if next.is_empty() {
                    continue;
                }
            }
            let step = Step {
                path: format!("{}/{}", at.path, navigation.name),
                ty: navigation.target,
                via: Via::Navigation(at.ty, id),
            };
            onward.push((step, next));
        }
        onward
    }

    /// Follows type casts that patterns name; returns where the walk continues.
    fn walk_casts(
        &mut self,
        patterns: &PathPatterns<'_>,
        at: &Step,
        moves: &Moves<'_>,
    ) -> Vec<(Step, States)> {
        let mut onward = Vec::new();
        let derived = match moves.casts() {
            None => self.schema.descendants(at.ty),
            Some(names) => {
                let named = names.filter_map(|name| self.schema.find_structured(name));
                let derives =
                    |ty: &StructuredId| *ty != at.ty && self.schema.derives_from(*ty, at.ty);
                named.filter(derives).collect()
            }
        };
        for ty in derived {
            let name = self.schema.structured_types[ty].name.to_string();
            let next = moves.step_by_type(&name);
            if next.is_empty() || self.selection.excluded.types.contains_key(&ty) {
                continue;
            }
            if self.note_matches(patterns, &next) {
                // Matching a cast also keeps the uncast path, because the cast builder inherits its capabilities.
                match at.via {
                    Via::Root(place) => {
                        self.selection.roots.insert(place, Reach::Matched);
                    }
                    Via::Navigation(owner, id) => self.keep_navigation(owner, id, Reach::Matched),
                }
            }
            let step = Step {
                path: format!("{}/{name}", at.path),
                ty,
                via: at.via,
            };
            onward.push((step, next));
        }
        onward
    }

    fn note_matches(&mut self, patterns: &PathPatterns<'_>, states: &States) -> bool {
        self.note_match(patterns, states).is_some()
    }

    /// Notes the patterns that match; returns the first one.
    pub(super) fn note_match(
        &mut self,
        patterns: &PathPatterns<'_>,
        states: &States,
    ) -> Option<String> {
        let mut first = None;
        for pattern in patterns.accepted(states) {
            let text = pattern.to_string();
            first.get_or_insert_with(|| text.clone());
            self.used.insert(text);
        }
        first
    }

    // ---- types ----

    fn keep_everything(&mut self) {
        for (place, _, ty) in self.roots() {
            if self.selection.excluded.roots.contains_key(&place) {
                continue;
            }
            match ty {
                Some(ty) if self.selection.excluded.types.contains_key(&ty) => {}
                Some(ty) => {
                    self.selection.roots.insert(place, Reach::Matched);
                    self.keep_whole(ty, || Reason::Everything);
                }
                None => self.keep_import(place, Reason::Everything),
            }
        }
        for (id, ty) in self.schema.structured_types.iter() {
            // An abstract type that nothing refers to is not emitted; its descendants have its properties.
            if !ty.is_abstract || ty.derived.is_empty() {
                self.keep_whole(id, || Reason::Everything);
            }
        }
        for id in self.schema.enum_types.ids() {
            self.selection.enums.insert(id, Reason::Everything);
        }
        for id in self.schema.type_definitions.ids() {
            self.selection
                .type_definitions
                .insert(id, Reason::Everything);
        }
    }

    pub(super) fn keep_whole(&mut self, ty: StructuredId, reason: impl Fn() -> Reason) {
        if self.ensure(ty, Level::Full, &reason) {
            for operation in self.operations_on(ty) {
                self.keep_operation(ty, operation, reason());
            }
        }
    }
}

/// The names of an operation that a pattern can match.
pub(super) struct OperationNames<'a> {
    pub(super) qualified: String,
    pub(super) simple: &'a str,
}

impl OperationNames<'_> {
    pub(super) fn each(&self) -> [&str; 2] {
        [&self.qualified, self.simple]
    }
}

pub(super) fn names_of(schema: &Schema, operation: OperationId) -> OperationNames<'_> {
    let name = &schema.operations[operation].name;
    OperationNames {
        qualified: name.to_string(),
        simple: &name.name,
    }
}

fn reach(matched: bool) -> Reach {
    match matched {
        true => Reach::Matched,
        false => Reach::Through,
    }
}
