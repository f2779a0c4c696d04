//! Which files the set-up changes, and to what.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use clientwright_diagnostics::text::visible;
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, value};

use super::find::{Found, Kind};
use super::learn::Learned;
use super::manifest::{self, Manifest, slashes};
use super::{Init, mount, problem};
use crate::config;
use crate::output::Failure;

const GIT: &str = ".gitattributes";

/// What the set-up writes.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) changes: Vec<Change>,
    /// What the user runs next.
    pub(super) next: Vec<String>,
}

/// A file with its new text.
pub(super) struct Change {
    pub(super) path: PathBuf,
    pub(super) text: String,
    /// What is different.
    pub(super) what: String,
}

impl Plan {
    fn change(&mut self, path: impl Into<PathBuf>, text: String, what: impl Into<String>) {
        self.changes.push(Change {
            path: path.into(),
            text,
            what: what.into(),
        });
    }

    /// What was done, for people.
    pub(super) fn report(&self, found: &Found, learned: &Learned, command: &Init) -> String {
        let mut text = format!("{}: {}\n", found.path.display(), found.kind.words());
        let names = self.changes.iter().map(|c| c.path.display().to_string());
        let names: Vec<String> = names.collect();
        let width = names.iter().map(String::len).max().unwrap_or_default();
        for (change, name) in self.changes.iter().zip(&names) {
            text.push_str(&format!("  {name:width$}  {}\n", change.what));
        }
        if let Some(client) = &learned.client {
            let module = match &command.crate_name {
                Some(name) => name.replace('-', "_"),
                None => learned.module.clone(),
            };
            text.push_str(&format!(
                "The client is `{client}`; `{module}::{client}::builder()` starts one.\n"
            ));
        }
        if learned.errors() > 0 {
            let (number, them) = match learned.errors() {
                1 => ("1 error".to_owned(), "it"),
                all => (format!("{all} errors"), "them"),
            };
            text.push_str(&format!(
                "The description has {number}: the next command shows {them}, and so does --verbose. Select a part with `include`, or \
                 correct it.\n"
            ));
        }
        if let Some(first) = learned.unpaged.first() {
            let lists = match learned.unpaged.len() {
                1 => "1 list probably has".to_owned(),
                all => format!("{all} lists probably have"),
            };
            text.push_str(&format!(
                "{lists} pages, such as `{}`: a rule of `paging` makes a stream of them (docs/openapi/paging.md).\n",
                visible(first)
            ));
        }
        if command.dry_run {
            text.push_str("Nothing was written (--dry-run).\n");
            return text;
        }
        text.push_str("Next:\n");
        for command in &self.next {
            text.push_str(&format!("  {command}\n"));
        }
        text
    }
}

pub(super) fn plan(found: &Found, learned: &Learned, command: &Init) -> Result<Plan, Failure> {
    manifest::check_clone(command)?;
    let manifest = Manifest::read()?;
    let mut plan = Plan::default();
    if let Some(name) = &command.crate_name {
        whole_crate(&mut plan, name, manifest, found, learned, command)?;
        return Ok(plan);
    }
    let here = Path::new(manifest::NAME);
    let Some(manifest) = manifest else {
        let help = "run `cargo init` first, or `clientwright init` in the folder of your crate; --crate NAME makes a crate of its own";
        return Err(problem(here, "there is no package in this folder", help));
    };
    if !manifest.has("package") {
        let help = "run `clientwright init` in the folder of a package; --crate NAME makes a crate of its own";
        return Err(problem(
            here,
            "the manifest is that of a workspace, not of a package",
            help,
        ));
    }
    match command.build_script {
        true => build_script(&mut plan, manifest, found, learned, command)?,
        false => module(&mut plan, manifest, found, learned, command)?,
    }
    Ok(plan)
}

/// Committed code: `codegen.toml`, a mounted folder, dependencies, and attributes for Git.
fn module(
    plan: &mut Plan,
    mut manifest: Manifest,
    found: &Found,
    learned: &Learned,
    command: &Init,
) -> Result<(), Failure> {
    let out = format!("src/{}", learned.module);
    let mut table = table(found, learned, command);
    table.insert("out", value(&out));
    configure(plan, table, &out, command)?;
    manifest.add_ours("dependencies", runtime(found), command);
    manifest.add_tokio();
    let around = ("#[rustfmt::skip]\n", ";\n");
    mount(plan, &manifest, learned, around, command)?;
    depend(plan, &manifest);
    attribute(plan, &out)?;
    plan.next = vec!["clientwright generate".to_owned(), "cargo check".to_owned()];
    Ok(())
}

