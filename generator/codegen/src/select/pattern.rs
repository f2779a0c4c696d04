//! Patterns of declarations to keep.
//!
//! A pattern that starts with `/` names a path from the service root. Any other pattern names types and operations or,
//! as in `NS.Type/member`, navigation properties of types. `*` matches one segment or a part of one, `**` any number of
//! segments, also none. Keys are not segments: a segment in braces is skipped, so that a path copied from an API
//! reference works unchanged.

use std::fmt;

use clientwright_csdl::schema::Schema;
use clientwright_diagnostics::source::Span;

/// One include or exclude pattern.
///
/// ```
/// use clientwright::select::Pattern;
///
/// let types = Pattern::new("Shop.order*");
/// assert!(types.matches_type("Shop.orderItem") && !types.matches_type("Shop.customer"));
/// let members = Pattern::new("Shop.*/internal*");
/// assert!(members.matches_owner("Shop.order") && members.matches_member("internalNote"));
/// assert!(!members.matches_type("Shop.order"));
/// let path = Pattern::new("/orders/{id}/customer");
/// assert!(path.is_path() && !path.matches_type("orders"));
/// assert_eq!(path.literal_prefix(), ["orders", "customer"]); // keys are no segments
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    text: String,
    is_path: bool,
    /// The part of `NS.Type/member` after the slash.
    member: Option<String>,
    segments: Vec<Segment>,
    span: Option<Span>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Segment {
    /// `**`.
    Any,
    /// A name, in which `*` matches any characters.
    Name(String),
}

impl Pattern {
    /// Reads a pattern. Every text is a pattern; the selection reports patterns that match nothing.
    pub fn new(text: &str) -> Self {
        let is_path = text.starts_with('/');
        let (owner, member) = split_member(text);
        Self {
            text: text.to_owned(),
            is_path,
            member: member.map(str::to_owned),
            segments: match is_path {
                true => segments(text.split('/').filter(|s| !is_key(s))),
                false => segments(owner.split('.')),
            },
            span: None,
        }
    }

    /// The pattern with its aliases expanded by the rules of the metadata. Its text stays as it was written.
    pub(super) fn expanded(&self, schema: &Schema) -> Self {
        let expand = |name: &str| match name.rsplit_once('.') {
            Some((qualifier, simple)) => {
                format!("{}.{simple}", schema.namespace(qualifier, simple))
            }
            None => name.to_owned(),
        };
        let mut expanded = self.clone();
        if !self.is_path {
            let (owner, _) = split_member(&self.text);
            expanded.segments = segments(expand(owner).split('.'));
        }
        for segment in expanded.segments.iter_mut().filter(|_| self.is_path) {
            if let Segment::Name(name) = segment {
                *name = expand(name);
            }
        }
        expanded
    }

    /// Sets the place of the pattern in its source, where a pattern that matches nothing is reported.
    ///
    /// ```
    /// use clientwright::select::Pattern;
    /// use clientwright_diagnostics::source::{SourceMap, Span};
    ///
    /// let mut sources = SourceMap::new();
    /// let file = sources.add("patterns.txt", "/orders\n/customers\n");
    /// let pattern = Pattern::new("/customers").at(Span { file, start: 8, end: 18 });
    /// assert_eq!(pattern.span().map(|span| sources.position(span)), Some((2, 1)));
    /// ```
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// The place of the pattern in its source, if known.
    pub fn span(&self) -> Option<Span> {
        self.span
    }

    /// Whether the pattern names a path rather than types.
    pub fn is_path(&self) -> bool {
        self.is_path
    }

    /// The segments before the first wildcard, for suggestions.
    pub fn literal_prefix(&self) -> Vec<&str> {
        self.segments
            .iter()
            .map_while(|s| match s {
                Segment::Name(name) if !name.contains('*') => Some(name.as_str()),
                _ => None,
            })
            .collect()
    }

