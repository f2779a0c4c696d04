//! A picture as an image of Markdown, which contains it: for docs, which show no file beside them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// In a document of its own, so that the rules for styles in the picture do not apply to the page around it.
pub(super) fn write(svg: &str, title: &str) -> String {
    format!(
        "![{}](data:image/svg+xml;base64,{})\n",
        escaped(title),
        STANDARD.encode(svg)
    )
}

/// Text without syntax of Markdown.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_punctuation() {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
