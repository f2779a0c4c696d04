//! Finds the files that documents refer to.

use std::fs;
use std::path::{Component, Path, PathBuf};

use clientwright_csdl::ReferencedDocument;
use clientwright_csdl::codes as csdl;
use clientwright_diagnostics::Diagnostic;

/// The warning about a referenced document that is missing.
///
/// Missing types from such a document are errors where they are used, and well-known vocabularies need no document. The
/// warning reports the loss of the annotations in the document, and of everything in a local file.
pub(super) fn left_out(reference: &ReferencedDocument<'_>) -> Option<Diagnostic> {
    let uri = reference.uri.as_str().trim();
    let is_remote = is_remote(uri);
    if reference.is_optional || (is_remote && reference.annotations.is_empty()) {
        return None;
    }
    let message =
        format!("`{uri}` is left out: there is no such file in the folder of the metadata");
    let diagnostic = Diagnostic::warning(csdl::LEFT_OUT, message).at(reference.uri.span, "");
    Some(match is_remote || uri.starts_with("..") {
        true => diagnostic.help("nothing is fetched; put a copy next to the referencing file"),
        false => diagnostic,
    })
}

/// The file of a reference, if it is in the folder of the metadata.
pub(super) fn beside(
    home: &Path,
    folder: &Path,
    reference: &ReferencedDocument<'_>,
) -> Option<PathBuf> {
    let mut places = places(home, folder, reference).into_iter();
    places.find(|file| file.is_file() && !leads_out(home, file))
}

/// Whether symbolic links in a path in the folder of the metadata refer to a file outside of it.
pub(super) fn leads_out(home: &Path, file: &Path) -> bool {
    let home = match home.as_os_str().is_empty() {
        true => Path::new("."),
        false => home,
    };
    match (fs::canonicalize(home), fs::canonicalize(file)) {
        (Ok(home), Ok(file)) => !file.starts_with(home),
        _ => true,
    }
}

/// The paths in the folder of the metadata at which the file of a reference can be.
///
/// Metadata is untrusted: it must not name other files of this machine, because a diagnostic would show their lines.
pub(super) fn places(
    home: &Path,
    folder: &Path,
    reference: &ReferencedDocument<'_>,
) -> Vec<PathBuf> {
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
    // A copy next to the document replaces a remote document.
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

/// A path without `.` and `..`, without access to the disk.
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

/// Whether a URI refers to a host: one that it names, or that of the document (RFC 3986, 4.2).
fn is_remote(uri: &str) -> bool {
    uri.contains("://") || uri.starts_with('/')
}

/// A path without percent-encoding (RFC 3986, 2.1); unchanged if the result is not UTF-8.
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
