//! The documents that a document references.

use crate::syntax::{Document, IncludeAnnotations, Text};
use crate::vocabularies;

/// A document that another one references (CSDL XML 4.01, 4.1).
#[derive(Clone, Debug)]
pub struct ReferencedDocument<'a> {
    /// `Uri`, as written. A relative one is relative to `base`, or to the referencing document.
    pub uri: &'a Text,
    /// `xml:base`, as written. A relative one is relative to the referencing document.
    pub base: Option<&'a Text>,
    /// The namespaces that are included from it.
    pub namespaces: Vec<&'a str>,
    /// The annotations to include from it, if not all (CSDL XML 4.01, 4.3).
    pub annotations: &'a [IncludeAnnotations],
    /// Whether it can be omitted: it includes only well-known vocabularies.
    pub is_optional: bool,
}

/// The documents that a document references, in document order, so that a loader can find them.
///
/// ```
/// # use clientwright_diagnostics::Diagnostics;
/// # use clientwright_diagnostics::source::SourceMap;
/// let mut sources = SourceMap::new();
/// let file = sources.add("metadata.xml", r#"
///     <edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
///       <edmx:Reference Uri="common.xml"><edmx:Include Namespace="Common" Alias="c"/></edmx:Reference>
///       <edmx:DataServices/>
///     </edmx:Edmx>"#);
/// let document = clientwright_csdl::parse(&sources, file, &mut Diagnostics::new()).unwrap();
/// let needed = clientwright_csdl::references(&document);
/// assert_eq!(needed[0].uri.as_str(), "common.xml");
/// assert_eq!(needed[0].namespaces, ["Common"]);
/// assert!(!needed[0].is_optional);
/// ```
pub fn references(document: &Document) -> Vec<ReferencedDocument<'_>> {
    let referenced = document.references.iter().map(|reference| {
        let includes = reference.includes.iter();
        let namespaces: Vec<&str> = includes.map(|i| i.namespace.as_str()).collect();
        ReferencedDocument {
            uri: &reference.uri,
            base: reference.base.as_ref(),
            annotations: &reference.include_annotations,
            is_optional: namespaces.iter().all(|ns| vocabularies::is_known(ns))
                && reference.include_annotations.iter().all(|annotations| {
                    // The annotations of a vocabulary on itself change nothing.
                    namespaces.contains(&annotations.term_namespace.as_str())
                }),
            namespaces,
        }
    });
    referenced.collect()
}
