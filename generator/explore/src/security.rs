//! The credentials that metadata of OData states, by the Authorization vocabulary.

use clientwright_csdl::schema::{Annotation, Expression, Record, Schema};

use crate::data::Scheme;

const NAMESPACE: &str = "Org.OData.Authorization.V1.";

/// The credentials that the annotations of entity containers state. Empty if they state none.
pub(crate) fn schemes(schema: &Schema) -> Vec<Scheme> {
    let annotations = schema.containers.iter().flat_map(|(_, of)| &of.annotations);
    let stated = annotations.filter(|annotation| {
        let term = annotation.term.strip_prefix(NAMESPACE);
        term == Some("Authorizations") && annotation.qualifier.is_none()
    });
    stated.flat_map(records).filter_map(scheme).collect()
}

fn records(annotation: &Annotation) -> impl Iterator<Item = &Record> {
    let items = annotation.value.as_ref().and_then(Expression::as_items);
    items
        .into_iter()
        .flatten()
        .filter_map(Expression::as_record)
}

/// The credential of a record of the type `Authorization`, or of one that derives from it.
fn scheme(record: &Record) -> Option<Scheme> {
    let (kind, name) = match record.ty.as_deref()?.strip_prefix(NAMESPACE)? {
        "ApiKey" => {
            let location = record.members("Location")?.first()?;
            let kind = match location.rsplit('/').next()? {
                "Header" => "header",
                "QueryOption" => "query",
                "Cookie" => "cookie",
                _ => return None,
            };
            (kind, record.text("KeyName")?)
        }
        "Http" => {
            let scheme = record.text("Scheme").unwrap_or_default();
            match scheme.to_ascii_lowercase().as_str() {
                "basic" => ("basic", ""),
                "bearer" => ("bearer", ""),
                _ => ("authorization", ""),
            }
        }
        _ => ("bearer", ""),
    };
    Some(Scheme {
        kind,
        name: name.to_owned(),
    })
}
