//! Rules for the files of this repository.

mod boundaries;
mod generated;
mod links;
mod modules;
mod public_items;
mod release;
mod stages;
mod tables;

use std::{env, fs};

/// Asserts that a committed file is what a test makes. `INSTA_UPDATE=always` writes it, as it does for snapshots.
fn fresh(path: &str, made: &str) {
    let file = clientwright_tests::root().join(path);
    if env::var("INSTA_UPDATE").is_ok_and(|it| it == "always") {
        fs::write(file, made).expect("the file can be written");
        return;
    }
    let committed = fs::read_to_string(file).unwrap_or_default();
    assert!(
        committed == made,
        "{path} is stale; run this test with INSTA_UPDATE=always and commit the result"
    );
}
