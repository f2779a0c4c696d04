//! Modules of a crate do not depend on each other in cycles. A module and its submodules count as one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use clientwright_tests::root;
use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A folder of a crate, two modules, and the reason why the first may use the second although that forms a cycle.
const EXCEPTIONS: &[(&str, &str, &str, &str)] = &[
    (
        "generator/model",
        "odata",
        "resources",
        "builders of entities have steps, and a step may return a builder of entities",
    ),
    (
        "runtime/http",
        "error",
        "response",
        "an error of a rejected request contains the response, and reading a response fails with an error",
    ),
    (
        "runtime/http",
        "error",
        "transport",
        "an error prints its body and uses the transport's rule for timeouts",
    ),
    (
        "runtime/odata",
        "client",
        "request",
        "the client is the start of a request, and a request contains its client",
    ),
    (
        "runtime/odata",
        "request",
        "page",
        "a list returns pages, and a page sends the request for the next one",
    ),
    (
        "runtime/odata",
        "request",
        "reference",
        "a new entity may refer to others, and a reference creates the request for its entity",
    ),
    (
        "runtime/odata",
        "request",
        "written",
        "a change returns its result, which reads the entity again with a request",
    ),
    (
        "runtime/values",
        "raw",
        "json",
        "raw text is one of the values that the entry points read and write",
    ),
    (
        "runtime/values",
        "wire",
        "annotations",
        "a collection keeps the places of null items in annotations, which are values too",
    ),
    (
        "runtime/values",
        "wire",
        "json",
        "the default literal of a value is its JSON",
    ),
    (
        "runtime/values",
        "wire",
        "literal",
        "every value has a literal form",
    ),
    (
        "runtime/values",
        "wire",
        "request_body",
        "numbers are written in the digits of their request",
    ),
];

/// For each module, the modules that it uses, each with a file that uses it.
type Graph = BTreeMap<String, BTreeMap<String, PathBuf>>;

#[test]
fn modules_have_no_cycles() {
    let mut problems = Vec::new();
    let mut unused: BTreeSet<_> = EXCEPTIONS.iter().collect();
    for folder in ["generator", "runtime"] {
        for entry in fs::read_dir(root().join(folder)).expect("a folder") {
            let name = entry.expect("a readable entry").file_name();
            let folder = format!("{folder}/{}", name.to_string_lossy());
            let mut graph = graph(&root().join(&folder).join("src"));
            for exception in EXCEPTIONS.iter().filter(|e| e.0 == folder) {
                let (_, from, to, _) = exception;
                let uses = graph.get_mut(*from);
                if uses.is_some_and(|uses| uses.remove(*to).is_some()) {
                    unused.remove(exception);
                }
            }
            problems.extend(cycles(&graph).map(|cycle| format!("{folder}:\n{cycle}")));
        }
    }
    assert!(problems.is_empty(), "cycles:\n{}", problems.join("\n"));
    assert!(unused.is_empty(), "no longer needed: {unused:#?}");
}

/// The top-level modules of a crate, with those that each uses.
fn graph(src: &Path) -> Graph {
    let mut files = Vec::new();
    rust_files(src, &mut files);
    let tests: Vec<PathBuf> = files.iter().flat_map(|file| test_files(file)).collect();
    files.retain(|file| !tests.iter().any(|test| file.starts_with(test)));
    let names: BTreeSet<String> = files.iter().filter_map(|file| module(src, file)).collect();
    let mut reexports = BTreeMap::new();
    for file in files.iter().filter(|file| module(src, file).is_none()) {
        for item in items(file) {
            if let syn::Item::Use(item) = item {
                reexported(&item.tree, None, &names, &mut reexports);
            }
        }
    }
    let mut graph = Graph::new();
    for file in &files {
        let Some(from) = module(src, file) else {
            continue;
        };
        let depth = file
            .strip_prefix(src)
            .expect("below src")
            .with_extension("");
        let depth = depth.components().count() - usize::from(depth.ends_with("mod"));
        let mut used = BTreeSet::new();
        let tokens = text(file).parse().expect("a Rust file");
        uses(tokens, depth, &mut used);
        for name in used {
            let to = reexports.get(&name).unwrap_or(&name);
            if *to != from && names.contains(to) {
                let uses = graph.entry(from.clone()).or_default();
                uses.entry(to.clone()).or_insert_with(|| file.clone());
            }
        }
    }
    graph
}

fn items(file: &Path) -> Vec<syn::Item> {
    syn::parse_file(&text(file)).expect("a Rust file").items
}

/// The files and folders of modules for tests that a file declares.
pub(crate) fn test_files(file: &Path) -> Vec<PathBuf> {
    let beside = file.parent().expect("a file lies in a folder");
    let below = match file
        .file_stem()
        .is_some_and(|stem| stem == "lib" || stem == "main")
    {
        true => beside.to_path_buf(),
        false => file.with_extension(""),
    };
    let mut found = Vec::new();
    for item in items(file) {
        let syn::Item::Mod(item) = item else { continue };
        let said = |name: &str| {
            let attribute = item.attrs.iter().find(|attr| attr.path().is_ident(name));
            attribute.map(|attribute| match &attribute.meta {
                syn::Meta::List(list) => list.tokens.to_string(),
                syn::Meta::NameValue(syn::MetaNameValue {
                    value:
                        syn::Expr::Lit(syn::ExprLit {
                            lit: syn::Lit::Str(text),
                            ..
                        }),
                    ..
                }) => text.value(),
                _ => String::new(),
            })
        };
        if said("cfg").is_some_and(|cfg| cfg == "test") {
            let path = said("path").map(|path| beside.join(path));
            found.extend(path);
            found.push(below.join(item.ident.to_string()));
            found.push(below.join(format!("{}.rs", item.ident)));
        }
    }
    found
}

