//! The generated code, as its syntax tree.

use std::collections::BTreeMap;
use std::fs;

use clientwright_tests::root;
use proc_macro2::{TokenStream, TokenTree};
use syn::{
    Fields, File, FnArg, GenericArgument, ImplItem, Item, Lit, PathArguments, ReturnType, Type,
    TypeParamBound,
};

use crate::page::snake;

/// The declarations of a generated file, by type name.
#[derive(Default)]
pub(crate) struct Code {
    /// Struct and field: type.
    fields: BTreeMap<(String, String), String>,
    /// Type and constant: type.
    constants: BTreeMap<(String, String), String>,
    /// Builder: its `Deref` target.
    targets: BTreeMap<String, String>,
    /// Type and function: types of the parameters, without `self`, and of the result.
    functions: BTreeMap<(String, String), (Vec<String>, String)>,
    /// Struct: wire names.
    pub(crate) wire_names: BTreeMap<String, Vec<String>>,
    /// Enum: wire names of the members.
    pub(crate) members: BTreeMap<String, Vec<String>>,
}

impl Code {
    pub(crate) fn read(module: &str, type_name: &str) -> Self {
        let folder = root()
            .join("generated/msgraph-lifecycle-workflows/src")
            .join(module)
            .join("identity_governance");
        let path = folder.join(format!("{}.rs", snake(type_name)));
        let text =
            fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let file: File = syn::parse_file(&text).expect("generated code is Rust");
        let mut code = Self::default();
        for item in &file.items {
            code.add(item);
        }
        code
    }

