//! The URLs at which builders are, for their docs.

use std::collections::{BTreeMap, VecDeque};

use clientwright_model::odata::{Builder, Key};
use clientwright_model::{Client, Markdown, Protocol, Resource, Step, Target, TypePath, markdown};

use super::code;

/// The maximal number of segments in docs; the first ones of longer URLs are left out.
const SEGMENTS: usize = 12;

/// The first of the shortest paths from a client to each builder.
pub(super) struct Urls<'a>(BTreeMap<&'a TypePath, Found<'a>>);

struct Found<'a> {
    /// The builder before it; `None` for the client.
    from: Option<&'a TypePath>,
    segment: String,
    /// How many methods of the client and of the found builders return it.
    methods: usize,
}

impl<'a> Urls<'a> {
    /// Searches breadth-first: each builder is visited once, so that the work is that of one pass over all methods.
    pub(super) fn new(
        clients: impl Iterator<Item = &'a Client>,
        resources: impl Iterator<Item = (&'a TypePath, &'a Resource)>,
    ) -> Self {
        let resources: BTreeMap<&TypePath, &Resource> = resources.collect();
        let (mut urls, mut queue) = (Self(BTreeMap::new()), VecDeque::new());
        let mut in_segments = false;
        for client in clients {
            in_segments |=
                matches!(&client.protocol, Protocol::OData(defaults) if defaults.key_as_segment);
            for (to, segment) in client.steps.iter().filter_map(by_step) {
                urls.add(None, to, segment, &mut queue);
            }
        }
        while let Some(at) = queue.pop_front() {
            let Some(resource) = resources.get(at) else {
                continue;
            };
            let by_path = resource.entities.by_path.iter();
            let steps = resource.steps.iter().chain(by_path.flat_map(|m| &m.steps));
            let keys = resource.entities.keys.iter();
            let keys = keys.map(|key| (&key.item, by_key(key, in_segments)));
            let casts = resource.entities.casts.iter();
            let casts = casts.map(|cast| (&cast.target, format!("/{}", cast.wire_name)));
            for (to, segment) in keys.chain(steps.filter_map(by_step)).chain(casts) {
                urls.add(Some(at), to, segment, &mut queue);
            }
        }
        urls
    }

    fn add(
        &mut self,
        from: Option<&'a TypePath>,
        to: &'a TypePath,
        segment: String,
        queue: &mut VecDeque<&'a TypePath>,
    ) {
        let found = self.0.entry(to).or_insert_with(|| {
            queue.push_back(to);
            Found {
                from,
                segment,
                methods: 0,
            }
        });
        found.methods += 1;
    }

    /// The end of a sentence about a builder: its URL, and how many methods return it. A full stop if no path is known.
    pub(super) fn of(&self, builder: &TypePath) -> Markdown {
        let Some(found) = self.0.get(builder) else {
            return markdown!(".");
        };
        let mut segments = vec![found.segment.as_str()];
        // Whether it has no other URL.
        let mut only = found.methods == 1;
        let mut before = found.from;
        while let Some(found) = before.and_then(|from| self.0.get(from)) {
            if segments.len() == SEGMENTS {
                segments.push("…");
                break;
            }
            segments.push(&found.segment);
            only &= found.methods == 1;
            before = found.from;
        }
        segments.reverse();
        let url = code(&segments.concat());
        match (only, found.methods) {
            (true, _) => markdown!(" at ", url, "."),
            (false, 1) => markdown!(", for example at ", url, "."),
            (false, methods) => {
                markdown!(
                    ", for example at ",
                    url,
                    " (returned by ",
                    methods,
                    " methods)."
                )
            }
        }
    }
}

/// The builder that a step returns, unless it is one of the runtime, and its segment.
fn by_step(step: &Step) -> Option<(&TypePath, String)> {
    match &step.target {
        Target::Entities(navigation) => match &navigation.builder {
            Builder::Resource(path) => Some((path, format!("/{}", navigation.wire_name))),
            Builder::Leaf(_) => None,
        },
        Target::Group(_) => None,
    }
}

/// A key in a URL, with a variable for each value (OData URL Conventions 4.01, 4.3.2 and 4.3.6).
fn by_key(key: &Key, in_segments: bool) -> String {
    match key.parts.as_slice() {
        [part] if !key.is_alternate && in_segments => format!("/{{{}}}", part.wire_name),
        [part] if !key.is_alternate => format!("({{{}}})", part.wire_name),
        parts => {
            let parts = parts.iter().map(|part| &part.wire_name);
            let parts: Vec<String> = parts.map(|name| format!("{name}={{{name}}}")).collect();
            format!("({})", parts.join(","))
        }
    }
}
