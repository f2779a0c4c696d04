//! Lowering of types: structs, enums over derived types, enumerations, type definitions.

use clientwright_csdl::schema::{
    Annotation, EnumId, EnumMember, KeyProperty, Property, StructuredId, Type, TypeDefinitionId,
    TypeRef,
};
use clientwright_csdl::terms::{self, Annotated};
use clientwright_model::{
    Access, Alias, Constant, ConstantKind, Discriminator, Enumeration, Field, Flags, Item,
    Markdown, Member, Presence, Struct, StructKind, TextWithNumber, Ty, TypePath, Union, Variant,
    WireValue, markdown,
};

use super::{AnyType, DocsBuilder, Lower, code, primitive_ty};
use crate::inherit::{self, NavigationId};
use crate::name::types::{AnyProperty, FALLBACK, OTHER, SENTINEL, all_properties, named_members};

impl Lower<'_> {
    /// The item for an entity or complex type.
    pub(super) fn structured(&self, id: StructuredId) -> Item {
        let ty = &self.schema.structured_types[id];
        match inherit::is_polymorphic(ty) {
            true => Item::Union(self.union(id)),
            false => Item::Struct(self.structure(id)),
        }
    }

    fn structure(&self, id: StructuredId) -> Struct {
        let ty = &self.schema.structured_types[id];
        let properties = all_properties(self.schema, id);
        let names = self.names.structure(id);
        let key = self.schema.key(id);
        let fields: Vec<Field> = properties
            .iter()
            .zip(&names.fields)
            .filter_map(|(property, name)| self.field(id, key, *property, name.clone()))
            .collect();
        Struct {
            name: self.table.structured(id).name.clone(),
            docs: self.structured_docs(id),
            wire_name: ty.name.to_string(),
            kind: StructKind::Object {
                bag: names.bag.clone(),
                annotations: names.annotations.clone(),
                writes_type: inherit::is_in_hierarchy(self.schema, id),
                bases: self.concrete_bases(id),
            },
            constants: self.constants(id, &properties),
            fields,
        }
    }

    /// The structs of the base types. The key root has one only if a kept declaration refers to it.
    fn concrete_bases(&self, id: StructuredId) -> Vec<TypePath> {
        self.schema
            .lineage(id)
            .into_iter()
            .filter(|base| *base != id && self.selection.level(*base).is_some())
            .filter(|base| !inherit::is_polymorphic(&self.schema.structured_types[*base]))
            .map(|base| self.table.structured(base).clone())
            .collect()
    }

    fn union(&self, id: StructuredId) -> Union {
        let ty = &self.schema.structured_types[id];
        let variants = self.names.variants(id).iter();
        let kept = variants.filter(|(derived, _)| self.selection.level(*derived).is_some());
        let (mut variants, mut values) = (Vec::new(), Vec::new());
        for &(derived, ref name) in kept {
            let names = self.wire_names(derived).into_iter();
            values.extend(names.map(|name| (name, variants.len())));
            variants.push(Variant {
                name: name.clone(),
                ty: Ty::Named(self.table.structured(derived).clone()),
                tag: None,
                docs: self.one_line(derived),
            });
        }
        Union {
            name: self.table.structured(id).name.clone(),
            docs: self.structured_docs(id),
            wire_name: ty.name.to_string(),
            variants,
            discriminator: Discriminator::TypeControl(values),
            fallback: OTHER.to_owned(),
            fallback_docs: DocsBuilder::new()
                .paragraph(markdown!(
                    "A derived type that this client does not know; keeps everything that was read."
                ))
                .build(),
            constants: self.constants(id, &all_properties(self.schema, id)),
        }
    }

    fn keeps_navigation(&self, owner: StructuredId, id: NavigationId) -> bool {
        let kept = self.selection.structured.get(&owner);
        kept.is_some_and(|kept| kept.navigations.contains_key(&id))
    }

    fn field(
        &self,
        owner: StructuredId,
        key: &[KeyProperty],
        property: AnyProperty<'_>,
        name: String,
    ) -> Option<Field> {
        let wire_name = property.wire_name(self.schema).to_owned();
        match property {
            AnyProperty::Structural(property) => Some(Field {
                name,
                wire_name,
                docs: self.property_docs(key, property),
                ty: self.field_ty(owner, &property.ty),
                presence: Presence::Optional,
                access: access(property, key),
            }),
            AnyProperty::Navigation(id) => {
                if !self.keeps_navigation(owner, id) {
                    return None;
                }
                let navigation = id.get(self.schema);
                let target = Ty::Named(self.table.structured(navigation.target).clone());
                Some(Field {
                    name,
                    wire_name,
                    docs: self.navigation_docs(id),
                    ty: wrapper(target, navigation.is_collection),
                    presence: Presence::Optional,
                    access: Access::ReadWrite,
                })
            }
        }
    }

    fn field_ty(&self, owner: StructuredId, ty: &TypeRef) -> Ty {
        match ty.ty {
            // An excluded type is untyped, so that it contains no type.
            Type::Structured(held)
                if self.selection.level(held).is_some()
                    && (self.recursion).needs_wrapper(owner, held, ty.is_collection) =>
            {
                wrapper(self.nullable_item_ty(ty), ty.is_collection)
            }
            _ => self.value_ty(ty),
        }
    }

    fn constants(&self, owner: StructuredId, properties: &[AnyProperty<'_>]) -> Vec<Constant> {
        let key = self.schema.key(owner);
        let names = self.names.structure(owner);
        properties
            .iter()
            .zip(&names.constants)
            .enumerate()
            .filter_map(|(index, (property, name))| {
                let wire_name = property.wire_name(self.schema).to_owned();
                let (kind, annotations) = match *property {
                    AnyProperty::Structural(property) => {
                        let kind = ConstantKind::Property {
                            ty: self.value_ty(&property.ty),
                            nullable: is_nullable(&property.ty),
                            access: access(property, key),
                        };
                        (kind, &property.annotations)
                    }
                    AnyProperty::Navigation(id) if self.keeps_navigation(owner, id) => {
                        let navigation = id.get(self.schema);
                        let target = self.table.structured(navigation.target).clone();
                        let kind = match navigation.is_collection {
                            true => ConstantKind::NavigationCollection(target),
                            false => ConstantKind::Navigation(target),
                        };
                        (kind, &navigation.annotations)
                    }
                    AnyProperty::Navigation(_) => return None,
                };
                let what = match kind {
                    ConstantKind::Property { .. } => "property",
                    _ => "navigation property",
                };
                let docs =
                    DocsBuilder::annotated(&Default::default(), annotations, Markdown::default());
                let property = match names.fields.get(index) {
                    Some(field) => Markdown::field(field, &wire_name),
                    // An enum over derived types has no fields.
                    None => code(&wire_name),
                };
                let docs = docs.paragraph(markdown!("The ", what, " ", property, "."));
                Some(Constant {
                    name: name.clone(),
                    docs: docs.build(),
                    wire_name,
                    kind,
                })
            })
            .collect()
    }

    /// The type names that responses may use: with the namespace, or with its alias.
    fn wire_names(&self, id: StructuredId) -> Vec<String> {
        let name = &self.schema.structured_types[id].name;
        let mut all = vec![name.to_string()];
        for namespace in &self.schema.namespaces {
            if namespace.name == name.namespace
                && let Some(alias) = &namespace.alias
            {
                all.push(format!("{alias}.{}", name.name));
            }
        }
        all
    }

    // ---- enumerations and definitions ----

    /// The item for an enumeration type.
    pub(super) fn enumeration(&self, id: EnumId) -> Item {
        let ty = &self.schema.enum_types[id];
        let name = self.table.ty(AnyType::Enum(id)).name.clone();
        let wire_name = ty.name.to_string();
        let what = if ty.is_flags {
            "Flags enumeration"
        } else {
            "Enumeration"
        };
        let title = markdown!(what, " type ", code(&wire_name), ".");
        let docs = DocsBuilder::annotated(&self.settings.docs, &ty.annotations, title.clone());
        let docs = docs.paragraph_unless_first(title);
        let members = named_members(ty).zip(self.names.members(id));
        if ty.is_flags {
            return Item::Flags(Flags {
                name,
                docs: docs.build(),
                wire_name,
                members: members
                    .map(|(m, name)| self.member(m, name.clone(), |wire| wire))
                    .collect(),
            });
        }
        let sentinel = ty.members.iter().find(|m| m.name == SENTINEL);
        let fallback_docs = match sentinel {
            Some(_) => {
                "The service's own `unknownFutureValue`, and every value that this client does not know."
            }
            None => "Every value that this client does not know.",
        };
        Item::Enumeration(Enumeration {
            name,
            docs: docs.build(),
            wire_name,
            members: members
                .map(|(m, name)| self.member(m, name.clone(), WireValue::TextWithNumber))
                .collect(),
            fallback: FALLBACK.to_owned(),
            fallback_docs: DocsBuilder::new()
                .paragraph(markdown!(fallback_docs))
                .build(),
        })
    }

    fn member<W>(
        &self,
        member: &EnumMember,
        name: String,
        wire: impl Fn(TextWithNumber) -> W,
    ) -> Member<W> {
        let fact = markdown!(code(&member.name), " (", member.value, ").");
        let docs = DocsBuilder::annotated(
            &self.settings.docs,
            &member.annotations,
            Markdown::default(),
        );
        Member {
            name,
            wire: wire(TextWithNumber {
                text: member.name.clone(),
                number: member.value,
            }),
            docs: docs.paragraph(fact).build(),
        }
    }

    /// The item for a type definition.
    pub(super) fn definition(&self, id: TypeDefinitionId) -> Item {
        let ty = &self.schema.type_definitions[id];
        let title = markdown!(
            "Type definition ",
            code(&ty.name.to_string()),
            ": ",
            code(&ty.underlying.to_string()),
            "."
        );
        let docs = DocsBuilder::annotated(&self.settings.docs, &ty.annotations, title.clone());
        Item::Alias(Alias {
            name: self.table.ty(AnyType::Definition(id)).name.clone(),
            docs: docs.paragraph_unless_first(title).build(),
            wire_name: ty.name.to_string(),
            ty: primitive_ty(ty.underlying),
        })
    }
}

