//! Types: what values are made of.

use super::{Docs, Ty, TypePath};

/// A struct.
#[derive(Clone, Debug, PartialEq)]
pub struct Struct {
    /// Name.
    pub name: String,
    /// Docs.
    pub docs: Docs,
    /// Qualified name on the wire.
    pub wire_name: String,
    /// Whether `@odata.type` is always written.
    pub writes_type: bool,
    /// Structs that values of this one can stand for: those of its base types that are structs.
    pub bases: Vec<TypePath>,
    /// Fields in order.
    pub fields: Vec<Field>,
    /// Name of the field for properties that the metadata does not declare.
    pub bag: String,
    /// Name of the field for control information.
    pub annotations: String,
    /// Property constants in order.
    pub constants: Vec<Constant>,
}

/// A field of a struct. Its type is always optional.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Name.
    pub name: String,
    /// Name on the wire.
    pub wire_name: String,
    /// Docs.
    pub docs: Docs,
    /// The type inside the `Option`.
    pub ty: Ty,
    /// Left out of request bodies.
    pub computed: bool,
    /// Part of the entity's key, which updates leave out.
    pub is_key: bool,
}

/// A property constant.
#[derive(Clone, Debug, PartialEq)]
pub struct Constant {
    /// Name.
    pub name: String,
    /// Name on the wire.
    pub wire_name: String,
    /// Docs.
    pub docs: Docs,
    /// What it stands for.
    pub kind: ConstantKind,
}

/// What a property constant stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum ConstantKind {
    /// A structural property.
    Property {
        /// Value type.
        ty: Ty,
        /// What requests may do with it.
        mark: Mark,
    },
    /// A navigation property to one entity.
    Navigation(TypePath),
    /// A navigation property to many.
    NavigationCollection(TypePath),
}

/// What requests may do with a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Set, or set to null.
    Nullable,
    /// Set, never to null.
    Required,
    /// Nothing: the service computes it.
    Computed,
    /// Set on create only.
    Immutable,
    /// Part of the key: set on create only.
    Key,
}

/// An enum over derived types.
#[derive(Clone, Debug, PartialEq)]
pub struct Polymorphic {
    /// Name.
    pub name: String,
    /// Docs.
    pub docs: Docs,
    /// Qualified name on the wire.
    pub wire_name: String,
    /// Variants in order.
    pub variants: Vec<Variant>,
    /// Name of the variant for derived types that are not known.
    pub other: String,
    /// Property constants in order.
    pub constants: Vec<Constant>,
}

/// A variant for a derived type.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// Name.
    pub name: String,
    /// The derived type.
    pub ty: TypePath,
    /// Names that the wire may use for it.
    pub wire_names: Vec<String>,
    /// Docs.
    pub docs: Docs,
}

/// An enum with a fallback.
#[derive(Clone, Debug, PartialEq)]
pub struct Enumeration {
    /// Name.
    pub name: String,
    /// Docs.
    pub docs: Docs,
    /// Qualified name on the wire.
    pub wire_name: String,
    /// Declared members without the sentinel.
    pub members: Vec<Member>,
    /// Name of the fallback variant.
    pub fallback: String,
    /// Docs of the fallback variant.
    pub fallback_docs: Docs,
}

/// A set of flags.
#[derive(Clone, Debug, PartialEq)]
pub struct Flags {
    /// Name.
    pub name: String,
    /// Docs.
    pub docs: Docs,
    /// Qualified name on the wire.
    pub wire_name: String,
    /// Declared members.
    pub members: Vec<Member>,
}

/// A member of an enumeration.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Name of the variant or constant.
    pub name: String,
    /// Name on the wire.
    pub wire_name: String,
    /// Value.
    pub value: i64,
    /// Docs.
    pub docs: Docs,
}

/// Another name for a primitive type.
#[derive(Clone, Debug, PartialEq)]
pub struct Alias {
    /// Name.
    pub name: String,
    /// Docs.
    pub docs: Docs,
    /// Qualified name on the wire.
    pub wire_name: String,
    /// The type.
    pub ty: Ty,
}
