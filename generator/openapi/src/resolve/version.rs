//! The version of a description.

use clientwright_diagnostics::{Diagnostic, Diagnostics};

use crate::api::Version;
use crate::codes;
use crate::parse::Document;
use crate::tree::Kind;

/// The version that `openapi` or `swagger` names. `None` has an error.
pub(super) fn version(document: &Document, diags: &mut Diagnostics) -> Option<Version> {
    let Document { tree, root } = document;
    let place = tree.span(*root);
    if !matches!(tree.kind(*root), Kind::Object(_)) {
        let found = tree.kind(*root).article();
        let message = format!("expected a description of OpenAPI or Swagger, found {found}");
        diags.push(Diagnostic::error(codes::NOT_OPENAPI, message).at(place, ""));
        return None;
    }
    let key = |key| tree.get(*root, key);
    let Some(node) = key("openapi").or_else(|| key("swagger")) else {
        let message = "neither `openapi` nor `swagger` states the version";
        let error = Diagnostic::error(codes::NOT_OPENAPI, message);
        let start = clientwright_diagnostics::source::Span {
            end: place.start,
            ..place
        };
        diags.push(
            error
                .at(start, "")
                .help("add a line such as `openapi: 3.1.0`"),
        );
        return None;
    };
    let text = tree.scalar(node).unwrap_or_default().trim();
    let is_of = |version: &str| {
        let rest = text.strip_prefix(version);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-']))
    };
    let version = [
        ("2", Version::V2_0),
        ("3.0", Version::V3_0),
        ("3.1", Version::V3_1),
        ("3", Version::V3_2),
    ];
    let found = version.into_iter().find(|(version, _)| is_of(version));
    let Some((_, version)) = found else {
        let message =
            format!("version `{text}`; only OpenAPI 3.0, 3.1 and 3.2 and Swagger 2.0 are read");
        diags.push(Diagnostic::error(codes::NOT_OPENAPI, message).at(tree.span(node), ""));
        return None;
    };
    if let Kind::Number(_) = tree.kind(node) {
        let message = "the version is a number, and is read as a text";
        let warning = Diagnostic::warning(codes::BAD_VALUE, message).at(tree.span(node), "");
        diags.push(warning.help(format!("write it in quotes: `\"{text}\"`")));
    }
    Some(version)
}
