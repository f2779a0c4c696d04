//! The types of a client, with their members.

use std::collections::BTreeMap;

use clientwright::model::{
    Access, Constant, ConstantKind, Discriminator, Errors, ErrorsKind, Field, Item, Module, Output,
    Package, PartContent, Presence, ReceivedBody, Runtime, Struct, StructKind, Ty, TypePath,
    Undeclared, Union,
};
use serde::Serialize;

use crate::text::Text;

/// A type that the client has for values.
#[derive(Debug, Serialize)]
pub(crate) struct Type {
    /// Its path in Rust, from `crate::`.
    rust: String,
    /// Its name in the description; empty if it has none.
    #[serde(skip_serializing_if = "String::is_empty")]
    wire: String,
    kind: &'static str,
    #[serde(flatten)]
    text: Text,
    /// The property that tells the variants of a union apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    tag: Option<String>,
    /// What it is another name for.
    #[serde(skip_serializing_if = "Option::is_none")]
    same: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    members: Vec<Member>,
    /// The properties of a union of entities that its constants name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    properties: Vec<Member>,
}

/// A field, a variant, or a value of an enumeration.
#[derive(Debug, Serialize)]
struct Member {
    rust: String,
    /// Its name or value in JSON; several, with commas, for variants.
    #[serde(skip_serializing_if = "String::is_empty")]
    wire: String,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    ty: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    presence: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    access: Option<&'static str>,
    /// The name of the constant for queries.
    #[serde(skip_serializing_if = "Option::is_none")]
    constant: Option<String>,
    #[serde(flatten)]
    text: Text,
}

impl Member {
    fn new(rust: &str, wire: impl Into<String>, ty: Option<String>) -> Self {
        Self {
            rust: rust.to_owned(),
            wire: wire.into(),
            ty,
            presence: None,
            access: None,
            constant: None,
            text: Text::default(),
        }
    }

    fn text(self, text: impl Into<Text>) -> Self {
        Self {
            text: text.into(),
            ..self
        }
    }
}

/// The indices of types.
#[derive(Debug)]
pub(crate) struct Index {
    by_path: BTreeMap<String, usize>,
    /// The names in the description, by paths.
    wires: BTreeMap<String, String>,
    by_wire: BTreeMap<String, usize>,
    by_name: BTreeMap<String, usize>,
}

impl Index {
    pub(crate) fn new(package: &Package) -> Self {
        let mut index = Self {
            by_path: BTreeMap::new(),
            wires: BTreeMap::new(),
            by_wire: BTreeMap::new(),
            by_name: BTreeMap::new(),
        };
        for (at, (path, item)) in items(package).enumerate() {
            if let Some(wire) = wire_name(item) {
                index.by_wire.entry(wire.to_owned()).or_insert(at);
                index.wires.insert(path.text(), wire.to_owned());
            }
            if !item.is_builder() {
                index.by_name.entry(path.name.clone()).or_insert(at);
            }
            index.by_path.insert(path.text(), at);
        }
        index
    }

    /// The type with a path.
    pub(crate) fn path(&self, path: &TypePath) -> Option<usize> {
        self.by_path.get(&path.text()).copied()
    }

    /// The name in the description of the type with a path.
    pub(crate) fn wire(&self, path: &str) -> Option<&str> {
        self.wires.get(path).map(String::as_str)
    }

    /// The type that a declaration became, by its name in the description or in Rust.
    pub(crate) fn declared(&self, wire: &str, rust: Option<&str>) -> Option<usize> {
        let by_name = || rust.and_then(|rust| self.by_name.get(rust));
        self.by_wire.get(wire).or_else(by_name).copied()
    }
}

/// All types, in the order of their indices.
pub(crate) fn all(package: &Package) -> Vec<Type> {
    let found = items(package);
    found
        .map(|(path, item)| of(package.runtime, &path, item))
        .collect()
}

/// The items that are types of values, with their paths.
fn items(package: &Package) -> impl Iterator<Item = (TypePath, &Item)> {
    self::paths(package).filter(|(_, item)| {
        !matches!(
            item,
            Item::Client(_)
                | Item::Resource(_)
                | Item::Group(_)
                | Item::CallBuilder(_)
                | Item::Path(_)
        )
    })
}

/// All items, with their paths.
pub(crate) fn paths(package: &Package) -> impl Iterator<Item = (TypePath, &Item)> {
    package.modules.iter().flat_map(|(path, module)| {
        let items = module.files.iter().flat_map(|file| &file.items);
        items.map(move |item| (type_path(path, module, item), item))
    })
}

