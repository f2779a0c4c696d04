//! The examples of the documents: every fenced block of a Markdown text, with a unique name.
//!
//! `tests/build.rs` writes the Rust examples to files, which `tests/documents` compiles and runs;
//! `generator/cli/tests/documents.rs` tests the others with the program.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// A fenced block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The heading of the block in the form of a link (`codegen-toml`), and, from the second block of a kind, the
    /// number of the block: `writing`, `writing-2`.
    pub name: String,
    /// The text after the opening fence: `rust`, `toml`.
    pub kind: String,
    /// The text between the fences.
    pub text: String,
    /// The line of the opening fence, from 1.
    pub line: usize,
}

/// The pages of the user's guide, in the order of their names.
///
/// # Errors
///
/// The folder or a page cannot be read.
pub fn guide(root: &Path) -> io::Result<Vec<(PathBuf, String)>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(root.join("docs/guide"))? {
        paths.push(entry?.path());
    }
    paths.sort();
    let page = |path: PathBuf| fs::read_to_string(&path).map(|text| (path, text));
    paths.into_iter().map(page).collect()
}

/// All fenced blocks of a text in their order.
pub fn blocks(markdown: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut heading = String::new();
    let mut open: Option<Block> = None;
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (index, line) in markdown.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (Some(block), None) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (None, Some(kind)) => {
                let count = counts
                    .entry((heading.clone(), kind.to_owned()))
                    .or_default();
                *count += 1;
                let name = match *count {
                    1 => heading.clone(),
                    count => format!("{heading}-{count}"),
                };
                open = Some(Block {
                    name,
                    kind: kind.to_owned(),
                    text: String::new(),
                    line: index + 1,
                });
            }
            (None, None) => {
                if let Some(text) = line.strip_prefix('#') {
                    heading = slug(text.trim_start_matches('#'));
                }
            }
        }
    }
    blocks
}

/// A heading in the form of a link.
fn slug(heading: &str) -> String {
    let lower = heading.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join("-")
}
