//! Faults that users of other clients have reported: they do not occur here.

use std::time::Duration;

use clientwright_odata::edm::{Date, DateTimeOffset, Duration as EdmDuration};
use clientwright_odata::{
    Client, Collection, Error, Item, NavigationCollection, Property, literal, resource::Path,
};
use percent_encoding::percent_decode_str;

use crate::contract::{GraphClient, Outcome, Status, Task, TaskReport};
use crate::script::Script;

fn moment() -> DateTimeOffset {
    "2024-02-03T04:05:06+02:00".parse().unwrap()
}

fn client() -> Client {
    Script::new().client(Client::builder().base_url("https://host/odata"))
}

#[test]
fn a_key_of_many_types() {
    let day: Date = "2024-02-03".parse().unwrap();
    let id: uuid::Uuid = "0f8fad5b-d9cb-469f-a165-70867728950e".parse().unwrap();
    let slot = |client: &Client| {
        let key = [
            ("day", literal(day)),
            ("at", literal(moment())),
            ("g", literal(id)),
            ("color", literal(Status::Failed)),
            ("n", literal("a'b")),
        ];
        let slot = Collection::<Task>::root(client, "slots").key(&key).get();
        slot.url().unwrap().to_string()
    };
    let written = |color: &str| {
        format!(
            "slots(day=2024-02-03,at=2024-02-03T04:05:06%2B02:00,g=0f8fad5b-d9cb-469f-a165-70867728950e,\
             color={color},n='a''b')"
        )
    };
    assert_eq!(
        slot(&client()),
        format!("https://host/odata/{}", written("ns.status'failed'"))
    );
    let graph = Script::new().client(GraphClient::builder());
    let url = slot(graph.client());
    assert_eq!(
        url,
        format!("https://graph.microsoft.com/v1.0/{}", written("'failed'"))
    );
}

#[test]
fn arguments_of_many_types() {
    let hour: EdmDuration = "-PT1H".parse().unwrap();
    let call = |list: Vec<&str>| {
        let list: Vec<String> = list.into_iter().map(str::to_owned).collect();
        let seek = Path::root(&client())
            .segment("things")
            .function("ns", "seek");
        let seek = seek
            .argument("at", moment())
            .argument("dur", hour.clone())
            .argument("c", Status::Failed)
            .argument("s", "a/b'c+d".to_owned())
            .argument("list", list);
        seek.call::<()>().url().unwrap().to_string()
    };
    let path = "https://host/odata/things/ns.seek(at=2024-02-03T04:05:06%2B02:00,dur=duration'-PT1H',\
                c=ns.status'failed',s='a%2Fb''c%2Bd',list=@p1)?@p1=";
    assert_eq!(
        call(vec!["x'y", "z,\""]),
        format!("{path}%5B%22x%27y%22,%22z,%5C%22%22%5D")
    );
    assert_eq!(call(vec![]), format!("{path}%5B%5D"));
}

