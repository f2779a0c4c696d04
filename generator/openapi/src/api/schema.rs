//! Schemas.

use clientwright_diagnostics::source::Span;

use super::{Example, ExternalDocs, SchemaId, Value};
use crate::tree::NodeId;

/// The Schema Object (OpenAPI 3.2, 4.24; JSON Schema 2020-12).
///
/// A schema with a [`target`](Self::target) is a reference. In 3.1 and later the keywords next to `$ref` apply too, so
/// that the other fields may be set; in 2.0 and 3.0 only `nullable`, texts for documentation and `deprecated` are read.
#[derive(Clone, Debug)]
pub struct Schema {
    /// The object, or the boolean of a boolean schema.
    pub node: NodeId,
    /// What `$ref` or `$dynamicRef` refers to. `None` without a reference, and for one that refers to nothing, which is
    /// [`raw`](Self::raw).
    pub target: Option<SchemaId>,
    /// The schema could not be read, such as one whose reference refers to nothing: any JSON value. There is a warning.
    pub raw: bool,
    /// The value of a boolean schema: `true` allows every value, `false` none.
    pub boolean: Option<bool>,
    /// `type`; empty if it is absent.
    pub types: Types,
    /// `nullable: true` of 3.0, or `x-nullable: true`. `type: [.., "null"]` is in [`types`](Self::types).
    pub nullable: bool,
    /// `format`.
    pub format: Option<Box<str>>,
    /// `enum`. An empty list is an absent one.
    pub enumeration: Vec<Value>,
    /// `const`.
    pub constant: Option<Box<Value>>,
    /// `default`.
    pub default: Option<Box<Value>>,
    /// `title`.
    pub title: Option<Box<str>>,
    /// `description`, Markdown.
    pub description: Option<Box<str>>,
    /// `externalDocs`.
    pub external_docs: Option<Box<ExternalDocs>>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `readOnly`.
    pub read_only: bool,
    /// `writeOnly`.
    pub write_only: bool,
    /// `properties`, in document order.
    pub properties: Vec<Property>,
    /// `required`, as written; some may be declared by another schema of an `allOf`, or nowhere.
    pub required: Vec<Box<str>>,
    /// `additionalProperties`.
    pub additional: Additional,
    /// `unevaluatedProperties`.
    pub unevaluated: Additional,
    /// `patternProperties`: regular expression and schema.
    pub pattern_properties: Vec<(Box<str>, SchemaId)>,
    /// `propertyNames`.
    pub property_names: Option<SchemaId>,
    /// `items`. In 3.1 and later, the items after those of [`prefix_items`](Self::prefix_items).
    pub items: Option<SchemaId>,
    /// `prefixItems`, or `items` with a list of schemas.
    pub prefix_items: Vec<SchemaId>,
    /// `allOf`.
    pub all_of: Vec<SchemaId>,
    /// `oneOf`.
    pub one_of: Vec<SchemaId>,
    /// `anyOf`.
    pub any_of: Vec<SchemaId>,
    /// `not`.
    pub not: Option<SchemaId>,
    /// `if`.
    pub if_schema: Option<SchemaId>,
    /// `then`.
    pub then_schema: Option<SchemaId>,
    /// `else`.
    pub else_schema: Option<SchemaId>,
    /// `discriminator`.
    pub discriminator: Option<Box<Discriminator>>,
    /// The alternatives that are tried first, in this order, by a rule of the user.
    pub preferred: Vec<SchemaId>,
    /// `x-ms-discriminator-value`: the value that selects this schema.
    pub discriminator_value: Option<Box<str>>,
    /// `contentEncoding`, such as `base64`.
    pub content_encoding: Option<Box<str>>,
    /// `contentMediaType`.
    pub content_media_type: Option<Box<str>>,
    /// `contentSchema`: what a text contains.
    pub content_schema: Option<SchemaId>,
    /// `xml`.
    pub xml: Option<Box<Xml>>,
    /// Names of enumeration members by extensions.
    pub enum_hints: Option<Box<EnumHints>>,
    /// `example` and `examples`.
    pub examples: Vec<Example>,
    /// Texts for documentation of what is not checked: `pattern`, `minLength`, `maximum` and their like, each with its
    /// value as compact JSON.
    pub limits: Vec<(Box<str>, Box<str>)>,
}

impl Schema {
    pub(crate) fn new(node: NodeId) -> Self {
        Self {
            node,
            target: None,
            raw: false,
            boolean: None,
            types: Types::default(),
            nullable: false,
            format: None,
            enumeration: Vec::new(),
            constant: None,
            default: None,
            title: None,
            description: None,
            external_docs: None,
            deprecated: false,
            read_only: false,
            write_only: false,
            properties: Vec::new(),
            required: Vec::new(),
            additional: Additional::Unstated,
            unevaluated: Additional::Unstated,
            pattern_properties: Vec::new(),
            property_names: None,
            items: None,
            prefix_items: Vec::new(),
            all_of: Vec::new(),
            one_of: Vec::new(),
            any_of: Vec::new(),
            not: None,
            if_schema: None,
            then_schema: None,
            else_schema: None,
            discriminator: None,
            preferred: Vec::new(),
            discriminator_value: None,
            content_encoding: None,
            content_media_type: None,
            content_schema: None,
            xml: None,
            enum_hints: None,
            examples: Vec::new(),
            limits: Vec::new(),
        }
    }
}

