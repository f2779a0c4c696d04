//! Repeated declarations, and declarations that no client can use.

use clientwright_diagnostics::Diagnostic;
use clientwright_diagnostics::source::Span;

use super::Resolver;
use crate::codes;
use crate::schema::{ReturnType, TypeRef};

impl Resolver<'_, '_> {
    /// Reports a second declaration of one name. The first one is kept. If both are equal, this is a warning, because
    /// the client is correct; otherwise it is an error, because it is unknown which one is correct.
    pub(super) fn repeated(&mut self, is_same: bool, message: String, again: Span, first: Span) {
        let draft = match is_same {
            true => Diagnostic::warning(codes::REPEATED, message),
            false => Diagnostic::error(codes::DUPLICATE, message),
        };
        self.diags.push(
            draft
                .at(again, "declared again here")
                .also(first, "first declared here"),
        );
    }

    /// Reports a second child of a kind that may occur once.
    pub(super) fn second(&mut self, what: &str, first: Span, second: Span) {
        let message = format!("a second {what}");
        self.diags.push(
            Diagnostic::error(codes::BAD_STRUCTURE, message)
                .at(second, "")
                .also(first, format!("first {what}")),
        );
    }

    /// Reports a declaration that no client can use, and lists it as left out.
    pub(super) fn unusable(&mut self, what: String, place: Span) {
        self.diags
            .push(Diagnostic::warning(codes::UNUSABLE, what.clone()).at(place, "left out"));
        self.schema.left_out.push(what);
    }
}

/// Whether two types read and write a value in the same way. Facets do not count: they only appear in docs.
pub(super) fn same_type(one: &TypeRef, other: &TypeRef) -> bool {
    (one.ty, one.is_collection, one.nullable) == (other.ty, other.is_collection, other.nullable)
}

/// Whether two operations return the same.
pub(super) fn same_use(one: Option<&ReturnType>, other: Option<&ReturnType>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => same_type(&one.ty, &other.ty),
        (None, None) => true,
        _ => false,
    }
}
