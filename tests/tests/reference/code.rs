//! The generated code, as its syntax tree.

use std::collections::BTreeMap;
use std::fs;

use clientwright_tests::root;
use proc_macro2::{TokenStream, TokenTree};
use syn::{
    Expr, Fields, File, FnArg, GenericArgument, ImplItem, Item, Lit, PathArguments, ReturnType,
    Type, TypeParamBound,
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
            Item::Macro(item)
                if item
                    .mac
                    .path
                    .segments
                    .last()
                    .is_some_and(|s| s.ident == "object") =>
            {
                let (owner, wire_names) = table(&item.mac.tokens);
                self.wire_names.insert(owner, wire_names);
            }
            _ => {}
        }
    }

    fn add_to(&mut self, owner: &str, item: &ImplItem) {
        match item {
            ImplItem::Const(item) if item.ident == "MEMBERS" => {
                self.members.insert(owner.to_owned(), strings(&item.expr));
            }
            ImplItem::Const(item) => {
                self.constants
                    .insert((owner.to_owned(), item.ident.to_string()), short(&item.ty));
            }
            // The `Deref` target of a builder, whose methods it also has.
            ImplItem::Type(item) if item.ident == "Target" => {
                self.targets.insert(owner.to_owned(), short(&item.ty));
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

/// The type that a table of fields is for, and the wire names of the fields: `T = "ns.t"; 0 id = "id", …`.
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

/// All texts in a table of texts, or the first of each pair.
fn strings(expr: &Expr) -> Vec<String> {
    match expr {
        Expr::Reference(expr) => strings(&expr.expr),
        Expr::Array(expr) => expr.elems.iter().flat_map(strings).collect(),
        Expr::Tuple(expr) => expr.elems.iter().take(1).flat_map(strings).collect(),
        Expr::Lit(expr) => match &expr.lit {
            Lit::Str(text) => vec![text.value()],
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
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
