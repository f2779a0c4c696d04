//! Partners of navigation properties: what is related on one side is related on the other one.

mod common;

use clientwright_mock::Mock;
use common::{builder, get, json, send};
use serde_json::{Value, json};

/// Two entities of each set.
fn museum() -> Mock {
    let mock = builder("museum.csdl.xml").start().expect("it starts");
    for set in [
        "Exhibits", "Artists", "Tags", "Labels", "Rooms", "Owners", "Loans",
    ] {
        let all = json!([{"Id": 1}, {"Id": 2}]);
        mock.seed(&format!("/{set}"), &all).expect("they fit");
    }
    mock
}

fn ids(value: &Value) -> Vec<i64> {
    match value {
        Value::Array(items) => items.iter().filter_map(|it| it["Id"].as_i64()).collect(),
        item => item["Id"].as_i64().into_iter().collect(),
    }
}

/// The entities that a navigation property leads to. All ways to read them agree.
fn related(mock: &Mock, set: &str, id: i64, name: &str) -> Vec<i64> {
    let expanded = get(mock, &format!("/{set}({id})?$expand={name}"));
    assert_eq!(expanded.status, 200, "{}", expanded.body);
    let expanded = &expanded.json()[name];
    let by_path = get(mock, &format!("/{set}({id})/{name}"));
    let (filter, by_path) = match (expanded.is_array(), by_path.status) {
        (true, _) => (
            format!("{name}/any(x:x/Id%20eq%20"),
            by_path.json()["value"].clone(),
        ),
        (false, 204) => (format!("({name}/Id%20eq%20"), Value::Null),
        (false, _) => (format!("({name}/Id%20eq%20"), by_path.json()),
    };
    let expanded = ids(expanded);
    assert_eq!(ids(&by_path), expanded, "/{set}({id})/{name}");
    for other in [1, 2, 3] {
        let found = get(mock, &format!("/{set}?$filter={filter}{other})"));
        let found = ids(&found.json()["value"]).contains(&id);
        assert_eq!(
            found,
            expanded.contains(&other),
            "/{set}({id})/{name} {other}"
        );
    }
    expanded
}

/// The relations of both sides: pairs of numbers, of which the first is of the first side.
fn pairs(mock: &Mock, [one, to_other]: [&str; 2], [other, to_one]: [&str; 2]) -> Vec<[i64; 2]> {
    let all = |set: &str, name: &str| -> Vec<[i64; 2]> {
        let known = ids(&get(mock, &format!("/{set}")).json()["value"]);
        let pairs = known.into_iter().flat_map(|id| {
            let related = related(mock, set, id, name);
            related.into_iter().map(move |other| [id, other])
        });
        pairs.collect()
    };
    let mut back: Vec<[i64; 2]> = all(other, to_one)
        .into_iter()
        .map(|[a, b]| [b, a])
        .collect();
    let mut pairs = all(one, to_other);
    back.sort_unstable();
    pairs.sort_unstable();
    assert_eq!(pairs, back, "{one}/{to_other} {other}/{to_one}");
    pairs
}

/// The relations whose partners have bindings: both names, and whether each is a collection.
const BOUND: [([&str; 2], bool, [&str; 2], bool); 6] = [
    (["Exhibits", "Artist"], false, ["Artists", "Exhibits"], true),
    (["Artists", "Exhibits"], true, ["Exhibits", "Artist"], false),
    (["Exhibits", "Tags"], true, ["Tags", "Exhibits"], true),
    (["Exhibits", "Label"], false, ["Labels", "Exhibit"], false),
    // One side has no binding.
    (["Rooms", "Exhibits"], true, ["Exhibits", "Room"], false),
    (["Exhibits", "Owners"], true, ["Owners", "Exhibits"], true),
];

