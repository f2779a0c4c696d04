//! What is sent and what comes back.

use clientwright_odata::{Client, Collection, Property, PropertyBag, edm::Decimal, resource::Path};

use crate::contract::{GraphClient, Status, Task, TaskReport};
use crate::script::Script;

#[tokio::test]
async fn a_header_replaces_the_one_before_but_preferences_add_up() {
    let script = Script::new().json(200, "{}").json(200, r#"{"value":[]}"#);
    let client = script.client(
        Client::builder()
            .base_url("https://host")
            .default_header("x-a", "1")
            .default_header("x-a", "2")
            .default_header("prefer", "d")
            .default_header("prefer", "e"),
    );
    let all = |received: &crate::script::Received, name: &str| {
        let values = received.headers.get_all(name).iter();
        let values: Vec<_> = values.map(|value| value.to_str().unwrap()).collect();
        values.join(", ")
    };
    let item: clientwright_odata::Item<Task> = Path::root(&client).function_import("f").item();
    item.update()
        .header("if-match", "1")
        .if_match("2")
        .if_match("3")
        .header("prefer", "a")
        .header("prefer", "b")
        .await
        .unwrap();
    let received = script.received_once();
    assert_eq!(all(&received, "if-match"), "3");
    assert_eq!(all(&received, "x-a"), "2");
    assert_eq!(all(&received, "prefer"), "a, b, d, e");

    let page = client.page::<Task>("a");
    page.header("x-a", "3").header("x-a", "4").await.unwrap();
    assert_eq!(all(&script.received_once(), "x-a"), "4");
}

#[tokio::test]
async fn headers() {
    let script = Script::new()
        .json(200, "{}")
        .json(200, "{}")
        .json(200, "{}");
    let graph = script.client(
        GraphClient::builder()
            .default_header("prefer", "a")
            .default_header("accept-language", "de")
            .user_agent("me/1"),
    );
    graph.me().get().await.unwrap();
    let received = script.received_once();
    assert_eq!(received.header("accept"), Some("application/json"));
    assert_eq!(received.header("odata-maxversion"), Some("4.01"));
    assert_eq!(received.header("odata-version"), None);
    assert_eq!(received.header("content-type"), None);
    assert_eq!(received.header("authorization"), None);
    assert_eq!(received.header("user-agent"), Some("me/1"));
    assert_eq!(received.body, "");

    let request = graph
        .me()
        .get()
        .header("prefer", "b")
        .header("accept-language", "en")
        .header("odata-maxversion", "4.0");
    request.await.unwrap();
    let received = script.received_once();
    let preferred: Vec<_> = received.headers.get_all("prefer").iter().collect();
    assert_eq!(preferred, ["b", "a", "include-unknown-enum-members"]);
    assert_eq!(received.header("accept-language"), Some("en"));
    assert_eq!(received.header("odata-maxversion"), Some("4.0"));

    graph
        .me()
        .update()
        .set_null(TaskReport::PROCESSING_STATUS)
        .await
        .unwrap();
    let received = script.received_once();
    assert_eq!(received.header("odata-version"), Some("4.0"));
    assert_eq!(received.header("content-type"), Some("application/json"));
}

#[tokio::test]
async fn get_with_status_and_headers() {
    let script = Script::new().respond(
        200,
        &[("etag", "W/\"1\"")],
        "\u{FEFF}{\"id\":\"1\",\"new\":true}",
    );
    let graph = script.client(GraphClient::builder());
    let response = graph.reports().id("1").get().send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.etag(), Some("W/\"1\""));
    assert_eq!(response.id.as_deref(), Some("1"));
    assert_eq!(response.into_body().additional_properties.len(), 1);
}

