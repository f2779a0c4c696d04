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
        let _ = writeln!(
            text,
            "    class t{index}[\"{}\"] {{",
            with_colons(&card.title)
        );
        let _ = writeln!(text, "        <<{}>>", escaped(&card.subtitle));
        for row in &card.rows {
            let _ = writeln!(text, "        {}", with_colons(row));
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

/// Text without syntax of Mermaid. Class diagrams have no escapes that every version draws, so that signs become similar characters:
/// `<` becomes `‹`, and a quote its full-width form.
fn escaped(text: &str) -> String {
    // From `!` to `~`, full-width forms have the same order as ASCII (Unicode, Halfwidth and Fullwidth Forms).
    const FULL_WIDTH: u32 = 0xff01 - '!' as u32;
    let similar = |c: char| match c {
        c if c.is_alphanumeric() || " _./-,[]".contains(c) => c,
        '<' => '‹',
        '>' => '›',
        '*' => '∗',
        '!'..='~' => char::from_u32(u32::from(c) + FULL_WIDTH).unwrap_or('\u{fffd}'),
        '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        c if c.is_control() => '\u{fffd}',
        c => c,
    };
    text.chars().map(similar).collect()
}

/// The same for places where a colon has no meaning.
fn with_colons(text: &str) -> String {
    escaped(text).replace('：', ":")
}
