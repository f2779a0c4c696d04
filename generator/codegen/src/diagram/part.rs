//! The part of the types that is asked for.

use std::collections::{BTreeSet, VecDeque};

use super::types::{RelationKind, Types};

/// Clears every type that is hidden, or farther than `depth` relations from all roots, and the relations to it. Without roots
/// only hidden types are cleared.
///
/// A relation leads from a type to what it contains, refers to or derives from, and from an abstract type to its derived types.
pub(super) fn keep(types: &mut Types, roots: &[usize], depth: Option<usize>, hidden: &[usize]) {
    let hidden: BTreeSet<usize> = hidden.iter().copied().collect();
    let mut kept: Vec<bool> = match roots {
        [] => vec![true; types.all.len()],
        roots => near(types, roots, depth.unwrap_or(usize::MAX), &hidden),
    };
    hidden.iter().for_each(|&index| kept[index] = false);
    types.retain(&kept);
}

fn near(types: &Types, roots: &[usize], depth: usize, hidden: &BTreeSet<usize>) -> Vec<bool> {
    let mut derived: Vec<Vec<usize>> = vec![Vec::new(); types.all.len()];
    for (index, ty) in types.all.iter().enumerate() {
        let bases = ty.relations.iter().filter(|r| r.kind == RelationKind::Base);
        for base in bases {
            if types.all[base.to].has_values_of_derived_types() {
                derived[base.to].push(index);
            }
        }
    }
    let mut kept = vec![false; types.all.len()];
    let mut open = VecDeque::new();
    let mut reach = |index: usize, distance: usize, open: &mut VecDeque<(usize, usize)>| {
        if !kept[index] && !hidden.contains(&index) {
            kept[index] = true;
            open.push_back((index, distance));
        }
    };
    roots.iter().for_each(|&root| reach(root, 0, &mut open));
    while let Some((index, distance)) = open.pop_front() {
        if distance == depth {
            continue;
        }
        let targets = types.all[index]
            .relations
            .iter()
            .map(|relation| relation.to);
        for to in targets.chain(derived[index].iter().copied()) {
            reach(to, distance + 1, &mut open);
        }
    }
    kept
}
