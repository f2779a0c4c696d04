//! The facts of clients, of builders for entities, and of groups of calls.

use clientwright_model::odata::{Entities, Number};
use clientwright_model::{Client, Group, Resource, Step, Subgroup, Target};

use super::facts::{Fact, Key, List, Space};
use super::{PartKind, capabilities, members, routes, service, signature};

pub(super) fn resource(list: &mut List<'_>, path: &str, item: &Resource) {
    let Entities {
        number,
        entity,
        is_media,
        keys,
        streams,
        casts,
        by_path: _,
    } = &item.entities;
    let known = list.routes;
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
    let depends = |method: &str| known.depends(path, method);
    let steps = item.steps.iter().filter(|s| !depends(&s.method));
    steps.for_each(|s| step(list, &owner, None, s));
    let calls = item.calls.iter().filter(|c| !depends(&c.method));
    calls.for_each(|call| members::call(list, &owner, None, call));
    for (route, marker) in known.paths(path, list.side) {
        let route = Some(route.as_str());
        let by_path = routes::at(item, marker);
        let own = by_path.into_iter().flat_map(|methods| &methods.steps);
        let of_all = item.steps.iter().filter(|s| depends(&s.method));
        own.chain(of_all).for_each(|s| step(list, &owner, route, s));
        let own = by_path.into_iter().flat_map(|methods| &methods.calls);
        let of_all = item.calls.iter().filter(|c| depends(&c.method));
        let calls = own.chain(of_all);
        calls.for_each(|call| members::call(list, &owner, route, call));
    }
}

fn step(list: &mut List<'_>, owner: &Key, marker: Option<&str>, item: &Step) {
    let key = Key::method(owner, marker, &item.method);
    match &item.target {
        Target::Group(target) => {
            list.put(key, Some(owner), subgroup(target).docs(&item.docs));
        }
        Target::Entities(navigation) => {
            let fact = Fact::new(PartKind::Operation, signature::navigation(navigation));
            let fact = fact.wire(navigation.wire_name.clone()).docs(&item.docs);
            let key = list.put(key, Some(owner), fact);
            capabilities::permit(list, &key, &navigation.permit);
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

pub(super) fn group(list: &mut List<'_>, path: &str, item: &Group) {
    let fact = Fact::new(PartKind::Type, "group").docs(&item.docs);
    let owner = list.add(None, Space::Type, path, fact);
    for step in &item.groups {
        let fact = subgroup(&step.target).docs(&step.docs);
        list.add(Some(&owner), Space::Method, &step.method, fact);
    }
    let calls = item.calls.iter();
    calls.for_each(|call| members::call(list, &owner, None, call));
}

pub(super) fn client(list: &mut List<'_>, path: &str, item: &Client) {
    let fact = Fact::new(PartKind::Type, "client").docs(&item.docs);
    let owner = list.add(None, Space::Type, path, fact);
    service::client(list, &owner, item);
    item.steps.iter().for_each(|s| step(list, &owner, None, s));
    let calls = item.calls.iter();
    calls.for_each(|call| members::call(list, &owner, None, call));
}
