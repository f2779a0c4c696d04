//! The index in which patterns are looked up: by name where a pattern is a name, else one after the other.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use clientwright_csdl::schema::{
    ContainerChildKind, ContainerId, EnumId, OperationId, Schema, StructuredId, TypeDefinitionId,
};

use super::pattern::Pattern;
use super::states::Moves;
use crate::inherit::{self, Bindings, NavigationId};

/// The schema by names.
pub(super) struct Index<'a> {
    schema: &'a Schema,
    structured: BTreeMap<String, Vec<StructuredId>>,
    enums: BTreeMap<String, Vec<EnumId>>,
    definitions: BTreeMap<String, Vec<TypeDefinitionId>>,
    operations: BTreeMap<String, Vec<OperationId>>,
    /// The imports that call an operation.
    imports: BTreeMap<OperationId, Vec<(ContainerId, usize)>>,
    members: RefCell<BTreeMap<StructuredId, Rc<Members<'a>>>>,
}

/// What paths lead through from a type, inherited members included.
pub(super) struct Members<'a> {
    pub(super) navigations: Vec<NavigationId>,
    /// Places in `navigations`.
    navigations_by_name: BTreeMap<&'a str, usize>,
    pub(super) operations: Vec<OperationId>,
    /// Places in `operations`, by qualified and by simple name.
    operations_by_name: BTreeMap<String, BTreeSet<usize>>,
}

impl<'a> Members<'a> {
    fn new(schema: &'a Schema, bindings: &Bindings, ty: StructuredId) -> Self {
        let navigations = inherit::navigation_properties(schema, ty);
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

    /// The navigation property of a name.
    pub(super) fn navigation(&self, name: &str) -> Option<NavigationId> {
        let at = self.navigations_by_name.get(name)?;
        Some(self.navigations[*at])
    }

    /// The navigation properties that patterns may go on with.
    pub(super) fn navigations(&self, moves: &Moves<'_>) -> Vec<NavigationId> {
        let Some(names) = moves.names() else {
            return self.navigations.clone();
        };
        let found = names.filter_map(|name| self.navigations_by_name.get(name));
        let found: BTreeSet<usize> = found.copied().collect();
        found.into_iter().map(|at| self.navigations[at]).collect()
    }

    /// The operations that patterns may go on with.
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
        fn by_name<T>(all: impl Iterator<Item = (String, T)>) -> BTreeMap<String, Vec<T>> {
            let mut found: BTreeMap<String, Vec<T>> = BTreeMap::new();
            for (name, id) in all {
                found.entry(name).or_default().push(id);
            }
            found
        }
        let structured = schema.structured_types.iter();
        let enums = schema.enum_types.iter();
        let definitions = schema.type_definitions.iter();
        let operations = schema.operations.iter();
        let mut imports: BTreeMap<OperationId, Vec<(ContainerId, usize)>> = BTreeMap::new();
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
            structured: by_name(structured.map(|(id, ty)| (ty.name.to_string(), id))),
            enums: by_name(enums.map(|(id, ty)| (ty.name.to_string(), id))),
            definitions: by_name(definitions.map(|(id, ty)| (ty.name.to_string(), id))),
            operations: by_name(operations.map(|(id, o)| (o.name.to_string(), id))),
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

    pub(super) fn imports(&self, operation: OperationId) -> &[(ContainerId, usize)] {
        self.imports.get(&operation).map_or(&[], Vec::as_slice)
    }

    pub(super) fn structured_named(&self, name: &str) -> &[StructuredId] {
        self.structured.get(name).map_or(&[], Vec::as_slice)
    }

    pub(super) fn structured(&self, pattern: &Pattern) -> Vec<StructuredId> {
        find(&self.structured, pattern, |name| pattern.matches_type(name))
    }

    pub(super) fn owners(&self, pattern: &Pattern) -> Vec<StructuredId> {
        find(&self.structured, pattern, |name| {
            pattern.matches_owner(name)
        })
    }

    pub(super) fn enums(&self, pattern: &Pattern) -> Vec<EnumId> {
        find(&self.enums, pattern, |name| pattern.matches_type(name))
    }

    pub(super) fn definitions(&self, pattern: &Pattern) -> Vec<TypeDefinitionId> {
        find(&self.definitions, pattern, |name| {
            pattern.matches_type(name)
        })
    }

    pub(super) fn operations(&self, pattern: &Pattern) -> Vec<OperationId> {
        match pattern.names_operations() {
            true => find(&self.operations, pattern, |name| pattern.matches_type(name)),
            false => Vec::new(),
        }
    }
}

/// What a pattern means, in document order.
fn find<T: Copy + Ord>(
    all: &BTreeMap<String, Vec<T>>,
    pattern: &Pattern,
    is_meant: impl Fn(&str) -> bool,
) -> Vec<T> {
    let mut found: Vec<T> = match pattern.only_name() {
        Some(name) if is_meant(&name) => all.get(&name).cloned().unwrap_or_default(),
        Some(_) => Vec::new(),
        None => {
            let meant = all.iter().filter(|(name, _)| is_meant(name));
            meant.flat_map(|(_, ids)| ids).copied().collect()
        }
    };
    found.sort_unstable();
    found
}
