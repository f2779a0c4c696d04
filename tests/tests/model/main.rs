//! Constructs of the model that OData metadata never produces: required and three-valued fields, unions by a property
//! and by shape, numbers as members of enums, maps. The code of a package without metadata is committed; `model_values`
//! compiles and uses it.
//!
//! `UPDATE=1 cargo test -p clientwright-tests --test model` writes the code again.

mod package;

#[test]
fn the_committed_code_is_that_of_the_package() {
    clientwright_tests::is_fresh(&package::package(), "model/generated.rs");
}
