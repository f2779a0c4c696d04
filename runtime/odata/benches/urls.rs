//! How fast requests become URLs: `cargo bench -p clientwright-odata --bench urls`. Building the request, its expressions and
//! the URL is measured together, as a program does it; nothing is sent.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a benchmark has no callers, and may stop at any error"
)]

use clientwright_odata::edm::DateTimeOffset;
use clientwright_odata::{
    Body, Client, Collection, NavigationCollection, Property, client::KeyStyle, literal, mark, null,
};
use divan::{Bencher, black_box, counter::ItemsCount};

fn main() {
    divan::main();
}

struct Report;

impl Report {
    const ID: Property<Self, String, mark::Key> = Property::new("id");
    const RUN_ID: Property<Self, String> = Property::new("runId");
    const FAILED: Property<Self, i32, mark::Required> = Property::new("failedUsersCount");
    const STARTED: Property<Self, DateTimeOffset> = Property::new("startedDateTime");
    const UPDATED: Property<Self, DateTimeOffset, mark::Required> =
        Property::new("lastUpdatedDateTime");
    const RESULTS: NavigationCollection<Self, Outcome> =
        NavigationCollection::new("taskProcessingResults");
}

struct Outcome;

impl Outcome {
    const REASON: Property<Self, String> = Property::new("failureReason");
}

fn reports() -> Collection<Report> {
    let service = tower::service_fn(|_| async {
        Ok::<_, std::io::Error>(http::Response::new(Body::empty()))
    });
    let client = Client::builder()
        .base_url("https://graph.microsoft.com/v1.0")
        .key_style(KeyStyle::Segment)
        .service(service)
        .build()
        .unwrap();
    Collection::root(&client, "taskReports")
}

#[divan::bench]
fn get(bencher: Bencher<'_, '_>) {
    let reports = reports();
    bencher.counter(ItemsCount::new(1_u8)).bench_local(|| {
        let key = black_box("14879e66-9ea9-48d0-804d-8fea672d0341");
        let request = reports.key(&[("id", literal(key))]).get();
        request.url().unwrap()
    });
}

#[divan::bench]
fn list(bencher: Bencher<'_, '_>) {
    let reports = reports();
    let since: DateTimeOffset = "2026-01-31T00:00:00Z".parse().unwrap();
    bencher.counter(ItemsCount::new(1_u8)).bench_local(|| {
        let request = reports
            .list()
            .filter(
                Report::FAILED
                    .gt(black_box(0))
                    .and(Report::STARTED.ge(black_box(since)))
                    .and(Report::RESULTS.any(|result| {
                        let reason = result.path(Outcome::REASON);
                        reason.contains(black_box("O'Neil & Söhne"))
                    })),
            )
            .select((Report::ID, Report::RUN_ID, Report::FAILED))
            .expand(
                Report::RESULTS
                    .filter(Outcome::REASON.ne(null()))
                    .select(Outcome::REASON)
                    .top(5),
            )
            .order_by(Report::UPDATED.desc())
            .top(100);
        request.url().unwrap()
    });
}
