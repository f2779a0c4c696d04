//! Names of each scope, with regard to chosen and locked names.

use std::collections::{BTreeMap, BTreeSet};

use clientwright_diagnostics::source::Span;

use super::letters::Lookalikes;
use super::lock::{self, Lock, Scope};
use super::names::{self, Case, Claim};

/// One of the things that are named together. `D` identifies a declaration: for OData the place of its element.
#[derive(Clone, Debug)]
pub struct Named<D = Span> {
    /// Its key in the lock file.
    pub key: String,
    /// The spelling of its name without clashes.
    pub wanted: String,
    /// Its declaration; a chosen name is found by it.
    pub declaration: Option<D>,
}

impl<D> Named<D> {
    /// A thing of the description with the usual spelling.
    pub fn new(wire_name: &str, case: Case, declaration: D) -> Self {
        Self {
            key: lock::key(wire_name),
            wanted: names::spell(wire_name, case),
            declaration: Some(declaration),
        }
    }

    /// A thing without a chosen name.
    pub fn unchosen(key: String, wanted: String) -> Self {
        Self {
            key,
            wanted,
            declaration: None,
        }
    }
}

/// Assigns names, and records them and the chosen names that are taken.
#[derive(Debug)]
pub struct Naming<D = Span> {
    chosen: BTreeMap<D, String>,
    locked: Lock,
    lookalikes: Lookalikes,
    assigned: Lock,
    clashes: BTreeMap<D, String>,
    changes: BTreeSet<String>,
}

/// The result of naming.
#[derive(Clone, Debug)]
pub struct Assigned<D = Span> {
    /// The names that were recorded.
    pub lock: Lock,
    /// Chosen names that are taken: the reason, by declaration.
    pub clashes: BTreeMap<D, String>,
    /// Locked names that had to change, each as a message.
    pub changes: BTreeSet<String>,
}

impl<D: Copy + Ord> Naming<D> {
    /// Starts with the names that the user chose, by declaration, and with the locked names. `wire_names` are all names
    /// of the description, in order: of names that look alike, the first is kept.
    pub fn new(chosen: BTreeMap<D, String>, locked: Lock, wire_names: &[&str]) -> Self {
        Self {
            chosen,
            locked,
            lookalikes: Lookalikes::new(wire_names),
            assigned: Lock::default(),
            clashes: BTreeMap::new(),
            changes: BTreeSet::new(),
        }
    }

    /// The name that the user chose for a declaration.
    pub fn chosen(&self, declaration: D) -> Option<&str> {
        self.chosen.get(&declaration).map(String::as_str)
    }

    /// The spelling in place of one that looks like another, for names that consist of several.
    pub fn resolved(&self, spelt: String) -> String {
        self.lookalikes.resolve(spelt)
    }

    /// As [`Naming::resolved`], for each word of a name in snake case.
    pub fn resolved_words(&self, spelt: String) -> String {
        if spelt.is_ascii() {
            return spelt;
        }
        let words = spelt.split('_').map(|word| self.resolved(word.to_owned()));
        words.collect::<Vec<_>>().join("_")
    }

    /// The locked module path of a namespace.
    pub fn locked_module(&self, namespace: &str) -> Option<Vec<String>> {
        let locked = self.locked.get(&Scope::Modules, &lock::key(namespace))?;
        Some(lock::module_path(locked))
    }

    /// Records a used name for the lock file.
    pub fn record(&mut self, scope: &Scope, key: &str, name: &str) {
        self.assigned.put(scope, key, name);
    }

    /// Records the module of a namespace.
    pub fn record_module(&mut self, namespace: &str, module: &[String]) {
        let name = lock::module_name(module);
        self.assigned
            .put(&Scope::Modules, &lock::key(namespace), &name);
    }

    /// The result of naming.
    pub fn finish(self) -> Assigned<D> {
        Assigned {
            lock: self.assigned,
            clashes: self.clashes,
            changes: self.changes,
        }
    }

    /// The locked name of a key.
    pub fn locked(&self, scope: &Scope, key: &str) -> Option<&str> {
        self.locked.get(scope, key)
    }

    /// The locked names of a scope, each with its key.
    pub fn locked_in(&self, scope: &Scope) -> impl Iterator<Item = (&str, &str)> {
        self.locked.names(scope)
    }

    /// Names the things of one scope.
    pub fn distinct(
        &mut self,
        scope: &Scope,
        things: &[Named<D>],
        reserved: &[&str],
    ) -> Vec<String> {
        let keys: BTreeSet<&str> = things.iter().map(|t| t.key.as_str()).collect();
        let retired = self.locked_in(scope).filter(|(key, _)| !keys.contains(key));
        let retired = retired.map(|(_, name)| name.to_owned()).collect();
        self.settle(scope, things, &retired, reserved)
    }

    /// As [`Naming::distinct`], where the order of the things has no effect: of those that want one name, see [`by_key`].
    fn distinct_by_key(
        &mut self,
        scope: &Scope,
        things: &[Named<D>],
        reserved: &[&str],
    ) -> Vec<String> {
        let order = by_key(things);
        let sorted: Vec<Named<D>> = order.iter().map(|at| things[*at].clone()).collect();
        let given = self.distinct(scope, &sorted, reserved);
        in_order(&order, given)
    }

    /// As [`Naming::distinct`], and records the names. Of things with the same key, all but the first get a key with a number.
    pub fn assign(
        &mut self,
        scope: &Scope,
        mut things: Vec<Named<D>>,
        reserved: &[&str],
    ) -> Vec<String> {
        lock::number_repeated(things.iter_mut().map(|thing| &mut thing.key));
        let given = self.distinct(scope, &things, reserved);
        self.record_all(scope, &things, &given);
        given
    }

