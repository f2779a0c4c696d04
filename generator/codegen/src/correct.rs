//! Corrections of the metadata by options, applied before names are resolved.
//!
//! The syntax tree is changed, not the schema, so that the resolver finds what no longer fits, with its place.

pub(crate) mod owners;
mod remove;
pub(crate) mod target;

use std::collections::BTreeSet;
use std::fmt;

use clientwright_csdl::syntax::{
    ContainerChildKind, Document, Facets, NavigationProperty, SchemaElement, Text, TypeUse,
};
use clientwright_diagnostics::Diagnostics;
use clientwright_diagnostics::source::{SourceMap, Span};
use clientwright_model::codes;

use crate::load::Documents;
use crate::options::Options;
use crate::places::{Entry, Places};
use target::{Found, Part, Targets};

/// Counts of corrections.
///
/// ```
/// use clientwright::{Corrections, Options, generate};
///
/// # fn main() -> Result<(), clientwright::Error> {
/// let options = Options {
///     schema: "tests/docs/shop.csdl.xml".into(),
///     remove: vec!["Shop.supplier".into(), "Shop.shop/suppliers".into()],
///     retype: [("Shop.order/total".into(), "Edm.Decimal".into())].into(),
///     ..Options::default()
/// };
/// let done: Corrections = generate(&options)?.summary.corrections;
/// assert_eq!((done.removed, done.retyped, done.nullable), (2, 1, 0));
/// assert_eq!(done.to_string(), "1 retyped, 2 removed");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    /// Types that were replaced.
    pub retyped: usize,
    /// Values that became nullable or not nullable.
    pub nullable: usize,
    /// Declarations that were removed; each overload of an operation counts.
    pub removed: usize,
}

impl fmt::Display for Corrections {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = [
            (self.retyped, "retyped"),
            (self.nullable, "with other nullability"),
            (self.removed, "removed"),
        ];
        let counts = counts.iter().filter(|(n, _)| *n > 0);
        let words: Vec<String> = counts.map(|(n, what)| format!("{n} {what}")).collect();
        f.write_str(&words.join(", "))
    }
}

/// Applies the corrections of the options, and counts them. Each entry without a match is an error.
///
/// **Architecture Invariant:** corrections change documents only. Every later stage gets corrected metadata.
pub(crate) fn correct(
    mut documents: Documents,
    options: &Options,
    places: &Places,
    sources: &mut SourceMap,
    diags: &mut Diagnostics,
) -> (Documents, Corrections) {
    let mut done = Corrections::default();
    if documents.metadata.is_empty() {
        return (documents, done);
    }
    let metadata = &mut documents.metadata;
    let targets = Targets::new(metadata);
    for (text, ty) in &options.retype {
        let entry = places.pair("retype", text, format!("{text}={ty}"));
        let span = entry
            .span
            .unwrap_or_else(|| on_command_line(&entry, ty, sources));
        let what = "type";
        done.retyped += change(&targets, metadata, &entry, text, what, diags, |slot| {
            Some(Some(slot.retype(ty, span)))
        });
    }
    for (text, nullable) in &options.nullable {
        let entry = places.pair("nullable", text, format!("{text}={nullable}"));
        let what = "nullability";
        done.nullable += change(&targets, metadata, &entry, text, what, diags, |slot| {
            let (facet, written) = match slot {
                Slot::Use(ty) => (&mut ty.nullable, &mut ty.nullable_span),
                Slot::Navigation(navigation) => {
                    (&mut navigation.nullable, &mut navigation.nullable_span)
                }
                Slot::Name(_) => return None,
            };
            *facet = Some(*nullable);
            Some(written.take())
        });
    }
    let mut removals = Vec::new();
    for text in &options.remove {
        let entry = places.entry("remove", text);
        for found in find(&targets, metadata, &entry, text, diags) {
            let definition = match &found {
                Found::Part(place, Part::Underlying) => {
                    matches!(place.get(metadata), SchemaElement::TypeDefinition(_))
                }
                _ => false,
            };
            if definition {
                let message = format!("`{text}` cannot be removed by itself");
                let help = "a type definition needs an underlying type; `retype` gives it another";
                diags.push(entry.error(codes::TARGET, message, "").help(help));
            } else {
                removals.push((found, entry.clone()));
            }
        }
    }
    done.removed = removals.len();
    remove::remove(&targets, metadata, &documents.overlays, removals, diags);
    (documents, done)
}

