//! Keys of entities, in URLs and in entities.

use clientwright_csdl::schema::{KeyProperty, Primitive, Schema, StructuredId, Type};

use super::primitive;
use super::problem::Problem;
use super::text;
use crate::json::{self, Json, Members};

/// The name of a key property in URLs (OData URL Conventions 4.01, 4.3.1).
fn name(key: &KeyProperty) -> &str {
    let last = key.path.last().map(String::as_str);
    key.alias.as_deref().or(last).unwrap_or_default()
}

fn primitive(schema: &Schema, ty: Type) -> Option<Primitive> {
    match ty {
        Type::Primitive(primitive) => Some(primitive),
        Type::Definition(id) => Some(schema.type_definitions[id].underlying),
        Type::Enum(_) | Type::Structured(_) => None,
    }
}

/// What is in the parentheses of a key, as a segment has it: without quotes, and without the name of the only property. Of several
/// properties, sorted by their names.
pub(crate) fn plain(arguments: &str) -> String {
    let parts = text::split(arguments, ',');
    let named = parts.iter().map(|part| text::named(part));
    let mut named: Vec<(&str, &str)> = match named.collect::<Option<_>>() {
        Some(named) => named,
        None => return text::unquoted(arguments).into_owned(),
    };
    if let [(_, value)] = named.as_slice() {
        return text::unquoted(value).into_owned();
    }
    named.sort_unstable();
    let named = named.into_iter();
    let all = named.map(|(name, value)| format!("{name}={}", text::unquoted(value)));
    all.collect::<Vec<_>>().join(",")
}

/// A key in parentheses: from a segment that is a key.
pub(super) fn of_segment(
    schema: &Schema,
    ty: StructuredId,
    segment: &str,
) -> Result<String, Problem> {
    match schema.key(ty) {
        [key] => Ok(format!("({})", literal(schema, key, segment)?)),
        keys => Err(Problem::bad(format!(
            "a key of {} properties is written in parentheses",
            keys.len()
        ))),
    }
}

/// A key in parentheses: from the text in parentheses.
pub(super) fn of_arguments(
    schema: &Schema,
    ty: StructuredId,
    arguments: &str,
) -> Result<String, Problem> {
    let keys = schema.key(ty);
    let parts = text::split(arguments, ',');
    let named = parts.iter().map(|part| text::named(part));
    let named: Option<Vec<(&str, &str)>> = named.collect();
    let values: Vec<&str> = match (named, keys, parts.as_slice()) {
        (Some(named), _, _) => {
            let value = |key: &KeyProperty| {
                let mut found = named.iter().filter(|(known, _)| *known == name(key));
                found.next().map(|(_, value)| *value)
            };
            let values: Option<Vec<&str>> = keys.iter().map(value).collect();
            match values.filter(|values| values.len() == named.len()) {
                Some(values) => values,
                None => {
                    let names: Vec<&str> = keys.iter().map(name).collect();
                    let message = format!("the key has these names: {}", names.join(", "));
                    return Err(match is_alternate(schema, ty, &named) {
                        true => Problem::unsupported("alternate keys"),
                        false => Problem::bad(message),
                    });
                }
            }
        }
        (None, [_], [value]) => vec![*value],
        _ => return Err(Problem::bad(format!("`({arguments})` is no key"))),
    };
    let values = keys.iter().zip(values).map(|(key, value)| {
        if value.starts_with('@') {
            return Err(Problem::unsupported("parameter aliases in keys"));
        }
        Ok((name(key), literal(schema, key, &text::unquoted(value))?))
    });
    Ok(written(&values.collect::<Result<Vec<_>, Problem>>()?))
}

fn is_alternate(schema: &Schema, ty: StructuredId, named: &[(&str, &str)]) -> bool {
    let mut types = schema.bases(ty);
    types.any(|ty| {
        let mut keys = schema.structured_types[ty].alternate_keys.iter();
        keys.any(|key| {
            let names: Vec<&str> = key.properties.iter().map(name).collect();
            named.iter().all(|(known, _)| names.contains(known))
        })
    })
}

