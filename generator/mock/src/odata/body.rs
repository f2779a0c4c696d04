//! Bodies of requests: which members they have, and whether those fit the metadata.

use clientwright_csdl::schema::{
    Member, NavigationId, Primitive, Schema, StructuredId, StructuredKind, Type, TypeRef,
};
use clientwright_diagnostics::nearest::Nearest;

use super::primitive;
use super::problem::Problem;
use super::terms;
use crate::json::{self, Json, Members};

/// An entity of a body.
#[derive(Debug)]
pub(super) struct Parts {
    /// The type that the body names, or the declared one.
    pub(super) ty: StructuredId,
    /// Structural properties and annotations.
    pub(super) members: Members,
    /// Related entities in the body.
    pub(super) related: Vec<(NavigationId, Json)>,
    /// References to entities (`@odata.bind`).
    pub(super) references: Vec<(NavigationId, Vec<String>)>,
}

impl Parts {
    /// Whether an entity that the body creates or refers to decides the value of a property.
    pub(super) fn sets_key(&self, schema: &Schema, name: &str) -> bool {
        let related = self.related.iter().map(|(id, _)| id);
        let mut all = related.chain(self.references.iter().map(|(id, _)| id));
        all.any(|id| {
            let constraints = &id.get(schema).referential_constraints;
            constraints.iter().any(|it| it.property.text == name)
        })
    }
}

/// Control information that the service decides, and not the body.
const OF_SERVICE: &[&str] = &[
    "context",
    "metadataEtag",
    "etag",
    "id",
    "editLink",
    "readLink",
    "count",
    "nextLink",
    "deltaLink",
    "navigationLink",
    "associationLink",
    "type",
    "mediaReadLink",
    "mediaEditLink",
    "mediaContentType",
    "mediaEtag",
];

/// Splits an entity, and checks what it has. Properties that the service computes are only taken from seeds.
pub(super) fn split(
    schema: &Schema,
    declared: StructuredId,
    body: Json,
    is_seed: bool,
) -> Result<Parts, Problem> {
    let kind = body.kind();
    let Json::Object(all) = body else {
        return Err(Problem::bad(format!("an entity is an object, not {kind}")));
    };
    let ty = type_of(schema, declared, &all)?;
    if schema.structured_types[ty].is_abstract {
        let name = &schema.structured_types[ty].name;
        let message =
            format!("{name} is abstract: `@odata.type` has to name a type derived from it");
        return Err(Problem::bad(message));
    }
    let mut parts = Parts {
        ty,
        members: Members::new(),
        related: Vec::new(),
        references: Vec::new(),
    };
    for (name, value) in all {
        if let Some((property, annotation)) = name.split_once('@') {
            let annotation = annotation.strip_prefix("odata.").unwrap_or(annotation);
            if annotation == "bind" {
                parts
                    .references
                    .push(reference(schema, ty, property, &value)?);
            } else if !OF_SERVICE.contains(&annotation) {
                parts.members.push((name, value));
            }
            continue;
        }
        match schema.find_member(ty, &name) {
            Some(Member::Property(id)) => {
                let property = id.get(schema);
                check(schema, &property.ty, &value, &name)?;
                terms::check_limits(property, &value)?;
                if is_seed || !terms::is_computed(property) {
                    parts.members.push((name, value));
                }
            }
            Some(Member::Navigation(id)) => parts.related.push((id, value)),
            None if schema.structured_types[ty].is_open => parts.members.push((name, value)),
            None => return Err(undeclared(schema, ty, &name)),
        }
    }
    Ok(parts)
}

/// The type that an object names, which has to derive from the declared one.
fn type_of(
    schema: &Schema,
    declared: StructuredId,
    members: &[(String, Json)],
) -> Result<StructuredId, Problem> {
    let named = json::get(members, "@odata.type").or_else(|| json::get(members, "@type"));
    let Some(named) = named else {
        return Ok(declared);
    };
    let name = named.as_text().unwrap_or_default();
    let name = name.rsplit('#').next().unwrap_or_default();
    let found = schema.find_structured(name);
    let fits = |id: &StructuredId| schema.derives_from(*id, declared);
    found.filter(fits).ok_or_else(|| {
        let expected = &schema.structured_types[declared].name;
        Problem::bad(format!("`{name}` is no type derived from {expected}"))
    })
}

fn reference(
    schema: &Schema,
    ty: StructuredId,
    property: &str,
    value: &Json,
) -> Result<(NavigationId, Vec<String>), Problem> {
    let Some(Member::Navigation(id)) = schema.find_member(ty, property) else {
        return Err(undeclared(schema, ty, property));
    };
    let urls = match value {
        Json::Text(url) => Some(vec![url.clone()]),
        Json::List(items) => items
            .iter()
            .map(|it| it.as_text().map(str::to_owned))
            .collect(),
        Json::Null => Some(Vec::new()),
        _ => None,
    };
    let wrong = || {
        Problem::bad(format!(
            "`{property}@odata.bind` is a URL, or a list of them"
        ))
    };
    Ok((id, urls.ok_or_else(wrong)?))
}

