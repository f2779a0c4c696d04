//! The requests that the runtime has for entities of OData, by what their path allows.
//!
//! In types, `$T` stands for the type of the entities.

use super::{Argument, Body, Call};
use crate::pieces::Piece;

/// A request as the runtime's documentation states it.
struct Row {
    of: &'static str,
    needs: &'static str,
    method: &'static str,
    /// The code, with arguments in braces.
    code: &'static str,
    sends: Sends,
    verb: &'static str,
    /// What it appends to the URL.
    url: &'static str,
    result: &'static str,
    /// The query options that it takes.
    query: &'static [&'static str],
    docs: &'static str,
}

/// What a request sends.
#[derive(Clone, Copy)]
enum Sends {
    Nothing,
    Entity,
    Bytes,
    Reference,
}

impl Sends {
    /// Names and types of arguments.
    fn arguments(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Nothing => &[],
            Self::Entity => &[("entity", "&$T")],
            Self::Bytes => &[("content_type", "&str"), ("content", "rt::Body")],
            Self::Reference => &[("target", "rt::resource::Reference<$T>")],
        }
    }

    fn body(self) -> Option<Body> {
        let json = "application/json".to_owned();
        let (kind, media, ty) = match self {
            Self::Nothing => return None,
            Self::Entity => ("json", json, Some("$T".to_owned())),
            Self::Bytes => ("file", String::new(), None),
            Self::Reference => ("reference", json, None),
        };
        Some(Body {
            kind,
            media,
            ty,
            ..Body::default()
        })
    }
}

/// A request without a body.
const fn plain(verb: &'static str, method: &'static str, code: &'static str) -> Row {
    Row {
        of: "item",
        needs: "",
        method,
        code,
        sends: Sends::Nothing,
        verb,
        url: "",
        result: "()",
        query: &[],
        docs: "",
    }
}

/// The rows, in the order in which they are shown.
const ROWS: [Row; 13] = [
    Row {
        of: "collection",
        needs: "List",
        result: "rt::Page<$T>",
        query: &["filter", "orderby", "select", "expand", "top"],
        docs: "Reads entities, a page at a time. Methods filter, order, select and expand, and read all pages.",
        ..plain("GET", "list", ".list()")
    },
    Row {
        of: "collection",
        needs: "List",
        url: "/$count",
        result: "u64",
        query: &["filter"],
        docs: "The number of entities.",
        ..plain("GET", "count", ".count()")
    },
    Row {
        of: "collection",
        needs: "Insert",
        sends: Sends::Entity,
        result: WRITTEN,
        docs: "Creates an entity.",
        ..plain("POST", "create", ".create({entity})")
    },
    Row {
        of: "media collection",
        needs: "Insert",
        sends: Sends::Bytes,
        result: WRITTEN,
        docs: "Creates an entity from its bytes.",
        ..plain(
            "POST",
            "create_media",
            ".create_media({content_type}, {content})",
        )
    },
    Row {
        of: "collection",
        needs: "Reference",
        sends: Sends::Reference,
        url: "/$ref",
        docs: "Adds a link to an existing entity.",
        ..plain("POST", "links().add", ".links().add({target})")
    },
    Row {
        needs: "Get",
        result: "$T",
        query: &["select", "expand"],
        docs: "Reads the entity. Methods select and expand.",
        ..plain("GET", "get", ".get()")
    },
    Row {
        needs: "Update",
        sends: Sends::Entity,
        result: WRITTEN,
        docs: "Changes the properties that are set. Single properties are changed with `set` and `set_null`.",
        ..plain("PATCH", "update", ".update().entity({entity})")
    },
    Row {
        needs: "Replace",
        sends: Sends::Entity,
        result: WRITTEN,
        docs: "Replaces the entity.",
        ..plain("PUT", "replace", ".replace({entity})")
    },
    Row {
        needs: "Upsert",
        sends: Sends::Entity,
        result: WRITTEN,
        docs: "Changes the entity, or creates it.",
        ..plain("PATCH", "upsert", ".upsert({entity})")
    },
    Row {
        needs: "UpsertByPut",
        sends: Sends::Entity,
        result: WRITTEN,
        docs: "Replaces the entity, or creates it.",
        ..plain("PUT", "upsert", ".upsert({entity})")
    },
    Row {
        needs: "Delete",
        docs: "Removes the entity.",
        ..plain("DELETE", "delete", ".delete()")
    },
    Row {
        needs: "Reference",
        sends: Sends::Reference,
        url: "/$ref",
        docs: "Links an existing entity.",
        ..plain("PUT", "set_link", ".set_link({target})")
    },
    Row {
        needs: "Reference",
        url: "/$ref",
        docs: "Removes the link; the entity stays.",
        ..plain("DELETE", "unlink", ".unlink()")
    },
];

const WRITTEN: &str = "rt::written::Written<$T>";

/// The requests for entities.
pub(crate) fn requests() -> Vec<Call> {
    ROWS.iter().map(request).collect()
}

/// Reading and writing the bytes of a stream, which a method returns.
pub(crate) fn streams(method: &str, property: Option<&str>) -> Vec<Call> {
    let url = format!("/{}", property.unwrap_or("$value"));
    let rows = [
        Row {
            needs: "Get",
            result: "rt::request::MediaStream",
            docs: "Reads the bytes.",
            ..plain("GET", "download", ".download()")
        },
        Row {
            needs: "Write",
            sends: Sends::Bytes,
            docs: "Replaces the bytes.",
            ..plain("PUT", "upload", ".upload({content_type}, {content})")
        },
    ];
    let calls = rows.iter().map(|row| {
        let call = request(row);
        let begin = [Piece::text(format!(".{method}()"))];
        Call {
            method: format!("{method}().{}", row.method),
            code: begin.into_iter().chain(call.code).collect(),
            url: vec![Piece::text(url.as_str())],
            ..call
        }
    });
    calls.collect()
}

fn request(row: &Row) -> Call {
    let arguments = row.sends.arguments().iter().map(|(name, ty)| Argument {
        name: (*name).to_owned(),
        ty: (*ty).to_owned(),
        place: "body",
        ..Argument::default()
    });
    Call {
        method: row.method.to_owned(),
        code: code(row.code),
        arguments: arguments.collect(),
        verb: row.verb.to_owned(),
        url: match row.url {
            "" => Vec::new(),
            url => vec![Piece::text(url)],
        },
        result: row.result.to_owned(),
        body: row.sends.body(),
        text: row.docs.into(),
        needs: Some(row.needs),
        query: row.query,
        of: Some(row.of),
        ..Call::default()
    }
}

/// The pieces of a template: names in braces are values.
fn code(template: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for part in template.split_inclusive('}') {
        match part.split_once('{') {
            Some((text, name)) => {
                pieces.push(Piece::text(text));
                pieces.push(Piece::value(name.trim_end_matches('}')));
            }
            None => pieces.push(Piece::text(part)),
        }
    }
    pieces
}
