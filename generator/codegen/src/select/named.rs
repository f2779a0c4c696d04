//! Patterns that name types, members of types or operations.

use clientwright_csdl::schema::{OperationId, OperationKind, StructuredId, Type};

use super::pattern::Pattern;
use super::walk::Walk;
use super::{Level, Reach, Reason};
use crate::inherit::NavigationId;

impl<'a> Walk<'a> {
    /// Keeps what include patterns name.
    pub(super) fn include_names(&mut self) {
        for pattern in self.request.include.iter().filter(|p| !p.is_path()) {
            let reason = || Reason::Pattern(pattern.to_string());
            for id in self.index.structured(pattern) {
                self.used.insert(pattern.to_string());
                self.keep_whole(id, reason);
            }
            for id in self.index.enums(pattern) {
                self.used.insert(pattern.to_string());
                self.selection.enums.entry(id).or_insert_with(reason);
            }
            for id in self.index.definitions(pattern) {
                self.used.insert(pattern.to_string());
                let definitions = &mut self.selection.type_definitions;
                definitions.entry(id).or_insert_with(reason);
            }
            for (ty, navigation) in self.navigations_by_name(pattern) {
                self.used.insert(pattern.to_string());
                if self.is_excluded(ty, navigation) || !self.ensure(ty, Level::Through, reason) {
                    continue;
                }
                self.keep_navigation(ty, navigation, Reach::Matched);
                let target = navigation.get(self.schema).target;
                self.ensure(target, Level::Full, reason);
            }
            for id in self.index.operations(pattern) {
                self.used.insert(pattern.to_string());
                self.include_operation(id, reason());
            }
        }
    }

    fn include_operation(&mut self, id: OperationId, reason: Reason) {
        match self.schema.operations[id].binding_parameter() {
            Some(binding) => {
                if let Type::Structured(ty) = binding.ty.ty
                    && self.ensure(ty, Level::Through, || reason.clone())
                {
                    self.keep_operation(ty, id, reason);
                }
            }
            None => {
                for place in self.index.imports(id).to_vec() {
                    if !self.selection.excluded.roots.contains_key(&place) {
                        self.keep_import(place, reason.clone());
                    }
                }
            }
        }
    }

    /// Records the types that stay leaves.
    pub(super) fn note_leaves(&mut self) {
        for pattern in &self.request.leaf {
            for id in self.index.structured(pattern) {
                self.used.insert(pattern.to_string());
                let leaf = self.selection.leaf_types.entry(id);
                leaf.or_insert_with(|| pattern.to_string());
            }
        }
    }

    /// Records what exclude patterns name.
    pub(super) fn exclude_names(&mut self) {
        for pattern in self.request.exclude.iter().filter(|p| !p.is_path()) {
            let text = || pattern.to_string();
            for id in self.index.structured(pattern) {
                self.used.insert(text());
                let excluded = self.selection.excluded.types.entry(id);
                excluded.or_insert_with(text);
            }
            for (ty, navigation) in self.navigations_by_name(pattern) {
                self.used.insert(text());
                let with_derived = [ty].into_iter().chain(self.schema.descendants(ty));
                for ty in with_derived {
                    let excluded = self.selection.excluded.navigations.entry((ty, navigation));
                    excluded.or_insert_with(text);
                }
            }
            for id in self.index.operations(pattern) {
                self.used.insert(text());
                let excluded = self.selection.excluded.anywhere.entry(id);
                excluded.or_insert_with(text);
            }
        }
    }

    /// Navigation properties of the types that a pattern names, inherited ones included.
    fn navigations_by_name(&self, pattern: &Pattern) -> Vec<(StructuredId, NavigationId)> {
        let mut found = Vec::new();
        for ty in self.index.owners(pattern) {
            let members = self.index.members(&self.bindings, ty);
            let meant = match pattern.only_member() {
                Some(member) => members.navigation(member).into_iter().collect(),
                None => {
                    let mut all = members.navigations.clone();
                    all.retain(|n| pattern.matches_member(&n.get(self.schema).name));
                    all
                }
            };
            found.extend(meant.into_iter().map(|navigation| (ty, navigation)));
        }
        found
    }

    /// A suggestion for a pattern that matches nothing and is not a path.
    pub(super) fn suggest_name(&self, what: &str, pattern: &Pattern) -> Option<String> {
        let wanted = pattern.to_string();
        let first = wanted.split('/').next().unwrap_or_default();
        if self.roots().iter().any(|(_, name, _)| *name == first) {
            return Some(format!("a path starts with a slash: `/{wanted}`"));
        }
        for (id, ty) in self.schema.structured_types.iter() {
            if !pattern.matches_owner(&ty.name.to_string()) {
                continue;
            }
            let mut properties = self.schema.properties(id).into_iter();
            if properties.any(|(_, p)| pattern.matches_member(&p.name)) {
                let help = "structural properties are selected with their type; `remove` removes them from the metadata";
                return Some(help.to_owned());
            }
            let names = self.schema.navigation_properties(id).into_iter();
            let names = names.map(|n| n.get(self.schema).name.as_str());
            let member = wanted.rsplit('/').next().unwrap_or_default();
            let best = self.nearest.name(member, names)?;
            return Some(format!(
                "a navigation property with a similar name exists: `{}/{best}`",
                ty.name
            ));
        }
        let types = self.schema.structured_types.iter().map(|(_, t)| &t.name);
        let types = types.chain(self.schema.enum_types.iter().map(|(_, t)| &t.name));
        let types = types.map(|name| ("a type", name));
        // Operations cannot be leaves.
        let operations = self.schema.operations.iter().filter(|_| what != "leaf");
        let operations = operations.map(|(_, o)| match o.kind {
            OperationKind::Action => ("an action", &o.name),
            OperationKind::Function => ("a function", &o.name),
        });
        let name = first.rsplit_once('.').unwrap_or(("", first));
        let all = types.chain(operations);
        let (what, best) = self
            .nearest
            .qualified(name, all, |(_, name)| name.parts())?;
        Some(format!("{what} with a similar name exists: `{best}`"))
    }
}
