//! The types of objects: a struct of the properties, or a map.

use std::collections::{HashMap, HashSet};

use clientwright_oas::Api;
use clientwright_oas::api::{Additional, SchemaId};
use clientwright_oas::tree::NodeId;

use super::graph::Graph;
use super::nodes::{Field, Key, Kind, Mode, ProblemKind, Reference, Role, Struct, Undeclared};
use super::view::{Conjunction, Property, View};
use super::wrappers::{resolve, wrapped};

impl<'a> Graph<'a> {
    /// The type of objects that are one or more of the views. What not all of them require is optional.
    pub(super) fn object(&mut self, views: &[View<'a>], mode: Mode, node: NodeId) -> Kind<'a> {
        let (undeclared, schema) = self.undeclared(views, mode, node);
        let mut fields = self.fields(views, mode);
        fields.extend(self.without_schema(views, undeclared, schema, mode));
        if fields.is_empty() {
            match undeclared {
                Undeclared::Typed(value) => return Kind::Map(value),
                Undeclared::Kept => return Kind::Map(self.any()),
                Undeclared::Forbidden => {}
            }
        }
        let required = views
            .iter()
            .map(|view| view.required.iter().copied().collect());
        let mut either: Vec<Vec<&'a str>> = required.collect();
        if either.len() < 2 || either.iter().any(Vec::is_empty) {
            either.clear();
        }
        Kind::Struct(Struct {
            fields,
            undeclared,
            either,
        })
    }

    /// What undeclared properties are, with their schema if they have one.
    fn undeclared(
        &mut self,
        views: &[View<'a>],
        mode: Mode,
        node: NodeId,
    ) -> (Undeclared, Option<SchemaId>) {
        let mut patterns: Vec<SchemaId> = Vec::new();
        let mut additional = Additional::Unstated;
        for view in views {
            patterns.extend(&view.patterns);
            additional = match (additional, view.additional) {
                (Additional::Unstated, stated) => stated,
                (Additional::Forbidden, stated) if views.len() > 1 => stated,
                (before, _) => before,
            };
        }
        let schema = match (patterns.as_slice(), additional) {
            ([], Additional::Schema(schema)) => schema,
            ([schema], Additional::Forbidden | Additional::Unstated) => *schema,
            ([], Additional::Forbidden) => return (Undeclared::Forbidden, None),
            ([], Additional::Any | Additional::Unstated) => return (Undeclared::Kept, None),
            _ => {
                self.problem(ProblemKind::Patterns, node, None);
                return (Undeclared::Kept, None);
            }
        };
        let value = self.undeclared_value(schema, mode);
        (Undeclared::Typed(value), Some(schema))
    }

    /// The fields of properties that are required but not declared (JSON Schema Validation 6.5.3): their values are as those of
    /// all undeclared properties.
    fn without_schema(
        &mut self,
        views: &[View<'a>],
        undeclared: Undeclared,
        schema: Option<SchemaId>,
        mode: Mode,
    ) -> Vec<Field<'a>> {
        let [first, others @ ..] = views else {
            return Vec::new();
        };
        let declared = others.iter().flat_map(|view| &view.properties);
        let declared: HashSet<&str> = declared.map(|property| property.name).collect();
        let mut places: HashMap<SchemaId, HashMap<&str, NodeId>> = HashMap::new();
        let mut fields = Vec::new();
        for &(name, by) in &first.without_schema {
            let is_required = others.iter().all(|view| view.required.contains(name));
            if !is_required || declared.contains(name) {
                continue;
            }
            let problem = match undeclared {
                Undeclared::Forbidden => Some(ProblemKind::Forbidden),
                Undeclared::Kept => Some(ProblemKind::WithoutSchema),
                Undeclared::Typed(_) => is_pattern(name).then_some(ProblemKind::PatternAsName),
            };
            if let Some(problem) = problem {
                let api = self.api;
                let places = places.entry(by).or_insert_with(|| required(api, by));
                let node = places.get(name).copied();
                self.problem(problem, node.unwrap_or(api.schemas[by].node), None);
            }
            let property = Property {
                name,
                schemas: schema.into_iter().collect(),
            };
            match undeclared {
                Undeclared::Typed(_) => fields.push(self.field(name, &[&property], true, mode)),
                Undeclared::Kept => fields.push(Field {
                    name,
                    schemas: Vec::new(),
                    value: self.any(),
                    required: true,
                    read_only: false,
                    write_only: false,
                }),
                // No value is valid: what a service sends all the same can be read.
                Undeclared::Forbidden => {}
            }
        }
        fields
    }

    /// The type of the undeclared properties of an object. In a patch they are changed as declared ones are: null removes
    /// a property, and an object changes it (RFC 7396, 2).
    fn undeclared_value(&mut self, schema: SchemaId, mode: Mode) -> Reference {
        let value = self.reference(&[schema], mode);
        let nullable = value.nullable || mode == Mode::Patch;
        Reference { nullable, ..value }
    }

    fn fields(&mut self, views: &[View<'a>], mode: Mode) -> Vec<Field<'a>> {
        let [first, others @ ..] = views else {
            return Vec::new();
        };
        let mut names: Vec<&'a str> = first.properties.iter().map(|p| p.name).collect();
        let mut seen: HashSet<&str> = names.iter().copied().collect();
        for property in others.iter().flat_map(|view| &view.properties) {
            if seen.insert(property.name) {
                names.push(property.name);
            }
        }
        let by_view: Vec<HashMap<&str, &Property<'a>>> = match others.is_empty() {
            true => Vec::new(),
            false => views
                .iter()
                .map(|view| view.properties.iter().map(|p| (p.name, p)).collect())
                .collect(),
        };
        let mut fields = Vec::with_capacity(names.len());
        for (index, name) in names.into_iter().enumerate() {
            let declared: Vec<&Property<'a>> = match by_view.is_empty() {
                true => vec![&first.properties[index]],
                false => by_view
                    .iter()
                    .filter_map(|v| v.get(name).copied())
                    .collect(),
            };
            let required = views.iter().all(|view| view.required.contains(name));
            fields.push(self.field(name, &declared, required, mode));
        }
        fields
    }

    fn field(
        &mut self,
        name: &'a str,
        declared: &[&Property<'a>],
        required: bool,
        mode: Mode,
    ) -> Field<'a> {
        let all = declared.iter().flat_map(|property| &property.schemas);
        let schemas: Vec<SchemaId> = all.copied().collect();
        let mut each: Vec<Reference> = Vec::new();
        for property in declared {
            let reference = self.reference(&property.schemas, mode);
            if !each.contains(&reference) {
                each.push(reference);
            }
        }
        let value = match each.as_slice() {
            [only] => *only,
            // The same property of several variants: a union of what they say.
            _ => {
                let variants: Vec<Conjunction> = declared
                    .iter()
                    .map(|property| {
                        let resolved = property.schemas.iter().map(|id| resolve(self.api, *id).id);
                        Conjunction {
                            parts: resolved.collect(),
                            decided: Vec::new(),
                            only: None,
                        }
                    })
                    .collect();
                let ty = self.id(Key::Any(variants, schemas[0], Role::Own, mode));
                let nullable = each.iter().any(|reference| reference.nullable);
                Reference { ty, nullable }
            }
        };
        let read_only = schemas.iter().any(|id| self.says(*id, |s| s.read_only));
        let write_only = schemas.iter().any(|id| self.says(*id, |s| s.write_only));
        Field {
            name,
            schemas,
            value,
            required,
            read_only,
            write_only,
        }
    }

    /// Whether a property, or what it refers to, has a mark.
    fn says(&self, mut id: SchemaId, is: fn(&clientwright_oas::api::Schema) -> bool) -> bool {
        for _ in 0..8 {
            let schema = &self.api.schemas[id];
            if is(schema) {
                return true;
            }
            match wrapped(self.api, schema) {
                Some((inner, _)) => id = inner,
                None => return false,
            }
        }
        false
    }
}

/// The places of the names in `required` of a schema.
fn required(api: &Api, schema: SchemaId) -> HashMap<&str, NodeId> {
    let tree = &api.tree;
    let list = tree.get(api.schemas[schema].node, "required");
    let names = list.map_or(&[][..], |list| tree.items(list)).iter();
    names
        .filter_map(|name| Some((tree.scalar(*name)?, *name)))
        .collect()
}

/// Whether a name is a regular expression between slashes, as RAML writes patterns of names: converters leave it as a name.
fn is_pattern(name: &str) -> bool {
    name.len() > 1 && name.starts_with('/') && name.ends_with('/')
}
