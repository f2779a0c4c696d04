//! Made-up results of operations: the simplest values of their types.

use clientwright_csdl::schema::{Primitive, Schema, StructuredId, Type, TypeRef};

use crate::json::{Json, Members};
use crate::sample;

/// How deep complex values may be.
const DEEPEST: usize = 4;

/// Makes values of the types of a service.
#[derive(Debug)]
pub(super) struct Maker<'m> {
    schema: &'m Schema,
}

impl<'m> Maker<'m> {
    pub(super) fn new(schema: &'m Schema) -> Self {
        Self { schema }
    }

    /// A value of a type; a collection has one item.
    pub(super) fn value(&self, ty: &TypeRef) -> Json {
        self.make(ty, 0)
    }

    fn make(&self, ty: &TypeRef, depth: usize) -> Json {
        let one = self.one(ty.ty, depth);
        match ty.is_collection {
            true => Json::List(one.into_iter().collect()),
            false => one.unwrap_or(Json::Null),
        }
    }

    fn one(&self, ty: Type, depth: usize) -> Option<Json> {
        Some(match ty {
            Type::Primitive(primitive) => primitive_value(primitive)?,
            Type::Definition(id) => primitive_value(self.schema.type_definitions[id].underlying)?,
            Type::Enum(id) => Json::text(&*self.schema.enum_types[id].members.first()?.name),
            Type::Structured(id) => self.object(id, depth)?,
        })
    }

    /// An object with all properties that have values, of the type or, if that is abstract, of one derived from it.
    fn object(&self, declared: StructuredId, depth: usize) -> Option<Json> {
        if depth > DEEPEST {
            return None;
        }
        let schema = self.schema;
        let is_concrete = |ty: &StructuredId| !schema.structured_types[*ty].is_abstract;
        let mut types = [declared].into_iter().chain(schema.descendants(declared));
        let ty = types.find(is_concrete)?;
        let mut members = Members::new();
        if ty != declared {
            let name = &schema.structured_types[ty].name;
            members.push(("@odata.type".to_owned(), Json::text(format!("#{name}"))));
        }
        for (_, property) in schema.properties(ty) {
            let made = self.make(&property.ty, depth + 1);
            let may_be_null = property.ty.nullable != Some(false) && !property.ty.is_collection;
            if made != Json::Null || may_be_null {
                members.push((property.name.clone(), made));
            }
        }
        Some(Json::Object(members))
    }
}

fn primitive_value(ty: Primitive) -> Option<Json> {
    Some(match ty {
        Primitive::Boolean => Json::Bool(true),
        Primitive::Byte
        | Primitive::SByte
        | Primitive::Int16
        | Primitive::Int32
        | Primitive::Int64 => Json::count(1),
        Primitive::Decimal | Primitive::Double | Primitive::Single => Json::Number("1.5".into()),
        Primitive::Date => Json::text(sample::DATE),
        Primitive::DateTimeOffset => Json::text(sample::DATE_TIME),
        Primitive::TimeOfDay => Json::text("12:30:00"),
        Primitive::Duration => Json::text(sample::DURATION),
        Primitive::Guid => Json::text(sample::UUID),
        Primitive::Binary => Json::text(sample::BASE64),
        Primitive::String | Primitive::Untyped | Primitive::PrimitiveType => {
            Json::text(sample::TEXT)
        }
        // Streams have URLs of their own, and shapes have no simple value.
        _ => return None,
    })
}
