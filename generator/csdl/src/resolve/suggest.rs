//! Names that the user may have meant.

use super::Resolver;
use crate::schema::Primitive;
use crate::vocabularies::type_names;

/// How many suggestions one run computes. Each compares with every name, so that a document full of unknown names
/// would otherwise cost quadratic time.
pub(super) const BUDGET: usize = 64;

impl Resolver<'_, '_> {
    /// The type whose name is nearest: the same name in another namespace, or a slip of the keyboard.
    pub(super) fn similar_type(&mut self, namespace: &str, name: &str) -> Option<String> {
        self.spend()?;
        let types = &self.schema;
        let structured = types.structured_types.iter().map(|(_, t)| &t.name);
        let enums = types.enum_types.iter().map(|(_, t)| &t.name);
        let definitions = types.type_definitions.iter().map(|(_, t)| &t.name);
        let declared = structured
            .chain(enums)
            .chain(definitions)
            .map(|n| (n.namespace.as_str(), n.name.as_str()));
        let built_in = Primitive::ALL.iter().map(|p| ("Edm", p.name()));
        let foreign = |(ns, _): &(&str, &str)| usize::from(*ns != namespace);
        let best = declared
            .chain(built_in)
            .chain(type_names(namespace).map(|name| (namespace, name)))
            .filter_map(|full| Some((distance(full.1, name)?, foreign(&full), full)))
            .min_by_key(|(distance, foreign, _)| (*distance, *foreign));
        best.map(|(_, _, (namespace, name))| format!("{namespace}.{name}"))
    }

    /// The nearest of a few names.
    pub(super) fn similar<'n>(
        &mut self,
        name: &str,
        names: impl Iterator<Item = &'n str>,
    ) -> Option<&'n str> {
        self.spend()?;
        names
            .filter_map(|candidate| Some((distance(candidate, name)?, candidate)))
            .min_by_key(|(distance, _)| *distance)
            .map(|(_, candidate)| candidate)
    }

    fn spend(&mut self) -> Option<()> {
        self.suggestions_left = self.suggestions_left.checked_sub(1)?;
        Some(())
    }
}

/// Edit distance without regard to case; `None` when the names have too little in common.
fn distance(a: &str, b: &str) -> Option<usize> {
    let limit = (b.len() / 3).max(1);
    // Names of unlike length cannot be near; long ones are not worth the time.
    if a.len().abs_diff(b.len()) > limit || b.len() > 200 {
        return None;
    }
    let distance = strsim::osa_distance(&a.to_lowercase(), &b.to_lowercase());
    Some(distance).filter(|d| *d <= limit)
}
