//! Operations whose results come in pages.

use clientwright_model::{NextPage, PageFrom, PageTo, Paged};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Place, ident, index};

/// The methods of a call builder for pages.
pub(super) fn methods(place: Place<'_>, builder: &str, paged: &Paged) -> TokenStream {
    let (name, item) = (ident(builder), place.ty(&paged.item));
    quote!(rt::__paged! { #name -> #item })
}

/// The constant table.
pub(super) fn table(paged: &Paged) -> TokenStream {
    let mut fields = Vec::new();
    if !paged.items.is_empty() {
        let items = &paged.items;
        fields.push(quote!(items: &[#(#items),*]));
    }
    if let Some(next) = next(&paged.next) {
        fields.push(quote!(next: rt::paging::Next::#next));
    }
    let some = quote!(::core::option::Option::Some);
    let stated = [
        (quote!(more), &paged.more),
        (quote!(total), &paged.total),
        (quote!(pages), &paged.pages),
    ];
    for (field, path) in stated {
        fields.extend(path.iter().map(|path| quote!(#field: #some(&[#(#path),*]))));
    }
    if let Some((parameter, default)) = paged.size {
        let parameter = index(parameter);
        let default = match default {
            Some(default) => {
                let default = number(default);
                quote!(#some(#default))
            }
            None => quote!(::core::option::Option::None),
        };
        fields.push(quote!(size: #some((#parameter, #default))));
    }
    quote!(rt::paging::Paging { #(#fields,)* ..rt::paging::Paging::NONE })
}

fn number(number: u64) -> Literal {
    Literal::u64_unsuffixed(number)
}

fn next(next: &NextPage) -> Option<TokenStream> {
    Some(match next {
        NextPage::Single => return None,
        NextPage::LinkHeader => quote!(LinkHeader),
        NextPage::Link(from) => {
            let from = self::from(from);
            quote!(Link(#from))
        }
        NextPage::Token { from, to } => {
            let (from, to) = (self::from(from), self::to(to));
            quote!(Token { from: #from, to: #to })
        }
        NextPage::Offset { to, first } => {
            let (to, first) = (self::to(to), number(*first));
            quote!(Offset { to: #to, first: #first })
        }
        NextPage::Number { to, first } => {
            let (to, first) = (self::to(to), number(*first));
            quote!(Number { to: #to, first: #first })
        }
    })
}

fn from(from: &PageFrom) -> TokenStream {
    match from {
        PageFrom::Body(path) => quote!(rt::paging::From::Body(&[#(#path),*])),
        PageFrom::Header(name) => quote!(rt::paging::From::Header(#name)),
        PageFrom::LastItem(path) => quote!(rt::paging::From::LastItem(&[#(#path),*])),
    }
}

fn to(to: &PageTo) -> TokenStream {
    match to {
        PageTo::Parameter(parameter) => {
            let parameter = index(*parameter);
            quote!(rt::paging::To::Parameter(#parameter))
        }
        PageTo::Body {
            path,
            is_number: false,
        } => quote!(rt::paging::To::Body(&[#(#path),*])),
        PageTo::Body {
            path,
            is_number: true,
        } => quote!(rt::paging::To::BodyNumber(&[#(#path),*])),
    }
}
