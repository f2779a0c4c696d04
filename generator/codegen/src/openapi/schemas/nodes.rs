//! The nodes of the graph of types: what a type is, what it contains, and what identifies it.

use clientwright_model::Ty;
use clientwright_oas::api::{SchemaId, Value};
use clientwright_oas::tree::NodeId;

use super::view::Conjunction;

/// How the values of a type are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Mode {
    /// Sent or received.
    #[default]
    Plain,
    /// Sent in the body of a `PATCH`: an absent property stays as it is.
    Patch,
}

/// A type, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TypeId(pub(super) usize);

/// The type of a value, which may be null.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Reference {
    pub(super) ty: TypeId,
    pub(super) nullable: bool,
}

/// A type.
#[derive(Clone, Debug)]
pub(super) struct Node<'a> {
    /// The schema that it is named by.
    pub(super) origin: SchemaId,
    /// What it is beside other types that are named by the same schema.
    pub(super) role: Role,
    /// All schemas that apply to its values, for docs; the first is the origin.
    pub(super) schemas: Vec<SchemaId>,
    pub(super) mode: Mode,
    pub(super) nullable: bool,
    pub(super) kind: Kind<'a>,
    /// The only values, as JSON, of a number or boolean.
    pub(super) literals: Vec<String>,
    /// The only texts, of a union that an enumeration beside it limits.
    pub(super) texts: Vec<String>,
}

/// What a type is to the schema that it is named by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Role {
    /// The type of its values.
    Own,
    /// The struct of a base whose type is a union.
    Base,
    /// All texts of a union.
    Text,
    /// All numbers of a union.
    Number,
    /// All objects of a union.
    Object,
}

/// What a type is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind<'a> {
    /// Not built yet.
    Pending,
    /// The same as another type.
    Same(TypeId),
    /// Any JSON.
    Any,
    /// A type that needs no item.
    Scalar(Ty),
    Array(Reference),
    /// An object whose property names are data.
    Map(Reference),
    Struct(Struct<'a>),
    Enumeration(Enumeration<'a>),
    Union(Union<'a>),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Struct<'a> {
    pub(super) fields: Vec<Field<'a>>,
    pub(super) undeclared: Undeclared,
    /// Of a struct for several alternatives, what each requires; empty if one requires nothing.
    pub(super) either: Vec<Vec<&'a str>>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Undeclared {
    Kept,
    Forbidden,
    Typed(Reference),
}

#[derive(Clone, Debug)]
pub(super) struct Field<'a> {
    pub(super) name: &'a str,
    /// Its schemas as written, for docs and lock file.
    pub(super) schemas: Vec<SchemaId>,
    pub(super) value: Reference,
    pub(super) required: bool,
    pub(super) read_only: bool,
    pub(super) write_only: bool,
}

impl PartialEq for Field<'_> {
    /// Docs do not make a type another one.
    fn eq(&self, other: &Self) -> bool {
        let all = |field: &Self| {
            (
                field.value,
                field.required,
                field.read_only,
                field.write_only,
            )
        };
        self.name == other.name && all(self) == all(other)
    }
}

#[derive(Clone, Debug)]
pub(super) struct Enumeration<'a> {
    pub(super) members: Vec<&'a Value>,
    /// The schemas with the members, which may name and describe them.
    pub(super) schemas: Vec<SchemaId>,
    /// Whether it is the text of a `const`.
    pub(super) constant: bool,
}

impl PartialEq for Enumeration<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.members == other.members && self.constant == other.constant
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Union<'a> {
    pub(super) variants: Vec<Variant<'a>>,
    pub(super) tag: Option<Tag<'a>>,
    /// The alternatives that are tried first, in this order, by a rule of the user.
    pub(super) preferred: Vec<SchemaId>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Variant<'a> {
    pub(super) ty: TypeId,
    /// The name, before clashes are resolved.
    pub(super) word: String,
    /// The component key.
    pub(super) key: Option<&'a str>,
    /// Values of the discriminator that `mapping` gives.
    pub(super) values: Vec<&'a str>,
    /// The alternatives that it is the type of: one, or all that became one type.
    pub(super) schemas: Vec<SchemaId>,
}

/// An explicit discriminator.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tag<'a> {
    pub(super) property: &'a str,
    pub(super) default: Option<TypeId>,
    /// Whether the variants have no values but the given ones.
    pub(super) complete: bool,
}

/// What identifies a type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// Values to which all of these schemas apply.
    All(Conjunction, Mode),
    /// Values to which one or more of these apply, and the schema that they are named by.
    Any(Vec<Conjunction>, SchemaId, Role, Mode),
}

/// A schema that became another type than it describes.
#[derive(Clone, Debug)]
pub(super) struct Problem {
    pub(super) node: NodeId,
    pub(super) also: Option<NodeId>,
    pub(super) kind: ProblemKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum ProblemKind {
    /// Schemas of `allOf` exclude each other.
    Conflict,
    /// Schemas of `allOf` forbid each other's properties.
    Closed,
    /// Members of an enumeration have another type than it.
    Members,
    /// A member occurs twice.
    Repeated,
    /// A tuple.
    Tuple,
    /// A schema that allows nothing.
    Never,
    /// Several patterns of property names.
    Patterns,
    /// A required property that is not declared.
    WithoutSchema,
    /// A required property that is forbidden.
    Forbidden,
    /// A required property whose name is a pattern.
    PatternAsName,
    /// A second union in one schema.
    SecondUnion,
    /// A rule for the variants of a schema whose alternatives are one type.
    NoUnion,
    /// Members of several types.
    MixedMembers,
    /// A value that contains itself always.
    Endless,
    /// A constant that is no text, number or boolean.
    Constant,
    /// Too many arrays and maps inside of each other, without an object between.
    Deep,
}
