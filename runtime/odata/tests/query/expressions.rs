//! Random expressions, built by types: the service reads the same tree.

use clientwright_odata::{Filter, not, null, query::Expression};
use proptest::prelude::*;
use proptest::strategy::Union;

use crate::grammar::{Tree, leaf, node};
use crate::literals::nasty_text;
use crate::model::{Part, Status, Thing, read_filter};

/// An expression with the tree that it must be read as.
type Said<V> = (Expression<Thing, V>, Tree);

fn path(name: &str) -> Tree {
    leaf(format!("path {name}"))
}

fn string(text: &str) -> Tree {
    leaf(format!("string {text}"))
}

fn number(number: impl std::fmt::Display) -> Tree {
    leaf(format!("number {number}"))
}

fn one_of<T: std::fmt::Debug + 'static>(choices: Vec<BoxedStrategy<T>>) -> BoxedStrategy<T> {
    Union::new(choices).boxed()
}

fn texts(depth: u32) -> BoxedStrategy<Said<String>> {
    let property = prop_oneof![
        Just((Thing::TEXT.into_expression().calculated(), path("text"))),
        Just((
            Thing::OWNER.path(Part::NAME).calculated(),
            path("owner/name")
        )),
    ];
    let mut choices = vec![property.boxed()];
    if depth > 0 {
        let inner = || texts(depth - 1);
        choices.push(
            inner()
                .prop_map(|(e, t)| (e.to_lower(), node("tolower()", vec![t])))
                .boxed(),
        );
        choices.push(
            inner()
                .prop_map(|(e, t)| (e.trim(), node("trim()", vec![t])))
                .boxed(),
        );
        choices.push(
            (inner(), nasty_text())
                .prop_map(|((e, t), text)| {
                    let tree = node("concat()", vec![t, string(&text)]);
                    (e.concat(text), tree)
                })
                .boxed(),
        );
        choices.push(
            (inner(), numbers(depth - 1))
                .prop_map(|((e, t), (start, at))| {
                    (e.substring(start), node("substring()", vec![t, at]))
                })
                .boxed(),
        );
    }
    one_of(choices)
}

fn numbers(depth: u32) -> BoxedStrategy<Said<i32>> {
    let property = prop_oneof![
        Just((Thing::INT.into_expression().calculated(), path("int"))),
        Just((Thing::WHEN.year(), node("year()", vec![path("when")]))),
    ];
    let mut choices = vec![property.boxed()];
    if depth > 0 {
        let inner = || numbers(depth - 1);
        choices.push(
            texts(depth - 1)
                .prop_map(|(e, t)| (e.length(), node("length()", vec![t])))
                .boxed(),
        );
        choices.push(
            (texts(depth - 1), nasty_text())
                .prop_map(|((e, t), text)| {
                    let tree = node("indexof()", vec![t, string(&text)]);
                    (e.index_of(text), tree)
                })
                .boxed(),
        );
        choices.push(
            inner()
                .prop_map(|(e, t)| (e.negate(), node("-", vec![t])))
                .boxed(),
        );
        choices.push(
            (inner(), any::<i32>(), 0..6)
                .prop_map(|((e, t), n, which)| {
                    let tree = |word| node(word, vec![t, number(n)]);
                    match which {
                        0 => (e.add(n), tree("add")),
                        1 => (e.sub(n), tree("sub")),
                        2 => (e.mul(n), tree("mul")),
                        3 => (e.div(n), tree("div")),
                        4 => (e.div_by(n), tree("divby")),
                        _ => (e.modulo(n), tree("mod")),
                    }
                })
                .boxed(),
        );
        choices.push(
            (inner(), inner(), 0..3)
                .prop_map(|((a, s), (b, t), which)| match which {
                    0 => (a.add(b), node("add", vec![s, t])),
                    1 => (a.sub(b), node("sub", vec![s, t])),
                    _ => (a.mul(b), node("mul", vec![s, t])),
                })
                .boxed(),
        );
        choices.push(
            (conditions(depth - 1), inner(), any::<i32>())
                .prop_map(|((condition, c), (value, v), n)| {
                    let tree = node("case()", vec![c, v, leaf("true"), number(n)]);
                    (
                        clientwright_odata::query::case(condition, value).otherwise(n),
                        tree,
                    )
                })
                .boxed(),
        );
    }
    one_of(choices)
}

