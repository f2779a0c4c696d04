//! The result of rustdoc for generated code, with its Markdown parser.

use proc_macro2::{TokenStream, TokenTree};
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

/// Checks all docs of a file, and adds the visible text to `seen`.
pub(crate) fn check(place: &str, text: &str, seen: &mut String) {
    let mut docs = String::new();
    let mut notes = Vec::new();
    for line in text.lines().chain([""]) {
        let line = line.trim_start();
        let comment = line
            .strip_prefix("///")
            .or_else(|| line.strip_prefix("//!"));
        match comment {
            Some(rest) => {
                docs.push_str(rest.strip_prefix(' ').unwrap_or(rest));
                docs.push('\n');
            }
            None if !docs.is_empty() => markdown(place, &std::mem::take(&mut docs), seen),
            None => {}
        }
        assert!(
            !line.contains("#[doc ="),
            "{place}: docs that are no comment: {line}"
        );
        if line.contains("deprecated(") || line.starts_with("note = ") {
            notes.extend(literals(line));
        }
    }
    for note in notes {
        markdown(place, &note, seen);
    }
}

/// The only heading of generated docs.
const HEADING: &str = "\n# Errors\n";

/// The options are those of rustdoc for the docs of an item.
fn markdown(place: &str, text: &str, seen: &mut String) {
    let text = &text.replacen(HEADING, "\n", 1);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    for event in Parser::new_ext(text, options) {
        match &event {
            Event::Text(text) | Event::Code(text) => seen.push_str(text),
            Event::End(TagEnd::Paragraph | TagEnd::Item) | Event::SoftBreak => seen.push(' '),
            Event::Start(Tag::Paragraph | Tag::Item | Tag::List(None)) | Event::End(_) => {}
            Event::Start(Tag::Link {
                link_type: LinkType::Autolink,
                dest_url,
                ..
            }) if dest_url.starts_with("https://") || dest_url.starts_with("http://") => {}
            // A constant links to its field, and to nothing that the metadata chooses.
            Event::Start(Tag::Link {
                link_type: LinkType::Inline,
                dest_url,
                title,
                ..
            }) if title.is_empty()
                && dest_url
                    .strip_prefix("Self::")
                    .is_some_and(|field| syn::parse_str::<syn::Ident>(field).is_ok()) => {}
            _ => panic!("{place}: {event:?} in\n{text}"),
        }
    }
}

/// The values of all string literals, including those in macros.
pub(crate) fn literals(text: &str) -> Vec<String> {
    let Ok(tokens) = text.parse::<TokenStream>() else {
        return Vec::new();
    };
    let mut all = Vec::new();
    let mut open = vec![tokens];
    while let Some(tokens) = open.pop() {
        for token in tokens {
            match token {
                TokenTree::Group(group) => open.push(group.stream()),
                TokenTree::Literal(literal) => {
                    let literal = syn::parse_str::<syn::LitStr>(&literal.to_string());
                    all.extend(literal.map(|literal| literal.value()));
                }
                _ => {}
            }
        }
    }
    all
}
