//! A diagram as a directed graph of Graphviz.

use std::fmt::Write;

use super::cards::Cards;
use super::svg::escaped;
use super::types::{Kind, RelationKind};

pub(super) fn write(cards: &Cards) -> String {
    let mut text = "digraph types {\n  rankdir=LR\n  node [shape=plain fontname=\"monospace\" fontsize=11]\n  edge [fontname=\"monospace\" fontsize=9]\n"
        .to_owned();
    for (index, card) in cards.cards.iter().enumerate() {
        let color = match card.kind {
            Kind::Entity => "#ddf4ff",
            Kind::Complex | Kind::Object => "#fff8c5",
            Kind::Union => "#fbefff",
            Kind::Enumeration | Kind::Alias => "#dafbe1",
        };
        // Writing to a text does not fail.
        let _ = write!(
            text,
            "  t{index} [tooltip=\"{}\" label=<<table border=\"0\" cellborder=\"1\" cellspacing=\"0\" cellpadding=\"4\">\
             <tr><td port=\"t\" bgcolor=\"{color}\"><b>{}</b><br/>{}</td></tr>",
            quoted(&card.tooltip),
            escaped(&card.title),
            escaped(&card.subtitle)
        );
        for (row, content) in card.rows.iter().enumerate() {
            let _ = write!(
                text,
                "<tr><td port=\"r{row}\" align=\"left\">{}</td></tr>",
                escaped(content)
            );
        }
        text.push_str("</table>>]\n");
    }
    for link in &cards.links {
        let (from, to) = (link.from, link.to);
        let port = match link.row {
            Some(row) => format!("r{row}"),
            None => "t".to_owned(),
        };
        let label = match link.row {
            Some(_) => String::new(),
            None => quoted(&link.label),
        };
        let style = match link.kind {
            RelationKind::Base => {
                // Base types are before derived ones, as in the picture.
                let _ = writeln!(text, "  t{to}:t -> t{from}:t [dir=back arrowtail=empty]");
                continue;
            }
            RelationKind::Contains => "dir=both arrowtail=diamond arrowhead=vee",
            RelationKind::Refers => "arrowhead=vee",
            RelationKind::Property => "arrowhead=normal",
            RelationKind::Value => "arrowhead=vee style=dashed",
            RelationKind::Variant => "arrowhead=normal style=dashed",
        };
        let _ = writeln!(
            text,
            "  t{from}:{port} -> t{to}:t [{style} label=\"{label}\"]"
        );
    }
    text + "}\n"
}

/// Text in double quotes. A backslash starts an escape there, and Graphviz reads entities of HTML.
fn quoted(text: &str) -> String {
    escaped(text).replace('\\', "\\\\")
}
