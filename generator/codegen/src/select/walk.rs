//! The walk that finds what patterns match, and the closure over what that needs.

use std::collections::{BTreeSet, VecDeque};

use odata_csdl::diagnostics::{Diagnostic, Diagnostics};
use odata_csdl::schema::{
    ContainerChildKind, ContainerId, OperationId, Schema, StructuredId, StructuredKind, Type,
    TypeRef,
};

use super::pattern::{Pattern, State};
use super::{Kept, Level, Reach, Reason, Request, Selection};
use crate::codes::UNUSED_PATTERN;
use crate::inherit::{self, Bindings, NavigationId};

/// States of all path patterns after the same path.
type States = Vec<State>;

/// A place in the service that a path leads to.
struct Step {
    /// The path so far, for reasons and messages.
    path: String,
    /// The type at the end.
    ty: StructuredId,
}

pub(super) struct Walk<'a> {
    schema: &'a Schema,
    request: &'a Request,
    bindings: Bindings,
    selection: Selection,
    changed: VecDeque<StructuredId>,
    excluded_types: BTreeSet<StructuredId>,
    excluded_roots: BTreeSet<(ContainerId, usize)>,
    excluded_navigations: BTreeSet<(StructuredId, NavigationId)>,
    excluded_operations: BTreeSet<(StructuredId, OperationId)>,
    used: BTreeSet<String>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(schema: &'a Schema, request: &'a Request) -> Self {
        Self {
            schema,
            request,
            bindings: Bindings::new(schema),
            selection: Selection::default(),
            changed: VecDeque::new(),
            excluded_types: BTreeSet::new(),
            excluded_roots: BTreeSet::new(),
            excluded_navigations: BTreeSet::new(),
            excluded_operations: BTreeSet::new(),
            used: BTreeSet::new(),
        }
    }

    pub(super) fn run(mut self, diags: &mut Diagnostics) -> Selection {
        self.exclude();
        if self.request.include.is_empty() {
            self.keep_everything();
        } else {
            self.include_paths();
            self.include_types();
        }
        self.close();
        self.forget_bases_that_are_emitted();
        self.report_unused(diags);
        self.selection
    }

    // ---- paths ----

    /// The places right below the service root.
    fn roots(&self) -> Vec<((ContainerId, usize), &'a str, Option<StructuredId>)> {
        let mut roots = Vec::new();
        for (container, item) in self.schema.containers.iter() {
            for (index, child) in item.children.iter().enumerate() {
                let ty = match &child.kind {
                    ContainerChildKind::EntitySet { ty }
                    | ContainerChildKind::Singleton { ty, .. } => Some(*ty),
                    _ => None,
                };
                roots.push(((container, index), child.name.as_str(), ty));
            }
        }
        roots
    }

    fn operations_on(&self, ty: StructuredId) -> Vec<OperationId> {
        let mut all = self.bindings.on_single(self.schema, ty);
        all.extend(self.bindings.on_collection(self.schema, ty));
        all
    }

    fn exclude(&mut self) {
        for (id, ty) in self.schema.structured_types.iter() {
            for pattern in self.request.exclude.iter().filter(|p| !p.is_path()) {
                if pattern.matches_type(&ty.name.to_string()) {
                    self.used.insert(pattern.to_string());
                    self.excluded_types.insert(id);
                }
            }
        }
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

    fn include_paths(&mut self) {
        let patterns: Vec<&Pattern> = path_patterns(&self.request.include);
        let start: States = patterns.iter().map(|p| p.start()).collect();
        let mut seen = BTreeSet::new();
        let mut open: VecDeque<(Step, States)> = VecDeque::new();
        for (place, name, ty) in self.roots() {
            if self.excluded_roots.contains(&place) {
                continue;
            }
            let states = step(&patterns, &start, &[name]);
            if states.iter().all(State::is_dead) {
                continue;
            }
            let matched = self.note_matches(&patterns, &states);
            match ty {
                Some(ty) => {
                    self.selection.roots.insert(place, reach(matched));
                    let path = format!("/{name}");
                    open.push_back((Step { path, ty }, states));
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
            open.extend(self.walk_navigations(&patterns, &at, &states));
            for id in self.operations_on(at.ty) {
                let names = names_of(self.schema, id);
                let next = step(&patterns, &states, &names.each());
                if self.note_matches(&patterns, &next) {
                    let reason = Reason::Path(format!("{}/{}", at.path, names.simple));
                    self.keep_operation(at.ty, id, reason);
                }
            }
        }
    }

    /// Follows the navigation properties of one place; returns where the walk goes on.
    fn walk_navigations(
        &mut self,
        patterns: &[&Pattern],
        at: &Step,
        states: &States,
    ) -> Vec<(Step, States)> {
        let mut onward = Vec::new();
        for id in inherit::navigation_properties(self.schema, at.ty) {
            let navigation = id.get(self.schema);
            if self.is_excluded(at.ty, id) {
                continue;
            }
            let mut next = step(patterns, states, &[&navigation.name]);
            if next.iter().all(State::is_dead) {
                continue;
            }
            let matched = self.note_matches(patterns, &next);
            self.keep_navigation(at.ty, id, reach(matched));
            if !navigation.contains_target {
                // A wildcard stays within what the path contains; only a name leads out of it. Without this rule
                // `**` below one workflow would reach every user, and through users all of the service.
                next = patterns
                    .iter()
                    .zip(states)
                    .map(|(p, s)| p.step_by_name(s, &[&navigation.name]))
                    .collect();
                if next.iter().all(State::is_dead) {
                    continue;
                }
            }
            let step = Step {
                path: format!("{}/{}", at.path, navigation.name),
                ty: navigation.target,
            };
            onward.push((step, next));
        }
        onward
    }

    fn note_matches(&mut self, patterns: &[&Pattern], states: &States) -> bool {
        let mut any = false;
        for (pattern, state) in patterns.iter().zip(states) {
            if pattern.accepts(state) {
                self.used.insert(pattern.to_string());
                any = true;
            }
        }
        any
    }

    // ---- types ----

    fn include_types(&mut self) {
        for pattern in self.request.include.iter().filter(|p| !p.is_path()) {
            let reason = || Reason::Pattern(pattern.to_string());
            let mut used = false;
            for (id, ty) in self.schema.structured_types.iter() {
                if pattern.matches_type(&ty.name.to_string()) {
                    used = true;
                    self.keep_whole(id, reason);
                }
            }
            for (id, ty) in self.schema.enum_types.iter() {
                if pattern.matches_type(&ty.name.to_string()) {
                    used = true;
                    self.selection.enums.entry(id).or_insert_with(reason);
                }
            }
            for (id, ty) in self.schema.type_definitions.iter() {
                if pattern.matches_type(&ty.name.to_string()) {
                    used = true;
                    self.selection
                        .type_definitions
                        .entry(id)
                        .or_insert_with(reason);
                }
            }
            if used {
                self.used.insert(pattern.to_string());
            }
        }
    }

    fn keep_everything(&mut self) {
        for (place, _, ty) in self.roots() {
            if self.excluded_roots.contains(&place) {
                continue;
            }
            match ty {
                Some(ty) => {
                    self.selection.roots.insert(place, Reach::Matched);
                    self.keep_whole(ty, || Reason::Everything);
                }
                None => self.keep_import(place, Reason::Everything),
            }
        }
        for (id, ty) in self.schema.structured_types.iter() {
            // An abstract type that nothing refers to lives on in the properties of its descendants.
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

    fn keep_whole(&mut self, ty: StructuredId, reason: impl Fn() -> Reason) {
        if self.ensure(ty, Level::Full, &reason) {
            for operation in self.operations_on(ty) {
                self.keep_operation(ty, operation, reason());
            }
        }
    }

    // ---- keeping ----

    /// Keeps a type at least at a level; false when the user excluded it.
    fn ensure(&mut self, ty: StructuredId, level: Level, reason: impl FnOnce() -> Reason) -> bool {
        if self.excluded_types.contains(&ty) {
            return false;
        }
        match self.selection.structured.get_mut(&ty) {
            Some(kept) if kept.level >= level => {}
            Some(kept) => {
                kept.level = level;
                self.changed.push_back(ty);
            }
            None => {
                let kept = Kept {
                    level,
                    reason: reason(),
                    navigations: Default::default(),
                    operations: Default::default(),
                };
                self.selection.structured.insert(ty, kept);
                self.changed.push_back(ty);
            }
        }
        true
    }

    fn is_excluded(&self, ty: StructuredId, navigation: NavigationId) -> bool {
        self.excluded_navigations.contains(&(ty, navigation))
            || self
                .excluded_types
                .contains(&navigation.get(self.schema).target)
    }

    fn keep_navigation(&mut self, ty: StructuredId, navigation: NavigationId, reach: Reach) {
        let name = self.member_name(ty, &navigation.get(self.schema).name);
        let target = navigation.get(self.schema).target;
        if let Some(kept) = self.selection.structured.get_mut(&ty) {
            let known = kept.navigations.entry(navigation).or_insert(reach);
            *known = (*known).max(reach);
        }
        self.ensure(target, Level::Leaf, || Reason::Navigation(name));
    }

    fn keep_operation(&mut self, ty: StructuredId, operation: OperationId, reason: Reason) {
        if self.excluded_operations.contains(&(ty, operation)) {
            return;
        }
        if let Some(kept) = self.selection.structured.get_mut(&ty) {
            kept.operations.entry(operation).or_insert(reason);
        }
        self.keep_signature(operation);
    }

    fn keep_import(&mut self, place: (ContainerId, usize), reason: Reason) {
        self.selection.roots.insert(place, Reach::Matched);
        let operations = match &self.schema.containers[place.0].children[place.1].kind {
            ContainerChildKind::ActionImport { action, .. } => vec![*action],
            ContainerChildKind::FunctionImport { functions, .. } => functions.clone(),
            _ => Vec::new(),
        };
        for operation in operations {
            self.selection
                .imported
                .entry(operation)
                .or_insert_with(|| reason.clone());
            self.keep_signature(operation);
        }
    }

    fn keep_signature(&mut self, operation: OperationId) {
        let operation = &self.schema.operations[operation];
        let reason = || Reason::Operation(operation.name.to_string());
        for parameter in operation.call_parameters() {
            self.keep_type(&parameter.ty, Level::Full, reason);
        }
        if let Some(returned) = &operation.return_type {
            self.keep_type(&returned.ty, Level::Full, reason);
        }
    }

    /// Keeps what a type reference names; entity types only as leaves.
    fn keep_type(&mut self, ty: &TypeRef, complex: Level, reason: impl Fn() -> Reason) {
        match ty.ty {
            Type::Primitive(_) => {}
            Type::Enum(id) => {
                self.selection.enums.entry(id).or_insert_with(reason);
            }
            Type::Definition(id) => {
                self.selection
                    .type_definitions
                    .entry(id)
                    .or_insert_with(reason);
            }
            Type::Structured(id) => {
                let level = match self.schema.structured_types[id].kind {
                    StructuredKind::Entity => Level::Leaf,
                    StructuredKind::Complex => complex,
                };
                self.ensure(id, level, reason);
            }
        }
    }

    // ---- closure ----

    /// Keeps what the kept types need, until nothing changes.
    fn close(&mut self) {
        while let Some(id) = self.changed.pop_front() {
            let ty = &self.schema.structured_types[id];
            let Some(level) = self.selection.level(id) else {
                continue;
            };
            for base in inherit::lineage(self.schema, id) {
                if base != id {
                    let reason = || Reason::Derived(ty.name.to_string());
                    self.selection.bases.entry(base).or_insert_with(reason);
                }
            }
            let complex = match (ty.kind, level) {
                (_, Level::Leaf) => Level::Leaf,
                _ => Level::Full,
            };
            for (_, property) in inherit::properties(self.schema, id) {
                let name = self.member_name(id, &property.name);
                self.keep_type(&property.ty, complex, || Reason::Property(name.clone()));
            }
            if level == Level::Full {
                for navigation in inherit::navigation_properties(self.schema, id) {
                    if !self.is_excluded(id, navigation) {
                        self.keep_navigation(id, navigation, Reach::Matched);
                    }
                }
            }
            // Derived entity types are variants only where something else keeps them: all that derives from
            // Graph's `directoryObject` would otherwise follow from one reference to it.
            if inherit::is_polymorphic(ty) && ty.kind == StructuredKind::Complex {
                for derived in inherit::descendants(self.schema, id) {
                    if !self.schema.structured_types[derived].is_abstract {
                        self.ensure(derived, level, || Reason::Derived(ty.name.to_string()));
                    }
                }
            }
        }
    }

    fn forget_bases_that_are_emitted(&mut self) {
        let structured = &self.selection.structured;
        self.selection
            .bases
            .retain(|id, _| !structured.contains_key(id));
    }

    fn member_name(&self, ty: StructuredId, member: &str) -> String {
        format!("{}/{member}", self.schema.structured_types[ty].name)
    }

    // ---- patterns that match nothing ----

    fn report_unused(&self, diags: &mut Diagnostics) {
        let all = self.request.include.iter().map(|p| ("include", p));
        let all = all.chain(self.request.exclude.iter().map(|p| ("exclude", p)));
        for (what, pattern) in all {
            if self.used.contains(&pattern.to_string()) {
                continue;
            }
            let message = format!("{what} pattern `{pattern}` matches nothing");
            let mut diagnostic = match pattern.span() {
                Some(span) => {
                    Diagnostic::error(UNUSED_PATTERN, message).at(span, "matches nothing")
                }
                None => {
                    Diagnostic::error_in(UNUSED_PATTERN, message, format!("--{what} {pattern}"))
                }
            };
            if let Some(help) = self.suggest(pattern) {
                diagnostic = diagnostic.help(help);
            }
            diags.push(diagnostic);
        }
    }

    fn suggest(&self, pattern: &Pattern) -> Option<String> {
        if !pattern.is_path() {
            let wanted = pattern.to_string();
            let types = self.schema.structured_types.iter().map(|(_, t)| &t.name);
            let types = types.chain(self.schema.enum_types.iter().map(|(_, t)| &t.name));
            let best = nearest(&wanted, types.map(ToString::to_string))?;
            return Some(format!("a type with a similar name exists: `{best}`"));
        }
        let mut at: Option<StructuredId> = None;
        let mut path = String::new();
        for name in pattern.literal_prefix() {
            let here: Vec<(String, Option<StructuredId>)> = match at {
                None if path.is_empty() => self
                    .roots()
                    .into_iter()
                    .map(|(_, name, ty)| (name.to_owned(), ty))
                    .collect(),
                None => return None,
                Some(ty) => {
                    let navigations = inherit::navigation_properties(self.schema, ty).into_iter();
                    let navigations = navigations.map(|id| id.get(self.schema));
                    let operations = self.operations_on(ty).into_iter();
                    let operations = operations.map(|id| names_of(self.schema, id).simple);
                    navigations
                        .map(|n| (n.name.clone(), Some(n.target)))
                        .chain(operations.map(|name| (name.to_owned(), None)))
                        .collect()
                }
            };
            match here.iter().find(|(n, _)| n == name) {
                Some((_, ty)) => {
                    at = *ty;
                    path = format!("{path}/{name}");
                }
                None => {
                    let best = nearest(name, here.into_iter().map(|(n, _)| n))?;
                    return Some(format!(
                        "a path with a similar name exists: `{path}/{best}`"
                    ));
                }
            }
        }
        None
    }
}

/// The names by which a pattern may call an operation.
struct OperationNames<'a> {
    qualified: String,
    simple: &'a str,
}

impl OperationNames<'_> {
    fn each(&self) -> [&str; 2] {
        [&self.qualified, self.simple]
    }
}

fn names_of(schema: &Schema, operation: OperationId) -> OperationNames<'_> {
    let name = &schema.operations[operation].name;
    OperationNames {
        qualified: name.to_string(),
        simple: &name.name,
    }
}

fn path_patterns(patterns: &[Pattern]) -> Vec<&Pattern> {
    patterns.iter().filter(|p| p.is_path()).collect()
}

fn step(patterns: &[&Pattern], states: &States, names: &[&str]) -> States {
    patterns
        .iter()
        .zip(states)
        .map(|(pattern, state)| pattern.step(state, names))
        .collect()
}

fn reach(matched: bool) -> Reach {
    match matched {
        true => Reach::Matched,
        false => Reach::Through,
    }
}

/// The candidate nearest to a name, if any is near enough to be meant.
fn nearest(wanted: &str, candidates: impl Iterator<Item = String>) -> Option<String> {
    candidates
        .map(|c| (strsim::jaro_winkler(wanted, &c), c))
        .filter(|(score, _)| *score > 0.7)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(&a.1)))
        .map(|(_, c)| c)
}
