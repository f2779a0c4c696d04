//! Methods that call actions and functions.

use clientwright_model::{Argument, Call, CallKind, Operation, Returns};
use proc_macro2::TokenStream;
use quote::quote;

use super::{Place, docs, ident};

/// An operation bound to what a builder stands at.
pub(super) fn bound(place: Place<'_>, item: &Operation) -> TokenStream {
    operation(place, item, &quote!(self.0.path()))
}

/// An operation that is called on a path. What must be given is an argument of the method.
pub(super) fn operation(place: Place<'_>, item: &Operation, path: &TokenStream) -> TokenStream {
    let docs = docs(&item.docs);
    let method = ident(&item.method);
    let required = || item.arguments.iter().filter(|a| !a.optional);
    let parameters = required().map(|a| parameter(place, a));
    let chain: TokenStream = required().map(|a| argument(place, a)).collect();
    let kind = match item.kind {
        CallKind::Function => quote!(function),
        CallKind::Action => quote!(action),
    };
    let name = &item.wire_name;
    let names = match &item.namespace {
        Some(namespace) => quote!(#namespace, #name),
        // An import has no namespace in URLs.
        None => quote!("", #name),
    };
    let begun = quote!(#path.#kind(#names) #chain);
    let (ty, value) = match &item.call {
        Some(call) => {
            let call = place.path(call);
            (quote!(#call), quote!(#call::new(#begun)))
        }
        None => {
            let (ty, end) = returns(place, item);
            (ty, quote!(#begun #end))
        }
    };
    quote! {
        #docs
        pub fn #method(&self, #(#parameters),*) -> #ty {
            #value
        }
    }
}

/// The call of an operation, with a method for each argument that may be left out.
pub(super) fn call(place: Place<'_>, item: &Call) -> Vec<TokenStream> {
    let call_docs = docs(&item.docs);
    let name = ident(&item.name);
    let optional = item.operation.arguments.iter().filter(|a| a.optional);
    let setters = optional.map(|a| setter(place, a));
    let (begun, value) = match item.operation.kind {
        CallKind::Function => (quote!(rt::Function), quote!(call)),
        CallKind::Action => (quote!(rt::Action), quote!(call.with_parameters())),
    };
    let (ty, end) = returns(place, &item.operation);
    let into_future = quote!(::core::future::IntoFuture);
    vec![
        quote! {
            #call_docs
            #[derive(Debug)]
            #[must_use = "a call does nothing until it is awaited"]
            pub struct #name(#begun);
        },
        quote! {
            impl #name {
                #[doc = " The call that was begun by hand."]
                pub fn new(call: #begun) -> Self {
                    Self(#value)
                }
                #(#setters)*
                #[doc = " The request, for options, headers and batches."]
                pub fn request(self) -> #ty {
                    self.0 #end
                }
            }
        },
        quote! {
            impl #into_future for #name {
                type Output = <#ty as #into_future>::Output;
                type IntoFuture = <#ty as #into_future>::IntoFuture;
                fn into_future(self) -> Self::IntoFuture {
                    #into_future::into_future(self.request())
                }
            }
        },
    ]
}

fn setter(place: Place<'_>, item: &Argument) -> TokenStream {
    let docs = docs(&item.docs);
    let name = ident(&item.name);
    let wire_name = &item.wire_name;
    let ty = place.ty(&item.ty);
    let into = place.std("Into");
    match item.nullable {
        true => quote! {
            #docs
            pub fn #name<K>(self, #name: impl rt::IntoNullable<#ty, K>) -> Self {
                Self(self.0.argument(#wire_name, #name.into_nullable()))
            }
        },
        false => quote! {
            #docs
            pub fn #name(self, #name: impl #into<#ty>) -> Self {
                Self(self.0.argument::<#ty>(#wire_name, #name.into()))
            }
        },
    }
}

/// What a call gives, and the method that makes it.
fn returns(place: Place<'_>, item: &Operation) -> (TokenStream, TokenStream) {
    let (ty, end, compose) = match &item.returns {
        Returns::Nothing => (quote!(rt::Call<()>), quote!(.call()), quote!()),
        Returns::Stream => (quote!(rt::Call<rt::Bytes>), quote!(.call()), quote!()),
        Returns::Single(ty) => {
            let ty = place.ty(ty);
            (quote!(rt::Call<#ty>), quote!(.call()), quote!(compose))
        }
        Returns::Collection(ty) => {
            let ty = place.ty(ty);
            let compose = quote!(compose_collection);
            (quote!(rt::List<#ty>), quote!(.list()), compose)
        }
    };
    match &item.composed {
        Some(builder) => {
            let builder = place.path(builder);
            let end = quote!(.#compose(#builder::new));
            (quote!(rt::Composed<#ty, #builder>), end)
        }
        None => (ty, end),
    }
}

fn parameter(place: Place<'_>, argument: &Argument) -> TokenStream {
    let name = ident(&argument.name);
    let ty = place.ty(&argument.ty);
    match argument.nullable {
        // `None` has no type of its own to convert from.
        true => {
            let option = place.std("Option");
            quote!(#name: #option<#ty>)
        }
        false => {
            let into = place.std("Into");
            quote!(#name: impl #into<#ty>)
        }
    }
}

fn argument(place: Place<'_>, argument: &Argument) -> TokenStream {
    let (name, wire_name) = (ident(&argument.name), &argument.wire_name);
    let ty = place.ty(&argument.ty);
    match argument.nullable {
        true => quote!(.argument(#wire_name, #name)),
        false => quote!(.argument::<#ty>(#wire_name, #name.into())),
    }
}