    /// The segments that the pattern can continue with; those with a `*` match several names.
    pub(super) fn wanted<'p>(&'p self, state: &'p State) -> impl Iterator<Item = &'p str> {
        let segments = state.0.iter().filter_map(|at| self.segments.get(*at));
        segments.map(|segment| match segment {
            Segment::Any => "**",
            Segment::Name(name) => name.as_str(),
        })
    }

    /// The qualified name of the type or operation, or of the owner of the members, if it has no wildcard.
    pub(super) fn only_name(&self) -> Option<String> {
        let segments = self.segments.iter().map(|segment| match segment {
            Segment::Name(name) if !name.contains('*') => Some(name.as_str()),
            _ => None,
        });
        let segments: Option<Vec<&str>> = segments.collect();
        segments.map(|segments| segments.join("."))
    }

    /// The one member that the pattern names, if it has no wildcard.
    pub(super) fn only_member(&self) -> Option<&str> {
        self.member
            .as_deref()
            .filter(|member| !member.contains('*'))
    }

    /// Whether the pattern can match operations. A pattern for a whole namespace does not, because operations are
    /// selected with the types that they are bound to.
    pub fn names_operations(&self) -> bool {
        match self.segments.last() {
            Some(Segment::Name(name)) => !self.is_path && name != "*",
            _ => false,
        }
    }

    /// Whether the pattern matches the qualified name of a type or an operation.
    pub fn matches_type(&self, qualified_name: &str) -> bool {
        self.member.is_none() && self.matches_name(qualified_name)
    }

    /// Whether the pattern names members of this type.
    pub fn matches_owner(&self, qualified_name: &str) -> bool {
        self.member.is_some() && self.matches_name(qualified_name)
    }

    /// Whether the pattern names members, and matches this one.
    pub fn matches_member(&self, name: &str) -> bool {
        self.member
            .as_ref()
            .is_some_and(|member| glob(member, name))
    }

    fn matches_name(&self, qualified_name: &str) -> bool {
        let mut state = self.start();
        for segment in qualified_name.split('.') {
            state = self.step(&state, &[segment]);
        }
        self.accepts(&state)
    }

    /// The state before the first segment.
    pub(super) fn start(&self) -> State {
        let mut positions = Vec::new();
        self.add(0, &mut positions);
        State(positions)
    }

    /// The state after one segment, which can have several names.
    pub(super) fn step(&self, state: &State, names: &[&str]) -> State {
        let mut positions = Vec::new();
        for &position in &state.0 {
            match self.segments.get(position) {
                Some(Segment::Any) => self.add(position, &mut positions),
                Some(Segment::Name(wanted)) if names.iter().any(|n| glob(wanted, n)) => {
                    self.add(position + 1, &mut positions);
                }
                _ => {}
            }
        }
        positions.sort_unstable();
        State(positions)
    }

    /// Like [`Pattern::step`], but only by segments that match one name: `**` does not count.
    pub(super) fn step_by_name(&self, state: &State, names: &[&str]) -> State {
        let mut positions = Vec::new();
        for &position in &state.0 {
            if let Some(Segment::Name(wanted)) = self.segments.get(position)
                && names.iter().any(|n| glob(wanted, n))
            {
                self.add(position + 1, &mut positions);
            }
        }
        positions.sort_unstable();
        State(positions)
    }

    /// Like [`Pattern::step`], for a type cast: only by segments that name types, which contain a dot.
    pub(super) fn step_by_type(&self, state: &State, qualified_name: &str) -> State {
        let mut positions = Vec::new();
        for &position in &state.0 {
            if let Some(Segment::Name(wanted)) = self.segments.get(position)
                && wanted.contains('.')
                && glob(wanted, qualified_name)
            {
                self.add(position + 1, &mut positions);
            }
        }
        positions.sort_unstable();
        State(positions)
    }

    /// Whether the segments so far are a match.
    pub(super) fn accepts(&self, state: &State) -> bool {
        state.0.contains(&self.segments.len())
    }

