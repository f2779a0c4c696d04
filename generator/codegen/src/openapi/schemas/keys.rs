//! Keys of types in the lock file: where their schemas are, without indices, which a new part before them would change.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use clientwright_oas::Api;
use clientwright_oas::api::{Schema, SchemaId};
use clientwright_oas::tree::{Kind, NodeId};

use super::places::constant;

/// How deep `allOf` is followed.
const DEPTH: usize = 8;

/// Finds the keys of schemas.
pub(super) struct Keys<'a> {
    api: &'a Api,
    /// The words for the schemas in `oneOf` and `anyOf`, by the list.
    lists: RefCell<HashMap<NodeId, Vec<String>>>,
}

impl<'a> Keys<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        Self {
            api,
            lists: RefCell::default(),
        }
    }

    /// The JSON pointer of a schema, after the path of a file that is not the main one, with words in place of most indices: location and name for a parameter, and what the
    /// alternative of a union has for itself. The schemas of `allOf` are one place, since their properties are those of one object.
    pub(super) fn key(&self, node: NodeId) -> String {
        let tree = &self.api.tree;
        let mut steps = Vec::new();
        let mut at = node;
        while let Some(parent) = tree.parent(at) {
            let step = match tree.kind(parent) {
                Kind::Array(_) => self.item(parent, at),
                _ => tree.last_step(at),
            };
            steps.extend(step);
            at = parent;
        }
        steps.extend(self.api.files.get(&at).map(|file| file.to_string()));
        steps.reverse();
        let escaped = steps
            .iter()
            .map(|step| step.replace('~', "~0").replace('/', "~1"));
        escaped.map(|step| format!("/{step}")).collect()
    }

    /// What identifies an alternative of a union among the others; `None` for other schemas.
    pub(super) fn alternative(&self, id: SchemaId) -> Option<String> {
        let node = self.api.schemas[id].node;
        let list = self.api.tree.parent(node)?;
        let key = self.api.tree.last_step(list)?;
        matches!(key.as_str(), "oneOf" | "anyOf").then(|| self.item(list, node))?
    }

    /// The step to an item of a list; `None` for one that has no step of its own.
    fn item(&self, list: NodeId, node: NodeId) -> Option<String> {
        let tree = &self.api.tree;
        let text = |key: &str| tree.scalar(tree.get(node, key)?);
        match tree.last_step(list).as_deref() {
            Some("allOf") => None,
            Some("oneOf" | "anyOf") => {
                let index = tree.items(list).iter().position(|item| *item == node)?;
                let mut lists = self.lists.borrow_mut();
                let words = lists.entry(list).or_insert_with(|| self.words(list));
                words.get(index).cloned()
            }
            Some("parameters") => match (text("in"), text("name")) {
                (Some(location), Some(name)) => Some(format!("{location} {name}")),
                _ => tree.last_step(node),
            },
            _ => tree.last_step(node),
        }
    }

    /// A word for each alternative: the first of its own words that no other one has, else a property that no other one has.
    fn words(&self, list: NodeId) -> Vec<String> {
        let items = self.api.tree.items(list).iter();
        let schemas: Vec<Option<SchemaId>> = items.map(|node| self.api.schema_at(*node)).collect();
        let own: Vec<Vec<String>> = schemas
            .iter()
            .map(|id| id.map_or_else(Vec::new, |id| self.own_words(&self.api.schemas[id])))
            .collect();
        let properties: Vec<Vec<&str>> = schemas
            .iter()
            .map(|id| {
                let mut names = Names::default();
                id.iter().for_each(|id| names.add(self.api, *id, 0));
                names.all()
            })
            .collect();
        let only = |all: &dyn Fn(usize) -> bool, index: usize| {
            (0..schemas.len()).all(|other| other == index || !all(other))
        };
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let words = (0..schemas.len()).map(|index| {
            let word = own[index]
                .iter()
                .find(|word| only(&|other| own[other].contains(word), index));
            let property = properties[index]
                .iter()
                .find(|name| only(&|other| properties[other].contains(name), index));
            let word = word
                .cloned()
                .or_else(|| property.map(|name| (*name).to_owned()));
            let word = word.or_else(|| own[index].first().cloned());
            let first = || properties[index].first().map(|name| (*name).to_owned());
            let word = word.or_else(first).unwrap_or_else(|| "object".to_owned());
            let count = counts.entry(word.clone()).or_default();
            *count += 1;
            match *count {
                1 => word,
                count => format!("{word}:{count}"),
            }
        });
        words.collect()
    }

    /// What a schema says of itself: its title, what it refers to, constants, and its JSON type.
    fn own_words(&self, schema: &Schema) -> Vec<String> {
        let api = self.api;
        let name_of = |id: SchemaId| api.tree.last_step(api.schemas[id].node);
        let mut words: Vec<String> = Vec::new();
        words.extend(schema.title.as_deref().map(str::to_owned));
        words.extend(schema.target.and_then(name_of));
        words.extend(constant(schema).map(str::to_owned));
        let parts = std::iter::once(schema).chain(schema.all_of.iter().map(|id| &api.schemas[*id]));
        let properties = parts.clone().flat_map(|part| &part.properties);
        let constants = properties.filter_map(|property| {
            let value = constant(&api.schemas[api.target(property.schema)])?;
            Some(format!("{}:{value}", property.name))
        });
        let constants: Vec<String> = constants.collect();
        let bases = parts.skip(1).filter_map(|part| name_of(part.target?));
        let bases: Vec<String> = bases.collect();
        let item = schema
            .items
            .map(|items| self.own_words(&api.schemas[items]));
        let item = item.and_then(|words| words.into_iter().next());
        let ty = schema.types.only().map(|ty| ty.name());
        let array = item.filter(|_| ty == Some("array"));
        words.extend(array.map(|item| format!("array:{item}")));
        let format = schema.format.as_deref();
        words.extend(ty.zip(format).map(|(ty, format)| format!("{ty}:{format}")));
        words.extend(Some(constants.join(",")).filter(|word| !word.is_empty()));
        words.extend(Some(bases.join("+")).filter(|word| !word.is_empty()));
        words.extend(ty.filter(|ty| *ty != "object").map(str::to_owned));
        words
    }
}

/// The properties of an alternative.
#[derive(Default)]
struct Names<'a> {
    required: Vec<&'a str>,
    declared: Vec<&'a str>,
}

impl<'a> Names<'a> {
    fn add(&mut self, api: &'a Api, id: SchemaId, depth: usize) {
        if depth > DEPTH {
            return;
        }
        let schema = &api.schemas[api.target(id)];
        self.required
            .extend(schema.required.iter().map(|name| &**name));
        self.declared
            .extend(schema.properties.iter().map(|it| &*it.name));
        for part in &schema.all_of {
            self.add(api, *part, depth + 1);
        }
    }

    /// All names, required ones first.
    fn all(self) -> Vec<&'a str> {
        let mut all = self.required;
        for name in self.declared {
            if !all.contains(&name) {
                all.push(name);
            }
        }
        all
    }
}
