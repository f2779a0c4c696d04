//! The types of values as a graph: a node for each type, with references to the types that it contains.

use std::collections::{BTreeMap, HashMap, HashSet};

use clientwright_model::Ty;
use clientwright_oas::Api;
use clientwright_oas::api::{Additional, SchemaId, Type, Value};
use clientwright_oas::tree::NodeId;

use super::alternatives::{self, Family};
use super::formats;
use super::known::Known;
use super::nodes::{
    Key, Kind, Mode, Node, Problem, ProblemKind, Reference, Role, TypeId, Undeclared,
};
use super::view::{Conjunction, View};
use super::wrappers::{self, resolve};
use crate::openapi::bounds::Bounds;

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
    pub(super) bounds: &'a Bounds,
    pub(super) known: Known<'a>,
}

impl<'a> Graph<'a> {
    pub(super) fn new(api: &'a Api, excluded: HashSet<SchemaId>, bounds: &'a Bounds) -> Self {
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
            bounds,
            known: Known::default(),
        }
    }

    /// Counts parts of the code that a type becomes.
    pub(super) fn spend(&self, ty: TypeId, parts: usize) {
        let origin = self.nodes[ty.0].origin;
        self.bounds.spend(self.api.schemas[origin].node, parts);
    }

    /// What schemas that all apply say together.
    pub(super) fn view(&self, conjunction: &Conjunction) -> View<'a> {
        let view = View::new(self.api, conjunction);
        if let Some(part) = conjunction.parts.first() {
            self.bounds
                .spend(self.api.schemas[*part].node, view.weight());
        }
        view
    }

    /// The type of values to which schemas apply.
    pub(super) fn reference(&mut self, schemas: &[SchemaId], mode: Mode) -> Reference {
        let mut parts: Vec<SchemaId> = Vec::with_capacity(schemas.len());
        let mut nullable = true;
        for id in schemas {
            let resolved = resolve(self.api, *id);
            nullable &= resolved.nullable;
            parts.push(resolved.id);
        }
        let mut seen = HashSet::new();
        parts.retain(|id| seen.insert(*id));
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
        let views = parts.iter().map(|id| self.view(&Conjunction::of(*id)));
        let views: Vec<(View<'a>, Family)> = views
            .map(|view| {
                let family = alternatives::family(&view);
                (view, family)
            })
            .collect();
        let is_narrow = views.iter().any(|(_, family)| *family != Family::Any);
        let has_properties =
            |(view, of): &(View<'_>, Family)| *of == Family::Object && !view.properties.is_empty();
        let is_declared = views.iter().any(has_properties);
        let is_wider = |(view, family): &(View<'_>, Family)| match family {
            Family::Any => is_narrow,
            Family::Object => {
                is_declared
                    && view.properties.is_empty()
                    && view.required.is_empty()
                    && !matches!(view.additional, Additional::Schema(_))
            }
            _ => false,
        };
        let kept = parts.iter().zip(&views);
        let kept = kept.filter(|(_, view)| !is_wider(view)).map(|(id, _)| *id);
        let kept: Vec<SchemaId> = kept.collect();
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
            texts: Vec::new(),
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
        // The client is rejected anyway if it would be too large.
        if self.bounds.is_spent() || parts.iter().any(|part| self.excluded.contains(part)) {
            self.nodes[id.0].nullable = true;
            return Kind::Any;
        }
        let view = self.view(conjunction);
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
            self.limit(id, view.members.as_deref().unwrap_or_default());
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
        if let Some(ty) = scalar(view) {
            return Kind::Scalar(ty);
        }
        let types = view.value_types();
        match types.only() {
            Some(Type::Array) => self.array(view, node),
            Some(Type::Object) => self.object(std::slice::from_ref(view), mode, node),
            _ if types.is_empty() => Kind::Any,
            _ => {
                let each = types.iter().map(|only| Conjunction {
                    only: Some(only),
                    ..conjunction.clone()
                });
                let each = each.collect();
                alternatives::kind(self, id, each, false, origin, mode)
            }
        }
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
                    texts: Vec::new(),
                });
                *self.any.insert(TypeId(self.nodes.len() - 1))
            }
        };
        Reference {
            ty,
            nullable: false,
        }
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
        // One that only wraps another component has the type of that one.
        if component.all_of.is_empty() || resolve(api, *id).id != *id {
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
            if wrappers::is_base(schema) {
                found.entry(part).or_default().push(*id);
            }
            open.extend(&schema.all_of);
            open.extend(schema.target);
        }
    }
    found
}

/// The type of a text, a number or a Boolean.
pub(super) fn scalar(view: &View<'_>) -> Option<Ty> {
    Some(match view.value_types().only()? {
        Type::String => formats::text(view.format, view.encoding),
        Type::Integer => formats::integer(view.format, view.limits),
        Type::Number => formats::number(view.format),
        Type::Boolean => Ty::Builtin("bool"),
        _ => return None,
    })
}
