//! The items of unions, and the property that a struct writes because a union is told apart by it.

use std::collections::{BTreeMap, HashMap};

use clientwright_model::naming::lock::{self, Scope};
use clientwright_model::naming::names::{self, Case};
use clientwright_model::{self as model, Discriminator, Docs, Ty, markdown};

use super::items::{Ambiguity, Items};
use super::nodes::{self, Kind, Mode, TypeId};
use super::{docs, shapes};
use crate::openapi::renames::{Named, Naming};

/// The variant of a union for all other values.
const OTHER: &str = "Other";

impl<'a> Items<'a, '_> {
    /// Structs of unions by a property write its value if they require it, and each is meant by one value only.
    pub(super) fn find_tags(&mut self) {
        for index in 0..self.graph.nodes.len() {
            let Kind::Union(union) = &self.graph.nodes[index].kind else {
                continue;
            };
            let decision = shapes::decide(self.graph, &union.variants, union);
            let Discriminator::Property { name, values, .. } = &decision.discriminator else {
                continue;
            };
            let owner = Some(TypeId(index));
            let types = union.variants.iter().map(|of| self.plain_ty(of.ty, owner));
            let is_behind = types.into_iter().any(|ty| is_wrapped(&ty));
            let mut own: Vec<Vec<&str>> = vec![Vec::new(); union.variants.len()];
            for (value, variant) in values {
                own[*variant].push(value);
            }
            for (of, own) in union.variants.iter().zip(own) {
                let only = match own.as_slice() {
                    [value] => Some((name.clone(), (*value).to_owned())),
                    _ => None,
                };
                let ty = self.graph.real(of.ty);
                if is_behind {
                    self.behind.insert(ty);
                }
                let known = self.tags.entry(ty).or_insert_with(|| only.clone());
                // Another union wants another value.
                if *known != only {
                    *known = None;
                }
            }
        }
    }

    /// The property whose value a union, or the struct itself, fixes.
    pub(super) fn tag(&self, id: TypeId, item: &nodes::Struct<'a>) -> Option<(String, String)> {
        let is_present = |field: &nodes::Field<'_>| {
            let nullable = field.value.nullable || self.graph.is_null(field.value.ty);
            field.required && !nullable
        };
        let is_text = |field: &nodes::Field<'_>| {
            let kind = self.graph.kind(field.value.ty);
            let is_text = matches!(kind, Kind::Enumeration(_) | Kind::Scalar(Ty::String));
            is_text && is_present(field)
        };
        if let Some(Some((property, value))) = self.tags.get(&id) {
            let is_plain = self.graph.nodes[id.0].mode == Mode::Plain;
            // An optional property with one possible value, which is also its default, is written too: absent means that value,
            // but services cannot tell the variants apart without it. pydantic does not require a property that has a default.
            let is_constant = |field: &nodes::Field<'_>| {
                let Kind::Enumeration(item) = self.graph.kind(field.value.ty) else {
                    return false;
                };
                let texts: Vec<Option<&str>> = item.members.iter().map(|of| of.as_text()).collect();
                let is_default = field.schemas.iter().any(|schema| {
                    let default = self.api().schemas[*schema].default.as_deref();
                    default.and_then(|of| of.as_text()) == Some(value.as_str())
                });
                is_plain && is_default && texts == [Some(value.as_str())]
            };
            // A property without a schema is a text if it tells variants apart.
            let has_tag = |field: &nodes::Field<'_>| {
                is_text(field) || field.schemas.is_empty() || is_constant(field)
            };
            let declared = item.fields.iter().find(|field| field.name == property);
            // What a struct does not declare, its union writes: the struct is also used outside of it.
            if declared.map_or(self.behind.contains(&id), has_tag) {
                return Some((property.clone(), value.clone()));
            }
        }
        let mut constants = item.fields.iter().filter(|field| is_text(field));
        constants.find_map(|field| match self.graph.kind(field.value.ty) {
            Kind::Enumeration(item) if item.constant => {
                let text = item.members.first()?.as_text()?;
                Some((field.name.to_owned(), text.to_owned()))
            }
            _ => None,
        })
    }

    pub(super) fn union(
        &mut self,
        id: TypeId,
        item: &nodes::Union<'a>,
        naming: &mut Naming,
    ) -> model::Union {
        let name = self.names.types[id.0].as_ref();
        let name = name.expect("a union has a name");
        // No two variants may have the same type.
        let mut variants: Vec<nodes::Variant<'a>> = Vec::new();
        let mut types: Vec<Ty> = Vec::new();
        let mut numbers: HashMap<Ty, usize> = HashMap::new();
        for variant in &item.variants {
            let ty = self.plain_ty(variant.ty, Some(id));
            match numbers.get(&ty) {
                Some(at) => {
                    variants[*at].values.extend(&variant.values);
                    variants[*at].schemas.extend(&variant.schemas);
                }
                None => {
                    numbers.insert(ty.clone(), types.len());
                    types.push(ty);
                    variants.push(variant.clone());
                }
            }
        }
        let schemas = variants.iter().map(|variant| variant.schemas.clone());
        self.unions.push((id, schemas.collect()));
        let decision = shapes::decide(self.graph, &variants, item);
        let origin = self.graph.nodes[id.0].origin;
        for (a, b) in decision.ambiguous {
            let variants = (variants[a].word.clone(), variants[b].word.clone());
            let schema = origin;
            self.ambiguities.push(Ambiguity { schema, variants });
        }
        let discriminator = match (decision.discriminator, types.iter().any(is_wrapped)) {
            // What is read behind a pointer has no entries.
            (Discriminator::Property { .. }, true) => {
                shapes::decide_by_shape(self.graph, &variants)
            }
            (discriminator, _) => discriminator,
        };
        let scope = Scope::Variants(name.key.clone());
        let mut keys: BTreeMap<String, usize> = BTreeMap::new();
        let things: Vec<Named> = variants
            .iter()
            .map(|variant| {
                let own = match variant.schemas.as_slice() {
                    [only] => self.keys.alternative(*only),
                    _ => None,
                };
                let key = variant.key.map(str::to_owned).or(own);
                let key = key.unwrap_or_else(|| variant.word.clone());
                let count = keys.entry(key.clone()).or_default();
                *count += 1;
                let key = match *count {
                    1 => lock::key(&key),
                    count => lock::key(&format!("{key} {count}")),
                };
                // The variant follows the chosen name of its component.
                let component = variant.key.and_then(|key| self.api().schema(key));
                let chosen = component.and_then(|id| self.renames.of_type(id));
                let chosen = chosen.and_then(|chosen| naming.chosen(chosen));
                let chosen = chosen.map(|name| names::spell(name, Case::Camel));
                Named::unchosen(key, chosen.unwrap_or_else(|| variant.word.clone()))
            })
            .collect();
        let extras = naming.locked_extras(&scope, &[OTHER]);
        let extras: Vec<&str> = extras.iter().map(String::as_str).collect();
        let given = naming.assign(&scope, things, &extras);
        let fallback = naming.extra(&scope, OTHER, &given);
        let tags: Vec<Option<String>> = (0..variants.len())
            .map(|index| self.undeclared_tag(&discriminator, index, &variants[index]))
            .collect();
        let mut made = Vec::with_capacity(given.len());
        let words = variants.iter().map(|variant| variant.word.as_str());
        let parts = given.into_iter().zip(types).zip(words).zip(tags);
        for (((rust_name, ty), word), tag) in parts {
            made.push(model::Variant {
                docs: docs::of_variant(word),
                name: rust_name,
                ty,
                tag,
            });
        }
        model::Union {
            name: name.path.name.clone(),
            docs: self.docs(id),
            wire_name: name.path.name.clone(),
            variants: made,
            discriminator,
            fallback,
            fallback_docs: Docs::new(&[markdown!("Anything else, as it was read.")], None),
            constants: Vec::new(),
        }
    }
}

impl Items<'_, '_> {
    /// The only value that means a variant, if its struct does not declare the property.
    fn undeclared_tag(
        &self,
        discriminator: &Discriminator,
        index: usize,
        variant: &nodes::Variant<'_>,
    ) -> Option<String> {
        let Discriminator::Property { name, .. } = discriminator else {
            return None;
        };
        let ty = self.graph.real(variant.ty);
        let Kind::Struct(item) = self.graph.kind(ty) else {
            return None;
        };
        let is_declared = item.fields.iter().any(|field| field.name == name);
        if is_declared || self.behind.contains(&ty) || !self.keeps_undeclared(ty, item) {
            return None;
        }
        let mut values = discriminator.values_of(index);
        let (value, others) = (values.next(), values.next());
        value.filter(|_| others.is_none()).map(str::to_owned)
    }
}

fn is_wrapped(ty: &Ty) -> bool {
    matches!(ty, Ty::One(_) | Ty::Boxed(_))
}
