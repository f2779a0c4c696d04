//! Reads one metadata file and says what it cost: `cargo run --release -p odata-csdl --example time -- FILE`.

use std::time::Instant;

use odata_csdl::diagnostics::Diagnostics;
use odata_csdl::source::SourceMap;
use odata_csdl::{Everything, WriteOptions, parse, resolve, write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: time FILE")?;
    let mut sources = SourceMap::new();
    let file = sources.add(path.as_str(), std::fs::read_to_string(&path)?);
    let mut diags = Diagnostics::new();
    let start = Instant::now();
    let document =
        parse(&sources, file, &mut diags).ok_or_else(|| diags.render(&sources, false))?;
    let parsed = start.elapsed();
    let schema = resolve(&[document], &[], &sources, &mut diags);
    let resolved = start.elapsed() - parsed;
    let written = write(&schema, &Everything, WriteOptions::default());
    let wrote = start.elapsed() - parsed - resolved;
    let rendered = diags.render(&sources, false);
    let total = start.elapsed();
    println!(
        "parse {parsed:?}, resolve {resolved:?}, write {wrote:?}, total with rendering {total:?}"
    );
    println!(
        "{} bytes written, {} bytes of diagnostics",
        written.len(),
        rendered.len()
    );
    Ok(())
}
