//! Resolving: from corrected documents to a schema.

use std::collections::BTreeSet;

use clientwright_csdl::schema::Schema;
use clientwright_diagnostics::source::{SourceMap, Span};
use clientwright_diagnostics::{Diagnostic, Diagnostics};
use clientwright_model::codes;

use crate::load::Documents;

/// Resolves all names in the documents. References that cannot be resolved are reported and omitted from the schema.
///
/// **Architecture Invariant:** errors found here are judged only when the selection is known; see
/// [`judge`](crate::needed::judge).
/// [`judge`](crate::needed::judge).
pub(crate) fn resolve(
    documents: &Documents,
    sources: &SourceMap,
    diags: &mut Diagnostics,
) -> Schema {
    if documents.metadata.is_empty() {
        return Schema::default();
    }
    let mut found = Diagnostics::new();
    let (metadata, overlays) = (&documents.metadata, &documents.overlays);
    let schema = clientwright_csdl::resolve(metadata, overlays, sources, &mut found);
    // References to removed declarations have been reported, with both places.
    let known = diags.iter().filter(|d| d.code == codes::STILL_USED);
    let known: BTreeSet<Span> = known.filter_map(Diagnostic::span).collect();
    let is_known = |d: &Diagnostic| d.span().is_some_and(|span| known.contains(&span));
    diags.extend(found.into_iter().filter(|d| !is_known(d)));
    schema
}
