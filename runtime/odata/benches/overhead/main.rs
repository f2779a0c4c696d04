//! What a request costs beyond the bare HTTP client: `cargo bench -p clientwright-odata --bench overhead`.
//!
//! Each round sends the same requests twice to the same server on loopback, over the same `reqwest::Client`: without generated
//! code, with `#[derive(Deserialize)]`, and by this crate with its defaults (retries, a token, a limit for responses, spans).
//! The server is a process of its own, so that its time is not counted. The CPU time is user and system time of this process
//! (`clock_gettime`). The two halves of a round are consecutive and alternate; the ratio is the median of the ratios of all
//! rounds. Nothing is asserted.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a benchmark has no callers, and may stop at any error"
)]

mod server;

use std::time::{Duration, Instant};

use clientwright_odata::{self as rt, Client, Collection, Item, transport::ReqwestTransport};
use cpu_time::ProcessTime;
use serde::Deserialize;
use tokio::runtime::Builder;
use tokio::task::JoinSet;

/// The rounds of each comparison.
const ROUNDS: usize = 15;
/// The requests of half a round, one after the other.
const REQUESTS: usize = 4_000;
/// The tasks that send requests at once, and how many each of them sends.
const TASKS: usize = 1_000;
const REQUESTS_OF_TASK: usize = 4;

#[derive(Default)]
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

fn main() {
    if std::env::args().nth(1).as_deref() == Some(server::ARGUMENT) {
        server::run();
        return;
    }
    let server = server::Server::start();
    println!(
        "{:<26}{:>12}{:>12}{:>12}{:>12}   CPU ratio, middle half",
        "one request, µs", "reqwest CPU", "ours CPU", "wall", "wall"
    );
    let current = Builder::new_current_thread().enable_all().build().unwrap();
    current.block_on(async {
        let calls = Calls::new(&server.root);
        rounds(
            "one after the other",
            REQUESTS,
            async || {
                for _ in 0..REQUESTS {
                    calls.reqwest().await;
                }
            },
            async || {
                for _ in 0..REQUESTS {
                    calls.ours().await;
                }
            },
        )
        .await;
        many_tasks("1,000 tasks, one thread", &calls).await;
    });
    let threads = Builder::new_multi_thread().enable_all().build().unwrap();
    threads.block_on(async {
        let calls = Calls::new(&server.root);
        many_tasks("1,000 tasks, all threads", &calls).await;
    });
}

async fn many_tasks(name: &str, calls: &Calls) {
    rounds(
        name,
        TASKS * REQUESTS_OF_TASK,
        async || {
            let mut tasks = JoinSet::new();
            for _ in 0..TASKS {
                let calls = calls.clone();
                tasks.spawn(async move {
                    for _ in 0..REQUESTS_OF_TASK {
                        calls.reqwest().await;
                    }
                });
            }
            tasks.join_all().await;
        },
        async || {
            let mut tasks = JoinSet::new();
            for _ in 0..TASKS {
                let calls = calls.clone();
                tasks.spawn(async move {
                    for _ in 0..REQUESTS_OF_TASK {
                        calls.ours().await;
                    }
                });
            }
            tasks.join_all().await;
        },
    )
    .await;
}

/// The two ways to send one request.
#[derive(Clone)]
struct Calls {
    http: reqwest::Client,
    url: String,
    task: Item<Task>,
}

impl Calls {
    fn new(root: &str) -> Self {
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        let client = Client::builder()
            .base_url(root)
            .bearer_token("token")
            .service(ReqwestTransport::from(http.clone()))
            .build()
            .unwrap();
        Self {
            http,
            url: format!("{root}/tasks('7')"),
            task: Collection::<Task>::root(&client, "tasks").key(&[("id", rt::literal("7"))]),
        }
    }

    async fn reqwest(&self) {
        let request = self.http.get(&self.url).bearer_auth("token");
        let response = request.send().await.unwrap().error_for_status().unwrap();
        let bytes = response.bytes().await.unwrap();
        let task: DeriveTask = serde_json::from_slice(&bytes).unwrap();
        assert!(task.id.is_some() && task.display_name.is_some());
    }

    async fn ours(&self) {
        let task = self.task.get().await.unwrap();
        assert!(task.id.is_some() && task.display_name.is_some());
    }
}

/// Measures both in turns, and prints a line with the median time of one request and the ratio of CPU times.
async fn rounds(name: &str, requests: usize, other: impl AsyncFn(), ours: impl AsyncFn()) {
    // Opens the connections.
    other().await;
    ours().await;
    let mut measured = Vec::new();
    for round in 0..ROUNDS {
        // Alternates which of the two is first.
        if round % 2 == 0 {
            let other = time(&other, requests).await;
            measured.push((other, time(&ours, requests).await));
        } else {
            let ours = time(&ours, requests).await;
            measured.push((time(&other, requests).await, ours));
        }
    }
    let median = |value: fn(&(Times, Times)) -> f64| quartiles(measured.iter().map(value))[1];
    let [low, ratio, high] = quartiles(measured.iter().map(|(other, ours)| ours.cpu / other.cpu));
    println!(
        "{name:<26}{:>12.1}{:>12.1}{:>12.1}{:>12.1}   ×{ratio:.2}, {low:.2} to {high:.2}",
        median(|(other, _)| other.cpu),
        median(|(_, ours)| ours.cpu),
        median(|(other, _)| other.wall),
        median(|(_, ours)| ours.wall),
    );
}

/// Microseconds of one request.
struct Times {
    cpu: f64,
    wall: f64,
}

async fn time(call: impl AsyncFn(), requests: usize) -> Times {
    let (cpu, wall) = (ProcessTime::now(), Instant::now());
    call().await;
    let each = |time: Duration| time.as_secs_f64() * 1e6 / requests as f64;
    Times {
        cpu: each(cpu.elapsed()),
        wall: each(wall.elapsed()),
    }
}

/// The values a quarter, half and three quarters up.
fn quartiles(values: impl Iterator<Item = f64>) -> [f64; 3] {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    [1, 2, 3].map(|quarter| values.get(values.len() * quarter / 4).copied().unwrap())
}
