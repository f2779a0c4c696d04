//! The resolved schema: what the metadata means, with every name looked up.
//!
//! Everything lives in arenas and refers to other things by typed ids. Names are fully qualified (aliases are
//! gone), external `Annotations` blocks are merged into the element that they target, and every list is in
//! document order.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Index, IndexMut};

use crate::source::Span;

/// A typed index into an [`Arena`].
pub struct Id<T> {
    index: u32,
    of: PhantomData<fn() -> T>,
}

impl<T> Id<T> {
    /// Position in the arena, which is document order.
    pub fn index(self) -> usize {
        self.index as usize
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.index.cmp(&other.index)
    }
}
impl<T> std::hash::Hash for Id<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.index.hash(state);
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.index)
    }
}

/// A growing list whose items are named by [`Id`].
#[derive(Clone, Debug)]
pub struct Arena<T>(Vec<T>);

impl<T> Default for Arena<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Arena<T> {
    /// Adds an item.
    ///
    /// # Panics
    ///
    /// If the arena already holds `u32::MAX` items.
    pub fn push(&mut self, item: T) -> Id<T> {
        let index = u32::try_from(self.0.len()).expect("fewer than u32::MAX items");
        self.0.push(item);
        Id {
            index,
            of: PhantomData,
        }
    }

    /// Number of items.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are no items.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All items with their ids, in document order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (Id<T>, &T)> {
        self.0.iter().enumerate().map(|(index, item)| {
            let id = Id {
                index: index as u32,
                of: PhantomData,
            };
            (id, item)
        })
    }

    /// All items for change, in document order.
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, T> {
        self.0.iter_mut()
    }

    /// All ids, in document order.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = Id<T>> + use<T> {
        (0..self.0.len() as u32).map(|index| Id {
            index,
            of: PhantomData,
        })
    }
}

impl<T> Index<Id<T>> for Arena<T> {
    type Output = T;
    fn index(&self, id: Id<T>) -> &T {
        &self.0[id.index()]
    }
}
impl<T> IndexMut<Id<T>> for Arena<T> {
    fn index_mut(&mut self, id: Id<T>) -> &mut T {
        &mut self.0[id.index()]
    }
}

/// A namespace-qualified name. The namespace may contain dots; the name never does.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QualifiedName {
    /// The namespace (never an alias).
    pub namespace: String,
    /// The simple identifier.
    pub name: String,
}

impl fmt::Display for QualifiedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.namespace, self.name)
    }
}
impl fmt::Debug for QualifiedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A whole service: the main document, everything it references, and the overlays.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// Version attribute of the main document's `edmx:Edmx` element, such as `4.0`.
    pub version: String,
    /// The `Schema` elements in document order, without repeats.
    pub namespaces: Vec<Namespace>,
    /// Entity types and complex types.
    pub structured_types: Arena<StructuredType>,
    /// Enumeration types.
    pub enum_types: Arena<EnumType>,
    /// Type definitions.
    pub type_definitions: Arena<TypeDefinition>,
    /// Actions and functions, one item per overload.
    pub operations: Arena<Operation>,
    /// Vocabulary terms that the documents declare.
    pub terms: Vec<Term>,
    /// Entity containers.
    pub containers: Arena<EntityContainer>,
    /// Annotations whose target no element here stands for, each with the target path, aliases expanded: paths through
    /// a container child or a property (`NS.Container/Set/Nav`), and inherited properties of a derived type.
    pub path_annotations: Vec<(String, Annotation)>,
}

/// One `Schema` element (CSDL XML 4.01, 5).
#[derive(Clone, Debug)]
pub struct Namespace {
    /// The namespace.
    pub name: String,
    /// The alias that the schema declares for itself.
    pub alias: Option<String>,
    /// Annotations on the schema itself.
    pub annotations: Vec<Annotation>,
    /// Where the schema starts.
    pub span: Span,
}

/// Id of an entity or complex type.
pub type StructuredId = Id<StructuredType>;
/// Id of an enumeration type.
pub type EnumId = Id<EnumType>;
/// Id of a type definition.
pub type TypeDefinitionId = Id<TypeDefinition>;
/// Id of an action or function overload.
pub type OperationId = Id<Operation>;
/// Id of an entity container.
pub type ContainerId = Id<EntityContainer>;

/// Whether a structured type has identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StructuredKind {
    /// An `EntityType` (CSDL XML 4.01, 6).
    Entity,
    /// A `ComplexType` (CSDL XML 4.01, 9).
    Complex,
}

