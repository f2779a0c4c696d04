//! The page about types of formats of OpenAPI.

#[test]
fn types_keep_their_texts() {
    crate::example!(statements "formats-types-of-formats-of-openapi");
}
