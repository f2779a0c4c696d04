//! Operations of OpenAPI, in every form that a model can have: the code that a package made by hand gives is committed;
//! `operations_sent` compiles and uses it.
//!
//! `UPDATE=1 cargo test -p clientwright-tests --test operations` writes the code again.

mod package;

use std::fs;
use std::path::Path;

use clientwright_diagnostics::Diagnostics;
use clientwright_emit::format::{Layout, Shape, format};

#[test]
fn the_committed_code_is_what_the_package_gives() {
    let shape = Shape {
        layout: Layout::SingleFile,
        top: "mod.rs",
    };
    let mut diags = Diagnostics::default();
    let output = format(&package::package(), &shape, &mut diags).expect("it can be formatted");
    let code = output.into_values().next().expect("one file");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/operations/generated.rs");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &code).expect("a file");
    }
    let committed = fs::read_to_string(path).unwrap_or_default();
    assert!(
        committed == code,
        "run this test with UPDATE=1, and read what changed"
    );
}
