//! Enumerations, flags and type definitions.

use clientwright_model::{Alias, Enumeration, Flags, TextWithNumber, WireValue};
use proc_macro2::TokenStream;
use quote::quote;

use super::{Piece, Place, docs, ident, unsuffixed};

pub(super) fn enumeration(item: &Enumeration) -> Vec<Piece> {
    let (name, wire_name, fallback) = (&item.name, &item.wire_name, &item.fallback);
    let wires = || item.members.iter().map(|member| &member.wire);
    // A word for the form is only needed where forms differ from those of OData.
    let words = !wires().all(|wire| matches!(wire, WireValue::TextWithNumber(_)));
    let wires = wires().map(|wire| match wire {
        WireValue::Text(text) => format!("text {text:?}"),
        WireValue::Number(number) => format!("number {number}"),
        WireValue::TextWithNumber(wire) if words => format!("both {}", both(wire)),
        WireValue::TextWithNumber(wire) => both(wire),
    });
    let names = item.members.iter().map(|member| &member.name);
    let head = format!("enumeration! {{\n    {name} = {wire_name:?}, {fallback};");
    vec![
        Piece::Tokens(enumeration_definition(item)),
        Piece::Text(table(&head, names.zip(wires))),
    ]
}

fn enumeration_definition(item: &Enumeration) -> TokenStream {
    let item_docs = docs(&item.docs);
    let name = ident(&item.name);
    let members = item.members.iter().map(|member| {
        let docs = docs(&member.docs);
        let name = ident(&member.name);
        quote!(#docs #name,)
    });
    let fallback_docs = docs(&item.fallback_docs);
    let fallback = ident(&item.fallback);
    quote! {
        #item_docs
        #[derive(Clone)]
        #[non_exhaustive]
        pub enum #name {
            #(#members)*
            #fallback_docs
            #fallback(rt::enumeration::UnknownValue),
        }
    }
}

pub(super) fn flags(item: &Flags) -> Vec<Piece> {
    let item_docs = docs(&item.docs);
    let name = ident(&item.name);
    let constants = item.members.iter().map(|member| {
        let docs = docs(&member.docs);
        let (name, value) = (ident(&member.name), unsuffixed(member.wire.number));
        quote!(#docs pub const #name: Self = Self(rt::flags::FlagSet::from_bits(#value));)
    });
    let definition = quote! {
        #item_docs
        #[derive(Clone, Default)]
        pub struct #name(rt::flags::FlagSet);
    };
    let members = item.members.iter();
    let rows = members.map(|member| (&member.name, both(&member.wire)));
    let head = format!("flags! {{\n    {} = {:?};", item.name, item.wire_name);
    vec![
        Piece::Tokens(definition),
        Piece::Tokens(quote!(impl #name { #(#constants)* })),
        Piece::Text(table(&head, rows)),
    ]
}

/// The table of members, from which a macro of the runtime generates everything else.
fn table<'a>(head: &str, rows: impl Iterator<Item = (&'a String, String)>) -> String {
    let mut text = format!("rt::{head}\n");
    for (name, wire) in rows {
        text.push_str(&format!("    {name} = {wire},\n"));
    }
    text.push_str("}\n");
    text
}

fn both(TextWithNumber { text, number }: &TextWithNumber) -> String {
    format!("{text:?} {number}")
}

pub(super) fn alias(place: Place<'_>, item: &Alias) -> TokenStream {
    let docs = docs(&item.docs);
    let name = ident(&item.name);
    let ty = place.ty(&item.ty);
    quote!(#docs pub type #name = #ty;)
}