    fn add(&mut self, item: &Item) {
        match item {
            Item::Struct(item) => {
                if let Fields::Named(fields) = &item.fields {
                    for field in &fields.named {
                        let name = field
                            .ident
                            .as_ref()
                            .expect("a named field has a name")
                            .to_string();
                        self.fields
                            .insert((item.ident.to_string(), name), short(&field.ty));
                    }
                }
            }
            Item::Impl(item) => {
                let owner = short(&item.self_ty);
                let owner = owner
                    .split('<')
                    .next()
                    .expect("a split has a first part")
                    .to_owned();
                for item in &item.items {
                    self.add_to(&owner, item);
                }
            }
            Item::Macro(item) => {
                let name = item.mac.path.segments.last();
                let tokens = &item.mac.tokens;
                match name.map(|name| name.ident.to_string()).as_deref() {
                    Some("object") => {
                        let (owner, wire_names) = table(tokens);
                        self.wire_names.insert(owner, wire_names);
                    }
                    Some("enumeration") => {
                        let (owner, members) = table(tokens);
                        self.members.insert(owner, members);
                    }
                    Some("call") => {
                        let (owner, request) = call(tokens);
                        let request_of = (owner, "request".to_owned());
                        self.functions.insert(request_of, (Vec::new(), request));
                    }
                    Some("builder") => {
                        let (owner, target) = builder(tokens);
                        self.targets.insert(owner, target);
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }

    fn add_to(&mut self, owner: &str, item: &ImplItem) {
        match item {
            ImplItem::Const(item) => {
                self.constants
                    .insert((owner.to_owned(), item.ident.to_string()), short(&item.ty));
            }
            ImplItem::Fn(item) => {
                let parameters = item.sig.inputs.iter().filter_map(|input| match input {
                    FnArg::Typed(input) => Some(short(&input.ty)),
                    _ => None,
                });
                let result = match &item.sig.output {
                    ReturnType::Type(_, ty) => short(ty),
                    ReturnType::Default => "()".to_owned(),
                };
                self.functions.insert(
                    (owner.to_owned(), item.sig.ident.to_string()),
                    (parameters.collect(), result),
                );
            }
            _ => {}
        }
    }

    pub(crate) fn field(&self, owner: &str, name: &str) -> &str {
        let key = (owner.to_owned(), name.to_owned());
        self.fields
            .get(&key)
            .unwrap_or_else(|| panic!("{owner} has no field {name}"))
    }

    pub(crate) fn constant(&self, owner: &str, name: &str) -> &str {
        let key = (owner.to_owned(), name.to_owned());
        self.constants
            .get(&key)
            .unwrap_or_else(|| panic!("{owner} has no constant {name}"))
    }

    pub(crate) fn target(&self, owner: &str) -> &str {
        let target = self.targets.get(owner);
        target.unwrap_or_else(|| panic!("{owner} derefs to nothing"))
    }

    pub(crate) fn function(&self, owner: &str, name: &str) -> (&[String], &str) {
        let key = (owner.to_owned(), name.to_owned());
        let (parameters, result) = self
            .functions
            .get(&key)
            .unwrap_or_else(|| panic!("{owner} has no function {name}"));
        (parameters, result)
    }
}

/// The name of a builder, and the type of the runtime that it derefs to: `pub Tasks: Collection<super::Task>`.
fn builder(tokens: &TokenStream) -> (String, String) {
    let (name, target) = named(tokens);
    let target = syn::parse2(target).expect("a builder derefs to a type");
    (name, short(&target))
}

/// The name of a call, and the type of its request: `pub Resume: Action -> rt::request::Call<()> = call()`.
fn call(tokens: &TokenStream) -> (String, String) {
    let (name, call) = named(tokens);
    let is_equals =
        |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == '=');
    // The kind of operation and the arrow are before the type.
    let request = call
        .into_iter()
        .skip(3)
        .take_while(|token| !is_equals(token));
    let request = syn::parse2(request.collect()).expect("a request has a type");
    (name, short(&request))
}

/// The name of an item, and what follows the colon after it.
fn named(tokens: &TokenStream) -> (String, TokenStream) {
    let mut tokens = tokens.clone().into_iter();
    let is_pub = |token: &TokenTree| matches!(token, TokenTree::Ident(ident) if ident == "pub");
    tokens.by_ref().find(is_pub).expect("the item is public");
    let name = tokens.next().expect("the item has a name").to_string();
    (name, tokens.skip(1).collect())
}

/// The type that a table of fields or members is for, and their names on the wire: `T = "ns.t"; 0 id = "id", …`.
fn table(tokens: &TokenStream) -> (String, Vec<String>) {
    let mut owner = None;
    let mut texts = Vec::new();
    for token in tokens.clone() {
        match token {
            TokenTree::Ident(ident) => {
                owner.get_or_insert_with(|| ident.to_string());
            }
            TokenTree::Literal(literal) => {
                if let Lit::Str(text) = Lit::new(literal) {
                    texts.push(text.value());
                }
            }
            _ => {}
        }
    }
    // The first text is the name of the type.
    (owner.expect("a table names its type"), texts.split_off(1))
}

/// A type by the last names of its paths: `Option<One<Task>>`.
fn short(ty: &Type) -> String {
    match ty {
        Type::Path(ty) => short_path(&ty.path),
        Type::Reference(ty) => format!("&{}", short(&ty.elem)),
        Type::Tuple(ty) => {
            let parts: Vec<_> = ty.elems.iter().map(short).collect();
            format!("({})", parts.join(","))
        }
        Type::ImplTrait(ty) => {
            let bounds = ty.bounds.iter().filter_map(|bound| match bound {
                TypeParamBound::Trait(bound) => Some(short_path(&bound.path)),
                _ => None,
            });
            format!("impl {}", bounds.collect::<Vec<_>>().join("+"))
        }
        _ => "_".to_owned(),
    }
}

fn short_path(path: &syn::Path) -> String {
    let last = path.segments.last().expect("a path has a segment");
    match &last.arguments {
        PathArguments::AngleBracketed(arguments) => {
            let arguments = arguments.args.iter().filter_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(short(ty)),
                _ => None,
            });
            format!(
                "{}<{}>",
                last.ident,
                arguments.collect::<Vec<_>>().join(",")
            )
        }
        _ => last.ident.to_string(),
    }
}
