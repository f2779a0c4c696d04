//! Patterns of paths, operations, tags and schemas.
//!
//! A pattern that starts with `/`, or with a verb and `/`, names paths. `*` matches one segment or a part of one, `**`
//! any number of segments, also none; a segment in braces matches each parameter. Other patterns are names, in which `*`
//! matches any characters: `tag:pets`, `operation:listPets`, `schema:Pet`. Without such a prefix a name may be that of any
//! of the three.

use std::fmt;

use clientwright_diagnostics::source::Span;

use crate::select::glob;

/// One include or exclude pattern.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    text: String,
    form: Form,
    span: Option<Span>,
}

#[derive(Clone, Debug)]
enum Form {
    Path {
        verb: Option<String>,
        path: String,
    },
    /// A name, and the kind that a prefix names.
    Name {
        kind: Option<Kind>,
        name: String,
    },
}

/// What a pattern names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Path,
    Operation,
    Tag,
    Schema,
}

/// What a pattern is compared with.
#[derive(Clone, Copy, Debug)]
pub(super) enum Subject<'a> {
    Path { verb: &'a str, path: &'a str },
    Name(&'a str),
}

impl Kind {
    const PREFIXED: [Self; 3] = [Self::Operation, Self::Tag, Self::Schema];

    pub(super) fn prefix(self) -> &'static str {
        match self {
            Self::Path => "",
            Self::Operation => "operation:",
            Self::Tag => "tag:",
            Self::Schema => "schema:",
        }
    }

    pub(super) fn article(self) -> &'static str {
        match self {
            Self::Path => "a path",
            Self::Operation => "an operation",
            Self::Tag => "a tag",
            Self::Schema => "a schema",
        }
    }
}

impl Pattern {
    /// Reads a pattern. Every text is a pattern; the selection reports patterns that match nothing.
    pub(crate) fn new(text: &str) -> Self {
        let with_verb = text.split_once(' ');
        let with_verb = with_verb.filter(|(_, path)| path.starts_with('/'));
        let form = match with_verb {
            Some((verb, path)) => Form::Path {
                verb: Some(verb.to_ascii_uppercase()),
                path: path.to_owned(),
            },
            None if text.starts_with('/') => Form::Path {
                verb: None,
                path: text.to_owned(),
            },
            None => {
                let mut kinds = Kind::PREFIXED.into_iter();
                let kind = kinds.find(|kind| text.starts_with(kind.prefix()));
                let name = text.strip_prefix(kind.map_or("", Kind::prefix));
                Form::Name {
                    kind,
                    name: name.unwrap_or(text).to_owned(),
                }
            }
        };
        Self {
            text: text.to_owned(),
            form,
            span: None,
        }
    }

    /// Sets the place of the pattern in its source.
    pub(crate) fn at(mut self, span: Option<Span>) -> Self {
        self.span = span;
        self
    }

    /// Whether it has no wildcards. The name of a tag means all its operations.
    pub(crate) fn is_exact(&self) -> bool {
        match &self.form {
            Form::Path { path, verb } => verb.is_some() && !path.contains('*'),
            Form::Name { kind, name } => *kind != Some(Kind::Tag) && !name.contains('*'),
        }
    }

    pub(super) fn span(&self) -> Option<Span> {
        self.span
    }

    /// The kinds of names that the pattern may mean.
    pub(super) fn kinds(&self) -> &'static [Kind] {
        match self.form {
            Form::Path { .. } => &[Kind::Path],
            Form::Name { kind: None, .. } => &Kind::PREFIXED,
            Form::Name {
                kind: Some(kind), ..
            } => match kind {
                Kind::Path => &[Kind::Path],
                Kind::Operation => &[Kind::Operation],
                Kind::Tag => &[Kind::Tag],
                Kind::Schema => &[Kind::Schema],
            },
        }
    }

    /// The path or name without its prefix.
    pub(super) fn name(&self) -> &str {
        match &self.form {
            Form::Path { path, .. } => path,
            Form::Name { name, .. } => name,
        }
    }

    pub(super) fn matches(&self, subject: Subject<'_>) -> bool {
        match (&self.form, subject) {
            (Form::Path { verb, path: wanted }, Subject::Path { verb: found, path }) => {
                verb.as_ref().is_none_or(|verb| verb == found) && matches_path(wanted, path)
            }
            (Form::Name { name, .. }, Subject::Name(found)) => glob(name, found),
            _ => false,
        }
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Whether the segments of a pattern match those of a path.
fn matches_path(wanted: &str, path: &str) -> bool {
    let wanted: Vec<&str> = wanted.split('/').skip(1).collect();
    // For each position in the pattern, whether the segments so far lead to it.
    let mut reached = vec![false; wanted.len() + 1];
    reached[0] = true;
    skip_stars(&wanted, &mut reached);
    for segment in path.split('/').skip(1) {
        let mut next = vec![false; wanted.len() + 1];
        for (at, wanted) in wanted.iter().enumerate().filter(|(at, _)| reached[*at]) {
            if *wanted == "**" {
                next[at] = true;
            } else if glob(&plain(wanted), &plain(segment)) {
                next[at + 1] = true;
            }
        }
        reached = next;
        skip_stars(&wanted, &mut reached);
    }
    reached[wanted.len()]
}

/// `**` also matches no segment.
fn skip_stars(wanted: &[&str], reached: &mut [bool]) {
    for (at, wanted) in wanted.iter().enumerate() {
        if *wanted == "**" && reached[at] {
            reached[at + 1] = true;
        }
    }
}

/// A segment with the names of parameters left out: `{owner}` and `{repo}` are the same.
fn plain(segment: &str) -> String {
    let mut out = String::with_capacity(segment.len());
    let mut rest = segment;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((_, after)) = after.split_once('}') else {
            break;
        };
        out.push_str(before);
        out.push_str("{}");
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::{Pattern, Subject};

    fn on(pattern: &str, path: &str) -> bool {
        Pattern::new(pattern).matches(Subject::Path { verb: "GET", path })
    }

    #[test]
    fn stars_match_segments() {
        for (pattern, path) in [
            ("/**", "/pets"),
            ("/pets/**", "/pets"),
            ("/pets/**", "/pets/{id}/toys"),
            ("/pets/*", "/pets/{id}"),
            ("/pets/{pet}", "/pets/{id}"),
            ("/**/toys", "/pets/{id}/toys"),
            ("/a/**/c", "/a/c"),
            ("/pets/{x}.json", "/pets/{id}.json"),
            ("get /pets", "/pets"),
        ] {
            assert!(on(pattern, path), "{pattern} {path}");
        }
        for (pattern, path) in [
            ("/pets", "/pets/{id}"),
            ("/pets/*", "/pets"),
            ("/pet/**", "/pets"),
            ("/pets/{x}", "/pets/mine"),
            ("POST /pets", "/pets"),
            ("/pets/**/x", "/pets/{id}"),
        ] {
            assert!(!on(pattern, path), "{pattern} {path}");
        }
    }

    #[test]
    fn names_have_wildcards() {
        let is = |pattern, name| Pattern::new(pattern).matches(Subject::Name(name));
        assert!(is("schema:Pet*", "PetPatch") && is("listPets", "listPets"));
        assert!(!is("tag:pets", "pet") && !is("/pets", "/pets"));
    }
}
