//! The API of a package as a list of facts: what code can use, by its path in Rust.

use std::collections::{BTreeMap, BTreeSet};

use clientwright_model::odata::{Entities, Number, PathMarker, PathMethods, Permit};
use clientwright_model::{
    Client, Docs, ErrorVariant, Errors, ErrorsKind, Events, Form, Group, Item, Module, Outcomes,
    Package, Protocol, Received, Resource, Subgroup, Target, TypePath, hash,
};

use super::{Level, PartKind, members, signature};

/// The capability to cast to each derived type.
const ANY_CAST: &str = "Cast<_>";

/// All facts of a package.
pub(super) type Facts = BTreeMap<Key, Fact>;

/// What code calls a part.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    /// The path of the part that it belongs to; empty for types.
    pub(super) owner: String,
    /// The marker of the only path of a builder that has it, if it is not there for all paths.
    pub(super) marker: Option<String>,
    /// Parts of different spaces may have the same name.
    pub(super) space: Space,
    /// The name.
    pub(super) name: String,
}

/// What a name is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Space {
    /// A type, or a variant of one.
    Type,
    /// A field.
    Field,
    /// A constant.
    Constant,
    /// A method, or a parameter of one.
    Method,
    /// A trait that is implemented.
    Trait,
    /// A capability of the path of a step.
    Capability,
    /// A feature.
    Feature,
}

impl Key {
    /// The path of a part, for people.
    pub(super) fn path(&self) -> String {
        let Self {
            owner,
            marker,
            name,
            ..
        } = self;
        let of = match self.space {
            Space::Feature => return format!("feature `{name}`"),
            Space::Trait => return format!("{owner} as {name}"),
            Space::Capability => return format!("{owner} {name}"),
            _ if owner.is_empty() => return name.clone(),
            _ => owner,
        };
        match marker {
            Some(marker) => format!("{of}<{marker}>::{name}"),
            None => format!("{of}::{name}"),
        }
    }

    /// The part that includes this one: the same method for all paths, or casts to all types.
    pub(super) fn general(&self) -> Option<Self> {
        if self.space == Space::Capability && self.name.starts_with("Cast<") {
            let name = ANY_CAST.to_owned();
            return Some(Self {
                name,
                ..self.clone()
            });
        }
        self.marker.as_ref()?;
        Some(Self {
            marker: None,
            ..self.clone()
        })
    }
}

/// A part of the API.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fact {
    pub(super) kind: PartKind,
    /// The part that it belongs to, if it has a fact.
    pub(super) owner: Option<Key>,
    /// What code depends on.
    pub(super) signature: String,
    /// What only requests and responses depend on.
    pub(super) wire: String,
    /// A hash of the docs.
    pub(super) docs: u64,
    /// What it means if the part is new.
    pub(super) added: Level,
    /// What it means if the part is gone.
    pub(super) removed: Level,
}

/// Lists facts.
#[derive(Debug, Default)]
pub(super) struct List {
    facts: Facts,
    /// The capabilities of markers, by their paths.
    markers: BTreeMap<TypePath, Vec<String>>,
    /// The variants of the errors of calls, by their paths.
    errors: BTreeMap<TypePath, Vec<ErrorVariant>>,
}

impl List {
    /// Adds a fact. Returns its key, as the owner of further facts.
    pub(super) fn add(&mut self, owner: Option<&Key>, space: Space, name: &str, fact: Fact) -> Key {
        let key = Key {
            owner: owner.map(Key::path).unwrap_or_default(),
            marker: None,
            space,
            name: name.to_owned(),
        };
        self.put(key, owner, fact)
    }

    /// Adds a fact with a key.
    pub(super) fn put(&mut self, key: Key, owner: Option<&Key>, fact: Fact) -> Key {
        let fact = Fact {
            owner: owner.cloned(),
            ..fact
        };
        self.facts.insert(key.clone(), fact);
        key
    }

    /// Adds what the path of a step allows.
    fn permit(&mut self, step: &Key, permit: &Permit) {
        for capability in self.capabilities(permit) {
            let fact = Fact::new(PartKind::Capability, "");
            self.add(Some(step), Space::Capability, &capability, fact);
        }
    }

    fn capabilities(&self, permit: &Permit) -> Vec<String> {
        let allowed = match permit {
            Permit::Path(marker) => {
                return self.markers.get(marker).cloned().unwrap_or_default();
            }
            Permit::Full => clientwright_model::odata::Capabilities::FULL,
            Permit::Allow(allowed) => *allowed,
        };
        let named = [
            ("Key", true),
            ("Narrow", true),
            ("List", allowed.list),
            ("Get", allowed.get),
            ("Insert", allowed.insert),
            ("Update", allowed.update),
            ("Write", allowed.update),
            ("Delete", allowed.delete),
            ("Reference", allowed.link),
            (ANY_CAST, true),
        ];
        let named = named.into_iter().filter(|(_, is_allowed)| *is_allowed);
        named.map(|(name, _)| name.to_owned()).collect()
    }
}

