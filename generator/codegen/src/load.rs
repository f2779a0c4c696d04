//! Loading: from files on disk to documents and texts.
//!
//! Documents are parsed here too, because the references of a document name the files to read next.
//!
//! **Architecture Invariant:** apart from `write`, this is the only stage that reads files. It corrects nothing,
//! resolves no names, and fetches nothing from the network.

mod references;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::{fs, io};

use clientwright_csdl::codes as csdl;
use clientwright_csdl::syntax::{Document, IncludeAnnotations};
use clientwright_diagnostics::source::{FileId, SourceMap};
use clientwright_diagnostics::{Diagnostic, Diagnostics, Severity};
use clientwright_emit::input;
use clientwright_model::codes;

use crate::options::Options;
use references::{beside, left_out, places};

/// The files that were read.
#[derive(Debug, Default)]
pub(crate) struct Loaded {
    /// The metadata and the overlays. Empty if one of their files could not be read or is not well-formed, because each
    /// reference into that file would be another error.
    pub(crate) documents: Documents,
    /// All texts, for diagnostics.
    pub(crate) sources: SourceMap,
    /// The lock file of names among the texts; `None` if the options name none or it does not exist yet.
    pub(crate) lock: Option<FileId>,
    /// Every file that was read.
    pub(crate) files: Vec<PathBuf>,
    /// Files that the documents refer to and that do not exist.
    pub(crate) missing_files: Vec<PathBuf>,
}

/// The parsed documents of a service.
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

/// Reads the metadata, the files that it refers to, the overlays, and the lock file of names.
///
/// References are followed to files in the folder of the main document and below it.
pub(crate) fn load(options: &Options, diags: &mut Diagnostics) -> Loaded {
    let mut loaded = Loaded::default();
    loaded.metadata(&options.schema, diags);
    loaded.overlays(&options.overlays, diags);
    let documents = &mut loaded.documents;
    let unread = loaded.files.len() != documents.metadata.len() + documents.overlays.len();
    if unread || documents.metadata.is_empty() {
        *documents = Documents::default();
    } else if !diags.has_errors() {
        diags.extend(without_schema(documents));
    }
    loaded.lock = options
        .lock
        .as_deref()
        .and_then(|path| loaded.lock(path, diags));
    loaded
}

impl Loaded {
    fn metadata(&mut self, schema: &Path, diags: &mut Diagnostics) {
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
            let Some(document) = self.read(&path, diags) else {
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
                            true => problem.help("a link that leads out of the folder is not followed; put a copy in its place"),
                            false => problem,
                        });
                            self.missing_files.extend(missing);
                        }
                    }
                }
            }
            self.documents.metadata.push(document);
            read_from.push(identity);
        }
        for (document, identity) in self.documents.metadata.iter_mut().zip(read_from) {
            document.taken_annotations = taken.remove(&identity).unwrap_or_default();
        }
    }

    fn overlays(&mut self, overlays: &[PathBuf], diags: &mut Diagnostics) {
        for path in overlays {
            let mut found = Diagnostics::new();
            let document = self.read(path, &mut found);
            diags.extend(found.into_iter().map(strict));
            self.documents.overlays.extend(document);
        }
    }

    /// Reads the lock file of names. A missing file is an empty one.
    fn lock(&mut self, path: &Path, diags: &mut Diagnostics) -> Option<FileId> {
        match input::read_text(path) {
            Ok(text) => {
                self.files.push(path.to_path_buf());
                Some(self.sources.add(path.display().to_string(), text))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => {
                let message = format!("cannot read: {error}");
                let place = path.display().to_string();
                diags.push(Diagnostic::error_in(codes::UNREADABLE, message, place));
                None
            }
        }
    }

    fn read(&mut self, path: &Path, diags: &mut Diagnostics) -> Option<Document> {
        let name = path.display().to_string();
        let problem =
            |message: String| Diagnostic::error_in(codes::UNREADABLE, message, name.clone());
        let bytes = match input::read_file(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                diags.push(problem(format!("cannot read: {error}")));
                return None;
            }
        };
        self.files.push(path.to_path_buf());
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let message = match error.as_bytes() {
                    [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "UTF-16, not UTF-8".to_owned(),
                    _ => format!("not UTF-8: byte {at} does not belong to a character"),
                };
                diags.push(problem(message).help("save the file as UTF-8"));
                return None;
            }
        };
        let file = self.sources.add(name, text);
        clientwright_csdl::parse(&self.sources, file, diags)
    }
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
            .help("a schema stands in `<edmx:DataServices>`, in the namespace `http://docs.oasis-open.org/odata/ns/edm`")
    };
    metadata.into_iter().chain(overlays).map(error).collect()
}
