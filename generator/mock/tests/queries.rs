//! Options that compute, search and aggregate, streams, versions and changes of a shop.

mod common;

use clientwright_mock::Mock;
use common::{builder, get, json, orders, send, shop, values};
use serde_json::json;

fn photos() -> Mock {
    let mock = builder("shop.csdl.xml").start().expect("it starts");
    let photos = json!([
        {"Id": 1, "Title": "Harbour at night", "Stars": 5, "Taken": "2026-01-31", "Views": 30},
        {"Id": 2, "Title": "Harbour", "Stars": 3, "Taken": "2026-02-28", "Views": 10},
        {"Id": 3, "Title": "Forest", "Stars": 3, "Views": 20, "Cover@odata.bind": "Photos(1)", "Related@odata.bind": ["Photos(1)", "Photos(2)"]},
    ]);
    mock.seed("/Photos", &photos).expect("they fit");
    mock
}

/// The ids that a query finds.
fn ids(mock: &Mock, query: &str) -> Vec<String> {
    let query = query
        .replace('+', "%2B")
        .replace(' ', "%20")
        .replace('"', "%22");
    let got = get(mock, &format!("/Photos?{query}"));
    assert_eq!(got.status, 200, "{query}: {}", got.body);
    values(&got, "Id")
}

#[test]
fn expressions_compute() {
    let mock = photos();
    for (query, expected) in [
        ("$filter=Stars add Id eq 6", vec!["1", "3"]),
        ("$filter=Views div 20 eq 1", vec!["1", "3"]),
        ("$filter=Views divby 20 eq 1.5", vec!["1"]),
        ("$filter=Id sub 1 mul 2 eq -1", vec!["1"]),
        ("$filter=-Id lt -2", vec!["3"]),
        ("$filter=Id mod 2 eq 0", vec!["2"]),
        (
            "$filter=year(Taken) eq 2026 and month(Taken) eq 2",
            vec!["2"],
        ),
        ("$filter=Taken add duration'P1D' eq 2026-03-01", vec!["2"]),
        ("$filter=Taken lt date(now())", vec!["1", "2"]),
        ("$filter=round(Views div 20.0) eq 2", vec!["1"]),
        ("$filter=Title eq @t&@t='Forest'", vec!["3"]),
        ("$filter=Stars eq @none", vec![]),
        ("$filter=isof(Shop.Photo)", vec!["1", "2", "3"]),
        ("$filter=isof(Cover,Shop.Photo)", vec!["3"]),
        (
            "$compute=Views mul 2 as Twice&$filter=Twice gt 30&$orderby=Twice",
            vec!["3", "1"],
        ),
        ("$search=harbour", vec!["1", "2"]),
        ("$search=harbour NOT night", vec!["2"]),
        ("$search=\"at night\" OR forest", vec!["1", "3"]),
    ] {
        assert_eq!(ids(&mock, query), expected, "{query}");
    }
    let shop = shop();
    assert_eq!(orders(&shop, "Colour has 'Red'"), "a");
    assert_eq!(orders(&shop, "hour(Placed) eq 1"), "b");
    assert_eq!(orders(&shop, "date(Placed) eq 2026-01-02"), "ab");
    let got = get(
        &mock,
        "/Photos(1)?$compute=length(Title)%20as%20Size&$select=Size,Id",
    );
    assert_eq!(
        (&got.json()["Size"], got.json().get("Title")),
        (&json!(16), None)
    );
}