pub(crate) fn text(file: &Path) -> String {
    fs::read_to_string(file).expect("a text")
}

pub(crate) fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("a readable entry").path())
        .collect();
    entries.sort();
    for path in entries {
        match path.is_dir() {
            true => rust_files(&path, files),
            false if path.extension().is_some_and(|e| e == "rs") => files.push(path),
            false => {}
        }
    }
}

/// The top-level module of a file; none for the root of the crate.
fn module(src: &Path, file: &Path) -> Option<String> {
    let below = file
        .strip_prefix(src)
        .expect("below src")
        .with_extension("");
    let first = below.iter().next()?.to_string_lossy().into_owned();
    (first != "lib" && first != "main").then_some(first)
}

/// Records the module of a name at the root of the crate.
fn reexported(
    tree: &syn::UseTree,
    from: Option<&str>,
    modules: &BTreeSet<String>,
    names: &mut BTreeMap<String, String>,
) {
    match tree {
        syn::UseTree::Path(path) => {
            let name = path.ident.to_string();
            let from = from.or_else(|| modules.get(&name).map(String::as_str));
            reexported(&path.tree, from, modules, names);
        }
        syn::UseTree::Group(group) => {
            for tree in &group.items {
                reexported(tree, from, modules, names);
            }
        }
        syn::UseTree::Name(name) => {
            from.map(|from| names.insert(name.ident.to_string(), from.to_owned()));
        }
        syn::UseTree::Rename(name) => {
            from.map(|from| names.insert(name.rename.to_string(), from.to_owned()));
        }
        syn::UseTree::Glob(_) => {}
    }
}

/// Collects the first names of paths that start at the root of the crate, also in macros. `depth` is the number of
/// modules between the root and the code. Test modules do not count.
fn uses(tokens: TokenStream, depth: usize, used: &mut BTreeSet<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let word = |at: usize| match tokens.get(at) {
        Some(TokenTree::Ident(ident)) => ident.to_string(),
        _ => String::new(),
    };
    let colons = |at: usize| {
        let colon = |at| matches!(tokens.get(at), Some(TokenTree::Punct(p)) if p.as_char() == ':');
        colon(at) && colon(at + 1)
    };
    let mut at = 0;
    while at < tokens.len() {
        let mut supers = 0;
        while word(at) == "super" && colons(at + 1) {
            supers += 1;
            at += 3;
        }
        let root = supers > 0 && supers == depth;
        let root = match word(at) == "crate" && colons(at + 1) {
            true => {
                at += 3;
                true
            }
            false => root,
        };
        match tokens.get(at) {
            Some(TokenTree::Ident(ident)) if root => {
                used.insert(ident.to_string());
            }
            Some(TokenTree::Group(group)) if root => first_names(group.stream(), used),
            Some(TokenTree::Group(group)) => {
                let is_module =
                    at > 1 && word(at - 2) == "mod" && group.delimiter() == Delimiter::Brace;
                let is_test = is_module
                    && tokens[..at - 2]
                        .iter()
                        .rev()
                        .take(2)
                        .any(|token| token.to_string().replace(' ', "") == "[cfg(test)]");
                if !is_test {
                    uses(group.stream(), depth + usize::from(is_module), used);
                }
            }
            _ => {}
        }
        at += 1;
    }
}

/// The first names in the braces of a `use`.
fn first_names(tokens: TokenStream, used: &mut BTreeSet<String>) {
    let mut is_first = true;
    for token in tokens {
        match token {
            TokenTree::Ident(ident) if is_first => {
                used.insert(ident.to_string());
                is_first = false;
            }
            TokenTree::Punct(punct) if punct.as_char() == ',' => is_first = true,
            _ => {}
        }
    }
}

/// The cycles of a graph: for each set of modules that use each other, the uses among them.
fn cycles(graph: &Graph) -> impl Iterator<Item = String> {
    let reach = |from: &str| {
        let mut seen = BTreeSet::new();
        let mut next = vec![from];
        while let Some(module) = next.pop() {
            for to in graph.get(module).into_iter().flat_map(BTreeMap::keys) {
                if seen.insert(to.as_str()) {
                    next.push(to);
                }
            }
        }
        seen
    };
    let reached: BTreeMap<&str, BTreeSet<&str>> = graph
        .keys()
        .map(|from| (from.as_str(), reach(from)))
        .collect();
    let mut sets: BTreeSet<Vec<&str>> = BTreeSet::new();
    for (from, reaches) in &reached {
        let back = |to: &&str| reached.get(to).is_some_and(|r| r.contains(from));
        if reaches.contains(from) {
            sets.insert(reaches.iter().copied().filter(back).collect());
        }
    }
    sets.into_iter().map(|set| {
        let mut lines = String::new();
        for (from, uses) in graph
            .iter()
            .filter(|(from, _)| set.contains(&from.as_str()))
        {
            for (to, file) in uses.iter().filter(|(to, _)| set.contains(&to.as_str())) {
                lines.push_str(&format!("    {from} uses {to} in {}\n", file.display()));
            }
        }
        lines
    })
}
