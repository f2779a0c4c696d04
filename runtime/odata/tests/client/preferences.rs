//! Etags, preferences, and entities that may not be there.

use clientwright_odata::{Client, Collection, Error, Item, request::Return};

use crate::contract::{GraphClient, Task, TaskReport};
use crate::script::{Received, Script};

fn preferences(received: &Received) -> Vec<&str> {
    let values = received.headers.get_all("prefer").iter();
    values.map(|value| value.to_str().unwrap()).collect()
}

#[tokio::test]
async fn each_preference_is_sent_once() {
    let script = Script::new()
        .respond(204, &[], "")
        .json(200, "{}")
        .json(200, r#"{"value":[],"@odata.nextLink":"tasks?page=2"}"#)
        .json(200, r#"{"value":[]}"#);
    let client = script.client(Client::builder().base_url("https://host"));
    let tasks = Collection::<Task>::root(&client, "tasks");
    let create = tasks.create(&Task::default()).returning(Return::Minimal);
    assert!(create.send().await.unwrap().entity().is_none());
    assert_eq!(preferences(&script.received_once()), ["return=minimal"]);

    let item = Item::<Task>::root(&client, "task");
    let update = item
        .update()
        .set(Task::DISPLAY_NAME, "x")
        .returning(Return::Minimal)
        .returning(Return::Representation)
        .select(Task::ID);
    assert!(update.await.unwrap().entity().is_some());
    let received = script.received_once();
    assert_eq!(preferences(&received), ["return=representation"]);
    assert_eq!(received.url, "https://host/task?$select=id");

    // A page size means nothing if the second page does not know it.
    let list = tasks.list().max_page_size(50).track_changes();
    list.collect_all().await.unwrap();
    for received in script.received() {
        let expected = ["odata.track-changes", "odata.maxpagesize=50"];
        assert_eq!(preferences(&received), expected, "{}", received.url);
    }
}

#[tokio::test]
async fn the_etag_of_an_entity_guards_a_change() {
    let script = Script::new()
        .json(200, r#"{"id":"1","@odata.etag":"W/\"7\""}"#)
        .respond(204, &[], "")
        .respond(204, &[], "")
        .respond(304, &[], "");
    let graph = script.client(GraphClient::builder());
    let report = graph.reports().id("1");
    let read = report.get().await.unwrap();
    report
        .update()
        .entity(&read)
        .if_match_of(&read)
        .await
        .unwrap();
    report.delete().if_match_of(&read).await.unwrap();
    let received = script.received();
    assert_eq!(received[1].header("if-match"), Some("W/\"7\""));
    assert_eq!(received[2].header("if-match"), Some("W/\"7\""));

    // Without an etag there would be no guard at all.
    let delete = report.delete().if_match_of(&TaskReport::default());
    let error = delete.await.unwrap_err();
    assert!(error.to_string().contains("no etag"), "{error}");
    assert!(script.received().is_empty());

    let error = report.get().if_none_match("W/\"7\"").await.unwrap_err();
    assert!(error.is_not_modified(), "{error:?}");
    assert_eq!(
        script.received_once().header("if-none-match"),
        Some("W/\"7\"")
    );
}

#[tokio::test]
async fn what_may_not_be_there() {
    let script = Script::new()
        .respond(204, &[], "")
        .json(404, r#"{"error":{"code":"NotFound","message":"no"}}"#)
        .respond(410, &[("x-why", "gone")], "")
        .json(200, r#"{"id":"1"}"#)
        .json(403, "{}");
    let graph = script.client(GraphClient::builder());
    let get = || {
        graph
            .reports()
            .id("1")
            .get()
            .select(TaskReport::ID)
            .optional()
    };
    assert_eq!(get().await.unwrap(), None);
    assert_eq!(get().await.unwrap(), None);
    let gone = get().send().await.unwrap();
    assert_eq!((gone.status().as_u16(), gone.is_none()), (410, true));
    assert_eq!(gone.headers()["x-why"], "gone");
    assert_eq!(get().await.unwrap().unwrap().id.as_deref(), Some("1"));
    assert!(matches!(
        get().await,
        Err(Error::OData(_) | Error::Status(_))
    ));
    assert!(
        script
            .received()
            .iter()
            .all(|received| received.url.ends_with("/taskReports/1?$select=id"))
    );
}