#[test]
fn references_are_seen_from_both_sides() {
    for (one @ [set, name], is_many, other @ [other_set, _], is_other_many) in BOUND {
        let mock = museum();
        let change = |method: &str, id: i64, to: i64, status: u16| {
            let reference = json!({"@odata.id": format!("{}/{other_set}({to})", mock.url())});
            let target = match (method, is_many) {
                ("DELETE", true) => format!("/{set}({id})/{name}({to})/$ref"),
                _ => format!("/{set}({id})/{name}/$ref"),
            };
            let got = json(&mock, method, &target, &reference.to_string());
            assert_eq!(got.status, status, "{method} {target}: {}", got.body);
        };
        let put = if is_many { "POST" } else { "PUT" };
        change(put, 1, 1, 204);
        assert_eq!(pairs(&mock, one, other), [[1, 1]]);
        // What is single-valued has its last value.
        change(put, 1, 2, 204);
        let expected = if is_many {
            vec![[1, 1], [1, 2]]
        } else {
            vec![[1, 2]]
        };
        assert_eq!(pairs(&mock, one, other), expected, "{one:?}");
        change(put, 2, 2, 204);
        let expected = match (is_many, is_other_many) {
            (true, true) => vec![[1, 1], [1, 2], [2, 2]],
            (true, false) => vec![[1, 1], [2, 2]],
            (false, true) => vec![[1, 2], [2, 2]],
            (false, false) => vec![[2, 2]],
        };
        assert_eq!(pairs(&mock, one, other), expected, "{one:?}");
        change("DELETE", 2, 2, 204);
        let expected = expected.into_iter().filter(|pair| *pair != [2, 2]);
        assert_eq!(
            pairs(&mock, one, other),
            expected.collect::<Vec<_>>(),
            "{one:?}"
        );
    }
}

