//! Finds what a name means: a name of the description, or of the generated code.

use clientwright_model::naming::lock::{Lock, Scope};

use super::{All, ChainStep};

/// What a name means.
pub(super) struct Found {
    /// The type or operation, by its name in the description.
    pub(super) name: String,
    /// The member of it that is meant, if it is not the whole.
    pub(super) member: Option<ChainStep>,
}

pub(super) fn find(lock: &Lock, all: &All, name: &str) -> Option<Found> {
    let whole = |name: &str| Found {
        name: name.to_owned(),
        member: None,
    };
    if all.contains_key(name) {
        return Some(whole(name));
    }
    let mut aliased = all.iter();
    if let Some((of, _)) = aliased.find(|(_, declared)| declared.alias.as_deref() == Some(name)) {
        return Some(whole(of));
    }
    lock.entries().find_map(|(scope, key, rust)| {
        let Some((owner, what)) = member(scope) else {
            // The path of a module before a name of the code does not matter: names of types are looked up by their last part.
            let is_meant = *scope == Scope::Types && (rust == name || last(name) == rust);
            return (is_meant && !name.contains('/')).then(|| of_type(all, key, rust));
        };
        let of_type = lock.get(&Scope::Types, owner).unwrap_or(owner);
        let is_wire = name.strip_suffix(key).and_then(|n| n.strip_suffix('/')) == Some(owner);
        let is_rust = name.rsplit_once("::").is_some_and(|(of, member)| {
            let of = last(of);
            member == rust && (is_builder(of, of_type) || of == of_type)
        });
        if !is_wire && !is_rust {
            return None;
        }
        // A method may send an operation that has reasons of its own.
        let operation = key.trim_start_matches("operation ").split('(').next();
        let operation = operation.unwrap_or_default();
        let by_alias = || {
            let mut all = all.iter();
            all.find(|(_, declared)| declared.alias.as_deref() == Some(operation))
        };
        let declared = all.get_key_value(operation).or_else(by_alias);
        Some(Found {
            name: declared.map_or(owner, |(name, _)| name).to_owned(),
            member: Some(part(format!("{owner}/{key}"), what, rust, Some(of_type))),
        })
    })
}

/// All names that are found, for suggestions.
pub(super) fn names<'n>(lock: &'n Lock, all: &'n All) -> impl Iterator<Item = &'n str> {
    let aliases = all.values().filter_map(|d| d.alias.as_deref());
    let types = lock.entries().filter(|(scope, ..)| **scope == Scope::Types);
    let types = types.map(|(_, _, rust)| rust);
    all.keys().map(String::as_str).chain(aliases).chain(types)
}

/// A type that may have no name in the description: then it is a part of a schema, which has one.
fn of_type(all: &All, key: &str, rust: &str) -> Found {
    if all.contains_key(key) {
        return Found {
            name: key.to_owned(),
            member: None,
        };
    }
    let pointer = key.split_whitespace().next().unwrap_or_default();
    let schema = pointer.strip_prefix("/components/schemas/");
    let schema = schema.and_then(|rest| rest.split('/').next());
    Found {
        name: schema.unwrap_or(key).to_owned(),
        member: Some(part(key.to_owned(), "type", rust, None)),
    }
}

/// The step for a part of what has reasons.
fn part(name: String, what: &'static str, rust: &str, member_of: Option<&str>) -> ChainStep {
    ChainStep {
        name,
        what,
        id: None,
        rust: Some(rust.to_owned()),
        member_of: member_of.map(str::to_owned),
        is_selected: true,
        reason: None,
        excluded: None,
    }
}

/// The owner of the names of a scope, and what they are names of.
fn member(scope: &Scope) -> Option<(&str, &'static str)> {
    Some(match scope {
        Scope::Fields(of) => (of, "field"),
        Scope::Variants(of) => (of, "variant"),
        Scope::Members(of) | Scope::Flags(of) => (of, "member"),
        Scope::Item(of) | Scope::Collection(of) | Scope::Client(of) | Scope::Group(of) => {
            (of, "method")
        }
        Scope::ParameterFields(of) => (of, "parameter"),
        Scope::Modules | Scope::Types | Scope::Clients | Scope::Parameters | Scope::Paths => {
            return None;
        }
    })
}

/// Whether a name is that of a builder: of entities, or of a group with the name of a tag.
fn is_builder(name: &str, of: &str) -> bool {
    let is_of_entities = ["Item", "Collection"].into_iter();
    let mut names = is_of_entities.map(|end| format!("{of}{end}"));
    let plain = |text: &str| {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect::<String>()
    };
    names.any(|builder| builder == name) || plain(name) == plain(of)
}

/// The last part of a path of Rust.
fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}