/// The path of an item in the same module as another one.
pub(crate) fn beside(path: &TypePath, name: &str) -> TypePath {
    TypePath {
        module: path.module.clone(),
        name: name.to_owned(),
    }
}

/// The path of an item: builders are exported from a module of their own.
fn type_path(path: &[String], module: &Module, item: &Item) -> TypePath {
    let builders = item.is_builder().then(|| module.builders.clone());
    TypePath {
        module: path.iter().cloned().chain(builders).collect(),
        name: item.name().to_owned(),
    }
}

fn wire_name(item: &Item) -> Option<&str> {
    Some(match item {
        Item::Struct(item) => &item.wire_name,
        Item::Union(item) => &item.wire_name,
        Item::Enumeration(item) => &item.wire_name,
        Item::Flags(item) => &item.wire_name,
        Item::Alias(item) => &item.wire_name,
        Item::Header(item) => &item.wire_name,
        _ => return None,
    })
}

fn of(runtime: Runtime, path: &TypePath, item: &Item) -> Type {
    let (kind, docs, members): (_, _, Vec<Member>) = match item {
        Item::Struct(item) => ("struct", Some(&item.docs), fields(runtime, item)),
        Item::Union(item) => {
            let variants = item.variants.iter().enumerate().map(|(at, variant)| {
                let values: Vec<&str> = item.discriminator.values_of(at).collect();
                let ty = Some(variant.ty.text(runtime));
                Member::new(&variant.name, values.join(", "), ty).text(&variant.docs)
            });
            let other = Member::new(&item.fallback, "", None).text(&item.fallback_docs);
            ("union", Some(&item.docs), variants.chain([other]).collect())
        }
        Item::Enumeration(item) => {
            let members = item.members.iter();
            let members = members.map(|member| {
                Member::new(&member.name, member.wire.text(), None).text(&member.docs)
            });
            let other = Member::new(&item.fallback, "", None).text(&item.fallback_docs);
            (
                "enumeration",
                Some(&item.docs),
                members.chain([other]).collect(),
            )
        }
        Item::Flags(item) => {
            let members = item.members.iter();
            let members = members.map(|member| {
                Member::new(&member.name, member.wire.text.as_str(), None).text(&member.docs)
            });
            ("flags", Some(&item.docs), members.collect())
        }
        Item::Alias(item) => ("alias", Some(&item.docs), Vec::new()),
        Item::Outcomes(item) => {
            let variants = item.variants.iter();
            let variants = variants.map(|variant| {
                let ty = content(runtime, &variant.output);
                Member::new(&variant.name, "", ty).text(&variant.docs)
            });
            let other = Member::new(&item.fallback, "", None).text(&item.fallback_docs);
            (
                "results by status",
                Some(&item.docs),
                variants.chain([other]).collect(),
            )
        }
        Item::Errors(item) => ("errors by status", Some(&item.docs), errors(runtime, item)),
        Item::Header(item) => ("header", Some(&item.docs), Vec::new()),
        Item::Events(item) => {
            let variants = item.variants.iter();
            let variants = variants.map(|variant| {
                let ty = Some(variant.ty.text(runtime));
                Member::new(&variant.name, variant.event.as_str(), ty).text(&variant.docs)
            });
            ("events", Some(&item.docs), variants.collect())
        }
        Item::Form(item) => {
            let parts = item.parts.iter().map(|part| Member {
                presence: Some(if part.is_required {
                    "required"
                } else {
                    "optional"
                }),
                ..Member::new(
                    &part.name,
                    part.wire_name.as_str(),
                    Some(part_type(runtime, &part.content)),
                )
                .text(&part.docs)
            });
            ("form", Some(&item.docs), parts.collect())
        }
        Item::FormChoice(item) => {
            let variants = item.variants.iter().map(|variant| {
                let ty = Some(beside(path, &variant.form).text());
                Member::new(&variant.name, "", ty).text(&variant.docs)
            });
            let other = Member::new(&item.fallback, "", None).text(&item.fallback_docs);
            ("forms", Some(&item.docs), variants.chain([other]).collect())
        }
        Item::Received(item) => {
            let variants = item.variants.iter();
            let variants = variants.map(|variant| {
                let ty = match &variant.body {
                    ReceivedBody::Empty => None,
                    ReceivedBody::Json(ty) => Some(ty.text(runtime)),
                    ReceivedBody::Bytes => Some("rt::Bytes".to_owned()),
                };
                Member::new(&variant.name, variant.wire_name.as_str(), ty).text(&variant.docs)
            });
            ("webhooks", Some(&item.docs), variants.collect())
        }
        // `items` has no others.
        _ => ("type", None, Vec::new()),
    };
    let same = match item {
        Item::Alias(item) => Some(item.ty.text(runtime)),
        Item::Header(item) => Some(item.ty.text(runtime)),
        Item::Errors(Errors {
            kind: ErrorsKind::SameAs(path),
            ..
        }) => Some(path.text()),
        _ => None,
    };
    Type {
        rust: path.text(),
        wire: wire_name(item).unwrap_or_default().to_owned(),
        kind,
        text: docs.map(Text::from).unwrap_or_default(),
        tag: match item {
            Item::Union(Union {
                discriminator: Discriminator::Property { name, .. },
                ..
            }) => Some(name.clone()),
            _ => None,
        },
        same,
        members,
        properties: match item {
            Item::Union(item) => properties(runtime, &item.constants),
            _ => Vec::new(),
        },
    }
}

