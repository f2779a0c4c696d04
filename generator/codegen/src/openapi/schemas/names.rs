//! Names of types: by component key, or by owner and the shortest end of the path that is unique.

mod claims;
mod same;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use clientwright_model::TypePath;
use clientwright_model::naming::lock::{self, Scope};
use clientwright_model::naming::names::{self, Case};
use clientwright_model::naming::scopes::{by_key, in_order};
use clientwright_oas::api::SchemaId;

use super::graph::Graph;
use super::keys::Keys;
use super::nodes::{Kind, Mode, Role, TypeId};
use super::places::{Owner, Places};
use crate::openapi::renames::{Named, Naming, RenameId, Renames};
use claims::{Claim, Component, claim, lengthen};
use same::merged;

/// Where the types without a key of an operation are, and what their names start with.
#[derive(Clone, Debug, Default)]
pub(crate) struct OperationPlace {
    /// The module of its group.
    pub(crate) module: Vec<String>,
    /// The name of the operation in that module, in upper camel case.
    pub(crate) name: String,
}

/// The name of a type.
#[derive(Clone, Debug)]
pub(super) struct TypeName {
    pub(super) path: TypePath,
    /// Its key in the lock file.
    pub(super) key: String,
    /// The file that it is in: that of its owner.
    pub(super) file: String,
}

/// The names of all types.
#[derive(Clone, Debug, Default)]
pub(super) struct TypeNames {
    /// By the number of the type; `None` for a type without an item.
    pub(super) types: Vec<Option<TypeName>>,
    /// By the index of the component.
    pub(super) components: Vec<TypeName>,
    /// The chosen names of types.
    pub(super) renamed: BTreeSet<RenameId>,
}

impl TypeNames {
    pub(super) fn new(
        graph: &mut Graph<'_>,
        places: &Places,
        operations: &[OperationPlace],
        reserved: &BTreeMap<Vec<String>, BTreeSet<String>>,
        renames: &Renames,
        naming: &mut Naming,
    ) -> Self {
        let components = graph.api.components.schemas.iter();
        let components = components.map(|(key, id)| {
            let chosen = renames.of_type(*id);
            let spelt = naming.resolved(names::spell(key, Case::Camel));
            let name = chosen.and_then(|chosen| naming.chosen(chosen));
            Component {
                name: name.map_or_else(|| spelt.clone(), str::to_owned),
                spelt,
                chosen,
            }
        });
        let components: Vec<Component> = components.collect();
        let plain = plain_types(graph);
        let keys = Keys::new(graph.api);
        let mut of_component: HashMap<usize, TypeId> = HashMap::new();
        let mut claims: Vec<Claim> = Vec::new();
        for index in 0..graph.nodes.len() {
            let ty = TypeId(index);
            if !is_item(graph, ty) || graph.bounds.is_spent() {
                continue;
            }
            let node = &graph.nodes[index];
            let has_plain = node.mode == Mode::Patch && plain.contains_key(&plain_key(graph, ty));
            let component = places.component(node.origin);
            let is_own = node.schemas == [node.origin] && node.role == Role::Own && !has_plain;
            if let (Some(component), true) = (component, is_own) {
                of_component.entry(component).or_insert(ty);
                if of_component[&component] == ty {
                    continue;
                }
            }
            let mut claim = claim(graph, &keys, places, operations, &components, ty, has_plain);
            for word in &mut claim.words {
                *word = naming.resolved(std::mem::take(word));
            }
            // A type of a component that is none of its own follows the name of the component.
            if places.component(graph.nodes[index].origin).is_none()
                && let Some(chosen) = renames.of_type(graph.nodes[index].origin)
                && let Some(name) = naming.chosen(chosen)
            {
                claim.call(name, chosen);
            }
            claims.push(claim);
        }
        claims = merged(graph, claims);
        // `allOf` has no step in a key, so that two types may have one.
        let components_first = graph.api.components.schemas.iter();
        let mut components_first: Vec<String> =
            components_first.map(|(key, _)| lock::key(key)).collect();
        let of_claims = claims.iter_mut().map(|claim| &mut claim.key);
        lock::number_repeated(components_first.iter_mut().chain(of_claims));
        lengthen(&mut claims);
        let mut all = Self {
            types: vec![None; graph.nodes.len()],
            components: Vec::new(),
            renamed: components.iter().filter_map(|c| c.chosen).collect(),
        };
        let chosen = claims.iter().filter_map(|claim| claim.chosen);
        all.renamed.extend(chosen);
        all.settle(graph, &of_component, claims, reserved, naming, &components);
        all
    }

