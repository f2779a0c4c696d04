//! Syntax trees to schema: looks up every name, and moves external annotations to their targets.

mod alternate_keys;
mod annotation_paths;
mod annotations;
mod containers;
mod declare;
mod enums;
mod expressions;
mod imports;
mod inherit;
mod keys;
mod names;
mod operations;
mod paths;
mod references;
mod repeats;
mod slots;
mod structured;
mod targets;
mod type_refs;
mod unknown;
mod value_kinds;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use clientwright_diagnostics::Diagnostics;
use clientwright_diagnostics::nearest::Nearest;
use clientwright_diagnostics::source::{SourceMap, Span};

use crate::schema::{QualifiedName, Schema};
use crate::syntax::{self, Document};
use declare::Pending;
use names::{Names, Scope};
use unknown::Unknowns;

pub use references::{ReferencedDocument, references};

/// Looks up every name in `docs`, merges their `Annotations` blocks into the targets, and applies the annotations of
/// `overlays`.
///
/// `docs` contains the main document first, then those that it references (see [`references()`]). A document in
/// `overlays` may use the aliases of the main document. An annotation in an overlay replaces one with the same term and
/// qualifier. If its target does not exist, this is an error in an overlay, and a warning in `docs`.
///
/// All problems are pushed into `diags`. The schema is as complete as they allow: a missing type becomes `Edm.Untyped`,
/// the missing target type of a navigation property `Edm.EntityType`. The second of two definitions is left out, and so
/// are declarations that no client can use ([`Schema::left_out`]). The target of an annotation follows CSDL XML 4.01,
/// 14.2.2. If the schema has no element for a target, as for a path through an entity set or to an inherited property,
/// the annotation is in [`Schema::path_annotations`].
///
/// ```
/// # use clientwright_diagnostics::Diagnostics;
/// # use clientwright_diagnostics::source::SourceMap;
/// let mut sources = SourceMap::new();
/// let file = sources.add("metadata.xml", r#"
///     <edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
///       <edmx:DataServices>
///         <Schema Namespace="NS" Alias="self" xmlns="http://docs.oasis-open.org/odata/ns/edm">
///           <ComplexType Name="Base"/>
///           <ComplexType Name="Derived" BaseType="self.Base"/>
///         </Schema>
///       </edmx:DataServices>
///     </edmx:Edmx>"#);
/// let mut diags = Diagnostics::new();
/// let document = clientwright_csdl::parse(&sources, file, &mut diags).unwrap();
/// let schema = clientwright_csdl::resolve(&[document], &[], &sources, &mut diags);
/// let (_, derived) = schema.structured_types.iter().nth(1).unwrap();
/// assert_eq!(schema.structured_types[derived.base.unwrap()].name.to_string(), "NS.Base");
/// ```
pub fn resolve(
    docs: &[Document],
    overlays: &[Document],
    sources: &SourceMap,
    diags: &mut Diagnostics,
) -> Schema {
    let documents: Vec<&Document> = docs.iter().chain(overlays).collect();
    let mut resolver = Resolver {
        sources,
        documents,
        overlays_from: docs.len(),
        scopes: Vec::new(),
        names: Names::default(),
        pending: Pending::default(),
        schema: Schema::default(),
        unknowns: Unknowns::default(),
        vocabularies: Vec::new(),
        vocabulary_index: HashMap::new(),
        nearest: Nearest::default(),
        copies_left: targets::MAX_COPIES,
        diags,
    };
    resolver.schema.version = docs
        .first()
        .map_or("4.0".into(), |d| d.version.value.clone());
    resolver.scopes();
    resolver.declare();
    resolver.schema.index_elements();
    resolver.report_ambiguous_aliases();
    resolver.enums();
    resolver.type_definitions();
    resolver.bases();
    resolver.structured_members();
    resolver.schema.index_members();
    resolver.inherit();
    resolver.keys();
    resolver.navigation_paths();
    resolver.operations();
    resolver.schema.index_operations();
    resolver.terms();
    resolver.containers();
    resolver.schema_annotations();
    resolver.external_annotations(0..resolver.overlays_from);
    resolver.repeated_annotations();
    resolver.external_annotations(resolver.overlays_from..resolver.documents.len());
    resolver.alternate_keys();
    resolver.annotation_paths();
    resolver.report_vocabularies();
    resolver.report_unknowns();
    resolver.schema
}

/// A document by its position: the main documents come first, then the overlays.
type Doc = usize;

/// The state of one run.
struct Resolver<'a, 'd> {
    sources: &'a SourceMap,
    documents: Vec<&'a Document>,
    /// Documents from this position are overlays.
    overlays_from: Doc,
    scopes: Vec<Scope<'a>>,
    names: Names<'a>,
    pending: Pending<'a>,
    schema: Schema,
    unknowns: Unknowns,
    /// Vocabularies used without a reference, in the order of their first use.
    vocabularies: Vec<Vocabulary>,
    vocabulary_index: HashMap<String, usize>,
    /// Finds suggestions for unknown names.
    nearest: Nearest,
    /// How many more copies of annotations may be created for overloads.
    copies_left: usize,
    diags: &'d mut Diagnostics,
}

/// A vocabulary that is used without a reference.
struct Vocabulary {
    namespace: String,
    first: Span,
    uses: usize,
}

impl<'a> Resolver<'a, '_> {
    fn is_overlay(&self, doc: Doc) -> bool {
        doc >= self.overlays_from
    }
}

fn qualified(namespace: &syntax::Text, name: &syntax::Text) -> QualifiedName {
    QualifiedName {
        namespace: namespace.value.clone(),
        name: name.value.clone(),
    }
}
