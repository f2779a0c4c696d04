//! Drops references to anything that the filter removed.

use super::Filter;
use crate::schema::{
    ContainerChildKind, ContainerId, ElementPath, OperationId, Schema, Start, Step, StructuredId,
    Type, TypeRef,
};

/// Returns whether types, members and paths are kept.
pub(super) struct Survivors<'s> {
    schema: &'s Schema,
    filter: &'s dyn Filter,
}

impl<'s> Survivors<'s> {
    pub(super) fn new(schema: &'s Schema, filter: &'s dyn Filter) -> Self {
        Self { schema, filter }
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

    /// Whether all targets of a path remain. A path that had no target also counts as remaining.
    pub(super) fn path(&self, path: &ElementPath) -> bool {
        let Some(route) = &path.route else {
            return true;
        };
        let (kept, start) = match route.start {
            Start::Type(id) => (self.filter.structured(id), Some(id)),
            Start::Child((container, index)) => {
                let child = &self.schema.containers[container].children[index];
                (self.child(container, index), child.entity_type())
            }
            // Members of a type are checked on the type that declares them.
            Start::Operation(id) => (self.operation(id), None),
        };
        kept && self.steps(start, &route.steps)
    }

    /// The same for a path whose steps are not stored.
    pub(super) fn text(&self, start: StructuredId, path: &str) -> bool {
        let steps = self.schema.follow(start, path);
        steps.is_none_or(|steps| self.steps(Some(start), &steps))
    }

    fn steps(&self, start: Option<StructuredId>, steps: &[Step]) -> bool {
        let mut here = start;
        steps.iter().all(|step| match *step {
            Step::Cast(ty) => {
                here = structured(ty).or(here);
                self.ty(ty)
            }
            Step::Property(id) => {
                let owner = here.unwrap_or(id.declaring);
                here = structured(id.get(self.schema).ty.ty);
                self.inherits(owner, id.declaring) && self.property(id.declaring, id.index)
            }
            Step::Navigation(id) => {
                let owner = here.unwrap_or(id.declaring);
                here = Some(id.get(self.schema).target);
                self.inherits(owner, id.declaring) && self.navigation(id.declaring, id.index)
            }
        })
    }

    /// Whether a type still has a member of one of its bases: the types between them must be kept too.
    fn inherits(&self, ty: StructuredId, declaring: StructuredId) -> bool {
        let bases = self.schema.bases(ty);
        let mut between = bases.take_while(|id| *id != declaring);
        let fits = !self.schema.derives_from(ty, declaring);
        // After a cast that does not match, the property belongs to another type.
        (fits || between.all(|id| self.filter.structured(id))) && self.filter.structured(declaring)
    }
}

fn structured(ty: Type) -> Option<StructuredId> {
    match ty {
        Type::Structured(id) => Some(id),
        _ => None,
    }
}
