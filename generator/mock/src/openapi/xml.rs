//! Values as XML, by the `xml` objects of their schemas (OpenAPI 3.2, 4.26). Names follow the rules of the generated client.

use clientwright_oas::Api;
use clientwright_oas::api::{SchemaId, Xml};

use crate::json::{Json, Members};

/// How deep schemas may be composed of each other.
const DEEPEST: usize = 100;

/// A document with a value; `None` if the root element has no name.
pub(super) fn document(api: &Api, schema: SchemaId, value: &Json) -> Option<String> {
    let target = api.target(schema);
    let own = own(api, schema).or_else(|| own(api, target));
    let named = own.and_then(|xml| xml.name.as_deref());
    let component = || {
        let mut components = api.components.schemas.iter();
        let found = components.find(|(_, id)| api.target(*id) == target);
        found.map(|(name, _)| &**name)
    };
    let name = named.or_else(component)?;
    let writer = Writer { api };
    let mut out = r#"<?xml version="1.0" encoding="UTF-8"?>"#.to_owned();
    match value {
        // The items of a list are in the root element, each called as its schema.
        Json::List(items) => {
            let item = writer.items(target);
            let mut inner = String::new();
            for value in items {
                writer.element(&mut inner, name, Some(item?), value);
            }
            writer.wrap(&mut out, name, own, "", &inner);
        }
        value => writer.named(&mut out, name, own, Some(target), value),
    }
    Some(out)
}

fn own(api: &Api, id: SchemaId) -> Option<&Xml> {
    api.schemas[id].xml.as_deref()
}

struct Writer<'a> {
    api: &'a Api,
}

impl Writer<'_> {
    /// An item of a list: called by its own name, else by that of the list.
    fn element(&self, out: &mut String, list: &str, item: Option<SchemaId>, value: &Json) {
        let xml =
            item.and_then(|id| own(self.api, id).or_else(|| own(self.api, self.api.target(id))));
        let name = xml.and_then(|xml| xml.name.as_deref()).unwrap_or(list);
        self.named(out, name, xml, item, value);
    }

    /// An element with a value.
    fn named(
        &self,
        out: &mut String,
        name: &str,
        xml: Option<&Xml>,
        schema: Option<SchemaId>,
        value: &Json,
    ) {
        let (mut attributes, mut inner) = (String::new(), String::new());
        match value {
            Json::Object(members) => self.members(&mut attributes, &mut inner, schema, members),
            Json::List(items) => {
                let item = schema.and_then(|id| self.items(id));
                for value in items {
                    self.element(&mut inner, name, item, value);
                }
            }
            value => inner = escaped(&plain(value)),
        }
        self.wrap(out, name, xml, &attributes, &inner);
    }

    fn members(
        &self,
        attributes: &mut String,
        inner: &mut String,
        schema: Option<SchemaId>,
        members: &Members,
    ) {
        for (key, value) in members.iter().filter(|(_, value)| *value != Json::Null) {
            let property = schema.and_then(|id| self.property(id, key, 0));
            let xml = property.and_then(|id| own(self.api, id));
            let name = xml.and_then(|xml| xml.name.as_deref()).unwrap_or(key);
            match (xml, value) {
                (Some(xml), value) if xml.attribute => {
                    let (name, space) = qualified(name, Some(xml));
                    let value = escaped(&plain(value));
                    attributes.push_str(&format!("{space} {name}=\"{value}\""));
                }
                (Some(xml), value) if xml.text => inner.push_str(&escaped(&plain(value))),
                (xml, Json::List(items)) => {
                    let item = property.and_then(|id| self.items(id));
                    let is_wrapped = xml.is_some_and(|xml| xml.wrapped);
                    // The name of a list that is not wrapped has no effect.
                    let list = if is_wrapped { name } else { key };
                    let mut all = String::new();
                    for value in items {
                        self.element(&mut all, list, item, value);
                    }
                    match is_wrapped {
                        true => self.wrap(inner, name, xml, "", &all),
                        false => inner.push_str(&all),
                    }
                }
                (xml, value) => self.named(inner, name, xml, property, value),
            }
        }
    }

    fn wrap(&self, out: &mut String, name: &str, xml: Option<&Xml>, attributes: &str, inner: &str) {
        let (name, space) = qualified(name, xml);
        out.push_str(&format!("<{name}{space}{attributes}>{inner}</{name}>"));
    }

    /// The schema of a property, also of the schemas that one is composed of.
    fn property(&self, id: SchemaId, name: &str, depth: usize) -> Option<SchemaId> {
        if depth > DEEPEST {
            return None;
        }
        let schema = &self.api.schemas[self.api.target(id)];
        let own = schema.properties.iter().find(|it| &*it.name == name);
        let parts = schema
            .all_of
            .iter()
            .chain(&schema.one_of)
            .chain(&schema.any_of);
        own.map(|property| property.schema).or_else(|| {
            parts
                .copied()
                .find_map(|part| self.property(part, name, depth + 1))
        })
    }

    fn items(&self, id: SchemaId) -> Option<SchemaId> {
        self.api.schemas[self.api.target(id)].items
    }
}

/// A name with its prefix, and the declaration of its namespace.
fn qualified(name: &str, xml: Option<&Xml>) -> (String, String) {
    let prefix = xml.and_then(|xml| xml.prefix.as_deref());
    let namespace = xml.and_then(|xml| xml.namespace.as_deref()).map(escaped);
    let full = prefix.map_or_else(|| name.to_owned(), |prefix| format!("{prefix}:{name}"));
    let space = match (prefix, namespace) {
        (Some(prefix), Some(namespace)) => format!(" xmlns:{prefix}=\"{namespace}\""),
        (None, Some(namespace)) => format!(" xmlns=\"{namespace}\""),
        (_, None) => String::new(),
    };
    (full, space)
}

/// The text of a value that is no object.
pub(super) fn plain(value: &Json) -> String {
    match value {
        Json::Text(text) => text.clone(),
        value => value.to_string(),
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' | '\r' => out.push_str(&format!("&#{};", u32::from(c))),
            // XML 1.0 has no other control characters.
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
