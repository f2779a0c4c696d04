//! From XML to the JSON of a value.

use std::collections::BTreeMap;

use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;

use super::{DEEPEST, Document, MOST, Member, Name, Place, Shape};

/// The JSON of a value, by its XML.
///
/// # Errors
///
/// A reason: the text is not XML in UTF-8, has a document type or an entity of its own, or is too large or too deep.
pub(crate) fn read(xml: &[u8], document: &Document) -> Result<String, String> {
    let xml = xml.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(xml);
    let text = std::str::from_utf8(xml).map_err(|_| "the text is not UTF-8".to_owned())?;
    let root = tree(text)?;
    if root.local != document.root.local {
        return Err(format!(
            "the root element is {:?}, not {:?}",
            root.local, document.root.local
        ));
    }
    let mut json = String::with_capacity(xml.len());
    let reader = Reader { document };
    reader.value(&mut json, document.shape, &root);
    Ok(json)
}

/// An element with its content.
#[derive(Debug, Default)]
struct Element {
    namespace: String,
    local: String,
    /// Namespace, local name and value.
    attributes: Vec<(String, String, String)>,
    children: Vec<Element>,
    text: String,
}

impl Element {
    fn is_null(&self) -> bool {
        const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";
        let mut attributes = self.attributes.iter();
        attributes.any(|(namespace, local, value)| {
            namespace == INSTANCE && local == "nil" && matches!(value.trim(), "true" | "1")
        })
    }
}

/// The root element.
fn tree(text: &str) -> Result<Element, String> {
    let mut reader = NsReader::from_str(text);
    let mut open: Vec<Element> = Vec::new();
    let mut root = None;
    let mut count = 0;
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        let (start, is_empty) = match event {
            Event::Start(start) => (start, false),
            Event::Empty(start) => (start, true),
            Event::End(_) => {
                close(&mut open, &mut root)?;
                continue;
            }
            Event::Text(text) => {
                let text: &str = &text;
                push(&mut open, text)?;
                continue;
            }
            Event::CData(data) => {
                let data: &str = &data;
                push(&mut open, data)?;
                continue;
            }
            Event::GeneralRef(reference) => {
                let name: &str = &reference;
                push(&mut open, &resolved(name)?)?;
                continue;
            }
            Event::DocType(_) => return Err("it has a document type".to_owned()),
            Event::Comment(_) | Event::PI(_) | Event::Decl(_) => continue,
            Event::Eof => break,
        };
        count += 1;
        if count > MOST {
            return Err(format!("it has more than {MOST} elements"));
        }
        if open.len() == DEEPEST {
            return Err(format!("it is nested more than {DEEPEST} levels deep"));
        }
        if root.is_some() {
            return Err("it has two root elements".to_owned());
        }
        open.push(element(&reader, &start)?);
        if is_empty {
            close(&mut open, &mut root)?;
        }
    }
    match root {
        Some(root) if open.is_empty() => Ok(root),
        _ => Err("the text ends inside of an element".to_owned()),
    }
}

fn element(reader: &NsReader<&[u8]>, start: &BytesStart<'_>) -> Result<Element, String> {
    let namespace = |result: ResolveResult<'_>| match result {
        ResolveResult::Bound(namespace) => {
            let text: &str = namespace.0;
            text.to_owned()
        }
        ResolveResult::Unbound | ResolveResult::Unknown(_) => String::new(),
    };
    let (of, local) = reader.resolver().resolve_element(start.name());
    let mut element = Element {
        namespace: namespace(of),
        local: {
            let local: &str = local.as_ref();
            local.to_owned()
        },
        ..Element::default()
    };
    // The check for repeated attributes compares each with all others.
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| error.to_string())?;
        if attribute.key.as_namespace_binding().is_some() {
            continue;
        }
        let (of, local) = reader.resolver().resolve_attribute(attribute.key);
        let value: &str = &attribute.value;
        let local: &str = local.as_ref();
        let attribute = (namespace(of), local.to_owned(), expanded(value)?);
        element.attributes.push(attribute);
    }
    Ok(element)
}

fn close(open: &mut Vec<Element>, root: &mut Option<Element>) -> Result<(), String> {
    let element = open.pop().ok_or("an end tag without an element")?;
    match open.last_mut() {
        Some(parent) => parent.children.push(element),
        None => *root = Some(element),
    }
    Ok(())
}

fn push(open: &mut [Element], text: &str) -> Result<(), String> {
    match open.last_mut() {
        Some(element) => element.text.push_str(text),
        None if text.trim().is_empty() => {}
        None => return Err("there is text outside of the root element".to_owned()),
    }
    Ok(())
}

/// The text of an attribute with its references resolved.
fn expanded(value: &str) -> Result<String, String> {
    let mut text = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('&') {
        text.push_str(before);
        let (name, after) = after.split_once(';').ok_or("a reference without an end")?;
        text.push_str(&resolved(name)?);
        rest = after;
    }
    text.push_str(rest);
    Ok(text)
}

/// The character of a reference (XML 1.0, 4.1 and 4.6).
fn resolved(name: &str) -> Result<String, String> {
    let number = name.strip_prefix('#').map(|digits| {
        let number = match digits.strip_prefix('x') {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => digits.parse(),
        };
        number
            .ok()
            .and_then(char::from_u32)
            .filter(|c| super::is_char(*c))
    });
    let character = match (name, number) {
        ("amp", _) => Some('&'),
        ("lt", _) => Some('<'),
        ("gt", _) => Some('>'),
        ("quot", _) => Some('"'),
        ("apos", _) => Some('\''),
        (_, number) => number.flatten(),
    };
    let text = character.map(String::from);
    text.ok_or_else(|| format!("the entity {name:?} is refused"))
}

