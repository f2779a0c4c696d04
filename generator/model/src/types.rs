//! Types of values, and their form in JSON.

use std::borrow::Cow;

use super::{Docs, Ty, TypePath};

/// A struct: an object of named properties.
#[derive(Clone, Debug, PartialEq)]
pub struct Struct {
    /// Name.
    pub name: String,
    /// Docs.
    pub docs: Docs,
    /// Name of the type in JSON, and in messages.
    pub wire_name: String,
    /// Fields in order.
    pub fields: Vec<Field>,
    /// The rules by which values are read and written.
    pub kind: StructKind,
    /// Property constants in order.
    pub constants: Vec<Constant>,
}

/// The rules by which values of a struct are read and written, with the fields that they need.
#[derive(Clone, Debug, PartialEq)]
pub enum StructKind {
    /// The rules of OData: all fields are [`Optional`](Presence::Optional), undeclared properties are kept as JSON, and
    /// names with an `@` are control information and annotations (OData JSON Format 4.01, 4.5 and 20). The macro is
    /// `rt::object!`.
    Object {
        /// Name of the field for undeclared properties.
        bag: String,
        /// Name of the field for annotations.
        annotations: String,
        /// Whether `@odata.type` is always written, because readers of a hierarchy could not determine the type without
        /// it.
        writes_type: bool,
        /// Structs to which values of this one can be converted: its base types that are structs.
        bases: Vec<TypePath>,
    },
    /// The rules of JSON Schema. The macro is `rt::record!`.
    Record {
        /// How undeclared properties are treated.
        undeclared: Undeclared,
        /// The property that is always written first, because a reader of a [`Union`] could not determine the type
        /// without it.
        tag: Option<WrittenTag>,
        /// Name of the field that records which [`OptionalNullable`](Presence::OptionalNullable) properties were null;
        /// `None` if there are no such properties.
        nulls: Option<String>,
    },
}

impl Struct {
    /// The fields that every value must have, in order: the arguments of `new`.
    pub fn required(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.is_required())
    }
}

/// The discriminating property of a [`Union`], with the value that a struct writes.
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
    /// Name in JSON.
    pub wire_name: String,
    /// Docs.
    pub docs: Docs,
    /// The type of the value, without the wrapper of [`presence`](Self::presence).
    pub ty: Ty,
    /// Whether the property may be absent or null.
    pub presence: Presence,
    /// Who may set the property, and when.
    pub access: Access,
}

impl Field {
    /// The type of the Rust field: that of the value with the wrapper of the presence.
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

    /// Whether the property is always present.
    pub fn is_required(&self) -> bool {
        self.presence.is_required()
    }
}

/// Whether a property may be absent or null in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// `T`: an absent property is an error, and so is null. JSON Schema's `required` (Validation 6.5.3) with a type
    /// that does not include null.
    Required,
    /// `Option<T>`: an absent property is an error; `None` is null. `required` with a type that includes null.
    RequiredNullable,
    /// `Option<T>`: `None` is not written, and null is read as absent. Every property of OData, because `$select` may
    /// omit it (OData JSON Format 4.01, 4.5.1); in JSON Schema, a property that `required` does not list.
    Optional,
    /// `Option<T>` as [`Optional`](Self::Optional), but null is recorded and written back. A type that includes null
    /// and is not listed in `required`.
    OptionalNullable,
    /// `Patch<T>`: unset is not written, null removes, a value replaces. A member of a merge patch (RFC 7396, 2).
    ThreeValued,
}

impl Presence {
    /// Whether the value is always present.
    pub fn is_required(self) -> bool {
        matches!(self, Self::Required | Self::RequiredNullable)
    }
}

/// Who may set a property, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anyone, at any time.
    ReadWrite,
    /// Only the service: requests omit the property. `Core.Computed`, `Core.Permissions` without the right to write;
    /// `readOnly` of OpenAPI 3.0 (4.8.24.2).
    ReadOnly,
    /// Only the client: responses omit the property, and `Debug` does not show it, because it is usually a secret.
    /// `writeOnly` of OpenAPI.
    WriteOnly,
    /// The client, when it creates the object: updates omit the property (`Core.Immutable`).
    CreateOnly,
    /// As [`CreateOnly`](Self::CreateOnly), and the URL of the object names the property (OData Protocol 4.01, 11.4.3).
    Key,
}

