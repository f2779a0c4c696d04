//! Names of calls by path: a builder for each place in the paths of a description.
//!
//! Everything here follows from the whole description, so that a selection changes no name. Types, and builders of calls
//! with optional parameters, have the names and modules that [`operations`](super::operations) gives them by tag.

use std::collections::{BTreeMap, BTreeSet};

use clientwright_model::naming::lock::{self, Scope};
use clientwright_model::naming::names::{self, Case};
use clientwright_oas::Api;
use clientwright_oas::api::{OperationId, Part, Template};

use super::operations::{OWN_METHODS, OperationNames, call_forms, without, words};
use super::renames::{Named, Naming, Renames};

/// The methods of calls. A step to a segment with such a name has a suffix, whether the call exists or not.
const VERBS: [&str; 9] = [
    "delete", "get", "head", "options", "patch", "post", "put", "query", "trace",
];

/// The most builders above each other. What is below is one segment.
const DEEPEST: usize = 24;

/// The places of calls; the first is the client.
#[derive(Clone, Debug, Default)]
pub(crate) struct PathNames {
    pub(crate) places: Vec<PlaceName>,
}

/// A place in the paths: the segments up to it.
#[derive(Clone, Debug, Default)]
pub(crate) struct PlaceName {
    /// The segments, as in the description, with the names of the first path that has them.
    pub(crate) path: String,
    /// The method that returns the builder.
    pub(crate) method: String,
    /// The builder.
    pub(crate) name: String,
    /// The private module of the builder: that of all places below the same root.
    pub(crate) file: String,
    /// The arguments of the method: the values of the last segment.
    pub(crate) values: Vec<String>,
    /// Number of values in the segments before.
    pub(crate) values_before: usize,
    /// The operations at this place, each with a method for each of its calls.
    pub(crate) calls: Vec<(OperationId, Vec<String>)>,
    /// The places one segment further.
    pub(crate) below: Vec<usize>,
}

/// A segment of a path, without slashes.
type Segment = [Part];

/// What tells segments apart: the texts, and where values are. The names of values do not count, so that `/pets/{id}` and
/// `/pets/{petId}/toys` are below the same place.
fn shape(segment: &Segment) -> String {
    let parts = segment.iter().map(|part| match part {
        Part::Text(text) => text,
        Part::Name(_) => "{}",
    });
    parts.collect()
}

/// The segments of a path. Empty ones are left out, so that `/pets` and `/pets/` are at the same place.
fn segments(template: &Template) -> Vec<Vec<Part>> {
    let mut segments: Vec<Vec<Part>> = vec![Vec::new()];
    let mut add = |part: Part, starts: bool| {
        let is_full = segments.len() >= DEEPEST;
        match segments.last_mut() {
            Some(last) if is_full && starts && !last.is_empty() => {
                last.push(Part::Text("/".into()));
                last.push(part);
            }
            Some(last) if !starts || last.is_empty() => last.push(part),
            _ => segments.push(vec![part]),
        }
    };
    let mut starts = true;
    for part in &template.parts {
        let Part::Text(text) = part else {
            add(part.clone(), starts);
            starts = false;
            continue;
        };
        for (index, piece) in text.split('/').enumerate() {
            starts |= index > 0;
            if !piece.is_empty() {
                add(Part::Text(piece.into()), starts);
                starts = false;
            }
        }
    }
    segments.retain(|segment| !segment.is_empty());
    segments
}

/// A place before it has names.
#[derive(Clone, Debug, Default)]
struct Node {
    /// The segments, without the names of values: the same in each version of the description.
    key: String,
    parent: usize,
    segment: Vec<Part>,
    /// Whether an operation has exactly this path.
    calls: Vec<(OperationId, bool)>,
    below: Vec<usize>,
}

/// The places of all operations, in document order.
fn places(api: &Api) -> Vec<Node> {
    let mut nodes = vec![Node::default()];
    let mut known: BTreeMap<(usize, String), usize> = BTreeMap::new();
    for id in super::select::operations(api) {
        let template = &api.path_items[api.operations[id].path_item].path;
        let mut at = 0;
        for segment in segments(template) {
            let shape = shape(&segment);
            let new = nodes.len();
            let next = *known.entry((at, shape.clone())).or_insert(new);
            if next == new {
                nodes.push(Node {
                    key: format!("{}/{shape}", nodes[at].key),
                    parent: at,
                    segment,
                    ..Node::default()
                });
                nodes[at].below.push(new);
            }
            at = next;
        }
        let parts = template.parts.iter().map(|part| match part {
            Part::Text(text) => text,
            Part::Name(_) => "{}",
        });
        let is_exact = parts.collect::<String>() == nodes[at].key;
        nodes[at].calls.push((id, is_exact));
    }
    nodes
}

/// Names all places.
pub(crate) fn name(
    api: &Api,
    renames: &Renames,
    operations: &OperationNames,
    naming: &mut Naming,
) -> PathNames {
    let nodes = places(api);
    let mut all = vec![PlaceName::default(); nodes.len()];
    // A place comes after the one above it.
    for index in 1..nodes.len() {
        let node = &nodes[index];
        let above = &all[node.parent];
        let values_before = above.values_before + above.values.len();
        let text = node.segment.iter().map(|part| match part {
            Part::Text(text) => text.to_string(),
            Part::Name(name) => format!("{{{name}}}"),
        });
        let path = format!("{}/{}", above.path, text.collect::<String>());
        let values = node.segment.iter().filter_map(|part| match part {
            Part::Name(name) => Some(&**name),
            Part::Text(_) => None,
        });
        all[index] = PlaceName {
            path,
            values: names::distinct(values, Case::Snake, &[]),
            values_before,
            name: format!(
                "{}{}",
                above.name,
                names::spell(&step(&nodes, index, naming), Case::Camel)
            ),
            below: node.below.clone(),
            ..PlaceName::default()
        };
    }
    all[0].below = nodes[0].below.clone();
    for (index, node) in nodes.iter().enumerate() {
        methods(api, renames, &nodes, index, node, &mut all, naming);
    }
    builders(&nodes, operations, &mut all, naming);
    PathNames { places: all }
}

