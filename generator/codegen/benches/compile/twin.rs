//! The same structs and enums with derived serde.
//!
//! Names, types, boxes and docs are those of the package. Parts without an equivalent are omitted: undeclared
//! properties, annotations, unknown values of enumerations, property constants, builders.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use clientwright::model::{
    Alias, Docs, Enumeration, Flags, Item, Module, Package, Struct, Ty, TypePath, Union,
};

const MANIFEST: &str = r#"[package]
name = "bench-twin"
version = "0.0.0"
edition = "2024"

[dependencies]
clientwright-odata = { path = RUNTIME }
serde = { version = "1", features = ["derive"] }

[workspace]
"#;

/// Writes the crate.
pub(crate) fn write(package: &Package, runtime: &Path, folder: &Path) {
    let runtime = format!("{:?}", runtime.display().to_string());
    fs::create_dir_all(folder.join("src")).unwrap();
    fs::write(
        folder.join("Cargo.toml"),
        MANIFEST.replace("RUNTIME", &runtime),
    )
    .unwrap();
    let mut code =
        String::from("#![allow(deprecated, non_camel_case_types, unreachable_patterns)]\n");
    module(package, &[], &mut code);
    fs::write(folder.join("src/lib.rs"), code).unwrap();
}

fn module(package: &Package, path: &[String], code: &mut String) {
    let module: &Module = &package.modules[path];
    for item in module.files.iter().flat_map(|file| &file.items) {
        match item {
            Item::Struct(item) => structure(item, code),
            Item::Union(item) => union(item, code),
            Item::Enumeration(item) => enumeration(item, code),
            Item::Flags(item) => flags(item, code),
            Item::Alias(item) => alias(item, code),
            _ => {}
        }
    }
    for child in &module.children {
        let _ = writeln!(code, "pub mod {child} {{");
        let path: Vec<_> = path.iter().chain([child]).cloned().collect();
        self::module(package, &path, code);
        code.push_str("}\n");
    }
}

fn structure(item: &Struct, code: &mut String) {
    docs(&item.docs, code);
    code.push_str(
        "#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]\n",
    );
    let _ = writeln!(code, "#[serde(default)]\npub struct {} {{", item.name);
    for field in &item.fields {
        docs(&field.docs, code);
        let (name, wire_name, ty) = (&field.name, &field.wire_name, ty(&field.rust_ty()));
        let _ = writeln!(
            code,
            "#[serde(rename = {wire_name:?}, skip_serializing_if = \"Option::is_none\")]\npub {name}: {ty},"
        );
    }
    code.push_str("}\n");
}

fn union(item: &Union, code: &mut String) {
    docs(&item.docs, code);
    code.push_str("#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]\n");
    let _ = writeln!(
        code,
        "#[serde(tag = \"@odata.type\")]\npub enum {} {{",
        item.name
    );
    for (index, variant) in item.variants.iter().enumerate() {
        docs(&variant.docs, code);
        let names: Vec<&str> = item.discriminator.values_of(index).collect();
        let [first, others @ ..] = &names[..] else {
            continue;
        };
        let _ = writeln!(code, "#[serde(rename = {:?})]", format!("#{first}"));
        for other in others {
            let _ = writeln!(code, "#[serde(alias = {:?})]", format!("#{other}"));
        }
        let _ = writeln!(code, "{}({}),", variant.name, ty(&variant.ty));
    }
    let _ = writeln!(code, "#[serde(other)]\n{},\n}}", item.fallback);
}

fn enumeration(item: &Enumeration, code: &mut String) {
    docs(&item.docs, code);
    code.push_str(
        "#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]\n",
    );
    let _ = writeln!(code, "pub enum {} {{", item.name);
    for member in &item.members {
        docs(&member.docs, code);
        let _ = writeln!(
            code,
            "#[serde(rename = {:?})]\n{},",
            member.wire.text(),
            member.name
        );
    }
    let _ = writeln!(code, "#[serde(other)]\n{},\n}}", item.fallback);
}

/// Without a crate for sets, users keep the text.
fn flags(item: &Flags, code: &mut String) {
    docs(&item.docs, code);
    let _ = writeln!(
        code,
        "#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]\npub struct {}(pub String);",
        item.name
    );
}

fn alias(item: &Alias, code: &mut String) {
    docs(&item.docs, code);
    let _ = writeln!(code, "pub type {} = {};", item.name, ty(&item.ty));
}

fn docs(docs: &Docs, code: &mut String) {
    for line in docs.lines() {
        let _ = writeln!(code, "/// {line}");
    }
    if let Some(note) = docs.deprecated() {
        let _ = writeln!(code, "#[deprecated(note = {note:?})]");
    }
}

fn ty(of: &Ty) -> String {
    match of {
        Ty::Builtin(name) => (*name).to_owned(),
        Ty::String => "String".to_owned(),
        Ty::Well(name) => format!("clientwright_odata::edm::{name}"),
        Ty::Named(to) => path(to),
        Ty::Option(inner) => format!("Option<{}>", ty(inner)),
        Ty::Vec(inner) | Ty::Many(inner) => format!("Vec<{}>", ty(inner)),
        Ty::Map(inner) => format!("std::collections::BTreeMap<String, {}>", ty(inner)),
        Ty::Patch(inner) => format!("Option<Option<{}>>", ty(inner)),
        Ty::Boxed(inner) | Ty::One(inner) => format!("Box<{}>", ty(inner)),
    }
}

fn path(to: &TypePath) -> String {
    let segments = to.module.iter().chain([&to.name]);
    segments.fold("crate".to_owned(), |path, segment| {
        format!("{path}::{segment}")
    })
}
