//! What several schemas that all apply say together: `allOf` flattened, references followed.

use std::collections::{BTreeSet, HashMap, HashSet};

use clientwright_oas::Api;
use clientwright_oas::api::{Additional, Schema, SchemaId, Type, Types, Value};
use clientwright_oas::tree::NodeId;

use super::formats::Limits;
use super::wrappers::is_condition;

/// Schemas that all apply to a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Conjunction {
    pub(super) parts: Vec<SchemaId>,
    /// Schemas of which a variant of `oneOf` or `anyOf` is one of the parts, so that the others do not count.
    pub(super) decided: Vec<SchemaId>,
    /// The only type that counts, of a schema with several.
    pub(super) only: Option<Type>,
}

impl Conjunction {
    pub(super) fn of(id: SchemaId) -> Self {
        Self {
            parts: vec![id],
            decided: Vec::new(),
            only: None,
        }
    }
}

/// A property with all schemas that apply to it.
#[derive(Clone, Debug)]
pub(super) struct Property<'a> {
    pub(super) name: &'a str,
    pub(super) schemas: Vec<SchemaId>,
}

/// `oneOf` or `anyOf` of a schema.
#[derive(Clone, Copy, Debug)]
pub(super) struct Alternatives {
    pub(super) schema: SchemaId,
    /// Whether several variants may apply (`anyOf`).
    pub(super) any: bool,
}

/// What several schemas say together.
#[derive(Clone, Debug, Default)]
pub(super) struct View<'a> {
    /// Allowed types; empty for all.
    pub(super) types: Types,
    pub(super) nullable: bool,
    /// Any JSON, because a schema could not be read.
    pub(super) raw: bool,
    /// A boolean schema that allows nothing.
    pub(super) never: bool,
    pub(super) format: Option<&'a str>,
    pub(super) encoding: Option<&'a str>,
    pub(super) limits: Limits,
    /// `enum`, or the value of `const`.
    pub(super) members: Option<Vec<&'a Value>>,
    /// The schema with `enum`, for the names of its members.
    pub(super) members_of: Option<SchemaId>,
    /// Whether the members are those of a `const`.
    pub(super) constant: bool,
    pub(super) properties: Vec<Property<'a>>,
    pub(super) required: BTreeSet<&'a str>,
    /// The required names that no schema declares, each with the schema that requires it, in document order.
    pub(super) without_schema: Vec<(&'a str, SchemaId)>,
    pub(super) additional: Additional,
    pub(super) patterns: Vec<SchemaId>,
    pub(super) items: Vec<SchemaId>,
    pub(super) prefix: Vec<SchemaId>,
    pub(super) unions: Vec<Alternatives>,
    /// Two schemas that exclude each other.
    pub(super) conflict: Option<(NodeId, NodeId)>,
    /// Schemas that forbid each other's properties.
    pub(super) closed: Vec<NodeId>,
    /// How many schemas say it.
    pub(super) schemas: usize,
}

impl<'a> View<'a> {
    pub(super) fn new(api: &'a Api, conjunction: &Conjunction) -> Self {
        let mut collector = Collector {
            api,
            decided: &conjunction.decided,
            seen: HashSet::new(),
            view: Self::default(),
            index: HashMap::new(),
            required: Vec::new(),
            typed_by: None,
            declaring: 0,
        };
        for part in &conjunction.parts {
            collector.visit(*part, true);
        }
        let schemas = collector.seen.len();
        let mut view = collector.view;
        view.schemas = schemas;
        let required = collector.required.into_iter();
        let without_schema = required.filter(|(name, _)| !collector.index.contains_key(name));
        view.without_schema = without_schema.collect();
        if let Some(only) = conjunction.only {
            view.types = [only].into_iter().collect();
            let fits = |value: &&Value| type_of(value) == Some(only);
            view.members = view
                .members
                .map(|members| members.into_iter().filter(fits).collect());
        }
        view
    }

