//! Paths to properties in annotation values (CSDL XML 4.01, 14.4.1). A path that does not exist gives a warning.

use clientwright_diagnostics::Diagnostic;

use super::{Resolver, alternate_keys};
use crate::codes;
use crate::schema::{
    Annotation, Expression, Path, PathKind, Record, Schema, StructuredId, Type, Walk,
};

/// A path with the data for a diagnostic.
struct Found {
    path: Path,
    term: String,
    /// The types from which it can start.
    from: Vec<StructuredId>,
}

impl Resolver<'_, '_> {
    /// Follows property paths in the annotations of types, their members, entity sets and singletons.
    ///
    /// A path in an annotation of a property starts at the type that declares the property or at the type of the
    /// property. Versions of the standard and services differ, so that both are accepted.
    pub(super) fn annotation_paths(&mut self) {
        let schema = &self.schema;
        let mut found = Vec::new();
        for (id, ty) in schema.structured_types.iter() {
            collect(schema, &ty.annotations, &[id], &mut found);
            for property in &ty.properties {
                let target = match property.ty.ty {
                    Type::Structured(target) => target,
                    _ => id,
                };
                collect(schema, &property.annotations, &[id, target], &mut found);
            }
            for navigation in &ty.navigation_properties {
                collect(
                    schema,
                    &navigation.annotations,
                    &[id, navigation.target],
                    &mut found,
                );
            }
        }
        for (_, container) in schema.containers.iter() {
            for child in &container.children {
                if let Some(ty) = child.entity_type() {
                    collect(schema, &child.annotations, &[ty], &mut found);
                }
            }
        }
        for found in found {
            let leads = |from: &StructuredId| self.schema.follow(*from, &found.path.text).is_some();
            if found.from.iter().any(leads) {
                continue;
            }
            let Found { path, term, .. } = found;
            let message = format!("the path `{}` in an annotation does not exist", path.text);
            let label = format!("a value of `{term}`");
            self.diags
                .push(Diagnostic::warning(codes::DANGLING_PATH, message).at(path.span, label));
        }
    }
}

/// The paths to properties in annotations. Alternate keys are checked separately.
fn collect(
    schema: &Schema,
    annotations: &[Annotation],
    from: &[StructuredId],
    found: &mut Vec<Found>,
) {
    for annotation in annotations
        .iter()
        .filter(|a| !alternate_keys::declares_keys(a))
    {
        if let Some(value) = &annotation.value {
            paths(schema, value, annotation, from, found);
        }
        collect(schema, &annotation.annotations, from, found);
    }
}

/// The depth is that of the XML, which the parser limits.
fn paths(
    schema: &Schema,
    value: &Expression,
    of: &Annotation,
    from: &[StructuredId],
    found: &mut Vec<Found>,
) {
    match value {
        Expression::Path(path) if is_property_path(path) => found.push(Found {
            path: path.clone(),
            term: of.term.clone(),
            from: from.to_vec(),
        }),
        Expression::Collection(items) | Expression::If(items) | Expression::Operator(_, items) => {
            items
                .iter()
                .for_each(|item| paths(schema, item, of, from, found));
        }
        Expression::Apply { arguments, .. } => {
            arguments
                .iter()
                .for_each(|item| paths(schema, item, of, from, found));
        }
        Expression::Record(record) => {
            let behind = behind(schema, record, from);
            for property in &record.properties {
                let from = match property.name == RESTRICTED {
                    true => from,
                    false => &behind,
                };
                if let Some(value) = &property.value {
                    paths(schema, value, of, from, found);
                }
            }
        }
        Expression::Cast(test) | Expression::IsOf(test) => {
            paths(schema, &test.value, of, from, found)
        }
        Expression::Labeled(_, value) | Expression::UrlRef(value) => {
            paths(schema, value, of, from, found)
        }
        Expression::Annotated(value, _) => paths(schema, value, of, from, found),
        _ => {}
    }
}

/// The property of `Capabilities.NavigationPropertyRestriction` with the restricted path.
const RESTRICTED: &str = "NavigationProperty";

/// The maximum number of types from which a path in an annotation can start.
const MAX_STARTS: usize = 16;

/// The types from which paths in a record can start. In a restriction of a navigation property, they include the target
/// type of that property.
fn behind(schema: &Schema, record: &Record, from: &[StructuredId]) -> Vec<StructuredId> {
    let mut all = from.to_vec();
    if let Some(Expression::Path(path)) = record.get(RESTRICTED) {
        for start in from {
            let mut walk = Walk::from(Some(*start));
            if walk.steps(schema, path.text.split('/')).is_some() {
                all.extend(walk.here());
            }
        }
    }
    // Otherwise nested records would double the number at each level.
    all.truncate(MAX_STARTS);
    all
}

/// Whether a path consists only of properties and type casts and should end at a property.
fn is_property_path(path: &Path) -> bool {
    let kind = matches!(
        path.kind,
        PathKind::Property | PathKind::NavigationProperty | PathKind::AnyProperty
    );
    let text = path.text.as_str();
    kind && !text.is_empty() && !text.contains(['@', '$', '(']) && !text.starts_with('/')
}
