//! Lowering: from the selected part of a schema to a Rust package with all decisions made.

mod builders;
mod client;
mod docs;
mod operations;
pub(crate) mod recursion;
mod type_docs;
mod types;
mod urls;

use std::collections::BTreeMap;

use clientwright_csdl::schema::{Primitive, Schema, StructuredId, Type, TypeRef};
use clientwright_model::naming::{file_names, names};
use clientwright_model::odata::Defaults;
use clientwright_model::{Docs, Item, Markdown, Package, Ty, features, markdown, scripts};

use crate::name::Names;
use crate::name::table::{AnyType, Place, Table};
use crate::paths::{KeptMarker, MarkerId, Paths};
use crate::select::Selection;
use crate::tree::{self, Files};
use docs::DocsBuilder;
pub(crate) use docs::DocsPolicy;
use recursion::Recursion;

/// Options of the user for lowering.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    /// Which descriptions become docs.
    pub docs: DocsPolicy,
    /// A paragraph for the docs of the root module.
    pub about: Option<String>,
    /// URL of the service.
    pub base_url: Option<String>,
    /// Protocol settings of the client.
    pub defaults: Defaults,
    /// Whether each root of the service has a feature.
    pub features_per_root: bool,
}

/// Lowers the selection.
///
/// **Architecture Invariant:** every decision about the generated code is made here or in naming; later stages only
/// write the package.
pub(crate) fn lower(
    schema: &Schema,
    selection: &Selection,
    paths: &Paths,
    names: &Names,
    settings: &Settings,
) -> Package {
    let lower = Lower {
        schema,
        selection,
        settings,
        names,
        table: &names.table,
        recursion: Recursion::new(schema),
        kept_markers: paths.kept(schema, selection),
        paths,
    };
    lower.run()
}

/// The inputs and tables of lowering.
struct Lower<'a> {
    schema: &'a Schema,
    selection: &'a Selection,
    settings: &'a Settings,
    names: &'a Names,
    table: &'a Table,
    recursion: Recursion,
    paths: &'a Paths,
    /// The markers that are emitted, with the reach of their paths.
    kept_markers: BTreeMap<MarkerId, KeptMarker>,
}

impl Lower<'_> {
    fn run(&self) -> Package {
        let mut files = Files::new();
        let mut add = |place: Place, item: Item| files.entry(place).or_default().push(item);
        let mut builders = Vec::new();
        for (&id, kept) in &self.selection.structured {
            add(
                self.table.place(AnyType::Structured(id)),
                self.structured(id),
            );
            if self.has_builders(id) {
                builders.extend(self.builders(id, kept).into_iter().map(|it| (id, it)));
            }
        }
        let clients: Vec<_> = self.clients().collect();
        let docs = self.builder_docs(&builders, &clients);
        for ((id, mut builder), docs) in builders.into_iter().zip(docs) {
            builder.docs = docs;
            let place = self.table.place(AnyType::Structured(id));
            add(place, Item::Resource(builder));
        }
        for &id in self.selection.enums.keys() {
            add(self.table.place(AnyType::Enum(id)), self.enumeration(id));
        }
        for &id in self.selection.type_definitions.keys() {
            add(
                self.table.place(AnyType::Definition(id)),
                self.definition(id),
            );
        }
        for &id in self.selection.operations().keys() {
            if let Some((place, item)) = self.call_builder(id) {
                add(place, item);
            }
        }
        for (place, item) in self.markers() {
            add(place, item);
        }
        for (id, client) in clients {
            let namespace = &self.schema.containers[id].name.namespace;
            let place = self.table.extra_place(namespace, "client");
            add(place, Item::Client(client));
        }
        self.package(files)
    }

    fn has_builders(&self, id: StructuredId) -> bool {
        self.selection.has_builders(self.schema, id)
    }

    fn package(&self, files: Files) -> Package {
        let mut modules = tree::modules(files);
        let namespaces = self.namespaces();
        for (path, module) in &mut modules {
            module.builders = names::BUILDERS.to_owned();
            module.docs = self.module_docs(path, namespaces.get(path).map_or(&[], Vec::as_slice));
            module.builders_docs = DocsBuilder::new()
                .paragraph(markdown!(
                    "Request builders, and calls with optional parameters."
                ))
                .paragraph(markdown!(
                    "The methods of the client return them, so that code rarely names them."
                ))
                .build();
        }
        file_names::assign(&mut modules);
        let mut package = Package {
            modules,
            ..Package::default()
        };
        scripts::assign(&mut package);
        if self.settings.features_per_root {
            features::assign(&mut package);
        }
        package
    }

    /// The namespaces of each module, in the spelling of the metadata.
    fn namespaces(&self) -> BTreeMap<Vec<String>, Vec<Markdown>> {
        let built_in = self.schema.any_entity;
        let built_in = built_in.map(|id| &self.schema.structured_types[id].name.namespace);
        let declared = self.schema.namespaces.iter().map(|n| &n.name);
        let mut found: BTreeMap<Vec<String>, Vec<Markdown>> = BTreeMap::new();
        for name in declared.chain(built_in) {
            let module = self.table.module(name);
            found.entry(module).or_default().push(code(name));
        }
        found
    }

    fn module_docs(&self, path: &[String], namespaces: &[Markdown]) -> Docs {
        let mut docs = DocsBuilder::new();
        docs = match namespaces.len() {
            0 => docs.paragraph(markdown!("Namespaces below this one.")),
            _ => docs.paragraph(markdown!(
                "Types of the namespace ",
                Markdown::join(namespaces, ", "),
                "."
            )),
        };
        if path.is_empty()
            && let Some(about) = &self.settings.about
        {
            docs = docs.quoted(about);
        }
        docs.build()
    }

    /// The Rust type of a single value, or of one item of a collection.
    fn item_ty(&self, ty: &TypeRef) -> Ty {
        match ty.ty {
            Type::Primitive(primitive) => primitive_ty(primitive),
            Type::Enum(id) => match self.selection.enums.contains_key(&id) {
                true => Ty::Named(self.table.ty(AnyType::Enum(id)).clone()),
                false => Ty::Well("Untyped"),
            },
            Type::Definition(id) => match self.selection.type_definitions.contains_key(&id) {
                true => Ty::Named(self.table.ty(AnyType::Definition(id)).clone()),
                false => primitive_ty(self.schema.type_definitions[id].underlying),
            },
            // A type that the user excluded is untyped JSON.
            Type::Structured(id) => match self.selection.level(id) {
                Some(_) => Ty::Named(self.table.structured(id).clone()),
                None => Ty::Well("Untyped"),
            },
        }
    }

    /// The Rust type of a value, or of one item of a collection; an item may be null.
    fn nullable_item_ty(&self, ty: &TypeRef) -> Ty {
        let item = self.item_ty(ty);
        match (ty.is_collection, ty.nullable) {
            // CSDL XML 4.01, 7.2.1: for a collection, `Nullable` applies to its items, and without it nothing is known.
            // Services with null items set it.
            (true, Some(true)) => item.option(),
            _ => item,
        }
    }

    /// The Rust type of a value or a collection.
    fn value_ty(&self, ty: &TypeRef) -> Ty {
        let item = self.nullable_item_ty(ty);
        match ty.is_collection {
            true => item.vec(),
            false => item,
        }
    }

    /// The type as the metadata writes it, for docs.
    fn type_name(&self, ty: &TypeRef) -> Markdown {
        let name = match ty.ty {
            Type::Primitive(primitive) => primitive.to_string(),
            Type::Structured(id) => self.schema.structured_types[id].name.to_string(),
            Type::Enum(id) => self.schema.enum_types[id].name.to_string(),
            Type::Definition(id) => self.schema.type_definitions[id].name.to_string(),
        };
        match ty.is_collection {
            true => code(&format!("Collection({name})")),
            false => code(&name),
        }
    }
}

