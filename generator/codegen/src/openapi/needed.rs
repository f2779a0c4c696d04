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

/// A part that selection decides about.
struct Part {
    span: Span,
    /// Whether the part, or one around it, is selected.
    kept: bool,
    /// The smallest part around it.
    around: Option<usize>,
}

/// All parts in the order of the texts, a larger one before those that it contains.
fn parts(api: &Api, selection: &Selection) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut add = |node: NodeId, kept: bool| parts.push((api.tree.span(node), kept));
    for (id, operation) in api.operations.iter() {
        add(
            operation.node,
            selection.operations.contains_key(&id) || selection.received.contains_key(&id),
        );
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
    parts.sort_by_key(|(span, _)| (span.file, span.start, std::cmp::Reverse(span.end)));
    let mut nested: Vec<Part> = Vec::with_capacity(parts.len());
    for (span, kept) in parts {
        let last = nested.len().checked_sub(1);
        let around = innermost(&nested, last, span);
        let kept = kept || around.is_some_and(|at| nested[at].kept);
        nested.push(Part { span, kept, around });
    }
    nested
}

/// The innermost part around a place, from a part before it outwards.
fn innermost(parts: &[Part], mut from: Option<usize>, place: Span) -> Option<usize> {
    while let Some(at) = from {
        let Part { span, around, .. } = &parts[at];
        let is_inside = span.file == place.file && span.start <= place.start;
        if is_inside && place.end <= span.end {
            break;
        }
        from = *around;
    }
    from
}

fn is_needed(parts: &[Part], place: Span) -> bool {
    let before = parts
        .partition_point(|part| (part.span.file, part.span.start) <= (place.file, place.start));
    match innermost(parts, before.checked_sub(1), place) {
        Some(at) => parts[at].kept,
        None => true,
    }
}
