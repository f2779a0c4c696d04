//! The names of all declarations of the schema, selected or not.

use std::collections::{BTreeMap, BTreeSet};

use clientwright_csdl::schema::{
    EnumId, OperationId, OperationKind, QualifiedName, Schema, StructuredId, Type, TypeDefinitionId,
};
use clientwright_diagnostics::source::Span;
use clientwright_model::naming::lock::{self, Scope};
use clientwright_model::naming::names::{self, Case};
use clientwright_model::naming::scopes::{Named, Naming};
use clientwright_model::{Runtime, TypePath};

use super::operations;
use crate::renames::Renames;

/// A type of any kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum AnyType {
    Structured(StructuredId),
    Enum(EnumId),
    Definition(TypeDefinitionId),
}

impl AnyType {
    /// The declared type of a reference; `None` for a primitive type.
    pub(crate) fn of(ty: Type) -> Option<Self> {
        match ty {
            Type::Structured(id) => Some(Self::Structured(id)),
            Type::Enum(id) => Some(Self::Enum(id)),
            Type::Definition(id) => Some(Self::Definition(id)),
            Type::Primitive(_) => None,
        }
    }
}

/// A private module: the path of its parent module, and its name.
pub(crate) type Place = (Vec<String>, String);

/// Names by declaration. They depend on the metadata and on the names that the user chose, not on the selection, so
/// that a wider selection renames nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    root: String,
    /// The modules of namespaces with a chosen or locked module.
    moved: BTreeMap<String, Vec<String>>,
    types: BTreeMap<AnyType, TypePath>,
    files: BTreeMap<AnyType, String>,
    calls: BTreeMap<OperationId, TypePath>,
    modules: BTreeMap<Vec<String>, BTreeSet<String>>,
    /// The names of the types of each module.
    type_names: BTreeMap<Vec<String>, BTreeSet<String>>,
    /// The names of the private modules of types, by parent module.
    file_names: BTreeMap<Vec<String>, BTreeSet<String>>,
}

impl Table {
    pub(super) fn new(schema: &Schema, renames: &Renames, naming: &mut Naming) -> Self {
        let root = match schema.containers.iter().next() {
            Some((_, container)) => container.name.namespace.clone(),
            None => schema
                .namespaces
                .first()
                .map(|n| n.name.clone())
                .unwrap_or_default(),
        };
        let mut table = Self {
            root,
            moved: schema
                .namespaces
                .iter()
                .filter_map(|n| {
                    let chosen = renames.of_namespace(&n.name);
                    let module = chosen.or_else(|| naming.locked_module(&n.name))?;
                    Some((n.name.clone(), module))
                })
                .collect(),
            types: BTreeMap::new(),
            files: BTreeMap::new(),
            calls: BTreeMap::new(),
            modules: BTreeMap::new(),
            type_names: BTreeMap::new(),
            file_names: BTreeMap::new(),
        };
        table.name_modules(schema);
        table.name_types(schema, naming);
        table.name_calls(schema, naming);
        table
    }

    /// The module of a namespace.
    pub(crate) fn module(&self, namespace: &str) -> Vec<String> {
        match self.moved.get(namespace) {
            Some(path) => path.clone(),
            None => names::module_path(namespace, &self.root),
        }
    }

    pub(crate) fn ty(&self, ty: AnyType) -> &TypePath {
        &self.types[&ty]
    }

    pub(crate) fn structured(&self, id: StructuredId) -> &TypePath {
        self.ty(AnyType::Structured(id))
    }

    /// The private module with the items of a type.
    pub(crate) fn place(&self, ty: AnyType) -> Place {
        (self.ty(ty).module.clone(), self.files[&ty].clone())
    }

    /// A private module for items of a namespace that belong to no type.
    pub(crate) fn extra_place(&self, namespace: &str, wanted: &str) -> Place {
        let module = self.module(namespace);
        let file = self.free_file_name(&module, wanted);
        (module, file)
    }

    /// The call of an operation with optional parameters.
    pub(crate) fn call(&self, operation: OperationId) -> Option<&TypePath> {
        self.calls.get(&operation)
    }

    /// Path of a builder of an entity type.
    pub(crate) fn builder(&self, id: StructuredId, suffix: &str) -> TypePath {
        let ty = self.structured(id);
        let mut module = ty.module.clone();
        module.push(names::BUILDERS.to_owned());
        TypePath {
            module,
            name: format!("{}{suffix}", ty.name),
        }
    }

