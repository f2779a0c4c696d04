//! An index of what patterns can match, and of the segments that can follow on a path. A pattern without wildcard is a
//! lookup by name.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use clientwright_csdl::schema::{
    ChildId, ContainerChildKind, EnumId, OperationId, QualifiedName, Schema, StructuredId, Type,
    TypeDefinitionId,
};

use super::pattern::Pattern;
use super::states::Moves;
use crate::inherit::{Bindings, NavigationId};

/// Looks up the declarations that patterns match; caches frequent results.
pub(super) struct Index<'a> {
    schema: &'a Schema,
    /// The imports that call an operation.
    imports: BTreeMap<OperationId, Vec<ChildId>>,
    members: RefCell<BTreeMap<StructuredId, Rc<Members<'a>>>>,
}

/// The segments that can follow a type on a path, inherited members included.
pub(super) struct Members<'a> {
    pub(super) navigations: Vec<NavigationId>,
    /// Positions in `navigations`.
    navigations_by_name: BTreeMap<&'a str, usize>,
    pub(super) operations: Vec<OperationId>,
    /// Positions in `operations`, by qualified and by simple name.
    operations_by_name: BTreeMap<String, BTreeSet<usize>>,
}

impl<'a> Members<'a> {
    fn new(schema: &'a Schema, bindings: &Bindings, ty: StructuredId) -> Self {
        let navigations = schema.navigation_properties(ty);
        let named = navigations.iter().enumerate();
        let named = named.map(|(at, id)| (id.get(schema).name.as_str(), at));
        let mut operations = bindings.on_single(schema, ty);
        operations.extend(bindings.on_collection(schema, ty));
        let mut operations_by_name: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for (at, id) in operations.iter().enumerate() {
            let name = &schema.operations[*id].name;
            for name in [name.to_string(), name.name.clone()] {
                operations_by_name.entry(name).or_default().insert(at);
            }
        }
        Self {
            navigations_by_name: named.collect(),
            navigations,
            operations,
            operations_by_name,
        }
    }

    /// The navigation property with a name.
    pub(super) fn navigation(&self, name: &str) -> Option<NavigationId> {
        let at = self.navigations_by_name.get(name)?;
        Some(self.navigations[*at])
    }

    /// The navigation properties that patterns can continue with.
    pub(super) fn navigations(&self, moves: &Moves<'_>) -> Vec<NavigationId> {
        let Some(names) = moves.names() else {
            return self.navigations.clone();
        };
        let found = names.filter_map(|name| self.navigations_by_name.get(name));
        let found: BTreeSet<usize> = found.copied().collect();
        found.into_iter().map(|at| self.navigations[at]).collect()
    }

    /// The operations that patterns can continue with.
    pub(super) fn operations(&self, moves: &Moves<'_>) -> Vec<OperationId> {
        let Some(names) = moves.names() else {
            return self.operations.clone();
        };
        let found = names.filter_map(|name| self.operations_by_name.get(name));
        let found: BTreeSet<usize> = found.flatten().copied().collect();
        found.into_iter().map(|at| self.operations[at]).collect()
    }
}

impl<'a> Index<'a> {
    pub(super) fn new(schema: &'a Schema) -> Self {
        let mut imports: BTreeMap<OperationId, Vec<ChildId>> = BTreeMap::new();
        for (container, item) in schema.containers.iter() {
            for (index, child) in item.children.iter().enumerate() {
                let called = match &child.kind {
                    ContainerChildKind::ActionImport { action, .. } => std::slice::from_ref(action),
                    ContainerChildKind::FunctionImport { functions, .. } => functions,
                    _ => &[],
                };
                for operation in called {
                    imports
                        .entry(*operation)
                        .or_default()
                        .push((container, index));
                }
            }
        }
        Self {
            schema,
            imports,
            members: RefCell::default(),
        }
    }

    pub(super) fn members(&self, bindings: &Bindings, ty: StructuredId) -> Rc<Members<'a>> {
        let mut members = self.members.borrow_mut();
        let members = members
            .entry(ty)
            .or_insert_with(|| Rc::new(Members::new(self.schema, bindings, ty)));
        Rc::clone(members)
    }

    pub(super) fn imports(&self, operation: OperationId) -> &[ChildId] {
        self.imports.get(&operation).map_or(&[], Vec::as_slice)
    }

    pub(super) fn structured(&self, pattern: &Pattern) -> Vec<StructuredId> {
        self.structured_where(pattern, |name| pattern.matches_type(name))
    }

    pub(super) fn owners(&self, pattern: &Pattern) -> Vec<StructuredId> {
        self.structured_where(pattern, |name| pattern.matches_owner(name))
    }

    fn structured_where(
        &self,
        pattern: &Pattern,
        is_meant: impl Fn(&str) -> bool,
    ) -> Vec<StructuredId> {
        let all = self.schema.structured_types.iter();
        let all = all.map(|(id, ty)| (id, &ty.name));
        let named = |name: &str| Vec::from_iter(self.schema.find_structured(name));
        find(all, named, pattern, is_meant)
    }

    pub(super) fn enums(&self, pattern: &Pattern) -> Vec<EnumId> {
        let all = self.schema.enum_types.iter();
        let all = all.map(|(id, ty)| (id, &ty.name));
        let named = |name: &str| match self.schema.find_type(name) {
            Some(Type::Enum(id)) => vec![id],
            _ => Vec::new(),
        };
        find(all, named, pattern, |name| pattern.matches_type(name))
    }

    pub(super) fn definitions(&self, pattern: &Pattern) -> Vec<TypeDefinitionId> {
        let all = self.schema.type_definitions.iter();
        let all = all.map(|(id, ty)| (id, &ty.name));
        let named = |name: &str| match self.schema.find_type(name) {
            Some(Type::Definition(id)) => vec![id],
            _ => Vec::new(),
        };
        find(all, named, pattern, |name| pattern.matches_type(name))
    }

    pub(super) fn operations(&self, pattern: &Pattern) -> Vec<OperationId> {
        if !pattern.names_operations() {
            return Vec::new();
        }
        let all = self.schema.operations.iter();
        let all = all.map(|(id, operation)| (id, &operation.name));
        let named = |name: &str| self.schema.find_operations(name).to_vec();
        find(all, named, pattern, |name| pattern.matches_type(name))
    }
}

/// The matches of a pattern, in document order: a lookup for a name, else a search of all.
fn find<'s, T>(
    all: impl Iterator<Item = (T, &'s QualifiedName)>,
    named: impl Fn(&str) -> Vec<T>,
    pattern: &Pattern,
    is_meant: impl Fn(&str) -> bool,
) -> Vec<T> {
    match pattern.only_name() {
        Some(name) if is_meant(&name) => named(&name),
        Some(_) => Vec::new(),
        None => {
            let meant = all.filter(|(_, name)| is_meant(&name.to_string()));
            meant.map(|(id, _)| id).collect()
        }
    }
}
