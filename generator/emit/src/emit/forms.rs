//! Bodies of several parts: a type with a method for each part.

use clientwright_model::{Form, FormChoice, FormPart, PartContent};
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
    let constants = item.constants.iter();
    let constants = constants.map(|(name, value)| quote!(.part(#name, #value)));
    let chain = constants.chain(required.iter().map(|part| add(place, part)));
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

/// The enum for a body that is one of several alternatives.
pub(super) fn choice(place: Place<'_>, item: &FormChoice) -> Vec<TokenStream> {
    let choice_docs = docs(&item.docs);
    let (name, fallback) = (ident(&item.name), ident(&item.fallback));
    let fallback_docs = docs(&item.fallback_docs);
    let variants = item.variants.iter().map(|variant| {
        let (docs, form) = (docs(&variant.docs), ident(&variant.form));
        let name = ident(&variant.name);
        quote!(#docs #name(#form))
    });
    let (from, into) = (place.std("From"), quote!(::core::convert::Into::into));
    let mut items = vec![quote! {
        #choice_docs
        #[derive(Debug)]
        #[must_use = "a form is sent as the body of a call"]
        pub enum #name {
            #(#variants,)*
            #fallback_docs
            #fallback(rt::multipart::Form),
        }
    }];
    let forms = item.variants.iter().map(|variant| {
        let form = ident(&variant.form);
        (ident(&variant.name), quote!(#form))
    });
    let raw = (fallback.clone(), quote!(rt::multipart::Form));
    items.extend(forms.chain([raw]).map(|(variant, form)| {
        quote! {
            impl #from<#form> for #name {
                fn from(form: #form) -> Self {
                    Self::#variant(form)
                }
            }
        }
    }));
    let arms = item.variants.iter().map(|variant| {
        let variant = ident(&variant.name);
        quote!(#name::#variant(form) => #into(form))
    });
    items.push(quote! {
        impl #from<#name> for rt::multipart::Form {
            fn from(form: #name) -> Self {
                match form {
                    #(#arms,)*
                    #name::#fallback(form) => form,
                }
            }
        }
    });
    items
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
