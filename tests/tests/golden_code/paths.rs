//! What builders lead to, and what they lack where the metadata forbids it.

use std::sync::{Arc, Mutex};

use http::{Request, Response};
use odata_runtime::{Body, BoxError};

use crate::client;
use crate::goldens::{casts, path_capabilities};

/// Is called where a builder has no method of the name: Rust takes a type's own method where it can be called, and only
/// else a trait's. What compiles against `Lacking` proves that there is none.
trait Absent {
    fn id(&self, _: i32) -> Lacking {
        Lacking
    }
    fn create(&self) -> Lacking {
        Lacking
    }
    fn update(&self) -> Lacking {
        Lacking
    }
    fn replace(&self) -> Lacking {
        Lacking
    }
    fn upsert(&self) -> Lacking {
        Lacking
    }
    fn delete(&self) -> Lacking {
        Lacking
    }
    fn customer(&self) -> Lacking {
        Lacking
    }
    fn archive(&self) -> Lacking {
        Lacking
    }
}

impl<T> Absent for T {}

/// Nothing else returns it.
struct Lacking;

#[test]
fn casts_lead_to_derived_types() {
    let org = client(casts::OrgClient::builder());
    let group = org.groups().id("g");
    let people = group.members().as_person();
    assert_eq!(
        path!(people.list().filter(casts::Person::MAIL.eq("a"))),
        "groups('g')/members/Org.person?$filter=mail%20eq%20%27a%27"
    );
    assert_eq!(
        path!(people.count()),
        "groups('g')/members/Org.person/$count"
    );
    assert_eq!(
        path!(people.id("p").get()),
        "groups('g')/members/Org.person('p')"
    );
    assert_eq!(
        path!(people.reminders()),
        "groups('g')/members/Org.person/Org.reminders()"
    );
    assert_eq!(
        path!(people.as_employee().list()),
        "groups('g')/members/Org.person/Org.employee"
    );
    assert_eq!(
        path!(group.members().id("d").as_device().retire()),
        "groups('g')/members('d')/Org.device/Org.retire"
    );
    // A navigation property has the name of a cast, and keeps it.
    assert_eq!(path!(org.chair().as_person().get()), "chair/as_person");
    assert_eq!(path!(org.chair().as_person2().get()), "chair/Org.person");
    // By hand, where no method is generated.
    let device = org.chair().as_device();
    assert_eq!(path!(device.get()), "chair/Org.device");
    // Where the owners may only be employees, the types on the way to those are there as well.
    let owners = group.owners();
    assert_eq!(
        path!(owners.as_employee().list()),
        "groups('g')/owners/Org.employee"
    );
    assert_eq!(
        path!(owners.as_person().list()),
        "groups('g')/owners/Org.person"
    );
}

#[test]
fn a_path_has_what_annotations_say_of_it() {
    let shop = client(path_capabilities::ShopClient::builder());
    let order = path_capabilities::Order {
        id: Some(1),
        ..Default::default()
    };

    // Orders are replaced as a whole, or upserted, and archived; their customer is not reached through them.
    let one = shop.orders().id(1);
    let _: Lacking = one.update();
    let _: Lacking = one.customer();
    assert_eq!(path!(one.replace(&order)), "orders(1)");
    assert_eq!(path!(one.upsert(&order)), "orders(1)");
    assert_eq!(path!(one.archive()), "orders(1)/Shop.archive");

    // Drafts are of the same type, but nobody says so of them.
    let draft = shop.drafts().id(1);
    let _: Lacking = draft.replace();
    let _: Lacking = draft.upsert();
    let _: Lacking = draft.archive();
    assert_eq!(path!(draft.update()), "drafts(1)");
    assert_eq!(path!(draft.customer().get()), "drafts(1)/customer");

    // Lines below orders stay, their notes are only read; lines below drafts are not created.
    let lines = one.lines();
    let line = path_capabilities::Line::default();
    let _: Lacking = lines.id(2).delete();
    assert_eq!(path!(lines.create(&line)), "orders(1)/lines");
    let notes = lines.id(2).notes();
    let _: Lacking = notes.create();
    assert_eq!(path!(notes.id(3).delete()), "orders(1)/lines(2)/notes(3)");
    let _: Lacking = draft.lines().create();
    assert_eq!(path!(draft.lines().id(2).delete()), "drafts(1)/lines(2)");
    assert_eq!(
        path!(draft.lines().id(2).notes().create(&line)),
        "drafts(1)/lines(2)/notes"
    );

    // The audit has no keys.
    let _: Lacking = one.audit().id(4);
    assert_eq!(path!(one.audit().list()), "orders(1)/audit");
}

#[tokio::test]
async fn replacing_and_upserting_put_the_whole_entity() {
    type Seen = Arc<Mutex<Vec<(String, Option<String>, String)>>>;
    let seen = Seen::default();
    let log = Arc::clone(&seen);
    let service = tower::service_fn(move |request: Request<Body>| {
        let header = request.headers().get("if-none-match");
        let header = header.map(|value| value.to_str().unwrap().to_owned());
        let line = format!("{} {}", request.method(), request.uri().path());
        let body = String::from_utf8(request.body().as_bytes().unwrap().to_vec()).unwrap();
        log.lock().unwrap().push((line, header, body));
        async { Ok::<_, BoxError>(Response::builder().status(201).body(Body::empty()).unwrap()) }
    });
    let shop: path_capabilities::ShopClient = path_capabilities::ShopClient::builder()
        .base_url("https://example.com")
        .service(service)
        .build()
        .unwrap();
    let order = path_capabilities::Order {
        id: Some(1),
        ..Default::default()
    };
    let one = shop.orders().id(1);
    one.replace(&order).await.unwrap();
    let created = one.upsert(&order).if_none_match("*").send().await.unwrap();
    assert_eq!(created.status(), 201);
    let put = |header: Option<&str>| {
        let header = header.map(str::to_owned);
        (
            "PUT /orders(1)".to_owned(),
            header,
            r#"{"id":1}"#.to_owned(),
        )
    };
    assert_eq!(*seen.lock().unwrap(), [put(None), put(Some("*"))]);
}
