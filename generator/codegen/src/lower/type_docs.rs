//! Docs of types and properties: facts of the schema in words.

use odata_csdl::schema::{
    Annotation, Expression, KeyProperty, MaxLength, Property, StructuredId, StructuredKind,
};

use super::types::{has_tag, is_computed};
use super::{DocsBuilder, Lower, code};
use crate::inherit::NavigationId;
use crate::model::Docs;

impl Lower<'_> {
    pub(super) fn structured_docs(&self, id: StructuredId) -> Docs {
        let ty = &self.schema.structured_types[id];
        let kind = match ty.kind {
            StructuredKind::Entity => "entity type",
            StructuredKind::Complex => "complex type",
        };
        let adjective = if ty.is_abstract { "Abstract " } else { "" };
        let mut fact = format!("{adjective}{kind} {}", code(&ty.name.to_string()));
        if let Some(base) = ty.base {
            let base = &self.schema.structured_types[base].name;
            fact.push_str(&format!(", derived from {}", code(&base.to_string())));
        }
        if ty.is_open {
            fact.push_str(", open to properties that are not declared");
        }
        fact.push('.');
        let fact = capitalise(fact);
        DocsBuilder::annotated(&self.settings.docs, &ty.annotations, fact.clone())
            .paragraph_unless_first(fact)
            .build()
    }

    pub(super) fn one_line(&self, id: StructuredId) -> Docs {
        let name = code(&self.schema.structured_types[id].name.to_string());
        DocsBuilder::new().paragraph(format!("A {name}.")).build()
    }

    pub(super) fn property_docs(&self, key: &[KeyProperty], property: &Property) -> Docs {
        let mut fact = format!("{}: {}", code(&property.name), self.type_name(&property.ty));
        if !property.ty.is_collection && property.ty.nullable == Some(false) {
            fact.push_str(", never null");
        }
        let facets = self.schema.facets(&property.ty);
        if let Some(MaxLength::Limit(length)) = facets.max_length {
            fact.push_str(&format!(", at most {length} long"));
        }
        if key
            .iter()
            .any(|k| k.path.len() == 1 && k.path[0] == property.name)
        {
            fact.push_str(", part of the key");
        }
        if is_computed(&property.annotations) {
            fact.push_str(", computed by the service");
        } else if has_tag(&property.annotations, "Org.OData.Core.V1.Immutable") {
            fact.push_str(", cannot change after creation");
        }
        if let Some(default) = &property.default_value {
            fact.push_str(&format!(", {} by default", code(default)));
        }
        fact.push('.');
        DocsBuilder::annotated(&self.settings.docs, &property.annotations, "")
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
        let fact = format!(
            "{}: navigation to {}.",
            code(&navigation.name),
            code(&target)
        );
        DocsBuilder::annotated(&self.settings.docs, &navigation.annotations, "").paragraph(fact)
    }
}

/// What media types a stream has or takes (`Core.MediaType`, `Core.AcceptableMediaTypes`), as sentences.
pub(super) fn media_types(annotations: &[Annotation]) -> String {
    let find = |term: &str| annotations.iter().find(|a| a.term == term)?.value.as_ref();
    let mut text = String::new();
    if let Some(Expression::String(media_type)) = find("Org.OData.Core.V1.MediaType") {
        text.push_str(&format!(" Its media type is {}.", code(media_type)));
    }
    if let Some(Expression::Collection(items)) = find("Org.OData.Core.V1.AcceptableMediaTypes") {
        let types = items.iter().filter_map(|item| match item {
            Expression::String(text) => Some(code(text)),
            _ => None,
        });
        let types: Vec<String> = types.collect();
        if !types.is_empty() {
            text.push_str(&format!(" It takes {}.", types.join(", ")));
        }
    }
    text
}

fn capitalise(text: String) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => text,
    }
}