/// The key of an entity. A single property that is missing and can be invented is added to the entity.
pub(super) fn of_entity(
    schema: &Schema,
    ty: StructuredId,
    members: &mut Members,
    mut invent: impl FnMut() -> u64,
) -> Result<String, Problem> {
    let keys = schema.key(ty);
    if let [key] = keys
        && let [property] = key.path.as_slice()
        && matches!(json::get(members, property), None | Some(Json::Null))
    {
        let number = invent();
        let value = match primitive(schema, key.ty.ty) {
            Some(Primitive::String | Primitive::Guid) => {
                Json::text(format!("00000000-0000-4000-8000-{number:012x}"))
            }
            Some(
                Primitive::Byte
                | Primitive::SByte
                | Primitive::Int16
                | Primitive::Int32
                | Primitive::Int64
                | Primitive::Decimal,
            ) => Json::Number(number.to_string().into()),
            _ => return Err(Problem::bad(format!("the key `{property}` is missing"))),
        };
        // The key comes first, as services write it.
        members.retain(|(known, _)| known != property);
        members.insert(0, (property.clone(), value));
    }
    let values = keys.iter().map(|key| {
        let mut names = key.path.iter();
        let first = names.next().and_then(|name| json::get(members, name));
        let found = names.fold(first, |value, name| value?.get(name));
        let plain = match found {
            Some(Json::Text(text)) => text.clone(),
            Some(Json::Number(text)) => text.to_string(),
            Some(Json::Bool(value)) => value.to_string(),
            _ => {
                let path = key.path.join("/");
                return Err(Problem::bad(format!("the key `{path}` is missing")));
            }
        };
        Ok((name(key), literal(schema, key, &plain)?))
    });
    let values = values.collect::<Result<Vec<_>, Problem>>()?;
    match values.is_empty() {
        true => Err(Problem::bad("the type has no key")),
        false => Ok(written(&values)),
    }
}

/// The properties of a key that a path names, for entities that are created for their contents.
pub(super) fn members(schema: &Schema, ty: StructuredId, key: &str) -> Members {
    let inner = key.trim_start_matches('(');
    let inner = inner.strip_suffix(')').unwrap_or(inner);
    let parts = text::split(inner, ',');
    let keys = schema.key(ty);
    let values = keys.iter().zip(parts).filter_map(|(key, part)| {
        let [property] = key.path.as_slice() else {
            return None;
        };
        let value = match keys.len() {
            1 => part,
            _ => text::named(part)?.1,
        };
        let value = match primitive(schema, key.ty.ty) {
            Some(Primitive::Boolean) => Json::Bool(value == "true"),
            Some(
                Primitive::Byte
                | Primitive::SByte
                | Primitive::Int16
                | Primitive::Int32
                | Primitive::Int64
                | Primitive::Decimal,
            ) => Json::Number(value.into()),
            _ => Json::Text(text::unquoted(value).into_owned()),
        };
        Some((property.clone(), value))
    });
    values.collect()
}

fn written(values: &[(&str, String)]) -> String {
    match values {
        [(_, value)] => format!("({value})"),
        _ => {
            let all: Vec<String> = values.iter().map(|(n, v)| format!("{n}={v}")).collect();
            format!("({})", all.join(","))
        }
    }
}

/// The one form of a value of a key: equal keys have equal texts.
fn literal(schema: &Schema, key: &KeyProperty, plain: &str) -> Result<String, Problem> {
    let wrong = || Problem::bad(format!("`{plain}` is no value of the key `{}`", name(key)));
    match primitive(schema, key.ty.ty) {
        // Texts, and members of enumerations.
        Some(Primitive::String) | None => Ok(format!("'{}'", plain.replace('\'', "''"))),
        Some(ty) if !primitive::is_text_of(ty, plain) => Err(wrong()),
        Some(
            Primitive::Byte
            | Primitive::SByte
            | Primitive::Int16
            | Primitive::Int32
            | Primitive::Int64,
        ) => {
            let number: i64 = plain.parse().map_err(|_| wrong())?;
            Ok(number.to_string())
        }
        Some(Primitive::Guid) => Ok(plain.to_ascii_lowercase()),
        // A place has no other slash, quote or parenthesis.
        Some(_) if plain.contains(['/', '\'', '(', ')', ',']) || plain.is_empty() => Err(wrong()),
        Some(_) => Ok(plain.to_owned()),
    }
}
