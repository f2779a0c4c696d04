//! What kind of file a text is.

/// What a text is, by its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// OData metadata, or other XML that its reader reports.
    Csdl,
    /// OpenAPI 3.0, 3.1 or 3.2, or Swagger 2.0; also a text that claims to be a version of them that does not exist.
    OpenApi,
    /// An overlay by the OpenAPI Overlay Specification.
    Overlay,
    /// Nothing that is read here; the text says what it probably is, such as `a GraphQL schema`.
    Other(&'static str),
}

/// Sees from its content what kind of file a text is. Reads only as far as it must.
pub fn sniff(text: &str) -> Input {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    match text.as_bytes().first() {
        None => Input::Other("an empty file"),
        Some(b'<') => Input::Csdl,
        Some(_) => Input::OpenApi,
    }
}
