//! Types: from schemas to structs, enums and aliases.
//!
//! `view` flattens `allOf`, `wrappers` follows references and wrappers. `graph` builds a type for each schema that needs
//! one (`nodes` are its nodes, `objects` and `literals` build some of them), `alternatives` decides what `oneOf` and
//! `anyOf` are, `merged` makes one type of several alternatives, `settle` breaks cycles. `places` finds what each schema
//! belongs to, `names` derives names from that, `uses` finds out what is sent and received. `items`, `unions` and `forms` lower;
//! `tags` and `shapes` decide what tells variants apart.

mod alternatives;
mod arrays;
mod docs;
mod formats;
mod forms;
mod graph;
mod items;
mod keys;
mod known;
mod literals;
mod members;
mod merged;
mod names;
mod nodes;
mod objects;
mod places;
mod problems;
mod rules;
mod settle;
mod shapes;
mod tags;
mod unions;
mod uses;
mod view;
mod wrappers;

use std::collections::{BTreeMap, BTreeSet};

use clientwright_diagnostics::Diagnostics;
use clientwright_model::naming::lock::Scope;
use clientwright_model::{Item, Ty, TypePath};
use clientwright_oas::Api;
use clientwright_oas::api::SchemaId;

use super::bounds::Bounds;
use super::paging::Plans;
use super::renames::{Naming, RenameId, Renames};
use super::select::Selection;
use super::{Files, Loss};
use crate::lower::recursion::{Contained, Recursion};
use graph::Graph;
use items::Items;
use names::TypeNames;
use nodes::{Kind, Reference, Role, TypeId};
use places::Places;
use uses::Uses;

pub(crate) use forms::{Alternative, Forms, Properties};
pub(crate) use names::OperationPlace;
pub(crate) use nodes::Mode;
pub(crate) use rules::apply as apply_rules;
pub(crate) use uses::body_mode;
pub(crate) use wrappers::resolve;

/// What types are made from.
pub(crate) struct Input<'a> {
    pub(crate) api: &'a Api,
    pub(crate) selection: &'a Selection,
    /// The places of all operations, by their index.
    pub(crate) operations: &'a [OperationPlace],
    /// Names that types cannot have, by module.
    pub(crate) reserved: &'a BTreeMap<Vec<String>, BTreeSet<String>>,
    /// Names that the user chose.
    pub(crate) renames: &'a Renames,
    /// Whether descriptions become docs.
    pub(crate) descriptions: bool,
    /// The operations with pages, whose items have types too.
    pub(crate) plans: &'a Plans,
    /// How large the client may be.
    pub(crate) bounds: &'a Bounds,
}

/// The types of all schemas, with their items.
#[derive(Clone, Debug, Default)]
pub(crate) struct Types {
    /// The types of schemas that are no part of another schema.
    roots: BTreeMap<(SchemaId, Mode), Ty>,
    /// The items of kept types, by the module and file of their owner.
    pub(crate) files: Files,
    /// The bodies whose properties are parts.
    forms: BTreeMap<SchemaId, Forms>,
    /// Schemas whose values have a wider type than described.
    pub(crate) losses: Vec<Loss>,
    /// The chosen names of types.
    pub(crate) renamed: BTreeSet<RenameId>,
    /// The type of each schema that is a union, and not used by patches only.
    pub(crate) unions: BTreeMap<SchemaId, TypePath>,
    /// The alternatives of each variant of a union.
    pub(crate) alternatives: BTreeMap<TypePath, Vec<Vec<SchemaId>>>,
}

impl Types {
    /// The type of the values of a schema of a parameter, header, body or response. [`body_mode`] gives the mode of a
    /// body; everything else is [`Mode::Plain`].
    pub(crate) fn ty(&self, schema: SchemaId, mode: Mode) -> Ty {
        let ty = self.roots.get(&(schema, mode));
        ty.cloned().unwrap_or(Ty::Well("AnyJson"))
    }

    /// The parts of a body whose properties are parts. `None`: it has no properties.
    pub(crate) fn form(&self, schema: SchemaId) -> Option<&Forms> {
        self.forms.get(&schema)
    }
}

