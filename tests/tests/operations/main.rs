//! Operations of OpenAPI, in every form that a model can have: the code that a package made by hand gives is committed;
//! `operations_sent` compiles and uses it.
//!
//! `UPDATE=1 cargo test -p clientwright-tests --test operations` writes the code again.

mod package;

#[test]
fn the_committed_code_is_that_of_the_package() {
    clientwright_tests::is_fresh(&package::package(), "operations/generated.rs");
}
