//! Naming: assigns a name to everything that is generated from a schema.

mod client;
mod markers;
pub(crate) mod methods;
pub(crate) mod operations;
pub(crate) mod table;
pub(crate) mod types;
mod versions;

use std::collections::{BTreeMap, BTreeSet};

use clientwright_csdl::schema::{EnumId, OperationId, QualifiedName, Schema, StructuredId, Type};
use clientwright_diagnostics::{Diagnostic, Diagnostics};
use clientwright_model::naming::lock::{self, Lock, Scope};
use clientwright_model::naming::scopes::Naming;
use clientwright_model::{TypePath, codes};

use crate::inherit::{self, Bindings};
use crate::paths::{MarkerId, Paths};
use crate::renames::Renames;
use crate::select::Selection;
pub(crate) use client::{ChildId, ClientNames};
use methods::Methods;
use operations::OperationNames;
use table::{AnyType, Table};
use types::StructNames;

/// The inputs of naming other than the metadata.
#[derive(Clone, Debug)]
pub(crate) struct NameOptions<'a> {
    /// Names that the user chose.
    pub(crate) renames: &'a Renames,
    /// Locked names.
    pub(crate) locked: &'a Lock,
    /// The lock file, for messages.
    pub(crate) lock_name: String,
    /// Name of the first client; derived from the container if absent.
    pub(crate) client_name: Option<String>,
}

/// The names of the selection.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    /// Modules, types and calls, selected or not.
    pub(crate) table: Table,
    /// One client for each container with kept children.
    pub(crate) clients: Vec<ClientNames>,
    /// The names for the lock file.
    pub(crate) lock: Lock,
    structs: BTreeMap<StructuredId, StructNames>,
    variants: BTreeMap<StructuredId, Vec<(StructuredId, String)>>,
    members: BTreeMap<EnumId, Vec<String>>,
    items: BTreeMap<StructuredId, Methods>,
    collections: BTreeMap<StructuredId, Methods>,
    operations: BTreeMap<OperationId, OperationNames>,
    markers: Vec<TypePath>,
}

/// Names the selection. A chosen name that is taken is an error. A locked name that changes is a warning.
///
/// **Architecture Invariant:** the selection decides which declarations are named, but not their names. Each scope is
/// named as a whole: all types of a module, all properties of a type, all methods of a builder, selected or not.
pub(crate) fn name(
    schema: &Schema,
    selection: &Selection,
    paths: &Paths,
    options: &NameOptions<'_>,
    diags: &mut Diagnostics,
) -> Names {
    let (chosen, locked) = (options.renames.by_place(), options.locked.clone());
    let mut naming = Naming::new(chosen, locked, &all_names(schema));
    let table = Table::new(schema, options.renames, &mut naming);
    let mut namer = Namer {
        schema,
        selection,
        table,
        naming,
        bindings: Bindings::new(schema),
    };
    let mut names = Names {
        clients: namer.clients(options.client_name.as_deref()),
        ..Names::default()
    };
    let with_collection = namer.collections();
    for &id in selection.structured.keys() {
        namer.record_type(AnyType::Structured(id), &schema.structured_types[id].name);
        names.structs.insert(id, namer.structure(id));
        if inherit::is_polymorphic(&schema.structured_types[id]) {
            names.variants.insert(id, namer.variants(id));
        }
        if !selection.has_builders(schema, id) {
            continue;
        }
        if with_collection.contains(&id) {
            names.collections.insert(id, namer.collection(id));
        }
        names.items.insert(id, namer.item(id));
    }
    for &id in selection.enums.keys() {
        namer.record_type(AnyType::Enum(id), &schema.enum_types[id].name);
        names.members.insert(id, namer.enum_members(id));
    }
    for &id in selection.type_definitions.keys() {
        namer.record_type(AnyType::Definition(id), &schema.type_definitions[id].name);
    }
    for id in selection.operations().into_keys() {
        names.operations.insert(id, namer.operation(id));
    }
    names.markers = namer.markers(paths);
    names.table = namer.table;
    let given = namer.naming.finish();
    names.lock = given.lock;
    diags.extend(options.renames.clashes(&given.clashes));
    for change in given.changes {
        let message = format!("a name changes: {change}");
        let place = options.lock_name.as_str();
        diags.push(Diagnostic::warning_in(codes::NAME_CHANGES, message, place));
    }
    names
}

