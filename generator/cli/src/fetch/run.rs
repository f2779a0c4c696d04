//! The command: which files to fetch, and one after the other.

use std::collections::BTreeMap;
use std::fs;
use std::io::{IsTerminal, Write, stderr};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clientwright::Options;
use clientwright_fetch::{Error, Fetcher, Known, Response, Settings, Url, now, parse, sha256};

use super::documents::{Other, Walk, check_free};
use super::origin::{self, Origin, Referenced};
use super::slice::{self, Sliced, selection};
use super::{Fetch, kind, problem, report};
use crate::config;
use crate::output::Failure;

/// A file to fetch.
pub(super) struct Target {
    pub(super) url: Url,
    pub(super) out: PathBuf,
    /// The module of `codegen.toml` that reads the file.
    module: Option<Options>,
}

pub(super) fn run(command: &Fetch) -> Result<(), Failure> {
    let targets = targets(command)?;
    let settings = Settings {
        headers: command.header.clone(),
        token: token(command)?,
        limit: command.limit << 20,
        timeout: Duration::from_secs(command.timeout),
    };
    let has_secrets = settings.token.is_some() || !settings.headers.is_empty();
    let origins: Vec<_> = targets.iter().map(|target| target.url.origin()).collect();
    if has_secrets && origins.iter().any(|origin| *origin != origins[0]) {
        let message = "the descriptions of codegen.toml are on several servers; name the address that the credentials are for";
        return Err(Failure::Usage(message.to_owned()));
    }
    let allow: Result<Vec<Url>, Failure> = command.allow.iter().map(|url| address(url)).collect();
    let allow = allow?;
    for target in &targets {
        one(target, command, &settings, &allow)?;
    }
    Ok(())
}

fn failed(url: &str, error: &Error) -> Failure {
    problem(url, error.to_string(), error.way_out())
}

/// A URL that the user gave. One with a password is not repeated.
fn address(text: &str) -> Result<Url, Failure> {
    parse(text).map_err(|error| {
        let shown = if text.contains('@') {
            "the address"
        } else {
            text
        };
        failed(shown, &error)
    })
}

fn token(command: &Fetch) -> Result<Option<String>, Failure> {
    let Some(variable) = &command.token_env else {
        return Ok(None);
    };
    match std::env::var(variable) {
        Ok(token) if !token.trim().is_empty() => Ok(Some(token.trim().to_owned())),
        _ => Err(Failure::Usage(format!(
            "the environment variable `{variable}` has no token"
        ))),
    }
}

/// The file that the user named, or those of `codegen.toml` whose origin is known.
fn targets(command: &Fetch) -> Result<Vec<Target>, Failure> {
    let path = config::path(command.config.as_deref());
    let is_configured = command.config.is_some() || path.is_file();
    let modules = match is_configured || command.url.is_none() {
        true => config::read(&path)?,
        false => Vec::new(),
    };
    if let Some(url) = &command.url {
        let url = address(url)?;
        let out = match &command.out {
            Some(out) => out.clone(),
            None => default_out(&url).ok_or_else(|| {
                Failure::Usage(
                    "--out is needed: the address does not end with the name of a description"
                        .to_owned(),
                )
            })?,
        };
        let module = modules.into_iter().find(|module| module.schema == out);
        return Ok(vec![Target { url, out, module }]);
    }
    let mut targets = BTreeMap::new();
    for module in modules {
        let wrong = |error: String| problem(origin::path(&module.schema), error, None);
        if let Some(found) = origin::read(&module.schema).map_err(wrong)? {
            let url = address(&found.url)?;
            let out = module.schema.clone();
            let module = Some(module);
            targets.insert(out.clone(), Target { url, out, module });
        }
    }
    match targets.is_empty() {
        false => Ok(targets.into_values().collect()),
        true => Err(problem(
            path,
            "no description of the configuration was fetched before",
            Some("name its address once: `clientwright fetch URL --out FILE`"),
        )),
    }
}

