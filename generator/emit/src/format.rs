//! Formatting: from items to the text of files, in parallel.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use clientwright_diagnostics::{Diagnostic, Diagnostics};
use clientwright_model::codes;
use clientwright_model::{File, Item, Module, Package, Runtime};
use proc_macro2::TokenStream;
use serde::Deserialize;

use crate::emit::{self, Piece, Place};
use crate::header::{HEADER, Kind};

/// Lints that generated code may violate: names follow the metadata, deprecated items are still generated, and a
/// program that mounts the code privately uses only part of it.
const ALLOW: &str = "clippy::all, clippy::pedantic, dead_code, deprecated, non_camel_case_types, \
    non_snake_case, non_upper_case_globals, rustdoc::redundant_explicit_links, unreachable_pub, unused_imports";

/// Those that only the root of a crate can allow.
const ALLOW_IN_CRATE: &str = "confusable_idents, mixed_script_confusables, uncommon_codepoints";

/// Files to be written: their text by path relative to the output folder.
pub type Output = BTreeMap<PathBuf, String>;

/// Whether output is a tree of files or one file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// A folder for each namespace, a file for each type, `mod.rs` at the top.
    #[default]
    Tree,
    /// One file, for `include!`.
    SingleFile,
}

/// How the files are laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Tree or single file.
    pub layout: Layout,
    /// Name of the file at the top of the tree: `mod.rs`, or `lib.rs` of a whole crate.
    pub top: &'static str,
}

/// Emits and formats a package.
///
/// # Errors
///
/// Reports an item that does not parse as Rust: a defect of this crate, not of the input. Then nothing is returned.
pub fn format(package: &Package, shape: &Shape, diags: &mut Diagnostics) -> Option<Output> {
    let units: Vec<(&[String], &File)> = package
        .modules
        .iter()
        .flat_map(|(path, module)| module.files.iter().map(move |f| (path.as_slice(), f)))
        .collect();
    let mut texts: BTreeMap<(&[String], &str), String> = BTreeMap::new();
    let mut failed = false;
    let workers = std::thread::available_parallelism().map_or(1, |n| n.get().min(16));
    for (unit, result) in in_parallel(workers, &units, |(path, file)| {
        format_file(package.runtime, path, file)
    }) {
        let (path, file) = units[unit];
        match result {
            Ok(text) => {
                texts.insert((path, &file.name), text);
            }
            Err(problem) => {
                failed = true;
                diags.push(*problem);
            }
        }
    }
    if failed {
        return None;
    }
    let scripts: String = package.letters.iter().map(|l| emit::script(*l)).collect();
    let output = match shape.layout {
        Layout::Tree => {
            let mut output = tree(package, &texts, shape, diags)?;
            if let Some(top) = output.get_mut(Path::new(shape.top)) {
                top.push_str(&scripts);
            }
            output
        }
        Layout::SingleFile => {
            let mut text = Kind::Single.header().to_owned();
            inline(package, &[], &texts, &mut text, diags)?;
            text.push_str(&scripts);
            Output::from([(PathBuf::new(), text)])
        }
    };
    Some(output)
}

