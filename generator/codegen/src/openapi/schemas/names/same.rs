//! Types of one name and one structure, which are one type.

use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeSet, HashMap};
use std::hash::{Hash, Hasher};

use super::claims::Claim;
use super::is_item;
use crate::openapi::schemas::graph::Graph;
use crate::openapi::schemas::nodes::{Field, Kind, Reference, TypeId, Undeclared};
use crate::openapi::schemas::places::Owner;

/// The most types of one name and outline that a type is compared with.
const COMPARED: usize = 64;

/// Types of one owner with the same name and the same structure are one type.
pub(super) fn merged(graph: &mut Graph<'_>, claims: Vec<Claim>) -> Vec<Claim> {
    let mut by_name: HashMap<(Owner, String), Vec<usize>> = HashMap::new();
    for (index, claim) in claims.iter().enumerate() {
        by_name
            .entry((claim.owner, claim.name()))
            .or_default()
            .push(index);
    }
    let mut groups: Vec<Vec<usize>> = by_name.into_values().filter(|g| g.len() > 1).collect();
    groups.sort();
    let mut gone: BTreeSet<usize> = BTreeSet::new();
    // Two types become one only after the types inside of them have, so that several rounds are needed.
    for _ in 0..4 {
        let mut changed = false;
        for group in &groups {
            // Only types of the same outline are compared, and few of one outline differ.
            let mut kept: HashMap<u64, Vec<usize>> = HashMap::new();
            for at in group.iter().filter(|at| !gone.contains(*at)) {
                let ty = claims[*at].ty;
                let same_outline = kept.entry(graph.outline(ty)).or_default();
                let mut compared = same_outline.iter().take(COMPARED);
                match compared.find(|first| graph.is_same(claims[**first].ty, ty)) {
                    Some(first) => {
                        graph.nodes[ty.0].kind = Kind::Same(claims[*first].ty);
                        changed = true;
                    }
                    None => same_outline.push(*at),
                }
            }
            let kept: BTreeSet<usize> = kept.into_values().flatten().collect();
            gone.extend(group.iter().filter(|at| !kept.contains(*at)));
        }
        if !changed {
            break;
        }
    }
    let all = claims.into_iter().enumerate();
    all.filter(|(index, _)| !gone.contains(index))
        .map(|(_, claim)| claim)
        .collect()
}

impl Graph<'_> {
    /// A number that types of the same structure have in common.
    fn outline(&self, ty: TypeId) -> u64 {
        let mut hasher = DefaultHasher::new();
        let kind = &self.nodes[ty.0].kind;
        std::mem::discriminant(kind).hash(&mut hasher);
        match kind {
            Kind::Struct(item) => {
                for field in &item.fields {
                    (field.name, field.required).hash(&mut hasher);
                    let real = self.real(field.value.ty);
                    std::mem::discriminant(&self.nodes[real.0].kind).hash(&mut hasher);
                }
            }
            Kind::Union(item) => {
                let variants = item.variants.iter();
                let types = variants.map(|variant| self.real(variant.ty));
                types.for_each(|ty| ty.hash(&mut hasher));
            }
            Kind::Enumeration(item) => item.members.hash(&mut hasher),
            _ => {}
        }
        hasher.finish()
    }

    /// Whether two types have the same structure.
    fn is_same(&self, a: TypeId, b: TypeId) -> bool {
        let (a, b) = (&self.nodes[a.0], &self.nodes[b.0]);
        a.nullable == b.nullable && self.is_same_kind(&a.kind, &b.kind)
    }

    fn is_same_reference(&self, a: Reference, b: Reference) -> bool {
        let (first, second) = (self.real(a.ty), self.real(b.ty));
        let nullable = |r: Reference| r.nullable || self.is_null(r.ty);
        nullable(a) == nullable(b)
            && (first == second
                || (!is_item(self, first)
                    && !is_item(self, second)
                    && self.is_same_kind(&self.nodes[first.0].kind, &self.nodes[second.0].kind)))
    }

    fn is_same_kind(&self, a: &Kind<'_>, b: &Kind<'_>) -> bool {
        match (a, b) {
            (Kind::Array(a), Kind::Array(b)) | (Kind::Map(a), Kind::Map(b)) => {
                self.is_same_reference(*a, *b)
            }
            (Kind::Struct(a), Kind::Struct(b)) => {
                let undeclared = match (a.undeclared, b.undeclared) {
                    (Undeclared::Typed(a), Undeclared::Typed(b)) => self.is_same_reference(a, b),
                    (a, b) => a == b,
                };
                let marks = |f: &Field<'_>| (f.required, f.read_only, f.write_only);
                undeclared
                    && a.fields.len() == b.fields.len()
                    && a.fields.iter().zip(&b.fields).all(|(a, b)| {
                        a.name == b.name
                            && marks(a) == marks(b)
                            && self.is_same_reference(a.value, b.value)
                    })
            }
            (Kind::Union(a), Kind::Union(b)) => {
                a.tag == b.tag
                    && a.preferred == b.preferred
                    && a.variants.len() == b.variants.len()
                    && a.variants
                        .iter()
                        .zip(&b.variants)
                        .all(|(a, b)| a.values == b.values && self.real(a.ty) == self.real(b.ty))
            }
            (a, b) => a == b,
        }
    }
}
