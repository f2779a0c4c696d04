//! Time and memory of a run as its input grows: `cargo bench -p clientwright --bench shapes`.
//!
//! Each shape of `metadata` is generated from at its size, twice and four times that, each in a separate process. The
//! table has CPU time (all threads, and the kernel's work for the process) and peak memory (the count of the kernel,
//! where `/proc` exists), and how each grows from one size to the next: 2 is linear, 4 quadratic. Output is that of the
//! largest run.
//!
//! `-- WORD` runs the shapes whose names contain a word, `-- --times 4` makes all of them four times as large. `--
//! --check` fails if a run that takes 0.1 s or more takes over three times the CPU time of the run of half its size.
//!
//! `-- --kilobytes 100` generates from about that much of each shape instead, and prints CPU time and memory of one run.
//! With `--check` it fails if a run takes more than a CPU second for each 100 KB.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a benchmark has no callers, and may stop at any error"
)]

#[path = "../measure/mod.rs"]
mod measure;
mod metadata;

use std::process::ExitCode;
use std::{env, fs};

use cpu_time::ProcessTime;

use metadata::{Shape, shapes};

/// Shorter runs are not checked, because the fixed costs of a process are too large a part of them.
const LEAST: f64 = 100.0;
/// The geometric mean of linear (2) and quadratic (4), with a margin for noise.
const MOST: f64 = 3.0;
/// The most milliseconds for each kilobyte of input: a CPU second for 100 KB.
const MOST_FOR_KILOBYTE: f64 = 10.0;

/// CPU time and memory of a run.
#[derive(Clone, Copy)]
struct Cost {
    milliseconds: f64,
    megabytes: f64,
    input: f64,
    output: f64,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [flag, name, size] = &arguments[..]
        && flag == "--measure"
    {
        let shape = shapes().into_iter().find(|shape| shape.name == name);
        print_cost(&shape.unwrap(), size.parse().unwrap());
        return ExitCode::SUCCESS;
    }
    let after = |flag: &str| {
        let at = arguments.iter().position(|argument| argument == flag)?;
        arguments.get(at + 1)
    };
    let values = [after("--times"), after("--kilobytes")];
    let is_value = |word: &&String| word.starts_with('-') || values.contains(&Some(*word));
    let word = arguments.iter().find(|word| !is_value(word));
    let mut wanted = shapes();
    wanted.retain(|shape| word.is_none_or(|word| shape.name.contains(word.as_str())));
    let number = |value: Option<&String>| value.map(|value| value.parse::<usize>().unwrap());
    let bad = match number(values[1]) {
        Some(kilobytes) => of_size(&wanted, kilobytes),
        None => growing(&wanted, number(values[0]).unwrap_or(1)),
    };
    match arguments.iter().any(|argument| argument == "--check") && !bad.is_empty() {
        true => {
            eprintln!("error: these take too long: {}", bad.join(", "));
            ExitCode::FAILURE
        }
        false => ExitCode::SUCCESS,
    }
}

/// Runs each shape with about this much input, and returns those that take too long.
fn of_size(shapes: &[Shape], kilobytes: usize) -> Vec<&'static str> {
    println!(
        "{:<66}{:>9}{:>9}{:>9}{:>9}",
        "", "KB in", "CPU ms", "MB", "KB out"
    );
    let mut slow = Vec::new();
    for shape in shapes {
        let bytes = kilobytes * 1_000;
        let mut size = shape.size;
        // Some shapes are not linear in their size.
        for _ in 0..8 {
            let len = (shape.make)(size).len().max(1);
            let next = (size * bytes / len).clamp(size / 8, size * 8).max(1);
            // The size of some shapes is that of an option.
            if next > size && (shape.make)(next).len() <= len + len / 10 {
                break;
            }
            size = next;
        }
        let cost = run(shape.name, size);
        if cost.milliseconds > MOST_FOR_KILOBYTE * cost.input.max(bytes as f64) / 1e3 {
            slow.push(shape.name);
        }
        println!(
            "{:<66}{:>9.0}{:>9.1}{:>9.1}{:>9.0}",
            format!("{} ({size})", shape.name),
            cost.input / 1e3,
            cost.milliseconds,
            cost.megabytes,
            cost.output / 1e3,
        );
    }
    slow
}

/// Runs each shape at its size, twice and four times that, and returns those that grow faster than their input.
fn growing(shapes: &[Shape], times: usize) -> Vec<&'static str> {
    println!(
        "{:<46}{:>9}{:>9}{:>9}{:>7}{:>7}{:>8}{:>8}{:>7}{:>9}{:>9}",
        "", "ms at n", "2n", "4n", "×", "×", "MB n", "4n", "×", "KB in", "KB out"
    );
    let mut steep = Vec::new();
    for shape in shapes {
        let costs = [1, 2, 4].map(|factor| run(shape.name, shape.size * factor * times));
        let [once, twice, four] = costs;
        let growth = [
            twice.milliseconds / once.milliseconds,
            four.milliseconds / twice.milliseconds,
        ];
        if four.milliseconds >= LEAST && growth[1] > MOST {
            steep.push(shape.name);
        }
        println!(
            "{:<46}{:>9.1}{:>9.1}{:>9.1}{:>7.2}{:>7.2}{:>8.1}{:>8.1}{:>7.2}{:>9.0}{:>9.0}",
            format!("{} ({})", shape.name, shape.size * times),
            once.milliseconds,
            twice.milliseconds,
            four.milliseconds,
            growth[0],
            growth[1],
            once.megabytes,
            four.megabytes,
            four.megabytes / twice.megabytes,
            four.input / 1e3,
            four.output / 1e3,
        );
    }
    steep
}

/// One run in a separate process.
fn run(name: &str, size: usize) -> Cost {
    let numbers = measure::in_process(&[name, &size.to_string()]);
    let [milliseconds, megabytes, input, output] = numbers[..] else {
        unreachable!()
    };
    Cost {
        milliseconds,
        megabytes,
        input,
        output,
    }
}

fn print_cost(shape: &Shape, size: usize) {
    let folder = env::temp_dir().join(format!("clientwright-shapes-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let input = (shape.make)(size);
    let options = input.write(&folder);
    let bytes = input.len();
    drop(input);
    let before = measure::peak();
    let start = ProcessTime::now();
    let (is_good, is_quiet, output) = match clientwright::generate(&options) {
        Ok(generated) => {
            let code: usize = generated.output.values().map(String::len).sum();
            let warnings = generated.warnings.len();
            (true, warnings == 0, code + warnings)
        }
        Err(error) => (false, false, error.to_string().len()),
    };
    let spent = start.elapsed().as_secs_f64() * 1e3;
    let peak = measure::peak() - before;
    fs::remove_dir_all(folder).unwrap();
    // A shape that is rejected by mistake measures nothing.
    match shape.is_good {
        true => assert!(is_good, "{} is refused", shape.name),
        false => assert!(!is_quiet, "no diagnostic for {}", shape.name),
    }
    println!("{spent} {} {bytes} {output}", peak.max(0.1));
}
