//! What a page of 1,000 results allocates: `cargo bench -p clientwright-odata --bench json_memory -- --sample-count 1`.
//! The lines `max alloc` are the peaks. Its times are not those to look at, since counting costs; `--bench json` has them.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a benchmark has no callers, and may stop at any error"
)]

#[path = "json/page.rs"]
mod page;

use divan::{Bencher, black_box};
use page::{DeriveReport, DeriveReportWithEtag, Report, SHAPES, Shape, page};
use serde_json::Value;

#[global_allocator]
static ALLOCATIONS: divan::AllocProfiler = divan::AllocProfiler::system();

fn main() {
    divan::main();
}

#[divan::bench(args = SHAPES)]
fn decode_runtime(bencher: Bencher<'_, '_>, shape: Shape) {
    let text = page(shape);
    bencher.bench(|| {
        clientwright_values::from_json::<Vec<Report>>(black_box(text.as_bytes())).unwrap()
    });
}

#[divan::bench(args = SHAPES)]
fn decode_derive(bencher: Bencher<'_, '_>, shape: Shape) {
    let text = page(shape);
    match shape {
        Shape::WithEtags => bencher
            .bench(|| serde_json::from_str::<Vec<DeriveReportWithEtag>>(black_box(&text)).unwrap()),
        _ => bencher.bench(|| serde_json::from_str::<Vec<DeriveReport>>(black_box(&text)).unwrap()),
    }
}

#[divan::bench(args = SHAPES)]
fn decode_value(bencher: Bencher<'_, '_>, shape: Shape) {
    let text = page(shape);
    bencher.bench(|| serde_json::from_str::<Value>(black_box(&text)).unwrap());
}
