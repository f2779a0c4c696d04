//! The paths, operations and types of a description, with marks.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt;

use clientwright_csdl::schema::StructuredId;
use clientwright_model::naming::lock::Scope;

use super::{All, Declared, unselected};
use crate::generate::{Input, OData, OpenApi, Stages};
use crate::openapi::select as openapi;

/// Longer paths are not indented further.
const DEEPEST: usize = 40;

/// The most segments of a path that is shown whole.
const LONGEST: usize = 8;

/// What a description declares, and whether it is selected.
///
/// As text each entry has a mark: `+` if it is selected, `-` if not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Tree {
    /// The paths, in the order of the description: of OData the roots of the service, each followed by what is below it. Each
    /// type is followed once; other paths to it state where ([`TreeEntry::as_below`]).
    pub paths: Vec<TreeEntry>,
    /// The types and operations of types, by what they are and by name.
    pub declarations: Vec<TreeEntry>,
}

/// An entry of a [`Tree`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TreeEntry {
    /// Its name in the description: of a root of a service with a slash, of an operation of OpenAPI verb and path.
    pub name: String,
    /// What it is, such as `entity set`, `navigation property`, `operation` or `schema`.
    pub what: &'static str,
    /// How many steps of the path are above it.
    pub depth: usize,
    /// The id of an operation.
    pub id: Option<String>,
    /// The type that a navigation property leads to, `Collection(…)` if there are many.
    pub target: Option<String>,
    /// Its name in the generated code, if it is a type that is selected.
    pub rust: Option<String>,
    /// Whether it is selected.
    pub is_selected: bool,
    /// Why it is selected. `None` if it is not, and for entity sets and navigation properties, which a pattern matches as a part of a
    /// path.
    pub reason: Option<String>,
    /// What the reason names, by its name in the description, if that has a reason of its own.
    pub next: Option<String>,
    /// Which pattern excludes it, such as `` excluded by `/users` ``. `None` if it is selected, or if no pattern matches it.
    pub excluded: Option<String>,
    /// The path, such as `/orders/customer`, where the same type is followed: what is below that path is below this one too. A long
    /// path is shortened in its middle. `None` if it is followed here, or if nothing is below it.
    pub as_below: Option<String>,
}

impl TreeEntry {
    fn new(name: String, what: &'static str, is_selected: bool) -> Self {
        Self {
            name,
            what,
            depth: 0,
            id: None,
            target: None,
            rust: None,
            is_selected,
            reason: None,
            next: None,
            excluded: None,
            as_below: None,
        }
    }

    /// With the reason of what is declared.
    fn because(self, declared: Option<&Declared>) -> Self {
        let step = declared.and_then(|declared| declared.step.as_ref());
        Self {
            reason: step.map(|step| step.reason.clone()),
            next: step.and_then(|step| step.next.clone()),
            excluded: declared.and_then(|declared| declared.excluded.clone()),
            ..self
        }
    }
}

impl fmt::Display for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("paths\n")?;
        self.paths.iter().try_for_each(|path| path.fmt(f))?;
        let mut last = None;
        for declared in &self.declarations {
            if last != Some(declared.what) {
                writeln!(f, "{}s", declared.what)?;
                last = Some(declared.what);
            }
            declared.fmt(f)?;
        }
        f.write_str("\n+ selected  - not selected\n")
    }
}

impl fmt::Display for TreeEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let indent = 2 + 2 * self.depth.min(DEEPEST);
        let mark = if self.is_selected { '+' } else { '-' };
        write!(f, "{:indent$}{mark} ", "")?;
        self.label(f)?;
        match &self.excluded {
            Some(excluded) => writeln!(f, "  ({excluded})")?,
            None => f.write_str("\n")?,
        }
        match &self.as_below {
            Some(path) => writeln!(f, "{:1$}… as below {path}", "", indent + 2),
            None => Ok(()),
        }
    }
}

impl TreeEntry {
    fn label(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.name;
        match (self.what, &self.target, &self.id) {
            ("webhook", _, Some(id)) => write!(f, "webhook {name}  {id}"),
            ("webhook", _, None) => write!(f, "webhook {name}"),
            (_, Some(target), _) => match target.strip_prefix("Collection(") {
                Some(of) => write!(f, "{name}  {}[]", of.trim_end_matches(')')),
                None => write!(f, "{name}  {target}"),
            },
            (_, _, Some(id)) => write!(f, "{name}  {id}"),
            (what, _, _) if name.starts_with('/') => write!(f, "{name}  {what}"),
            _ => match &self.rust {
                Some(rust) => write!(f, "{name} ({rust})"),
                None => write!(f, "{name}"),
            },
        }
    }
}

