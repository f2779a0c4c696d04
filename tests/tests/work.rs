//! The work of a run grows in proportion to its input: for each shape of the bench `shapes`, allocations and output of
//! three sizes are compared. The number of allocations is the same on every machine, unlike time.
//!
//! `cargo bench -p clientwright --bench shapes -- --check` finds work without allocations. The variable `SHAPES_NAMED` runs only
//! the shapes whose names contain a text.

#[path = "../../generator/codegen/benches/shapes/metadata/mod.rs"]
mod metadata;

use std::alloc::System;

use clientwright::generate;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

use metadata::{Shape, shapes};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// The growth from twice to four times the size, relative to that from once to twice: 2 for linear work, 4 for
/// quadratic.
const LINEAR: f64 = 2.0;
/// The logarithm of sorted maps, and capacities that double.
const MARGIN: f64 = 0.7;
/// Maximum bytes of output for each byte of input. Base types whose properties are repeated have the most.
const OUTPUT: usize = 120;

/// Allocations and output of a run.
struct Cost {
    allocations: usize,
    allocated: usize,
    input: usize,
    output: usize,
}

fn run(shape: &Shape, size: usize, wrong: &mut Vec<String>) -> Cost {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let input = (shape.make)(size);
    let options = input.write(folder.path());
    let region = Region::new(ALLOCATOR);
    let output = match generate(&options) {
        Ok(generated) => {
            let code: usize = generated.output.values().map(String::len).sum();
            if !shape.is_good && generated.warnings.is_empty() {
                wrong.push(format!("no diagnostic for {}", shape.name));
            }
            code + generated.warnings.len()
        }
        Err(error) => {
            let error = error.to_string();
            if shape.is_good {
                let first = error.lines().next().unwrap_or_default();
                wrong.push(format!("{} is rejected: {first}", shape.name));
            }
            error.len()
        }
    };
    let change = region.change();
    Cost {
        allocations: change.allocations + change.reallocations,
        allocated: change.bytes_allocated,
        input: input.len(),
        output,
    }
}

/// Describes growth that is too fast; `None` if it is not.
fn steep(
    what: &str,
    costs: &[Cost; 3],
    of: impl Fn(&Cost) -> usize,
    little: usize,
) -> Option<String> {
    let [once, twice, four] = [0, 1, 2].map(|at| of(&costs[at]));
    // If a limit applies between two sizes, the smaller one may cost more.
    let (first, second) = (twice.abs_diff(once), four.saturating_sub(twice));
    let growth = second as f64 / first.max(1) as f64;
    let is_steep = second > little && growth > LINEAR + MARGIN;
    is_steep.then(|| format!("{what}: {once}, {twice}, {four}"))
}

/// Some of the shapes, so that `cargo test` stays short.
#[test]
fn work_grows_with_the_input_and_no_faster() {
    check(shapes().into_iter().step_by(6));
}

#[test]
#[ignore = "takes minutes of CPU time: run with `-- --ignored`"]
fn work_of_all_shapes_grows_with_the_input_and_no_faster() {
    check(shapes().into_iter());
}

fn check(shapes: impl Iterator<Item = Shape>) {
    let mut wrong = Vec::new();
    let wanted = std::env::var("SHAPES_NAMED").unwrap_or_default();
    for shape in shapes.filter(|shape| shape.name.contains(&wanted)) {
        let size = (shape.size / 8).max(12);
        let costs = [1, 2, 4].map(|factor| run(&shape, size * factor, &mut wrong));
        let problems = [
            steep("allocations", &costs, |cost| cost.allocations, 2_000),
            steep("allocated bytes", &costs, |cost| cost.allocated, 1_000_000),
            steep("bytes of output", &costs, |cost| cost.output, 20_000),
        ];
        let most = &costs[2];
        let huge = (most.output > OUTPUT * most.input + 100_000)
            .then(|| format!("{} bytes become {}", most.input, most.output));
        let problems = problems.into_iter().flatten().chain(huge);
        wrong.extend(problems.map(|problem| format!("{} ({size}): {problem}", shape.name)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Tests the measure itself: it finds quadratic growth.
#[test]
fn quadratic_growth_is_seen() {
    let costs = [100, 200, 400].map(|size: usize| Cost {
        allocations: size * size + 1_000 * size,
        allocated: 1_000_000 * size,
        input: size,
        output: 0,
    });
    assert!(steep("", &costs, |cost| cost.allocated, 0).is_none());
    let squares = costs.map(|cost| Cost {
        allocations: cost.allocations - 1_000 * cost.input,
        ..cost
    });
    assert!(steep("", &squares, |cost| cost.allocations, 0).is_some());
}
