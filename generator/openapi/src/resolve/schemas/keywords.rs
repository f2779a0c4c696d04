//! The keywords of a schema.

use std::collections::HashSet;

use super::Source;
use crate::api::{Schema, Type, Types, Value, Version, Xml};
use crate::codes;
use crate::resolve::Resolver;
use crate::tree::{Kind, NodeId};

/// The keywords of Schema Objects of all versions, without extensions.
pub(in crate::resolve) const SCHEMA: &[&str] = &[
    "$ref",
    "additionalItems",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "contains",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "default",
    "dependentRequired",
    "dependentSchemas",
    "deprecated",
    "description",
    "discriminator",
    "else",
    "enum",
    "example",
    "examples",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "externalDocs",
    "format",
    "items",
    "maxContains",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minContains",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "nullable",
    "oneOf",
    "pattern",
    "patternProperties",
    "prefixItems",
    "properties",
    "propertyNames",
    "readOnly",
    "required",
    "then",
    "title",
    "type",
    "unevaluatedItems",
    "unevaluatedProperties",
    "uniqueItems",
    "writeOnly",
    "xml",
];

impl Resolver<'_> {
    /// Reads all keywords of the object of a schema.
    pub(super) fn keywords(&mut self, schema: &mut Schema, source: Source) {
        let object = schema.node;
        for at in self.api.tree.entry_range(object) {
            let entry = self.api.tree.entry(at);
            let node = entry.value;
            match self.api.tree.key(&entry) {
                "$ref" if self.reference(object).is_some() => self.set_target(schema, node),
                "$dynamicRef" | "$recursiveRef" if schema.target.is_none() => {
                    self.set_dynamic_target(schema, node);
                }
                "type" => schema.types = self.types(node, schema),
                "x-nullable" => schema.nullable |= self.flag(node, "x-nullable"),
                "nullable" => self.nullable(schema, node, entry.span),
                "format" if source == Source::Schema || schema.format.is_none() => {
                    schema.format = self.text(node, "format");
                }
                "enum" => self.enumeration(schema, node),
                "const" => schema.constant = Some(Box::new(self.api.tree.value(node))),
                "default" => schema.default = Some(Box::new(self.api.tree.value(node))),
                "title" => schema.title = self.text(node, "title"),
                "externalDocs" => schema.external_docs = self.external_docs(node),
                "deprecated" => schema.deprecated = self.flag(node, "deprecated"),
                "readOnly" => schema.read_only = self.flag(node, "readOnly"),
                "writeOnly" => schema.write_only = self.flag(node, "writeOnly"),
                // These belong to the parameter.
                "description" | "required" | "example" | "examples" | "name" | "in"
                    if source == Source::Parameter => {}
                "description" => schema.description = self.text(node, "description"),
                "properties" => schema.properties = self.properties(node),
                "required" => self.required(schema, node),
                "additionalProperties" => schema.additional = self.additional(node),
                "unevaluatedProperties" => schema.unevaluated = self.additional(node),
                "patternProperties" => {
                    schema.pattern_properties = self.named_schemas(node, "patternProperties");
                }
                "propertyNames" => schema.property_names = Some(self.schema(node)),
                "items" => match self.api.tree.kind(node) {
                    Kind::Array(_) => schema.prefix_items = self.schemas(node, "items"),
                    _ => schema.items = Some(self.nested_items(node, source)),
                },
                "additionalItems" if !schema.prefix_items.is_empty() => {
                    schema.items = Some(self.schema(node));
                }
                "prefixItems" => schema.prefix_items = self.schemas(node, "prefixItems"),
                "allOf" => schema.all_of = self.schemas(node, "allOf"),
                "oneOf" => schema.one_of = self.schemas(node, "oneOf"),
                "anyOf" => schema.any_of = self.schemas(node, "anyOf"),
                "not" => schema.not = Some(self.schema(node)),
                "if" => schema.if_schema = Some(self.schema(node)),
                "then" => schema.then_schema = Some(self.schema(node)),
                "else" => schema.else_schema = Some(self.schema(node)),
                "discriminator" => schema.discriminator = self.discriminator(node),
                "x-ms-discriminator-value" | "x-discriminator-value" => {
                    schema.discriminator_value = self.text(node, "x-ms-discriminator-value");
                }
                "contentEncoding" => {
                    let encoding = self.text(node, "contentEncoding");
                    schema.content_encoding = encoding.filter(|name| encodes(name));
                }
                "contentMediaType" => {
                    schema.content_media_type = self.text(node, "contentMediaType");
                }
                "contentSchema" => schema.content_schema = Some(self.schema(node)),
                "xml" => schema.xml = self.xml(node),
                "example" => schema.examples.push(crate::api::Example {
                    name: "".into(),
                    value: node,
                }),
                "examples" => self.examples(node, &mut schema.examples),
                "x-enum-varnames" | "x-enumNames" | "x-enum-descriptions" | "x-ms-enum" => {
                    self.enum_hints(schema, at);
                }
                "pattern" | "multipleOf" | "maximum" | "exclusiveMaximum" | "minimum"
                | "exclusiveMinimum" | "maxLength" | "minLength" | "maxItems" | "minItems"
                | "uniqueItems" | "maxContains" | "minContains" | "contains" | "maxProperties"
                | "minProperties" | "dependentRequired" | "dependentSchemas"
                | "unevaluatedItems" => {
                    let key = Box::from(self.api.tree.key(&entry));
                    let value = self.api.tree.value(node).json().into_boxed_str();
                    schema.limits.push((key, value));
                }
                _ if source == Source::Parameter => {}
                _ => self.unknown(object, entry, SCHEMA),
            }
        }
        self.mark_required(schema);
        let hints = schema.enum_hints.as_mut();
        if let Some(hints) = hints {
            for list in [&mut hints.names, &mut hints.descriptions] {
                let count = if list.is_empty() {
                    0
                } else {
                    schema.enumeration.len()
                };
                list.resize(count, Box::default());
            }
        }
    }

    /// `items` of a parameter of 2.0 is an Items Object, which has keywords of a schema and `collectionFormat`.
    fn nested_items(&mut self, node: NodeId, source: Source) -> crate::api::SchemaId {
        self.schema_from(node, source)
    }

    fn types(&mut self, node: NodeId, schema: &mut Schema) -> Types {
        let names = match self.api.tree.kind(node) {
            Kind::Array(items) => items.to_vec(),
            _ => vec![node],
        };
        let mut types = Types::default();
        for name in names {
            let Some(text) = self.api.tree.scalar(name) else {
                self.warn(
                    codes::BAD_VALUE,
                    "`type` is neither a text nor a list of texts",
                    name,
                );
                continue;
            };
            let known = Type::ALL.into_iter().find(|ty| ty.name() == text);
            match (known, text) {
                (Some(ty), _) => types = types.with(ty),
                (None, "file") if self.api.version == Version::V2_0 => {
                    types = types.with(Type::String);
                    schema.format = Some("binary".into());
                }
                // Any value, as generators before JSON Schema 4 wrote it.
                (None, "any") => {}
                _ => {
                    let near = self.nearest.name(text, Type::ALL.map(Type::name));
                    let message = format!("unknown type `{text}`, which is not checked");
                    let warning =
                        clientwright_diagnostics::Diagnostic::warning(codes::UNKNOWN_TYPE, message)
                            .at(self.span(name), "");
                    let help = match near {
                        Some(near) => format!("a type with a similar name exists: `{near}`"),
                        None => {
                            "the types are null, boolean, integer, number, string, array and object"
                                .to_owned()
                        }
                    };
                    self.diags.push(warning.help(help));
                }
            }
        }
        types
    }

    fn nullable(
        &mut self,
        schema: &mut Schema,
        node: NodeId,
        span: clientwright_diagnostics::source::Span,
    ) {
        let nullable = self.flag(node, "nullable");
        schema.nullable |= nullable;
        if nullable && self.api.version >= Version::V3_1 {
            self.warn_once(
                codes::NULLABLE,
                "`nullable` is no keyword since OpenAPI 3.1, and is read as it is meant",
                "write `type: [.., \"null\"]`",
                span,
            );
        }
    }

    fn enumeration(&mut self, schema: &mut Schema, node: NodeId) {
        if !self.array(node, "enum") {
            return;
        }
        let items = self.api.tree.items(node).iter();
        schema.enumeration = items.map(|item| self.api.tree.value(*item)).collect();
        if schema.enumeration.is_empty() {
            self.warn(
                codes::BAD_VALUE,
                "`enum` has no members, and is not checked",
                node,
            );
        }
    }

    fn required(&mut self, schema: &mut Schema, node: NodeId) {
        if let Kind::Boolean(_) = self.api.tree.kind(node) {
            self.warn_once(
                codes::BAD_VALUE,
                "`required` of a schema is a list of names; a boolean has no effect",
                "add the name to `required` of the object",
                self.span(node),
            );
            return;
        }
        schema.required = self.texts(node, "required");
    }

    fn mark_required(&mut self, schema: &mut Schema) {
        if schema.required.is_empty() {
            return;
        }
        let required: HashSet<&str> = schema.required.iter().map(|name| &**name).collect();
        for property in &mut schema.properties {
            property.required = required.contains(&*property.name);
        }
    }

    fn xml(&mut self, node: NodeId) -> Option<Box<Xml>> {
        if !self.object(node, "xml") {
            return None;
        }
        let mut xml = Xml::default();
        for at in self.api.tree.entry_range(node) {
            let entry = self.api.tree.entry(at);
            let value = entry.value;
            match self.api.tree.key(&entry) {
                "name" => xml.name = self.text(value, "name"),
                "namespace" => xml.namespace = self.text(value, "namespace"),
                "prefix" => xml.prefix = self.text(value, "prefix"),
                "attribute" => xml.attribute |= self.flag(value, "attribute"),
                "wrapped" => xml.wrapped |= self.flag(value, "wrapped"),
                "nodeType" => match self.api.tree.scalar(value) {
                    Some("attribute") => xml.attribute = true,
                    Some("element") => xml.wrapped = true,
                    Some("text" | "cdata") => xml.text = true,
                    _ => {}
                },
                _ => self.unknown(
                    node,
                    entry,
                    &[
                        "name",
                        "namespace",
                        "prefix",
                        "attribute",
                        "wrapped",
                        "nodeType",
                    ],
                ),
            }
        }
        Some(Box::new(xml))
    }

    /// An extension about the members of `enum`, at an index of the entries.
    fn enum_hints(&mut self, schema: &mut Schema, at: u32) {
        let entry = self.api.tree.entry(at);
        let hints = schema.enum_hints.get_or_insert_default();
        let tree = &self.api.tree;
        let texts = |node: NodeId| -> Vec<Box<str>> {
            let text = |item: &NodeId| tree.scalar(*item).unwrap_or_default().into();
            tree.items(node).iter().map(text).collect()
        };
        match tree.key(&entry) {
            "x-enum-varnames" | "x-enumNames" => hints.names = texts(entry.value),
            "x-enum-descriptions" => hints.descriptions = texts(entry.value),
            _ => {
                let text = |node: NodeId, key: &str| -> Option<Box<str>> {
                    tree.scalar(tree.get(node, key)?).map(Box::from)
                };
                hints.name = text(entry.value, "name");
                hints.closed =
                    text(entry.value, "modelAsString").is_some_and(|text| &*text == "false");
                let Some(values) = tree.get(entry.value, "values") else {
                    return;
                };
                // The values are those of `enum`, in an order of their own.
                let members = tree
                    .get(schema.node, "enum")
                    .map_or(&[][..], |node| tree.items(node));
                let members: Vec<Value> = members.iter().map(|node| tree.value(*node)).collect();
                let places: std::collections::HashMap<String, usize> = members
                    .iter()
                    .enumerate()
                    .map(|(at, value)| (value.json(), at))
                    .collect();
                hints.names = vec![Box::default(); members.len()];
                hints.descriptions = hints.names.clone();
                for item in tree.items(values) {
                    let value = tree
                        .get(*item, "value")
                        .map(|value| tree.value(value).json());
                    if let Some(&at) = value.and_then(|value| places.get(&value)) {
                        hints.names[at] = text(*item, "name").unwrap_or_default();
                        hints.descriptions[at] = text(*item, "description").unwrap_or_default();
                    }
                }
            }
        }
    }
}

/// Whether a `contentEncoding` encodes anything; that of text and bytes as they are does not (RFC 2045, 6.2).
fn encodes(name: &str) -> bool {
    !["7bit", "8bit", "binary"].contains(&name.to_lowercase().as_str())
}