fn undeclared(schema: &Schema, ty: StructuredId, name: &str) -> Problem {
    let mut names: Vec<&str> = Vec::new();
    for base in schema.bases(ty) {
        names.extend(schema.structured_types[base].member_names());
    }
    let of = &schema.structured_types[ty].name;
    let near = Nearest::default().name(name, names);
    Problem::bad(match near {
        Some(near) => format!("{of} has no property `{name}`; a similar name exists: `{near}`"),
        None => format!("{of} has no property `{name}`"),
    })
}

/// Adds the default values that the metadata declares (CSDL XML 4.01, 7.2.7) to a new entity.
pub(super) fn add_defaults(schema: &Schema, ty: StructuredId, members: &mut Members) {
    for (_, property) in schema.properties(ty) {
        let Some(default) = &property.default_value else {
            continue;
        };
        let is_text = !matches!(
            property.ty.ty,
            Type::Primitive(
                Primitive::Boolean
                    | Primitive::Byte
                    | Primitive::SByte
                    | Primitive::Int16
                    | Primitive::Int32
                    | Primitive::Int64
                    | Primitive::Decimal
                    | Primitive::Double
                    | Primitive::Single
            )
        );
        // Infinities and what is no number are texts.
        let read = Json::read(default.as_bytes()).ok().filter(|_| !is_text);
        let value = read.unwrap_or_else(|| Json::text(&**default));
        let is_there = members.iter().any(|(name, _)| *name == property.name);
        if !is_there && !property.ty.is_collection {
            members.push((property.name.clone(), value));
        }
    }
}

/// Whether a value has the kind of JSON that its type has.
pub(super) fn check(
    schema: &Schema,
    ty: &TypeRef,
    value: &Json,
    path: &str,
) -> Result<(), Problem> {
    if ty.is_collection {
        let Json::List(items) = value else {
            return Err(Problem::bad(format!(
                "`{path}` is an array, not {}",
                value.kind()
            )));
        };
        let mut items = items.iter().filter(|item| **item != Json::Null);
        return items.try_for_each(|item| check_one(schema, ty.ty, item, path));
    }
    if *value == Json::Null {
        return match ty.nullable {
            Some(false) => Err(Problem::bad(format!("`{path}` is never null")).at(path)),
            _ => Ok(()),
        };
    }
    check_one(schema, ty.ty, value, path)
}

fn check_one(schema: &Schema, ty: Type, value: &Json, path: &str) -> Result<(), Problem> {
    let primitive = match ty {
        Type::Structured(id) => return check_complex(schema, id, value, path),
        Type::Enum(_) => None,
        Type::Definition(id) => Some(schema.type_definitions[id].underlying),
        Type::Primitive(primitive) => Some(primitive),
    };
    let fits = match (primitive, value) {
        (None, Json::Text(_) | Json::Number(_)) => true,
        (None, _) => false,
        (Some(Primitive::Boolean), value) => matches!(value, Json::Bool(_)),
        (
            Some(ty @ (Primitive::Byte | Primitive::SByte | Primitive::Int16 | Primitive::Int32)),
            value,
        ) => matches!(value, Json::Number(text) if primitive::is_text_of(ty, text)),
        // Texts for IEEE754Compatible, and for infinities.
        (
            Some(
                ty
                @ (Primitive::Int64 | Primitive::Decimal | Primitive::Double | Primitive::Single),
            ),
            value,
        ) => match value {
            Json::Number(text) => primitive::is_text_of(ty, text),
            Json::Text(text) => primitive::is_text_of(ty, text),
            _ => false,
        },
        (
            Some(
                ty @ (Primitive::String
                | Primitive::Binary
                | Primitive::Date
                | Primitive::DateTimeOffset
                | Primitive::Duration
                | Primitive::Guid
                | Primitive::TimeOfDay),
            ),
            value,
        ) => matches!(value, Json::Text(text) if primitive::is_text_of(ty, text)),
        // Untyped values, places and shapes.
        (Some(_), _) => true,
    };
    if fits {
        return Ok(());
    }
    let name = match schema.type_name(ty) {
        Some(name) => name.to_string(),
        None => primitive.map_or_else(String::new, |it| it.to_string()),
    };
    let value = match value {
        Json::Text(text) if primitive != Some(Primitive::Boolean) => {
            let start: String = text.chars().take(50).collect();
            format!("`{start}`")
        }
        Json::Number(text) => format!("the number {text}"),
        other => other.kind().to_owned(),
    };
    Err(Problem::bad(format!("`{path}` is {name}, and the value is {value}")).at(path))
}

fn check_complex(
    schema: &Schema,
    declared: StructuredId,
    value: &Json,
    path: &str,
) -> Result<(), Problem> {
    let Json::Object(members) = value else {
        return Err(Problem::bad(format!(
            "`{path}` is an object, not {}",
            value.kind()
        )));
    };
    if schema.structured_types[declared].kind == StructuredKind::Entity {
        return Ok(());
    }
    let ty = type_of(schema, declared, members)?;
    for (name, value) in members.iter().filter(|(name, _)| !name.contains('@')) {
        match schema.find_member(ty, name) {
            Some(Member::Property(id)) => {
                check(schema, &id.get(schema).ty, value, &format!("{path}/{name}"))?;
            }
            Some(Member::Navigation(_)) => {}
            None if schema.structured_types[ty].is_open => {}
            None => return Err(undeclared(schema, ty, name)),
        }
    }
    Ok(())
}
