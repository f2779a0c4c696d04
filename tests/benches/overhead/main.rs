//! What a request costs beyond the bare HTTP client: `cargo bench -p clientwright-tests --bench overhead`.
//!
//! Each round sends the same requests twice to the same server on loopback, over the same `reqwest::Client`: without generated
//! code, with `#[derive(Deserialize)]`, and by a client of each kind with its defaults (retries, a token, a limit for
//! responses, spans). The server is a process of its own, so that its time is not counted. The CPU time is user and system
//! time of this process (`clock_gettime`). The two halves of a round are consecutive and alternate; the ratio is the median
//! of the ratios of all rounds. Nothing is asserted.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a benchmark has no callers, and may stop at any error"
)]

mod server;

use std::time::{Duration, Instant};

use clientwright_odata::{self as rt, Client, Collection, transport::ReqwestTransport};
use cpu_time::ProcessTime;
use pet_clinic::v1::PetClinicClient;
use serde::Deserialize;
use serde::de::DeserializeOwned;
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

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum DeriveSpecies {
    Dog,
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
struct DerivePet {
    id: i64,
    name: String,
    species: DeriveSpecies,
}

fn main() {
    if std::env::args().nth(1).as_deref() == Some(server::ARGUMENT) {
        server::run();
        return;
    }
    let server = server::Server::start();
    println!(
        "{:<34}{:>12}{:>12}{:>12}{:>12}   CPU ratio, middle half",
        "one request, µs", "reqwest CPU", "ours CPU", "wall", "wall"
    );
    let root = &server.root;
    odata(root);
    openapi(root);
}

fn odata(root: &str) {
    compare("OData", || {
        let http = http();
        let client = Client::builder()
            .base_url(root)
            .bearer_token("token")
            .service(ReqwestTransport::from(http.clone()))
            .build()
            .unwrap();
        let task = Collection::<Task>::root(&client, "tasks").key(&[("id", rt::literal("7"))]);
        let url = format!("{root}/tasks('7')");
        let other = move || {
            let (http, url) = (http.clone(), url.clone());
            async move {
                let task: DeriveTask = reqwest(&http, &url).await;
                assert!(task.id.is_some() && task.display_name.is_some());
            }
        };
        let ours = move || {
            let task = task.clone();
            async move {
                let task = task.get().await.unwrap();
                assert!(task.id.is_some() && task.display_name.is_some());
            }
        };
        (other, ours)
    });
}

fn openapi(root: &str) {
    compare("OpenAPI", || {
        let http = http();
        let clinic = PetClinicClient::builder()
            .base_url(root)
            .bearer_token("token")
            .service(clientwright_openapi::transport::ReqwestTransport::from(
                http.clone(),
            ))
            .build()
            .unwrap();
        let url = format!("{root}/pets/7");
        let other = move || {
            let (http, url) = (http.clone(), url.clone());
            async move {
                let pet: DerivePet = reqwest(&http, &url).await;
                assert!(pet.id == 7 && !pet.name.is_empty());
                assert!(matches!(pet.species, DeriveSpecies::Dog));
            }
        };
        let ours = move || {
            let pets = clinic.pets();
            async move {
                let pet = pets.get(7).await.unwrap();
                assert!(pet.id == 7 && !pet.name.is_empty());
                assert!(pet.species == pet_clinic::v1::Species::Dog);
            }
        };
        (other, ours)
    });
}

fn http() -> reqwest::Client {
    let builder = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    builder.build().unwrap()
}

async fn reqwest<T: DeserializeOwned>(http: &reqwest::Client, url: &str) -> T {
    let request = http.get(url).bearer_auth("token");
    let response = request.send().await.unwrap().error_for_status().unwrap();
    serde_json::from_slice(&response.bytes().await.unwrap()).unwrap()
}

/// Compares both ways of sending a request: one after the other, and many at once on one and on all threads. `calls` makes them
/// anew for each runtime, because connections belong to one.
fn compare<Other, Ours, OtherFuture, OursFuture>(name: &str, calls: impl Fn() -> (Other, Ours))
where
    Other: Fn() -> OtherFuture + Clone + Send + 'static,
    Ours: Fn() -> OursFuture + Clone + Send + 'static,
    OtherFuture: Future<Output = ()> + Send,
    OursFuture: Future<Output = ()> + Send,
{
    let current = Builder::new_current_thread().enable_all().build().unwrap();
    current.block_on(async {
        let (other, ours) = calls();
        let row = format!("{name}, one after the other");
        rounds(
            &row,
            REQUESTS,
            async || in_turn(&other).await,
            async || in_turn(&ours).await,
        )
        .await;
        let row = format!("{name}, 1,000 tasks, one thread");
        let count = TASKS * REQUESTS_OF_TASK;
        rounds(
            &row,
            count,
            async || at_once(&other).await,
            async || at_once(&ours).await,
        )
        .await;
    });
    let threads = Builder::new_multi_thread().enable_all().build().unwrap();
    threads.block_on(async {
        let (other, ours) = calls();
        let row = format!("{name}, 1,000 tasks, all threads");
        let count = TASKS * REQUESTS_OF_TASK;
        rounds(
            &row,
            count,
            async || at_once(&other).await,
            async || at_once(&ours).await,
        )
        .await;
    });
}

async fn in_turn<F: Future<Output = ()>>(call: &impl Fn() -> F) {
    for _ in 0..REQUESTS {
        call().await;
    }
}

async fn at_once<C, F>(call: &C)
where
    C: Fn() -> F + Clone + Send + 'static,
    F: Future<Output = ()> + Send,
{
    let mut tasks = JoinSet::new();
    for _ in 0..TASKS {
        let call = call.clone();
        tasks.spawn(async move {
            for _ in 0..REQUESTS_OF_TASK {
                call().await;
            }
        });
    }
    tasks.join_all().await;
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
        "{name:<34}{:>12.1}{:>12.1}{:>12.1}{:>12.1}   ×{ratio:.2}, {low:.2} to {high:.2}",
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
