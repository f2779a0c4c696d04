//! Text to tree.

mod json;
#[cfg(test)]
mod tests;
mod yaml;

use clientwright_diagnostics::Diagnostics;
use clientwright_diagnostics::source::{FileId, SourceMap};

use crate::tree::{Builder, NodeId, Tree};

/// A description as a tree, before references are resolved.
#[derive(Clone, Debug)]
pub struct Document {
    /// The nodes.
    pub tree: Tree,
    /// The root of the main file.
    pub root: NodeId,
}

/// Reads a JSON or YAML text into a tree: YAML 1.2 with the merge keys of 1.1, unless the text starts as JSON does.
///
/// All problems are pushed into `diags`: a duplicate key is an error with both places, and reading goes on. `None` means
/// that the text cannot be read; then at least one error has been pushed. Time and memory are linear in the size of the
/// text: nesting is limited to 128 levels, nodes that YAML aliases refer to are shared, and merge keys add a limited
/// number of entries.
///
/// ```
/// use clientwright_diagnostics::Diagnostics;
/// use clientwright_diagnostics::source::SourceMap;
///
/// let mut sources = SourceMap::new();
/// let file = sources.add("pets.yaml", "openapi: 3.1.0\ninfo: {title: Pets}\n");
/// let mut diags = Diagnostics::new();
/// let document = clientwright_oas::parse(&sources, file, &mut diags).unwrap();
/// let title = document.tree.find(document.root, "/info/title").unwrap();
/// assert_eq!(document.tree.scalar(title), Some("Pets"));
/// assert_eq!(sources.position(document.tree.span(title)), (2, 15));
/// ```
pub fn parse(sources: &SourceMap, file: FileId, diags: &mut Diagnostics) -> Option<Document> {
    let mut tree = Tree::default();
    let root = read(&mut tree, sources, file, diags)?;
    Some(Document { tree, root })
}

/// Reads a text and adds its nodes to a tree.
pub(crate) fn read(
    tree: &mut Tree,
    sources: &SourceMap,
    file: FileId,
    diags: &mut Diagnostics,
) -> Option<NodeId> {
    let text = sources.file(file).text.as_str();
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut builder = Builder::new(tree, file, text, diags)?;
    let root = match is_json(&text[start..]) {
        true => json::read(text, start, &mut builder),
        false => yaml::read(text, start, &mut builder),
    };
    root.ok()
}

/// Whether a text starts as JSON does. Flow style of YAML starts with `{` too, but has keys without quotes.
fn is_json(text: &str) -> bool {
    let text = text.trim_start();
    match text.strip_prefix('{') {
        Some(rest) => rest.trim_start().starts_with(['"', '}']) || rest.trim_start().is_empty(),
        None => text.starts_with('['),
    }
}
