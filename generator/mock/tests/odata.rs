//! Reading from a shop that is made from OData metadata.

mod common;

use clientwright_mock::{Mock, Preset};
use common::{builder, get, orders, send, shop, values};
use serde_json::json;

/// The names of the customers that a filter finds.
fn customers(mock: &Mock, filter: &str) -> Vec<String> {
    let filter = filter.replace(' ', "%20");
    let got = get(mock, &format!("/Customers?$filter={filter}&$orderby=Id"));
    assert_eq!(got.status, 200, "{filter}: {}", got.body);
    values(&got, "Name")
}

#[test]
fn entities_are_read_by_every_form_of_their_key() {
    let mock = shop();
    for target in [
        "/Customers(1)",
        "/Customers/1",
        "/Customers(Id=1)",
        "/Customers/Shop.Customer(1)",
    ] {
        let got = get(&mock, target);
        assert_eq!(
            (got.status, got.json()["Name"].as_str()),
            (200, Some("Ada")),
            "{target}"
        );
        assert_eq!(got.header("odata-version"), Some("4.0"));
        assert_eq!(got.header("etag"), got.json()["@odata.etag"].as_str());
    }
    assert_eq!(get(&mock, "/Prices(Item='it''s',Year=2026)").status, 200);
    assert_eq!(
        get(&mock, "/Prices(Year=2026,Item='it%27%27s')").json()["Amount"],
        1.5
    );
    assert_eq!(get(&mock, "/Prices/x").status, 400);
    assert_eq!(get(&mock, "/Customers(9)").status, 404);
    assert_eq!(get(&mock, "/Customers(x)").status, 400);
    assert_eq!(
        get(&mock, "/Customers(1)/Notes('n%2F1')").json()["Text"],
        "x"
    );
    assert_eq!(
        get(&mock, "/Customers/1/Notes/n%2F1/Text").json()["value"],
        "x"
    );
    assert!(get(&mock, "/Custmers").message().contains("`Customers`"));
    assert!(get(&mock, "/Customers(1)/Nam").message().contains("`Name`"));
    assert_eq!(get(&mock, "/").json()["value"][0]["name"], "Customers");
    assert!(
        get(&mock, "/$metadata")
            .body
            .contains("<EntityType Name=\"Customer\">")
    );
}

#[test]
fn errors_name_the_members_of_an_enumeration() {
    // Also where no entity has a value.
    for mock in [shop(), builder("shop.csdl.xml").start().expect("it starts")] {
        for filter in [
            "Colour eq 'Redd'",
            "'Redd' ne Colour",
            "Colour in ('Red','Redd')",
            "Colour has 'Redd'",
            "Colour eq Shop.Colour'Redd'",
            "IsPaid or Colour eq 'Redd'",
        ] {
            let got = get(
                &mock,
                &format!("/Orders?$filter={}", filter.replace(' ', "%20")),
            );
            assert_eq!(
                (got.status, got.message().as_str()),
                (
                    400,
                    "`Redd` is no member of Shop.Colour; its members are: Red, Green, Blue"
                ),
                "{filter}"
            );
        }
        let filter = "/Customers?$filter=Orders/any(o:o/Colour%20eq%20'Redd')";
        assert!(get(&mock, filter).message().contains("Green"));
    }
}

