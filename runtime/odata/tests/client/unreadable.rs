//! Items of a page that do not match the metadata.

use clientwright_odata::{Client, Collection, Error};
use futures_util::StreamExt as _;
use serde_json::json;

use crate::contract::Outcome;
use crate::script::Script;

const FIRST: &str = "\u{FEFF}{\"@odata.count\":6,\"value\":[{\"id\":\"0\"},{\"id\":\"1\",\"failureReason\":5},\
    {\"id\":\"2\"}, null ,{\"id\":\"4\"}],\"@odata.nextLink\":\"outcomes?p=2\"}";
const SECOND: &str = r#"{"value":[{"id":{"x":1}},{"id":"6"}]}"#;

fn outcomes(first: &'static str) -> (Script, Collection<Outcome>) {
    let script = Script::new().json(200, first).json(200, SECOND);
    let client = script.client(Client::builder().base_url("https://host"));
    let outcomes = Collection::root(&client, "outcomes");
    (script, outcomes)
}

fn ids(items: &[Outcome]) -> Vec<&str> {
    items.iter().filter_map(|item| item.id.as_deref()).collect()
}

#[tokio::test]
async fn a_page_has_the_others_and_the_errors() {
    let (_, outcomes) = outcomes(FIRST);
    let page = outcomes.list().await.unwrap();
    assert_eq!(ids(&page.items), ["0", "2", "4"]);
    assert_eq!(page.count, Some(6));
    let [reason, null] = &page.failed[..] else {
        panic!("{page:?}")
    };
    assert_eq!((reason.index(), null.index()), (1, 3));
    assert_eq!(reason.error().path(), "value[1].failureReason");
    assert_eq!(reason.error().type_name(), Some("ns.taskProcessingResult"));
    assert_eq!(&reason.text()[..], br#"{"id":"1","failureReason":5}"#);
    assert_eq!(null.error().path(), "value[3]");
    assert_eq!(&null.text()[..], b"null");
    assert_eq!(
        null.to_string(),
        "cannot read an item: value[3]: invalid type: null, expected an object of type ns.taskProcessingResult at line 1 column 4"
    );
    let next = page.next().await.unwrap().unwrap();
    assert_eq!((ids(&next.items), next.failed.len()), (vec!["6"], 1));
}

/// The results of a stream: the ids, and for errors the path.
async fn streamed(list: clientwright_odata::request::List<Outcome>) -> Vec<String> {
    let results = list.stream().map(|result| match result {
        Ok(item) => item.id.unwrap(),
        Err(error) => {
            let Error::Decode(failure) = &error else {
                panic!("{error}")
            };
            assert!(failure.item().is_some());
            assert!(
                error
                    .body()
                    .is_some_and(|text| !text.starts_with(b"{\"value\""))
            );
            failure.error().path().to_owned()
        }
    });
    results.collect().await
}

#[tokio::test]
async fn a_stream_yields_errors_in_their_places_and_continues() {
    let all = [
        "0",
        "value[1].failureReason",
        "2",
        "value[3]",
        "4",
        "value[0].id",
        "6",
    ];
    let (_, outcomes_) = outcomes(FIRST);
    assert_eq!(streamed(outcomes_.list()).await, all);
    // A limit counts them.
    for limit in 0..all.len() {
        let (_, outcomes) = outcomes(FIRST);
        assert_eq!(streamed(outcomes.list().limit(limit)).await, all[..limit]);
    }
    let (_, outcomes) = outcomes(FIRST);
    let good = streamed(outcomes.list().skip_unreadable()).await;
    assert_eq!(good, ["0", "2", "4", "6"]);
}

#[tokio::test]
async fn collecting_ends_at_an_error_unless_it_is_skipped() {
    let (script, outcomes_) = outcomes(FIRST);
    let error = outcomes_.list().collect_all().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /outcomes: 200 OK: cannot read the response: value[1].failureReason: invalid type: integer `5`, \
         expected a string at line 1 column 27 (in ns.taskProcessingResult)"
    );
    assert_eq!(script.received().len(), 1);
    let (_, outcomes) = outcomes(FIRST);
    let all = outcomes
        .list()
        .skip_unreadable()
        .collect_all()
        .await
        .unwrap();
    assert_eq!(ids(&all), ["0", "2", "4", "6"]);
}

#[tokio::test]
async fn an_error_outside_of_the_items_fails_the_page() {
    for body in [
        r#"{"value":[{"id":1}],"@odata.count":-1}"#,
        r#"{"value":[{"id":1}],"value":[]}"#,
        r#"{"value":[{"id":1}]"#,
        r#"{"value":[{"id":1},]}"#,
        r#"{"value":{"id":1}}"#,
        r#"{"value":5}"#,
        r#"{"value":[{"id":1}]} x"#,
        r#"[{"id":1}]"#,
        r#"{"items":[{"id":1}]}"#,
    ] {
        let (_, outcomes_) = outcomes(body);
        let error = outcomes_.list().await.unwrap_err();
        let Error::Decode(failure) = &error else {
            panic!("{body}: {error}")
        };
        assert_eq!(failure.item(), None, "{body}");
        let (_, outcomes) = outcomes(body);
        let results: Vec<_> = outcomes.list().skip_unreadable().stream().collect().await;
        assert_eq!(results.len(), 1, "{body}");
        assert!(results[0].is_err(), "{body}");
    }
}

#[tokio::test]
async fn pages_that_are_empty_in_their_own_ways() {
    for (body, next) in [
        (r#"{"value":null}"#, None),
        (r#"{"value":[],"@odata.nextLink":null}"#, None),
        (
            r#"{"@nextLink":"things?$skip=1","@count":2,"value":[]}"#,
            Some("https://host/things?$skip=1"),
        ),
    ] {
        let (_, outcomes) = outcomes(body);
        let page = outcomes.list().await.unwrap();
        assert_eq!((page.items.len(), page.failed.len()), (0, 0), "{body}");
        assert_eq!(page.next_link.as_deref(), next, "{body}");
        assert_eq!(page.count, next.map(|_| 2), "{body}");
    }
    for (body, message) in [
        ("{}", "missing field `value`"),
        (
            "[]",
            "expected an object with the items of a collection in `value`",
        ),
        (
            r#"{"value":{}}"#,
            "value: invalid type: map, expected a collection",
        ),
        (r#"{"d":{"results":[]}}"#, "missing field `value`"),
    ] {
        let (_, outcomes) = outcomes(body);
        let error = outcomes.list().await.unwrap_err().to_string();
        assert!(error.contains(message), "{body}: {error}");
    }
}

#[tokio::test]
async fn a_long_page_yields_errors_in_their_places() {
    let item = |index: usize| match index % 1000 {
        999 => json!({"id": index, "failureReason": "x"}),
        _ => json!({"id": index.to_string(), "failureReason": "x".repeat(900)}),
    };
    let items: Vec<_> = (0..6000).map(item).collect();
    let body = json!({ "value": items }).to_string();
    let (_, outcomes) = outcomes(body.leak());
    let results: Vec<_> = outcomes.list().stream().collect().await;
    assert_eq!(results.len(), 6000);
    for (index, result) in results.into_iter().enumerate() {
        match result {
            Ok(item) => assert_eq!(item.id.unwrap(), index.to_string()),
            Err(error) => {
                assert_eq!(index % 1000, 999);
                let text = json!({"failureReason": "x", "id": index}).to_string();
                assert_eq!(&error.body().unwrap()[..], text.as_bytes());
                assert!(
                    error.to_string().contains(&format!("value[{index}].id")),
                    "{error}"
                );
            }
        }
    }
}
