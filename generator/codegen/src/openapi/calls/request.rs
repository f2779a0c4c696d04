//! What calls send: paths, parameters, bodies.

use std::collections::{HashMap, HashSet};

use clientwright_model::naming::names;
use clientwright_model::{
    Body, Content, Docs, Item, Location, Markdown, Parameter, PathPart, Presence, Style, StyleKind,
    Ty, TypePath, markdown,
};
use clientwright_oas::api::{self, Collection, OperationId, Part, SchemaId, Shape};

use super::media::Kind;
use super::{LossKind, Lower};
use crate::openapi::operations::OperationName;
use crate::openapi::schemas::body_mode;

impl Lower<'_> {
    /// The parameters of an operation, required ones first and those of the path before them, with its path.
    pub(super) fn parameters(
        &mut self,
        operation: &api::Operation,
        name: &OperationName,
    ) -> (Vec<Parameter>, Vec<PathPart>) {
        let template = &self.api.path_items[operation.path_item].path;
        let mut in_path: HashMap<&str, usize> = HashMap::new();
        for (at, part) in template.parts.iter().enumerate() {
            if let Part::Name(name) = part {
                in_path.entry(name).or_insert(at);
            }
        }
        let mut parameters: Vec<Parameter> = Vec::new();
        for (id, argument) in operation.parameters.iter().zip(&name.arguments) {
            let parameter = &self.api.parameters[*id];
            let is_in_path = in_path.contains_key(&*parameter.name);
            if parameter.location == api::Location::Path && !is_in_path {
                let reason = "the path does not contain the parameter";
                self.lose(parameter.node, LossKind::LeftOut, reason);
                continue;
            }
            parameters.push(self.parameter(parameter, argument));
        }
        // A name in the path that is not declared is a text.
        let declared = parameters.iter().filter(|p| is_path(p));
        let mut declared: HashSet<String> = declared.map(|p| p.wire_name.clone()).collect();
        for part in &template.parts {
            let Part::Name(wire_name) = part else {
                continue;
            };
            if declared.insert(wire_name.to_string()) {
                let taken: Vec<String> = parameters.iter().map(|p| p.name.clone()).collect();
                let name = clientwright_model::naming::names::spell(
                    wire_name,
                    clientwright_model::naming::names::Case::Snake,
                );
                parameters.push(Parameter {
                    name: clientwright_model::naming::names::extra(&name, &taken),
                    wire_name: wire_name.to_string(),
                    docs: Docs::default(),
                    location: Location::Path(style(StyleKind::Simple, false, false)),
                    ty: Ty::String,
                    presence: Presence::Required,
                });
            }
        }
        let order = |parameter: &Parameter| match parameter.location {
            Location::Path(_) => {
                let at = in_path.get(parameter.wire_name.as_str());
                (0, at.copied().unwrap_or_default())
            }
            _ => (1, 0),
        };
        // Stable: the order of the description is kept.
        parameters.sort_by_key(order);
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        for (number, parameter) in parameters.iter().enumerate() {
            if is_path(parameter) {
                numbers.entry(&parameter.wire_name).or_insert(number);
            }
        }
        let path = template.parts.iter().filter_map(|part| match part {
            Part::Text(text) => Some(PathPart::Text(encoded(text))),
            Part::Name(name) => {
                let number = numbers.get(&**name);
                number.map(|number| PathPart::Parameter(*number))
            }
        });
        let path = path.collect();
        (parameters, path)
    }

    fn parameter(&mut self, parameter: &api::Parameter, name: &str) -> Parameter {
        let (ty, style) = match &parameter.shape {
            Shape::Schema {
                schema,
                style: kind,
                explode,
                allow_reserved,
                nested,
            } => {
                if nested.len() > 1 {
                    let reason = "lists inside of the lists of a list are sent as JSON";
                    self.lose(parameter.node, LossKind::Reduced, reason);
                }
                self.undefined_style(parameter, *kind, *schema);
                let ty = match schema {
                    Some(schema) => self.ty(*schema),
                    None if parameter.undeclared => Ty::String,
                    None => Ty::Well("AnyJson"),
                };
                let style = Style {
                    items: nested.first().copied().map(collection_style),
                    ..style(style_kind(*kind), *explode, *allow_reserved)
                };
                (ty, style)
            }
            Shape::Content(media) => {
                let ty = media
                    .schema
                    .map_or(Ty::Well("AnyJson"), |schema| self.ty(schema));
                let kind = match Kind::of(&media.name) {
                    Kind::Json => StyleKind::Json,
                    Kind::Form | Kind::Multipart | Kind::Xml | Kind::Text | Kind::Bytes => {
                        StyleKind::Form
                    }
                };
                (ty, style(kind, true, false))
            }
        };
        let location = match parameter.location {
            api::Location::Path => Location::Path(style),
            api::Location::Query => Location::Query(style),
            api::Location::QueryString => Location::QueryString(style),
            api::Location::Header => Location::Header(style),
            api::Location::Cookie => Location::Cookie(style),
        };
        Parameter {
            name: name.to_owned(),
            wire_name: parameter.name.to_string(),
            docs: self.parameter_docs(parameter),
            location,
            // Null cannot be written in a URL or a header: such a value is absent.
            ty: match ty {
                Ty::Option(ty) => *ty,
                ty => ty,
            },
            presence: match parameter.required {
                true => Presence::Required,
                false => Presence::Optional,
            },
        }
    }

    /// Notes members of a `deepObject` that are objects or lists, which the specification does not define.
    fn undefined_style(
        &mut self,
        parameter: &api::Parameter,
        style: api::Style,
        schema: Option<SchemaId>,
    ) {
        let Some(schema) = schema.filter(|_| style == api::Style::DeepObject) else {
            return;
        };
        let schema = &self.api.schemas[self.api.target(schema)];
        let is_nested = schema.properties.iter().any(|property| {
            let types = self.api.schemas[self.api.target(property.schema)].types;
            types.contains(api::Type::Object) || types.contains(api::Type::Array)
        });
        if is_nested {
            let reason = "OpenAPI does not define objects and lists inside of a `deepObject`; \
                they are sent as `name[a][b]=c` and as repeated names";
            self.lose(parameter.node, LossKind::Reduced, reason);
        }
    }

    fn parameter_docs(&self, parameter: &api::Parameter) -> Docs {
        let wire_name = Markdown::code(&parameter.name);
        let mut paragraphs = vec![markdown!("The parameter ", wire_name, ".")];
        let text = parameter.description.as_deref();
        if let Some(text) = text.filter(|_| self.settings.descriptions) {
            let described = Markdown::paragraphs(text);
            if !described.is_empty() {
                paragraphs = described;
            }
        }
        if let Shape::Schema {
            schema: Some(schema),
            ..
        } = &parameter.shape
            && let Some(default) = &self.api.schemas[self.api.target(*schema)].default
        {
            let default = Markdown::code(&default.json());
            paragraphs.push(markdown!("The service uses ", default, " if it is absent."));
        }
        if parameter.allow_empty {
            let call = format!(".request().query({:?}, \"\")", parameter.name);
            let call = Markdown::code(&call);
            paragraphs.push(markdown!(
                "The service also reads it without a value, sent by ",
                call,
                "."
            ));
        }
        let note = markdown!("The description says that it is deprecated.");
        Docs::new(&paragraphs, parameter.deprecated.then_some(note))
    }

    /// The body of an operation in one of its media types.
    pub(super) fn body(
        &mut self,
        id: OperationId,
        media: usize,
        name: &OperationName,
        form: TypePath,
    ) -> (Body, Vec<Item>) {
        let operation = &self.api.operations[id];
        let body = operation.body.expect("a call with a media type has a body");
        let body = &self.api.bodies[body];
        let media = &body.content[media];
        let kind = Kind::of(&media.name);
        let mode = body_mode(operation, media);
        let typed = |schema| self.types.ty(schema, mode);
        let content = match (kind, media.schema) {
            (Kind::Json, _) if self.is_file(media) => Content::Bytes,
            (Kind::Json, Some(schema)) => Content::Json(typed(schema)),
            (Kind::Json, None) => Content::Json(Ty::Well("AnyJson")),
            (Kind::Form, Some(schema)) if has_pairs(&typed(schema)) => Content::Form {
                ty: typed(schema),
                styles: self.styles(media, schema),
            },
            (Kind::Form, Some(_)) => {
                let reason = "a form that is no object is sent as bytes";
                self.lose(media.node, LossKind::Reduced, reason);
                Content::Bytes
            }
            (Kind::Form, None) => Content::Bytes,
            (Kind::Multipart, _) => Content::Multipart(None),
            (Kind::Xml, schema) => {
                let document = schema.and_then(|schema| self.documents.of(schema));
                match schema.zip(document) {
                    Some((schema, document)) => Content::Xml(typed(schema), document),
                    None => {
                        let reason = "XML whose elements have no names is sent as a text";
                        self.lose(media.node, LossKind::Reduced, reason);
                        Content::Text
                    }
                }
            }
            (Kind::Text, _) => Content::Text,
            (Kind::Bytes, _) if media.name.contains('*') => {
                let taken = [name.arguments.as_slice(), std::slice::from_ref(&name.body)].concat();
                Content::BytesOf(names::extra("media_type", &taken))
            }
            (Kind::Bytes, _) => {
                let items = self.sent_items(media, mode);
                items.map_or(Content::Bytes, Content::Items)
            }
        };
        let (content, items) = match content {
            Content::Multipart(_) => {
                let items = self.forms(id, media, &form.name);
                (
                    Content::Multipart((!items.is_empty()).then_some(form)),
                    items,
                )
            }
            content => (content, Vec::new()),
        };
        let text = body.description.as_deref();
        let text = text.filter(|_| self.settings.descriptions);
        let mut paragraphs = text.map(Markdown::paragraphs).unwrap_or_default();
        if paragraphs.is_empty() {
            let media_type = Markdown::code(&media.name);
            paragraphs.push(markdown!("The body, as ", media_type, "."));
        }
        let body = Body {
            name: name.body.clone(),
            docs: Docs::new(&paragraphs, None),
            media_type: match content {
                // A range of types that is sent as bytes.
                Content::Bytes if kind == Kind::Json => "application/octet-stream".to_owned(),
                _ => media_type(&media.name),
            },
            content,
            is_required: body.required,
        };
        (body, items)
    }
}

