//! The attributes of a start tag: namespace declarations apart, values with their references expanded.

use std::borrow::Cow;
use std::collections::HashSet;

use quick_xml::events::BytesStart;
use quick_xml::events::attributes::AttrError;

use super::namespaces::{Namespace, Namespaces};
use super::xml::{At, Attribute, expand, split, unknown_entity};
use crate::diagnostics::{Diagnostic, Diagnostics, codes};

/// Declares the namespaces of a tag and returns their number with its other attributes.
///
/// `None` means that the tag is not well-formed; then an error has been pushed.
pub(super) fn attributes<'a>(
    at: At<'a>,
    tag: &BytesStart<'_>,
    tag_start: usize,
    namespaces: &mut Namespaces<'a>,
    diags: &mut Diagnostics,
) -> Option<(usize, Vec<Attribute<'a>>)> {
    let mut declared = 0;
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
        let prefix = match split(name) {
            ("", "xmlns") => Some(""),
            ("xmlns", prefix) => Some(prefix),
            _ => None,
        };
        if let Some(prefix) = prefix {
            let uri = unescape(at, value, value_start, diags);
            namespaces.declare(prefix, &uri);
            declared += 1;
        } else {
            raw.push((name, value, name_start, value_start));
        }
    }
    // A set pays off only for tags that nobody writes by hand.
    let mut seen = (raw.len() > 16).then(HashSet::new);
    let mut attributes = Vec::with_capacity(raw.len());
    for (index, &(name, value, name_start, value_start)) in raw.iter().enumerate() {
        let name_span = at.span(name_start, name_start + name.len());
        let is_repeat = match &mut seen {
            Some(seen) => !seen.insert(name),
            None => raw[..index].iter().any(|earlier| earlier.0 == name),
        };
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
        let (prefix, local) = split(name);
        attributes.push(Attribute {
            namespace: match prefix {
                "" => Namespace::None,
                _ => namespaces.resolve(prefix),
            },
            name: local,
            value: unescape(at, value, value_start, diags),
            name_span,
            span: at.span(value_start, value_start + value.len()),
        });
    }
    Some((declared, attributes))
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

/// Expands references and, as XML 1.0, 3.3.3 asks for, turns white space into spaces.
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
                let message = "`&` that starts no reference";
                diags.push(
                    Diagnostic::error(codes::MALFORMED, message)
                        .at(at.span(here, here + 1), "")
                        .help("write `&amp;`"),
                );
                out.push('&');
                rest = after;
                continue;
            };
            match expand(name) {
                Some(c) => out.push(c),
                None => diags.push(unknown_entity(name, at.span(here, here + name.len() + 2))),
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

/// The name of a reference and what follows it. Names are short, so a stray `&` costs little.
fn reference(after: &str) -> Option<(&str, &str)> {
    let end = after
        .bytes()
        .take(64)
        .position(|b| matches!(b, b';' | b'&'))?;
    let (name, tail) = after.split_at_checked(end)?;
    Some((name, tail.strip_prefix(';')?))
}
