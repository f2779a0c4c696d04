//! The items of types: structs, enums and aliases.

use std::collections::{BTreeSet, HashMap};

use clientwright_model::naming::lock::{self, Scope};
use clientwright_model::naming::names::{self, Case};
use clientwright_model::{
    self as model, Access, Alias, Constant, ConstantKind, Docs, Item, Markdown, Presence,
    StructKind, Ty, markdown,
};
use clientwright_oas::Api;
use clientwright_oas::api::{SchemaId, Version};

use super::docs;
use super::graph::Graph;
use super::keys::Keys;
use super::names::TypeNames;
use super::nodes::{self, Kind, Mode, Reference, TypeId};
use super::uses::Uses;
use crate::lower::recursion::{Contained, Recursion};
use crate::openapi::bounds::lines;
use crate::openapi::renames::{Named, Naming, Renames};

/// The field for undeclared properties.
const BAG: &str = "additional_properties";
/// The field that records which properties were null.
const NULLS: &str = "nulls";

/// Two variants that nothing tells apart.
#[derive(Clone, Debug)]
pub(super) struct Ambiguity {
    pub(super) schema: SchemaId,
    pub(super) variants: (String, String),
}

pub(super) struct Items<'a, 'g> {
    pub(super) graph: &'g Graph<'a>,
    pub(super) names: &'g TypeNames,
    pub(super) uses: &'g Uses,
    pub(super) recursion: &'g Recursion,
    /// The unions that contain themselves through unions only.
    pub(super) boxed: &'g BTreeSet<(TypeId, TypeId)>,
    /// The property and value that a struct writes, because a union is told apart by them.
    pub(super) tags: HashMap<TypeId, Option<(String, String)>>,
    /// The structs of unions that do not read their variants by entries, and so do not write the property either.
    pub(super) behind: BTreeSet<TypeId>,
    pub(super) renames: &'g Renames,
    pub(super) descriptions: bool,
    pub(super) ambiguities: Vec<Ambiguity>,
    /// What identifies the variants of unions in the lock file.
    pub(super) keys: Keys<'a>,
    /// The unions with an item, each with the alternatives of its variants.
    pub(super) unions: Vec<(TypeId, Vec<Vec<SchemaId>>)>,
}

impl<'a, 'g> Items<'a, 'g> {
    pub(super) fn new(
        graph: &'g Graph<'a>,
        names: &'g TypeNames,
        uses: &'g Uses,
        recursion: &'g Recursion,
        boxed: &'g BTreeSet<(TypeId, TypeId)>,
        renames: &'g Renames,
        descriptions: bool,
    ) -> Self {
        let mut items = Self {
            graph,
            names,
            uses,
            recursion,
            boxed,
            tags: HashMap::new(),
            behind: BTreeSet::new(),
            renames,
            descriptions,
            ambiguities: Vec::new(),
            keys: Keys::new(graph.api),
            unions: Vec::new(),
        };
        items.find_tags();
        items
    }