/// The declarations that match a target; no match is an error.
pub(crate) fn find(
    targets: &Targets,
    documents: &[Document],
    entry: &Entry,
    text: &str,
    diags: &mut Diagnostics,
) -> Vec<Found> {
    let found = targets.find(documents, text);
    if !found.is_empty() {
        return found;
    }
    let message = format!("`{text}` is not in the metadata");
    let mut diagnostic = entry.error(codes::TARGET, message, "does not exist");
    if let Some(help) = targets.suggest(documents, text) {
        diagnostic = diagnostic.help(help);
    }
    diags.push(diagnostic);
    Vec::new()
}

/// A type that can be changed.
enum Slot<'a> {
    Use(&'a mut TypeUse),
    Navigation(&'a mut NavigationProperty),
    /// Only a name, such as a base type.
    Name(&'a mut Text),
}

impl Slot<'_> {
    /// Sets another type; returns the place of the old one.
    fn retype(self, ty: &str, span: Span) -> Span {
        let text = Text {
            value: ty.to_owned(),
            span,
        };
        let name = match self {
            Slot::Use(slot) => {
                // The facets belong to the previous type.
                slot.facets = Facets::default();
                &mut slot.name
            }
            Slot::Navigation(navigation) => &mut navigation.ty,
            Slot::Name(name) => name,
        };
        std::mem::replace(name, text).span
    }
}

/// Changes every slot that matches a target; returns their number. Problems of the replaced value no longer count.
///
/// The function returns the place of that value if it was written, or `None` if the slot cannot have a value.
fn change(
    targets: &Targets,
    documents: &mut [Document],
    entry: &Entry,
    text: &str,
    what: &str,
    diags: &mut Diagnostics,
    mut with: impl FnMut(Slot<'_>) -> Option<Option<Span>>,
) -> usize {
    let mut replaced = BTreeSet::new();
    let mut changed = 0;
    for found in find(targets, documents, entry, text, diags) {
        match slot(documents, &found).and_then(&mut with) {
            Some(place) => {
                replaced.extend(place);
                changed += 1;
            }
            None => {
                let message = format!("`{text}` has no {what} of its own");
                let help = "properties, parameters and `$ReturnType` have one";
                diags.push(entry.error(codes::TARGET, message, "").help(help));
            }
        }
    }
    diags.revise(|d| {
        let is_replaced = d.span().is_some_and(|span| replaced.contains(&span));
        Some(d).filter(|d| !is_replaced || !owners::is_of_parsing(d.code))
    });
    changed
}

fn slot<'a>(documents: &'a mut [Document], found: &Found) -> Option<Slot<'a>> {
    let Found::Part(place, part) = found else {
        return None;
    };
    match (place.get_mut(documents), part) {
        (SchemaElement::Structured(ty), Part::Property(index)) => {
            Some(Slot::Use(&mut ty.properties[*index].ty))
        }
        (SchemaElement::Structured(ty), Part::Navigation(index)) => {
            Some(Slot::Navigation(&mut ty.navigation_properties[*index]))
        }
        (SchemaElement::Structured(ty), Part::Base) => ty.base_type.as_mut().map(Slot::Name),
        (SchemaElement::Enum(ty), Part::Underlying) => ty.underlying_type.as_mut().map(Slot::Name),
        (SchemaElement::TypeDefinition(ty), Part::Underlying) => {
            Some(Slot::Name(&mut ty.underlying_type))
        }
        (SchemaElement::Container(container), Part::Extends) => {
            container.extends.as_mut().map(Slot::Name)
        }
        (SchemaElement::Container(container), Part::Child(index)) => {
            match &mut container.children[*index].kind {
                ContainerChildKind::EntitySet(ty) | ContainerChildKind::Singleton { ty, .. } => {
                    Some(Slot::Name(ty))
                }
                ContainerChildKind::ActionImport { action: name, .. }
                | ContainerChildKind::FunctionImport { function: name, .. } => {
                    Some(Slot::Name(name))
                }
            }
        }
        (SchemaElement::Operation(operation), Part::Parameter(index)) => {
            Some(Slot::Use(&mut operation.parameters[*index].ty))
        }
        (SchemaElement::Operation(operation), Part::Returned(index)) => {
            Some(Slot::Use(&mut operation.return_types[*index].ty))
        }
        _ => None,
    }
}

/// Adds a flag as a source, so that an error can show a wrong type in it, as in a file.
pub(crate) fn on_command_line(entry: &Entry, ty: &str, sources: &mut SourceMap) -> Span {
    let text = entry.text.clone();
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let (start, end) = (offset(text.len() - ty.len()), offset(text.len()));
    let file = sources.add(format!("--{}", entry.option), text);
    Span { file, start, end }
}