    /// As [`Naming::assign`], in the order of their keys.
    pub fn assign_by_key(
        &mut self,
        scope: &Scope,
        mut things: Vec<Named<D>>,
        reserved: &[&str],
    ) -> Vec<String> {
        lock::number_repeated(things.iter_mut().map(|thing| &mut thing.key));
        let given = self.distinct_by_key(scope, &things, reserved);
        self.record_all(scope, &things, &given);
        given
    }

    fn record_all(&mut self, scope: &Scope, things: &[Named<D>], given: &[String]) {
        for (thing, name) in things.iter().zip(given) {
            self.record(scope, &thing.key, name);
        }
    }

    /// As [`Naming::distinct`], where the caller knows the names of removed things.
    pub fn settle(
        &mut self,
        scope: &Scope,
        things: &[Named<D>],
        retired: &BTreeSet<String>,
        reserved: &[&str],
    ) -> Vec<String> {
        // If two things have the same key in the file, the first keeps the line.
        let mut seen = BTreeSet::new();
        let claims: Vec<Claim> = things
            .iter()
            .map(|thing| Claim {
                wanted: self.lookalikes.resolve(thing.wanted.clone()),
                locked: match seen.insert(&thing.key) {
                    true => self.locked.get(scope, &thing.key).map(str::to_owned),
                    false => None,
                },
                chosen: thing
                    .declaration
                    .and_then(|declaration| self.chosen(declaration))
                    .map(str::to_owned),
            })
            .collect();
        let settled = names::settle(&claims, retired, reserved);
        for (index, owner) in settled.clashes {
            if let Some(declaration) = things[index].declaration {
                let owner = owner.map(|owner| things[owner].key.as_str());
                self.clash(scope, declaration, &things[index].key, owner);
            }
        }
        for ((claim, name), thing) in claims.iter().zip(&settled.names).zip(things) {
            if let Some(locked) = claim.locked.as_ref().filter(|locked| *locked != name)
                && claim.chosen.is_none()
            {
                let change = format!(
                    "`{}` of [{scope}] was `{locked}` and is `{name}` now",
                    thing.key
                );
                self.changes.insert(change);
            }
        }
        settled.names
    }

    /// Names constants, which follow the fields of the same properties: `fields` if there are any, or else the locked ones.
    pub fn constants(&self, scope: &Scope, things: &[Named<D>], fields: &[String]) -> Vec<String> {
        let shouty = |name: &str| names::spell(name, Case::Shouty);
        let claims: Vec<Claim> = things
            .iter()
            .enumerate()
            .map(|(index, thing)| {
                let chosen = thing
                    .declaration
                    .and_then(|declaration| self.chosen(declaration));
                let chosen = chosen.map(shouty);
                let wanted = self.lookalikes.resolve(thing.wanted.clone());
                let locked = || {
                    let field = fields.get(index).map(String::as_str);
                    let field = field.or_else(|| self.locked.get(scope, &thing.key))?;
                    // A field with the usual name, or a numbered one, has a constant with the same number. The words of
                    // such a name cannot be derived from it.
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
                let locked = chosen.or_else(locked);
                Claim {
                    wanted,
                    locked,
                    chosen: None,
                }
            })
            .collect();
        let keys: BTreeSet<&str> = things.iter().map(|t| t.key.as_str()).collect();
        let retired = self.locked_in(scope).filter(|(key, _)| !keys.contains(key));
        let retired = retired.map(|(_, name)| shouty(name)).collect();
        names::settle(&claims, &retired, &[]).names
    }

    /// A name for an item of a struct without a wire name: the locked one, or one distinct from the fields.
    pub fn extra(&self, scope: &Scope, name: &str, fields: &[String]) -> String {
        let locked = self.locked_in(scope).map(|(_, name)| name.to_owned());
        let before: Vec<String> = locked.collect();
        match before.is_empty() {
            true => names::extra(name, fields),
            false => names::extra(name, &before),
        }
    }

    /// The locked names of such items, which new fields must not get.
    pub fn locked_extras(&self, scope: &Scope, extras: &[&str]) -> Vec<String> {
        match self.locked.has(scope) {
            true => extras.iter().map(|e| self.extra(scope, e, &[])).collect(),
            false => Vec::new(),
        }
    }

    fn clash(&mut self, scope: &Scope, declaration: D, key: &str, owner: Option<&str>) {
        let name = &self.chosen[&declaration];
        let why = match owner {
            Some(owner) => format!("`{owner}` of [{scope}] has that name"),
            None => format!("that name is reserved in [{scope}]"),
        };
        let message = format!("`{key}` cannot be called `{name}`: {why}");
        // A property is named in each type that inherits it.
        self.clashes.entry(declaration).or_insert(message);
    }
}

/// The order in which things get their names: first those whose keys are the names that they want, then by the keys.
pub fn by_key<D>(things: &[Named<D>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..things.len()).collect();
    order.sort_by_cached_key(|at| {
        let Named { key, wanted, .. } = &things[*at];
        // Capitals come after small letters, which are usual.
        let swapped: String = key.chars().map(swapped).collect();
        (wanted.trim_end_matches('_') != key, swapped)
    });
    order
}

/// A letter of ASCII in the other case.
fn swapped(letter: char) -> char {
    match letter.is_ascii_lowercase() {
        true => letter.to_ascii_uppercase(),
        false => letter.to_ascii_lowercase(),
    }
}

/// Names that were given in an order, in that of the things.
pub fn in_order(order: &[usize], given: Vec<String>) -> Vec<String> {
    let mut names = vec![String::new(); given.len()];
    for (at, name) in order.iter().zip(given) {
        names[*at] = name;
    }
    names
}