/// How the undeclared properties of a record are treated.
#[derive(Clone, Debug, PartialEq)]
pub enum Undeclared {
    /// They are kept as JSON, in the field of this name. JSON Schema without `additionalProperties` (Core 10.3.2.3).
    Bag(String),
    /// They are values of one type, in the field of this name. A schema as `additionalProperties`.
    Map(String, Ty),
    /// They are skipped when they are read. For types that are only sent, with `additionalProperties: false`.
    Skipped,
}

impl Undeclared {
    /// The name of the field that contains them.
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
    /// Name in JSON.
    pub wire_name: String,
    /// Docs.
    pub docs: Docs,
    /// The kind of the property.
    pub kind: ConstantKind,
}

/// The kind of the property that a constant refers to.
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
    /// An [`OptionalNullable`](Presence::OptionalNullable) property, which the constant sets to null.
    Null,
}

/// An enum with a type in each variant.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// Name.
    pub name: String,
    /// Docs.
    pub docs: Docs,
    /// Name of the type in JSON, and in messages.
    pub wire_name: String,
    /// Variants in order.
    pub variants: Vec<Variant>,
    /// How the variant of a value is determined.
    pub discriminator: Discriminator,
    /// Name of the variant for all other values, which keeps the JSON.
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
    /// The type of its content; no two variants of a union have the same.
    pub ty: Ty,
    /// The value of the property that tells variants apart, if the union writes it because the type has no such property.
    pub tag: Option<String>,
    /// Docs.
    pub docs: Docs,
}

/// How the variant of a value is determined. Variants are given by their index.
#[derive(Clone, Debug, PartialEq)]
pub enum Discriminator {
    /// By the control information `type`: `@odata.type` or `@type`, with or without `#` (OData JSON Format 4.01,
    /// 4.5.3). Each variant has one or more names, which are compared without regard to case.
    TypeControl(Vec<(String, usize)>),
    /// By the value of a property, which may be anywhere in the object. OpenAPI's `discriminator` (3.1.1, 4.8.25).
    Property {
        /// Name of the property.
        name: String,
        /// The values, each with its variant.
        values: Vec<(String, usize)>,
        /// The variant of objects with any other value, or without the property; `None` for the fallback.
        /// `defaultMapping` of OpenAPI 3.2 (4.26).
        default: Option<usize>,
    },
    /// By the shape of the value: the first shape that matches and can be read. `oneOf` and `anyOf` of JSON Schema
    /// (Core 10.2.1) without a discriminator.
    Shape(Vec<(Shape, usize)>),
}

impl Discriminator {
    /// The values that identify a variant.
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
    /// Any value.
    Any,
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A number without a fraction; `1.0` is one (JSON Schema Core 4.2.3).
    Integer,
    /// Any number.
    Number,
    /// A string.
    String,
    /// One of these strings.
    Texts(Vec<String>),
    /// A number or a boolean, by its JSON text.
    Literal(String),
    /// An array; with a shape, one whose items all match it.
    Array(Option<Box<Shape>>),
    /// An object.
    Object {
        /// Properties that must be present.
        required: Vec<String>,
        /// Properties that must match a shape if they are present.
        members: Vec<(String, Shape)>,
        /// All properties that may be present; `None` for any.
        declared: Option<Vec<String>>,
    },
    /// A value that matches one of these shapes.
    AnyOf(Vec<Shape>),
}

/// An enum of values, with a fallback variant for any other.
#[derive(Clone, Debug, PartialEq)]
pub struct Enumeration {
    /// Name.
    pub name: String,
    /// Docs.
    pub docs: Docs,
    /// Qualified name in the metadata.
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
    /// Qualified name in the metadata.
    pub wire_name: String,
    /// Declared members.
    pub members: Vec<Member<TextWithNumber>>,
}

/// A member of an enumeration.
#[derive(Clone, Debug, PartialEq)]
pub struct Member<W = WireValue> {
    /// Name of the variant or constant.
    pub name: String,
    /// Its value in JSON.
    pub wire: W,
    /// Docs.
    pub docs: Docs,
}

/// The value of a member of an enumeration in JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WireValue {
    /// Exactly this text. `enum` and `const` of JSON Schema (Validation 6.1.2).
    Text(String),
    /// This number.
    Number(i64),
    /// Written as the text; also read in another case, and as the number (OData JSON Format 4.01, 7.1).
    TextWithNumber(TextWithNumber),
}

impl WireValue {
    /// The text; or the number, as digits.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) | Self::TextWithNumber(TextWithNumber { text, .. }) => text.into(),
            Self::Number(number) => number.to_string().into(),
        }
    }
}

/// A name and a number with the same meaning.
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
    /// Qualified name in the metadata.
    pub wire_name: String,
    /// The type.
    pub ty: Ty,
}