#[test]
fn filters_find_what_they_say() {
    let mock = shop();
    for (filter, expected) in [
        ("Name eq 'Ada'", vec!["Ada"]),
        ("Name ne 'Ada'", vec!["Bob", "C & Co"]),
        ("not (Name eq 'Ada') and Id lt 3", vec!["Bob"]),
        ("Id gt 1 or Name eq 'Ada'", vec!["Ada", "Bob", "C & Co"]),
        ("Id in (1,3)", vec!["Ada", "C & Co"]),
        ("contains(Name,'d')", vec!["Ada"]),
        (
            "startswith(Name,'B') or endswith(tolower(Name),'co')",
            vec!["Bob", "C & Co"],
        ),
        ("length(Name) ge 4", vec!["C & Co"]),
        ("indexof(Name,'o') eq 1", vec!["Bob"]),
        (
            "substring(Name,1) eq 'ob' or substring(Name,0,2) eq 'Ad'",
            vec!["Ada", "Bob"],
        ),
        ("concat(Name,'!') eq 'Bob!'", vec!["Bob"]),
        ("Address/City eq 'London'", vec!["Ada"]),
        ("Address eq null", vec!["Bob", "C & Co"]),
        ("Address/City eq null", vec!["Bob", "C & Co"]),
        ("Tags/any(t:t eq 'b')", vec!["Ada"]),
        ("Tags/all(t:t eq 'b')", vec!["Bob", "C & Co"]),
        ("Orders/any(o:o/Total gt 12 and o/IsPaid)", vec!["Ada"]),
        ("Orders/$count eq 3", vec!["Ada"]),
        ("Notes/any()", vec!["Ada"]),
        ("Shop.Company/Register eq 'HR 7'", vec!["C & Co"]),
        ("$it/Name eq 'Bob'", vec!["Bob"]),
    ] {
        assert_eq!(customers(&mock, filter), expected, "{filter}");
    }
    for (filter, expected) in [
        ("Total eq 12.5", "a"),
        ("Total lt 12.5", "b"),
        ("Placed eq 2026-01-02T00:00:00.000Z", "a"),
        ("Placed lt 2026-01-02T00:00:00Z", "b"),
        ("Colour eq Shop.Colour'Red'", "a"),
        ("Colour eq 'Blue'", "b"),
        ("Colour gt 'Green'", "b"),
        ("IsPaid", "a"),
        ("not IsPaid", ""),
        ("IsPaid eq null", "bc"),
        ("Id eq 00000000-0000-0000-0000-00000000000A", "a"),
        ("Extra eq 1", "b"),
        ("Customer/Name eq 'Ada'", "abc"),
        ("Customer/Name eq 'Bob'", ""),
    ] {
        assert_eq!(orders(&mock, filter), expected, "{filter}");
    }
}

/// The stack that they need is bounded.
#[test]
fn long_filters_are_evaluated_or_refused() {
    let mock = shop();
    let chain = |operator: &str, count| format!("Id eq 2 and false {operator} ").repeat(count);
    let sum = |count| format!("Id{} eq {}", " add 1".repeat(count), count + 1);
    for (filter, status, expected) in [
        (chain("or", 2_400) + "Id eq 1", 200, vec!["Ada"]),
        (chain("and", 2_400) + "Id eq 1", 200, vec![]),
        (chain("or", 50_000) + "Id eq 1", 501, vec![]),
        (sum(80), 200, vec!["Ada"]),
        (sum(4_000), 501, vec![]),
    ] {
        let url = format!("Customers?$filter={}", filter.replace(' ', "+"));
        let batch = json!({"requests": [{"id": "1", "method": "GET", "url": url}]});
        let json = "Content-Type: application/json\r\n";
        let got = send(&mock, "POST", "/$batch", json, &batch.to_string());
        let response = &got.json()["responses"][0];
        assert_eq!(response["status"], status, "{response}");
        let found = response["body"]["value"].as_array();
        let found = found.map(Vec::as_slice).unwrap_or_default();
        let names: Vec<&str> = found.iter().filter_map(|it| it["Name"].as_str()).collect();
        assert_eq!(names, expected);
    }
}

#[test]
fn what_is_not_evaluated_is_refused_and_never_wrong() {
    let mock = shop();
    for (target, status) in [
        ("/Customers?$filter=matchesPattern(Name,'x')", 501),
        ("/Customers?$filter=cast(Id,Edm.String)%20eq%20'1'", 501),
        ("/Customers?$apply=x", 501),
        ("/Customers?$apply=concat(identity,identity)", 501),
        (
            "/Customers?$apply=aggregate(Id%20with%20Shop.Median%20as%20M)",
            501,
        ),
        ("/Customers?$apply=filter(true)&$expand=Orders", 501),
        ("/Customers?$deltatoken=0&$expand=Orders", 501),
        ("/Customers?$filter=year(Name)%20eq%201", 400),
        ("/Customers?$filter=Name%20has%20'x'", 400),
        ("/Customers?$filter=Id%20div%200%20eq%201", 400),
        ("/Customers?$filter=Id%20eq%202026-02-31", 400),
        ("/Customers?$compute=Id%20mul%202", 400),
        ("/Customers?$search=(x", 400),
        ("/Customers?filter=x", 501),
        ("/Customers?$filter=Nme%20eq%201", 400),
        ("/Customers?$filter=Name%20eq%201", 400),
        ("/Customers?$filter=Name%20eq", 400),
        ("/Customers?$filter=(Name", 400),
        ("/Customers?$filter=Name", 400),
        ("/Customers?$filter=Register%20eq%20'x'", 400),
        ("/Customers?$top=-1", 400),
        ("/Customers?$top=1&$top=2", 400),
        ("/Customers?$select=Nothing", 400),
        ("/Customers?$expand=Nothing", 400),
        ("/Customers(1)?$filter=true", 400),
        ("/Customers(1)/$value", 400),
        ("/$crossjoin", 501),
    ] {
        let got = get(&mock, target);
        assert_eq!(got.status, status, "{target}: {}", got.body);
        assert!(!got.message().is_empty(), "{target}");
    }
}

