//! Features of a whole crate: which roots of the service need which file.
//!
//! A root is a method of the client: of OData an entity set, a singleton or an import, of OpenAPI a group of operations, or
//! an operation of no group. A file is compiled if the feature of a root that reaches it is
//! on. Each root that reaches a file also reaches all files that this file refers to, so every choice of features
//! compiles. Files that the same roots reach share a feature, which these roots turn on. Without it, the condition of a
//! file would list as many features as the service has roots.

use std::collections::{BTreeMap, BTreeSet};

use crate::naming::names;
use crate::visit::{self, References};
use crate::{Client, Item, Package, TypePath};

/// The feature of types that no root reaches.
const REST: &str = "types-without-path";

/// The feature of a root, by the name of its method. `default` has a meaning for Cargo.
pub fn of_root(method: &str) -> String {
    match method {
        // No method name contains a hyphen.
        "default" => "default-root".to_owned(),
        method => method.to_owned(),
    }
}

/// Decides the features of a package, and which of them each file needs.
pub fn assign(package: &mut Package) {
    let graph = Graph::new(package);
    let mut needed: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    let mut roots: Vec<(String, BTreeSet<usize>)> = graph.roots(package);
    let reached: BTreeSet<usize> = roots
        .iter()
        .flat_map(|(_, starts)| graph.reach(starts))
        .collect();
    let all = (0..graph.edges.len()).filter(|file| !graph.always[*file]);
    let rest: BTreeSet<usize> = all.filter(|file| !reached.contains(file)).collect();
    if !rest.is_empty() {
        // No method name contains a hyphen.
        roots.push((REST.to_owned(), rest));
    }
    let names: Vec<String> = roots.iter().map(|(name, _)| name.clone()).collect();
    for (root, (_, starts)) in roots.iter().enumerate() {
        for file in graph.reach(starts) {
            needed.entry(file).or_default().insert(root);
        }
    }
    let mut features: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut gates: BTreeMap<usize, String> = BTreeMap::new();
    for (name, _) in &roots {
        features.insert(name.clone(), Vec::new());
    }
    let mut groups: BTreeMap<&BTreeSet<usize>, String> = BTreeMap::new();
    let mut shared = 0;
    for (file, by) in &needed {
        let feature = groups.entry(by).or_insert_with(|| match by.first() {
            Some(only) if by.len() == 1 => roots[*only].0.clone(),
            _ => {
                shared += 1;
                format!("shared-{shared}")
            }
        });
        gates.insert(*file, feature.clone());
    }
    for (by, feature) in groups.iter().filter(|(by, _)| by.len() > 1) {
        features.insert(feature.clone(), Vec::new());
        for root in *by {
            let turned_on = features.entry(roots[*root].0.clone());
            turned_on.or_default().push(feature.clone());
        }
    }
    features.insert(names::extra("full", &names), names);
    package.features = features;
    let files = package.modules.values_mut().flat_map(|m| &mut m.files);
    for (index, file) in files.enumerate() {
        file.feature = gates.remove(&index);
    }
}

/// The references between files; files are indices into the package.
struct Graph {
    edges: Vec<BTreeSet<usize>>,
    /// Files of clients, which are compiled with any features.
    always: Vec<bool>,
    homes: BTreeMap<TypePath, usize>,
}

impl Graph {
    fn new(package: &Package) -> Self {
        let mut graph = Self {
            edges: Vec::new(),
            always: Vec::new(),
            homes: BTreeMap::new(),
        };
        let mut used = Vec::new();
        for (path, module) in &package.modules {
            for file in &module.files {
                let mut references = References::default();
                for item in &file.items {
                    let mut module_path = path.clone();
                    if item.is_builder() {
                        module_path.push(module.builders.clone());
                    }
                    let ty = TypePath {
                        module: module_path,
                        name: item.name().to_owned(),
                    };
                    graph.homes.insert(ty, used.len());
                    visit::item(item, &mut references);
                }
                let is_client = |item: &Item| matches!(item, Item::Client(_));
                graph.always.push(file.items.iter().any(is_client));
                used.push(references);
            }
        }
        let edges = used.iter();
        let edges = edges.map(|used| used.0.iter().filter_map(|ty| graph.home(ty)).collect());
        graph.edges = edges.collect();
        graph
    }

    fn home(&self, ty: &TypePath) -> Option<usize> {
        let home = self.homes.get(ty).copied();
        home.filter(|file| !self.always[*file])
    }

    /// The roots of all clients, by the name of their feature, with the files that they start from.
    fn roots(&self, package: &Package) -> Vec<(String, BTreeSet<usize>)> {
        let mut roots: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        let items = package.modules.values().flat_map(|m| &m.files);
        for item in items.flat_map(|file| &file.items) {
            if let Item::Client(client) = item {
                for (name, types) in starts(client) {
                    let files = types.0.iter().filter_map(|ty| self.home(ty));
                    roots.entry(of_root(name)).or_default().extend(files);
                }
            }
        }
        roots.into_iter().collect()
    }

    fn reach(&self, starts: &BTreeSet<usize>) -> BTreeSet<usize> {
        let mut seen = starts.clone();
        let mut open: Vec<usize> = starts.iter().copied().collect();
        while let Some(file) = open.pop() {
            open.extend(self.edges[file].iter().filter(|next| seen.insert(**next)));
        }
        seen
    }
}

/// The methods of a client, each with the types that it refers to.
fn starts(client: &Client) -> impl Iterator<Item = (&str, References)> {
    let steps = client.steps.iter().map(|step| {
        let mut references = References::default();
        visit::step(step, &mut references);
        (step.method.as_str(), references)
    });
    let calls = client.calls.iter().map(|call| {
        let mut references = References::default();
        visit::call(call, &mut references);
        (call.method.as_str(), references)
    });
    steps.chain(calls)
}
