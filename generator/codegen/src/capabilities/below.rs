//! Restrictions of longer paths: trees with a node for each segment.
//!
//! Annotations may restrict a path at each of its steps, so that a path usually has all restrictions of another path
//! and a few more. Trees are therefore shared and layered, and the more specific ones come first. Merging them would
//! take quadratic time in the number of annotations.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;

use super::Restrictions;

/// The restrictions of paths that start at the same path.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Below {
    layers: Vec<Rc<Tree>>,
}

/// The restrictions of one annotation, by the first segments of paths.
#[derive(Clone, Debug, Default)]
struct Tree {
    steps: BTreeMap<String, Restrictions>,
    /// The hash of all restrictions, computed on first use.
    hash: OnceCell<u64>,
}

impl Below {
    /// Whether there is no restriction.
    pub(crate) fn is_empty(&self) -> bool {
        self.layers.is_empty()
    }

    /// The restrictions of the paths by their first segments.
    pub(crate) fn steps(&self) -> BTreeMap<&str, Restrictions> {
        let mut all: BTreeMap<&str, Restrictions> = BTreeMap::new();
        for layer in &self.layers {
            for (segment, general) in &layer.steps {
                match all.entry(segment) {
                    Entry::Vacant(entry) => drop(entry.insert(general.clone())),
                    Entry::Occupied(mut entry) => {
                        let special = std::mem::take(entry.get_mut());
                        entry.insert(special.or(general));
                    }
                }
            }
        }
        all
    }

    /// Adds the restrictions of a path. They take precedence over existing ones.
    pub(crate) fn add(&mut self, path: &[String], restrictions: Restrictions) {
        let Some((first, rest)) = path.split_first() else {
            return;
        };
        if self.layers.is_empty() {
            self.layers.push(Rc::default());
        }
        let Some(tree) = self.layers.first_mut() else {
            return;
        };
        let tree = Rc::make_mut(tree);
        tree.hash = OnceCell::new();
        let here = tree.steps.entry(first.clone()).or_default();
        match rest.is_empty() {
            true => *here = restrictions.or(&std::mem::take(here)),
            false => here.below.add(rest, restrictions),
        }
    }

    /// These restrictions, with the more general ones for everything that they do not set.
    pub(crate) fn or(mut self, general: &Self) -> Self {
        for layer in &general.layers {
            if !self.layers.iter().any(|known| Rc::ptr_eq(known, layer)) {
                self.layers.push(Rc::clone(layer));
            }
        }
        self
    }

    /// The number of segments of all paths together. Common segments count once.
    pub(crate) fn size(&self) -> usize {
        let steps = self.layers.iter().flat_map(|layer| layer.steps.values());
        steps
            .map(|restrictions| 1 + restrictions.below.size())
            .sum()
    }
}

impl Tree {
    fn hash(&self) -> u64 {
        *self.hash.get_or_init(|| {
            let mut hasher = DefaultHasher::new();
            self.steps.hash(&mut hasher);
            hasher.finish()
        })
    }
}

impl Hash for Tree {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.hash().hash(state);
    }
}

// `Rc` skips the comparison of trees at the same address, because `Tree` is `Eq`.
impl PartialEq for Tree {
    fn eq(&self, other: &Self) -> bool {
        self.hash() == other.hash() && self.steps == other.steps
    }
}

impl Eq for Tree {}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(indexable: bool) -> Restrictions {
        Restrictions {
            key: Some(indexable),
            ..Restrictions::default()
        }
    }

    fn path(text: &str) -> Vec<String> {
        text.split('/').map(str::to_owned).collect()
    }

    #[test]
    fn the_more_special_wins_and_the_rest_stays() {
        let mut general = Below::default();
        general.add(&path("a"), key(false));
        general.add(&path("a/b"), key(false));
        general.add(&path("c"), key(false));
        let mut special = Below::default();
        special.add(&path("a/b"), key(true));
        special.add(&path("a/d"), key(true));
        let all = special.or(&general);
        let steps = all.steps();
        assert_eq!(steps["a"].key, Some(false));
        let below = steps["a"].below.steps();
        assert_eq!(below["b"].key, Some(true));
        assert_eq!(below["d"].key, Some(true));
        assert_eq!(steps["c"], key(false));
        assert_eq!(steps.len(), 2);
        // Adding the same restrictions again changes nothing.
        assert_eq!(all.clone().or(&general), all);
        assert_ne!(all, general);
        assert_eq!(general.size(), 3);
    }
}
