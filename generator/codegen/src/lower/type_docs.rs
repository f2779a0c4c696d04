//! Docs of types and properties: facts of the schema as sentences.

use clientwright_csdl::schema::{
    Annotation, Expression, KeyProperty, MaxLength, Property, StructuredId, StructuredKind,
};
use clientwright_csdl::terms::{self, Annotated};
use clientwright_model::{Docs, Markdown, markdown};

use super::types::{is_computed, is_part_of};
use super::{DocsBuilder, Lower, code};
use crate::inherit::NavigationId;

impl Lower<'_> {
    pub(super) fn structured_docs(&self, id: StructuredId) -> Docs {
        let ty = &self.schema.structured_types[id];
        let kind = match ty.kind {
            StructuredKind::Entity => "entity type",
            StructuredKind::Complex => "complex type",
        };
        let adjective = if ty.is_abstract { "Abstract " } else { "" };
        let mut fact = markdown!(adjective, kind, " ", code(&ty.name.to_string()));
        if let Some(base) = ty.base {
            let base = &self.schema.structured_types[base].name;
            fact = markdown!(fact, ", derived from ", code(&base.to_string()));
        }
        if ty.is_open {
            fact = markdown!(fact, ", open to properties that are not declared");
        }
        let fact = markdown!(fact, ".").capitalised();
        DocsBuilder::annotated(&self.settings.docs, &ty.annotations, fact.clone())
            .paragraph_unless_first(fact)
            .build()
    }

    pub(super) fn one_line(&self, id: StructuredId) -> Docs {
        let name = code(&self.schema.structured_types[id].name.to_string());
        DocsBuilder::new()
            .paragraph(markdown!("A ", name, "."))
            .build()
    }

    pub(super) fn property_docs(&self, key: &[KeyProperty], property: &Property) -> Docs {
        let mut fact = markdown!(code(&property.name), ": ", self.type_name(&property.ty));
        if !property.ty.is_collection && property.ty.nullable == Some(false) {
            fact = markdown!(fact, ", never null");
        }
        let facets = self.schema.facets(&property.ty);
        if let Some(MaxLength::Limit(length)) = facets.max_length {
            fact = markdown!(fact, ", at most ", length, " long");
        }
        if is_part_of(key, property) {
            fact = markdown!(fact, ", part of the key");
        }
        if is_computed(&property.annotations) {
            fact = markdown!(fact, ", computed by the service");
        } else if property.annotations.tag(terms::IMMUTABLE) {
            fact = markdown!(fact, ", cannot change after creation");
        }
        if let Some(default) = &property.default_value {
            fact = markdown!(fact, ", ", code(default), " by default");
        }
        let fact = markdown!(fact, ".");
        DocsBuilder::annotated(
            &self.settings.docs,
            &property.annotations,
            Markdown::default(),
        )
        .paragraph(fact)
        .build()
    }

    pub(super) fn navigation_docs(&self, id: NavigationId) -> Docs {
        self.navigation_docs_builder(id).build()
    }

    pub(super) fn navigation_docs_builder(&self, id: NavigationId) -> DocsBuilder {
        let navigation = id.get(self.schema);
        let target = self.schema.structured_types[navigation.target]
            .name
            .to_string();
        let target = match navigation.is_collection {
            true => format!("Collection({target})"),
            false => target,
        };
        let fact = markdown!(
            code(&navigation.name),
            ": navigation to ",
            code(&target),
            "."
        );
        DocsBuilder::annotated(
            &self.settings.docs,
            &navigation.annotations,
            Markdown::default(),
        )
        .paragraph(fact)
    }
}

/// The media types that a stream has or accepts (`Core.MediaType`, `Core.AcceptableMediaTypes`), as sentences.
pub(super) fn media_types(annotations: &[Annotation]) -> Markdown {
    let mut text = Markdown::default();
    if let Some(media_type) = annotations.text(terms::MEDIA_TYPE) {
        text = markdown!(text, " Its media type is ", code(media_type), ".");
    }
    if let Some(items) = annotations.items(terms::ACCEPTABLE_MEDIA_TYPES) {
        let types = items.iter().filter_map(Expression::as_text);
        let types: Vec<Markdown> = types.map(code).collect();
        if !types.is_empty() {
            text = markdown!(text, " It accepts ", Markdown::join(&types, ", "), ".");
        }
    }
    text
}
