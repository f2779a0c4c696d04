//! What each path of the client allows.
#![allow(
    clippy::unwrap_used,
    reason = "a helper of tests fails where a test would"
)]

use clientwright::Stage;
use clientwright::model::odata::{Builder, Navigation, Number, Permit};
use clientwright::model::{Client, Item, Package, Resource, Step, Target, TypePath};

use crate::{bind, contained, container, entity, many, restriction, run, set};

fn items(package: &Package) -> impl Iterator<Item = &Item> {
    let files = package.modules.values().flat_map(|module| &module.files);
    files.flat_map(|file| &file.items)
}

fn client(package: &Package) -> &Client {
    let found = items(package).find_map(|item| match item {
        Item::Client(client) => Some(client),
        _ => None,
    });
    found.expect("there is a client")
}

fn resource<'a>(package: &'a Package, path: &TypePath) -> &'a Resource {
    let found = items(package).find_map(|item| match item {
        Item::Resource(resource) if resource.name == path.name => Some(resource),
        _ => None,
    });
    found.expect("the builder is there")
}

fn step<'a>(mut steps: impl Iterator<Item = &'a Step>, name: &str) -> Option<&'a Navigation> {
    steps.find_map(|step| match &step.target {
        Target::Entities(navigation) if navigation.wire_name == name => Some(navigation),
        _ => None,
    })
}

/// What a path from the client on allows, in the words of the model; nothing if the path does not exist. Collections are
/// continued by key.
fn allows(package: &Package, path: &str) -> Option<Vec<String>> {
    let mut names = path.split('/');
    let mut at = step(client(package).steps.iter(), names.next()?)?;
    for name in names {
        let Builder::Resource(builder) = &at.builder else {
            return None;
        };
        let mut from = resource(package, builder);
        if from.entities.number == Number::Many {
            from = resource(package, &from.entities.keys.first()?.item);
        }
        let marker = match &at.permit {
            Permit::Path(marker) => Some(marker),
            _ => None,
        };
        let by_path = &from.entities.by_path;
        let methods = by_path
            .iter()
            .find(|methods| methods.marker.as_ref() == marker);
        let methods = methods.or_else(|| by_path.iter().find(|methods| methods.marker.is_none()));
        let steps = methods.into_iter().flat_map(|methods| &methods.steps);
        at = step(from.steps.iter().chain(steps), name)?;
    }
    Some(match &at.permit {
        Permit::Full => vec!["everything".to_owned()],
        Permit::Allow(can) => {
            let can = [
                (can.list, "List"),
                (can.get, "Get"),
                (can.insert, "Insert"),
                (can.update, "Update"),
                (can.delete, "Delete"),
                (can.link, "Link"),
            ];
            let can = can.iter().filter(|(can, _)| *can);
            can.map(|(_, name)| (*name).to_owned()).collect()
        }
        Permit::Path(marker) => {
            let found = items(package).find_map(|item| match item {
                Item::Path(path) if path.name == marker.name => Some(path),
                _ => None,
            });
            let allows = &found.expect("the marker is there").allows;
            allows.iter().map(|name| (*name).to_owned()).collect()
        }
    })
}

fn package(body: &str) -> Package {
    run(body, Stage::Lower).package
}

/// A restriction of a path that starts at an entity set or a navigation property.
fn restricted(paths: &[(&str, String)]) -> String {
    let records: String = paths
        .iter()
        .map(|(path, restriction)| {
            let restriction = restriction
                .replace("<Annotation Term=\"Org.OData.Capabilities.V1.", "<PropertyValue Property=\"")
                .replace("</Annotation>", "</PropertyValue>");
            format!("<Record><PropertyValue Property=\"NavigationProperty\" NavigationPropertyPath=\"{path}\"/>{restriction}</Record>")
        })
        .collect();
    format!(
        "<Annotation Term=\"Org.OData.Capabilities.V1.NavigationRestrictions\"><Record>\
         <PropertyValue Property=\"RestrictedProperties\"><Collection>{records}</Collection></PropertyValue></Record></Annotation>"
    )
}

fn no(what: &str) -> String {
    match what {
        "Insert" => restriction("InsertRestrictions", "Insertable", false),
        "Update" => restriction("UpdateRestrictions", "Updatable", false),
        _ => restriction("DeleteRestrictions", "Deletable", false),
    }
}

/// Orders that contain lines that contain notes, with a set that has annotations and one that has none.
fn shop(of_orders: &str) -> String {
    [
        entity("note", ""),
        entity("line", &contained("notes", "note")),
        entity("order", &contained("lines", "line")),
        container(&(set("orders", "order", of_orders) + &set("drafts", "order", ""))),
    ]
    .concat()
}

#[test]
fn an_entity_set_restricts_its_entities() {
    let package = package(&shop(&(no("Insert") + &no("Delete"))));
    assert_eq!(
        allows(&package, "orders").unwrap(),
        ["List", "Get", "Update"]
    );
    assert_eq!(allows(&package, "drafts").unwrap(), ["everything"]);
    assert_eq!(allows(&package, "orders/lines").unwrap(), ["everything"]);
    assert_eq!(allows(&package, "orders/nothing"), None);
}

#[test]
fn a_restriction_of_a_path_applies_to_that_path_only() {
    let package = package(&shop(&restricted(&[("lines", no("Delete"))])));
    let lines = allows(&package, "orders/lines").unwrap();
    assert!(
        lines.contains(&"Insert".to_owned()) && !lines.contains(&"Delete".to_owned()),
        "{lines:?}"
    );
    let orders = allows(&package, "orders").unwrap();
    assert!(orders.contains(&"Delete".to_owned()), "{orders:?}");
    assert_eq!(allows(&package, "drafts/lines").unwrap(), ["everything"]);
}

#[test]
fn a_restriction_reaches_as_far_as_its_path() {
    let package = package(&shop(&restricted(&[
        ("lines", no("Delete")),
        ("lines/notes", no("Insert")),
    ])));
    let notes = allows(&package, "orders/lines/notes").unwrap();
    assert!(
        !notes.contains(&"Insert".to_owned()) && notes.contains(&"Delete".to_owned()),
        "{notes:?}"
    );
    assert_eq!(
        allows(&package, "drafts/lines/notes").unwrap(),
        ["everything"]
    );
}

/// A restriction of an entity set reaches what is bound to it, through every set whose paths agree.
#[test]
fn a_bound_property_has_the_restrictions_of_its_set() {
    let body = [
        entity("item", ""),
        entity("order", &many("items", "item")),
        container(
            &(set("orders", "order", &bind("items", "items"))
                + &set("items", "item", &no("Update"))),
        ),
    ]
    .concat();
    let package = package(&body);
    let items = allows(&package, "orders/items").unwrap();
    assert!(!items.contains(&"Update".to_owned()), "{items:?}");
    assert_eq!(allows(&package, "orders").unwrap(), ["everything"]);
}
