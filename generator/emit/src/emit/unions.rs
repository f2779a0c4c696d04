//! Enums of types.

use clientwright_model::{Discriminator, Shape, Union, Variant};
use proc_macro2::TokenStream;
use quote::quote;

use super::structs::constants;
use super::{Piece, Place, docs, ident, index};

pub(super) fn union(place: Place<'_>, item: &Union) -> Vec<Piece> {
    let mut pieces = vec![Piece::Tokens(definition(place, item))];
    pieces.extend(constants(place, &item.name, &item.constants).map(Piece::Text));
    let mut items = Vec::new();
    let name = ident(&item.name);
    match &item.discriminator {
        Discriminator::TypeControl(_) => {
            items.push(by_tag(place, item, None, None));
            items.push(quote!(rt::polymorphic!(#name);));
        }
        Discriminator::Property {
            name: tag, default, ..
        } => {
            items.push(by_tag(place, item, Some(tag), *default));
            items.push(quote!(rt::polymorphic!(#name);));
        }
        Discriminator::Shape(shapes) => {
            items.push(by_shape(place, item, shapes));
            items.push(quote!(rt::shaped!(#name);));
        }
    }
    let variants = item.variants.iter();
    items.extend(variants.map(|variant| variant_from(place, item, variant)));
    pieces.extend(items.into_iter().map(Piece::Tokens));
    pieces
}

fn definition(place: Place<'_>, item: &Union) -> TokenStream {
    let item_docs = docs(&item.docs);
    let name = ident(&item.name);
    let (fallback_docs, fallback) = (docs(&item.fallback_docs), ident(&item.fallback));
    let kept = match item.discriminator {
        Discriminator::TypeControl(_) | Discriminator::Property { .. } => quote!(rt::other::Other),
        Discriminator::Shape(_) => quote!(rt::shape::AnyJson),
    };
    let variants = item.variants.iter().map(|variant| {
        let docs = docs(&variant.docs);
        let name = ident(&variant.name);
        let ty = place.ty(&variant.ty);
        quote!(#docs #name(#ty),)
    });
    quote! {
        #item_docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #fallback_docs
            #fallback(#kept),
        }
    }
}

fn by_tag(
    place: Place<'_>,
    item: &Union,
    tag: Option<&str>,
    default: Option<usize>,
) -> TokenStream {
    let result = place.std("Result");
    let name = ident(&item.name);
    let wire_name = &item.wire_name;
    let default = default.and_then(|variant| item.variants.get(variant));
    let default = ident(default.map_or(&item.fallback, |variant| &variant.name));
    let property = tag;
    let tag = tag.map(
        |tag| quote!(const TAG: rt::polymorphic::Tag = rt::polymorphic::Tag::Discriminator(#tag);),
    );
    let reads = item
        .variants
        .iter()
        .enumerate()
        .filter_map(|(index, variant)| {
            let mut names = item.discriminator.values_of(index).peekable();
            // The default may have no value of its own.
            names.peek()?;
            let name = ident(&variant.name);
            // Writing adds the property again.
            let without = variant
                .tag
                .as_ref()
                .zip(property)
                .map(|(_, tag)| quote!(.without(#tag)));
            Some(quote!(#(#names)|* => entries #without.read().map(Self::#name),))
        });
    let names = (0..item.variants.len()).flat_map(|index| item.discriminator.values_of(index));
    let write = write(place, item);
    quote! {
        impl rt::polymorphic::Polymorphic for #name {
            const NAME: &'static str = #wire_name;
            #tag
            const NAMES: &'static [&'static str] = &[#(#names),*];
            fn read<'de, A: rt::de::MapAccess<'de>>(
                name: &str,
                entries: rt::polymorphic::Entries<'de, A>,
            ) -> #result<Self, A::Error> {
                match name {
                    #(#reads)*
                    _ => entries.read().map(Self::#default),
                }
            }
            #write
        }
    }
}

fn by_shape(place: Place<'_>, item: &Union, shapes: &[(Shape, usize)]) -> TokenStream {
    let result = place.std("Result");
    let name = ident(&item.name);
    let wire_name = &item.wire_name;
    let fallback = ident(&item.fallback);
    let shapes = shapes.iter().map(|(shape, variant)| {
        let (shape, variant) = (self::shape(place, shape), index(*variant));
        quote!((#shape, #variant))
    });
    let reads = item.variants.iter().enumerate().map(|(i, variant)| {
        let (i, variant) = (index(i), ident(&variant.name));
        quote!(#i => rt::Wire::read(deserializer).map(Self::#variant),)
    });
    let write = write(place, item);
    quote! {
        impl rt::shape::Shaped for #name {
            const NAME: &'static str = #wire_name;
            const SHAPES: &'static [(rt::shape::Shape, usize)] = &[#(#shapes),*];
            fn read<'de, D: rt::de::Deserializer<'de>>(
                variant: usize,
                deserializer: D,
            ) -> #result<Self, D::Error> {
                match variant {
                    #(#reads)*
                    _ => rt::Wire::read(deserializer).map(Self::#fallback),
                }
            }
            #write
        }
    }
}

fn shape(place: Place<'_>, shape: &Shape) -> TokenStream {
    let (some, none) = (place.std("Some"), place.std("None"));
    match shape {
        Shape::Any => quote!(rt::shape::Shape::Any),
        Shape::Null => quote!(rt::shape::Shape::Null),
        Shape::Boolean => quote!(rt::shape::Shape::Boolean),
        Shape::Integer => quote!(rt::shape::Shape::Integer),
        Shape::Number => quote!(rt::shape::Shape::Number),
        Shape::String => quote!(rt::shape::Shape::Text),
        Shape::Texts(texts) => quote!(rt::shape::Shape::Texts(&[#(#texts),*])),
        Shape::Literal(text) => quote!(rt::shape::Shape::Literal(#text)),
        Shape::Array(None) => quote!(rt::shape::Shape::Array(#none)),
        Shape::Array(Some(items)) => {
            let items = self::shape(place, items);
            quote!(rt::shape::Shape::Array(#some(&#items)))
        }
        Shape::Object {
            required,
            members,
            declared,
        } => {
            let members = members.iter().map(|(name, shape)| {
                let shape = self::shape(place, shape);
                quote!((#name, #shape))
            });
            let declared = match declared {
                Some(names) => quote!(#some(&[#(#names),*])),
                None => none,
            };
            quote! {
                rt::shape::Shape::Object {
                    required: &[#(#required),*],
                    members: &[#(#members),*],
                    declared: #declared,
                }
            }
        }
        Shape::AnyOf(shapes) => {
            let shapes = shapes.iter().map(|shape| self::shape(place, shape));
            quote!(rt::shape::Shape::AnyOf(&[#(#shapes),*]))
        }
    }
}

/// The method that writes the current variant.
fn write(place: Place<'_>, item: &Union) -> TokenStream {
    let result = place.std("Result");
    let variants = item.variants.iter().map(|variant| {
        let name = ident(&variant.name);
        match (&variant.tag, &item.discriminator) {
            (Some(value), Discriminator::Property { name: tag, .. }) => {
                quote!(Self::#name(value) => rt::record::write_tagged(value, #tag, #value, serializer),)
            }
            _ => quote!(Self::#name(value) => rt::wire::write(value, serializer),),
        }
    });
    let fallback = ident(&item.fallback);
    quote! {
        fn write<S: rt::ser::Serializer>(
            &self,
            serializer: S,
        ) -> #result<S::Ok, S::Error> {
            match self {
                #(#variants)*
                Self::#fallback(value) => rt::wire::write(value, serializer),
            }
        }
    }
}

fn variant_from(place: Place<'_>, item: &Union, variant: &Variant) -> TokenStream {
    let from = place.std("From");
    let (name, ty, variant) = (
        ident(&item.name),
        place.ty(&variant.ty),
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
