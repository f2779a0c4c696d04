//! The builders that navigation, casts and operations return.

use std::sync::{Arc, Mutex};

use clientwright_odata::{
    Body, ClientBuilder,
    client::{KeyStyle, Service},
    future::BoxError,
};
use http::{Request, Response};

use crate::client;
use crate::goldens::{
    alternate_keys, bound_to_values, casts, composed, path_capabilities, references, streams,
};

#[test]
fn casts_return_builders_of_derived_types() {
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
    // A navigation property with the name of a cast method keeps the name.
    assert_eq!(path!(org.chair().as_person().get()), "chair/as_person");
    assert_eq!(path!(org.chair().as_person2().get()), "chair/Org.person");
    // Without generated code, for a cast without a method.
    let device = org.chair().as_device();
    assert_eq!(path!(device.get()), "chair/Org.device");
    // If the owners may only be employees, the types between are also available.
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
fn a_path_has_the_capabilities_of_its_annotations() {
    let shop = client(path_capabilities::ShopClient::builder());
    let order = path_capabilities::Order::default();
    let line = path_capabilities::Line::default();

    // Orders are replaced as a whole, or upserted, and archived.
    let one = shop.orders().id(1);
    assert_eq!(path!(one.replace(&order)), "orders(1)");
    assert_eq!(path!(one.upsert(&order)), "orders(1)");
    assert_eq!(path!(one.archive()), "orders(1)/Shop.archive");
    // Drafts have the same type, without such annotations.
    let draft = shop.drafts().id(1);
    assert_eq!(path!(draft.update()), "drafts(1)");
    assert_eq!(path!(draft.customer().get()), "drafts(1)/customer");
    // A request that is forbidden on one path is allowed on another, and on paths below.
    assert_eq!(path!(one.lines().create(&line)), "orders(1)/lines");
    let note = one.lines().id(2).notes().id(3);
    assert_eq!(path!(note.delete()), "orders(1)/lines(2)/notes(3)");
    let lines = draft.lines();
    assert_eq!(path!(lines.id(2).delete()), "drafts(1)/lines(2)");
    assert_eq!(
        path!(lines.id(2).notes().create(&line)),
        "drafts(1)/lines(2)/notes"
    );
    assert_eq!(path!(one.audit().list()), "orders(1)/audit");
}

/// A received request: method and URL, the relevant headers, and the body.
#[derive(Debug, PartialEq)]
struct Received(String, String, Vec<u8>);

/// A client of a service that responds with status 200 and these bodies, and a log of the requests.
fn scripted<S: Service>(builder: ClientBuilder<S>, bodies: &'static [&str]) -> (S, Log) {
    let log = Log::default();
    let received = Arc::clone(&log);
    let service = tower::service_fn(move |request: Request<Body>| {
        let headers = ["accept", "content-type"].map(|name| request.headers().get(name));
        let headers = headers
            .map(|value| value.map_or("", |value| value.to_str().expect("headers are text")));
        let uri = request
            .uri()
            .path_and_query()
            .expect("requests have a path");
        let mut received = received.lock().expect("no thread panicked");
        let body = bodies[received.len()];
        received.push(Received(
            format!("{} {uri}", request.method()),
            headers.join(" "),
            request
                .body()
                .as_bytes()
                .expect("bodies are in memory")
                .to_vec(),
        ));
        async move { Ok::<_, BoxError>(Response::new(Body::from(body))) }
    });
    let builder = builder.base_url("https://example.com").service(service);
    (builder.build().expect("the client is complete"), log)
}

type Log = Arc<Mutex<Vec<Received>>>;

fn received(line: &str, headers: &str, body: &str) -> Received {
    Received(line.to_owned(), headers.to_owned(), body.into())
}

const JSON: &str = "application/json ";
const JSON_BODY: &str = "application/json application/json";

#[tokio::test]
async fn replacing_and_upserting_put_the_whole_entity() {
    let (shop, log) = scripted(path_capabilities::ShopClient::builder(), &["", ""]);
    let order = path_capabilities::Order {
        id: Some(1),
        ..Default::default()
    };
    let one = shop.orders().id(1);
    one.replace(&order).await.unwrap();
    let upsert = one.upsert(&order).if_none_match("*").send().await.unwrap();
    assert_eq!(upsert.status(), 200);
    // The key of an existing entity is not sent; the key of an entity that may be created is.
    let put = |body| received("PUT /orders(1)", JSON_BODY, body);
    assert_eq!(*log.lock().unwrap(), [put("{}"), put(r#"{"id":1}"#)]);
}

#[tokio::test]
async fn operations_bound_to_values_are_called_on_the_property() {
    use bound_to_values::Order;

    let (shop, log) = scripted(
        bound_to_values::ShopClient::builder(),
        &[r#"{"value":1.5}"#, ""],
    );
    let order = shop.orders().id(1);
    let distance = order.property(Order::TARGET).path();
    let distance = distance.function("Shop", "distance");
    let distance = distance.argument("from", "Kiel".to_owned());
    assert_eq!(distance.call::<f64>().await.unwrap(), 1.5);
    let sort = order.property(Order::TAGS).path().action("Shop", "sort");
    sort.call::<()>().await.unwrap();
    assert_eq!(
        *log.lock().unwrap(),
        [
            received("GET /orders(1)/target/Shop.distance(from='Kiel')", JSON, ""),
            received("POST /orders(1)/tags/Shop.sort", JSON, ""),
        ]
    );
}

#[tokio::test]
async fn links_are_references_to_entities_that_are_not_contained() {
    let (school, log) = scripted(references::SchoolClient::builder(), &["", "", "", "", ""]);
    let (lesson, pupil) = (school.lessons().id(1), school.pupils().id(2));
    lesson.pupils().links().add(&pupil).await.unwrap();
    lesson.pupils().id(2).unlink().await.unwrap();
    lesson.speaker().set_link(&pupil).await.unwrap();
    // Contained, but the service states that it accepts references.
    lesson.topics().links().remove(&lesson).await.unwrap();
    let update = lesson.update().bind(references::Lesson::SPEAKER, &pupil);
    update.await.unwrap();
    let id = r#"{"@odata.id":"https://example.com/pupils(2)"}"#;
    let url = "https://example.com/lessons(1)";
    let bound = r#"{"speaker@odata.bind":"https://example.com/pupils(2)"}"#;
    assert_eq!(
        *log.lock().unwrap(),
        [
            received("POST /lessons(1)/pupils/$ref", JSON_BODY, id),
            received("DELETE /lessons(1)/pupils(2)/$ref", JSON, ""),
            received("PUT /lessons(1)/speaker/$ref", JSON_BODY, id),
            received(
                &format!("DELETE /lessons(1)/topics/$ref?$id={url}"),
                JSON,
                ""
            ),
            received("PATCH /lessons(1)", JSON_BODY, bound),
        ]
    );
}

#[test]
fn alternate_keys_are_in_parentheses_with_their_names() {
    // The container states that keys are segments. An alternate key is not a segment.
    let people = client(alternate_keys::OrgClient::builder()).people();
    assert_eq!(path!(people.id(1).get()), "people/1");
    assert_eq!(path!(people.by_mail("a'b").get()), "people(mail='a''b')");
    assert_eq!(
        path!(people.by_country_and_tax_number("DE", 7).delete()),
        "people(country='DE',taxNumber=7)"
    );
    let builder = alternate_keys::OrgClient::builder();
    let people = client(builder.key_style(KeyStyle::Parentheses)).people();
    assert_eq!(path!(people.id(1).get()), "people(1)");
}

#[tokio::test]
async fn a_composable_function_is_awaited_or_goes_on() {
    const RANGE: &str = r#"{"id":"A1"}"#;
    let responses: &'static [&str] = &[
        RANGE,
        "",
        r#"{"value":[{"id":"r"}]}"#,
        "3",
        RANGE,
        "\u{1}\u{2}",
    ];
    let (book, log) = scripted(composed::BookClient::builder(), responses);
    let sheet = book.sheets().id("s");
    let cell = sheet.cell(2).await.unwrap().unwrap();
    sheet.cell(2).update().entity(&cell).await.unwrap();
    let like = || vec!["a".to_owned()];
    assert_eq!(sheet.cell(2).rows(like()).await.unwrap().items.len(), 1);
    assert_eq!(sheet.cell(2).rows(like()).count().await.unwrap(), 3);
    let call = sheet.cell(2).request().select(composed::Range::ID);
    call.await.unwrap();
    let image = sheet.ranges().id("r").image().await.unwrap();
    assert_eq!(image, b"\x01\x02".as_slice());
    let cell = "/sheets('s')/Book.cell(row=2)";
    let rows = format!("{cell}/Book.rows(like=@p1)");
    assert_eq!(
        *log.lock().unwrap(),
        [
            received(&format!("GET {cell}"), JSON, ""),
            received(&format!("PATCH {cell}"), JSON_BODY, "{}"),
            received(&format!("GET {rows}?@p1=%5B%22a%22%5D"), JSON, ""),
            received(
                &format!("GET {rows}/$count?@p1=%5B%22a%22%5D"),
                "text/plain, */*;q=0.5 ",
                ""
            ),
            received(&format!("GET {cell}?$select=id"), JSON, ""),
            received("GET /sheets('s')/ranges('r')/Book.image()", "*/* ", ""),
        ]
    );
}

#[tokio::test]
async fn content_and_single_properties_have_requests_of_their_own() {
    let responses: &'static [&str] = &[
        r#"{"id":"p"}"#,
        "bytes",
        "",
        "",
        r#"{"value":"Sea"}"#,
        "Sea",
        "",
        "",
        "",
    ];
    let (photos, log) = scripted(streams::PhotosClient::builder(), responses);
    let created = photos.photos().create_media("image/jpeg", "JPEG");
    let created = created.await.unwrap().into_entity().unwrap();
    let photo = photos.photos().id(created.id.unwrap());
    let content = photo.value().download().await.unwrap();
    assert_eq!(content.bytes(100).await.unwrap(), "bytes");
    photo.thumbnail().upload("image/png", "PNG").await.unwrap();
    photo.thumbnail().delete().await.unwrap();
    let title = photo.property(streams::Photo::TITLE);
    assert_eq!(title.get().await.unwrap().as_deref(), Some("Sea"));
    assert_eq!(title.raw().await.unwrap(), "Sea");
    title.set("Shore").await.unwrap();
    title.clear().await.unwrap();
    let place = streams::Place {
        town: Some("Kiel".to_owned()),
        ..Default::default()
    };
    photo
        .property(streams::Photo::TAKEN)
        .set(place)
        .await
        .unwrap();
    let url = "/photos('p')";
    assert_eq!(
        *log.lock().unwrap(),
        [
            received("POST /photos", "application/json image/jpeg", "JPEG"),
            received(&format!("GET {url}/$value"), "*/* ", ""),
            received(
                &format!("PUT {url}/thumbnail"),
                "application/json image/png",
                "PNG"
            ),
            received(&format!("DELETE {url}/thumbnail"), JSON, ""),
            received(&format!("GET {url}/title"), JSON, ""),
            received(&format!("GET {url}/title/$value"), "*/* ", ""),
            received(
                &format!("PUT {url}/title"),
                JSON_BODY,
                r#"{"value":"Shore"}"#
            ),
            received(&format!("DELETE {url}/title"), JSON, ""),
            received(&format!("PUT {url}/taken"), JSON_BODY, r#"{"town":"Kiel"}"#),
        ]
    );
}
