//! What paths allow.

use std::collections::BTreeMap;

use clientwright::model::odata::{Capabilities, PathMarker, Permit as ModelPermit};
use clientwright::model::{Item, Package};
use serde::Serialize;

use crate::types;

/// The capability to cast to each derived type.
const ANY_CAST: &str = "Cast<_>";

/// What a path allows.
#[derive(Debug, Serialize)]
pub(crate) struct Permit {
    /// The names of capabilities.
    allows: Vec<String>,
    /// The generated marker, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) marker: Option<String>,
}

impl Permit {
    /// Whether a path has all of these capabilities.
    pub(crate) fn has(&self, needs: &[String]) -> bool {
        let has = |name: &str| self.allows.iter().any(|allowed| allowed == name);
        let mut needs = needs.iter();
        needs.all(|need| has(need) || (need.starts_with("Cast<") && has(ANY_CAST)))
    }
}

/// The permits of a package, each once.
pub(crate) struct Permits<'p> {
    /// In the order of their indices.
    pub(crate) list: Vec<Permit>,
    indices: BTreeMap<String, usize>,
    markers: BTreeMap<String, &'p PathMarker>,
}

impl<'p> Permits<'p> {
    pub(crate) fn new(package: &'p Package) -> Self {
        let markers = types::paths(package).filter_map(|(path, item)| match item {
            Item::Path(marker) => Some((path.text(), marker)),
            _ => None,
        });
        Self {
            list: Vec::new(),
            indices: BTreeMap::new(),
            markers: markers.collect(),
        }
    }

    /// The index of a permit.
    pub(crate) fn index(&mut self, permit: &ModelPermit) -> usize {
        let marker = match permit {
            ModelPermit::Path(marker) => Some(marker.text()),
            ModelPermit::Full | ModelPermit::Allow(_) => None,
        };
        let key = marker.clone().unwrap_or_else(|| format!("{permit:?}"));
        let next = self.list.len();
        let at = *self.indices.entry(key).or_insert(next);
        if at == next {
            let allows = self.allows(permit);
            self.list.push(Permit { allows, marker });
        }
        at
    }

    fn allows(&self, permit: &ModelPermit) -> Vec<String> {
        let allowed = match permit {
            ModelPermit::Full => Capabilities::FULL,
            ModelPermit::Allow(allowed) => *allowed,
            ModelPermit::Path(marker) => {
                let marker = self.markers.get(&marker.text());
                return marker.map(|marker| of_marker(marker)).unwrap_or_default();
            }
        };
        let names = allowed.names().into_iter().chain([ANY_CAST]);
        names.map(str::to_owned).collect()
    }
}

fn of_marker(marker: &PathMarker) -> Vec<String> {
    let allows = marker.allows.iter().map(|name| (*name).to_owned());
    let casts = match &marker.casts {
        None => vec![ANY_CAST.to_owned()],
        Some(casts) => casts
            .iter()
            .map(|c| format!("Cast<{}>", c.text()))
            .collect(),
    };
    allows.chain(casts).collect()
}
