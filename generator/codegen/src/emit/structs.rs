//! Structs and enums over derived types.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Place, docs, ident, index};
use crate::model::{Constant, ConstantKind, Field, Mark, Polymorphic, Struct, Variant};

pub(super) fn structure(place: Place<'_>, item: &Struct) -> Vec<TokenStream> {
    let mut items = vec![definition(place, item)];
    items.extend(constants(place, &item.name, &item.constants));
    items.push(object(place, item));
    items.push(macro_call(item));
    items
}

fn definition(place: Place<'_>, item: &Struct) -> TokenStream {
    let item_docs = docs(&item.docs);
    let name = ident(&item.name);
    let (option, boxed) = (place.std("Option"), place.std("Box"));
    let fields = item.fields.iter().map(|field| {
        let docs = docs(&field.docs);
        let name = ident(&field.name);
        let ty = place.ty(&field.ty);
        quote!(#docs pub #name: #option<#ty>,)
    });
    let bag = ident(&item.bag);
    let annotations = ident(&item.annotations);
    quote! {
        #item_docs
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct #name {
            #(#fields)*
            #[doc = " Properties that the metadata does not declare."]
            pub #bag: rt::PropertyBag,
            #[doc = " Control information and annotations (`@odata.…`)."]
            pub #annotations: #option<#boxed<rt::Annotations>>,
        }
    }
}

