//! The lock file of names: what generated code calls things, so that new metadata renames nothing.
//!
//! A name that the metadata gives today may be disputed tomorrow: `Solution` appears beside `solution`, both want
//! `solution`, and which of them comes first in the document is up to the service. What was generated before therefore is
//! written down, all of it: a clash cannot be foreseen. A line is the name on the wire; the name in Rust stands beside it
//! only where it is not the plain spelling of that. Lines of things that are gone stay, so that their names are
//! not given to others.

mod text;

pub use text::read;

use std::collections::BTreeMap;

use clientwright_diagnostics::text::is_hidden;

use crate::naming::names::{self, Case};
use crate::odata::{Cast, Number};
use crate::{Call, CallBuilder, Client, Item, Package, Step, Target};

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

    fn put(&mut self, scope: Scope, key: String, name: &str) {
        let names = self.scopes.entry(scope).or_default();
        names.entry(key).or_insert_with(|| name.to_owned());
    }

    // ---- from a package ----

    /// Reads off what a package calls things.
    pub fn of(package: &Package) -> Self {
        let mut lock = Self::default();
        for (path, module) in &package.modules {
            for item in module.files.iter().flat_map(|file| &file.items) {
                lock.add(path, item);
            }
        }
        lock
    }

    fn add(&mut self, module: &[String], item: &Item) {
        match item {
            Item::Struct(item) => {
                self.add_type(module, &item.wire_name, &item.name);
                for field in &item.fields {
                    let scope = Scope::Fields(key(&item.wire_name));
                    self.put(scope, key(&field.wire_name), &field.name);
                }
            }
            Item::Union(item) => {
                self.add_type(module, &item.wire_name, &item.name);
                for (index, variant) in item.variants.iter().enumerate() {
                    let scope = Scope::Variants(key(&item.wire_name));
                    if let Some(value) = item.told_by.values_of(index).next() {
                        self.put(scope, key(value), &variant.name);
                    }
                }
                for constant in &item.constants {
                    let name = names::spell(&constant.name, Case::Snake);
                    let scope = Scope::Fields(key(&item.wire_name));
                    self.put(scope, key(&constant.wire_name), &name);
                }
            }
            Item::Enumeration(item) => {
                self.add_type(module, &item.wire_name, &item.name);
                for member in &item.members {
                    let scope = Scope::Members(key(&item.wire_name));
                    self.put(scope, key(&member.wire.text()), &member.name);
                }
            }
            Item::Flags(item) => {
                self.add_type(module, &item.wire_name, &item.name);
                for member in &item.members {
                    let scope = Scope::Flags(key(&item.wire_name));
                    self.put(scope, key(&member.wire.text), &member.name);
                }
            }
            Item::Alias(item) => self.add_type(module, &item.wire_name, &item.name),
            Item::Resource(item) => {
                let entities = &item.entities;
                let scope = match entities.number {
                    Number::Many => Scope::Collection(key(&entities.wire_name)),
                    Number::One => Scope::Item(key(&entities.wire_name)),
                };
                self.add_methods(&scope, &item.steps, &item.calls, &entities.casts);
                for alternate in entities.keys.iter().filter(|key| key.is_alternate) {
                    let parts = alternate.parts.iter().map(|part| part.wire_name.clone());
                    let key = alternate_key(&parts.collect::<Vec<_>>());
                    self.put(scope.clone(), key, &alternate.method);
                }
                for stream in &entities.streams {
                    let key = stream_key(stream.property.as_deref());
                    self.put(scope.clone(), key, &stream.method);
                }
                for methods in &entities.by_path {
                    self.add_methods(&scope, &methods.steps, &methods.calls, &[]);
                }
            }
            Item::Group(_) => {}
            Item::CallBuilder(item) => self.add_call(item),
            // Nobody has to name it.
            Item::Path(_) => {}
            Item::Client(item) => self.add_client(module, item),
        }
    }

    fn add_type(&mut self, module: &[String], wire_name: &str, name: &str) {
        self.put(Scope::Types, key(wire_name), name);
        self.add_module(module, wire_name);
    }

    fn add_module(&mut self, module: &[String], wire_name: &str) {
        let namespace = wire_name.rsplit_once('.').map_or("", |(n, _)| n);
        self.put(Scope::Modules, key(namespace), &module_name(module));
    }

    fn add_call(&mut self, item: &CallBuilder) {
        let called = &item.call.key;
        for parameter in item.call.optional() {
            let scope = Scope::ParameterFields(called.clone());
            self.put(scope, key(&parameter.wire_name), &parameter.name);
        }
        self.put(Scope::Parameters, called.clone(), &item.name);
    }

    fn add_methods(&mut self, scope: &Scope, steps: &[Step], calls: &[Call], casts: &[Cast]) {
        for step in steps {
            if let Target::Entities(navigation) = &step.target {
                self.put(scope.clone(), key(&navigation.wire_name), &step.method);
            }
        }
        for call in calls {
            self.put(scope.clone(), call.key.clone(), &call.method);
        }
        for cast in casts {
            self.put(scope.clone(), cast_key(&cast.wire_name), &cast.method);
        }
    }

    fn add_client(&mut self, module: &[String], item: &Client) {
        self.put(Scope::Clients, key(&item.wire_name), &item.name);
        self.add_module(module, &item.wire_name);
        let scope = Scope::Client(key(&item.wire_name));
        self.add_methods(&scope, &item.steps, &item.calls, &[]);
    }
}

/// The root module has no name of its own.
const ROOT: &str = "crate";

fn module_name(path: &[String]) -> String {
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
