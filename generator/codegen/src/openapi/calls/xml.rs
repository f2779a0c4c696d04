//! Bodies and responses in XML: tables by the XML Objects of schemas (OpenAPI 3.1, 4.8.26; 3.2, 4.26).

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, HashSet};

use clientwright_model::{XmlDocument, XmlMember, XmlName, XmlPlace, XmlShape};
use clientwright_oas::Api;
use clientwright_oas::api::{Additional, Schema, SchemaId, Type, Types, Xml};

/// How many objects a table may have. Larger ones are texts.
const MOST: usize = 512;
/// How deep lists and maps without names may be nested.
const DEEPEST: usize = 16;

/// The tables of all schemas, each made once.
pub(crate) struct Documents<'a> {
    api: &'a Api,
    /// The first component key of each schema.
    keys: HashMap<SchemaId, &'a str>,
    known: RefCell<HashMap<SchemaId, Option<XmlDocument>>>,
}

impl<'a> Documents<'a> {
    pub(crate) fn new(api: &'a Api) -> Self {
        let components = api.components.schemas.iter().rev();
        Self {
            api,
            keys: components
                .map(|(key, id)| (api.target(*id), &**key))
                .collect(),
            known: RefCell::default(),
        }
    }

    /// The table for values of a schema. `None`: the root element has no name, or a name is none in XML.
    pub(super) fn of(&self, schema: SchemaId) -> Option<XmlDocument> {
        if let Some(known) = self.known.borrow().get(&schema) {
            return known.clone();
        }
        let document = self.document(schema);
        self.known.borrow_mut().insert(schema, document.clone());
        document
    }

    /// How many members the table for a schema has.
    pub(crate) fn weight(&self, schema: SchemaId) -> usize {
        let document = self.of(schema);
        document.map_or(0, |document| document.objects.iter().map(Vec::len).sum())
    }

    fn document(&self, schema: SchemaId) -> Option<XmlDocument> {
        let api = self.api;
        let target = api.target(schema);
        let xml = api.schemas[target].xml.as_deref();
        let named = xml.and_then(|xml| xml.name.as_deref());
        let root = name(named.or(self.keys.get(&target).copied())?, xml)?;
        let mut table = Table {
            api,
            objects: Vec::new(),
            known: BTreeMap::new(),
        };
        // Items of a list without a name are called as their component.
        let shape = table.shape(schema, &root.local, 0)?;
        Some(XmlDocument {
            root,
            shape,
            objects: table.objects,
        })
    }
}

struct Table<'a> {
    api: &'a Api,
    objects: Vec<Vec<XmlMember>>,
    /// The number of each object.
    known: BTreeMap<SchemaId, usize>,
}

impl<'a> Table<'a> {
    /// What values of a schema are. `outer` is the name for items that have none of their own.
    fn shape(&mut self, id: SchemaId, outer: &str, depth: usize) -> Option<XmlShape> {
        let id = self.api.target(id);
        if let Some(known) = self.known.get(&id) {
            return Some(XmlShape::Object(*known));
        }
        if depth > DEEPEST || self.objects.len() > MOST {
            return None;
        }
        let schema = &self.api.schemas[id];
        if let Some(only) = only_variant(self.api, schema) {
            return self.shape(only, outer, depth + 1);
        }
        if !schema.one_of.is_empty() || !schema.any_of.is_empty() {
            return Some(XmlShape::Any);
        }
        let types = types(self.api, schema);
        match types.without(Type::Null).only() {
            Some(Type::String) => return Some(XmlShape::Text),
            Some(Type::Integer | Type::Number) => return Some(XmlShape::Number),
            Some(Type::Boolean) => return Some(XmlShape::Boolean),
            Some(Type::Array) => {
                let Some(items) = schema.items else {
                    return Some(XmlShape::Any);
                };
                let name = self.item_name(items, outer)?;
                let shape = self.shape(items, &name.local, depth + 1)?;
                return Some(XmlShape::List(name, Box::new(shape)));
            }
            _ => {}
        }
        let (properties, without_schema) = properties(self.api, id);
        if properties.is_empty() {
            return Some(match schema.additional {
                Additional::Schema(values) => {
                    XmlShape::Map(Box::new(self.shape(values, outer, depth + 1)?))
                }
                _ => XmlShape::Any,
            });
        }
        let number = self.objects.len();
        self.known.insert(id, number);
        self.objects.push(Vec::new());
        let mut members = Vec::with_capacity(properties.len());
        for (json, schema, required) in properties {
            members.push(self.member(json, schema, required)?);
        }
        for json in without_schema {
            members.push(XmlMember {
                json: json.to_owned(),
                name: name(json, None)?,
                place: XmlPlace::Element,
                shape: XmlShape::Any,
                required: true,
            });
        }
        self.objects[number] = members;
        Some(XmlShape::Object(number))
    }

