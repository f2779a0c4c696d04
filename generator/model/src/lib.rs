//! clientwright-model: the Rust client to be written, with all decisions made: names, types, wrappers, derives and
//! docs.
//!
//! It knows no format of descriptions. Only OData needs [`odata`]; everything else applies to other inputs too.

mod calls;
mod client;
pub mod codes;
mod docs;
pub mod features;
mod forms;
pub mod hash;
mod headers;
pub mod naming;
pub mod odata;
mod paging;
mod received;
mod resources;
mod runtime;
pub mod scripts;
mod types;
mod visit;
mod xml;

pub use calls::{
    Accept, Body, Call, CallBuilder, Content, ErrorVariant, Errors, ErrorsKind, EventVariant,
    Events, Framing, Location, Operation, Outcome, Outcomes, Output, Paging, Parameter, PathPart,
    Request, Segment, Server, ServerVariable, Status, Streaming, Style, StyleKind,
};
pub use client::{Client, Protocol, Scheme, SchemeKind, Service};
pub use docs::{Docs, Markdown, Part};
pub use forms::{Form, FormChoice, FormPart, FormVariant, PartContent};
pub use headers::{Header, HeaderShape};
pub use paging::{NextPage, PageFrom, PageTo, Paged};
pub use received::{Received, ReceivedBody, ReceivedVariant};
pub use resources::{Appended, Group, PathValue, Resource, Step, Subgroup, Target};
pub use runtime::Runtime;
pub use types::{
    Access, Alias, Constant, ConstantKind, Discriminator, Enumeration, Field, Flags, Member,
    Presence, Shape, Struct, StructKind, TextWithNumber, Undeclared, Union, Variant, WireValue,
    WrittenTag,
};
pub use xml::{XmlDocument, XmlMember, XmlName, XmlPlace, XmlShape};

use std::collections::BTreeMap;

use naming::names;

/// A tree of modules, one for each namespace, below the module that the caller mounts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Package {
    /// The crate that the code calls.
    pub runtime: Runtime,
    /// Modules by path; the root's path is empty.
    pub modules: BTreeMap<Vec<String>, Module>,
    /// Features of the crate, each with the features that it turns on; see [`features::assign`].
    pub features: BTreeMap<String, Vec<String>>,
    /// Letters for which an identifier is generated; see [`scripts::assign`].
    pub letters: Vec<char>,
}

/// A module for a namespace.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Module {
    /// Docs of the module.
    pub docs: Docs,
    /// Name of the folder in the tree layout; empty for the root.
    pub folder: String,
    /// Names of child modules, in order.
    pub children: Vec<String>,
    /// Private modules, each with the items of one type.
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
    /// Name of the file in the tree layout, without extension.
    pub stem: String,
    /// The feature that the file needs; `None` for a file that is always compiled.
    pub feature: Option<String>,
    /// Whether an item has a [name of the prelude](naming::names::PRELUDE), so that code in the same file writes paths
    /// instead.
    pub shadows_prelude: bool,
    /// Items in order.
    pub items: Vec<Item>,
}

impl File {
    /// A file with items. Features, and the name in the tree, are decided for all files together.
    pub fn new(name: String, items: Vec<Item>) -> Self {
        let is_of_prelude = |item: &Item| names::PRELUDE.contains(&item.name());
        Self {
            name,
            stem: String::new(),
            feature: None,
            shadows_prelude: items.iter().any(is_of_prelude),
            items,
        }
    }
}

/// One item of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A struct.
    Struct(Struct),
    /// An enum with a type in each variant.
    Union(Union),
    /// An enum of values.
    Enumeration(Enumeration),
    /// A set of flags.
    Flags(Flags),
    /// Another name for a type.
    Alias(Alias),
    /// A builder for a type of resource.
    Resource(Resource),
    /// A builder for calls that belong together.
    Group(Group),
    /// A call before it is sent.
    CallBuilder(CallBuilder),
    /// The results of a call by status.
    Outcomes(Outcomes),
    /// The declared errors of a call by status.
    Errors(Errors),
    /// A header of responses.
    Header(Header),
    /// The data of events by name.
    Events(Events),
    /// The parts of a body.
    Form(Form),
    /// The parts of a body that is one of several alternatives.
    FormChoice(FormChoice),
    /// What the service sends by webhooks or callbacks.
    Received(Received),
    /// The marker of an OData path.
    Path(odata::PathMarker),
    /// The client.
    Client(Client),
}

