//! The page about webhooks and callbacks of OpenAPI clients.

/// The code of the golden case `openapi-webhooks`.
mod hooks {
    #![allow(dead_code, unreachable_pub, reason = "the examples use a part of it")]
    include!(concat!(env!("OUT_DIR"), "/documents/hooks.rs"));
}

crate::example!("webhooks-webhooks-and-callbacks-of-openapi-clients");

use hooks::webhooks::Callback;

#[test]
fn bodies_are_read_by_their_names() {
    for (name, body, expected) in [
        (
            "thing.made",
            r#"{"id":"1","kind":"z","new":1}"#,
            "1 was made",
        ),
        ("thingGone", r#"{"id":"2"}"#, "2 is gone"),
        ("thingGone", "", "something is gone"),
        ("ping", "ignored", "Ping"),
        ("other", "hi", "Other_(b\"hi\")"),
        ("thing.lost", "<x>", "unknown: thing.lost"),
    ] {
        assert_eq!(receive(name, body.as_bytes()).unwrap(), expected);
    }
}

#[test]
fn nothing_is_lost() {
    let json = r#"{"id":"1","kind":"z","new":1}"#;
    let Ok(Webhook::ThingMade(made)) = Webhook::parse("thing.made", json.as_bytes()) else {
        panic!("it is read");
    };
    assert_eq!(
        clientwright_openapi::to_json(&made).unwrap(),
        json.as_bytes()
    );
    let Ok(Webhook::Other(unknown)) = Webhook::parse("x", b"\xFF") else {
        panic!("it is kept");
    };
    assert_eq!(
        (unknown.name(), unknown.body().as_ref()),
        ("x", &b"\xFF"[..])
    );
    let read = Callback::parse("changed", json.as_bytes());
    assert_eq!(read.unwrap(), Callback::Changed(made));
}

#[test]
fn an_error_names_webhook_and_property() {
    let error = Webhook::parse("thing.made", br#"{"id":1.5,"kind":"a"}"#).unwrap_err();
    assert_eq!(error.name(), "thing.made");
    let text = error.to_string();
    assert!(text.contains("thing.made") && text.contains("id"), "{text}");
}
