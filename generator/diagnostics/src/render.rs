//! Diagnostics as text, with the source lines of their labels.

use std::borrow::Cow;
use std::collections::HashMap;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Snippet};

use super::{Diagnostic, Label, Place, Severity};
use crate::source::{FileId, SourceMap, floor_char_boundary};
use crate::text::{is_hidden, visible};

/// A line longer than this many bytes is cut around the label.
const LONG_LINE: usize = 200;
/// How much of a long line is shown before and after the label.
const CONTEXT: usize = 60;
/// How much of a label is shown in a long line.
const LONG_LABEL: usize = 80;
/// Labels at most this many lines apart share a snippet.
const NEAR: usize = 12;

/// How many uses of one name are shown after the first.
const FURTHER_USES: usize = 2;

pub(super) struct Renderer<'a> {
    sources: &'a SourceMap,
    inner: annotate_snippets::Renderer,
    /// Offsets at which the lines of a file start; computed once for each file.
    line_starts: HashMap<FileId, Vec<usize>>,
    /// The last column counted in a long line.
    column: Option<Column>,
}

/// The number of characters on a line before an offset. Diagnostics are sorted by place, and counting continues from
/// here, so that a minified file with many of them takes linear time.
#[derive(Clone, Copy)]
struct Column {
    file: FileId,
    line_start: usize,
    offset: usize,
    characters: usize,
}

/// A label with its line. A span over several lines is cut at the end of the first.
struct Spot<'a> {
    text: &'a str,
    primary: bool,
    file: FileId,
    /// Index of the line, from zero.
    line: usize,
    line_start: usize,
    line_end: usize,
    start: usize,
    end: usize,
}

impl Spot<'_> {
    fn is_long(&self) -> bool {
        self.line_end - self.line_start > LONG_LINE
    }
}

impl<'a> Renderer<'a> {
    pub(super) fn new(sources: &'a SourceMap, color: bool) -> Self {
        let inner = match color {
            true => annotate_snippets::Renderer::styled(),
            false => annotate_snippets::Renderer::plain(),
        };
        Self {
            sources,
            inner: inner.decor_style(DecorStyle::Ascii),
            line_starts: HashMap::new(),
            column: None,
        }
    }

    pub(super) fn render(&mut self, diagnostic: &Diagnostic) -> String {
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let mut group = level
            .primary_title(visible(&diagnostic.message))
            .id(diagnostic.code)
            .elements(Vec::<Origin<'_>>::new());
        let uses = diagnostic.uses.iter().skip(1);
        let further: Vec<Label> = uses
            .take(FURTHER_USES)
            .map(|&span| Label {
                span,
                text: "also used here".to_owned(),
            })
            .collect();
        let mut spots = Vec::new();
        match &diagnostic.place {
            Place::Path(path) => group = group.element(Origin::path(visible(path))),
            Place::Source(label) => spots.push(self.spot(label, true)),
        }
        spots.extend(
            diagnostic
                .others
                .iter()
                .chain(&further)
                .map(|label| self.spot(label, false)),
        );
        let clusters = clusters(spots);
        let hidden = diagnostic.uses.len().saturating_sub(1 + FURTHER_USES);
        let hidden = (hidden > 0).then(|| format!("the name is used in {hidden} more places"));
        for cluster in &clusters {
            group = self.snippet(group, cluster);
        }
        for help in hidden.iter().chain(&diagnostic.helps) {
            group = group.element(Level::HELP.message(visible(help)));
        }
        let text = self.inner.render(&[group]);
        let mut text = self.true_columns(text, &clusters);
        text.push('\n');
        text
    }

    /// For a cut line, the text has the column in the cut line: replaces it with that in the source.
    fn true_columns(&mut self, text: String, clusters: &[Vec<Spot<'_>>]) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text.as_str();
        for lead in clusters.iter().filter_map(|cluster| lead(cluster)) {
            let file = self.sources.file(lead.file);
            let place = format!("{}:{}:", visible(&file.name), lead.line + 1);
            let Some(at) = rest.find(&place) else {
                continue;
            };
            let (before, after) = rest.split_at(at + place.len());
            out.push_str(before);
            rest = after;
            if lead.is_long() {
                out.push_str(&self.column(lead).to_string());
                rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
            }
        }
        out.push_str(rest);
        out
    }

    /// Adds the lines of a cluster of spots.
    fn snippet<'s>(&'s self, group: Group<'s>, cluster: &[Spot<'s>]) -> Group<'s> {
        let Some(lead) = lead(cluster) else {
            return group;
        };
        let file = self.sources.file(lead.file);
        let first = cluster.iter().map(|s| s.line_start).min().unwrap_or(0);
        let last = cluster.iter().map(|s| s.line_end).max().unwrap_or(0);
        let first_line = cluster.iter().map(|s| s.line).min().unwrap_or(0);
        if !lead.is_long() {
            let lines = Shown::new(cut_lines(&file.text[first..last]));
            let annotations = cluster.iter().map(|spot| {
                kind(spot)
                    .span(lines.offset(spot.start - first)..lines.offset(spot.end - first))
                    .label(label(spot.text))
            });
            let annotations: Vec<_> = annotations.collect();
            let snippet = Snippet::source(lines.text)
                .path(visible(&file.name))
                .line_start(first_line + 1)
                .annotations(annotations);
            return group.element(snippet);
        }
        // A long line has its own cluster: show a window around the label.
        let from = floor_char_boundary(
            &file.text,
            lead.start.saturating_sub(CONTEXT).max(lead.line_start),
        );
        let label_end =
            floor_char_boundary(&file.text, lead.end.min(lead.start + LONG_LABEL)).max(lead.start);
        let to = floor_char_boundary(&file.text, (label_end + CONTEXT).min(lead.line_end))
            .max(label_end);
        let before = if from > lead.line_start { "..." } else { "" };
        let after = if to < lead.line_end { "..." } else { "" };
        let window = format!("{before}{}{after}", &file.text[from..to]);
        let window = Shown::new(window);
        let shift = |offset: usize| window.offset(offset - from + before.len());
        let annotation = kind(lead)
            .span(shift(lead.start)..shift(label_end))
            .label(label(lead.text));
        group.element(
            Snippet::source(window.text)
                .path(visible(&file.name))
                .line_start(lead.line + 1)
                .annotation(annotation),
        )
    }

    /// The column of a spot in a long line, counted from one.
    fn column(&mut self, spot: &Spot<'_>) -> usize {
        let known = self.column.filter(|known| {
            (known.file, known.line_start) == (spot.file, spot.line_start)
                && known.offset <= spot.start
        });
        let (from, before) = known.map_or((spot.line_start, 0), |known| {
            (known.offset, known.characters)
        });
        let text = &self.sources.file(spot.file).text;
        let characters = before + text[from..spot.start].chars().count();
        if spot.primary {
            self.column = Some(Column {
                file: spot.file,
                line_start: spot.line_start,
                offset: spot.start,
                characters,
            });
        }
        characters + 1
    }

    fn spot<'l>(&mut self, label: &'l Label, primary: bool) -> Spot<'l> {
        let text = &self.sources.file(label.span.file).text;
        let starts = self
            .line_starts
            .entry(label.span.file)
            .or_insert_with(|| line_starts(text));
        let start = floor_char_boundary(text, label.span.start as usize);
        let line = starts.partition_point(|&s| s <= start).saturating_sub(1);
        let line_start = starts[line];
        let next = starts.get(line + 1).map_or(text.len(), |&s| s - 1);
        let line_end = match text[line_start..next].strip_suffix('\r') {
            Some(without) => line_start + without.len(),
            None => next,
        };
        let start = start.min(line_end);
        let end = floor_char_boundary(text, label.span.end as usize).clamp(start, line_end);
        Spot {
            text: &label.text,
            primary,
            file: label.span.file,
            line,
            line_start,
            line_end,
            start,
            end,
        }
    }
}

