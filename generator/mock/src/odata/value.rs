//! Values of expressions, and how they compare (OData URL Conventions 4.01, 5.1.1.1).

use std::cmp::Ordering;

use clientwright_csdl::schema::{EnumId, Primitive, Schema, Type};
use clientwright_values::Uuid;
use clientwright_values::time::{Date, DateTimeOffset, Duration, TimeOfDay};

use super::number::Number;
use super::primitive;
use super::problem::Problem;
use crate::json::Json;

/// The most members of an enumeration that a message names.
const MEMBERS: usize = 50;

/// A value of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Null,
    Bool(bool),
    Number(Number),
    Text(String),
    Instant(DateTimeOffset),
    Day(Date),
    Clock(TimeOfDay),
    Span(Duration),
    Guid(Uuid),
    /// Members of an enumeration, added up.
    Member(EnumId, i64),
    /// An entity or a complex value, which is only compared with null.
    Entity,
}

impl Value {
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::Instant(_) => "a point in time",
            Self::Day(_) => "a date",
            Self::Clock(_) => "a time of day",
            Self::Span(_) => "a duration",
            Self::Guid(_) => "a GUID",
            Self::Member(..) => "a member of an enumeration",
            Self::Entity => "an entity",
        }
    }

    /// A count or a position.
    pub(super) fn count(count: usize) -> Self {
        Self::Number(Number::whole(i64::try_from(count).unwrap_or(i64::MAX)))
    }

    /// A value of a property. Values that cannot be compared are an error.
    pub(super) fn of(schema: &Schema, json: &Json, ty: Option<Type>) -> Result<Self, Problem> {
        let ty = match ty {
            Some(Type::Definition(id)) => {
                Some(Type::Primitive(schema.type_definitions[id].underlying))
            }
            other => other,
        };
        Ok(match (json, ty) {
            (Json::Null, _) => Self::Null,
            (Json::Bool(value), _) => Self::Bool(*value),
            (Json::Number(text), Some(Type::Enum(id))) => {
                let known = Self::Text(text.to_string()).as_member(schema, id);
                known.ok_or_else(|| unread(text))?
            }
            (Json::Number(text), Some(Type::Primitive(ty))) => {
                number(text, ty).ok_or_else(|| unread(text))?
            }
            (Json::Number(text), _) => {
                let number = Number::read(text).map(Self::Number);
                number.ok_or_else(|| unread(text))?
            }
            (Json::Text(text), Some(ty)) => {
                Self::typed(schema, text, ty)?.ok_or_else(|| unread(text))?
            }
            (Json::Text(text), None) => Self::Text(text.clone()),
            (Json::Object(_), _) => Self::Entity,
            (Json::List(_), _) => return Err(Problem::bad("an array is no value to compare")),
        })
    }

    /// A text as a value of a type; `None` if it is none.
    fn typed(schema: &Schema, text: &str, ty: Type) -> Result<Option<Self>, Problem> {
        let primitive = match ty {
            Type::Enum(id) => return Ok(Self::Text(text.to_owned()).as_member(schema, id)),
            Type::Primitive(primitive) => primitive,
            Type::Structured(_) | Type::Definition(_) => return Ok(None),
        };
        Ok(match primitive {
            Primitive::String | Primitive::Untyped | Primitive::PrimitiveType => {
                Some(Self::Text(text.to_owned()))
            }
            Primitive::DateTimeOffset => primitive::read(text).map(Self::Instant),
            Primitive::Date => primitive::read(text).map(Self::Day),
            Primitive::TimeOfDay => primitive::read(text).map(Self::Clock),
            Primitive::Duration => primitive::read(text).map(Self::Span),
            Primitive::Guid => primitive::guid(text).map(Self::Guid),
            Primitive::Byte
            | Primitive::SByte
            | Primitive::Int16
            | Primitive::Int32
            | Primitive::Int64
            | Primitive::Decimal
            | Primitive::Double
            | Primitive::Single => number(text, primitive),
            other => return Err(Problem::unsupported(format!("comparing values of {other}"))),
        })
    }

    /// A text as members of an enumeration, by name or number.
    fn as_member(&self, schema: &Schema, id: EnumId) -> Option<Self> {
        let Self::Text(text) = self else { return None };
        let mut sum = 0;
        for name in text.split(',').map(str::trim) {
            let members = &schema.enum_types[id].members;
            let known = members.iter().find(|member| member.name == name);
            sum |= match known {
                Some(member) => member.value,
                None => name.parse().ok()?,
            };
        }
        Some(Self::Member(id, sum))
    }

    /// Fails if the value is a text that names no members of an enumeration.
    pub(super) fn check_member(&self, schema: &Schema, id: EnumId) -> Result<(), Problem> {
        match self {
            Self::Text(text) if self.as_member(schema, id).is_none() => {
                Err(no_member(schema, id, text))
            }
            _ => Ok(()),
        }
    }

    /// The value in the form of another one: literals are texts where the service knows the type.
    fn like(self, schema: &Schema, other: &Self) -> Self {
        let Self::Text(text) = &self else {
            return self;
        };
        let read = match other {
            Self::Instant(_) => primitive::read(text).map(Self::Instant),
            Self::Day(_) => primitive::read(text).map(Self::Day),
            Self::Clock(_) => primitive::read(text).map(Self::Clock),
            Self::Span(_) => primitive::read(text).map(Self::Span),
            Self::Guid(_) => primitive::guid(text).map(Self::Guid),
            Self::Member(id, _) => self.as_member(schema, *id),
            _ => None,
        };
        read.unwrap_or(self)
    }

    /// Compares two values; `None` if one of them is null, or is no number.
    pub(super) fn compare(self, other: Self, schema: &Schema) -> Result<Option<Ordering>, Problem> {
        let left = self.clone().like(schema, &other);
        let right = other.like(schema, &self);
        Ok(match (&left, &right) {
            (Self::Null, _) | (_, Self::Null) => None,
            (Self::Bool(a), Self::Bool(b)) => Some(a.cmp(b)),
            (Self::Number(a), Self::Number(b)) => a.compare(b),
            (Self::Text(a), Self::Text(b)) => Some(a.cmp(b)),
            (Self::Guid(a), Self::Guid(b)) => Some(a.cmp(b)),
            (Self::Instant(a), Self::Instant(b)) => Some(a.cmp(b)),
            (Self::Clock(a), Self::Clock(b)) => Some(a.cmp(b)),
            (Self::Day(a), Self::Day(b)) => Some(a.cmp(b)),
            (Self::Span(a), Self::Span(b)) => Some(a.cmp(b)),
            (Self::Member(a, x), Self::Member(b, y)) if a == b => Some(x.cmp(y)),
            _ => return Err(mismatch(schema, &left, &right)),
        })
    }

    /// Whether an enumeration value has all flags of another one (OData URL Conventions 4.01, 5.1.1.1.9).
    pub(super) fn has(self, other: Self, schema: &Schema) -> Result<Self, Problem> {
        let right = other.like(schema, &self);
        match (&self, &right) {
            (Self::Null, _) | (_, Self::Null) => Ok(Self::Null),
            (Self::Member(a, x), Self::Member(b, y)) if a == b => Ok(Self::Bool(x & y == *y)),
            _ => Err(mismatch(schema, &self, &right)),
        }
    }

    /// The value as it is in JSON.
    pub(super) fn json(&self, schema: &Schema) -> Json {
        match self {
            Self::Null | Self::Entity => Json::Null,
            Self::Bool(value) => Json::Bool(*value),
            // Infinities and what is no number are texts (OData JSON Format 4.01, 7.1).
            Self::Number(number) => match number.text() {
                text @ ("INF" | "-INF" | "NaN") => Json::text(text),
                text => Json::Number(text.into()),
            },
            Self::Text(text) => Json::text(&**text),
            Self::Instant(value) => Json::text(value.to_string()),
            Self::Day(value) => Json::text(value.to_string()),
            Self::Clock(value) => Json::text(value.to_string()),
            Self::Span(value) => Json::text(value.to_string()),
            Self::Guid(value) => Json::text(value.to_string()),
            Self::Member(id, value) => {
                let members = &schema.enum_types[*id].members;
                let known = members.iter().find(|member| member.value == *value);
                known.map_or_else(|| Json::text(value.to_string()), |it| Json::text(&*it.name))
            }
        }
    }
}

fn mismatch(schema: &Schema, left: &Value, right: &Value) -> Problem {
    if let (Value::Member(id, _), Value::Text(text)) | (Value::Text(text), Value::Member(id, _)) =
        (left, right)
    {
        return no_member(schema, *id, text);
    }
    let (left, right) = (left.kind(), right.kind());
    Problem::bad(format!("{left} cannot be compared with {right}"))
}

fn no_member(schema: &Schema, id: EnumId, text: &str) -> Problem {
    let ty = &schema.enum_types[id];
    let named = ty.members.iter().take(MEMBERS);
    let named: Vec<&str> = named.map(|member| member.name.as_str()).collect();
    let more = match ty.members.len() - named.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let (name, named) = (&ty.name, named.join(", "));
    let start: String = text.chars().take(50).collect();
    Problem::bad(format!(
        "`{start}` is no member of {name}; its members are: {named}{more}"
    ))
}

fn number(text: &str, ty: Primitive) -> Option<Value> {
    let is_whole = primitive::range(ty).is_some();
    Number::typed(text, is_whole).map(Value::Number)
}

fn unread(text: &str) -> Problem {
    Problem::unsupported(format!(
        "comparing the stored value `{text}`, which its type does not declare"
    ))
}
