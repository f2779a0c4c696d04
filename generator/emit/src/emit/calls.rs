//! Methods that send requests.

use clientwright_model::{
    Call, CallBuilder, Output, Paging, Parameter, Presence, Request, Segment,
};
use proc_macro2::TokenStream;
use quote::quote;

use super::resources::Owner;
use super::{Place, docs, ident, operations};

/// The method of a call of OData, or of an operation of OpenAPI.
pub(super) fn call(place: Place<'_>, item: &Call, owner: Owner) -> TokenStream {
    let path = owner.path();
    let (begin, segment) = match &item.request {
        Request::Function(segment) => (quote!(function), segment),
        Request::Action(segment) => (quote!(action), segment),
        Request::Operation(operation) => return operations::call(place, item, operation),
    };
    let docs = docs(&item.docs);
    let method = ident(&item.method);
    let parameters = item.required().map(|p| argument(place, p));
    let chain: TokenStream = item.required().map(|p| send(place, p)).collect();
    let segment = self::segment(segment);
    let begun = quote!(#path.#begin(#segment) #chain);
    let (ty, value) = match &item.builder {
        Some(builder) => {
            let builder = place.path(builder);
            (quote!(#builder), quote!(#builder::new(#begun)))
        }
        None => {
            let (ty, end) = output(place, &item.output);
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

/// A call with a method for each optional parameter.
pub(super) fn builder(place: Place<'_>, item: &CallBuilder) -> Vec<TokenStream> {
    let builder_docs = docs(&item.docs);
    let name = ident(&item.name);
    let setters = item.call.optional().map(|p| setter(place, p));
    let (begun, value) = match &item.call.request {
        Request::Function(_) => (quote!(rt::operation::Function), quote!(call)),
        Request::Action(_) => (
            quote!(rt::operation::Action),
            quote!(call.with_parameters()),
        ),
        Request::Operation(operation) => return operations::builder(place, item, operation),
    };
    let (ty, end) = output(place, &item.call.output);
    let into_future = quote!(::core::future::IntoFuture);
    vec![
        quote! {
            #builder_docs
            #[derive(Debug)]
            #[must_use = "a call does nothing until it is awaited"]
            pub struct #name(#begun);
        },
        quote! {
            impl #name {
                #[doc = " Wraps a call of the runtime, for calls without generated code."]
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

/// The arguments of the runtime's method that starts a request.
fn segment(segment: &Segment) -> TokenStream {
    match segment {
        Segment::Fixed(name) => quote!("", #name),
        Segment::Qualified { namespace, name } => quote!(#namespace, #name),
    }
}

/// The type of the result of a call, and the runtime's method that returns it.
fn output(place: Place<'_>, output: &Output) -> (TokenStream, TokenStream) {
    let (ty, end, compose, resource) = match output {
        Output::Empty => return (quote!(rt::request::Call<()>), quote!(.call())),
        Output::Bytes => {
            return (
                quote!(rt::request::Call<rt::request::Bytes>),
                quote!(.call()),
            );
        }
        Output::Text(ty) => {
            let ty = place.ty(ty);
            return (quote!(rt::request::Call<#ty>), quote!(.call()));
        }
        Output::Json { ty, resource } => {
            let ty = place.ty(ty);
            (
                quote!(rt::request::Call<#ty>),
                quote!(call),
                quote!(compose),
                resource,
            )
        }
        Output::Pages {
            item,
            paging: Paging::NextLink,
            resource,
        } => {
            let item = place.ty(item);
            let compose = quote!(compose_collection);
            (
                quote!(rt::request::List<#item>),
                quote!(list),
                compose,
                resource,
            )
        }
    };
    match resource {
        Some(resource) => {
            let resource = place.path(resource);
            let end = quote!(.#compose(#resource::new));
            (quote!(rt::resource::Composed<#ty, #resource>), end)
        }
        None => (ty, quote!(.#end())),
    }
}

/// An argument of the method.
fn argument(place: Place<'_>, item: &Parameter) -> TokenStream {
    let name = ident(&item.name);
    let ty = place.ty(&item.ty);
    match is_nullable(item.presence) {
        // `None` has no type from which it could be converted.
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

/// The runtime's method for an argument.
fn send(place: Place<'_>, item: &Parameter) -> TokenStream {
    let (name, wire_name) = (ident(&item.name), &item.wire_name);
    let ty = place.ty(&item.ty);
    match is_nullable(item.presence) {
        true => quote!(.argument(#wire_name, #name)),
        false => quote!(.argument::<#ty>(#wire_name, #name.into())),
    }
}

/// The method of a builder.
fn setter(place: Place<'_>, item: &Parameter) -> TokenStream {
    let docs = docs(&item.docs);
    let (name, wire_name) = (ident(&item.name), &item.wire_name);
    let ty = place.ty(&item.ty);
    match is_nullable(item.presence) {
        true => quote! {
            #docs
            pub fn #name<K>(self, #name: impl rt::operation::IntoNullable<#ty, K>) -> Self {
                Self(self.0.argument(#wire_name, #name.into_nullable()))
            }
        },
        false => {
            let into = place.std("Into");
            quote! {
                #docs
                pub fn #name(self, #name: impl #into<#ty>) -> Self {
                    Self(self.0.argument::<#ty>(#wire_name, #name.into()))
                }
            }
        }
    }
}

fn is_nullable(presence: Presence) -> bool {
    match presence {
        Presence::Required | Presence::Optional => false,
        Presence::RequiredNullable | Presence::OptionalNullable | Presence::ThreeValued => true,
    }
}