    /// Types without null; those that keywords imply if none are stated.
    pub(super) fn value_types(&self) -> Types {
        let stated = self.types.without(Type::Null);
        if !stated.is_empty() || self.types.contains(Type::Null) {
            return stated;
        }
        let is_object = !self.properties.is_empty()
            || self.additional != Additional::Unstated
            || !self.patterns.is_empty()
            || !self.required.is_empty();
        let is_array = !self.items.is_empty() || !self.prefix.is_empty();
        match (is_object, is_array) {
            (true, false) => [Type::Object].into_iter().collect(),
            (false, true) => [Type::Array].into_iter().collect(),
            _ if self.format.is_some_and(|format| format.starts_with("date")) => {
                [Type::String].into_iter().collect()
            }
            _ => Types::default(),
        }
    }

    /// Whether the schemas say nothing about values.
    pub(super) fn is_any(&self) -> bool {
        self.raw
            || (self.types.is_empty()
                && self.value_types().is_empty()
                && self.members.is_none()
                && self.unions.is_empty())
    }

    /// The property of a name.
    pub(super) fn property(&self, name: &str) -> Option<&Property<'a>> {
        let mut all = self.properties.iter();
        all.find(|property| property.name == name)
    }

    /// How many parts it has, for [`Bounds`](crate::openapi::bounds::Bounds).
    pub(super) fn weight(&self) -> usize {
        self.schemas + self.properties.len() + self.required.len()
    }
}

struct Collector<'a, 'd> {
    api: &'a Api,
    decided: &'d [SchemaId],
    seen: HashSet<SchemaId>,
    view: View<'a>,
    index: HashMap<&'a str, usize>,
    /// Each required name with the first schema that requires it.
    required: Vec<(&'a str, SchemaId)>,
    /// The schema that the types are from.
    typed_by: Option<NodeId>,
    /// How many schemas declare properties.
    declaring: usize,
}

impl<'a> Collector<'a, '_> {
    fn visit(&mut self, id: SchemaId, is_root: bool) {
        if !self.seen.insert(id) {
            return;
        }
        let schema = &self.api.schemas[id];
        if let Some(target) = schema.target {
            self.visit(target, false);
        }
        self.values(id, schema, is_root);
        self.object(id, schema);
        self.view.items.extend(schema.items);
        if self.view.prefix.is_empty() {
            self.view.prefix.extend(&schema.prefix_items);
        }
        for part in &schema.all_of {
            self.visit(*part, false);
        }
        self.unions(id, schema, is_root);
    }

    fn values(&mut self, id: SchemaId, schema: &'a Schema, is_root: bool) {
        let view = &mut self.view;
        view.raw |= schema.raw;
        view.never |= schema.boolean == Some(false);
        if !schema.types.is_empty() {
            let nullable = schema.nullable || schema.types.contains(Type::Null);
            match self.typed_by {
                None => {
                    view.nullable = nullable;
                    view.types = schema.types;
                    self.typed_by = Some(schema.node);
                }
                Some(before) => {
                    view.nullable &= nullable;
                    match both(view.types, schema.types) {
                        Some(types) => view.types = types,
                        None => view.conflict = view.conflict.or(Some((before, schema.node))),
                    }
                }
            }
        }
        // By intent: a schema with `allOf` and `nullable` is meant to allow null.
        view.nullable |= is_root && schema.nullable;
        view.format = view.format.or(schema.format.as_deref());
        view.limits.add(&schema.limits);
        view.encoding = view.encoding.or(schema.content_encoding.as_deref());
        let constant = schema.constant.as_deref().map(|value| vec![value]);
        let listed = || schema.enumeration.iter().collect::<Vec<_>>();
        let members = match (constant, schema.enumeration.is_empty()) {
            (Some(constant), _) => Some((constant, true)),
            (None, false) => Some((listed(), false)),
            (None, true) => None,
        };
        if let Some((members, constant)) = members {
            let members = match view.members.take() {
                None => members,
                Some(before) => {
                    let known: HashSet<&Value> = before.iter().copied().collect();
                    let shared = members.iter().copied();
                    let shared: Vec<&Value> =
                        shared.filter(|member| known.contains(member)).collect();
                    match shared.is_empty() {
                        false => shared,
                        // What they say cannot hold, but services do send such values.
                        true => [before, members].concat(),
                    }
                }
            };
            view.nullable |= members.iter().any(|value| matches!(value, Value::Null));
            view.members = Some(members);
            view.constant |= constant;
            view.members_of = Some(id);
        }
    }

