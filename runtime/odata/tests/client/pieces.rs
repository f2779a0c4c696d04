//! Pages that are too long to be kept in memory: their items are yielded while they arrive.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use clientwright_odata::{
    Body, Client, ClientBuilder, Collection, Error,
    future::BoxError,
    page::{Delta, Items},
};
use futures_util::{StreamExt as _, TryStreamExt as _};
use http::{Request, Response};

use crate::contract::Task;

/// Items of longer pages are yielded while they arrive.
const HEAD: usize = 4 * 1024 * 1024;
const CHUNK: usize = 10_007;

fn item(index: usize) -> String {
    let text = "x".repeat(900);
    format!(r#"{{"id":"{index}","displayName":"{text}"}}"#)
}

/// The items of these numbers, as a page has them.
fn items(range: std::ops::Range<usize>) -> String {
    range.map(item).collect::<Vec<_>>().join(",")
}

/// More items than are read at once.
const MANY: usize = 6_000;

/// What becomes of a body after its text.
#[derive(Clone, Copy, PartialEq)]
enum End {
    Good,
    Breaks,
    Stalls,
}

/// A service whose responses arrive in chunks, with the numbers of requests and chunks.
#[derive(Clone, Default)]
struct Pieces {
    responses: Arc<Mutex<Vec<(String, End)>>>,
    received: Arc<Mutex<Vec<String>>>,
    sent: Arc<AtomicUsize>,
}

impl Pieces {
    fn new(responses: impl IntoIterator<Item = (String, End)>) -> Self {
        let mut responses: Vec<_> = responses.into_iter().collect();
        assert!(responses.iter().any(|(text, _)| text.len() > HEAD));
        responses.reverse();
        Self {
            responses: Arc::new(Mutex::new(responses)),
            ..Self::default()
        }
    }

    fn good(text: String) -> Self {
        Self::new([(text, End::Good)])
    }

    fn client(
        &self,
        configure: impl FnOnce(ClientBuilder<Client>) -> ClientBuilder<Client>,
    ) -> Client {
        let this = self.clone();
        let service = tower::service_fn(move |request: Request<Body>| {
            let this = this.clone();
            async move {
                this.received
                    .lock()
                    .unwrap()
                    .push(request.uri().to_string());
                let (text, end) = this.responses.lock().unwrap().pop().unwrap();
                let chunks: Vec<Bytes> = text
                    .as_bytes()
                    .chunks(CHUNK)
                    .map(Bytes::copy_from_slice)
                    .collect();
                let sent = Arc::clone(&this.sent);
                let chunks = futures_util::stream::iter(chunks).map(move |chunk| {
                    sent.fetch_add(1, Ordering::Relaxed);
                    Ok::<_, BoxError>(chunk)
                });
                let rest = futures_util::stream::once(async move {
                    match end {
                        End::Good => Ok(Bytes::new()),
                        End::Breaks => Err("the connection broke".into()),
                        End::Stalls => std::future::pending().await,
                    }
                });
                let body = Body::from_stream(Box::pin(chunks.chain(rest)));
                Ok::<_, BoxError>(Response::new(body))
            }
        });
        let builder = Client::builder().base_url("https://host/odata");
        configure(builder).service(service).build().unwrap()
    }

    fn tasks(&self) -> Items<Task> {
        Collection::<Task>::root(&self.client(|builder| builder), "tasks")
            .list()
            .stream()
    }
}

/// The numbers of the items up to the end or an error.
async fn walk(mut stream: Items<Task>) -> (Vec<usize>, Option<Error>) {
    let mut seen = Vec::new();
    while let Some(task) = stream.next().await {
        match task {
            Ok(task) => seen.push(task.id.unwrap().parse().unwrap()),
            Err(error) => {
                assert!(stream.next().await.is_none(), "it ends after an error");
                return (seen, Some(error));
            }
        }
    }
    (seen, None)
}

fn upto(end: usize) -> Vec<usize> {
    (0..end).collect()
}

#[tokio::test]
async fn every_item_once_wherever_the_link_is() {
    let first = format!(
        r#"{{"@odata.count":9,"@odata.nextLink":"tasks?p=2","value":[{}],"more":[1]}}"#,
        items(0..MANY)
    );
    let second = format!(
        r#"{{"value@x.y":1,"value":[ {} ] ,"@odata.nextLink":"tasks?p=3"}}"#,
        items(MANY..2 * MANY)
    );
    let third = format!(r#"{{"value":[{}]}}"#, items(2 * MANY..2 * MANY + 3));
    let service = Pieces::new([first, second, third].map(|text| (text, End::Good)));
    let (seen, error) = walk(service.tasks()).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(seen, upto(2 * MANY + 3));
    assert_eq!(
        *service.received.lock().unwrap(),
        [
            "https://host/odata/tasks",
            "https://host/odata/tasks?p=2",
            "https://host/odata/tasks?p=3"
        ]
    );
}

#[tokio::test]
async fn a_page_that_breaks_off_yields_its_whole_items_and_an_error() {
    let text = format!(r#"{{"value":[{}"#, items(0..MANY));
    let cut = text.len() - 100;
    let service = Pieces::new([(text[..cut].to_owned(), End::Breaks)]);
    let (seen, error) = walk(service.tasks()).await;
    assert_eq!(seen, upto(MANY - 1), "the last one is not whole");
    assert!(matches!(error, Some(Error::Transport(_))), "{error:?}");
    assert_eq!(service.received.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_page_that_breaks_off_early_is_requested_again() {
    let text = format!(r#"{{"value":[{}]}}"#, items(0..MANY));
    let service = Pieces::new([
        (text[..HEAD - CHUNK].to_owned(), End::Breaks),
        (text, End::Good),
    ]);
    let client = service.client(|builder| builder.timer(crate::clock::Clock::default()));
    let stream = Collection::<Task>::root(&client, "tasks").list().stream();
    let (seen, error) = walk(stream).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(seen, upto(MANY));
    assert_eq!(service.received.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn a_text_that_ends_too_early_is_no_page() {
    for end in ["", "]", r#"],"@odata.nextLink":"#] {
        let text = format!(r#"{{"value":[{}{end}"#, items(0..MANY));
        let (seen, error) = walk(Pieces::good(text).tasks()).await;
        // Without a comma or a bracket after it, the last item may be incomplete.
        let whole = if end.is_empty() { MANY - 1 } else { MANY };
        assert_eq!(seen, upto(whole));
        let Some(Error::Decode(failure)) = error else {
            panic!("{error:?}")
        };
        assert!(failure.to_string().contains("EOF"), "{failure}");
    }
}

#[tokio::test]
async fn an_item_that_is_none_is_named() {
    let wrong = r#"{"id":"x","displayName":5}"#;
    let text = format!(
        r#"{{"value":[{},{wrong},{}]}}"#,
        items(0..MANY),
        items(MANY..MANY + 10)
    );
    let results: Vec<_> = Pieces::good(text).tasks().collect().await;
    assert_eq!(results.len(), MANY + 11);
    let (mut good, mut bad) = (0, Vec::new());
    for result in results {
        match result {
            Ok(_) => good += 1,
            Err(error) => bad.push((good, error)),
        }
    }
    assert_eq!(good, MANY + 10);
    let [(MANY, error)] = &bad[..] else {
        panic!("{bad:?}")
    };
    let text = error.to_string();
    assert!(
        text.contains(&format!("value[{MANY}].displayName")),
        "{text}"
    );
    assert_eq!(error.body().unwrap(), wrong);
}

#[tokio::test]
async fn members_next_to_the_items_are_checked_as_in_short_pages() {
    for (rest, expected) in [
        (r#"],"@odata.count":-1}"#, "@odata.count"),
        (r#"],"value":[]}"#, "duplicate property"),
        (
            r#"],"@odata.nextLink":"tasks?a","@nextLink":"tasks?b"}"#,
            "@nextLink: duplicate property",
        ),
        ("]} x", "trailing characters"),
        (",]}", &format!("value[{MANY}]")),
    ] {
        let text = format!(r#"{{"value":[{}{rest}"#, items(0..MANY));
        let (seen, error) = walk(Pieces::good(text).tasks()).await;
        assert_eq!(seen, upto(MANY));
        let text = error.unwrap().to_string();
        assert!(text.contains(expected), "{text}");
    }
}

#[tokio::test]
async fn no_more_is_read_than_is_needed() {
    let text = format!(
        r#"{{"value":[{}],"@odata.nextLink":"tasks?p=2"}}"#,
        items(0..4 * MANY)
    );
    let all = text.len() / CHUNK;
    let service = Pieces::good(text);
    let client = service.client(|builder| builder);
    let list = Collection::<Task>::root(&client, "tasks").list();
    let (seen, error) = walk(list.limit(MANY).stream()).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(seen, upto(MANY));
    assert!(service.sent.load(Ordering::Relaxed) < all / 2);
    assert_eq!(service.received.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn an_endless_response_is_limited() {
    let text = format!(r#"{{"value":[{}]}}"#, items(0..MANY));
    let service = Pieces::good(text.clone());
    let limit = (text.len() - 1) as u64;
    let client = service.client(|builder| builder.max_response_bytes(limit));
    let stream = Collection::<Task>::root(&client, "tasks").list().stream();
    let (seen, error) = walk(stream).await;
    assert!(seen.len() > MANY / 2 && seen.len() < MANY);
    assert_eq!(seen, upto(seen.len()));
    let error = error.unwrap();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    let text = format!("{error:?}");
    assert!(text.contains("TooLarge"), "{text}");
    // One byte more, and it is all there.
    let service = Pieces::good(format!(r#"{{"value":[{}]}}"#, items(0..MANY)));
    let client = service.client(|builder| builder.max_response_bytes(limit + 1));
    let stream = Collection::<Task>::root(&client, "tasks").list().stream();
    assert_eq!(walk(stream).await.0, upto(MANY));
}

#[tokio::test(start_paused = true)]
async fn the_time_limit_applies_to_the_service_and_not_to_the_reader() {
    let text = format!(r#"{{"value":[{}"#, items(0..MANY));
    let service = Pieces::new([(text, End::Stalls)]);
    let client = service.client(|builder| builder.timeout(Duration::from_secs(10)));
    let mut stream = Collection::<Task>::root(&client, "tasks").list().stream();
    for _ in 0..5 {
        stream.try_next().await.unwrap().unwrap();
        tokio::time::sleep(Duration::from_secs(60)).await;
    }
    let (seen, error) = walk(stream).await;
    assert_eq!(seen.len(), MANY - 1 - 5);
    assert!(error.unwrap().is_timeout());
}

#[tokio::test]
async fn changes_know_where_to_go_on() {
    let text = format!(
        r##"{{"value":[{},{{"@removed":{{}},"id":"1"}}],"@odata.deltaLink":"tasks?d=1"}}"##,
        items(0..MANY)
    );
    let service = Pieces::good(text);
    let client = service.client(|builder| builder);
    let list = Collection::<Task>::root(&client, "tasks").list();
    let mut stream = list.changes().stream();
    let (mut changed, mut removed) = (0, 0);
    while let Some(entry) = stream.try_next().await.unwrap() {
        match entry {
            Delta::Changed(_) => changed += 1,
            _ => removed += 1,
        }
    }
    assert_eq!((changed, removed), (MANY, 1));
    assert_eq!(stream.delta_link(), Some("https://host/odata/tasks?d=1"));
}

#[tokio::test]
async fn pages_are_read_whole() {
    let text = format!(r#"{{"value":[{}]}}"#, items(0..MANY));
    let client = Pieces::good(text.clone()).client(|builder| builder);
    let tasks = Collection::<Task>::root(&client, "tasks");
    assert_eq!(tasks.list().await.unwrap().items.len(), MANY);
    let client = Pieces::good(text).client(|builder| builder);
    let tasks = Collection::<Task>::root(&client, "tasks");
    assert_eq!(tasks.list().collect_all().await.unwrap().len(), MANY);
}