/// An entity type or a complex type.
#[derive(Clone, Debug)]
pub struct StructuredType {
    /// Entity or complex.
    pub kind: StructuredKind,
    /// Qualified name.
    pub name: QualifiedName,
    /// The type that this one derives from.
    pub base: Option<StructuredId>,
    /// Types that name this one as their base, in document order.
    pub derived: Vec<StructuredId>,
    /// `Abstract="true"`.
    pub is_abstract: bool,
    /// `OpenType="true"`, on this type or inherited.
    pub is_open: bool,
    /// `HasStream="true"`, on this type or inherited (entity types only).
    pub has_stream: bool,
    /// The key that this very type declares; empty when it declares none.
    pub key: Vec<KeyProperty>,
    /// Structural properties that this very type declares.
    pub properties: Vec<Property>,
    /// Navigation properties that this very type declares.
    pub navigation_properties: Vec<NavigationProperty>,
    /// Annotations on the type.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
    /// The value of the `Name` attribute.
    pub name_span: Span,
}

/// One `PropertyRef` of a key (CSDL XML 4.01, 6.5).
#[derive(Clone, Debug)]
pub struct KeyProperty {
    /// Path to the property, such as `id` or `category/code`, split at `/`.
    pub path: Vec<String>,
    /// The alias, which paths with more than one segment must have.
    pub alias: Option<String>,
    /// The resolved type of the property that the path leads to.
    pub ty: TypeRef,
    /// Where the reference stands.
    pub span: Span,
}

/// A structural property (CSDL XML 4.01, 7).
#[derive(Clone, Debug)]
pub struct Property {
    /// Name as on the wire.
    pub name: String,
    /// Type and facets.
    pub ty: TypeRef,
    /// `DefaultValue`, as written.
    pub default_value: Option<String>,
    /// Annotations on the property.
    pub annotations: Vec<Annotation>,
    /// The element's start tag.
    pub span: Span,
    /// The value of the `Name` attribute.
    pub name_span: Span,
}

/// A navigation property (CSDL XML 4.01, 8).
#[derive(Clone, Debug)]
pub struct NavigationProperty {
    /// Name as on the wire.
    pub name: String,
    /// The entity type that it leads to.
    pub target: StructuredId,
    /// Whether it leads to many.
    pub is_collection: bool,
    /// `Nullable` of a single-valued navigation property; defaults to true.
    pub nullable: bool,
    /// `ContainsTarget="true"`.
    pub contains_target: bool,
    /// Name of the partner property, as written.
    pub partner: Option<String>,
    /// Pairs of dependent property path and principal property path.
    pub referential_constraints: Vec<(String, String)>,
    /// `OnDelete` action, as written.
    pub on_delete: Option<String>,
    /// Annotations on the navigation property.
    pub annotations: Vec<Annotation>,
    /// The element's start tag.
    pub span: Span,
    /// The value of the `Name` attribute.
    pub name_span: Span,
}

/// An enumeration type (CSDL XML 4.01, 10).
#[derive(Clone, Debug)]
pub struct EnumType {
    /// Qualified name.
    pub name: QualifiedName,
    /// The integer type that values are stored as; `Edm.Int32` unless given.
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
    /// Facets given on the definition.
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
    /// `MaxLength`; `max` reads as `None`.
    pub max_length: Option<u64>,
    /// `Precision`.
    pub precision: Option<u32>,
    /// `Scale`.
    pub scale: Option<Scale>,
    /// `Unicode`; defaults to true.
    pub unicode: Option<bool>,
    /// `SRID`, as written.
    pub srid: Option<String>,
}

/// Value of the `Scale` facet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// At most this many digits right of the decimal point.
    Fixed(u32),
    /// `variable`.
    Variable,
    /// `floating` (4.01).
    Floating,
}

macro_rules! primitives {
    ($($name:ident)*) => {
        /// The built-in types of the `Edm` namespace (CSDL XML 4.01, 3.3 to 3.5).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "each variant is the Edm type of the same name")]
        pub enum Primitive { $($name,)* }

        impl Primitive {
            /// Every built-in type.
            pub const ALL: &'static [Primitive] = &[$(Primitive::$name,)*];

            /// Name without the `Edm.` prefix.
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)* }
            }

            /// Looks a built-in type up by its name without the `Edm.` prefix.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $(stringify!($name) => Some(Self::$name),)* _ => None }
            }
        }
    };
}

