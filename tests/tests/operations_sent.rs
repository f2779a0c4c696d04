//! The code of operations that `operations` makes: what its calls send, and how responses are read.

#[rustfmt::skip]
#[allow(unreachable_pub, reason = "a test has no one to export to")]
#[path = "operations/generated.rs"]
mod generated;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use clientwright_openapi::client::{ClientBuilder, Secret};
use clientwright_openapi::future::BoxError;
use clientwright_openapi::multipart::{Form, Part};
use clientwright_openapi::{Body, Error, from_json};
use generated::ShopClient;
use generated::builders::StartOutput;
use http::{Request, Response};
use http_body_util::BodyExt as _;
use serde_json::json;

/// What was sent: the request, its headers but for those that every request has, its body.
type Sent = Arc<Mutex<Vec<String>>>;

/// A builder of a client whose service answers all requests with the same response, and what the client sends.
fn answering(response: &'static str, status: u16) -> (ClientBuilder<ShopClient>, Sent) {
    let sent = Sent::default();
    let seen = sent.clone();
    let service = tower::service_fn(move |request: Request<Body>| {
        let seen = seen.clone();
        async move {
            let (parts, body) = request.into_parts();
            let body = body.collect().await?.to_bytes();
            let mut text = format!("{} {}", parts.method, parts.uri);
            for (name, value) in &parts.headers {
                let usual = *name == "user-agent" || value == "application/json";
                if !usual {
                    text.push_str(&format!(" | {name}: {}", value.as_bytes().escape_ascii()));
                }
            }
            if !body.is_empty() {
                text.push_str(&format!(" | {}", String::from_utf8_lossy(&body)));
            }
            seen.lock()
                .expect("no test panics while it holds it")
                .push(text);
            let response = Response::builder()
                .status(status)
                .body(Body::from(response));
            Ok::<_, BoxError>(response.expect("a response"))
        }
    });
    (ShopClient::builder().service(service), sent)
}

fn shop(response: &'static str) -> (ShopClient, Sent) {
    let (builder, sent) = answering(response, 200);
    let client = builder.base_url("https://shop.example/v1").build();
    (client.expect("complete"), sent)
}

/// The only request that was sent, without what all have.
fn only(sent: &Sent) -> String {
    let mut sent = sent.lock().expect("no test panics while it holds it");
    let only = sent.pop().expect("a request was sent");
    assert!(sent.is_empty(), "one request was sent");
    only.replace("https://shop.example/v1", "")
}

#[tokio::test]
async fn parameters_are_sent_in_their_places() {
    let (shop, sent) = shop("[]");
    let pets = shop.pets();
    #[allow(deprecated, reason = "that it is deprecated is part of the test")]
    let list = |page: i32| pets.list(page);
    list(1).await.expect("pets");
    assert_eq!(only(&sent), "GET /pets?page=1");
    let range = BTreeMap::from([("gt".to_owned(), 5), ("lt".to_owned(), 9)]);
    let texts = |texts: &[&str]| texts.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>();
    let call = list(2)
        .sid("abc")
        .theme("dark")
        .trace(texts(&["a b", "c"]))
        .filter(range.clone())
        .raw("a/b")
        .range(range)
        .tabs(texts(&["x", "y"]))
        .spaces(texts(&["x", "y"]))
        .pipes(texts(&["x", "y"]))
        .csv(texts(&["x", "y,z"]))
        .tags(texts(&["x", "y"]))
        .limit(3)
        .limit(5);
    call.await.expect("pets");
    assert_eq!(
        only(&sent),
        "GET /pets?page=2&limit=5&tags=x&tags=y&csv=x,y%2Cz&pipes=x%7Cy&spaces=x%20y&tabs=x%09y\
         &range%5Bgt%5D=5&range%5Blt%5D=9&raw=a/b&filter=%7B%22gt%22%3A5%2C%22lt%22%3A9%7D \
         | x-trace: a b,c | cookie: theme=dark; sid=abc"
    );
    // Empty lists are left out (RFC 6570, 2.4.2).
    list(1)
        .tags(texts(&[]))
        .csv(texts(&[]))
        .await
        .expect("pets");
    assert_eq!(only(&sent), "GET /pets?page=1");
    for bad in [
        list(1).trace(texts(&["a\r\nX-Evil: 1"])),
        list(1).sid("a; b=c"),
        list(1).sid("a\nb"),
    ] {
        let error = bad.await.expect_err("it cannot be sent");
        assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
    }
    assert!(sent.lock().expect("not poisoned").is_empty());
}

