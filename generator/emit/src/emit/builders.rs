//! Request builders and the client.

use clientwright_model::{
    Capabilities, Cast, Client, CollectionBuilder, Defaults, Docs, ItemBuilder, Key, Navigation,
    PathMarker, PathMethods, Permit, Stream, Target, Ty,
};
use proc_macro2::TokenStream;
use quote::quote;

use super::operations::{bound, operation};
use super::{Place, doc_line, docs, ident};

pub(super) fn collection(place: Place<'_>, item: &CollectionBuilder) -> Vec<TokenStream> {
    let name = ident(&item.name);
    let entity = place.path(&item.entity);
    let inner = quote!(rt::Collection<#entity, C>);
    let mut items = builder(&item.docs, &item.name, &inner);
    let keys = item.keys.iter().map(|key| by_key(place, key));
    let operations = item.operations.iter().map(|o| bound(place, o));
    let casts = item.casts.iter().map(|c| cast(place, c));
    items.push(quote! {
        impl<C> #name<C> {
            #[doc = " The builder at a collection that was reached by hand."]
            pub fn new(collection: #inner) -> Self {
                Self(collection)
            }
            #(#keys)*
            #(#operations)*
            #(#casts)*
        }
    });
    if item.is_media {
        items.push(quote!(impl rt::MediaEntity for #entity {}));
    }
    items.extend(by_path(place, &item.name, &item.by_path));
    items
}

pub(super) fn item(place: Place<'_>, item: &ItemBuilder) -> Vec<TokenStream> {
    let name = ident(&item.name);
    let entity = place.path(&item.entity);
    let inner = quote!(rt::Item<#entity, C>);
    let mut items = builder(&item.docs, &item.name, &inner);
    let navigations = item.navigations.iter().map(|n| navigation(place, n));
    let operations = item.operations.iter().map(|o| bound(place, o));
    let streams = item.streams.iter().map(stream);
    let casts = item.casts.iter().map(|c| cast(place, c));
    items.push(quote! {
        impl<C> #name<C> {
            #[doc = " The builder at an entity that was reached by hand."]
            pub fn new(item: #inner) -> Self {
                Self(item)
            }
            #(#navigations)*
            #(#operations)*
            #(#streams)*
            #(#casts)*
        }
    });
    items.extend(by_path(place, &item.name, &item.by_path));
    items
}

/// The type of a builder, which has the methods of the runtime's own.
fn builder(item_docs: &Docs, name: &str, inner: &TokenStream) -> Vec<TokenStream> {
    let docs = docs(item_docs);
    let name = ident(name);
    vec![
        quote! {
            #docs
            #[derive(Clone, Debug)]
            pub struct #name<C = rt::Full>(#inner);
        },
        quote! {
            impl<C> ::core::ops::Deref for #name<C> {
                type Target = #inner;
                fn deref(&self) -> &Self::Target {
                    &self.0
                }
            }
        },
    ]
}

fn stream(item: &Stream) -> TokenStream {
    let docs = docs(&item.docs);
    let method = ident(&item.method);
    let value = match &item.property {
        Some(property) => quote!(self.0.stream(#property)),
        None => quote!(self.0.media()),
    };
    quote!(#docs pub fn #method(&self) -> rt::Media<C> { #value })
}

fn by_key(place: Place<'_>, key: &Key) -> TokenStream {
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
        match part.ty {
            Ty::String => quote!(#name: impl #as_ref<str>),
            _ => {
                let ty = place.ty(&part.ty);
                quote!(#name: impl #into<#ty>)
            }
        }
    });
    let parts = key.parts.iter().map(|part| {
        let (name, wire_name) = (ident(&part.name), &part.wire_name);
        match part.ty {
            Ty::String => quote!((#wire_name, rt::literal(#name.as_ref()))),
            _ => {
                let ty = place.ty(&part.ty);
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

// ---- what depends on the path ----

/// As text: a formatter of Rust has no opinion on what stands in a macro.
pub(super) fn path(place: Place<'_>, item: &PathMarker) -> String {
    let mut out = "rt::path! {\n".to_owned();
    for line in item.docs.lines() {
        out.push_str(&format!("    ///{}\n", doc_line(line)));
    }
    let casts = match &item.casts {
        None => "..".to_owned(),
        Some(derived) => {
            let derived = derived
                .iter()
                .map(|ty| place.path(ty).to_string().replace(' ', ""));
            derived.collect::<Vec<_>>().join(", ")
        }
    };
    out.push_str(&format!(
        "    pub {}: {}; {casts}\n}}\n",
        item.name,
        item.allows.join(" ")
    ));
    out
}

/// An `impl` for each path that has methods of its own, and one for all that have not.
fn by_path(place: Place<'_>, builder: &str, methods: &[PathMethods]) -> Vec<TokenStream> {
    let name = ident(builder);
    let impls = methods.iter().map(|methods| {
        let navigations = methods.navigations.iter().map(|n| navigation(place, n));
        let operations = methods.operations.iter().map(|o| bound(place, o));
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
                quote!(rt::Allow<L, G, I, U, D, K>),
            ),
        };
        quote! {
            impl #parameters #name<#marker> {
                #(#navigations)*
                #(#operations)*
            }
        }
    });
    impls.collect()
}

fn cast(place: Place<'_>, item: &Cast) -> TokenStream {
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

fn navigation(place: Place<'_>, item: &Navigation) -> TokenStream {
    let docs = docs(&item.docs);
    let method = ident(&item.method);
    let wire_name = &item.wire_name;
    let step = match item.is_collection {
        true => quote!(self.0.navigate_collection(#wire_name)),
        false => quote!(self.0.navigate(#wire_name)),
    };
    let (ty, value) = target(place, item, step);
    quote!(#docs pub fn #method(&self) -> #ty { #value })
}

/// The type of a step's builder, and the builder made from the runtime's.
fn target(place: Place<'_>, item: &Navigation, step: TokenStream) -> (TokenStream, TokenStream) {
    let marker = match &item.permit {
        Permit::Allow(capabilities) => marker(*capabilities),
        Permit::Path(marker) => place.path(marker),
    };
    match &item.target {
        Target::Builder(path) => {
            let path = place.path(path);
            // The default of the type parameter.
            let arguments = match item.permit == Permit::Allow(Capabilities::FULL) {
                true => quote!(),
                false => quote!(<#marker>),
            };
            (quote!(#path #arguments), quote!(#path::new(#step)))
        }
        Target::Leaf(entity) => {
            let entity = place.path(entity);
            let builder = match item.is_collection {
                true => quote!(rt::Collection),
                false => quote!(rt::Item),
            };
            (quote!(#builder<#entity, #marker>), step)
        }
    }
}

/// The runtime's marker, by the alias that it has for the usual ones.
fn marker(capabilities: Capabilities) -> TokenStream {
    let Capabilities {
        list,
        get,
        insert,
        update,
        delete,
        link,
    } = capabilities;
    match (list, get, insert, update, delete, link) {
        (true, true, true, true, true, false) => quote!(rt::Full),
        (true, true, true, true, true, true) => quote!(rt::Linked),
        (true, true, true, true, false, true) => quote!(rt::LinkedNoDelete),
        (true, true, false, false, false, false) => quote!(rt::ReadOnly),
        (true, true, false, false, false, true) => quote!(rt::LinkOnly),
        (true, true, false, true, true, false) => quote!(rt::NoInsert),
        (true, true, true, false, true, false) => quote!(rt::NoUpdate),
        (true, true, true, true, false, false) => quote!(rt::NoDelete),
        (false, false, true, false, false, false) => quote!(rt::InsertOnly),
        (false, false, false, false, false, false) => quote!(rt::NavigateOnly),
        (.., false) => quote!(rt::Allow<#list, #get, #insert, #update, #delete>),
        (.., true) => quote!(rt::Allow<#list, #get, #insert, #update, #delete, true>),
    }
}

// ---- the client ----

pub(super) fn client(place: Place<'_>, item: &Client) -> Vec<TokenStream> {
    let item_docs = docs(&item.docs);
    let name = ident(&item.name);
    let gate = |method: &str| item.gated.then(|| quote!(#[cfg(feature = #method)]));
    let roots = item.roots.iter().map(|root| {
        let (cfg, entry) = (gate(&root.method), entry(place, root));
        quote!(#cfg #entry)
    });
    let path = quote!(rt::Path::root(&self.0));
    let operations = item.operations.iter().map(|o| {
        let (cfg, operation) = (gate(&o.method), operation(place, o, &path));
        quote!(#cfg #operation)
    });
    let defaults = defaults(place, &item.defaults);
    vec![
        quote! {
            #item_docs
            #[derive(Clone, Debug)]
            pub struct #name(rt::Client);
        },
        quote! {
            impl #name {
                #[doc = " Starts to configure a client."]
                pub fn builder() -> rt::ClientBuilder<Self> {
                    rt::ClientBuilder::new()
                }
                #[doc = " The untyped client behind this one."]
                pub fn client(&self) -> &rt::Client {
                    &self.0
                }
                #(#roots)*
                #(#operations)*
            }
        },
        quote! {
            impl rt::Service for #name {
                const DEFAULTS: rt::Defaults = #defaults;
                fn from_client(client: rt::Client) -> Self {
                    Self(client)
                }
            }
        },
    ]
}

fn entry(place: Place<'_>, item: &Navigation) -> TokenStream {
    let docs = docs(&item.docs);
    let method = ident(&item.method);
    let wire_name = &item.wire_name;
    let step = match item.is_collection {
        true => quote!(rt::Collection::root(&self.0, #wire_name)),
        false => quote!(rt::Item::root(&self.0, #wire_name)),
    };
    let (ty, value) = target(place, item, step);
    quote!(#docs pub fn #method(&self) -> #ty { #value })
}

/// Only what differs from the standard is written.
fn defaults(place: Place<'_>, defaults: &Defaults) -> TokenStream {
    let some = place.std("Some");
    let base_url = defaults
        .base_url
        .as_ref()
        .map(|url| quote!(base_url: #some(#url),));
    let key_style = defaults
        .key_as_segment
        .then(|| quote!(key_style: rt::KeyStyle::Segment,));
    let default_namespace = defaults
        .default_namespace
        .as_ref()
        .map(|namespace| quote!(default_namespace: #some(#namespace),));
    let enum_literals = defaults
        .unqualified_enum_literals
        .then(|| quote!(enum_literals: rt::EnumLiterals::Unqualified,));
    let unknown_members = defaults
        .unknown_enum_members
        .then(|| quote!(unknown_enum_members: true,));
    let returning = defaults
        .return_representation
        .then(|| quote!(returning: #some(rt::Return::Representation),));
    let batch_slash = defaults.batch_slash.then(|| quote!(batch_slash: true,));
    quote! {
        rt::Defaults {
            #base_url
            #key_style
            #default_namespace
            #enum_literals
            #unknown_members
            #batch_slash
            #returning
            ..rt::Defaults::STANDARD
        }
    }
}
