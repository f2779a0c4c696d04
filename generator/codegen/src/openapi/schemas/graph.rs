//! The types of values as a graph: a node for each type, with references to the types that it contains.

use std::collections::{BTreeMap, HashMap, HashSet};

use clientwright_model::Ty;
use clientwright_oas::Api;
use clientwright_oas::api::{Additional, SchemaId, Type, Value};
use clientwright_oas::tree::NodeId;

use super::alternatives::{self, Family};
use super::formats;
use super::view::{Conjunction, Property, View, resolve};

/// How the values of a type are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Mode {
    /// Sent or received.
    #[default]
    Plain,
    /// Sent in the body of a `PATCH`: an absent property stays as it is.
    Patch,
}

/// A type, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TypeId(pub(super) usize);

/// The type of a value, which may be null.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Reference {
    pub(super) ty: TypeId,
    pub(super) nullable: bool,
}

/// A type.
#[derive(Clone, Debug)]
pub(super) struct Node<'a> {
    /// The schema that it is named by.
    pub(super) origin: SchemaId,
    /// What it is beside other types that are named by the same schema.
    pub(super) role: Role,
    /// All schemas that apply to its values, for docs; the first is the origin.
    pub(super) schemas: Vec<SchemaId>,
    pub(super) mode: Mode,
    pub(super) nullable: bool,
    pub(super) kind: Kind<'a>,
    /// The only values, as JSON, of a number or boolean.
    pub(super) literals: Vec<String>,
}

/// What a type is to the schema that it is named by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Role {
    /// The type of its values.
    Own,
    /// The struct of a base whose type is a union.
    Base,
    /// All texts of a union.
    Text,
    /// All numbers of a union.
    Number,
    /// All objects of a union.
    Object,
}

/// What a type is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind<'a> {
    /// Not built yet.
    Pending,
    /// The same as another type.
    Same(TypeId),
    /// Any JSON.
    Any,
    /// A type that needs no item.
    Scalar(Ty),
    Array(Reference),
    /// An object whose property names are data.
    Map(Reference),
    Struct(Struct<'a>),
    Enumeration(Enumeration<'a>),
    Union(Union<'a>),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Struct<'a> {
    pub(super) fields: Vec<Field<'a>>,
    pub(super) undeclared: Undeclared,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Undeclared {
    Kept,
    Forbidden,
    Typed(Reference),
}

#[derive(Clone, Debug)]
pub(super) struct Field<'a> {
    pub(super) name: &'a str,
    /// Its schemas as written, for docs and lock file.
    pub(super) schemas: Vec<SchemaId>,
    pub(super) value: Reference,
    pub(super) required: bool,
    pub(super) read_only: bool,
    pub(super) write_only: bool,
}

impl PartialEq for Field<'_> {
    /// Docs do not make a type another one.
    fn eq(&self, other: &Self) -> bool {
        let all = |field: &Self| {
            (
                field.value,
                field.required,
                field.read_only,
                field.write_only,
            )
        };
        self.name == other.name && all(self) == all(other)
    }
}

#[derive(Clone, Debug)]
pub(super) struct Enumeration<'a> {
    pub(super) members: Vec<&'a Value>,
    /// The schemas with the members, which may name and describe them.
    pub(super) schemas: Vec<SchemaId>,
    /// Whether it is the text of a `const`.
    pub(super) constant: bool,
}

impl PartialEq for Enumeration<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.members == other.members && self.constant == other.constant
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Union<'a> {
    pub(super) variants: Vec<Variant<'a>>,
    pub(super) tag: Option<Tag<'a>>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Variant<'a> {
    pub(super) ty: TypeId,
    /// The name, before clashes are resolved.
    pub(super) word: String,
    /// The component key.
    pub(super) key: Option<&'a str>,
    /// Values of the discriminator that `mapping` gives.
    pub(super) values: Vec<&'a str>,
}

/// An explicit discriminator.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tag<'a> {
    pub(super) property: &'a str,
    pub(super) default: Option<TypeId>,
}