fn is_path(parameter: &Parameter) -> bool {
    matches!(parameter.location, Location::Path(_))
}

/// Whether the values of a type may be objects, whose members become the pairs of a form.
fn has_pairs(ty: &Ty) -> bool {
    match ty {
        Ty::Named(_) | Ty::Map(_) | Ty::Well("AnyJson") => true,
        Ty::Option(inner) | Ty::Boxed(inner) | Ty::One(inner) => has_pairs(inner),
        _ => false,
    }
}

/// The media type of a body. A range of types, such as `*/*`, is none.
fn media_type(name: &str) -> String {
    let is_header = name.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    match Kind::of(name) {
        _ if is_header && !name.contains('*') => name.trim().to_owned(),
        Kind::Json => "application/json".to_owned(),
        Kind::Form => "application/x-www-form-urlencoded".to_owned(),
        Kind::Multipart => "multipart/form-data".to_owned(),
        Kind::Xml => "application/xml".to_owned(),
        Kind::Text => "text/plain".to_owned(),
        Kind::Bytes => "application/octet-stream".to_owned(),
    }
}

pub(super) fn style(kind: StyleKind, explode: bool, reserved: bool) -> Style {
    Style {
        kind,
        explode,
        reserved,
        items: None,
    }
}

/// The style that separates the items of a list as `collectionFormat` does.
fn collection_style(format: Collection) -> StyleKind {
    match format {
        Collection::Commas => StyleKind::Simple,
        Collection::Spaces => StyleKind::SpaceDelimited,
        Collection::Tabs => StyleKind::TabDelimited,
        Collection::Pipes => StyleKind::PipeDelimited,
    }
}

