//! Groups of calls, which no metadata of OData lowers to: the code of a package that was built by code is committed;
//! `groups_sent` compiles and uses it.
//!
//! `UPDATE=1 cargo test -p clientwright-tests --test groups` writes the code again.

mod package;

#[test]
fn the_committed_code_is_that_of_the_package() {
    clientwright_tests::is_fresh(&package::package(), "groups/generated.rs");
}
