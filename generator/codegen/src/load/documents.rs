//! Loading of OData metadata: the main document, what it refers to, and overlays.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::{Path, PathBuf};

use clientwright_csdl::codes as csdl;
use clientwright_csdl::syntax::{Document, IncludeAnnotations};
use clientwright_diagnostics::source::FileId;
use clientwright_diagnostics::{Diagnostic, Diagnostics, Severity};

use super::Texts;
use super::references::{beside, left_out, places};
use crate::options::Options;

/// The parsed documents of a service.
///
/// ```
/// use clientwright::{Documents, Input, Options, Stage, stages};
///
/// # fn main() -> Result<(), clientwright::Error> {
/// let options = Options { schema: "tests/docs/shop.csdl.xml".into(), ..Options::default() };
/// let made = stages(&options, Stage::Load, &mut clientwright::Diagnostics::new())?;
/// let Input::OData(shop) = &made.input else { panic!("it is metadata of OData") };
/// let documents: &Documents = &shop.documents;
/// assert_eq!((documents.metadata.len(), documents.overlays.len()), (1, 0));
/// assert_eq!(documents.metadata[0].schemas[0].namespace.value, "Shop");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Documents {
    /// The main document, and the documents that it refers to.
    pub metadata: Vec<Document>,
    /// The overlays.
    pub overlays: Vec<Document>,
}

impl Documents {
    /// The files of the overlays.
    pub(crate) fn overlay_files(&self) -> Vec<FileId> {
        self.overlays.iter().map(|d| d.span.file).collect()
    }
}

/// Parses the main document, and reads the files that it refers to and the overlays. `main` is the text of the main
/// document; `None` if it could not be read.
///
/// References are followed to files in the folder of the main document and below it. The result is empty if a file could
/// not be read or is not well-formed, because each reference into that file would be another error.
pub(crate) fn documents(
    texts: &mut Texts,
    main: Option<FileId>,
    options: &Options,
    diags: &mut Diagnostics,
) -> Documents {
    let mut documents = Documents::default();
    if let Some(main) = main {
        documents.metadata = metadata(texts, main, &options.schema, diags);
    }
    documents.overlays = overlays(texts, &options.overlays, diags);
    let unread = texts.files.len() != documents.metadata.len() + documents.overlays.len();
    if unread || documents.metadata.is_empty() {
        return Documents::default();
    }
    if !diags.has_errors() {
        diags.extend(without_schema(&documents));
    }
    documents
}

fn metadata(
    texts: &mut Texts,
    main: FileId,
    schema: &Path,
    diags: &mut Diagnostics,
) -> Vec<Document> {
    let mut documents = Vec::new();
    let mut main = Some(main);
    let mut seen = BTreeSet::new();
    // The annotations for which each file was referenced.
    let mut taken: BTreeMap<PathBuf, Vec<IncludeAnnotations>> = BTreeMap::new();
    let mut read_from = Vec::new();
    let mut open = VecDeque::from([schema.to_path_buf()]);
    let home = schema.parent().unwrap_or(Path::new(""));
    while let Some(path) = open.pop_front() {
        // Several paths may refer to one file.
        let identity = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
        if !seen.insert(identity.clone()) {
            continue;
        }
        let file = main.take().or_else(|| texts.read(&path, diags));
        let document = file.and_then(|file| clientwright_csdl::parse(&texts.sources, file, diags));
        let Some(document) = document else {
            continue;
        };
        let folder = path.parent().unwrap_or(Path::new(""));
        for reference in clientwright_csdl::references(&document) {
            match beside(home, folder, &reference) {
                Some(file) => {
                    let identity = fs::canonicalize(&file).unwrap_or_else(|_| file.clone());
                    let wanted = reference.annotations.iter().cloned();
                    taken.entry(identity).or_default().extend(wanted);
                    open.push_back(file);
                }
                None => {
                    if let Some(problem) = left_out(&reference) {
                        let missing = places(home, folder, &reference);
                        let is_link = missing.iter().any(|file| file.is_file());
                        diags.push(match is_link {
                            true => problem.help("a link to a file outside of the folder is not followed; replace it by a copy"),
                            false => problem,
                        });
                        texts.missing_files.extend(missing);
                    }
                }
            }
        }
        documents.push(document);
        read_from.push(identity);
    }
    for (document, identity) in documents.iter_mut().zip(read_from) {
        document.taken_annotations = taken.remove(&identity).unwrap_or_default();
    }
    documents
}

fn overlays(texts: &mut Texts, overlays: &[PathBuf], diags: &mut Diagnostics) -> Vec<Document> {
    let mut documents = Vec::new();
    for path in overlays {
        let mut found = Diagnostics::new();
        let file = texts.read(path, &mut found);
        documents.extend(
            file.and_then(|file| clientwright_csdl::parse(&texts.sources, file, &mut found)),
        );
        diags.extend(found.into_iter().map(strict));
    }
    documents
}

/// Changes warnings about ignored parts of an overlay into errors: every part of an overlay is intended.
fn strict(diagnostic: Diagnostic) -> Diagnostic {
    let left_out = [
        csdl::MISSING_ATTRIBUTE,
        csdl::BAD_VALUE,
        csdl::BAD_STRUCTURE,
        csdl::NO_EFFECT,
    ];
    match left_out.contains(&diagnostic.code) {
        true => Diagnostic {
            severity: Severity::Error,
            ..diagnostic
        },
        false => diagnostic,
    }
}

/// Reports metadata without a schema, because its client would be empty. An overlay without a schema has no effect.
fn without_schema(documents: &Documents) -> Vec<Diagnostic> {
    let has_none = |document: &&Document| document.schemas.is_empty();
    let is_empty = documents
        .metadata
        .iter()
        .all(|document| has_none(&document));
    let metadata = documents.metadata.first().filter(|_| is_empty);
    let overlays = documents.overlays.iter().filter(has_none);
    let error = |document: &Document| {
        Diagnostic::error(csdl::NO_SCHEMA, "there is no `Schema` element")
            .at(document.span, "")
            .help("a schema is in `<edmx:DataServices>`, in the namespace `http://docs.oasis-open.org/odata/ns/edm`")
    };
    metadata.into_iter().chain(overlays).map(error).collect()
}