    fn member(&mut self, json: &str, id: SchemaId, required: bool) -> Option<XmlMember> {
        let target = self.api.target(id);
        // What a reference is called is decided where it is, everything else by its target.
        let own = self.api.schemas[id].xml.as_deref();
        let xml = own.or(self.api.schemas[target].xml.as_deref());
        let named = own.and_then(|xml| xml.name.as_deref());
        let name = name(named.unwrap_or(json), xml)?;
        let place = match xml {
            Some(xml) if xml.attribute => XmlPlace::Attribute,
            Some(xml) if xml.text => XmlPlace::Text,
            Some(xml) if xml.wrapped => XmlPlace::Wrapped,
            _ => XmlPlace::Element,
        };
        let shape = match place {
            // The name of a list that is not wrapped has no effect.
            XmlPlace::Element => self.shape(id, json, 0)?,
            _ => self.shape(id, &name.local, 0)?,
        };
        let place = match (place, &shape) {
            (XmlPlace::Wrapped, XmlShape::List(..)) => XmlPlace::Wrapped,
            (XmlPlace::Wrapped, _) => XmlPlace::Element,
            (XmlPlace::Attribute, XmlShape::Object(_) | XmlShape::Map(_)) => return None,
            (place, _) => place,
        };
        Some(XmlMember {
            json: json.to_owned(),
            name,
            place,
            shape,
            required,
        })
    }

    fn item_name(&self, items: SchemaId, outer: &str) -> Option<XmlName> {
        let target = self.api.target(items);
        let own = self.api.schemas[items].xml.as_deref();
        let xml = own.or(self.api.schemas[target].xml.as_deref());
        let named = xml.and_then(|xml| xml.name.as_deref());
        name(named.unwrap_or(outer), xml)
    }
}

/// A name with its prefix and namespace. `None`: it is none in XML.
fn name(local: &str, xml: Option<&Xml>) -> Option<XmlName> {
    let text = |of: fn(&Xml) -> Option<&str>| xml.and_then(of).unwrap_or_default().to_owned();
    let (prefix, namespace) = (
        text(|xml| xml.prefix.as_deref()),
        text(|xml| xml.namespace.as_deref()),
    );
    let is_legal = is_name(local)
        && (prefix.is_empty() || is_name(&prefix))
        && !prefix.to_ascii_lowercase().starts_with("xml")
        && !namespace.contains(char::is_control);
    is_legal.then(|| XmlName {
        local: local.to_owned(),
        prefix,
        namespace,
    })
}

/// Whether a text is a name without a prefix (Namespaces in XML 1.0, 3), of the letters that are used for names.
fn is_name(text: &str) -> bool {
    let starts = |c: char| c == '_' || c.is_alphabetic();
    text.starts_with(starts)
        && text
            .chars()
            .all(|c| starts(c) || c.is_numeric() || "-.".contains(c))
}

/// The only schema that is composed or chosen from, apart from null: `allOf` with one item, `[T, null]`.
pub(super) fn only_variant(api: &Api, schema: &Schema) -> Option<SchemaId> {
    if !schema.properties.is_empty() {
        return None;
    }
    let is_null = |id: &&SchemaId| api.schemas[api.target(**id)].types.only() == Some(Type::Null);
    let lists = [&schema.all_of, &schema.one_of, &schema.any_of];
    let mut all = lists.into_iter().flatten().filter(|id| !is_null(id));
    let only = all.next()?;
    all.next().is_none().then_some(*only)
}

/// The types of a schema; without any, those of its values.
pub(super) fn types(api: &Api, schema: &Schema) -> Types {
    if schema.types != Types::default() {
        return schema.types;
    }
    let mut composed = schema
        .all_of
        .iter()
        .map(|id| api.schemas[api.target(*id)].types);
    if let Some(types) = composed.find(|types| *types != Types::default()) {
        return types;
    }
    let values = schema.enumeration.iter().chain(schema.constant.as_deref());
    Types::from_iter(values.filter_map(|value| match value {
        clientwright_oas::api::Value::Text(_) => Some(Type::String),
        _ => None,
    }))
}

/// The properties of a schema with those of `allOf`: name, schema, and whether it is required. Then the required names without a
/// schema.
pub(super) fn properties(api: &Api, id: SchemaId) -> (Vec<(&str, SchemaId, bool)>, Vec<&str>) {
    let (mut open, mut seen) = (vec![id], HashSet::new());
    let mut all: Vec<(&str, SchemaId, bool)> = Vec::new();
    let mut names: HashSet<&str> = HashSet::new();
    let mut required: HashSet<&str> = HashSet::new();
    let mut in_order: Vec<&str> = Vec::new();
    while let Some(id) = open.pop() {
        let id = api.target(id);
        if seen.len() > MOST || !seen.insert(id) {
            continue;
        }
        let schema = &api.schemas[id];
        for property in &schema.properties {
            if names.insert(&property.name) {
                all.push((&property.name, property.schema, false));
            }
        }
        for name in schema.required.iter().map(|name| &**name) {
            if required.insert(name) {
                in_order.push(name);
            }
        }
        open.extend(schema.all_of.iter().rev().copied());
    }
    for (name, _, is_required) in &mut all {
        *is_required = required.contains(*name);
    }
    in_order.retain(|name| !names.contains(name));
    (all, in_order)
}
