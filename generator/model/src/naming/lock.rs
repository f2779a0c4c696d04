//! The lock file of names: what generated code calls things, so that new metadata renames nothing.
//!
//! A name that the metadata gives today may be disputed tomorrow: `Solution` appears beside `solution`, both want
//! `solution`, and which of them comes first in the document is up to the service. What was generated before therefore is
//! written down, all of it: a clash cannot be foreseen. A line is the name on the wire; the name in Rust stands beside it
//! only where it is not the plain spelling of that. Lines of removed declarations stay, so that their names are
//! not given to others.

mod text;

pub use text::read;

use std::collections::BTreeMap;

use clientwright_diagnostics::text::is_hidden;

use crate::naming::names::{self, Case};

/// Names in Rust by scope and name on the wire.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    scopes: BTreeMap<Scope, BTreeMap<String, String>>,
}

/// A place in which names are distinct.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Module paths of namespaces.
    Modules,
    /// Types of all namespaces.
    Types,
    /// Clients of containers.
    Clients,
    /// Calls of operations with parameters that may be left out.
    Parameters,
    /// Fields of a struct, which its constants follow.
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
}

impl Scope {
    /// Spells the name that something has unless there is a reason for another one; empty where there is no such name.
    fn plain(&self, key: &str) -> String {
        let simple = |key: &str| {
            let name = key.split_once('(').map_or(key, |(name, _)| name);
            name.rsplit(['.', ' '])
                .next()
                .unwrap_or_default()
                .to_owned()
        };
        match self {
            Self::Modules | Self::Clients | Self::Parameters => String::new(),
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
            Self::Item(_) | Self::Collection(_) | Self::Client(_) => {
                names::spell(&simple(key), Case::Snake)
            }
        }
    }
}

/// A name of the metadata as a line of the file has it: what would not be read back as it is, is written as a number.
pub fn key(wire_name: &str) -> String {
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

/// What an operation of OData is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperationKind {
    /// A function.
    Function,
    /// An action.
    Action,
}

/// An operation within a builder: what it is bound to, which may be a base type, and for functions the names of the
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

/// An action, by what it is bound to.
pub fn action_key(name: &str, binding: Option<&str>) -> String {
    format!("{}({})", key(name), key(binding.unwrap_or_default()))
}

impl Lock {
    /// The name that is held for something.
    pub fn get(&self, scope: &Scope, key: &str) -> Option<&str> {
        self.scopes.get(scope)?.get(key).map(String::as_str)
    }

    /// Every name that is held in a scope, with what it is held for.
    pub fn names(&self, scope: &Scope) -> impl Iterator<Item = (&str, &str)> {
        let names = self.scopes.get(scope).into_iter().flatten();
        names.map(|(key, name)| (key.as_str(), name.as_str()))
    }

    /// Whether anything is held in a scope.
    pub fn has(&self, scope: &Scope) -> bool {
        self.scopes.contains_key(scope)
    }

    /// Number of names.
    pub fn len(&self) -> usize {
        self.scopes.values().map(BTreeMap::len).sum()
    }

    /// Whether nothing is held.
    pub fn is_empty(&self) -> bool {
        self.scopes.is_empty()
    }

    /// These names with those of an older lock for what is not among them.
    pub fn over(mut self, older: &Self) -> Self {
        for (scope, names) in &older.scopes {
            let held = self.scopes.entry(scope.clone()).or_default();
            for (key, name) in names {
                held.entry(key.clone()).or_insert_with(|| name.clone());
            }
        }
        self
    }

    /// What has another name, or none, in the other lock.
    pub fn differing<'l>(&'l self, other: &'l Self) -> impl Iterator<Item = &'l str> {
        let names = self.scopes.iter();
        names.flat_map(move |(scope, names)| {
            let differs = move |(key, name): &(&String, &String)| {
                other.get(scope, key) != Some(name.as_str())
            };
            names.iter().filter(differs).map(|(key, _)| key.as_str())
        })
    }

    /// Holds a name. Of two things that the file cannot tell apart, the first has the line.
    pub(super) fn put(&mut self, scope: &Scope, key: &str, name: &str) {
        let names = self.scopes.entry(scope.clone()).or_default();
        names
            .entry(key.to_owned())
            .or_insert_with(|| name.to_owned());
    }
}

/// The root module has no name of its own.
const ROOT: &str = "crate";

/// What the file calls a module.
pub(super) fn module_name(path: &[String]) -> String {
    match path.is_empty() {
        true => ROOT.to_owned(),
        false => path.join("::"),
    }
}

/// The module path that is held for a namespace.
pub fn module_path(name: &str) -> Vec<String> {
    match name {
        ROOT => Vec::new(),
        name => name.split("::").map(str::to_owned).collect(),
    }
}
