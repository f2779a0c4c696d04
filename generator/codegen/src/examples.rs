//! The examples of a description, each with the generated type of its place, for tests that read and write them, and the generated
//! types of its component schemas and its calls.

mod calls;

use std::collections::BTreeMap;

use clientwright_diagnostics::Diagnostics;
use clientwright_model::{Item, Package, Runtime, Service, Ty, TypePath};
use clientwright_oas::Api;
use clientwright_oas::api::{self, MediaType, SchemaId};

use crate::error::Error;
use crate::generate::{Input, Stage, stages};
use crate::openapi::bounds::Bounds;
use crate::openapi::renames::Renames;
use crate::openapi::schemas::{Mode, Types, body_mode};
use crate::openapi::{NameOptions, name};
use crate::options::Options;

/// An example of the description.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct Example {
    /// The JSON pointer to it.
    pub pointer: String,
    /// The JSON pointer to its schema.
    pub schema: String,
    /// The Rust type of its place: generated types start with `crate::`, those of the runtime with `rt::`.
    pub ty: String,
    /// The example as JSON.
    pub json: String,
}

pub use calls::ExampleCall;

/// A variant of a generated union.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct ExampleVariant {
    /// The name of the variant.
    pub name: String,
    /// Its type.
    pub ty: String,
    /// The JSON pointers to the schemas of `oneOf` or `anyOf` that it is the type of.
    pub schemas: Vec<String>,
}

/// A description and the types that are generated from it. Types are written as in [`Example::ty`].
#[doc(hidden)]
#[derive(Clone, Debug, Default)]
pub struct Examples {
    /// All examples of JSON bodies, and those of component schemas.
    pub examples: Vec<Example>,
    /// The type of each component schema, by the JSON pointer to it.
    pub components: BTreeMap<String, String>,
    /// The type of each schema without a name that is a union, by the JSON pointer to it.
    pub inline_unions: BTreeMap<String, String>,
    /// The variants of each generated union, by its type.
    pub unions: BTreeMap<String, Vec<ExampleVariant>>,
    /// The properties without which a struct cannot be read, by its type.
    pub required: BTreeMap<String, Vec<String>>,
    /// The type of the client.
    pub client: String,
    /// What the description says of all clients.
    pub service: Service,
    /// All calls of the client.
    pub calls: Vec<ExampleCall>,
}

/// The examples of a description, and the types to read them with.
///
/// # Errors
///
/// All problems of the input.
#[doc(hidden)]
pub fn examples(options: &Options) -> Result<Examples, Error> {
    let mut diags = Diagnostics::allowing(options.allowed());
    let made = stages(options, Stage::Lower, &mut diags)?;
    let Input::OpenApi(input) = &made.input else {
        return Ok(Examples::default());
    };
    let renames = Renames::new(&input.api, options, &made.run.places, &mut diags);
    let bounds = Bounds::new(&input.api);
    let wanted = NameOptions {
        renames: &renames,
        locked: &made.run.locked,
        lock_name: options.lock_name(),
        client_name: options.client_name(),
        descriptions: false,
        placement: options.placement,
        plans: &input.plans,
        bounds: &bounds,
    };
    let names = name(&input.api, &input.selection, &wanted, &mut diags);
    let mut found = Found {
        api: &input.api,
        types: &names.types,
        examples: Vec::new(),
    };
    found.all();
    let api = &input.api;
    let components = api.components.schemas.iter().map(|(_, id)| {
        let pointer = api.tree.pointer(api.schemas[*id].node);
        (pointer, text(&names.types.ty(*id, Mode::Plain)))
    });
    let inline_unions = names.types.unions.iter().map(|(id, path)| {
        let pointer = api.tree.pointer(api.schemas[*id].node);
        (pointer, text(&Ty::Named(path.clone())))
    });
    Ok(Examples {
        components: components.collect(),
        inline_unions: inline_unions.collect(),
        unions: unions(api, &names.types, &made.package),
        required: required(&made.package),
        client: format!("crate::{}", names.operations.client),
        service: calls::service(&made.package),
        calls: calls::all(api, &input.selection, &names.operations, &made.package),
        examples: found.examples,
    })
}

/// All items, each with the path of its type.
fn items(package: &Package) -> impl Iterator<Item = (TypePath, &Item)> {
    package.modules.iter().flat_map(|(module, content)| {
        let items = content.files.iter().flat_map(|file| &file.items);
        items.map(move |item| {
            let path = TypePath {
                module: module.clone(),
                name: item.name().to_owned(),
            };
            (path, item)
        })
    })
}

fn unions(api: &Api, types: &Types, package: &Package) -> BTreeMap<String, Vec<ExampleVariant>> {
    let mut found = BTreeMap::new();
    for (path, item) in items(package) {
        let Item::Union(union) = item else { continue };
        let schemas = types.alternatives.get(&path);
        let variants = union.variants.iter().enumerate();
        let variants = variants.map(|(index, variant)| {
            let schemas = schemas.and_then(|all| all.get(index)).into_iter().flatten();
            let pointers = schemas.map(|id| api.tree.pointer(api.schemas[*id].node));
            ExampleVariant {
                name: variant.name.clone(),
                ty: text(&variant.ty),
                schemas: pointers.collect(),
            }
        });
        let variants = variants.collect();
        found.insert(text(&Ty::Named(path)), variants);
    }
    found
}

fn required(package: &Package) -> BTreeMap<String, Vec<String>> {
    let structs = items(package).filter_map(|(path, item)| match item {
        Item::Struct(item) => Some((path, item)),
        _ => None,
    });
    let required = structs.map(|(path, item)| {
        let fields = item.fields.iter().filter(|field| field.is_required());
        let names = fields.map(|field| field.wire_name.clone());
        (text(&Ty::Named(path)), names.collect())
    });
    required.collect()
}

struct Found<'a> {
    api: &'a Api,
    types: &'a Types,
    examples: Vec<Example>,
}

impl Found<'_> {
    fn all(&mut self) {
        let api = self.api;
        for (_, id) in &api.components.schemas {
            self.add(*id, Mode::Plain, &api.schemas[*id].examples);
        }
        for (_, operation) in api.operations.iter() {
            if let Some(body) = operation.body {
                for media in &api.bodies[body].content {
                    self.media(media, body_mode(operation, media));
                }
            }
            for response in &operation.responses {
                for media in &api.responses[response.response].content {
                    self.media(media, Mode::Plain);
                }
            }
        }
        self.examples
            .sort_by(|a, b| (&a.pointer, &a.ty).cmp(&(&b.pointer, &b.ty)));
        self.examples
            .dedup_by(|a, b| (&a.pointer, &a.ty) == (&b.pointer, &b.ty));
    }

    fn media(&mut self, media: &MediaType, mode: Mode) {
        let name = media.name.split(';').next().unwrap_or_default().trim();
        if let Some(schema) = media.schema.filter(|_| name.ends_with("json")) {
            self.add(schema, mode, &media.examples);
        }
    }

    fn add(&mut self, schema: SchemaId, mode: Mode, examples: &[api::Example]) {
        let ty = self.types.ty(schema, mode);
        for example in examples {
            self.examples.push(Example {
                pointer: self.api.tree.pointer(example.value),
                schema: self.api.tree.pointer(self.api.schemas[schema].node),
                ty: text(&ty),
                json: self.api.value(example.value).json(),
            });
        }
    }
}

/// A type as Rust code, as in [`Example::ty`].
#[doc(hidden)]
pub fn text(ty: &Ty) -> String {
    ty.text(Runtime::OpenApi)
}
