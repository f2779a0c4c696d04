//! Parameters, headers, bodies, responses and media types.

use clientwright_diagnostics::Severity;

use super::Resolver;
use super::schemas::Source;
use crate::api::{
    Body, BodyId, Encoding, Header, HeaderId, Location, MediaType, Parameter, ParameterId,
    Response, ResponseId, Shape, Style, Version,
};
use crate::codes;
use crate::tree::NodeId;

const PARAMETER: &[&str] = &[
    "name",
    "in",
    "description",
    "required",
    "deprecated",
    "allowEmptyValue",
    "style",
    "explode",
    "allowReserved",
    "schema",
    "example",
    "examples",
    "content",
];
const BODY: &[&str] = &["description", "content", "required"];
const RESPONSE: &[&str] = &["summary", "description", "headers", "content", "links"];
const MEDIA_TYPE: &[&str] = &[
    "schema",
    "itemSchema",
    "example",
    "examples",
    "encoding",
    "prefixEncoding",
    "itemEncoding",
];
const ENCODING: &[&str] = &[
    "contentType",
    "headers",
    "style",
    "explode",
    "allowReserved",
    "encoding",
    "prefixEncoding",
    "itemEncoding",
];

/// What parameters and headers have in common.
#[derive(Default)]
struct Common {
    name: Option<Box<str>>,
    location: Option<Box<str>>,
    required: bool,
    deprecated: bool,
    allow_empty: bool,
    description: Option<Box<str>>,
    style: Option<(Box<str>, NodeId)>,
    explode: Option<bool>,
    allow_reserved: bool,
    schema: Option<NodeId>,
    content: Option<NodeId>,
    examples: Vec<crate::api::Example>,
}