/// The spot whose position is shown for a cluster.
fn lead<'c, 's>(cluster: &'c [Spot<'s>]) -> Option<&'c Spot<'s>> {
    cluster.iter().find(|s| s.primary).or(cluster.first())
}

fn kind(spot: &Spot<'_>) -> AnnotationKind {
    match spot.primary {
        true => AnnotationKind::Primary,
        false => AnnotationKind::Context,
    }
}

fn label(text: &str) -> Option<Cow<'_, str>> {
    Some(text).filter(|t| !t.is_empty()).map(visible)
}

/// Lines of a source as they are shown, with escapes for characters that a terminal interprets.
struct Shown {
    text: String,
    /// Where each escape starts in the source, and how many bytes longer the text is after it.
    longer: Vec<(usize, usize)>,
}

impl Shown {
    fn new(source: String) -> Self {
        // A carriage return before a line feed belongs to the end of the line.
        let is_shown = |c: char| !is_hidden(c) || matches!(c, '\n' | '\t');
        if source.chars().all(is_shown) {
            return Self {
                text: source,
                longer: Vec::new(),
            };
        }
        let mut text = String::with_capacity(source.len() + 16);
        let mut longer = Vec::new();
        for (at, c) in source.char_indices() {
            if is_shown(c) || (c == '\r' && source[at + 1..].starts_with('\n')) {
                text.push(c);
                continue;
            }
            text.extend(c.escape_default());
            longer.push((at, text.len() - at - c.len_utf8()));
        }
        Self { text, longer }
    }

    /// The position in the text of an offset in the source.
    fn offset(&self, source: usize) -> usize {
        let behind = self.longer.partition_point(|(at, _)| *at < source);
        match behind.checked_sub(1) {
            Some(last) => source + self.longer[last].1,
            None => source,
        }
    }
}

/// Groups spots that can share a snippet; the cluster of the primary spot comes first.
fn clusters(spots: Vec<Spot<'_>>) -> Vec<Vec<Spot<'_>>> {
    let mut clusters: Vec<Vec<Spot<'_>>> = Vec::new();
    for spot in spots {
        let near = |other: &Spot<'_>| {
            other.file == spot.file
                && !other.is_long()
                && !spot.is_long()
                && other.line.abs_diff(spot.line) <= NEAR
        };
        match clusters.iter_mut().find(|c| c.iter().any(near)) {
            Some(cluster) => cluster.push(spot),
            None => clusters.push(vec![spot]),
        }
    }
    clusters
}

/// Keeps the lines of a snippet unless a line between two labels is long: that line is replaced by blanks, so that
/// offsets stay true.
fn cut_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let body = line.strip_suffix('\n').unwrap_or(line);
        if body.len() > LONG_LINE {
            out.extend(std::iter::repeat_n(' ', body.len()));
            out.push_str(&line[body.len()..]);
        } else {
            out.push_str(line);
        }
    }
    out
}

fn line_starts(text: &str) -> Vec<usize> {
    let after = text.bytes().enumerate().filter(|(_, b)| *b == b'\n');
    std::iter::once(0)
        .chain(after.map(|(i, _)| i + 1))
        .collect()
}
