//! Slices: metadata files that contain only a selection.

use std::collections::BTreeSet;

use clientwright_csdl::schema::{
    ContainerId, EnumId, OperationId, Schema, StructuredId, Type, TypeDefinitionId,
};
use clientwright_csdl::{Filter, WriteOptions};
use clientwright_diagnostics::Diagnostics;
use clientwright_diagnostics::source::SourceMap;
use clientwright_model::naming::lock::Lock;

use crate::bound::{self, Binding};
use crate::error::Error;
use crate::generate::{Input, OData, Stage, request, stages};
use crate::inherit::NavigationId;
use crate::name::{self, NameOptions};
use crate::options::Options;
use crate::paths::Paths;
use crate::places::Places;
use crate::renames::Renames;
use crate::select::{self, Selection};
use crate::summary::Summary;

/// A metadata file that contains only a selection.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Slice {
    /// The CSDL XML text.
    pub text: String,
    /// Counts of the metadata and of the selection.
    pub summary: Summary,
    /// The names of generated code for the declarations of the slice, from the whole file; for a lock file.
    pub lock: Lock,
    /// Wire names for which generating from the slice without that lock file would give other Rust names, because the
    /// declarations that they clash with are not in the slice. Empty if the options name a lock file.
    pub unsettled: Vec<String>,
}

/// Writes the selected part of a metadata document, so that a team can commit and review a small file.
///
/// The slice is self-contained. Generating from it with the same options gives the same code as generating from the
/// whole file; if [`Slice::unsettled`] is not empty, this needs the lock file. An excluded type that a kept declaration
/// uses is part of the slice, so that the pattern has the same effect; patterns that exclude other declarations must be
/// removed. Descriptions are omitted unless [`Options::descriptions`] is `Some(true)`. Corrections are applied, renames
/// are not.
///
/// # Errors
///
/// All problems of the input, in one run.
pub fn slice(options: &Options) -> Result<Slice, Error> {
    let mut diags = Diagnostics::allowing(options.allowed());
    let whole = stages(options, Stage::Name, &mut diags)?;
    let write_options = WriteOptions {
        descriptions: options.descriptions == Some(true),
    };
    let (text, unsettled) = match &whole.input {
        Input::OData(input) => {
            let kept = Kept::new(&input.schema, &input.selection);
            let text = clientwright_csdl::write(&input.schema, &kept, write_options);
            let unsettled = unsettled(options, &whole.run.places, input, &text);
            (text, unsettled)
        }
        Input::OpenApi(input) => input.slice(options, &whole.run.places),
    };
    let unsettled = match options.lock {
        Some(_) => Vec::new(),
        None => unsettled,
    };
    Ok(Slice {
        text,
        summary: whole.summarize(),
        lock: whole.lock.clone().over(&whole.run.locked),
        unsettled,
    })
}

/// The names that differ if only the slice is read. Renames apply to both.
fn unsettled(options: &Options, places: &Places, whole: &OData, slice: &str) -> Vec<String> {
    let mut diags = Diagnostics::new();
    let plain = NameOptions {
        renames: &Renames::default(),
        locked: &Lock::default(),
        lock_name: String::new(),
        client_name: options.client_name(),
    };
    let names = |schema: &Schema, selection: &Selection| {
        let paths = Paths::new(schema, &mut Diagnostics::new());
        name::name(schema, selection, &paths, &plain, &mut Diagnostics::new()).lock
    };
    let before = names(&whole.schema, &whole.selection);
    let mut sources = SourceMap::new();
    let file = sources.add("slice", slice);
    let document = clientwright_csdl::parse(&sources, file, &mut diags);
    let documents: Vec<_> = document.into_iter().collect();
    let schema = clientwright_csdl::resolve(&documents, &[], &sources, &mut diags);
    let request = request(options, places);
    let selection = select::select(&schema, &request, &mut diags);
    let after = names(&schema, &selection);
    before.differing(&after).map(str::to_owned).collect()
}

/// A selection as a filter of the writer.
struct Kept<'a> {
    selection: &'a Selection,
    navigations: BTreeSet<NavigationId>,
    operations: BTreeSet<OperationId>,
    disputed: BTreeSet<Binding>,
    named: Named,
}

/// Excluded types that kept declarations use. Without them, a slice would lose the properties with these types; with
/// them, the properties are untyped.
#[derive(Default)]
struct Named {
    structured: BTreeSet<StructuredId>,
    enums: BTreeSet<EnumId>,
    definitions: BTreeSet<TypeDefinitionId>,
}

impl Named {
    fn new(schema: &Schema, selection: &Selection, operations: &BTreeSet<OperationId>) -> Self {
        let types = selection.structured.keys().chain(selection.bases.keys());
        let properties = types.flat_map(|id| &schema.structured_types[*id].properties);
        let operations = operations.iter().map(|id| &schema.operations[*id]);
        let mut named = Self::default();
        properties.for_each(|property| named.add(schema, property.ty.ty));
        for operation in operations {
            let parameters = operation.parameters.iter().map(|p| &p.ty);
            let all = parameters.chain(operation.return_type.as_ref().map(|r| &r.ty));
            all.for_each(|ty| named.add(schema, ty.ty));
        }
        named
    }

    fn add(&mut self, schema: &Schema, ty: Type) {
        match ty {
            Type::Primitive(_) => {}
            Type::Structured(id) => self.structured.extend(schema.lineage(id)),
            Type::Enum(id) => {
                self.enums.insert(id);
            }
            Type::Definition(id) => {
                self.definitions.insert(id);
            }
        }
    }
}

impl<'a> Kept<'a> {
    fn new(schema: &Schema, selection: &'a Selection) -> Self {
        let types = selection.structured.values();
        let operations = selection.operations().into_keys().collect();
        Self {
            selection,
            named: Named::new(schema, selection, &operations),
            navigations: types.flat_map(|t| t.navigations.keys().copied()).collect(),
            operations,
            disputed: bound::disputed(schema),
        }
    }
}

impl Filter for Kept<'_> {
    fn structured(&self, id: StructuredId) -> bool {
        self.selection.structured.contains_key(&id)
            || self.selection.bases.contains_key(&id)
            || self.named.structured.contains(&id)
    }
    fn navigation(&self, declaring: StructuredId, index: usize) -> bool {
        self.navigations
            .contains(&NavigationId { declaring, index })
    }
    fn enum_type(&self, id: EnumId) -> bool {
        self.selection.enums.contains_key(&id) || self.named.enums.contains(&id)
    }
    fn type_definition(&self, id: TypeDefinitionId) -> bool {
        self.selection.type_definitions.contains_key(&id) || self.named.definitions.contains(&id)
    }
    fn operation(&self, id: OperationId) -> bool {
        self.operations.contains(&id)
    }
    fn term(&self, _index: usize) -> bool {
        // The declaration of a term; annotations do not need it.
        false
    }
    fn container_child(&self, container: ContainerId, index: usize) -> bool {
        self.selection.roots.contains_key(&(container, index))
    }
    fn binding(&self, container: ContainerId, child: usize, index: usize) -> bool {
        !self.disputed.contains(&(container, child, index))
    }
}
