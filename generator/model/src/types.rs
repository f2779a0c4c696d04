//! Types: what values are made of, and how they are written on the wire.

use std::borrow::Cow;

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
    /// Fields in order.
    pub fields: Vec<Field>,
    /// By which rules values are read and written.
    pub kind: StructKind,
    /// Property constants in order.
    pub constants: Vec<Constant>,
}

/// By which rules the values of a struct are read and written, and the fields that they need.
#[derive(Clone, Debug, PartialEq)]
pub enum StructKind {
    /// Those of OData: all fields are [`Optional`](Presence::Optional), undeclared properties are kept as JSON, and names with
    /// an `@` are control information and annotations (OData JSON Format 4.01, 4.5 and 4.6). `rt::object!`.
    Object {
        /// Name of the field for undeclared properties.
        bag: String,
        /// Name of the field for annotations.
        annotations: String,
        /// Whether `@odata.type` is always written: the readers of a hierarchy could not tell the type otherwise.
        writes_type: bool,
        /// Structs that values of this one can stand for: those of its base types that are structs.
        bases: Vec<TypePath>,
    },
    /// Those of JSON Schema. `rt::record!`.
    Record {
        /// What becomes of undeclared properties.
        undeclared: Undeclared,
        /// What values always write first, where a reader of a [`Union`] could not tell the type otherwise.
        tag: Option<WrittenTag>,
        /// Name of the field that remembers which [`OptionalNullable`](Presence::OptionalNullable) properties were null;
        /// there where a field is one.
        nulls: Option<String>,
    },
}

impl Struct {
    /// The fields that a value cannot be made without, in order: the arguments of `new`.
    pub fn required(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.is_required())
    }
}

/// The property by which a value of a [`Union`] says which variant it is, and what a struct writes there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenTag {
    /// Name of the property.
    pub property: String,
    /// Its value, a text.
    pub value: String,
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
    /// The type of the Rust field: that of the value, and what the presence adds to it.
    pub fn rust_ty(&self) -> Ty {
        let ty = self.ty.clone();
        match self.presence {
            Presence::Required => ty,
            Presence::RequiredNullable | Presence::Optional | Presence::OptionalNullable => {
                ty.option()
            }
            Presence::ThreeValued => ty.patch(),
        }
    }

    /// Whether the property is always on the wire.
    pub fn is_required(&self) -> bool {
        self.presence.is_required()
    }
}

/// Whether a property may be absent or null on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// `T`: it is an error where the property is absent or null. JSON Schema's `required` (Validation 6.5.3) with a type that
    /// does not include null.
    Required,
    /// `Option<T>`: it is an error where the property is absent; `None` is null. `required` with a type that includes null.
    RequiredNullable,
    /// `Option<T>`: `None` is not written, and null is read as absent. Every property of OData, since `$select` leaves
    /// out what it likes (OData JSON Format 4.01, 4.5.1); of JSON Schema, one that `required` does not list.
    Optional,
    /// `Option<T>` as [`Optional`](Self::Optional), but a null is remembered, and written back. A type that includes null, not
    /// listed in `required`.
    OptionalNullable,
    /// `Patch<T>`: unset is not written, null removes, a value replaces. A member of a merge patch (RFC 7396, 2).
    ThreeValued,
}

impl Presence {
    /// Whether something is always on the wire.
    pub fn is_required(self) -> bool {
        matches!(self, Self::Required | Self::RequiredNullable)
    }
}

/// Who may set a property, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anyone, at any time.
    ReadWrite,
    /// The service alone: requests leave the property out. `Core.Computed`, `Core.Permissions` without the right to
    /// write; `readOnly` of OpenAPI 3.0 (4.8.24.2).
    ReadOnly,
    /// The client alone: answers do not have it, and `Debug` does not show it, since it is mostly a secret. `writeOnly` of
    /// OpenAPI.
    WriteOnly,
    /// The client, once, when it creates the object: updates leave the property out (`Core.Immutable`).
    CreateOnly,
    /// As [`CreateOnly`](Self::CreateOnly), and the URL of the object names the property (OData Protocol 4.01, 11.4.3).
    Key,
}

