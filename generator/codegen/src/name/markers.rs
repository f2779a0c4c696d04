//! Names of the markers of restricted paths.

use std::collections::{BTreeMap, BTreeSet};

use clientwright_model::TypePath;
use clientwright_model::naming::lock::{self, Scope};
use clientwright_model::naming::names::{self, Case};

use super::Namer;
use super::table::AnyType;
use crate::paths::{Origin, Paths};

/// The end of the name of every marker.
const SUFFIX: &str = "Path";

impl Namer<'_> {
    /// The types of all markers, kept or not. The name is the locked one of one of its paths, or that of its first path.
    pub(super) fn markers(&mut self, paths: &Paths) -> Vec<TypePath> {
        let locked = self.naming.locked_in(&Scope::Paths);
        let locked: BTreeSet<String> = locked.map(|(_, name)| name.to_owned()).collect();
        let mut taken: BTreeMap<Vec<String>, BTreeSet<String>> = BTreeMap::new();
        // The next number for a name that is taken.
        let mut numbers: BTreeMap<(Vec<String>, String), usize> = BTreeMap::new();
        let mut markers: Vec<TypePath> = Vec::with_capacity(paths.markers.len());
        for marker in &paths.markers {
            let (module, stem) = self.first_name(&markers, marker.origins[0]);
            let taken = taken.entry(module.clone()).or_default();
            let mut origins = marker.origins.iter().filter(|_| !locked.is_empty());
            let before = origins.find_map(|origin| {
                let key = self.path_key(&markers, *origin)?;
                self.naming.locked(&Scope::Paths, &key)
            });
            let name = match before.filter(|name| !taken.contains(*name)) {
                Some(name) => name.to_owned(),
                None => {
                    let mut name = format!("{stem}{SUFFIX}");
                    while taken.contains(&name) || locked.contains(&name) {
                        let number = numbers.entry((module.clone(), stem.clone())).or_insert(2);
                        name = format!("{stem}{number}{SUFFIX}");
                        *number += 1;
                    }
                    name
                }
            };
            taken.insert(name.clone());
            markers.push(TypePath { module, name });
        }
        for (id, kept) in paths.kept(self.schema, self.selection) {
            if !self
                .selection
                .has_builders(self.schema, paths.markers[id].target)
            {
                continue;
            }
            for origin in kept.origins {
                if let Some(key) = self.path_key(&markers, origin) {
                    self.naming.record(&Scope::Paths, &key, &markers[id].name);
                }
            }
        }
        markers
    }

    /// The module of a marker, and its name by its first path, without the end.
    fn first_name(&self, markers: &[TypePath], origin: Origin) -> (Vec<String>, String) {
        let builders = |mut module: Vec<String>| {
            module.push(names::BUILDERS.to_owned());
            module
        };
        let step = names::spell(self.last_step(origin), Case::Camel);
        match origin {
            Origin::Root(container, _) => {
                let namespace = &self.schema.containers[container].name.namespace;
                (builders(self.table.module(namespace)), step)
            }
            Origin::Navigation(owner, _) => {
                let ty = self.table.ty(AnyType::Structured(owner));
                (builders(ty.module.clone()), format!("{}{step}", ty.name))
            }
            Origin::Below(marker, _) => {
                let TypePath { module, name } = &markers[marker];
                let stem = name.strip_suffix(SUFFIX).unwrap_or(name);
                (module.clone(), format!("{stem}{step}"))
            }
        }
    }

    /// A path in the lock file; `None` if it continues a marker without a name yet.
    fn path_key(&self, markers: &[TypePath], origin: Origin) -> Option<String> {
        let start = match origin {
            Origin::Root(container, _) => self.schema.containers[container].name.to_string(),
            Origin::Navigation(owner, _) => self.schema.structured_types[owner].name.to_string(),
            Origin::Below(marker, _) => {
                let TypePath { module, name } = markers.get(marker)?;
                format!("{}::{name}", module.join("::"))
            }
        };
        let step = lock::key(self.last_step(origin));
        Some(format!("{}/{step}", lock::key(&start)))
    }

    fn last_step(&self, origin: Origin) -> &str {
        match origin {
            Origin::Root(container, index) => {
                &self.schema.containers[container].children[index].name
            }
            Origin::Navigation(_, navigation) | Origin::Below(_, navigation) => {
                &navigation.get(self.schema).name
            }
        }
    }
}