/// What identifies a type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// Values to which all of these schemas apply.
    All(Conjunction, Mode),
    /// Values to which one or more of these apply, and the schema that they are named by.
    Any(Vec<Conjunction>, SchemaId, Role, Mode),
}

/// A schema that became another type than it describes.
#[derive(Clone, Debug)]
pub(super) struct Problem {
    pub(super) node: NodeId,
    pub(super) also: Option<NodeId>,
    pub(super) kind: ProblemKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ProblemKind {
    /// Schemas of `allOf` exclude each other.
    Conflict,
    /// Schemas of `allOf` forbid each other's properties.
    Closed,
    /// Members of an enumeration have another type than it.
    Members,
    /// A member occurs twice.
    Repeated,
    /// A tuple.
    Tuple,
    /// A schema that allows nothing.
    Never,
    /// Several patterns of property names.
    Patterns,
    /// A second union in one schema.
    SecondUnion,
    /// Members of several types.
    MixedMembers,
    /// A value that contains itself always.
    Endless,
    /// A constant that is no text, number or boolean.
    Constant,
}

pub(super) struct Graph<'a> {
    pub(super) api: &'a Api,
    pub(super) nodes: Vec<Node<'a>>,
    ids: HashMap<Key, TypeId>,
    queue: Vec<(TypeId, Key)>,
    any: Option<TypeId>,
    /// The component schemas that extend a base with a discriminator.
    pub(super) extenders: BTreeMap<SchemaId, Vec<SchemaId>>,
    pub(super) keys: HashMap<SchemaId, &'a str>,
    excluded: HashSet<SchemaId>,
    pub(super) problems: Vec<Problem>,
}

impl<'a> Graph<'a> {
    pub(super) fn new(api: &'a Api, excluded: HashSet<SchemaId>) -> Self {
        let keys = api.components.schemas.iter();
        let keys = keys.map(|(key, id)| (*id, key.as_ref())).collect();
        Self {
            api,
            nodes: Vec::new(),
            ids: HashMap::new(),
            queue: Vec::new(),
            any: None,
            extenders: extenders(api),
            keys,
            excluded,
            problems: Vec::new(),
        }
    }

    /// The type of values to which schemas apply.
    pub(super) fn reference(&mut self, schemas: &[SchemaId], mode: Mode) -> Reference {
        let mut parts: Vec<SchemaId> = Vec::with_capacity(schemas.len());
        let mut nullable = true;
        for id in schemas {
            let resolved = resolve(self.api, *id);
            nullable &= resolved.nullable;
            if !parts.contains(&resolved.id) {
                parts.push(resolved.id);
            }
        }
        if parts.len() > 1 {
            self.drop_wider(&mut parts);
        }
        let conjunction = Conjunction {
            parts,
            decided: Vec::new(),
            only: None,
        };
        let ty = self.id(Key::All(conjunction, mode));
        Reference { ty, nullable }
    }

