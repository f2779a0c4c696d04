//! Names scope by scope, with regard to what the user chose and what an earlier run gave.

use std::collections::{BTreeMap, BTreeSet};

use clientwright_diagnostics::source::Span;

use super::letters::Lookalikes;
use super::lock::{self, Lock, Scope};
use super::names::{self, Case, Claim};

/// One of the things that are named together.
#[derive(Clone, Debug)]
pub struct Named {
    /// What the lock file calls it.
    pub key: String,
    /// The spelling that it would have if it were alone.
    pub wanted: String,
    /// Where it is declared, by which a chosen name is found.
    pub span: Option<Span>,
}

impl Named {
    /// A thing of the description, spelt as usual.
    pub fn new(wire_name: &str, case: Case, span: Span) -> Self {
        Self {
            key: lock::key(wire_name),
            wanted: names::spell(wire_name, case),
            span: Some(span),
        }
    }
}

/// Gives names, and remembers which were given and which could not be had.
#[derive(Debug, Default)]
pub struct Naming {
    chosen: BTreeMap<Span, String>,
    held: Lock,
    lookalikes: Lookalikes,
    given: Lock,
    clashes: BTreeMap<Span, String>,
    changes: BTreeSet<String>,
}

/// What naming came to.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// The names that were recorded.
    pub lock: Lock,
    /// Chosen names that are taken: why, by the place of what they were chosen for.
    pub clashes: BTreeMap<Span, String>,
    /// Held names that had to change, each in a few words.
    pub changes: BTreeSet<String>,
}

impl Naming {
    /// Starts from names that the user chose, by the place of what they are chosen for, and the names of an earlier run.
    /// `wire_names` are all names of the description, in order: of letters that look alike, the first is kept.
    pub fn new(chosen: BTreeMap<Span, String>, held: Lock, wire_names: &[&str]) -> Self {
        Self {
            chosen,
            held,
            lookalikes: Lookalikes::new(wire_names),
            ..Self::default()
        }
    }

    /// The name that the user chose for what is declared at a place.
    pub fn chosen(&self, span: Span) -> Option<&str> {
        self.chosen.get(&span).map(String::as_str)
    }

    /// The module path that an earlier run gave a namespace.
    pub fn held_module(&self, namespace: &str) -> Option<Vec<String>> {
        let held = self.held.get(&Scope::Modules, &lock::key(namespace))?;
        Some(lock::module_path(held))
    }

    /// Writes down a name that is used: the lock file gets it.
    pub fn record(&mut self, scope: &Scope, key: &str, name: &str) {
        self.given.put(scope, key, name);
    }

    /// Writes down the module of a namespace.
    pub fn record_module(&mut self, namespace: &str, module: &[String]) {
        let name = lock::module_name(module);
        self.given
            .put(&Scope::Modules, &lock::key(namespace), &name);
    }

    /// What naming came to.
    pub fn finish(self) -> Given {
        Given {
            lock: self.given,
            clashes: self.clashes,
            changes: self.changes,
        }
    }

    /// The name that an earlier run gave.
    pub fn held(&self, scope: &Scope, key: &str) -> Option<&str> {
        self.held.get(scope, key)
    }

    /// Every name that an earlier run gave in a scope, with what it was given to.
    pub fn held_in(&self, scope: &Scope) -> impl Iterator<Item = (&str, &str)> {
        self.held.names(scope)
    }

    /// Names the things of one scope.
    pub fn distinct(&mut self, scope: &Scope, things: &[Named], reserved: &[&str]) -> Vec<String> {
        let keys: BTreeSet<&str> = things.iter().map(|t| t.key.as_str()).collect();
        let retired = self.held_in(scope).filter(|(key, _)| !keys.contains(key));
        let retired = retired.map(|(_, name)| name.to_owned()).collect();
        self.settle(scope, things, &retired, reserved)
    }