impl Fact {
    /// A part whose removal is breaking and whose addition is not.
    pub(super) fn new(kind: PartKind, signature: impl Into<String>) -> Self {
        Self {
            kind,
            owner: None,
            signature: signature.into(),
            wire: String::new(),
            docs: 0,
            added: Level::Additive,
            removed: Level::Breaking,
        }
    }

    pub(super) fn wire(self, wire: impl Into<String>) -> Self {
        Self {
            wire: wire.into(),
            ..self
        }
    }

    pub(super) fn docs(self, docs: &Docs) -> Self {
        let lines = docs.lines().chain(docs.deprecated());
        let text = lines.collect::<Vec<_>>().join("\n");
        Self {
            docs: hash::stable(text.as_bytes()),
            ..self
        }
    }

    /// A part whose addition is breaking too.
    pub(super) fn closed(self) -> Self {
        Self {
            added: Level::Breaking,
            ..self
        }
    }
}

/// Lists the facts of a package.
pub(super) fn facts(package: &Package) -> Facts {
    let mut list = List {
        markers: markers(package),
        errors: errors(package),
        ..List::default()
    };
    for feature in package.features.keys() {
        let fact = Fact::new(PartKind::Feature, "");
        list.add(None, Space::Feature, feature, fact);
    }
    for (path, module) in &package.modules {
        for item in module.files.iter().flat_map(|file| &file.items) {
            let of = type_path(path, module, item);
            self::item(&mut list, &signature::path(&of), item);
        }
    }
    list.facts
}

/// The path of an item.
fn type_path(path: &[String], module: &Module, item: &Item) -> TypePath {
    let mut path = path.to_vec();
    if item.is_builder() {
        path.push(module.builders.clone());
    }
    TypePath {
        module: path,
        name: item.name().to_owned(),
    }
}

/// The capabilities of markers.
fn markers(package: &Package) -> BTreeMap<TypePath, Vec<String>> {
    let mut found: Vec<(TypePath, &PathMarker)> = Vec::new();
    for (path, module) in &package.modules {
        for item in module.files.iter().flat_map(|file| &file.items) {
            if let Item::Path(marker) = item {
                // References to builders have the path of the module of the namespace or that of its builders.
                found.push((type_path(path, module, item), marker));
            }
        }
    }
    // Where no path forbids to narrow, no marker lists it.
    let lists_narrow = found.iter().any(|(_, m)| m.allows.contains(&"Narrow"));
    let capabilities = found.into_iter().map(|(path, marker)| {
        let mut names: BTreeSet<String> = marker.allows.iter().map(|n| (*n).to_owned()).collect();
        if !lists_narrow {
            names.insert("Narrow".to_owned());
        }
        match &marker.casts {
            Some(casts) => {
                let casts = casts.iter().map(signature::path);
                names.extend(casts.map(|derived| format!("Cast<{derived}>")));
            }
            None => {
                names.insert(ANY_CAST.to_owned());
            }
        }
        (path, names.into_iter().collect())
    });
    capabilities.collect()
}

fn item(list: &mut List, path: &str, item: &Item) {
    match item {
        Item::Struct(item) => members::structure(list, path, item),
        Item::Union(item) => members::union(list, path, item),
        Item::Enumeration(item) => members::enumeration(list, path, item),
        Item::Flags(item) => members::flags(list, path, item),
        Item::Alias(item) => {
            let fact = Fact::new(PartKind::Type, signature::ty(&item.ty)).docs(&item.docs);
            list.add(None, Space::Type, path, fact);
        }
        Item::Resource(item) => resource(list, path, item),
        Item::Group(item) => group(list, path, item),
        Item::Outcomes(item) => outcomes(list, path, item),
        Item::Errors(item) => call_errors(list, path, item),
        Item::Events(item) => events(list, path, item),
        Item::Form(item) => form(list, path, item),
        Item::Received(item) => received(list, path, item),
        Item::Client(item) => client(list, path, item),
        Item::Header(item) => {
            let fact = Fact::new(PartKind::Property, signature::ty(&item.ty));
            let fact = fact.wire(item.wire_name.clone()).docs(&item.docs);
            list.add(None, Space::Constant, path, fact);
        }
        // Other methods of theirs are parameters of calls.
        Item::CallBuilder(item) => {
            for accept in &item.accepts {
                let key = Key {
                    owner: path.to_owned(),
                    marker: None,
                    space: Space::Method,
                    name: accept.method.clone(),
                };
                let fact = Fact::new(PartKind::Operation, signature::output(&accept.output));
                list.put(
                    key,
                    None,
                    fact.wire(accept.media.clone()).docs(&accept.docs),
                );
            }
        }
        // What they allow belongs to steps.
        Item::Path(_) => {}
    }
}

