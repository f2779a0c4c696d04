//! A description as a short text, for snapshots.

use std::fmt::Write;

use clientwright_oas::Api;
use clientwright_oas::api::{
    Additional, Body, Header, MediaType, Operation, Parameter, Part, Response, SchemaId, Server,
    Shape, Type,
};

/// Everything that was read, a line for each thing.
pub(crate) fn outline(api: &Api) -> String {
    let mut out = Outline {
        api,
        text: String::new(),
    };
    out.api();
    out.text
}

struct Outline<'a> {
    api: &'a Api,
    text: String,
}

impl Outline<'_> {
    fn line(&mut self, indent: usize, line: &str) {
        writeln!(self.text, "{}{}", "  ".repeat(indent), line.trim_end()).expect("a text");
    }

    fn api(&mut self) {
        let api = self.api;
        self.line(
            0,
            &format!(
                "{:?} {:?} {:?}",
                api.version, api.info.title, api.info.version
            ),
        );
        self.servers(0, &api.servers);
        if let Some(security) = &api.security {
            self.line(0, &format!("security {}", self.requirements(security)));
        }
        for tag in &api.tags {
            self.line(0, &format!("tag {}", tag.name));
        }
        for (_, scheme) in api.schemes.iter() {
            self.line(0, &format!("scheme {}: {:?}", scheme.key, scheme.kind));
        }
        for (key, id) in &api.components.schemas {
            let text = self.expression(*id);
            self.line(0, &format!("schema {key} = {text}"));
        }
        for (key, id) in &api.components.parameters {
            self.line(
                0,
                &format!("parameter {key} = {}", api.parameters[*id].name),
            );
        }
        for (kind, count) in [
            ("header", api.components.headers.len()),
            ("body", api.components.bodies.len()),
            ("response", api.components.responses.len()),
            ("callback", api.components.callbacks.len()),
        ] {
            if count > 0 {
                self.line(0, &format!("{kind} components: {count}"));
            }
        }
        for (_, item) in api.path_items.iter() {
            for id in &item.operations {
                let operation = &api.operations[*id];
                let kind = if item.is_path { "" } else { "not a path: " };
                let path: String = item.path.parts.iter().map(part).collect();
                let verb = operation.verb.text();
                let id = operation.id.as_deref().unwrap_or("-");
                self.line(0, &format!("{kind}{verb} {path} {id} {:?}", operation.tags));
                self.servers(1, &item.servers);
                self.operation(operation);
            }
        }
        for reduced in &api.reduced {
            let place = api.tree.pointer(reduced.node);
            self.line(0, &format!("reduced {place}: {}", reduced.reason));
        }
    }

    fn servers(&mut self, indent: usize, servers: &[Server]) {
        for server in servers {
            let parts: String = server.url.parts.iter().map(part).collect();
            let variables = server.variables.iter();
            let variables = variables.map(|v| format!(" {}={} {:?}", v.name, v.default, v.allowed));
            self.line(
                indent,
                &format!("server {parts}{}", variables.collect::<String>()),
            );
        }
    }

    fn operation(&mut self, operation: &Operation) {
        self.servers(1, &operation.servers);
        if let Some(security) = &operation.security {
            self.line(1, &format!("security {}", self.requirements(security)));
        }
        for id in &operation.parameters {
            let text = self.parameter(&self.api.parameters[*id]);
            self.line(1, &text);
        }
        if let Some(id) = operation.body {
            let Body {
                required, content, ..
            } = &self.api.bodies[id];
            let required = if *required { "!" } else { "" };
            self.line(1, &format!("body{required}"));
            self.content(content);
        }
        for response in &operation.responses {
            let Response {
                headers,
                content,
                links,
                ..
            } = &self.api.responses[response.response];
            self.line(1, &format!("{:?}", response.status));
            for (name, id) in headers {
                let Header {
                    required, shape, ..
                } = &self.api.headers[*id];
                let required = if *required { "!" } else { "" };
                let shape = self.shape(shape);
                self.line(2, &format!("header {name}{required}: {shape}"));
            }
            self.content(content);
            for link in links {
                self.line(2, &format!("link {link}"));
            }
        }
        for (name, id) in &operation.callbacks {
            let count = self.api.callbacks[*id].items.len();
            self.line(1, &format!("callback {name} with {count} items"));
        }
    }

    fn requirements(&self, requirements: &[clientwright_oas::api::Requirement]) -> String {
        let one = |requirement: &clientwright_oas::api::Requirement| {
            let schemes = requirement.iter();
            let schemes =
                schemes.map(|(id, scopes)| format!("{}{scopes:?}", self.api.schemes[*id].key));
            schemes.collect::<Vec<_>>().join("+")
        };
        format!(
            "[{}]",
            requirements.iter().map(one).collect::<Vec<_>>().join(" | ")
        )
    }

    fn parameter(&self, parameter: &Parameter) -> String {
        let Parameter {
            name,
            location,
            required,
            shape,
            ..
        } = parameter;
        let required = if *required { "!" } else { "" };
        format!("{location:?} {name}{required}: {}", self.shape(shape))
    }

    fn shape(&self, shape: &Shape) -> String {
        match shape {
            Shape::Schema {
                schema,
                style,
                explode,
                allow_reserved,
                nested,
            } => {
                let schema = schema.map_or("?".to_owned(), |schema| self.reference(schema));
                let explode = if *explode { "*" } else { "" };
                let reserved = if *allow_reserved { " reserved" } else { "" };
                let nested: String = nested.iter().map(|nested| format!(" {nested:?}")).collect();
                format!("{schema} {style:?}{explode}{reserved}{nested}")
            }
            Shape::Content(media_type) => self.media_type(media_type),
        }
    }

    fn content(&mut self, content: &[MediaType]) {
        for media_type in content {
            let text = self.media_type(media_type);
            self.line(2, &text);
        }
    }

    fn media_type(&self, media_type: &MediaType) -> String {
        let mut text = media_type.name.to_string();
        if let Some(schema) = media_type.schema {
            text.push_str(&format!(": {}", self.reference(schema)));
        }
        if let Some(schema) = media_type.item_schema {
            text.push_str(&format!(" each {}", self.reference(schema)));
        }
        for (name, encoding) in &media_type.encoding {
            let ty = encoding.content_type.as_deref().unwrap_or("-");
            text.push_str(&format!(
                " {name}:{ty} {:?} {}",
                encoding.style, encoding.explode
            ));
        }
        for example in &media_type.examples {
            text.push_str(&format!(
                " example {}",
                self.api.value(example.value).json()
            ));
        }
        text
    }

    /// A schema where it is used: the key of a component, or what it is.
    fn reference(&self, id: SchemaId) -> String {
        let mut components = self.api.components.schemas.iter();
        match components.find(|(_, component)| *component == id) {
            Some((key, _)) => key.to_string(),
            None => self.expression(id),
        }
    }

    /// What a schema is.
    fn expression(&self, id: SchemaId) -> String {
        let schema = &self.api.schemas[id];
        let mut parts = Vec::new();
        if let Some(target) = schema.target {
            let mut components = self.api.components.schemas.iter();
            parts.push(
                match components.find(|(_, component)| *component == target) {
                    Some((key, _)) => format!("-> {key}"),
                    None => format!(
                        "-> {}",
                        self.api.tree.pointer(self.api.schemas[target].node)
                    ),
                },
            );
        }
        if schema.raw {
            parts.push("raw".to_owned());
        }
        parts.extend(schema.boolean.map(|value| value.to_string()));
        if !schema.types.is_empty() {
            let names: Vec<&str> = schema.types.iter().map(Type::name).collect();
            parts.push(names.join("|"));
        }
        if schema.nullable {
            parts.push("nullable".to_owned());
        }
        parts.extend(schema.format.as_ref().map(|format| format!("({format})")));
        let values = schema.enumeration.iter().map(|value| value.json());
        let values: Vec<String> = values.collect();
        if !values.is_empty() {
            parts.push(format!("enum {}", values.join(" ")));
        }
        parts.extend(
            schema
                .constant
                .as_ref()
                .map(|value| format!("const {}", value.json())),
        );
        parts.extend(
            schema
                .default
                .as_ref()
                .map(|value| format!("default {}", value.json())),
        );
        for (flag, name) in [
            (schema.deprecated, "deprecated"),
            (schema.read_only, "readOnly"),
            (schema.write_only, "writeOnly"),
        ] {
            parts.extend(flag.then(|| name.to_owned()));
        }
        if !schema.properties.is_empty() {
            let properties = schema.properties.iter().map(|property| {
                let required = if property.required { "!" } else { "" };
                format!(
                    "{}{required}: {}",
                    property.name.escape_debug(),
                    self.reference(property.schema)
                )
            });
            parts.push(format!("{{{}}}", properties.collect::<Vec<_>>().join(", ")));
        }
        let names: Vec<&str> = schema
            .properties
            .iter()
            .map(|property| &*property.name)
            .collect();
        let others: Vec<_> = schema
            .required
            .iter()
            .filter(|name| !names.contains(&&***name))
            .collect();
        if !others.is_empty() {
            parts.push(format!("required {others:?}"));
        }
        for (additional, name) in [
            (schema.additional, "additional"),
            (schema.unevaluated, "unevaluated"),
        ] {
            match additional {
                Additional::Unstated => {}
                Additional::Forbidden => parts.push(format!("no {name}")),
                Additional::Any => parts.push(format!("any {name}")),
                Additional::Schema(id) => parts.push(format!("{name} {}", self.reference(id))),
            }
        }
        for (pattern, id) in &schema.pattern_properties {
            parts.push(format!("/{pattern}/: {}", self.reference(*id)));
        }
        for (name, list) in [
            ("prefix", &schema.prefix_items),
            ("allOf", &schema.all_of),
            ("oneOf", &schema.one_of),
            ("anyOf", &schema.any_of),
        ] {
            if !list.is_empty() {
                let list: Vec<String> = list.iter().map(|id| self.reference(*id)).collect();
                parts.push(format!("{name}({})", list.join("; ")));
            }
        }
        for (name, id) in [
            ("items", schema.items),
            ("names", schema.property_names),
            ("not", schema.not),
            ("if", schema.if_schema),
            ("then", schema.then_schema),
            ("else", schema.else_schema),
            ("content", schema.content_schema),
        ] {
            parts.extend(id.map(|id| format!("{name}({})", self.reference(id))));
        }
        if let Some(discriminator) = &schema.discriminator {
            let mapping = discriminator.mapping.iter();
            let target = |id: Option<SchemaId>| id.map_or("?".to_owned(), |id| self.reference(id));
            let mapping = mapping.map(|m| format!(" {}={}", m.value, target(m.target)));
            let mapping: String = mapping.collect();
            let default = discriminator
                .default_mapping
                .map(|id| format!(" else {}", self.reference(id)));
            let default = default.unwrap_or_default();
            parts.push(format!("by {}{mapping}{default}", discriminator.property));
        }
        parts.extend(
            schema
                .discriminator_value
                .as_ref()
                .map(|value| format!("value {value}")),
        );
        parts.extend(
            schema
                .enum_hints
                .as_ref()
                .map(|hints| format!("{:?}", hints.names)),
        );
        for (key, value) in &schema.limits {
            parts.push(format!("{key}={value}"));
        }
        for example in &schema.examples {
            parts.push(format!("example {}", self.api.value(example.value).json()));
        }
        if parts.is_empty() {
            "any".to_owned()
        } else {
            parts.join(" ")
        }
    }
}

fn part(part: &Part) -> String {
    match part {
        Part::Text(text) => text.to_string(),
        Part::Name(name) => format!("{{{name}}}"),
    }
}
