//! Pets from an OpenAPI description.

mod common;

use clientwright_mock::{Method, Mock, Options};
use common::{builder, get, json, send};
use serde_json::json;

fn pets() -> Mock {
    builder("pets.yaml").start().expect("it starts")
}

#[test]
fn paths_and_methods_are_those_of_the_description() {
    let mock = pets();
    assert_eq!(get(&mock, "/pets/mine").json(), "mine");
    assert_eq!(get(&mock, "/pets/7").status, 200);
    // The text wins over the name only where it has the method.
    assert_eq!(send(&mock, "DELETE", "/pets/mine", "", "").status, 204);
    let got = send(&mock, "PUT", "/pets/7", "", "");
    assert_eq!(
        (got.status, got.header("allow")),
        (405, Some("GET, DELETE"))
    );
    let got = get(&mock, "/pet/7");
    assert_eq!(got.status, 404);
    assert!(
        got.body.contains("nearest are: /pets/{petId}"),
        "{}",
        got.body
    );
    assert_eq!(get(&mock, "/pets/7/picture.png").body, "text");
    assert_eq!(get(&mock, "/pets/7/picture").status, 404);
}

#[test]
fn responses_are_examples_or_made_of_schemas() {
    let mock = pets();
    let got = get(&mock, "/pets?kind=dog");
    assert_eq!(
        (got.status, got.json()[1]["name"].as_str()),
        (200, Some("Tom"))
    );
    // What is optional is left out, so that no link leads away from the mock.
    assert_eq!(
        (got.header("x-count"), got.header("link")),
        (Some("1"), None)
    );
    assert_eq!(
        json(&mock, "POST", "/pets", "{}").json(),
        json!({
            "id": 10, "name": "xxxxxx", "kind": "dog", "born": "2024-02-29", "owner": {"mail": "a@example.org"},
        })
    );
    assert_eq!(
        get(&mock, "/pets/7").json(),
        json!({"kind": "hound", "barks": true})
    );
    assert_eq!(
        get(&mock, "/events").body,
        "data: {\"at\":\"2024-02-29\"}\n\n"
    );
    assert_eq!(get(&mock, "/tree").json()["children"][0]["name"], "text");
    let got = get(&mock, "/endless");
    assert!(
        got.status == 501 && got.body.contains("contains itself"),
        "{}",
        got.body
    );
}

#[test]
fn requests_choose_among_the_declared_responses() {
    let mock = pets();
    let ask = |headers: &str| send(&mock, "GET", "/pets?kind=dog", headers, "");
    assert_eq!(ask("Prefer: example=none\r\n").json(), json!([]));
    let got = ask("Prefer: code=404\r\n");
    assert_eq!((got.status, got.json()), (404, json!({"title": "Lost"})));
    assert_eq!(ask("Prefer: code=503\r\n").status, 503);
    let got = ask("Prefer: code=418\r\n");
    assert!(
        got.status == 400 && got.body.contains("200, 404, 5XX"),
        "{}",
        got.body
    );
    assert!(ask("Prefer: example=many\r\n").body.contains("two, none"));
    let got = ask("Accept: text/csv, application/json;q=0.5\r\n");
    assert_eq!(
        (got.header("content-type"), got.body.as_str()),
        (Some("text/csv"), "id;name\n1;Rex\n")
    );
    let got = ask("Accept: image/png\r\n");
    assert!(
        got.status == 406 && got.body.contains("text/csv"),
        "{}",
        got.body
    );
    let got = send(
        &mock,
        "GET",
        "/pets/7/picture.png",
        "Prefer: code=202\r\n",
        "",
    );
    assert!(
        got.status == 501 && got.body.contains("root element"),
        "{}",
        got.body
    );
}

