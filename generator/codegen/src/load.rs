//! Loading: from files on disk to a resolved schema.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Component, Path, PathBuf};
use std::{fs, io};

use clientwright_csdl::ReferencedDocument;
use clientwright_csdl::codes as csdl;
use clientwright_csdl::schema::Schema;
use clientwright_csdl::syntax::{Document, IncludeAnnotations};
use clientwright_diagnostics::source::{FileId, SourceMap, Span};
use clientwright_diagnostics::{Diagnostic, Diagnostics, Severity};
use clientwright_emit::input;
use clientwright_model::codes;
use clientwright_model::naming::lock::{self, Lock};

use crate::correct::{self, Corrections};
use crate::options::Options;
use crate::places::Places;
use crate::renames::Renames;

/// A schema with the files that it was read from.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// The schema, as well as it could be resolved.
    pub schema: Schema,
    /// Texts, for diagnostics.
    pub sources: SourceMap,
    /// Every file that was read.
    pub files: Vec<PathBuf>,
    /// Files that the documents refer to and that are not there.
    pub missing_files: Vec<PathBuf>,
    /// Which of the sources are overlays.
    pub overlays: Vec<FileId>,
    /// What was corrected.
    pub corrections: Corrections,
    /// Missing types whose values are untyped, each in a few words.
    pub untyped: Vec<String>,
    /// The documents after corrections, where errors were found in them.
    pub(crate) documents: Vec<Document>,
    /// Where the options were written.
    pub(crate) places: Places,
    /// Names that the user chose.
    pub(crate) renames: Renames,
    /// Names that an earlier run gave.
    pub(crate) lock: Lock,
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
    missing_files: Vec<PathBuf>,
    overlay_files: Vec<FileId>,
}

/// Reads a metadata document, the files that it refers to, and overlays.
///
/// References are followed to files in the folder of the main document and below it; nothing is fetched.
pub(crate) fn parse(schema: &Path, overlays: &[PathBuf], diags: &mut Diagnostics) -> Parsed {
    let mut parsed = Parsed::default();
    let mut seen = BTreeSet::new();
    // Which annotations each file was referenced for.
    let mut taken: BTreeMap<PathBuf, Vec<IncludeAnnotations>> = BTreeMap::new();
    let mut read_from = Vec::new();
    let mut open = VecDeque::from([schema.to_path_buf()]);
    let home = schema.parent().unwrap_or(Path::new(""));
    while let Some(path) = open.pop_front() {
        // One file may be called by several paths.
        let identity = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
        if !seen.insert(identity.clone()) {
            continue;
        }
        let Some((_, document)) = parsed.read(&path, diags) else {
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
                        parsed.missing_files.extend(missing);
                    }
                }
            }
        }
        parsed.documents.push(document);
        read_from.push(identity);
    }
    for (document, identity) in parsed.documents.iter_mut().zip(read_from) {
        document.taken_annotations = taken.remove(&identity).unwrap_or_default();
    }
    for path in overlays {
        let mut found = Diagnostics::new();
        let read = parsed.read(path, &mut found);
        diags.extend(found.into_iter().map(strict));
        if let Some((file, document)) = read {
            parsed.overlay_files.push(file);
            parsed.overlays.push(document);
        }
    }
    parsed
}

/// Reads, parses, corrects and resolves.
pub(crate) fn load(options: &Options, diags: &mut Diagnostics) -> Loaded {
    let mut parsed = parse(&options.schema, &options.overlays, diags);
    let mut sources = std::mem::take(&mut parsed.sources);
    let places = Places::new(options, &mut sources);
    let mut loaded = Loaded {
        files: parsed.files,
        missing_files: parsed.missing_files,
        overlays: parsed.overlay_files,
        ..Loaded::default()
    };
    // A document that could not be read would make every reference into it an error of its own.
    let unread = loaded.files.len() != parsed.documents.len() + parsed.overlays.len();
    if !unread && !parsed.documents.is_empty() {
        if !diags.has_errors() {
            diags.extend(without_schema(&parsed.documents, &parsed.overlays));
        }
        let documents = &mut parsed.documents;
        loaded.corrections = correct::correct(
            documents,
            &parsed.overlays,
            options,
            &places,
            &mut sources,
            diags,
        );
        loaded.renames = Renames::new(documents, options, &places, diags);
        let mut unresolved = Diagnostics::new();
        loaded.schema = clientwright_csdl::resolve(
            &parsed.documents,
            &parsed.overlays,
            &sources,
            &mut unresolved,
        );
        // What was removed and is still in use has been reported, with both places.
        let known = diags.iter().filter(|d| d.code == codes::STILL_USED);
        let known: BTreeSet<Span> = known.filter_map(Diagnostic::span).collect();
        let is_known = |d: &Diagnostic| d.span().is_some_and(|span| known.contains(&span));
        diags.extend(unresolved.into_iter().filter(|d| !is_known(d)));
        if diags.has_errors() {
            loaded.documents = std::mem::take(&mut parsed.documents);
        }
    }
    loaded.lock = read_lock(options, &mut loaded.files, &mut sources, diags);
    Loaded {
        sources,
        places,
        ..loaded
    }
}

/// Reports metadata without a schema: it would give an empty client. An overlay without one does nothing.
fn without_schema(documents: &[Document], overlays: &[Document]) -> Vec<Diagnostic> {
    let has_none = |document: &&Document| document.schemas.is_empty();
    let is_empty = documents.iter().all(|document| has_none(&document));
    let metadata = documents.first().filter(|_| is_empty);
    let overlays = overlays.iter().filter(has_none);
    let error = |document: &Document| {
        Diagnostic::error(csdl::NO_SCHEMA, "there is no `Schema` element")
            .at(document.span, "")
            .help("a schema stands in `<edmx:DataServices>`, in the namespace `http://docs.oasis-open.org/odata/ns/edm`")
    };
    metadata.into_iter().chain(overlays).map(error).collect()
}

