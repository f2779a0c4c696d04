//! Paths between properties: partners, referential constraints, `EntitySetPath`. A path that does not exist gives a
//! warning, because no generated code depends on it.

use clientwright_diagnostics::Diagnostic;

use super::{Doc, Resolver};
use crate::codes;
use crate::schema::{ElementPath, Member, Operation, Step, StructuredId, Type, Walk};
use crate::syntax::{self, Text};

impl Resolver<'_, '_> {
    pub(super) fn navigation_paths(&mut self) {
        let ids: Vec<StructuredId> = self.schema.structured_types.ids().collect();
        for id in ids {
            let Some(&(doc, written)) = self.pending.structured.get(id.index()) else {
                continue;
            };
            for navigation in &written.navigation_properties {
                self.navigation_path(doc, id, navigation);
            }
        }
    }

    fn navigation_path(
        &mut self,
        doc: Doc,
        id: StructuredId,
        written: &syntax::NavigationProperty,
    ) {
        let name = written.name.as_str();
        let Some(Member::Navigation(navigation)) = self.schema.declared_member(id, name) else {
            return;
        };
        let target = navigation.get(&self.schema).target;
        let partner = written.partner.as_ref();
        let partner = partner.map(|text| self.path_from(doc, Some(target), text));
        let constraints = written.referential_constraints.iter().map(|constraint| {
            let property = self.path_from(doc, Some(id), &constraint.property);
            let referenced = self.path_from(doc, Some(target), &constraint.referenced_property);
            (property, referenced)
        });
        let constraints: Vec<(ElementPath, ElementPath)> = constraints.collect();
        // The members of a type that replaces an entity type are unknown.
        if !self.is_any_entity(target) {
            if let (Some(path), Some(text)) = (&partner, &written.partner) {
                self.check_partner(id, target, path, text);
            }
            for (paths, written) in constraints.iter().zip(&written.referential_constraints) {
                self.check_constrained(id, &paths.0, &written.property);
                self.check_constrained(target, &paths.1, &written.referenced_property);
            }
        }
        let ty = self.schema.structured_types.get_mut(id);
        let navigation = &mut ty.navigation_properties[navigation.index];
        navigation.partner = partner;
        for (known, paths) in navigation
            .referential_constraints
            .iter_mut()
            .zip(constraints)
        {
            (known.property, known.referenced_property) = paths;
        }
    }

    /// CSDL XML 4.01, 8.3: a navigation property of the target whose type is this type or a base of it.
    fn check_partner(
        &mut self,
        id: StructuredId,
        target: StructuredId,
        path: &ElementPath,
        text: &Text,
    ) {
        let last = path.route.as_ref().and_then(|route| route.steps.last());
        match last {
            Some(Step::Navigation(partner)) => {
                let partner = partner.get(&self.schema);
                if !self.are_related(partner.target, id) {
                    let message = format!(
                        "partner `{}` has the type `{}`, not `{}`",
                        text.value,
                        self.schema.structured_types[partner.target].name,
                        self.schema.structured_types[id].name,
                    );
                    let place = partner.name_span;
                    self.diags.push(
                        Diagnostic::warning(codes::DANGLING_PATH, message)
                            .at(text.span, "")
                            .also(place, "this is the partner"),
                    );
                }
            }
            Some(step) => {
                let message = format!("partner `{}` is not a navigation property", text.value);
                let mut diagnostic =
                    Diagnostic::warning(codes::DANGLING_PATH, message).at(text.span, "");
                if let Step::Property(property) = step {
                    let place = property.get(&self.schema).name_span;
                    diagnostic = diagnostic.also(place, "declared here");
                }
                self.diags.push(diagnostic);
            }
            None => {
                let (owner, last) = match path.text.rsplit_once('/') {
                    None => (Some(target), path.text.as_str()),
                    Some((before, last)) => {
                        let mut walk = Walk::from(Some(target));
                        let before = walk.steps(&self.schema, before.split('/'));
                        (before.and_then(|_| walk.here()), last)
                    }
                };
                self.report_missing_path("a partner", owner, last, text);
            }
        }
    }

    /// CSDL XML 4.01, 8.5: a path to a primitive property.
    fn check_constrained(&mut self, start: StructuredId, path: &ElementPath, text: &Text) {
        if path.route.is_none() {
            let last = path.text.rsplit('/').next().unwrap_or_default();
            let owner = Some(start).filter(|_| !path.text.contains('/'));
            self.report_missing_path("a referential constraint", owner, last, text);
        }
    }

    /// CSDL XML 4.01, 12.6: from the binding parameter of an operation that returns entities.
    pub(super) fn entity_set_path(
        &mut self,
        doc: Doc,
        operation: &Operation,
        written: &syntax::Operation,
    ) -> Option<(StructuredId, Vec<Step>)> {
        let text = written.entity_set_path.as_ref()?;
        let name = &written.name.value;
        if written.return_types.is_empty() {
            let message = format!("`EntitySetPath` on `{name}`, which returns nothing");
            self.diags
                .push(Diagnostic::warning(codes::POINTLESS_SET_PATH, message).at(text.span, ""));
            return None;
        }
        let Some(binding) = operation.binding_parameter() else {
            let message = format!("`EntitySetPath` on `{name}`, which is not bound");
            self.diags
                .push(Diagnostic::warning(codes::POINTLESS_SET_PATH, message).at(text.span, ""));
            return None;
        };
        let path = self.qualify_path(doc, text.value.trim());
        let (first, rest) = path.split_once('/').unwrap_or((&path, ""));
        if first != binding.name {
            let message =
                format!("`EntitySetPath` of `{name}` does not start at the binding parameter");
            let label = format!("expected `{}`", binding.name);
            self.diags
                .push(Diagnostic::warning(codes::DANGLING_PATH, message).at(text.span, label));
            return None;
        }
        let Type::Structured(start) = binding.ty.ty else {
            return None;
        };
        let steps = match rest {
            "" => Some(Vec::new()),
            rest => self.schema.follow(start, rest),
        };
        if steps.is_none() {
            let last = rest.rsplit('/').next().unwrap_or_default();
            let owner = Some(start).filter(|_| !rest.contains('/'));
            self.report_missing_path("`EntitySetPath`", owner, last, text);
        }
        Some((start, steps?))
    }

    fn report_missing_path(
        &mut self,
        what: &str,
        owner: Option<StructuredId>,
        last: &str,
        text: &Text,
    ) {
        let message = format!("the path `{}` of {what} does not exist", text.value);
        let mut diagnostic = Diagnostic::warning(codes::DANGLING_PATH, message).at(text.span, "");
        if let Some(similar) = owner.and_then(|owner| self.similar_member(owner, last)) {
            diagnostic = diagnostic.help(format!(
                "a property with a similar name exists: `{similar}`"
            ));
        }
        self.diags.push(diagnostic);
    }

    /// The property of a type, inherited or not, with the nearest name.
    pub(super) fn similar_member(&self, owner: StructuredId, name: &str) -> Option<&str> {
        let types = &self.schema.structured_types;
        let bases = self.schema.bases(owner);
        self.nearest
            .name(name, bases.flat_map(|id| types[id].member_names()))
    }

    /// Whether two types are equal, or one derives from the other.
    fn are_related(&self, a: StructuredId, b: StructuredId) -> bool {
        let schema = &self.schema;
        self.is_any_entity(a) || schema.derives_from(a, b) || schema.derives_from(b, a)
    }

    /// Whether it is the type that replaces `Edm.EntityType`.
    fn is_any_entity(&self, id: StructuredId) -> bool {
        self.schema.any_entity == Some(id)
    }
}
