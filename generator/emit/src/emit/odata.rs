//! Members that only builders of OData have.

use clientwright_model::Docs;
use clientwright_model::odata::{
    Builder, Capabilities, Cast, Defaults, Entities, Key, KeyValue, Navigation, Number, PathMarker,
    PathMethods, Permit, Stream,
};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::resources::{Owner, step};
use super::{INDENT, Place, calls, docs, docs_text, ident};

/// The type of a builder, around the runtime's builder. Text, because Rust formatters do not format the inside of macros.
pub(super) fn definition(place: Place<'_>, docs: &Docs, name: &str, item: &Entities) -> String {
    let docs = docs_text(docs, INDENT);
    let entity = place.path_text(&item.entity);
    let inner = match item.number {
        Number::Many => "Collection",
        Number::One => "Item",
    };
    format!("rt::builder! {{\n{docs}{INDENT}pub {name}: {inner}<{entity}>\n}}\n")
}

/// The marker of entity types whose entities are created from their bytes.
pub(super) fn media(place: Place<'_>, item: &Entities) -> Option<TokenStream> {
    let entity = place.path(&item.entity);
    item.is_media
        .then(|| quote!(impl rt::request::MediaEntity for #entity {}))
}

pub(super) fn stream(item: &Stream) -> TokenStream {
    let docs = docs(&item.docs);
    let method = ident(&item.method);
    let value = match &item.property {
        Some(property) => quote!(self.0.stream(#property)),
        None => quote!(self.0.media()),
    };
    quote!(#docs pub fn #method(&self) -> rt::request::Media<C> { #value })
}

pub(super) fn key(place: Place<'_>, key: &Key) -> TokenStream {
    let method = ident(&key.method);
    let item = place.path(&key.item);
    let docs = docs(&key.docs);
    let step = match key.is_alternate {
        true => quote!(alternate_key),
        false => quote!(key),
    };
    let (as_ref, into) = (place.std("AsRef"), place.std("Into"));
    let parameters = key.parts.iter().map(|part| {
        let name = ident(&part.name);
        match &part.value {
            KeyValue::Text => quote!(#name: impl #as_ref<str>),
            KeyValue::Into(ty) => {
                let ty = place.ty(ty);
                quote!(#name: impl #into<#ty>)
            }
        }
    });
    let parts = key.parts.iter().map(|part| {
        let (name, wire_name) = (ident(&part.name), &part.wire_name);
        match &part.value {
            KeyValue::Text => quote!((#wire_name, rt::literal(#name.as_ref()))),
            KeyValue::Into(ty) => {
                let ty = place.ty(ty);
                quote!((#wire_name, rt::literal::<#ty>(#name.into())))
            }
        }
    });
    quote! {
        #docs
        pub fn #method(&self, #(#parameters),*) -> #item<C>
        where
            C: rt::capability::Key,
        {
            #item::new(self.0.#step(&[#(#parts),*]))
        }
    }
}

// ---- methods that depend on the path ----

/// Text, as [`definition`].
pub(super) fn path(place: Place<'_>, item: &PathMarker) -> String {
    let docs = docs_text(&item.docs, INDENT);
    let casts = match &item.casts {
        None => "..".to_owned(),
        Some(derived) => {
            let derived = derived.iter().map(|ty| place.path_text(ty));
            derived.collect::<Vec<_>>().join(", ")
        }
    };
    let (name, allows) = (&item.name, item.allows.join(" "));
    format!("rt::path! {{\n{docs}{INDENT}pub {name}: {allows}; {casts}\n}}\n")
}

/// An `impl` for each path with its own methods, and one for all other paths.
pub(super) fn by_path(place: Place<'_>, name: &Ident, methods: &[PathMethods]) -> Vec<TokenStream> {
    let impls = methods.iter().map(|methods| {
        let steps = methods
            .steps
            .iter()
            .map(|s| step(place, s, Owner::Resource));
        let calls = methods.calls.iter();
        let calls = calls.map(|c| calls::call(place, c, Owner::Resource));
        let (parameters, marker) = match &methods.marker {
            Some(marker) => (quote!(), place.path(marker)),
            None => (
                quote!(<
                    const L: bool,
                    const G: bool,
                    const I: bool,
                    const U: bool,
                    const D: bool,
                    const K: bool,
                >),
                quote!(rt::capability::Allow<L, G, I, U, D, K>),
            ),
        };
        quote! {
            impl #parameters #name<#marker> {
                #(#steps)*
                #(#calls)*
            }
        }
    });
    impls.collect()
}

pub(super) fn cast(place: Place<'_>, item: &Cast) -> TokenStream {
    let docs = docs(&item.docs);
    let method = ident(&item.method);
    let wire_name = &item.wire_name;
    let target = place.path(&item.target);
    let derived = item.condition.as_ref().map(|derived| {
        let derived = place.path(derived);
        quote!(rt::capability::Cast<#derived>)
    });
    let narrow = item.narrows.then(|| quote!(rt::capability::Narrow));
    let conditions: Vec<TokenStream> = derived.into_iter().chain(narrow).collect();
    let condition = match conditions.as_slice() {
        [] => quote!(),
        all => quote!(where C: #(#all)+*),
    };
    quote! {
        #docs
        pub fn #method(&self) -> #target<C> #condition {
            #target::new(self.0.cast(#wire_name))
        }
    }
}

/// The type of the builder that a step returns, and an expression for it.
pub(super) fn navigation(
    place: Place<'_>,
    item: &Navigation,
    owner: Owner,
) -> (TokenStream, TokenStream) {
    let wire_name = &item.wire_name;
    let number = match item.number {
        Number::Many => quote!(rt::Collection),
        Number::One => quote!(rt::Item),
    };
    let value = match (owner, item.number) {
        (Owner::Client, _) => quote!(#number::root(&self.0, #wire_name)),
        (_, Number::Many) => quote!(self.0.navigate_collection(#wire_name)),
        (_, Number::One) => quote!(self.0.navigate(#wire_name)),
    };
    let marker = match &item.permit {
        Permit::Full => quote!(rt::capability::Full),
        Permit::Allow(capabilities) => allow(*capabilities),
        Permit::Path(marker) => place.path(marker),
    };
    match &item.builder {
        Builder::Resource(path) => {
            let path = place.path(path);
            let arguments = match item.permit {
                // The default of the type parameter.
                Permit::Full => quote!(),
                _ => quote!(<#marker>),
            };
            (quote!(#path #arguments), quote!(#path::new(#value)))
        }
        Builder::Leaf(entity) => {
            let entity = place.path(entity);
            (quote!(#number<#entity, #marker>), value)
        }
    }
}

/// The runtime's marker, by its alias where it has one.
fn allow(capabilities: Capabilities) -> TokenStream {
    if let Some(alias) = capabilities.alias() {
        let alias = ident(alias);
        return quote!(rt::capability::#alias);
    }
    let Capabilities {
        list,
        get,
        insert,
        update,
        delete,
        link,
    } = capabilities;
    // The default of the parameter is `false`.
    let link = link.then(|| quote!(, true));
    quote!(rt::capability::Allow<#list, #get, #insert, #update, #delete #link>)
}

/// Only differences from the standard are written.
pub(super) fn defaults(
    place: Place<'_>,
    base_url: Option<&str>,
    defaults: &Defaults,
) -> TokenStream {
    let some = place.std("Some");
    let base_url = base_url.map(|url| quote!(base_url: #some(#url),));
    let key_style = defaults
        .key_as_segment
        .then(|| quote!(key_style: rt::client::KeyStyle::Segment,));
    let default_namespace = defaults
        .default_namespace
        .as_ref()
        .map(|namespace| quote!(default_namespace: #some(#namespace),));
    let enum_literals = defaults
        .unqualified_enum_literals
        .then(|| quote!(enum_literals: rt::wire::EnumLiterals::Unqualified,));
    let unknown_members = defaults
        .unknown_enum_members
        .then(|| quote!(unknown_enum_members: true,));
    let returning = defaults
        .return_representation
        .then(|| quote!(returning: #some(rt::request::Return::Representation),));
    let batch_slash = defaults.batch_slash.then(|| quote!(batch_slash: true,));
    quote! {
        rt::client::Defaults {
            #base_url
            #key_style
            #default_namespace
            #enum_literals
            #unknown_members
            #batch_slash
            #returning
            ..rt::client::Defaults::STANDARD
        }
    }
}
