//! A shop from OData metadata.

mod common;

use clientwright_mock::{Fault, Method, Mock, Preset};
use common::{builder, get, json, send, values};
use serde_json::json;

fn shop() -> Mock {
    let mock = builder("shop.csdl.xml").start().expect("it starts");
    let customers = json!([
        {"Id": 1, "Name": "Ada", "Address": {"City": "London", "Zip": "N1"}, "Tags": ["a", "b"], "Notes": [{"Name": "n/1", "Text": "x"}]},
        {"Id": 2, "Name": "Bob", "Address": null},
        {"@odata.type": "#Shop.Company", "Id": 3, "Name": "C & Co", "Register": "HR 7"},
    ]);
    mock.seed("/Customers", &customers).expect("they fit");
    let orders = json!([
        {"Id": "00000000-0000-0000-0000-00000000000a", "Total": 12.50, "Placed": "2026-01-02T00:00:00Z", "Colour": "Red", "IsPaid": true},
        {"Id": "00000000-0000-0000-0000-00000000000b", "Total": 9, "Placed": "2026-01-02T01:30:00+02:00", "Colour": "Blue", "Extra": 1},
        {"Id": "00000000-0000-0000-0000-00000000000c"},
    ]);
    mock.seed("/Customers(1)/Orders", &orders)
        .expect("they fit");
    mock.seed(
        "/Prices",
        &json!({"Item": "it's", "Year": 2026, "Amount": 1.5}),
    )
    .expect("it fits");
    mock
}

/// The names of the customers that a filter finds.
fn customers(mock: &Mock, filter: &str) -> Vec<String> {
    let filter = filter.replace(' ', "%20");
    let got = get(mock, &format!("/Customers?$filter={filter}&$orderby=Id"));
    assert_eq!(got.status, 200, "{filter}: {}", got.body);
    values(&got, "Name")
}

/// The last digits of the orders that a filter finds.
fn orders(mock: &Mock, filter: &str) -> String {
    let filter = filter.replace('+', "%2B").replace(' ', "%20");
    let got = get(mock, &format!("/Orders?$filter={filter}&$orderby=Id"));
    assert_eq!(got.status, 200, "{filter}: {}", got.body);
    values(&got, "Id")
        .iter()
        .filter_map(|id| id.chars().last())
        .collect()
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
        ("Customer/Name eq 'Ada'", ""),
    ] {
        assert_eq!(orders(&mock, filter), expected, "{filter}");
    }
}

