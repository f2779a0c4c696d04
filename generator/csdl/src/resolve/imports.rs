//! Action and function imports, and the operations that they call.

use clientwright_diagnostics::Diagnostic;

use super::{Doc, Resolver};
use crate::codes;
use crate::schema::{ContainerChildKind, ContainerId, OperationId, OperationKind, QualifiedName};
use crate::syntax::{self, Text};

impl Resolver<'_, '_> {
    /// CSDL XML 4.01, 13.5 and 13.6: imports name unbound operations. An import without such an operation cannot be
    /// called and is left out.
    pub(super) fn unbound(
        &mut self,
        doc: Doc,
        container: ContainerId,
        import: &str,
        text: &Text,
        kind: OperationKind,
    ) -> Vec<OperationId> {
        let all = match self.split(doc, text.value.trim()) {
            Some((namespace, name)) => self.schema.declared_operations(namespace, name).to_vec(),
            None => Vec::new(),
        };
        let operations = &self.schema.operations;
        let found: Vec<OperationId> = all
            .iter()
            .copied()
            .filter(|&id| operations[id].kind == kind && !operations[id].is_bound)
            .collect();
        if found.is_empty() {
            let container = &self.schema.containers[container].name;
            let what = format!("{} import `{container}/{import}`", kind.as_str());
            self.schema.left_out.push(what);
        }
        // The parser has reported an import without a name.
        if found.is_empty() && !text.is_missing() {
            let other = all.first().copied();
            let draft = |message| {
                Diagnostic::warning(codes::UNKNOWN_OPERATION, message)
                    .at(text.span, "the import is left out")
            };
            let diagnostic = self
                .not_loaded(doc, kind.as_str(), text.value.trim(), draft)
                .unwrap_or_else(|| self.unknown_unbound(doc, text, kind, other));
            self.diags.push(diagnostic);
        }
        found
    }

    fn unknown_unbound(
        &self,
        doc: Doc,
        text: &Text,
        kind: OperationKind,
        other: Option<OperationId>,
    ) -> Diagnostic {
        let what = kind.as_str();
        let message = format!("unknown unbound {what} `{}`", text.value);
        let diagnostic = Diagnostic::warning(codes::UNKNOWN_OPERATION, message)
            .at(text.span, "the import is left out");
        if let Some(other) = other {
            let span = self.schema.operations[other].name_span;
            return diagnostic.also(span, format!("this is not an unbound {what}"));
        }
        match self.similar_operation(doc, text, kind) {
            Some(similar) => diagnostic.help(format!(
                "an unbound {what} with a similar name exists: `{similar}`"
            )),
            None => diagnostic,
        }
    }

    fn similar_operation(
        &self,
        doc: Doc,
        text: &Text,
        kind: OperationKind,
    ) -> Option<&QualifiedName> {
        let operations = self.schema.operations.iter().map(|(_, o)| o);
        let unbound = operations.filter(|o| o.kind == kind && !o.is_bound);
        let wanted = self.split(doc, text.value.trim())?;
        self.nearest
            .qualified(wanted, unbound.map(|o| &o.name), |name| name.parts())
    }

    /// CSDL XML 4.01, 13.5 and 13.6: the entity set of an import is the name of one, or a path to one.
    pub(super) fn import_target(
        &mut self,
        doc: Doc,
        id: ContainerId,
        written: &syntax::ContainerChild,
    ) {
        let (syntax::ContainerChildKind::ActionImport { entity_set, .. }
        | syntax::ContainerChildKind::FunctionImport { entity_set, .. }) = &written.kind
        else {
            return;
        };
        let Some(text) = entity_set else { return };
        let target = self.child_path(doc, id, text);
        if target.route.is_none() {
            let message = format!("entity set `{}` of an import does not exist", text.value);
            self.no_such_child(id, message, &target.text, text);
        }
        let Some(index) = self.own_child(id, written) else {
            return;
        };
        match &mut self.schema.containers.get_mut(id).children[index].kind {
            ContainerChildKind::ActionImport { entity_set, .. }
            | ContainerChildKind::FunctionImport { entity_set, .. } => *entity_set = Some(target),
            ContainerChildKind::EntitySet { .. } | ContainerChildKind::Singleton { .. } => {}
        }
    }
}