impl Item {
    /// Name of the Rust item.
    pub fn name(&self) -> &str {
        match self {
            Self::Struct(item) => &item.name,
            Self::Union(item) => &item.name,
            Self::Enumeration(item) => &item.name,
            Self::Flags(item) => &item.name,
            Self::Alias(item) => &item.name,
            Self::Resource(item) => &item.name,
            Self::Group(item) => &item.name,
            Self::CallBuilder(item) => &item.name,
            Self::Outcomes(item) => &item.name,
            Self::Errors(item) => &item.name,
            Self::Header(item) => &item.name,
            Self::Events(item) => &item.name,
            Self::Form(item) => &item.name,
            Self::FormChoice(item) => &item.name,
            Self::Received(item) => &item.name,
            Self::Path(item) => &item.name,
            Self::Client(item) => &item.name,
        }
    }

    /// Whether the module of builders exports the item, not the module of the namespace.
    pub fn is_builder(&self) -> bool {
        matches!(
            self,
            Self::Resource(_)
                | Self::Group(_)
                | Self::CallBuilder(_)
                | Self::Outcomes(_)
                | Self::Errors(_)
                | Self::Header(_)
                | Self::Events(_)
                | Self::Form(_)
                | Self::FormChoice(_)
                | Self::Path(_)
        )
    }
}

/// A type name with the module that it is exported from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypePath {
    /// Module path from the root.
    pub module: Vec<String>,
    /// Name.
    pub name: String,
}

impl TypePath {
    /// The path as Rust code, from `crate::`.
    pub fn text(&self) -> String {
        let steps = self.module.iter().chain([&self.name]);
        let steps: Vec<&str> = steps.map(String::as_str).collect();
        format!("crate::{}", steps.join("::"))
    }
}

/// A Rust type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Ty {
    /// A primitive type of Rust, such as `i32`.
    Builtin(&'static str),
    /// `String`.
    String,
    /// A type of the runtime's module of [well-known types](Runtime::types), by its name.
    Well(&'static str),
    /// A generated type.
    Named(TypePath),
    /// `Option<_>`: null is a value.
    Option(Box<Ty>),
    /// `Patch<_>` of the runtime: absence and null differ.
    Patch(Box<Ty>),
    /// `Vec<_>`.
    Vec(Box<Ty>),
    /// `BTreeMap<String, _>`: an object whose property names are data.
    Map(Box<Ty>),
    /// `Box<_>`, for a type that contains itself.
    Boxed(Box<Ty>),
    /// An object behind the runtime's pointer `One<_>`.
    One(Box<Ty>),
    /// A collection behind the runtime's pointer `Many<_>`.
    Many(Box<Ty>),
}

impl Ty {
    /// The type as Rust code: paths of generated types start with `crate::`, those of the runtime with `rt::`.
    pub fn text(&self, runtime: Runtime) -> String {
        let generic = |name: &str, inner: &Self| format!("{name}<{}>", inner.text(runtime));
        match self {
            Self::Builtin(name) => (*name).to_owned(),
            Self::String => "String".to_owned(),
            Self::Well(name) => format!("rt::{}::{name}", runtime.types()),
            Self::Named(path) => path.text(),
            Self::Option(inner) => generic("Option", inner),
            Self::Patch(inner) => generic("rt::record::Patch", inner),
            Self::Vec(inner) => generic("Vec", inner),
            Self::Map(inner) => {
                format!(
                    "std::collections::BTreeMap<String, {}>",
                    inner.text(runtime)
                )
            }
            Self::Boxed(inner) => generic("Box", inner),
            Self::One(inner) => generic("rt::One", inner),
            Self::Many(inner) => generic("rt::Many", inner),
        }
    }

    /// Wraps in `Option`.
    pub fn option(self) -> Self {
        Self::Option(Box::new(self))
    }

    /// Wraps in `Vec`.
    pub fn vec(self) -> Self {
        Self::Vec(Box::new(self))
    }

    /// Wraps in the runtime's `Patch`.
    pub fn patch(self) -> Self {
        Self::Patch(Box::new(self))
    }

    /// Wraps in the runtime's `One`.
    pub fn one(self) -> Self {
        Self::One(Box::new(self))
    }

    /// Wraps in the runtime's `Many`.
    pub fn many(self) -> Self {
        Self::Many(Box::new(self))
    }
}
