//! Whole requests: every option at once, and what has no types.

use clientwright_odata::query::{Apply, Compute};
use clientwright_odata::{Property, literal, query::Search};

use crate::grammar::leaf;
use crate::model::{Part, Thing, read, things};

#[test]
fn every_option_at_once() {
    const TWICE: Property<Thing, i32> = Property::new("twice");
    let list = things()
        .list()
        .apply(
            Apply::parse(
                "filter(int gt 1)/groupby((text),aggregate(int with sum as total,$count as n))",
            )
            .unwrap(),
        )
        .compute((
            Thing::INT.mul(2).named("twice"),
            Compute::parse("length(text) as size").unwrap(),
        ))
        .filter(TWICE.gt(2))
        .search(Search::text("a").or("b c"))
        .order_by(TWICE.desc())
        .top(1)
        .skip(2)
        .count(true)
        .select((Thing::TEXT, TWICE))
        .expand(Thing::PARTS.select(Part::NAME))
        .format("application/json")
        .query("x-custom&=", "a=b&c");
    let options = read(&list.url().unwrap());
    let names: Vec<_> = options.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "$apply",
            "$compute",
            "$filter",
            "$search",
            "$orderby",
            "$top",
            "$skip",
            "$count",
            "$select",
            "$expand",
            "$format",
            "x-custom&="
        ]
    );
    assert_eq!(options[11].1, leaf("a=b&c"));
}

#[test]
fn raw_forms_are_sent_as_they_are() {
    let list = things()
        .list()
        .apply(Apply::raw("NS.own(a,b)"))
        .compute(Compute::raw("int add 1 as more"))
        .filter_raw("int eq 1 or int eq 2")
        .search(Search::raw("\"a:b\" AND c"));
    let url = list.url().unwrap();
    read(&url);
    assert_eq!(
        percent_encoding::percent_decode_str(url.query().unwrap())
            .decode_utf8()
            .unwrap(),
        "$apply=NS.own(a,b)&$compute=int add 1 as more&$filter=int eq 1 or int eq 2&$search=\"a:b\" AND c"
    );
}

#[test]
fn names_that_are_none_fail_the_request() {
    let compute = things().list().compute(Thing::INT.named("a b")).url();
    assert_eq!(
        compute.unwrap_err().to_string(),
        "invalid request: \"a b\" cannot be the name of a computed value"
    );
    let cast = things()
        .list()
        .filter(Thing::INT.cast::<Vec<i32>>().is_not_empty())
        .url();
    assert_eq!(
        cast.unwrap_err().to_string(),
        "invalid request: a type without a name"
    );
}

#[test]
fn one_entity_and_a_count() {
    let item = things().key(&[("id", literal("1"))]);
    let get = item
        .get()
        .select(Thing::TEXT)
        .expand(Thing::OWNER)
        .compute(Thing::INT.add(1).named("more"));
    assert_eq!(read(&get.url().unwrap()).len(), 3);
    let count = things().count().filter(Thing::INT.gt(1)).search("x");
    assert_eq!(read(&count.url().unwrap()).len(), 2);
}