    /// Leaves out schemas that say nothing, or what another one says more precisely.
    fn drop_wider(&self, parts: &mut Vec<SchemaId>) {
        let views: Vec<View<'a>> = parts
            .iter()
            .map(|id| View::new(self.api, &Conjunction::of(*id)))
            .collect();
        let mut kept: Vec<SchemaId> = Vec::new();
        for (index, (id, view)) in parts.iter().zip(&views).enumerate() {
            let others = views
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != index);
            let is_wider = others.into_iter().any(|(_, other)| is_wider(view, other));
            if !is_wider {
                kept.push(*id);
            }
        }
        if !kept.is_empty() {
            *parts = kept;
        }
    }

    pub(super) fn conjunction(&mut self, conjunction: Conjunction, mode: Mode) -> TypeId {
        self.id(Key::All(conjunction, mode))
    }

    pub(super) fn id(&mut self, key: Key) -> TypeId {
        if let Some(id) = self.ids.get(&key) {
            return *id;
        }
        let id = TypeId(self.nodes.len());
        let (origin, role, schemas, mode) = match &key {
            Key::All(all, mode) => {
                // The schema that only this type has is what it is named by.
                let own = all.parts.iter().find(|id| !self.keys.contains_key(id));
                let origin = match all.decided.is_empty() {
                    true => *own.unwrap_or(&all.parts[0]),
                    // A variant of a union with own properties: the variant comes last.
                    false => *all.parts.last().unwrap_or(&all.parts[0]),
                };
                let role = match all.decided == all.parts {
                    true => Role::Base,
                    false => Role::Own,
                };
                (origin, role, all.parts.clone(), *mode)
            }
            Key::Any(_, origin, role, mode) => (*origin, *role, vec![*origin], *mode),
        };
        self.nodes.push(Node {
            origin,
            role,
            schemas,
            mode,
            nullable: false,
            kind: Kind::Pending,
            literals: Vec::new(),
        });
        self.ids.insert(key.clone(), id);
        self.queue.push((id, key));
        id
    }

    /// Builds all types that were asked for, and those that they contain.
    pub(super) fn build(&mut self) {
        while let Some((id, key)) = self.queue.pop() {
            let kind = match &key {
                Key::All(conjunction, mode) => self.all(id, conjunction, *mode),
                Key::Any(variants, origin, _, mode) => {
                    alternatives::kind(self, id, variants.clone(), true, *origin, *mode)
                }
            };
            self.nodes[id.0].kind = self.same_as_plain(id, key, kind);
        }
    }

    /// A type of patches that is the same as the plain one.
    fn same_as_plain(&mut self, id: TypeId, key: Key, kind: Kind<'a>) -> Kind<'a> {
        let is_same = match &kind {
            Kind::Enumeration(_) => true,
            Kind::Struct(item) => {
                let all_plain = |value: &Reference| self.nodes[value.ty.0].mode == Mode::Plain;
                item.fields
                    .iter()
                    .all(|f| f.required && all_plain(&f.value))
            }
            _ => false,
        };
        let mode = self.nodes[id.0].mode;
        if mode == Mode::Plain || !is_same {
            return kind;
        }
        let plain = match key {
            Key::All(conjunction, _) => Key::All(conjunction, Mode::Plain),
            Key::Any(variants, origin, role, _) => Key::Any(variants, origin, role, Mode::Plain),
        };
        Kind::Same(self.id(plain))
    }

    fn all(&mut self, id: TypeId, conjunction: &Conjunction, mode: Mode) -> Kind<'a> {
        let parts = &conjunction.parts;
        if parts.iter().any(|part| self.excluded.contains(part)) {
            self.nodes[id.0].nullable = true;
            return Kind::Any;
        }
        let view = View::new(self.api, conjunction);
        self.nodes[id.0].nullable = view.nullable;
        let origin = self.nodes[id.0].origin;
        if let Some((node, also)) = view.conflict {
            self.problem(ProblemKind::Conflict, node, Some(also));
            return Kind::Any;
        }
        if view.closed.len() > 1 {
            self.problem(ProblemKind::Closed, view.closed[0], Some(view.closed[1]));
        }
        if let [part] = parts.as_slice()
            && conjunction.decided.is_empty()
            && view.unions.is_empty()
            && let Some(extenders) = self.extenders.get(part)
        {
            let extenders = extenders.clone();
            return alternatives::of_base(self, *part, &extenders, mode);
        }
        if let Some(first) = view.unions.first() {
            if let Some(second) = view.unions.get(1) {
                let node = self.api.schemas[second.schema].node;
                self.problem(ProblemKind::SecondUnion, node, None);
            }
            return alternatives::of_schema(self, id, conjunction, &view, *first, mode);
        }
        self.single(id, conjunction, &view, origin, mode)
    }

    /// The type of a schema without a union.
    pub(super) fn single(
        &mut self,
        id: TypeId,
        conjunction: &Conjunction,
        view: &View<'a>,
        origin: SchemaId,
        mode: Mode,
    ) -> Kind<'a> {
        let node = self.api.schemas[origin].node;
        if view.never {
            self.problem(ProblemKind::Never, node, None);
            return Kind::Any;
        }
        if view.raw {
            return Kind::Any;
        }
        if let Some(members) = &view.members {
            return self.members(id, view, members, node);
        }
        let types = view.value_types();
        match types.only() {
            Some(Type::String) => Kind::Scalar(formats::text(view.format, view.encoding)),
            Some(Type::Integer) => Kind::Scalar(formats::integer(view.format)),
            Some(Type::Number) => Kind::Scalar(formats::number(view.format)),
            Some(Type::Boolean) => Kind::Scalar(Ty::Builtin("bool")),
            Some(Type::Array) => self.array(view, node),
            Some(Type::Object) => self.object(std::slice::from_ref(view), mode, node),
            Some(Type::Null) | None if types.is_empty() => Kind::Any,
            Some(Type::Null) | None => {
                let each = types.iter().map(|only| Conjunction {
                    only: Some(only),
                    ..conjunction.clone()
                });
                let each = each.collect();
                alternatives::kind(self, id, each, false, origin, mode)
            }
        }
    }

    fn array(&mut self, view: &View<'a>, node: NodeId) -> Kind<'a> {
        let item = match (view.items.as_slice(), view.prefix.as_slice()) {
            ([], []) => self.any(),
            (items, []) => self.reference(items, Mode::Plain),
            (items, prefix) => {
                let rest = items.iter().filter(|id| {
                    let schema = &self.api.schemas[**id];
                    schema.boolean.is_none()
                });
                let all: Vec<SchemaId> = prefix.iter().chain(rest).copied().collect();
                let mut all: Vec<Reference> = all
                    .into_iter()
                    .map(|id| self.reference(&[id], Mode::Plain))
                    .collect();
                all.dedup();
                match all.as_slice() {
                    [only] => *only,
                    _ => {
                        self.problem(ProblemKind::Tuple, node, None);
                        self.any()
                    }
                }
            }
        };
        Kind::Array(item)
    }

    /// The type of any JSON.
    pub(super) fn any(&mut self) -> Reference {
        let ty = match self.any {
            Some(ty) => ty,
            None => {
                let origin = self.api.schemas.ids().next();
                let origin = origin.expect("an array or object that is read is a schema");
                self.nodes.push(Node {
                    origin,
                    role: Role::Own,
                    schemas: Vec::new(),
                    mode: Mode::Plain,
                    nullable: true,
                    kind: Kind::Any,
                    literals: Vec::new(),
                });
                *self.any.insert(TypeId(self.nodes.len() - 1))
            }
        };
        Reference {
            ty,
            nullable: false,
        }
    }

    fn members(
        &mut self,
        id: TypeId,
        view: &View<'a>,
        members: &[&'a Value],
        node: NodeId,
    ) -> Kind<'a> {
        let mut kept: Vec<&'a Value> = Vec::new();
        let mut repeated = false;
        for member in members.iter().filter(|v| !matches!(v, Value::Null)) {
            match kept.contains(member) {
                true => repeated = true,
                false => kept.push(member),
            }
        }
        if repeated {
            self.problem(ProblemKind::Repeated, node, None);
        }
        let are = |is: fn(&Value) -> bool| !kept.is_empty() && kept.iter().all(|value| is(value));
        let literals = || kept.iter().map(|value| json(value)).collect();
        if are(|value| matches!(value, Value::Text(_))) {
            let types = view.types.without(Type::Null);
            if !types.is_empty() && !types.contains(Type::String) {
                self.problem(ProblemKind::Members, node, None);
            }
            return Kind::Enumeration(Enumeration {
                members: kept,
                schemas: view.members_of.into_iter().collect(),
                constant: view.constant,
            });
        }
        if are(|value| matches!(value, Value::Boolean(_))) {
            self.nodes[id.0].literals = literals();
            return Kind::Scalar(Ty::Builtin("bool"));
        }
        if are(|value| matches!(value, Value::Number(_))) {
            let number = |value: &Value| match value {
                Value::Number(text) => text.parse::<i64>().is_ok(),
                _ => false,
            };
            self.nodes[id.0].literals = literals();
            let is_number = view.types.contains(Type::Number);
            return match (are(number) && !is_number, view.constant) {
                (true, false) => Kind::Enumeration(Enumeration {
                    members: kept,
                    schemas: view.members_of.into_iter().collect(),
                    constant: false,
                }),
                (true, true) => Kind::Scalar(formats::integer(view.format)),
                (false, _) => Kind::Scalar(formats::number(view.format)),
            };
        }
        if !kept.is_empty() {
            let kind = match view.constant {
                true => ProblemKind::Constant,
                false => ProblemKind::MixedMembers,
            };
            self.problem(kind, node, None);
        }
        Kind::Any
    }

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
        Kind::Struct(Struct { fields, undeclared })
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
            match super::view::wrapped(self.api, schema) {
                Some((inner, _)) => id = inner,
                None => return false,
            }
        }
        false
    }

    pub(super) fn problem(&mut self, kind: ProblemKind, node: NodeId, also: Option<NodeId>) {
        self.problems.push(Problem { node, also, kind });
    }

    /// The type that is meant, after those that are the same.
    pub(super) fn real(&self, mut id: TypeId) -> TypeId {
        while let Kind::Same(other) = self.nodes[id.0].kind {
            id = other;
        }
        id
    }

    pub(super) fn kind(&self, id: TypeId) -> &Kind<'a> {
        &self.nodes[self.real(id).0].kind
    }

    /// The references of a type.
    pub(super) fn contained(&self, id: TypeId) -> Vec<TypeId> {
        let all: Vec<TypeId> = match &self.nodes[id.0].kind {
            Kind::Pending | Kind::Any | Kind::Scalar(_) | Kind::Enumeration(_) => Vec::new(),
            Kind::Same(other) => vec![*other],
            Kind::Array(item) | Kind::Map(item) => vec![item.ty],
            Kind::Struct(item) => {
                let typed = match item.undeclared {
                    Undeclared::Typed(value) => Some(value.ty),
                    _ => None,
                };
                item.fields
                    .iter()
                    .map(|field| field.value.ty)
                    .chain(typed)
                    .collect()
            }
            Kind::Union(item) => item.variants.iter().map(|variant| variant.ty).collect(),
        };
        all
    }
}

