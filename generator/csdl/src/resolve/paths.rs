//! Paths between properties: partners, referential constraints, `EntitySetPath`. One that leads nowhere is a warning,
//! since nothing that is generated rests on it.

use clientwright_diagnostics::Diagnostic;

use super::names::Member;
use super::{Doc, Resolver};
use crate::codes;
use crate::schema::{Operation, StructuredId, Type};
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
        let Some(&Member::Navigation(index)) = self.names.properties.get(&(id, name)) else {
            return;
        };
        let navigation = &self.schema.structured_types[id].navigation_properties[index];
        let target = navigation.target;
        if self.is_any_entity(target) {
            // Nothing is known of what it leads to.
            return;
        }
        if let Some(partner) = &written.partner {
            self.partner(doc, id, target, partner);
        }
        for constraint in &written.referential_constraints {
            self.constrained(doc, id, &constraint.property);
            self.constrained(doc, target, &constraint.referenced_property);
        }
    }

    /// CSDL XML 4.01, 8.3: a navigation property of the target that leads back to this type or a base of it.
    fn partner(&mut self, doc: Doc, id: StructuredId, target: StructuredId, text: &Text) {
        let path = self.qualify_path(doc, text.value.trim());
        let (before, last) = path.rsplit_once('/').unwrap_or(("", &path));
        let owner = match before {
            "" => Some(target),
            before => self.walk_path(Some(target), before.split('/')).flatten(),
        };
        match owner.and_then(|owner| self.find_member(owner, last)) {
            Some((owner, Member::Navigation(index))) => {
                let partner = &self.schema.structured_types[owner].navigation_properties[index];
                if !self.are_related(partner.target, id) {
                    let message = format!(
                        "partner `{}` leads to `{}`, not to `{}`",
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
            Some((owner, member @ Member::Property(_))) => {
                let message = format!("partner `{}` is not a navigation property", text.value);
                let place = self.member_span(owner, member);
                self.diags.push(
                    Diagnostic::warning(codes::DANGLING_PATH, message)
                        .at(text.span, "")
                        .also(place, "declared here"),
                );
            }
            None => self.leads_nowhere("a partner", owner, last, text),
        }
    }

    /// CSDL XML 4.01, 8.5: a path to a primitive property.
    fn constrained(&mut self, doc: Doc, start: StructuredId, text: &Text) {
        let path = self.qualify_path(doc, text.value.trim());
        if self.walk_path(Some(start), path.split('/')).is_none() {
            let last = path.rsplit('/').next().unwrap_or_default();
            let owner = Some(start).filter(|_| !path.contains('/'));
            self.leads_nowhere("a referential constraint", owner, last, text);
        }
    }

    /// CSDL XML 4.01, 12.6: from the binding parameter of an operation that returns entities.
    pub(super) fn entity_set_path(
        &mut self,
        doc: Doc,
        operation: &Operation,
        written: &syntax::Operation,
    ) {
        let Some(text) = &written.entity_set_path else {
            return;
        };
        let name = &written.name.value;
        if written.return_types.is_empty() {
            let message = format!("`EntitySetPath` on `{name}`, which returns nothing");
            self.diags
                .push(Diagnostic::warning(codes::POINTLESS_SET_PATH, message).at(text.span, ""));
            return;
        }
        let Some(binding) = operation.binding_parameter() else {
            let message = format!("`EntitySetPath` on `{name}`, which is not bound");
            self.diags
                .push(Diagnostic::warning(codes::POINTLESS_SET_PATH, message).at(text.span, ""));
            return;
        };
        let path = self.qualify_path(doc, text.value.trim());
        let (first, rest) = path.split_once('/').unwrap_or((&path, ""));
        if first != binding.name {
            let message =
                format!("`EntitySetPath` of `{name}` does not start at the binding parameter");
            let label = format!("expected `{}`", binding.name);
            self.diags
                .push(Diagnostic::warning(codes::DANGLING_PATH, message).at(text.span, label));
            return;
        }
        let Type::Structured(start) = binding.ty.ty else {
            return;
        };
        if !rest.is_empty() && self.walk_path(Some(start), rest.split('/')).is_none() {
            let last = rest.rsplit('/').next().unwrap_or_default();
            let owner = Some(start).filter(|_| !rest.contains('/'));
            self.leads_nowhere("`EntitySetPath`", owner, last, text);
        }
    }

    fn leads_nowhere(&mut self, what: &str, owner: Option<StructuredId>, last: &str, text: &Text) {
        let message = format!("the path `{}` of {what} leads nowhere", text.value);
        let mut diagnostic = Diagnostic::warning(codes::DANGLING_PATH, message).at(text.span, "");
        if let Some(similar) = owner.and_then(|owner| self.similar_member(owner, last)) {
            diagnostic = diagnostic.help(format!(
                "a property with a similar name exists: `{similar}`"
            ));
        }
        self.diags.push(diagnostic);
    }

    /// The property of a type, inherited or not, whose name is nearest.
    pub(super) fn similar_member(&self, owner: StructuredId, name: &str) -> Option<&str> {
        let types = &self.schema.structured_types;
        let lineage = std::iter::successors(Some(owner), |id| types[*id].base);
        self.nearest
            .name(name, lineage.flat_map(|id| types[id].member_names()))
    }

    /// Whether one of two types is the other or derives from it.
    fn are_related(&self, a: StructuredId, b: StructuredId) -> bool {
        self.is_any_entity(a) || self.derives(a, b) || self.derives(b, a)
    }

    fn derives(&self, ty: StructuredId, base: StructuredId) -> bool {
        let types = &self.schema.structured_types;
        std::iter::successors(Some(ty), |id| types[*id].base).any(|id| id == base)
    }

    /// Whether it is the stand-in for `Edm.EntityType`.
    fn is_any_entity(&self, id: StructuredId) -> bool {
        self.schema.any_entity == Some(id)
    }
}