    fn add(&self, position: usize, positions: &mut Vec<usize>) {
        if positions.contains(&position) {
            return;
        }
        positions.push(position);
        if self.segments.get(position) == Some(&Segment::Any) {
            self.add(position + 1, positions);
        }
    }
}

/// The parts of `NS.Type/member`. Without a dot before the slash a text is a path that lacks its first slash, and matches nothing.
fn split_member(text: &str) -> (&str, Option<&str>) {
    match text.split_once('/') {
        Some((owner, member)) if owner.contains('.') => (owner, Some(member)),
        _ => (text, None),
    }
}

fn segments<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<Segment> {
    let texts = texts.filter(|s| !s.is_empty());
    let segments = texts.map(|s| match s {
        "**" => Segment::Any,
        _ => Segment::Name(s.to_owned()),
    });
    segments.collect()
}

/// Whether a segment stands for a key.
fn is_key(segment: &str) -> bool {
    segment.starts_with('{') && segment.ends_with('}')
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// How far a pattern has been matched: the positions at which it can continue.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct State(Vec<usize>);

impl State {
    /// Whether no continuation can match any more.
    pub(super) fn is_dead(&self) -> bool {
        self.0.is_empty()
    }
}

/// Matches one segment against a name; `*` matches any characters.
pub(crate) fn glob(wanted: &str, name: &str) -> bool {
    let mut parts = wanted.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = name.strip_prefix(first) else {
        return false;
    };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else {
        return rest.is_empty();
    };
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(pattern: &str, path: &[&str]) -> bool {
        let pattern = Pattern::new(pattern);
        let mut state = pattern.start();
        for segment in path {
            state = pattern.step(&state, &[segment]);
        }
        pattern.accepts(&state)
    }

    #[test]
    fn double_star_takes_any_number_of_segments() {
        assert!(walk("/a/**", &["a"]));
        assert!(walk("/a/**", &["a", "b", "c"]));
        assert!(walk("/a/**/c", &["a", "c"]));
        assert!(walk("/a/**/c", &["a", "c", "c"]));
        assert!(!walk("/a/**/c", &["a", "b"]));
        assert!(!walk("/a/**", &["b"]));
    }

    #[test]
    fn single_star_takes_one_segment_or_a_part() {
        assert!(walk("/a/*", &["a", "b"]));
        assert!(!walk("/a/*", &["a"]));
        assert!(walk("/work*/tasks", &["workflows", "tasks"]));
        assert!(walk("/*flow*", &["workflows"]));
        assert!(!walk("/*flow", &["workflows"]));
        assert!(!walk("/ab*ba", &["aba"]));
    }

    #[test]
    fn keys_in_braces_are_skipped() {
        assert!(walk("/users/{id}/tasks", &["users", "tasks"]));
    }

    #[test]
    fn types_are_matched_by_qualified_name() {
        let pattern = Pattern::new("microsoft.graph.identityGovernance.*");
        assert!(pattern.matches_type("microsoft.graph.identityGovernance.run"));
        assert!(!pattern.matches_type("microsoft.graph.run"));
        assert!(Pattern::new("microsoft.graph.**").matches_type("microsoft.graph.a.b"));
        assert!(Pattern::new("NS.user").matches_type("NS.user"));
    }

    #[test]
    fn members_and_operations_are_distinguished_from_types() {
        let members = Pattern::new("NS.*/task*");
        assert!(members.matches_owner("NS.user") && members.matches_member("tasks"));
        assert!(!members.matches_type("NS.user") && !members.matches_member("users"));
        assert!(!Pattern::new("NS.user").matches_owner("NS.user"));
        assert!(Pattern::new("NS.get*").names_operations());
        for all in ["NS.*", "NS.**", "/a/b"] {
            assert!(!Pattern::new(all).names_operations(), "{all}");
        }
    }
}