#[test]
fn what_is_not_evaluated_is_refused_and_never_wrong() {
    let mock = shop();
    for (target, status) in [
        ("/Customers?$filter=Id%20add%201%20eq%202", 501),
        ("/Customers?$filter=year(Name)%20eq%201", 501),
        ("/Customers?$filter=Name%20has%20'x'", 501),
        ("/Customers?$filter=Id%20eq%20@p&@p=1", 501),
        ("/Customers?$search=x", 501),
        ("/Customers?$apply=x", 501),
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
        ("/Customers(1)/$value", 501),
        ("/$batch", 501),
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

#[test]
fn changes_are_kept_and_checked() {
    let mock = shop();
    let got = json(
        &mock,
        "POST",
        "/Customers",
        r#"{"Name":"Eve","Address":{"City":"Rome"}}"#,
    );
    assert_eq!(got.status, 201, "{}", got.body);
    let id = got.json()["Id"].to_string();
    let location = got.header("location").expect("a location").to_owned();
    assert_eq!(location, format!("{}/Customers({id})", mock.url()));
    assert_eq!(json(&mock, "POST", "/Customers", r#"{"Id":1}"#).status, 409);
    let target = format!("/Customers({id})");
    let etag = got.header("etag").expect("an etag").to_owned();
    let changed = json(
        &mock,
        "PATCH",
        &target,
        r#"{"Address":{"Zip":"0"},"Tags":["x"]}"#,
    );
    assert_eq!((changed.status, changed.body.as_str()), (204, ""));
    let got = get(&mock, &target);
    assert_eq!(got.json()["Address"], json!({"City": "Rome", "Zip": "0"}));
    assert_eq!(got.json()["Name"], "Eve");
    let headers = format!("Content-Type: application/json\r\nIf-Match: {etag}\r\n");
    assert_eq!(send(&mock, "PATCH", &target, &headers, "{}").status, 412);
    let etag = got.header("etag").expect("an etag");
    let headers = format!(
        "Content-Type: application/json\r\nIf-Match: {etag}\r\nPrefer: return=representation\r\n"
    );
    let got = send(&mock, "PUT", &target, &headers, r#"{"Name":"Eva"}"#);
    assert_eq!(
        (got.status, got.json().get("Address")),
        (200, None),
        "{}",
        got.body
    );
    let etag = got.header("etag").expect("an etag");
    let same = send(
        &mock,
        "GET",
        &target,
        &format!("If-None-Match: {etag}\r\n"),
        "",
    );
    assert_eq!(same.status, 304);
    assert_eq!(send(&mock, "DELETE", &target, "", "").status, 204);
    assert_eq!(get(&mock, &target).status, 404);
    assert_eq!(json(&mock, "PATCH", &target, "{}").status, 404);

    for (body, text) in [
        (r#"{"Nam":"x"}"#, "`Name`"),
        (r#"{"Name":1}"#, "Edm.String"),
        (r#"{"Tags":1}"#, "array"),
        (r#"{"Address":{"Cty":""}}"#, "`City`"),
        ("{\"@odata.type\":\"#Shop.Note\"}", "Shop.Customer"),
        (r#"{"Id":null}"#, "never null"),
        ("[]", "object"),
        ("{", "JSON"),
        (r#"{"Name":"a","Name":"b"}"#, "twice"),
    ] {
        let got = json(&mock, "POST", "/Customers", body);
        assert_eq!(got.status, 400, "{body}");
        assert!(got.message().contains(text), "{body}: {}", got.body);
    }
    assert_eq!(
        send(
            &mock,
            "POST",
            "/Customers",
            "Content-Type: text/plain\r\n",
            "{}"
        )
        .status,
        415
    );
    assert_eq!(json(&mock, "POST", "/Customers(1)", "{}").status, 405);
    let exact =
        r#"{"Id":"00000000-0000-0000-0000-00000000000d","Total":1234567890123456789.0123456789}"#;
    assert!(
        json(&mock, "POST", "/Orders", exact)
            .body
            .contains("1234567890123456789.0123456789")
    );
    assert_eq!(
        json(&mock, "PUT", "/Customers(1)/Name", r#"{"value":"Ada L."}"#).status,
        204
    );
    assert_eq!(get(&mock, "/Customers(1)").json()["Name"], "Ada L.");
}

#[test]
fn related_entities_are_contained_or_referred_to() {
    let mock = shop();
    // Contained ones are removed with their owner, others stay.
    assert_eq!(get(&mock, "/Orders/$count").body, "3");
    let got = json(&mock, "POST", "/Customers(2)/Orders", r#"{"Total":1}"#);
    assert_eq!(got.status, 201, "{}", got.body);
    assert!(
        got.header("location")
            .is_some_and(|url| url.contains("/Orders("))
    );
    assert_eq!(get(&mock, "/Orders/$count").body, "4");
    let order = "/Orders(00000000-0000-0000-0000-00000000000a)";
    let reference = format!(r#"{{"@odata.id":"{}/Customers(2)"}}"#, mock.url());
    assert_eq!(
        json(&mock, "PUT", &format!("{order}/Customer/$ref"), &reference).status,
        204
    );
    assert_eq!(
        get(&mock, &format!("{order}/Customer")).json()["Name"],
        "Bob"
    );
    assert_eq!(
        get(&mock, &format!("{order}?$expand=Customer($select=Id)")).json()["Customer"]["Id"],
        2
    );
    assert_eq!(orders(&mock, "Customer/Name eq 'Bob'"), "a");
    let reference = format!(r#"{{"@odata.id":"{}{order}"}}"#, mock.url());
    assert_eq!(
        json(&mock, "POST", "/Customers(2)/Orders/$ref", &reference).status,
        204
    );
    assert_eq!(get(&mock, "/Customers(2)/Orders/$count").body, "2");
    assert_eq!(
        send(
            &mock,
            "DELETE",
            &format!("/Customers(2){order}/$ref"),
            "",
            ""
        )
        .status,
        204
    );
    assert_eq!(get(&mock, "/Customers(2)/Orders/$count").body, "1");
    let bound = r#"{"Customer@odata.bind":"Customers(1)","Total":5}"#;
    let got = json(&mock, "POST", "/Orders", bound);
    assert_eq!(got.status, 201, "{}", got.body);
    assert_eq!(orders(&mock, "Customer/Name eq 'Ada'").len(), 1);
    assert_eq!(
        json(
            &mock,
            "POST",
            "/Orders",
            r#"{"Customer@odata.bind":"Customers(77)"}"#
        )
        .status,
        400
    );
    assert_eq!(send(&mock, "DELETE", "/Customers(1)", "", "").status, 204);
    assert_eq!(get(&mock, "/Customers(1)/Notes").status, 404);
    assert_eq!(get(&mock, "/Orders/$count").body, "5");
    // A singleton is always there.
    assert_eq!(get(&mock, "/Owner").status, 200);
    assert_eq!(
        json(&mock, "PATCH", "/Owner", r#"{"Name":"Zoe"}"#).status,
        204
    );
    assert_eq!(get(&mock, "/Owner").json()["Name"], "Zoe");
}

#[test]
fn tests_choose_responses_and_read_requests() {
    let mock = shop();
    let cancel = "/Orders(00000000-0000-0000-0000-00000000000a)/Shop.Cancel";
    let got = json(&mock, "POST", cancel, "{}");
    assert_eq!(got.status, 501);
    assert!(
        got.message().contains("mock.on(Method::POST"),
        "{}",
        got.body
    );
    assert_eq!(get(&mock, cancel).status, 405);
    mock.on(Method::POST, "/Orders(*)/Shop.Cancel").no_content();
    assert_eq!(json(&mock, "POST", cancel, "{}").status, 204);
    mock.on(Method::GET, "/Orders/Shop.Best()")
        .reply_value(&[1, 2])
        .expect("it is JSON");
    assert_eq!(
        get(&mock, "/Orders/Shop.Best()").json(),
        json!({"value": [1, 2]})
    );
    mock.on(Method::GET, "/Customers(1)")
        .times(1)
        .reply_error(403, "Denied", "no")
        .expect("a status");
    mock.on(Method::GET, "/Customers(1)")
        .times(1)
        .reply(200, &json!({"Name": "second"}))
        .expect("it is JSON");
    assert_eq!(get(&mock, "/Customers(1)").message(), "no");
    assert_eq!(get(&mock, "/Customers(1)").json()["Name"], "second");
    assert_eq!(get(&mock, "/Customers(1)").json()["Name"], "Ada");
    assert!(mock.on(Method::GET, "/").reply(99, &()).is_err());
    let lines: Vec<String> = mock
        .take_requests()
        .iter()
        .map(|request| request.line())
        .collect();
    assert_eq!(lines.len(), 7);
    assert_eq!(lines[6], "GET /Customers(1)");
    assert!(mock.requests().is_empty());
    let customers: Vec<serde_json::Value> = mock.entities("/Customers").expect("they are read");
    assert_eq!(
        customers[2],
        json!({"@odata.type": "#Shop.Company", "Id": 3, "Name": "C & Co", "Register": "HR 7"})
    );
    for (path, value, text) in [
        ("/Custmers", json!([]), "`Customers`"),
        ("/Customers", json!([{"Id": 1, "Nam": ""}]), "`Name`"),
        ("/Customers(1)/Name", json!(""), "seeded"),
    ] {
        let error = mock
            .seed(path, &value)
            .expect_err("it does not fit")
            .to_string();
        assert!(error.contains(text), "{error}");
    }
}

#[test]
fn faults_happen_when_they_are_asked_for() {
    let mock = shop();
    mock.fault(Fault::too_many_requests(3).times(2));
    for _ in 0..2 {
        let got = get(&mock, "/Customers");
        assert_eq!((got.status, got.header("retry-after")), (429, Some("3")));
        assert_eq!(got.json()["error"]["code"], "TooManyRequests");
    }
    assert_eq!(get(&mock, "/Customers").status, 200);
    mock.fault(Fault::torn().at("/Orders/**"));
    let got = get(&mock, "/Customers");
    assert_eq!(
        got.header("content-length").map(str::to_owned),
        Some(got.body.len().to_string())
    );
    let got = get(&mock, "/Orders");
    let announced: usize = got
        .header("content-length")
        .and_then(|it| it.parse().ok())
        .expect("a length");
    assert!(got.body.len() < announced, "{got:?}");
    let got = send(&mock, "GET", "/Customers", "Mock-Fault: malformed\r\n", "");
    assert!(got.status == 200 && serde_json::from_str::<serde_json::Value>(&got.body).is_err());
    assert_eq!(
        send(&mock, "GET", "/Customers", "Mock-Fault: 503\r\n", "").status,
        503
    );
    assert_eq!(
        send(&mock, "GET", "/Customers", "Mock-Fault: tron\r\n", "").status,
        400
    );
    let start = std::time::Instant::now();
    assert_eq!(
        send(&mock, "GET", "/Customers", "Mock-Fault: slow=50\r\n", "").status,
        200
    );
    assert!(start.elapsed() >= std::time::Duration::from_millis(50));
    // A request that fails has no effect, one whose response is lost has.
    assert_eq!(
        send(&mock, "DELETE", "/Customers(1)", "Mock-Fault: 500\r\n", "").status,
        500
    );
    assert_eq!(get(&mock, "/Customers(1)").status, 200);
    send(&mock, "DELETE", "/Customers(1)", "Mock-Fault: torn\r\n", "");
    assert_eq!(get(&mock, "/Customers(1)").status, 404);
}

#[test]
fn a_mock_stops_when_it_is_dropped_and_limits_what_it_reads() {
    let mock = builder("shop.csdl.xml")
        .body_limit(100)
        .start()
        .expect("it starts");
    let long = format!(r#"{{"Name":"{}"}}"#, "x".repeat(200));
    assert_eq!(json(&mock, "POST", "/Customers", &long).status, 413);
    let host = mock.url()["http://".len()..].to_owned();
    drop(mock);
    assert!(std::net::TcpStream::connect(host).is_err());
    assert!(builder("nothing.xml").start().is_err());
}