#[test]
fn responses_are_made_in_the_form_of_their_media_type() {
    let mock = pets();
    let got = send(&mock, "GET", "/owner", "Accept: application/xml\r\n", "");
    let declaration = r#"<?xml version="1.0" encoding="UTF-8"?>"#;
    let expected = concat!(
        r#"<o:owner xmlns:o="urn:pets" id="7"><name>A&amp;B</name>"#,
        r#"<pets><pet>Rex</pet></pets><phone>text</phone><born>2024-02-29</born></o:owner>"#
    );
    assert_eq!(got.body, format!("{declaration}{expected}"));
    let got = send(
        &mock,
        "GET",
        "/owner",
        "Accept: application/x-www-form-urlencoded\r\n",
        "",
    );
    assert_eq!(
        got.body,
        "id=7&name=A%26B&pets=Rex&phones=text&born=2024%2D02%2D29"
    );
    let got = send(
        &mock,
        "GET",
        "/owner",
        "Accept: multipart/form-data\r\n",
        "",
    );
    let media = got.header("content-type").expect("a media type");
    let boundary = media.split("boundary=").nth(1).expect("a boundary");
    assert_eq!(got.body.matches(&format!("--{boundary}\r\n")).count(), 5);
    assert!(
        got.body.contains("name=\"name\"\r\n\r\nA&B\r\n"),
        "{}",
        got.body
    );
}

#[test]
fn requests_that_the_description_does_not_allow_are_refused() {
    let mock = pets();
    let got = get(&mock, "/pets");
    assert!(
        got.status == 400 && got.body.contains("`kind`"),
        "{}",
        got.body
    );
    assert_eq!(json(&mock, "POST", "/pets", "").status, 400);
    let got = send(&mock, "POST", "/pets", "Content-Type: text/plain\r\n", "x");
    assert!(
        got.status == 415 && got.body.contains("application/json"),
        "{}",
        got.body
    );
}

#[test]
fn tests_choose_responses() {
    let mock = pets();
    mock.on(Method::GET, "/pets/{petId}")
        .reply(200, &json!({"kind": "cat"}))
        .expect("it is JSON");
    mock.on(Method::GET, "/elsewhere")
        .bytes(200, "text/plain", "here")
        .expect("a status");
    assert_eq!(get(&mock, "/pets/1").json()["kind"], "cat");
    assert_eq!(get(&mock, "/elsewhere").body, "here");
    let error = mock
        .seed("/pets", &json!([]))
        .expect_err("nothing is stored");
    assert!(error.to_string().contains("`on`"));
}

#[test]
fn parts_with_a_description_only_say_nothing_about_values() {
    let text = r##"{"openapi": "3.1.0", "info": {"title": "A", "version": "1"}, "components": {"schemas": {
        "Doc": {"description": "only a description"},
        "Nested": {"allOf": [{"$ref": "#/components/schemas/Doc"}]},
        "Pet": {"type": "object", "properties": {"name": {"type": "string"}}}}},
        "paths": {"/a": {"get": {"responses": {"200": {"description": "", "content": {"application/json": {"schema": {"type": "object", "properties": {
            "last": {"allOf": [{"$ref": "#/components/schemas/Pet"}, {"description": "d"}]},
            "first": {"allOf": [{"description": "d"}, {"$ref": "#/components/schemas/Pet"}]},
            "own": {"type": "integer", "allOf": [{"description": "d"}]},
            "nested": {"allOf": [{"$ref": "#/components/schemas/Nested"}], "properties": {"a": {"type": "boolean"}}},
            "beside": {"$ref": "#/components/schemas/Doc", "type": "boolean"}
        }}}}}}}}}}"##;
    let path = format!("{}/described.json", env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(&path, text).expect("a file");
    let mock = Mock::start(path).expect("it starts");
    let pet = json!({"name": "text"});
    assert_eq!(
        get(&mock, "/a").json(),
        json!({"last": pet, "first": pet, "own": 1, "nested": {"a": true}, "beside": true})
    );
}