fn resource(list: &mut List, path: &str, item: &Resource) {
    let Entities {
        number,
        entity,
        is_media,
        keys,
        streams,
        casts,
        by_path,
    } = &item.entities;
    let kind = match number {
        Number::One => "Item",
        Number::Many => "Collection",
    };
    let text = format!("{kind}<{}>", signature::path(entity));
    let fact = Fact::new(PartKind::Type, text).docs(&item.docs);
    let owner = list.add(None, Space::Type, path, fact);
    if *is_media {
        let fact = Fact::new(PartKind::Operation, "");
        list.add(Some(&owner), Space::Trait, "MediaEntity", fact);
    }
    for key in keys {
        let parts: Vec<&str> = key.parts.iter().map(|p| p.wire_name.as_str()).collect();
        let fact = Fact::new(PartKind::Operation, signature::key(key));
        let fact = fact.wire(parts.join(", ")).docs(&key.docs);
        list.add(Some(&owner), Space::Method, &key.method, fact);
    }
    for stream in streams {
        let fact = Fact::new(PartKind::Operation, "Media");
        let fact = fact.wire(stream.property.clone().unwrap_or_default());
        list.add(
            Some(&owner),
            Space::Method,
            &stream.method,
            fact.docs(&stream.docs),
        );
    }
    for cast in casts {
        let fact = Fact::new(PartKind::Operation, signature::path(&cast.target));
        let fact = fact.wire(cast.wire_name.clone()).docs(&cast.docs);
        list.add(Some(&owner), Space::Method, &cast.method, fact);
    }
    item.steps.iter().for_each(|s| step(list, &owner, None, s));
    let calls = item.calls.iter();
    calls.for_each(|call| members::call(list, &owner, None, call));
    for PathMethods {
        marker,
        steps,
        calls,
    } in by_path
    {
        let marker = marker.as_ref().map(|marker| marker.name.as_str());
        steps.iter().for_each(|s| step(list, &owner, marker, s));
        let calls = calls.iter();
        calls.for_each(|call| members::call(list, &owner, marker, call));
    }
}

/// The key of a method that may belong to one path of a builder.
pub(super) fn method(owner: &Key, marker: Option<&str>, name: &str) -> Key {
    Key {
        owner: owner.path(),
        marker: marker.map(str::to_owned),
        space: Space::Method,
        name: name.to_owned(),
    }
}

fn step(list: &mut List, owner: &Key, marker: Option<&str>, item: &clientwright_model::Step) {
    let key = method(owner, marker, &item.method);
    match &item.target {
        Target::Group(target) => {
            list.put(key, Some(owner), subgroup(target).docs(&item.docs));
        }
        Target::Entities(navigation) => {
            let fact = Fact::new(PartKind::Operation, signature::navigation(navigation));
            let fact = fact.wire(navigation.wire_name.clone()).docs(&item.docs);
            let key = list.put(key, Some(owner), fact);
            list.permit(&key, &navigation.permit);
        }
    }
}

/// The method that returns a group: its arguments are values of the path.
fn subgroup(target: &Subgroup) -> Fact {
    let group = signature::path(&target.group);
    let Some(path) = &target.path else {
        return Fact::new(PartKind::Operation, group);
    };
    let values: Vec<String> = path.values.iter().map(|v| signature::ty(&v.ty)).collect();
    let text = format!("({}) -> {group}", values.join(", "));
    Fact::new(PartKind::Operation, text).wire(path.segments.join("/"))
}

fn group(list: &mut List, path: &str, item: &Group) {
    let fact = Fact::new(PartKind::Type, "group").docs(&item.docs);
    let owner = list.add(None, Space::Type, path, fact);
    for step in &item.groups {
        let fact = subgroup(&step.target).docs(&step.docs);
        list.add(Some(&owner), Space::Method, &step.method, fact);
    }
    let calls = item.calls.iter();
    calls.for_each(|call| members::call(list, &owner, None, call));
}

fn client(list: &mut List, path: &str, item: &Client) {
    let fact = Fact::new(PartKind::Type, "client").docs(&item.docs);
    let servers = match &item.protocol {
        Protocol::OpenApi(service) => service.servers.as_slice(),
        Protocol::OData(_) => &[],
    };
    let addresses = servers.iter().map(|server| server.url.as_str());
    let addresses: Vec<&str> = item
        .base_url
        .as_deref()
        .into_iter()
        .chain(addresses)
        .collect();
    let fact = fact.wire(addresses.join(", "));
    let owner = list.add(None, Space::Type, path, fact);
    item.steps.iter().for_each(|s| step(list, &owner, None, s));
    let calls = item.calls.iter();
    calls.for_each(|call| members::call(list, &owner, None, call));
}

