//! `init`: what it finds out, what it writes, and what it leaves alone. `.ci/newcomer` compiles what comes of it.

mod common;

use std::fs;

use common::Folder;

const MANIFEST: &str = "\
# Mine.
[package]
name    = \"mine\" # with a comment
version = \"0.1.0\"
edition = \"2024\"

[dependencies]
anyhow = \"1\"
zeroize = \"1\"
";
const DESCRIPTION: &str =
    r#"{"openapi": "3.0.3", "info": {"title": "Pet store", "version": "1"}, "paths": {}}"#;
const ENTITY: &str = "<EntityType Name=\"order\"><Key><PropertyRef Name=\"id\"/></Key>\
                      <Property Name=\"id\" Type=\"Edm.String\" Nullable=\"false\"/></EntityType>\
                      <EntityContainer Name=\"Shop\"><EntitySet Name=\"orders\" EntityType=\"NS.order\"/></EntityContainer>";

/// A package with a program.
fn package() -> Folder {
    let folder = Folder::new();
    folder.file("Cargo.toml", MANIFEST);
    folder.file("src/main.rs", "//! Mine.\n\nfn main() {}\n");
    folder
}

/// Everything that a run printed and wrote.
fn all(folder: &Folder, arguments: &str) -> String {
    let run = folder.run(arguments);
    let mut text = format!("$ clientwright {arguments}\n{}{}", run.stdout, run.stderr);
    for (path, content) in folder.tree("") {
        let path = path.display().to_string().replace('\\', "/");
        if !path.ends_with(".xml") && !path.ends_with(".json") {
            text.push_str(&format!("\n=== {path}\n{content}"));
        }
    }
    text
}

#[test]
fn a_module_is_set_up_from_metadata() {
    let folder = package();
    folder.schema("schemas/service.csdl.xml", ENTITY);
    insta::assert_snapshot!(all(&folder, "init"));
    let generated = folder.run("generate");
    assert_eq!(generated.code, Some(0), "{}", generated.stderr);
    assert_eq!(folder.run("check").code, Some(0));
}

#[test]
fn a_build_script_is_set_up_from_a_description() {
    let folder = package();
    folder.file("api/v1/openapi.json", DESCRIPTION);
    fs::rename(
        folder.path().join("src/main.rs"),
        folder.path().join("src/lib.rs"),
    )
    .expect("a file");
    insta::assert_snapshot!(all(
        &folder,
        "init --build-script --git https://example.org/clientwright"
    ));
}

/// A description whose lists have a parameter for pages, and those that are no such list.
#[test]
fn lists_that_probably_have_pages_are_counted() {
    let list = |parameter: &str, more: &str| {
        format!(
            r#"{{"parameters": [{{"name": "{parameter}", "in": "query", "schema": {{"type": "string"}}}}],
                "responses": {{"200": {{"description": "All.", "content": {{"application/json": {{"schema":
                {{"type": "object", "properties": {{"data": {{"type": "array", "items": {{"type": "string"}}}}}}}}}}}}}}}}{more}}}"#
        )
    };
    let described = |operations: &[(&str, String)]| {
        let paths = operations.iter();
        let paths = paths.map(|(path, operation)| format!(r#""{path}": {{"get": {operation}}}"#));
        let paths = paths.collect::<Vec<_>>().join(",");
        let folder = package();
        let text = format!(
            r#"{{"openapi": "3.0.3", "info": {{"title": "Pets", "version": "1"}}, "paths": {{{paths}}}}}"#
        );
        folder.file("openapi.json", &text);
        let run = folder.run("init --dry-run");
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
        run.stdout
    };
    let single = r#"{"parameters": [{"name": "cursor", "in": "query", "schema": {"type": "string"}}],
        "responses": {"204": {"description": "None."}}}"#;
    let neither = [("/a", list("limit", "")), ("/b", single.to_owned())];
    let none = described(&neither);
    assert!(!none.contains("pages"), "{none}");
    let one = [&neither[..], &[("/pets", list("page_token", ""))]].concat();
    let one = described(&one);
    let line = "1 list probably has pages, such as `GET /pets`: a rule of `paging`";
    assert!(one.contains(line), "{one}");
    let all = described(&[
        ("/pets", list("cursor", "")),
        ("/cats", list("page[offset]", "")),
    ]);
    let line = "2 lists probably have pages, such as `GET /cats`: a rule of `paging`";
    assert!(all.contains(line), "{all}");
    // The description states it.
    let followed = r#", "x-ms-pageable": {"itemName": "data", "nextLinkName": "next"}"#;
    let pageable = list("cursor", followed).replace(
        r#""properties": {"#,
        r#""properties": {"next": {"type": "string"}, "#,
    );
    let stated = described(&[("/pets", pageable)]);
    assert!(!stated.contains("pages"), "{stated}");
}

#[test]
fn a_crate_is_set_up_as_a_member_of_a_workspace() {
    let folder = Folder::new();
    folder.file(
        "Cargo.toml",
        "[workspace]\nresolver = \"3\"\nmembers = [\n    \"a\", # first\n]\n",
    );
    folder.schema("service.xml", ENTITY);
    insta::assert_snapshot!(all(
        &folder,
        "init --crate shop-client --include /orders/**"
    ));
    let generated = folder.run("generate -q");
    assert_eq!(generated.code, Some(0), "{}", generated.stderr);
    assert_eq!(generated.stderr, "");
}

