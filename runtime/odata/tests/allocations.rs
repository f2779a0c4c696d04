//! How many allocations a request takes between its builder and the transport.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::convert::Infallible;

use clientwright_odata::{
    Annotations, Body, Client, ClientBuilder, Collection, PropertyBag, retry::RetryPolicy,
};
use http::{Request, Response};

#[derive(Default)]
struct Task {
    id: Option<String>,
    additional_properties: PropertyBag,
    odata: Option<Box<Annotations>>,
}
clientwright_odata::object! { Task = "ns.task"; id = "id", }

/// The allocations of reading one entity by a client with these settings.
fn count(set: impl FnOnce(ClientBuilder<Client>) -> ClientBuilder<Client>) -> u64 {
    let transport = tower::service_fn(async |_: Request<Body>| {
        Ok::<_, Infallible>(Response::new(Body::from(r#"{"id":"7"}"#)))
    });
    let builder = Client::builder()
        .base_url("https://example.com/v1")
        .bearer_token("token")
        .service(transport);
    let client = set(builder).build().unwrap();
    let task =
        Collection::<Task>::root(&client, "tasks").key(&[("id", clientwright_odata::literal("7"))]);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let read = || {
        let task = runtime.block_on(async { task.get().await }).unwrap();
        assert_eq!(task.id.as_deref(), Some("7"));
    };
    read();
    allocation_counter::measure(read).count_total
}

#[test]
fn a_request_takes_few_allocations() {
    let count = count(|builder| builder);
    println!("{count} allocations");
    assert!(count <= 11, "{count}");
}

#[test]
fn a_repeat_that_is_not_made_copies_nothing() {
    let once = count(|builder| builder.retry(RetryPolicy::none()));
    assert_eq!(count(|builder| builder), once);
}

#[test]
fn a_header_of_the_client_takes_no_allocation() {
    let without = count(|builder| builder);
    let with = count(|builder| builder.default_header("x-tenant", "42"));
    assert_eq!(with, without);
}

#[test]
fn a_layer_takes_one_box() {
    let layer = tower::util::MapRequestLayer::new(|request: Request<Body>| request);
    let with = count(|builder| builder.layer(layer));
    assert_eq!(with, count(|builder| builder) + 1);
}