#[test]
fn entities_are_aggregated() {
    let mock = photos();
    for (query, expected) in [
        (
            "$apply=groupby((Stars),aggregate(Views with sum as All,$count as N))&$orderby=Stars",
            json!([{"Stars": 3, "All": 30, "N": 2}, {"Stars": 5, "All": 30, "N": 1}]),
        ),
        (
            "$apply=filter(Stars eq 3)/aggregate(Views with average as A,Views with min as B,Views with max as C)",
            json!([{"A": 15, "B": 10, "C": 20}]),
        ),
        (
            "$apply=groupby((Stars))/aggregate($count as N)",
            json!([{"N": 2}]),
        ),
        (
            "$apply=aggregate(Stars with countdistinct as N,Taken with max as T)",
            json!([{"N": 2, "T": "2026-02-28"}]),
        ),
        (
            "$apply=groupby((Cover/Title),aggregate($count as N))&$filter=N eq 1&$select=Cover",
            json!([{"Cover": {"Title": "Harbour at night"}}]),
        ),
        (
            "$apply=filter(Id gt 9)/aggregate(Views with sum as S)",
            json!([{"S": null}]),
        ),
        (
            "$apply=compute(Views mul 2 as T)/orderby(T desc)/top(1)/aggregate(T with sum as S)",
            json!([{"S": 60}]),
        ),
    ] {
        let got = get(&mock, &format!("/Photos?{}", query.replace(' ', "%20")));
        assert_eq!(
            (got.status, &got.json()["value"]),
            (200, &expected),
            "{query}: {}",
            got.body
        );
    }
}

#[test]
fn expansions_have_levels_counts_and_casts() {
    let mock = photos();
    let got = get(
        &mock,
        "/Photos(3)?$expand=Related/$count,Cover($levels=2)&$select=Id",
    );
    assert_eq!(got.json()["Related@odata.count"], 2);
    assert_eq!(got.json()["Cover"]["Cover"], json!(null));
    let got = get(&mock, "/Photos(3)?$expand=Cover&$select=Id");
    assert_eq!(got.json()["Cover"].get("Cover"), None);
    let got = get(
        &mock,
        "/Photos(3)?$expand=Shop.Photo/Related($filter=Id%20gt%201;$select=Id)",
    );
    assert_eq!(got.json()["Related"].as_array().map(Vec::len), Some(1));
    // Photos that are related to each other: what is repeated is limited.
    let related = r#"{"@odata.id":"Photos(3)"}"#;
    for id in 1..=3 {
        let headers = "Content-Type: application/json\r\nIf-Match: *\r\n";
        let got = send(
            &mock,
            "POST",
            &format!("/Photos({id})/Related/$ref"),
            headers,
            related,
        );
        assert_eq!(got.status, 204, "{}", got.body);
    }
    assert_eq!(
        get(&mock, "/Photos?$expand=Related($levels=11)").status,
        501
    );
    assert_eq!(
        get(&mock, "/Photos?$expand=Related($levels=max)").status,
        200
    );
}

#[test]
fn streams_are_kept() {
    let mock = photos();
    assert_eq!(get(&mock, "/Photos(1)/Small").status, 204);
    let png = "Content-Type: image/png\r\n";
    let got = send(&mock, "PUT", "/Photos(1)/Small", png, "bytes");
    assert_eq!(got.status, 204, "{}", got.body);
    let etag = got.header("etag").expect("an etag").to_owned();
    let got = get(&mock, "/Photos(1)/Small");
    assert_eq!(
        (got.header("content-type"), got.body.as_str()),
        (Some("image/png"), "bytes")
    );
    let same = format!("If-None-Match: {etag}\r\n");
    assert_eq!(
        send(&mock, "GET", "/Photos(1)/Small", &same, "").status,
        304
    );
    let photo = get(&mock, "/Photos(1)").json();
    assert_eq!(photo["Small@odata.mediaContentType"], "image/png");
    assert_eq!(photo.get("Small"), None);
    let stale = format!("{png}If-Match: W/\"0\"\r\n");
    assert_eq!(
        send(&mock, "PUT", "/Photos(1)/Small", &stale, "x").status,
        412
    );
    assert_eq!(
        send(&mock, "DELETE", "/Photos(1)/Small", "", "").status,
        204
    );
    assert_eq!(get(&mock, "/Photos(1)/Small").status, 204);
    assert_eq!(get(&mock, "/Photos(9)/Small").status, 404);

    let got = send(&mock, "POST", "/Photos", png, "whole");
    assert_eq!(got.status, 201, "{}", got.body);
    assert_eq!(got.json()["@odata.mediaContentType"], "image/png");
    let place = format!("/Photos({})", got.json()["Id"]);
    assert_eq!(get(&mock, &format!("{place}/$value")).body, "whole");
    assert_eq!(
        send(&mock, "PUT", &format!("{place}/$value"), png, "new").status,
        204
    );
    assert_eq!(get(&mock, &format!("{place}/$value")).body, "new");
    assert_eq!(
        send(&mock, "DELETE", &place, "If-Match: *\r\n", "").status,
        204
    );
    assert_eq!(get(&mock, &format!("{place}/$value")).status, 404);
}

