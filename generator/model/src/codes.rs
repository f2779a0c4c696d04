//! The codes of this crate's diagnostics. Those of the parser and the resolver start with `csdl-`; see
//! [`clientwright_csdl::codes`].

clientwright_diagnostics::codes! {
    /// A pattern matches nothing in the metadata.
    UNUSED_PATTERN = "gen-001";
    /// Nothing is left to generate.
    NOTHING_SELECTED = "gen-002";
    /// The target of a rename or a correction is not there, or cannot have what is asked for it.
    TARGET = "gen-003";
    /// Something that was removed is still referred to.
    STILL_USED = "gen-004";
    /// A chosen name is no Rust identifier, or taken.
    NAME = "gen-005";
    /// A name changes in spite of the lock file.
    NAME_CHANGES = "gen-006", warning;
    /// Generating from a slice without its lock file would give other names.
    UNSETTLED = "gen-007";
    /// Restrictions of a path are ignored, since it is longer than any that metadata speaks of.
    LONG_PATH = "gen-008", warning;
    /// A file cannot be read, or is not UTF-8.
    UNREADABLE = "gen-010";
    /// The configuration file is wrong.
    CONFIGURATION = "gen-011";
    /// An option has a value that it cannot have.
    OPTION = "gen-012";
    /// The lock file of names is wrong.
    LOCK = "gen-013";
    /// A file cannot be written or removed.
    UNWRITABLE = "gen-020";
    /// A file that was not written by this crate, or a folder, is in the way.
    FOREIGN_FILE = "gen-021";
    /// Committed code is not what would be generated.
    STALE = "gen-030";
    /// Another run is writing to the same folder.
    BUSY = "gen-048";
    /// A run that was killed left files behind.
    LEFT_OVER = "gen-049";
    /// The folder of the output cannot be mounted as a module.
    UNMOUNTABLE = "gen-050", warning;
    /// A whole crate lies inside a workspace.
    WORKSPACE = "gen-051", warning;
    /// Restrictions of the paths that lead to a type are ignored, since they would cost too many methods.
    TOO_MANY_PATHS = "gen-065", warning;
    /// Generated code does not parse: a defect of this crate.
    DEFECT = "gen-900";
}