#[test]
fn texts_in_expansions_and_searches() {
    const KIDS: NavigationCollection<TaskReport, Outcome> = NavigationCollection::new("kids");
    const NAME: Property<Outcome, String> = Property::new("s");
    let list = || Collection::<TaskReport>::root(&client(), "things").list();
    let decoded = |url: Result<http::Uri, Error>| {
        let url = url.unwrap();
        let query = url.query().unwrap().to_owned();
        percent_decode_str(&query)
            .decode_utf8()
            .unwrap()
            .into_owned()
    };
    let kids = KIDS.filter(NAME.eq("a;b)c,d'e&f#g")).top(1).select(NAME);
    assert_eq!(
        decoded(list().expand(kids).url()),
        "$expand=kids($filter=s eq 'a;b)c,d''e&f#g';$top=1;$select=s)"
    );
    assert_eq!(
        decoded(list().search(r#"say "hi" AND \ back"#).url()),
        r#"$search="say \"hi\" AND \\ back""#
    );
}

#[tokio::test]
async fn links_of_pages_get_the_token_on_the_own_origin_alone() {
    for (link, followed) in [
        ("https://evil.example/odata/things", None),
        ("//evil.example/odata/things", None),
        ("http://host/odata/things", None),
        ("https://host:8443/odata/things", None),
        ("https://host@evil.example/odata/things", None),
        ("", None),
        (
            "https://host/odata/things",
            Some("https://host/odata/things"),
        ),
        (
            "https://host:443/odata/things?$skip=1",
            Some("https://host/odata/things?$skip=1"),
        ),
        (
            "HTTPS://HOST/odata/things?$skip=1",
            Some("https://host/odata/things?$skip=1"),
        ),
        (
            "https://host/odata/things?$filter=s eq 'ä'&$skip=1",
            Some("https://host/odata/things?$filter=s%20eq%20%27%C3%A4%27&$skip=1"),
        ),
        (
            "https://host/other/x?$skip=1",
            Some("https://host/other/x?$skip=1"),
        ),
        (
            "/odata/things?$skip=1",
            Some("https://host/odata/things?$skip=1"),
        ),
        ("?$skip=1", Some("https://host/odata/things?$skip=1")),
    ] {
        let first = format!(r#"{{"value":[{{"id":"1"}}],"@odata.nextLink":"{link}"}}"#);
        let script = Script::new()
            .json(200, first.leak())
            .json(200, r#"{"value":[{"id":"2"}]}"#);
        let builder = Client::builder().base_url("https://host/odata");
        let client = script.client(builder.bearer_token("s3cret"));
        let things = Collection::<Task>::root(&client, "things");
        let all = things.list().collect_all().await;
        let received = script.received();
        match followed {
            Some(url) => {
                assert_eq!(all.unwrap().len(), 2, "{link}");
                assert_eq!(received[1].url, url);
                assert_eq!(received[1].header("authorization"), Some("Bearer s3cret"));
            }
            None => {
                assert!(matches!(all, Err(Error::Paging(_))), "{link}: {all:?}");
                assert_eq!(received.len(), 1, "{link}");
            }
        }
    }
}

#[tokio::test]
async fn a_create_is_sent_again_only_where_nothing_was_done() {
    use crate::clock::Clock;
    use clientwright_odata::retry::RetryPolicy;

    for (status, after, times) in [
        (503, Some("0"), 2),
        (429, Some("0"), 2),
        (429, None, 2),
        (503, None, 1),
        (500, None, 1),
        (500, Some("0"), 1),
        (504, None, 1),
    ] {
        let headers: Vec<(&str, &str)> = after
            .map(|after| ("retry-after", after))
            .into_iter()
            .collect();
        let script = Script::new()
            .respond(status, &headers, "")
            .json(201, r#"{"id":"1"}"#);
        let clock = Clock::default();
        let client = script.client(
            Client::builder()
                .base_url("https://host")
                .timer(clock.clone()),
        );
        let create = Collection::<Task>::root(&client, "things").create(&Task::default());
        let created = create.retry(RetryPolicy::new()).await;
        assert_eq!(created.is_ok(), times == 2, "{status} {after:?}");
        assert_eq!(script.received().len(), times);
        // A `Retry-After` of 0 backs off as well.
        let pauses = clock.pauses();
        assert_eq!(pauses.len(), times - 1);
        assert!(
            pauses
                .iter()
                .all(|pause| *pause >= Duration::from_millis(250)),
            "{pauses:?}"
        );
    }
}

/// Repeats that the service names no pause for are limited: 100 of a client at once.
#[tokio::test]
async fn a_retry_after_of_nothing_is_paid_from_the_budget() {
    use crate::clock::Clock;
    use clientwright_odata::retry::RetryPolicy;

    let script = (0..140).fold(Script::new(), |script, _| {
        script.respond(429, &[("retry-after", "0")], "")
    });
    let client = script.client(
        Client::builder()
            .base_url("https://host")
            .timer(Clock::default()),
    );
    let item = Item::<Task>::root(&client, "thing");
    for _ in 0..30 {
        let get = item.get().retry(RetryPolicy::new());
        assert!(get.await.unwrap_err().is_throttled());
    }
    assert_eq!(script.received().len(), 130);
}