    /// A name for an item of a module, distinct from all types.
    pub(crate) fn free_type_name(&self, module: &[String], wanted: &str) -> String {
        let taken = self.type_names.get(module);
        let reserved = self.reserved_in(module);
        names::out_of_the_way(wanted, |name| {
            taken.is_some_and(|taken| taken.contains(name)) || reserved.iter().any(|r| r == name)
        })
    }

    /// A name for a private module, distinct from all other names of the module.
    fn free_file_name(&self, module: &[String], wanted: &str) -> String {
        let children = self.modules.get(module);
        let files = self.file_names.get(module);
        names::out_of_the_way(wanted, |name| {
            names::OF_EACH_MODULE.contains(&name)
                || children.is_some_and(|children| children.contains(name))
                || files.is_some_and(|files| files.contains(name))
        })
    }

    fn reserved_in(&self, module: &[String]) -> Vec<String> {
        let children = self.modules.get(module).into_iter().flatten().cloned();
        let children = children.chain(names::OF_EACH_MODULE.map(str::to_owned));
        // The top of a crate exports the runtime.
        let runtime = module
            .is_empty()
            .then(|| Runtime::OData.crate_name().to_owned());
        children.chain(runtime).collect()
    }

    fn name_modules(&mut self, schema: &Schema) {
        let built_in = schema
            .any_entity
            .map(|id| &schema.structured_types[id].name.namespace);
        let declared = schema.namespaces.iter().map(|n| &n.name);
        for namespace in declared.chain(built_in) {
            let path = self.module(namespace);
            for depth in 0..path.len() {
                self.modules
                    .entry(path[..depth].to_vec())
                    .or_default()
                    .insert(path[depth].clone());
            }
        }
    }

    fn name_types(&mut self, schema: &Schema, naming: &mut Naming) {
        let mut by_module: BTreeMap<Vec<String>, Vec<(Span, AnyType, &QualifiedName)>> =
            BTreeMap::new();
        let structured = schema.structured_types.iter();
        let structured = structured.map(|(id, t)| (t.span, AnyType::Structured(id), &t.name));
        let enums = schema.enum_types.iter();
        let enums = enums.map(|(id, t)| (t.span, AnyType::Enum(id), &t.name));
        let definitions = schema.type_definitions.iter();
        let definitions = definitions.map(|(id, t)| (t.span, AnyType::Definition(id), &t.name));
        for item in structured.chain(enums).chain(definitions) {
            by_module
                .entry(self.module(&item.2.namespace))
                .or_default()
                .push(item);
        }
        let locked = self.by_module(naming.locked_in(&Scope::Types));
        let clients = self.by_module(naming.locked_in(&Scope::Clients));
        for (module, mut items) in by_module {
            items.sort_by_key(|(span, ..)| *span);
            let things: Vec<Named> = items
                .iter()
                .map(|(span, _, name)| Named {
                    key: lock::key(&name.to_string()),
                    ..Named::new(&name.name, Case::Camel, *span)
                })
                .collect();
            let mut reserved = self.reserved_in(&module);
            // Locked names of clients, which new types must not get.
            let clients = clients.get(&module).into_iter().flatten();
            let clients = clients.map(|(_, name)| name.as_str());
            let modules: Vec<&str> = reserved.iter().map(String::as_str).chain(clients).collect();
            let here: BTreeSet<&str> = things.iter().map(|t| t.key.as_str()).collect();
            let retired = locked.get(&module).into_iter().flatten();
            let retired = retired.filter(|(key, _)| !here.contains(key.as_str()));
            let retired = retired.map(|(_, name)| name.clone()).collect();
            let type_names = naming.settle(&Scope::Types, &things, &retired, &modules);
            // In scripts without case, a type and its file have the same name, and both are in one module.
            reserved.extend(type_names.iter().cloned());
            let reserved: Vec<&str> = reserved.iter().map(String::as_str).collect();
            // Derived from the name of the type, so that a locked type name also fixes the name of the file.
            let wanted = type_names.iter().map(|n| names::spell(n, Case::Snake));
            let file_names = names::distinct_of(wanted.collect(), &reserved);
            let all_files = file_names.iter().cloned().collect();
            self.file_names.insert(module.clone(), all_files);
            let all_types = type_names.iter().cloned().collect();
            self.type_names.insert(module.clone(), all_types);
            for (((_, ty, _), name), file) in items.iter().zip(type_names).zip(file_names) {
                let module = module.clone();
                self.types.insert(*ty, TypePath { module, name });
                self.files.insert(*ty, file);
            }
        }
    }

