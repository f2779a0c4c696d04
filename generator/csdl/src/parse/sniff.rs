//! Recognizes files that are not XML metadata, for a better message than an XML error.

use clientwright_diagnostics::source::{FileId, Span, floor_char_boundary};
use clientwright_diagnostics::{Diagnostic, Diagnostics};

use crate::codes;

/// How many bytes of a file are examined.
const HEAD: usize = 4096;

/// Keys in JSON or YAML that show the kind of the file.
const TELLING: &[(&str, Kind)] = &[
    ("openapi", Kind::OpenApi),
    ("swagger", Kind::OpenApi),
    ("$Version", Kind::CsdlJson),
    ("@odata.context", Kind::Data),
    ("@context", Kind::Data),
    ("error", Kind::Error),
];

/// What the file is instead of metadata.
#[derive(Clone, Copy)]
enum Kind {
    OpenApi,
    CsdlJson,
    Data,
    Error,
    Json,
}

/// Reports a file that cannot be XML metadata.
pub(super) fn sniff(text: &str, start: usize, file: FileId, diags: &mut Diagnostics) -> Option<()> {
    let body = text[start..].trim_start();
    let offset = text.len() - body.len();
    let length = body.chars().next().map_or(0, char::len_utf8);
    let place = Span {
        file,
        start: offset as u32,
        end: (offset + length) as u32,
    };
    let head = &body[..floor_char_boundary(body, HEAD)];
    let is_html = |tag: &str| {
        let start = head.get(..tag.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(tag))
    };
    let diagnostic = if body.is_empty() {
        Diagnostic::error(codes::EMPTY_FILE, "the file is empty").at(place, "")
    } else if head.starts_with(['{', '[']) {
        other_format(json(head), place)
    } else if is_html("<html") || is_html("<!doctype html") {
        web_page(place)
    } else if head.starts_with('<') {
        return Some(());
    } else if is_yaml(head) {
        other_format(Kind::OpenApi, place)
    } else {
        Diagnostic::error(
            codes::NOT_XML,
            "this is neither XML nor an OpenAPI description",
        )
        .at(place, "expected `<`")
    };
    diags.push(diagnostic);
    None
}

/// The kind that belongs to the first known key.
fn json(head: &str) -> Kind {
    let found = TELLING.iter().filter_map(|(key, kind)| {
        let at = head.find(&format!("\"{key}\""))?;
        Some((at, *kind))
    });
    let first = found.min_by_key(|(at, _)| *at);
    first.map_or(Kind::Json, |(_, kind)| kind)
}

/// Whether a line starts like one of an OpenAPI document in YAML.
fn is_yaml(head: &str) -> bool {
    let mut lines = head.lines();
    lines.any(|line| line.starts_with("openapi:") || line.starts_with("swagger:"))
}

fn other_format(kind: Kind, place: Span) -> Diagnostic {
    let (message, help) = match kind {
        Kind::OpenApi => (
            "this is an OpenAPI description; only CSDL XML is read",
            "an OData service has its metadata at `$metadata`",
        ),
        Kind::CsdlJson => (
            "this is CSDL JSON; only CSDL XML is read",
            "services return XML for `$metadata?$format=xml` or the header `Accept: application/xml`",
        ),
        Kind::Data => (
            "this is data of the service, not its metadata",
            "the metadata is at `$metadata`, below the root of the service",
        ),
        Kind::Error => (
            "this is an error message of the service",
            "fetch `$metadata` with credentials, and with the header `Accept: application/xml`",
        ),
        Kind::Json => (
            "this JSON is no OpenAPI description, and metadata is read as XML only",
            "services return XML for `$metadata?$format=xml` or the header `Accept: application/xml`",
        ),
    };
    Diagnostic::error(codes::NOT_XML, message)
        .at(place, "")
        .help(help)
}

pub(super) fn web_page(place: Span) -> Diagnostic {
    Diagnostic::error(codes::WEB_PAGE, "this is a web page, not metadata")
        .at(place, "expected `<edmx:Edmx …>`")
        .help(
            "it may be the login or error page of the service; fetch `$metadata` with credentials",
        )
}
