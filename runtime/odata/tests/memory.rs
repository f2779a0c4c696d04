//! How much memory a long walk takes: the resident size of this process, which has no other test.
#![cfg(all(feature = "reqwest", target_os = "linux"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::convert::Infallible;

use bytes::Bytes;
use clientwright_odata::{Annotations, Client, Collection, PropertyBag};
use futures_util::TryStreamExt as _;
use http::{Request, Response};
use http_body_util::StreamBody;
use hyper::body::Frame;
use hyper::body::Incoming;
use hyper_util::rt::TokioIo;

#[derive(Default)]
struct Task {
    id: Option<String>,
    name: Option<String>,
    additional_properties: PropertyBag,
    odata: Option<Box<Annotations>>,
}
clientwright_odata::object! { Task = "ns.task"; id = "id", name = "displayName", }

/// The resident size in MiB.
fn resident() -> u64 {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap();
    let pages: u64 = statm.split(' ').nth(1).unwrap().parse().unwrap();
    pages * 4096 / (1024 * 1024)
}

/// A page, item by item: the server's share of the memory must not hide the client's.
fn page(
    size: usize,
    next: Option<usize>,
) -> impl http_body::Body<Data = Bytes, Error = Infallible> {
    const ITEM: &str =
        r#"{"id":"00000000-0000-0000-0000-000000000000","displayName":"a name of some length"}"#;
    const AT_ONCE: usize = 100;
    let next = next.map_or(String::new(), |next| {
        format!(r#","@odata.nextLink":"tasks?p={next}""#)
    });
    let items = (0..size / AT_ONCE).map(|part| {
        let items = vec![ITEM; AT_ONCE].join(",");
        if part == 0 {
            items
        } else {
            format!(",{items}")
        }
    });
    let begin = std::iter::once(r#"{"value":["#.to_owned());
    let parts = begin.chain(items).chain([format!("]{next}}}")]);
    let frames = parts.map(|part| Ok(Frame::data(Bytes::from(part))));
    StreamBody::new(futures_util::stream::iter(frames))
}

async fn serve(pages: usize, size: usize) -> Client {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let service =
                hyper::service::service_fn(move |request: Request<Incoming>| async move {
                    let received = request
                        .uri()
                        .query()
                        .and_then(|query| query.strip_prefix("p=")?.parse().ok());
                    let next = Some(received.unwrap_or(0) + 1).filter(|next| *next < pages);
                    Ok::<_, Infallible>(Response::new(page(size, next)))
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

    // On one page, which the server sends piece by piece: no more than a shorter page takes.
    let client = serve(1, 1_000_000).await;
    let before = resident();
    let mut items = Collection::<Task>::root(&client, "tasks").list().stream();
    let (mut seen, mut most) = (0_u64, before);
    while let Some(task) = items.try_next().await.unwrap() {
        assert!(task.id.is_some());
        seen += 1;
        if seen % 10_000 == 0 {
            most = most.max(resident());
        }
    }
    assert_eq!(seen, 1_000_000);
    println!("one page of a million items: {before} MiB before, {most} MiB at most");
    assert!(most <= before + 32, "{before} MiB, then {most} MiB");
}