/// Code in `OUT_DIR`: `build.rs`, an included file, and dependencies.
fn build_script(
    plan: &mut Plan,
    mut manifest: Manifest,
    found: &Found,
    learned: &Learned,
    command: &Init,
) -> Result<(), Failure> {
    let script = PathBuf::from(manifest.string("package", "build").unwrap_or("build.rs"));
    let text = script_text(found, learned, command);
    if script.symlink_metadata().is_ok() && !command.force {
        let help = format!(
            "add `{};` to it, or replace it with --force",
            calls(found, learned, command).concat()
        );
        return Err(problem(&script, "there is a build script already", help));
    }
    plan.change(script, text, "generates the client");
    manifest.add_ours("build-dependencies", manifest::BUILD, command);
    manifest.add_ours("dependencies", runtime(found), command);
    manifest.add_tokio();
    let body = " {\n    include!(concat!(env!(\"OUT_DIR\"), \"/client.rs\"));\n}\n";
    mount(plan, &manifest, learned, ("", body), command)?;
    depend(plan, &manifest);
    plan.next = vec!["cargo build".to_owned()];
    Ok(())
}

/// A crate of its own, and a dependency on it if there is a package here.
fn whole_crate(
    plan: &mut Plan,
    name: &str,
    manifest: Option<Manifest>,
    found: &Found,
    learned: &Learned,
    command: &Init,
) -> Result<(), Failure> {
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic());
    if !starts
        || !name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
    {
        let message = format!("`{name}` cannot be the name of a crate");
        return Err(problem(
            &found.path,
            message,
            "use letters, digits, `-` and `_`",
        ));
    }
    let mut table = table(found, learned, command);
    table.insert("out", value(name));
    table.insert("crate", value(name));
    if let Some(clone) = &command.clone {
        let runtime = match found.kind {
            Kind::OData => "runtime/odata",
            Kind::OpenApi => "runtime/openapi",
        };
        table.insert("runtime-path", value(slashes(&clone.join(runtime))));
    }
    let in_workspace = manifest.as_ref().is_some_and(|m| m.has("workspace"));
    if in_workspace {
        table.insert("workspace", value(false));
    }
    configure(plan, table, name, command)?;
    plan.next = vec!["clientwright generate".to_owned()];
    match manifest {
        Some(mut manifest) => {
            match manifest.has("package") {
                true => {
                    manifest.add_crate(name);
                    manifest.add_tokio();
                }
                false => manifest.add_member(name),
            }
            depend(plan, &manifest);
            plan.next.push("cargo check".to_owned());
        }
        None => plan
            .next
            .push(format!("cargo check --manifest-path {name}/Cargo.toml")),
    }
    attribute(plan, name)?;
    Ok(())
}

fn runtime(found: &Found) -> manifest::Ours {
    match found.kind {
        Kind::OData => manifest::ODATA,
        Kind::OpenApi => manifest::OPENAPI,
    }
}

/// The options that every module of the set-up has.
fn table(found: &Found, learned: &Learned, command: &Init) -> Table {
    let mut table = Table::new();
    table.insert("schema", value(slashes(&found.path)));
    if let Some((_, preset)) = learned.preset {
        table.insert("preset", value(preset));
    }
    if let Some(url) = &learned.base_url {
        table.insert("base-url", value(url));
    }
    if !command.include.is_empty() {
        table.insert(
            "include",
            value(toml_edit::Array::from_iter(&command.include)),
        );
    }
    let lock = found
        .path
        .with_file_name(format!("{}.lock", learned.module));
    table.insert("lock", value(slashes(&lock)));
    table
}

