//! The types of a client and their relations, before texts are decided.

use std::collections::BTreeMap;

use clientwright_model::naming::lock::{Lock, Scope};
use clientwright_model::{
    Constant, ConstantKind, Discriminator, Item, Package, StructKind, Ty, TypePath, Undeclared,
};

/// What a type is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Entity,
    Complex,
    Object,
    Union,
    Enumeration,
    Alias,
}

/// A type of the diagram.
#[derive(Clone, Debug)]
pub(super) struct Type {
    pub(super) kind: Kind,
    pub(super) is_abstract: bool,
    /// Whether its item is an enum over other types.
    pub(super) is_union: bool,
    /// Its path in the generated code; `None` if it is only inherited from.
    pub(super) rust: Option<TypePath>,
    /// Its name in the description, if it has one.
    pub(super) wire: Option<String>,
    pub(super) rows: Vec<Row>,
    pub(super) relations: Vec<Relation>,
}

impl Type {
    fn new(kind: Kind, rows: Vec<Row>) -> Self {
        Self {
            kind,
            is_abstract: false,
            is_union: kind == Kind::Union,
            rust: None,
            wire: None,
            rows,
            relations: Vec::new(),
        }
    }

    /// Whether values of the type are of one of its derived types. The root that only declares the key of all entities is a struct, to
    /// which the others have no other relation.
    pub(super) fn has_values_of_derived_types(&self) -> bool {
        self.is_abstract && self.is_union
    }

    /// A type without code of its own, by its name in the description.
    pub(super) fn inherited_from(name: String) -> Self {
        Self {
            wire: Some(name),
            ..Self::new(Kind::Object, Vec::new())
        }
    }
}

/// A property, variant or member.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) rust: String,
    pub(super) wire: String,
    pub(super) ty: Option<Ty>,
}

/// What leads from a type to another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Relation {
    pub(super) kind: RelationKind,
    /// The row that states it.
    pub(super) row: Option<usize>,
    /// The index of the other type.
    pub(super) to: usize,
    pub(super) is_many: bool,
}

/// The kind of a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum RelationKind {
    /// From a derived type to its base type.
    Base,
    /// A navigation property whose targets are part of the entity.
    Contains,
    /// Any other navigation property.
    Refers,
    /// A property with a value of the type.
    Property,
    /// A property with a value of the enumeration, or of the other name of a type.
    Value,
    /// A variant of a union.
    Variant,
}

/// All types, in the order of the package.
#[derive(Clone, Debug, Default)]
pub(super) struct Types {
    pub(super) all: Vec<Type>,
    by_path: BTreeMap<TypePath, usize>,
}

impl Types {
    /// The types of a package. `wire` gives the name in the description by the wire name and the Rust name of an item.
    pub(super) fn new(package: &Package, wire: impl Fn(&str, &str) -> Option<String>) -> Self {
        let mut types = Self::default();
        for (module, content) in &package.modules {
            for item in content.files.iter().flat_map(|file| &file.items) {
                let Some((ty, wire_name)) = of_item(item) else {
                    continue;
                };
                let path = TypePath {
                    module: module.clone(),
                    name: item.name().to_owned(),
                };
                types.by_path.insert(path.clone(), types.all.len());
                types.all.push(Type {
                    wire: wire(wire_name, item.name()),
                    rust: Some(path),
                    ..ty
                });
            }
        }
        for ty in 0..types.all.len() {
            types.relate(ty);
        }
        types
    }

    /// Adds a type, and returns its index.
    pub(super) fn add(&mut self, ty: Type) -> usize {
        self.all.push(ty);
        self.all.len() - 1
    }

    /// The type with a path.
    pub(super) fn at(&self, path: &TypePath) -> Option<usize> {
        self.by_path.get(path).copied()
    }

    /// The types with a name: that of the description or its last part, or that of the generated code, with or without module.
    pub(super) fn named(&self, name: &str) -> Vec<usize> {
        let last = |wire: &str| wire.rsplit('.').next() == Some(name);
        let is_path = |path: &TypePath| {
            let Some(module) = name.strip_suffix(&path.name) else {
                return false;
            };
            let is_own = |module: &str| module == path.module.join("::");
            module.is_empty() || module.strip_suffix("::").is_some_and(is_own)
        };
        let is_meant = |ty: &&(usize, &Type)| {
            let wire = ty.1.wire.as_deref();
            wire.is_some_and(|wire| wire == name || last(wire))
                || ty.1.rust.as_ref().is_some_and(is_path)
        };
        let all: Vec<_> = self.all.iter().enumerate().collect();
        let exact = all
            .iter()
            .filter(|(_, ty)| ty.wire.as_deref() == Some(name));
        let exact: Vec<usize> = exact.map(|(index, _)| *index).collect();
        match exact.is_empty() {
            true => all
                .iter()
                .filter(is_meant)
                .map(|(index, _)| *index)
                .collect(),
            false => exact,
        }
    }

