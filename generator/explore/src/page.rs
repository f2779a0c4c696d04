//! The page: HTML with style, scripts and data in it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use crate::data::Data;

const PAGE: &str = include_str!("../assets/page.html");
const STYLE: &str = include_str!("../assets/style.css");

/// The scripts, in the order in which they are joined.
const SCRIPTS: [&str; 11] = [
    include_str!("../assets/elements.js"),
    include_str!("../assets/docs.js"),
    include_str!("../assets/model.js"),
    include_str!("../assets/uses.js"),
    include_str!("../assets/query.js"),
    include_str!("../assets/snippets.js"),
    include_str!("../assets/lists.js"),
    include_str!("../assets/search.js"),
    include_str!("../assets/paths.js"),
    include_str!("../assets/views.js"),
    include_str!("../assets/main.js"),
];

/// The page that shows data.
pub(crate) fn page(data: &Data) -> String {
    let script = format!("\"use strict\";\n{}", SCRIPTS.concat());
    // Scripts and style of others do not run, even if a text got past the escapes, and nothing is requested.
    let policy = format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; base-uri 'none'; form-action 'none'",
        hash(&script),
        hash(STYLE)
    );
    let mut page = String::with_capacity(PAGE.len() + script.len());
    let mut rest = PAGE;
    // The data goes last, so that a text in it cannot be taken for a place.
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, after)) = after.split_once("}}") else {
            break;
        };
        page.push_str(before);
        page.push_str(match name {
            "policy" => policy.as_str(),
            "style" => STYLE,
            "script" => script.as_str(),
            _ => "",
        });
        if name == "data" {
            page.push_str(&json(data));
        }
        rest = after;
    }
    page.push_str(rest);
    page
}

/// The hash of an inline script or style, as policies name it (CSP Level 3, 6.7.3.3).
fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}

/// Data as JSON that HTML and JavaScript read as text: it has no character that starts markup.
pub(crate) fn json(data: &Data) -> String {
    let text = serde_json::to_string(data).expect("all keys are texts");
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                escaped.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => escaped.push(c),
        }
    }
    escaped
}
