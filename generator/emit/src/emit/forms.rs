//! Bodies of several parts: a type with a method for each part.

use clientwright_model::{Form, FormPart, PartContent};
use proc_macro2::TokenStream;
use quote::quote;

use super::{Place, docs, ident};

/// The type of a body.
pub(super) fn form(place: Place<'_>, item: &Form) -> Vec<TokenStream> {
    let form_docs = docs(&item.docs);
    let name = ident(&item.name);
    let (required, optional): (Vec<&FormPart>, Vec<&FormPart>) =
        item.parts.iter().partition(|part| part.is_required);
    let arguments = required.iter().map(|part| argument(place, part));
    let chain = required.iter().map(|part| add(place, part));
    let setters = optional.iter().map(|part| {
        let docs = docs(&part.docs);
        let (method, argument, add) = (ident(&part.name), argument(place, part), add(place, part));
        quote! {
            #docs
            pub fn #method(self, #argument) -> Self {
                Self(self.0 #add)
            }
        }
    });
    let (from, into) = (place.std("From"), place.std("Into"));
    vec![
        quote! {
            #form_docs
            #[derive(Debug)]
            #[must_use = "a form is sent as the body of a call"]
            pub struct #name(rt::multipart::Form);
        },
        quote! {
            impl #name {
                #[doc = " A body with the parts that it must have."]
                pub fn new(#(#arguments),*) -> Self {
                    Self(rt::multipart::Form::new() #(#chain)*)
                }
                #(#setters)*
                #[doc = " A further part, which the description does not declare."]
                pub fn with(self, name: &str, part: impl #into<rt::multipart::Part>) -> Self {
                    Self(self.0.part(name, part))
                }
            }
        },
        quote! {
            impl #from<#name> for rt::multipart::Form {
                fn from(form: #name) -> Self {
                    form.0
                }
            }
        },
    ]
}

fn argument(place: Place<'_>, part: &FormPart) -> TokenStream {
    let name = ident(&part.name);
    let into = place.std("Into");
    match &part.content {
        PartContent::Value { ty, .. } => {
            let ty = place.ty(ty);
            quote!(#name: impl #into<#ty>)
        }
        PartContent::File { is_list: false, .. } => {
            quote!(#name: impl #into<rt::multipart::Part>)
        }
        PartContent::File { is_list: true, .. } => {
            quote!(#name: impl ::core::iter::IntoIterator<Item = impl #into<rt::multipart::Part>>)
        }
    }
}

fn add(place: Place<'_>, part: &FormPart) -> TokenStream {
    let (name, wire_name) = (ident(&part.name), &part.wire_name);
    match &part.content {
        PartContent::Value { ty, media_type } => {
            let ty = place.ty(ty);
            match media_type {
                None => quote!(.value::<#ty>(#wire_name, &#name.into())),
                Some(of) => quote!(.value_as::<#ty>(#wire_name, #of, &#name.into())),
            }
        }
        PartContent::File {
            media_type,
            is_list,
        } => match is_list {
            false => quote!(.file_as(#wire_name, #media_type, #name)),
            true => quote!(.files_as(#wire_name, #media_type, #name)),
        },
    }
}
