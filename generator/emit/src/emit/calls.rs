//! Methods that send requests.

use clientwright_model::{
    Call, CallBuilder, Output, Paging, Parameter, Presence, Request, Segment,
};
use proc_macro2::TokenStream;
use quote::quote;

use super::resources::Owner;
use super::{INDENT, Piece, Place, docs, docs_text, ident, operations, tokens};

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
            let (ty, end) = (tokens(&ty), tokens(&end));
            (ty, quote!(#begun.#end))
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
pub(super) fn builder(place: Place<'_>, item: &CallBuilder) -> Vec<Piece> {
    let kind = match &item.call.request {
        Request::Function(_) => "Function",
        Request::Action(_) => "Action",
        Request::Operation(operation) => {
            let items = operations::builder(place, item, operation);
            return items.into_iter().map(Piece::Tokens).collect();
        }
    };
    let docs = docs_text(&item.docs, INDENT);
    let (name, (ty, end)) = (&item.name, output(place, &item.call.output));
    let definition =
        format!("rt::call! {{\n{docs}{INDENT}pub {name}: {kind} -> {ty} = {end}\n}}\n");
    let setters = item.call.optional().map(|p| setter(place, p));
    let name = ident(name);
    vec![
        Piece::Text(definition),
        Piece::Tokens(quote!(impl #name { #(#setters)* })),
    ]
}

/// The arguments of the runtime's method that starts a request.
fn segment(segment: &Segment) -> TokenStream {
    match segment {
        Segment::Fixed(name) => quote!("", #name),
        Segment::Qualified { namespace, name } => quote!(#namespace, #name),
    }
}

/// The type of the result of a call, and the call of the runtime's method that returns it.
fn output(place: Place<'_>, output: &Output) -> (String, String) {
    let (ty, end, compose, resource) = match output {
        Output::Empty => ("rt::request::Call<()>".to_owned(), "call()", "", &None),
        Output::Bytes => {
            let ty = "rt::request::Call<rt::request::Bytes>".to_owned();
            (ty, "call()", "", &None)
        }
        // Streams are of OpenAPI, whose operations have a module of their own.
        Output::Text(ty) | Output::Items(ty) | Output::Events { ty, .. } => {
            let ty = format!("rt::request::Call<{}>", place.ty_text(ty));
            (ty, "call()", "", &None)
        }
        Output::ByStatus(outcomes) => {
            let ty = format!("rt::request::Call<{}>", place.path_text(outcomes));
            (ty, "call()", "", &None)
        }
        Output::Json { ty, resource } => {
            let ty = format!("rt::request::Call<{}>", place.ty_text(ty));
            (ty, "call()", "compose", resource)
        }
        Output::Pages {
            item,
            paging: Paging::NextLink,
            resource,
        } => {
            let ty = format!("rt::request::List<{}>", place.ty_text(item));
            (ty, "list()", "compose_collection", resource)
        }
    };
    match resource {
        Some(resource) => {
            let resource = place.path_text(resource);
            let end = format!("{compose}({resource}::new)");
            (format!("rt::resource::Composed<{ty}, {resource}>"), end)
        }
        None => (ty, end.to_owned()),
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