    fn object(&mut self, id: SchemaId, schema: &'a Schema) {
        self.declaring += usize::from(!schema.properties.is_empty());
        for property in &schema.properties {
            let name = property.name.as_ref();
            let next = self.view.properties.len();
            match *self.index.entry(name).or_insert(next) {
                at if at < next => self.view.properties[at].schemas.push(property.schema),
                _ => self.view.properties.push(Property {
                    name,
                    schemas: vec![property.schema],
                }),
            }
        }
        let view = &mut self.view;
        for name in schema.required.iter().map(AsRef::as_ref) {
            if view.required.insert(name) {
                self.required.push((name, id));
            }
        }
        let patterns = schema.pattern_properties.iter().map(|(_, id)| *id);
        view.patterns.extend(patterns);
        let stated = match schema.additional {
            Additional::Unstated => schema.unevaluated,
            stated => stated,
        };
        view.additional = match (view.additional, stated) {
            (before, Additional::Unstated) => before,
            (Additional::Schema(id), _) => Additional::Schema(id),
            (Additional::Forbidden, Additional::Any) => Additional::Forbidden,
            (_, stated) => stated,
        };
        if schema.additional == Additional::Forbidden && !schema.properties.is_empty() {
            view.closed.push(schema.node);
        }
    }

    fn unions(&mut self, id: SchemaId, schema: &'a Schema, is_root: bool) {
        if self.decided.contains(&id) {
            return;
        }
        // A base with a discriminator lists the types that extend it. For those it is only a base. One without properties would be
        // nothing for them.
        let is_base = !schema.properties.is_empty() || !schema.all_of.is_empty();
        if !is_root && is_base && schema.discriminator.is_some() {
            return;
        }
        for (variants, any) in [(&schema.one_of, false), (&schema.any_of, true)] {
            let mut variants = variants.iter();
            let decides = variants.clone().any(|variant| {
                let target = self.api.target(*variant);
                self.seen.contains(&target)
            });
            let is_union = !variants.all(|variant| {
                let variant = &self.api.schemas[self.api.target(*variant)];
                is_condition(variant, schema)
            });
            if is_union && !decides {
                self.view.unions.push(Alternatives { schema: id, any });
            }
        }
    }
}

/// The types that two sets share; `None` if they exclude each other.
fn both(a: Types, b: Types) -> Option<Types> {
    let allows = |set: Types, ty: Type| {
        set.contains(ty) || (ty == Type::Integer && set.contains(Type::Number))
    };
    let shared: Types = Type::ALL
        .into_iter()
        .filter(|ty| allows(a, *ty) && allows(b, *ty))
        .collect();
    // The number is an integer if one of the sets has only integers.
    let shared = match shared.contains(Type::Number) {
        true => shared.without(Type::Integer),
        false => shared,
    };
    Some(shared).filter(|shared| !shared.is_empty())
}

/// The type of a value.
pub(super) fn type_of(value: &Value) -> Option<Type> {
    Some(match value {
        Value::Null => Type::Null,
        Value::Boolean(_) => Type::Boolean,
        Value::Number(text) => match text.contains(['.', 'e', 'E']) {
            true => Type::Number,
            false => Type::Integer,
        },
        Value::Text(_) => Type::String,
        Value::Array(_) => Type::Array,
        Value::Object(_) => Type::Object,
    })
}
