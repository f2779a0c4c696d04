//! The codes of this crate's diagnostics, with their meaning.

clientwright_diagnostics::codes! {
    /// The file is empty, or contains only white space.
    EMPTY_FILE = "csdl-001";
    /// The file is not XML. CSDL JSON is not supported; services return CSDL XML for `Accept: application/xml`.
    NOT_XML = "csdl-002";
    /// The file is a web page, probably a login or error page that was saved instead of the metadata.
    WEB_PAGE = "csdl-003";
    /// The XML is not well-formed. A warning if its declaration only follows comments.
    MALFORMED = "csdl-004", either;
    /// The file ends while elements are still open.
    TRUNCATED = "csdl-005";
    /// Nested elements, chains of base types or of extended containers exceed a limit.
    TOO_DEEP = "csdl-006";
    /// The file is XML, but its root is not an `Edmx` element of OData 4.
    NOT_CSDL = "csdl-007";
    /// The file is metadata of OData 1 to 3.
    OLD_VERSION = "csdl-008";
    /// An element or attribute in the namespaces of CSDL that CSDL does not define there. It is ignored.
    UNKNOWN_MARKUP = "csdl-009", warning;
    /// A required attribute is missing. A warning if no client needs the element, which is then left out.
    MISSING_ATTRIBUTE = "csdl-010", either;
    /// The value of an attribute does not have the form that CSDL requires, and the client depends on it.
    BAD_VALUE = "csdl-011", either;
    /// A type that is not declared anywhere.
    UNKNOWN_TYPE = "csdl-012", either;
    /// A qualified type name that starts with neither a namespace nor an alias in scope.
    UNKNOWN_NAMESPACE = "csdl-013", either;
    /// An alias has several namespaces: an error if two of them declare the same name, else a warning.
    ALIAS_TWICE = "csdl-014", either;
    /// Two different declarations of the same name. The first one is kept.
    DUPLICATE = "csdl-015", either;
    /// A type or container derives from itself.
    CYCLE = "csdl-016", either;
    /// A name refers to a declaration of the wrong kind, such as an entity type as base of a complex type.
    WRONG_KIND = "csdl-017", either;
    /// A key names a property that does not exist or cannot be part of a key.
    BAD_KEY = "csdl-018", either;
    /// The value of an enumeration member is not an integer of 64 bits; a warning if it is one, and does not fit the
    /// underlying type.
    ENUM_VALUE = "csdl-019", either;
    /// Child elements contradict each other, or a required one is missing; a warning in annotations, where the value is
    /// left out.
    BAD_STRUCTURE = "csdl-020", either;
    /// An entity reference other than the five that XML predefines. Entities are never expanded.
    UNKNOWN_ENTITY = "csdl-021";
    /// A document type definition. It is ignored.
    DOCTYPE = "csdl-022", warning;
    /// A type of a namespace whose document was referenced but not loaded.
    NOT_LOADED = "csdl-023", either;
    /// An import names no unbound operation, or one whose document was not loaded. The import is left out.
    UNKNOWN_OPERATION = "csdl-024", warning;
    /// `Extends` names an entity container that does not exist, or whose document was not loaded.
    UNKNOWN_CONTAINER = "csdl-025";
    /// The target of an `Annotations` element does not exist: a warning in metadata, an error in an overlay.
    DANGLING_TARGET = "csdl-030", either;
    /// A vocabulary is used without a `Reference` to it. One warning for each namespace.
    UNREFERENCED_VOCABULARY = "csdl-031", warning;
    /// `EntitySetPath` on an operation that has no return type or is not bound.
    POINTLESS_SET_PATH = "csdl-032", warning;
    /// A derived type declares a property that it inherits. Both declarations are kept.
    REDECLARED_PROPERTY = "csdl-033", warning;
    /// The path or target of a navigation property binding does not exist.
    DANGLING_BINDING = "csdl-034", warning;
    /// Two annotations of one target have the same term and qualifier.
    REPEATED_ANNOTATION = "csdl-035", warning;
    /// A term that its namespace does not declare.
    UNKNOWN_TERM = "csdl-036", either;
    /// A member of a flags enumeration without a value, or with a negative one. Without a value it gets a bit that no other
    /// member has.
    FLAGS_VALUE = "csdl-037", warning;
    /// A referenced document is neither next to the referencing one nor a well-known vocabulary. Its declarations and
    /// annotations are left out.
    LEFT_OUT = "csdl-038", warning;
    /// One namespace is declared by several `Schema` elements of a document. They are merged.
    REPEATED_SCHEMA = "csdl-039", warning;
    /// The path of a partner, referential constraint, `EntitySetPath` or annotation does not exist or has the wrong
    /// target.
    DANGLING_PATH = "csdl-040", warning;
    /// The value of an annotation has another kind than its term requires, and has no effect: a warning in metadata, an
    /// error in an overlay.
    VALUE_KIND = "csdl-041", either;
    /// A name contains a control character, such as a line feed, and cannot be sent to a service.
    CONTROL_IN_NAME = "csdl-042";
    /// An `Edmx` or `Schema` element in another XML namespace than that of CSDL. The help names the right one.
    UNKNOWN_XML_NAMESPACE = "csdl-043";
    /// None of the documents has a `Schema` element, or an overlay has none.
    NO_SCHEMA = "csdl-044";
    /// A value in another spelling than that of CSDL, such as `True`. It is read by its meaning.
    ODD_SPELLING = "csdl-050", warning;
    /// A value that cannot be read, and that no client depends on: a facet, the value of an annotation, the action of an
    /// `OnDelete`. It is left out. An error in an overlay.
    NO_EFFECT = "csdl-051", either;
    /// A declaration that no client can use, such as an import of an operation that does not exist, or a function without a
    /// return type. It is left out.
    UNUSABLE = "csdl-052", warning;
    /// A declaration that repeats an earlier one. The first one is kept.
    REPEATED = "csdl-053", warning;
    /// Annotations of all overloads of an operation, ignored because there are too many annotations and overloads to copy
/// each annotation to each overload.
    TOO_MANY_COPIES = "csdl-060", warning;
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