#[tokio::test]
async fn create() {
    let script = Script::new()
        .json(201, r#"{"id":"new"}"#)
        .respond(
            204,
            &[("location", "https://graph.microsoft.com/v1.0/taskReports/1")],
            "",
        )
        .respond(204, &[("odata-entityid", "taskReports/2")], "");
    let reports = script.client(GraphClient::builder()).reports();
    let report = TaskReport {
        failed_users_count: Some(1),
        ..TaskReport::default()
    };
    let created = reports
        .create(&report)
        .set(TaskReport::ID, "x")
        .await
        .unwrap();
    assert_eq!(created.entity().unwrap().id.as_deref(), Some("new"));
    let received = script.received_once();
    assert_eq!(
        (received.method.as_str(), received.body.as_str()),
        ("POST", r#"{"failedUsersCount":1,"id":"x"}"#)
    );

    let response = reports.create(&report).send().await.unwrap();
    assert_eq!(
        response.location(),
        Some("https://graph.microsoft.com/v1.0/taskReports/1")
    );
    assert_eq!(response.into_body().into_entity(), None);
    let created = reports.create(&report).await.unwrap();
    match created.try_into_entity().unwrap_err() {
        clientwright_odata::Error::NoContent(error) => {
            assert_eq!(error.location(), Some("taskReports/2"))
        }
        error => panic!("{error:?}"),
    }
}

#[tokio::test]
async fn update() {
    let script = Script::new()
        .respond(204, &[], "")
        .json(200, r#"{"id":"1"}"#);
    let report = script.client(GraphClient::builder()).reports().id("1");
    const PRICE: Property<TaskReport, Decimal> = Property::new("price");
    let updated = report
        .update()
        .set(TaskReport::PROCESSING_STATUS, Status::Failed)
        .set(
            PRICE,
            "1234567890123456789012345678901234.5000"
                .parse::<Decimal>()
                .unwrap(),
        )
        .set(TaskReport::TAGS, vec!["a".to_owned()])
        .set_null(TaskReport::STARTED_DATE_TIME)
        .set(TaskReport::FAILED_USERS_COUNT, 1)
        .set(TaskReport::FAILED_USERS_COUNT, 2)
        .if_match("W/\"1\"")
        .await
        .unwrap();
    assert_eq!(updated.into_entity(), None);
    let received = script.received_once();
    assert_eq!(received.method, "PATCH");
    assert_eq!(received.header("if-match"), Some("W/\"1\""));
    assert_eq!(
        received.body,
        r#"{"processingStatus":"failed","price":1234567890123456789012345678901234.5000,"tags":["a"],"startedDateTime":null,"failedUsersCount":2}"#
    );

    let mut bag = PropertyBag::new();
    bag.insert("extra", 1);
    let entity = TaskReport {
        id: Some("1".to_owned()),
        additional_properties: bag,
        ..TaskReport::default()
    };
    let updated = report
        .update()
        .set_null(TaskReport::TAGS)
        .entity(&entity)
        .await
        .unwrap();
    assert_eq!(updated.into_entity().unwrap().id.as_deref(), Some("1"));
    assert_eq!(script.received_once().body, r#"{"tags":null,"extra":1}"#);
}

#[tokio::test]
async fn delete_and_count() {
    let script = Script::new()
        .respond(204, &[], "")
        .respond(200, &[], "\u{FEFF}42\r\n")
        .respond(200, &[], "many");
    let graph = script.client(GraphClient::builder());
    graph
        .reports()
        .id("1")
        .delete()
        .if_match("*")
        .await
        .unwrap();
    let received = script.received_once();
    assert_eq!(
        (received.method.as_str(), received.header("if-match")),
        ("DELETE", Some("*"))
    );
    assert_eq!(
        graph
            .reports()
            .count()
            .filter(TaskReport::FAILED_USERS_COUNT.gt(0))
            .await
            .unwrap(),
        42
    );
    let received = script.received_once();
    assert!(
        received
            .url
            .ends_with("/taskReports/$count?$filter=failedUsersCount%20gt%200"),
        "{}",
        received.url
    );
    assert_eq!(received.header("accept"), Some("text/plain, */*;q=0.5"));
    let error = graph.reports().count().await.unwrap_err();
    assert!(
        error.to_string().contains("\"many\" is no count of items"),
        "{error}"
    );
}

#[tokio::test]
async fn calls_without_a_result() {
    let script = Script::new()
        .respond(204, &[], "")
        .respond(202, &[], "accepted, by and by");
    let report = script.client(GraphClient::builder()).reports().id("1");
    let parameters = Task {
        display_name: Some("x".to_owned()),
        ..Task::default()
    };
    report.resume(&parameters).await.unwrap();
    let received = script.received_once();
    assert_eq!(
        (received.method.as_str(), received.body.as_str()),
        ("POST", r#"{"displayName":"x"}"#)
    );
    assert!(
        received.url.ends_with("/taskReports/1/ns.resume"),
        "{}",
        received.url
    );
    report.resume(&parameters).await.unwrap();
}

async fn call<R: clientwright_odata::request::CallResult + 'static>(
    status: u16,
    body: &'static str,
) -> Result<R, clientwright_odata::Error> {
    let script = Script::new().json(status, body);
    let client = script.client(Client::builder().base_url("https://host"));
    Path::root(&client).function_import("f").call::<R>().await
}

#[tokio::test]
async fn results_are_bare_or_in_value() {
    assert_eq!(
        call::<i32>(200, r#"{"@odata.context":"c","value":5}"#)
            .await
            .unwrap(),
        5
    );
    assert_eq!(call::<i32>(200, "5").await.unwrap(), 5);
    assert_eq!(
        call::<Vec<String>>(200, r#"{"value":["a"],"@odata.context":"c"}"#)
            .await
            .unwrap(),
        ["a"]
    );
    assert_eq!(call::<Vec<String>>(200, r#"["a"]"#).await.unwrap(), ["a"]);
    assert_eq!(
        call::<Status>(200, r#"{"value":"failed"}"#).await.unwrap(),
        Status::Failed
    );
    // A complex type may have a property of that name.
    let task: Task = call(200, r##"{"@odata.context":"c","value":"own"}"##)
        .await
        .unwrap();
    assert_eq!(task.value.as_deref(), Some("own"));
    let tasks: Vec<Task> = call(200, r#"{"value":[{"value":"own"}]}"#).await.unwrap();
    assert_eq!(tasks[0].value.as_deref(), Some("own"));
    let untyped: serde_json::Value = call(200, r#"{"a":1}"#).await.unwrap();
    assert_eq!(untyped["a"], 1);
}

#[tokio::test]
async fn null_results() {
    assert_eq!(call::<Option<i32>>(204, "").await.unwrap(), None);
    assert_eq!(
        call::<Option<i32>>(200, r#"{"value":null}"#).await.unwrap(),
        None
    );
    assert_eq!(
        call::<Option<i32>>(200, r#"{"@odata.null":true}"#)
            .await
            .unwrap(),
        None
    );
    assert_eq!(
        call::<Option<i32>>(200, r#"{"value":7}"#).await.unwrap(),
        Some(7)
    );
    assert_eq!(call::<Option<Task>>(204, "").await.unwrap(), None);
    assert_eq!(call::<Option<Task>>(200, "null").await.unwrap(), None);
    assert_eq!(
        call::<Option<Task>>(200, r#"{"@odata.context":"c#Edm.Null","@odata.null":true}"#)
            .await
            .unwrap(),
        None
    );
    assert_eq!(
        call::<Option<Task>>(200, r#"{"@odata.context":"c","value":null}"#)
            .await
            .unwrap(),
        None
    );
    let task = call::<Option<Task>>(200, r#"{"value":null,"id":"1"}"#)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(task.id.as_deref(), Some("1"));
    assert!(matches!(
        call::<i32>(204, "").await,
        Err(clientwright_odata::Error::NoContent(_))
    ));
    assert!(matches!(
        call::<Task>(204, "").await,
        Err(clientwright_odata::Error::NoContent(_))
    ));
    let error = call::<i32>(200, r#"{"value":"x"}"#).await.unwrap_err();
    assert!(error.to_string().contains("value: invalid type"), "{error}");
    assert!(call::<i32>(200, r#"{"value":1,"value":2}"#).await.is_err());
}

#[tokio::test]
async fn operations_of_builders() {
    let script = Script::new()
        .respond(204, &[], "")
        .json(200, r#"{"value":["a"]}"#);
    let report = script.client(GraphClient::builder()).reports().id("1");
    assert_eq!(report.maybe_task().await.unwrap(), None);
    assert_eq!(report.names().await.unwrap(), ["a"]);
}

#[test]
fn what_may_be_null_can_be_selected_of() {
    let client = Script::new().client(Client::builder().base_url("https://host"));
    let function = || Path::root(&client).function_import("f");
    let url = |url: Result<http::Uri, clientwright_odata::Error>| url.unwrap().to_string();
    let select = (TaskReport::ID, TaskReport::TAGS);
    let expected = "https://host/f()?$select=id,tags&$expand=task";
    let call = function().call::<TaskReport>();
    let call = call.select(select).expand(TaskReport::TASK);
    assert_eq!(url(call.url()), expected);
    let call = function().call::<Option<TaskReport>>();
    let call = call.select(select).expand(TaskReport::TASK);
    assert_eq!(url(call.url()), expected);
    let call = function().call::<TaskReport>();
    let call = call.select(clientwright_odata::query::AnyProperty::named("new"));
    assert_eq!(url(call.url()), "https://host/f()?$select=new");
}

#[tokio::test]
async fn futures_are_send() {
    fn send<T: Send>(_: &T) {}
    let script = Script::new().json(200, r#"{"value":[]}"#);
    let client = script.client(Client::builder().base_url("https://host"));
    let list = Collection::<Task>::root(&client, "tasks").list();
    let future = std::future::IntoFuture::into_future(list);
    send(&future);
    let joined = tokio::spawn(future).await.unwrap();
    assert!(joined.unwrap().items.is_empty());
    let all = Collection::<Task>::root(&client, "tasks")
        .list()
        .collect_all();
    send(&all);
}

/// Executors of several threads move what they run from one to another.
#[test]
fn what_is_awaited_is_send() {
    fn send<T: Send>(_: &T) {}
    let script = Script::new();
    let client = script.client(Client::builder().base_url("https://host"));
    let tasks = Collection::<Task>::root(&client, "tasks");
    let task = tasks.key(&[("id", clientwright_odata::literal("1"))]);
    send(&tasks.list().send());
    send(&tasks.list().stream());
    send(&tasks.list().pages());
    send(&tasks.create(&Task::default()).send());
    send(&task.get().optional().send());
    send(&task.update().send());
    send(&task.media().download().send());
    send(&task.media().upload("text/plain", "x").send());
    send(&client.page::<Task>("tasks").send());
    send(&client.request::<()>(http::Method::GET, "x").send());
    send(&client.batch().send());
    let next = |page: clientwright_odata::Page<Task>| send(&page.next());
    let _ = next;
}

#[tokio::test]
async fn the_longest_timeout_is_no_overflow() {
    let script = Script::new().json(200, "{}");
    let client = script.client(
        Client::builder()
            .base_url("https://host")
            .timeout(std::time::Duration::MAX),
    );
    clientwright_odata::Item::<Task>::root(&client, "task")
        .get()
        .await
        .unwrap();
}

#[tokio::test]
async fn a_count_is_read_in_every_form() {
    for body in [
        "5",
        "\u{FEFF}5",
        "5\r\n",
        r#""5""#,
        r#"{"value":5}"#,
        r#"{"@odata.context":"c","value":"5"}"#,
        "\u{FEFF} {\"value\": 5}",
    ] {
        let graph = Script::new().json(200, body).client(GraphClient::builder());
        assert_eq!(graph.reports().count().await.unwrap(), 5, "{body}");
    }
    for body in [
        "",
        "-1",
        r#""-1""#,
        r#"{"value":-1}"#,
        r#"{"value":null}"#,
        "{}",
        "[5]",
        "null",
        "many",
    ] {
        let graph = Script::new().json(200, body).client(GraphClient::builder());
        let error = graph.reports().count().await.unwrap_err();
        assert!(
            error.to_string().contains("is no count of items"),
            "{body}: {error}"
        );
    }
}

#[tokio::test]
async fn an_entity_that_was_read_can_be_sent_back() {
    const READ: &str = r##"{"@odata.context":"https://host/$metadata#r","@odata.etag":"W/\"1\"","@odata.editLink":"r('1')","@ns.note":"n",
        "id":"1","tags":[null,"a"],"task@odata.navigationLink":"r('1')/task","task":{"@odata.etag":"2","id":"t"},
        "photo@odata.mediaReadLink":"p","new":{"id":"n","@odata.etag":"3","x":1E400},"#ns.approve":{}}"##;
    let script = Script::new()
        .json(200, READ)
        .json(200, READ)
        .json(201, READ);
    let graph = script.client(GraphClient::builder());
    let report = graph.reports().id("1");
    let read = report.get().await.unwrap();
    report.update().entity(&read).await.unwrap();
    let sent = r#""tags":[null,"a"],"task":{"id":"t"},"new":{"id":"n","x":1E400}"#;
    let received = script.received();
    assert_eq!(received[1].method, "PATCH");
    assert_eq!(received[1].body, format!(r#"{{"@ns.note":"n",{sent}}}"#));
    // A new entity has its key from its creator.
    graph.reports().create(&read).await.unwrap();
    let created = format!(r#"{{"@ns.note":"n","id":"1",{sent}}}"#);
    assert_eq!(script.received_once().body, created);
}