    fn settle(
        &mut self,
        graph: &Graph<'_>,
        of_component: &HashMap<usize, TypeId>,
        claims: Vec<Claim>,
        reserved: &BTreeMap<Vec<String>, BTreeSet<String>>,
        naming: &mut Naming,
        components: &[Component],
    ) {
        let mut by_module: BTreeMap<Vec<String>, Vec<Claim>> = BTreeMap::new();
        by_module.entry(Vec::new()).or_default();
        for claim in claims {
            by_module
                .entry(claim.module.clone())
                .or_default()
                .push(claim);
        }
        let components = graph.api.components.schemas.iter().zip(components);
        let components: Vec<Named> = components
            .map(|((key, _), component)| Named {
                key: lock::key(key),
                wanted: component.spelt.clone(),
                declaration: component.chosen,
            })
            .collect();
        let order = by_key(&components);
        let inline = |claim: &Claim| Named {
            key: claim.key.clone(),
            wanted: claim.name(),
            declaration: claim.chosen,
        };
        let all = by_module.values().flatten().map(|claim| claim.key.as_str());
        let all: BTreeSet<&str> = all
            .chain(components.iter().map(|c| c.key.as_str()))
            .collect();
        let retired = naming.locked_in(&Scope::Types);
        let retired = retired.filter(|(key, _)| !all.contains(key));
        let retired: BTreeSet<String> = retired.map(|(_, name)| name.to_owned()).collect();
        let none = BTreeSet::new();
        let mut files: BTreeMap<(Vec<String>, Owner), String> = BTreeMap::new();
        for (module, claims) in by_module {
            let is_root = module.is_empty();
            let mut things = match is_root {
                true => order.iter().map(|at| components[*at].clone()).collect(),
                false => Vec::new(),
            };
            let before = things.len();
            things.extend(claims.iter().map(inline));
            let reserved = reserved.get(&module).unwrap_or(&none);
            let reserved: Vec<&str> = reserved.iter().map(String::as_str).collect();
            let mut given = naming.settle(&Scope::Types, &things, &retired, &reserved);
            let inline = given.split_off(before);
            if is_root {
                self.components = in_order(&order, given)
                    .into_iter()
                    .zip(&components)
                    .map(|(name, thing)| TypeName {
                        file: names::spell(&name, Case::Snake),
                        path: TypePath {
                            module: Vec::new(),
                            name,
                        },
                        key: thing.key.clone(),
                    })
                    .collect();
                for (component, ty) in of_component {
                    self.types[ty.0] = Some(self.components[*component].clone());
                }
            }
            for (claim, name) in claims.into_iter().zip(inline) {
                let file = match claim.owner {
                    Owner::Component(index) => self.components.get(index).map(|c| c.file.clone()),
                    Owner::Operation(_) => Some(names::spell(&claim.base, Case::Snake)),
                    Owner::Shared(_) | Owner::Other => None,
                };
                let file = file.unwrap_or_else(|| {
                    let first = files.entry((module.clone(), claim.owner));
                    first
                        .or_insert_with(|| names::spell(&name, Case::Snake))
                        .clone()
                });
                self.types[claim.ty.0] = Some(TypeName {
                    path: TypePath {
                        module: module.clone(),
                        name,
                    },
                    key: claim.key,
                    file,
                });
            }
        }
    }
}

/// Whether a type has an item.
pub(super) fn is_item(graph: &Graph<'_>, ty: TypeId) -> bool {
    let kind = &graph.nodes[ty.0].kind;
    matches!(
        kind,
        Kind::Struct(_) | Kind::Enumeration(_) | Kind::Union(_)
    )
}

/// What a type of patches has in common with the plain type.
pub(super) type PlainKey = (SchemaId, Role, Vec<SchemaId>);

pub(super) fn plain_key(graph: &Graph<'_>, ty: TypeId) -> PlainKey {
    let node = &graph.nodes[ty.0];
    (node.origin, node.role, node.schemas.clone())
}

/// The types that are not only used by patches.
fn plain_types(graph: &Graph<'_>) -> HashMap<PlainKey, TypeId> {
    let all = (0..graph.nodes.len()).map(TypeId);
    let plain = all.filter(|ty| graph.nodes[ty.0].mode == Mode::Plain && is_item(graph, *ty));
    plain.map(|ty| (plain_key(graph, ty), ty)).collect()
}
