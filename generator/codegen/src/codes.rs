//! The codes of this crate's diagnostics. Those of the parser and the resolver start with `csdl-`; see
//! [`odata_csdl::diagnostics::codes`].

/// A pattern matches nothing in the metadata.
pub const UNUSED_PATTERN: &str = "gen-001";
/// Nothing is left to generate.
pub const NOTHING_SELECTED: &str = "gen-002";
/// The target of a rename or a correction is not there, or cannot have what is asked for it.
pub const TARGET: &str = "gen-003";
/// Something that was removed is still referred to.
pub const STILL_USED: &str = "gen-004";
/// A chosen name is no Rust identifier, or taken.
pub const NAME: &str = "gen-005";
/// A name changes in spite of the lock file.
pub const NAME_CHANGES: &str = "gen-006";
/// Generating from a slice without its lock file would give other names.
pub const UNSETTLED: &str = "gen-007";
/// Restrictions of a path are ignored, since it is longer than any that metadata speaks of.
pub const LONG_PATH: &str = "gen-008";
/// Restrictions of the paths that lead to a type are ignored, since they would cost too many methods.
pub const TOO_MANY_PATHS: &str = "gen-065";
/// A file cannot be read, or is not UTF-8.
pub const UNREADABLE: &str = "gen-010";
/// The configuration file is wrong.
pub const CONFIGURATION: &str = "gen-011";
/// An option has a value that it cannot have.
pub const OPTION: &str = "gen-012";
/// The lock file of names is wrong.
pub const LOCK: &str = "gen-013";
/// A file cannot be written or removed.
pub const UNWRITABLE: &str = "gen-020";
/// A file that was not written by this crate, or a folder, is in the way.
pub const FOREIGN_FILE: &str = "gen-021";
/// Committed code is not what would be generated.
pub const STALE: &str = "gen-030";
/// Another run is writing to the same folder.
pub const BUSY: &str = "gen-048";
/// A run that was killed left files behind.
pub const LEFT_OVER: &str = "gen-049";
/// The folder of the output cannot be mounted as a module.
pub const UNMOUNTABLE: &str = "gen-050";
/// A whole crate lies inside a workspace.
pub const WORKSPACE: &str = "gen-051";
/// Generated code does not parse: a defect of this crate.
pub const DEFECT: &str = "gen-900";

/// The codes of this crate that a warning may have, which [`Options::allow`](crate::Options::allow) can silence. All others
/// are of errors.
pub const WARNINGS: &[&str] = &[
    NAME_CHANGES,
    LONG_PATH,
    TOO_MANY_PATHS,
    UNMOUNTABLE,
    WORKSPACE,
];
