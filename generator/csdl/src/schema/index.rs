//! Look-ups by name. Resolution builds the index; no other crate can change the indexed data.

use std::collections::{HashMap, HashSet};
use std::fmt;

use super::{
    ChildId, ContainerId, NavigationId, OperationId, Primitive, PropertyId, QualifiedName, Schema,
    StructuredId, Type,
};
use crate::aliases::Aliases;
use crate::vocabularies;

/// A property or navigation property of a structured type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Member {
    /// A structural property.
    Property(PropertyId),
    /// A navigation property.
    Navigation(NavigationId),
}

/// A member by its position in the type that declares it.
#[derive(Clone, Copy)]
enum Position {
    Property(u32),
    Navigation(u32),
}

/// Ids sorted by name. The names are only in the arenas, so that the index is small.
#[derive(Clone, Default)]
pub(crate) struct Index {
    aliases: Aliases,
    namespaces: HashSet<String>,
    /// By namespace, sorted by name.
    types: HashMap<String, Vec<Type>>,
    /// By namespace, sorted by name.
    containers: HashMap<String, Vec<ContainerId>>,
    /// By namespace, sorted by name; overloads in document order.
    operations: HashMap<String, Vec<OperationId>>,
    /// Members that a type declares itself, by type, sorted by name.
    members: Vec<Vec<Position>>,
    /// Children that a container declares itself, by container, sorted by name.
    children: Vec<Vec<u32>>,
}

impl fmt::Debug for Index {
    /// A dump of a schema need not repeat its names.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Index").finish_non_exhaustive()
    }
}

// Building, step by step during resolution.
impl Schema {
    pub(crate) fn index_aliases(&mut self, aliases: Aliases) {
        self.index.aliases = aliases;
    }

    /// Namespaces, types and containers.
    pub(crate) fn index_elements(&mut self) {
        let namespaces = self.namespaces.iter();
        self.index.namespaces = namespaces.map(|n| n.name.clone()).collect();
        let name = |id: &ContainerId| Some(&self.containers[*id].name);
        self.index.containers = by_name(self.containers.ids(), name);
        let structured = self.structured_types.ids().map(Type::Structured);
        let enums = self.enum_types.ids().map(Type::Enum);
        let definitions = self.type_definitions.ids().map(Type::Definition);
        let all = structured.chain(enums).chain(definitions);
        let name = |ty: &Type| self.type_name(*ty);
        self.index.types = by_name(all, name);
    }

    pub(crate) fn index_operations(&mut self) {
        let name = |id: &OperationId| Some(&self.operations[*id].name);
        self.index.operations = by_name(self.operations.ids(), name);
    }

    pub(crate) fn index_members(&mut self) {
        let types = self.structured_types.iter();
        let sorted = types.map(|(_, ty)| {
            let properties = (0..).zip(&ty.properties);
            let properties = properties.map(|(i, p)| (p.name.as_str(), Position::Property(i)));
            let navigations = (0..).zip(&ty.navigation_properties);
            let navigations = navigations.map(|(i, n)| (n.name.as_str(), Position::Navigation(i)));
            let mut all: Vec<_> = properties.chain(navigations).collect();
            all.sort_unstable_by_key(|(name, _)| *name);
            all.into_iter().map(|(_, position)| position).collect()
        });
        self.index.members = sorted.collect();
    }

    pub(crate) fn index_children(&mut self) {
        let sorted = self.containers.iter().map(|(_, container)| {
            let all = (0..).zip(&container.children);
            let mut all: Vec<_> = all.map(|(i, c)| (c.name.as_str(), i)).collect();
            all.sort_unstable();
            all.into_iter().map(|(_, index)| index).collect()
        });
        self.index.children = sorted.collect();
    }
}

fn by_name<'s, T: Copy + Ord>(
    ids: impl Iterator<Item = T>,
    name: impl Fn(&T) -> Option<&'s QualifiedName>,
) -> HashMap<String, Vec<T>> {
    let mut all: HashMap<String, Vec<T>> = HashMap::new();
    for id in ids {
        let Some(QualifiedName { namespace, .. }) = name(&id) else {
            continue;
        };
        match all.get_mut(namespace) {
            Some(known) => known.push(id),
            None => drop(all.insert(namespace.clone(), vec![id])),
        }
    }
    for known in all.values_mut() {
        known.sort_unstable_by_key(|id| (name(id), *id));
        known.shrink_to_fit();
    }
    all
}

impl Schema {
    /// The namespace of the qualifier of a name, which may be an alias; see [`Aliases::namespace`].
    ///
    /// If documents disagree, the aliases of the main document come first, then those of further documents and
    /// overlays.
    pub fn namespace<'a>(&'a self, qualifier: &'a str, name: &str) -> &'a str {
        let is_namespace = |text: &str| self.index.namespaces.contains(text);
        let declares = |namespace: &str| {
            self.declared_type(namespace, name).is_some()
                || !self.declared_operations(namespace, name).is_empty()
                || self.declared_container(namespace, name).is_some()
        };
        let aliases = &self.index.aliases;
        aliases.namespace(qualifier, is_namespace, declares)
    }