fn constants(place: Place<'_>, owner: &str, constants: &[Constant]) -> Option<TokenStream> {
    if constants.is_empty() {
        return None;
    }
    let owner = ident(owner);
    let constants = constants.iter().map(|constant| property(place, constant));
    Some(quote!(impl #owner { #(#constants)* }))
}

fn property(place: Place<'_>, constant: &Constant) -> TokenStream {
    let docs = docs(&constant.docs);
    let name = ident(&constant.name);
    let wire_name = &constant.wire_name;
    let (ty, new) = match &constant.kind {
        ConstantKind::Property { ty, mark } => {
            let ty = place.ty(ty);
            let mark = mark_argument(*mark);
            (quote!(rt::Property<Self, #ty #mark>), quote!(rt::Property))
        }
        ConstantKind::Navigation(target) => {
            let target = place.path(target);
            (
                quote!(rt::Navigation<Self, #target>),
                quote!(rt::Navigation),
            )
        }
        ConstantKind::NavigationCollection(target) => {
            let target = place.path(target);
            let new = quote!(rt::NavigationCollection);
            (quote!(#new<Self, #target>), new)
        }
    };
    quote!(#docs pub const #name: #ty = #new::new(#wire_name);)
}

fn mark_argument(mark: Mark) -> TokenStream {
    match mark {
        // The default of the type parameter.
        Mark::Nullable => quote!(),
        Mark::Required => quote!(, rt::mark::Required),
        Mark::Computed => quote!(, rt::mark::Computed),
        Mark::Immutable => quote!(, rt::mark::Immutable),
        Mark::Key => quote!(, rt::mark::Key),
    }
}

fn object(place: Place<'_>, item: &Struct) -> TokenStream {
    let name = ident(&item.name);
    let wire_name = &item.wire_name;
    let fields = item.fields.iter().map(|field| &field.wire_name);
    let write_type = item.writes_type.then(|| {
        quote!(
            const WRITE_TYPE: bool = true;
        )
    });
    let (set, put) = match item.fields.is_empty() {
        true => no_fields(place),
        false => (set(place, item), put(place, item)),
    };
    quote! {
        impl rt::Object for #name {
            const NAME: &'static str = #wire_name;
            #write_type
            const FIELDS: &'static [&'static str] = &[#(#fields),*];
            #set
            #put
        }
    }
}

fn set(place: Place<'_>, item: &Struct) -> TokenStream {
    let result = place.std("Result");
    let arms = item.fields.iter().enumerate().map(|(i, field)| {
        let (i, name) = (index(i), ident(&field.name));
        quote!(#i => rt::get(access, &mut self.#name),)
    });
    quote! {
        fn set<'de, A: rt::de::MapAccess<'de>>(
            &mut self,
            index: usize,
            access: &mut A,
        ) -> #result<(), A::Error> {
            match index {
                #(#arms)*
                _ => rt::skip(access),
            }
        }
    }
}

fn put(place: Place<'_>, item: &Struct) -> TokenStream {
    let (result, ok) = (place.std("Result"), place.std("Ok"));
    let arms = item
        .fields
        .iter()
        .enumerate()
        .map(|(i, field)| put_arm(i, field));
    quote! {
        fn put<M: rt::ser::SerializeMap>(
            &self,
            index: usize,
            name: &'static str,
            map: &mut M,
        ) -> #result<(), M::Error> {
            match index {
                #(#arms)*
                _ => #ok(()),
            }
        }
    }
}

/// What `set` and `put` are when there is nothing to set or put.
fn no_fields(place: Place<'_>) -> (TokenStream, TokenStream) {
    let (result, ok) = (place.std("Result"), place.std("Ok"));
    let set = quote! {
        fn set<'de, A: rt::de::MapAccess<'de>>(
            &mut self,
            _index: usize,
            access: &mut A,
        ) -> #result<(), A::Error> {
            rt::skip(access)
        }
    };
    let put = quote! {
        fn put<M: rt::ser::SerializeMap>(
            &self,
            _index: usize,
            _name: &'static str,
            _map: &mut M,
        ) -> #result<(), M::Error> {
            #ok(())
        }
    };
    (set, put)
}

fn put_arm(i: usize, field: &Field) -> TokenStream {
    let (i, field_name) = (index(i), ident(&field.name));
    match field.computed {
        true => quote!(#i => rt::put_computed(map, name, &self.#field_name),),
        false => quote!(#i => rt::put(map, name, &self.#field_name),),
    }
}

fn macro_call(item: &Struct) -> TokenStream {
    let name = ident(&item.name);
    if item.bag == "additional_properties" && item.annotations == "odata" {
        return quote!(rt::object!(#name););
    }
    let (bag, annotations) = (ident(&item.bag), ident(&item.annotations));
    quote!(rt::object!(#name, bag = #bag, annotations = #annotations);)
}

pub(super) fn polymorphic(place: Place<'_>, item: &Polymorphic) -> Vec<TokenStream> {
    let mut items = vec![polymorphic_definition(place, item)];
    items.extend(constants(place, &item.name, &item.constants));
    items.push(polymorphic_impl(place, item));
    let name = ident(&item.name);
    items.push(quote!(rt::polymorphic!(#name);));
    let variants = item.variants.iter();
    items.extend(variants.map(|variant| variant_from(place, item, variant)));
    items
}

fn polymorphic_definition(place: Place<'_>, item: &Polymorphic) -> TokenStream {
    let item_docs = docs(&item.docs);
    let name = ident(&item.name);
    let other = ident(&item.other);
    let variants = item.variants.iter().map(|variant| {
        let docs = docs(&variant.docs);
        let name = ident(&variant.name);
        let ty = place.path(&variant.ty);
        quote!(#docs #name(#ty),)
    });
    quote! {
        #item_docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #[doc = " A derived type that this client does not know; keeps everything that was read."]
            #other(rt::Other),
        }
    }
}

fn polymorphic_impl(place: Place<'_>, item: &Polymorphic) -> TokenStream {
    let result = place.std("Result");
    let name = ident(&item.name);
    let wire_name = &item.wire_name;
    let other = ident(&item.other);
    let reads = item.variants.iter().map(|variant| {
        let (names, variant) = (&variant.wire_names, ident(&variant.name));
        quote!(#(#names)|* => entries.read().map(Self::#variant),)
    });
    let writes = item.variants.iter().map(|variant| ident(&variant.name));
    quote! {
        impl rt::Polymorphic for #name {
            const NAME: &'static str = #wire_name;
            fn read<'de, A: rt::de::MapAccess<'de>>(
                name: &str,
                entries: rt::Entries<'de, A>,
            ) -> #result<Self, A::Error> {
                match name {
                    #(#reads)*
                    _ => entries.read().map(Self::#other),
                }
            }
            fn write<S: rt::ser::Serializer>(
                &self,
                serializer: S,
            ) -> #result<S::Ok, S::Error> {
                match self {
                    #(Self::#writes(value) => rt::write(value, serializer),)*
                    Self::#other(value) => rt::write(value, serializer),
                }
            }
        }
    }
}

fn variant_from(place: Place<'_>, item: &Polymorphic, variant: &Variant) -> TokenStream {
    let from = place.std("From");
    let (name, ty, variant) = (
        ident(&item.name),
        place.path(&variant.ty),
        ident(&variant.name),
    );
    quote! {
        impl #from<#ty> for #name {
            fn from(value: #ty) -> Self {
                Self::#variant(value)
            }
        }
    }
}
