//! The Rust package to be written, with everything decided: names, types, boxes, derives and docs.
//!
//! Knows nothing of XML or CSDL; another front end can lower into the same package.

use std::collections::BTreeMap;

/// A tree of modules, one for each namespace, below the module that the caller mounts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Package {
    /// Modules by path; the root's path is empty.
    pub modules: BTreeMap<Vec<String>, Module>,
}

/// A module that stands for a namespace.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Module {
    /// Docs of the module.
    pub docs: Docs,
    /// Names of child modules, in order.
    pub children: Vec<String>,
    /// Private modules, each with the items that belong to one type.
    pub files: Vec<File>,
    /// Name of the public module that re-exports the request builders.
    pub builders: String,
    /// Docs of that module.
    pub builders_docs: Docs,
}

/// A private module with the items of one type.
#[derive(Clone, Debug, PartialEq)]
pub struct File {
    /// Module name.
    pub name: String,
    /// Items in order.
    pub items: Vec<Item>,
}

/// Text for `#[doc]`, and whether the item is deprecated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// Markdown, escaped where it comes from metadata. Lines without their leading space.
    pub text: String,
    /// Note of `#[deprecated]`.
    pub deprecated: Option<String>,
}

/// One item of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A struct for an entity type, a complex type or the parameters of an action.
    Struct(Struct),
    /// An enum over the types that derive from an abstract type.
    Polymorphic(Polymorphic),
    /// An enumeration type.
    Enumeration(Enumeration),
    /// An enumeration type whose values are sets.
    Flags(Flags),
    /// A type definition.
    Alias(Alias),
    /// Request builder of a collection of entities.
    Collection(CollectionBuilder),
    /// Request builder of one entity.
    Item(ItemBuilder),
    /// The marker of a path.
    Path(PathMarker),
    /// The client.
    Client(Client),
}

impl Item {
    /// Name of the Rust item.
    pub fn name(&self) -> &str {
        match self {
            Self::Struct(item) => &item.name,
            Self::Polymorphic(item) => &item.name,
            Self::Enumeration(item) => &item.name,
            Self::Flags(item) => &item.name,
            Self::Alias(item) => &item.name,
            Self::Collection(item) => &item.name,
            Self::Item(item) => &item.name,
            Self::Path(item) => &item.name,
            Self::Client(item) => &item.name,
        }
    }

    /// Whether the item is exported from the module of builders instead of the namespace's own.
    pub fn is_builder(&self) -> bool {
        match self {
            Self::Collection(_) | Self::Item(_) | Self::Path(_) => true,
            Self::Struct(item) => item.is_parameters,
            _ => false,
        }
    }
}

/// A type name with the module that it is exported from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TypePath {
    /// Module path from the root.
    pub module: Vec<String>,
    /// Name.
    pub name: String,
}

