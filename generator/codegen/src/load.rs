//! Loading: from files on disk to a resolved schema.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use odata_csdl::diagnostics::{Diagnostic, Diagnostics};
use odata_csdl::schema::Schema;
use odata_csdl::source::{FileId, SourceMap};
use odata_csdl::syntax::Document;

use crate::codes;

/// A schema with the files that it was read from.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// The schema, as well as it could be resolved.
    pub schema: Schema,
    /// Texts, for diagnostics.
    pub sources: SourceMap,
    /// Every file that was read.
    pub files: Vec<PathBuf>,
    /// Which of the sources are overlays.
    pub overlays: Vec<FileId>,
}

/// Documents that were read and parsed.
#[derive(Debug, Default)]
pub(crate) struct Parsed {
    /// The main document and those that it refers to.
    pub(crate) documents: Vec<Document>,
    /// The overlays.
    pub(crate) overlays: Vec<Document>,
    /// Texts, for diagnostics.
    pub(crate) sources: SourceMap,
    files: Vec<PathBuf>,
    overlay_files: Vec<FileId>,
}

/// Reads a metadata document, the files that it refers to, and overlays.
///
/// References are followed to files beside the document that refers to them; nothing is fetched.
pub(crate) fn parse(schema: &Path, overlays: &[PathBuf], diags: &mut Diagnostics) -> Parsed {
    let mut parsed = Parsed::default();
    let mut seen = BTreeSet::new();
    let mut open = vec![schema.to_path_buf()];
    while let Some(path) = open.pop() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let Some((_, document)) = parsed.read(&path, diags) else {
            continue;
        };
        let folder = path.parent().unwrap_or(Path::new(""));
        let references = odata_csdl::references(&document);
        open.extend(
            references
                .iter()
                .filter_map(|r| beside(folder, r.uri.as_str())),
        );
        parsed.documents.push(document);
    }
    for path in overlays {
        if let Some((file, document)) = parsed.read(path, diags) {
            parsed.overlay_files.push(file);
            parsed.overlays.push(document);
        }
    }
    parsed
}

/// Reads, parses and resolves.
pub(crate) fn load(schema: &Path, overlays: &[PathBuf], diags: &mut Diagnostics) -> Loaded {
    let parsed = parse(schema, overlays, diags);
    // A document that could not be read would make every reference into it an error of its own.
    let unread = parsed.files.len() != parsed.documents.len() + parsed.overlays.len();
    let schema = match unread || parsed.documents.is_empty() {
        true => Schema::default(),
        false => odata_csdl::resolve(&parsed.documents, &parsed.overlays, &parsed.sources, diags),
    };
    Loaded {
        schema,
        sources: parsed.sources,
        files: parsed.files,
        overlays: parsed.overlay_files,
    }
}

impl Parsed {
    fn read(&mut self, path: &Path, diags: &mut Diagnostics) -> Option<(FileId, Document)> {
        let name = path.display().to_string();
        let problem =
            |message: String| Diagnostic::error_in(codes::UNREADABLE, message, name.clone());
        let bytes = match fs::read(path) {
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
        let document = odata_csdl::parse(&self.sources, file, diags)?;
        Some((file, document))
    }
}

/// The file that a reference means, when it means one on this disk.
fn beside(folder: &Path, uri: &str) -> Option<PathBuf> {
    let path = uri.split(['#', '?']).next().unwrap_or_default();
    if path.contains("://") {
        // A copy beside the document stands in for what would have to be fetched.
        let name = path.rsplit('/').next().filter(|n| !n.is_empty())?;
        return Some(folder.join(name)).filter(|p| p.is_file());
    }
    Some(folder.join(path)).filter(|p| p.is_file())
}
