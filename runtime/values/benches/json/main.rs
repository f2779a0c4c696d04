//! A page of 1,000 results: the runtime's objects compared with `#[derive(Serialize, Deserialize)]` on the same fields.
//!
//! `cargo bench -p clientwright-odata --bench json`; a word after `--` keeps the lines that contain it. The number to watch is
//! the ratio of the two, derive's time by ours: more is faster, and it should not be under 1. Each pair of calls is
//! measured one right after the other, in turns, and the ratio is the median of those of 500 pairs: a machine that others
//! use changes its speed by half from one second to the next, but seldom within such a pair. Times are CPU time of one page.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a benchmark has no callers, and may stop at any error"
)]

mod page;
mod records;

use clientwright_values::__private::{Digits, request_json};
use clientwright_values::wire::AsWire;
use clientwright_values::{from_json, to_request_json};
use cpu_time::ProcessTime;
use page::{DeriveReport, DeriveReportWithEtag, Report, SHAPES, Shape, page};
use records::{DerivePet, Pet};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, from_slice, from_str, to_vec};
use std::hint::black_box;

const PAIRS: usize = 500;

fn main() {
    println!(
        "{:<36}{:>10}{:>10}{:>8}   middle half",
        "a page of 1,000", "other µs", "ours µs", "ratio"
    );
    for shape in SHAPES {
        match shape {
            // Its twin has a field for the etag, or it would not do the same.
            Shape::WithEtags => rows::<DeriveReportWithEtag>(shape),
            _ => rows::<DeriveReport>(shape),
        }
    }
    of_records();
}

/// The lines of objects by the rules of JSON Schema.
fn of_records() {
    let text = records::page();
    let bytes = text.as_bytes();
    row(
        "Records",
        "decode bytes, derive",
        || from_slice::<Vec<DerivePet>>(black_box(bytes)).unwrap(),
        || from_json::<Vec<Pet>>(black_box(bytes)).unwrap(),
    );
    let ours: Vec<Pet> = from_json(bytes).unwrap();
    let derive: Vec<DerivePet> = from_slice(bytes).unwrap();
    row(
        "Records",
        "encode, derive",
        || to_vec(black_box(&derive)).unwrap(),
        || to_vec(&AsWire(black_box(&ours))).unwrap(),
    );
    row(
        "Records",
        "encode request body, derive",
        || to_vec(black_box(&derive)).unwrap(),
        // As clients of OpenAPI do, whose protocol has no control information.
        || request_json(black_box(&ours), Digits::Plain).unwrap(),
    );
}

/// The lines of one shape, compared with the derived type `D`.
fn rows<D: Serialize + DeserializeOwned>(shape: Shape) {
    let text = page(shape);
    let text = text.as_str();
    let bytes = text.as_bytes();
    row(
        shape,
        "decode bytes, derive",
        || from_slice::<Vec<D>>(black_box(bytes)).unwrap(),
        || from_json::<Vec<Report>>(black_box(bytes)).unwrap(),
    );
    row(
        shape,
        "decode text, derive",
        || from_str::<Vec<D>>(black_box(text)).unwrap(),
        || from_str::<AsWire<Vec<Report>>>(black_box(text)).unwrap(),
    );
    // What people use where there is no generated type.
    row(
        shape,
        "decode bytes, Value",
        || from_slice::<Value>(black_box(bytes)).unwrap(),
        || from_json::<Vec<Report>>(black_box(bytes)).unwrap(),
    );
    let ours: Vec<Report> = from_json(bytes).unwrap();
    let derive: Vec<D> = from_str(text).unwrap();
    let value: Value = from_str(text).unwrap();
    row(
        shape,
        "encode, derive",
        || to_vec(black_box(&derive)).unwrap(),
        || to_vec(&AsWire(black_box(&ours))).unwrap(),
    );
    row(
        shape,
        "encode request body, derive",
        || to_vec(black_box(&derive)).unwrap(),
        || to_request_json(black_box(&ours)).unwrap(),
    );
    row(
        shape,
        "encode, Value",
        || to_vec(black_box(&value)).unwrap(),
        || to_vec(&AsWire(black_box(&ours))).unwrap(),
    );
}

/// Measures two calls in turns, and prints a line.
fn row<O, T>(
    shape: impl std::fmt::Debug,
    what: &str,
    mut other: impl FnMut() -> O,
    mut ours: impl FnMut() -> T,
) {
    let name = format!("{shape:?} {what}").replace('"', "");
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|arg| !arg.starts_with('-'))
        .collect();
    if !words.is_empty() && !words.iter().any(|word| name.contains(word)) {
        return;
    }
    let pairs: Vec<(f64, f64)> = (0..PAIRS)
        .map(|turn| {
            // The second measurement finds the allocator in the state that the first one left.
            if turn % 2 == 0 {
                let other = micros(&mut other);
                (other, micros(&mut ours))
            } else {
                let ours = micros(&mut ours);
                (micros(&mut other), ours)
            }
        })
        .collect();
    let [_, other, _] = quartiles(pairs.iter().map(|(other, _)| *other));
    let [_, ours, _] = quartiles(pairs.iter().map(|(_, ours)| *ours));
    let [low, ratio, high] = quartiles(pairs.iter().map(|(other, ours)| other / ours));
    println!("{name:<36}{other:>10.0}{ours:>10.0}{ratio:>8.2}   {low:.2} to {high:.2}");
}

/// CPU time of one call. What it returns is dropped after the end.
fn micros<T>(call: &mut impl FnMut() -> T) -> f64 {
    let start = ProcessTime::now();
    let value = black_box(call());
    let time = start.elapsed();
    drop(value);
    time.as_secs_f64() * 1e6
}

/// The values a quarter, half and three quarters up.
fn quartiles(values: impl Iterator<Item = f64>) -> [f64; 3] {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    [1, 2, 3].map(|quarter| values.get(values.len() * quarter / 4).copied().unwrap())
}
