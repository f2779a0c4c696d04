//! Every public item of a published crate has an example, or a reason why it needs none.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use clientwright_tests::root;
use syn::{
    Attribute, Expr, FnArg, ImplItem, Item, Lit, Meta, Signature, Stmt, TraitItem, Visibility,
};

use crate::modules::{rust_files, test_files, text};

/// The crates whose items users call, by their folders.
const OF_USERS: [&str; 6] = [
    "generator/codegen",
    "generator/mock",
    "runtime/http",
    "runtime/odata",
    "runtime/openapi",
    "runtime/values",
];

/// The other published crates, and why their items need no example each.
const OF_THE_PROGRAM: [(&str, &str); 8] = [
    (
        "generator/cli",
        "its interface is the program; its commands have examples in their help",
    ),
    ("generator/csdl", "only the generator calls it"),
    ("generator/diagnostics", "only the generator calls it"),
    ("generator/emit", "only the generator calls it"),
    ("generator/explore", "only the program calls it"),
    ("generator/fetch", "only the program calls it"),
    ("generator/model", "only the generator calls it; it is data"),
    ("generator/openapi", "only the generator calls it"),
];

/// Modules whose items are public only in the hidden module `__private` of their crate.
const OF_GENERATED_CODE: &[(&str, &str)] = &[
    ("runtime/http", "client::setup"),
    ("runtime/http", "error::display"),
    ("runtime/http", "error::escape"),
    ("runtime/values", "content"),
    ("runtime/values", "context"),
    ("runtime/values", "enumeration::codec"),
    ("runtime/values", "exact"),
    ("runtime/values", "flags::codec"),
    ("runtime/values", "object::codec"),
    ("runtime/values", "object::copy"),
    ("runtime/values", "object::debug"),
    ("runtime/values", "object::extras"),
    ("runtime/values", "object::fields"),
    ("runtime/values", "object::tuples"),
    ("runtime/values", "object::upcast"),
    ("runtime/values", "polymorphic::codec"),
    ("runtime/values", "raw"),
    ("runtime/values", "raw::parts"),
    ("runtime/values", "records::fields"),
    ("runtime/values", "records::read"),
    ("runtime/values", "records::slots"),
    ("runtime/values", "records::undeclared"),
    ("runtime/values", "request_body"),
    ("runtime/values", "request_body::digits"),
    ("runtime/values", "texts"),
    ("runtime/values", "whole"),
];

/// Why an item needs no example.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Reason {
    /// Its documentation is not shown: generated code calls it.
    Hidden,
    /// Its documentation states the value.
    Constant,
    /// It takes nothing but the value, and is one expression: its documentation states what it returns.
    Accessor,
}

/// A public item. Fields, variants and implementations of traits are a part of what has them.
struct Public {
    /// The type or the trait that has it, with its module.
    owner: Option<String>,
    module: String,
    name: String,
    is_called: bool,
    docs: String,
    reason: Option<Reason>,
}

/// The public items of a crate, and the code of the examples of what has them.
#[derive(Default)]
struct Found {
    items: Vec<Public>,
    /// By type or trait: of itself and of all its methods.
    of_types: BTreeMap<String, String>,
    of_modules: BTreeMap<String, String>,
}

#[test]
fn public_items_have_examples() {
    let mut without = BTreeSet::new();
    let mut unneeded: BTreeSet<_> = OF_GENERATED_CODE.iter().copied().collect();
    let mut counts: BTreeMap<Option<Reason>, usize> = BTreeMap::new();
    for folder in OF_USERS {
        let found = Found::in_crate(&root().join(folder).join("src"));
        assert!(found.items.len() > 10, "{folder} has no items");
        for item in &found.items {
            let is_without = item.reason.is_none() && !found.has_example(item);
            let module: (&str, &str) = (folder, &item.module);
            let reason = match is_without && OF_GENERATED_CODE.contains(&module) {
                true => Some(Reason::Hidden),
                false => item.reason,
            };
            if is_without && reason.is_some() {
                unneeded.retain(|it| *it != module);
            }
            if is_without && reason.is_none() {
                without.insert(format!("{folder} {}", item.path()));
            } else {
                *counts.entry(reason).or_default() += 1;
            }
        }
    }
    assert!(
        unneeded.is_empty(),
        "all items of these have examples or reasons, or there is no such module: {unneeded:?}"
    );
    assert!(counts.len() == 4, "a reason is not needed: {counts:?}");
    let without: Vec<String> = without.into_iter().collect();
    assert!(
        without.is_empty(),
        "{} public items have no example, neither in their docs nor in those of their type or module: {without:#?}",
        without.len()
    );
}

