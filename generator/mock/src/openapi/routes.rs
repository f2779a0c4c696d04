//! From the path of a request to the path of the description.

use clientwright_oas::Api;
use clientwright_oas::api::{OperationId, PathItemId};

use crate::pattern::Pattern;

/// How many paths a message lists.
const NEAR: usize = 3;
/// The longest path that is compared with others.
const LONGEST: usize = 300;

/// The paths of a description.
#[derive(Debug)]
pub(super) struct Routes(Vec<Route>);

#[derive(Debug)]
struct Route {
    text: String,
    pattern: Pattern,
    /// For each segment: whether it is a text, has a name in it, or is a name. Texts win over names (OpenAPI 3.2, 4.8.1).
    rank: Vec<u8>,
    item: PathItemId,
}

/// What a method and a path lead to.
#[derive(Debug)]
pub(super) enum Routed {
    To(OperationId),
    /// Another method: those that the paths have.
    Methods(Vec<String>),
    /// No such path: the nearest ones.
    Nowhere(Vec<String>),
}

impl Routes {
    pub(super) fn new(api: &Api) -> Self {
        let routes = api.paths.iter().map(|id| {
            let text = &*api.path_items[*id].path.text;
            // A fragment or a query in a path is no part of what a server sees as one.
            let path = text.split(['#', '?']).next().unwrap_or_default();
            let segments = path.split('/').filter(|segment| !segment.is_empty());
            let rank = |segment: &str| match (segment.find('{'), segment.ends_with('}')) {
                (None, _) => 0,
                (Some(0), true) if segment.matches('{').count() == 1 => 2,
                _ => 1,
            };
            Route {
                text: text.to_owned(),
                pattern: Pattern::of_template(path),
                rank: segments.map(rank).collect(),
                item: *id,
            }
        });
        let mut routes: Vec<Route> = routes.collect();
        // Stable, so that of two equal ones the first of the description wins.
        routes.sort_by(|a, b| a.rank.cmp(&b.rank));
        Self(routes)
    }

    pub(super) fn find(&self, api: &Api, method: &str, segments: &[String]) -> Routed {
        let fitting = self.0.iter().filter(|it| it.pattern.fits(segments));
        let mut methods: Vec<String> = Vec::new();
        for route in fitting {
            for operation in &api.path_items[route.item].operations {
                let verb = api.operations[*operation].verb.text();
                if verb == method {
                    return Routed::To(*operation);
                }
                if !methods.iter().any(|known| known == verb) {
                    methods.push(verb.to_owned());
                }
            }
        }
        match methods.is_empty() {
            true => Routed::Nowhere(self.near(segments)),
            false => Routed::Methods(methods),
        }
    }

    /// The paths that are nearest to one that does not exist.
    fn near(&self, segments: &[String]) -> Vec<String> {
        let wanted: String = segments.join("/").chars().take(LONGEST).collect();
        let mut near: Vec<(usize, &str)> = Vec::new();
        for route in &self.0 {
            // With the values of the request in the places of names, only the rest differs.
            let parts = route.text.split('/').filter(|part| !part.is_empty());
            let filled = parts.enumerate().map(|(at, part)| {
                let value = segments.get(at).filter(|_| part.contains('{'));
                value.map_or(part, String::as_str)
            });
            let filled: Vec<&str> = filled.collect();
            let filled: String = filled.join("/").chars().take(LONGEST).collect();
            near.push((strsim::levenshtein(&wanted, &filled), &route.text));
        }
        near.sort();
        near.into_iter()
            .take(NEAR)
            .map(|(_, text)| text.to_owned())
            .collect()
    }
}
