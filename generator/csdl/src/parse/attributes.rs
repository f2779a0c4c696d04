//! The attributes of a start tag: separates namespace declarations, and expands references in values.

use std::borrow::Cow;
use std::collections::HashSet;
use std::rc::Rc;

use clientwright_diagnostics::source::Span;
use clientwright_diagnostics::{Diagnostic, Diagnostics};
use quick_xml::events::BytesStart;
use quick_xml::events::attributes::AttrError;

use super::namespaces::{Namespace, Namespaces};
use super::wellformed::{self, expand, is_qualified_name};
use super::xml::{At, Attribute, split};
use crate::codes;

/// Declares the namespaces of a tag and returns their number and its other attributes.
///
/// `None` means that the tag is not well-formed; then an error has been pushed.
pub(super) fn attributes<'a>(
    at: At<'a>,
    tag: &BytesStart<'_>,
    tag_start: usize,
    namespaces: &mut Namespaces<'a>,
    diags: &mut Diagnostics,
) -> Option<(usize, Vec<Attribute<'a>>)> {
    let mut raw: Vec<(&'a str, &'a str, usize, usize)> = Vec::new();
    // The check for repeats in quick-xml compares all pairs.
    for attribute in tag.attributes().with_checks(false) {
        let attribute = match attribute {
            Ok(attribute) => attribute,
            Err(error) => {
                diags.push(malformed(at, &error, tag_start));
                return None;
            }
        };
        let key: &str = attribute.key.as_ref();
        let name_start = at.offset_of(key, tag_start);
        let value_start = at.offset_of(&attribute.value, tag_start);
        let name = at.slice(name_start, name_start + key.len());
        let value = at.slice(value_start, value_start + attribute.value.len());
        if !is_qualified_name(name) {
            let message = format!("`{name}` is not an attribute name");
            let place = at.span(name_start, name_start + name.len());
            diags.push(Diagnostic::error(codes::MALFORMED, message).at(place, ""));
            continue;
        }
        if let Some(found) = value.find('<') {
            let place = value_start + found;
            diags.push(
                Diagnostic::error(codes::MALFORMED, "`<` in the value of an attribute")
                    .at(at.span(place, place + 1), "")
                    .help("write `&lt;`"),
            );
        }
        raw.push((name, value, name_start, value_start));
    }
    if let Some(found) = wellformed::missing_space(tag) {
        let place = tag_start + found;
        diags.push(
            Diagnostic::error(codes::MALFORMED, "no white space between two attributes")
                .at(at.span(place, place + 1), ""),
        );
    }
    let mut declared = 0;
    // Namespaces apply to the whole tag, in any order of its attributes.
    for &(name, value, name_start, value_start) in &raw {
        if let Some(prefix) = declares(name) {
            let uri = unescape(at, value, value_start, diags);
            if let Err(problem) = namespaces.declare(prefix, &uri) {
                let place = at.span(name_start, name_start + name.len());
                diags.push(Diagnostic::error(codes::MALFORMED, problem).at(place, ""));
            }
            declared += 1;
        }
    }
    // A set is faster only for very long tags.
    let mut seen = (raw.len() > 16).then(HashSet::new);
    let mut expanded = HashSet::new();
    let mut attributes = Vec::with_capacity(raw.len());
    for (index, &(name, value, name_start, value_start)) in raw.iter().enumerate() {
        let name_span = at.span(name_start, name_start + name.len());
        let mut is_repeat = match &mut seen {
            Some(seen) => !seen.insert(name),
            None => raw[..index].iter().any(|earlier| earlier.0 == name),
        };
        // Namespaces in XML 1.0, 6.3: attributes with the same local name and namespace are the same, whatever their
        // prefixes.
        let (prefix, local) = split(name);
        if !prefix.is_empty()
            && let Some((_, uri)) = namespaces.resolve(prefix)
        {
            is_repeat |= !expanded.insert((Rc::as_ptr(&uri), local));
        }
        if is_repeat {
            diags.push(
                Diagnostic::error(
                    codes::MALFORMED,
                    format!("attribute `{name}` is given twice"),
                )
                .at(name_span, ""),
            );
            continue;
        }
        if declares(name).is_some() {
            continue;
        }
        let namespace = match prefix {
            "" => Namespace::None,
            _ => match namespaces.resolve(prefix) {
                Some((namespace, _)) => namespace,
                None => {
                    diags.push(undeclared(prefix, name_span));
                    continue;
                }
            },
        };
        attributes.push(Attribute {
            namespace,
            name: local,
            value: unescape(at, value, value_start, diags),
            name_span,
            span: at.span(value_start, value_start + value.len()),
        });
    }
    Some((declared, attributes))
}

/// The prefix that an attribute declares; empty for the default namespace.
fn declares(name: &str) -> Option<&str> {
    match split(name) {
        ("", "xmlns") => Some(""),
        ("xmlns", prefix) => Some(prefix),
        _ => None,
    }
}

pub(super) fn undeclared(prefix: &str, place: Span) -> Diagnostic {
    let message = format!("the prefix `{prefix}` is not declared");
    Diagnostic::error(codes::MALFORMED, message)
        .at(place, "")
        .help(format!("declare it: `xmlns:{prefix}=\"…\"`"))
}

fn malformed(at: At<'_>, error: &AttrError, tag_start: usize) -> Diagnostic {
    let (message, position) = match error {
        AttrError::ExpectedEq(position) => ("an attribute without a value", *position),
        AttrError::ExpectedValue(position) => ("an attribute without a value", *position),
        AttrError::UnquotedValue(position) => ("an attribute value without quotes", *position),
        AttrError::ExpectedQuote(position, _) => {
            ("an attribute value without its closing quote", *position)
        }
        AttrError::Duplicated(position, _) => ("an attribute that is given twice", *position),
    };
    let place = tag_start + position;
    Diagnostic::error(codes::MALFORMED, message).at(at.span(place, place + 1), "")
}

/// Expands references, and turns white space into spaces (XML 1.0, 3.3.3).
fn unescape<'a>(at: At<'a>, value: &'a str, start: usize, diags: &mut Diagnostics) -> Cow<'a, str> {
    let special = |c: char| matches!(c, '&' | '\t' | '\n' | '\r');
    if !value.contains(special) {
        return Cow::Borrowed(value);
    }
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(found) = rest.find(special) {
        out.push_str(&rest[..found]);
        let here = start + (value.len() - rest.len()) + found;
        rest = &rest[found..];
        if let Some(after) = rest.strip_prefix('&') {
            let Some((name, tail)) = reference(after) else {
                let message = "`&` does not start a reference";
                diags.push(
                    Diagnostic::error(codes::MALFORMED, message)
                        .at(at.span(here, here + 1), "")
                        .help("write `&amp;`"),
                );
                out.push('&');
                rest = after;
                continue;
            };
            match expand(name, at.span(here, here + name.len() + 2)) {
                Ok(c) => out.push(c),
                Err(error) => diags.push(*error),
            }
            rest = tail;
        } else {
            // XML 1.0, 2.11: a line end of two characters counts as one.
            let skip = if rest.starts_with("\r\n") { 2 } else { 1 };
            out.push(' ');
            rest = &rest[skip..];
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The name of a reference and the text after it. Names are short, so that a stray `&` costs little.
fn reference(after: &str) -> Option<(&str, &str)> {
    let end = after
        .bytes()
        .take(64)
        .position(|b| matches!(b, b';' | b'&'))?;
    let (name, tail) = after.split_at_checked(end)?;
    Some((name, tail.strip_prefix(';')?))
}
