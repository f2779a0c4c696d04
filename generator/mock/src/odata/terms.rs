//! Annotations that services obey at run time, beside those that generated code obeys (OData Vocabularies 4.0).

use clientwright_csdl::schema::{Annotation, Expression, Property, Schema, StructuredId};
use clientwright_csdl::terms::{self, Annotated as _};

use super::number::Number;
use super::problem::Problem;
use super::target::From;
use crate::json::Json;

const OPTIMISTIC_CONCURRENCY: &str = "Org.OData.Core.V1.OptimisticConcurrency";
const COMPUTED_DEFAULT_VALUE: &str = "Org.OData.Core.V1.ComputedDefaultValue";
const MINIMUM: &str = "Org.OData.Validation.V1.Minimum";
const MAXIMUM: &str = "Org.OData.Validation.V1.Maximum";

fn find<'a>(annotations: &'a [Annotation], term: &str) -> Option<&'a Annotation> {
    let mut found = annotations.iter().filter(|it| it.term == term);
    found.find(|it| it.qualifier.is_none())
}

/// Whether changes of an entity need `If-Match`, because the metadata of its entity set or singleton says so
/// (`Core.OptimisticConcurrency`; OData Protocol 4.01, 8.2.5). Contained entities have no such annotation.
pub(super) fn needs_version(schema: &Schema, from: &From) -> bool {
    let (container, index) = from.child;
    let child = &schema.containers[container].children[index];
    from.trail.is_empty() && find(&child.annotations, OPTIMISTIC_CONCURRENCY).is_some()
}

/// Whether the service sets the value of a property, so that those of requests are ignored (`Core.Computed`).
pub(super) fn is_computed(property: &Property) -> bool {
    property.annotations.tag(terms::COMPUTED)
}

/// Checks a new entity: it has every property that is never null and has no default value (OData Protocol 4.01, 11.4.2).
pub(super) fn check_complete(
    schema: &Schema,
    ty: StructuredId,
    has: impl Fn(&str) -> bool,
) -> Result<(), Problem> {
    for (_, property) in schema.properties(ty) {
        let is_needed = property.ty.nullable == Some(false)
            && !property.ty.is_collection
            && property.default_value.is_none()
            && !is_computed(property)
            && find(&property.annotations, COMPUTED_DEFAULT_VALUE).is_none();
        if is_needed && !has(&property.name) {
            let name = &property.name;
            return Err(Problem::bad(format!("`{name}` is missing, and is never null")).at(name));
        }
    }
    Ok(())
}

/// Checks a value against the limits of its property (`Validation.Minimum`, `Validation.Maximum`).
pub(super) fn check_limits(property: &Property, value: &Json) -> Result<(), Problem> {
    let Json::Number(text) = value else {
        return Ok(());
    };
    let Some(number) = Number::read(text) else {
        return Ok(());
    };
    let limit = |term: &str| {
        let value = find(&property.annotations, term)?.value.as_ref()?;
        let text = match value {
            Expression::Int(value) => value.to_string(),
            Expression::Decimal(text) => text.clone(),
            Expression::Float(value) => value.to_string(),
            _ => return None,
        };
        Some((Number::read(&text)?, text))
    };
    let (least, most) = (limit(MINIMUM), limit(MAXIMUM));
    let is_low = |(limit, _): &(Number, String)| number.compare(limit).is_some_and(|it| it.is_lt());
    let is_high =
        |(limit, _): &(Number, String)| number.compare(limit).is_some_and(|it| it.is_gt());
    if !least.as_ref().is_some_and(is_low) && !most.as_ref().is_some_and(is_high) {
        return Ok(());
    }
    let limits = match (&least, &most) {
        (Some((_, least)), Some((_, most))) => format!("between {least} and {most}"),
        (Some((_, least)), None) => format!("at least {least}"),
        (None, Some((_, most))) => format!("at most {most}"),
        (None, None) => return Ok(()),
    };
    let name = &property.name;
    let message = format!("`{name}` is {limits}, and the value is {text}");
    Err(Problem::bad(message).at(name))
}