/// The last part of the address, in the folder `schemas`.
fn default_out(url: &Url) -> Option<PathBuf> {
    let name = url.path_segments()?.next_back()?;
    let name = match name {
        "$metadata" => "service.csdl.xml",
        name => name,
    };
    let is_simple = name
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    let extension = Path::new(name).extension()?.to_str()?.to_ascii_lowercase();
    let is_known = ["csdl", "edmx", "json", "xml", "yaml", "yml"].contains(&extension.as_str());
    (is_simple && is_known && !name.starts_with('.')).then(|| Path::new("schemas").join(name))
}

/// Shows how much was downloaded, on a terminal only.
fn progress(quiet: bool) -> impl FnMut(u64, Option<u64>) {
    let is_shown = !quiet && stderr().is_terminal();
    let mut last = Instant::now();
    move |size, total| {
        if !is_shown || last.elapsed() < Duration::from_millis(100) {
            return;
        }
        last = Instant::now();
        let mib = |bytes: u64| bytes as f64 / f64::from(1 << 20);
        let of = total.map_or(String::new(), |total| format!(" of {:.1}", mib(total)));
        // The line is cleared by the next one. There is no way to report an error of reporting progress.
        let _ = write!(stderr(), "\r{:.1}{of} MiB\x1b[K\r", mib(size));
    }
}

fn one(
    target: &Target,
    command: &Fetch,
    settings: &Settings,
    allow: &[Url],
) -> Result<(), Failure> {
    let Target { url, out, module } = target;
    let wrong = |error: String| {
        problem(
            origin::path(out),
            error,
            Some("remove the file, or correct it"),
        )
    };
    let old = origin::read(out).map_err(wrong)?;
    let chosen = match (command.slice, module) {
        (true, Some(module)) => selection(module),
        (true, None) => {
            let message = format!(
                "--slice needs a module of codegen.toml with the schema `{}`",
                out.display()
            );
            return Err(Failure::Usage(message));
        }
        (false, _) => Vec::new(),
    };
    let local = fs::read_to_string(out).ok();
    let (known, is_same) = known(old.as_ref(), url, local.as_deref(), &chosen, command);
    let fetcher =
        Fetcher::new(url, settings.clone()).map_err(|error| failed(url.as_str(), &error))?;
    let mut progress = progress(command.quiet);
    let response = fetcher.get(url, &known, &mut progress);
    if command.shows_requests() {
        report::request(url, &response);
    }
    let response = response.map_err(|error| failed(url.as_str(), &error))?;
    let (text, kind, at, known) = match response {
        Response::Unchanged(at) => {
            let text = local.unwrap_or_default();
            let kind = clientwright_oas::sniff(&text);
            if is_same && command.slice {
                return report::report(target, kind, &[], command);
            }
            (text, kind, at, known)
        }
        Response::Document(document) => {
            let (text, kind) = kind::main(&document)?;
            (text, kind, document.url, document.known)
        }
    };
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    let folder = out.parent().unwrap_or(Path::new(""));
    let mut walk = Walk {
        fetcher: &fetcher,
        main: &at,
        allow,
        folder,
        name: &name,
        old: old.as_ref(),
        progress: &mut progress,
        shows_requests: command.shows_requests(),
        others: BTreeMap::new(),
        notes: Vec::new(),
    };
    walk.run(&text, kind);
    let (others, notes) = (walk.others, walk.notes);
    report::warn(&notes, command)?;
    let sliced = match (command.slice, module) {
        (true, Some(module)) => Some(slice::slice(module, &text, &others)?),
        _ => None,
    };
    let made = made(url, text, known, chosen, sliced, others);
    let written = write(target, &made, old.as_ref(), command)?;
    report::report(target, kind, &written, command)
}