/// Names and lowers the types of all schemas.
pub(crate) fn types(input: &Input<'_>, naming: &mut Naming, diags: &mut Diagnostics) -> Types {
    let Input { api, selection, .. } = input;
    let excluded = selection.excluded.keys().copied().collect();
    let mut graph = Graph::new(api, excluded, input.bounds);
    let mut uses = Uses::new(
        &mut graph,
        |id| selection.operations.contains_key(&id) || selection.received.contains_key(&id),
        |id| selection.components.contains_key(&id),
        |id| input.plans.get(&id)?.item,
    );
    if input.bounds.is_spent() {
        return Types::default();
    }
    let places = Places::new(api);
    let names = TypeNames::new(
        &mut graph,
        &places,
        input.operations,
        input.reserved,
        input.renames,
        naming,
    );
    if input.bounds.is_spent() {
        return Types::default();
    }
    uses.follow_all(&graph);
    let recursion = Recursion::of(&contained(&graph));
    let boxed = cycles_of_unions(&graph);
    let mut items = Items::new(
        &graph,
        &names,
        &uses,
        &recursion,
        &boxed,
        input.renames,
        input.descriptions,
    );
    let mut types = Types {
        renamed: names.renamed.clone(),
        ..Types::default()
    };
    for (key, reference) in &uses.references {
        types.roots.insert(*key, items.ty(*reference, None));
    }
    for (index, (_, id)) in api.components.schemas.iter().enumerate() {
        if !selection.components.contains_key(id) {
            continue;
        }
        let name = &names.components[index];
        naming.record(&Scope::Types, &name.key, &name.path.name);
        if let Some(alias) = items.alias(index) {
            types.add(&name.path.module, &name.file, alias);
        }
    }
    let mut of_forms = forms::Found::new(&graph, &uses);
    let unused = items.unused_enumerations();
    for index in 0..graph.nodes.len() {
        let is_of_form = of_forms.contains(TypeId(index));
        let name = names.types[index].as_ref();
        let is_unused = unused.contains(&TypeId(index));
        let is_kept = !is_unused && (uses.kept[index] || is_of_form);
        if input.bounds.is_spent() {
            return types;
        }
        let Some(name) = name.filter(|_| is_kept) else {
            continue;
        };
        let (unions, ambiguities) = (items.unions.len(), items.ambiguities.len());
        let Some(item) = items.item(TypeId(index), naming) else {
            continue;
        };
        if is_of_form {
            of_forms.add(TypeId(index), &item);
        }
        if !uses.kept[index] {
            // What is only sent in parts is never told apart.
            items.unions.truncate(unions);
            items.ambiguities.truncate(ambiguities);
        }
        if uses.kept[index] {
            naming.record(&Scope::Types, &name.key, &name.path.name);
            types.add(&name.path.module, &name.file, item);
        }
    }
    types.forms = of_forms.finish(&graph, &names, &uses);
    types.find_unions(&graph, &names, &mut items);
    types.losses = problems::report(api, selection, &graph.problems, &items.ambiguities, diags);
    types
}

impl Types {
    fn add(&mut self, module: &[String], file: &str, item: Item) {
        let place = (module.to_vec(), file.to_owned());
        self.files.entry(place).or_default().push(item);
    }

    /// Records the unions that have items, for tests that compare their variants with the verdicts of a validator.
    fn find_unions(&mut self, graph: &Graph<'_>, names: &TypeNames, items: &mut Items<'_, '_>) {
        let path = |ty: TypeId| names.types[ty.0].as_ref().map(|name| &name.path);
        for (ty, variants) in std::mem::take(&mut items.unions) {
            let path = path(ty).cloned();
            self.alternatives.extend(path.map(|path| (path, variants)));
        }
        for (index, node) in graph.nodes.iter().enumerate() {
            let is_own = node.role == Role::Own && node.schemas == [node.origin];
            let path =
                path(graph.real(TypeId(index))).filter(|_| is_own && node.mode == Mode::Plain);
            if let Some(path) = path.filter(|path| self.alternatives.contains_key(path)) {
                self.unions.insert(node.origin, path.clone());
            }
        }
    }
}

/// The items that each type contains, by its number.
fn contained(graph: &Graph<'_>) -> Vec<Vec<Contained>> {
    let all = (0..graph.nodes.len()).map(TypeId);
    all.map(|id| match &graph.nodes[id.0].kind {
        Kind::Struct(_) | Kind::Union(_) => {
            let inner = graph.contained(id).into_iter();
            inner.filter_map(|inner| item_in(graph, inner)).collect()
        }
        _ => Vec::new(),
    })
    .collect()
}

/// The item in a value, behind arrays and maps.
fn item_in(graph: &Graph<'_>, mut id: TypeId) -> Option<Contained> {
    let mut is_collection = false;
    loop {
        id = graph.real(id);
        match &graph.nodes[id.0].kind {
            Kind::Array(Reference { ty, .. }) | Kind::Map(Reference { ty, .. }) => {
                is_collection = true;
                id = *ty;
            }
            Kind::Struct(_) | Kind::Union(_) => {
                return Some(Contained {
                    index: id.0,
                    is_collection,
                });
            }
            _ => return None,
        }
    }
}

/// Unions that contain each other by value, without a struct between.
fn cycles_of_unions(graph: &Graph<'_>) -> BTreeSet<(TypeId, TypeId)> {
    let is_union = |id: TypeId| matches!(graph.nodes[id.0].kind, Kind::Union(_));
    let all: Vec<Vec<Contained>> = (0..graph.nodes.len())
        .map(|index| match is_union(TypeId(index)) {
            true => {
                let inner = graph.contained(TypeId(index)).into_iter();
                let inner = inner.filter_map(|inner| item_in(graph, inner));
                inner
                    .filter(|inner| !inner.is_collection && is_union(TypeId(inner.index)))
                    .collect()
            }
            false => Vec::new(),
        })
        .collect();
    let recursion = Recursion::of(&all);
    let mut found = BTreeSet::new();
    for (owner, inner) in all.iter().enumerate() {
        let wrapped = inner.iter().filter(|inner| recursion.wraps(owner, **inner));
        found.extend(wrapped.map(|inner| (TypeId(owner), TypeId(inner.index))));
    }
    found
}
