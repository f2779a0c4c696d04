//! Keys of entity types (CSDL XML 4.01, 6.5).

use std::collections::HashMap;

use clientwright_diagnostics::Diagnostic;
use clientwright_diagnostics::source::Span;

use super::Resolver;
use crate::codes;
use crate::schema::{KeyProperty, Member, Primitive, StructuredId, Type, TypeRef};
use crate::syntax::{self, Text};

/// What is wrong with a key path.
pub(super) enum Broken {
    /// A property of this name does not exist in the type.
    Missing(StructuredId, String),
    /// Its property cannot be part of a key.
    NoKey,
}

impl Resolver<'_, '_> {
    pub(super) fn keys(&mut self) {
        let ids: Vec<StructuredId> = self.schema.structured_types.ids().collect();
        for id in ids {
            // The type that replaces `Edm.EntityType` has no declaration.
            let Some((_, written)) = self.pending.structured.get(id.index()) else {
                continue;
            };
            let Some(key) = written.keys.first() else {
                continue;
            };
            if let Some(second) = written.keys.get(1) {
                self.second("key", key.span, second.span);
            }
            self.check_key(id, key);
            let mut properties: Vec<KeyProperty> = Vec::with_capacity(key.properties.len());
            let mut seen: HashMap<&str, Span> = HashMap::new();
            for reference in key.properties.iter().filter(|p| !p.name.is_missing()) {
                let Some(property) = self.key_property(id, reference) else {
                    continue;
                };
                let name = reference.alias.as_ref().unwrap_or(&reference.name);
                if let Some(&first) = seen.get(name.as_str()) {
                    let message = format!("key property `{}` is given twice", name.value);
                    // Without aliases, both are the same property.
                    let is_same = reference.alias.is_none();
                    self.repeated(is_same, message, reference.span, first);
                    continue;
                }
                seen.insert(name.as_str(), reference.span);
                properties.push(property);
            }
            self.schema.structured_types.get_mut(id).key = properties;
        }
    }

    /// CSDL XML 4.01, 6.5: a key names at least one property, and is declared once in a chain of types.
    fn check_key(&mut self, id: StructuredId, key: &syntax::Key) {
        if key.properties.is_empty() {
            let message = "a key without properties";
            self.diags
                .push(Diagnostic::warning(codes::BAD_KEY, message).at(key.span, ""));
        }
        let mut base = self.schema.structured_types[id].base;
        while let Some(above) = base {
            let inherited = self.pending.structured.get(above.index());
            if let Some(inherited) = inherited.and_then(|(_, ty)| ty.keys.first()) {
                let name = &self.schema.structured_types[id].name;
                let message = format!("`{name}` declares a key, and inherits one");
                self.diags.push(
                    Diagnostic::warning(codes::BAD_KEY, message)
                        .at(key.span, "this one is used")
                        .also(inherited.span, "inherited from here"),
                );
                break;
            }
            base = self.schema.structured_types[above].base;
        }
    }

    /// CSDL XML 4.01, 6.5: a path to a property of a primitive type, enumeration or type definition.
    fn key_property(
        &mut self,
        id: StructuredId,
        reference: &syntax::PropertyRef,
    ) -> Option<KeyProperty> {
        let path: Vec<String> = reference
            .name
            .value
            .split('/')
            .map(|s| s.trim().to_owned())
            .collect();
        let ty = match self.key_type(id, &path) {
            Ok(ty) => ty,
            Err(Broken::Missing(owner, name)) => {
                self.missing_key_property(owner, &name, &reference.name);
                return None;
            }
            Err(Broken::NoKey) => {
                let message = format!("`{}` cannot be part of a key", reference.name.value);
                self.diags
                    .push(Diagnostic::error(codes::BAD_KEY, message).at(
                        reference.name.span,
                        "expected a property with a single primitive value",
                    ));
                return None;
            }
        };
        if path.len() > 1 && reference.alias.is_none() {
            let message = format!("key path `{}` without an alias", reference.name.value);
            self.diags
                .push(Diagnostic::warning(codes::BAD_KEY, message).at(reference.span, ""));
        }
        Some(KeyProperty {
            path,
            alias: reference.alias.as_ref().map(|text| text.value.clone()),
            ty,
            span: reference.span,
        })
    }

    /// The type of the property of a key path.
    pub(super) fn key_type(&self, id: StructuredId, path: &[String]) -> Result<TypeRef, Broken> {
        let mut owner = Some(id);
        let mut found = None;
        for name in path {
            let Some(member) = owner.and_then(|owner| self.schema.find_member(owner, name)) else {
                return Err(Broken::Missing(owner.unwrap_or(id), name.clone()));
            };
            (owner, found) = match member {
                Member::Navigation(id) => (Some(id.get(&self.schema).target), None),
                Member::Property(id) => {
                    let ty = &id.get(&self.schema).ty;
                    let owner = match ty.ty {
                        Type::Structured(id) => Some(id),
                        _ => None,
                    };
                    (owner, Some(ty))
                }
            };
        }
        found
            .filter(|ty| !ty.is_collection && self.is_key_type(ty.ty))
            .cloned()
            .ok_or(Broken::NoKey)
    }

    fn is_key_type(&self, ty: Type) -> bool {
        match ty {
            Type::Primitive(primitive) => is_key_primitive(primitive),
            Type::Definition(id) => is_key_primitive(self.schema.type_definitions[id].underlying),
            Type::Enum(_) => true,
            Type::Structured(_) => false,
        }
    }

    fn missing_key_property(&mut self, owner: StructuredId, name: &str, place: &Text) {
        let schema = &self.schema;
        let message = format!(
            "key property `{name}` does not exist in `{}`",
            schema.structured_types[owner].name
        );
        let mut diagnostic = Diagnostic::error(codes::BAD_KEY, message).at(place.span, "");
        if let Some(similar) = self.similar_member(owner, name) {
            diagnostic = diagnostic.help(format!(
                "a property with a similar name exists: `{similar}`"
            ));
        }
        self.diags.push(diagnostic);
    }
}

/// CSDL XML 4.01, 6.5. `Edm.Binary`, `Edm.Double` and `Edm.Single` are not listed there, but services have such keys.
fn is_key_primitive(primitive: Primitive) -> bool {
    let is_abstract = matches!(
        primitive,
        Primitive::ComplexType
            | Primitive::EntityType
            | Primitive::PrimitiveType
            | Primitive::Untyped
    );
    !is_abstract && primitive != Primitive::Stream && !primitive.is_geo()
}
