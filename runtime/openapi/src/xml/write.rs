//! From the JSON of a value to XML.

use super::{DEEPEST, Document, Member, Name, Place, Shape, is_char, is_name};
use crate::value::Value;

/// The XML of a value, by its JSON.
///
/// # Errors
///
/// A reason: a character that is not allowed in XML, a name of a member that no element can have, or too deep a value.
pub(crate) fn write(json: &str, document: &Document) -> Result<String, String> {
    let mut writer = Writer {
        out: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>".to_owned(),
        document,
        defaults: Vec::new(),
        depth: 0,
    };
    writer.element(document.root.into(), document.shape, json)?;
    Ok(writer.out)
}

struct Writer<'a> {
    out: String,
    document: &'a Document,
    /// The default namespaces of the open elements.
    defaults: Vec<&'static str>,
    depth: usize,
}

/// The name of an element, of the description or of the value.
#[derive(Clone, Copy)]
struct Tag<'a> {
    local: &'a str,
    prefix: &'static str,
    namespace: &'static str,
}

impl From<Name> for Tag<'static> {
    fn from(name: Name) -> Self {
        Self {
            local: name.local,
            prefix: name.prefix,
            namespace: name.namespace,
        }
    }
}

impl<'a> Tag<'a> {
    /// A name that is data.
    fn of_data(local: &'a str) -> Result<Self, String> {
        match is_name(local) {
            true => Ok(Self {
                local,
                prefix: "",
                namespace: "",
            }),
            false => Err(format!("no element can be called {local:?}")),
        }
    }
}

impl Writer<'_> {
    /// An element with its content. Null has no element.
    fn element(&mut self, tag: Tag<'_>, shape: Shape, json: &str) -> Result<(), String> {
        let value = Value::read(json);
        if value == Value::Null {
            return Ok(());
        }
        if self.depth == DEEPEST {
            return Err(format!("it is nested more than {DEEPEST} levels deep"));
        }
        self.depth += 1;
        self.out.push('<');
        self.name(tag);
        let declared = self.declare(tag.prefix, tag.namespace)?;
        let members: &[Member] = match shape {
            Shape::Object(index) => self
                .document
                .objects
                .get(index)
                .copied()
                .unwrap_or_default(),
            _ => &[],
        };
        let mut start = self.out.len();
        match value {
            Value::Object(object) => {
                let mut texts = Vec::new();
                let mut inside = Vec::new();
                for (name, json) in &object {
                    let member = members.iter().find(|member| *member.json == **name);
                    match member.map(|member| (member, member.place)) {
                        Some((member, Place::Attribute)) => self.attribute(member, json)?,
                        Some((_, Place::Text)) => texts.extend(Value::inner(json)),
                        member => inside.push((name, json, member.map(|(member, _)| member))),
                    }
                }
                start = self.out.len();
                self.out.push('>');
                for text in texts {
                    self.text(&text)?;
                }
                for (name, json, member) in inside {
                    match (member, shape) {
                        (Some(member), _) => self.member(member, json)?,
                        (None, Shape::Map(shape)) => {
                            self.several(Tag::of_data(name)?, *shape, json)?;
                        }
                        (None, _) => self.several(Tag::of_data(name)?, Shape::Any, json)?,
                    }
                }
            }
            Value::List(items) => {
                self.out.push('>');
                for json in items {
                    match shape {
                        Shape::List(item) => self.element(item.name.into(), item.shape, json)?,
                        _ => self.element(Tag::of_data("item")?, Shape::Any, json)?,
                    }
                }
            }
            Value::Text(text) => {
                self.out.push('>');
                self.text(&text)?;
            }
            Value::Null => {}
        }
        if self.out.len() == start + 1 && self.out.ends_with('>') {
            self.out.pop();
            self.out.push_str("/>");
        } else {
            self.out.push_str("</");
            self.name(tag);
            self.out.push('>');
        }
        if declared {
            self.defaults.pop();
        }
        self.depth -= 1;
        Ok(())
    }

    fn member(&mut self, member: &Member, json: &str) -> Result<(), String> {
        match (member.place, member.shape) {
            (Place::Element, Shape::List(item)) => match Value::read(json) {
                Value::List(items) => items
                    .iter()
                    .try_for_each(|json| self.element(item.name.into(), item.shape, json)),
                _ => Ok(()),
            },
            (_, shape) => self.several(member.name.into(), shape, json),
        }
    }

    /// An element; of a list of anything, one for each item.
    fn several(&mut self, tag: Tag<'_>, shape: Shape, json: &str) -> Result<(), String> {
        match (shape, Value::read(json)) {
            (Shape::Any, Value::List(items)) => {
                let mut items = items.iter();
                items.try_for_each(|json| self.element(tag, Shape::Any, json))
            }
            _ => self.element(tag, shape, json),
        }
    }

    fn attribute(&mut self, member: &Member, json: &str) -> Result<(), String> {
        let Some(text) = Value::inner(json) else {
            return Ok(());
        };
        let tag = Tag::from(member.name);
        // An attribute without a prefix is in no namespace.
        if !tag.prefix.is_empty() {
            self.declare(tag.prefix, tag.namespace)?;
        }
        self.out.push(' ');
        self.name(tag);
        self.out.push_str("=\"");
        self.value(&text)?;
        self.out.push('"');
        Ok(())
    }

    fn name(&mut self, tag: Tag<'_>) {
        if !tag.prefix.is_empty() && !tag.namespace.is_empty() {
            self.out.push_str(tag.prefix);
            self.out.push(':');
        }
        self.out.push_str(tag.local);
    }

    /// Declares a namespace in the open tag; `true` if it is the default one from now on.
    fn declare(&mut self, prefix: &str, namespace: &'static str) -> Result<bool, String> {
        let is_default = prefix.is_empty();
        if namespace.is_empty() || (is_default && self.defaults.last() == Some(&namespace)) {
            return Ok(false);
        }
        let declaration = match is_default {
            true => " xmlns=\"".to_owned(),
            false => format!(" xmlns:{prefix}=\""),
        };
        // The element may have declared it for itself.
        let open = self.out.rfind('<').unwrap_or_default();
        if self.out[open..].contains(&declaration) {
            return Ok(false);
        }
        self.out.push_str(&declaration);
        self.value(namespace)?;
        self.out.push('"');
        if is_default {
            self.defaults.push(namespace);
        }
        Ok(is_default)
    }

    /// A text, with references for what would be markup, and for white space that readers change.
    fn text(&mut self, text: &str) -> Result<(), String> {
        self.escaped(text, "\r")
    }

    /// The value of an attribute: readers turn all white space into spaces.
    fn value(&mut self, text: &str) -> Result<(), String> {
        self.escaped(text, "\r\n\t")
    }

    fn escaped(&mut self, text: &str, also: &str) -> Result<(), String> {
        for c in text.chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                c if also.contains(c) => self.out.push_str(&format!("&#{};", u32::from(c))),
                c if is_char(c) => self.out.push(c),
                c => return Err(format!("the character {c:?} cannot be in XML")),
            }
        }
        Ok(())
    }
}