/// A Rust type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ty {
    /// A primitive type of Rust, such as `i32`.
    Builtin(&'static str),
    /// `String`.
    String,
    /// A type of the runtime's `edm` module.
    Edm(&'static str),
    /// A generated type.
    Named(TypePath),
    /// `Option<_>`.
    Option(Box<Ty>),
    /// `Vec<_>`.
    Vec(Box<Ty>),
    /// `Box<_>`.
    Boxed(Box<Ty>),
}

impl Ty {
    /// Wraps in `Option`.
    pub fn option(self) -> Self {
        Self::Option(Box::new(self))
    }

    /// Wraps in `Vec`.
    pub fn vec(self) -> Self {
        Self::Vec(Box::new(self))
    }

    /// Wraps in `Box`.
    pub fn boxed(self) -> Self {
        Self::Boxed(Box::new(self))
    }
}

/// A struct.
#[derive(Clone, Debug, PartialEq)]
pub struct Struct {
    /// Name.
    pub name: String,
    /// Docs.
    pub docs: Docs,
    /// Qualified name on the wire; for parameters, the operation's.
    pub wire_name: String,
    /// Whether `@odata.type` is always written.
    pub writes_type: bool,
    /// Whether this holds the parameters of an action.
    pub is_parameters: bool,
    /// For parameters, what the action is bound to, as the metadata writes it.
    pub binding: Option<String>,
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

/// What a path allows, as the runtime's `Allow` marker spells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Capabilities {
    /// Reading the collection.
    pub list: bool,
    /// Reading one entity.
    pub get: bool,
    /// Creating.
    pub insert: bool,
    /// Updating.
    pub update: bool,
    /// Deleting.
    pub delete: bool,
    /// Changing references.
    pub link: bool,
}

impl Capabilities {
    /// Everything is allowed that can be done with entities.
    pub const FULL: Self = Self {
        list: true,
        get: true,
        insert: true,
        update: true,
        delete: true,
        link: false,
    };
    /// Only reading is allowed.
    pub const READ_ONLY: Self = Self {
        insert: false,
        update: false,
        delete: false,
        ..Self::FULL
    };
    /// Nothing is allowed but to navigate on.
    pub const NAVIGATE_ONLY: Self = Self {
        list: false,
        get: false,
        ..Self::READ_ONLY
    };
}

/// What a path allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Permit {
    /// What the runtime's `Allow` can say.
    Allow(Capabilities),
    /// What a marker of its own says.
    Path(TypePath),
}

/// The marker of a path that the runtime's `Allow` cannot describe.
#[derive(Clone, Debug, PartialEq)]
pub struct PathMarker {
    /// Name.
    pub name: String,
    /// Docs.
    pub docs: Docs,
    /// What it allows, by the names of the runtime's `path!`.
    pub allows: Vec<&'static str>,
    /// The derived types that are found there; `None` for all.
    pub casts: Option<Vec<TypePath>>,
}

/// Methods of a builder that depend on the path that led to it.
#[derive(Clone, Debug, PartialEq)]
pub struct PathMethods {
    /// The marker of the path; `None` for all paths that have none of their own.
    pub marker: Option<TypePath>,
    /// Navigation properties.
    pub navigations: Vec<Navigation>,
    /// Operations.
    pub operations: Vec<Operation>,
}

/// A step to the builder of a derived type.
#[derive(Clone, Debug, PartialEq)]
pub struct Cast {
    /// Name of the method.
    pub method: String,
    /// Qualified name of the derived type on the wire.
    pub wire_name: String,
    /// Docs.
    pub docs: Docs,
    /// The builder that it leads to.
    pub target: TypePath,
    /// The derived type, where not every path leads to it.
    pub condition: Option<TypePath>,
    /// Whether this is about a collection, and some path forbids it.
    pub narrows: bool,
}

/// Request builder of a collection.
#[derive(Clone, Debug, PartialEq)]
pub struct CollectionBuilder {
    /// Name.
    pub name: String,
    /// Docs.
    pub docs: Docs,
    /// The entity's type.
    pub entity: TypePath,
    /// Whether entities are created of their bytes.
    pub is_media: bool,
    /// How to reach one entity: by the key, then by alternate keys. None for a keyless type.
    pub keys: Vec<Key>,
    /// Words for docs: the entity type's wire name.
    pub wire_name: String,
    /// Operations bound to the collection.
    pub operations: Vec<Operation>,
    /// What depends on the path.
    pub by_path: Vec<PathMethods>,
    /// Derived types.
    pub casts: Vec<Cast>,
}

/// How one entity of a collection is addressed.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// Name of the method: `id` or `by_key`, for an alternate key `by_` and its parts.
    pub method: String,
    /// Docs.
    pub docs: Docs,
    /// Whether this is an alternate key, which is always written with its names.
    pub is_alternate: bool,
    /// Parts in key order.
    pub parts: Vec<KeyPart>,
    /// The builder that the method returns.
    pub item: TypePath,
}

/// One part of a key.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyPart {
    /// Name of the method's parameter.
    pub name: String,
    /// Name on the wire: the property, or its alias.
    pub wire_name: String,
    /// Type.
    pub ty: Ty,
}

