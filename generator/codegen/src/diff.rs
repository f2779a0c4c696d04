//! The difference between the clients of two descriptions.
//!
//! Both descriptions go through the pipeline with the same options up to the [`Package`](crate::model::Package). The parts of its API that
//! code can use are listed as facts, by their paths in Rust, and the two lists are compared. Because only packages are
//! compared, the kind of input does not matter, and what is not selected does not count.

mod bodies;
mod builders;
mod capabilities;
mod compare;
mod facts;
mod members;
mod package;
mod routes;
mod service;
mod signature;

use std::fmt;
use std::path::Path;

use clientwright_diagnostics::Diagnostics;

use crate::error::Error;
use crate::generate::{Stage, stages};
use crate::options::Options;
use routes::Side;

/// Codes of problems with options that fit only one of the two descriptions, such as a pattern for a new type.
const OF_OPTIONS: [&str; 5] = ["gen-001", "gen-002", "gen-003", "csdl-030", "openapi-032"];

/// What a change means for code that uses the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Level {
    /// Only docs differ.
    Cosmetic,
    /// There is more that code can use.
    Additive,
    /// Code compiles as before, but a program that runs sends or reads something else, or needs another credential.
    Behaviour,
    /// Code that uses the part no longer compiles.
    Breaking,
}

impl Level {
    /// All levels, the most severe one first.
    pub const ALL: [Self; 4] = [
        Self::Breaking,
        Self::Behaviour,
        Self::Additive,
        Self::Cosmetic,
    ];
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Cosmetic => "cosmetic",
            Self::Additive => "additive",
            Self::Behaviour => "behaviour",
            Self::Breaking => "breaking",
        })
    }
}

/// The kind of a part of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PartKind {
    /// A type.
    Type,
    /// A field, a property constant, or a typed header.
    Property,
    /// A member of an enumeration or of flags.
    Member,
    /// A variant of a union, of the errors of a call, or of another enum whose variants have values.
    Variant,
    /// A method that sends a request or leads to another builder, or one of its parameters.
    Operation,
    /// What the path of a builder allows.
    Capability,
    /// A feature of a whole crate.
    Feature,
    /// What has no name in Rust: addresses, security, the protocol, the statuses and media types of responses.
    Service,
}

impl fmt::Display for PartKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Type => "type",
            Self::Property => "property",
            Self::Member => "member",
            Self::Variant => "variant",
            Self::Operation => "operation",
            Self::Capability => "capability",
            Self::Feature => "feature",
            Self::Service => "service",
        })
    }
}

/// What happened to a part of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum What {
    /// It is gone.
    Removed,
    /// It has another signature.
    Changed,
    /// It is new.
    Added,
    /// It is sent or read in another way.
    Wire,
    /// It has other docs.
    Docs,
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Added => "added",
            Self::Wire => "wire",
            Self::Docs => "docs",
        })
    }
}

/// A change of a part of the API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it means for code.
    pub level: Level,
    /// The kind of the part.
    pub kind: PartKind,
    /// The path of the part in Rust, such as `model::Pet::name`.
    pub path: String,
    /// What happened.
    pub what: What,
    /// The part before; empty if it is new.
    pub old: String,
    /// The part now; empty if it is gone.
    pub new: String,
}

/// One line, such as ``property Pet::name removed: `Option<String>` ``.
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.kind, self.path, self.summary())
    }
}

impl Change {
    /// What happened, with the part before and now.
    pub fn summary(&self) -> String {
        // Names of a description may have backticks, which would end the quotation.
        let quoted = |text: &str| format!("`{}`", text.replace('`', "'"));
        let of = |text: &str| match text.is_empty() {
            true => String::new(),
            false => format!(": {}", quoted(text)),
        };
        let from_to = || format!("{} to {}", quoted(&self.old), quoted(&self.new));
        match self.what {
            What::Removed => format!("removed{}", of(&self.old)),
            What::Added => format!("added{}", of(&self.new)),
            What::Changed => format!("changed: {}", from_to()),
            What::Wire => format!("on the wire: {}", from_to()),
            What::Docs => "has other docs".to_owned(),
        }
    }
}

/// The changes between two clients, the most severe first, then by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diff {
    /// The changes.
    pub changes: Vec<Change>,
}

impl Diff {
    /// The most severe level; `None` if nothing has changed.
    pub fn level(&self) -> Option<Level> {
        self.changes.iter().map(|change| change.level).max()
    }

    /// The number of changes of a level.
    pub fn count(&self, level: Level) -> usize {
        let of_level = self.changes.iter().filter(|change| change.level == level);
        of_level.count()
    }
}

/// Compares the clients of two descriptions, `old` and `new`, with the same options apart from [`Options::schema`].
///
/// Patterns, corrections and renames may fit only one of the two.
///
/// # What counts
///
/// Breaking: a type, field, variant, method or capability that is gone or has another type, and a new argument of a method or of `new`.
/// Additive: what is new. Code is expected to construct values with `new` or `..Default::default()`, to match with a branch `_`, and
/// not to write the types of builders. Behaviour: what is sent or read in another way, such as names in JSON and in URLs, and other
/// addresses, security or rules for pages. Cosmetic: docs.
///
/// # Errors
///
/// All problems of a description that prevent a client.
///
/// ```
/// use clientwright::{Level, Options, diff};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let folder = std::env::temp_dir().join(format!("clientwright-diff-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder)?;
/// # let (old, new) = (folder.join("old.json"), folder.join("new.json"));
/// # let text = r#"{"openapi": "3.1.0", "info": {"title": "Pets", "version": "1"}, "paths": {},
/// #   "components": {"schemas": {"Pet": {"type": "object", "properties": {"name": {"type": "string"}}}}}}"#;
/// # std::fs::write(&old, text)?;
/// # std::fs::write(&new, text.replace("\"string\"", "\"integer\""))?;
/// // The property `name` of `Pet` was a string and is an integer now.
/// let changes = diff(&Options::default(), &old, &new)?.changes;
/// assert_eq!((changes[0].level, changes[0].path.as_str()), (Level::Breaking, "Pet::name"));
/// # std::fs::remove_dir_all(folder)?;
/// # Ok(())
/// # }
/// ```
pub fn diff(options: &Options, old: &Path, new: &Path) -> Result<Diff, Error> {
    let package = |schema: &Path| {
        let options = Options {
            schema: schema.to_owned(),
            ..options.clone()
        };
        let mut diags = Diagnostics::allowing(options.allowed()).lenient(OF_OPTIONS);
        Ok(stages(&options, Stage::Lower, &mut diags)?.package)
    };
    let (old, new) = (package(old)?, package(new)?);
    let routes = routes::routes(&old, &new);
    let facts = |package, side| package::facts(package, &routes, side);
    Ok(Diff {
        changes: compare::compare(&facts(&old, Side::Old), &facts(&new, Side::New)),
    })
}
