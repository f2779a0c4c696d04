//! A diagram as a picture.
//!
//! Colours follow the page or the system between light and dark. Widths of texts are estimated for fonts of one width, so
//! that the picture is the same wherever it is made.

use std::fmt::Write;

use super::TooLarge;
use super::cards::{Card, Cards, Link};
use super::layout::{self, Frame, LOOP_WIDTH, Layout, Line, Size};
use super::types::{Kind, RelationKind};

/// Around everything.
const MARGIN: f64 = 16.0;
/// Left and right of the texts of a box.
const PADDING: f64 = 10.0;
/// The width of a character of fonts with one width is 0.6 of their size; some are a little wider.
const CHARACTER: f64 = 0.62;
const TITLE_SIZE: f64 = 13.0;
const SUBTITLE_SIZE: f64 = 10.0;
const ROW_SIZE: f64 = 11.0;
/// The part of a box with title and subtitle.
const HEAD: f64 = 38.0;
const ROW: f64 = 16.0;
/// Below the last row.
const FOOT: f64 = 6.0;
/// Where lines end at a box, from its top.
const PORT: f64 = 15.0;
/// The height of the line that explains the arrows.
const LEGEND: f64 = 28.0;

const STYLE: &str = "\
.bg{fill:#fff}.box{fill:#f6f8fa;stroke:#8c959f}.e{fill:#ddf4ff}.c{fill:#fff8c5}.u{fill:#fbefff}.n{fill:#dafbe1}\
text{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;fill:#1f2328}\
.t{font-size:13px;font-weight:600}.s{font-size:10px;fill:#59636e}.r{font-size:11px}\
.l{fill:none;stroke:#59636e;stroke-width:1.2}.d{stroke-dasharray:5 3}.m{fill:#59636e;stroke:none}.h{fill:#fff;stroke:#59636e}\
@media(prefers-color-scheme:dark){.bg{fill:#0d1117}.box{fill:#161b22;stroke:#656c76}.e{fill:#0c2d4a}.c{fill:#3b2e00}\
.u{fill:#32204f}.n{fill:#0f3a1f}text{fill:#f0f6fc}.s{fill:#9198a1}.l{stroke:#9198a1}.m{fill:#9198a1}.h{fill:#0d1117;stroke:#9198a1}}";

/// The ends of lines, by the id of each.
const MARKERS: &str = "\
<marker id=\"base\" viewBox=\"0 0 12 10\" refX=\"11\" refY=\"5\" markerWidth=\"12\" markerHeight=\"10\" markerUnits=\"userSpaceOnUse\" \
orient=\"auto\"><path class=\"h\" d=\"M1 1L11 5L1 9z\"/></marker>\
<marker id=\"to\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"9\" markerHeight=\"9\" markerUnits=\"userSpaceOnUse\" \
orient=\"auto\"><path class=\"m\" d=\"M1 1L9 5L1 9z\"/></marker>\
<marker id=\"part\" viewBox=\"0 0 14 8\" refX=\"1\" refY=\"4\" markerWidth=\"14\" markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" \
orient=\"auto\"><path class=\"m\" d=\"M1 4L7 1L13 4L7 7z\"/></marker>\
<marker id=\"ref\" viewBox=\"0 0 14 8\" refX=\"1\" refY=\"4\" markerWidth=\"14\" markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" \
orient=\"auto\"><path class=\"h\" d=\"M1 4L7 1L13 4L7 7z\"/></marker>";

/// What each kind of line means, in the order of the legend.
const MEANINGS: [(RelationKind, &str); 6] = [
    (RelationKind::Base, "derives from"),
    (RelationKind::Contains, "contains entities"),
    (RelationKind::Refers, "refers to entities"),
    (RelationKind::Property, "has values"),
    (RelationKind::Value, "has values of an enumeration"),
    (RelationKind::Variant, "is one of"),
];

pub(super) fn write(cards: &Cards, title: &str) -> Result<String, TooLarge> {
    let layout = place(cards)?;
    let legend = legend(cards);
    let legend_width = legend.iter().map(|(_, text)| entry_width(text)).sum();
    let width = layout.width.max(legend_width) + 2.0 * MARGIN;
    let height = layout.height
        + 2.0 * MARGIN
        + match legend.is_empty() {
            true => 0.0,
            false => LEGEND,
        };
    let title = escaped(title);
    let (width, height) = (number(width), number(height));
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
         aria-label=\"{title}\">\n<title>{title}</title>\n<style>{STYLE}</style>\n<defs>{MARKERS}</defs>\n\
         <rect class=\"bg\" width=\"{width}\" height=\"{height}\"/>\n"
    );
    for (link, points) in cards.links.iter().zip(&layout.lines) {
        let path = path(points);
        // Writing to a text does not fail.
        let _ = writeln!(text, "<path {} d=\"{path}\"/>", style(link.kind));
    }
    for (card, frame) in cards.cards.iter().zip(&layout.frames) {
        draw(card, frame, &mut text);
    }
    let mut x = MARGIN;
    let y = layout.height + MARGIN + LEGEND / 2.0 + 6.0;
    for (kind, meaning) in legend {
        let _ = writeln!(
            text,
            "<path {} d=\"M{} {}h34\"/><text class=\"s\" x=\"{}\" y=\"{}\">{meaning}</text>",
            style(kind),
            number(x),
            number(y),
            number(x + 40.0),
            number(y + 3.5)
        );
        x += entry_width(meaning);
    }
    Ok(text + "</svg>\n")
}

