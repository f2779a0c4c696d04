//! Detects cycles of links in a bounded amount of memory.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// How many first links are kept: 32 KiB of hashes.
const FIRST: usize = 4096;

/// Links that were followed, by their hashes.
///
/// The first links are all kept, so a return to any of them is detected at once. Beyond that, Brent's
/// method finds any cycle after at most three times its length: one link is kept, and replaced at powers of two.
///
/// [`Pages`](super::Pages) has one. For other chains of links, such as objects that name their parent:
///
/// ```
/// use clientwright_http::paging::Cycle;
/// use std::collections::HashMap;
///
/// /// The folders above one; `None` if they contain each other.
/// fn above<'a>(parents: &HashMap<&'a str, &'a str>, of: &'a str) -> Option<Vec<&'a str>> {
///     let mut cycle = Cycle::new();
///     let mut all = vec![of];
///     while let Some(parent) = parents.get(all[all.len() - 1]) {
///         if !cycle.follow(parent) {
///             return None;
///         }
///         all.push(parent);
/// #       assert!(all.len() < 9, "the cycle was not found");
///     }
///     Some(all)
/// }
///
/// let mut parents = HashMap::from([("c", "b"), ("b", "a")]);
/// assert_eq!(above(&parents, "c"), Some(vec!["c", "b", "a"]));
/// parents.insert("a", "c");
/// assert_eq!(above(&parents, "c"), None);
/// ```
#[derive(Debug)]
pub struct Cycle {
    first: HashSet<u64>,
    kept: u64,
    steps: u64,
    replace_at: u64,
}

impl Cycle {
    /// No links yet.
    #[expect(clippy::new_without_default, reason = "it would repeat `new`")]
    pub fn new() -> Self {
        Self {
            first: HashSet::new(),
            kept: 0,
            steps: 0,
            replace_at: 1,
        }
    }

    /// Adds a link. Returns `false` if the links form a cycle.
    pub fn follow(&mut self, link: &str) -> bool {
        let mut hasher = DefaultHasher::new();
        link.hash(&mut hasher);
        let hash = hasher.finish();
        if self.first.contains(&hash) || (self.steps > 0 && self.kept == hash) {
            return false;
        }
        if self.first.len() < FIRST {
            self.first.insert(hash);
        }
        self.steps += 1;
        if self.steps == self.replace_at {
            self.kept = hash;
            self.replace_at = self.replace_at.saturating_mul(2);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many links are followed of a walk that has `tail` links and then repeats `length` of them.
    fn followed(tail: usize, length: usize) -> usize {
        let mut cycle = Cycle::new();
        let link = |step: usize| {
            if step < tail {
                step
            } else {
                tail + (step - tail) % length
            }
        };
        (0..)
            .position(|step| !cycle.follow(&link(step).to_string()))
            .unwrap()
    }

    #[test]
    fn cycles_of_kept_links_are_found_at_once() {
        assert_eq!(followed(0, 1), 1);
        assert_eq!(followed(3, 2), 5);
        assert_eq!(followed(100, 3900), 4000);
        assert_eq!(followed(4000, 10_000), 14_000);
    }

    #[test]
    fn longer_cycles_are_found_later() {
        assert!(followed(5000, 1) < 20_000);
        assert!(followed(10_000, 700) < 40_000);
    }

    #[test]
    fn a_long_list_is_no_cycle() {
        let mut cycle = Cycle::new();
        assert!((0..100_000).all(|step: u32| cycle.follow(&step.to_string())));
        assert_eq!(cycle.first.len(), FIRST);
    }
}
