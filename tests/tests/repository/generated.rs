//! The committed code and lock files are those that `codegen.toml` gives, and the slice of an example is that of its metadata.

use std::fs;

use clientwright::{Options, Preset, compare_all, generate, slice};
use clientwright_tests::{codegen_toml, root};

#[test]
fn generated_code_is_fresh() {
    let modules = codegen_toml();
    let generated: Vec<_> = modules
        .iter()
        .map(|options| generate(options).expect("codegen.toml is valid"))
        .collect();
    let outputs: Vec<_> = generated.iter().zip(&modules).collect();
    let changes = compare_all(&outputs).expect("the output can be read");
    assert!(changes.len() > 1 && changes.iter().all(|changes| changes.unchanged > 10));
    let stale: Vec<_> = changes
        .iter()
        .flat_map(|changes| changes.written.iter().chain(&changes.removed))
        .collect();
    assert!(
        stale.is_empty(),
        "generated files are stale; run `cargo run -p clientwright-cli -- generate` and commit the result: {stale:#?}"
    );
}

#[test]
fn the_slice_of_the_example_is_fresh() {
    let made = slice(&Options {
        schema: root().join("schemas/lifecycle-workflows.v1.0.csdl.xml"),
        preset: Preset::Graph,
        include: vec![
            "/identityGovernance/lifecycleWorkflows/workflows/{id}/taskReports/**".to_owned(),
        ],
        descriptions: Some(false),
        ..Options::default()
    });
    let committed = root().join("examples/testing/schemas/task-reports.csdl.xml");
    let committed = fs::read_to_string(committed).expect("a text");
    assert!(
        made.expect("the metadata is valid").text == committed,
        "run `clientwright slice` with these options, and commit the result"
    );
}

/// Overlays add documentation only, which slices leave out: a slice is the slice of itself.
#[test]
fn committed_slices_hold_facts_only() {
    let metadata = codegen_toml().into_iter();
    for options in metadata.filter(|options| options.preset == Preset::Graph) {
        let committed = fs::read_to_string(&options.schema).expect("a committed slice");
        let made = slice(&options).expect("the slice is valid").text;
        let path = options.schema.display();
        assert!(made == committed, "{path} is stale; see schemas/README.md");
    }
}