impl Names {
    /// The fields and constants of a structured type.
    pub(crate) fn structure(&self, id: StructuredId) -> &StructNames {
        &self.structs[&id]
    }

    /// The concrete types that derive from an abstract one, each with the name of its variant, selected or not.
    pub(crate) fn variants(&self, id: StructuredId) -> &[(StructuredId, String)] {
        &self.variants[&id]
    }

    /// The members of an enumeration in order; without the sentinel, unless they are flags.
    pub(crate) fn members(&self, id: EnumId) -> &[String] {
        &self.members[&id]
    }

    /// The methods of the builder of one entity.
    pub(crate) fn item(&self, id: StructuredId) -> &Methods {
        &self.items[&id]
    }

    /// The methods of the builder of a collection; `None` if there is no path to a collection of that type.
    pub(crate) fn collection(&self, id: StructuredId) -> Option<&Methods> {
        self.collections.get(&id)
    }

    /// The marker of a path.
    pub(crate) fn marker(&self, id: MarkerId) -> &TypePath {
        &self.markers[id]
    }

    /// A kept operation.
    pub(crate) fn operation(&self, id: OperationId) -> &OperationNames {
        &self.operations[&id]
    }
}

/// The inputs and tables of naming.
struct Namer<'a> {
    schema: &'a Schema,
    selection: &'a Selection,
    table: Table,
    naming: Naming,
    bindings: Bindings,
}

impl Namer<'_> {
    fn record_type(&mut self, ty: AnyType, name: &QualifiedName) {
        let path = self.table.ty(ty);
        let key = lock::key(&name.to_string());
        self.naming.record(&Scope::Types, &key, &path.name);
        self.naming.record_module(&name.namespace, &path.module);
    }

    /// The types whose collections have a path: by navigation, by an operation bound to one, or by a cast from one.
    fn collections(&self) -> BTreeSet<StructuredId> {
        let mut all = self.selection.collections(self.schema);
        for (&id, kept) in &self.selection.structured {
            let mut bound = self.bindings.on_collection(self.schema, id).into_iter();
            if bound.any(|o| kept.operations.contains_key(&o)) {
                all.insert(id);
            }
        }
        // A composable function has the path of its result.
        for id in self.selection.operations().keys() {
            let operation = &self.schema.operations[*id];
            if let Some(returned) = operation.return_type.as_ref().map(|r| &r.ty)
                && let Type::Structured(ty) = returned.ty
                && returned.is_collection
                && operation.is_composable
            {
                all.insert(ty);
            }
        }
        let bases = all.iter().copied().collect::<Vec<_>>();
        for base in bases {
            if !inherit::is_key_root(&self.schema.structured_types[base]) {
                all.extend(self.schema.descendants(base));
            }
        }
        all
    }
}

/// All names of the metadata, in the order of the documents.
fn all_names(schema: &Schema) -> Vec<&str> {
    let mut all: Vec<&str> = Vec::new();
    for namespace in &schema.namespaces {
        all.extend(namespace.name.split('.'));
    }
    for (_, ty) in schema.structured_types.iter() {
        all.push(&ty.name.name);
        all.extend(ty.properties.iter().map(|p| p.name.as_str()));
        all.extend(ty.navigation_properties.iter().map(|p| p.name.as_str()));
    }
    for (_, ty) in schema.enum_types.iter() {
        all.push(&ty.name.name);
        all.extend(ty.members.iter().map(|m| m.name.as_str()));
    }
    all.extend(
        schema
            .type_definitions
            .iter()
            .map(|(_, ty)| ty.name.name.as_str()),
    );
    for (_, operation) in schema.operations.iter() {
        all.push(&operation.name.name);
        all.extend(operation.parameters.iter().map(|p| p.name.as_str()));
    }
    for (_, container) in schema.containers.iter() {
        all.push(&container.name.name);
        all.extend(container.children.iter().map(|c| c.name.as_str()));
    }
    all
}