/// Reads the lock file of names. One that is not there holds nothing yet.
fn read_lock(
    options: &Options,
    files: &mut Vec<PathBuf>,
    sources: &mut SourceMap,
    diags: &mut Diagnostics,
) -> Lock {
    let Some(path) = &options.lock else {
        return Lock::default();
    };
    match input::read_text(path) {
        Ok(text) => {
            files.push(path.clone());
            let file = sources.add(path.display().to_string(), text);
            lock::read(sources, file, diags)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Lock::default(),
        Err(error) => {
            let message = format!("cannot read: {error}");
            let place = path.display().to_string();
            diags.push(Diagnostic::error_in(codes::UNREADABLE, message, place));
            Lock::default()
        }
    }
}

impl Parsed {
    fn read(&mut self, path: &Path, diags: &mut Diagnostics) -> Option<(FileId, Document)> {
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
        let document = clientwright_csdl::parse(&self.sources, file, diags)?;
        Some((file, document))
    }
}

/// Makes warnings about parts that are left out of an overlay errors: an overlay is written for its effect.
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

/// The warning about a referenced document that is missing.
///
/// Types from such a document are errors where they are used, and well-known vocabularies need no document. Without the
/// warning, the annotations in the document and everything in a local file would be lost silently.
fn left_out(reference: &ReferencedDocument<'_>) -> Option<Diagnostic> {
    let uri = reference.uri.as_str().trim();
    let is_remote = is_remote(uri);
    if reference.is_optional || (is_remote && reference.annotations.is_empty()) {
        return None;
    }
    let message =
        format!("`{uri}` is left out: there is no such file in the folder of the metadata");
    let diagnostic = Diagnostic::warning(csdl::LEFT_OUT, message).at(reference.uri.span, "");
    Some(match is_remote || uri.starts_with("..") {
        true => diagnostic.help("nothing is fetched; put a copy beside the referencing file"),
        false => diagnostic,
    })
}

/// The file that a reference means, when it means one in the folder of the metadata.
fn beside(home: &Path, folder: &Path, reference: &ReferencedDocument<'_>) -> Option<PathBuf> {
    let mut places = places(home, folder, reference).into_iter();
    places.find(|file| file.is_file() && !leads_out(home, file))
}

/// Whether symbolic links lead from a path in the folder of the metadata to a file outside of it.
fn leads_out(home: &Path, file: &Path) -> bool {
    let home = match home.as_os_str().is_empty() {
        true => Path::new("."),
        false => home,
    };
    match (fs::canonicalize(home), fs::canonicalize(file)) {
        (Ok(home), Ok(file)) => !file.starts_with(home),
        _ => true,
    }
}

/// The paths in the folder of the metadata at which the file of a reference can lie.
///
/// Metadata comes from elsewhere: it must not name any file of this machine, whose lines a diagnostic would show.
fn places(home: &Path, folder: &Path, reference: &ReferencedDocument<'_>) -> Vec<PathBuf> {
    let uri = reference.uri.as_str().trim();
    let path = match reference.base.map(|base| base.as_str().trim()) {
        // CSDL XML 4.01, 4.1: relative to the folder of the base, unless the URI is absolute.
        Some(base) if !is_remote(uri) => {
            let cut = base.rfind('/').map_or(0, |at| at + 1);
            format!("{}{uri}", &base[..cut])
        }
        _ => uri.to_owned(),
    };
    let path = path.split(['#', '?']).next().unwrap_or_default();
    // Services on Windows write paths instead of URIs.
    let path = path.replace('\\', "/");
    // A copy beside the document stands in for what would have to be fetched.
    let name = path.rsplit('/').next().unwrap_or_default();
    let itself = (!is_remote(&path)).then_some(path.as_str());
    let all = itself.into_iter().chain([name]).map(decoded);
    let mut places: Vec<PathBuf> = all
        .filter_map(|path| {
            let file = folder.join(&path);
            let is_relative = Path::new(&path)
                .components()
                .all(|part| !matches!(part, Component::Prefix(_) | Component::RootDir));
            let is_inside = is_relative && plain(&file).starts_with(plain(home));
            (is_inside && !path.is_empty()).then_some(file)
        })
        .collect();
    places.dedup();
    places
}

/// A path without `.` and `..`, as far as that can be told from its text.
fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(out.components().next_back(), Some(Component::Normal(_))) =>
            {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}

/// Whether a URI leads to a host: to one that it names, or to that of the document (RFC 3986, 4.2).
fn is_remote(uri: &str) -> bool {
    uri.contains("://") || uri.starts_with('/')
}

/// A path without percent-encoding (RFC 3986, 2.1); as it is when that is no text.
fn decoded(path: &str) -> String {
    let mut out = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let code = match (first, tail) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)),
            _ => None,
        };
        match code {
            Some((high, low)) => {
                out.push(high << 4 | low);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                out.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| path.to_owned())
}

fn hex(digit: u8) -> Option<u8> {
    let value = char::from(digit).to_digit(16)?;
    u8::try_from(value).ok()
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn percent_encoding_is_undone() {
        assert_eq!(decoded("a%20b%2Fc"), "a b/c");
        assert_eq!(decoded("gr%C3%B6%C3%9Fe.xml"), "größe.xml");
        for odd in ["100%", "%zz", "%2", "%ff"] {
            assert_eq!(decoded(odd), odd);
        }
    }
}