fn conditions(depth: u32) -> BoxedStrategy<Said<bool>> {
    let simple = prop_oneof![
        Just((Thing::FLAG.into_expression().calculated(), path("flag"))),
        Just((
            Thing::STATUS.ne(Status::Open),
            node("ne", vec![path("status"), leaf("NS.status open")])
        )),
        Just((
            Thing::TEXT.eq(null()),
            node("eq", vec![path("text"), leaf("null")])
        )),
    ];
    let mut choices = vec![simple.boxed()];
    if depth > 0 {
        let inner = || conditions(depth - 1);
        choices.push(
            (inner(), inner(), any::<bool>())
                .prop_map(|((a, s), (b, t), and)| match and {
                    true => (a.and(b), node("and", vec![s, t])),
                    false => (a.or(b), node("or", vec![s, t])),
                })
                .boxed(),
        );
        choices.push(
            inner()
                .prop_map(|(e, t)| (not(e), node("not", vec![t])))
                .boxed(),
        );
        choices.push(
            (numbers(depth - 1), any::<i32>(), 0..6)
                .prop_map(|((e, t), n, which)| {
                    let tree = |word| node(word, vec![t, number(n)]);
                    match which {
                        0 => (e.eq(n), tree("eq")),
                        1 => (e.ne(n), tree("ne")),
                        2 => (e.gt(n), tree("gt")),
                        3 => (e.ge(n), tree("ge")),
                        4 => (e.lt(n), tree("lt")),
                        _ => (e.le(n), tree("le")),
                    }
                })
                .boxed(),
        );
        choices.push(
            (
                texts(depth - 1),
                proptest::collection::vec(nasty_text(), 1..4),
            )
                .prop_map(|((e, t), texts)| {
                    let items = texts.iter().map(|text| string(text));
                    let tree = node("in", [t].into_iter().chain(items).collect());
                    (e.in_(texts), tree)
                })
                .boxed(),
        );
        choices.push(
            (texts(depth - 1), nasty_text(), 0..3)
                .prop_map(|((e, t), text, which)| {
                    let tree = |name| node(name, vec![t, string(&text)]);
                    match which {
                        0 => (e.contains(&text), tree("contains()")),
                        1 => (e.starts_with(&text), tree("startswith()")),
                        _ => (e.ends_with(&text), tree("endswith()")),
                    }
                })
                .boxed(),
        );
        choices.push(
            texts(depth - 1)
                .prop_map(|(e, t)| {
                    let tree = node("in collection", vec![t, path("tags")]);
                    (e.member_of(Thing::TAGS), tree)
                })
                .boxed(),
        );
        // Scopes in scopes, with what is outside of them.
        choices.push(
            (inner(), nasty_text())
                .prop_map(|((outside, o), text)| {
                    let filter = Thing::PARTS.any(|part| {
                        let tagged = part
                            .path(Part::TAGS)
                            .all(|tag| tag.ne(&text).or(tag.eq(part.path(Part::NAME))));
                        tagged.and(outside)
                    });
                    let tags = node(
                        "or",
                        vec![
                            node("ne", vec![path("#1"), string(&text)]),
                            node("eq", vec![path("#1"), path("#0/name")]),
                        ],
                    );
                    let all = node("all", vec![path("#0/tags"), tags]);
                    let inside = node("and", vec![all, deeper(o)]);
                    (filter, node("any", vec![path("parts"), inside]))
                })
                .boxed(),
        );
    }
    one_of(choices)
}

/// The tree of an expression inside of one more `any`: its variables are numbered by their depth.
fn deeper(Tree(name, children): Tree) -> Tree {
    let name = match name.strip_prefix("path #") {
        Some(rest) => {
            let end = rest.find('/').unwrap_or(rest.len());
            let depth: usize = rest[..end].parse().unwrap();
            format!("path #{}{}", depth + 1, &rest[end..])
        }
        None => name,
    };
    Tree(name, children.into_iter().map(deeper).collect())
}

fn shown((filter, tree): &Said<bool>) -> (String, Tree) {
    (filter.to_string(), tree.clone())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn parsed_conditions_equal_their_source(source in conditions(4)) {
        let (text, tree) = shown(&source);
        let filter: Filter<Thing> = source.0;
        prop_assert_eq!(read_filter(filter), tree, "{}", text);
    }
}
