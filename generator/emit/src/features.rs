//! Features of a whole crate: which roots of the service need which file.
//!
//! A root is an entity set, a singleton or an import. A file is compiled when a root is asked for that leads to it, and
//! since what a file refers to is reached by all that reaches the file, every choice of features compiles. Files that the
//! same roots reach share a feature of their own, which these roots turn on: a condition on each file would otherwise name
//! as many features as the service has roots.

use std::collections::{BTreeMap, BTreeSet};

use clientwright_model::naming::names;
use clientwright_model::odata::{Builder, Permit};
use clientwright_model::{Answer, Call, Client, Item, Package, Target, Ty, TypePath};

/// A file: the module that it lies in, and its name.
pub type FileKey<'a> = (&'a [String], &'a str);

/// The feature of what no root leads to.
const REST: &str = "types-without-path";

/// Features, and the condition of each file.
#[derive(Clone, Debug, Default)]
pub struct Features {
    /// The features that each feature of the manifest turns on.
    pub manifest: BTreeMap<String, Vec<String>>,
    gates: BTreeMap<(Vec<String>, String), String>,
}

impl Features {
    /// The feature that a file needs; `None` for one that is always there.
    pub fn gate(&self, module: &[String], file: &str) -> Option<&str> {
        let key = (module.to_vec(), file.to_owned());
        self.gates.get(&key).map(String::as_str)
    }

    /// Finds who needs what. `uses` holds the generated types that each file refers to.
    pub fn new(package: &Package, uses: &BTreeMap<FileKey<'_>, BTreeSet<TypePath>>) -> Self {
        let graph = Graph::new(package, uses);
        let mut needed: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        let mut roots: Vec<(String, BTreeSet<usize>)> = graph.roots(package);
        let reached: BTreeSet<usize> = roots
            .iter()
            .flat_map(|(_, starts)| graph.reach(starts))
            .collect();
        let all = (0..graph.files.len()).filter(|file| !graph.always[*file]);
        let rest: BTreeSet<usize> = all.filter(|file| !reached.contains(file)).collect();
        if !rest.is_empty() {
            // No method has a name with a hyphen.
            roots.push((REST.to_owned(), rest));
        }
        let names: Vec<String> = roots.iter().map(|(name, _)| name.clone()).collect();
        for (root, (_, starts)) in roots.iter().enumerate() {
            for file in graph.reach(starts) {
                needed.entry(file).or_default().insert(root);
            }
        }
        let mut features = Self::default();
        for (name, _) in &roots {
            features.manifest.insert(name.clone(), Vec::new());
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
            let (module, name) = graph.files[*file];
            let key = (module.to_vec(), name.to_owned());
            features.gates.insert(key, feature.clone());
        }
        for (by, feature) in groups.iter().filter(|(by, _)| by.len() > 1) {
            features.manifest.insert(feature.clone(), Vec::new());
            for root in *by {
                let turned_on = features.manifest.entry(roots[*root].0.clone());
                turned_on.or_default().push(feature.clone());
            }
        }
        features
            .manifest
            .insert(names::extra("full", &names), names);
        features
    }
}

/// Files and what they refer to.
struct Graph<'a> {
    files: Vec<FileKey<'a>>,
    edges: Vec<BTreeSet<usize>>,
    /// Files of clients, which are there whatever the features are.
    always: Vec<bool>,
    homes: BTreeMap<TypePath, usize>,
}

impl<'a> Graph<'a> {
    fn new(package: &'a Package, uses: &BTreeMap<FileKey<'_>, BTreeSet<TypePath>>) -> Self {
        let mut graph = Self {
            files: Vec::new(),
            edges: Vec::new(),
            always: Vec::new(),
            homes: BTreeMap::new(),
        };
        for (path, module) in &package.modules {
            for file in &module.files {
                for item in &file.items {
                    let mut module_path = path.clone();
                    if item.is_builder() {
                        module_path.push(module.builders.clone());
                    }
                    let ty = TypePath {
                        module: module_path,
                        name: item.name().to_owned(),
                    };
                    graph.homes.insert(ty, graph.files.len());
                }
                let is_client = |item: &Item| matches!(item, Item::Client(_));
                graph.always.push(file.items.iter().any(is_client));
                graph.files.push((path.as_slice(), file.name.as_str()));
            }
        }
        let edges = graph.files.iter().map(|file| match uses.get(file) {
            Some(used) => used.iter().filter_map(|ty| graph.home(ty)).collect(),
            None => BTreeSet::new(),
        });
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
                    let files = types.iter().filter_map(|ty| self.home(ty));
                    roots.entry(name.to_owned()).or_default().extend(files);
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
fn starts(client: &Client) -> impl Iterator<Item = (&str, Vec<TypePath>)> {
    let steps = client.steps.iter().map(|step| {
        let types = match &step.target {
            Target::Group(target) => vec![target.group.clone()],
            Target::Entities(navigation) => {
                let (Builder::Resource(ty) | Builder::Leaf(ty)) = &navigation.builder;
                let marker = match &navigation.permit {
                    Permit::Path(marker) => Some(marker.clone()),
                    Permit::Full | Permit::Allow(_) => None,
                };
                std::iter::once(ty.clone()).chain(marker).collect()
            }
        };
        (step.method.as_str(), types)
    });
    let calls = client.calls.iter();
    steps.chain(calls.map(|call| (call.method.as_str(), signature(call))))
}

fn signature(call: &Call) -> Vec<TypePath> {
    let mut types = Vec::new();
    for parameter in &call.parameters {
        named(&parameter.ty, &mut types);
    }
    types.extend(call.builder.clone());
    match &call.answer {
        Answer::Json { ty, resource }
        | Answer::Pages {
            item: ty, resource, ..
        } => {
            named(ty, &mut types);
            types.extend(resource.clone());
        }
        Answer::Empty | Answer::Bytes => {}
    }
    types
}

fn named(ty: &Ty, types: &mut Vec<TypePath>) {
    match ty {
        Ty::Named(path) => types.push(path.clone()),
        Ty::Option(inner)
        | Ty::Patch(inner)
        | Ty::Vec(inner)
        | Ty::Map(inner)
        | Ty::Boxed(inner)
        | Ty::One(inner)
        | Ty::Many(inner) => named(inner, types),
        Ty::Builtin(_) | Ty::String | Ty::Well(_) => {}
    }
}
