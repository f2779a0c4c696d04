//! Lists the generated code of all golden cases as modules, and generates the same cases in the tree layout, so that
//! rustc checks both. It also writes the examples of the documents as files, with the code that they use.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;
use std::{env, fs, io};

use clientwright::{Layout, Options, Preset};

#[allow(
    unreachable_pub,
    reason = "the same file is a public module of this crate"
)]
#[path = "src/documents.rs"]
mod documents;
#[allow(
    unreachable_pub,
    reason = "the same file is a public module of this crate"
)]
#[path = "src/random.rs"]
mod random;

fn main() -> io::Result<()> {
    let cases = Path::new("cases");
    println!("cargo::rerun-if-changed=cases");
    println!("cargo::rerun-if-changed=src/random.rs");
    let mut folders: Vec<_> = fs::read_dir(cases)?.collect::<Result<_, _>>()?;
    folders.retain(|entry| entry.path().is_dir());
    folders.sort_by_key(fs::DirEntry::file_name);
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("no OUT_DIR"))?;
    let out = Path::new(&out);
    let (mut code, mut trees) = (String::new(), String::new());
    for folder in folders {
        let module = folder.file_name().to_string_lossy().replace('-', "_");
        tree(&folder.path(), &out.join(&module))?;
        let top = out.join(&module).join("mod.rs");
        writeln!(trees, "#[path = {top:?}]\npub mod {module};").map_err(io::Error::other)?;
        let golden = folder.path().canonicalize()?.join("generated.snap.rs");
        // A new case has none before its first run of `golden`.
        if golden.is_file() {
            writeln!(code, "#[path = {golden:?}]\npub mod {module};").map_err(io::Error::other)?;
        }
    }
    described(out)?;
    random_code(out)?;
    examples(out)?;
    fs::write(out.join("goldens.rs"), code)?;
    fs::write(out.join("trees.rs"), trees)
}

/// Generates code from the descriptions in `described`. Those that are refused have a snapshot that says so.
fn described(out: &Path) -> io::Result<()> {
    println!("cargo::rerun-if-changed=described");
    let mut folders: Vec<_> = fs::read_dir("described")?.collect::<Result<_, _>>()?;
    folders.sort_by_key(fs::DirEntry::file_name);
    let out = out.join("described");
    let mut code = String::new();
    for folder in folders {
        let names = ["input.yaml", "input.json"].map(|name| folder.path().join(name));
        // Only a few cases need options.
        let own = fs::read_to_string(folder.path().join("options.toml")).unwrap_or_default();
        let own: Options = toml::from_str(&own).map_err(io::Error::other)?;
        let options = Options {
            schema: names
                .into_iter()
                .find(|it| it.is_file())
                .unwrap_or_default(),
            ..own
        };
        let Ok(generated) = clientwright::generate(&options) else {
            continue;
        };
        // Folders start with a number, modules do not.
        let name = folder.file_name().to_string_lossy().replace('-', "_");
        let module = format!("case_{name}");
        generated
            .write(&out.join(&module))
            .map_err(io::Error::other)?;
        let top = out.join(&module).join("mod.rs");
        writeln!(code, "#[path = {top:?}]\npub mod {module};").map_err(io::Error::other)?;
    }
    fs::write(out.with_extension("rs"), code)
}

