//! The parser itself: a parser that reads anything, or everything alike, would prove nothing.

use crate::grammar::{READINGS, Reading, leaf, node, option, query};

#[test]
fn trees_are_distinguished() {
    for (left, right) in [
        ("a or b and c", "(a or b) and c"),
        ("not a and b", "not (a and b)"),
        ("a sub b sub c", "a sub (b sub c)"),
        ("x/any(a:a eq 1)", "x/any(a:b eq 1)"),
        ("-a add b", "-(a add b)"),
        ("a eq '1'", "a eq 1"),
        ("a in (b)", "a in b"),
        ("x/$count($filter=a) gt 1", "x/$count gt 1"),
        ("a eq 'it''s'", "a eq 'its'"),
    ] {
        for reading in READINGS {
            assert_ne!(
                option("$filter", left, reading).unwrap(),
                option("$filter", right, reading).unwrap(),
                "{left}"
            );
        }
    }
    let read = |text| option("$filter", text, Reading::Specification);
    assert_eq!(read("not (a)"), read("not a"));
    assert_eq!(
        read("x/all(v:v/n eq -5)"),
        Ok(node(
            "all",
            vec![
                leaf("path x"),
                node("eq", vec![leaf("path #0/n"), leaf("number -5")])
            ]
        ))
    );
}

#[test]
fn readers_differ_where_the_renderer_must_not_go() {
    for text in ["a eq b gt c", "a eq b has NS.t'x'"] {
        let [one, other] = READINGS.map(|reading| option("$filter", text, reading).unwrap());
        assert_ne!(one, other, "{text}");
    }
    for text in ["NOT a AND b", "a AND b OR c"] {
        let [one, other] = READINGS.map(|reading| option("$search", text, reading).unwrap());
        assert_ne!(one, other, "{text}");
    }
}

#[test]
fn what_is_not_in_the_grammar_is_an_error() {
    for (name, text) in [
        ("$filter", ""),
        ("$filter", "a eq"),
        ("$filter", "a eq 'x"),
        ("$filter", "a eq 'x'y'"),
        ("$filter", "a = 1"),
        ("$filter", "(a eq 1"),
        ("$filter", "contains(a)"),
        ("$filter", "unknown(a)"),
        ("$filter", "a in ()"),
        ("$filter", "x/any(a:x/any(a:a eq 1))"),
        ("$filter", "x/all()"),
        ("$filter", "a eq 5x"),
        ("$filter", "a eq duration'1D'"),
        ("$filter", "a eq duration'P'"),
        ("$filter", "a eq duration'PT'"),
        ("$filter", "a eq binary'a'"),
        ("$filter", "a eq geography'Point(1 2)'"),
        ("$filter", "a eq geography'SRID=0;Point(1,2)'"),
        ("$filter", "a eq NS.t'x y'"),
        ("$filter", "a eq 02024-01-01"),
        ("$filter", "a eq 2024-13-01"),
        ("$filter", "a eq 24:00"),
        ("$filter", "x/$count($top=1) gt 1"),
        ("$filter", "case(a:1"),
        ("$filter", "isof(a eq 1)"),
        ("$filter", "$root/x(a=1,2)/y eq 1"),
        ("$orderby", "a desc,"),
        ("$select", "a b"),
        ("$expand", "a($top=1,$skip=1)"),
        ("$expand", "a($top=1;$top=2)"),
        ("$expand", "a/$ref($select=b)"),
        ("$expand", "a/$count($orderby=b)"),
        ("$expand", "a($levels=0)"),
        ("$top", "-1"),
        ("$count", "yes"),
        ("$search", "a AND"),
        ("$search", "\"a"),
        ("$search", "a(b"),
        ("$compute", "a add 1"),
        ("$apply", "unknown(a)"),
        ("$apply", "groupby(a)"),
        ("$unknown", "1"),
    ] {
        for reading in READINGS {
            assert!(option(name, text, reading).is_err(), "{name}={text}");
        }
    }
    for text in [
        "$filter=a eq 1",
        "$filter=a%20eq%20+1",
        "$filter=a%2",
        "$top=1&$top=2",
        "$filter=a%20eq%20@p",
        "$filter=a%20eq%20%27%FF%27",
    ] {
        assert!(query(text).is_err(), "{text}");
    }
    assert!(query("$filter=a%20eq%20@p&@p=%2B1").is_ok());
}
