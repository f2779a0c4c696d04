//! Types: what values are made of.

use super::{Docs, Ty, TypePath};

/// A struct: an object of named properties.
#[derive(Clone, Debug, PartialEq)]
pub struct Struct {
    /// Name.
    pub name: String,
    /// Docs.
    pub docs: Docs,
    /// Name of the type on the wire, and in messages.
    pub wire_name: String,
    /// Whether values always write which type they are: where a reader of a union could not tell otherwise.
    pub writes_type: bool,
    /// Structs that values of this one can stand for: those of its base types that are structs.
    pub bases: Vec<TypePath>,
    /// Fields in order.
    pub fields: Vec<Field>,
    /// What becomes of properties that no field stands for.
    pub undeclared: Undeclared,
    /// Property constants in order.
    pub constants: Vec<Constant>,
}

/// A field of a struct.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Name.
    pub name: String,
    /// Name on the wire.
    pub wire_name: String,
    /// Docs.
    pub docs: Docs,
    /// The type of the value, without what [`presence`](Self::presence) adds to it.
    pub ty: Ty,
    /// Whether the property may be absent or null.
    pub presence: Presence,
    /// Who may set the property, and when.
    pub access: Access,
}

impl Field {
    /// The type of the Rust field: that of the value, in an `Option` where there may be none.
    pub fn rust_ty(&self) -> Ty {
        match self.presence {
            Presence::Optional => self.ty.clone().option(),
        }
    }
}

/// Whether a property may be absent or null on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// `Option<T>`: `None` is not written, and null is read as absent. Every property of OData, since `$select` leaves
    /// out what it likes (OData JSON Format 4.01, 4.5.1); of JSON Schema, one that `required` does not list.
    Optional,
}

/// Who may set a property, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anyone, at any time.
    ReadWrite,
    /// The service alone: requests leave the property out. `Core.Computed`, `Core.Permissions` without the right to
    /// write; `readOnly` of OpenAPI 3.0 (4.8.24.2).
    ReadOnly,
    /// The client, once, when it creates the object (`Core.Immutable`).
    CreateOnly,
    /// As [`CreateOnly`](Self::CreateOnly), and the URL of the object names the property: updates leave it out (OData
    /// Protocol 4.01, 11.4.3).
    Key,
}

/// What becomes of properties that no field stands for: they are kept, and written back as they were read.
#[derive(Clone, Debug, PartialEq)]
pub struct Undeclared {
    /// Name of the field that holds their JSON.
    pub bag: String,
    /// Name of the field for control information and annotations (OData JSON Format 4.01, 4.5 and 4.6).
    pub annotations: String,
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
        /// Whether requests may set it to null.
        nullable: bool,
        /// Who may set it, and when.
        access: Access,
    },
    /// A navigation property to one entity.
    Navigation(TypePath),
    /// A navigation property to many.
    NavigationCollection(TypePath),
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
