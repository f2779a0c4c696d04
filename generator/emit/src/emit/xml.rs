//! Tables of how values are written in XML.

use clientwright_model::{XmlDocument, XmlMember, XmlName, XmlPlace, XmlShape};
use proc_macro2::TokenStream;
use quote::quote;

use super::index;

pub(super) fn document(item: &XmlDocument) -> TokenStream {
    let (root, shape) = (name(&item.root), shape(&item.shape));
    let objects = item.objects.iter().map(|members| {
        let members = members.iter().map(member);
        quote!(&[#(#members),*])
    });
    quote!(rt::xml::Document { root: #root, shape: #shape, objects: &[#(#objects),*] })
}

fn name(item: &XmlName) -> TokenStream {
    let XmlName {
        local,
        prefix,
        namespace,
    } = item;
    match namespace.is_empty() {
        true => quote!(rt::xml::Name::new(#local)),
        false => quote!(rt::xml::Name::within(#local, #prefix, #namespace)),
    }
}

fn shape(item: &XmlShape) -> TokenStream {
    match item {
        XmlShape::Text => quote!(rt::xml::Shape::Text),
        XmlShape::Number => quote!(rt::xml::Shape::Number),
        XmlShape::Boolean => quote!(rt::xml::Shape::Boolean),
        XmlShape::Any => quote!(rt::xml::Shape::Any),
        XmlShape::Object(at) => {
            let at = index(*at);
            quote!(rt::xml::Shape::Object(#at))
        }
        XmlShape::List(of, item) => {
            let (name, shape) = (name(of), shape(item));
            quote!(rt::xml::Shape::List(&rt::xml::Item { name: #name, shape: #shape }))
        }
        XmlShape::Map(values) => {
            let values = shape(values);
            quote!(rt::xml::Shape::Map(&#values))
        }
    }
}

fn member(item: &XmlMember) -> TokenStream {
    let XmlMember { json, required, .. } = item;
    let (name, shape) = (name(&item.name), shape(&item.shape));
    let place = match item.place {
        XmlPlace::Element => quote!(Element),
        XmlPlace::Wrapped => quote!(Wrapped),
        XmlPlace::Attribute => quote!(Attribute),
        XmlPlace::Text => quote!(Text),
    };
    quote! {
        rt::xml::Member {
            json: #json,
            name: #name,
            place: rt::xml::Place::#place,
            shape: #shape,
            required: #required,
        }
    }
}