/// Adds a module to `codegen.toml`, which is created if there is none.
fn configure(plan: &mut Plan, mut table: Table, out: &str, command: &Init) -> Result<(), Failure> {
    let path = Path::new(config::NAME);
    let is_new = path.symlink_metadata().is_err();
    let text = existing(path)?;
    let mut document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| {
        problem(path, error.message().to_owned(), "correct the file first")
    })?;
    let entry = document.as_table_mut().entry("module");
    let modules = entry.or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    let Some(modules) = modules.as_array_of_tables_mut() else {
        let help = "write a `[[module]]` for each entry";
        return Err(problem(path, "`module` is not a list of tables", help));
    };
    let is_same = |module: &Table| module.get("out").and_then(Item::as_str) == Some(out);
    if modules.iter().any(is_same) {
        if !command.force {
            let message = format!("there is a module with the output `{out}` already");
            let help = "choose another --name, or replace the module with --force";
            return Err(problem(path, message, help));
        }
        modules.retain(|module| !is_same(module));
    }
    let first = is_new.then_some(
        "# The modules that `clientwright generate` writes. Paths are relative to this file.\n\n",
    );
    table.decor_mut().set_prefix(first.unwrap_or("\n"));
    modules.push(table);
    let what = if is_new {
        "describes the module"
    } else {
        "describes one more module"
    };
    plan.change(path, document.to_string(), what);
    Ok(())
}

/// Adds the module to the root of the crate; `around` is the text before and after `mod name`.
fn mount(
    plan: &mut Plan,
    manifest: &Manifest,
    learned: &Learned,
    around: (&str, &str),
    command: &Init,
) -> Result<(), Failure> {
    let module = &learned.module;
    let Some(root) = manifest.root() else {
        let place = Path::new("src/lib.rs");
        let help = "create it, or src/main.rs; `cargo init` does";
        return Err(problem(
            place,
            "there is no file to mount the module in",
            help,
        ));
    };
    let text = existing(&root)?;
    if mount::declares(&text, module) {
        // The set-up is repeated.
        if command.force {
            return Ok(());
        }
        let message = format!("there is a module `{module}` already");
        let help = "choose another --name; --force repeats a set-up and leaves the module";
        return Err(problem(&root, message, help));
    }
    // The client is a part of the interface of a library; in a program the compiler finds what is not used.
    let visibility = match root.file_name().is_some_and(|name| name == "lib.rs") {
        true => "pub ",
        false => "",
    };
    let lines = format!("{}{visibility}mod {module}{}", around.0, around.1);
    plan.change(
        root,
        mount::mounted(&text, &lines),
        format!("mounts `{module}`"),
    );
    Ok(())
}

/// The text of a file that is added to; empty if there is no file.
fn existing(path: &Path) -> Result<String, Failure> {
    match clientwright::read_text(path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(problem(
            path,
            format!("cannot read: {error}"),
            "correct the file first",
        )),
    }
}

fn depend(plan: &mut Plan, manifest: &Manifest) {
    if !manifest.added.is_empty() {
        let what = format!("adds {}", manifest.added.join(", "));
        plan.change(manifest::NAME, manifest.text(), what);
    }
}

/// Generated files have the same bytes everywhere, and are collapsed in diffs.
fn attribute(plan: &mut Plan, out: &str) -> Result<(), Failure> {
    let line = format!("{out}/** text eol=lf linguist-generated=true");
    let text = existing(Path::new(GIT))?;
    if text.lines().any(|other| other.trim() == line) {
        return Ok(());
    }
    let separator = if text.is_empty() || text.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    plan.change(
        GIT,
        format!("{text}{separator}{line}\n"),
        "marks generated files",
    );
    Ok(())
}

/// The calls of the build script.
fn calls(found: &Found, learned: &Learned, command: &Init) -> Vec<String> {
    let mut calls = vec![format!(
        "clientwright::Builder::new({:?})",
        slashes(&found.path)
    )];
    if let Some((preset, _)) = learned.preset {
        calls.push(format!(".preset(clientwright::Preset::{preset:?})"));
    }
    let url = learned.base_url.iter();
    calls.extend(url.map(|url| format!(".base_url({url:?})")));
    let patterns = command.include.iter();
    calls.extend(patterns.map(|pattern| format!(".include({pattern:?})")));
    calls.push(".generate()?".to_owned());
    calls
}

/// The build script. Its layout is that of rustfmt, which breaks chains of several calls.
fn script_text(found: &Found, learned: &Learned, command: &Init) -> String {
    let calls = calls(found, learned, command);
    let one_line = calls.concat();
    let longest = if calls.len() == 2 { 95 } else { 60 };
    let chain = match one_line.len() <= longest {
        true => one_line,
        false => calls.join("\n        "),
    };
    format!(
        "//! Generates the client of the service into `OUT_DIR`.\n\nfn main() -> Result<(), clientwright::Error> {{\n    \
         {chain};\n    Ok(())\n}}\n"
    )
}
