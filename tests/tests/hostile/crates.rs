//! Crates from hostile input: built, documented without a warning, without a doctest, and with escaped text in the
//! HTML.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, io};

use clientwright::{Output, generate};
use clientwright_tests::root;

use crate::{Input, Way, hidden};

/// Text that HTML must not contain: each hostile text contains it with characters that HTML escapes.
const RAW: &[&str] = &[
    "<script>alert",
    "<img src=x",
    "<a href='javascript:",
    "href=\"javascript:",
    "src=\"javascript:",
];

pub(crate) fn build(ways: &[Way]) {
    for way in ways {
        let mut input = Input::new(*way);
        let name = format!("hostile-{}", format!("{way:?}").to_lowercase());
        input.options.crate_name = Some(name.clone());
        let runtime = match way {
            Way::OpenApi => "runtime/openapi",
            _ => "runtime/odata",
        };
        input.options.runtime_path = Some(root().join(runtime));
        let folder = input.folder.path().join("crate");
        input.options.out = folder.clone();
        let generated = generate(&input.options).expect("the metadata is valid");
        write(&generated.output, &folder);
        fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).expect("a lock file");

        let tested = cargo(&folder, &["test", "--doc"]);
        assert!(tested.contains("running 0 tests"), "{way:?}: {tested}");
        cargo(&folder, &["doc", "--no-deps"]);
        // One target folder for all, so that dependencies are built once.
        let docs = target().join("doc").join(name.replace('-', "_"));
        let pages = pages(&docs);
        assert!(pages.len() > 100, "{way:?}: {} pages", pages.len());
        let mut shown = 0;
        for page in pages {
            let html = fs::read_to_string(&page).expect("a page");
            for raw in RAW {
                assert!(!html.contains(raw), "{way:?}: {raw} in {}", page.display());
            }
            assert!(!html.contains(hidden), "{way:?}: {}", page.display());
            shown += html.matches("&lt;script&gt;alert").count();
        }
        assert!(shown > 0, "{way:?}: the texts are in no page");
        assert!(
            !folder.join("pwned").exists(),
            "{way:?}: code of the metadata has run"
        );
    }
}

fn write(output: &Output, folder: &Path) {
    for (path, text) in output {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
}

fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(target) => root().join(target).join("hostile"),
        None => root().join("target/hostile"),
    }
}

/// Runs cargo with warnings of rustdoc as errors, and returns its output.
fn cargo(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--no-default-features", "--quiet"])
        .current_dir(folder)
        .env("RUSTDOCFLAGS", "-D warnings")
        .env("CARGO_TARGET_DIR", target())
        .env("CARGO_INCREMENTAL", "0")
        .stdin(Stdio::null())
        .output()
        .expect("cargo starts");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (said, problems) = (text(&output.stdout), text(&output.stderr));
    assert!(
        output.status.success(),
        "cargo {arguments:?}: {said}{problems}"
    );
    said
}

fn pages(folder: &Path) -> Vec<PathBuf> {
    let mut pages = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        let entries: io::Result<Vec<_>> = fs::read_dir(&folder).and_then(Iterator::collect);
        for entry in entries.unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.path();
            match path.is_dir() {
                true => open.push(path),
                false if path.extension().is_some_and(|e| e == "html") => pages.push(path),
                false => {}
            }
        }
    }
    pages
}
