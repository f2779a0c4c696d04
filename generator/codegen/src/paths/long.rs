//! Warnings about paths with too many segments.

use clientwright_csdl::schema::{Annotation, PathAnnotation, Schema};
use clientwright_diagnostics::{Diagnostic, Diagnostics};
use clientwright_model::codes;

use crate::capabilities::{self, MAX_SEGMENTS, longest};

/// Reports each annotation with an ignored path.
pub(super) fn report(schema: &Schema, diags: &mut Diagnostics) {
    let types = schema.structured_types.iter().map(|(_, ty)| ty);
    let navigations = types.flat_map(|ty| &ty.navigation_properties);
    let containers = schema.containers.iter().map(|(_, container)| container);
    let children = containers.flat_map(|container| &container.children);
    let plain = navigations
        .map(|n| &n.annotations)
        .chain(children.map(|c| &c.annotations));
    for annotation in plain.flatten() {
        check(annotation, longest(annotation), diags);
    }
    for PathAnnotation { target, annotation } in &schema.path_annotations {
        // The first two segments are the start of the path: a type or container, and a property or child.
        let segments = capabilities::split(&target.text).len().saturating_sub(2);
        check(annotation, segments.max(longest(annotation)), diags);
    }
}

fn check(annotation: &Annotation, segments: usize, diags: &mut Diagnostics) {
    if segments > MAX_SEGMENTS {
        let message = format!(
            "restrictions of a path with {segments} segments are ignored: paths of more than {MAX_SEGMENTS} segments are not supported"
        );
        diags.push(Diagnostic::warning(codes::LONG_PATH, message).at(annotation.span, ""));
    }
}
