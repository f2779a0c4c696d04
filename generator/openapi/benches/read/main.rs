//! CPU time to parse and resolve a description: `cargo bench -p clientwright-oas --bench read -- FILE…`.
//!
//! Each file is read in several processes' worth of rounds, and the median is printed, with what was found in it.

use std::path::Path;

use clientwright_diagnostics::Diagnostics;
use clientwright_diagnostics::source::SourceMap;
use clientwright_oas::{Loaded, Loader, parse, resolve};
use cpu_time::ProcessTime;

const ROUNDS: usize = 9;

/// Files next to the main one.
struct Folder<'a>(&'a Path);

impl Loader for Folder<'_> {
    fn load(&mut self, path: &str) -> Result<Loaded, String> {
        let text = std::fs::read_to_string(self.0.join(path)).map_err(|error| error.to_string())?;
        let name = path.to_owned();
        Ok(Loaded { name, text })
    }
}

fn main() {
    let show = std::env::args().any(|argument| argument == "--show");
    let files = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"));
    for file in files {
        let path = Path::new(&file);
        let text = std::fs::read_to_string(path).expect("a file that can be read");
        let mut times = Vec::new();
        let mut line = String::new();
        for round in 0..ROUNDS {
            let mut sources = SourceMap::new();
            let mut diags = Diagnostics::new();
            let id = sources.add(file.clone(), text.clone());
            let start = ProcessTime::now();
            let document = parse(&sources, id, &mut diags);
            let parsed = start.elapsed();
            let mut loader = Folder(path.parent().unwrap_or(Path::new("")));
            let api = document
                .and_then(|document| resolve(document, &mut sources, &mut loader, &mut diags));
            times.push((start.elapsed(), parsed));
            if round == 0 {
                if show {
                    eprint!("{}", diags.render(&sources, false));
                }
                let problems = format!(
                    "{} errors, {} warnings",
                    diags.error_count(),
                    diags.warning_count()
                );
                line = match &api {
                    Some(api) => format!(
                        "{} nodes, {} schemas, {} operations, {} reduced, {problems}",
                        api.tree.len(),
                        api.schemas.len(),
                        api.operations.len(),
                        api.reduced.len()
                    ),
                    None => problems,
                };
            }
        }
        times.sort();
        let (all, parsed) = times[ROUNDS / 2];
        let milliseconds = |time: std::time::Duration| time.as_secs_f64() * 1e3;
        println!(
            "{file}: {:.1} ms, of it {:.1} ms to parse; {line}",
            milliseconds(all),
            milliseconds(parsed)
        );
    }
}
