//! The facts of what the paths of OData builders allow.

use std::collections::{BTreeMap, BTreeSet};

use clientwright_model::odata::{Capabilities, PathMarker, Permit};
use clientwright_model::{Item, Package, TypePath};

use super::facts::{ANY_CAST, Fact, Key, List, Space, type_path};
use super::{PartKind, signature};

/// The capabilities of markers.
pub(super) fn markers(package: &Package) -> BTreeMap<TypePath, Vec<String>> {
    let mut found: Vec<(TypePath, &PathMarker)> = Vec::new();
    for (path, module) in &package.modules {
        for item in module.files.iter().flat_map(|file| &file.items) {
            if let Item::Path(marker) = item {
                // References to builders have the path of the module of the namespace or that of its builders.
                found.push((type_path(path, module, item), marker));
            }
        }
    }
    // Where no path forbids to narrow, no marker lists it.
    let lists_narrow = narrows(package);
    let capabilities = found.into_iter().map(|(path, marker)| {
        // By `PUT` or `PATCH`: code is the same.
        let allows = marker.allows.iter().map(|name| match *name {
            "UpsertByPut" => "Upsert",
            name => name,
        });
        let mut names: BTreeSet<String> = allows.map(str::to_owned).collect();
        if !lists_narrow {
            names.insert("Narrow".to_owned());
        }
        match &marker.casts {
            Some(casts) => {
                let casts = casts.iter().map(signature::path);
                names.extend(casts.map(|derived| format!("Cast<{derived}>")));
            }
            None => {
                names.insert(ANY_CAST.to_owned());
            }
        }
        (path, names.into_iter().collect())
    });
    capabilities.collect()
}

/// Whether casts of collections need a capability, because some path forbids them.
fn narrows(package: &Package) -> bool {
    let mut items = package
        .modules
        .values()
        .flat_map(|m| &m.files)
        .flat_map(|f| &f.items);
    items.any(
        |item| matches!(item, Item::Resource(of) if of.entities.casts.iter().any(|c| c.narrows)),
    )
}

/// Adds what the path of a step allows.
pub(super) fn permit(list: &mut List<'_>, step: &Key, permit: &Permit) {
    for capability in names(list, permit) {
        let fact = Fact::new(PartKind::Capability, "");
        list.add(Some(step), Space::Capability, &capability, fact);
    }
}

fn names(list: &List<'_>, permit: &Permit) -> Vec<String> {
    let allowed = match permit {
        Permit::Path(marker) => return list.markers.get(marker).cloned().unwrap_or_default(),
        Permit::Full => Capabilities::FULL,
        Permit::Allow(allowed) => *allowed,
    };
    let names = allowed.names().into_iter().chain([ANY_CAST]);
    names.map(str::to_owned).collect()
}
