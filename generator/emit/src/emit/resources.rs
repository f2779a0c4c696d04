//! Builders: the client, resources and groups, and the steps between them.

use clientwright_model::{Client, Group, Protocol, Resource, Step, Subgroup, Target, features};
use proc_macro2::TokenStream;
use quote::quote;

use super::{Piece, Place, calls, docs, ident, odata, operations};

/// The kind of builder that a method belongs to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Owner {
    Client,
    Resource,
    Group,
}

impl Owner {
    /// The path of a builder of this kind.
    pub(super) fn path(self) -> TokenStream {
        match self {
            Self::Client => quote!(rt::resource::Path::root(&self.0)),
            Self::Resource => quote!(self.0.path()),
            Self::Group => quote!(self.0.clone()),
        }
    }
}

pub(super) fn resource(place: Place<'_>, item: &Resource) -> Vec<Piece> {
    let name = ident(&item.name);
    let keys = item.entities.keys.iter().map(|k| odata::key(place, k));
    let steps = item.steps.iter().map(|s| step(place, s, Owner::Resource));
    let calls = item.calls.iter();
    let calls = calls.map(|c| calls::call(place, c, Owner::Resource));
    let streams = item.entities.streams.iter().map(odata::stream);
    let casts = item.entities.casts.iter().map(|c| odata::cast(place, c));
    let methods = keys.chain(steps).chain(calls).chain(streams).chain(casts);
    let methods: TokenStream = methods.collect();
    let mut items = Vec::new();
    if !methods.is_empty() {
        items.push(quote!(impl<C> #name<C> { #methods }));
    }
    items.extend(odata::media(place, &item.entities));
    items.extend(odata::by_path(place, &name, &item.entities.by_path));
    let definition = odata::definition(place, &item.docs, &item.name, &item.entities);
    let mut pieces = vec![Piece::Text(definition)];
    pieces.extend(items.into_iter().map(Piece::Tokens));
    pieces
}

pub(super) fn group(place: Place<'_>, item: &Group) -> Vec<TokenStream> {
    let item_docs = docs(&item.docs);
    let name = ident(&item.name);
    let groups = item.groups.iter().map(|s| {
        let target = subgroup(place, &s.target, Owner::Group);
        method(s, &target)
    });
    let calls = item.calls.iter();
    let calls = calls.map(|c| calls::call(place, c, Owner::Group));
    let (ty, argument, new_docs) = match item.has_path {
        true => (
            quote!(rt::resource::Path),
            quote!(path),
            " Wraps a path of the runtime, for paths without generated code.",
        ),
        false => (
            quote!(rt::Client),
            quote!(client),
            " The group of a client.",
        ),
    };
    vec![
        quote! {
            #item_docs
            #[derive(Clone, Debug)]
            pub struct #name(#ty);
        },
        quote! {
            impl #name {
                #[doc = #new_docs]
                pub fn new(#argument: #ty) -> Self {
                    Self(#argument)
                }
                #(#groups)*
                #(#calls)*
            }
        },
    ]
}

pub(super) fn client(place: Place<'_>, item: &Client) -> Vec<TokenStream> {
    let item_docs = docs(&item.docs);
    let name = ident(&item.name);
    let gate = |method: &str| {
        let feature = features::of_root(method);
        item.gated.then(|| quote!(#[cfg(feature = #feature)]))
    };
    let steps = item.steps.iter().map(|s| {
        let (cfg, step) = (gate(&s.method), step(place, s, Owner::Client));
        quote!(#cfg #step)
    });
    let calls = item.calls.iter().map(|c| {
        let cfg = gate(&c.method);
        let call = calls::call(place, c, Owner::Client);
        quote!(#cfg #call)
    });
    let definition = quote! {
        #item_docs
        #[derive(Clone, Debug)]
        pub struct #name(rt::Client);
    };
    let methods = quote! {
        impl #name {
            #[doc = " Starts to configure a client."]
            pub fn builder() -> rt::ClientBuilder<Self> {
                rt::ClientBuilder::new()
            }
            #[doc = " The untyped client that this one wraps."]
            pub fn client(&self) -> &rt::Client {
                &self.0
            }
            #(#steps)*
            #(#calls)*
        }
    };
    vec![definition, methods, service(place, item)]
}

/// The settings of the runtime's client builder.
fn service(place: Place<'_>, item: &Client) -> TokenStream {
    let name = ident(&item.name);
    let base_url = item.base_url.as_deref();
    let defaults = match &item.protocol {
        Protocol::OData(defaults) => odata::defaults(place, base_url, defaults),
        Protocol::OpenApi(service) => operations::defaults(base_url, service),
    };
    quote! {
        impl rt::client::Service for #name {
            const DEFAULTS: rt::client::Defaults = #defaults;
            fn from_client(client: rt::Client) -> Self {
                Self(client)
            }
        }
    }
}

pub(super) fn step(place: Place<'_>, item: &Step, owner: Owner) -> TokenStream {
    let returned = match &item.target {
        Target::Group(target) => subgroup(place, target, owner),
        Target::Entities(navigation) => {
            let (ty, value) = odata::navigation(place, navigation, owner);
            Returned {
                arguments: Vec::new(),
                ty,
                value,
            }
        }
    };
    method(item, &returned)
}

/// What the method of a step returns.
struct Returned {
    arguments: Vec<TokenStream>,
    ty: TokenStream,
    value: TokenStream,
}

fn method<T>(item: &Step<T>, returned: &Returned) -> TokenStream {
    let docs = docs(&item.docs);
    let method = ident(&item.method);
    let Returned {
        arguments,
        ty,
        value,
    } = returned;
    quote!(#docs pub fn #method(&self #(, #arguments)*) -> #ty { #value })
}

/// A group at its path.
fn subgroup(place: Place<'_>, item: &Subgroup, owner: Owner) -> Returned {
    let group = place.path(&item.group);
    let Some(appended) = &item.path else {
        return Returned {
            arguments: Vec::new(),
            value: quote!(#group::new(self.0.clone())),
            ty: group,
        };
    };
    let (path, segments) = (owner.path(), &appended.segments);
    let into = place.std("Into");
    let (mut arguments, mut values) = (Vec::new(), Vec::new());
    for value in &appended.values {
        let (name, ty) = (ident(&value.name), place.ty(&value.ty));
        arguments.push(quote!(#name: impl #into<#ty>));
        values.push(quote!(.value::<#ty>(&#name.into())));
    }
    Returned {
        arguments,
        value: quote!(#group::new(#path #(.segment(#segments))* #(#values)*)),
        ty: group,
    }
}