    /// All names, for suggestions.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.all.iter().flat_map(|ty| {
            let rust = ty.rust.as_ref().map(|path| path.name.as_str());
            [rust, ty.wire.as_deref()].into_iter().flatten()
        })
    }

    /// Derives the relations of a type from the types of its rows.
    fn relate(&mut self, ty: usize) {
        let of_union = self.all[ty].kind == Kind::Union;
        let mut relations = Vec::new();
        for (row, content) in self.all[ty].rows.iter().enumerate() {
            let Some((path, is_many)) = content.ty.as_ref().and_then(named) else {
                continue;
            };
            let Some(to) = self.at(path) else {
                continue;
            };
            let kind = match self.all[to].kind {
                _ if of_union => RelationKind::Variant,
                Kind::Enumeration | Kind::Alias => RelationKind::Value,
                _ => RelationKind::Property,
            };
            relations.push(Relation {
                kind,
                row: Some(row),
                to,
                is_many,
            });
        }
        self.all[ty].relations = relations;
    }

    /// Removes the other types, and the relations to them.
    pub(super) fn retain(&mut self, kept: &[bool]) {
        let mut next = 0;
        let indices: Vec<Option<usize>> = kept
            .iter()
            .map(|is_kept| {
                is_kept.then(|| {
                    next += 1;
                    next - 1
                })
            })
            .collect();
        let all = std::mem::take(&mut self.all).into_iter().zip(kept);
        self.all = all
            .filter_map(|(ty, is_kept)| is_kept.then_some(ty))
            .collect();
        for ty in &mut self.all {
            ty.relations
                .retain_mut(|relation| match indices[relation.to] {
                    Some(to) => {
                        relation.to = to;
                        true
                    }
                    None => false,
                });
        }
        self.by_path = std::mem::take(&mut self.by_path)
            .into_iter()
            .filter_map(|(path, index)| Some((path, indices[index]?)))
            .collect();
    }

    /// Replaces the rows of a type.
    pub(super) fn set_rows(&mut self, ty: usize, rows: Vec<Row>) {
        self.all[ty].rows = rows;
        self.relate(ty);
    }
}

/// The name in the description of each type, by its Rust name.
pub(super) fn by_rust_name(lock: &Lock) -> BTreeMap<String, String> {
    let of_types = lock.entries().filter(|(scope, ..)| **scope == Scope::Types);
    of_types
        .map(|(_, key, rust)| (rust.to_owned(), key.to_owned()))
        .collect()
}

/// The generated type of a value or of what it contains, and whether there are many.
fn named(ty: &Ty) -> Option<(&TypePath, bool)> {
    let (mut ty, mut is_many) = (ty, false);
    loop {
        match ty {
            Ty::Named(path) => return Some((path, is_many)),
            Ty::Option(inner) | Ty::Patch(inner) | Ty::Boxed(inner) | Ty::One(inner) => ty = inner,
            Ty::Vec(inner) | Ty::Map(inner) | Ty::Many(inner) => (ty, is_many) = (inner, true),
            Ty::Builtin(_) | Ty::String | Ty::Well(_) => return None,
        }
    }
}

/// An item as a type without names, and its wire name; `None` for items that are no values.
fn of_item(item: &Item) -> Option<(Type, &str)> {
    let (kind, wire, rows) = match item {
        Item::Struct(item) => {
            let fields = item.fields.iter().map(|field| Row {
                rust: field.name.clone(),
                wire: field.wire_name.clone(),
                ty: Some(field.ty.clone()),
            });
            let mut rows: Vec<Row> = fields.collect();
            if let StructKind::Record {
                undeclared: Undeclared::Map(name, ty),
                ..
            } = &item.kind
            {
                rows.push(Row {
                    rust: name.clone(),
                    wire: "*".to_owned(),
                    ty: Some(Ty::Map(Box::new(ty.clone()))),
                });
            }
            (Kind::Object, &item.wire_name, rows)
        }
        Item::Union(item) => {
            let rows = match &item.discriminator {
                // An abstract type of OData: its derived types state the relation.
                Discriminator::TypeControl(_) => item.constants.iter().map(constant).collect(),
                Discriminator::Property { .. } | Discriminator::Shape(_) => {
                    let variants = item.variants.iter().map(|variant| Row {
                        rust: variant.name.clone(),
                        wire: variant.name.clone(),
                        ty: Some(variant.ty.clone()),
                    });
                    variants.collect()
                }
            };
            (Kind::Union, &item.wire_name, rows)
        }
        Item::Enumeration(item) => {
            let members = item.members.iter().map(|member| Row {
                rust: member.name.clone(),
                wire: member.wire.text().into_owned(),
                ty: None,
            });
            (Kind::Enumeration, &item.wire_name, members.collect())
        }
        Item::Flags(item) => {
            let members = item.members.iter().map(|member| Row {
                rust: member.name.clone(),
                wire: member.wire.text.clone(),
                ty: None,
            });
            (Kind::Enumeration, &item.wire_name, members.collect())
        }
        Item::Alias(item) => {
            let row = Row {
                rust: "type".to_owned(),
                wire: "type".to_owned(),
                ty: Some(item.ty.clone()),
            };
            (Kind::Alias, &item.wire_name, vec![row])
        }
        Item::Resource(_)
        | Item::Group(_)
        | Item::CallBuilder(_)
        | Item::Outcomes(_)
        | Item::Errors(_)
        | Item::Header(_)
        | Item::Events(_)
        | Item::Form(_)
        | Item::FormChoice(_)
        | Item::Received(_)
        | Item::Path(_)
        | Item::Client(_) => return None,
    };
    Some((Type::new(kind, rows), wire))
}

/// The property that a constant refers to.
fn constant(constant: &Constant) -> Row {
    let ty = match &constant.kind {
        ConstantKind::Property { ty, .. } => Some(ty.clone()),
        ConstantKind::Navigation(target) => Some(Ty::Named(target.clone())),
        ConstantKind::NavigationCollection(target) => Some(Ty::Named(target.clone()).many()),
        ConstantKind::Null => None,
    };
    Row {
        rust: constant.name.to_lowercase(),
        wire: constant.wire_name.clone(),
        ty,
    }
}