/// A new crate is in one of the two lists.
#[test]
fn every_published_crate_is_judged() {
    let listed = OF_THE_PROGRAM
        .iter()
        .map(|(folder, _)| *folder)
        .chain(OF_USERS);
    let listed: BTreeSet<String> = listed.map(str::to_owned).collect();
    let folders = ["generator", "runtime"].into_iter().flat_map(|parent| {
        let entries = fs::read_dir(root().join(parent)).expect("a folder");
        entries.map(move |entry| {
            let name = entry.expect("a readable entry").file_name();
            format!("{parent}/{}", name.to_string_lossy())
        })
    });
    assert_eq!(folders.collect::<BTreeSet<_>>(), listed);
}

#[test]
fn examples_are_found() {
    let source = r#"
        //! ```
        //! free(1);
        //! ```
        /// Has none.
        pub fn free(_: u8) {}
        /// ```json
        /// lonely()
        /// ```
        pub fn lonely(_: u8) {}
        /// ```
        /// Kept::new().called(1);
        /// ```
        pub struct Kept;
        impl Kept {
            pub fn new() -> Self { Self }
            pub fn called(&self, _: u8) {}
            pub fn missing(&self, _: u8) {}
            pub fn accessor(&self) -> u8 { self.0 }
            fn private(&self, _: u8) {}
            #[doc(hidden)]
            pub fn __hidden(&self, _: u8) {}
        }
        pub const LIMIT: u8 = 1;
        pub(crate) struct Inner;
    "#;
    let file = syn::parse_file(source).expect("Rust");
    let mut found = Found::default();
    found.file("m", &file.attrs, &file.items);
    let without = found.items.iter();
    let without = without.filter(|item| item.reason.is_none() && !found.has_example(item));
    let without: Vec<String> = without.map(Public::path).collect();
    assert_eq!(without, ["m::lonely", "m::Kept::missing"]);
}

impl Public {
    fn path(&self) -> String {
        let owner = self.owner.as_ref().unwrap_or(&self.module);
        match owner.is_empty() {
            true => self.name.clone(),
            false => format!("{owner}::{}", self.name),
        }
    }
}

impl Found {
    fn in_crate(src: &Path) -> Self {
        let mut files = Vec::new();
        rust_files(src, &mut files);
        let tests: Vec<_> = files.iter().flat_map(|file| test_files(file)).collect();
        files.retain(|file| !tests.iter().any(|test| file.starts_with(test)));
        let mut found = Self::default();
        for file in files {
            let path = file
                .strip_prefix(src)
                .expect("below src")
                .with_extension("");
            let parts = path.iter().map(|part| part.to_string_lossy());
            let parts: Vec<_> = parts
                .filter(|part| !matches!(&**part, "lib" | "main" | "mod"))
                .collect();
            let parsed = syn::parse_file(&text(&file)).expect("a Rust file");
            found.file(&parts.join("::"), &parsed.attrs, &parsed.items);
        }
        found
    }

    fn file(&mut self, module: &str, attributes: &[Attribute], items: &[Item]) {
        let code = self.of_modules.entry(module.to_owned()).or_default();
        code.push_str(&examples(&docs(attributes)));
        items.iter().for_each(|item| self.item(module, item));
    }

