//! The union that a rule is about, and what the rule means for it.

use std::collections::BTreeMap;

use clientwright_diagnostics::nearest::Nearest;
use clientwright_diagnostics::source::Span;
use clientwright_model::codes;
use clientwright_oas::Api;
use clientwright_oas::api::{Discriminator, Mapping, SchemaId, Type, Value};

use super::{OTHERS, Problem};
use crate::openapi::schemas::places::variant_word;
use crate::openapi::schemas::view::{Conjunction, View};
use crate::openapi::schemas::wrappers::{is_condition, is_null, resolve};

/// How many variants a message lists.
const LISTED: usize = 12;

/// A union of the description.
pub(super) struct Union<'t> {
    target: &'t str,
    pub(super) id: SchemaId,
    /// The union in the description.
    place: Span,
    variants: Vec<Variant>,
}

struct Variant {
    schema: SchemaId,
    /// The key of its component, if it has one, and the name of the variant.
    names: Vec<String>,
}

impl Variant {
    fn name(&self) -> &str {
        self.names.first().map_or("", String::as_str)
    }
}

impl<'t> Union<'t> {
    pub(super) fn find(api: &Api, target: &'t str) -> Result<Self, Problem> {
        let node = api.find(target).ok_or_else(|| absent(api, target))?.node;
        let id = api.schema_at(node).ok_or_else(|| absent(api, target))?;
        let id = resolve(api, id).id;
        let schema = &api.schemas[id];
        let listed = match schema.one_of.is_empty() {
            true => &schema.any_of,
            false => &schema.one_of,
        };
        let all = listed.iter().map(|variant| resolve(api, *variant).id);
        let all = all.filter(|variant| {
            let variant = &api.schemas[*variant];
            !is_null(variant) && !is_condition(variant, schema)
        });
        // The first component of each schema.
        let mut keys = BTreeMap::new();
        for (key, id) in api.components.schemas.iter() {
            keys.entry(*id).or_insert(key);
        }
        let variants = all.map(|variant| {
            let key = keys.get(&variant).map(|key| key.to_string());
            let names = key.into_iter().chain([variant_word(api, variant)]);
            Variant {
                schema: variant,
                names: names.collect(),
            }
        });
        let variants: Vec<Variant> = variants.collect();
        match variants.len() {
            0 | 1 => {
                let message = format!("`{target}` is no union");
                let help = "name a schema with two or more variants in `oneOf` or `anyOf`";
                Err(Problem::new(message, help))
            }
            _ => Ok(Self {
                target,
                id,
                place: api.tree.span(schema.node),
                variants,
            }),
        }
    }

    fn variant(&self, name: &str) -> Result<usize, Problem> {
        let named = |variant: &Variant| variant.names.iter().any(|known| known == name);
        let all = self.variants.iter().enumerate();
        let mut found = all.filter(|(_, variant)| named(variant));
        match (found.next(), found.next()) {
            (Some((index, _)), None) => Ok(index),
            (Some(_), Some(_)) => {
                let message = format!("several variants of `{}` are called `{name}`", self.target);
                let help = "give them a `title`; an overlay can";
                Err(Problem::new(message, help))
            }
            (None, _) => {
                let message = format!("`{}` has no variant `{name}`", self.target);
                Err(Problem {
                    union: Some(self.place),
                    ..Problem::new(message, self.help_for(name))
                })
            }
        }
    }

    /// The variant that was meant, or else all variants.
    fn help_for(&self, name: &str) -> String {
        let names = self.variants.iter().flat_map(|variant| &variant.names);
        if let Some(near) = Nearest::default().name(name, names) {
            return format!("a variant with a similar name exists: `{near}`");
        }
        let listed = self.variants.iter().take(LISTED);
        let listed = listed.map(|variant| format!("`{}`", variant.name()));
        let mut listed: Vec<String> = listed.collect();
        if let Some(others @ 1..) = self.variants.len().checked_sub(LISTED) {
            listed.push(format!("and {others} others"));
        }
        format!("the variants are {}", listed.join(", "))
    }

    pub(super) fn order(&self, names: &[String]) -> Result<Vec<SchemaId>, Problem> {
        let mut order = Vec::new();
        for name in names {
            let schema = self.variants[self.variant(name)?].schema;
            if order.contains(&schema) {
                let message = format!("`{name}` is in the order twice");
                return Err(Problem::new(message, "leave one of them out"));
            }
            order.push(schema);
        }
        Ok(order)
    }

