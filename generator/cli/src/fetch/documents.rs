//! The documents that a description refers to.
//!
//! They are chosen by the server, so that both their addresses and the names of their files are limited: the addresses to the
//! folder of the main document and what the user allows, the names to plain names below the folder of the main file.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use clientwright_csdl::ReferencedDocument;
use clientwright_diagnostics::Diagnostics;
use clientwright_diagnostics::source::SourceMap;
use clientwright_fetch::{Fetcher, Known, Response, Url, is_allowed, sha256};
use clientwright_oas::{Input, Loaded, Loader};
use percent_encoding::percent_decode_str;

use super::origin::Origin;
use super::{kind, report};
use crate::output::Failure;

/// More documents are not those of one service.
const DOCUMENTS: usize = 200;
/// What a document can be called: nothing that a tool runs or reads as its configuration without being told.
const EXTENSIONS: [&str; 6] = ["csdl", "edmx", "json", "xml", "yaml", "yml"];

/// A document that another one refers to.
pub(super) struct Other {
    pub(super) url: Url,
    pub(super) text: String,
    pub(super) known: Known,
}

/// Downloads what a description refers to.
pub(super) struct Walk<'a> {
    pub(super) fetcher: &'a Fetcher,
    /// The address of the main document, after redirects.
    pub(super) main: &'a Url,
    pub(super) allow: &'a [Url],
    /// The folder of the main file.
    pub(super) folder: &'a Path,
    /// Name of the main file, which no other document can have.
    pub(super) name: &'a str,
    pub(super) old: Option<&'a Origin>,
    pub(super) progress: &'a mut dyn FnMut(u64, Option<u64>),
    /// Whether requests are printed.
    pub(super) shows_requests: bool,
    /// The documents by the paths of their files, from the folder of the main file.
    pub(super) others: BTreeMap<String, Other>,
    /// What was not fetched, and why.
    pub(super) notes: Vec<String>,
}

impl Walk<'_> {
    /// Downloads all documents that the main one needs.
    pub(super) fn run(&mut self, text: &str, kind: Input) {
        match kind {
            Input::Csdl => self.metadata(text),
            _ => self.description(text),
        }
    }

    /// `edmx:Reference` (CSDL XML 4.01, 4.1).
    fn metadata(&mut self, text: &str) {
        let mut open = vec![(String::new(), self.main.clone(), text.to_owned())];
        while let Some((folder, url, text)) = open.pop() {
            let mut sources = SourceMap::new();
            let file = sources.add(url.as_str(), text);
            // Problems are reported when code is generated.
            let document = clientwright_csdl::parse(&sources, file, &mut Diagnostics::new());
            let Some(document) = document else {
                continue;
            };
            for reference in clientwright_csdl::references(&document) {
                if reference.is_optional {
                    continue;
                }
                let Some((file, url)) = place(&folder, &url, &reference) else {
                    let uri = reference.uri.as_str();
                    self.note(
                        uri,
                        "it is not in the folder of the metadata, or has an unusual name",
                    );
                    continue;
                };
                if let Ok(Some(text)) = self.get(&file, url.clone()) {
                    let folder = file.rfind('/').map_or("", |at| &file[..=at]);
                    open.push((folder.to_owned(), url, text));
                }
            }
        }
    }

    /// `$ref` to other files.
    fn description(&mut self, text: &str) {
        let (mut sources, mut ignored) = (SourceMap::new(), Diagnostics::new());
        let file = sources.add(self.main.as_str(), text);
        let document = clientwright_oas::parse(&sources, file, &mut ignored);
        if let Some(document) = document {
            clientwright_oas::resolve(document, &mut sources, self, &mut ignored);
        }
    }

    /// Downloads a document, unless it is there already, which is `None`.
    fn get(&mut self, file: &str, url: Url) -> Result<Option<String>, ()> {
        if self.others.contains_key(file) {
            return Ok(None);
        }
        if !is_plain(file) || file.eq_ignore_ascii_case(self.name) {
            return self.refuse(url.as_str(), "its name is not that of a description");
        }
        if !is_inside(self.folder, file) {
            return self.refuse(url.as_str(), "a link leads out of the folder");
        }
        if !is_allowed(self.main, &url, self.allow) {
            return self.refuse(
                url.as_str(),
                "it is not in the folder of the main document; --allow permits it",
            );
        }
        if self.others.len() >= DOCUMENTS {
            return self.refuse(url.as_str(), "there are too many documents");
        }
        let (known, local) = self.known(file, &url);
        let response = self.fetcher.get(&url, &known, self.progress);
        if self.shows_requests {
            report::request(&url, &response);
        }
        let other = match response {
            Ok(Response::Unchanged(_)) => Other {
                url,
                text: local,
                known,
            },
            Ok(Response::Document(document)) => match kind::part(&document) {
                Ok(text) => Other {
                    url,
                    text,
                    known: document.known,
                },
                Err(_) => return self.refuse(url.as_str(), "it is not a description"),
            },
            Err(error) => {
                self.notes.push(error.to_string());
                return Err(());
            }
        };
        let text = other.text.clone();
        self.others.insert(file.to_owned(), other);
        Ok(Some(text))
    }

    /// What is known of a document whose file is as it was fetched, and its text.
    fn known(&self, file: &str, url: &Url) -> (Known, String) {
        let nothing = (Known::default(), String::new());
        let all = self.old.into_iter().flat_map(|old| &old.document);
        let mut all = all.filter(|old| old.file == file && old.url == url.as_str());
        let Some(old) = all.next() else {
            return nothing;
        };
        match fs::read_to_string(self.folder.join(file)) {
            Ok(text) if sha256(text.as_bytes()) == old.sha256 => {
                let known = Known {
                    etag: old.etag.clone(),
                    last_modified: old.last_modified.clone(),
                };
                (known, text)
            }
            _ => nothing,
        }
    }

    fn refuse<T>(&mut self, url: &str, why: &str) -> Result<T, ()> {
        self.note(url, why);
        Err(())
    }

    fn note(&mut self, url: &str, why: &str) {
        let note = format!("`{url}` is not fetched: {why}");
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }
}

