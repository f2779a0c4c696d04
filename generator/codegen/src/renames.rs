//! Names that the user chose.

use std::collections::BTreeMap;

use clientwright_csdl::schema::{Schema, StructuredId};
use clientwright_csdl::syntax::{Document, SchemaElement};
use clientwright_diagnostics::source::Span;
use clientwright_diagnostics::{Diagnostic, Diagnostics};
use clientwright_model::codes;
use clientwright_model::naming::names;

use crate::correct::find;
use crate::correct::target::{ElementPlace, Found, Part, Targets};
use crate::load::Documents;
use crate::options::Options;
use crate::places::{Entry, Places};

/// A chosen name, and its place in the options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rename {
    pub(crate) name: String,
    pub(crate) entry: Entry,
}

/// Chosen names. The span of its start tag identifies an element, because no stage changes it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Renames {
    elements: BTreeMap<Span, Rename>,
    namespaces: BTreeMap<String, Rename>,
}

impl Renames {
    /// Finds the targets of the option `rename`. A target that does not exist, and an invalid name, are errors.
    pub(crate) fn new(
        documents: &Documents,
        schema: &Schema,
        options: &Options,
        places: &Places,
        diags: &mut Diagnostics,
    ) -> Self {
        let documents = &documents.metadata;
        if documents.is_empty() {
            return Self::default();
        }
        let targets = Targets::new(documents);
        let mut renames = Self::default();
        for (target, name) in &options.rename {
            let entry = places.pair("rename", target, format!("{target}={name}"));
            let rename = Rename {
                name: name.clone(),
                entry,
            };
            let entry = &rename.entry;
            for found in find(&targets, documents, entry, target, diags) {
                match found {
                    Found::Namespace(namespace) => {
                        if is_path(name) {
                            renames.namespaces.insert(namespace, rename.clone());
                        } else {
                            let message = format!("`{name}` cannot be the path of a module");
                            let help = "an example: `sales::archive`; `builders` and `rustfmt` are taken, and `clientwright_odata` at the top";
                            diags.push(entry.error(codes::NAME, message, "").help(help));
                        }
                    }
                    _ if !names::is_identifier(name) => {
                        let message = format!("`{name}` cannot be a name in Rust");
                        diags.push(entry.error(codes::NAME, message, ""));
                    }
                    found => match tag(documents, &found) {
                        Some(span) => {
                            renames.elements.insert(span, rename.clone());
                        }
                        None => {
                            let message = format!("`{target}` has no name in Rust");
                            diags.push(entry.error(codes::TARGET, message, ""));
                        }
                    },
                }
            }
        }
        renames.inherit(schema);
        renames
    }

    /// Applies the name of a property to derived types that declare the property again, unless they have a chosen name
    /// for it.
    fn inherit(&mut self, schema: &Schema) {
        // For each type, the names and start tags of its own properties.
        let declared = |id: StructuredId| {
            let ty = &schema.structured_types[id];
            let properties = ty.properties.iter().map(|p| (p.name.as_str(), p.span));
            let navigations = ty.navigation_properties.iter();
            properties.chain(navigations.map(|p| (p.name.as_str(), p.span)))
        };
        let mut inherited = BTreeMap::new();
        for id in schema.structured_types.ids() {
            let mut chosen = BTreeMap::new();
            let bases = schema.lineage(id).into_iter();
            for (name, span) in bases.filter(|base| *base != id).flat_map(declared) {
                if let Some(rename) = self.elements.get(&span) {
                    // The nearest base type is the last one.
                    chosen.insert(name, rename);
                }
            }
            for (name, span) in declared(id).filter(|_| !chosen.is_empty()) {
                if let Some(rename) = chosen.get(name) {
                    inherited.insert(span, (*rename).clone());
                }
            }
        }
        for (span, rename) in inherited {
            self.elements.entry(span).or_insert(rename);
        }
    }

    /// The chosen names, by the start tags of their targets.
    pub(crate) fn by_place(&self) -> BTreeMap<Span, String> {
        let elements = self.elements.iter();
        elements
            .map(|(span, rename)| (*span, rename.name.clone()))
            .collect()
    }

    /// An error for each entry whose name is taken; `clashes` has the reasons, by start tag.
    pub(crate) fn clashes(&self, clashes: &BTreeMap<Span, String>) -> Vec<Diagnostic> {
        let mut errors: BTreeMap<&str, Diagnostic> = BTreeMap::new();
        for (span, message) in clashes {
            if let Some(Rename { entry, .. }) = self.elements.get(span) {
                let error = || entry.error(codes::NAME, message.clone(), "");
                errors.entry(&entry.text).or_insert_with(error);
            }
        }
        errors.into_values().collect()
    }

    /// The chosen module path of a namespace.
    pub(crate) fn of_namespace(&self, namespace: &str) -> Option<Vec<String>> {
        let rename = self.namespaces.get(namespace)?;
        Some(rename.name.split("::").map(str::to_owned).collect())
    }
}

fn is_path(name: &str) -> bool {
    let mut segments = name.split("::").enumerate();
    segments
        .all(|(depth, segment)| names::is_identifier(segment) && !names::is_taken(segment, depth))
}

/// The start tag of a declaration, for everything that has a name in Rust.
fn tag(documents: &[Document], found: &Found) -> Option<Span> {
    let part = |place: &ElementPlace, part: &Part| match (place.get(documents), part) {
        (SchemaElement::Structured(ty), Part::Property(i)) => Some(ty.properties[*i].span),
        (SchemaElement::Structured(ty), Part::Navigation(i)) => {
            Some(ty.navigation_properties[*i].span)
        }
        (SchemaElement::Enum(ty), Part::Member(i)) => Some(ty.members[*i].span),
        (SchemaElement::Operation(op), Part::Parameter(i)) => {
            let is_binding = op.is_bound && *i == 0;
            Some(op.parameters[*i].span).filter(|_| !is_binding)
        }
        (SchemaElement::Container(container), Part::Child(i)) => Some(container.children[*i].span),
        _ => None,
    };
    match found {
        Found::Namespace(_) => None,
        Found::Part(place, p) => part(place, p),
        Found::Element(place) => match place.get(documents) {
            SchemaElement::Term(_) => None,
            element => Some(element.span()),
        },
    }
}
