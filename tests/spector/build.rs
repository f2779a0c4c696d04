//! Generates a client for each folder of descriptions below `SPECTOR_DESCRIPTIONS`, and lists those folders with their
//! scenarios. Without this variable there are none.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use clientwright::Builder;

/// Paging rules of folders: OpenAPI does not say what TypeSpec says about pages.
const PAGING: &[(&str, &str, &str)] = &[
    (
        "payload/pageable",
        "ServerDrivenPagination_link",
        "link=next",
    ),
    (
        "payload/pageable",
        "ServerDrivenPagination_linkString",
        "link=next",
    ),
    (
        "payload/pageable",
        "ServerDrivenPagination_nestedLink",
        "link=nestedNext.next items=nestedItems.pets",
    ),
    ("payload/pageable", "AlternateInitialVerb_post", "link=next"),
    (
        "payload/pageable",
        "XmlPagination_listWithNextLink",
        "link=nextLink",
    ),
    (
        "payload/pageable",
        "XmlPagination_listWithContinuation",
        "token=nextMarker parameter=marker",
    ),
    (
        "payload/pageable",
        "ContinuationToken_request*ResponseBody",
        "token=nextToken parameter=token",
    ),
    (
        "payload/pageable",
        "ContinuationToken_request*ResponseHeader",
        "token=header:next-token parameter=token",
    ),
    (
        "payload/pageable",
        "ContinuationToken_request*NestedResponseBody",
        "token=nestedNext.nextToken parameter=token items=nestedItems.pets",
    ),
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-env-changed=SPECTOR_DESCRIPTIONS");
    println!("cargo::rerun-if-env-changed=SPECTOR_FOLDERS");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/suite");
    println!("cargo::rerun-if-changed=overlays");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("no OUT_DIR"))?);
    let mut folders = Vec::new();
    if let Some(root) = env::var_os("SPECTOR_DESCRIPTIONS") {
        find(Path::new(&root), "", &mut folders)?;
    }
    let only = env::var("SPECTOR_FOLDERS").unwrap_or_default();
    let only: Vec<&str> = only.split_whitespace().collect();
    folders.retain(|(name, _)| only.is_empty() || only.contains(&&**name));
    folders.sort();
    let (mut clients, mut suites, mut all) = (String::new(), String::new(), String::new());
    for (name, description) in &folders {
        let last = description
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy();
        // Another file than `openapi.json` is a version.
        let is_version = last != "openapi";
        let suffix = if is_version {
            format!("_{last}")
        } else {
            String::new()
        };
        let module = format!("{}{suffix}", name.replace(['/', '-'], "_").to_lowercase());
        let builder = Builder::new(description).client_name("Client");
        let builder = match module.as_str() {
            // The emitter writes a text in place of the lines.
            "streaming_jsonl" => builder.stream_item("Basic_receive", "Basic.Info"),
            _ => builder,
        };
        let overlay = Path::new("overlays").join(name).with_extension("yaml");
        let builder = match overlay.is_file() {
            true => builder.overlay(overlay),
            false => builder,
        };
        let rules = PAGING.iter().filter(|(folder, ..)| folder == name);
        let builder = rules.fold(builder, |builder, (_, operation, rule)| {
            builder.paging(*operation, *rule)
        });
        builder.out(out.join(&module)).generate()?;
        let client = out.join(&module).join("mod.rs");
        writeln!(clients, "#[path = {client:?}]\npub mod {module};")?;
        if is_version {
            continue;
        }
        let suite = Path::new("src/suite").join(&module).with_extension("rs");
        if suite.is_file() {
            let suite = suite.canonicalize()?;
            writeln!(suites, "#[path = {suite:?}]\nmod {module};")?;
        }
        let programs = if suite.is_file() {
            format!("{module}::SCENARIOS")
        } else {
            "&[]".to_owned()
        };
        let scenarios = fs::read_to_string(description.with_file_name("scenarios.txt"))?;
        let scenarios: Vec<&str> = scenarios.lines().collect();
        writeln!(
            all,
            "Folder {{ name: {name:?}, scenarios: &{scenarios:?}, programs: {programs} }},"
        )?;
    }
    fs::write(out.join("clients.rs"), clients)?;
    let text = format!(
        "use crate::scenario::Folder;\n{suites}\n/// The folders that have a description.\n\
         pub(crate) const ALL: &[Folder] = &[{all}];\n"
    );
    fs::write(out.join("suites.rs"), text)?;
    Ok(())
}

/// Finds descriptions, each with its folder relative to the root.
fn find(folder: &Path, name: &str, found: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let last = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            let below = if name.is_empty() {
                last.into_owned()
            } else {
                format!("{name}/{last}")
            };
            find(&path, &below, found)?;
        } else if last.ends_with(".json") {
            println!("cargo::rerun-if-changed={}", path.display());
            found.push((name.to_owned(), path));
        }
    }
    Ok(())
}
