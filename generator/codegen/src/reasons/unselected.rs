//! What paths could have, but the client has not, because it is not selected.

use std::collections::{BTreeMap, BTreeSet};

use clientwright_csdl::schema::{
    ContainerChildKind, ContainerId, NavigationId, OperationId, OperationKind, StructuredId,
    StructuredKind,
};

use crate::generate::{Input, OData, Stages};
use crate::inherit::Bindings;
use crate::select::{Excluded, Level};

/// A segment of a path that is not selected. What is before it is selected.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unselected {
    /// The type of the entity before it. `None`: it is directly below the service.
    pub of: Option<String>,
    /// Whether it is a segment of collections of that type, as operations can be.
    pub of_collection: bool,
    /// Its name in the description.
    pub name: String,
    /// What it is, such as `entity set`, `navigation property` or `action`.
    pub what: &'static str,
    /// The type that it leads to, `Collection(…)` if there are many.
    pub target: Option<String>,
    /// Which pattern excludes it. `None`: no pattern matches it.
    pub excluded: Option<String>,
}

impl Stages {
    /// The segments of paths that are not selected, if selection has run. There are none of OpenAPI: [`Stages::tree`] has its
    /// operations.
    pub fn unselected(&self) -> Vec<Unselected> {
        match &self.input {
            Input::OData(input) => of_odata(input),
            Input::OpenApi(_) => Vec::new(),
        }
    }
}

fn of_odata(input: &OData) -> Vec<Unselected> {
    let OData {
        schema, selection, ..
    } = input;
    let mut all = Vec::new();
    for (container, declared) in schema.containers.iter() {
        for (index, child) in declared.children.iter().enumerate() {
            let place = (container, index);
            if selection.roots.contains_key(&place) {
                continue;
            }
            let (what, ty) = described(&child.kind);
            let many = matches!(child.kind, ContainerChildKind::EntitySet { .. });
            all.push(Unselected {
                of: None,
                of_collection: false,
                name: child.name.clone(),
                what,
                target: ty.map(|ty| target(input, ty, many)),
                excluded: root(input, place),
            });
        }
    }
    let bindings = Bindings::new(schema);
    for (ty, kept) in &selection.structured {
        let declared = &schema.structured_types[*ty];
        if declared.kind != StructuredKind::Entity {
            continue;
        }
        let of = Some(declared.name.to_string());
        for id in schema.navigation_properties(*ty) {
            if kept.navigations.contains_key(&id) {
                continue;
            }
            let property = id.get(schema);
            all.push(Unselected {
                of: of.clone(),
                of_collection: false,
                name: property.name.clone(),
                what: "navigation property",
                target: Some(target(input, property.target, property.is_collection)),
                excluded: navigation(input, *ty, id),
            });
        }
        let single = bindings.on_single(schema, *ty);
        let collection = bindings.on_collection(schema, *ty);
        for (of_collection, operations) in [(false, single), (true, collection)] {
            let is_kept = |id: &OperationId| kept.operations.contains_key(id);
            let name = |id: &OperationId| schema.operations[*id].name.to_string();
            // Of several overloads, some may be selected.
            let mut seen: BTreeSet<String> = operations
                .iter()
                .filter(|id| is_kept(id))
                .map(name)
                .collect();
            for id in &operations {
                if !seen.insert(name(id)) {
                    continue;
                }
                all.push(Unselected {
                    of: of.clone(),
                    of_collection,
                    name: name(id),
                    what: match schema.operations[*id].kind {
                        OperationKind::Action => "action",
                        OperationKind::Function => "function",
                    },
                    target: None,
                    excluded: operation(input, *ty, *id),
                });
            }
        }
    }
    all
}

/// What a child of a container is, and the type that it leads to.
pub(super) fn described(kind: &ContainerChildKind) -> (&'static str, Option<StructuredId>) {
    match kind {
        ContainerChildKind::EntitySet { ty } => ("entity set", Some(*ty)),
        ContainerChildKind::Singleton { ty, .. } => ("singleton", Some(*ty)),
        ContainerChildKind::ActionImport { .. } => ("action import", None),
        ContainerChildKind::FunctionImport { .. } => ("function import", None),
    }
}

/// The name of a type, `Collection(…)` if there are many.
pub(super) fn target(input: &OData, ty: StructuredId, many: bool) -> String {
    let name = &input.schema.structured_types[ty].name;
    match many {
        true => format!("Collection({name})"),
        false => name.to_string(),
    }
}

/// Which pattern excludes an entity set, a singleton or an import.
pub(super) fn root(input: &OData, place: (ContainerId, usize)) -> Option<String> {
    let Excluded {
        roots,
        types,
        anywhere,
        ..
    } = &input.selection.excluded;
    if let Some(pattern) = roots.get(&place) {
        return Some(by(pattern));
    }
    let child = &input.schema.containers[place.0].children[place.1];
    match &child.kind {
        ContainerChildKind::EntitySet { ty } | ContainerChildKind::Singleton { ty, .. } => {
            types.get(ty).map(|pattern| type_by(input, *ty, pattern))
        }
        ContainerChildKind::ActionImport { action, .. } => anywhere.get(action).map(|p| by(p)),
        ContainerChildKind::FunctionImport { functions, .. } => {
            let mut excluded = functions.iter().filter_map(|id| anywhere.get(id));
            excluded.next().map(|pattern| by(pattern))
        }
    }
}

/// Which pattern excludes a navigation property of a type.
pub(super) fn navigation(input: &OData, ty: StructuredId, id: NavigationId) -> Option<String> {
    let Excluded {
        navigations, types, ..
    } = &input.selection.excluded;
    if let Some(pattern) = navigations.get(&(ty, id)) {
        return Some(by(pattern));
    }
    let target = id.get(&input.schema).target;
    match types.get(&target) {
        Some(pattern) => Some(type_by(input, target, pattern)),
        None => leaf(input, ty),
    }
}

/// Which pattern excludes an operation of a type.
fn operation(input: &OData, ty: StructuredId, id: OperationId) -> Option<String> {
    let Excluded {
        operations,
        anywhere,
        ..
    } = &input.selection.excluded;
    match anywhere.get(&id).or_else(|| operations.get(&(ty, id))) {
        Some(pattern) => Some(by(pattern)),
        None => leaf(input, ty),
    }
}

/// The operations that a pattern excludes, of all types or of one of them, each with that pattern.
pub(super) fn operations(input: &OData) -> BTreeMap<OperationId, &str> {
    let Excluded {
        operations,
        anywhere,
        ..
    } = &input.selection.excluded;
    let everywhere = anywhere.iter().map(|(id, pattern)| (*id, pattern));
    let of_types = operations.iter().map(|((_, id), pattern)| (*id, pattern));
    let mut found = BTreeMap::new();
    for (id, pattern) in everywhere.chain(of_types) {
        found.entry(id).or_insert(pattern.as_str());
    }
    found
}

/// Which pattern of `leaf` keeps a type without navigation and operations.
fn leaf(input: &OData, ty: StructuredId) -> Option<String> {
    let selection = &input.selection;
    let pattern = selection.leaf_types.get(&ty)?;
    let is_leaf = selection.level(ty) == Some(Level::Leaf);
    is_leaf.then(|| {
        let name = &input.schema.structured_types[ty].name;
        format!("{name} is a leaf by `{pattern}`")
    })
}

pub(super) fn by(pattern: &str) -> String {
    format!("excluded by `{pattern}`")
}

fn type_by(input: &OData, ty: StructuredId, pattern: &str) -> String {
    let name = &input.schema.structured_types[ty].name;
    format!("{name} is excluded by `{pattern}`")
}
