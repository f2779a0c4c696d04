//! Limits the number of methods that restrictions of paths generate.
//!
//! A navigation property that a path restricts needs a separate method for each restricted path to its type. These
//! numbers multiply: a thousand such properties on a type with a thousand such paths would need a million methods.
//! Restrictions of the types with the most methods are then ignored, with a warning. The client then has requests that
//! the service rejects.

use std::collections::{BTreeMap, BTreeSet};

use clientwright_csdl::schema::{Schema, StructuredId};
use clientwright_diagnostics::{Diagnostic, Diagnostics};
use clientwright_model::codes;

use super::Marker;
use crate::capabilities::Restrictions;
use crate::inherit::NavigationId;

/// The number of methods that is always allowed. All of Graph has 49.
const FREE: usize = 1_000;
/// The number of methods that is allowed for each segment of a restricted path.
const FOR_EACH: usize = 16;

/// Counts restrictions, and the methods that they need.
#[derive(Debug, Default)]
pub(super) struct Limits {
    /// Segments of restricted paths, and types that constraints name.
    written: usize,
    /// Methods by the type at the end of their paths.
    spent: BTreeMap<StructuredId, usize>,
    total: usize,
    /// Types whose paths would exceed the limit.
    heavy: BTreeSet<StructuredId>,
}

impl Limits {
    /// Counts the restrictions of an annotation.
    pub(super) fn note(&mut self, restrictions: &Restrictions) {
        self.written +=
            1 + restrictions.below.size() + restrictions.casts.as_ref().map_or(0, Vec::len);
    }

    /// Whether a path that ends at a type may need this many more methods.
    pub(super) fn allow(&mut self, target: StructuredId, count: usize) -> bool {
        if self.heavy.contains(&target) {
            return false;
        }
        *self.spent.entry(target).or_default() += count;
        self.total += count;
        self.give_up();
        !self.heavy.contains(&target)
    }

    /// The types whose markers are dropped.
    pub(super) fn heavy(mut self, schema: &Schema, markers: &[Marker]) -> BTreeSet<StructuredId> {
        let mut counts: BTreeMap<StructuredId, usize> = BTreeMap::new();
        let mut differing: BTreeMap<StructuredId, BTreeSet<NavigationId>> = BTreeMap::new();
        for marker in markers {
            *counts.entry(marker.target).or_default() += 1;
            if !marker.below.is_empty() {
                let differing = differing.entry(marker.target).or_default();
                differing.extend(marker.below.keys());
            }
        }
        self.spent.clear();
        for (&target, count) in &counts {
            let mut owners = schema.descendants(target);
            owners.push(target);
            let methods = |owner: StructuredId| -> usize {
                let above = schema.lineage(owner).into_iter();
                above
                    .filter_map(|ty| differing.get(&ty))
                    .map(BTreeSet::len)
                    .sum()
            };
            let methods: usize = owners.into_iter().map(methods).sum();
            self.spent.insert(target, count * methods);
        }
        self.total = self.spent.values().sum();
        self.give_up();
        self.heavy
    }

    /// Ignores the restrictions of the most expensive types until the rest is within the limit.
    fn give_up(&mut self) {
        while self.total > FREE + FOR_EACH * self.written {
            let Some((&target, &count)) = self.spent.iter().max_by_key(|(_, count)| **count) else {
                return;
            };
            self.spent.remove(&target);
            self.heavy.insert(target);
            self.total -= count;
        }
    }
}

/// Warns of ignored restrictions.
pub(super) fn report(schema: &Schema, heavy: &BTreeSet<StructuredId>, diags: &mut Diagnostics) {
    for target in heavy {
        let ty = &schema.structured_types[*target];
        let message = format!(
            "restrictions of paths to `{}` are ignored: too many paths restrict too many of its navigation properties",
            ty.name
        );
        diags.push(
            Diagnostic::warning(codes::TOO_MANY_PATHS, message)
                .at(ty.name_span, "")
                .help("restrict the navigation properties of the type themselves, or forbid nothing below these paths"),
        );
    }
}