#[test]
fn the_metadata_says_what_changes_need() {
    let mock = photos();
    assert_eq!(
        json(&mock, "PATCH", "/Photos(1)", r#"{"Stars":1}"#).status,
        428
    );
    assert_eq!(send(&mock, "DELETE", "/Photos(1)", "", "").status, 428);
    let headers = "Content-Type: application/json\r\nIf-Match: *\r\n";
    for (body, target) in [
        (r#"{"Stars":6}"#, "Stars"),
        (r#"{"Stars":300}"#, "Stars"),
        (r#"{"Taken":"2026-02-31"}"#, "Taken"),
        (r#"{"Title":null}"#, "Title"),
    ] {
        let got = send(&mock, "PATCH", "/Photos(1)", headers, body);
        assert_eq!(
            (got.status, &got.json()["error"]["target"]),
            (400, &json!(target)),
            "{body}"
        );
    }
    assert!(
        send(&mock, "PATCH", "/Photos(1)", headers, r#"{"Stars":6}"#)
            .message()
            .contains("between 1 and 5")
    );
    // What the service computes is not taken from requests.
    assert_eq!(
        send(
            &mock,
            "PATCH",
            "/Photos(1)",
            headers,
            r#"{"Views":1,"Stars":1}"#
        )
        .status,
        204
    );
    let photo = get(&mock, "/Photos(1)").json();
    assert_eq!((&photo["Views"], &photo["Stars"]), (&json!(30), &json!(1)));
}

#[test]
fn changes_are_listed_from_a_link_on() {
    let mock = shop();
    let got = send(
        &mock,
        "GET",
        "/Customers?$select=Name",
        "Prefer: track-changes\r\n",
        "",
    );
    assert_eq!(
        got.header("preference-applied"),
        Some("odata.track-changes")
    );
    let link = got.json()["@odata.deltaLink"]
        .as_str()
        .expect("a link")
        .to_owned();
    let target = link
        .strip_prefix(mock.url())
        .expect("a link to the mock")
        .to_owned();
    assert_eq!(get(&mock, &target).json()["value"], json!([]));
    assert_eq!(
        json(&mock, "PATCH", "/Customers(2)", r#"{"Name":"Rob"}"#).status,
        204
    );
    assert_eq!(send(&mock, "DELETE", "/Customers(1)", "", "").status, 204);
    let got = get(&mock, &target).json();
    assert_eq!(got["value"][0]["Name"], "Rob");
    assert_eq!(got["value"][1]["reason"], "deleted");
    assert_eq!(got["value"].as_array().map(Vec::len), Some(2));
    // Lists of related entities have no such link.
    let got = send(
        &mock,
        "GET",
        "/Customers(2)/Orders",
        "Prefer: track-changes\r\n",
        "",
    );
    assert_eq!(got.json().get("@odata.deltaLink"), None);
}

#[test]
fn requests_of_a_batch_refer_to_what_others_created() {
    let mock = shop();
    let batch = json!({"requests": [
        {"id": "new", "method": "POST", "url": "Customers", "body": {"Name": "Eve"}},
        {"id": "2", "dependsOn": ["new"], "method": "POST", "url": "$new/Orders", "body": {"Total": 1}},
        {"id": "3", "dependsOn": ["2"], "method": "GET", "url": "$new?$select=Name&$expand=Orders"},
        {"id": "4", "method": "GET", "url": "$3/Name"},
    ]});
    let got = json(&mock, "POST", "/$batch", &batch.to_string());
    let responses = got.json()["responses"].as_array().cloned().expect("a list");
    let statuses: Vec<_> = responses.iter().map(|it| it["status"].clone()).collect();
    assert_eq!(statuses, [201, 201, 200, 400], "{}", got.body);
    assert_eq!(responses[2]["body"]["Name"], "Eve");
    assert_eq!(
        responses[2]["body"]["Orders"].as_array().map(Vec::len),
        Some(1)
    );
}