impl Resolver<'_> {
    /// A parameter, or a reference to one. `None` has a diagnostic.
    pub(super) fn parameter(&mut self, node: NodeId) -> Option<ParameterId> {
        let object = self.follow(node, "parameters", Severity::Error)?;
        if let Some(known) = self.parameters.get(&object) {
            return *known;
        }
        let parameter = self.read_parameter(object);
        let id = parameter.map(|parameter| self.api.parameters.push(parameter));
        self.parameters.insert(object, id);
        id
    }

    fn read_parameter(&mut self, node: NodeId) -> Option<Parameter> {
        let common = self.common(node, PARAMETER);
        let Some(name) = common.name.clone() else {
            self.error(codes::MISSING, "a parameter without `name`", node);
            return None;
        };
        let location = match common.location.as_deref() {
            Some("path") => Location::Path,
            Some("query") => Location::Query,
            Some("querystring") => Location::QueryString,
            Some("header") => Location::Header,
            Some("cookie") => Location::Cookie,
            Some(other) => {
                let message = format!(
                    "the parameter `{name}` is in `{other}`; places are path, query, querystring, header and cookie"
                );
                self.error(codes::BAD_VALUE, message, node);
                return None;
            }
            None => {
                let message = format!("the parameter `{name}` has no `in`");
                self.error(codes::MISSING, message, node);
                return None;
            }
        };
        if location == Location::Path && !common.required {
            self.warn_once(
                codes::PATH,
                "parameters in paths are always required",
                "add `required: true`",
                self.span(node),
            );
        }
        let shape = match self.api.version {
            Version::V2_0 => self.swagger_shape(node, location),
            _ => self.shape(node, &common, location),
        };
        Some(Parameter {
            node,
            name,
            location,
            required: common.required || location == Location::Path,
            deprecated: common.deprecated,
            allow_empty: common.allow_empty,
            undeclared: false,
            shape,
            description: common.description,
            examples: common.examples,
        })
    }

    fn common(&mut self, node: NodeId, known: &[&'static str]) -> Common {
        let mut common = Common::default();
        let is_old = self.api.version == Version::V2_0;
        for at in self.api.tree.entry_range(node) {
            let entry = self.api.tree.entry(at);
            let value = entry.value;
            match self.api.tree.key(&entry) {
                "name" => common.name = self.text(value, "name"),
                "in" => common.location = self.text(value, "in"),
                "required" => common.required = self.flag(value, "required"),
                "deprecated" => common.deprecated = self.flag(value, "deprecated"),
                "allowEmptyValue" => common.allow_empty = self.flag(value, "allowEmptyValue"),
                "description" => common.description = self.text(value, "description"),
                "style" => common.style = self.text(value, "style").map(|style| (style, value)),
                "explode" => common.explode = Some(self.flag(value, "explode")),
                "allowReserved" => common.allow_reserved = self.flag(value, "allowReserved"),
                "schema" => common.schema = Some(value),
                "content" => common.content = Some(value),
                "example" => common.examples.push(crate::api::Example {
                    name: "".into(),
                    value,
                }),
                "examples" => self.examples(value, &mut common.examples),
                // Keywords of a schema.
                _ if is_old => {}
                _ => self.unknown(node, entry, known),
            }
        }
        common
    }

    fn shape(&mut self, node: NodeId, common: &Common, location: Location) -> Shape {
        if let Some(content) = common.content {
            let mut media_types = self.content(content);
            if media_types.len() > 1 {
                let message = "`content` of a parameter has one media type; the first is taken";
                self.warn(codes::BAD_VALUE, message, content);
            }
            media_types.truncate(1);
            if let Some(media_type) = media_types.pop() {
                return Shape::Content(Box::new(media_type));
            }
        }
        let style = self.style(common.style.as_ref(), location);
        if common.schema.is_none() && common.content.is_none() {
            let message = "neither `schema` nor `content`; any value is allowed";
            self.warn(codes::MISSING, message, node);
        }
        let is_delimited = matches!(style, Style::SpaceDelimited | Style::PipeDelimited);
        if is_delimited && common.explode == Some(true) {
            let message = "OpenAPI does not define this style with `explode: true`; each item is sent on its own";
            self.warn(codes::STYLE, message, node);
        }
        Shape::Schema {
            schema: common.schema.map(|schema| self.schema(schema)),
            style,
            explode: common
                .explode
                .unwrap_or(matches!(style, Style::Form | Style::Cookie)),
            allow_reserved: common.allow_reserved,
            nested: Vec::new(),
        }
    }

    /// A style that the location allows (OpenAPI 3.2, 4.12.3); else there is a warning and the default is taken.
    fn style(&mut self, written: Option<&(Box<str>, NodeId)>, location: Location) -> Style {
        let default = match location {
            Location::Path | Location::Header => Style::Simple,
            Location::Query | Location::QueryString | Location::Cookie => Style::Form,
        };
        let Some((name, node)) = written else {
            return default;
        };
        match (&**name, location) {
            ("simple", Location::Path | Location::Header) => Style::Simple,
            ("label", Location::Path) => Style::Label,
            ("matrix", Location::Path) => Style::Matrix,
            ("form", Location::Query | Location::Cookie) => Style::Form,
            ("spaceDelimited", Location::Query) => Style::SpaceDelimited,
            ("pipeDelimited", Location::Query) => Style::PipeDelimited,
            ("deepObject", Location::Query) => Style::DeepObject,
            ("cookie", Location::Cookie) => Style::Cookie,
            _ => {
                let message =
                    format!("the style `{name}` does not exist there; the default is taken");
                self.warn(codes::STYLE, message, *node);
                default
            }
        }
    }

    /// Headers by name. `Content-Type` is described by the media type instead (OpenAPI 3.2, 4.17.2).
    pub(super) fn headers(&mut self, node: NodeId) -> Vec<(Box<str>, HeaderId)> {
        let mut headers = Vec::new();
        for at in self.object_entries(node, "headers") {
            let entry = self.api.tree.entry(at);
            let name = Box::<str>::from(self.api.tree.key(&entry));
            if name.eq_ignore_ascii_case("content-type")
                || name.starts_with("x-ms-") && !self.is_object(entry.value)
            {
                continue;
            }
            let id = self.header(entry.value);
            headers.extend(id.map(|id| (name, id)));
        }
        headers
    }

    pub(super) fn header(&mut self, node: NodeId) -> Option<HeaderId> {
        let object = self.follow(node, "headers", Severity::Warning)?;
        if let Some(known) = self.headers.get(&object) {
            return Some(*known);
        }
        let common = self.common(object, PARAMETER);
        let shape = match self.api.version {
            Version::V2_0 => self.swagger_shape(object, Location::Header),
            _ => self.shape(object, &common, Location::Header),
        };
        let id = self.api.headers.push(Header {
            node: object,
            required: common.required,
            deprecated: common.deprecated,
            shape,
            description: common.description,
            examples: common.examples,
        });
        self.headers.insert(object, id);
        Some(id)
    }

    /// A request body, or a reference to one.
    pub(super) fn body(&mut self, node: NodeId) -> Option<BodyId> {
        let object = self.follow(node, "requestBodies", Severity::Error)?;
        if let Some(known) = self.bodies.get(&(object, None)) {
            return Some(*known);
        }
        let mut body = Body {
            node: object,
            required: false,
            content: Vec::new(),
            description: None,
        };
        for at in self.api.tree.entry_range(object) {
            let entry = self.api.tree.entry(at);
            match self.api.tree.key(&entry) {
                "description" => body.description = self.text(entry.value, "description"),
                "required" => body.required = self.flag(entry.value, "required"),
                "content" => body.content = self.content(entry.value),
                _ => self.unknown(object, entry, BODY),
            }
        }
        if body.content.is_empty() {
            let message = "a request body without a media type, which is left out";
            self.warn(codes::MISSING, message, object);
        }
        let id = self.api.bodies.push(body);
        self.bodies.insert((object, None), id);
        Some(id)
    }

    /// A response, or a reference to one. `produces` is the node of the media types of 2.0.
    pub(super) fn response(
        &mut self,
        node: NodeId,
        produces: Option<NodeId>,
    ) -> Option<ResponseId> {
        let object = self.follow(node, "responses", Severity::Warning)?;
        if let Some(known) = self.responses.get(&(object, produces)) {
            return Some(*known);
        }
        let mut response = Response {
            node: object,
            summary: None,
            description: Box::default(),
            headers: Vec::new(),
            content: Vec::new(),
            links: Vec::new(),
        };
        let is_old = self.api.version == Version::V2_0;
        for at in self.api.tree.entry_range(object) {
            let entry = self.api.tree.entry(at);
            let value = entry.value;
            match self.api.tree.key(&entry) {
                "summary" => response.summary = self.text(value, "summary"),
                "description" => {
                    response.description = self.text(value, "description").unwrap_or_default();
                }
                "headers" => response.headers = self.headers(value),
                "content" => response.content = self.content(value),
                "schema" if is_old => {
                    response.content = self.swagger_content(value, object, produces);
                }
                "examples" if is_old => {}
                "links" => {
                    let links = self.object_entries(value, "links");
                    let name = |at| self.api.tree.key(&self.api.tree.entry(at)).into();
                    response.links = links.map(name).collect();
                }
                _ => self.unknown(object, entry, RESPONSE),
            }
        }
        let id = self.api.responses.push(response);
        self.responses.insert((object, produces), id);
        Some(id)
    }

    pub(super) fn content(&mut self, node: NodeId) -> Vec<MediaType> {
        let mut content = Vec::new();
        for at in self.object_entries(node, "content") {
            let entry = self.api.tree.entry(at);
            let key = self.api.tree.key(&entry);
            if key.starts_with("x-") && !key.contains('/') {
                continue;
            }
            let name = key.into();
            // An empty value is a media type without a schema.
            let object = match self.is_object(entry.value) {
                true => self.follow(entry.value, "mediaTypes", Severity::Warning),
                false => None,
            };
            content.push(self.media_type(name, object.unwrap_or(entry.value)));
        }
        content
    }

    fn media_type(&mut self, name: Box<str>, node: NodeId) -> MediaType {
        let mut media_type = MediaType {
            node,
            name,
            schema: None,
            item_schema: None,
            stream: crate::api::StreamRules::default(),
            encoding: Vec::new(),
            prefix_encoding: Vec::new(),
            item_encoding: None,
            examples: Vec::new(),
        };
        for at in self.api.tree.entry_range(node) {
            let entry = self.api.tree.entry(at);
            let value = entry.value;
            match self.api.tree.key(&entry) {
                "schema" => media_type.schema = Some(self.schema(value)),
                "itemSchema" => media_type.item_schema = Some(self.schema(value)),
                "example" => media_type.examples.push(crate::api::Example {
                    name: "".into(),
                    value,
                }),
                "examples" => self.examples(value, &mut media_type.examples),
                "encoding" => {
                    for at in self.object_entries(value, "encoding") {
                        let entry = self.api.tree.entry(at);
                        let name = self.api.tree.key(&entry).into();
                        media_type.encoding.push((name, self.encoding(entry.value)));
                    }
                }
                "prefixEncoding" => {
                    let items = self.array_items(value, "prefixEncoding");
                    let encodings = items.map(|at| self.encoding(self.api.tree.item(at)));
                    media_type.prefix_encoding = encodings.collect();
                }
                "itemEncoding" => media_type.item_encoding = Some(Box::new(self.encoding(value))),
                _ => self.unknown(node, entry, MEDIA_TYPE),
            }
        }
        media_type
    }

    fn encoding(&mut self, node: NodeId) -> Encoding {
        let mut encoding = Encoding {
            node,
            content_type: None,
            headers: Vec::new(),
            style: None,
            explode: true,
            allow_reserved: false,
        };
        if !self.object(node, "encoding") {
            return encoding;
        }
        let (mut style, mut explode, mut allow_reserved) = (None, None, None);
        for at in self.api.tree.entry_range(node) {
            let entry = self.api.tree.entry(at);
            let value = entry.value;
            match self.api.tree.key(&entry) {
                "contentType" => encoding.content_type = self.text(value, "contentType"),
                "headers" => encoding.headers = self.headers(value),
                "style" => style = self.text(value, "style").map(|style| (style, value)),
                "explode" => explode = Some(self.flag(value, "explode")),
                "allowReserved" => allow_reserved = Some(self.flag(value, "allowReserved")),
                "encoding" | "prefixEncoding" | "itemEncoding" => {
                    self.reduce(codes::REDUCED, "nested encodings are not supported", value);
                }
                _ => self.unknown(node, entry, ENCODING),
            }
        }
        let is_styled = style.is_some() || explode.is_some() || allow_reserved.is_some();
        let style = self.style(style.as_ref(), Location::Query);
        encoding.style = Some(style).filter(|_| is_styled);
        encoding.explode = explode.unwrap_or(style == Style::Form);
        encoding.allow_reserved = allow_reserved.unwrap_or_default();
        encoding
    }

    /// The schema among the keywords of a parameter, header or item of 2.0.
    pub(super) fn parameter_schema(&mut self, node: NodeId) -> crate::api::SchemaId {
        self.schema_from(node, Source::Parameter)
    }
}