struct Reader<'a> {
    document: &'a Document,
}

impl Reader<'_> {
    fn value(&self, json: &mut String, shape: Shape, element: &Element) {
        if element.is_null() {
            return json.push_str("null");
        }
        match shape {
            Shape::Text | Shape::Number | Shape::Boolean => scalar(json, shape, &element.text),
            Shape::Object(index) => {
                let members = self.document.objects.get(index).copied();
                self.object(json, members.unwrap_or_default(), element);
            }
            Shape::List(item) => {
                self.list(json, item.shape, &matching(element, item.name, &[]));
            }
            Shape::Map(shape) => {
                let children: Vec<&Element> = element.children.iter().collect();
                self.groups(json, *shape, &children);
            }
            Shape::Any if element.children.is_empty() => scalar(json, Shape::Text, &element.text),
            Shape::Any => {
                let children: Vec<&Element> = element.children.iter().collect();
                self.groups(json, Shape::Any, &children);
            }
        }
    }

    fn list(&self, json: &mut String, shape: Shape, items: &[&Element]) {
        json.push('[');
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                json.push(',');
            }
            self.value(json, shape, item);
        }
        json.push(']');
    }

    /// An object whose members are elements; repeated ones are lists.
    fn groups(&self, json: &mut String, shape: Shape, children: &[&Element]) {
        let mut groups: BTreeMap<&str, Vec<&Element>> = BTreeMap::new();
        let mut order = Vec::new();
        for child in children {
            let group = groups.entry(child.local.as_str()).or_default();
            if group.is_empty() {
                order.push(child.local.as_str());
            }
            group.push(child);
        }
        json.push('{');
        for (index, name) in order.into_iter().enumerate() {
            if index > 0 {
                json.push(',');
            }
            quoted(json, name);
            json.push(':');
            match groups[name].as_slice() {
                [only] => self.value(json, shape, only),
                several if matches!(shape, Shape::Any) => self.list(json, shape, several),
                several => self.value(json, shape, several[several.len() - 1]),
            }
        }
        json.push('}');
    }

    fn object(&self, json: &mut String, members: &[Member], element: &Element) {
        json.push('{');
        let mut is_first = true;
        for member in members {
            let start = json.len();
            if !is_first {
                json.push(',');
            }
            quoted(json, member.json);
            json.push(':');
            match self.member(json, member, members, element) {
                true => is_first = false,
                false => json.truncate(start),
            }
        }
        json.push('}');
    }

    /// Writes the value of a member. `false`: it is absent.
    fn member(
        &self,
        json: &mut String,
        member: &Member,
        members: &[Member],
        element: &Element,
    ) -> bool {
        match (member.place, member.shape) {
            (Place::Attribute, shape) => {
                let mut attributes = element.attributes.iter();
                let found = attributes.find(|(namespace, local, _)| {
                    let is_within =
                        member.name.prefix.is_empty() || namespace == member.name.namespace;
                    local == member.name.local && is_within
                });
                found.is_some_and(|(_, _, text)| {
                    scalar(json, shape, text);
                    true
                })
            }
            (Place::Text, shape) => {
                scalar(json, shape, &element.text);
                true
            }
            (Place::Element, Shape::List(item)) => {
                let items = matching(element, item.name, members);
                if items.is_empty() && !member.required {
                    return false;
                }
                self.list(json, item.shape, &items);
                true
            }
            (Place::Element | Place::Wrapped, shape) => {
                let found = matching(element, member.name, members);
                found.first().is_some_and(|found| {
                    self.value(json, shape, found);
                    true
                })
            }
        }
    }
}

/// The children with a name. The namespace counts only if another member has the same name in another one: services are less
/// exact with namespaces than descriptions.
fn matching<'a>(element: &'a Element, name: Name, members: &[Member]) -> Vec<&'a Element> {
    let mut others = members
        .iter()
        .filter(|member| member.place != Place::Attribute);
    let is_ambiguous = others
        .any(|member| member.name.local == name.local && member.name.namespace != name.namespace);
    let children = element.children.iter().filter(|child| {
        child.local == name.local && (!is_ambiguous || child.namespace == name.namespace)
    });
    children.collect()
}

/// A value without elements. What is no number or Boolean is a string, so that the type that reads it reports it.
fn scalar(json: &mut String, shape: Shape, text: &str) {
    let trimmed = text.trim();
    match (shape, trimmed) {
        (Shape::Number | Shape::Boolean, "") => json.push_str("null"),
        (Shape::Boolean, "true" | "1") => json.push_str("true"),
        (Shape::Boolean, "false" | "0") => json.push_str("false"),
        (Shape::Number, number) if is_number(number) => json.push_str(number),
        _ => quoted(json, text),
    }
}

fn is_number(text: &str) -> bool {
    let is_legal = serde_json::from_str::<serde_json::Number>(text).is_ok();
    is_legal && text.bytes().all(|byte| !byte.is_ascii_whitespace())
}

fn quoted(json: &mut String, text: &str) {
    // A string is always written.
    json.push_str(&serde_json::to_string(text).unwrap_or_default());
}
