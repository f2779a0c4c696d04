//! The page about streams of OpenAPI clients.

/// The client of the golden case `openapi-event-streams`.
mod news {
    #![allow(dead_code, unreachable_pub, reason = "the examples use a part of it")]
    include!(concat!(env!("OUT_DIR"), "/documents/news.rs"));
}

/// The client of the golden case `openapi-json-lines`.
mod logs {
    #![allow(dead_code, unreachable_pub, reason = "the examples use a part of it")]
    include!(concat!(env!("OUT_DIR"), "/documents/logs.rs"));
}

crate::example!("streams-events");
crate::example!("streams-types-by-the-name-of-the-event");
crate::example!("streams-after-a-connection-is-lost");
crate::example!("streams-json-lines");

const EVENTS: &[(&str, &str)] = &[("content-type", "text/event-stream")];

fn news(mock: &crate::Mock) -> NewsClient {
    let builder = NewsClient::builder().base_url("https://news.example/v1");
    builder.service(mock.service()).build().unwrap()
}

#[tokio::test]
async fn events_come_one_by_one() {
    let body = "data: {\"symbol\":\"ABC\",\"price\":1.5}\n\ndata: {}\n\ndata: {\"symbol\":\"X\"}\n\ndata: {\"symbol\":";
    let mock = crate::Mock::new().respond(200, EVENTS, body);
    let seen = follow(&news(&mock)).await.unwrap();
    assert_eq!(
        (seen.len(), &*seen[0], &*seen[2]),
        (3, "ABC: Some(1.5)", "X: None")
    );
    assert!(seen[1].starts_with("skipped: "), "{seen:?}");
    let request = mock.received_once();
    assert_eq!(request.line(), "GET /v1/prices?symbol=ABC");
    assert_eq!(request.header("accept"), Some("text/event-stream"));
}

#[tokio::test]
async fn names_of_events_decide_their_types() {
    let body = "event: price.changed\ndata: {\"symbol\":\"ABC\"}\n\nevent: note\ndata: {}\n\nevent: halt\ndata: {\"why\":\"late\"}\n\n\
                event: new\ndata: 1\n\ndata: [DONE]\n\nevent: note\ndata: after the end\n\n";
    let mock = crate::Mock::new().respond(200, EVENTS, body);
    let seen = read(&news(&mock)).await.unwrap();
    assert_eq!(seen, ["ABC", "{}", "late", "new: 1"]);
}

#[tokio::test]
async fn a_stream_is_resumed_after_its_last_event() {
    let mock = crate::Mock::new()
        .respond(200, EVENTS, "id: 1\ndata: a\n\nid: 2\ndata: b")
        .respond(200, EVENTS, "id: 2\ndata: b\n\n")
        .respond(200, EVENTS, "");
    assert_eq!(resume(&news(&mock)).await.unwrap(), ["a", "b"]);
    let ids = mock.received();
    let ids: Vec<Option<&str>> = ids.iter().map(|it| it.header("last-event-id")).collect();
    assert_eq!(ids, [None, Some("1"), Some("2")]);
}

#[tokio::test]
async fn lines_are_read_and_written() {
    let mock = crate::Mock::new()
        .respond(
            200,
            &[("content-type", "application/x-ndjson")],
            "{\"n\":1}\n{\"n\":41}\n",
        )
        .no_content()
        .no_content();
    let builder = LogsClient::builder().base_url("https://logs.example");
    let client = builder.service(mock.service()).build().unwrap();
    assert_eq!(copy(&client).await.unwrap(), 42);
    let received = mock.received();
    assert_eq!(
        received[0].header("accept"),
        Some("application/x-ndjson, application/json-seq")
    );
    assert_eq!(received[1].body, "{\"n\":1}\n{\"n\":2}\n");
    assert_eq!(
        received[1].header("content-type"),
        Some("application/jsonl")
    );
    assert_eq!(received[2].body, "{\"n\":3}\n{\"n\":4}\n");
}
