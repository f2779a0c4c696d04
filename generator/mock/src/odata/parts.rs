//! The parts of a path, for patterns.

use clientwright_csdl::schema::{ContainerChildKind, Member, StructuredId};

use super::keys;
use super::operations;
use super::service::Service;
use super::text;

/// A part of a path of OData: a name or a key. Keys are the same whether they are segments or in parentheses.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Part {
    pub(crate) is_key: bool,
    pub(crate) text: String,
}

/// What a path leads to so far.
enum At {
    Root,
    Collection(StructuredId),
    Single(StructuredId),
    /// No entities: what follows has no keys.
    Other,
}

impl Service {
    /// The parts of a path: names, and keys of both forms. Whether a segment is a key is decided by the metadata alone.
    pub(crate) fn parts(&self, segments: &[String]) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut at = At::Root;
        for segment in segments {
            let (name, key) = text::call(segment);
            let next = match at {
                At::Root => self.child(name),
                At::Collection(ty) => match self.cast(ty, name) {
                    Some(cast) => At::Collection(cast),
                    None if segment.starts_with('$')
                        || operations::bound(&self.schema, name, ty, true).is_some() =>
                    {
                        At::Other
                    }
                    None => {
                        let text = segment.clone();
                        parts.push(Part { is_key: true, text });
                        at = At::Single(ty);
                        continue;
                    }
                },
                At::Single(ty) => match self.cast(ty, name) {
                    Some(cast) => At::Single(cast),
                    None => self.member(ty, name),
                },
                At::Other => At::Other,
            };
            at = match (next, key) {
                (At::Collection(ty), Some(key)) => {
                    let text = name.to_owned();
                    parts.push(Part {
                        is_key: false,
                        text,
                    });
                    let text = keys::plain(key);
                    parts.push(Part { is_key: true, text });
                    At::Single(ty)
                }
                (next, _) => {
                    let text = segment.clone();
                    parts.push(Part {
                        is_key: false,
                        text,
                    });
                    next
                }
            };
        }
        parts
    }

    fn child(&self, name: &str) -> At {
        let mut containers = self.schema.containers.ids();
        let found = containers.find_map(|id| self.schema.find_child(id, name));
        let kind =
            found.map(|(container, index)| &self.schema.containers[container].children[index].kind);
        match kind {
            Some(ContainerChildKind::EntitySet { ty }) => At::Collection(*ty),
            Some(ContainerChildKind::Singleton { ty, .. }) => At::Single(*ty),
            _ => At::Other,
        }
    }

    fn member(&self, ty: StructuredId, name: &str) -> At {
        match self.schema.find_member(ty, name) {
            Some(Member::Navigation(id)) => {
                let property = id.get(&self.schema);
                match property.is_collection {
                    true => At::Collection(property.target),
                    false => At::Single(property.target),
                }
            }
            _ => At::Other,
        }
    }

    fn cast(&self, ty: StructuredId, name: &str) -> Option<StructuredId> {
        let found = self
            .schema
            .find_structured(name)
            .filter(|_| name.contains('.'))?;
        self.schema.derives_from(found, ty).then_some(found)
    }
}
