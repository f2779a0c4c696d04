//! The cost of each stage as metadata grows: `cargo bench -p clientwright --bench pipeline`.
//!
//! Each case runs three times in a separate process; the table has the medians. Times are CPU time of the process,
//! including all threads and the kernel, because wall time is not reliable on shared cores. Peak memory is the count of
//! the kernel, where `/proc` exists. Nothing is asserted.
//!
//! The cases are a synthetic service of the size and proportions of Graph (`synthetic`), three and ten times that, the
//! slice of lifecycle workflows in this repository, and the metadata of Graph if it is next to the repository. `cargo
//! bench -p clientwright --bench pipeline -- synthetic` runs the cases whose names contain a word.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a benchmark has no callers, and may stop at any error"
)]

#[path = "../measure/mod.rs"]
mod measure;
mod synthetic;

use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{env, fs};

use clientwright::{Options, Preset};
use clientwright_diagnostics::Diagnostics;
use clientwright_diagnostics::source::SourceMap;
use cpu_time::ProcessTime;

const RUNS: usize = 3;

const STAGES: [&str; 5] = ["parse", "resolve", "select, lower", "emit, format", "write"];

struct Case {
    name: &'static str,
    schema: PathBuf,
    include: &'static [&'static str],
    preset: Preset,
}

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [flag, name] = &arguments[..]
        && flag == "--measure"
    {
        return print_cost(cases().into_iter().find(|case| case.name == name).unwrap());
    }
    let word = arguments.iter().find(|argument| !argument.starts_with('-'));
    println!(
        "{:<28}{:>8}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}{:>10}",
        "CPU milliseconds",
        STAGES[0],
        STAGES[1],
        "select",
        "emit",
        STAGES[4],
        "all",
        "peak MB",
        "lines"
    );
    let mut first = None;
    for case in cases() {
        if word.is_some_and(|word| !case.name.contains(word.as_str())) {
            continue;
        }
        if !case.schema.exists() {
            println!("{:<28}skipped: reference data absent", case.name);
            continue;
        }
        let row = median(
            (0..RUNS)
                .map(|_| measure::in_process(&[case.name]))
                .collect(),
        );
        let [parse, resolve, lower, emit, write, peak, lines] = row[..] else {
            unreachable!()
        };
        let all = parse + resolve + lower + emit + write;
        println!(
            "{:<28}{parse:>8.1}{resolve:>9.1}{lower:>9.1}{emit:>9.1}{write:>9.1}{all:>9.1}{peak:>9.0}{lines:>10.0}{}",
            case.name,
            ratio(case.name, all, &mut first),
        );
    }
}

/// The ratio to the synthetic service of one size.
fn ratio(name: &str, all: f64, first: &mut Option<f64>) -> String {
    if !name.starts_with("synthetic") {
        return String::new();
    }
    let first = *first.get_or_insert(all);
    format!("   ×{:.2}", all / first)
}

fn cases() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let graph = root.join("../shared/data/graph-v1.0.csdl.xml");
    let made_up = |name, factor| Case {
        name,
        schema: synthetic::file(factor),
        include: &[],
        preset: Preset::Standard,
    };
    vec![
        made_up("synthetic ×1", 1),
        made_up("synthetic ×3", 3),
        made_up("synthetic ×10", 10),
        Case {
            name: "slice",
            schema: root.join("schemas/lifecycle-workflows.v1.0.csdl.xml"),
            include: &["/identityGovernance/lifecycleWorkflows/**"],
            preset: Preset::Graph,
        },
        Case {
            name: "slice of Graph v1.0",
            schema: graph.clone(),
            include: &["/identityGovernance/lifecycleWorkflows/**"],
            preset: Preset::Graph,
        },
        Case {
            name: "Graph v1.0",
            schema: graph,
            include: &[],
            preset: Preset::Graph,
        },
        Case {
            name: "Graph beta",
            schema: root.join("../shared/data/graph-beta.csdl.xml"),
            include: &[],
            preset: Preset::Graph,
        },
    ]
}

fn median(rows: Vec<Vec<f64>>) -> Vec<f64> {
    (0..rows[0].len())
        .map(|column| {
            let mut values: Vec<_> = rows.iter().map(|row| row[column]).collect();
            values.sort_by(f64::total_cmp);
            values[values.len() / 2]
        })
        .collect()
}

/// Runs the pipeline and prints the cost of each stage. The peak is that of the whole pipeline, which runs first; the
/// stages then run separately, and the work of earlier stages is subtracted from a later one.
fn print_cost(case: Case) {
    let out = env::temp_dir().join(format!("clientwright-bench-{}", std::process::id()));
    let options = Options {
        schema: case.schema.clone(),
        preset: case.preset,
        include: case
            .include
            .iter()
            .map(|&pattern| pattern.to_owned())
            .collect(),
        out: out.clone(),
        ..Options::default()
    };
    let start = ProcessTime::now();
    let generated = clientwright::generate(&options).unwrap();
    let all = start.elapsed();
    let start = ProcessTime::now();
    generated.write(&out).unwrap();
    let write = start.elapsed();
    let peak = measure::peak();
    let lines: usize = generated
        .output
        .values()
        .map(|text| text.lines().count())
        .sum();
    fs::remove_dir_all(out).unwrap();

    let start = ProcessTime::now();
    let stages = clientwright::stages(
        &options,
        clientwright::Stage::Lower,
        &mut Diagnostics::new(),
    )
    .unwrap();
    let staged = start.elapsed();
    drop(stages);

    let mut sources = SourceMap::new();
    let mut diags = Diagnostics::new();
    let start = ProcessTime::now();
    let file = sources.add("metadata", fs::read_to_string(&case.schema).unwrap());
    let document = clientwright_csdl::parse(&sources, file, &mut diags).unwrap();
    let parse = start.elapsed();
    let start = ProcessTime::now();
    clientwright_csdl::resolve(&[document], &[], &sources, &mut diags);
    let resolve = start.elapsed();

    let lower = staged.saturating_sub(parse + resolve);
    let emit = all.saturating_sub(staged);
    let times = [parse, resolve, lower, emit, write].map(|time: Duration| time.as_secs_f64() * 1e3);
    for number in times {
        print!("{number} ");
    }
    println!("{peak} {lines}");
}
