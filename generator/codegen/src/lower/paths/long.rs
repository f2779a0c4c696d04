//! Warnings about paths that are longer than anything that restrictions are heard of.

use clientwright_csdl::schema::{Annotation, PathAnnotation, Schema};
use clientwright_diagnostics::{Diagnostic, Diagnostics};
use clientwright_model::codes;

use crate::lower::capabilities::{MAX_SEGMENTS, longest};

/// Reports each annotation of which something is ignored.
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
        // The first two name where the path starts: a type or container, and a property or child.
        let segments = super::split(&target.text).len().saturating_sub(2);
        check(annotation, segments.max(longest(annotation)), diags);
    }
}

fn check(annotation: &Annotation, segments: usize, diags: &mut Diagnostics) {
    if segments > MAX_SEGMENTS {
        let message = format!(
            "restrictions of a path with {segments} segments are ignored; the longest that is heard of has {MAX_SEGMENTS}"
        );
        diags.push(Diagnostic::warning(codes::LONG_PATH, message).at(annotation.span, ""));
    }
}