#[test]
fn options_shape_the_response() {
    let mock = shop();
    let got = get(
        &mock,
        "/Customers?$select=Name,Address/City&$orderby=Name%20desc&$top=2&$skip=1&$count=true",
    );
    let json = got.json();
    assert_eq!(json["@odata.count"], 3);
    assert_eq!(values(&got, "Name"), ["Bob", "Ada"]);
    assert_eq!(json["value"][1]["Address"], json!({"City": "London"}));
    assert_eq!(json["value"][1].get("Id"), None);
    let got = get(
        &mock,
        "/Customers?$expand=Orders($filter=Total%20gt%201;$orderby=Total;$select=Total;$count=true),Notes",
    );
    let ada = &got.json()["value"][0];
    assert_eq!(ada["Orders@odata.count"], 2);
    assert_eq!(ada["Orders"][0]["Total"], 9);
    assert_eq!(ada["Orders"].as_array().map(Vec::len), Some(2));
    assert_eq!(ada["Notes"][0]["Name"], "n/1");
    assert_eq!(
        get(&mock, "/Customers/$count?$filter=Id%20gt%201").body,
        "2"
    );
    assert_eq!(
        values(&get(&mock, "/Customers/Shop.Company"), "Register"),
        ["HR 7"]
    );
    let got = get(&mock, "/Customers(3)");
    assert_eq!(got.json()["@odata.type"], "#Shop.Company");
    assert_eq!(
        get(&mock, "/Customers(1)/Address/City/$value").body,
        "London"
    );
    assert_eq!(get(&mock, "/Customers(1)/Tags/$count").body, "2");
    assert_eq!(get(&mock, "/Customers(2)/Address").status, 204);
    let got = send(
        &mock,
        "POST",
        "/Customers/$query",
        "Content-Type: text/plain\r\n",
        "$filter=Id%20eq%202",
    );
    assert_eq!(values(&got, "Name"), ["Bob"]);
}

#[test]
fn pages_are_linked_and_keep_the_options() {
    let mock = builder("shop.csdl.xml")
        .page_size(2)
        .base_path("/api/v1")
        .start()
        .expect("it starts");
    let notes: Vec<_> = (1..=5)
        .map(|id| json!({"Id": id, "Name": format!("c{id}")}))
        .collect();
    mock.seed("/Customers", &notes).expect("they fit");
    let mut target =
        "/Customers?$filter=Id%20ne%203&$select=Id&$count=true&custom=a%2Bb".to_owned();
    let mut found = Vec::new();
    for page in 0.. {
        let got = get(&mock, &target);
        assert_eq!(got.json()["@odata.count"], 4, "{target}");
        found.extend(values(&got, "Id"));
        let Some(link) = got.json()["@odata.nextLink"].as_str().map(str::to_owned) else {
            assert_eq!(page, 1);
            break;
        };
        assert!(link.contains("custom=a%2Bb"), "{link}");
        target = link
            .strip_prefix(mock.url())
            .expect("a link to the mock")
            .to_owned();
    }
    assert_eq!(found, ["1", "2", "4", "5"]);
    // A limit is one over all pages.
    let got = get(&mock, "/Customers?$top=3");
    let link = got.json()["@odata.nextLink"]
        .as_str()
        .expect("a link")
        .to_owned();
    let got = get(
        &mock,
        link.strip_prefix(mock.url()).expect("a link to the mock"),
    );
    assert_eq!(
        (values(&got, "Id").len(), got.json().get("@odata.nextLink")),
        (1, None)
    );
    let got = send(
        &mock,
        "GET",
        "/Customers",
        "Prefer: odata.maxpagesize=1\r\n",
        "",
    );
    assert_eq!(values(&got, "Id"), ["1"]);
    assert_eq!(
        common::exchange(
            &mock.url()[7..mock.url().len() - 7],
            b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        )
        .status,
        404
    );
    // Graph reads the same option as the size of a page.
    let graph = builder("shop.csdl.xml")
        .preset(Preset::Graph)
        .start()
        .expect("it starts");
    graph.seed("/Customers", &notes).expect("they fit");
    assert!(get(&graph, "/Customers?$top=3").json()["@odata.nextLink"].is_string());
}
