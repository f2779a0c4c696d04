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
    /// Arrays and objects are inside of each other more than 128 levels deep, or schemas are composed of each other more than
    /// 100 levels deep.
    TOO_DEEP = "openapi-006";
    /// Aliases or merge keys of YAML repeat too much, or an alias is inside of its own anchor.
    ALIAS = "openapi-007";
    /// A key that is not a text, or a merge key whose value is not an object.
    BAD_KEY = "openapi-008";
    /// A YAML file contains several documents.
    SEVERAL_DOCUMENTS = "openapi-009";
    /// The files of a description are too large together, or too many operations, parameters or media types are repeated.
    TOO_LARGE = "openapi-010";
    /// A value of another kind than OpenAPI requires. It is not read; an error where the client depends on it.
    BAD_VALUE = "openapi-011", either;
    /// A required key is absent. An error where the client depends on it.
    MISSING = "openapi-012", either;
    /// A key that OpenAPI does not define, and that looks like a misspelt one. It has no effect.
    UNKNOWN_KEY = "openapi-013", warning;
    /// A reference that refers to nothing. A schema is any JSON value; a parameter or a request body is an error.
    DANGLING = "openapi-014", either;
    /// A reference to a component of another kind, such as a parameter where a schema is expected. It is read as a reference
    /// that refers to nothing.
    WRONG_KIND = "openapi-015", either;
    /// References that refer to each other without end, or a schema that is a part of itself by `allOf`, `oneOf` or `anyOf`.
    CYCLE = "openapi-016";
    /// Something that has no effect by the specification: keywords next to `$ref` before OpenAPI 3.1, parameters for headers
    /// that the client sets.
    IGNORED = "openapi-017", warning;
    /// `nullable` where it has no effect by the specification. It is read as it is meant.
    NULLABLE = "openapi-018", warning;
    /// A path and its parameters do not fit each other.
    PATH = "openapi-019", warning;
    /// A parameter or an `operationId` occurs twice.
    REPEATED = "openapi-020", warning;
    /// A key of `responses` that is no status.
    BAD_STATUS = "openapi-021", warning;
    /// A security scheme that does not exist, or that is not understood.
    SECURITY = "openapi-022", warning;
    /// A server whose address or variables are incomplete.
    SERVER = "openapi-023", warning;
    /// A `style` that does not exist for parameters of that place.
    STYLE = "openapi-024", warning;
    /// A `type` that JSON Schema does not define.
    UNKNOWN_TYPE = "openapi-025", warning;
    /// A feature of OpenAPI that has no counterpart in the client. It becomes raw JSON or is left out.
    REDUCED = "openapi-026", warning;
    /// An overlay, or one of its actions, that cannot be applied.
    OVERLAY = "openapi-030";
    /// The target of an action of an overlay matches nothing.
    UNMATCHED = "openapi-031", warning;
    /// A correction that does not fit its target.
    CORRECTION = "openapi-032";
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