/// What the server may call unchanged: the file is there, was not edited, and was made with the same selection.
fn known(
    old: Option<&Origin>,
    url: &Url,
    local: Option<&str>,
    chosen: &[String],
    command: &Fetch,
) -> (Known, bool) {
    let is_same = |old: &&Origin| {
        old.url == url.as_str()
            && local.is_some_and(|text| sha256(text.as_bytes()) == old.sha256)
            && old.slice == chosen
            // The documents in a slice may have changed although the main one did not.
            && (chosen.is_empty() || old.document.is_empty())
            && !command.force
    };
    match old.filter(is_same) {
        Some(old) => {
            let known = Known {
                etag: old.etag.clone(),
                last_modified: old.last_modified.clone(),
            };
            (known, true)
        }
        None => (Known::default(), false),
    }
}

/// The files to write, with the facts about them.
struct Made {
    text: String,
    lock: Option<(PathBuf, String)>,
    others: BTreeMap<String, Other>,
    origin: Origin,
}

fn made(
    url: &Url,
    text: String,
    known: Known,
    chosen: Vec<String>,
    sliced: Option<Sliced>,
    others: BTreeMap<String, Other>,
) -> Made {
    let is_slice = sliced.is_some();
    let (text, lock) = match sliced {
        Some(sliced) => (sliced.text, sliced.lock),
        None => (text, None),
    };
    let document = others.iter().map(|(file, other)| {
        let mut facts = Referenced {
            url: other.url.to_string(),
            ..Referenced::default()
        };
        // A slice contains its documents.
        if !is_slice {
            facts.file = file.clone();
            facts.sha256 = sha256(other.text.as_bytes());
            facts.etag = other.known.etag.clone();
            facts.last_modified = other.known.last_modified.clone();
        }
        facts
    });
    let origin = Origin {
        url: url.to_string(),
        fetched: now().parse().ok(),
        sha256: sha256(text.as_bytes()),
        etag: known.etag,
        last_modified: known.last_modified,
        slice: chosen,
        document: document.collect(),
    };
    let others = if is_slice { BTreeMap::new() } else { others };
    Made {
        text,
        lock,
        others,
        origin,
    }
}

/// Writes all files or none. Returns the paths of those that differ.
fn write(
    target: &Target,
    made: &Made,
    old: Option<&Origin>,
    command: &Fetch,
) -> Result<Vec<PathBuf>, Failure> {
    let out = target.out.as_path();
    let folder = out.parent().unwrap_or(Path::new(""));
    let mut files = vec![(
        out.to_path_buf(),
        made.text.as_str(),
        old.map(|old| old.sha256.as_str()),
    )];
    for (file, other) in &made.others {
        let before = old.into_iter().flat_map(|old| &old.document);
        let mut before = before
            .filter(|before| before.file == *file)
            .map(|before| before.sha256.as_str());
        files.push((folder.join(file), other.text.as_str(), before.next_back()));
    }
    if !command.force {
        for (path, text, sha) in &files {
            check_free(path, text, *sha)?;
        }
    }
    let differs = |path: &Path, text: &str| fs::read(path).ok().as_deref() != Some(text.as_bytes());
    let mut files: Vec<(PathBuf, &str)> = files
        .into_iter()
        .map(|(path, text, _)| (path, text))
        .collect();
    files.extend(
        made.lock
            .iter()
            .map(|(path, text)| (path.clone(), text.as_str())),
    );
    files.retain(|(path, text)| differs(path, text));
    // The date of the origin is that of the last change, so that a download of the same text changes no file.
    if files.is_empty() && old.is_some_and(|old| old.is_same_text(&made.origin)) {
        return Ok(Vec::new());
    }
    let facts = made.origin.text();
    files.push((origin::path(out), facts.as_str()));
    let all: Vec<(&Path, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_path(), *text))
        .collect();
    clientwright::replace(&all)?;
    Ok(files.into_iter().map(|(path, _)| path).collect())
}