fn outcomes(list: &mut List, path: &str, item: &Outcomes) {
    let fact = Fact::new(PartKind::Type, "enum").docs(&item.docs);
    let owner = list.add(None, Space::Type, path, fact);
    for variant in &item.variants {
        let fact = Fact::new(PartKind::Property, signature::output(&variant.output));
        // The enum can be matched without a branch for others.
        let fact = fact.docs(&variant.docs).closed();
        list.add(Some(&owner), Space::Type, &variant.name, fact);
    }
    let fact = Fact::new(PartKind::Property, "Bytes").docs(&item.fallback_docs);
    list.add(Some(&owner), Space::Type, &item.fallback, fact.closed());
}

/// The variants of all enums of errors. Another name for one of them has the same variants.
fn errors(package: &Package) -> BTreeMap<TypePath, Vec<ErrorVariant>> {
    let mut found = BTreeMap::new();
    for (path, module) in &package.modules {
        for item in module.files.iter().flat_map(|file| &file.items) {
            if let Item::Errors(Errors {
                kind: ErrorsKind::Enum(variants),
                ..
            }) = item
            {
                found.insert(type_path(path, module, item), variants.clone());
            }
        }
    }
    found
}

fn call_errors(list: &mut List, path: &str, item: &Errors) {
    let variants = match &item.kind {
        ErrorsKind::Enum(variants) => variants.clone(),
        ErrorsKind::SameAs(other) => list.errors.get(other).cloned().unwrap_or_default(),
    };
    let fact = Fact::new(PartKind::Type, "errors").docs(&item.docs);
    let owner = list.add(None, Space::Type, path, fact);
    for variant in variants {
        let fact = Fact::new(PartKind::Property, signature::output(&variant.output));
        // The enum can be matched without a branch for others.
        let fact = fact.wire(variant.media.join(", ")).closed();
        list.add(Some(&owner), Space::Type, &variant.name, fact);
    }
}

fn events(list: &mut List, path: &str, item: &Events) {
    let fact = Fact::new(PartKind::Type, "enum").docs(&item.docs);
    let owner = list.add(None, Space::Type, path, fact);
    for variant in &item.variants {
        let fact = Fact::new(PartKind::Property, signature::ty(&variant.ty));
        // The enum can be matched without a branch for others.
        let fact = fact
            .wire(variant.event.clone())
            .docs(&variant.docs)
            .closed();
        list.add(Some(&owner), Space::Type, &variant.name, fact);
    }
    let fact = Fact::new(PartKind::Property, "other events").closed();
    list.add(Some(&owner), Space::Type, &item.fallback, fact);
}

fn form(list: &mut List, path: &str, item: &Form) {
    let fact = Fact::new(PartKind::Type, "form").docs(&item.docs);
    let owner = list.add(None, Space::Type, path, fact);
    let required = item.parts.iter().filter(|part| part.is_required);
    let arguments = required.map(|part| signature::part(&part.content));
    let new = format!("({})", arguments.collect::<Vec<_>>().join(", "));
    let fact = Fact::new(PartKind::Operation, new);
    list.add(Some(&owner), Space::Method, "new", fact);
    for part in item.parts.iter().filter(|part| !part.is_required) {
        let fact = Fact::new(PartKind::Operation, signature::part(&part.content));
        let fact = fact.wire(part.wire_name.clone()).docs(&part.docs);
        list.add(Some(&owner), Space::Method, &part.name, fact);
    }
}

fn received(list: &mut List, path: &str, item: &Received) {
    use clientwright_model::ReceivedBody;
    let fact = Fact::new(PartKind::Type, "enum").docs(&item.docs);
    let owner = list.add(None, Space::Type, path, fact);
    for variant in &item.variants {
        let body = match &variant.body {
            ReceivedBody::Empty => "()".to_owned(),
            ReceivedBody::Json(ty) => signature::ty(ty),
            ReceivedBody::Bytes => "Bytes".to_owned(),
        };
        let fact = Fact::new(PartKind::Property, body).wire(variant.wire_name.clone());
        let fact = fact.docs(&variant.docs).closed();
        list.add(Some(&owner), Space::Type, &variant.name, fact);
    }
    let fact = Fact::new(PartKind::Property, "Unknown").closed();
    list.add(Some(&owner), Space::Type, &item.fallback, fact);
}
