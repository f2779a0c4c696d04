//! Names of types: by component key, or by owner and the shortest end of the path that is unique.

use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{Hash, Hasher};

use clientwright_model::TypePath;
use clientwright_model::naming::lock::{self, Scope};
use clientwright_model::naming::names::{self, Case};
use clientwright_model::naming::scopes::{by_key, in_order};
use clientwright_oas::api::SchemaId;

use super::graph::Graph;
use super::keys::Keys;
use super::nodes::{Kind, Mode, Role, TypeId};
use super::places::{Owner, Places};
use crate::openapi::bounds::lines;
use crate::openapi::renames::{Named, Naming, RenameId, Renames};

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

/// The names of a component.
struct Component {
    /// The spelling of its key.
    spelt: String,
    /// The chosen name, or else that spelling: names of other types start with it.
    name: String,
    /// The entry with the chosen name.
    chosen: Option<RenameId>,
}

/// One of the types that are named together.
#[derive(Clone, Debug)]
struct Claim {
    ty: TypeId,
    module: Vec<String>,
    owner: Owner,
    /// The start of the name.
    base: String,
    words: Vec<String>,
    /// How many of the words are part of the name.
    taken: usize,
    suffix: &'static str,
    key: String,
    /// The entry with its chosen name.
    chosen: Option<RenameId>,
}

impl Claim {
    /// Sets a chosen name. A type that the schema has besides its own keeps its suffix.
    fn call(&mut self, name: &str, chosen: RenameId) {
        self.base = name.to_owned();
        self.words.clear();
        self.taken = 0;
        self.chosen = self.suffix.is_empty().then_some(chosen);
    }

    fn name(&self) -> String {
        let words = &self.words[self.words.len() - self.taken..];
        let mut name = self.base.clone();
        for word in words {
            name.push_str(word.trim_end_matches('_'));
        }
        name.push_str(self.suffix);
        if self.chosen.is_some() {
            return name;
        }
        // Words may be no identifiers together.
        names::spell(&name, Case::Camel)
    }
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

/// The name of the type of an enumeration that the schema itself gives it.
fn stated_name<'a>(graph: &Graph<'a>, id: SchemaId) -> Option<&'a str> {
    let hints = graph.api.schemas[id].enum_hints.as_ref()?;
    hints.name.as_deref().filter(|name| !name.is_empty())
}

fn claim(
    graph: &Graph<'_>,
    keys: &Keys<'_>,
    places: &Places,
    operations: &[OperationPlace],
    components: &[Component],
    ty: TypeId,
    has_plain: bool,
) -> Claim {
    let node = &graph.nodes[ty.0];
    let owner = places.owner(node.origin);
    let mut words = places.words(graph.api, node.origin);
    let letters = words.iter().map(String::len).sum();
    graph.spend(ty, 1 + lines(letters));
    let (module, base) = match owner {
        Owner::Component(index) => (Vec::new(), components[index].name.clone()),
        Owner::Shared(index) => (Vec::new(), places.shared[index].clone()),
        Owner::Operation(id) => {
            let place = &operations[id.index()];
            (place.module.clone(), place.name.clone())
        }
        Owner::Other => (Vec::new(), String::new()),
    };
    // Several components that all apply: the names of all.
    let others = node.schemas.iter().filter(|id| **id != node.origin);
    let others: Vec<usize> = others.filter_map(|id| places.component(*id)).collect();
    let mut base = base;
    let is_component = places.component(node.origin).is_some();
    if is_component && !others.is_empty() {
        let names: String = others
            .iter()
            .map(|index| components[*index].name.as_str())
            .collect();
        base = format!("{names}{base}");
    }
    let stated = stated_name(graph, node.origin);
    if let Some(name) = stated.filter(|_| !is_component) {
        base = names::spell(name, Case::Camel);
        words.clear();
    }
    let role = match node.role {
        Role::Own => "",
        Role::Base => "Base",
        Role::Text => "Text",
        Role::Number => "Number",
        Role::Object => "Object",
    };
    // Roles are rare, and patches rarer.
    if !role.is_empty() && has_plain {
        words.push(role.to_owned());
    }
    let suffix = if has_plain { "Patch" } else { role };
    let mut key = lock::key(&keys.key(graph.api.schemas[node.origin].node));
    graph.spend(ty, lines(key.len()));
    for other in others {
        key.push('+');
        key.push_str(&components[other].spelt);
    }
    if !role.is_empty() || has_plain {
        key.push(' ');
        key.push_str(role);
        key.push_str(if has_plain { "Patch" } else { "" });
    }
    Claim {
        ty,
        module,
        owner,
        base,
        taken: words.len().min(1),
        words,
        suffix,
        key,
        chosen: None,
    }
}

/// The most types of one name and outline that a type is compared with.
const COMPARED: usize = 64;

