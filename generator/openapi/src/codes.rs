//! The codes of this crate's diagnostics, with their meaning.

clientwright_diagnostics::codes! {
    /// The file is empty, or contains only white space and comments.
    EMPTY_FILE = "openapi-001";
    /// The file is not a description of OpenAPI or Swagger.
    NOT_OPENAPI = "openapi-002";
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
