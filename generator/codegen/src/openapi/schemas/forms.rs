//! The properties of bodies whose properties are parts.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use clientwright_model::{Discriminator, Field, Item, StructKind, Ty, Union, Variant};
use clientwright_oas::api::SchemaId;

use super::graph::Graph;
use super::names::TypeNames;
use super::nodes::{Kind, TypeId};
use super::uses::{Uses, structs_of};

/// The parts of a body.
#[derive(Clone, Debug)]
pub(crate) enum Forms {
    /// Those of an object.
    One(Properties),
    /// Those of the objects that the body is one of.
    Several {
        alternatives: Vec<Alternative>,
        /// Whether there are other alternatives, which have no properties.
        has_others: bool,
    },
}

impl Forms {
    /// The properties of all objects.
    pub(crate) fn all(&self) -> Vec<&Properties> {
        match self {
            Self::One(only) => vec![only],
            Self::Several { alternatives, .. } => {
                alternatives.iter().map(|of| &of.properties).collect()
            }
        }
    }
}

/// One of the objects that a body is.
#[derive(Clone, Debug)]
pub(crate) struct Alternative {
    /// The name of its variant.
    pub(crate) name: String,
    pub(crate) properties: Properties,
}

/// The properties of an object.
#[derive(Clone, Debug, Default)]
pub(crate) struct Properties {
    /// A property that has only this text.
    pub(crate) constant: Option<(String, String)>,
    /// The others, each with its schemas.
    pub(crate) fields: Vec<(Field, Vec<SchemaId>)>,
}

impl Properties {
    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.constant.is_none() && self.fields.is_empty()
    }

    /// The names of all.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        let constant = self.constant.iter().map(|(name, _)| name.as_str());
        let fields = self.fields.iter();
        constant.chain(fields.map(|(field, _)| field.wire_name.as_str()))
    }
}

/// What the item of a struct says.
#[derive(Debug)]
struct Written {
    constant: Option<(String, String)>,
    fields: Vec<Field>,
}

/// What the items of the types of bodies say.
#[derive(Debug, Default)]
pub(super) struct Found {
    all: BTreeSet<TypeId>,
    structs: BTreeMap<TypeId, Written>,
    unions: BTreeMap<TypeId, Union>,
}

impl Found {
    /// Nothing of the types of all bodies.
    pub(super) fn new(graph: &Graph<'_>, uses: &Uses) -> Self {
        let bodies = uses.forms.values();
        let all = bodies.flat_map(|ty| structs_of(graph, *ty).into_iter().chain([*ty]));
        Self {
            all: all.collect(),
            ..Self::default()
        }
    }

    /// Whether a type is that of a body, or of an alternative of it.
    pub(super) fn contains(&self, ty: TypeId) -> bool {
        self.all.contains(&ty)
    }

    /// Adds the item of such a type.
    pub(super) fn add(&mut self, ty: TypeId, item: &Item) {
        match item {
            Item::Struct(item) => {
                let constant = match &item.kind {
                    StructKind::Record { tag: Some(tag), .. } => {
                        Some((tag.property.clone(), tag.value.clone()))
                    }
                    _ => None,
                };
                let fields = item.fields.clone();
                self.structs.insert(ty, Written { constant, fields });
            }
            Item::Union(item) => _ = self.unions.insert(ty, item.clone()),
            _ => {}
        }
    }

    /// The parts of all bodies.
    pub(super) fn finish(
        &self,
        graph: &Graph<'_>,
        names: &TypeNames,
        uses: &Uses,
    ) -> BTreeMap<SchemaId, Forms> {
        let types = self.structs.keys().filter_map(|ty| {
            let name = names.types[ty.0].as_ref()?;
            Some((Ty::Named(name.path.clone()), *ty))
        });
        let types: HashMap<Ty, TypeId> = types.collect();
        let mut bodies = BTreeMap::new();
        for (schema, ty) in &uses.forms {
            let forms = match self.unions.get(ty) {
                Some(union) => Some(self.several(graph, union, &types)),
                None => self.properties(graph, *ty).map(Forms::One),
            };
            bodies.extend(forms.map(|forms| (*schema, forms)));
        }
        bodies
    }

    fn several(&self, graph: &Graph<'_>, union: &Union, types: &HashMap<Ty, TypeId>) -> Forms {
        let alternatives = union.variants.iter().filter_map(|variant| {
            let ty = types.get(pointee(&variant.ty))?;
            let mut properties = self.properties(graph, *ty)?;
            if properties.constant.is_none() {
                properties.constant = tag(union, variant);
            }
            Some(Alternative {
                name: variant.name.clone(),
                properties,
            })
        });
        let alternatives: Vec<Alternative> = alternatives.collect();
        Forms::Several {
            has_others: alternatives.len() < union.variants.len(),
            alternatives,
        }
    }

    fn properties(&self, graph: &Graph<'_>, ty: TypeId) -> Option<Properties> {
        let Kind::Struct(item) = graph.kind(ty) else {
            return None;
        };
        let Written { constant, fields } = self.structs.get(&ty)?;
        let schemas = item
            .fields
            .iter()
            .map(|field| (field.name, field.schemas.as_slice()));
        let schemas: HashMap<&str, &[SchemaId]> = schemas.collect();
        let fields = fields.iter().map(|field| {
            let schemas = schemas.get(field.wire_name.as_str());
            let schemas = schemas.map_or_else(Vec::new, |schemas| schemas.to_vec());
            (field.clone(), schemas)
        });
        Some(Properties {
            constant: constant.clone(),
            fields: fields.collect(),
        })
    }
}

/// The property that the union writes, with its value for a variant.
fn tag(union: &Union, variant: &Variant) -> Option<(String, String)> {
    match &union.discriminator {
        Discriminator::Property { name, .. } => Some((name.clone(), variant.tag.clone()?)),
        _ => None,
    }
}

/// The type behind pointers.
fn pointee(ty: &Ty) -> &Ty {
    match ty {
        Ty::One(inner) | Ty::Boxed(inner) => pointee(inner),
        ty => ty,
    }
}
