//! Writes a crate for each of the three ways of use in the README, with the manifest in the README for that way and the
//! examples of the documents about it.
//!
//! ```text
//! cargo run -p clientwright-tests --example consumers -- FOLDER
//! ```
//!
//! The gate builds them. In the workspace the examples compile with the dependencies of all tests; here they have only
//! the dependencies of a reader.
#![allow(
    clippy::unwrap_used,
    reason = "a tool of tests fails where a test would"
)]

use std::fs;
use std::path::{Path, PathBuf};

use clientwright_tests::documents::{self, Block, blocks};
use clientwright_tests::root;

/// The crates in the manifest of the third way, and those that need no entry.
const KNOWN: [&str; 5] = [
    "msgraph_lifecycle_workflows",
    "clientwright_odata",
    "futures_util",
    "std",
    "tokio",
];

/// The minimum number of examples, so that a change of headings cannot omit all of them.
const AT_LEAST: usize = 20;

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// The blocks of a kind under a heading.
fn under(document: &str, heading: &str, kind: &str) -> Vec<String> {
    let all = blocks(document).into_iter();
    let here = all.filter(|block| {
        block.kind == kind
            && block
                .name
                .trim_end_matches(|c: char| c == '-' || c.is_ascii_digit())
                == heading
    });
    here.map(|block| block.text).collect()
}

/// Writes a crate with the dependencies of the documents; their paths refer to this repository.
fn write(out: &Path, name: &str, dependencies: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = out.join(name);
    let clone = format!("{}/", root().display());
    let dependencies = dependencies.replace("../clientwright/", &clone);
    let manifest = format!(
        "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n{dependencies}\n[workspace]\n"
    );
    for (path, text) in [("Cargo.toml", manifest.as_str())].iter().chain(files) {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    folder
}

/// Whether an example is complete with the crates of the third way. The examples that use `serde_json` values are
/// compiled in the workspace only.
fn is_complete(block: &Block) -> bool {
    let mut imports = block
        .text
        .lines()
        .filter_map(|line| line.strip_prefix("use "));
    let known = |path: &str| KNOWN.contains(&path.split("::").next().unwrap());
    block.kind == "rust"
        && block.text.starts_with("use ")
        && !block.text.contains("serde_json::")
        && imports.all(known)
}

/// An example as a module: statements become the body of a function, with the client and the check that the text around
/// them describes.
fn module(number: usize, block: &Block) -> String {
    let text = &block.text;
    let body = match syn::parse_file(text) {
        Ok(_) => text.clone(),
        Err(_) => format!(
            "fn check<T>(_: T, _: &str) {{}}\n\
             pub async fn example(\n    graph: msgraph_lifecycle_workflows::v1_0::GraphClient,\n\
             ) -> core::result::Result<(), Box<dyn std::error::Error>> {{\n{text}\nOk(())\n}}"
        ),
    };
    format!(
        "/// Line {} of the document.\n#[allow(dead_code, unused_variables, reason = \"an example\")]\npub mod example_{number} {{\n{body}\n}}\n",
        block.line
    )
}

fn main() {
    let out = PathBuf::from(std::env::args_os().nth(1).expect("a folder"));
    let readme = read("README.md");
    let guide = documents::guide(&root()).unwrap();
    let guide: String = guide.into_iter().map(|(_, text)| text).collect();

    // In a build script.
    let way = under(&readme, "1-in-a-build-script", "rust");
    let [script, program] = way.as_slice() else {
        panic!("two examples: {way:?}")
    };
    let slice = "schemas/lifecycle-workflows.v1.0.csdl.xml";
    let manifest = under(&readme, "1-in-a-build-script", "toml").concat();
    write(
        &out,
        "way-build-script",
        &manifest,
        &[
            ("build.rs", script),
            ("src/main.rs", program),
            (slice, &read(slice)),
        ],
    );

    // As committed code.
    let way = under(&readme, "2-as-committed-code", "toml");
    let [config, manifest] = way.as_slice() else {
        panic!("two blocks: {way:?}")
    };
    let mount = under(&readme, "2-as-committed-code", "rust").concat();
    let folder = write(
        &out,
        "way-committed-code",
        manifest,
        &[
            ("codegen.toml", config),
            (
                "schemas/service.csdl.xml",
                &read("tests/documents/shop.csdl.xml"),
            ),
            (
                "src/lib.rs",
                &format!("{}\npub use service::*;", mount.replace("mod", "pub mod")),
            ),
        ],
    );
    let options = clientwright::Options {
        schema: folder.join("schemas/service.csdl.xml"),
        include: vec!["/orders/**".to_owned()],
        out: folder.join("src/service"),
        ..clientwright::Options::default()
    };
    assert!(config.contains("include = [\"/orders/**\"]"), "{config}");
    clientwright::generate(&options)
        .unwrap()
        .write(&options.out)
        .unwrap();

    // As a crate made by somebody else.
    let manifest = under(&readme, "3-as-a-crate-made-by-somebody-else", "toml").concat();
    let for_tests = under(&guide, "without-a-network", "toml").concat();
    let mut examples = String::new();
    let mut tests = String::new();
    let mut count = 0;
    for document in [
        &readme,
        &guide,
        &read("generated/msgraph-lifecycle-workflows/README.md"),
    ] {
        for block in blocks(document).iter().filter(|block| is_complete(block)) {
            count += 1;
            match block.text.contains("http::") {
                true => tests.push_str(&module(count, block)),
                false => examples.push_str(&module(count, block)),
            }
        }
    }
    assert!(count >= AT_LEAST, "{count} examples");
    write(
        &out,
        "way-published-crate",
        &format!("{manifest}\n{for_tests}"),
        &[
            ("src/lib.rs", &format!("//! Examples.\n\n{examples}")),
            ("tests/examples.rs", &tests),
        ],
    );
    println!("{count} examples of the documents in a crate with the manifest of the README");
}
