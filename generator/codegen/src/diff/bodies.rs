//! The facts of enums for the bodies of responses and webhooks, and of forms.

use std::collections::BTreeMap;

use clientwright_model::{
    ErrorVariant, Errors, ErrorsKind, Events, Form, FormChoice, Item, Outcomes, Package, Received,
    ReceivedBody, TypePath,
};

use super::facts::{Fact, List, Space, type_path};
use super::{PartKind, signature};

pub(super) fn outcomes(list: &mut List<'_>, path: &str, item: &Outcomes) {
    let fact = Fact::new(PartKind::Type, "enum").docs(&item.docs);
    let owner = list.add(None, Space::Type, path, fact);
    for variant in &item.variants {
        let fact = Fact::new(PartKind::Variant, signature::output(&variant.output));
        // The enum can be matched without a branch for others.
        let fact = fact.docs(&variant.docs).closed();
        list.add(Some(&owner), Space::Type, &variant.name, fact);
    }
    let fact = Fact::new(PartKind::Variant, "Bytes").docs(&item.fallback_docs);
    list.add(Some(&owner), Space::Type, &item.fallback, fact.closed());
}

/// The variants of all enums of errors. Another name for one of them has the same variants.
pub(super) fn errors(package: &Package) -> BTreeMap<TypePath, Vec<ErrorVariant>> {
    let mut found = BTreeMap::new();
    for (path, module) in &package.modules {
        for item in module.files.iter().flat_map(|file| &file.items) {
            if let Item::Errors(Errors {
                kind: ErrorsKind::Enum(variants),
                ..
            }) = item
            {
                found.insert(type_path(path, module, item), variants.clone());
            }
        }
    }
    found
}

pub(super) fn call_errors(list: &mut List<'_>, path: &str, item: &Errors) {
    let variants = match &item.kind {
        ErrorsKind::Enum(variants) => variants.clone(),
        ErrorsKind::SameAs(other) => list.errors.get(other).cloned().unwrap_or_default(),
    };
    let fact = Fact::new(PartKind::Type, "errors").docs(&item.docs);
    let owner = list.add(None, Space::Type, path, fact);
    for variant in variants {
        let fact = Fact::new(PartKind::Variant, signature::output(&variant.output));
        // The enum can be matched without a branch for others.
        let fact = fact.wire(variant.media.join(", ")).closed();
        list.add(Some(&owner), Space::Type, &variant.name, fact);
    }
}

pub(super) fn events(list: &mut List<'_>, path: &str, item: &Events) {
    let fact = Fact::new(PartKind::Type, "enum").docs(&item.docs);
    let owner = list.add(None, Space::Type, path, fact);
    for variant in &item.variants {
        let fact = Fact::new(PartKind::Variant, signature::ty(&variant.ty));
        // The enum can be matched without a branch for others.
        let fact = fact
            .wire(variant.event.clone())
            .docs(&variant.docs)
            .closed();
        list.add(Some(&owner), Space::Type, &variant.name, fact);
    }
    let fact = Fact::new(PartKind::Variant, "other events").closed();
    list.add(Some(&owner), Space::Type, &item.fallback, fact);
}

pub(super) fn form(list: &mut List<'_>, path: &str, item: &Form) {
    let fact = Fact::new(PartKind::Type, "form").docs(&item.docs);
    let owner = list.add(None, Space::Type, path, fact);
    let required = item.parts.iter().filter(|part| part.is_required);
    let arguments = required.map(|part| signature::part(&part.content));
    let new = format!("({})", arguments.collect::<Vec<_>>().join(", "));
    let fact = Fact::new(PartKind::Operation, new);
    list.add(Some(&owner), Space::Method, "new", fact);
    for part in item.parts.iter().filter(|part| !part.is_required) {
        let fact = Fact::new(PartKind::Operation, signature::part(&part.content));
        let fact = fact.wire(part.wire_name.clone()).docs(&part.docs);
        list.add(Some(&owner), Space::Method, &part.name, fact);
    }
}

pub(super) fn form_choice(list: &mut List<'_>, path: &str, item: &FormChoice) {
    let fact = Fact::new(PartKind::Type, "enum").docs(&item.docs);
    let owner = list.add(None, Space::Type, path, fact);
    for variant in &item.variants {
        let fact = Fact::new(PartKind::Variant, variant.form.clone());
        let fact = fact.docs(&variant.docs).closed();
        list.add(Some(&owner), Space::Type, &variant.name, fact);
    }
    let fact = Fact::new(PartKind::Variant, "Form").closed();
    list.add(Some(&owner), Space::Type, &item.fallback, fact);
}

pub(super) fn received(list: &mut List<'_>, path: &str, item: &Received) {
    let fact = Fact::new(PartKind::Type, "enum").docs(&item.docs);
    let owner = list.add(None, Space::Type, path, fact);
    for variant in &item.variants {
        let body = match &variant.body {
            ReceivedBody::Empty => "()".to_owned(),
            ReceivedBody::Json(ty) => signature::ty(ty),
            ReceivedBody::Bytes => "Bytes".to_owned(),
        };
        let fact = Fact::new(PartKind::Variant, body).wire(variant.wire_name.clone());
        let fact = fact.docs(&variant.docs).closed();
        list.add(Some(&owner), Space::Type, &variant.name, fact);
    }
    let fact = Fact::new(PartKind::Variant, "Unknown").closed();
    list.add(Some(&owner), Space::Type, &item.fallback, fact);
}
