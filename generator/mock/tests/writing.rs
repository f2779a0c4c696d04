//! Changes of a shop that is made from OData metadata.

mod common;

use common::{get, json, orders, send, shop};
use serde_json::json;

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
    let created = json(&mock, "POST", "/Orders", "{}");
    assert_eq!(created.json()["Kind"], "web", "{}", created.body);
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
    // Also from the other side, as the order that was created there.
    assert_eq!(orders(&mock, "Customer/Name eq 'Bob'").len(), 2);
    assert_eq!(get(&mock, "/Customers(2)/Orders/$count").body, "2");
    assert_eq!(get(&mock, "/Customers(1)/Orders/$count").body, "2");
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
    assert_eq!(orders(&mock, "Customer/Name eq 'Ada'").len(), 3);
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
fn requests_of_a_batch_are_done_in_order_and_groups_as_a_whole() {
    let mock = shop();
    let batch = json!({"requests": [
        {"id": "1", "method": "get", "url": "/Customers(1)?$select=Name"},
        {"id": "2", "method": "POST", "url": "Customers", "body": {"Id": 8}, "headers": {"Prefer": "return=minimal"}},
        {"id": "3", "method": "GET", "url": format!("{}/Customers/$count", mock.url())},
        {"id": "4", "atomicityGroup": "g", "method": "DELETE", "url": "Customers(8)"},
        {"id": "5", "atomicityGroup": "g", "method": "DELETE", "url": "Customers(9)"},
        {"id": "6", "dependsOn": ["g"], "method": "GET", "url": "Customers(8)"},
        {"id": "7", "method": "GET", "url": "Customers(8)"},
        {"id": "8", "method": "POST", "url": "/$batch", "body": {}},
    ]});
    let got = json(&mock, "POST", "/$batch", &batch.to_string());
    assert_eq!(got.status, 200, "{}", got.body);
    let responses = got.json()["responses"].as_array().cloned().expect("a list");
    let statuses: Vec<_> = responses.iter().map(|it| it["status"].clone()).collect();
    assert_eq!(statuses, [200, 204, 200, 424, 404, 424, 200, 400]);
    assert_eq!(responses[0]["body"]["Name"], "Ada");
    assert_eq!(responses[2]["body"], "4");
    assert_eq!(json(&mock, "POST", "/$batch", "{}").status, 400);
    assert_eq!(
        send(
            &mock,
            "POST",
            "/$batch",
            "Content-Type: multipart/mixed\r\n",
            "x"
        )
        .status,
        501
    );
}

#[test]
fn foreign_keys_and_references_follow_each_other() {
    let mock = shop();
    let teams = json!([{"Name": "a", "Members": [{"Number": 1}, {"Number": 2, "FriendName": "b"}]}, {"Name": "b"}]);
    mock.seed("/Teams", &teams).expect("they fit");
    assert_eq!(
        get(&mock, "/Members(TeamName='a',Number=1)/Team").json()["Name"],
        "a"
    );
    let friend = "/Members(TeamName='a',Number=2)/Friend";
    assert_eq!(get(&mock, friend).json()["Name"], "b");
    // An entity of the set belongs to the team that its key names.
    let created = json(&mock, "POST", "/Members", r#"{"TeamName":"b","Number":7}"#);
    assert_eq!(created.status, 201, "{}", created.body);
    assert_eq!(get(&mock, "/Teams('b')/Members/$count").body, "1");
    assert_eq!(
        json(
            &mock,
            "PATCH",
            "/Members(TeamName='b',Number=7)",
            r#"{"FriendName":"a"}"#
        )
        .status,
        204
    );
    assert_eq!(
        get(&mock, "/Members(TeamName='b',Number=7)/Friend").json()["Name"],
        "a"
    );
    let reference = format!(r#"{{"@odata.id":"{}/Teams('a')"}}"#, mock.url());
    assert_eq!(
        json(&mock, "PUT", &format!("{friend}/$ref"), &reference).status,
        204
    );
    assert_eq!(
        get(&mock, "/Members(TeamName='a',Number=2)").json()["FriendName"],
        "a"
    );
    assert_eq!(
        send(&mock, "DELETE", &format!("{friend}/$ref"), "", "").status,
        204
    );
    assert_eq!(
        get(&mock, "/Members(TeamName='a',Number=2)").json()["FriendName"],
        json!(null)
    );
    assert_eq!(get(&mock, friend).status, 204);
    let members = get(&mock, "/Members?$filter=Team/Name%20eq%20'a'&$expand=Team");
    assert_eq!(members.json()["value"][1]["Team"]["Name"], "a");
    // The members are deleted with their team.
    assert_eq!(send(&mock, "DELETE", "/Teams('a')", "", "").status, 204);
    assert_eq!(get(&mock, "/Members/$count").body, "1");
}