impl Loader for Walk<'_> {
    fn load(&mut self, path: &str) -> Result<Loaded, String> {
        let mut url = self.main.clone();
        url.set_query(None);
        url.set_fragment(None);
        match url.path_segments_mut() {
            Ok(mut segments) => {
                segments.pop().extend(path.split('/'));
            }
            Err(()) => return Err("it has no address".to_owned()),
        }
        let name = url.to_string();
        let got = self.get(path, url);
        let text = match got {
            Ok(Some(text)) => Some(text),
            Ok(None) => self.others.get(path).map(|other| other.text.clone()),
            Err(()) => None,
        };
        let text = text.ok_or("it is not fetched")?;
        Ok(Loaded { name, text })
    }
}

/// The file and the address of a referenced document, as the generator looks for it: below the folder of the referencing file, and
/// next to that file for an address.
fn place(folder: &str, from: &Url, reference: &ReferencedDocument<'_>) -> Option<(String, Url)> {
    let uri = reference.uri.as_str().trim().replace('\\', "/");
    let base = match reference.base {
        Some(base) => from.join(base.as_str().trim()).ok()?,
        None => from.clone(),
    };
    let url = base.join(&uri).ok()?;
    let is_remote = uri.contains("://") || uri.starts_with('/');
    let written = match reference.base {
        Some(base) if !is_remote => {
            let base = base.as_str().trim();
            format!("{}{uri}", &base[..base.rfind('/').map_or(0, |at| at + 1)])
        }
        _ => uri,
    };
    let is_remote = is_remote || written.contains("://") || written.starts_with('/');
    let path = written.split(['#', '?']).next().unwrap_or_default();
    let path = match is_remote {
        true => path.rsplit('/').next().unwrap_or_default(),
        false => path,
    };
    let path = percent_decode_str(path).decode_utf8().ok()?;
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop()?;
            }
            step => steps.push(step),
        }
    }
    Some((steps.join("/"), url))
}

/// Whether a path chosen by a server can be written: plain names that are not hidden, and the extension of a description.
fn is_plain(path: &str) -> bool {
    let is_name = |step: &str| {
        !step.starts_with('.')
            && !step.ends_with(['.', ' '])
            && !step.is_empty()
            && step
                .chars()
                .all(|c| c.is_alphanumeric() || " $-_.,()".contains(c))
    };
    let name = path.rsplit('/').next().unwrap_or_default();
    let extension = Path::new(name).extension().and_then(|e| e.to_str());
    let is_known = match extension {
        Some(extension) => EXTENSIONS.contains(&extension.to_ascii_lowercase().as_str()),
        // `$metadata`, and entities of references such as `common`.
        None => name.starts_with('$'),
    };
    is_known && path.split('/').all(is_name)
}

/// Whether links keep a path below a folder. What does not exist yet is no link.
fn is_inside(folder: &Path, path: &str) -> bool {
    let here = match folder.as_os_str().is_empty() {
        true => Path::new("."),
        false => folder,
    };
    let Ok(home) = fs::canonicalize(here) else {
        return true;
    };
    let file = here.join(path);
    let existing = file
        .ancestors()
        .find(|path| path.symlink_metadata().is_ok());
    existing.is_some_and(|path| fs::canonicalize(path).is_ok_and(|path| path.starts_with(&home)))
}

/// Fails if a file of this name exists that was not fetched, or was changed since.
pub(super) fn check_free(path: &Path, text: &str, sha: Option<&str>) -> Result<(), Failure> {
    let Ok(found) = fs::read(path) else {
        return Ok(());
    };
    if found == text.as_bytes() || sha == Some(sha256(&found).as_str()) {
        return Ok(());
    }
    let message = match sha {
        Some(_) => "the file was changed after it was fetched",
        None => "the file was not fetched",
    };
    Err(super::problem(
        path,
        message,
        Some("--force replaces it; corrections belong in an overlay or in codegen.toml"),
    ))
}

#[cfg(test)]
mod tests {
    use super::is_plain;

    #[test]
    fn names_of_servers_are_limited() {
        for path in ["common.xml", "a/b c/pets.yaml", "$metadata", "v1(2).JSON"] {
            assert!(is_plain(path), "{path}");
        }
        for path in [
            "",
            "build.rs",
            "Makefile",
            "../a.xml",
            "/a.xml",
            "a//b.xml",
            ".github/workflows/a.yml",
            "a/.cargo.json",
            "C:a.xml",
            "a\\b.xml",
            "a\u{202e}.xml",
            "a\n.xml",
            "a.xml.",
        ] {
            assert!(!is_plain(path), "{path:?}");
        }
    }
}