#[tokio::test]
async fn bodies_are_sent_with_their_media_types() {
    let (shop, sent) = shop(r#"{"id":7}"#);
    let pets = shop.pets();
    let made = pets
        .create(&json!({"name": "Rex"}))
        .send()
        .await
        .expect("a pet");
    assert_eq!((made.status().as_u16(), &made["id"]), (200, &json!(7)));
    assert_eq!(only(&sent), r#"POST /pets | {"name":"Rex"}"#);
    assert_eq!(
        pets.note(7, "a \"b\"\n").await.expect("a text"),
        r#"{"id":7}"#
    );
    assert_eq!(
        only(&sent),
        "PUT /pets/7/note | content-type: text/plain | accept: text/plain | a \"b\"\n"
    );
    assert_eq!(pets.photo(7).await.expect("bytes").as_ref(), br#"{"id":7}"#);
    assert_eq!(only(&sent), "GET /pets/7.png | accept: image/png");
    pets.upload("a/b", 3).photo("PNG").await.expect("nothing");
    assert_eq!(
        only(&sent),
        "POST /photos/;name=a%2Fb.3 | content-type: image/png | PNG"
    );
    pets.upload("a", 3).await.expect("nothing");
    assert_eq!(only(&sent), "POST /photos/;name=a.3 | content-length: 0");
    pets.copy().header("X-A", "1").await.expect("nothing");
    assert_eq!(only(&sent), "COPY /pets | x-a: 1");
}

#[tokio::test]
async fn responses_are_read_by_what_is_declared() {
    let (pets, _) = shop("null");
    assert_eq!(pets.pets().first().await.expect("null"), None);
    let respond = |body, status| {
        let (builder, _) = answering(body, status);
        builder.build().expect("complete").pets()
    };
    assert_eq!(respond("", 204).first().await.expect("nothing"), None);
    let error = respond("{\"n\":1}", 206)
        .get(7)
        .await
        .expect_err("undeclared");
    assert!(matches!(error, Error::Undeclared(_)), "{error}");
    assert_eq!(error.status().map(|s| s.as_u16()), Some(206));
    assert_eq!(error.decode(), Some(json!({"n": 1})));
    let error = respond("{\"n\":", 200).get(7).await.expect_err("broken");
    assert!(
        error
            .to_string()
            .starts_with("GET /api/x/v1/pets/7: 200 OK: cannot read"),
        "{error}"
    );
    let error = respond("<html>", 200).get(7).await.expect_err("a page");
    assert!(error.to_string().contains("a web page"), "{error}");
    let error = respond("{\"why\":\"w\"}", 409)
        .get(7)
        .await
        .expect_err("refused");
    assert!(error.is_conflict());
    assert_eq!(error.decode(), Some(json!({"why": "w"})));
    // A type that includes null takes a response without content.
    respond("", 204).drop(7).await.expect("nothing");
    respond("stray", 200).drop(7).await.expect("nothing");
}

#[tokio::test]
async fn forms_are_encoded() {
    let (shop, sent) = shop("");
    let json = r#"{"name": "Ann & Bo+é", "tags": ["a", "b,c"], "address": {"city":"X Y"}, "score": 1.50, "note": null, "csv": ["p", "q r"], "filter": {"k": "v"}}"#;
    let form = from_json(json.as_bytes()).expect("JSON");
    shop.pets().find(&form).await.expect("nothing");
    assert_eq!(
        only(&sent),
        "POST /find | content-type: application/x-www-form-urlencoded | \
         name=Ann+%26+Bo%2B%C3%A9&tags=a&tags=b%2Cc&address=%7B%22city%22%3A%22X+Y%22%7D&score=1.50\
         &csv=p,q%20r&filter%5Bk%5D=v"
    );
    let stream = futures_util::stream::iter([Ok::<_, BoxError>("x".into()), Ok("y".into())]);
    let form = Form::new()
        .value("purpose", &"a \"b\"".to_owned())
        .value("tags", &vec!["a".to_owned(), "b".to_owned()])
        .value("meta", &json!({"a": 1}))
        .value_as("list", "application/json", &vec![1, 2])
        .value_as("csv", "text/csv", &"a;b".to_owned())
        .file("raw", "bytes")
        .part("note", Part::new("n").header("X-A", "1"))
        .file(
            "f\"1\r\n",
            Part::new(Body::from_stream(stream))
                .file_name("ü.txt")
                .content_type("text/plain"),
        );
    shop.pets().attach(form).await.expect("nothing");
    let text = only(&sent);
    let (head, rest) = text.split_once("boundary=").expect("a boundary");
    assert_eq!(head, "POST /files | content-type: multipart/form-data; ");
    let (boundary, body) = rest.split_once(" | ").expect("a body");
    let part = |head: &str, body: &str| {
        format!("--{boundary}\r\nContent-Disposition: form-data; {head}\r\n\r\n{body}\r\n")
    };
    let expected = [
        part("name=\"purpose\"", "a \"b\""),
        part("name=\"tags\"", "a"),
        part("name=\"tags\"", "b"),
        part(
            "name=\"meta\"\r\nContent-Type: application/json",
            "{\"a\":1}",
        ),
        part("name=\"list\"\r\nContent-Type: application/json", "[1,2]"),
        part("name=\"csv\"\r\nContent-Type: text/csv", "a;b"),
        part(
            "name=\"raw\"; filename=\"raw\"\r\nContent-Type: application/octet-stream",
            "bytes",
        ),
        part("name=\"note\"\r\nX-A: 1", "n"),
        part(
            "name=\"f%221%0D%0A\"; filename=\"ü.txt\"\r\nContent-Type: text/plain",
            "xy",
        ),
        format!("--{boundary}--\r\n"),
    ];
    assert_eq!(body, expected.concat());
    for bad in [
        Part::new("x").header("X-A", "1\r\nX-Evil: 1"),
        Part::new("x").header("X A", "1"),
        Part::new("x").content_type("text/plain\n"),
    ] {
        let call = shop.pets().attach(Form::new().file("f", bad));
        let error = call.await.expect_err("it cannot be sent");
        assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
    }
}

#[tokio::test]
async fn results_are_told_apart_by_status() {
    for (status, body, expected) in [
        (200, "7", StartOutput::Status200(7)),
        (201, "a", StartOutput::Status201("a".to_owned())),
        (202, "", StartOutput::Status202),
        (203, "x", StartOutput::Status2xx("x".into())),
    ] {
        let (builder, _) = answering(body, status);
        let shop = builder.build().expect("complete");
        assert_eq!(
            shop.pets().start().await.expect("a result"),
            expected,
            "{status}"
        );
    }
    let (builder, _) = answering("a", 200);
    let shop = builder.build().expect("complete");
    let error = shop.pets().start().await.expect_err("it is no number");
    assert!(matches!(error, Error::Decode(_)), "{error}");
}

#[tokio::test]
async fn credentials_are_those_that_the_operation_asks_for() {
    let (builder, sent) = answering("", 200);
    let shop = builder
        .base_url("https://shop.example/v1")
        .scheme("key", Secret::key("K"))
        .api_key_header("X-Own", "own")
        .scheme("cookie", Secret::key("C"))
        .scheme("option", Secret::key("O"))
        .basic_auth("Aladdin", "open sesame")
        .scheme("digest", Secret::key("Digest x"))
        .build()
        .expect("complete");
    let cases = [
        (shop.unstated(), " | x-own: own"),
        (shop.open(), ""),
        (shop.by_key(), " | x-key: K"),
        (shop.by_option(), "?k=O"),
        (shop.by_cookie(), " | cookie: sid=C"),
        (
            shop.by_user(),
            " | authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
        ),
        (shop.by_digest(), " | authorization: Digest x"),
        // There is no token: the credential that is for no scheme.
        (shop.by_token(), " | x-own: own"),
        // A certificate belongs to the transport.
        (shop.by_certificate(), ""),
        (shop.by_both(), " | x-key: K | cookie: sid=C"),
        (shop.by_either(), " | x-key: K"),
        (shop.by_key_or_open(), " | x-key: K"),
    ];
    for (call, expected) in cases {
        call.await.expect("nothing");
        assert_eq!(only(&sent), format!("GET /secured{expected}"));
    }
}

#[tokio::test]
async fn tokens_and_keys_are_for_all_schemes_of_their_kind() {
    let (builder, sent) = answering("", 200);
    let builder = builder.base_url("https://shop.example/v1");
    let shop = builder
        .bearer_token("T")
        .api_key("K")
        .build()
        .expect("complete");
    for (call, expected) in [
        (shop.by_either(), " | authorization: Bearer T"),
        (shop.by_both(), " | x-key: K | cookie: sid=K"),
        (shop.by_option(), "?k=K"),
        (shop.open(), ""),
        // Nothing is set that fits.
        (shop.by_user(), ""),
    ] {
        call.await.expect("nothing");
        assert_eq!(only(&sent), format!("GET /secured{expected}"));
    }
}

#[test]
fn a_credential_that_fits_no_scheme_is_refused() {
    let fails = |builder: ClientBuilder<ShopClient>, text: &str| {
        let error = builder.build().expect_err("refused").to_string();
        assert!(error.contains(text), "{error}");
    };
    let builder = || answering("", 200).0;
    fails(
        builder().scheme("nope", Secret::key("K")),
        "no security scheme `nope`",
    );
    fails(
        builder().scheme("key", Secret::token("T")),
        "of another kind",
    );
    fails(builder().basic_auth("a:b", "c"), "colon");
    fails(builder().api_key("a\nb"), "x-key");
    fails(builder().scheme("cookie", Secret::key("a;b")), "cookie");
}

#[tokio::test]
async fn servers_are_those_of_the_description_unless_the_caller_sets_one() {
    let url = |builder: ClientBuilder<ShopClient>| {
        let shop = builder.build().expect("complete");
        shop.pets().get(7).url().expect("a URL").to_string()
    };
    let builder = || answering("", 200).0;
    assert_eq!(
        url(builder()),
        "https://eu.example.test:8443/api/x/v1/pets/7"
    );
    let us = builder()
        .server_variable("region", "us-east")
        .server_variable("base", "y");
    assert_eq!(url(us), "https://us-east.example.test:8443/api/y/v1/pets/7");
    assert_eq!(
        url(builder().base_url("https://proxy.test/a/")),
        "https://proxy.test/a/pets/7"
    );
    for (builder, text) in [
        (
            builder().server_variable("region", "mars"),
            "`mars` is no value",
        ),
        (
            builder().server_variable("planet", "mars"),
            "no variable `planet`",
        ),
        (builder().server(1), "relative"),
        (builder().server(2), "none with the number 2"),
    ] {
        let error = builder.build().expect_err("refused").to_string();
        assert!(error.contains(text), "{error}");
    }
    // The server of an operation counts only beside those of the description, and gets no foreign credential.
    let shop = builder().bearer_token("T").build().expect("complete");
    let error = shop.status().await.expect_err("another origin").to_string();
    assert!(error.contains("https://status.example.test"), "{error}");
    let (allowed, sent) = answering("", 200);
    let allowed = allowed
        .bearer_token("T")
        .allow_origin("https://status.example.test");
    let shop = allowed.build().expect("complete");
    shop.status().await.expect("nothing");
    assert_eq!(
        only(&sent),
        "GET https://status.example.test/status | authorization: Bearer T"
    );
    let (own, sent) = answering("", 200);
    let shop = own
        .base_url("https://shop.example/v1")
        .build()
        .expect("complete");
    shop.status().await.expect("nothing");
    assert_eq!(only(&sent), "GET /status");
    let (open, sent) = answering("", 200);
    let shop = open.bearer_token("T").build().expect("complete");
    shop.open_status().await.expect("nothing");
    assert_eq!(only(&sent), "GET https://status.example.test/status");
}

#[test]
fn values_that_lead_elsewhere_are_refused() {
    let (shop, _) = shop("");
    for bad in ["", "\0"] {
        let url = shop.pets().upload(bad, 3).request().url();
        assert!(url.is_ok(), "the style writes a name: {url:?}");
    }
    let call = shop.pets().get(7);
    assert_eq!(call.url().expect("a URL").path(), "/v1/pets/7");
}
