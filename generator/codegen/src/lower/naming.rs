//! Naming with regard to what the user chose and what an earlier run gave.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use clientwright_csdl::schema::Schema;
use clientwright_diagnostics::source::Span;
use clientwright_diagnostics::{Diagnostic, Diagnostics};
use clientwright_model::codes;
use clientwright_model::naming::letters::Lookalikes;
use clientwright_model::naming::lock::{self, Lock, Scope};
use clientwright_model::naming::names::{self, Case, Claim};

use crate::renames::{Rename, Renames};

/// One of the things that are named together.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    /// What the lock file calls it.
    pub(crate) key: String,
    /// The spelling that it would have if it were alone.
    pub(crate) wanted: String,
    /// Its start tag, by which a chosen name is found.
    pub(crate) span: Option<Span>,
}

impl Named {
    /// A thing of the metadata, spelt as usual.
    pub(crate) fn new(wire_name: &str, case: Case, span: Span) -> Self {
        Self {
            key: lock::key(wire_name),
            wanted: names::spell(wire_name, case),
            span: Some(span),
        }
    }
}

/// Gives names, and remembers what could not be had.
#[derive(Debug, Default)]
pub(crate) struct Naming {
    renames: Renames,
    held: Lock,
    lookalikes: Lookalikes,
    /// By the text of the entry, since a property is named in each type that inherits it.
    clashes: RefCell<BTreeMap<String, Diagnostic>>,
    changes: RefCell<BTreeSet<String>>,
}

impl Naming {
    pub(crate) fn new(schema: &Schema, renames: Renames, held: Lock) -> Self {
        Self {
            renames,
            held,
            lookalikes: Lookalikes::new(&all_names(schema)),
            ..Self::default()
        }
    }

    /// The name that the user chose for an element.
    pub(crate) fn chosen(&self, span: Span) -> Option<&str> {
        self.renames.of(span).map(|rename| rename.name.as_str())
    }

    /// The module of a namespace, where it is not the plain one.
    pub(crate) fn module(&self, namespace: &str) -> Option<Vec<String>> {
        self.renames.of_namespace(namespace).or_else(|| {
            let held = self.held.get(&Scope::Modules, &lock::key(namespace))?;
            Some(lock::module_path(held))
        })
    }

    /// The name that an earlier run gave.
    pub(crate) fn held(&self, scope: &Scope, key: &str) -> Option<&str> {
        self.held.get(scope, key)
    }

    /// Every name that an earlier run gave in a scope, with what it was given to.
    pub(crate) fn held_in(&self, scope: &Scope) -> impl Iterator<Item = (&str, &str)> {
        self.held.names(scope)
    }

    /// Names the things of one scope.
    pub(crate) fn distinct(
        &self,
        scope: &Scope,
        things: &[Named],
        reserved: &[&str],
    ) -> Vec<String> {
        let keys: BTreeSet<&str> = things.iter().map(|t| t.key.as_str()).collect();
        let retired = self.held_in(scope).filter(|(key, _)| !keys.contains(key));
        let retired = retired.map(|(_, name)| name.to_owned()).collect();
        self.settle(scope, things, &retired, reserved)
    }

    /// As [`Naming::distinct`], where the caller knows which names belong to things that are gone.
    pub(crate) fn settle(
        &self,
        scope: &Scope,
        things: &[Named],
        retired: &BTreeSet<String>,
        reserved: &[&str],
    ) -> Vec<String> {
        let rename = |thing: &Named| thing.span.and_then(|span| self.renames.of(span));
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
                chosen: rename(thing).map(|rename| rename.name.clone()),
            })
            .collect();
        let settled = names::settle(&claims, retired, reserved);
        for (index, owner) in settled.clashes {
            if let Some(rename) = rename(&things[index]) {
                let owner = owner.map(|owner| things[owner].key.as_str());
                self.clash(scope, rename, &things[index].key, owner);
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
                self.changes.borrow_mut().insert(change);
            }
        }
        settled.names
    }

    /// Names constants, which follow the fields of the same properties.
    pub(crate) fn constants(&self, scope: &Scope, things: &[Named]) -> Vec<String> {
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
    pub(crate) fn extra(&self, scope: &Scope, name: &str, fields: &[String]) -> String {
        let held = self.held_in(scope).map(|(_, name)| name.to_owned());
        let before: Vec<String> = held.collect();
        match before.is_empty() {
            true => names::extra(name, fields),
            false => names::extra(name, &before),
        }
    }

    /// The names of such items that an earlier run gave, which new fields have to leave alone.
    pub(crate) fn held_extras(&self, scope: &Scope, extras: &[&str]) -> Vec<String> {
        match self.held.has(scope) {
            true => extras.iter().map(|e| self.extra(scope, e, &[])).collect(),
            false => Vec::new(),
        }
    }

    fn clash(&self, scope: &Scope, rename: &Rename, key: &str, owner: Option<&str>) {
        let name = &rename.name;
        let why = match owner {
            Some(owner) => format!("`{owner}` of [{scope}] has that name"),
            None => format!("[{scope}] keeps that name for itself"),
        };
        let message = format!("`{key}` cannot be called `{name}`: {why}");
        let diagnostic = rename.entry.error(codes::NAME, message, "");
        let mut clashes = self.clashes.borrow_mut();
        clashes
            .entry(rename.entry.text.clone())
            .or_insert(diagnostic);
    }

    /// Hands over what could not be had. `lock` names the file that held names come from.
    pub(crate) fn report(&self, lock: &str, diags: &mut Diagnostics) {
        diags.extend(self.clashes.take().into_values());
        for change in self.changes.take() {
            let message = format!("a name changes: {change}");
            diags.push(Diagnostic::warning_in(codes::NAME_CHANGES, message, lock));
        }
    }
}

/// Every name of the metadata, in the order of the documents.
fn all_names(schema: &Schema) -> Vec<&str> {
    let mut all: Vec<&str> = Vec::new();
    for namespace in &schema.namespaces {
        all.extend(namespace.name.split('.'));
    }
    for (_, ty) in schema.structured_types.iter() {
        all.push(&ty.name.name);
        all.extend(ty.properties.iter().map(|p| p.name.as_str()));
        all.extend(ty.navigation_properties.iter().map(|p| p.name.as_str()));
    }
    for (_, ty) in schema.enum_types.iter() {
        all.push(&ty.name.name);
        all.extend(ty.members.iter().map(|m| m.name.as_str()));
    }
    all.extend(
        schema
            .type_definitions
            .iter()
            .map(|(_, ty)| ty.name.name.as_str()),
    );
    for (_, operation) in schema.operations.iter() {
        all.push(&operation.name.name);
        all.extend(operation.parameters.iter().map(|p| p.name.as_str()));
    }
    for (_, container) in schema.containers.iter() {
        all.push(&container.name.name);
        all.extend(container.children.iter().map(|c| c.name.as_str()));
    }
    all
}
