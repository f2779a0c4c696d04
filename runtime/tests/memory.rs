//! How much memory a long walk takes: the resident size of this process, which has no other test.
#![cfg(all(feature = "reqwest", target_os = "linux"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use bytes::Bytes;
use futures_util::TryStreamExt as _;
use http::{Request, Response};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper_util::rt::TokioIo;
use odata_runtime::{Annotations, Client, Collection, PropertyBag};

#[derive(Clone, Debug, Default, PartialEq)]
struct Task {
    id: Option<String>,
    name: Option<String>,
    additional_properties: PropertyBag,
    odata: Option<Box<Annotations>>,
}
odata_runtime::object! { Task = "ns.task"; id = "id", name = "displayName", }

/// The resident size in MiB.
fn resident() -> u64 {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap();
    let pages: u64 = statm.split(' ').nth(1).unwrap().parse().unwrap();
    pages * 4096 / (1024 * 1024)
}

fn page(size: usize, next: Option<usize>) -> Bytes {
    let item =
        r#"{"id":"00000000-0000-0000-0000-000000000000","displayName":"a name of some length"}"#;
    let items = vec![item; size].join(",");
    let next = next.map_or(String::new(), |next| {
        format!(r#","@odata.nextLink":"tasks?p={next}""#)
    });
    format!(r#"{{"value":[{items}]{next}}}"#).into()
}

async fn serve(pages: usize, size: usize) -> Client {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let service =
                hyper::service::service_fn(move |request: Request<Incoming>| async move {
                    let asked = request
                        .uri()
                        .query()
                        .and_then(|query| query.strip_prefix("p=")?.parse().ok());
                    let next = Some(asked.unwrap_or(0) + 1).filter(|next| *next < pages);
                    Ok::<_, hyper::Error>(Response::new(Full::new(page(size, next))))
                });
            let connection = hyper::server::conn::http1::Builder::new();
            tokio::spawn(connection.serve_connection(TokioIo::new(stream), service));
        }
    });
    Client::builder()
        .base_url(format!("http://{address}"))
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_million_items() {
    // Over a thousand pages: as much memory at the end as after the first tenth.
    let client = serve(1_000, 1_000).await;
    let mut items = Collection::<Task>::root(&client, "tasks").list().stream();
    let (mut seen, mut early, mut most) = (0_u64, 0, 0);
    while let Some(task) = items.try_next().await.unwrap() {
        assert!(task.id.is_some());
        seen += 1;
        if seen % 10_000 == 0 {
            most = most.max(resident());
        }
        if seen == 100_000 {
            early = most;
        }
    }
    assert_eq!(seen, 1_000_000);
    println!("1,000 pages: {early} MiB after 100,000 items, {most} MiB at most");
    assert!(most <= early + 16, "{early} MiB, then {most} MiB");
    drop(items);

    // On one page: a page is held as a whole, its text and its items.
    let client = serve(1, 1_000_000).await;
    let before = resident();
    let mut items = Collection::<Task>::root(&client, "tasks").list().stream();
    let first = items.try_next().await.unwrap();
    let after = resident();
    assert!(first.is_some());
    let rest = items
        .try_fold(0, |sum, _| std::future::ready(Ok(sum + 1)))
        .await
        .unwrap();
    assert_eq!(rest, 999_999);
    println!("one page: {before} MiB before, {after} MiB with all of it");
}