primitives! {
    Binary Boolean Byte Date DateTimeOffset Decimal Double Duration Guid Int16 Int32 Int64 SByte Single Stream
    String TimeOfDay
    Geography GeographyPoint GeographyLineString GeographyPolygon GeographyMultiPoint GeographyMultiLineString
    GeographyMultiPolygon GeographyCollection
    Geometry GeometryPoint GeometryLineString GeometryPolygon GeometryMultiPoint GeometryMultiLineString
    GeometryMultiPolygon GeometryCollection
    PrimitiveType ComplexType EntityType Untyped
    AnnotationPath AnyPropertyPath ModelElementPath NavigationPropertyPath PropertyPath
}

impl fmt::Display for Primitive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Edm.{}", self.name())
    }
}

/// Action or function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OperationKind {
    /// May have side effects; called by `POST`.
    Action,
    /// Has none; called by `GET`.
    Function,
}

/// One overload of an action or function (CSDL XML 4.01, 12).
#[derive(Clone, Debug)]
pub struct Operation {
    /// Action or function.
    pub kind: OperationKind,
    /// Qualified name, shared by all overloads.
    pub name: QualifiedName,
    /// `IsBound="true"`: the first parameter is the binding parameter.
    pub is_bound: bool,
    /// `IsComposable="true"` (functions).
    pub is_composable: bool,
    /// `EntitySetPath`, as written.
    pub entity_set_path: Option<String>,
    /// All parameters in document order, the binding parameter first.
    pub parameters: Vec<Parameter>,
    /// What it returns, if anything.
    pub return_type: Option<ReturnType>,
    /// Annotations on the overload, and on all overloads of its name.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
    /// The value of the `Name` attribute.
    pub name_span: Span,
}

impl Operation {
    /// The binding parameter of a bound operation.
    pub fn binding_parameter(&self) -> Option<&Parameter> {
        self.parameters.first().filter(|_| self.is_bound)
    }

    /// The parameters that a caller passes: all but the binding parameter.
    pub fn call_parameters(&self) -> &[Parameter] {
        match self.is_bound {
            true => self.parameters.get(1..).unwrap_or_default(),
            false => &self.parameters,
        }
    }
}

/// A parameter of an operation.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Name as on the wire.
    pub name: String,
    /// Type and facets.
    pub ty: TypeRef,
    /// Annotations on the parameter.
    pub annotations: Vec<Annotation>,
    /// The element's start tag.
    pub span: Span,
}

/// The return type of an operation.
#[derive(Clone, Debug)]
pub struct ReturnType {
    /// Type and facets.
    pub ty: TypeRef,
    /// Annotations on the return type.
    pub annotations: Vec<Annotation>,
    /// The element's start tag.
    pub span: Span,
}

