//! Diagnostics as data, with lines and columns, for other programs.

use std::collections::{BTreeMap, BTreeSet};

use super::{Diagnostic, Diagnostics, Label, Place, Severity};
use crate::source::{FileId, SourceMap, Span, floor_char_boundary};

/// One problem with its places, without reference to a [`SourceMap`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The severity.
    pub severity: Severity,
    /// The code, such as `csdl-012`.
    pub code: &'static str,
    /// What is wrong, in one line.
    pub message: String,
    /// The places: first the one of the problem, then related ones.
    pub places: Vec<LocatedPlace>,
    /// What the user can do about it.
    pub helps: Vec<String>,
}

/// A place of a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocatedPlace {
    /// The file, as the user named it.
    pub file: String,
    /// The text in the file; `None` for a file or folder as a whole.
    pub range: Option<Range>,
    /// The text next to the marked source; may be empty.
    pub label: String,
}

/// A part of a file. Offsets count bytes from 0; lines and columns count from 1, and columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset after the last byte.
    pub end: usize,
    /// Where it starts.
    pub from: Position,
    /// Where it ends: after the last character.
    pub to: Position,
}

/// A line and a column, both counted from 1; the column counts characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// Line.
    pub line: usize,
    /// Column.
    pub column: usize,
}

impl Diagnostics {
    /// All problems as data, in the order of [`sorted`](Self::sorted).
    ///
    /// ```
    /// use clientwright_diagnostics::{Diagnostic, Diagnostics};
    /// use clientwright_diagnostics::source::{SourceMap, Span};
    ///
    /// let mut sources = SourceMap::new();
    /// let file = sources.add("demo.xml", "<a>\n  <b/>\n</a>");
    /// let mut diags = Diagnostics::new();
    /// let span = Span { file, start: 6, end: 10 };
    /// diags.push(Diagnostic::error("demo-001", "no `b` here").at(span, ""));
    /// let located = diags.located(&sources);
    /// let range = located[0].places[0].range.expect("a part of the file");
    /// assert_eq!((range.from.line, range.from.column), (2, 3));
    /// assert_eq!((range.start, range.to.column), (6, 7));
    /// ```
    pub fn located(&self, sources: &SourceMap) -> Vec<Located> {
        let sorted = self.sorted();
        let positions = Positions::new(sources, sorted.iter().flat_map(|d| spans(d)));
        let place = |label: &Label| LocatedPlace {
            file: sources.file(label.span.file).name.clone(),
            range: Some(positions.range(sources, label.span)),
            label: label.text.clone(),
        };
        let located = sorted.into_iter().map(|diagnostic| {
            let first = match &diagnostic.place {
                Place::Source(label) => place(label),
                Place::Path(path) => LocatedPlace {
                    file: path.clone(),
                    range: None,
                    label: String::new(),
                },
            };
            let uses = diagnostic.uses.iter().skip(1).map(|&span| Label {
                span,
                text: "also used here".to_owned(),
            });
            let uses: Vec<Label> = uses.collect();
            let others = diagnostic.others.iter().chain(&uses).map(place);
            Located {
                severity: diagnostic.severity,
                code: diagnostic.code,
                message: diagnostic.message.clone(),
                places: std::iter::once(first).chain(others).collect(),
                helps: diagnostic.helps.clone(),
            }
        });
        located.collect()
    }
}

/// All spans of a diagnostic.
fn spans(diagnostic: &Diagnostic) -> impl Iterator<Item = Span> {
    let others = diagnostic.others.iter().map(|label| label.span);
    let uses = diagnostic.uses.iter().copied();
    diagnostic.span().into_iter().chain(others).chain(uses)
}

/// The positions of offsets. Each file is read once, whatever the number of its problems.
struct Positions(BTreeMap<FileId, BTreeMap<usize, Position>>);

impl Positions {
    fn new(sources: &SourceMap, spans: impl Iterator<Item = Span>) -> Self {
        let mut offsets: BTreeMap<FileId, BTreeSet<usize>> = BTreeMap::new();
        for span in spans {
            let (start, end) = ends(sources, span);
            offsets.entry(span.file).or_default().extend([start, end]);
        }
        let of_file = offsets.into_iter().map(|(file, offsets)| {
            let text = &sources.file(file).text;
            let mut at = 0;
            let mut position = Position { line: 1, column: 1 };
            let positions = offsets.into_iter().map(|offset| {
                for c in text[at..offset].chars() {
                    match c {
                        '\n' => {
                            position.line += 1;
                            position.column = 1;
                        }
                        _ => position.column += 1,
                    }
                }
                at = offset;
                (offset, position)
            });
            (file, positions.collect())
        });
        Self(of_file.collect())
    }

    fn range(&self, sources: &SourceMap, span: Span) -> Range {
        let (start, end) = ends(sources, span);
        let of_file = self.0.get(&span.file);
        let position = |offset| of_file.and_then(|file| file.get(&offset)).copied();
        Range {
            start,
            end,
            from: position(start).unwrap_or_default(),
            to: position(end).unwrap_or_default(),
        }
    }
}

/// Start and end of a span, at boundaries of characters.
fn ends(sources: &SourceMap, span: Span) -> (usize, usize) {
    let text = &sources.file(span.file).text;
    let start = floor_char_boundary(text, span.start as usize);
    (
        start,
        floor_char_boundary(text, span.end as usize).max(start),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Positions agree with those of [`SourceMap::position`], also after characters of several bytes and behind the end.
    #[test]
    fn positions_are_those_of_the_source_map() {
        let mut sources = SourceMap::new();
        let text = "a\u{e4}b\r\n\n\u{1f600}c\nlast";
        let file = sources.add("a.xml", text);
        let mut diags = Diagnostics::new();
        let boundaries =
            (0..text.len() + 2).filter(|at| *at > text.len() || text.is_char_boundary(*at));
        for start in boundaries.clone() {
            let start = start as u32;
            let span = Span {
                file,
                start,
                end: start + 1,
            };
            diags.push(Diagnostic::warning("demo-001", "here").at(span, "it"));
        }
        let located = diags.located(&sources);
        assert_eq!(located.len(), boundaries.count());
        for (diagnostic, located) in diags.sorted().into_iter().zip(located) {
            let range = located.places[0].range.expect("a part of the file");
            let expected = sources.position(diagnostic.span().expect("a span"));
            assert_eq!((range.from.line, range.from.column), expected);
            assert!(range.start <= range.end && range.end <= text.len());
        }
    }

    #[test]
    fn all_places_and_uses_are_kept() {
        let mut sources = SourceMap::new();
        let file = sources.add("a.xml", "abcdef");
        let span = |start| Span {
            file,
            start,
            end: start + 1,
        };
        let mut diags = Diagnostics::new();
        let uses = (0..5).map(span).collect();
        let diagnostic = Diagnostic::error("demo-001", "five times").at(span(0), "first");
        diags.push(
            diagnostic
                .used_at(uses)
                .also(span(5), "declared")
                .help("do it"),
        );
        diags.push(Diagnostic::error_in("demo-002", "cannot read", "b.xml"));
        let located = diags.located(&sources);
        assert_eq!(located[0].places[0].range, None);
        let labels: Vec<&str> = located[1].places.iter().map(|p| p.label.as_str()).collect();
        let also = "also used here";
        assert_eq!(labels, ["first", "declared", also, also, also, also]);
        assert_eq!(located[1].helps, ["do it"]);
    }
}