/// The runtime's wrapper that ends the recursion of the compiler through types that refer to each other.
fn wrapper(item: Ty, is_collection: bool) -> Ty {
    match is_collection {
        true => item.many(),
        false => item.one(),
    }
}

/// Whether a property can be null. A collection cannot (CSDL XML 4.01, 7.2.1).
fn is_nullable(ty: &TypeRef) -> bool {
    !ty.is_collection && ty.nullable != Some(false)
}

/// Who may set a property of a type with this key.
fn access(property: &Property, key: &[KeyProperty]) -> Access {
    if is_computed(&property.annotations) {
        return Access::ReadOnly;
    }
    if is_part_of(key, property) {
        return Access::Key;
    }
    match property.annotations.tag(terms::IMMUTABLE) {
        true => Access::CreateOnly,
        false => Access::ReadWrite,
    }
}

/// Whether a property of the type itself is part of its key.
pub(super) fn is_part_of(key: &[KeyProperty], property: &Property) -> bool {
    key.iter()
        .any(|part| part.path.len() == 1 && part.path[0] == property.name)
}

/// `Core.Computed`, or `Core.Permissions` without the right to write.
pub(super) fn is_computed(annotations: &[Annotation]) -> bool {
    annotations.tag(terms::COMPUTED) || is_read_only(annotations)
}

fn is_read_only(annotations: &[Annotation]) -> bool {
    let members = annotations.members(terms::PERMISSIONS).unwrap_or_default();
    let mut each = members.iter();
    !members.is_empty() && each.all(|m| m.ends_with("/Read") || m.ends_with("/None"))
}
