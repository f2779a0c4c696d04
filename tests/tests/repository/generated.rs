//! The committed code and lock files are those that `codegen.toml` gives.

use clientwright::{compare_all, generate};
use clientwright_tests::codegen_toml;

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
