//! Enumeration types, type definitions, and references to types.

use clientwright_diagnostics::source::Span;

use super::{Annotation, EnumId, Primitive, QualifiedName, Schema, StructuredId, TypeDefinitionId};

/// An enumeration type (CSDL XML 4.01, 10).
#[derive(Clone, Debug)]
pub struct EnumType {
    /// Qualified name.
    pub name: QualifiedName,
    /// The integer type that values are stored as; `Edm.Int32` by default.
    pub underlying: Primitive,
    /// `IsFlags="true"`.
    pub is_flags: bool,
    /// Members in document order. May be empty.
    pub members: Vec<EnumMember>,
    /// Annotations on the type.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
    /// The value of the `Name` attribute.
    pub name_span: Span,
}

/// One member of an enumeration type.
#[derive(Clone, Debug)]
pub struct EnumMember {
    /// Name as on the wire.
    pub name: String,
    /// Value: as written, or one more than the member before (the first is zero).
    pub value: i64,
    /// Annotations on the member.
    pub annotations: Vec<Annotation>,
    /// The element's start tag.
    pub span: Span,
}

/// A type definition (CSDL XML 4.01, 11).
#[derive(Clone, Debug)]
pub struct TypeDefinition {
    /// Qualified name.
    pub name: QualifiedName,
    /// The primitive type that it specialises.
    pub underlying: Primitive,
    /// Facets of the definition.
    pub facets: Facets,
    /// Annotations on the definition.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
    /// The value of the `Name` attribute.
    pub name_span: Span,
}

/// What a property, parameter or return type refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeRef {
    /// The type, or the item type of a collection.
    pub ty: Type,
    /// `Collection(…)`.
    pub is_collection: bool,
    /// Nullability of the value, or of the items of a collection. `None` when `Nullable` is not written: then a
    /// single value is nullable (CSDL XML 4.01, 7.2.1), and for a collection nothing is promised.
    pub nullable: Option<bool>,
    /// Facets.
    pub facets: Facets,
    /// The value of the `Type` attribute.
    pub span: Span,
}

/// A type, resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Type {
    /// A primitive or abstract built-in type.
    Primitive(Primitive),
    /// An entity or complex type.
    Structured(StructuredId),
    /// An enumeration type.
    Enum(EnumId),
    /// A type definition.
    Definition(TypeDefinitionId),
}

/// Facets of a type reference (CSDL XML 4.01, 7.2).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// `MaxLength`.
    pub max_length: Option<MaxLength>,
    /// `Precision`.
    pub precision: Option<u32>,
    /// `Scale`.
    pub scale: Option<Scale>,
    /// `Unicode`; defaults to true.
    pub unicode: Option<bool>,
    /// `SRID`, as written.
    pub srid: Option<String>,
}

/// Value of the `MaxLength` facet (CSDL XML 4.01, 7.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MaxLength {
    /// At most this many characters, or bytes of binary values.
    Limit(u64),
    /// `max`: the largest length that the service supports.
    Max,
}

/// Value of the `Scale` facet (CSDL XML 4.01, 7.2.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// At most this many digits right of the decimal point.
    Fixed(u32),
    /// `variable`.
    Variable,
    /// `floating` (4.01).
    Floating,
}

impl Schema {
    /// The facets of a value of a type: its own and, where it has none, those of its type definition
    /// (CSDL XML 4.01, 11.1).
    pub fn facets(&self, ty: &TypeRef) -> Facets {
        let own = ty.facets.clone();
        let Type::Definition(id) = ty.ty else {
            return own;
        };
        let defined = &self.type_definitions[id].facets;
        Facets {
            max_length: own.max_length.or(defined.max_length),
            precision: own.precision.or(defined.precision),
            scale: own.scale.or(defined.scale),
            unicode: own.unicode.or(defined.unicode),
            srid: own.srid.or_else(|| defined.srid.clone()),
        }
    }
}
