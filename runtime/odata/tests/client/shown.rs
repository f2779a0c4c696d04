//! What errors show of the texts of a service.

use std::error::Error as _;

use clientwright_odata::{Client, Error, Item};

use crate::contract::{GraphClient, Task};
use crate::errors::fail;
use crate::script::Script;

/// Whether a text can forge a line of a log or steer a terminal.
fn is_unsafe(text: &str) -> bool {
    text.contains(|c: char| c.is_control() || c == '\u{202e}')
}

#[tokio::test]
async fn texts_of_a_service_are_shown_escaped() {
    let body = r#"{"error":{"code":"a\u001b[2J","message":"no\r\nINFO all is well\u0007\u202e","innerError":{"request-id":"r\n1"}}}"#;
    let error = fail(400, &[], body).await;
    assert_eq!(
        error.to_string(),
        r"GET /v1.0/me: 400 Bad Request: a\u{1b}[2J: no\r\nINFO all is well\u{7}\u{202e} (request-id r\n1)"
    );
    assert_eq!(error.code(), Some("a\u{1b}[2J"));
    assert_eq!(error.request_id(), Some("r\n1"));
    let Error::OData(odata) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(odata.message(), "no\r\nINFO all is well\u{7}\u{202e}");
    assert!(!is_unsafe(&format!("{error:?}")));
    // A status and a body, the header of a request id, and a content type.
    let headers = [("request-id", "a\tb"), ("content-type", "text/html;\tx")];
    let error = fail(500, &headers, "<html>\u{1b}]0;x\u{7}\u{202e}").await;
    assert!(!is_unsafe(&error.to_string()), "{error}");
}

#[tokio::test]
async fn names_in_a_response_and_the_texts_of_a_provider_are_shown_escaped() {
    let body = r#"{"value":[{"id":"1"}],"x\u001b[2J\n":1,"x\u001b[2J\n":2}"#;
    let script = Script::new().json(200, body);
    let client = script.client(Client::builder().base_url("https://host/odata"));
    let tasks = clientwright_odata::Collection::<Task>::root(&client, "tasks");
    let error = tasks.list().collect_all().await.unwrap_err();
    let expected = r#"["x\u001b[2J\n"]: duplicate property"#;
    assert!(error.to_string().contains(expected), "{error}");
    let source = error.source().unwrap().to_string();
    assert!(source.contains(expected), "{source}");

    let refused = || async {
        let text = "refused:\u{1b}[2J\r\n\u{202e}";
        Err::<clientwright_odata::auth::AccessToken, _>(std::io::Error::other(text))
    };
    let graph = Script::new().client(GraphClient::builder().credential(refused));
    let error = graph.me().get().await.unwrap_err();
    assert!(matches!(error, Error::Auth(_)), "{error:?}");
    assert_eq!(
        error.to_string(),
        r"GET /v1.0/me: no token: refused:\u{1b}[2J\r\n\u{202e}"
    );
}

#[tokio::test]
async fn a_redirect_names_the_origin_of_its_target() {
    for (location, shown, origin) in [
        ("/login", "the same origin", None),
        ("?a=b", "the same origin", None),
        ("//host/login", "the same origin", None),
        (
            "//evil.example",
            "https://evil.example",
            Some("https://evil.example"),
        ),
        (
            "/\\evil.example/a",
            "https://evil.example",
            Some("https://evil.example"),
        ),
        ("//host:444/a", "https://host:444", Some("https://host:444")),
        ("http://host/a", "http://host", Some("http://host")),
        ("https://host/a", "https://host", Some("https://host")),
        ("https://[", "a location that is no URL", None),
    ] {
        let script = Script::new().respond(302, &[("location", location)], "");
        let client = script.client(Client::builder().base_url("https://host/odata"));
        let item = Item::<Task>::root(&client, "me");
        let error = item.get().await.unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("GET /odata/me: 302 Found: the redirect to {shown} was not followed")
        );
        let Error::Redirect(redirect) = &error else {
            panic!("{error:?}")
        };
        assert_eq!(redirect.origin().as_deref(), origin, "{location}");
        assert_eq!(redirect.location(), Some(location));
    }
}
