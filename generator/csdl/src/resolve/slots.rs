//! Places in the schema that annotations from outside are put into.

use crate::schema::{
    Annotation, ContainerId, ElementPath, EnumId, Member, OperationId, PathAnnotation, Schema,
    StructuredId, TypeDefinitionId,
};

/// A list of annotations in the schema.
#[derive(Clone, Debug)]
pub(super) enum Slot {
    Namespace(usize),
    Structured(StructuredId),
    Member(Member),
    Enum(EnumId),
    EnumMember(EnumId, usize),
    Definition(TypeDefinitionId),
    Operation(OperationId),
    Parameter(OperationId, usize),
    ReturnType(OperationId),
    Term(usize),
    Container(ContainerId),
    Child(ContainerId, usize),
    /// No list of an element: [`Schema::path_annotations`].
    Path(ElementPath),
    /// On an annotation in another slot.
    Annotation(Box<Slot>, String, Option<String>),
}

fn list<'s>(schema: &'s mut Schema, slot: &Slot) -> Option<&'s mut Vec<Annotation>> {
    Some(match slot {
        Slot::Namespace(index) => &mut schema.namespaces[*index].annotations,
        Slot::Structured(id) => &mut schema.structured_types.get_mut(*id).annotations,
        Slot::Member(Member::Property(id)) => {
            let ty = schema.structured_types.get_mut(id.declaring);
            &mut ty.properties[id.index].annotations
        }
        Slot::Member(Member::Navigation(id)) => schema.navigation_annotations_mut(*id),
        Slot::Enum(id) => &mut schema.enum_types.get_mut(*id).annotations,
        Slot::EnumMember(id, index) => {
            &mut schema.enum_types.get_mut(*id).members[*index].annotations
        }
        Slot::Definition(id) => &mut schema.type_definitions.get_mut(*id).annotations,
        Slot::Operation(id) => &mut schema.operations.get_mut(*id).annotations,
        Slot::Parameter(id, index) => {
            &mut schema.operations.get_mut(*id).parameters[*index].annotations
        }
        Slot::ReturnType(id) => {
            &mut schema
                .operations
                .get_mut(*id)
                .return_type
                .as_mut()?
                .annotations
        }
        Slot::Term(index) => &mut schema.terms[*index].annotations,
        Slot::Container(id) => &mut schema.containers.get_mut(*id).annotations,
        Slot::Child(id, index) => &mut schema.containers.get_mut(*id).children[*index].annotations,
        Slot::Path(_) => return None,
        Slot::Annotation(slot, term, qualifier) => {
            let same = |a: &&mut Annotation| a.term == *term && a.qualifier == *qualifier;
            &mut list(schema, slot)?.iter_mut().find(same)?.annotations
        }
    })
}

/// Adds an annotation. False if the annotated annotation does not exist.
pub(super) fn put(schema: &mut Schema, slot: &Slot, annotation: Annotation, replace: bool) -> bool {
    let same = |a: &Annotation| a.term == annotation.term && a.qualifier == annotation.qualifier;
    if let Slot::Path(path) = slot {
        let list = &mut schema.path_annotations;
        let known = list
            .iter()
            .position(|a| a.target == *path && same(&a.annotation));
        match known.filter(|_| replace) {
            Some(index) => list[index].annotation = annotation,
            None => list.push(PathAnnotation {
                target: path.clone(),
                annotation,
            }),
        }
        return true;
    }
    let Some(list) = list(schema, slot) else {
        return false;
    };
    match replace.then(|| list.iter().position(same)).flatten() {
        Some(index) => list[index] = annotation,
        None => list.push(annotation),
    }
    true
}
