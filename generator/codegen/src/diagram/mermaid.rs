//! A diagram as a class diagram of Mermaid.

use std::fmt::Write;

use super::TooLarge;
use super::cards::Cards;
use super::types::RelationKind;

/// `maxEdges` of Mermaid, which only the page that shows a diagram can change.
const MOST_LINKS: usize = 500;
/// `maxTextSize` of Mermaid, in characters.
const LONGEST: usize = 50_000;

pub(super) fn write(cards: &Cards) -> Result<String, TooLarge> {
    if cards.links.len() > MOST_LINKS {
        return Err(TooLarge {
            what: "relations",
            limit: MOST_LINKS,
        });
    }
    let mut text = "classDiagram\n    direction LR\n".to_owned();
    for (index, card) in cards.cards.iter().enumerate() {
        // Writing to a text does not fail.
        let _ = writeln!(text, "    class t{index}[\"{}\"] {{", escaped(&card.title));
        let _ = writeln!(text, "        <<{}>>", escaped(&card.subtitle));
        for row in &card.rows {
            // A colon may stand in rows, and is read more easily.
            let _ = writeln!(text, "        {}", escaped(row).replace("#58; ", ": "));
        }
        text.push_str("    }\n");
    }
    for link in &cards.links {
        let (from, to) = (link.from, link.to);
        let label = escaped(&link.label);
        let number = match link.is_many {
            true => "*",
            false => "0..1",
        };
        let _ = match link.kind {
            RelationKind::Base => writeln!(text, "    t{to} <|-- t{from}"),
            RelationKind::Contains => {
                writeln!(text, "    t{from} *-- \"{number}\" t{to} : {label}")
            }
            RelationKind::Refers => writeln!(text, "    t{from} o-- \"{number}\" t{to} : {label}"),
            RelationKind::Property => {
                writeln!(text, "    t{from} --> \"{number}\" t{to} : {label}")
            }
            RelationKind::Value => writeln!(text, "    t{from} ..> t{to} : {label}"),
            RelationKind::Variant => writeln!(text, "    t{to} ..|> t{from}"),
        };
    }
    match text.chars().count() > LONGEST {
        true => Err(TooLarge {
            what: "characters",
            limit: LONGEST,
        }),
        false => Ok(text),
    }
}

/// Text without syntax of Mermaid: everything but letters, digits and some signs is an entity by its number. Mermaid replaces entities
/// before it parses, and back when it draws.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_alphanumeric() => out.push(c),
            ' ' | '_' | '.' | '/' | '-' => out.push(c),
            c => {
                let _ = write!(out, "#{};", u32::from(c));
            }
        }
    }
    out
}
