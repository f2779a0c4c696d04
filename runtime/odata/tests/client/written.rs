//! The results of creating, updating and upserting, and the preferences for their responses.

use clientwright_odata::{
    Client, ClientBuilder, Collection, Error, Item, Property,
    client::{Defaults, KeyStyle, Service},
    request::Return,
    resource::{Path, Reference},
    written::WriteOutcome,
};
use http::Method;

use crate::contract::{Outcome, Task, TaskReport};
use crate::script::Script;

const ENTITY_ID: (&str, &str) = ("odata-entityid", "https://host/odata/tasks('77')");
const LOCATION: (&str, &str) = ("location", "https://host/odata/tasks('77')");
const MONITOR: (&str, &str) = ("location", "https://host/odata/operations/5");

fn client(script: &Script) -> Client {
    script.client(Client::builder().base_url("https://host/odata"))
}

fn tasks(script: &Script) -> Collection<Task> {
    Collection::root(&client(script), "tasks")
}

#[tokio::test]
async fn a_create_that_succeeded_is_no_error() {
    for (status, headers, body) in [
        (204, &[ENTITY_ID][..], ""),
        (204, &[LOCATION], ""),
        (
            204,
            &[ENTITY_ID, ("location", "https://host/odata/elsewhere")],
            "",
        ),
        (204, &[("location", "/odata/tasks('77')")], ""),
        (204, &[("odata-entityid", "tasks('77')")], ""),
        (201, &[LOCATION], ""),
        (200, &[LOCATION], ""),
        (201, &[LOCATION], "null"),
        (201, &[LOCATION], r#"{"Message":"created"}"#),
        (201, &[LOCATION], "<html>created</html>"),
    ] {
        let script = Script::new()
            .respond(status, headers, body)
            .json(200, r#"{"id":"77"}"#);
        let tasks = tasks(&script);
        let created = tasks.create(&Task::default()).await.unwrap();
        assert_eq!(created.outcome(), WriteOutcome::Created, "{status} {body}");
        assert!(created.entity().is_none());
        let place = created.reference().unwrap();
        assert_eq!(place.href(), Some("https://host/odata/tasks('77')"));
        assert_eq!(created.monitor(), None);
        // The reference reads the entity, and can be bound.
        let read = place.get(&client(&script)).select(Task::ID).await.unwrap();
        assert_eq!(read.id.as_deref(), Some("77"));
        let received = script.received();
        assert_eq!(received[1].url, "https://host/odata/tasks('77')?$select=id");
        let error = created.try_into_entity().unwrap_err();
        assert!(
            matches!(error, Error::NoContent(_) | Error::Decode(_)),
            "{error:?}"
        );
    }
    let script = Script::new()
        .json(201, r#"{"id":"77"}"#)
        .respond(204, &[], "");
    let created = tasks(&script).create(&Task::default()).await.unwrap();
    assert_eq!(created.entity().unwrap().id.as_deref(), Some("77"));
    assert!(created.reference().is_none());
    assert_eq!(created.into_entity().unwrap().id.as_deref(), Some("77"));
    // The response has neither the entity nor a reference, but the entity was created.
    let created = tasks(&script)
        .create(&Task::default())
        .send()
        .await
        .unwrap();
    assert_eq!(created.status(), 204);
    assert!(created.reference().is_none() && created.location().is_none());
}

#[tokio::test]
async fn what_was_not_created_is_an_error() {
    for (status, body) in [
        (200, r#"{"Message":"busy"}"#),
        (200, "<html>Sign in</html>"),
        (200, r#"{"value":[]}"#),
        (200, r#"{"error":{"code":"x","message":"y"}}"#),
        (201, r#"{"error":{"code":"x","message":"y"}}"#),
        (500, ""),
    ] {
        let script = Script::new().json(status, body);
        let created = tasks(&script).create(&Task::default()).await;
        // `Task` declares `value`.
        assert!(created.is_err(), "{status} {body}: {created:?}");
    }
}

#[tokio::test]
async fn accepted_is_not_done() {
    let script = Script::new()
        .respond(202, &[MONITOR], "")
        .respond(202, &[MONITOR], r#"{"status":"running"}"#)
        .respond(202, &[("location", "operations/5")], "")
        .respond(202, &[MONITOR], "")
        .respond(202, &[MONITOR], "");
    let tasks = tasks(&script);
    let item = Item::<Task>::root(&client(&script), "task");
    for written in [
        tasks.create(&Task::default()).await.unwrap(),
        tasks.create(&Task::default()).await.unwrap(),
        item.update().set(Task::DISPLAY_NAME, "x").await.unwrap(),
    ] {
        assert_eq!(written.outcome(), WriteOutcome::Accepted);
        assert_eq!(written.monitor(), Some("https://host/odata/operations/5"));
        assert!(written.reference().is_none() && written.entity().is_none());
    }
    // Actions: with no result, and with one that is not there yet.
    let action = || Path::root(&client(&script)).action_import("start");
    let response = action().call::<()>().send().await.unwrap();
    assert_eq!(response.monitor(), Some("https://host/odata/operations/5"));
    assert_eq!(response.location(), None);
    let error = action().call::<String>().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "POST /odata/start: 202 Accepted: the request was accepted and is not finished"
    );
    let Error::NoContent(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.monitor(), Some("https://host/odata/operations/5"));
    assert_eq!(error.location(), None);
}

#[tokio::test]
async fn updates_and_upserts_have_results() {
    let script = Script::new()
        .respond(204, &[ENTITY_ID], "")
        .respond(200, &[], "")
        .json(200, r#"{"id":"1"}"#)
        .respond(201, &[LOCATION], "")
        .respond(204, &[LOCATION, ENTITY_ID], "")
        .respond(204, &[ENTITY_ID], "");
    let item = Item::<Task, Upserts>::root(&client(&script), "task");
    let update = || item.update().set(Task::DISPLAY_NAME, "x").into_future();
    for is_there in [false, false, true] {
        let updated = update().await.unwrap();
        assert_eq!(updated.outcome(), WriteOutcome::Updated);
        assert_eq!(updated.entity().is_some(), is_there);
    }
    for outcome in [
        WriteOutcome::Created,
        WriteOutcome::Created,
        WriteOutcome::Updated,
    ] {
        let upserted = item.upsert(&Task::default()).await.unwrap();
        assert_eq!(upserted.outcome(), outcome);
    }
}

clientwright_odata::path! {
    Upserts: Update Upsert; ..
}

/// As the preset `dataverse` has it.
#[derive(Debug)]
struct Dataverse(Client);

impl Service for Dataverse {
    const DEFAULTS: Defaults = Defaults {
        returning: Some(Return::Representation),
        ..Defaults::STANDARD
    };

    fn from_client(client: Client) -> Self {
        Self(client)
    }
}

#[tokio::test]
async fn a_client_requests_the_entity() {
    let script = (0..9).fold(Script::new(), |script, _| script.json(200, "{}"));
    let builder = ClientBuilder::<Dataverse>::new().base_url("https://host");
    let Dataverse(client) = script.client(builder);
    let tasks = Collection::<Task>::root(&client, "tasks");
    let item = Item::<Task, Upserts>::root(&client, "task");
    tasks.create(&Task::default()).await.unwrap();
    item.update().set(Task::DISPLAY_NAME, "x").await.unwrap();
    item.upsert(&Task::default()).await.unwrap();
    Collection::<serde_json::Value>::root(&client, "photos")
        .create_media("image/png", vec![1])
        .await
        .unwrap();
    for received in script.received() {
        assert_eq!(
            received.header("prefer"),
            Some("return=representation"),
            "{received:?}"
        );
    }
    // A request overrides the client, and requests of other kinds have no preference.
    let create = || tasks.create(&Task::default());
    create().returning(Return::Minimal).await.unwrap();
    create().header("prefer", "return=minimal").await.unwrap();
    for received in script.received() {
        assert_eq!(
            received.header("prefer"),
            Some("return=minimal"),
            "{received:?}"
        );
    }
    Item::<Task>::root(&client, "task").get().await.unwrap();
    Item::<Task>::root(&client, "task").delete().await.unwrap();
    assert!(
        script
            .received()
            .iter()
            .all(|received| received.header("prefer").is_none())
    );
    let builder = Client::builder().base_url("https://host");
    let client = script.client(builder.returning(Return::Representation));
    Collection::<Task>::root(&client, "tasks")
        .create(&Task::default())
        .await
        .unwrap();
    let received = script.received_once();
    assert_eq!(received.header("prefer"), Some("return=representation"));
}

#[tokio::test]
async fn a_reference_sends_no_token_to_foreign_origins() {
    let script = Script::new().json(200, "{}").json(200, "{}");
    let builder = Client::builder().base_url("https://host/odata");
    let client = script.client(builder.bearer_token("s3cret"));
    for (url, token) in [
        ("tasks('1')", Some("Bearer s3cret")),
        ("https://evil.example/tasks('1')", None),
    ] {
        Reference::<Task>::to(url).get(&client).await.unwrap();
        assert_eq!(
            script.received_once().header("authorization"),
            token,
            "{url}"
        );
    }
    let builder = Client::builder().base_url("https://host");
    let client = script.client(builder.key_style(KeyStyle::Segment));
    let tasks = Collection::<Task>::root(&client, "tasks");
    let nowhere = tasks.key(&[("id", clientwright_odata::literal(""))]);
    let reference = nowhere.reference();
    assert_eq!(reference.href(), None);
    assert!(matches!(
        reference.get(&client).await,
        Err(Error::InvalidRequest(_))
    ));
}

#[tokio::test]
async fn a_collection_valued_property_is_a_collection() {
    let script = Script::new()
        .json(
            200,
            r#"{"value":["a"],"@odata.nextLink":"report/tags?$skip=1"}"#,
        )
        .json(200, r#"{"value":["b"]}"#)
        .json(
            200,
            r#"{"value":["a"],"@odata.count":2,"@odata.nextLink":"report/tags?$skip=1"}"#,
        )
        .respond(200, &[("content-type", "text/plain")], "2")
        .json(200, r#"{"value":["a","b"]}"#);
    let report = Item::<TaskReport>::root(&client(&script), "report");
    let tags = report.property(TaskReport::TAGS);
    assert_eq!(tags.list().collect_all().await.unwrap(), ["a", "b"]);
    let page = tags.list().top(1).count(true).await.unwrap();
    assert_eq!((page.count, page.next_link.is_some()), (Some(2), true));
    assert_eq!(tags.count().await.unwrap(), 2);
    assert_eq!(tags.get().await.unwrap().unwrap(), ["a", "b"]);
    let urls: Vec<_> = script
        .received()
        .into_iter()
        .map(|received| received.url)
        .collect();
    assert_eq!(
        urls,
        [
            "https://host/odata/report/tags",
            "https://host/odata/report/tags?$skip=1",
            "https://host/odata/report/tags?$top=1&$count=true",
            "https://host/odata/report/tags/$count",
            "https://host/odata/report/tags",
        ]
    );
}

#[tokio::test]
async fn a_complex_property_is_updated_in_part() {
    let script = Script::new()
        .respond(204, &[], "")
        .json(200, r#"{"id":"1"}"#);
    let report = Item::<TaskReport>::root(&client(&script), "report");
    let outcome: Property<TaskReport, Outcome> = Property::new("outcome");
    let update = || report.property(outcome).update();
    let updated = update().set(Outcome::FAILURE_REASON, "x").await.unwrap();
    assert!(updated.entity().is_none());
    let received = script.received_once();
    assert_eq!(
        (received.method, received.url.as_str()),
        (Method::PATCH, "https://host/odata/report/outcome")
    );
    assert_eq!(received.body, r#"{"failureReason":"x"}"#);
    let updated = update()
        .set_null(Outcome::FAILURE_REASON)
        .returning(Return::Representation);
    assert_eq!(
        updated.await.unwrap().into_entity().unwrap().id.as_deref(),
        Some("1")
    );
    assert_eq!(script.received_once().body, r#"{"failureReason":null}"#);
}