/// A vocabulary term (CSDL XML 4.01, 14.1).
#[derive(Clone, Debug)]
pub struct Term {
    /// Qualified name.
    pub name: QualifiedName,
    /// Type of the annotation's value.
    pub ty: TypeRef,
    /// `AppliesTo`, split at white space.
    pub applies_to: Vec<String>,
    /// `DefaultValue`, as written.
    pub default_value: Option<String>,
    /// `BaseTerm`, as written.
    pub base_term: Option<String>,
    /// Annotations on the term.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// An entity container (CSDL XML 4.01, 13).
#[derive(Clone, Debug)]
pub struct EntityContainer {
    /// Qualified name.
    pub name: QualifiedName,
    /// The container that this one extends.
    pub extends: Option<ContainerId>,
    /// Entity sets, singletons and imports in document order; those of the extended container are not repeated.
    pub children: Vec<ContainerChild>,
    /// Annotations on the container.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// A child of an entity container.
#[derive(Clone, Debug)]
pub struct ContainerChild {
    /// Name as in URLs.
    pub name: String,
    /// What it is.
    pub kind: ContainerChildKind,
    /// `IncludeInServiceDocument`, when written (entity sets and function imports).
    pub include_in_service_document: Option<bool>,
    /// Navigation property bindings (entity sets and singletons).
    pub bindings: Vec<NavigationBinding>,
    /// Annotations on the child.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// What a child of an entity container is.
#[derive(Clone, Debug)]
pub enum ContainerChildKind {
    /// An entity set (CSDL XML 4.01, 13.2).
    EntitySet {
        /// Type of its entities.
        ty: StructuredId,
    },
    /// A singleton (CSDL XML 4.01, 13.3).
    Singleton {
        /// Type of its entity.
        ty: StructuredId,
        /// Whether it may be absent (4.01).
        nullable: bool,
    },
    /// An action import (CSDL XML 4.01, 13.5).
    ActionImport {
        /// The unbound action.
        action: OperationId,
        /// The entity set of the returned entities, as written.
        entity_set: Option<String>,
    },
    /// A function import (CSDL XML 4.01, 13.6).
    FunctionImport {
        /// All unbound overloads of the function.
        functions: Vec<OperationId>,
        /// The entity set of the returned entities, as written.
        entity_set: Option<String>,
    },
}

/// A navigation property binding (CSDL XML 4.01, 13.4).
#[derive(Clone, Debug)]
pub struct NavigationBinding {
    /// Path of the navigation property, with type casts fully qualified.
    pub path: String,
    /// Target entity set, singleton or containment path, as written.
    pub target: String,
    /// Where the binding stands.
    pub span: Span,
}

/// An annotation (CSDL XML 4.01, 14.2).
#[derive(Clone, Debug, PartialEq)]
pub struct Annotation {
    /// Fully qualified term, such as `Org.OData.Core.V1.Description`; well-known aliases (`Core.…`) are expanded.
    pub term: String,
    /// The qualifier, if any.
    pub qualifier: Option<String>,
    /// The value; `None` when none is given, so that the term's default applies.
    pub value: Option<Expression>,
    /// Annotations on the annotation.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// An annotation's value: a constant or dynamic expression (CSDL XML 4.01, 14.3 and 14.4).
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// `Binary`, as written.
    Binary(String),
    /// `Bool`.
    Bool(bool),
    /// `Date`, as written.
    Date(String),
    /// `DateTimeOffset`, as written.
    DateTimeOffset(String),
    /// `Decimal`, as written.
    Decimal(String),
    /// `Duration`, as written.
    Duration(String),
    /// `EnumMember`: fully qualified members, as in `NS.Enum/Member`.
    EnumMember(Vec<String>),
    /// `Float`.
    Float(f64),
    /// `Guid`, as written.
    Guid(String),
    /// `Int`.
    Int(i64),
    /// `String`.
    String(String),
    /// `TimeOfDay`, as written.
    TimeOfDay(String),
    /// `AnnotationPath`, `ModelElementPath`, `NavigationPropertyPath`, `PropertyPath`, `Path`, `AnyPropertyPath`.
    Path(PathKind, String),
    /// `Null`.
    Null,
    /// `Collection`.
    Collection(Vec<Expression>),
    /// `Record`.
    Record(Record),
    /// `Apply`.
    Apply {
        /// Name of the client-side function.
        function: String,
        /// Its arguments.
        arguments: Vec<Expression>,
    },
    /// `Cast`.
    Cast(String, Box<Expression>),
    /// `IsOf`.
    IsOf(String, Box<Expression>),
    /// `If`: condition, then, else.
    If(Vec<Expression>),
    /// `LabeledElement`.
    Labeled(String, Box<Expression>),
    /// `LabeledElementReference`.
    LabeledReference(String),
    /// `UrlRef`.
    UrlRef(Box<Expression>),
    /// A comparison or logical operator (`And`, `Or`, `Not`, `Eq`, `Ne`, `Gt`, `Ge`, `Lt`, `Le`, `Has`, `In`) or an
    /// arithmetic one (`Add`, `Sub`, `Neg`, `Mul`, `Div`, `DivBy`, `Mod`).
    Operator(String, Vec<Expression>),
}

/// What a path expression leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathKind {
    /// `AnnotationPath`.
    Annotation,
    /// `AnyPropertyPath`.
    AnyProperty,
    /// `ModelElementPath`.
    ModelElement,
    /// `NavigationPropertyPath`.
    NavigationProperty,
    /// `PropertyPath`.
    Property,
    /// `Path`: the value at the end of the path.
    Value,
}

/// A record expression (CSDL XML 4.01, 14.4.12).
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The record's type, fully qualified, when given.
    pub ty: Option<String>,
    /// Property values in document order.
    pub properties: Vec<PropertyValue>,
    /// Annotations on the record.
    pub annotations: Vec<Annotation>,
}

/// One property value of a record.
#[derive(Clone, Debug, PartialEq)]
pub struct PropertyValue {
    /// Property name.
    pub name: String,
    /// The value; `None` when none is given.
    pub value: Option<Expression>,
    /// Annotations on the property value.
    pub annotations: Vec<Annotation>,
}

impl Record {
    /// The value of a property.
    pub fn get(&self, name: &str) -> Option<&Expression> {
        self.properties
            .iter()
            .find(|p| p.name == name)?
            .value
            .as_ref()
    }

    /// The value of a property that is a constant Boolean.
    pub fn get_bool(&self, name: &str) -> Option<bool> {
        match self.get(name) {
            Some(Expression::Bool(value)) => Some(*value),
            _ => None,
        }
    }
}
