//! Changes errors in a description into warnings if they do not affect the selection.

use clientwright_diagnostics::source::Span;
use clientwright_diagnostics::{Diagnostic, Diagnostics, Severity};
use clientwright_oas::tree::NodeId;
use clientwright_oas::{Api, codes};

use super::select::Selection;

/// Changes errors in parts that are not selected into warnings.
///
/// An error inside of several parts, such as a schema in an operation, counts if one of these is selected. One outside of
/// all parts always counts.
pub(crate) fn judge(api: &Api, selection: &Selection, diags: &mut Diagnostics) {
    if !diags.has_errors() {
        return;
    }
    let parts = parts(api, selection);
    diags.revise(|diagnostic| {
        let is_of_description = codes::ALL.iter().any(|(code, _)| *code == diagnostic.code);
        let is_judged = diagnostic.severity == Severity::Error && is_of_description;
        let Some(place) = diagnostic.span().filter(|_| is_judged) else {
            return Some(diagnostic);
        };
        Some(match is_needed(&parts, place) {
            true => diagnostic,
            false => Diagnostic {
                severity: Severity::Warning,
                ..diagnostic
            }
            .help("nothing that is generated needs it"),
        })
    });
}

/// The spans of all parts that selection decides about, and whether they are selected.
fn parts(api: &Api, selection: &Selection) -> Vec<(Span, bool)> {
    let mut parts = Vec::new();
    let mut add = |node: NodeId, kept: bool| parts.push((api.tree.span(node), kept));
    for (id, operation) in api.operations.iter() {
        add(operation.node, selection.operations.contains_key(&id));
    }
    for (id, schema) in api.schemas.iter() {
        add(schema.node, selection.keeps(id));
    }
    for (id, parameter) in api.parameters.iter() {
        add(parameter.node, selection.parameters.contains(&id));
    }
    for (id, body) in api.bodies.iter() {
        add(body.node, selection.bodies.contains(&id));
    }
    for (id, response) in api.responses.iter() {
        add(response.node, selection.responses.contains(&id));
    }
    for (id, header) in api.headers.iter() {
        add(header.node, selection.headers.contains(&id));
    }
    parts
}

fn is_needed(parts: &[(Span, bool)], place: Span) -> bool {
    let contains =
        |part: &Span| part.file == place.file && part.start <= place.start && place.end <= part.end;
    let mut around = parts.iter().filter(|(part, _)| contains(part)).peekable();
    around.peek().is_none() || around.any(|(_, kept)| *kept)
}