/// Writes the Rust examples of the documents to two files, items to one and statements, in braces, to the other, with a
/// list of them; and generates the code that they use.
fn examples(out: &Path) -> io::Result<()> {
    let folder = out.join("documents");
    fs::create_dir_all(&folder)?;
    let (mut list, mut files) = (String::new(), BTreeSet::new());
    println!("cargo::rerun-if-changed=../docs/guide");
    let guide = documents::guide(Path::new(".."))?;
    let guide = guide
        .iter()
        .map(|(path, _)| ("guide", path.display().to_string()));
    let others = [
        ("readme", "../README.md"),
        ("security", "../docs/openapi/security.md"),
        ("forms", "../docs/openapi/forms.md"),
        ("formats", "../docs/openapi/formats.md"),
        ("paging", "../docs/openapi/paging.md"),
        ("unions", "../docs/openapi/unions.md"),
        ("webhooks", "../docs/openapi/webhooks.md"),
        ("errors", "../docs/openapi/errors.md"),
        ("streams", "../docs/openapi/streams.md"),
        ("testing", "../docs/testing.md"),
        (
            "crate",
            "../generated/msgraph-lifecycle-workflows/README.md",
        ),
    ];
    let others = others.map(|(document, path)| (document, path.to_owned()));
    for (document, path) in guide.chain(others) {
        println!("cargo::rerun-if-changed={path}");
        for block in documents::blocks(&fs::read_to_string(&path)?) {
            let documents::Block {
                name,
                kind,
                text,
                line,
            } = block;
            if !kind.starts_with("rust") {
                continue;
            }
            writeln!(
                list,
                "({:?}, {kind:?}, \"{path}:{line}\"),",
                format!("{document}/{name}")
            )
            .map_err(io::Error::other)?;
            // The network is a mock: requests of an example go to the test that runs it.
            let text = match document {
                "readme" | "crate" => {
                    text.replace(".build()?", ".service(crate::network()).build()?")
                }
                "security" => text.replace(".build()\n", ".service(crate::network()).build()\n"),
                // Tests run in the folder of their crate.
                "testing" => text.replace("\"schemas/", "\"../schemas/"),
                _ => text,
            };
            if !files.insert(format!("{document}-{name}")) {
                let error = format!("{path}:{line}: another example is called {document}/{name}");
                return Err(io::Error::other(error));
            }
            if document == "readme" {
                // The same code on a mock of the service.
                let text =
                    text.replace(".service(crate::network())", ".base_url(crate::base_url())");
                fs::write(folder.join(format!("{document}-{name}.mocked.rs")), text)?;
            }
            fs::write(folder.join(format!("{document}-{name}.rs")), &text)?;
            fs::write(
                folder.join(format!("{document}-{name}.block.rs")),
                format!("{{{text}}}"),
            )?;
        }
    }
    fs::write(folder.join("list.rs"), format!("&[{list}]"))?;

    // The output of the build script in the README, which `src/main.rs` in the README mounts by this name.
    println!("cargo::rerun-if-changed=documents");
    let single = |schema: &str, include: &[&str], out: &Path| {
        let options = Options {
            schema: schema.into(),
            preset: Preset::Graph,
            include: include.iter().map(|&pattern| pattern.into()).collect(),
            layout: Layout::SingleFile,
            ..Options::default()
        };
        single_file(&options, out)
    };
    single(
        "../schemas/lifecycle-workflows.v1.0.csdl.xml",
        &["/identityGovernance/lifecycleWorkflows/**"],
        &out.join("client.rs"),
    )?;
    single(
        "documents/directory.csdl.xml",
        &[],
        &folder.join("directory.rs"),
    )?;
    // The clients of the pages about OpenAPI.
    for (name, case) in [
        ("ledger", "openapi-oauth"),
        ("club", "openapi-forms"),
        ("register", "openapi-xml"),
        ("hooks", "openapi-webhooks"),
        ("files", "openapi-headers"),
        ("news", "openapi-event-streams"),
        ("logs", "openapi-json-lines"),
        ("kennel", "openapi-paging"),
        ("shelter", "openapi-variants"),
    ] {
        let own = fs::read_to_string(format!("cases/{case}/options.toml"))?;
        let own: Options = toml::from_str(&own).map_err(io::Error::other)?;
        let options = Options {
            schema: format!("cases/{case}/schema.openapi.yaml").into(),
            layout: Layout::SingleFile,
            ..own
        };
        single_file(&options, &folder.join(format!("{name}.rs")))?;
    }
    // The module of `mod service;`, next to the files of the examples.
    let shop = Options {
        schema: "documents/shop.csdl.xml".into(),
        ..Options::default()
    };
    let generated = clientwright::generate(&shop).map_err(io::Error::other)?;
    generated
        .write(&folder.join("service"))
        .map_err(io::Error::other)?;
    Ok(())
}

/// Generates a module as one file.
fn single_file(options: &Options, out: &Path) -> io::Result<()> {
    let generated = clientwright::generate(options).map_err(io::Error::other)?;
    let code = generated.output.values().next();
    let code = code.ok_or_else(|| io::Error::other("nothing was generated"))?;
    fs::write(out, code)
}

/// Generates code from a large random schema.
fn random_code(out: &Path) -> io::Result<()> {
    let schema = out.join("random.csdl.xml");
    fs::write(
        &schema,
        random::metadata(&mut random::Random::new(2026), 150),
    )?;
    let options = Options {
        schema,
        layout: Layout::SingleFile,
        ..Options::default()
    };
    single_file(&options, &out.join("random.rs"))
}

/// Generates a case in the other layout, which the snapshots do not show.
fn tree(case: &Path, out: &Path) -> io::Result<()> {
    let options = fs::read_to_string(case.join("options.toml"))?;
    let options: Options = toml::from_str(&options).map_err(io::Error::other)?;
    let names = [
        "schema.csdl.xml",
        "schema.openapi.yaml",
        "schema.openapi.json",
    ];
    let mut schemas = names.iter().map(|name| case.join(name));
    let schema = schemas.find(|path| path.is_file());
    let options = Options {
        schema: schema.ok_or_else(|| io::Error::other("a case has no input"))?,
        ..options
    };
    let generated = clientwright::generate(&options).map_err(io::Error::other)?;
    generated.write(out).map_err(io::Error::other)?;
    Ok(())
}
