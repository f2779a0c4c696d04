//! Keeps declarations, and then everything that they need.

use clientwright_csdl::schema::{
    ContainerChildKind, ContainerId, OperationId, StructuredId, StructuredKind, Type, TypeRef,
};

use super::walk::Walk;
use super::{Kept, Level, Reach, Reason};
use crate::inherit::{self, NavigationId};

impl Walk<'_> {
    /// Keeps a type at this level or a higher one; false if the user excluded it.
    pub(super) fn ensure(
        &mut self,
        ty: StructuredId,
        level: Level,
        reason: impl FnOnce() -> Reason,
    ) -> bool {
        if self.selection.excluded.types.contains_key(&ty) {
            return false;
        }
        let level = match self.selection.leaf_types.contains_key(&ty) {
            true => Level::Leaf,
            false => level,
        };
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

    pub(super) fn is_excluded(&self, ty: StructuredId, navigation: NavigationId) -> bool {
        let excluded = &self.selection.excluded;
        let target = navigation.get(self.schema).target;
        excluded.navigations.contains_key(&(ty, navigation)) || excluded.types.contains_key(&target)
    }

    pub(super) fn keep_navigation(
        &mut self,
        ty: StructuredId,
        navigation: NavigationId,
        reach: Reach,
    ) {
        let name = self.member_name(ty, &navigation.get(self.schema).name);
        let target = navigation.get(self.schema).target;
        if let Some(kept) = self.selection.structured.get_mut(&ty) {
            let known = kept.navigations.entry(navigation).or_insert(reach);
            *known = (*known).max(reach);
        }
        self.ensure(target, Level::Leaf, || Reason::Navigation(name));
    }

    pub(super) fn keep_operation(
        &mut self,
        ty: StructuredId,
        operation: OperationId,
        reason: Reason,
    ) {
        let excluded = &self.selection.excluded;
        let is_excluded = excluded.operations.contains_key(&(ty, operation))
            || excluded.anywhere.contains_key(&operation);
        if is_excluded || self.selection.leaf_types.contains_key(&ty) {
            return;
        }
        if let Some(kept) = self.selection.structured.get_mut(&ty) {
            kept.operations.entry(operation).or_insert(reason);
        }
        self.keep_signature(operation);
    }

    pub(super) fn keep_import(&mut self, place: (ContainerId, usize), reason: Reason) {
        let mut operations = match &self.schema.containers[place.0].children[place.1].kind {
            ContainerChildKind::ActionImport { action, .. } => vec![*action],
            ContainerChildKind::FunctionImport { functions, .. } => functions.clone(),
            _ => Vec::new(),
        };
        operations.retain(|operation| !self.selection.excluded.anywhere.contains_key(operation));
        if operations.is_empty() {
            return;
        }
        self.selection.roots.insert(place, Reach::Matched);
        for operation in operations {
            self.selection
                .imported
                .entry(operation)
                .or_insert_with(|| reason.clone());
            self.keep_signature(operation);
        }
    }

    pub(super) fn keep_signature(&mut self, operation: OperationId) {
        let operation = &self.schema.operations[operation];
        let reason = || Reason::Operation(operation.name.to_string());
        for parameter in operation.call_parameters() {
            self.keep_type(&parameter.ty, Level::Full, reason);
        }
        if let Some(returned) = &operation.return_type {
            self.keep_type(&returned.ty, Level::Full, reason);
        }
    }

    /// Keeps the type of a type reference; entity types only as leaves.
    pub(super) fn keep_type(&mut self, ty: &TypeRef, complex: Level, reason: impl Fn() -> Reason) {
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

    /// Keeps what the kept types need, until nothing changes.
    pub(super) fn close(&mut self) {
        while let Some(id) = self.changed.pop_front() {
            let ty = &self.schema.structured_types[id];
            let Some(level) = self.selection.level(id) else {
                continue;
            };
            for base in self.schema.lineage(id) {
                if base != id {
                    let reason = || Reason::Derived(ty.name.to_string());
                    self.selection.bases.entry(base).or_insert_with(reason);
                }
            }
            let complex = match (ty.kind, level) {
                (_, Level::Leaf) => Level::Leaf,
                _ => Level::Full,
            };
            for (_, property) in self.schema.properties(id) {
                let name = self.member_name(id, &property.name);
                self.keep_type(&property.ty, complex, || Reason::Property(name.clone()));
            }
            if level == Level::Full {
                for navigation in self.schema.navigation_properties(id) {
                    if !self.is_excluded(id, navigation) {
                        self.keep_navigation(id, navigation, Reach::Matched);
                    }
                }
            }
            // Derived entity types are variants only if something else keeps them: otherwise one reference to Graph's
            // `directoryObject` would keep all types derived from it.
            if inherit::is_polymorphic(ty) && ty.kind == StructuredKind::Complex {
                for derived in self.schema.descendants(id) {
                    if !self.schema.structured_types[derived].is_abstract {
                        self.ensure(derived, level, || Reason::Derived(ty.name.to_string()));
                    }
                }
            }
        }
    }

    /// When everything is selected, abstract types that are referred to become full types too.
    pub(super) fn raise_leaves(&mut self) {
        let kept = self.selection.structured.iter();
        let leaves = kept.filter(|(_, kept)| kept.level == Level::Leaf);
        let leaves: Vec<StructuredId> = leaves.map(|(id, _)| *id).collect();
        for id in leaves {
            self.keep_whole(id, || Reason::Everything);
        }
    }

    pub(super) fn forget_bases_that_are_emitted(&mut self) {
        let structured = &self.selection.structured;
        self.selection
            .bases
            .retain(|id, _| !structured.contains_key(id));
    }

    pub(super) fn member_name(&self, ty: StructuredId, member: &str) -> String {
        format!("{}/{member}", self.schema.structured_types[ty].name)
    }
}
