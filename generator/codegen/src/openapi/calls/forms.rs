//! Bodies of forms: the parts of multipart bodies, and styles of URL-encoded pairs.

use std::collections::{BTreeSet, HashMap, HashSet};

use clientwright_model::naming::names;
use clientwright_model::{
    Access, Docs, Field, Form, FormChoice, FormPart, FormVariant, Item, Markdown, PartContent,
    Presence, Style, StyleKind, Ty, markdown,
};
use clientwright_oas::Api;
use clientwright_oas::api::{self, Encoding, MediaType, OperationId, SchemaId, Type, Version};

use super::media::{Kind, is_range, is_untyped};
use super::request::{style, style_kind};
use super::{LossKind, Lower};
use crate::openapi::schemas::{Alternative, Forms, Properties, resolve};
use crate::openapi::select;

/// Methods that every form has.
const OWN_METHODS: &[&str] = &["new", "with"];

/// The media type of files of which nothing else is known.
const BYTES: &str = "application/octet-stream";

impl Lower<'_> {
    /// The types for the parts of a body, that of the body itself first. Empty: nothing describes them.
    pub(super) fn forms(&mut self, id: OperationId, media: &MediaType, name: &str) -> Vec<Item> {
        let types = self.types;
        let described = media.schema.and_then(|schema| types.form(schema));
        let all = described.map_or_else(Vec::new, Forms::all);
        if all.iter().all(|of| of.is_empty()) {
            let reason = "the parts of a multipart body have no types";
            self.lose(media.node, LossKind::Reduced, reason);
            return Vec::new();
        }
        let known = all.iter().flat_map(|of| of.names()).collect();
        self.lose_encodings(media, &known);
        if let Some(Forms::Several {
            alternatives,
            has_others,
        }) = described
        {
            if *has_others {
                let reason = "an alternative of a multipart body is no object, so that its parts have no types";
                self.lose(media.node, LossKind::Reduced, reason);
            }
            return self.form_choice(id, media, name, alternatives);
        }
        let address = Markdown::code(&select::address(self.api, id));
        let text = markdown!("The parts of the body of ", address, ".");
        let forms = all
            .into_iter()
            .map(|of| self.form(media, name, text.clone(), of));
        forms.map(Item::Form).collect()
    }

    /// The types for a body that is one of several objects: an enum, and a form for each.
    fn form_choice(
        &mut self,
        id: OperationId,
        media: &MediaType,
        name: &str,
        alternatives: &[Alternative],
    ) -> Vec<Item> {
        let start = name.strip_suffix("Form").unwrap_or(name);
        let wanted = alternatives.iter().map(|of| {
            let variant = of.name.trim_end_matches('_');
            format!("{start}{variant}Form")
        });
        let group = self.names.operation(id).and_then(|name| name.group);
        let taken = self.builder_names.entry(group).or_default();
        let reserved: Vec<&str> = taken.iter().map(String::as_str).collect();
        let forms = names::distinct_of(wanted.collect(), &reserved);
        taken.extend(forms.iter().cloned());
        let address = Markdown::code(&select::address(self.api, id));
        let variants = alternatives.iter().zip(&forms).map(|(of, form)| {
            let text = markdown!("The parts of a value of ", Markdown::code(&of.name), ".");
            FormVariant {
                name: of.name.clone(),
                docs: Docs::new(&[text], None),
                form: form.clone(),
            }
        });
        let variants: Vec<FormVariant> = variants.collect();
        let known: Vec<String> = alternatives.iter().map(|of| of.name.clone()).collect();
        let text = markdown!(
            "The parts of the body of ",
            address.clone(),
            ", which is one of several objects."
        );
        let fallback = markdown!("Any other parts.");
        let choice = FormChoice {
            name: name.to_owned(),
            docs: Docs::new(&[text], None),
            variants,
            fallback: names::extra("Other", &known),
            fallback_docs: Docs::new(&[fallback], None),
        };
        let forms = alternatives.iter().zip(forms).map(|(of, form)| {
            let word = Markdown::code(&of.name);
            let text = markdown!(
                "The parts of the body of ",
                address.clone(),
                ", as ",
                word,
                "."
            );
            Item::Form(self.form(media, &form, text, &of.properties))
        });
        let forms: Vec<Item> = forms.collect();
        std::iter::once(Item::FormChoice(choice))
            .chain(forms)
            .collect()
    }

    /// The type for the parts of a body with these properties.
    fn form(&mut self, media: &MediaType, name: &str, text: Markdown, of: &Properties) -> Form {
        let mut parts: Vec<FormPart> = Vec::new();
        let encodings: HashMap<&str, &Encoding> = media
            .encoding
            .iter()
            .map(|(name, encoding)| (&**name, encoding))
            .collect();
        let fields = of.fields.iter();
        let kept = fields.filter(|(f, _)| f.access != Access::ReadOnly);
        for (field, schemas) in kept {
            let encoding = encodings.get(field.wire_name.as_str()).copied();
            let has_style = |encoding: &&Encoding| {
                let is_repeated = encoding.style == Some(api::Style::Form) && encoding.explode;
                encoding.style.is_some() && !is_repeated && self.has_style(schemas)
            };
            if let Some(encoding) = encoding.filter(has_style) {
                let reason = "parts have no style";
                self.lose(encoding.node, LossKind::LeftOut, reason);
            }
            parts.push(self.part(field, schemas, encoding));
        }
        for at in 0..parts.len() {
            if !OWN_METHODS.contains(&parts[at].name.as_str()) {
                continue;
            }
            let taken: Vec<String> = parts.iter().map(|part| part.name.clone()).collect();
            let part = &mut parts[at];
            part.name = names::extra(&part.name, &taken);
        }
        Form {
            name: name.to_owned(),
            docs: Docs::new(&[text], None),
            constants: of.constant.iter().cloned().collect(),
            parts,
        }
    }

    fn part(&self, field: &Field, schemas: &[SchemaId], encoding: Option<&Encoding>) -> FormPart {
        let stated = encoding.and_then(|encoding| encoding.content_type.as_deref());
        let stated = stated.map(str::trim).filter(|of| !of.is_empty());
        let file = self.file(schemas, stated, 0);
        let mut paragraphs = Vec::new();
        let content = match file {
            Some((is_list, described)) => {
                let media_type = stated.or(described).unwrap_or(BYTES);
                if media_type != BYTES {
                    let of = Markdown::code(media_type);
                    paragraphs.push(markdown!("A file of the type ", of, "."));
                }
                PartContent::File {
                    media_type: one(media_type).unwrap_or(BYTES).to_owned(),
                    is_list,
                }
            }
            None => PartContent::Value {
                ty: match &field.ty {
                    Ty::Option(ty) => (**ty).clone(),
                    ty => ty.clone(),
                },
                media_type: stated.and_then(one).map(str::to_owned),
            },
        };
        let headers = encoding.iter().flat_map(|encoding| &encoding.headers);
        let headers: Vec<Markdown> = headers.map(|(name, _)| Markdown::code(name)).collect();
        if !headers.is_empty() {
            let headers = Markdown::join(&headers, ", ");
            paragraphs.push(markdown!("The part has the headers ", headers, "."));
        }
        FormPart {
            name: field.name.clone(),
            wire_name: field.wire_name.clone(),
            docs: field.docs.clone().with(&paragraphs),
            is_required: field.presence == Presence::Required,
            content,
        }
    }

    /// Whether values of a property may be lists or objects, which are the only ones that styles change, and are no files.
    fn has_style(&self, schemas: &[SchemaId]) -> bool {
        let is_compound = schemas.iter().any(|schema| {
            let types = self.api.schemas[self.api.target(*schema)].types;
            types.contains(Type::Array) || types.contains(Type::Object)
        });
        is_compound && self.file(schemas, None, 0).is_none()
    }

    /// Whether a property is a file, or a list of files, with the media type that its schema states (OpenAPI 3.0, 4.7.14.4;
    /// 3.1, 4.8.15.1). Null as an alternative does not count: a part that is null is not sent.
    fn file(
        &self,
        schemas: &[SchemaId],
        stated: Option<&str>,
        depth: usize,
    ) -> Option<(bool, Option<&str>)> {
        schemas.iter().find_map(|schema| {
            let schema = resolve(self.api, *schema).id;
            let schema = &self.api.schemas[self.api.target(schema)];
            if let Some(items) = schema.items.filter(|_| depth == 0) {
                let (_, media_type) = self.file(&[items], stated, depth + 1)?;
                return Some((true, media_type));
            }
            let types = schema.types.without(Type::Null);
            let is_text = types.only() == Some(Type::String);
            let media_type = schema.content_media_type.as_deref();
            let is_binary = schema.format.as_deref() == Some("binary")
                || (is_text && media_type.is_some() && schema.content_encoding.is_none());
            // Without any keyword it is bytes from 3.1 on, unless it is stated to be JSON or a text.
            let is_open = self.api.version >= Version::V3_1
                && schema.boolean.is_none()
                && is_untyped(schema)
                && stated.is_none_or(is_bytes);
            (is_binary || is_open).then_some((false, media_type))
        })
    }

    /// The styles of the members of a form.
    pub(super) fn styles(&mut self, media: &MediaType, schema: SchemaId) -> Vec<(String, Style)> {
        let known = properties(self.api, schema);
        self.lose_encodings(media, &known);
        let styles = media.encoding.iter().filter_map(|(name, encoding)| {
            let is_json = |of: &&str| Kind::of(of) == Kind::Json && of.contains("json");
            let of = match encoding.style {
                Some(of) => style(style_kind(of), encoding.explode, encoding.allow_reserved),
                None => {
                    encoding.content_type.as_deref().filter(is_json)?;
                    style(StyleKind::Json, false, false)
                }
            };
            Some((name.to_string(), of))
        });
        styles.collect()
    }

    /// Reports encodings of properties that do not exist.
    fn lose_encodings(&mut self, media: &MediaType, known: &HashSet<&str>) {
        for (name, encoding) in &media.encoding {
            if !known.contains(&**name) {
                let reason = "the schema has no property of the name of the encoding";
                self.lose(encoding.node, LossKind::LeftOut, reason);
            }
        }
    }
}

