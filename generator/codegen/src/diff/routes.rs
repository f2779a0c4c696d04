//! The markers that the paths to each builder have, before and now.
//!
//! Methods of a builder can depend on the marker of its path. Code does not name markers: it follows steps from the client. So
//! the methods that it finds at the end of a path before are compared with those at the end of the same path now, whatever
//! the markers are called.

use std::collections::{BTreeMap, BTreeSet};

use clientwright_model::odata::{Builder, Navigation, PathMethods, Permit};
use clientwright_model::{Client, Item, Package, Resource, Step, Target};

use super::facts::type_path;
use super::signature;

/// In place of a marker: a path that has no marker of its own.
const OTHER: &str = "_";

/// The markers of a path before and now.
type Pair = (String, String);

/// Which of the two packages is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// The one before.
    Old,
    /// The one now.
    New,
}

/// What depends on paths, of the builders of two packages.
#[derive(Debug, Default)]
pub(super) struct Routes {
    /// The markers of all paths to a builder.
    pairs: BTreeMap<String, BTreeSet<Pair>>,
    /// The methods of a builder that depend on the path in one of the packages.
    methods: BTreeMap<String, BTreeSet<String>>,
}

impl Routes {
    /// Whether a method depends on the path.
    pub(super) fn depends(&self, builder: &str, method: &str) -> bool {
        let methods = self.methods.get(builder);
        methods.is_some_and(|methods| methods.contains(method))
    }

    /// The paths to a builder, each by a name that tells it from the others, with its marker in a package.
    pub(super) fn paths(&self, builder: &str, side: Side) -> Vec<(String, &str)> {
        let Some(pairs) = self.pairs.get(builder) else {
            return Vec::new();
        };
        let named = pairs.iter().map(|(old, new)| {
            let is_other = |pair: &&Pair| **pair != (old.clone(), new.clone());
            let has = |name: &str| {
                let mut others = pairs.iter().filter(is_other);
                others.any(|(old, new)| old == name || new == name)
            };
            let name = match (old.as_str(), new.as_str()) {
                (old, new) if old == new => old.to_owned(),
                (OTHER, new) if !has(new) => new.to_owned(),
                (old, OTHER) if !has(old) => old.to_owned(),
                (old, new) => format!("{old}, now {new}"),
            };
            let marker = match side {
                Side::Old => old,
                Side::New => new,
            };
            (name, marker.as_str())
        });
        named.collect()
    }
}

/// The methods of a builder that only the paths with a marker have.
pub(super) fn at<'r>(resource: &'r Resource, marker: &str) -> Option<&'r PathMethods> {
    let mut all = resource.entities.by_path.iter();
    all.find(|methods| {
        let of = methods.marker.as_ref();
        of.map_or(OTHER, |of| of.name.as_str()) == marker
    })
}

/// The steps of a builder for a path with a marker.
fn all_at<'r>(resource: &'r Resource, marker: &str) -> impl Iterator<Item = &'r Step> {
    let by_path = at(resource, marker).into_iter().flat_map(|m| &m.steps);
    resource.steps.iter().chain(by_path)
}

/// Follows the steps that both clients have, from their clients to their builders.
pub(super) fn routes(old: &Package, new: &Package) -> Routes {
    let (before, now) = (Parts::of(old), Parts::of(new));
    let mut routes = Routes::default();
    let mut open: Vec<(String, Pair)> = Vec::new();
    for (path, resource) in before.resources.iter().chain(&now.resources) {
        let all = resource.entities.by_path.iter();
        let steps = all.clone().flat_map(|m| &m.steps).map(|s| &s.method);
        let calls = all.flat_map(|m| &m.calls).map(|c| &c.method);
        let methods: Vec<String> = steps.chain(calls).cloned().collect();
        routes
            .methods
            .entry(path.clone())
            .or_default()
            .extend(methods);
        // Every builder can be made by hand.
        open.push((path.clone(), (OTHER.to_owned(), OTHER.to_owned())));
    }
    for (path, client) in &before.clients {
        if let Some(of_now) = now.clients.get(path) {
            open.extend(steps(client.steps.iter(), of_now.steps.iter()));
        }
    }
    while let Some((path, pair)) = open.pop() {
        let pairs = routes.pairs.entry(path.clone()).or_default();
        if !pairs.insert(pair.clone()) {
            continue;
        }
        let (Some(of_old), Some(of_new)) = (before.resources.get(&path), now.resources.get(&path))
        else {
            continue;
        };
        let (entities, of_now) = (&of_old.entities, &of_new.entities);
        let keys = entities.keys.iter();
        let keys = keys.filter(|k| {
            of_now
                .keys
                .iter()
                .any(|n| (&n.method, &n.item) == (&k.method, &k.item))
        });
        let casts = entities.casts.iter();
        let casts = casts.filter(|c| {
            of_now
                .casts
                .iter()
                .any(|n| (&n.method, &n.target) == (&c.method, &c.target))
        });
        let same = keys
            .map(|key| &key.item)
            .chain(casts.map(|cast| &cast.target));
        open.extend(same.map(|path| (signature::path(path), pair.clone())));
        let (of_old, of_new) = (all_at(of_old, &pair.0), all_at(of_new, &pair.1));
        open.extend(steps(of_old, of_new));
    }
    routes
}

/// Where the steps lead that are in both lists, with the markers.
fn steps<'s>(
    old: impl Iterator<Item = &'s Step>,
    new: impl Iterator<Item = &'s Step>,
) -> Vec<(String, Pair)> {
    let now: BTreeMap<&str, &Navigation> = new.filter_map(navigation).collect();
    let both = old.filter_map(navigation).filter_map(|(method, before)| {
        let now = now.get(method)?;
        let Builder::Resource(builder) = &before.builder else {
            return None;
        };
        (before.builder == now.builder).then(|| {
            (
                signature::path(builder),
                (marker(&before.permit), marker(&now.permit)),
            )
        })
    });
    both.collect()
}

fn navigation(step: &Step) -> Option<(&str, &Navigation)> {
    match &step.target {
        Target::Entities(navigation) => Some((&step.method, navigation)),
        Target::Group(_) => None,
    }
}

fn marker(permit: &Permit) -> String {
    match permit {
        Permit::Path(marker) => marker.name.clone(),
        Permit::Full | Permit::Allow(_) => OTHER.to_owned(),
    }
}

/// The clients and builders of a package, by their paths.
struct Parts<'p> {
    clients: BTreeMap<String, &'p Client>,
    resources: BTreeMap<String, &'p Resource>,
}

impl<'p> Parts<'p> {
    fn of(package: &'p Package) -> Self {
        let mut parts = Self {
            clients: BTreeMap::new(),
            resources: BTreeMap::new(),
        };
        for (path, module) in &package.modules {
            for item in module.files.iter().flat_map(|file| &file.items) {
                let of = signature::path(&type_path(path, module, item));
                match item {
                    Item::Client(client) => drop(parts.clients.insert(of, client)),
                    Item::Resource(resource) => drop(parts.resources.insert(of, resource)),
                    _ => {}
                }
            }
        }
        parts
    }
}
