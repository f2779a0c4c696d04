//! What a request costs beyond the bare HTTP client: `cargo bench -p clientwright-odata --bench overhead`.
//!
//! The same server on loopback, the same `reqwest::Client`, the same entity, one request after the other on one thread:
//! once without this crate, with `#[derive(Deserialize)]`, and once by this crate with its defaults (retries, a token,
//! a limit for responses, spans). Server and client share the process; only the client differs between the rows. CPU
//! time and wall time, the best of five rounds; nothing is asserted.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a benchmark has no callers, and may stop at any error"
)]

use std::time::{Duration, Instant};

use bytes::Bytes;
use clientwright_odata::{self as rt, Client, Collection, Item, transport::ReqwestTransport};
use cpu_time::ProcessTime;
use http::{Request, Response};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper_util::rt::TokioIo;
use serde::Deserialize;
use tokio::net::TcpListener;

const REQUESTS: u32 = 5_000;
const ROUNDS: usize = 5;
const ANSWER: &str =
    r#"{"@odata.context":"$metadata#tasks/$entity","id":"7","displayName":"Remove licences"}"#;

#[derive(Clone, Default, PartialEq)]
struct Task {
    id: Option<String>,
    display_name: Option<String>,
    additional_properties: rt::PropertyBag,
    odata: Option<Box<rt::Annotations>>,
}

rt::object! {
    Task = "ns.task";
    id = "id",
    display_name = "displayName",
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DeriveTask {
    id: Option<String>,
    display_name: Option<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let root = format!("http://{}/odata", listener.local_addr().unwrap());
    tokio::spawn(serve(listener));

    let http = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    let client = Client::builder()
        .base_url(&root)
        .bearer_token("token")
        .service(ReqwestTransport::from(http.clone()))
        .build()
        .unwrap();
    let task: Item<Task> =
        Collection::<Task>::root(&client, "tasks").key(&[("id", rt::literal("7"))]);
    let url = format!("{root}/tasks('7')");

    println!("{:<14}{:>14}{:>14}", "one request", "CPU µs", "wall µs");
    let bare = best(async || {
        let answer = http.get(&url).bearer_auth("token").send().await.unwrap();
        let bytes = answer.error_for_status().unwrap().bytes().await.unwrap();
        let task: DeriveTask = serde_json::from_slice(&bytes).unwrap();
        assert!(task.id.is_some() && task.display_name.is_some());
    })
    .await;
    println!("{:<14}{:>14.1}{:>14.1}", "reqwest", bare.0, bare.1);
    let ours = best(async || {
        let task = task.get().await.unwrap();
        assert!(task.id.is_some() && task.display_name.is_some());
    })
    .await;
    println!(
        "{:<14}{:>14.1}{:>14.1}",
        "clientwright-odata", ours.0, ours.1
    );
    println!(
        "{:<14}{:>14.1}{:>14.1}   ×{:.2}",
        "beyond",
        ours.0 - bare.0,
        ours.1 - bare.1,
        ours.0 / bare.0
    );
}

/// Microseconds of CPU and of wall time for one call: the least of all rounds.
async fn best(call: impl AsyncFn()) -> (f64, f64) {
    let mut least = (f64::MAX, f64::MAX);
    for _ in 0..ROUNDS {
        let (cpu, wall) = (ProcessTime::now(), Instant::now());
        for _ in 0..REQUESTS {
            call().await;
        }
        let each = |time: Duration| time.as_secs_f64() * 1e6 / f64::from(REQUESTS);
        least = (
            least.0.min(each(cpu.elapsed())),
            least.1.min(each(wall.elapsed())),
        );
    }
    least
}

async fn serve(listener: TcpListener) {
    while let Ok((stream, _)) = listener.accept().await {
        let service = hyper::service::service_fn(|_: Request<Incoming>| async {
            Ok::<_, hyper::Error>(Response::new(Full::new(Bytes::from_static(
                ANSWER.as_bytes(),
            ))))
        });
        let connection = hyper::server::conn::http1::Builder::new()
            .serve_connection(TokioIo::new(stream), service);
        tokio::spawn(connection);
    }
}
