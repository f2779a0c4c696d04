//! What is left when the filter has spoken: nothing may lead to something that is gone.

use std::collections::HashMap;

use super::Filter;
use crate::schema::{
    ContainerChildKind, ContainerId, OperationId, Schema, StructuredId, Type, TypeRef,
};

#[derive(Clone, Copy)]
enum Member {
    Property(usize),
    Navigation(usize),
}

/// Answers whether types, members and paths survive.
pub(super) struct Survivors<'s> {
    schema: &'s Schema,
    filter: &'s dyn Filter,
    structured: HashMap<(&'s str, &'s str), StructuredId>,
    members: HashMap<(StructuredId, &'s str), Member>,
    containers: HashMap<(&'s str, &'s str), ContainerId>,
    children: HashMap<(ContainerId, &'s str), usize>,
    operations: HashMap<(&'s str, &'s str), Vec<OperationId>>,
}

impl<'s> Survivors<'s> {
    pub(super) fn new(schema: &'s Schema, filter: &'s dyn Filter) -> Self {
        let mut this = Self {
            schema,
            filter,
            structured: HashMap::new(),
            members: HashMap::new(),
            containers: HashMap::new(),
            children: HashMap::new(),
            operations: HashMap::new(),
        };
        for (id, ty) in schema.structured_types.iter() {
            this.structured
                .insert((&ty.name.namespace, &ty.name.name), id);
            for (index, property) in ty.properties.iter().enumerate() {
                this.members
                    .insert((id, &property.name), Member::Property(index));
            }
            for (index, property) in ty.navigation_properties.iter().enumerate() {
                this.members
                    .insert((id, &property.name), Member::Navigation(index));
            }
        }
        for (id, container) in schema.containers.iter() {
            let name = &container.name;
            this.containers.insert((&name.namespace, &name.name), id);
            for (index, child) in container.children.iter().enumerate() {
                this.children.insert((id, &child.name), index);
            }
        }
        for (id, operation) in schema.operations.iter() {
            let key = (
                operation.name.namespace.as_str(),
                operation.name.name.as_str(),
            );
            this.operations.entry(key).or_default().push(id);
        }
        this
    }

    pub(super) fn ty(&self, ty: Type) -> bool {
        match ty {
            Type::Primitive(_) => true,
            Type::Structured(id) => self.filter.structured(id),
            Type::Enum(id) => self.filter.enum_type(id),
            Type::Definition(id) => self.filter.type_definition(id),
        }
    }

    pub(super) fn property(&self, owner: StructuredId, index: usize) -> bool {
        let ty = self.schema.structured_types[owner].properties[index].ty.ty;
        self.filter.property(owner, index) && self.ty(ty)
    }

    pub(super) fn navigation(&self, owner: StructuredId, index: usize) -> bool {
        let target = self.schema.structured_types[owner].navigation_properties[index].target;
        self.filter.navigation(owner, index) && self.filter.structured(target)
    }

    pub(super) fn operation(&self, id: OperationId) -> bool {
        let operation = &self.schema.operations[id];
        let types: Vec<&TypeRef> = operation
            .parameters
            .iter()
            .map(|p| &p.ty)
            .chain(operation.return_type.as_ref().map(|r| &r.ty))
            .collect();
        self.filter.operation(id) && types.iter().all(|ty| self.ty(ty.ty))
    }

    pub(super) fn child(&self, id: ContainerId, index: usize) -> bool {
        let fits = match &self.schema.containers[id].children[index].kind {
            ContainerChildKind::EntitySet { ty } | ContainerChildKind::Singleton { ty, .. } => {
                self.filter.structured(*ty)
            }
            ContainerChildKind::ActionImport { action, .. } => self.operation(*action),
            ContainerChildKind::FunctionImport { functions, .. } => {
                functions.iter().any(|id| self.operation(*id))
            }
        };
        self.filter.container_child(id, index) && fits
    }

    /// Whether a path from a type leads as far as it did before. One that never led anywhere is no loss.
    pub(super) fn path(&self, start: Option<StructuredId>, path: &str) -> bool {
        self.walk(start, path, false).is_none() || self.walk(start, path, true).is_some()
    }

    /// The same for a target such as `Set`, `NS.Container/Set/Nav` or `NS.Type/Property`.
    pub(super) fn target(&self, container: Option<ContainerId>, target: &str) -> bool {
        self.walk_target(container, target, false).is_none()
            || self.walk_target(container, target, true).is_some()
    }

    fn walk_target(
        &self,
        container: Option<ContainerId>,
        target: &str,
        filtered: bool,
    ) -> Option<()> {
        let (first, rest) = split(target);
        let name = first.split_once('(').map_or(first, |(name, _)| name);
        if let Some(key) = name.rsplit_once('.') {
            if let Some(&id) = self.containers.get(&key) {
                return self.walk_target(Some(id), rest, filtered);
            }
            if let Some(&id) = self.structured.get(&key) {
                let kept = !filtered || self.filter.structured(id);
                return self
                    .walk(Some(id).filter(|_| kept), rest, filtered)
                    .map(|_| ());
            }
            let mut operations = self.operations.get(&key)?.iter();
            return operations
                .any(|&id| !filtered || self.operation(id))
                .then_some(());
        }
        let mut next = container;
        while let Some(id) = next {
            if let Some(&index) = self.children.get(&(id, first)) {
                if filtered && !self.child(id, index) {
                    return None;
                }
                let ty = match self.schema.containers[id].children[index].kind {
                    ContainerChildKind::EntitySet { ty }
                    | ContainerChildKind::Singleton { ty, .. } => Some(ty),
                    _ => None,
                };
                return self.walk(ty, rest, filtered).map(|_| ());
            }
            next = self.schema.containers[id].extends;
        }
        None
    }

    /// Like the walk of `resolve`, but only over what is kept when `filtered`.
    fn walk(
        &self,
        start: Option<StructuredId>,
        path: &str,
        filtered: bool,
    ) -> Option<Option<StructuredId>> {
        let mut here = start;
        let mut before_cast = None;
        for segment in path.split('/').filter(|s| !s.is_empty()) {
            if let Some(key) = segment.rsplit_once('.') {
                before_cast = here;
                let id = *self.structured.get(&key)?;
                here = Some(id).filter(|&id| !filtered || self.filter.structured(id));
                here?;
                continue;
            }
            let find = |ty: StructuredId| self.find(ty, segment, filtered);
            let member = here.and_then(find).or_else(|| before_cast.and_then(find))?;
            here = self.member_type(member);
            before_cast = None;
        }
        Some(here)
    }

    fn find(&self, ty: StructuredId, name: &str, filtered: bool) -> Option<(StructuredId, Member)> {
        let mut next = Some(ty);
        while let Some(id) = next {
            if filtered && !self.filter.structured(id) {
                return None;
            }
            if let Some(&member) = self.members.get(&(id, name)) {
                let kept = match member {
                    Member::Property(index) => self.property(id, index),
                    Member::Navigation(index) => self.navigation(id, index),
                };
                return Some((id, member)).filter(|_| !filtered || kept);
            }
            next = self.schema.structured_types[id].base;
        }
        None
    }

    fn member_type(&self, (owner, member): (StructuredId, Member)) -> Option<StructuredId> {
        let owner = &self.schema.structured_types[owner];
        match member {
            Member::Navigation(index) => Some(owner.navigation_properties[index].target),
            Member::Property(index) => match owner.properties[index].ty.ty {
                Type::Structured(id) => Some(id),
                _ => None,
            },
        }
    }
}

fn split(path: &str) -> (&str, &str) {
    let start = match path.find(['/', '(']) {
        Some(at) if path[at..].starts_with('(') => path.rfind(')').unwrap_or(at),
        _ => 0,
    };
    match path[start..].split_once('/') {
        Some((before, rest)) => (&path[..start + before.len()], rest),
        None => (path, ""),
    }
}
