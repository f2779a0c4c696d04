//! The benchmarks of `json`, with what each allocates: `cargo bench -p odata-runtime --bench json_memory -- --sample-count 1`.
//! The lines `max alloc` are the peaks. Their times are not those to look at: counting costs.

#![allow(missing_docs, reason = "a benchmark has no callers")]

#[path = "json.rs"]
mod json;

#[global_allocator]
static ALLOCATIONS: divan::AllocProfiler = divan::AllocProfiler::system();

fn main() {
    json::main();
}
