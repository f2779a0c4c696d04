//! What types want to be called: the start of a name, and the words of the path that may follow.

use std::collections::{BTreeSet, HashMap};

use clientwright_model::naming::lock;
use clientwright_model::naming::names::{self, Case};
use clientwright_oas::api::SchemaId;

use super::OperationPlace;
use crate::openapi::bounds::lines;
use crate::openapi::renames::RenameId;
use crate::openapi::schemas::graph::Graph;
use crate::openapi::schemas::keys::Keys;
use crate::openapi::schemas::nodes::{Role, TypeId};
use crate::openapi::schemas::places::{Owner, Places};

/// The names of a component.
pub(super) struct Component {
    /// The spelling of its key.
    pub(super) spelt: String,
    /// The chosen name, or else that spelling: names of other types start with it.
    pub(super) name: String,
    /// The entry with the chosen name.
    pub(super) chosen: Option<RenameId>,
}

/// One of the types that are named together.
#[derive(Clone, Debug)]
pub(super) struct Claim {
    pub(super) ty: TypeId,
    pub(super) module: Vec<String>,
    pub(super) owner: Owner,
    /// The start of the name.
    pub(super) base: String,
    pub(super) words: Vec<String>,
    /// How many of the words are part of the name.
    pub(super) taken: usize,
    pub(super) suffix: &'static str,
    pub(super) key: String,
    /// The entry with its chosen name.
    pub(super) chosen: Option<RenameId>,
}

impl Claim {
    /// Sets a chosen name. A type that the schema has besides its own keeps its suffix.
    pub(super) fn call(&mut self, name: &str, chosen: RenameId) {
        self.base = name.to_owned();
        self.words.clear();
        self.taken = 0;
        self.chosen = self.suffix.is_empty().then_some(chosen);
    }

    pub(super) fn name(&self) -> String {
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

/// The name of the type of an enumeration that the schema itself gives it.
fn stated_name<'a>(graph: &Graph<'a>, id: SchemaId) -> Option<&'a str> {
    let hints = graph.api.schemas[id].enum_hints.as_ref()?;
    hints.name.as_deref().filter(|name| !name.is_empty())
}

pub(super) fn claim(
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

/// Adds words to all names of one owner that clash, until they differ or there are no more words.
pub(super) fn lengthen(claims: &mut [Claim]) {
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
