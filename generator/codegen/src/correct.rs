//! Corrections: what the metadata gets wrong, said in the options and applied before names are looked up.
//!
//! The syntax tree is changed, not the schema, so that everything behind it (resolution, slices, generation) sees metadata
//! that never was wrong, and what no longer fits is found by the resolver, with its place.

mod remove;
pub(crate) mod target;

use std::fmt;

use odata_csdl::diagnostics::Diagnostics;
use odata_csdl::source::{SourceMap, Span};
use odata_csdl::syntax::{Document, Facets, SchemaElement, Text, TypeUse};

use crate::codes;
use crate::options::Options;
use crate::places::{Entry, Places};
use target::{Found, Part, Target};

/// How many corrections were made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    /// Types that were replaced.
    pub retyped: usize,
    /// Values that became nullable or ceased to be.
    pub nullable: usize,
    /// Declarations that were removed; an overload of an operation counts by itself.
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

/// Applies the corrections that options ask for. Each entry that matches nothing is an error.
pub(crate) fn correct(
    documents: &mut [Document],
    options: &Options,
    places: &Places,
    sources: &mut SourceMap,
    diags: &mut Diagnostics,
) -> Corrections {
    let mut done = Corrections::default();
    for (text, ty) in &options.retype {
        let entry = places.pair("retype", text, format!("{text}={ty}"));
        let span = entry
            .span
            .unwrap_or_else(|| on_command_line(&entry, ty, sources));
        done.retyped += change(documents, &entry, text, diags, |mut slot| {
            slot.retype(ty, span);
        });
    }
    for (text, nullable) in &options.nullable {
        let entry = places.pair("nullable", text, format!("{text}={nullable}"));
        done.nullable += change(documents, &entry, text, diags, |slot| match slot {
            Slot::Use(ty) => ty.nullable = Some(*nullable),
            Slot::Navigation(_, facet) => *facet = Some(*nullable),
        });
    }
    let mut removals = Vec::new();
    for text in &options.remove {
        let entry = places.entry("remove", text);
        for found in find(documents, &entry, text, diags) {
            match found {
                Found::Namespace(_) | Found::Part(_, Part::Parameter(_) | Part::Returned) => {
                    let message = format!("`{text}` cannot be removed by itself");
                    diags.push(entry.error(codes::TARGET, message, ""));
                }
                found => removals.push((found, entry.clone())),
            }
        }
    }
    done.removed = removals.len();
    remove::remove(documents, removals, diags);
    done
}

/// What a target stands for; nothing is an error.
pub(crate) fn find(
    documents: &[Document],
    entry: &Entry,
    text: &str,
    diags: &mut Diagnostics,
) -> Vec<Found> {
    let found = Target::parse(text).map(|target| target.find(documents));
    if let Some(found) = found.filter(|found| !found.is_empty()) {
        return found;
    }
    let message = format!("`{text}` is not in the metadata");
    let mut diagnostic = entry.error(codes::TARGET, message, "leads nowhere");
    if let Some(help) = target::suggest(documents, text) {
        diagnostic = diagnostic.help(help);
    }
    diags.push(diagnostic);
    Vec::new()
}

/// A type that can be changed.
enum Slot<'a> {
    Use(&'a mut TypeUse),
    Navigation(&'a mut Text, &'a mut Option<bool>),
}

impl Slot<'_> {
    fn retype(&mut self, ty: &str, span: Span) {
        let text = Text {
            value: ty.to_owned(),
            span,
        };
        match self {
            Slot::Use(slot) => {
                slot.name = text;
                // They were facets of the type that was there.
                slot.facets = Facets::default();
            }
            Slot::Navigation(slot, _) => **slot = text,
        }
    }
}

/// Changes every slot that a target stands for; returns how many there were.
fn change(
    documents: &mut [Document],
    entry: &Entry,
    text: &str,
    diags: &mut Diagnostics,
    mut with: impl FnMut(Slot<'_>),
) -> usize {
    let mut changed = 0;
    for found in find(documents, entry, text, diags) {
        match slot(documents, &found) {
            Some(slot) => {
                with(slot);
                changed += 1;
            }
            None => {
                let message = format!("`{text}` has no type of its own");
                let help = "properties, parameters and `$ReturnType` have one";
                diags.push(entry.error(codes::TARGET, message, "").help(help));
            }
        }
    }
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
            let navigation = &mut ty.navigation_properties[*index];
            Some(Slot::Navigation(
                &mut navigation.ty,
                &mut navigation.nullable,
            ))
        }
        (SchemaElement::Operation(operation), Part::Parameter(index)) => {
            Some(Slot::Use(&mut operation.parameters[*index].ty))
        }
        (SchemaElement::Operation(operation), Part::Returned) => {
            Some(Slot::Use(&mut operation.return_type.as_mut()?.ty))
        }
        _ => None,
    }
}

/// Makes a flag a source of its own, so that a wrong type in it can be pointed at like one in a file.
fn on_command_line(entry: &Entry, ty: &str, sources: &mut SourceMap) -> Span {
    let text = entry.text.clone();
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let (start, end) = (offset(text.len() - ty.len()), offset(text.len()));
    let file = sources.add(format!("--{}", entry.option), text);
    Span { file, start, end }
}
