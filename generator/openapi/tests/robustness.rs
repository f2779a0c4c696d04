//! Broken input never causes a panic or a hang, and input that cannot be read is always reported.

mod outline;

use std::fs;
use std::path::Path;

use clientwright_diagnostics::Diagnostics;
use clientwright_diagnostics::source::SourceMap;
use clientwright_oas::{NoOtherFiles, parse, resolve, sniff};

struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// The texts of all cases.
fn samples() -> Vec<String> {
    let mut texts = Vec::new();
    for folder in fs::read_dir(Path::new("tests/cases")).expect("the folder of cases") {
        let files = fs::read_dir(folder.expect("a folder").path()).expect("a folder");
        let paths = files.map(|file| file.expect("a file").path());
        let mut paths: Vec<_> = paths
            .filter(|path| path.extension().is_some_and(|e| e != "snap"))
            .collect();
        paths.sort();
        texts.extend(
            paths
                .iter()
                .map(|path| fs::read_to_string(path).expect("a text")),
        );
    }
    texts.sort();
    texts
}

/// Pieces that have a meaning in descriptions; one is put in the place of another.
const PIECES: &[&str] = &[
    "$ref",
    "#/components/schemas/",
    "#/definitions/",
    "allOf",
    "oneOf",
    "properties",
    "items",
    "type",
    "object",
    "string",
    "enum",
    "parameters",
    "schema",
    "content",
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\n",
    "  ",
    "- ",
    "*x",
    "&x ",
    "<<",
    "'",
    "\"",
    "\\u",
    "3.0.3",
    "3.1.0",
    "2.0",
    "null",
    "true",
    "$id",
    "$anchor",
    "$dynamicRef",
    "callbacks",
];

fn mutate(random: &mut Random, text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=random.below(3) {
        let at = random.below(bytes.len());
        match random.below(6) {
            0 => bytes.truncate(at),
            1 => bytes[at] ^= 1 << random.below(8),
            2 => {
                let end = (at + random.below(40)).min(bytes.len());
                bytes.drain(at..end);
            }
            3 => {
                let piece = PIECES[random.below(PIECES.len())].bytes();
                bytes.splice(at..at, piece);
            }
            4 => {
                let end = (at + random.below(400)).min(bytes.len());
                let copy = bytes[at..end].to_vec();
                let to = random.below(bytes.len());
                bytes.splice(to..to, copy);
            }
            _ => {
                let (from, to) = (random.below(PIECES.len()), random.below(PIECES.len()));
                let text = String::from_utf8_lossy(&bytes).into_owned();
                bytes = text
                    .replacen(PIECES[from], PIECES[to], 1 + random.below(3))
                    .into_bytes();
            }
        }
        if bytes.is_empty() {
            break;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Reads a text to its end, and walks through what was read.
fn read(text: &str) {
    sniff(text);
    let mut sources = SourceMap::new();
    let file = sources.add("mutated", text);
    let mut diags = Diagnostics::new();
    let document = parse(&sources, file, &mut diags);
    assert!(
        document.is_some() || diags.has_errors(),
        "fails silently: {text}"
    );
    let is_read = document.is_some();
    let api = document
        .and_then(|document| resolve(document, &mut sources, &mut NoOtherFiles, &mut diags));
    assert!(
        api.is_some() || diags.has_errors(),
        "fails silently: {text}"
    );
    for diagnostic in &diags {
        let labels = diagnostic.others.iter().map(|label| label.span);
        for span in diagnostic.span().into_iter().chain(labels) {
            let source = &sources.file(span.file).text;
            let range = span.start as usize..span.end as usize;
            assert!(
                source.get(range).is_some(),
                "a place outside of the text: {diagnostic:?}"
            );
        }
    }
    if is_read && let Some(api) = api {
        for (id, schema) in api.schemas.iter() {
            api.target(id);
            api.tree.pointer(schema.node);
        }
        outline::outline(&api);
    }
    diags.render(&sources, false);
}

#[test]
fn mutated_descriptions_do_not_panic() {
    let samples = samples();
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    for _ in 0..4_000 {
        let sample = random.below(samples.len());
        read(&mutate(&mut random, &samples[sample]));
    }
}

/// Chains of references and of nested objects as long as a file can contain.
#[test]
fn long_chains_do_not_use_the_stack() {
    let chain = |entry: &dyn Fn(usize) -> String| {
        let entries: Vec<String> = (0..20_000).map(entry).collect();
        format!(
            "{{\"openapi\":\"3.1.0\",\"paths\":{{}},\"components\":{{\"schemas\":{{{}}}}}}}",
            entries.join(",")
        )
    };
    for form in ["", "allOf", "oneOf", "items"] {
        read_quickly(&chain(&|at| {
            let next = format!("{{\"$ref\":\"#/components/schemas/a{}\"}}", at + 1);
            match form {
                "" => format!("\"a{at}\":{next}"),
                "items" => format!("\"a{at}\":{{\"items\":{next}}}"),
                _ => format!("\"a{at}\":{{\"{form}\":[{next}]}}"),
            }
        }));
    }
}

/// Reads a text; the time is that of a debug build, and far from quadratic.
fn read_quickly(text: &str) {
    let start = std::time::Instant::now();
    let mut sources = SourceMap::new();
    let file = sources.add("chain", text);
    let mut diags = Diagnostics::new();
    let document = parse(&sources, file, &mut diags).expect("a text that is read");
    let api = resolve(document, &mut sources, &mut NoOtherFiles, &mut diags);
    assert!(api.is_some());
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}
