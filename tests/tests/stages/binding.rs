//! Annotations of entity sets apply to the navigation properties that are bound to them.

use clientwright::Stage;
use clientwright_csdl::schema::{Annotation, Expression};

use crate::{bind, contained, container, entity, many, odata, restriction, set};

/// The annotations of a navigation property after binding, as `Term.Property=value`.
fn said(body: &str, ty: &str, navigation: &str) -> Vec<String> {
    let schema = odata(body, Stage::Bind).schema;
    let ty = schema.find_structured(&format!("NS.{ty}"));
    let ty = &schema.structured_types[ty.expect("the type is declared")];
    let mut navigations = ty.navigation_properties.iter();
    let navigation = navigations.find(|n| n.name == navigation);
    let annotations = &navigation.expect("it is declared").annotations;
    annotations.iter().flat_map(booleans).collect()
}

fn booleans(annotation: &Annotation) -> Vec<String> {
    let term = annotation.term.rsplit('.').next().unwrap_or_default();
    let Some(Expression::Record(record)) = &annotation.value else {
        return Vec::new();
    };
    let booleans = record.properties.iter().filter_map(|property| {
        let Some(Expression::Bool(value)) = property.value else {
            return None;
        };
        Some(format!("{term}.{}={value}", property.name))
    });
    booleans.collect()
}

/// Orders with the navigation property `items`, and sets of both types.
fn shop(items: &str, of_orders: &str, of_items: &str, more: &str) -> String {
    [
        entity("item", ""),
        entity("order", items),
        container(
            &[
                set("orders", "order", of_orders),
                set("items", "item", of_items),
                more.to_owned(),
            ]
            .concat(),
        ),
    ]
    .concat()
}

const NO_UPDATE: &str = "UpdateRestrictions.Updatable=false";

fn no_update() -> String {
    restriction("UpdateRestrictions", "Updatable", false)
}

#[test]
fn restrictions_of_the_set_reach_the_bound_property() {
    let body = shop(
        &many("items", "item"),
        &bind("items", "items"),
        &no_update(),
        "",
    );
    assert_eq!(said(&body, "order", "items"), [NO_UPDATE]);
    let unbound = shop(&many("items", "item"), "", &no_update(), "");
    assert!(said(&unbound, "order", "items").is_empty());
}

#[test]
fn targets_may_be_qualified() {
    let body = shop(
        &many("items", "item"),
        &bind("items", "NS.Container/items"),
        &no_update(),
        "",
    );
    assert_eq!(said(&body, "order", "items"), [NO_UPDATE]);
}

#[test]
fn the_property_s_own_annotation_takes_precedence() {
    let own = restriction("UpdateRestrictions", "Updatable", true);
    let items = format!(
        "<NavigationProperty Name=\"items\" Type=\"Collection(NS.item)\">{own}</NavigationProperty>"
    );
    let body = shop(&items, &bind("items", "items"), &no_update(), "");
    assert_eq!(
        said(&body, "order", "items"),
        ["UpdateRestrictions.Updatable=true"]
    );
}

#[test]
fn only_annotations_that_all_bound_sets_have_apply() {
    let two = no_update() + &restriction("DeleteRestrictions", "Deletable", false);
    let archive =
        set("archive", "item", &no_update()) + &set("old", "order", &bind("items", "archive"));
    let body = shop(
        &many("items", "item"),
        &bind("items", "items"),
        &two,
        &archive,
    );
    assert_eq!(said(&body, "order", "items"), [NO_UPDATE]);
    // A contained target is no entity set, and has no annotation.
    let elsewhere = set("old", "order", &bind("items", "orders/items"));
    let body = shop(
        &many("items", "item"),
        &bind("items", "items"),
        &two,
        &elsewhere,
    );
    assert!(said(&body, "order", "items").is_empty());
}

#[test]
fn contained_entities_belong_to_no_set() {
    let body = shop(
        &contained("items", "item"),
        &bind("items", "items"),
        &no_update(),
        "",
    );
    assert!(said(&body, "order", "items").is_empty());
}

#[test]
fn nothing_is_inserted_where_one_entity_is() {
    let both = no_update() + &restriction("InsertRestrictions", "Insertable", false);
    let one = "<NavigationProperty Name=\"items\" Type=\"NS.item\"/>";
    let body = shop(one, &bind("items", "items"), &both, "");
    assert_eq!(said(&body, "order", "items"), [NO_UPDATE]);
    let body = shop(&many("items", "item"), &bind("items", "items"), &both, "");
    assert_eq!(
        said(&body, "order", "items"),
        ["InsertRestrictions.Insertable=false", NO_UPDATE]
    );
}

#[test]
fn paths_continue_through_complex_values_and_containment() {
    let body = [
        format!(
            "<ComplexType Name=\"parcel\">{}</ComplexType>",
            many("contents", "item")
        ),
        entity("line", &many("parts", "item")),
        shop(
            &("<Property Name=\"parcel\" Type=\"NS.parcel\"/>".to_owned()
                + &contained("lines", "line")),
            &(bind("parcel/contents", "items") + &bind("lines/parts", "items")),
            &no_update(),
            "",
        ),
    ]
    .concat();
    assert_eq!(said(&body, "parcel", "contents"), [NO_UPDATE]);
    assert_eq!(said(&body, "line", "parts"), [NO_UPDATE]);
}

/// A cast names the type in front of the property: a derived one, or the declared one itself.
#[test]
fn paths_may_have_casts() {
    let rush = format!(
        "<EntityType Name=\"rush\" BaseType=\"NS.order\">{}</EntityType>",
        many("gifts", "item")
    );
    for (path, ty, navigation) in [
        ("NS.rush/gifts", "rush", "gifts"),
        ("NS.rush/items", "order", "items"),
        ("NS.order/items", "order", "items"),
    ] {
        let body = rush.clone()
            + &shop(
                &many("items", "item"),
                &bind(path, "items"),
                &no_update(),
                "",
            );
        assert_eq!(said(&body, ty, navigation), [NO_UPDATE], "{path}");
    }
}
