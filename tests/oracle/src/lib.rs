//! Values of descriptions for tests of generated clients: values made from schemas, the verdicts of a validator of JSON Schema, and
//! programs that use a client.

pub mod judge;
pub mod made;
pub mod program;

use std::fs;
use std::path::Path;

use clientwright_diagnostics::Diagnostics;
use clientwright_diagnostics::source::SourceMap;
use serde_json::Value;

/// The description as the generator reads it.
///
/// # Errors
///
/// The file cannot be read or parsed.
pub fn document(file: &Path) -> Result<Value, String> {
    let text = fs::read_to_string(file).map_err(|error| error.to_string())?;
    let mut sources = SourceMap::new();
    let id = sources.add(file.to_string_lossy(), text);
    let mut diags = Diagnostics::new();
    let document =
        clientwright_oas::parse(&sources, id, &mut diags).ok_or("it cannot be parsed")?;
    let json = document.tree.value(document.root).json();
    serde_json::from_str(&json).map_err(|error| error.to_string())
}