/// Names the methods of a place: its calls, and the steps to the places below.
fn methods(
    api: &Api,
    renames: &Renames,
    nodes: &[Node],
    index: usize,
    node: &Node,
    all: &mut [PlaceName],
    naming: &mut Naming,
) {
    let mut things: Vec<Named> = Vec::new();
    let mut counts = Vec::new();
    for (id, is_exact) in &node.calls {
        let operation = &api.operations[*id];
        let rename = renames.of_operation(*id);
        let chosen = rename.and_then(|rename| naming.chosen(rename));
        let verb = operation.verb.text();
        let wanted = chosen.map_or_else(|| names::spell(verb, Case::Snake), str::to_owned);
        let key = match is_exact {
            true => lock::key(verb),
            false => {
                let path = &api.path_items[operation.path_item].path.text;
                format!("{} {}", lock::key(verb), lock::key(path))
            }
        };
        let forms = call_forms(api, *id);
        counts.push(forms.len());
        things.extend(forms.into_iter().map(|form| Named {
            key: format!("{key}{}", form.key),
            wanted: match form.suffix.is_empty() {
                true => wanted.clone(),
                false => names::spell(&format!("{wanted}{}", form.suffix), Case::Snake),
            },
            declaration: rename.filter(|_| form.suffix.is_empty()),
        }));
    }
    let of_calls = things.len();
    things.extend(node.below.iter().map(|below| {
        let mut wanted = names::spell(&step(nodes, *below, naming), Case::Snake);
        if VERBS.contains(&wanted.as_str()) || OWN_METHODS.contains(&wanted.as_str()) {
            wanted.push_str("_path");
        }
        let shape = shape(&nodes[*below].segment);
        Named::unchosen(format!("/{}", lock::key(&shape)), wanted)
    }));
    // A key of a tag contains no space.
    let scope = Scope::Group(format!("path {}", lock::key(&format!("{}/", node.key))));
    let mut methods = naming.assign(&scope, things, OWN_METHODS);
    for (method, below) in methods.split_off(of_calls).into_iter().zip(&node.below) {
        all[*below].file = match index {
            0 => format!("{}_paths", method.trim_end_matches('_')),
            _ => all[index].file.clone(),
        };
        all[*below].method = method;
    }
    let mut methods = methods.into_iter();
    let calls = node.calls.iter().zip(counts);
    all[index].calls = calls
        .map(|((id, _), count)| (*id, methods.by_ref().take(count).collect()))
        .collect();
}

/// Names the builders, which are all in one module.
fn builders(
    nodes: &[Node],
    operations: &OperationNames,
    all: &mut [PlaceName],
    naming: &mut Naming,
) {
    let things = nodes.iter().zip(all.iter()).skip(1);
    let things = things.map(|(node, place)| {
        let wanted = names::spell(&place.name, Case::Camel);
        Named::unchosen(lock::key(&node.key), wanted)
    });
    let things: Vec<Named> = things.collect();
    let reserved: BTreeSet<&str> = operations.of_client().into_iter().collect();
    let reserved: Vec<&str> = reserved.into_iter().collect();
    let names = naming.assign(&Scope::Paths, things, &reserved);
    for (name, place) in names.into_iter().zip(all.iter_mut().skip(1)) {
        place.name = name;
    }
}

/// The words of the step to a place: those of the segment, with `by` before each value. A value that is alone in its
/// segment has no words of the segment before: `/pets/{petId}` is `by_id`.
fn step(nodes: &[Node], index: usize, naming: &Naming) -> String {
    let node = &nodes[index];
    let mut all: Vec<String> = Vec::new();
    for part in &node.segment {
        match part {
            // Signs alone are no words: `{id}.{format}`.
            Part::Text(text) if !text.contains(char::is_alphanumeric) => {}
            Part::Text(text) => all.extend(words(text)),
            Part::Name(name) => {
                all.push("by".to_owned());
                let before = match nodes[node.parent].segment.as_slice() {
                    [Part::Text(text)] if node.segment.len() == 1 => words(text),
                    _ => Vec::new(),
                };
                all.extend(without(&words(name), &before));
            }
        }
    }
    naming.resolved_words(all.join("_"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn template(text: &str) -> Template {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').expect("a name");
            if !before.is_empty() {
                parts.push(Part::Text(before.into()));
            }
            parts.push(Part::Name(name.into()));
            rest = after;
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest.into()));
        }
        Template {
            text: text.into(),
            parts,
        }
    }

    #[test]
    fn paths_are_split_at_slashes() {
        let shapes = |path: &str| {
            let segments = segments(&template(path));
            segments.iter().map(|s| shape(s)).collect::<Vec<_>>()
        };
        assert_eq!(shapes("/"), Vec::<String>::new());
        assert_eq!(shapes("/pets/{petId}/toys/"), ["pets", "{}", "toys"]);
        assert_eq!(shapes("//a/b{c}d/{e}.json"), ["a", "b{}d", "{}.json"]);
        assert_eq!(shapes("a{b}{c}/{d}{e}"), ["a{}{}", "{}{}"]);
        let deep = shapes(&"/a/{b}".repeat(100));
        assert_eq!(deep.len(), DEEPEST);
        assert!(deep[DEEPEST - 1].starts_with("{}/a/{}/a/"), "{deep:?}");
    }
}
