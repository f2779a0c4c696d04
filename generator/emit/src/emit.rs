//! Emission: from items with all decisions made to tokens. It cannot fail and decides nothing.

mod calls;
mod enumerations;
mod errors;
mod forms;
mod headers;
mod odata;
mod operations;
mod paging;
mod received;
mod resources;
mod streams;
mod structs;
mod unions;
mod xml;

use std::borrow::Cow;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use clientwright_model::{Docs, File, Item, Module, Runtime, Ty, TypePath};

/// The module that an item is emitted into: a private file module below a namespace's module.
///
/// Its scope contains only the items of the file, the standard prelude and the runtime under the name `rt`. Short names
/// are therefore safe: a type with the name `Option` affects only its own file, which then uses paths.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The crate that the code calls.
    runtime: Runtime,
    /// Path of the namespace's module from the root.
    module: &'a [String],
    /// Whether an item of the file has a name of the prelude.
    shadows_prelude: bool,
}

impl<'a> Place<'a> {
    /// The module of a file.
    pub fn new(runtime: Runtime, module: &'a [String], file: &File) -> Self {
        Self {
            runtime,
            module,
            shadows_prelude: file.shadows_prelude,
        }
    }

    /// A relative path to a generated type, so that the whole tree can be mounted anywhere.
    fn path_text(self, to: &TypePath) -> String {
        let pairs = self.module.iter().zip(&to.module);
        let shared = pairs.take_while(|(a, b)| a == b).count();
        let mut text = "super::".repeat(self.module.len() + 1 - shared);
        for segment in &to.module[shared..] {
            text.push_str(segment);
            text.push_str("::");
        }
        text.push_str(&to.name);
        text
    }

    fn path(self, to: &TypePath) -> TokenStream {
        tokens(&self.path_text(to))
    }

    /// A name of the prelude: itself, or its path where the file has an item of that name.
    fn std_text(self, name: &str) -> Cow<'_, str> {
        if !self.shadows_prelude {
            return name.into();
        }
        let module = match name {
            "AsRef" | "From" | "Into" => "::core::convert",
            "Option" => "::core::option",
            "None" | "Some" => "::core::option::Option",
            "Ok" => "::core::result::Result",
            "Result" => "::core::result",
            "Box" => "::std::boxed",
            "String" => "::std::string",
            _ => "::std::vec",
        };
        format!("{module}::{name}").into()
    }

    fn std(self, name: &str) -> TokenStream {
        tokens(&self.std_text(name))
    }

    fn ty_text(self, ty: &Ty) -> String {
        let generic = |name: &str, inner: &Ty| {
            let (name, inner) = (self.std_text(name), self.ty_text(inner));
            format!("{name}<{inner}>")
        };
        match ty {
            Ty::Builtin(name) => (*name).to_owned(),
            Ty::String => self.std_text("String").into_owned(),
            Ty::Well(name) => format!("rt::{}::{name}", self.runtime.types()),
            Ty::Named(path) => self.path_text(path),
            Ty::Option(inner) => generic("Option", inner),
            Ty::Patch(inner) => format!("rt::record::Patch<{}>", self.ty_text(inner)),
            Ty::Vec(inner) => generic("Vec", inner),
            Ty::Map(inner) => {
                let (key, inner) = (self.std_text("String"), self.ty_text(inner));
                format!("::std::collections::BTreeMap<{key}, {inner}>")
            }
            Ty::Boxed(inner) => generic("Box", inner),
            Ty::One(inner) => format!("rt::One<{}>", self.ty_text(inner)),
            Ty::Many(inner) => format!("rt::Many<{}>", self.ty_text(inner)),
        }
    }

    fn ty(self, ty: &Ty) -> TokenStream {
        tokens(&self.ty_text(ty))
    }
}

/// A part of a file.
pub enum Piece {
    /// Tokens that are not formatted yet.
    Tokens(TokenStream),
    /// Formatted text.
    Text(String),
}

