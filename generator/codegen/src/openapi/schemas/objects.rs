//! The types of objects: a struct of the properties, or a map.

use std::collections::{HashMap, HashSet};

use clientwright_oas::api::{Additional, SchemaId};
use clientwright_oas::tree::NodeId;

use super::graph::Graph;
use super::nodes::{Field, Key, Kind, Mode, ProblemKind, Reference, Role, Struct, Undeclared};
use super::view::{Conjunction, Property, View};
use super::wrappers::{resolve, wrapped};

impl<'a> Graph<'a> {
    /// The type of objects that are one or more of the views. What not all of them require is optional.
    pub(super) fn object(&mut self, views: &[View<'a>], mode: Mode, node: NodeId) -> Kind<'a> {
        let undeclared = self.undeclared(views, mode, node);
        let no_properties = views.iter().all(|view| view.properties.is_empty());
        if no_properties {
            match undeclared {
                Undeclared::Typed(value) => return Kind::Map(value),
                Undeclared::Kept => return Kind::Map(self.any()),
                Undeclared::Forbidden => {}
            }
        }
        let fields = self.fields(views, mode);
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

    fn undeclared(&mut self, views: &[View<'a>], mode: Mode, node: NodeId) -> Undeclared {
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
        match (patterns.as_slice(), additional) {
            ([], Additional::Schema(value)) => {
                Undeclared::Typed(self.undeclared_value(value, mode))
            }
            ([], Additional::Forbidden) => Undeclared::Forbidden,
            ([], Additional::Any | Additional::Unstated) => Undeclared::Kept,
            ([only], Additional::Forbidden | Additional::Unstated) => {
                Undeclared::Typed(self.undeclared_value(*only, mode))
            }
            _ => {
                self.problem(ProblemKind::Patterns, node, None);
                Undeclared::Kept
            }
        }
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
