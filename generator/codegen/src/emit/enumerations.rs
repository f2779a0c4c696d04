//! Enumerations, flags and type definitions.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Place, docs, ident, index, unsuffixed};
use crate::model::{Alias, Enumeration, Flags, Member};

pub(super) fn enumeration(item: &Enumeration) -> Vec<TokenStream> {
    let name = ident(&item.name);
    vec![
        enumeration_definition(item),
        enumeration_impl(item),
        quote!(::odata_runtime::enumeration!(#name);),
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
            #fallback(::odata_runtime::UnknownValue),
        }
    }
}

fn enumeration_impl(item: &Enumeration) -> TokenStream {
    let name = ident(&item.name);
    let wire_name = &item.wire_name;
    let table = table(&item.members);
    let fallback = ident(&item.fallback);
    let names = || item.members.iter().map(|member| ident(&member.name));
    let from = names().enumerate().map(|(i, name)| {
        let i = index(i);
        quote!(#i => ::core::option::Option::Some(Self::#name),)
    });
    let to = names().enumerate().map(|(i, name)| {
        let i = index(i);
        quote!(Self::#name => ::odata_runtime::Repr::Member(#i),)
    });
    quote! {
        impl ::odata_runtime::Enumeration for #name {
            const NAME: &'static str = #wire_name;
            const MEMBERS: &'static [(&'static str, i64)] = #table;
            fn from_index(index: usize) -> ::core::option::Option<Self> {
                match index {
                    #(#from)*
                    _ => ::core::option::Option::None,
                }
            }
            fn from_unknown(value: ::odata_runtime::UnknownValue) -> Self {
                Self::#fallback(value)
            }
            fn repr(&self) -> ::odata_runtime::Repr<'_> {
                match self {
                    #(#to)*
                    Self::#fallback(value) => ::odata_runtime::Repr::Unknown(value),
                }
            }
        }
    }
}

fn table(members: &[Member]) -> TokenStream {
    let entries = members.iter().map(|member| {
        let (name, value) = (&member.wire_name, unsuffixed(member.value));
        quote!((#name, #value))
    });
    quote!(&[#(#entries),*])
}

pub(super) fn flags(item: &Flags) -> Vec<TokenStream> {
    let item_docs = docs(&item.docs);
    let name = ident(&item.name);
    let wire_name = &item.wire_name;
    let constants = item.members.iter().map(|member| {
        let docs = docs(&member.docs);
        let (name, value) = (ident(&member.name), unsuffixed(member.value));
        quote!(#docs pub const #name: Self = Self(::odata_runtime::FlagSet::from_bits(#value));)
    });
    let table = table(&item.members);
    let definition = quote! {
        #item_docs
        #[derive(Clone, Default)]
        pub struct #name(::odata_runtime::FlagSet);
    };
    let flags = quote! {
        impl ::odata_runtime::Flags for #name {
            const NAME: &'static str = #wire_name;
            const MEMBERS: &'static [(&'static str, i64)] = #table;
            fn from_set(set: ::odata_runtime::FlagSet) -> Self {
                Self(set)
            }
            fn set(&self) -> &::odata_runtime::FlagSet {
                &self.0
            }
        }
    };
    vec![
        definition,
        quote!(impl #name { #(#constants)* }),
        flags,
        quote!(::odata_runtime::flags!(#name);),
    ]
}

pub(super) fn alias(place: Place<'_>, item: &Alias) -> TokenStream {
    let docs = docs(&item.docs);
    let name = ident(&item.name);
    let ty = place.ty(&item.ty);
    quote!(#docs pub type #name = #ty;)
}