/// Emits one item as a list of Rust items.
pub fn item(place: Place<'_>, item: &Item) -> Vec<Piece> {
    let tokens = match item {
        Item::Struct(item) => return structs::structure(place, item),
        Item::Union(item) => return unions::union(place, item),
        Item::Enumeration(item) => return enumerations::enumeration(item),
        Item::Flags(item) => return enumerations::flags(item),
        Item::Alias(item) => vec![enumerations::alias(place, item)],
        Item::Resource(item) => return resources::resource(place, item),
        Item::Group(item) => resources::group(place, item),
        Item::CallBuilder(item) => return calls::builder(place, item),
        Item::Outcomes(item) => operations::outcomes(place, item),
        Item::Errors(item) => return vec![Piece::Text(errors::errors(place, item))],
        Item::Header(item) => vec![headers::header(place, item)],
        Item::Events(item) => streams::events(place, item),
        Item::Form(item) => forms::form(place, item),
        Item::FormChoice(item) => forms::choice(place, item),
        Item::Received(item) => received::received(place, item),
        Item::Path(item) => return vec![Piece::Text(odata::path(place, item))],
        Item::Client(item) => resources::client(place, item),
    };
    tokens.into_iter().map(Piece::Tokens).collect()
}

/// The exports of a module: items by their names, and builders in a separate module.
pub fn exports(module: &Module) -> Vec<TokenStream> {
    let mut uses = Vec::new();
    let mut builders = Vec::new();
    for file in &module.files {
        let name = ident(&file.name);
        let cfg = file
            .feature
            .as_ref()
            .map(|feature| quote!(#[cfg(feature = #feature)]));
        let (inner, outer): (Vec<&Item>, Vec<&Item>) =
            file.items.iter().partition(|item| item.is_builder());
        let idents = |items: Vec<&Item>| -> Vec<Ident> {
            items.iter().map(|item| ident(item.name())).collect()
        };
        let (inner, outer) = (idents(inner), idents(outer));
        if !outer.is_empty() {
            uses.push(quote!(#cfg pub use self::#name::{#(#outer),*};));
        }
        if !inner.is_empty() {
            builders.push(quote!(#cfg pub use super::#name::{#(#inner),*};));
        }
    }
    if !builders.is_empty() {
        let docs = docs(&module.builders_docs);
        let name = ident(&module.builders);
        uses.push(quote!(#docs pub mod #name { #(#builders)* }));
    }
    uses
}

/// An item with a letter of a script in its name.
pub fn script(letter: char) -> String {
    format!(
        "\n/// Shows the compiler that this script is intended: all its other letters here look like Latin ones.\n\
         #[allow(dead_code)]\nfn script_{letter}() {{}}\n"
    )
}

/// Doc attributes, and `#[deprecated]` if there is a note.
pub fn docs(docs: &Docs) -> TokenStream {
    let lines = docs.lines().map(doc_line);
    let deprecated = docs
        .deprecated()
        .map(|note| quote!(#[deprecated(note = #note)]));
    quote!(#(#[doc = #lines])* #deprecated)
}

/// The indentation of members.
const INDENT: &str = "    ";

/// The text of [`docs`].
fn docs_text(docs: &Docs, indent: &str) -> String {
    let mut text = String::new();
    for line in docs.lines() {
        text.push_str(&format!("{indent}///{}\n", doc_line(line)));
    }
    if let Some(note) = docs.deprecated() {
        text.push_str(&format!("{indent}#[deprecated(note = {note:?})]\n"));
    }
    text
}

/// A line of a doc comment, with the space that follows the slashes.
pub fn doc_line(line: &str) -> String {
    match line.is_empty() {
        true => String::new(),
        false => format!(" {line}"),
    }
}

fn tokens(text: &str) -> TokenStream {
    text.parse()
        .expect("names are identifiers, so that paths and types of them are tokens")
}

fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// A match arm's index as an unsuffixed literal.
fn index(index: usize) -> proc_macro2::Literal {
    proc_macro2::Literal::usize_unsuffixed(index)
}

fn unsuffixed(value: i64) -> proc_macro2::Literal {
    proc_macro2::Literal::i64_unsuffixed(value)
}
