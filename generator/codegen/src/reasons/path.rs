//! Finds what is no name of the generated code: paths of OData, and members that are not selected.

use clientwright_csdl::schema::{ContainerChildKind, StructuredId};

use super::find::Found;
use super::{ChainStep, unselected};
use crate::generate::{Input, OData, Stages};

/// A path from the root of an OData service, such as `/orders/customer`, or a member that is not selected, such as `NS.order/customer`.
pub(super) fn find(made: &Stages, name: &str) -> Option<Found> {
    let Input::OData(input) = &made.input else {
        return None;
    };
    match name.strip_prefix('/') {
        Some(path) => of_path(input, name, path),
        None => unselected_member(made, name).or_else(|| member_of_unselected(input, name)),
    }
}

fn of_path(input: &OData, name: &str, path: &str) -> Option<Found> {
    let OData {
        schema, selection, ..
    } = input;
    // Keys are not in patterns either.
    let segments = path.split('/').filter(|s| !s.starts_with('{'));
    let mut segments = segments.map(|s| s.split('(').next().unwrap_or(s));
    let root = segments.next()?;
    let (place, child) = schema.containers.iter().find_map(|(container, declared)| {
        let index = declared.children.iter().position(|it| it.name == root)?;
        Some(((container, index), &declared.children[index]))
    })?;
    let (what, mut ty) = unselected::described(&child.kind);
    let mut step = step(name, what);
    step.is_selected = selection.roots.contains_key(&place);
    step.excluded = unselected::root(input, place);
    let mut owner: Option<StructuredId> = match &child.kind {
        ContainerChildKind::EntitySet { ty } | ContainerChildKind::Singleton { ty, .. } => {
            Some(*ty)
        }
        _ => None,
    };
    for segment in segments {
        let at = ty?;
        if let Some(derived) = schema.find_structured(segment) {
            ty = Some(derived);
            continue;
        }
        let members = schema.navigation_properties(at);
        let id = members
            .into_iter()
            .find(|id| id.get(schema).name == segment)?;
        let kept = selection.structured.get(&at);
        let is_kept = kept.is_some_and(|kept| kept.navigations.contains_key(&id));
        step.what = "navigation property";
        if step.is_selected {
            step.is_selected = is_kept;
            step.excluded = unselected::navigation(input, at, id);
        }
        (owner, ty) = (Some(at), Some(id.get(schema).target));
    }
    Some(Found::of(input, owner, step))
}

/// A member of a type that is not selected; those that are have names in the code.
fn unselected_member(made: &Stages, name: &str) -> Option<Found> {
    let (of, member) = name.split_once('/')?;
    let mut all = made.unselected().into_iter();
    let found = all.find(|it| it.of.as_deref() == Some(of) && it.name == member)?;
    let mut step = step(name, found.what);
    step.excluded = found.excluded;
    Some(Found {
        name: of.to_owned(),
        member: Some(step),
    })
}

/// A member of a type that is not selected.
fn member_of_unselected(input: &OData, name: &str) -> Option<Found> {
    let (of, member) = name.split_once('/')?;
    let ty = input.schema.find_structured(of)?;
    let properties = input.schema.properties(ty);
    let is_property = properties.into_iter().any(|(_, it)| it.name == member);
    let navigations = input.schema.navigation_properties(ty);
    let is_navigation = || {
        navigations
            .into_iter()
            .any(|id| id.get(&input.schema).name == member)
    };
    let what = match is_property {
        true => "property",
        false if is_navigation() => "navigation property",
        false => return None,
    };
    let mut step = step(name, what);
    // As the type is.
    step.is_selected = true;
    Some(Found::of(input, Some(ty), step))
}

impl Found {
    /// A path or a member, with the type that has it.
    fn of(input: &OData, owner: Option<StructuredId>, step: ChainStep) -> Self {
        let name = owner.map(|ty| input.schema.structured_types[ty].name.to_string());
        Self {
            name: name.unwrap_or_default(),
            member: Some(step),
        }
    }
}

fn step(name: &str, what: &'static str) -> ChainStep {
    ChainStep {
        name: name.to_owned(),
        what,
        id: None,
        rust: None,
        member_of: None,
        is_selected: false,
        reason: None,
        excluded: None,
    }
}
