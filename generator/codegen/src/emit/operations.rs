//! Methods that call actions and functions.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Place, docs, ident};
use crate::model::{Argument, CallKind, Operation, Returns, Ty};

/// An operation bound to what a builder stands at.
pub(super) fn bound(place: Place<'_>, item: &Operation) -> TokenStream {
    operation(place, item, &quote!(self.0.path()))
}

/// An operation that is called on a path.
pub(super) fn operation(place: Place<'_>, item: &Operation, path: &TokenStream) -> TokenStream {
    let docs = docs(&item.docs);
    let method = ident(&item.method);
    let (kind, parameters, chain) = match &item.call {
        CallKind::Function(arguments) => {
            let parameters = arguments.iter().map(|a| parameter(place, a)).collect();
            let chain = arguments.iter().map(|a| argument(place, a)).collect();
            (quote!(function), parameters, chain)
        }
        CallKind::Action(Some(body)) => {
            let body = place.path(body);
            let parameters = vec![quote!(parameters: &#body)];
            (quote!(action), parameters, quote!(.body(parameters)))
        }
        CallKind::Action(None) => (quote!(action), Vec::new(), quote!()),
    };
    let name = &item.wire_name;
    let names = match &item.namespace {
        Some(namespace) => quote!(#namespace, #name),
        // An import has no namespace in URLs.
        None => quote!("", #name),
    };
    let (ty, end) = returns(place, item);
    quote! {
        #docs
        pub fn #method(&self, #(#parameters),*) -> #ty {
            #path.#kind(#names) #chain #end
        }
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
    match argument.ty {
        // `None` has no type of its own to convert from.
        Ty::Option(_) => quote!(#name: #ty),
        _ => {
            let into = place.std("Into");
            quote!(#name: impl #into<#ty>)
        }
    }
}

fn argument(place: Place<'_>, argument: &Argument) -> TokenStream {
    let (name, wire_name) = (ident(&argument.name), &argument.wire_name);
    let ty = place.ty(&argument.ty);
    match (argument.optional, &argument.ty) {
        (true, _) => quote!(.optional_argument(#wire_name, #name)),
        (false, Ty::Option(_)) => quote!(.argument(#wire_name, #name)),
        (false, _) => quote!(.argument::<#ty>(#wire_name, #name.into())),
    }
}
