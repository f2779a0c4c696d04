//! The code of groups that `groups` makes: what its calls send.

#[rustfmt::skip]
#[allow(unreachable_pub, reason = "a test has no one to export to")]
#[path = "groups/generated.rs"]
mod generated;

use std::sync::{Arc, Mutex};

use clientwright_odata::{Body, future::BoxError, null};
use generated::ShopClient;
use http::{Request, Response};
use http_body_util::BodyExt as _;

/// A client, and its requests so far: a line for each request, followed by the body.
fn shop() -> (ShopClient, Arc<Mutex<Vec<String>>>) {
    let sent = Arc::new(Mutex::new(Vec::new()));
    let seen = sent.clone();
    let service = tower::service_fn(move |request: Request<Body>| {
        let seen = seen.clone();
        async move {
            let (parts, body) = request.into_parts();
            let body = body.collect().await?.to_bytes();
            let text = format!("{} {} {}", parts.method, parts.uri, body.escape_ascii());
            let response = match parts.uri.path() {
                "/orders/archive/a%2Fb/total()" => r#"{"value":7}"#,
                path if path.contains("search") || path.contains("find") => {
                    r#"{"value":["a","b"]}"#
                }
                _ => "",
            };
            seen.lock()
                .expect("no test panics while it has the lock")
                .push(text);
            let response = Response::builder()
                .header("content-type", "application/json")
                .body(Body::from(response));
            Ok::<_, BoxError>(response.expect("a response"))
        }
    });
    let client = ShopClient::builder().base_url("https://shop.example");
    (client.service(service).build().expect("complete"), sent)
}

#[tokio::test]
async fn calls_are_sent_below_the_path_of_their_group() {
    let (shop, sent) = shop();
    shop.ping().await.expect("an response");
    let orders = shop.orders();
    let found = orders.find("Ada", None).await.expect("a page");
    assert_eq!(found.items.len(), 2);
    assert_eq!(orders.submit("soon").await.expect("bytes").as_ref(), b"");
    let total = orders.archive().total().await.expect("a number");
    assert_eq!(total, Some(7));
    #[allow(deprecated, reason = "that it is deprecated is part of the test")]
    let search = orders.search("lamp").page(2).size(null()).sort("name");
    search.await.expect("a page");
    let expected = [
        "GET https://shop.example/ping() ",
        "GET https://shop.example/orders/find(name='Ada',limit=null) ",
        r#"POST https://shop.example/orders/submit {\"note\":\"soon\"}"#,
        "GET https://shop.example/orders/archive/a%2Fb/total() ",
        r#"POST https://shop.example/orders/search {\"text\":\"lamp\",\"page\":2,\"size\":null,\"sort\":\"name\"}"#,
    ];
    assert_eq!(
        *sent.lock().expect("no test panics while it has the lock"),
        expected
    );
    assert_eq!(
        orders.same().total().url().expect("a URL").path(),
        "/orders/total()"
    );
}

#[test]
fn deprecated_calls_have_the_attribute() {
    let code = include_str!("groups/generated.rs");
    let attribute = "#[deprecated(note = \"since 2025, use `find`\")]";
    assert_eq!(code.matches(attribute).count(), 1);
}