/// A wire name in docs.
fn code(name: &str) -> Markdown {
    Markdown::code(name)
}

fn primitive_ty(primitive: Primitive) -> Ty {
    match primitive {
        Primitive::Boolean => Ty::Builtin("bool"),
        Primitive::Byte => Ty::Builtin("u8"),
        Primitive::SByte => Ty::Builtin("i8"),
        Primitive::Int16 => Ty::Builtin("i16"),
        Primitive::Int32 => Ty::Builtin("i32"),
        Primitive::Int64 => Ty::Builtin("i64"),
        Primitive::Single => Ty::Builtin("f32"),
        Primitive::Double => Ty::Builtin("f64"),
        Primitive::String => Ty::String,
        Primitive::Binary => Ty::Well("Binary"),
        Primitive::Date => Ty::Well("Date"),
        Primitive::DateTimeOffset => Ty::Well("DateTimeOffset"),
        Primitive::Decimal => Ty::Well("Decimal"),
        Primitive::Duration => Ty::Well("Duration"),
        Primitive::Guid => Ty::Well("Guid"),
        Primitive::Stream => Ty::Well("Stream"),
        Primitive::TimeOfDay => Ty::Well("TimeOfDay"),
        Primitive::Geography
        | Primitive::GeographyPoint
        | Primitive::GeographyLineString
        | Primitive::GeographyPolygon
        | Primitive::GeographyMultiPoint
        | Primitive::GeographyMultiLineString
        | Primitive::GeographyMultiPolygon
        | Primitive::GeographyCollection => Ty::Well("Geography"),
        Primitive::Geometry
        | Primitive::GeometryPoint
        | Primitive::GeometryLineString
        | Primitive::GeometryPolygon
        | Primitive::GeometryMultiPoint
        | Primitive::GeometryMultiLineString
        | Primitive::GeometryMultiPolygon
        | Primitive::GeometryCollection => Ty::Well("Geometry"),
        Primitive::PrimitiveType
        | Primitive::ComplexType
        | Primitive::EntityType
        | Primitive::Untyped => Ty::Well("Untyped"),
        // Paths into the model are text in JSON (CSDL XML 4.01, 3.5).
        Primitive::AnnotationPath
        | Primitive::AnyPropertyPath
        | Primitive::ModelElementPath
        | Primitive::NavigationPropertyPath
        | Primitive::PropertyPath => Ty::String,
    }
}
