//! Slices: metadata files with only what a selection needs.

use std::collections::BTreeSet;

use odata_csdl::diagnostics::Diagnostics;
use odata_csdl::schema::{ContainerId, EnumId, OperationId, StructuredId, TypeDefinitionId};
use odata_csdl::{Filter, WriteOptions};

use crate::generate::{Error, select_from};
use crate::inherit::NavigationId;
use crate::options::Options;
use crate::select::Selection;
use crate::summary::Summary;

/// A metadata file with only what a selection needs.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Slice {
    /// The CSDL XML text.
    pub text: String,
    /// What came in and what was kept.
    pub summary: Summary,
}

/// Cuts the selected part out of a metadata document, so that a team can commit and review a small file.
///
/// The slice is self-contained, and generating from it with the same options gives the same code as generating from the
/// whole file. It holds facts; descriptions are left out unless [`Options::descriptions`] is `Some(true)`.
///
/// # Errors
///
/// Everything that is wrong with the input, in one go.
pub fn slice(options: &Options) -> Result<Slice, Error> {
    let mut diags = Diagnostics::new();
    let (loaded, selection) = select_from(options, &mut diags)?;
    let write_options = WriteOptions {
        descriptions: options.descriptions == Some(true),
    };
    Ok(Slice {
        text: odata_csdl::write(&loaded.schema, &Kept::new(&selection), write_options),
        summary: Summary::new(&loaded.schema, &selection),
    })
}

/// A selection as a filter for the writer.
struct Kept<'a> {
    selection: &'a Selection,
    navigations: BTreeSet<NavigationId>,
    operations: BTreeSet<OperationId>,
}

impl<'a> Kept<'a> {
    fn new(selection: &'a Selection) -> Self {
        let types = selection.structured.values();
        Self {
            selection,
            navigations: types.flat_map(|t| t.navigations.keys().copied()).collect(),
            operations: selection.operations().into_keys().collect(),
        }
    }
}

impl Filter for Kept<'_> {
    fn structured(&self, id: StructuredId) -> bool {
        self.selection.structured.contains_key(&id) || self.selection.bases.contains_key(&id)
    }
    fn navigation(&self, declaring: StructuredId, index: usize) -> bool {
        self.navigations
            .contains(&NavigationId { declaring, index })
    }
    fn enum_type(&self, id: EnumId) -> bool {
        self.selection.enums.contains_key(&id)
    }
    fn type_definition(&self, id: TypeDefinitionId) -> bool {
        self.selection.type_definitions.contains_key(&id)
    }
    fn operation(&self, id: OperationId) -> bool {
        self.operations.contains(&id)
    }
    fn term(&self, _index: usize) -> bool {
        // A declaration of a term; annotations do not need it.
        false
    }
    fn container_child(&self, container: ContainerId, index: usize) -> bool {
        self.selection.roots.contains_key(&(container, index))
    }
}
