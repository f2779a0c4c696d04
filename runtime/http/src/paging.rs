//! Lists that come in pages: links to the next one, and how a walk over them ends.

mod cycle;

use url::Url;

pub use cycle::Cycle;

/// A link that a service gave as an absolute URL, from a base; `None` when it is none. An empty link would be the base
/// itself, which is no further page. The parser trims white space and control characters.
pub fn resolve(base: &Url, link: &str) -> Option<Url> {
    if link.chars().all(|c| c.is_whitespace() || c.is_control()) {
        return None;
    }
    base.join(link).ok()
}