/// Runs a function over all units on several threads. Token streams cannot cross threads, so each worker emits and formats
/// a file from start to end.
fn in_parallel<U: Sync, T: Send>(
    workers: usize,
    units: &[U],
    work: impl Fn(&U) -> T + Sync,
) -> BTreeMap<usize, T> {
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..workers.min(units.len().max(1)) {
            let sender = sender.clone();
            let (next, work) = (&next, &work);
            scope.spawn(move || {
                loop {
                    let unit = next.fetch_add(1, Ordering::Relaxed);
                    let Some(input) = units.get(unit) else { break };
                    if sender.send((unit, work(input))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        receiver.iter().collect()
    })
}

/// The text of a file.
fn format_file(
    runtime: Runtime,
    module: &[String],
    file: &File,
) -> Result<String, Box<Diagnostic>> {
    let place = Place::new(runtime, module, file);
    let mut text = format!("use ::{} as rt;\n", runtime.crate_name());
    for item in &file.items {
        for piece in emit::item(place, item) {
            text.push('\n');
            text.push_str(&pretty(piece, item)?);
        }
    }
    Ok(text)
}

fn pretty(piece: Piece, item: &Item) -> Result<String, Box<Diagnostic>> {
    let parsed = match piece {
        Piece::Tokens(tokens) => pretty_tokens(tokens),
        Piece::Text(text) => syn::parse_str::<syn::Item>(&text).map(|_| text),
    };
    parsed.map_err(|error| {
        let message = format!("item `{}` does not parse as Rust: {error}", item.name());
        Box::new(defect(message))
    })
}

fn pretty_tokens(tokens: TokenStream) -> Result<String, syn::Error> {
    Ok(prettyplease::unparse(&syn::parse2(tokens)?))
}

fn defect(message: String) -> Diagnostic {
    Diagnostic::error_in(codes::DEFECT, message, "generated code")
        .help("this is a defect of clientwright; please report it with the metadata that shows it")
}

// ---- the tree ----

fn tree(
    package: &Package,
    texts: &BTreeMap<(&[String], &str), String>,
    shape: &Shape,
    diags: &mut Diagnostics,
) -> Option<Output> {
    let mut output = Output::new();
    for (path, module) in &package.modules {
        let above = (1..=path.len()).map(|depth| &package.modules[&path[..depth]].folder);
        let folder: PathBuf = above.collect();
        for file in &module.files {
            let text = format!(
                "{HEADER}\n{}",
                texts[&(path.as_slice(), file.name.as_str())]
            );
            output.insert(folder.join(format!("{}.rs", file.stem)), text);
        }
        let kind = if path.is_empty() {
            Kind::Top
        } else {
            Kind::Part
        };
        let mut text = kind.header().to_owned();
        text.push('\n');
        if path.is_empty() {
            for line in module.docs.lines() {
                text.push_str(format!("//!{}", emit::doc_line(line)).trim_end());
                text.push('\n');
            }
            text.push_str(&format!("\n#![allow({ALLOW})]\n"));
            if shape.top == "lib.rs" {
                text.push_str(&format!("#![allow({ALLOW_IN_CRATE})]\n"));
                // So that users of the crate can name an error or a date without a second dependency.
                text.push_str(&format!("\npub use ::{};\n", package.runtime.crate_name()));
            }
            text.push('\n');
        }
        for child in &module.children {
            let mut child_path = path.clone();
            child_path.push(child.clone());
            let child_module = &package.modules[&child_path];
            text.push_str(&outer_docs(child_module));
            let folder = &child_module.folder;
            let place = path_attribute(child, folder, &format!("{folder}/mod.rs"));
            text.push_str(&format!("#[rustfmt::skip]\n{place}pub mod {child};\n"));
        }
        for file in &module.files {
            let place = path_attribute(&file.name, &file.stem, &format!("{}.rs", file.stem));
            let cfg = file.feature.as_ref();
            let cfg = cfg.map_or(String::new(), |f| format!("#[cfg(feature = {f:?})]\n"));
            text.push_str(&format!(
                "{cfg}#[rustfmt::skip]\n{place}mod {};\n",
                file.name
            ));
        }
        text.push('\n');
        text.push_str(&exports(module, diags)?);
        let top = if path.is_empty() { shape.top } else { "mod.rs" };
        output.insert(folder.join(top), text);
    }
    Some(output)
}

/// The `path` attribute of a module whose name cannot be the name of a file.
fn path_attribute(module: &str, stem: &str, file: &str) -> String {
    match module == stem {
        true => String::new(),
        false => format!("#[path = {file:?}]\n"),
    }
}

fn outer_docs(module: &Module) -> String {
    let lines = module.docs.lines();
    lines
        .map(|line| format!("{}\n", format!("///{}", emit::doc_line(line)).trim_end()))
        .collect()
}

fn exports(module: &Module, diags: &mut Diagnostics) -> Option<String> {
    let mut text = String::new();
    for tokens in emit::exports(module) {
        match pretty_tokens(tokens) {
            Ok(line) => text.push_str(&line),
            Err(error) => {
                diags.push(defect(format!("an export does not parse as Rust: {error}")));
                return None;
            }
        }
    }
    Some(text)
}

// ---- the single file ----

fn inline(
    package: &Package,
    path: &[String],
    texts: &BTreeMap<(&[String], &str), String>,
    text: &mut String,
    diags: &mut Diagnostics,
) -> Option<()> {
    let module = &package.modules[path];
    // An included file can have no inner attributes, so each module at the top carries them.
    let allow = match path.is_empty() {
        true => format!("#[allow({ALLOW})]\n#[rustfmt::skip]\n"),
        false => String::new(),
    };
    for child in &module.children {
        let mut child_path = path.to_vec();
        child_path.push(child.clone());
        text.push_str(&outer_docs(&package.modules[&child_path]));
        text.push_str(&format!("{allow}pub mod {child} {{\n"));
        inline(package, &child_path, texts, text, diags)?;
        text.push_str("}\n");
    }
    for file in &module.files {
        text.push_str(&format!("{allow}mod {} {{\n", file.name));
        text.push_str(&texts[&(path, file.name.as_str())]);
        text.push_str("}\n");
    }
    let mut exports = exports(module, diags)?;
    if path.is_empty() {
        for item in ["pub use", "pub mod"] {
            let quiet = format!("#[allow(unreachable_pub, unused_imports)]\n{item}");
            exports = exports.replace(item, &quiet);
        }
    }
    text.push_str(&exports);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The output is the same on machines with any number of processors.
    #[test]
    fn results_do_not_depend_on_the_number_of_workers() {
        let units: Vec<usize> = (0..500).collect();
        let work = |unit: &usize| format!("{unit:x}").repeat(unit % 7);
        let one = in_parallel(1, &units, work);
        assert_eq!(one.len(), units.len());
        for workers in [2, 3, 16] {
            assert_eq!(in_parallel(workers, &units, work), one);
        }
        assert!(in_parallel(4, &[], work).is_empty());
    }
}
