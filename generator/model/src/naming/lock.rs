//! The lock file of names: the names of generated code, so that new metadata renames nothing.
//!
//! A later version of the metadata may add a clash: `Solution` appears in addition to `solution`, both want the name
//! `solution`, and the service decides which is first in the document. A clash cannot be foreseen, so the file records
//! every name. A line contains the wire name; the Rust name follows only if it is not the plain spelling of the wire
//! name. Lines of removed declarations stay, so that no other declaration gets their names.

mod text;

pub use text::read;

use std::collections::{BTreeMap, BTreeSet};

use clientwright_diagnostics::text::is_hidden;

use crate::naming::names::{self, Case};

/// Names in Rust by scope and wire name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    scopes: BTreeMap<Scope, BTreeMap<String, String>>,
}

/// A scope in which names are distinct.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Module paths of namespaces.
    Modules,
    /// Types of all namespaces.
    Types,
    /// Clients of containers.
    Clients,
    /// Calls of operations with optional parameters.
    Parameters,
    /// Markers of restricted paths; several paths may share one.
    Paths,
    /// Fields of a struct; its constants follow them.
    Fields(String),
    /// Parameters of such an operation.
    ParameterFields(String),
    /// Variants of an enum over derived types.
    Variants(String),
    /// Variants of an enumeration.
    Members(String),
    /// Constants of a flags enumeration.
    Flags(String),
    /// Methods of the builder of one entity.
    Item(String),
    /// Methods of the builder of a collection.
    Collection(String),
    /// Methods of a client.
    Client(String),
    /// Methods of a group of operations, by its tag.
    Group(String),
}

impl Scope {
    /// The spelling of the name unless there is a reason for another one; empty if there is no such spelling.
    fn plain(&self, key: &str) -> String {
        let simple = |key: &str| {
            let name = key.split_once('(').map_or(key, |(name, _)| name);
            name.rsplit(['.', ' '])
                .next()
                .unwrap_or_default()
                .to_owned()
        };
        match self {
            Self::Modules | Self::Clients | Self::Parameters | Self::Paths => String::new(),
            Self::Types | Self::Variants(_) => names::spell(&simple(key), Case::Camel),
            Self::Members(_) => names::spell(key, Case::Camel),
            Self::Flags(_) => names::spell(key, Case::Shouty),
            Self::Fields(_) | Self::ParameterFields(_) => names::spell(key, Case::Snake),
            Self::Item(_) | Self::Collection(_) if key.starts_with(CAST) => {
                names::spell(&format!("as_{}", simple(key)), Case::Snake)
            }
            Self::Collection(_) if key.starts_with(KEY) => {
                let parts = key[KEY.len()..].split(',').map(str::to_owned);
                names::by_parts(&parts.collect::<Vec<_>>())
            }
            Self::Group(_) => names::spell(key.trim_start_matches("operation "), Case::Snake),
            Self::Item(_) | Self::Collection(_) | Self::Client(_) => {
                names::spell(&simple(key), Case::Snake)
            }
        }
    }
}

/// The key of the empty name. No other name has it, since each `\\` of a name is escaped.
const EMPTY: &str = "\\u{}";

/// A name of the metadata as a key of the file. Characters that would not be read back unchanged are written as
/// numbers, and the empty name as an escape of nothing, because a blank line and blanks at an end are not read back.
pub fn key(wire_name: &str) -> String {
    if wire_name.is_empty() {
        return EMPTY.to_owned();
    }
    let mut out = String::with_capacity(wire_name.len());
    for c in wire_name.chars() {
        match c {
            '=' | '[' | ']' | '#' | '\\' => out.extend(c.escape_unicode()),
            c if c.is_whitespace() || is_hidden(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out
}

/// Adds a number to each key that occurs again, so that each line of the file is for one thing.
pub fn number_repeated<'k>(keys: impl IntoIterator<Item = &'k mut String>) {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for key in keys {
        if taken.insert(key.clone()) {
            continue;
        }
        let count = counts.entry(key.clone()).or_insert(1);
        let numbered = loop {
            *count += 1;
            let numbered = format!("{key} {count}");
            if taken.insert(numbered.clone()) {
                break numbered;
            }
        };
        *key = numbered;
    }
}

/// The kind of an OData operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperationKind {
    /// A function.
    Function,
    /// An action.
    Action,
}

/// An operation within a builder: its binding type, which may be a base type, and for functions the names of the
/// parameters, by which overloads differ (CSDL XML 4.01, 12.4).
pub fn operation_key<'p>(
    kind: OperationKind,
    name: &str,
    binding: Option<&'p str>,
    parameters: impl Iterator<Item = &'p str>,
) -> String {
    match kind {
        OperationKind::Action => format!("action {}", action_key(name, binding)),
        OperationKind::Function => {
            let all = binding.into_iter().chain(parameters);
            format!("function {}", overload_key(name, all))
        }
    }
}

