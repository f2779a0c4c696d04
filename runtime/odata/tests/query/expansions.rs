//! `$expand`, `$select`, `$orderby` and `$search`.

use clientwright_odata::{
    null,
    query::{AnyProperty, Expand, Expansion, IntoOrder, Levels, Order, Search, Select},
};
use proptest::prelude::*;

use crate::grammar::{Tree, leaf, node};
use crate::literals::nasty_text;
use crate::model::{Address, Part, Thing, Wheel, read, things};

/// The one option that a request has, as text, after it was read.
fn option(url: Result<http::Uri, clientwright_odata::Error>) -> String {
    let url = url.unwrap();
    read(&url);
    let query = url.query().unwrap();
    percent_encoding::percent_decode_str(query)
        .decode_utf8()
        .unwrap()
        .into_owned()
}

fn expand(what: impl Expand<Thing>) -> String {
    option(things().list().expand(what).url())
}

fn select(what: impl Select<Thing>) -> String {
    option(things().list().select(what).url())
}

fn order(what: impl IntoOrder<Thing>) -> String {
    option(things().list().order_by(what).url())
}

#[test]
fn expansions_with_options_of_their_own() {
    let parts = Thing::PARTS
        .filter(Part::NAME.eq("a;b)c,d"))
        .search("x y")
        .order_by((Part::SIZE.desc(), Part::NAME))
        .top(5)
        .skip(1)
        .count(true)
        .compute(Part::SIZE.mul(2).named("twice"))
        .select((Part::NAME, Part::SIZE))
        .expand(Part::WHOLE.select(Thing::TEXT).expand(Thing::OWNER))
        .levels(3);
    assert_eq!(
        expand(parts),
        "$expand=parts($compute=size mul 2 as twice;$filter=name eq 'a;b)c,d';$search=\"x y\";\
         $orderby=size desc,name;$top=5;$skip=1;$count=true;$levels=3;$select=name,size;\
         $expand=whole($select=text;$expand=owner))"
    );
    assert_eq!(
        expand((Thing::OWNER, Thing::PARTS.top(1))),
        "$expand=owner,parts($top=1)"
    );
    assert_eq!(
        expand(Thing::OWNER.levels(Levels::Max)),
        "$expand=owner($levels=max)"
    );
    assert_eq!(expand(Expansion::all()), "$expand=*");
    assert_eq!(
        expand(Expansion::raw("*($levels=2),owner/$ref")),
        "$expand=*($levels=2),owner/$ref"
    );
    let zero = things().list().expand(Thing::OWNER.levels(0)).url();
    assert_eq!(
        zero.unwrap_err().to_string(),
        "invalid request: an expansion has at least one level"
    );
}

#[test]
fn references_and_counts_in_place_of_entities() {
    assert_eq!(expand(Thing::OWNER.refs()), "$expand=owner/$ref");
    assert_eq!(
        expand(
            Thing::PARTS
                .refs()
                .filter(Part::SIZE.gt(1))
                .order_by(Part::NAME)
                .top(2)
                .skip(1)
                .count(true)
        ),
        "$expand=parts/$ref($filter=size gt 1;$orderby=name;$top=2;$skip=1;$count=true)"
    );
    assert_eq!(
        expand(
            Thing::PARTS
                .count_only()
                .filter(Part::SIZE.gt(1))
                .search("x")
        ),
        "$expand=parts/$count($filter=size gt 1;$search=x)"
    );
}

#[test]
fn expansions_after_paths_and_casts() {
    assert_eq!(
        expand(Thing::ADDRESS.path(Address::COUNTRY).select(Part::NAME)),
        "$expand=address/country($select=name)"
    );
    assert_eq!(
        expand(Thing::PARTS.of_type::<Wheel>().select(Wheel::SPOKES).top(2)),
        "$expand=parts/NS.wheel($top=2;$select=spokes)"
    );
    assert_eq!(
        expand(Thing::OWNER.downcast::<Wheel>().expand(Wheel::HUB)),
        "$expand=owner/NS.wheel($expand=hub)"
    );
    let parts = things();
    let hub = parts.list().expand(
        Thing::PARTS
            .expand(Wheel::HUB.upcast())
            .select(Wheel::SPOKES.upcast()),
    );
    assert_eq!(
        option(hub.url()),
        "$expand=parts($select=NS.wheel/spokes;$expand=NS.wheel/hub)"
    );
}

#[test]
fn selections() {
    assert_eq!(
        select((
            Thing::TEXT,
            Thing::OWNER,
            Thing::ADDRESS.path(Address::CITY)
        )),
        "$select=text,owner,address/city"
    );
    assert_eq!(
        select(vec![Thing::TEXT.untyped(), AnyProperty::named("*")]),
        "$select=text,*"
    );
    assert_eq!(
        select(AnyProperty::named("address($select=city)")),
        "$select=address($select=city)"
    );
}

#[test]
fn orders() {
    assert_eq!(
        order((
            Thing::TEXT.to_lower().desc(),
            Thing::PARTS.size(),
            Thing::OWNER.path(Part::NAME).asc()
        )),
        "$orderby=tolower(text) desc,parts/$count,owner/name"
    );
    assert_eq!(
        order(Order::raw("NS.rank(text) desc,text")),
        "$orderby=NS.rank(text) desc,text"
    );
    assert_eq!(
        order(Thing::TEXT.eq(null()).desc()),
        "$orderby=text eq null desc"
    );
}

#[derive(Clone, Debug)]
enum Said {
    Text(String),
    Not(Box<Said>),
    Both(bool, Box<Said>, Box<Said>),
}

impl Said {
    fn search(&self) -> Search {
        match self {
            Self::Text(text) => Search::text(text),
            Self::Not(inner) => !inner.search(),
            Self::Both(true, left, right) => left.search().and(right.search()),
            Self::Both(false, left, right) => left.search().or(right.search()),
        }
    }

    fn tree(&self) -> Tree {
        match self {
            Self::Text(text) => leaf(format!("text {text}")),
            Self::Not(inner) => node("NOT", vec![inner.tree()]),
            Self::Both(and, left, right) => node(
                if *and { "AND" } else { "OR" },
                vec![left.tree(), right.tree()],
            ),
        }
    }
}

fn searches() -> impl Strategy<Value = Said> {
    let word = prop_oneof![
        nasty_text().prop_filter("a phrase has text", |text| !text.is_empty()),
        proptest::sample::select(vec!["AND", "OR", "NOT", "bike", "new car"])
            .prop_map(str::to_owned)
    ];
    word.prop_map(Said::Text).prop_recursive(4, 16, 2, |inner| {
        prop_oneof![
            inner.clone().prop_map(|inner| Said::Not(Box::new(inner))),
            (any::<bool>(), inner.clone(), inner).prop_map(|(and, left, right)| Said::Both(
                and,
                Box::new(left),
                Box::new(right)
            )),
        ]
    })
}

proptest! {
    #[test]
    fn parsed_searches_equal_their_source(source in searches()) {
        let [top, inside] = [
            things().list().search(source.search()).url().unwrap(),
            things().list().expand(Thing::PARTS.search(source.search()).top(1)).url().unwrap(),
        ]
        .map(|url| read(&url).remove(0).1);
        prop_assert_eq!(&top, &source.tree());
        prop_assert_eq!(&inside.1[0].1[0], &node("$search", vec![top]));
    }
}