pub(super) fn style_kind(style: api::Style) -> StyleKind {
    match style {
        api::Style::Simple => StyleKind::Simple,
        api::Style::Label => StyleKind::Label,
        api::Style::Matrix => StyleKind::Matrix,
        api::Style::Form | api::Style::Cookie => StyleKind::Form,
        api::Style::SpaceDelimited => StyleKind::SpaceDelimited,
        api::Style::PipeDelimited => StyleKind::PipeDelimited,
        api::Style::TabDelimited => StyleKind::TabDelimited,
        api::Style::DeepObject => StyleKind::DeepObject,
    }
}

/// A literal part of a path, with percent-encoding where a URL needs it (RFC 3986, 3.3). A fragment is left out: it is
/// never sent, and some descriptions use it to declare several operations with one path.
fn encoded(text: &str) -> String {
    let text = text.split('#').next().unwrap_or_default();
    let mut out = String::with_capacity(text.len());
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        let is_triplet = || {
            let digits = bytes.get(at + 1..at + 3);
            digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
        };
        let is_allowed = match byte {
            b'%' => is_triplet(),
            b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' | b'[' | b']' => false,
            byte => byte.is_ascii_graphic(),
        };
        match is_allowed {
            true => out.push(char::from(*byte)),
            false => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::Ty;

    #[test]
    fn values_that_are_no_objects_have_no_pairs() {
        let any = Ty::Well("AnyJson");
        for (ty, expected) in [
            (Ty::Map(Box::new(Ty::String)), true),
            (any.clone().option(), true),
            (any, true),
            (Ty::String, false),
            (Ty::String.vec().option(), false),
            (Ty::Builtin("i32"), false),
        ] {
            assert_eq!(super::has_pairs(&ty), expected, "{ty:?}");
        }
    }

    #[test]
    fn literal_parts_of_paths_are_legal_in_urls() {
        assert_eq!(
            super::encoded("/a b/é%20%zz{x}?q=1#f"),
            "/a%20b/%C3%A9%20%25zz%7Bx%7D?q=1"
        );
    }
}
