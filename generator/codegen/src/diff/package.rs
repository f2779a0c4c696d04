//! The API of a package as a list of facts.

use clientwright_model::{Item, Package};

use super::facts::{Fact, Facts, Key, List, Space, type_path};
use super::routes::{Routes, Side};
use super::{PartKind, bodies, builders, capabilities, members, service, signature};

/// Lists the facts of a package.
pub(super) fn facts(package: &Package, routes: &Routes, side: Side) -> Facts {
    let mut list = List {
        facts: Facts::new(),
        routes,
        side,
        markers: capabilities::markers(package),
        schemes: service::schemes(package),
        errors: bodies::errors(package),
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

fn item(list: &mut List<'_>, path: &str, item: &Item) {
    match item {
        Item::Struct(item) => members::structure(list, path, item),
        Item::Union(item) => members::union(list, path, item),
        Item::Enumeration(item) => members::enumeration(list, path, item),
        Item::Flags(item) => members::flags(list, path, item),
        Item::Alias(item) => {
            let fact = Fact::new(PartKind::Type, signature::ty(&item.ty)).docs(&item.docs);
            list.add(None, Space::Type, path, fact);
        }
        Item::Resource(item) => builders::resource(list, path, item),
        Item::Group(item) => builders::group(list, path, item),
        Item::Outcomes(item) => bodies::outcomes(list, path, item),
        Item::Errors(item) => bodies::call_errors(list, path, item),
        Item::Events(item) => bodies::events(list, path, item),
        Item::Form(item) => bodies::form(list, path, item),
        Item::FormChoice(item) => bodies::form_choice(list, path, item),
        Item::Received(item) => bodies::received(list, path, item),
        Item::Client(item) => builders::client(list, path, item),
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
