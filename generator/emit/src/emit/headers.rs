//! Headers of responses: constants that read them.

use clientwright_model::{Header, HeaderShape};
use proc_macro2::TokenStream;
use quote::quote;

use super::{Place, docs, ident};

pub(super) fn header(place: Place<'_>, item: &Header) -> TokenStream {
    let docs = docs(&item.docs);
    let (name, wire_name) = (ident(&item.name), &item.wire_name);
    let (ty, shape) = (place.ty(&item.ty), shape(&item.shape));
    quote! {
        #docs
        pub const #name: rt::header::Header<#ty> = rt::header::Header::new(#wire_name, #shape);
    }
}

fn shape(item: &HeaderShape) -> TokenStream {
    match item {
        HeaderShape::Text => quote!(rt::header::Shape::Text),
        HeaderShape::Plain => quote!(rt::header::Shape::Plain),
        HeaderShape::Json => quote!(rt::header::Shape::Json),
        HeaderShape::Lines => quote!(rt::header::Shape::Lines),
        HeaderShape::List(item) => {
            let item = shape(item);
            quote!(rt::header::Shape::List(&#item))
        }
        HeaderShape::Object { explode, members } => {
            let members = members.iter().map(|(name, of)| {
                let of = shape(of);
                quote!((#name, #of))
            });
            quote!(rt::header::Shape::Object { explode: #explode, members: &[#(#members),*] })
        }
    }
}
