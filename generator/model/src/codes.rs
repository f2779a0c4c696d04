//! The codes of this crate's diagnostics. The codes of a front end have its own prefix, such as `csdl-`.

clientwright_diagnostics::codes! {
    /// A pattern matches nothing in the metadata.
    UNUSED_PATTERN = "gen-001";
    /// The patterns leave nothing to generate.
    NOTHING_SELECTED = "gen-002";
    /// The target of a rename or a correction does not exist, or the change cannot be applied to it.
    TARGET = "gen-003";
    /// Something that was removed is still referenced.
    STILL_USED = "gen-004";
    /// A chosen name is not a Rust identifier, or is already used.
    NAME = "gen-005";
    /// A name differs from the one in the lock file, because the generator now uses that one itself.
    NAME_CHANGES = "gen-006", warning;
    /// Generating from a slice without its lock file would assign other names. A warning of `slice`.
    UNSETTLED = "gen-007";
    /// Restrictions of a path are ignored, because the path has more than 16 segments.
    LONG_PATH = "gen-008", warning;
    /// An abstract entity type is selected, and none of the types that derive from it.
    NO_DERIVED_TYPE = "gen-009", warning;
    /// A file cannot be read, or is not UTF-8.
    UNREADABLE = "gen-010";
    /// The configuration file is invalid, or two of its modules have the same output.
    CONFIGURATION = "gen-011";
    /// An option has an invalid value.
    OPTION = "gen-012";
    /// The lock file of names is invalid.
    LOCK = "gen-013";
    /// A file cannot be written or removed.
    UNWRITABLE = "gen-020";
    /// The output path is a folder, or a file that this crate did not write.
    FOREIGN_FILE = "gen-021";
    /// Committed code is stale: it differs from the generated code.
    STALE = "gen-030";
    /// Another run is writing to the same folder.
    BUSY = "gen-048";
    /// A run that was killed left files behind.
    LEFT_OVER = "gen-049";
    /// The output folder cannot be mounted as a module.
    UNMOUNTABLE = "gen-050", warning;
    /// A generated crate is inside a workspace, and the option `workspace` is not set.
    WORKSPACE = "gen-051", warning;
    /// Restrictions of the paths to a type are ignored, because they would need too many methods.
    TOO_MANY_PATHS = "gen-065", warning;
    /// A schema contradicts itself, so that its type is another one than it describes, or requires what it does not declare.
    SCHEMA = "gen-066", warning;
    /// Nothing tells the variants of a union apart.
    AMBIGUOUS = "gen-067", warning;
    /// `clientwright init` cannot set up the folder.
    SETUP = "gen-070";
    /// `clientwright fetch` cannot download a description; a warning for a document that it refers to.
    FETCH = "gen-071";
    /// A diagram is too large for its format.
    DIAGRAM = "gen-075";
    /// A paging rule is invalid, or does not fit the operations that it is for.
    PAGING = "gen-080";
    /// `x-ms-pageable` names what the description does not have, so that the operation has no pages.
    PAGEABLE = "gen-081", warning;
    /// The client would be many times as large as the description, because many places share what is large.
    TOO_LARGE = "gen-090";
    /// Generated code does not parse: a defect of this crate.
    DEFECT = "gen-900";
}
