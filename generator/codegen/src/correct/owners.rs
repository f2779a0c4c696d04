//! Finds the declaration at a place in the metadata, so that a problem is assigned to one declaration.

use std::collections::{BTreeMap, BTreeSet};

use clientwright_csdl::codes;
use clientwright_csdl::syntax::{Document, SchemaElement};
use clientwright_diagnostics::Diagnostic;
use clientwright_diagnostics::source::{FileId, Span};

use super::target::{ElementPlace, Found, Part, elements};

/// The declarations of documents by the places at which they begin.
///
/// A place between two beginnings belongs to the declaration of the first one. Declarations follow each other. Content
/// of an element after its parts, such as annotations, is another beginning of the element.
#[derive(Debug, Default)]
pub(crate) struct Owners {
    /// `None` is text outside of all declarations.
    starts: BTreeMap<(FileId, u32), Option<Found>>,
}

impl Owners {
    pub(crate) fn new(documents: &[Document]) -> Self {
        let mut owners = Self::default();
        for document in documents {
            owners.start(document.span, None);
            for reference in &document.references {
                owners.start(reference.span, None);
            }
            for schema in &document.schemas {
                let found = Found::Namespace(schema.namespace.value.clone());
                owners.start(schema.span, Some(found.clone()));
                for annotation in &schema.annotations {
                    owners.start(annotation.span, Some(found.clone()));
                }
                for block in &schema.external_annotations {
                    owners.start(block.span, None);
                }
            }
        }
        for (place, _, element) in elements(documents) {
            owners.element(place, element);
        }
        owners
    }

    /// The innermost declaration at a place.
    pub(crate) fn of(&self, place: Span) -> Option<&Found> {
        let before = self.starts.range(..=(place.file, place.start));
        let ((file, _), found) = before.last()?;
        found.as_ref().filter(|_| *file == place.file)
    }

    fn start(&mut self, place: Span, found: Option<Found>) {
        self.starts.insert((place.file, place.start), found);
    }

    fn element(&mut self, place: ElementPlace, element: &SchemaElement) {
        let own = || Some(Found::Element(place));
        let part = |part| Some(Found::Part(place, part));
        self.start(element.span(), own());
        let annotations = match element {
            SchemaElement::Structured(ty) => {
                for (i, property) in ty.properties.iter().enumerate() {
                    self.start(property.span, part(Part::Property(i)));
                }
                for (i, navigation) in ty.navigation_properties.iter().enumerate() {
                    self.start(navigation.span, part(Part::Navigation(i)));
                }
                for (i, key) in ty.keys.iter().enumerate() {
                    self.start(key.span, part(Part::Key(i)));
                }
                &ty.annotations
            }
            SchemaElement::Enum(ty) => {
                for (i, member) in ty.members.iter().enumerate() {
                    self.start(member.span, part(Part::Member(i)));
                }
                &ty.annotations
            }
            SchemaElement::Operation(operation) => {
                for (i, parameter) in operation.parameters.iter().enumerate() {
                    self.start(parameter.span, part(Part::Parameter(i)));
                }
                for (i, returned) in operation.return_types.iter().enumerate() {
                    self.start(returned.span, part(Part::Returned(i)));
                }
                &operation.annotations
            }
            SchemaElement::Container(container) => {
                for (i, child) in container.children.iter().enumerate() {
                    self.start(child.span, part(Part::Child(i)));
                }
                &container.annotations
            }
            SchemaElement::TypeDefinition(ty) => &ty.annotations,
            SchemaElement::Term(term) => &term.annotations,
        };
        for annotation in annotations {
            self.start(annotation.span, own());
        }
        let text = match element {
            SchemaElement::Structured(ty) => ty.base_type.as_ref().map(|t| (t, Part::Base)),
            SchemaElement::Enum(ty) => ty.underlying_type.as_ref().map(|t| (t, Part::Underlying)),
            SchemaElement::TypeDefinition(ty) => Some((&ty.underlying_type, Part::Underlying)),
            SchemaElement::Container(container) => {
                container.extends.as_ref().map(|t| (t, Part::Extends))
            }
            SchemaElement::Operation(_) | SchemaElement::Term(_) => None,
        };
        // A missing attribute has the place of its element.
        if let Some((text, attribute)) = text.filter(|(text, _)| !text.is_missing()) {
            self.start(text.span, part(attribute));
            // The rest of the start tag belongs to the element again.
            let after = Span {
                start: text.span.end,
                ..text.span
            };
            self.start(after, own());
        }
    }
}

/// Whether a code is for problems that the parser finds in single elements and attributes. Removing these removes the
/// problem. Text that is not well-formed XML cannot be corrected.
pub(crate) fn is_of_parsing(code: &str) -> bool {
    [
        codes::UNKNOWN_MARKUP,
        codes::MISSING_ATTRIBUTE,
        codes::BAD_VALUE,
        codes::BAD_STRUCTURE,
        codes::UNKNOWN_ENTITY,
        codes::CONTROL_IN_NAME,
        codes::ODD_SPELLING,
        codes::NO_EFFECT,
    ]
    .contains(&code)
}

/// Whether removing a declaration also removes a problem that the parser found.
pub(crate) fn goes_with(
    diagnostic: &Diagnostic,
    documents: &[Document],
    owners: &Owners,
    removed: &BTreeSet<&Found>,
) -> bool {
    let owner = diagnostic.span().and_then(|span| owners.of(span));
    let Some(owner) = owner.filter(|_| is_of_parsing(diagnostic.code)) else {
        return false;
    };
    let within = match owner {
        Found::Namespace(_) => None,
        Found::Element(place) | Found::Part(place, _) => Some(*place),
    };
    let is_removed = |found: Found| removed.contains(&found);
    removed.contains(owner)
        || within.is_some_and(|place| {
            let schema = &documents[place.document].schemas[place.schema];
            is_removed(Found::Element(place))
                || is_removed(Found::Namespace(schema.namespace.value.clone()))
        })
}
