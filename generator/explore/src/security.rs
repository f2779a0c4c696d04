//! The credentials that a description states; of OData by the Authorization vocabulary.

use clientwright::model::SchemeKind;
use clientwright_csdl::schema::{Annotation, Expression, Record, Schema};
use clientwright_csdl::terms::AUTHORIZATION;
use serde::Serialize;

/// A credential.
#[derive(Debug, Serialize)]
pub(crate) struct Scheme {
    /// How it is sent.
    kind: &'static str,
    /// The name of the header, of the query option or of the cookie.
    #[serde(skip_serializing_if = "str::is_empty")]
    name: String,
}

impl Scheme {
    pub(crate) fn new(kind: &SchemeKind) -> Self {
        let (kind, name) = match kind {
            SchemeKind::KeyHeader(name) => ("header", name.as_str()),
            SchemeKind::KeyQuery(name) => ("query", name.as_str()),
            SchemeKind::KeyCookie(name) => ("cookie", name.as_str()),
            SchemeKind::Basic => ("basic", ""),
            SchemeKind::Bearer | SchemeKind::OAuth2 { .. } => ("bearer", ""),
            SchemeKind::MutualTls => ("certificate", ""),
            SchemeKind::Authorization => ("authorization", ""),
        };
        Self {
            kind,
            name: name.to_owned(),
        }
    }
}

/// The credentials that the annotations of entity containers state. Empty if they state none.
pub(crate) fn schemes(schema: &Schema) -> Vec<Scheme> {
    let annotations = schema.containers.iter().flat_map(|(_, of)| &of.annotations);
    let stated = annotations.filter(|annotation| {
        name(&annotation.term) == Some("Authorizations") && annotation.qualifier.is_none()
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
    let (kind, parameter) = match name(record.ty.as_deref()?)? {
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
        name: parameter.to_owned(),
    })
}

/// The name of a term or a type of the Authorization vocabulary.
fn name(qualified: &str) -> Option<&str> {
    qualified.strip_prefix(AUTHORIZATION)?.strip_prefix('.')
}
