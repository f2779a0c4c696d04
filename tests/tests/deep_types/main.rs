//! Crates with many types that refer to each other, built as by a user.
//!
//! The compiler applies its depth limits in the crate that uses a type, and `cargo check` finds only some of the
//! problems. Therefore a client is generated from synthetic metadata, and a program that depends on it is built and
//! run. The program sends values to another thread, clones, compares, prints, writes and reads them.
//!
//! These tests are ignored by default, because each compiles for seconds or minutes. The gate runs those with names
//! `sample_…`:
//!
//! ```console
//! $ cargo test -p clientwright-tests --test deep_types -- --ignored sample
//! $ cargo test -p clientwright-tests --test deep_types -- --ignored
//! ```
#![allow(
    clippy::unwrap_used,
    reason = "a helper of tests fails where a test would"
)]

mod consumer;
mod described;
mod shapes;

use std::process::ExitCode;

use clientwright_tests::reference;
use consumer::Consumer;
use libtest_mimic::{Arguments, Completion, Failed, Trial};
use shapes::Shape;

const TESTS: &[(&str, fn())] = &[
    ("sample_random_graph", sample_random_graph),
    ("sample_graph_that_is_read", sample_graph_that_is_read),
    ("sample_wide_type", sample_wide_type),
    ("sample_values_in_values", sample_values_in_values),
    (
        "values_in_values_that_are_read",
        values_in_values_that_are_read,
    ),
    ("lines", lines),
    ("rings", rings),
    ("random_schemas", random_schemas),
    ("sample_described_graph", sample_described_graph),
    ("sample_described_ring", sample_described_ring),
    ("sample_described_values", sample_described_values),
    ("sample_described_wide_type", sample_described_wide_type),
    ("wide_type_costs", wide_type_costs),
    ("described_wide_type_costs", described_wide_type_costs),
    ("described_lines", described_lines),
    ("described_rings", described_rings),
    ("described_graphs", described_graphs),
    ("described_unions", described_unions),
];

fn main() -> ExitCode {
    let tests = TESTS.iter();
    let tests = tests.map(|(name, test)| {
        Trial::test(*name, || {
            test();
            Ok(())
        })
    });
    let dynamics = Trial::ignorable_test("dynamics_crm", dynamics_crm);
    let trials = tests.chain([dynamics]);
    let trials = trials.map(|trial| trial.with_ignored_flag(true)).collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn sample_random_graph() {
    Consumer::of("graph-400", &shapes::graph(400, 3, 7)).builds_and_runs();
}

fn sample_graph_that_is_read() {
    Consumer::of("graph-120", &shapes::graph(120, 3, 7)).builds_and_runs();
}

fn sample_wide_type() {
    Consumer::of("wide-2040", &shapes::wide(2_040)).builds_and_runs();
}

fn wide_type_costs() {
    grows_linearly("wide", shapes::wide);
}

/// The compiler's work grows as the number of properties does, for the client and for a program that reads and writes it.
///
/// CPU times of one run are compared, because the compiler's memory hardly differs: work that grows by the square of the number
/// takes twenty times as long for four times as many properties. No sample: no test of the gate depends on times.
fn grows_linearly(name: &str, wide: fn(usize) -> Shape) {
    let costs = |count: usize, most: Option<f64>| {
        let consumer = Consumer::new_of(&format!("{name}-{count}"), &wide(count));
        consumer.costs(most)
    };
    let few = costs(510, None);
    let most = few.map(|seconds| seconds * 10.0);
    let many = costs(2_040, Some(most[0].max(most[1])));
    let measured = format!("{name}: {few:.2?} and {many:.2?} CPU seconds");
    println!("{measured}");
    assert!(many[0] < most[0] && many[1] < most[1], "{measured}");
}

fn sample_values_in_values() {
    Consumer::of("nested-150", &shapes::nested(150)).builds_and_runs();
}

fn values_in_values_that_are_read() {
    Consumer::of("nested-110", &shapes::nested(110)).builds_and_runs();
}

fn lines() {
    for count in [120, 300] {
        Consumer::of(&format!("line-{count}"), &shapes::line(count)).builds_and_runs();
    }
}

fn rings() {
    for count in [120, 200] {
        Consumer::of(&format!("ring-{count}"), &shapes::ring(count)).builds_and_runs();
    }
}

fn random_schemas() {
    for (seed, count) in [(1, 50), (2, 100), (3, 200), (4, 400)] {
        let name = format!("random-{count}");
        Consumer::of(&name, &shapes::random(seed, count)).builds_and_runs();
    }
}

fn sample_described_graph() {
    Consumer::of("described-graph-100", &described::graph(100, 3, 7)).builds_and_runs();
}

fn sample_described_ring() {
    Consumer::of("described-ring-100", &described::ring(100)).builds_and_runs();
}

/// Values of many levels, and types in types.
fn sample_described_values() {
    Consumer::of("described-recursive", &described::recursive()).builds_and_runs();
    Consumer::of("described-nested", &described::nested(34)).builds_and_runs();
}

fn described_lines() {
    for count in [120, 300] {
        let name = format!("described-line-{count}");
        Consumer::of(&name, &described::line(count)).builds_and_runs();
    }
}

fn described_rings() {
    for count in [120, 200] {
        let name = format!("described-ring-{count}");
        Consumer::of(&name, &described::ring(count)).builds_and_runs();
    }
}

fn described_graphs() {
    for (seed, count) in [(1, 50), (2, 120), (3, 200), (4, 400)] {
        let name = format!("described-graph-{count}");
        Consumer::of(&name, &described::graph(count, 3, seed)).builds_and_runs();
    }
}

fn sample_described_wide_type() {
    Consumer::of("described-wide-2040", &described::wide(2_040)).builds_and_runs();
}

fn described_wide_type_costs() {
    grows_linearly("described-wide", described::wide);
}

fn described_unions() {
    Consumer::of("described-union-200", &described::union(200)).builds_and_runs();
}

/// Requires several gigabytes of memory.
fn dynamics_crm() -> Result<Completion, Failed> {
    let Some(schema) = reference("dynamics-crm-9.1.csdl.xml") else {
        return Ok(Completion::ignored_with("reference data absent"));
    };
    Consumer::of_file("dynamics-crm", &schema, &shapes::dynamics_crm()).builds_and_runs();
    Ok(Completion::Completed)
}
