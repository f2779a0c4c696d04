//! Which feature of a crate each root of the service needs, read from the manifest.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use clientwright::{Options, generate};

use crate::{contained, container, entity, many, metadata, set};

type Features = BTreeMap<String, Vec<String>>;

/// The features of a whole crate that is generated of the declarations in `body`.
fn features(body: &str) -> Features {
    of_crate(&metadata(body))
}

/// The features of a whole crate that is generated of a text.
fn of_crate(text: &str) -> Features {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let schema = folder.path().join("schema");
    fs::write(&schema, text).expect("a file");
    let generated = generate(&Options {
        schema,
        crate_name: Some("shop".to_owned()),
        features_per_root: true,
        ..Options::default()
    });
    let generated = generated.unwrap_or_else(|error| panic!("{error}"));
    let manifest = &generated.output[Path::new("Cargo.toml")];
    let manifest: toml::Table = toml::from_str(manifest).expect("a manifest");
    manifest["features"]
        .clone()
        .try_into()
        .expect("lists of names")
}

/// The features of the crate's own that a feature turns on, itself included.
fn needs(features: &Features, name: &str) -> BTreeSet<String> {
    let mut needed = BTreeSet::new();
    let mut open = vec![name.to_owned()];
    while let Some(name) = open.pop() {
        if let Some(more) = features.get(&name)
            && needed.insert(name)
        {
            open.extend(more.iter().cloned());
        }
    }
    needed
}

#[test]
fn each_root_is_a_feature() {
    let body = entity("a", "")
        + &entity("b", "")
        + &container(&(set("ants", "a", "") + &set("bees", "b", "")));
    let features = features(&body);
    for root in ["ants", "bees"] {
        assert_eq!(needs(&features, root), BTreeSet::from([root.to_owned()]));
    }
}

#[test]
fn what_two_roots_need_is_a_feature_of_both() {
    let body = [
        entity("shared", ""),
        entity("a", &contained("all", "shared")),
        entity("b", &many("some", "shared")),
        entity("c", ""),
        container(&(set("ants", "a", "") + &set("bees", "b", "") + &set("cats", "c", ""))),
    ]
    .concat();
    let features = features(&body);
    let (a, b, c) = (
        needs(&features, "ants"),
        needs(&features, "bees"),
        needs(&features, "cats"),
    );
    let common: Vec<_> = a.intersection(&b).collect();
    assert_eq!(common.len(), 1, "{features:?}");
    assert_eq!(c.len(), 1, "{features:?}");
    assert!(!a.contains("bees") && !b.contains("ants"), "{features:?}");
}

/// A root that reaches the types of another needs them, and not the other way round.
#[test]
fn a_root_needs_the_types_that_it_reaches() {
    let body = [
        entity("order", &many("items", "item")),
        entity("item", ""),
        container(&(set("orders", "order", "") + &set("items", "item", ""))),
    ]
    .concat();
    let features = features(&body);
    let (orders, items) = (needs(&features, "orders"), needs(&features, "items"));
    let only_orders: Vec<_> = orders.difference(&items).collect();
    assert_eq!(only_orders, ["orders"], "{features:?}");
    assert!(!items.contains("orders"), "{features:?}");
    assert!(items.len() > 1, "{features:?}");
}

/// Of a description, tags are roots, and operations without one.
#[test]
fn each_tag_is_a_feature() {
    let operation = |id: &str, tag: &str, schema: &str| {
        format!(
            "  /{id}:\n    get:\n      operationId: {id}\n      {tag}\n      parameters: [{{name: n, in: query, schema: {{type: string}}}}]\n      \
             responses: {{'200': {{description: OK, content: {{application/json: {{schema: {{$ref: '#/components/schemas/{schema}'}}}}}}}}}}\n"
        )
    };
    let features = of_crate(&format!(
        "openapi: 3.1.0\ninfo: {{title: Shop, version: '1'}}\npaths:\n{}{}{}{}\
         components:\n  schemas:\n    Pet: {{properties: {{owner: {{$ref: '#/components/schemas/Person'}}}}}}\n    \
         Person: {{properties: {{a: {{type: string}}}}}}\n    State: {{enum: [a]}}\n    Alone: {{enum: [b]}}\n",
        operation("listPets", "tags: [pets]", "Pet"),
        operation("listPeople", "tags: [people]", "Person"),
        operation("listAll", "tags: [default]", "State"),
        operation("ping", "", "Person"),
    ));
    let own = |name: &str| needs(&features, name);
    assert!(own("pets").contains("pets"), "{features:?}");
    // What several roots need is shared by them.
    let shared: Vec<String> = own("pets").intersection(&own("ping")).cloned().collect();
    assert_eq!(shared.len(), 1, "{features:?}");
    assert!(own("people").contains(&shared[0]), "{features:?}");
    assert_eq!(own("default-root").len(), 1, "{features:?}");
    assert_eq!(own("types-without-path").len(), 1, "{features:?}");
    let full = own("full");
    assert!(
        ["pets", "people", "ping", "default-root"]
            .iter()
            .all(|root| full.contains(*root))
    );
    assert!(!own("default").contains("default-root"), "{features:?}");
}
