//! The URLs in the docs of builders.

use clientwright::model::{Item, Package};

use crate::{contained, container, entity, many, run, set};
use clientwright::Stage;

/// The docs of a builder, on one line.
fn docs(package: &Package, name: &str) -> String {
    let files = package.modules.values().flat_map(|module| &module.files);
    let found = files
        .flat_map(|file| &file.items)
        .find_map(|item| match item {
            Item::Resource(resource) if resource.name == name => Some(&resource.docs),
            _ => None,
        });
    let lines: Vec<&str> = found.expect("a builder").lines().collect();
    lines.join(" ")
}

#[test]
fn the_shortest_path_is_named_and_the_others_are_counted() {
    let body = [
        entity("order", &contained("lines", "line")),
        entity("line", &many("products", "product")),
        entity("product", ""),
        container(&(set("orders", "order", "") + &set("products", "product", ""))),
    ]
    .concat();
    let package = run(&body, Stage::Lower).package;
    for (name, expected) in [
        (
            "OrderCollection",
            "Requests to a collection of `NS.order` at `/orders`.",
        ),
        (
            "LineItem",
            "Requests to one `NS.line` at `/orders({id})/lines({id})`.",
        ),
        (
            "ProductCollection",
            "Requests to a collection of `NS.product`, for example at `/products` (returned by 2 methods).",
        ),
        // One method returns it, but of a builder with several URLs.
        (
            "ProductItem",
            "Requests to one `NS.product`, for example at `/products({id})`.",
        ),
    ] {
        assert_eq!(docs(&package, name), expected);
    }
}

#[test]
fn long_urls_are_cut_at_the_start() {
    let types: Vec<String> = (0..200)
        .map(|n| entity(&format!("t{n}"), &contained("next", &format!("t{}", n + 1))))
        .collect();
    let body = types.concat() + &entity("t200", "") + &container(&set("all", "t0", ""));
    let package = run(&body, Stage::Lower).package;
    let docs = docs(&package, "T200Collection");
    assert!(docs.contains("`…({id})/next"), "{docs}");
    assert_eq!(docs.matches("/next").count(), 6, "{docs}");
}