    fn item(&mut self, module: &str, item: &Item) {
        match item {
            // Nothing outside of a file can name what is in its module `sealed`.
            Item::Mod(of) if !is_hidden(&of.attrs) && of.ident != "sealed" => {
                let path = join(module, &of.ident.to_string());
                let inside = of.content.iter().flat_map(|(_, items)| items);
                let inside: Vec<Item> = inside.cloned().collect();
                if !is_test(&of.attrs) {
                    self.file(&path, &of.attrs, &inside);
                }
            }
            Item::Fn(of) => self.add(module, None, &of.attrs, &of.vis, &of.sig.ident, true, None),
            Item::Struct(of) => self.of_type(module, &of.attrs, &of.vis, &of.ident),
            Item::Enum(of) => self.of_type(module, &of.attrs, &of.vis, &of.ident),
            Item::Union(of) => self.of_type(module, &of.attrs, &of.vis, &of.ident),
            Item::Type(of) => self.of_type(module, &of.attrs, &of.vis, &of.ident),
            Item::Trait(of) => {
                self.of_type(module, &of.attrs, &of.vis, &of.ident);
                let owner = join(module, &of.ident.to_string());
                for item in &of.items {
                    if let TraitItem::Fn(method) = item {
                        let of_trait = hidden(&of.attrs);
                        let accessor = accessor(&method.sig, method.default.as_ref());
                        self.add(
                            module,
                            Some(&owner),
                            &method.attrs,
                            &of.vis,
                            &method.sig.ident,
                            true,
                            of_trait.or(accessor),
                        );
                    }
                }
            }
            Item::Const(of) => {
                let reason = Some(Reason::Constant);
                self.add(module, None, &of.attrs, &of.vis, &of.ident, false, reason);
            }
            Item::Static(of) => {
                let reason = Some(Reason::Constant);
                self.add(module, None, &of.attrs, &of.vis, &of.ident, false, reason);
            }
            Item::Macro(of) if of.attrs.iter().any(|a| a.path().is_ident("macro_export")) => {
                if let Some(name) = &of.ident {
                    let public = Visibility::Public(Default::default());
                    self.add(module, None, &of.attrs, &public, name, true, None);
                }
            }
            Item::Impl(of) if of.trait_.is_none() => {
                let syn::Type::Path(path) = &*of.self_ty else {
                    return;
                };
                let Some(name) = path.path.segments.last() else {
                    return;
                };
                let owner = join(module, &name.ident.to_string());
                let code = self.of_types.entry(owner.clone()).or_default();
                code.push_str(&examples(&docs(&of.attrs)));
                for item in &of.items {
                    match item {
                        ImplItem::Fn(method) => {
                            let reason = accessor(&method.sig, Some(&method.block));
                            let reason = hidden(&of.attrs).or(reason);
                            let (attributes, name) = (&method.attrs, &method.sig.ident);
                            self.add(
                                module,
                                Some(&owner),
                                attributes,
                                &method.vis,
                                name,
                                true,
                                reason,
                            );
                        }
                        ImplItem::Const(of) => {
                            let reason = Some(Reason::Constant);
                            self.add(
                                module,
                                Some(&owner),
                                &of.attrs,
                                &of.vis,
                                &of.ident,
                                false,
                                reason,
                            );
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    fn of_type(
        &mut self,
        module: &str,
        attributes: &[Attribute],
        vis: &Visibility,
        name: &syn::Ident,
    ) {
        let code = self
            .of_types
            .entry(join(module, &name.to_string()))
            .or_default();
        code.push_str(&examples(&docs(attributes)));
        self.add(module, None, attributes, vis, name, false, None);
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "the parts of an item, which syn has in types of their own"
    )]
    fn add(
        &mut self,
        module: &str,
        owner: Option<&str>,
        attributes: &[Attribute],
        vis: &Visibility,
        name: &syn::Ident,
        is_called: bool,
        reason: Option<Reason>,
    ) {
        let docs = docs(attributes);
        if let Some(owner) = owner {
            let code = self.of_types.entry(owner.to_owned()).or_default();
            code.push_str(&examples(&docs));
        }
        if matches!(vis, Visibility::Public(_)) && !is_test(attributes) {
            self.items.push(Public {
                owner: owner.map(str::to_owned),
                module: module.to_owned(),
                name: name.to_string(),
                is_called,
                docs,
                reason: hidden(attributes).or(reason),
            });
        }
    }

    /// Whether an item is shown in an example: its own, one of its type, or one of a module that contains it.
    fn has_example(&self, item: &Public) -> bool {
        if !examples(&item.docs).is_empty() {
            return true;
        }
        let names = |code: &str| names(code, &item.name, item.is_called);
        let own = join(&item.module, &item.name);
        let of_type = item.owner.as_ref().unwrap_or(&own);
        if self.of_types.get(of_type).is_some_and(|code| names(code)) {
            return true;
        }
        let mut module = item.module.as_str();
        loop {
            if self.of_modules.get(module).is_some_and(|code| names(code)) {
                return true;
            }
            if module.is_empty() {
                return false;
            }
            module = module.rsplit_once("::").map_or("", |(parent, _)| parent);
        }
    }
}

fn join(module: &str, name: &str) -> String {
    match module.is_empty() {
        true => name.to_owned(),
        false => format!("{module}::{name}"),
    }
}

/// Whether code has a name, and calls it if that is what one does with it.
fn names(code: &str, name: &str, is_called: bool) -> bool {
    code.match_indices(name).any(|(at, _)| {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let after = &code[at + name.len()..];
        let is_whole = !code[..at].ends_with(is_word) && !after.starts_with(is_word);
        is_whole && (!is_called || after.starts_with(['(', '!', '<', ':', ')', ',']))
    })
}

/// The documentation of an item.
fn docs(attributes: &[Attribute]) -> String {
    let mut text = String::new();
    for attribute in attributes.iter().filter(|a| a.path().is_ident("doc")) {
        if let Meta::NameValue(of) = &attribute.meta
            && let Expr::Lit(literal) = &of.value
            && let Lit::Str(line) = &literal.lit
        {
            text.push_str(&line.value());
            text.push('\n');
        }
    }
    text
}

/// The Rust code of all examples in documentation.
fn examples(docs: &str) -> String {
    let mut code = String::new();
    let mut inside = None;
    for line in docs.lines() {
        match (line.trim().strip_prefix("```"), inside) {
            (Some(_), Some(_)) => inside = None,
            (Some(info), None) => {
                let mut words = info.split(',').map(str::trim);
                let is_rust = |word| matches!(word, "" | "rust" | "no_run" | "should_panic");
                inside = Some(words.all(is_rust));
            }
            (None, Some(true)) => {
                code.push_str(line);
                code.push('\n');
            }
            _ => {}
        }
    }
    code
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        matches!(&attribute.meta, Meta::List(of) if of.path.is_ident("cfg") && of.tokens.to_string() == "test")
    })
}

fn is_hidden(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        matches!(&attribute.meta, Meta::List(of) if of.path.is_ident("doc") && of.tokens.to_string() == "hidden")
    })
}

fn hidden(attributes: &[Attribute]) -> Option<Reason> {
    is_hidden(attributes).then_some(Reason::Hidden)
}

/// A method that takes only `&self` and is one expression.
fn accessor(signature: &Signature, body: Option<&syn::Block>) -> Option<Reason> {
    let by_reference =
        |argument: &FnArg| matches!(argument, FnArg::Receiver(of) if of.mutability.is_none());
    let takes_nothing = signature.inputs.len() == 1 && signature.inputs.iter().all(by_reference);
    let is_one = body.is_none_or(|body| matches!(body.stmts.as_slice(), [Stmt::Expr(_, None)]));
    (takes_nothing && signature.asyncness.is_none() && is_one).then_some(Reason::Accessor)
}
