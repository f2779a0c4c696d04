//! Enumerations, flags and type definitions.

use std::borrow::Cow;

use clientwright_model::{Alias, Enumeration, Flags, TextWithNumber, WireValue};
use proc_macro2::TokenStream;
use quote::quote;

use super::{Place, docs, ident, index, unsuffixed};

pub(super) fn enumeration(place: Place<'_>, item: &Enumeration) -> Vec<TokenStream> {
    let name = ident(&item.name);
    vec![
        enumeration_definition(item),
        enumeration_impl(place, item),
        quote!(rt::enumeration!(#name);),
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
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#members)*
            #fallback_docs
            #fallback(rt::enumeration::UnknownValue),
        }
    }
}

fn enumeration_impl(place: Place<'_>, item: &Enumeration) -> TokenStream {
    let (option, some, none) = (place.std("Option"), place.std("Some"), place.std("None"));
    let name = ident(&item.name);
    let wire_name = &item.wire_name;
    let table = table(item.members.iter().map(|member| match &member.wire {
        WireValue::TextWithNumber(TextWithNumber { text, number }) => (text.into(), *number),
        WireValue::Number(number) => (member.wire.text(), *number),
        // The number has no meaning.
        WireValue::Text(_) => (member.wire.text(), 0),
    }));
    let forms = forms(item);
    let fallback = ident(&item.fallback);
    let names = || item.members.iter().map(|member| ident(&member.name));
    let from = names().enumerate().map(|(i, name)| {
        let i = index(i);
        quote!(#i => #some(Self::#name),)
    });
    let to = names().enumerate().map(|(i, name)| {
        let i = index(i);
        quote!(Self::#name => rt::enumeration::Repr::Member(#i),)
    });
    quote! {
        impl rt::enumeration::Enumeration for #name {
            const NAME: &'static str = #wire_name;
            const MEMBERS: &'static [(&'static str, i64)] = #table;
            #forms
            fn from_index(index: usize) -> #option<Self> {
                match index {
                    #(#from)*
                    _ => #none,
                }
            }
            fn from_unknown(value: rt::enumeration::UnknownValue) -> Self {
                Self::#fallback(value)
            }
            fn repr(&self) -> rt::enumeration::Repr<'_> {
                match self {
                    #(#to)*
                    Self::#fallback(value) => rt::enumeration::Repr::Unknown(value),
                }
            }
        }
    }
}

/// The values of members in JSON, unless each is a text with a number.
fn forms(item: &Enumeration) -> Option<TokenStream> {
    let form = |wire: &WireValue| match wire {
        WireValue::Text(_) => quote!(rt::enumeration::Form::Text),
        WireValue::Number(_) => quote!(rt::enumeration::Form::Number),
        WireValue::TextWithNumber(_) => quote!(rt::enumeration::Form::TextWithNumber),
    };
    let mut wires = item.members.iter().map(|member| &member.wire);
    if wires.all(|wire| matches!(wire, WireValue::TextWithNumber(_))) {
        return None;
    }
    let forms = item.members.iter().map(|member| form(&member.wire));
    Some(quote!(const FORMS: &'static [rt::enumeration::Form] = &[#(#forms),*];))
}

fn table<'a>(members: impl Iterator<Item = (Cow<'a, str>, i64)>) -> TokenStream {
    let entries = members.map(|(text, number)| {
        let number = unsuffixed(number);
        quote!((#text, #number))
    });
    quote!(&[#(#entries),*])
}

pub(super) fn flags(item: &Flags) -> Vec<TokenStream> {
    let item_docs = docs(&item.docs);
    let name = ident(&item.name);
    let wire_name = &item.wire_name;
    let constants = item.members.iter().map(|member| {
        let docs = docs(&member.docs);
        let (name, value) = (ident(&member.name), unsuffixed(member.wire.number));
        quote!(#docs pub const #name: Self = Self(rt::flags::FlagSet::from_bits(#value));)
    });
    let members = item.members.iter().map(|member| &member.wire);
    let table = table(members.map(|wire| (Cow::from(&wire.text), wire.number)));
    let definition = quote! {
        #item_docs
        #[derive(Clone, Default)]
        pub struct #name(rt::flags::FlagSet);
    };
    let flags = quote! {
        impl rt::flags::Flags for #name {
            const NAME: &'static str = #wire_name;
            const MEMBERS: &'static [(&'static str, i64)] = #table;
            fn from_set(set: rt::flags::FlagSet) -> Self {
                Self(set)
            }
            fn set(&self) -> &rt::flags::FlagSet {
                &self.0
            }
        }
    };
    vec![
        definition,
        quote!(impl #name { #(#constants)* }),
        flags,
        quote!(rt::flags!(#name);),
    ]
}

pub(super) fn alias(place: Place<'_>, item: &Alias) -> TokenStream {
    let docs = docs(&item.docs);
    let name = ident(&item.name);
    let ty = place.ty(&item.ty);
    quote!(#docs pub type #name = #ty;)
}