const CAST: &str = "cast ";

/// A step to a derived type within a builder.
pub fn cast_key(derived: &str) -> String {
    format!("{CAST}{}", key(derived))
}

const KEY: &str = "key ";

/// An alternate key within the builder of a collection.
pub fn alternate_key(parts: &[String]) -> String {
    let parts: Vec<String> = parts.iter().map(|part| key(part)).collect();
    format!("{KEY}{}", parts.join(","))
}

/// A stream property within the builder of an entity, or the content of the entity itself.
pub fn stream_key(property: Option<&str>) -> String {
    format!(
        "stream {}",
        property.map_or_else(|| "$value".to_owned(), key)
    )
}

/// A function import within a client.
pub fn overload_key<'p>(name: &str, parameters: impl Iterator<Item = &'p str>) -> String {
    let parameters: Vec<String> = parameters.map(key).collect();
    format!("{}({})", key(name), parameters.join(","))
}

/// An action, by its binding type.
pub fn action_key(name: &str, binding: Option<&str>) -> String {
    format!("{}({})", key(name), key(binding.unwrap_or_default()))
}

impl Lock {
    /// All names: scope, wire name and Rust name.
    pub fn entries(&self) -> impl Iterator<Item = (&Scope, &str, &str)> {
        let scopes = self.scopes.iter();
        scopes.flat_map(|(scope, names)| {
            let names = names.iter();
            names.map(move |(key, name)| (scope, key.as_str(), name.as_str()))
        })
    }

    /// The locked name of a key.
    pub fn get(&self, scope: &Scope, key: &str) -> Option<&str> {
        self.scopes.get(scope)?.get(key).map(String::as_str)
    }

    /// The locked names of a scope, each with its key.
    pub fn names(&self, scope: &Scope) -> impl Iterator<Item = (&str, &str)> {
        let names = self.scopes.get(scope).into_iter().flatten();
        names.map(|(key, name)| (key.as_str(), name.as_str()))
    }

    /// Whether a scope has locked names.
    pub fn has(&self, scope: &Scope) -> bool {
        self.scopes.contains_key(scope)
    }

    /// Number of names.
    pub fn len(&self) -> usize {
        self.scopes.values().map(BTreeMap::len).sum()
    }

    /// Whether there are no names.
    pub fn is_empty(&self) -> bool {
        self.scopes.is_empty()
    }

    /// These names, and those of an older lock for all other keys.
    pub fn over(mut self, older: &Self) -> Self {
        for (scope, names) in &older.scopes {
            let locked = self.scopes.entry(scope.clone()).or_default();
            for (key, name) in names {
                locked.entry(key.clone()).or_insert_with(|| name.clone());
            }
        }
        self
    }

    /// The keys whose name differs in the other lock, or that it does not contain.
    pub fn differing<'l>(&'l self, other: &'l Self) -> impl Iterator<Item = &'l str> {
        let names = self.scopes.iter();
        names.flat_map(move |(scope, names)| {
            let differs = move |(key, name): &(&String, &String)| {
                other.get(scope, key) != Some(name.as_str())
            };
            names.iter().filter(differs).map(|(key, _)| key.as_str())
        })
    }

    /// Locks a name. If two things have the same key, the first keeps the line.
    pub(super) fn put(&mut self, scope: &Scope, key: &str, name: &str) {
        let names = self.scopes.entry(scope.clone()).or_default();
        names
            .entry(key.to_owned())
            .or_insert_with(|| name.to_owned());
    }
}

/// The name of the root module in the file.
const ROOT: &str = "crate";

/// The name of a module in the file.
pub(super) fn module_name(path: &[String]) -> String {
    match path.is_empty() {
        true => ROOT.to_owned(),
        false => path.join("::"),
    }
}

/// The locked module path of a namespace.
pub fn module_path(name: &str) -> Vec<String> {
    match name {
        ROOT => Vec::new(),
        name => name.split("::").map(str::to_owned).collect(),
    }
}
