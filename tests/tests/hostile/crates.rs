//! Crates from hostile input: built, documented without a warning, without a doctest, and with escaped text in the
//! HTML.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, io};

use clientwright::{Options, Output, generate};
use clientwright_tests::root;

use crate::{Input, Way, hidden};

/// Text that HTML must not contain: each hostile text contains it with characters that HTML escapes.
const RAW: &[&str] = &[
    "<script>alert",
    "<img src=x",
    "<a href='javascript:",
    "href=\"javascript:",
    "src=\"javascript:",
    "<!-- mark",
    "<![CDATA[ mark",
    "<?mark",
];

pub(crate) fn build(ways: &[Way]) {
    for way in ways {
        let input = Input::new(*way);
        let name = format!("hostile-{}", format!("{way:?}").to_lowercase());
        let runtime = match way {
            Way::OpenApi => "runtime/openapi",
            _ => "runtime/odata",
        };
        let built = builds(&name, runtime, input.folder.path(), &input.options);
        assert!(built.pages > 100, "{way:?}: {} pages", built.pages);
        assert!(built.shown > 0, "{way:?}: the texts are in no page");
    }
}

/// The pages of a documented crate.
pub(crate) struct Built {
    pub(crate) pages: usize,
    /// How many hostile texts they show.
    pub(crate) shown: usize,
}

/// Builds and documents a crate in a folder.
pub(crate) fn builds(name: &str, runtime: &str, folder: &Path, options: &Options) -> Built {
    let folder = folder.join("crate");
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("a folder of the test");
    }
    let options = Options {
        crate_name: Some(name.to_owned()),
        runtime_path: Some(root().join(runtime)),
        out: folder.clone(),
        ..options.clone()
    };
    let generated = generate(&options).expect("the input is valid");
    write(&generated.output, &folder);
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).expect("a lock file");

    let tested = cargo(&folder, &["test", "--doc"]);
    assert!(tested.contains("running 0 tests"), "{name}: {tested}");
    cargo(&folder, &["doc", "--no-deps"]);
    // One target folder for all, so that dependencies are built once.
    let docs = target().join("doc").join(name.replace('-', "_"));
    let pages = pages(&docs);
    let mut shown = 0;
    for page in &pages {
        let html = fs::read_to_string(page).expect("a page");
        for raw in RAW {
            assert!(!html.contains(raw), "{name}: {raw} in {}", page.display());
        }
        assert!(!html.contains(hidden), "{name}: {}", page.display());
        shown += html.matches("&lt;script&gt;alert").count();
    }
    assert!(
        !folder.join("pwned").exists(),
        "{name}: code of the input has run"
    );
    Built {
        pages: pages.len(),
        shown,
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

/// Runs cargo with warnings as errors, and returns its output.
fn cargo(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--no-default-features", "--quiet"])
        .current_dir(folder)
        .env("RUSTFLAGS", "-D warnings")
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
