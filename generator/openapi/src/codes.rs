//! The codes of this crate's diagnostics, with their meaning.

clientwright_diagnostics::codes! {
    /// The file is empty, or contains only white space and comments.
    EMPTY_FILE = "openapi-001";
    /// The file is not a description of OpenAPI 3 or Swagger 2.0.
    NOT_OPENAPI = "openapi-002";
    /// The text is not JSON (RFC 8259).
    MALFORMED_JSON = "openapi-003";
    /// The text is not YAML.
    MALFORMED_YAML = "openapi-004";
    /// An object has a key twice. `200` and `"200"` are one key.
    DUPLICATE_KEY = "openapi-005";
    /// Arrays and objects are inside of each other more than 128 levels deep.
    TOO_DEEP = "openapi-006";
    /// Aliases or merge keys of YAML repeat too much, or an alias is inside of its own anchor.
    ALIAS = "openapi-007";
    /// A key that is not a text, or a merge key whose value is not an object.
    BAD_KEY = "openapi-008";
    /// A YAML file contains several documents.
    SEVERAL_DOCUMENTS = "openapi-009";
    /// The files of a description are too large together.
    TOO_LARGE = "openapi-010";
}

#[cfg(test)]
mod tests {
    #[test]
    fn codes_are_unique_and_explained() {
        let mut seen: Vec<&str> = super::ALL.iter().map(|(code, _)| *code).collect();
        assert!(seen.is_sorted());
        seen.dedup();
        assert_eq!(seen.len(), super::ALL.len());
        assert!(super::ALL.iter().all(|(_, text)| text.len() > 20));
    }
}