#[test]
fn known_pages_come_to_an_end() {
    let rules = [
        ("GET /optional", "token=next parameter=after items=items"),
        (
            "GET /nullable",
            "token=nullable parameter=after items=items",
        ),
        ("GET /text", "token=text parameter=after items=items"),
        ("GET /deep", "link=deep.next items=items"),
        ("GET /item", "token=last:id parameter=after items=items"),
        (
            "GET /more",
            "token=last:id parameter=after items=items more=more",
        ),
        ("GET /number", "token=number parameter=after items=items"),
        ("GET /page", "page=page items=items"),
        ("GET /skip", "offset=header:skip items=items"),
        (
            "GET /header",
            "token=header:X-Next parameter=after items=items",
        ),
        ("GET /link", "link-header items=items"),
        ("GET /none", "none"),
        ("GET /example", "token=next parameter=after items=items"),
        ("POST /body", "offset=body:from.offset"),
        ("GET /xml", "token=next parameter=after items=items"),
    ];
    let rules = rules.map(|(pattern, rule)| (pattern.to_owned(), rule.to_owned()));
    let options = Options {
        paging: rules.into(),
        ..Options::default()
    };
    let mock = builder("pages.yaml").options(options).start();
    let mock = mock.expect("it starts");
    let page = json!({
        "items": [{"id": "text"}], "next": "b", "nullable": "text", "text": "text", "number": 1,
        "deep": {"next": "text", "other": "text"}, "more": true,
    });
    // Without a rule, nothing is known of the members.
    assert_eq!(get(&mock, "/unknown?after=b").json(), page);
    let with = |name: &str, value: serde_json::Value| {
        let mut page = page.clone();
        page[name] = value;
        page
    };
    let mut without = page.clone();
    without.as_object_mut().map(|page| page.remove("next"));
    assert_eq!(get(&mock, "/optional").json(), without);
    assert_eq!(
        get(&mock, "/nullable").json(),
        with("nullable", json!(null))
    );
    assert_eq!(get(&mock, "/text").json(), with("text", json!("")));
    assert_eq!(
        get(&mock, "/deep").json(),
        with("deep", json!({"other": "text"}))
    );
    assert_eq!(get(&mock, "/more").json(), with("more", json!(false)));
    assert_eq!(get(&mock, "/number").json(), page);
    assert_eq!(get(&mock, "/none").json(), page);
    let nothing = with("items", json!([]));
    assert_eq!(get(&mock, "/item").json(), page);
    assert_eq!(get(&mock, "/item?after=text").json(), nothing);
    for (target, expected) in [
        ("/page", &page),
        ("/page?page=1", &page),
        ("/page?page=2", &nothing),
    ] {
        assert_eq!(get(&mock, target).json(), *expected, "{target}");
    }
    for (headers, expected) in [
        ("", &page),
        ("skip: 0\r\n", &page),
        ("skip: 1\r\n", &nothing),
    ] {
        assert_eq!(
            send(&mock, "GET", "/skip", headers, "").json(),
            *expected,
            "{headers}"
        );
    }
    for (body, expected) in [("{}", json!([1])), (r#"{"from":{"offset":1}}"#, json!([]))] {
        assert_eq!(
            json(&mock, "POST", "/body", body).json(),
            expected,
            "{body}"
        );
    }
    let headers = |target: &str| {
        let got = get(&mock, target);
        ["x-next", "link"].map(|name| {
            got.header(name)
                .map(str::trim)
                .unwrap_or_default()
                .to_owned()
        })
    };
    assert_eq!(headers("/header"), ["", "text"]);
    assert_eq!(headers("/link"), ["text", ""]);
    assert_eq!(get(&mock, "/stated").json(), json!({"value": [1]}));
    let got = get(&mock, "/xml").body;
    assert!(
        got.contains("<items>text</items>") && !got.contains("<next>"),
        "{got}"
    );

    let example = json!({"items": [{"id": "a"}]});
    assert_eq!(get(&mock, "/example").json(), example);
    let named = send(&mock, "GET", "/example", "Prefer: example=first\r\n", "");
    assert_eq!(named.json()["next"], "b");
}