/// The presets of services that have one are known by their namespaces.
#[test]
fn presets_are_found() {
    for (namespace, preset) in [
        ("microsoft.graph", "graph"),
        ("Microsoft.Dynamics.CRM", "dataverse"),
    ] {
        let folder = package();
        folder.schema("a.xml", ENTITY);
        let text = fs::read_to_string(folder.path().join("a.xml")).expect("a file");
        let text = text
            .replace("Namespace=\"NS\"", &format!("Namespace=\"{namespace}\""))
            .replace("NS.", &format!("{namespace}."));
        folder.file("a.xml", &text);
        let run = folder.run("init");
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let config = fs::read_to_string(folder.path().join("codegen.toml")).expect("a file");
        assert!(
            config.contains(&format!("preset = \"{preset}\"")),
            "{config}"
        );
        let run = folder.run("init a.xml --build-script --name other");
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let script = fs::read_to_string(folder.path().join("build.rs")).expect("a file");
        assert!(
            script.to_lowercase().contains(&format!("preset::{preset}")),
            "{script}"
        );
    }
}

/// A second service is added to what is there, and nothing is added twice.
#[test]
fn a_second_service_is_added() {
    let folder = package();
    folder.schema("service.xml", ENTITY);
    assert_eq!(folder.run("init").code, Some(0));
    folder.file("pets.json", DESCRIPTION);
    insta::assert_snapshot!(all(&folder, "init"));
}

/// Whatever goes wrong, nothing is written.
#[test]
fn nothing_is_overwritten() {
    let mut text = String::new();
    let mut refused = |folder: &Folder, arguments: &str| {
        let before = folder.tree("");
        let run = folder.run(arguments);
        assert_eq!(run.code, Some(1), "{arguments}: {}", run.stdout);
        text.push_str(&format!("$ clientwright {arguments}\n{}\n", run.stderr));
        assert!(folder.tree("") == before, "{arguments}");
    };

    let folder = package();
    refused(&folder, "init");
    folder.schema("a.xml", ENTITY);
    folder.file("b/c.json", DESCRIPTION);
    refused(&folder, "init");
    refused(&folder, "init missing.xml");
    refused(&folder, "init https://example.org/openapi.json");
    folder.file(
        "page.html",
        "<!DOCTYPE html><html><body>Sign in</body></html>",
    );
    refused(&folder, "init page.html");
    folder.file("data.json", "{\"data\": []}");
    refused(&folder, "init data.json");
    folder.file("build.rs", "fn main() {}\n");
    refused(&folder, "init a.xml --build-script");
    refused(&folder, "init a.xml --name mod");
    refused(&folder, "init a.xml --crate 1st");
    refused(&folder, "init a.xml --clone b");
    folder.file("src/main.rs", "mod shop {}\nfn main() {}\n");
    refused(&folder, "init a.xml");
    folder.file("codegen.toml", "module = 1\n");
    refused(&folder, "init a.xml --name other");
    folder.file(
        "codegen.toml",
        "[[module]]\nschema = \"a.xml\"\nout = \"src/shop\"\n",
    );
    refused(&folder, "init a.xml --name shop");
    folder.file("Cargo.toml", "[package\n");
    refused(&folder, "init a.xml --name other");
    folder.file("Cargo.toml", "[workspace]\n");
    refused(&folder, "init a.xml --name other");
    fs::remove_file(folder.path().join("Cargo.toml")).expect("a file");
    refused(&folder, "init a.xml --name other");
    insta::assert_snapshot!(text);
}

#[test]
fn force_repeats_a_set_up() {
    let folder = package();
    folder.schema("a.xml", ENTITY);
    assert_eq!(folder.run("init").code, Some(0));
    let before = folder.tree("");
    let run = folder.run("init a.xml --force");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let config = fs::read_to_string(folder.path().join("codegen.toml")).expect("a file");
    assert_eq!(config.matches("[[module]]").count(), 1, "{config}");
    let others = |tree: &[(std::path::PathBuf, String)]| {
        let kept = tree
            .iter()
            .filter(|(path, _)| !path.ends_with("codegen.toml"));
        kept.cloned().collect::<Vec<_>>()
    };
    assert_eq!(others(&folder.tree("")), others(&before));
    folder.file("build.rs", "fn main() {}\n");
    let run = folder.run("init a.xml --build-script --force");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let script = fs::read_to_string(folder.path().join("build.rs")).expect("a file");
    assert!(script.contains("clientwright::Builder"), "{script}");
}

#[test]
fn a_dry_run_writes_nothing() {
    let folder = package();
    folder.schema("a.xml", ENTITY);
    let before = folder.tree("");
    let run = folder.run("init --dry-run");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stdout.contains("codegen.toml"), "{}", run.stdout);
    assert!(folder.tree("") == before);
}

/// Errors that a correction resolves do not prevent the set-up.
#[test]
fn a_description_with_errors_is_set_up() {
    let folder = package();
    folder.schema(
        "a.xml",
        "<ComplexType Name=\"a\"><Property Name=\"b\" Type=\"NS.Missing\"/></ComplexType>",
    );
    let run = folder.run("init");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stdout.contains("has 1 error"), "{}", run.stdout);
    assert!(folder.run("generate").stderr.contains("csdl-012"));
}

/// Fetched metadata tells the root of the service.
#[test]
fn the_base_url_is_that_of_fetched_metadata() {
    let folder = package();
    folder.schema("a.xml", ENTITY);
    folder.file(
        "a.xml.origin.toml",
        "url = \"https://example.org/odata/$metadata\"\nsha256 = \"\"\n",
    );
    let run = folder.run("init");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let config = fs::read_to_string(folder.path().join("codegen.toml")).expect("a file");
    let line = "base-url = \"https://example.org/odata\"";
    assert!(config.contains(line), "{config}");
}
