//! What a path allows, read from the Capabilities vocabulary.

use odata_csdl::schema::{Annotation, Expression, Record};

use crate::model::Capabilities;

/// Reads Insert, Update, Delete and ReadRestrictions of an entity set, a singleton or a navigation property.
///
/// Query options are not looked at: services get those annotations wrong (Graph denies `$select` on types that take it).
pub(super) fn read(annotations: &[Annotation]) -> Capabilities {
    let allows = |term: &str, property: &str| {
        restriction(annotations, term)
            .and_then(|record| record.get_bool(property))
            .unwrap_or(true)
    };
    let readable = allows("ReadRestrictions", "Readable");
    let by_key = restriction(annotations, "ReadRestrictions")
        .and_then(|record| match record.get("ReadByKeyRestrictions") {
            Some(Expression::Record(by_key)) => by_key.get_bool("Readable"),
            _ => None,
        })
        .unwrap_or(readable);
    Capabilities {
        list: readable,
        get: by_key,
        insert: allows("InsertRestrictions", "Insertable"),
        update: allows("UpdateRestrictions", "Updatable"),
        delete: allows("DeleteRestrictions", "Deletable"),
    }
}

fn restriction<'a>(annotations: &'a [Annotation], term: &str) -> Option<&'a Record> {
    let annotation = annotations.iter().find(|a| {
        a.qualifier.is_none() && a.term.strip_prefix("Org.OData.Capabilities.V1.") == Some(term)
    })?;
    match &annotation.value {
        Some(Expression::Record(record)) => Some(record),
        _ => None,
    }
}