/// Request builder of one entity.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemBuilder {
    /// Name.
    pub name: String,
    /// Docs.
    pub docs: Docs,
    /// The entity's type.
    pub entity: TypePath,
    /// Words for docs: the entity type's wire name.
    pub wire_name: String,
    /// Navigation properties.
    pub navigations: Vec<Navigation>,
    /// Operations bound to the entity.
    pub operations: Vec<Operation>,
    /// What depends on the path.
    pub by_path: Vec<PathMethods>,
    /// Derived types.
    pub casts: Vec<Cast>,
    /// Media streams.
    pub streams: Vec<Stream>,
}

/// The content of a media entity, or a stream property.
#[derive(Clone, Debug, PartialEq)]
pub struct Stream {
    /// Name of the method.
    pub method: String,
    /// Docs.
    pub docs: Docs,
    /// Name of the property on the wire; `None` for the content of the entity itself.
    pub property: Option<String>,
}

/// A step to other entities: a navigation property, an entity set or a singleton.
#[derive(Clone, Debug, PartialEq)]
pub struct Navigation {
    /// Name of the method.
    pub method: String,
    /// Segment on the wire.
    pub wire_name: String,
    /// Docs.
    pub docs: Docs,
    /// Leads to many.
    pub is_collection: bool,
    /// Where it leads.
    pub target: Target,
    /// What the path allows.
    pub permit: Permit,
}

/// Where a step leads.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// To a generated builder.
    Builder(TypePath),
    /// To a type without one: the runtime's own builder over this type.
    Leaf(TypePath),
}

/// An action or function.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// Name of the method.
    pub method: String,
    /// Namespace on the wire; `None` for an import, which is called by its bare name.
    pub namespace: Option<String>,
    /// What it is bound to, as the metadata writes it.
    pub binding: Option<String>,
    /// Name on the wire.
    pub wire_name: String,
    /// Docs.
    pub docs: Docs,
    /// How it is called.
    pub call: CallKind,
    /// What it returns.
    pub returns: Returns,
    /// The builder of the result, where the path goes on behind the call.
    pub composed: Option<TypePath>,
}

/// How an operation is called.
#[derive(Clone, Debug, PartialEq)]
pub enum CallKind {
    /// By `GET`, with arguments in the URL.
    Function(Vec<Argument>),
    /// By `POST`, with the parameters in the body, if there are any.
    Action(Option<TypePath>),
}

/// An argument of a function.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// Name of the method's parameter.
    pub name: String,
    /// Name on the wire.
    pub wire_name: String,
    /// Type; an `Option` when null may be passed or the argument may be left out.
    pub ty: Ty,
    /// Whether `None` leaves the argument out instead of passing null.
    pub optional: bool,
}

/// What an operation returns.
#[derive(Clone, Debug, PartialEq)]
pub enum Returns {
    /// Nothing.
    Nothing,
    /// A stream.
    Stream,
    /// One value.
    Single(Ty),
    /// Pages of values.
    Collection(Ty),
}

/// The client of a service.
#[derive(Clone, Debug, PartialEq)]
pub struct Client {
    /// Name.
    pub name: String,
    /// Whether each method needs the feature of its name.
    pub gated: bool,
    /// Qualified name of the container.
    pub wire_name: String,
    /// Docs.
    pub docs: Docs,
    /// Entity sets and singletons.
    pub roots: Vec<Navigation>,
    /// Operation imports.
    pub operations: Vec<Operation>,
    /// Defaults of the service.
    pub defaults: Defaults,
}

/// How the service is talked to unless the caller says otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Defaults {
    /// Service root.
    pub base_url: Option<String>,
    /// Keys are path segments of their own.
    pub key_as_segment: bool,
    /// Operations of this namespace are called by their bare names.
    pub default_namespace: Option<String>,
    /// Enumeration literals in URLs carry no type name.
    pub unqualified_enum_literals: bool,
    /// `Prefer: include-unknown-enum-members` is sent.
    pub unknown_enum_members: bool,
    /// URLs in a batch start with a slash.
    pub batch_slash: bool,
}
