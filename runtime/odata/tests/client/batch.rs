//! Several requests in one.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use clientwright_odata::{
    Client, Collection, Error, Item, future::BoxFuture, resource::Path, retry::RetryPolicy,
    timer::Timer,
};
use http::{Method, StatusCode};

use crate::contract::{GraphClient, Task};
use crate::script::Script;

fn tasks(client: &Client) -> Collection<Task> {
    Collection::root(client, "tasks")
}

fn task(client: &Client, id: &str) -> Item<Task> {
    tasks(client).key(&[("id", clientwright_odata::literal(id))])
}

fn standard(script: &Script) -> Client {
    script.client(Client::builder().base_url("https://host/odata"))
}

/// The response to a batch.
fn responses(script: Script, responses: &str) -> Script {
    let text = format!(r#"{{"responses":[{responses}]}}"#);
    script.json(200, Box::leak(text.into_boxed_str()))
}

fn ok(id: usize) -> String {
    format!(r#"{{"id":"{id}","status":200,"body":{{"id":"{id}"}}}}"#)
}

#[tokio::test]
async fn the_time_is_that_of_the_batch() {
    let script = Script::new();
    let client = standard(&script);
    let mut batch = client.batch().timeout(Duration::from_secs(5));
    let ticket = batch.add(task(&client, "1").get().timeout(Duration::from_secs(1)));
    assert_eq!(ticket.id().index(), 0);
    let error = batch.send().await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
    assert!(error.to_string().contains("`Batch::timeout`"), "{error}");
    assert!(script.received().is_empty());
}

#[tokio::test]
async fn what_is_sent() {
    let script = responses(Script::new(), "");
    let client = script.client(
        Client::builder()
            .base_url("https://host/odata")
            .default_header("x-tenant", "42")
            .bearer_token("secret"),
    );
    let mut batch = client.batch();
    let new = Task {
        display_name: Some("O'Neil".into()),
        ..Task::default()
    };
    let created = batch.add(tasks(&client).create(&new));
    let _count = batch.add_after([created.id()], tasks(&client).count());
    let _got = batch.add(
        task(&client, "a/b")
            .get()
            .header("if-none-match", "W/\"1\""),
    );
    let _none = batch.send().await.unwrap();
    let received = script.received_once();
    assert_eq!(
        (received.method.clone(), received.url.as_str()),
        (Method::POST, "https://host/odata/$batch")
    );
    assert_eq!(received.header("authorization"), Some("Bearer secret"));
    assert_eq!(received.header("prefer"), Some("odata.continue-on-error"));
    assert_eq!(received.header("content-type"), Some("application/json"));
    let sent: serde_json::Value = serde_json::from_str(&received.body).unwrap();
    let expected = serde_json::json!({"requests": [
        {
            "id": "1",
            "method": "POST",
            "url": "tasks",
            "headers": {"content-type": "application/json", "x-tenant": "42"},
            "body": {"displayName": "O'Neil"}
        },
        {
            "id": "2",
            "dependsOn": ["1"],
            "method": "GET",
            "url": "tasks/$count",
            "headers": {"accept": "text/plain, */*;q=0.5", "x-tenant": "42"}
        },
        {
            "id": "3",
            "method": "GET",
            "url": "tasks('a%2Fb')",
            "headers": {"if-none-match": "W/\"1\"", "x-tenant": "42"}
        },
    ]});
    assert_eq!(sent, expected);
}

#[tokio::test]
async fn graph_requires_a_slash_and_preferences_for_each() {
    let script = responses(Script::new(), "");
    let graph = script.client(GraphClient::builder());
    let mut batch = graph.client().batch();
    let _got = batch.add(task(graph.client(), "1").get());
    let _none = batch.send().await.unwrap();
    assert_eq!(
        script.received_once().body,
        r#"{"requests":[{"id":"1","method":"GET","url":"/tasks/1","headers":{"prefer":"include-unknown-enum-members"}}]}"#
    );
}

#[tokio::test]
async fn results_are_typed_and_fail_alone() {
    let script = responses(
        Script::new(),
        concat!(
            // In no order, and with all that services do to ids, bodies and headers.
            r#"{"id":5,"status":"204"},"#,
            r#"{"id":"4","status":404,"headers":{"request-id":"r4"},"body":{"error":{"code":"Gone","message":"it is"}}},"#,
            r#"{"id":"3","status":200,"headers":{"Content-Type":"text/plain"},"body":"7"},"#,
            r#"{"id":"2","status":200,"body":{"value":[{"id":"x"}],"@odata.nextLink":"tasks?$skip=1"}},"#,
            r#"{"id":"1","status":200,"headers":{"ETag":"W/\"9\""},"body":{"id":"a","exact":1.00000000000000000001}},"#,
            r#"{"id":"6","status":200,"body":12},"#,
            r#"{"id":"7","status":404,"body":null},"#,
            r#"{"id":"unheard of","status":200}"#,
        ),
    );
    let client = standard(&script);
    let mut batch = client.batch();
    let got = batch.add(task(&client, "a").get());
    let list = batch.add(tasks(&client).list());
    let count = batch.add(tasks(&client).count());
    let missing = batch.add(task(&client, "b").get());
    let deleted = batch.add(task(&client, "c").delete());
    let number = batch.add(tasks(&client).count());
    let optional = batch.add(task(&client, "d").get().optional());
    assert_eq!(batch.len(), 7);
    let mut responses = batch.send().await.unwrap();

    assert_eq!(
        responses
            .errors()
            .map(|(id, _)| id.index())
            .collect::<Vec<_>>(),
        [3, 6]
    );
    let got = responses.take_response(got).unwrap();
    assert_eq!(
        (got.status(), got.etag(), got.id.as_deref()),
        (StatusCode::OK, Some("W/\"9\""), Some("a"))
    );
    let list = responses.take(list).unwrap();
    assert_eq!(list.items.len(), 1);
    assert_eq!(
        list.next_link.as_deref(),
        Some("https://host/odata/tasks?$skip=1")
    );
    assert_eq!(responses.take(count).unwrap(), 7);
    let error = responses.take(missing).unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(
        (error.code(), error.request_id()),
        (Some("Gone"), Some("r4"))
    );
    assert_eq!(
        error.to_string(),
        "GET /odata/tasks('b'): 404 Not Found: Gone: it is (request-id r4)"
    );
    responses.take(deleted).unwrap();
    assert_eq!(responses.take(number).unwrap(), 12);
    assert_eq!(responses.take(optional).unwrap(), None);
    assert_eq!(responses.errors().count(), 0);
}

#[tokio::test]
async fn what_the_service_left_out_is_an_error() {
    let script = responses(Script::new(), &ok(2));
    let client = standard(&script);
    let mut batch = client.batch();
    let first = batch.add(task(&client, "1").get());
    let second = batch.add(task(&client, "2").get());
    let mut responses = batch.send().await.unwrap();
    let error = responses.take(first).unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert!(responses.take(second).is_ok());
}

#[tokio::test]
async fn responses_that_are_no_batch_are_errors() {
    for (body, expected) in [
        ("[]", "expected an object"),
        (r#"{"value":[]}"#, "no member `responses`"),
        (r#"{"responses":[{"status":200}]}"#, "no `id`"),
        (
            r#"{"responses":[{"id":"1","status":"fine"}]}"#,
            "is no status",
        ),
    ] {
        let script = Script::new().json(200, body);
        let client = standard(&script);
        let mut batch = client.batch();
        let _got = batch.add(task(&client, "1").get());
        let error = batch.send().await.unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{body}: {error:?}");
        assert!(error.to_string().contains(expected), "{body}: {error}");
    }
}

#[tokio::test]
async fn more_than_a_service_takes_are_split() {
    let all: Vec<String> = (1..=45).map(ok).collect();
    let script = responses(Script::new(), &all[..20].join(","));
    let script = responses(script, &all[20..40].join(","));
    let script = responses(script, &all[40..].join(","));
    let client = standard(&script);
    let mut batch = client.batch();
    let tickets: Vec<_> = (1..=45)
        .map(|id| batch.add(task(&client, &id.to_string()).get()))
        .collect();
    let mut responses = batch.send().await.unwrap();
    let received = script.received();
    assert_eq!(received.len(), 3);
    assert!(
        received[1].body.contains(r#""id":"21""#) && !received[1].body.contains(r#""id":"20""#)
    );
    for (index, ticket) in tickets.into_iter().enumerate() {
        assert_eq!(
            responses.take(ticket).unwrap().id,
            Some((index + 1).to_string())
        );
    }
}

#[tokio::test]
async fn dependencies_reach_over_the_split() {
    let script = responses(
        Script::new(),
        r#"{"id":"1","status":201,"body":{"id":"new"}},{"id":"2","status":409,"body":{}}"#,
    );
    let script = responses(script, &format!(r#"{},{{"id":"6","status":424}}"#, ok(3)));
    let client = standard(&script);
    let mut batch = client.batch().max_size(2);
    let good = batch.add(tasks(&client).create(&Task::default()));
    let bad = batch.add(task(&client, "2").delete());
    let after_good = batch.add_after([good.id()], task(&client, "3").get());
    let after_bad = batch.add_after([bad.id()], task(&client, "4").get());
    let after_that = batch.add_after([after_bad.id()], task(&client, "5").get());
    let same = batch.add_after(
        [after_good.id(), good.id(), after_good.id()],
        task(&client, "6").get(),
    );
    let mut responses = batch.send().await.unwrap();
    let received = script.received();
    // What waited for something that failed is not sent, what waited for something that succeeded waits no longer.
    assert_eq!(
        received[1].body,
        concat!(
            r#"{"requests":[{"id":"3","method":"GET","url":"tasks('3')"},"#,
            r#"{"id":"6","dependsOn":["3"],"method":"GET","url":"tasks('6')"}]}"#
        )
    );
    assert_eq!(
        responses
            .take(good)
            .unwrap()
            .into_entity()
            .unwrap()
            .id
            .as_deref(),
        Some("new")
    );
    assert!(responses.take(bad).unwrap_err().is_conflict());
    assert!(responses.take(after_good).is_ok());
    for ticket in [after_bad, after_that, same] {
        let error = responses.take(ticket).unwrap_err();
        assert_eq!(error.status(), Some(StatusCode::FAILED_DEPENDENCY));
    }
}

#[tokio::test]
async fn change_sets_stay_whole() {
    let script = responses(Script::new(), &ok(1));
    let script = responses(script, r#"{"id":"2","status":204},{"id":"3","status":204}"#);
    let script = responses(script, &ok(4));
    let client = standard(&script);
    let mut batch = client.batch().max_size(2);
    let _first = batch.add(task(&client, "1").get());
    let [a, b] = batch.change_set(|set| {
        let a = set.add(task(&client, "2").delete());
        let b = set.add_after([a.id()], task(&client, "3").delete());
        [a, b]
    });
    let after = batch.add_after([a.id(), b.id()], task(&client, "4").get());
    batch.change_set(|_| ());
    let mut responses = batch.send().await.unwrap();
    responses.take(a).unwrap();
    responses.take(b).unwrap();
    responses.take(after).unwrap();
    let bodies: Vec<_> = script
        .received()
        .into_iter()
        .map(|received| received.body)
        .collect();
    assert_eq!(
        bodies,
        [
            r#"{"requests":[{"id":"1","method":"GET","url":"tasks('1')"}]}"#,
            concat!(
                r#"{"requests":[{"id":"2","atomicityGroup":"set1","method":"DELETE","url":"tasks('2')"},"#,
                r#"{"id":"3","atomicityGroup":"set1","dependsOn":["2"],"method":"DELETE","url":"tasks('3')"}]}"#
            ),
            r#"{"requests":[{"id":"4","method":"GET","url":"tasks('4')"}]}"#,
        ]
    );
}

#[tokio::test]
async fn a_change_of_a_set_that_failed_was_not_made() {
    let script = responses(
        Script::new(),
        r#"{"id":"1","status":204},{"id":"2","status":409},{"id":"3","status":204}"#,
    );
    let client = standard(&script);
    let mut batch = client.batch();
    let [a, b] = batch.change_set(|set| ["1", "2"].map(|id| set.add(task(&client, id).delete())));
    let alone = batch.add(task(&client, "3").delete());
    let mut responses = batch.send().await.unwrap();
    let status = responses.take(a).unwrap_err().status();
    assert_eq!(status, Some(StatusCode::FAILED_DEPENDENCY));
    assert!(responses.take(b).unwrap_err().is_conflict());
    responses.take(alone).unwrap();
}

#[tokio::test]
async fn a_change_set_is_waited_for_as_a_whole() {
    let script = responses(Script::new(), "");
    let client = standard(&script);
    let mut batch = client.batch();
    let [a, b] = batch.change_set(|set| ["2", "3"].map(|id| set.add(task(&client, id).delete())));
    let _after = batch.add_after([a.id(), b.id()], task(&client, "4").get());
    let _none = batch.send().await.unwrap();
    let body = script.received_once().body;
    assert!(
        body.contains(r#"{"id":"3","dependsOn":["set1"],"method":"GET""#),
        "{body}"
    );
}

#[tokio::test]
async fn nothing_is_sent_when_something_cannot_be() {
    let script = Script::new();
    let client = standard(&script);
    let other = Script::new().client(Client::builder().base_url("https://other/odata"));
    let fails = |batch: clientwright_odata::batch::Batch, expected: &'static str| async move {
        let error = batch.send().await.unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
        assert!(error.to_string().contains(expected), "{error}");
    };

    let mut batch = client.batch();
    let _good = batch.add(task(&client, "1").get());
    let _foreign = batch.add(task(&other, "1").get());
    fails(batch, "another service").await;

    let mut batch = client.batch();
    let _reads = batch.change_set(|set| set.add(task(&client, "1").get()));
    fails(batch, "cannot read").await;

    let mut batch = client.batch().max_size(1);
    let _two = batch.change_set(|set| {
        [
            set.add(task(&client, "1").delete()),
            set.add(task(&client, "2").delete()),
        ]
    });
    fails(batch, "more than 1").await;

    let mut batch = client.batch();
    let stranger = client.batch().add(task(&client, "1").get());
    let _after = batch.add_after([stranger.id()], task(&client, "2").get());
    fails(batch, "its own batch").await;

    let mut batch = client.batch();
    let _bad = batch.add(task(&client, "1").get().header("x-a", "\n"));
    fails(batch, "header").await;

    assert!(
        client
            .batch()
            .send()
            .await
            .unwrap()
            .errors()
            .next()
            .is_none()
    );
    assert!(script.received().is_empty());
}

#[tokio::test]
async fn a_ticket_fits_its_own_batch_only() {
    let script = responses(Script::new(), &ok(1));
    let client = standard(&script);
    let stranger = client.batch().add(task(&client, "1").get());
    let mut batch = client.batch();
    let _own = batch.add(task(&client, "1").get());
    let error = batch.send().await.unwrap().take(stranger).unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
}

#[tokio::test]
async fn a_batch_that_fails_later_keeps_what_was_done() {
    let script = responses(Script::new(), &ok(1))
        .json(429, r#"{"error":{"code":"TooMany","message":"slow down"}}"#);
    let client = standard(&script);
    let mut batch = client.batch().max_size(1);
    let first = batch.add(task(&client, "1").get());
    let second = batch.add(task(&client, "2").get());
    let third = batch.add(task(&client, "3").get());
    let mut responses = batch.send().await.unwrap();
    assert!(responses.take(first).is_ok());
    for ticket in [second, third] {
        let error = responses.take(ticket).unwrap_err();
        assert!(matches!(error, Error::Batch(_)), "{error:?}");
        assert!(error.is_throttled());
        assert_eq!(error.code(), Some("TooMany"));
    }
    // The third was not sent.
    assert_eq!(script.received().len(), 2);

    let script = Script::new().json(401, "{}");
    let client = standard(&script);
    let mut batch = client.batch();
    let _first = batch.add(task(&client, "1").get());
    assert!(batch.send().await.unwrap_err().is_unauthorized());
}

/// A timer that does not wait, but knows how long it should have.
#[derive(Clone, Default)]
struct Jumping(Arc<Mutex<Vec<Duration>>>);

impl Timer for Jumping {
    fn now(&self) -> Duration {
        self.0.lock().unwrap().iter().sum()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.0.lock().unwrap().push(duration);
        Box::pin(async {})
    }
}

#[tokio::test]
async fn what_was_turned_away_goes_again_alone() {
    let throttled = |id: usize, after: &str| {
        format!(r#"{{"id":"{id}","status":429,"headers":{{"Retry-After":"{after}"}}}}"#)
    };
    let script = responses(
        Script::new(),
        &[
            ok(1),
            throttled(2, "3"),
            r#"{"id":"3","status":424}"#.into(),
            r#"{"id":"4","status":503}"#.into(),
            r#"{"id":"5","status":204}"#.into(),
            throttled(6, "7"),
            throttled(7, "9"),
            r#"{"id":"8","status":409}"#.into(),
            r#"{"id":"9","status":500}"#.into(),
        ]
        .join(","),
    );
    let script = responses(
        script,
        &[
            ok(2),
            ok(3),
            throttled(5, "1"),
            r#"{"id":"6","status":204}"#.into(),
        ]
        .join(","),
    );
    let script = responses(script, r#"{"id":"5","status":204},{"id":"6","status":204}"#);
    let timer = Jumping::default();
    let client = script.client(
        Client::builder()
            .base_url("https://host/odata")
            .timer(timer.clone()),
    );
    let mut batch = client.batch().retry(RetryPolicy::new());
    let first = batch.add(task(&client, "1").get());
    let throttled = batch.add(tasks(&client).create(&Task::default()));
    let waited = batch.add_after([throttled.id()], task(&client, "3").get());
    // Without `Retry-After`, a 503 to a change may have come after the change.
    let unsure = batch.add(tasks(&client).create(&Task::default()));
    let set = batch.change_set(|set| ["5", "6"].map(|id| set.add(task(&client, id).delete())));
    let hopeless = batch.change_set(|set| ["7", "8"].map(|id| set.add(task(&client, id).delete())));
    let broken = batch.add(task(&client, "9").get());
    let mut responses = batch.send().await.unwrap();

    assert!(responses.take(first).is_ok());
    assert_eq!(
        responses
            .take(throttled)
            .unwrap()
            .into_entity()
            .unwrap()
            .id
            .as_deref(),
        Some("2")
    );
    assert_eq!(responses.take(waited).unwrap().id.as_deref(), Some("3"));
    let status = |error: Error| error.status().unwrap().as_u16();
    assert_eq!(status(responses.take(unsure).unwrap_err()), 503);
    for ticket in set {
        responses.take(ticket).unwrap();
    }
    let hopeless = hopeless.map(|ticket| status(responses.take(ticket).unwrap_err()));
    assert_eq!(hopeless, [429, 409]);
    assert_eq!(status(responses.take(broken).unwrap_err()), 500);

    let ids: Vec<Vec<String>> = script
        .received()
        .iter()
        .map(|received| {
            let sent: serde_json::Value = serde_json::from_str(&received.body).unwrap();
            let requests = sent["requests"].as_array().unwrap().iter();
            requests
                .map(|request| request["id"].as_str().unwrap().to_owned())
                .collect()
        })
        .collect();
    assert_eq!(ids[1..], [vec!["2", "3", "5", "6"], vec!["5", "6"]]);
    let pauses = timer.0.lock().unwrap();
    let seconds = |number| Duration::from_secs(number);
    // The longest of those that go again, and not that of the set that does not.
    assert_eq!(pauses.len(), 2);
    assert!(
        pauses[0] >= seconds(7) && pauses[0] < seconds(9),
        "{pauses:?}"
    );
    assert!(
        pauses[1] >= seconds(1) && pauses[1] < seconds(2),
        "{pauses:?}"
    );
}

#[tokio::test]
async fn a_policy_of_its_own_goes_before_that_of_the_batch() {
    let response = r#"{"id":"1","status":429},{"id":"2","status":429}"#;
    let script = responses(Script::new(), response);
    let script = responses(script, &ok(2));
    let client = script.client(
        Client::builder()
            .base_url("https://host/odata")
            .timer(Jumping::default()),
    );
    let mut batch = client.batch().retry(RetryPolicy::none());
    let once = batch.add(task(&client, "1").get());
    let twice = batch.add(task(&client, "2").get().retry(RetryPolicy::new()));
    let mut responses = batch.send().await.unwrap();
    assert!(responses.take(once).unwrap_err().is_throttled());
    assert!(responses.take(twice).is_ok());
}

#[tokio::test]
async fn calls_are_requests_too() {
    let script = responses(
        Script::new(),
        r#"{"id":"1","status":200,"body":{"value":"hello"}},{"id":"2","status":204}"#,
    );
    let client = standard(&script);
    let mut batch = client.batch();
    let greeting = batch.add(
        Path::root(&client)
            .function_import("greet")
            .call::<String>(),
    );
    let reset = batch.add(Path::root(&client).action_import("reset").call::<()>());
    let mut responses = batch.send().await.unwrap();
    assert_eq!(responses.take(greeting).unwrap(), "hello");
    responses.take(reset).unwrap();
}

#[tokio::test]
async fn a_repeat_that_fails_does_not_lose_what_was_done() {
    let turned_away = r#"{"id":"2","status":429,"headers":{"Retry-After":"0"}}"#;
    let script = responses(Script::new(), &format!("{},{turned_away}", ok(1))).json(400, "");
    let client = standard(&script);
    let mut batch = client.batch().retry(RetryPolicy::new());
    let first = batch.add(task(&client, "1").get());
    let second = batch.add(task(&client, "2").get());
    let mut responses = batch.send().await.unwrap();
    assert_eq!(responses.take(first).unwrap().id.as_deref(), Some("1"));
    let error = responses.take(second).unwrap_err();
    assert!(matches!(error, Error::Batch(_)), "{error:?}");
    assert_eq!(error.status(), Some(StatusCode::BAD_REQUEST));
}

#[tokio::test]
async fn a_body_that_is_no_base64_is_text() {
    let xml = r#"{"id":"1","status":500,"headers":{"Content-Type":"application/xml"},"body":"<a b='c'/>"}"#;
    let script = responses(Script::new(), &format!("{xml},{}", ok(2)));
    let client = standard(&script);
    let mut batch = client.batch();
    let first = batch.add(task(&client, "1").get());
    let second = batch.add(task(&client, "2").get());
    let mut responses = batch.send().await.unwrap();
    let error = responses.take(first).unwrap_err();
    assert_eq!(error.body().unwrap(), "<a b='c'/>");
    responses.take(second).unwrap();
}

#[tokio::test(start_paused = true)]
async fn repeats_in_batches_are_limited_over_all_requests() {
    let received = Arc::new(Mutex::new(0));
    let times = Arc::clone(&received);
    let service = tower::service_fn(move |_: http::Request<clientwright_odata::Body>| {
        *times.lock().unwrap() += 1;
        let body = r#"{"responses":[{"id":"1","status":503}]}"#;
        std::future::ready(Ok::<_, clientwright_odata::future::BoxError>(
            http::Response::new(clientwright_odata::Body::from(body)),
        ))
    });
    let builder = Client::builder().base_url("https://host");
    let client = builder.service(service).build().unwrap();
    for _ in 0..60 {
        let mut batch = client.batch();
        let _ticket = batch.add(task(&client, "1").get());
        let _responses = batch.send().await.unwrap();
    }
    // 60, and 100 that were saved up, and one for ten that succeed on their way; without a limit it would be 300.
    let received = *received.lock().unwrap();
    assert!((160..190).contains(&received), "{received}");
}

#[tokio::test]
async fn an_error_instead_of_the_responses_is_that_error() {
    let script = Script::new().json(200, r#"{"error":{"code":"a","message":"b"}}"#);
    let client = standard(&script);
    let mut batch = client.batch();
    let _ticket = batch.add(task(&client, "1").get());
    let error = batch.send().await.unwrap_err();
    assert!(matches!(error, Error::OData(_)), "{error:?}");
    assert_eq!(error.to_string(), "POST /odata/$batch: 200 OK: a: b");
    // The error of another body names the missing member.
    let client = standard(&Script::new().json(200, r#"{"a":1}"#));
    let mut batch = client.batch();
    let _ticket = batch.add(task(&client, "1").get());
    let error = batch.send().await.unwrap_err().to_string();
    assert!(error.contains("there is no member `responses`"), "{error}");
}

#[tokio::test]
async fn an_ambiguous_response_to_a_batch_is_an_error() {
    for (body, expected) in [
        (
            r#"{"responses":[{"id":"1","status":204},{"id":1,"status":404}]}"#,
            r#"two responses have the id "1""#,
        ),
        (
            r#"{"responses":[{"id":"1","status":204,"status":404}]}"#,
            r#"duplicate property "status""#,
        ),
        (
            r#"{"responses":[],"responses":[{"id":"1","status":204}]}"#,
            r#"duplicate property "responses""#,
        ),
    ] {
        let client = standard(&Script::new().json(200, body));
        let mut batch = client.batch();
        let _ticket = batch.add(task(&client, "1").get());
        let error = batch.send().await.unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{error:?}");
        assert!(error.to_string().contains(expected), "{error}");
    }
}