/// A media type, if a list of media types has only one without a wildcard.
fn one(media_types: &str) -> Option<&str> {
    let is_header = media_types
        .bytes()
        .all(|byte| (b' '..=b'~').contains(&byte));
    Some(media_types).filter(|of| is_header && !of.contains([',', '*']))
}

/// Whether a media type is neither JSON nor a text. A range such as `*/*` can be anything.
fn is_bytes(media_type: &str) -> bool {
    is_range(media_type) || Kind::of(media_type) == Kind::Bytes
}

/// The names of the properties of a schema, also those that are only required, with those of the schemas that it is composed of.
fn properties(api: &Api, schema: SchemaId) -> HashSet<&str> {
    let (mut open, mut seen) = (vec![schema], BTreeSet::new());
    let mut names = HashSet::new();
    while let Some(id) = open.pop() {
        let id = api.target(id);
        if !seen.insert(id) {
            continue;
        }
        let schema = &api.schemas[id];
        names.extend(schema.properties.iter().map(|property| &*property.name));
        names.extend(schema.required.iter().map(|name| &**name));
        let parts = [&schema.all_of, &schema.any_of, &schema.one_of];
        open.extend(parts.into_iter().flatten());
    }
    names
}

/// How many parts the types of a body have: those of each alternative, with what all of them have.
pub(crate) fn weight(api: &Api, schema: SchemaId) -> usize {
    let (mut open, mut seen) = (vec![schema], BTreeSet::new());
    let (mut shared, mut each) = (0, Vec::new());
    while let Some(id) = open.pop() {
        let id = api.target(id);
        if !seen.insert(id) {
            continue;
        }
        let schema = &api.schemas[id];
        shared += schema.properties.len();
        open.extend(&schema.all_of);
        let alternatives = [&schema.any_of, &schema.one_of].into_iter().flatten();
        each.extend(alternatives.map(|id| properties(api, *id).len()));
    }
    shared * each.len().max(1) + each.iter().sum::<usize>()
}
