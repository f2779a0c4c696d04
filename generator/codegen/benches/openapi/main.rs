//! Cost of clients from OpenAPI descriptions: `cargo bench -p clientwright --bench openapi`.
//!
//! The table has, for each description of the reference data, the CPU time of generation (all threads, without writing; the best of three runs),
//! the peak of memory, and what is written. The last two rows are a synthetic description and one of ten times its size.
//! `-- WORD` runs the files whose names contain a word.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a benchmark has no callers, and may stop at any error"
)]

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use clientwright::Options;
use cpu_time::ProcessTime;

/// Groups of the smaller synthetic description.
const GROUPS: usize = 100;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [flag, file] = &arguments[..]
        && flag == "--measure"
    {
        measure(Path::new(file));
        return;
    }
    let word = arguments.iter().find(|word| !word.starts_with('-'));
    let wanted = |name: &str| word.is_none_or(|word| name.contains(word.as_str()));
    println!(
        "{:<28}{:>9}{:>9}{:>9}{:>9}{:>9}",
        "", "KB in", "CPU ms", "MB", "files", "lines"
    );
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/openapi");
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    // A part of another description.
    files.retain(|file| !file.ends_with("external-shared.json"));
    for file in files {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        if wanted(&name) {
            row(&name, &file);
        }
    }
    if wanted("synthetic") {
        let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
        for times in [1, 10] {
            let name = format!("synthetic, ×{times}");
            let file = scratch.join(format!("synthetic-{times}.json"));
            fs::write(&file, synthetic(GROUPS * times)).unwrap();
            row(&name, &file);
        }
    }
}

/// Runs a description in three processes, since the peak is that of a process.
fn row(name: &str, file: &Path) {
    let run = || {
        let child = Command::new(env::current_exe().unwrap())
            .arg("--measure")
            .arg(file)
            .output()
            .unwrap();
        let complaint = String::from_utf8_lossy(&child.stderr);
        assert!(child.status.success(), "{name}: {complaint}");
        let text = String::from_utf8(child.stdout).unwrap();
        let numbers = text.split_whitespace().map(|it| it.parse::<f64>().unwrap());
        numbers.collect::<Vec<_>>()
    };
    let runs = [run(), run(), run()];
    let best = runs.iter().min_by(|a, b| a[0].total_cmp(&b[0])).unwrap();
    let kilobytes = fs::metadata(file).unwrap().len() / 1000;
    let [time, peak, files, lines] = best[..] else {
        unreachable!()
    };
    println!("{name:<28}{kilobytes:>9}{time:>9.0}{peak:>9.0}{files:>9}{lines:>9}");
}

fn measure(file: &Path) {
    let options = Options {
        schema: file.to_path_buf(),
        crate_name: Some("described".to_owned()),
        ..Options::default()
    };
    let start = ProcessTime::now();
    let generated = clientwright::generate(&options).unwrap();
    let time = start.elapsed().as_secs_f64() * 1e3;
    let peak = peak();
    let files = generated.output.len();
    let lines = generated.output.values().map(|text| text.lines().count());
    println!("{time} {peak} {files} {}", lines.sum::<usize>());
}

/// Megabytes; 0 if the kernel does not report it.
fn peak() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kilobytes.unwrap_or_default() / 1024.0
}

/// A description with this many groups of two operations and three schemas.
fn synthetic(groups: usize) -> String {
    let (mut paths, mut schemas) = (String::new(), String::new());
    for i in 0..groups {
        let comma = if i == 0 { "" } else { "," };
        let body = |name: &str| {
            format!(
                "{{\"application/json\":{{\"schema\":{{\"$ref\":\"#/components/schemas/{name}{i}\"}}}}}}"
            )
        };
        let (item, problem) = (body("Item"), body("Problem"));
        let responses = format!(
            "\"responses\":{{\"200\":{{\"description\":\"ok\",\"content\":{item}}},\"default\":{{\"description\":\"no\",\"content\":{problem}}}}}"
        );
        let _ = write!(
            paths,
            "{comma}\"/items{i}/{{id}}\":{{\"get\":{{\"operationId\":\"getItem{i}\",\"tags\":[\"group{i}\"],\"parameters\":[\
             {{\"name\":\"id\",\"in\":\"path\",\"required\":true,\"schema\":{{\"type\":\"string\"}}}},\
             {{\"name\":\"part\",\"in\":\"query\",\"schema\":{{\"type\":\"string\",\"enum\":[\"a\",\"b\"]}}}}],{responses}}}}},\
             \"/items{i}\":{{\"post\":{{\"operationId\":\"createItem{i}\",\"tags\":[\"group{i}\"],\"requestBody\":{{\"required\":true,\"content\":{item}}},\
             {responses}}}}}"
        );
        let _ = write!(
            schemas,
            "{comma}\"Item{i}\":{{\"type\":\"object\",\"required\":[\"id\"],\"properties\":{{\"id\":{{\"type\":\"string\"}},\
             \"size\":{{\"type\":\"integer\",\"format\":\"int32\"}},\"kind\":{{\"$ref\":\"#/components/schemas/Kind{i}\"}},\
             \"parts\":{{\"type\":\"array\",\"items\":{{\"type\":\"object\",\"properties\":{{\"name\":{{\"type\":\"string\"}}}}}}}}}}}},\
             \"Kind{i}\":{{\"type\":\"string\",\"enum\":[\"large\",\"small\"]}},\
             \"Problem{i}\":{{\"type\":\"object\",\"properties\":{{\"title\":{{\"type\":\"string\"}}}}}}"
        );
    }
    format!(
        "{{\"openapi\":\"3.0.3\",\"info\":{{\"title\":\"Synthetic\",\"version\":\"1\"}},\"paths\":{{{paths}}},\"components\":{{\"schemas\":{{{schemas}}}}}}}"
    )
}
