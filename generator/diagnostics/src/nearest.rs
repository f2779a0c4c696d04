//! Names that the user may have meant.

use std::cell::Cell;

/// How many searches one [`Nearest`] does. Each search compares all names; without a limit, an input full of unknown
/// names would take quadratic time.
const BUDGET: usize = 32;

/// Names longer than this, in bytes, are not compared.
const LONGEST: usize = 200;

/// Finds the existing name that is nearest to one that does not exist. After 32 searches it returns `None`.
///
/// ```
/// use clientwright_diagnostics::nearest::Nearest;
///
/// let nearest = Nearest::default();
/// assert_eq!(nearest.name("Odrer", ["Order", "Line"]), Some("Order"));
/// assert_eq!(nearest.name("Customer", ["Order", "Line"]), None);
/// ```
#[derive(Clone, Debug)]
pub struct Nearest {
    left: Cell<usize>,
}

impl Default for Nearest {
    fn default() -> Self {
        Self {
            left: Cell::new(BUDGET),
        }
    }
}

impl Nearest {
    /// The nearest of several names; the first of equally near ones. `None` if no name is near.
    pub fn name<N: AsRef<str>>(
        &self,
        wanted: &str,
        names: impl IntoIterator<Item = N>,
    ) -> Option<N> {
        self.spend()?;
        let near = names
            .into_iter()
            .filter_map(|name| Some((distance(wanted, name.as_ref())?, name)));
        let (_, name) = near.min_by_key(|(distance, _)| *distance)?;
        Some(name)
    }

    /// The item with the nearest name, for names with a namespace. Only the local names are compared; of equally near
    /// ones, the first in the wanted namespace is returned.
    pub fn qualified<T>(
        &self,
        (namespace, wanted): (&str, &str),
        items: impl IntoIterator<Item = T>,
        name: impl Fn(&T) -> (&str, &str),
    ) -> Option<T> {
        self.spend()?;
        let near = items.into_iter().filter_map(|item| {
            let (of, simple) = name(&item);
            Some(((distance(wanted, simple)?, of != namespace), item))
        });
        let (_, item) = near.min_by_key(|(rank, _)| *rank)?;
        Some(item)
    }

    /// Whether all searches are done, so that the names for another one need not be collected.
    pub fn is_spent(&self) -> bool {
        self.left.get() == 0
    }

    fn spend(&self) -> Option<()> {
        self.left.set(self.left.get().checked_sub(1)?);
        Some(())
    }
}

/// How many letters differ between two names, ignoring case; two exchanged neighbours count once. `None` if more than a
/// third of the wanted name differs.
pub fn distance(wanted: &str, name: &str) -> Option<usize> {
    let limit = (wanted.len() / 3).max(1);
    if name.len().abs_diff(wanted.len()) > limit || wanted.len() > LONGEST {
        return None;
    }
    // Each letter that only one of the names has costs a change, and a change brings or removes one letter of each name.
    // Counting letters allocates nothing, and rules most names out.
    let (in_wanted, in_name) = (letters(wanted), letters(name));
    let missing = (in_wanted & !in_name).count_ones();
    let added = (in_name & !in_wanted).count_ones();
    if missing.max(added) as usize > limit {
        return None;
    }
    let distance = strsim::osa_distance(&wanted.to_lowercase(), &name.to_lowercase());
    Some(distance).filter(|d| *d <= limit)
}

/// The set of lowercase letters of a name, with 64 places for all characters: different characters may share one.
fn letters(name: &str) -> u64 {
    let lowercase = name.chars().flat_map(char::to_lowercase);
    lowercase.fold(0, |set, c| set | 1 << (u32::from(c) % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_third_may_differ_and_case_does_not_count() {
        assert_eq!(distance("adress", "Address"), Some(1));
        assert_eq!(distance("ORDER", "order"), Some(0));
        assert_eq!(distance("Odrer", "Order"), Some(1));
        assert_eq!(distance("Order", "Older2"), None);
        let long = "a".repeat(LONGEST + 1);
        assert_eq!(distance(&long, &long), None);
    }

    #[test]
    fn a_name_of_the_wanted_namespace_comes_first() {
        let all = [("B", "Order"), ("A", "Order"), ("A", "Border")];
        let nearest = Nearest::default();
        let find = |wanted| nearest.qualified(wanted, all, |(namespace, name)| (namespace, name));
        assert_eq!(find(("A", "Ordr")), Some(("A", "Order")));
        assert_eq!(find(("C", "Ordr")), Some(("B", "Order")));
        assert_eq!(find(("A", "Line")), None);
    }

    #[test]
    fn the_number_of_searches_is_bounded() {
        let nearest = Nearest::default();
        for _ in 0..BUDGET {
            assert_eq!(nearest.name("a", ["a"]), Some("a"));
        }
        assert_eq!(nearest.name("a", ["a"]), None);
        assert_eq!(nearest.qualified(("", "a"), ["a"], |name| ("", name)), None);
    }
}