    /// As [`Naming::distinct`], where the caller knows which names belong to things that are gone.
    pub fn settle(
        &mut self,
        scope: &Scope,
        things: &[Named],
        retired: &BTreeSet<String>,
        reserved: &[&str],
    ) -> Vec<String> {
        // Of two things that the file cannot tell apart, the first has the line.
        let mut seen = BTreeSet::new();
        let claims: Vec<Claim> = things
            .iter()
            .map(|thing| Claim {
                wanted: self.lookalikes.resolve(thing.wanted.clone()),
                held: match seen.insert(&thing.key) {
                    true => self.held.get(scope, &thing.key).map(str::to_owned),
                    false => None,
                },
                chosen: thing
                    .span
                    .and_then(|span| self.chosen(span))
                    .map(str::to_owned),
            })
            .collect();
        let settled = names::settle(&claims, retired, reserved);
        for (index, owner) in settled.clashes {
            if let Some(span) = things[index].span {
                let owner = owner.map(|owner| things[owner].key.as_str());
                self.clash(scope, span, &things[index].key, owner);
            }
        }
        for ((claim, name), thing) in claims.iter().zip(&settled.names).zip(things) {
            if let Some(held) = claim.held.as_ref().filter(|held| *held != name)
                && claim.chosen.is_none()
            {
                let change = format!(
                    "`{}` of [{scope}] was `{held}` and is `{name}` now",
                    thing.key
                );
                self.changes.insert(change);
            }
        }
        settled.names
    }

    /// Names constants, which follow the fields of the same properties.
    pub fn constants(&self, scope: &Scope, things: &[Named]) -> Vec<String> {
        let shouty = |name: &str| names::spell(name, Case::Shouty);
        let claims: Vec<Claim> = things
            .iter()
            .map(|thing| {
                let chosen = thing.span.and_then(|span| self.chosen(span)).map(shouty);
                let wanted = self.lookalikes.resolve(thing.wanted.clone());
                let held = || {
                    let field = self.held.get(scope, &thing.key)?;
                    // A field that is called as usual, or numbered, has a constant that is. Its name may not give its words.
                    let plain = names::spell(&thing.key, Case::Snake);
                    let number = field.strip_prefix(&self.lookalikes.resolve(plain));
                    let is_number = |c: char| c.is_ascii_digit() || c == '_';
                    Some(
                        match number.filter(|number| number.chars().all(is_number)) {
                            Some(number) => format!("{wanted}{number}"),
                            None => shouty(field),
                        },
                    )
                };
                let held = chosen.or_else(held);
                Claim {
                    wanted,
                    held,
                    chosen: None,
                }
            })
            .collect();
        let keys: BTreeSet<&str> = things.iter().map(|t| t.key.as_str()).collect();
        let retired = self.held_in(scope).filter(|(key, _)| !keys.contains(key));
        let retired = retired.map(|(_, name)| shouty(name)).collect();
        names::settle(&claims, &retired, &[]).names
    }

    /// A name for an item of a struct that has none on the wire: out of the way of the fields, where it was before.
    pub fn extra(&self, scope: &Scope, name: &str, fields: &[String]) -> String {
        let held = self.held_in(scope).map(|(_, name)| name.to_owned());
        let before: Vec<String> = held.collect();
        match before.is_empty() {
            true => names::extra(name, fields),
            false => names::extra(name, &before),
        }
    }

    /// The names of such items that an earlier run gave, which new fields have to leave alone.
    pub fn held_extras(&self, scope: &Scope, extras: &[&str]) -> Vec<String> {
        match self.held.has(scope) {
            true => extras.iter().map(|e| self.extra(scope, e, &[])).collect(),
            false => Vec::new(),
        }
    }

    fn clash(&mut self, scope: &Scope, span: Span, key: &str, owner: Option<&str>) {
        let name = &self.chosen[&span];
        let why = match owner {
            Some(owner) => format!("`{owner}` of [{scope}] has that name"),
            None => format!("[{scope}] keeps that name for itself"),
        };
        let message = format!("`{key}` cannot be called `{name}`: {why}");
        // A property is named in each type that inherits it.
        self.clashes.entry(span).or_insert(message);
    }
}
