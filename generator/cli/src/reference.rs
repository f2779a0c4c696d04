//! Writes the pages of `docs/reference` and the table of commands in the README from the declarations of flags, options and codes,
//! and compares them with the committed ones. `INSTA_UPDATE=always` writes the files, as it does for snapshots.

mod codes;
mod commands;
mod options;

use std::path::Path;
use std::{env, fs};

/// A file of the repository.
fn read(path: &str) -> String {
    fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../..")
            .join(path),
    )
    .unwrap_or_default()
}

/// Asserts that a committed file is what its test makes.
fn fresh(path: &str, made: &str) {
    if env::var("INSTA_UPDATE").is_ok_and(|it| it == "always") {
        let file = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../..")
            .join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("it can be made");
        fs::write(file, made).expect("it can be written");
        return;
    }
    assert!(
        read(path) == made,
        "{path} is stale; run this test with INSTA_UPDATE=always and commit the result"
    );
}

/// The start of a page.
fn page(title: &str, about: &str) -> String {
    format!(
        "# {title}\n\n{about} A test makes this page from the code; see `generator/cli/src/reference.rs`.\n"
    )
}

/// A text in a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