#[test]
fn bodies_and_seeds_relate_both_sides() {
    for (one @ [set, name], is_many, other @ [other_set, to_one], is_other_many) in BOUND {
        let list = |value: Value| if is_many { json!([value]) } else { value };
        let mock = museum();
        let bind = format!("{name}@odata.bind");
        let body = json!({"Id": 3, bind.as_str(): list(json!(format!("{other_set}(1)")))});
        let got = json(&mock, "POST", &format!("/{set}"), &body.to_string());
        assert_eq!(got.status, 201, "{}", got.body);
        assert_eq!(pairs(&mock, one, other), [[3, 1]], "{one:?}");
        // The values of a change take the places of the old ones.
        let body = json!({bind.as_str(): list(json!(format!("{other_set}(2)")))});
        let got = json(&mock, "PATCH", &format!("/{set}(3)"), &body.to_string());
        assert_eq!(got.status, 204, "{}", got.body);
        assert_eq!(pairs(&mock, one, other), [[3, 2]], "{one:?}");
        assert_eq!(
            send(&mock, "DELETE", &format!("/{other_set}(2)"), "", "").status,
            204
        );
        assert_eq!(pairs(&mock, one, other), Vec::<[i64; 2]>::new());

        // Related entities in bodies.
        let mock = museum();
        let body = json!({"Id": 3, name: list(json!({"Id": 3}))});
        let got = json(&mock, "POST", &format!("/{set}"), &body.to_string());
        assert_eq!(got.status, 201, "{}", got.body);
        assert_eq!(pairs(&mock, one, other), [[3, 3]], "{one:?}");
        assert_eq!(
            send(&mock, "DELETE", &format!("/{set}(3)"), "", "").status,
            204
        );
        assert_eq!(pairs(&mock, one, other), Vec::<[i64; 2]>::new());

        // Seeds of the collection of either side, and of entities that do not exist yet.
        let target = format!("/{set}(3)/{name}");
        mock.seed(&target, &list(json!({"Id": 3})))
            .expect("they fit");
        assert_eq!(pairs(&mock, one, other), [[3, 3]], "{one:?}");
        let path = format!("{target}(2)");
        if is_many {
            mock.seed(&path, &json!({"Id": 2})).expect("it fits");
            assert_eq!(pairs(&mock, one, other), [[3, 2], [3, 3]], "{one:?}");
        }
        // What is created by a property without a binding is in no set.
        if is_other_many && other_set != "Owners" {
            let mock = museum();
            let target = format!("/{other_set}(2)/{to_one}");
            let got = json(&mock, "POST", &target, r#"{"Id": 3}"#);
            assert_eq!(got.status, 201, "{}", got.body);
            assert_eq!(pairs(&mock, one, other), [[3, 2]], "{one:?}");
        }
    }
}

#[test]
fn properties_without_a_binding_have_the_entities_of_their_partners() {
    let mock = museum();
    mock.seed("/Exhibits(1)/Owners", &json!({"Id": 1}))
        .expect("it fits");
    mock.seed("/Rooms(1)/Exhibits", &json!({"Id": 1, "Name": "Vase"}))
        .expect("it fits");
    assert_eq!(
        get(&mock, "/Owners(1)/Exhibits(1)/Name").json()["value"],
        "Vase"
    );
    let renamed = json(
        &mock,
        "PATCH",
        "/Owners(1)/Exhibits(1)",
        r#"{"Name":"Jug"}"#,
    );
    assert_eq!(renamed.status, 204, "{}", renamed.body);
    assert_eq!(get(&mock, "/Exhibits(1)/Name").json()["value"], "Jug");
    assert_eq!(
        get(&mock, "/Exhibits(1)/Room/Exhibits(1)/Name").json()["value"],
        "Jug"
    );
    let got = send(&mock, "DELETE", "/Exhibits(1)/Room/$ref", "", "");
    assert_eq!(got.status, 204, "{}", got.body);
    assert_eq!(
        pairs(&mock, ["Rooms", "Exhibits"], ["Exhibits", "Room"]),
        Vec::<[i64; 2]>::new()
    );
    // Nothing says in which set the entity is.
    let reference = json!({"@odata.id": "Rooms(1)"}).to_string();
    assert_eq!(
        json(&mock, "PUT", "/Exhibits(1)/Room/$ref", &reference).status,
        501
    );
    assert_eq!(
        send(&mock, "DELETE", "/Exhibits(1)/Room/$ref", "", "").status,
        501
    );
}

#[test]
fn contained_entities_know_their_owner() {
    let mock = museum();
    let body = json!({"Id": 3, "Name": "Clock", "Parts": [{"Id": 1}], "Frame": {"Colour": "red"}});
    let got = json(&mock, "POST", "/Exhibits", &body.to_string());
    assert_eq!(got.status, 201, "{}", got.body);
    let bind = r#"{"Id": 2, "Exhibit@odata.bind": "Exhibits(3)"}"#;
    assert_eq!(json(&mock, "POST", "/Exhibits(3)/Parts", bind).status, 201);
    mock.seed("/Exhibits(3)/Parts(4)", &json!({"Id": 4}))
        .expect("it fits");
    let upserted = json(&mock, "PUT", "/Exhibits(1)/Frame", r#"{"Colour":"blue"}"#);
    assert!(upserted.status < 300, "{}", upserted.body);
    for part in ["Parts(1)", "Parts(2)", "Parts(4)", "Frame"] {
        let target = format!("/Exhibits(3)/{part}");
        let got = get(&mock, &format!("{target}?$expand=Exhibit")).json();
        assert_eq!(got["Exhibit"]["Id"], 3, "{part}");
        let got = get(&mock, &format!("{target}/Exhibit/Name"));
        assert_eq!(got.json()["value"], "Clock", "{part}");
    }
    assert_eq!(get(&mock, "/Exhibits(1)/Frame/Exhibit").json()["Id"], 1);
    let got = get(
        &mock,
        "/Exhibits(3)/Parts?$filter=Exhibit/Name%20eq%20'Clock'",
    )
    .json();
    assert_eq!(ids(&got["value"]), [1, 2, 4]);
    assert_eq!(
        ids(&get(&mock, "/Exhibits(3)/Parts").json()["value"]),
        [1, 2, 4]
    );
    // An entity stays where it is contained.
    let other = r#"{"Exhibit@odata.bind":"Exhibits(1)"}"#;
    let got = json(&mock, "PATCH", "/Exhibits(3)/Parts(1)", other);
    assert!(
        got.status == 501 && got.message().contains("another entity contains"),
        "{}",
        got.body
    );
    let got = send(
        &mock,
        "DELETE",
        "/Exhibits(3)/Parts(1)/Exhibit/$ref",
        "",
        "",
    );
    assert_eq!(got.status, 501);
    assert_eq!(get(&mock, "/Exhibits(3)/Parts(1)/Exhibit").json()["Id"], 3);
}

#[test]
fn properties_may_be_their_own_partners() {
    let mock = museum();
    let friends = r#"{"Friends@odata.bind":["Artists(2)"],"Spouse@odata.bind":"Artists(2)"}"#;
    assert_eq!(json(&mock, "PATCH", "/Artists(1)", friends).status, 204);
    for name in ["Friends", "Spouse"] {
        let both = ["Artists", name];
        assert_eq!(pairs(&mock, both, both), [[1, 2], [2, 1]]);
    }
    let spouse = r#"{"Id": 3, "Spouse@odata.bind":"Artists(2)"}"#;
    assert_eq!(json(&mock, "POST", "/Artists", spouse).status, 201);
    assert_eq!(
        pairs(&mock, ["Artists", "Spouse"], ["Artists", "Spouse"]),
        [[2, 3], [3, 2]]
    );
    assert_eq!(
        send(&mock, "DELETE", "/Artists(1)/Friends(2)/$ref", "", "").status,
        204
    );
    assert_eq!(related(&mock, "Artists", 2, "Friends"), Vec::<i64>::new());
}

#[test]
fn partners_and_foreign_keys_agree() {
    let mock = museum();
    let key = |id: i64| get(&mock, &format!("/Loans({id})")).json()["ExhibitId"].clone();
    // One side names the other one.
    let both = (["Exhibits", "Loan"], ["Loans", "Exhibit"]);
    let bind = r#"{"Loan@odata.bind":"Loans(1)"}"#;
    assert_eq!(json(&mock, "PATCH", "/Exhibits(1)", bind).status, 204);
    assert_eq!(
        (pairs(&mock, both.0, both.1), key(1)),
        (vec![[1, 1]], json!(1))
    );
    // The exhibit has another loan, and the first one nothing.
    let keys = r#"{"ExhibitId":1}"#;
    assert_eq!(json(&mock, "PATCH", "/Loans(2)", keys).status, 204);
    assert_eq!(pairs(&mock, both.0, both.1), [[1, 2]]);
    assert_eq!((key(1), key(2)), (Value::Null, json!(1)));
    let got = json(&mock, "PUT", "/Loans(2)/ExhibitId", r#"{"value":2}"#);
    assert_eq!(got.status, 204, "{}", got.body);
    assert_eq!(pairs(&mock, both.0, both.1), [[2, 2]]);
    assert_eq!(
        send(&mock, "DELETE", "/Exhibits(2)/Loan/$ref", "", "").status,
        204
    );
    assert_eq!(
        (pairs(&mock, both.0, both.1), key(2)),
        (vec![], Value::Null)
    );
    // The key may be that of an entity that is not there.
    mock.seed("/Loans", &json!({"Id": 3, "ExhibitId": 9}))
        .expect("it fits");
    assert_eq!(related(&mock, "Loans", 3, "Exhibit"), Vec::<i64>::new());
    mock.seed("/Exhibits", &json!({"Id": 9})).expect("it fits");
    assert_eq!(pairs(&mock, both.0, both.1), [[9, 3]]);
}