    /// The discriminator of a rule. Each variant has values: those of the rule, or the constants of the property.
    pub(super) fn discriminator(
        &self,
        api: &Api,
        property: &str,
        values: &[(String, Vec<String>)],
    ) -> Result<Discriminator, Problem> {
        let views = self
            .variants
            .iter()
            .map(|variant| View::new(api, &Conjunction::of(variant.schema)));
        let views: Vec<View<'_>> = views.collect();
        for (variant, view) in self.variants.iter().zip(&views) {
            if view.unions.is_empty() && view.value_types().only() != Some(Type::Object) {
                let message = format!("the variant `{}` is no object", variant.name());
                return Err(Problem::new(
                    message,
                    "without properties, only `order` can decide",
                ));
            }
        }
        let is_declared = |view: &View<'_>| view.property(property).is_some();
        if !views
            .iter()
            .any(|view| is_declared(view) || !view.unions.is_empty())
        {
            let message = format!(
                "no variant of `{}` has a property `{property}`",
                self.target
            );
            let names = views.iter().flat_map(|view| &view.properties);
            let help = match Nearest::default().name(property, names.map(|it| it.name)) {
                Some(near) => format!("a property with a similar name exists: `{near}`"),
                None => "name a property that the variants declare".to_owned(),
            };
            return Err(Problem::new(message, help));
        }
        let mut stated: BTreeMap<usize, &Vec<String>> = BTreeMap::new();
        for (name, values) in values {
            if stated.insert(self.variant(name)?, values).is_some() {
                let message = format!("the variant `{name}` is in the rule twice");
                return Err(Problem::new(
                    message,
                    "write its values with commas between them",
                ));
            }
        }
        let node = api.schemas[self.id].node;
        let mut made = Discriminator {
            node,
            property: property.into(),
            mapping: Vec::new(),
            default_mapping: None,
            complete: true,
        };
        let mut owners: BTreeMap<String, usize> = BTreeMap::new();
        for (index, (variant, view)) in self.variants.iter().zip(&views).enumerate() {
            let constants = constants(api, view, property);
            let values = match (stated.get(&index), &constants) {
                (Some(values), _) => (*values).clone(),
                (None, Some(constants)) => constants.clone(),
                (None, None) => {
                    let name = variant.name();
                    let message = format!("the variant `{name}` has no value of `{property}`");
                    let help =
                        format!("write `{name}=value`, or `{name}={OTHERS}` for all other values");
                    return Err(Problem::new(message, help));
                }
            };
            for value in values {
                if value == OTHERS {
                    made.default_mapping = Some(variant.schema);
                    continue;
                }
                if let Some(constants) = constants.as_ref().filter(|all| !all.contains(&value)) {
                    let message =
                        format!("`{property}` of `{}` is never `{value}`", variant.name());
                    let known: Vec<String> = constants.iter().map(|it| format!("`{it}`")).collect();
                    return Err(Problem::new(
                        message,
                        format!("its values are {}", known.join(", ")),
                    ));
                }
                if let Some(other) = owners
                    .insert(value.clone(), index)
                    .filter(|it| *it != index)
                {
                    let (a, b) = (self.variants[other].name(), variant.name());
                    let message = format!("`{value}` is the value of `{a}` and of `{b}`");
                    let help = "state the values of both variants, so that they differ";
                    return Err(Problem::new(message, help));
                }
                made.mapping.push(Mapping {
                    value: value.into(),
                    target: Some(variant.schema),
                    span: api.tree.span(node),
                });
            }
        }
        Ok(made)
    }
}

fn absent(api: &Api, target: &str) -> Problem {
    let help = match Nearest::default().name(target, api.names(target)) {
        Some(near) => format!("a similar name exists: `{near}`"),
        None => {
            "name a schema, such as `Pet`, `Pet/owner` or `#/components/schemas/Pet`".to_owned()
        }
    };
    Problem {
        code: codes::TARGET,
        ..Problem::new(format!("the description has no schema `{target}`"), help)
    }
}

/// The texts that a property may be; `None` if it may be any.
fn constants(api: &Api, view: &View<'_>, property: &str) -> Option<Vec<String>> {
    let parts = view.property(property)?.schemas.iter();
    let conjunction = Conjunction {
        parts: parts.map(|id| resolve(api, *id).id).collect(),
        decided: Vec::new(),
        only: None,
    };
    let members = View::new(api, &conjunction).members?;
    let texts = members.into_iter().map(Value::as_text);
    texts.map(|text| text.map(str::to_owned)).collect()
}