    pub(super) fn api(&self) -> &'a Api {
        self.graph.api
    }

    // ---- types of values ----

    /// The Rust type of a value; `None` for an owner that needs no wrapper.
    pub(super) fn ty(&self, value: Reference, owner: Option<TypeId>) -> Ty {
        let nullable = value.nullable || self.graph.is_null(value.ty);
        let is_any = matches!(self.graph.kind(value.ty), Kind::Any | Kind::Pending);
        let ty = self.plain_ty(value.ty, owner);
        match nullable && !is_any {
            true => ty.option(),
            false => ty,
        }
    }

    /// The Rust type of a value that is not null.
    pub(super) fn plain_ty(&self, id: TypeId, owner: Option<TypeId>) -> Ty {
        let real = self.graph.real(id);
        if let Some(name) = &self.names.types[real.0] {
            let ty = Ty::Named(name.path.clone());
            let wraps = |owner: TypeId| {
                let contained = Contained {
                    index: real.0,
                    is_collection: false,
                };
                self.is_struct(owner) && self.recursion.wraps(owner.0, contained)
            };
            let is_boxed = |owner| self.boxed.contains(&(owner, real));
            return match owner.is_some_and(|owner| wraps(owner) || is_boxed(owner)) {
                true => ty.one(),
                false => ty,
            };
        }
        match &self.graph.nodes[real.0].kind {
            Kind::Scalar(ty) => ty.clone(),
            Kind::Array(item) => {
                if let Some(ty) = self.many(*item, owner) {
                    return ty;
                }
                self.ty(*item, owner.filter(|owner| self.is_in_cycle(*owner, *item)))
                    .vec()
            }
            Kind::Map(value) => {
                let owner = owner.filter(|owner| self.is_in_cycle(*owner, *value));
                Ty::Map(Box::new(self.ty(*value, owner)))
            }
            _ => Ty::Well("AnyJson"),
        }
    }

    /// A collection of values that would lead the compiler in a circle.
    fn many(&self, item: Reference, owner: Option<TypeId>) -> Option<Ty> {
        let real = self.graph.real(item.ty);
        let name = self.names.types[real.0].as_ref()?;
        let nullable = item.nullable || self.graph.is_null(item.ty);
        let wraps = self.is_in_cycle(owner?, item);
        (wraps && !nullable).then(|| Ty::Named(name.path.clone()).many())
    }

    fn is_in_cycle(&self, owner: TypeId, item: Reference) -> bool {
        let contained = Contained {
            index: self.graph.real(item.ty).0,
            is_collection: true,
        };
        self.is_struct(owner) && self.recursion.wraps(owner.0, contained)
    }

    fn is_struct(&self, id: TypeId) -> bool {
        matches!(self.graph.nodes[id.0].kind, Kind::Struct(_))
    }

    // ---- items ----

    pub(super) fn item(&mut self, id: TypeId, naming: &mut Naming) -> Option<Item> {
        let graph = self.graph;
        match &graph.nodes[id.0].kind {
            Kind::Struct(item) => Some(Item::Struct(self.structure(id, item, naming))),
            Kind::Union(item) => Some(Item::Union(self.union(id, item, naming))),
            Kind::Enumeration(item) => {
                let name = self.names.types[id.0].as_ref()?;
                let docs = self.docs(id);
                Some(Item::Enumeration(super::members::enumeration(
                    self,
                    &name.path.name,
                    docs,
                    item,
                    &name.key,
                    naming,
                )))
            }
            _ => None,
        }
    }

    /// Another name for the type of a component; `None` if the type has the name of the component.
    pub(super) fn alias(&self, index: usize) -> Option<Item> {
        let (_, schema) = &self.api().components.schemas[index];
        let name = &self.names.components[index];
        let reference = self.uses.references.get(&(*schema, Mode::Plain))?;
        let real = self.graph.real(reference.ty);
        let own = self.names.types[real.0].as_ref();
        if own.is_some_and(|own| own.path == name.path) {
            return None;
        }
        Some(Item::Alias(Alias {
            name: name.path.name.clone(),
            docs: docs::of_type(self.api(), &[*schema], &name.path.name, self.descriptions),
            wire_name: name.path.name.clone(),
            ty: self.ty(*reference, None),
        }))
    }

    pub(super) fn docs(&self, id: TypeId) -> Docs {
        let name = self.names.types[id.0].as_ref();
        let name = name.map_or("", |name| name.path.name.as_str());
        let schemas = &self.graph.nodes[id.0].schemas;
        docs::of_type(self.api(), schemas, name, self.descriptions)
    }

    fn structure(
        &self,
        id: TypeId,
        item: &nodes::Struct<'a>,
        naming: &mut Naming,
    ) -> model::Struct {
        let name = self.names.types[id.0].as_ref();
        let name = name.expect("a struct has a name");
        let scope = Scope::Fields(name.key.clone());
        let directions = self.uses.directions[id.0];
        let is_sent = directions.sent || !directions.received;
        let is_received = directions.received || !directions.sent;
        let tag = self.written_tag(id, item);
        let fields: Vec<&nodes::Field<'a>> = item
            .fields
            .iter()
            .filter(|field| {
                tag.as_ref()
                    .is_none_or(|(property, _)| property != field.name)
            })
            .collect();
        let things = |case: Case| -> Vec<Named> {
            let named = |field: &&nodes::Field<'a>| Named {
                key: lock::key(field.name),
                wanted: names::spell(field.name, case),
                declaration: self.renames.of_property(&field.schemas, field.name),
            };
            fields.iter().map(named).collect()
        };
        let extras = naming.locked_extras(&scope, &[BAG, NULLS]);
        let extras: Vec<&str> = extras.iter().map(String::as_str).collect();
        let given = naming.assign_by_key(&scope, things(Case::Snake), &extras);
        let mode = self.graph.nodes[id.0].mode;
        let mut made = Vec::with_capacity(fields.len());
        for (field, rust_name) in fields.iter().zip(&given) {
            made.push(self.field(id, field, rust_name, mode, is_sent, is_received));
        }
        let has_nulls = made
            .iter()
            .any(|f| f.presence == Presence::OptionalNullable);
        let mut constants = Vec::new();
        if has_nulls {
            let names = naming.constants(&scope, &things(Case::Shouty), &given);
            for (field, constant) in made.iter().zip(names) {
                if field.presence == Presence::OptionalNullable {
                    constants.push(Constant {
                        name: constant,
                        wire_name: field.wire_name.clone(),
                        docs: Docs::new(
                            &[markdown!(
                                "The property ",
                                Markdown::code(&field.wire_name),
                                " as null, for `with_null`."
                            )],
                            None,
                        ),
                        kind: ConstantKind::Null,
                    });
                }
            }
        }
        let bag = || naming.extra(&scope, BAG, &given);
        let undeclared = match item.undeclared {
            nodes::Undeclared::Kept => model::Undeclared::Bag(bag()),
            nodes::Undeclared::Forbidden if is_received => model::Undeclared::Bag(bag()),
            nodes::Undeclared::Forbidden => model::Undeclared::Skipped,
            nodes::Undeclared::Typed(value) => {
                model::Undeclared::Map(bag(), self.ty(value, Some(id)))
            }
        };
        model::Struct {
            name: name.path.name.clone(),
            docs: self.docs(id),
            wire_name: name.path.name.clone(),
            fields: made,
            kind: StructKind::Record {
                undeclared,
                tag: tag.map(|(property, value)| model::WrittenTag { property, value }),
                nulls: has_nulls.then(|| naming.extra(&scope, NULLS, &given)),
            },
            constants,
        }
    }

    /// The property that a struct writes without a field.
    pub(super) fn written_tag(
        &self,
        id: TypeId,
        item: &nodes::Struct<'a>,
    ) -> Option<(String, String)> {
        let keeps = self.keeps_undeclared(id, item);
        keeps.then(|| self.tag(id, item)).flatten()
    }

    /// Whether a struct has a bag.
    pub(super) fn keeps_undeclared(&self, id: TypeId, item: &nodes::Struct<'a>) -> bool {
        let directions = self.uses.directions[id.0];
        let is_received = directions.received || !directions.sent;
        item.undeclared == nodes::Undeclared::Kept
            || (item.undeclared == nodes::Undeclared::Forbidden && is_received)
    }

    /// The enumerations that no field, item or variant has: those of properties that are written without a field.
    pub(super) fn unused_enumerations(&self) -> BTreeSet<TypeId> {
        let real = |ty| self.graph.real(ty);
        let mut used: BTreeSet<TypeId> = BTreeSet::new();
        used.extend(self.uses.references.values().map(|root| real(root.ty)));
        let all = (0..self.graph.nodes.len()).map(TypeId);
        for id in all.clone() {
            let Kind::Struct(item) = &self.graph.nodes[id.0].kind else {
                used.extend(self.graph.contained(id).into_iter().map(real));
                continue;
            };
            let tag = self.written_tag(id, item);
            let is_tag = |name| tag.as_ref().is_some_and(|(property, _)| property == name);
            let fields = item.fields.iter().filter(|field| !is_tag(field.name));
            used.extend(fields.map(|field| real(field.value.ty)));
            if let nodes::Undeclared::Typed(value) = item.undeclared {
                used.insert(real(value.ty));
            }
        }
        let is_unused = |id: &TypeId| {
            matches!(self.graph.nodes[id.0].kind, Kind::Enumeration(_)) && !used.contains(id)
        };
        all.filter(is_unused).collect()
    }

    fn field(
        &self,
        id: TypeId,
        field: &nodes::Field<'a>,
        name: &str,
        mode: Mode,
        is_sent: bool,
        is_received: bool,
    ) -> model::Field {
        let api = self.api();
        let is_any = matches!(self.graph.kind(field.value.ty), Kind::Any | Kind::Pending);
        let nullable = field.value.nullable || self.graph.is_null(field.value.ty);
        let value = Reference {
            nullable: false,
            ..field.value
        };
        let access = match (field.read_only, field.write_only) {
            // From 3.1 on, a read-only property may be sent back.
            (true, _) if is_sent && api.version >= Version::V3_1 => Access::ReadWrite,
            (true, _) => Access::ReadOnly,
            (false, true) => Access::WriteOnly,
            (false, false) => Access::ReadWrite,
        };
        let required =
            field.required && !(field.read_only && is_sent) && !(field.write_only && is_received);
        let presence = match (required, nullable, mode) {
            (true, ..) if is_any => Presence::Required,
            (true, true, _) => Presence::RequiredNullable,
            (true, false, _) => Presence::Required,
            (false, _, Mode::Patch) => Presence::ThreeValued,
            (false, ..) if is_any => Presence::OptionalNullable,
            (false, true, _) => Presence::OptionalNullable,
            (false, false, _) => Presence::Optional,
        };
        let ty = match self.plain_ty(value.ty, Some(id)) {
            Ty::Option(inner) => *inner,
            ty => ty,
        };
        // The client is rejected anyway if it would be too large.
        let docs = match self.graph.bounds.is_spent() {
            true => Docs::default(),
            false => docs::of_property(api, &field.schemas, field.name, self.descriptions),
        };
        self.graph
            .spend(id, 1 + lines(docs.len() + field.name.len()));
        model::Field {
            name: name.to_owned(),
            wire_name: field.name.to_owned(),
            docs,
            ty,
            presence,
            access,
        }
    }
}
