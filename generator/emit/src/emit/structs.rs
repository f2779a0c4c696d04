//! Structs, and the constants of their properties.

use clientwright_model::{
    Access, Constant, ConstantKind, Field, Presence, Struct, StructKind, Ty, Undeclared, WrittenTag,
};
use proc_macro2::TokenStream;
use quote::quote;

use super::{Piece, Place, docs, ident};

pub(super) fn structure(place: Place<'_>, item: &Struct) -> Vec<Piece> {
    let mut pieces = vec![Piece::Tokens(definition(place, item))];
    pieces.extend(constructor(place, item).map(Piece::Tokens));
    pieces.extend(constants(place, &item.name, &item.constants).map(Piece::Tokens));
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

fn definition(place: Place<'_>, item: &Struct) -> TokenStream {
    let item_docs = docs(&item.docs);
    let name = ident(&item.name);
    let default = match item.required().next() {
        Some(_) => quote!(),
        None => quote!(Default,),
    };
    let fields = item.fields.iter().map(|field| {
        let docs = docs(&field.docs);
        let name = ident(&field.name);
        let ty = place.ty(&field.rust_ty());
        quote!(#docs pub #name: #ty,)
    });
    let extras = extras(place, &item.kind);
    quote! {
        #item_docs
        #[derive(Clone, #default PartialEq)]
        pub struct #name {
            #(#fields)*
            #extras
        }
    }
}

/// The fields for undeclared properties and other data.
fn extras(place: Place<'_>, kind: &StructKind) -> TokenStream {
    match kind {
        StructKind::Object {
            bag, annotations, ..
        } => {
            let (bag, annotations) = (ident(bag), ident(annotations));
            let (option, boxed) = (place.std("Option"), place.std("Box"));
            quote! {
                #[doc = " Properties that the metadata does not declare."]
                pub #bag: rt::PropertyBag,
                #[doc = " Control information and annotations (`@odata.…`)."]
                pub #annotations: #option<#boxed<rt::Annotations>>,
            }
        }
        StructKind::Record {
            undeclared, nulls, ..
        } => {
            let undeclared = match undeclared {
                Undeclared::Bag(name) => {
                    let name = ident(name);
                    quote! {
                        #[doc = " Properties that the description does not declare."]
                        pub #name: rt::PropertyBag,
                    }
                }
                Undeclared::Map(name, ty) => {
                    let (name, ty) = (ident(name), place.ty(&Ty::Map(Box::new(ty.clone()))));
                    quote!(#[doc = " All other properties."] pub #name: #ty,)
                }
                Undeclared::Skipped => quote!(),
            };
            let nulls = nulls.as_ref().map(|name| {
                let name = ident(name);
                quote! {
                    #[doc = " Which properties are null that may also be absent."]
                    pub #name: rt::record::Nulls,
                }
            });
            quote!(#undeclared #nulls)
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

pub(super) fn constants(
    place: Place<'_>,
    owner: &str,
    constants: &[Constant],
) -> Option<TokenStream> {
    if constants.is_empty() {
        return None;
    }
    let owner = ident(owner);
    let constants = constants.iter().map(|constant| property(place, constant));
    Some(quote!(impl #owner { #(#constants)* }))
}

fn property(place: Place<'_>, constant: &Constant) -> TokenStream {
    let docs = docs(&constant.docs);
    let name = ident(&constant.name);
    let wire_name = &constant.wire_name;
    let (ty, new) = match &constant.kind {
        ConstantKind::Property {
            ty,
            nullable,
            access,
        } => {
            let ty = place.ty(ty);
            let mark = mark(*access, *nullable);
            (quote!(rt::Property<Self, #ty #mark>), quote!(rt::Property))
        }
        ConstantKind::Navigation(target) => {
            let target = place.path(target);
            (
                quote!(rt::Navigation<Self, #target>),
                quote!(rt::Navigation),
            )
        }
        ConstantKind::NavigationCollection(target) => {
            let target = place.path(target);
            let new = quote!(rt::NavigationCollection);
            (quote!(#new<Self, #target>), new)
        }
        ConstantKind::Null => (
            quote!(rt::record::NullProperty<Self>),
            quote!(rt::record::NullProperty),
        ),
    };
    quote!(#docs pub const #name: #ty = #new::new(#wire_name);)
}

/// The access of requests to a property, as an argument of its type.
fn mark(access: Access, nullable: bool) -> TokenStream {
    match (access, nullable) {
        // The default of the type parameter.
        (Access::ReadWrite | Access::WriteOnly, true) => quote!(),
        (Access::ReadWrite | Access::WriteOnly, false) => quote!(, rt::mark::Required),
        (Access::ReadOnly, _) => quote!(, rt::mark::Computed),
        (Access::CreateOnly, _) => quote!(, rt::mark::Immutable),
        (Access::Key, _) => quote!(, rt::mark::Key),
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
