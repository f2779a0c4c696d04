//! Names of derived types that differ only by the version at the end of their namespace, as in Redfish:
//! `ComputerSystem.v1_28_0.ComputerSystem` and `ComputerSystem.v1_27_0.ComputerSystem`.

use std::collections::BTreeMap;

use clientwright_csdl::schema::{QualifiedName, StructuredId};

use super::Namer;

impl Namer<'_> {
    /// The distinct names of the types that derive from a type. Each has its own name. If names would be equal, or
    /// equal to that of the base type, the version is used.
    pub(super) fn side_by_side(&self, base: StructuredId, derived: &[StructuredId]) -> Vec<String> {
        let name = |id: StructuredId| self.table.structured(id).name.as_str();
        let qualified = |id: StructuredId| &self.schema.structured_types[id].name;
        let mut sharing: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for id in derived {
            if let Some((unversioned, _)) = split(qualified(*id)) {
                *sharing.entry((name(*id), unversioned)).or_default() += 1;
            }
        }
        let base_name = qualified(base);
        let base_namespace = match split(base_name) {
            Some((unversioned, _)) => unversioned,
            None => &base_name.namespace,
        };
        let called = derived.iter().map(|id| {
            let own = name(*id);
            let Some((unversioned, version)) = split(qualified(*id)) else {
                return own.to_owned();
            };
            let is_version_of_base = own == name(base) && unversioned == base_namespace;
            match (is_version_of_base, sharing[&(own, unversioned)]) {
                (true, _) => version,
                (false, 1) => own.to_owned(),
                (false, _) => format!("{own}{version}"),
            }
        });
        called.collect()
    }
}

/// The namespace without the version at its end, and the version as a name: `V1_28_0` of `v1_28_0`.
fn split(name: &QualifiedName) -> Option<(&str, String)> {
    let (unversioned, last) = name.namespace.rsplit_once('.')?;
    let numbers = last.strip_prefix(['v', 'V'])?;
    let is_number = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    let is_version = numbers.split('_').all(is_number);
    is_version.then(|| (unversioned, format!("V{numbers}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_distinguished_from_other_namespaces() {
        let version = |namespace: &str| {
            let namespace = namespace.to_owned();
            let name = String::new();
            split(&QualifiedName { namespace, name }).map(|(_, version)| version)
        };
        assert_eq!(version("Chassis.v1_28_0").as_deref(), Some("V1_28_0"));
        assert_eq!(version("Shop.V2").as_deref(), Some("V2"));
        for other in ["v1_28_0", "Shop.vNext", "Shop.v", "Shop.v1__0", "Shop.1_0"] {
            assert_eq!(version(other), None, "{other}");
        }
    }
}