/// Types of one owner with the same name and the same structure are one type.
fn merged(graph: &mut Graph<'_>, claims: Vec<Claim>) -> Vec<Claim> {
    let mut by_name: HashMap<(Owner, String), Vec<usize>> = HashMap::new();
    for (index, claim) in claims.iter().enumerate() {
        by_name
            .entry((claim.owner, claim.name()))
            .or_default()
            .push(index);
    }
    let mut groups: Vec<Vec<usize>> = by_name.into_values().filter(|g| g.len() > 1).collect();
    groups.sort();
    let mut gone: BTreeSet<usize> = BTreeSet::new();
    // What is inside of two types has to be one type before they are.
    for _ in 0..4 {
        let mut changed = false;
        for group in &groups {
            // Only types of the same outline are compared, and few of one outline differ.
            let mut kept: HashMap<u64, Vec<usize>> = HashMap::new();
            for at in group.iter().filter(|at| !gone.contains(*at)) {
                let ty = claims[*at].ty;
                let same_outline = kept.entry(graph.outline(ty)).or_default();
                let mut compared = same_outline.iter().take(COMPARED);
                match compared.find(|first| graph.is_same(claims[**first].ty, ty)) {
                    Some(first) => {
                        graph.nodes[ty.0].kind = Kind::Same(claims[*first].ty);
                        changed = true;
                    }
                    None => same_outline.push(*at),
                }
            }
            let kept: BTreeSet<usize> = kept.into_values().flatten().collect();
            gone.extend(group.iter().filter(|at| !kept.contains(*at)));
        }
        if !changed {
            break;
        }
    }
    let all = claims.into_iter().enumerate();
    all.filter(|(index, _)| !gone.contains(index))
        .map(|(_, claim)| claim)
        .collect()
}

/// Adds words to all names of one owner that clash, until they differ or there are no more words.
fn lengthen(claims: &mut [Claim]) {
    let key = |claim: &Claim| (claim.module.clone(), claim.owner, claim.name());
    let mut by_name: HashMap<(Vec<String>, Owner, String), Vec<usize>> = HashMap::new();
    for (index, claim) in claims.iter().enumerate() {
        by_name.entry(key(claim)).or_default().push(index);
    }
    let clashes = |group: &Vec<usize>| group.len() > 1;
    let all = by_name.iter().filter(|(_, group)| clashes(group));
    let mut clashing: BTreeSet<_> = all.map(|(name, _)| name.clone()).collect();
    while !clashing.is_empty() {
        let mut changed = Vec::new();
        for name in clashing {
            let group = by_name.remove(&name).unwrap_or_default();
            let is_whole = |index: &usize| claims[*index].taken == claims[*index].words.len();
            let (whole, longer): (Vec<usize>, Vec<usize>) = group.into_iter().partition(is_whole);
            if !whole.is_empty() {
                by_name.insert(name, whole);
            }
            longer.iter().for_each(|index| claims[*index].taken += 1);
            changed.extend(longer);
        }
        // Only a name that another one has become can clash now.
        clashing = BTreeSet::new();
        for index in changed {
            let name = key(&claims[index]);
            let group = by_name.entry(name.clone()).or_default();
            group.push(index);
            if clashes(group) {
                clashing.insert(name);
            }
        }
    }
}

impl Graph<'_> {
    /// A number that types of the same structure have in common.
    fn outline(&self, ty: TypeId) -> u64 {
        let mut hasher = DefaultHasher::new();
        let kind = &self.nodes[ty.0].kind;
        std::mem::discriminant(kind).hash(&mut hasher);
        match kind {
            Kind::Struct(item) => {
                for field in &item.fields {
                    (field.name, field.required).hash(&mut hasher);
                    let real = self.real(field.value.ty);
                    std::mem::discriminant(&self.nodes[real.0].kind).hash(&mut hasher);
                }
            }
            Kind::Union(item) => {
                let variants = item.variants.iter();
                let types = variants.map(|variant| self.real(variant.ty));
                types.for_each(|ty| ty.hash(&mut hasher));
            }
            Kind::Enumeration(item) => item.members.hash(&mut hasher),
            _ => {}
        }
        hasher.finish()
    }

    /// Whether two types have the same structure.
    fn is_same(&self, a: TypeId, b: TypeId) -> bool {
        let (a, b) = (&self.nodes[a.0], &self.nodes[b.0]);
        a.nullable == b.nullable && self.is_same_kind(&a.kind, &b.kind)
    }

    fn is_same_reference(&self, a: super::nodes::Reference, b: super::nodes::Reference) -> bool {
        let (first, second) = (self.real(a.ty), self.real(b.ty));
        let nullable = |r: super::nodes::Reference| r.nullable || self.is_null(r.ty);
        nullable(a) == nullable(b)
            && (first == second
                || (!is_item(self, first)
                    && !is_item(self, second)
                    && self.is_same_kind(&self.nodes[first.0].kind, &self.nodes[second.0].kind)))
    }

    fn is_same_kind(&self, a: &Kind<'_>, b: &Kind<'_>) -> bool {
        use super::nodes::Undeclared::Typed;
        match (a, b) {
            (Kind::Array(a), Kind::Array(b)) | (Kind::Map(a), Kind::Map(b)) => {
                self.is_same_reference(*a, *b)
            }
            (Kind::Struct(a), Kind::Struct(b)) => {
                let undeclared = match (a.undeclared, b.undeclared) {
                    (Typed(a), Typed(b)) => self.is_same_reference(a, b),
                    (a, b) => a == b,
                };
                let marks = |f: &super::nodes::Field<'_>| (f.required, f.read_only, f.write_only);
                undeclared
                    && a.fields.len() == b.fields.len()
                    && a.fields.iter().zip(&b.fields).all(|(a, b)| {
                        a.name == b.name
                            && marks(a) == marks(b)
                            && self.is_same_reference(a.value, b.value)
                    })
            }
            (Kind::Union(a), Kind::Union(b)) => {
                a.tag == b.tag
                    && a.preferred == b.preferred
                    && a.variants.len() == b.variants.len()
                    && a.variants
                        .iter()
                        .zip(&b.variants)
                        .all(|(a, b)| a.values == b.values && self.real(a.ty) == self.real(b.ty))
            }
            (a, b) => a == b,
        }
    }
}