pub(super) fn tree(made: &Stages, all: &All) -> Tree {
    let paths = match &made.input {
        Input::OData(input) => paths_of_odata(input),
        Input::OpenApi(input) => paths_of_openapi(input, all),
    };
    let is_path = |kind: &str| matches!(kind, "webhook" | "operation");
    let is_openapi = matches!(made.input, Input::OpenApi(_));
    let mut kinds: BTreeMap<&str, Vec<TreeEntry>> = BTreeMap::new();
    for (name, declared) in all.iter().filter(|(_, d)| !(is_openapi && is_path(d.kind))) {
        let is_selected = declared.step.is_some();
        let rust = made.lock.get(&Scope::Types, name).filter(|_| is_selected);
        let entry = TreeEntry {
            rust: rust.map(str::to_owned),
            ..TreeEntry::new(name.clone(), declared.kind, is_selected)
        };
        kinds
            .entry(declared.kind)
            .or_default()
            .push(entry.because(Some(declared)));
    }
    Tree {
        paths,
        declarations: kinds.into_values().flatten().collect(),
    }
}

fn paths_of_openapi(input: &OpenApi, declared: &All) -> Vec<TreeEntry> {
    let (api, selection) = (&input.api, &input.selection);
    let webhooks: BTreeSet<_> = openapi::webhooks(api).collect();
    let all = openapi::operations(api).chain(webhooks.iter().copied());
    let entries = all.map(|id| {
        let is_selected =
            selection.operations.contains_key(&id) || selection.received.contains_key(&id);
        let what = match webhooks.contains(&id) {
            true => "webhook",
            false => "operation",
        };
        let address = openapi::address(api, id);
        let reasons = declared.get(&address);
        let entry = TreeEntry {
            id: api.operations[id].id.as_ref().map(ToString::to_string),
            ..TreeEntry::new(address, what, is_selected)
        };
        entry.because(reasons)
    });
    entries.collect()
}

fn paths_of_odata(input: &OData) -> Vec<TreeEntry> {
    let mut paths = Vec::new();
    // Each type is followed once, so that the tree is no longer than the metadata.
    let mut seen = BTreeMap::new();
    for (container, declared) in input.schema.containers.iter() {
        for (index, child) in declared.children.iter().enumerate() {
            let is_selected = input.selection.roots.contains_key(&(container, index));
            let (what, ty) = unselected::described(&child.kind);
            let name = format!("/{}", child.name);
            let ty = ty.filter(|_| is_selected);
            paths.push(TreeEntry {
                excluded: match is_selected {
                    true => None,
                    false => unselected::root(input, (container, index)),
                },
                as_below: ty.and_then(|ty| as_below(input, ty, &seen)),
                ..TreeEntry::new(name.clone(), what, is_selected)
            });
            if let Some(ty) = ty {
                below(input, ty, vec![name], &mut seen, &mut paths);
            }
        }
    }
    paths
}

/// The path where each type is followed.
type Seen = BTreeMap<StructuredId, String>;

/// The path where a type is followed already, if anything is below it.
fn as_below(input: &OData, ty: StructuredId, seen: &Seen) -> Option<String> {
    let path = seen.get(&ty)?;
    let is_end = input.schema.navigation_properties(ty).is_empty();
    (!is_end).then(|| path.clone())
}

/// A path of at most [`LONGEST`] segments: of longer ones the first and the last ones, because a path can be as long as there are types.
fn path_text(segments: &[String]) -> String {
    match segments {
        [first, .., parent, last] if segments.len() > LONGEST => {
            format!("{first}/…/{parent}/{last}")
        }
        _ => segments.join("/"),
    }
}

/// The navigation properties of a type, each followed by those of its target. `path` leads to the type.
fn below(
    input: &OData,
    root: StructuredId,
    mut path: Vec<String>,
    seen: &mut Seen,
    paths: &mut Vec<TreeEntry>,
) {
    let schema = &input.schema;
    let of = |ty| VecDeque::from(schema.navigation_properties(ty));
    if seen.contains_key(&root) {
        return;
    }
    seen.insert(root, path_text(&path));
    // Not recursive: a path can be as long as there are types.
    let mut open = vec![(root, of(root))];
    while let Some((ty, left)) = open.last_mut() {
        let ty = *ty;
        let Some(navigation) = left.pop_front() else {
            open.pop();
            path.pop();
            continue;
        };
        let property = navigation.get(schema);
        let kept = input.selection.structured.get(&ty);
        let is_selected = kept.is_some_and(|kept| kept.navigations.contains_key(&navigation));
        let as_below = match is_selected {
            true => as_below(input, property.target, seen),
            false => None,
        };
        paths.push(TreeEntry {
            depth: open.len(),
            target: Some(unselected::target(
                input,
                property.target,
                property.is_collection,
            )),
            excluded: match is_selected {
                true => None,
                false => unselected::navigation(input, ty, navigation),
            },
            as_below,
            ..TreeEntry::new(
                property.name.to_string(),
                "navigation property",
                is_selected,
            )
        });
        if is_selected && !seen.contains_key(&property.target) {
            path.push(property.name.to_string());
            seen.insert(property.target, path_text(&path));
            open.push((property.target, of(property.target)));
        }
    }
}