/// Whether a schema says nothing that the other does not say more precisely.
fn is_wider(view: &View<'_>, other: &View<'_>) -> bool {
    let family = |view: &View<'_>| alternatives::family(view);
    match (family(view), family(other)) {
        (Family::Any, Family::Any) => false,
        (Family::Any, _) => true,
        (Family::Object, Family::Object) => {
            view.properties.is_empty()
                && view.required.is_empty()
                && !matches!(view.additional, Additional::Schema(_))
                && !other.properties.is_empty()
        }
        _ => false,
    }
}

/// JSON text of a value.
pub(super) fn json(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Boolean(value) => value.to_string(),
        Value::Number(text) => text.to_string(),
        Value::Text(text) => format!("{text:?}"),
        Value::Array(_) | Value::Object(_) => String::new(),
    }
}

/// The component schemas that extend each base with a discriminator, in document order.
fn extenders(api: &Api) -> BTreeMap<SchemaId, Vec<SchemaId>> {
    let mut found: BTreeMap<SchemaId, Vec<SchemaId>> = BTreeMap::new();
    for (_, id) in &api.components.schemas {
        let component = &api.schemas[*id];
        if component.all_of.is_empty() {
            continue;
        }
        let mut seen = HashSet::from([*id]);
        let mut open = component.all_of.clone();
        while let Some(part) = open.pop() {
            let part = api.target(part);
            if !seen.insert(part) {
                continue;
            }
            let schema = &api.schemas[part];
            let is_base = schema.discriminator.is_some()
                && schema.one_of.is_empty()
                && schema.any_of.is_empty();
            if is_base {
                found.entry(part).or_default().push(*id);
            }
            open.extend(&schema.all_of);
            open.extend(schema.target);
        }
    }
    found
}
