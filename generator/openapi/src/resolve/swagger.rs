//! Forms that only Swagger 2.0 has.

use super::Resolver;
use crate::api::{
    Body, BodyId, Collection, Encoding, Location, MediaType, Property, Schema, Server, Shape,
    Style, Template, Type, Types,
};
use crate::codes;
use crate::tree::NodeId;

impl Resolver<'_> {
    /// The server that `schemes`, `host` and `basePath` are. Of several schemes, `https` is taken.
    pub(super) fn swagger_servers(&mut self) -> Vec<Server> {
        let path = self.text_at(self.root, "basePath").unwrap_or_default();
        let path = path.trim_end_matches('/').to_owned();
        let schemes = self.api.tree.get(self.root, "schemes");
        let schemes = schemes.map_or(Vec::new(), |node| self.texts(node, "schemes"));
        let scheme = ["https", "http"]
            .into_iter()
            .find(|known| schemes.iter().any(|s| **s == **known));
        let address = match self.text_at(self.root, "host") {
            Some(host) => format!("{}://{host}{path}", scheme.unwrap_or("https")),
            None if path.is_empty() => "/".to_owned(),
            None => path,
        };
        vec![Server {
            node: None,
            url: Template {
                parts: vec![crate::api::Part::Text(address.as_str().into())],
                text: address.into(),
            },
            name: None,
            description: None,
            variables: Vec::new(),
        }]
    }

    pub(super) fn swagger_shape(&mut self, node: NodeId, location: Location) -> Shape {
        let format = self.text_at(node, "collectionFormat");
        let is_query = matches!(location, Location::Query | Location::QueryString);
        let (style, explode) = match format {
            Some("multi") if is_query => (Style::Form, true),
            Some("ssv") => (Style::SpaceDelimited, false),
            Some("tsv") => (Style::TabDelimited, false),
            Some("pipes") => (Style::PipeDelimited, false),
            _ if is_query => (Style::Form, false),
            _ => (Style::Simple, false),
        };
        let mut nested = Vec::new();
        let mut at = self.api.tree.get(node, "items");
        while let Some(items) = at {
            at = self.api.tree.get(items, "items");
            if at.is_some() {
                nested.push(match self.text_at(items, "collectionFormat") {
                    Some("ssv") => Collection::Spaces,
                    Some("tsv") => Collection::Tabs,
                    Some("pipes") => Collection::Pipes,
                    _ => Collection::Commas,
                });
            }
        }
        Shape::Schema {
            schema: Some(self.parameter_schema(node)),
            style,
            explode,
            allow_reserved: false,
            nested,
        }
    }

    /// The media types of an operation, or of all.
    fn media_types(&mut self, node: Option<NodeId>, key: &str) -> Vec<Box<str>> {
        let Some(node) = node else {
            return Vec::new();
        };
        let count = self.api.tree.items(node).len();
        match self.repeat(count, node) {
            true => self.texts(node, key),
            false => Vec::new(),
        }
    }

    /// `schema` of a response in each of the media types of `produces`.
    pub(super) fn swagger_content(
        &mut self,
        node: NodeId,
        response: NodeId,
        produces: Option<NodeId>,
    ) -> Vec<MediaType> {
        let is_file = self.text_at(node, "type") == Some("file");
        let default = if is_file {
            "application/octet-stream"
        } else {
            "application/json"
        };
        let mut names = self.media_types(produces, "produces");
        if names.is_empty() {
            names.push(default.into());
        }
        let schema = self.schema(node);
        let examples = self.api.tree.get(response, "examples");
        let media_types = names.into_iter().map(|name| {
            let example = examples.and_then(|examples| self.api.tree.get(examples, &name));
            let example = example.map(|value| crate::api::Example {
                name: "".into(),
                value,
            });
            media_type(node, name, schema, example)
        });
        media_types.collect()
    }

    /// The body that a `body` parameter, or else `formData` parameters, are.
    pub(super) fn swagger_body(
        &mut self,
        operation: NodeId,
        parameters: &[NodeId],
        consumes: Option<NodeId>,
    ) -> Option<BodyId> {
        let is_in =
            |resolver: &Self, node: NodeId, place| resolver.text_at(node, "in") == Some(place);
        let body = parameters
            .iter()
            .copied()
            .find(|node| is_in(self, *node, "body"));
        let forms: Vec<NodeId> = parameters
            .iter()
            .copied()
            .filter(|node| is_in(self, *node, "formData"))
            .collect();
        if body.is_none() && forms.is_empty() {
            return None;
        }
        let Some(node) = body else {
            let names = self.media_types(consumes, "consumes");
            return Some(self.swagger_form(operation, &forms, &names));
        };
        if let Some(known) = self.bodies.get(&(node, consumes)) {
            return Some(*known);
        }
        let mut names = self.media_types(consumes, "consumes");
        if names.is_empty() {
            names.push("application/json".into());
        }
        let schema = self.api.tree.get(node, "schema");
        let Some(schema_node) = schema else {
            self.warn(
                codes::MISSING,
                "a body without `schema`, which is left out",
                node,
            );
            return None;
        };
        let schema = self.schema(schema_node);
        let required = self.api.tree.get(node, "required");
        let required = required.is_some_and(|required| self.flag(required, "required"));
        let description = self.text_at(node, "description").map(Box::from);
        let content = names
            .into_iter()
            .map(|name| media_type(schema_node, name, schema, None));
        let id = self.api.bodies.push(Body {
            node,
            required,
            content: content.collect(),
            description,
        });
        self.bodies.insert((node, consumes), id);
        Some(id)
    }

    /// `formData` parameters are the properties of an object.
    fn swagger_form(
        &mut self,
        operation: NodeId,
        forms: &[NodeId],
        consumes: &[Box<str>],
    ) -> BodyId {
        let mut schema = Schema::new(operation);
        schema.types = Types::from_iter([Type::Object]);
        let mut encoding = Vec::new();
        let mut has_file = false;
        for &node in forms {
            let Some(name) = self.text_at(node, "name").map(Box::<str>::from) else {
                self.error(codes::MISSING, "a parameter without `name`", node);
                continue;
            };
            has_file |= self.text_at(node, "type") == Some("file");
            let required = self.api.tree.get(node, "required");
            let required = required.is_some_and(|required| self.flag(required, "required"));
            if required {
                schema.required.push(name.clone());
            }
            // Only lists have a `collectionFormat`.
            if self.text_at(node, "type") == Some("array")
                && let Shape::Schema { style, explode, .. } =
                    self.swagger_shape(node, Location::Query)
            {
                encoding.push((
                    name.clone(),
                    Encoding {
                        node,
                        content_type: None,
                        headers: Vec::new(),
                        style: Some(style),
                        explode,
                        allow_reserved: false,
                    },
                ));
            }
            schema.properties.push(Property {
                name,
                schema: self.parameter_schema(node),
                required,
                span: self.span(node),
            });
        }
        let required = schema.properties.iter().any(|property| property.required);
        let schema = self.api.schemas.push(schema);
        let forms = ["multipart/form-data", "application/x-www-form-urlencoded"];
        let declared = consumes.iter().filter(|name| forms.contains(&&***name));
        // A file needs parts; else the shorter form is enough (Swagger 2.0, Parameter Object).
        let mut names: Vec<Box<str>> = declared.cloned().collect();
        names.retain(|name| !has_file || **name == *forms[0]);
        if names.is_empty() {
            names.push(forms[usize::from(!has_file)].into());
        }
        let content = names.into_iter().map(|name| MediaType {
            encoding: encoding.clone(),
            ..media_type(operation, name, schema, None)
        });
        self.api.bodies.push(Body {
            node: operation,
            required,
            content: content.collect(),
            description: None,
        })
    }
}

fn media_type(
    node: NodeId,
    name: Box<str>,
    schema: crate::api::SchemaId,
    example: Option<crate::api::Example>,
) -> MediaType {
    MediaType {
        node,
        name,
        schema: Some(schema),
        item_schema: None,
        stream: crate::api::StreamRules::default(),
        encoding: Vec::new(),
        prefix_encoding: Vec::new(),
        item_encoding: None,
        examples: example.into_iter().collect(),
    }
}