/// One of `properties`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    /// The name in JSON.
    pub name: Box<str>,
    /// Its schema.
    pub schema: SchemaId,
    /// Whether the same schema lists it in `required`.
    pub required: bool,
    /// The key.
    pub span: Span,
}

/// A JSON type by the name that `type` uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Type {
    /// `null`.
    Null = 1,
    /// `boolean`.
    Boolean = 2,
    /// `integer`, a number without a fraction.
    Integer = 4,
    /// `number`.
    Number = 8,
    /// `string`.
    String = 16,
    /// `array`.
    Array = 32,
    /// `object`.
    Object = 64,
}

impl Type {
    /// All types in the order of [`Types::iter`].
    pub const ALL: [Type; 7] = [
        Type::Null,
        Type::Boolean,
        Type::Integer,
        Type::Number,
        Type::String,
        Type::Array,
        Type::Object,
    ];

    /// The name in JSON Schema.
    pub fn name(self) -> &'static str {
        match self {
            Type::Null => "null",
            Type::Boolean => "boolean",
            Type::Integer => "integer",
            Type::Number => "number",
            Type::String => "string",
            Type::Array => "array",
            Type::Object => "object",
        }
    }
}

/// A set of JSON types.
///
/// ```
/// use clientwright_oas::api::{Type, Types};
///
/// let types = Types::from_iter([Type::String, Type::Null]);
/// assert!(types.contains(Type::Null));
/// assert_eq!(types.without(Type::Null).only(), Some(Type::String));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Types(u8);

impl Types {
    /// Whether a type is in the set.
    pub fn contains(self, ty: Type) -> bool {
        self.0 & ty as u8 != 0
    }

    /// The set and a type.
    #[must_use]
    pub fn with(self, ty: Type) -> Self {
        Self(self.0 | ty as u8)
    }

    /// The set without a type.
    #[must_use]
    pub fn without(self, ty: Type) -> Self {
        Self(self.0 & !(ty as u8))
    }

    /// The only type of the set, if there is exactly one.
    pub fn only(self) -> Option<Type> {
        let mut types = self.iter();
        types.next().filter(|_| types.next().is_none())
    }

    /// Number of types.
    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The types in the order of [`Type::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Type> {
        Type::ALL.into_iter().filter(move |ty| self.contains(*ty))
    }
}

impl FromIterator<Type> for Types {
    fn from_iter<I: IntoIterator<Item = Type>>(types: I) -> Self {
        types.into_iter().fold(Self::default(), Self::with)
    }
}

/// `additionalProperties` or `unevaluatedProperties`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Additional {
    /// The keyword is absent.
    #[default]
    Unstated,
    /// `false`.
    Forbidden,
    /// `true`, or a schema without any keyword.
    Any,
    /// A schema.
    Schema(SchemaId),
}

/// The Discriminator Object (OpenAPI 3.2, 4.25), or the text `discriminator` of 2.0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discriminator {
    /// The object, or the text of 2.0.
    pub node: NodeId,
    /// `propertyName`.
    pub property: Box<str>,
    /// `mapping`, in document order.
    pub mapping: Vec<Mapping>,
    /// `defaultMapping` (3.2).
    pub default_mapping: Option<SchemaId>,
    /// Whether the mapping has all values, so that neither constants nor names of components are values too. A rule of the user
    /// is complete.
    pub complete: bool,
}

/// An entry of `mapping`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// The value of the property.
    pub value: Box<str>,
    /// The schema that it selects: a component key or a reference. `None` if there is no such schema, which has a
    /// warning.
    pub target: Option<SchemaId>,
    /// The entry, key to value.
    pub span: Span,
}

/// The XML Object (OpenAPI 3.2, 4.26).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Xml {
    /// `name`.
    pub name: Option<Box<str>>,
    /// `namespace`, an address.
    pub namespace: Option<Box<str>>,
    /// `prefix`.
    pub prefix: Option<Box<str>>,
    /// `attribute`, or `nodeType: attribute`.
    pub attribute: bool,
    /// `wrapped`, or `nodeType: element` of an array.
    pub wrapped: bool,
    /// `nodeType: text` or `cdata`: the text of the element.
    pub text: bool,
}

/// What extensions say about the members of an enumeration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EnumHints {
    /// `name` of `x-ms-enum`: a name for the type.
    pub name: Option<Box<str>>,
    /// `modelAsString: false` of `x-ms-enum`: no other values are expected.
    pub closed: bool,
    /// Names of the members, in the order of `enum` (`x-enum-varnames`, `x-enumNames`, `x-ms-enum`). Empty, or of the
    /// length of `enum`; a member without a name has an empty one.
    pub names: Vec<Box<str>>,
    /// Descriptions of the members, as [`names`](Self::names) (`x-enum-descriptions`, `x-ms-enum`).
    pub descriptions: Vec<Box<str>>,
}