/// What becomes of the properties of a record that no field stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum Undeclared {
    /// They are kept as JSON, in the field of this name. JSON Schema without `additionalProperties` (Core 10.3.2.3).
    Bag(String),
    /// They are values of one type, in the field of this name. A schema as `additionalProperties`.
    Map(String, Ty),
    /// There are none; what is read is skipped. For what is only sent, with `additionalProperties: false`.
    Skipped,
}

impl Undeclared {
    /// The name of the field that keeps them.
    pub fn field(&self) -> Option<&String> {
        match self {
            Self::Bag(name) | Self::Map(name, _) => Some(name),
            Self::Skipped => None,
        }
    }
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
    /// An [`OptionalNullable`](Presence::OptionalNullable) property, to set it to null.
    Null,
}

/// An enum of types, one of which a value has.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// Name.
    pub name: String,
    /// Docs.
    pub docs: Docs,
    /// Name of the type on the wire, and in messages.
    pub wire_name: String,
    /// Variants in order.
    pub variants: Vec<Variant>,
    /// What tells the variants apart.
    pub told_by: ToldBy,
    /// Name of the variant for everything else, which keeps all that was read.
    pub fallback: String,
    /// Docs of that variant.
    pub fallback_docs: Docs,
    /// Property constants in order.
    pub constants: Vec<Constant>,
}

/// A variant of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// Name.
    pub name: String,
    /// The type that it holds; no two variants of a union hold the same.
    pub ty: Ty,
    /// Docs.
    pub docs: Docs,
}

/// What tells the variants of a union apart. Variants are named by their index.
#[derive(Clone, Debug, PartialEq)]
pub enum ToldBy {
    /// The control information `type`: `@odata.type` or `@type`, with or without `#` (OData JSON Format 4.01, 4.6.3). The
    /// names that each variant goes by, in any case.
    TypeControl(Vec<(String, usize)>),
    /// A property of the object, wherever it stands in it, and its values. OpenAPI's `discriminator` (3.1.1, 4.8.25).
    Property {
        /// Name of the property.
        name: String,
        /// The texts that it may have.
        values: Vec<(String, usize)>,
    },
    /// The shape of the value: the first that fits, and that can be read. `oneOf` and `anyOf` of JSON Schema (Core 10.2.1)
    /// without a discriminator.
    Shape(Vec<(Shape, usize)>),
}

impl ToldBy {
    /// The texts by which the wire names a variant.
    pub fn values_of(&self, variant: usize) -> impl Iterator<Item = &str> {
        let values = match self {
            Self::TypeControl(values) | Self::Property { values, .. } => values.as_slice(),
            Self::Shape(_) => &[],
        };
        values
            .iter()
            .filter(move |(_, of)| *of == variant)
            .map(|(value, _)| value.as_str())
    }
}

/// A shape of JSON values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `true` or `false`.
    Boolean,
    /// A number without a fraction; `1.0` is one (JSON Schema Core 4.2.3).
    Integer,
    /// Any number.
    Number,
    /// A string.
    String,
    /// An array; where items are given, one whose items all fit.
    Array(Option<Box<Shape>>),
    /// An object.
    Object {
        /// Properties that it has.
        required: Vec<String>,
        /// Texts that properties have, where they are there.
        constants: Vec<(String, String)>,
        /// All properties that it may have; `None` for any.
        declared: Option<Vec<String>>,
    },
}

/// An enum of values, with a fallback that keeps any other.
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
    pub members: Vec<Member<TextWithNumber>>,
}

/// A member of an enumeration.
#[derive(Clone, Debug, PartialEq)]
pub struct Member<W = WireValue> {
    /// Name of the variant or constant.
    pub name: String,
    /// What stands for it on the wire.
    pub wire: W,
    /// Docs.
    pub docs: Docs,
}

/// What stands for a member of an enumeration on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WireValue {
    /// Exactly this text. `enum` and `const` of JSON Schema (Validation 6.1.2).
    Text(String),
    /// This number.
    Number(i64),
    /// Written as the text; read also in another case, and from the number (OData JSON Format 4.01, 7.1).
    TextWithNumber(TextWithNumber),
}

impl WireValue {
    /// The text, or the digits of a number without one.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) | Self::TextWithNumber(TextWithNumber { text, .. }) => text.into(),
            Self::Number(number) => number.to_string().into(),
        }
    }
}

/// A name and a number that stand for the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextWithNumber {
    /// The name.
    pub text: String,
    /// The number.
    pub number: i64,
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
