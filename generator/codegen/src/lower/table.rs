//! The names of everything that the schema holds, selected or not.

use std::collections::{BTreeMap, BTreeSet};

use odata_csdl::schema::{
    EnumId, OperationId, OperationKind, QualifiedName, Schema, StructuredId, Type, TypeDefinitionId,
};
use odata_csdl::source::Span;

use super::names::{self, Case};
use crate::model::TypePath;

/// A type of any kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum AnyType {
    Structured(StructuredId),
    Enum(EnumId),
    Definition(TypeDefinitionId),
}

impl AnyType {
    /// The type behind a reference, unless it is built in.
    pub(crate) fn of(ty: Type) -> Option<Self> {
        match ty {
            Type::Structured(id) => Some(Self::Structured(id)),
            Type::Enum(id) => Some(Self::Enum(id)),
            Type::Definition(id) => Some(Self::Definition(id)),
            Type::Primitive(_) => None,
        }
    }
}

/// A private module: the path of the module that it lies in, and its name.
pub(crate) type Place = (Vec<String>, String);

/// Names by schema item. They follow from the metadata alone, so that a wider selection renames nothing.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    root: String,
    types: BTreeMap<AnyType, TypePath>,
    files: BTreeMap<AnyType, String>,
    parameters: BTreeMap<OperationId, TypePath>,
    modules: BTreeMap<Vec<String>, BTreeSet<String>>,
}

impl Table {
    pub(crate) fn new(schema: &Schema) -> Self {
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
            types: BTreeMap::new(),
            files: BTreeMap::new(),
            parameters: BTreeMap::new(),
            modules: BTreeMap::new(),
        };
        table.name_modules(schema);
        table.name_types(schema);
        table.name_parameters(schema);
        table
    }

    /// Where the items of a namespace go.
    pub(crate) fn module(&self, namespace: &str) -> Vec<String> {
        names::module_path(namespace, &self.root)
    }

    pub(crate) fn ty(&self, ty: AnyType) -> &TypePath {
        &self.types[&ty]
    }

    pub(crate) fn structured(&self, id: StructuredId) -> &TypePath {
        self.ty(AnyType::Structured(id))
    }

    /// The private module that holds the items of a type.
    pub(crate) fn place(&self, ty: AnyType) -> Place {
        (self.ty(ty).module.clone(), self.files[&ty].clone())
    }

    /// A private module for items of a namespace that belong to no type.
    pub(crate) fn extra_place(&self, namespace: &str, wanted: &str) -> Place {
        let module = self.module(namespace);
        let file = self.free_file_name(&module, wanted);
        (module, file)
    }

    /// The struct for the parameters of an action.
    pub(crate) fn parameters(&self, operation: OperationId) -> &TypePath {
        &self.parameters[&operation]
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

    /// A name for an item of a module that no type has.
    pub(crate) fn free_type_name(&self, module: &[String], wanted: &str) -> String {
        let taken: Vec<String> = self
            .types
            .values()
            .filter(|path| path.module == module)
            .map(|path| path.name.clone())
            .collect();
        names::extra(wanted, &taken)
    }

    /// A name for a private module that nothing in the module has.
    fn free_file_name(&self, module: &[String], wanted: &str) -> String {
        let mut taken: Vec<String> = self.reserved_in(module);
        let here = self.types.iter().filter(|(_, path)| path.module == module);
        taken.extend(here.map(|(ty, _)| self.files[ty].clone()));
        names::extra(wanted, &taken)
    }

    fn reserved_in(&self, module: &[String]) -> Vec<String> {
        let children = self.modules.get(module).into_iter().flatten().cloned();
        children.chain([names::BUILDERS.to_owned()]).collect()
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

    fn name_types(&mut self, schema: &Schema) {
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
        for (module, mut items) in by_module {
            items.sort_by_key(|(span, ..)| *span);
            let wire_names = || items.iter().map(|(_, _, name)| name.name.as_str());
            let mut reserved = self.reserved_in(&module);
            let modules: Vec<&str> = reserved.iter().map(String::as_str).collect();
            let type_names = names::distinct(wire_names(), Case::Camel, &modules);
            // Scripts without case give a type and its file the same name, and both live in one module.
            reserved.extend(type_names.iter().cloned());
            let reserved: Vec<&str> = reserved.iter().map(String::as_str).collect();
            let file_names = names::distinct(wire_names(), Case::Snake, &reserved);
            for (((_, ty, _), name), file) in items.iter().zip(type_names).zip(file_names) {
                let module = module.clone();
                self.types.insert(*ty, TypePath { module, name });
                self.files.insert(*ty, file);
            }
        }
    }

    fn name_parameters(&mut self, schema: &Schema) {
        let mut by_module: BTreeMap<Vec<String>, Vec<(OperationId, String)>> = BTreeMap::new();
        for (id, operation) in schema.operations.iter() {
            if operation.kind != OperationKind::Action || operation.call_parameters().is_empty() {
                continue;
            }
            let name = names::spell(&operation.name.name, Case::Camel);
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
            let name = format!("{owner}{name}Parameters");
            by_module.entry(module).or_default().push((id, name));
        }
        for (module, items) in by_module {
            let wanted = items.iter().map(|(_, name)| name.clone()).collect();
            let mut exported = module.clone();
            exported.push(names::BUILDERS.to_owned());
            for ((id, _), name) in items.iter().zip(names::distinct_of(wanted, &[])) {
                let module = exported.clone();
                self.parameters.insert(*id, TypePath { module, name });
            }
        }
    }
}
