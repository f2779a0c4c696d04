//! Structs and enums over derived types.

use clientwright_model::{
    Access, Constant, ConstantKind, Field, Polymorphic, Struct, Undeclared, Variant,
};
use proc_macro2::TokenStream;
use quote::quote;

use super::{Piece, Place, docs, ident};

pub(super) fn structure(place: Place<'_>, item: &Struct) -> Vec<Piece> {
    let mut pieces = vec![Piece::Tokens(definition(place, item))];
    pieces.extend(constants(place, &item.name, &item.constants).map(Piece::Tokens));
    pieces.push(Piece::Text(table(item)));
    let name = ident(&item.name);
    pieces.extend(item.bases.iter().map(|base| {
        let base = place.path(base);
        Piece::Tokens(quote!(rt::derived!(#name: #base);))
    }));
    pieces
}

fn definition(place: Place<'_>, item: &Struct) -> TokenStream {
    let item_docs = docs(&item.docs);
    let name = ident(&item.name);
    let (option, boxed) = (place.std("Option"), place.std("Box"));
    let fields = item.fields.iter().map(|field| {
        let docs = docs(&field.docs);
        let name = ident(&field.name);
        let ty = place.ty(&field.rust_ty());
        quote!(#docs pub #name: #ty,)
    });
    let bag = ident(&item.undeclared.bag);
    let annotations = ident(&item.undeclared.annotations);
    quote! {
        #item_docs
        #[derive(Clone, Default, PartialEq)]
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
        ConstantKind::Property {
            ty,
            nullable,
            access,
        } => {
            let ty = place.ty(ty);
            let mark = mark(*access, *nullable);
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

/// What requests may do with a property, as an argument of its type.
fn mark(access: Access, nullable: bool) -> TokenStream {
    match (access, nullable) {
        // The default of the type parameter.
        (Access::ReadWrite, true) => quote!(),
        (Access::ReadWrite, false) => quote!(, rt::mark::Required),
        (Access::ReadOnly, _) => quote!(, rt::mark::Computed),
        (Access::CreateOnly, _) => quote!(, rt::mark::Immutable),
        (Access::Key, _) => quote!(, rt::mark::Key),
    }
}

/// The table of fields from which the runtime's macro makes everything else. It is text rather than tokens, since the
/// formatter leaves the inside of macros alone.
fn table(item: &Struct) -> String {
    let mut text = format!("rt::object! {{\n    {} = {:?}", item.name, item.wire_name);
    text.push_str(if item.writes_type {
        ", typed;\n"
    } else {
        ";\n"
    });
    table_rows(&item.fields, &mut text);
    let Undeclared { bag, annotations } = &item.undeclared;
    if bag != "additional_properties" || annotations != "odata" {
        text.push_str(&format!("    ; bag = {bag}, annotations = {annotations}\n"));
    }
    text.push_str("}\n");
    text
}

/// The most elements that a tuple of the runtime has.
const TUPLE: usize = 16;

/// The rows of a table: one for each field, in brackets where one tuple does not hold all, and in two pairs of brackets where a
/// tuple of tuples does not either.
fn table_rows(fields: &[Field], text: &mut String) {
    let levels = match fields.len() {
        0..=TUPLE => 0,
        len if len <= TUPLE * TUPLE => 1,
        _ => 2,
    };
    bracketed_rows(fields, levels, text);
}

fn bracketed_rows(fields: &[Field], levels: u32, text: &mut String) {
    if levels == 0 {
        for field in fields {
            let kind = match field.access {
                Access::ReadWrite | Access::CreateOnly => "",
                Access::ReadOnly => " computed",
                Access::Key => " key",
            };
            let line = format!("    {} = {:?}{kind},\n", field.name, field.wire_name);
            text.push_str(&line);
        }
        return;
    }
    for fields in fields.chunks(TUPLE.pow(levels)) {
        text.push_str("    [\n");
        bracketed_rows(fields, levels - 1, text);
        text.push_str("    ]\n");
    }
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
    let names = item.variants.iter().flat_map(|variant| &variant.wire_names);
    quote! {
        impl rt::Polymorphic for #name {
            const NAME: &'static str = #wire_name;
            const NAMES: &'static [&'static str] = &[#(#names),*];
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