    /// Locked names with their keys, by the module of their namespace.
    fn by_module<'n>(
        &self,
        locked: impl Iterator<Item = (&'n str, &'n str)>,
    ) -> BTreeMap<Vec<String>, Vec<(String, String)>> {
        let mut found: BTreeMap<Vec<String>, Vec<(String, String)>> = BTreeMap::new();
        for (key, name) in locked {
            let namespace = key.rsplit_once('.').map_or("", |(namespace, _)| namespace);
            let module = self.module(namespace);
            let locked = (key.to_owned(), name.to_owned());
            found.entry(module).or_default().push(locked);
        }
        found
    }

    fn name_calls(&mut self, schema: &Schema, naming: &mut Naming) {
        let mut by_module: BTreeMap<Vec<String>, Vec<(OperationId, Named)>> = BTreeMap::new();
        for (id, operation) in schema.operations.iter() {
            if !operations::has_optional(operation) {
                continue;
            }
            let name = naming
                .chosen(operation.span)
                .unwrap_or(&operation.name.name);
            let name = names::spell(name, Case::Camel);
            let (module, owner) = match operation.binding_parameter().map(|b| &b.ty) {
                Some(ty) => {
                    let path = AnyType::of(ty.ty).map(|ty| self.ty(ty).clone());
                    let many = if ty.is_collection { "Collection" } else { "" };
                    match path {
                        Some(path) => (path.module, format!("{}{many}", path.name)),
                        None => (self.module(&operation.name.namespace), many.to_owned()),
                    }
                }
                None => (self.module(&operation.name.namespace), String::new()),
            };
            let named = Named {
                key: operation_key(schema, id),
                wanted: format!("{owner}{name}Call"),
                declaration: None,
            };
            by_module.entry(module).or_default().push((id, named));
        }
        let all = by_module.values().flatten();
        let all: BTreeSet<&str> = all.map(|(_, named)| named.key.as_str()).collect();
        let retired = naming.locked_in(&Scope::Parameters);
        let retired = retired.filter(|(key, _)| !all.contains(key));
        let retired: BTreeSet<String> = retired.map(|(_, name)| name.to_owned()).collect();
        for (module, items) in by_module {
            let (ids, things): (Vec<OperationId>, Vec<Named>) = items.into_iter().unzip();
            let names = naming.settle(&Scope::Parameters, &things, &retired, &[]);
            let mut exported = module.clone();
            exported.push(names::BUILDERS.to_owned());
            for (id, name) in ids.into_iter().zip(names) {
                let module = exported.clone();
                self.calls.insert(id, TypePath { module, name });
            }
        }
    }
}

/// The kind of an operation in the lock file.
pub(crate) fn call_kind(kind: OperationKind) -> lock::OperationKind {
    match kind {
        OperationKind::Action => lock::OperationKind::Action,
        OperationKind::Function => lock::OperationKind::Function,
    }
}

/// The key of an operation in the lock file.
pub(crate) fn operation_key(schema: &Schema, id: OperationId) -> String {
    let operation = &schema.operations[id];
    let parameters = operation.call_parameters().iter().map(|p| p.name.as_str());
    let name = operation.name.to_string();
    let binding = binding_name(schema, id);
    lock::operation_key(
        call_kind(operation.kind),
        &name,
        binding.as_deref(),
        parameters,
    )
}

/// The binding type of an operation, as the metadata writes it.
pub(crate) fn binding_name(schema: &Schema, id: OperationId) -> Option<String> {
    let ty = &schema.operations[id].binding_parameter()?.ty;
    let name = match ty.ty {
        Type::Primitive(primitive) => primitive.to_string(),
        Type::Structured(id) => schema.structured_types[id].name.to_string(),
        Type::Enum(id) => schema.enum_types[id].name.to_string(),
        Type::Definition(id) => schema.type_definitions[id].name.to_string(),
    };
    Some(match ty.is_collection {
        true => format!("Collection({name})"),
        false => name,
    })
}
