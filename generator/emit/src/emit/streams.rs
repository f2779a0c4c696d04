//! Streams of OpenAPI: what tells their items apart, and the types of events.

use clientwright_model::{Events, Framing, Streaming};
use proc_macro2::TokenStream;
use quote::quote;

use super::{Place, docs, ident};

/// How the items of a response are told apart.
pub(super) fn streaming(item: &Streaming) -> TokenStream {
    let framing = match item.framing {
        Framing::Events => quote!(Events),
        Framing::Lines => quote!(Lines),
        Framing::Sequence => quote!(Sequence),
    };
    let end = &item.end;
    quote! {
        rt::operation::Streaming { framing: rt::operation::Framing::#framing, end: &[#(#end),*] }
    }
}

/// The enum of the data of events, by the name of the event.
pub(super) fn events(place: Place<'_>, item: &Events) -> Vec<TokenStream> {
    let enum_docs = docs(&item.docs);
    let (name, fallback) = (ident(&item.name), ident(&item.fallback));
    let variants = item.variants.iter().map(|variant| {
        let (docs, name, ty) = (
            docs(&variant.docs),
            ident(&variant.name),
            place.ty(&variant.ty),
        );
        quote!(#docs #name(#ty))
    });
    let arms = item.variants.iter().map(|variant| {
        let (event, name) = (&variant.event, ident(&variant.name));
        let read = if variant.is_text {
            quote!(text)
        } else {
            quote!(json)
        };
        quote!(#event => event.#read(Self::#name))
    });
    let result = quote!(::core::result::Result);
    vec![
        quote! {
            #enum_docs
            #[derive(Clone, Debug, PartialEq)]
            pub enum #name {
                #(#variants,)*
                #[doc = " Another event, with its name and its data."]
                #fallback(rt::stream::UnknownEvent),
            }
        },
        quote! {
            impl rt::stream::EventData for #name {
                fn read(
                    event: rt::stream::ReceivedEvent<'_>,
                ) -> #result<Self, rt::json::DecodeError> {
                    match event.name() {
                        #(#arms,)*
                        _ => #result::Ok(Self::#fallback(event.unknown())),
                    }
                }
            }
        },
    ]
}
