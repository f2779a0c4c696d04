//! What a service sends by itself: an enum with a parser.

use clientwright_model::{Received, ReceivedBody};
use proc_macro2::TokenStream;
use quote::quote;

use super::{Place, docs, ident};

pub(super) fn received(place: Place<'_>, item: &Received) -> Vec<TokenStream> {
    let enum_docs = docs(&item.docs);
    let (name, fallback) = (ident(&item.name), ident(&item.fallback));
    let variants = item.variants.iter().map(|variant| {
        let (docs, name) = (docs(&variant.docs), ident(&variant.name));
        match &variant.body {
            ReceivedBody::Empty => quote!(#docs #name),
            ReceivedBody::Bytes => quote!(#docs #name(rt::Bytes)),
            ReceivedBody::Json(ty) => {
                let ty = place.ty(ty);
                quote!(#docs #name(#ty))
            }
        }
    });
    let arms = item.variants.iter().map(|variant| {
        let (wire_name, name) = (&variant.wire_name, ident(&variant.name));
        let ok = quote!(::core::result::Result::Ok);
        match &variant.body {
            ReceivedBody::Empty => quote!(#wire_name => #ok(Self::#name)),
            ReceivedBody::Bytes => {
                quote!(#wire_name => #ok(Self::#name(rt::Bytes::copy_from_slice(body))))
            }
            ReceivedBody::Json(_) => {
                quote!(#wire_name => rt::webhook::read(#wire_name, body, Self::#name))
            }
        }
    });
    vec![
        quote! {
            #enum_docs
            #[derive(Clone, Debug, PartialEq)]
            pub enum #name {
                #(#variants,)*
                #[doc = " One that the description does not declare."]
                #fallback(rt::webhook::Unknown),
            }
        },
        quote! {
            impl #name {
                #[doc = " Reads a body by the name that the description has for it."]
                #[doc = ""]
                #[doc = " # Errors"]
                #[doc = ""]
                #[doc = " If the body is not of the declared type; the error names the place."]
                pub fn parse(
                    name: &str,
                    body: &[u8],
                ) -> ::core::result::Result<Self, rt::webhook::ParseError> {
                    match name {
                        #(#arms,)*
                        _ => ::core::result::Result::Ok(Self::#fallback(rt::webhook::Unknown::new(name, body))),
                    }
                }
            }
        },
    ]
}