/// The frames of the cards, and the points of the links.
fn place(cards: &Cards) -> Result<Layout, TooLarge> {
    let sizes: Vec<Size> = cards.cards.iter().map(size).collect();
    let lines: Vec<Line> = cards.links.iter().map(line).collect();
    layout::layout(&sizes, &lines)
}

fn size(card: &Card) -> Size {
    let rows = card.rows.iter().map(|row| width(row, ROW_SIZE));
    let head = width(&card.title, TITLE_SIZE).max(width(&card.subtitle, SUBTITLE_SIZE));
    let rows_height = match card.rows.len() {
        0 => 0.0,
        count => count as f64 * ROW + FOOT,
    };
    Size {
        width: (rows.fold(head, f64::max) + 2.0 * PADDING).ceil(),
        height: HEAD + rows_height,
        port: PORT,
    }
}

fn line(link: &Link) -> Line {
    let row = |row: usize| HEAD + row as f64 * ROW + ROW / 2.0 + 2.0;
    Line {
        from: link.from,
        from_port: link.row.map_or(PORT, row),
        to: link.to,
        group: link.kind as usize,
        is_backward: link.kind == RelationKind::Base,
    }
}

/// The kinds of lines in the picture, with their meanings.
fn legend(cards: &Cards) -> Vec<(RelationKind, &'static str)> {
    let is_used = |kind: RelationKind| cards.links.iter().any(|link| link.kind == kind);
    let used = MEANINGS.into_iter().filter(|(kind, _)| is_used(*kind));
    used.collect()
}

fn entry_width(meaning: &str) -> f64 {
    40.0 + width(meaning, SUBTITLE_SIZE) + 22.0
}

/// An upper bound for the width of a text. Letters outside of the Latin, Greek and Cyrillic blocks count as wide.
fn width(text: &str, size: f64) -> f64 {
    let of = |c: char| {
        if u32::from(c) < 0x0590 || c == '…' {
            1.0
        } else {
            2.0
        }
    };
    text.chars().map(of).sum::<f64>() * CHARACTER * size
}

fn style(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::Base => "class=\"l\" marker-end=\"url(#base)\"",
        RelationKind::Contains => "class=\"l\" marker-start=\"url(#part)\" marker-end=\"url(#to)\"",
        RelationKind::Refers => "class=\"l\" marker-start=\"url(#ref)\" marker-end=\"url(#to)\"",
        RelationKind::Property => "class=\"l\" marker-end=\"url(#to)\"",
        RelationKind::Value => "class=\"l d\" marker-end=\"url(#to)\"",
        RelationKind::Variant => "class=\"l d\" marker-end=\"url(#base)\"",
    }
}

/// Pairs of points are joined by a curve, and pairs by a straight line; see [`Layout::lines`].
fn path(points: &[(f64, f64)]) -> String {
    let mut text = String::new();
    let shifted = points.iter().map(|(x, y)| (x + MARGIN, y + MARGIN));
    let points: Vec<(f64, f64)> = shifted.collect();
    for (index, &(x, y)) in points.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| points.get(before));
        let _ = match before {
            None => write!(text, "M{} {}", number(x), number(y)),
            Some(&(from, start)) if from == x => {
                let out = number(x + LOOP_WIDTH);
                let (start, y, x) = (number(start), number(y), number(x));
                write!(text, "C{out} {start} {out} {y} {x} {y}")
            }
            Some(&(from, start)) if index % 2 == 1 => {
                let middle = number(f64::midpoint(from, x));
                let (start, y, x) = (number(start), number(y), number(x));
                write!(text, "C{middle} {start} {middle} {y} {x} {y}")
            }
            Some(_) => write!(text, "L{} {}", number(x), number(y)),
        };
    }
    text
}

fn draw(card: &Card, frame: &Frame, text: &mut String) {
    let (x, y) = (frame.x + MARGIN, frame.y + MARGIN);
    let class = match card.kind {
        Kind::Entity => "e",
        Kind::Complex | Kind::Object => "c",
        Kind::Union => "u",
        Kind::Enumeration | Kind::Alias => "n",
    };
    let (left, top, width) = (number(x), number(y), number(frame.width));
    // Writing to a text does not fail.
    let _ = writeln!(
        text,
        "<g><title>{}</title><rect class=\"box\" x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{}\"/>\
         <rect class=\"box {class}\" x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{}\"/>",
        escaped(&card.tooltip),
        number(frame.height),
        number(HEAD)
    );
    let mut line = |class: &str, dy: f64, content: &str| {
        let (x, y) = (number(x + PADDING), number(y + dy));
        let _ = writeln!(
            text,
            "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{}</text>",
            escaped(content)
        );
    };
    line("t", 17.0, &card.title);
    line("s", 30.0, &card.subtitle);
    for (index, row) in card.rows.iter().enumerate() {
        line("r", HEAD + index as f64 * ROW + 14.0, row);
    }
    text.push_str("</g>\n");
}

/// With one digit after the point at most: the same on every machine, and short.
fn number(value: f64) -> String {
    let tenths = (value * 10.0).round() / 10.0;
    format!("{tenths}")
}

/// Text for content and attributes of XML. Characters that XML forbids become U+FFFD (XML 1.0, 2.2).
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