    fn split<'a>(&'a self, name: &'a str) -> Option<(&'a str, &'a str)> {
        let (qualifier, name) = name.rsplit_once('.')?;
        Some((self.namespace(qualifier, name), name))
    }

    /// A type by its qualified name: one that the metadata declares, or a built-in one.
    pub fn find_type(&self, name: &str) -> Option<Type> {
        let (namespace, name) = self.split(name)?;
        match namespace {
            "Edm" => Primitive::from_name(name).map(Type::Primitive),
            _ => self
                .declared_type(namespace, name)
                .or_else(|| vocabularies::type_of(namespace, name).map(Type::Primitive)),
        }
    }

    /// An entity type or complex type by its qualified name.
    pub fn find_structured(&self, name: &str) -> Option<StructuredId> {
        let (namespace, name) = self.split(name)?;
        match self.declared_type(namespace, name) {
            Some(Type::Structured(id)) => Some(id),
            _ => None,
        }
    }

    /// The overloads of the actions and functions with a qualified name, in document order.
    pub fn find_operations(&self, name: &str) -> &[OperationId] {
        match self.split(name) {
            Some((namespace, name)) => self.declared_operations(namespace, name),
            None => &[],
        }
    }

    /// A child of a container, or of one that it extends (CSDL XML 4.01, 13.1).
    pub fn find_child(&self, container: ContainerId, name: &str) -> Option<ChildId> {
        let mut next = Some(container);
        while let Some(id) = next {
            let container = &self.containers[id];
            let named = |index: &u32| container.children[*index as usize].name.as_str();
            let known = self.index.children.get(id.index());
            let known = known.map(Vec::as_slice).unwrap_or_default();
            if let Ok(at) = known.binary_search_by(|index| named(index).cmp(name)) {
                return Some((id, known[at] as usize));
            }
            next = container.extends;
        }
        None
    }

    /// A property of a type or of its bases; for a redeclared property, the most derived declaration.
    pub fn find_member(&self, ty: StructuredId, name: &str) -> Option<Member> {
        self.bases(ty).find_map(|id| self.declared_member(id, name))
    }

    /// A property that this type itself declares.
    pub fn declared_member(&self, declaring: StructuredId, name: &str) -> Option<Member> {
        let ty = &self.structured_types[declaring];
        let named = |position: &Position| match *position {
            Position::Property(i) => ty.properties[i as usize].name.as_str(),
            Position::Navigation(i) => ty.navigation_properties[i as usize].name.as_str(),
        };
        // The type that replaces `Edm.EntityType` may be newer than the index. It has no members.
        let known = self.index.members.get(declaring.index())?;
        let at = known.binary_search_by(|position| named(position).cmp(name));
        Some(match known[at.ok()?] {
            Position::Property(index) => Member::Property(PropertyId {
                declaring,
                index: index as usize,
            }),
            Position::Navigation(index) => Member::Navigation(NavigationId {
                declaring,
                index: index as usize,
            }),
        })
    }

    pub(crate) fn declared_type(&self, namespace: &str, name: &str) -> Option<Type> {
        let known = self.index.types.get(namespace)?;
        let named = |ty: &Type| self.type_name(*ty).map(|n| n.name.as_str());
        let at = known.binary_search_by(|ty| named(ty).cmp(&Some(name)));
        Some(known[at.ok()?])
    }

    pub(crate) fn declared_operations(&self, namespace: &str, name: &str) -> &[OperationId] {
        let known = self.index.operations.get(namespace);
        let known = known.map(Vec::as_slice).unwrap_or_default();
        let named = |id: &OperationId| self.operations[*id].name.name.as_str();
        let start = known.partition_point(|id| named(id) < name);
        let count = known[start..].partition_point(|id| named(id) == name);
        &known[start..start + count]
    }

    pub(crate) fn declared_container(&self, namespace: &str, name: &str) -> Option<ContainerId> {
        let known = self.index.containers.get(namespace)?;
        let named = |id: &ContainerId| self.containers[*id].name.name.as_str();
        let at = known.binary_search_by(|id| named(id).cmp(name));
        Some(known[at.ok()?])
    }

    /// The qualified name of a declared type; `None` for a built-in one.
    pub fn type_name(&self, ty: Type) -> Option<&QualifiedName> {
        match ty {
            Type::Primitive(_) => None,
            Type::Structured(id) => Some(&self.structured_types[id].name),
            Type::Enum(id) => Some(&self.enum_types[id].name),
            Type::Definition(id) => Some(&self.type_definitions[id].name),
        }
    }
}