/// The properties that constants name.
fn properties(runtime: Runtime, constants: &[Constant]) -> Vec<Member> {
    let named = constants.iter().filter_map(|constant| {
        let (ty, access) = match &constant.kind {
            ConstantKind::Property { ty, access, .. } => (ty.clone(), access_text(*access)),
            ConstantKind::Navigation(target) => (Ty::Named(target.clone()).one(), None),
            ConstantKind::NavigationCollection(target) => (Ty::Named(target.clone()).many(), None),
            ConstantKind::Null => return None,
        };
        let name = constant.name.to_lowercase();
        Some(Member {
            access,
            constant: Some(constant.name.clone()),
            ..Member::new(&name, constant.wire_name.as_str(), Some(ty.text(runtime)))
        })
    });
    named.collect()
}

fn fields(runtime: Runtime, item: &Struct) -> Vec<Member> {
    let constants = item.constants.iter();
    let constants = constants.filter(|constant| constant.kind != ConstantKind::Null);
    let constants: BTreeMap<&str, &str> = constants
        .map(|constant| (constant.wire_name.as_str(), constant.name.as_str()))
        .collect();
    let fields = item.fields.iter().map(|item| Member {
        constant: constants
            .get(item.wire_name.as_str())
            .map(|&name| name.to_owned()),
        ..field(runtime, item)
    });
    let mut fields: Vec<Member> = fields.collect();
    if let StructKind::Record {
        undeclared: Undeclared::Map(name, ty),
        ..
    } = &item.kind
    {
        let ty = format!("std::collections::BTreeMap<String, {}>", ty.text(runtime));
        fields.push(Member::new(name, "", Some(ty)));
    }
    fields
}

fn field(runtime: Runtime, item: &Field) -> Member {
    let presence = match item.presence {
        Presence::Required => "required",
        Presence::RequiredNullable => "required, may be null",
        // Docs state whether the value is null: any property of an entity is absent unless it is selected.
        Presence::Optional if runtime == Runtime::OData => "may be absent",
        Presence::Optional => "optional",
        Presence::OptionalNullable => "optional, may be null",
        Presence::ThreeValued => "absent, null or a value",
    };
    let ty = Some(item.rust_ty().text(runtime));
    Member {
        presence: Some(presence),
        access: access_text(item.access),
        ..Member::new(&item.name, item.wire_name.as_str(), ty).text(&item.docs)
    }
}

fn access_text(access: Access) -> Option<&'static str> {
    match access {
        Access::ReadWrite => None,
        Access::ReadOnly => Some("read-only"),
        Access::WriteOnly => Some("write-only"),
        Access::CreateOnly => Some("set on creation"),
        Access::Key => Some("key"),
    }
}

fn errors(runtime: Runtime, item: &Errors) -> Vec<Member> {
    let ErrorsKind::Enum(variants) = &item.kind else {
        return Vec::new();
    };
    let variants = variants.iter().map(|variant| {
        let ty = content(runtime, &variant.output);
        Member::new(&variant.name, variant.media.join(", "), ty)
    });
    variants.collect()
}

/// The type of a body; `None` if there is no body.
fn content(runtime: Runtime, output: &Output) -> Option<String> {
    match output {
        Output::Text(ty) | Output::Json { ty, .. } => Some(ty.text(runtime)),
        Output::Bytes => Some("rt::Bytes".to_owned()),
        _ => None,
    }
}

fn part_type(runtime: Runtime, content: &PartContent) -> String {
    match content {
        PartContent::Value { ty, .. } => ty.text(runtime),
        PartContent::File { is_list: false, .. } => "rt::multipart::Part".to_owned(),
        PartContent::File { is_list: true, .. } => "Vec<rt::multipart::Part>".to_owned(),
    }
}
