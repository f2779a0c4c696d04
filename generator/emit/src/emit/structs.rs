//! Structs, and the constants of their properties.

use clientwright_model::{
    Access, Constant, ConstantKind, Field, Presence, Struct, StructKind, Ty, Undeclared, WrittenTag,
};
use proc_macro2::TokenStream;
use quote::quote;

use super::{INDENT, Piece, Place, docs_text, ident};

pub(super) fn structure(place: Place<'_>, item: &Struct) -> Vec<Piece> {
    let mut pieces = vec![Piece::Text(definition(place, item))];
    pieces.extend(constructor(place, item).map(Piece::Tokens));
    pieces.extend(constants(place, &item.name, &item.constants).map(Piece::Text));
    pieces.push(Piece::Text(table(item)));
    if let StructKind::Object { bases, .. } = &item.kind {
        let name = ident(&item.name);
        pieces.extend(bases.iter().map(|base| {
            let base = place.path(base);
            Piece::Tokens(quote!(rt::derived!(#name: #base);))
        }));
    }
    pieces
}

/// Text, because formatting the fields of a large service as tokens takes longer than everything else.
fn definition(place: Place<'_>, item: &Struct) -> String {
    let derives = match (&item.kind, item.required().next()) {
        // The macro of the runtime implements the others.
        (StructKind::Object { .. }, _) => "Default",
        (StructKind::Record { .. }, None) => "Clone, Default, PartialEq",
        (StructKind::Record { .. }, Some(_)) => "Clone, PartialEq",
    };
    let mut text = docs_text(&item.docs, "");
    text.push_str(&format!(
        "#[derive({derives})]\npub struct {} {{\n",
        item.name
    ));
    for field in &item.fields {
        text.push_str(&docs_text(&field.docs, INDENT));
        let (name, ty) = (&field.name, place.ty_text(&field.rust_ty()));
        text.push_str(&format!("{INDENT}pub {name}: {ty},\n"));
    }
    extras(place, &item.kind, &mut text);
    text.push_str("}\n");
    text
}

/// The fields for undeclared properties and other data.
fn extras(place: Place<'_>, kind: &StructKind, text: &mut String) {
    let mut field = |docs: &str, name: &str, ty: &str| {
        text.push_str(&format!("{INDENT}/// {docs}\n{INDENT}pub {name}: {ty},\n"));
    };
    match kind {
        StructKind::Object {
            bag, annotations, ..
        } => {
            let (option, boxed) = (place.std_text("Option"), place.std_text("Box"));
            field(
                "Properties that the metadata does not declare.",
                bag,
                "rt::PropertyBag",
            );
            field(
                "Control information and annotations (`@odata.…`).",
                annotations,
                &format!("{option}<{boxed}<rt::Annotations>>"),
            );
        }
        StructKind::Record {
            undeclared, nulls, ..
        } => {
            match undeclared {
                Undeclared::Bag(name) => field(
                    "Properties that the description does not declare.",
                    name,
                    "rt::PropertyBag",
                ),
                Undeclared::Map(name, ty) => {
                    let ty = place.ty_text(&Ty::Map(Box::new(ty.clone())));
                    field("All other properties.", name, &ty);
                }
                Undeclared::Skipped => {}
            }
            if let Some(name) = nulls {
                field(
                    "Which properties are null that may also be absent.",
                    name,
                    "rt::record::Nulls",
                );
            }
        }
    }
}

/// `new`, if some fields are required. Values with required read-only fields only come from the service, so that they
/// have no `new`.
fn constructor(place: Place<'_>, item: &Struct) -> Option<TokenStream> {
    let mut required = item.required().peekable();
    required.peek()?;
    if required.any(|field| field.access == Access::ReadOnly) {
        return None;
    }
    let arguments = item.required().map(|field| {
        let (name, ty) = (ident(&field.name), place.ty(&field.rust_ty()));
        match field.rust_ty() {
            Ty::String => {
                let into = place.std("Into");
                quote!(#name: impl #into<#ty>)
            }
            _ => quote!(#name: #ty),
        }
    });
    let fields = item.fields.iter().map(|field| {
        let name = ident(&field.name);
        match field.rust_ty() {
            Ty::Option(_) if !field.is_required() => {
                let none = place.std("None");
                quote!(#name: #none)
            }
            _ if !field.is_required() => quote!(#name: ::core::default::Default::default()),
            Ty::String => quote!(#name: #name.into()),
            _ => quote!(#name),
        }
    });
    let extras: Vec<&String> = match &item.kind {
        StructKind::Object {
            bag, annotations, ..
        } => vec![bag, annotations],
        StructKind::Record {
            undeclared, nulls, ..
        } => undeclared.field().into_iter().chain(nulls).collect(),
    };
    let extras = extras.into_iter().map(|name| ident(name));
    let name = ident(&item.name);
    Some(quote! {
        impl #name {
            #[doc = " A value with what is required, and nothing else."]
            pub fn new(#(#arguments),*) -> Self {
                Self {
                    #(#fields,)*
                    #(#extras: ::core::default::Default::default(),)*
                }
            }
        }
    })
}

/// The constants of a type, one in a line: text, as the definition.
pub(super) fn constants(place: Place<'_>, owner: &str, constants: &[Constant]) -> Option<String> {
    if constants.is_empty() {
        return None;
    }
    let mut text = format!("impl {owner} {{\n");
    for constant in constants {
        text.push_str(&docs_text(&constant.docs, INDENT));
        property(place, constant, &mut text);
    }
    text.push_str("}\n");
    Some(text)
}

fn property(place: Place<'_>, constant: &Constant, text: &mut String) {
    let (name, wire_name) = (&constant.name, &constant.wire_name);
    let (ty, new) = match &constant.kind {
        ConstantKind::Property {
            ty,
            nullable,
            access,
        } => {
            let (ty, mark) = (place.ty_text(ty), mark(*access, *nullable));
            (
                format!("rt::Property<Self, {ty}{mark}>"),
                "rt::query::property",
            )
        }
        ConstantKind::Navigation(target) => {
            let target = place.path_text(target);
            let ty = format!("rt::Navigation<Self, {target}>");
            (ty, "rt::query::navigation")
        }
        ConstantKind::NavigationCollection(target) => {
            let target = place.path_text(target);
            let ty = format!("rt::NavigationCollection<Self, {target}>");
            (ty, "rt::query::navigation_collection")
        }
        ConstantKind::Null => {
            let ty = "rt::record::NullProperty<Self>".to_owned();
            (ty, "rt::record::NullProperty::new")
        }
    };
    text.push_str(&format!(
        "{INDENT}pub const {name}: {ty} = {new}({wire_name:?});\n"
    ));
}

/// The access of requests to a property, as an argument of its type.
fn mark(access: Access, nullable: bool) -> &'static str {
    match (access, nullable) {
        // The default of the type parameter.
        (Access::ReadWrite | Access::WriteOnly, true) => "",
        (Access::ReadWrite | Access::WriteOnly, false) => ", rt::mark::Required",
        (Access::ReadOnly, _) => ", rt::mark::Computed",
        (Access::CreateOnly, _) => ", rt::mark::Immutable",
        (Access::Key, _) => ", rt::mark::Key",
    }
}

/// The table of fields, from which a macro of the runtime generates everything else. It is text, not tokens, because
/// the formatter does not format the inside of macros.
fn table(item: &Struct) -> String {
    let (kind, head, end) = match &item.kind {
        StructKind::Object {
            bag,
            annotations,
            writes_type,
            ..
        } => {
            let head = if *writes_type { ", typed" } else { "" };
            let end = match (bag.as_str(), annotations.as_str()) {
                ("additional_properties", "odata") => String::new(),
                _ => format!("    ; bag = {bag}, annotations = {annotations}\n"),
            };
            ("object", head.to_owned(), end)
        }
        StructKind::Record {
            undeclared,
            tag,
            nulls,
        } => {
            let head = tag
                .as_ref()
                .map(|WrittenTag { property, value }| format!(", tag = {property:?}: {value:?}"));
            let undeclared = undeclared.field().map_or("", String::as_str);
            let nulls = nulls.as_deref().unwrap_or_default();
            let end = format!("    ; undeclared = [{undeclared}], nulls = [{nulls}]\n");
            ("record", head.unwrap_or_default(), end)
        }
    };
    let (name, wire_name) = (&item.name, &item.wire_name);
    let mut text = format!("rt::{kind}! {{\n    {name} = {wire_name:?}{head};\n");
    table_rows(&item.fields, &mut text);
    text.push_str(&end);
    text.push_str("}\n");
    text
}

/// The maximal number of elements in a tuple of the runtime.
const TUPLE: usize = 16;

/// The rows of a table: one for each field. They are in brackets if they do not fit in one tuple, and in two pairs of
/// brackets if they do not fit in a tuple of tuples.
fn table_rows(fields: &[Field], text: &mut String) {
    let levels = match fields.len() {
        0..=TUPLE => 0,
        len if len <= TUPLE * TUPLE => 1,
        _ => 2,
    };
    bracketed_rows(fields, levels, text);
}

fn bracketed_rows(fields: &[Field], levels: u32, text: &mut String) {
    if levels == 0 {
        for field in fields {
            let presence = match field.presence {
                Presence::Optional => "",
                Presence::Required => " required",
                Presence::RequiredNullable => " required_nullable",
                Presence::OptionalNullable => " optional_nullable",
                Presence::ThreeValued => " three_valued",
            };
            let access = match field.access {
                Access::ReadWrite => "",
                Access::ReadOnly => " computed",
                Access::WriteOnly => " write_only",
                Access::CreateOnly => " create_only",
                Access::Key => " key",
            };
            let (name, wire_name) = (&field.name, &field.wire_name);
            let line = format!("    {name} = {wire_name:?}{presence}{access},\n");
            text.push_str(&line);
        }
        return;
    }
    for fields in fields.chunks(TUPLE.pow(levels)) {
        text.push_str("    [\n");
        bracketed_rows(fields, levels - 1, text);
        text.push_str("    ]\n");
    }
}
