//! Changes errors in metadata into warnings if they do not affect the selection. The other errors name the corrections
//! that fix them.

use std::collections::BTreeSet;

use clientwright_csdl::codes;
use clientwright_csdl::schema::Schema;
use clientwright_csdl::syntax::{Document, SchemaElement};
use clientwright_diagnostics::source::Span;
use clientwright_diagnostics::{Diagnostic, Diagnostics, SHOWN, Severity};

use crate::correct::owners::Owners;
use crate::correct::target::{self, ElementPlace, Found, Part, Targets};
use crate::load::Documents;
use crate::options::Missing;
use crate::select::Selection;

/// Errors in a declaration that have no effect if no generated code needs it.
const JUDGED: &[&str] = &[
    codes::MISSING_ATTRIBUTE,
    codes::BAD_VALUE,
    codes::UNKNOWN_TYPE,
    codes::UNKNOWN_NAMESPACE,
    codes::NOT_LOADED,
    codes::DUPLICATE,
    codes::CYCLE,
    codes::WRONG_KIND,
    codes::BAD_KEY,
    codes::ENUM_VALUE,
    codes::BAD_STRUCTURE,
];

/// The maximal number of targets in a message.
const LISTED: usize = 3;

/// Errors about missing types.
const MISSING_TYPE: &[&str] = &[
    codes::UNKNOWN_TYPE,
    codes::UNKNOWN_NAMESPACE,
    codes::NOT_LOADED,
];

/// Changes errors in documents into warnings, for a selection or as if everything were needed. Returns the messages of
/// errors about missing types whose values are untyped.
///
/// **Architecture Invariant:** this is the last stage that reads documents.
pub(crate) fn judge(
    documents: Documents,
    schema: &Schema,
    selection: Option<&Selection>,
    missing: Missing,
    diags: &mut Diagnostics,
) -> Vec<String> {
    let mut untyped = Vec::new();
    if !diags.has_errors() {
        return untyped;
    }
    let needed = Needed::new(&documents.metadata, schema, selection);
    diags.revise(|diagnostic| Some(needed.judged(diagnostic, missing, &mut untyped)));
    // Finding corrections reads all declarations, so that it is done only for errors that are reported.
    let sorted = diags.sorted().into_iter();
    let errors = sorted.filter(|diagnostic| diagnostic.severity == Severity::Error);
    let shown: BTreeSet<Span> = errors.take(SHOWN).filter_map(Diagnostic::span).collect();
    let mut left = SHOWN;
    diags.revise(|diagnostic| {
        let place = diagnostic.span().filter(|place| shown.contains(place));
        let place = place.filter(|_| diagnostic.severity == Severity::Error && left > 0);
        let place = place.filter(|_| codes_of_metadata(diagnostic.code));
        left -= usize::from(place.is_some());
        let help = place.and_then(|_| needed.fixes(&diagnostic));
        Some(match help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        })
    });
    untyped
}

/// The generated declarations, by name. Declarations with the same name share an entry.
struct Needed<'a> {
    documents: &'a [Document],
    targets: Targets,
    is_everything: bool,
    owners: Owners,
    types: BTreeSet<String>,
    operations: BTreeSet<String>,
    /// Navigation properties by their types, and children by their containers.
    parts: BTreeSet<(String, &'a str)>,
}

impl<'a> Needed<'a> {
    fn new(documents: &'a [Document], schema: &'a Schema, selection: Option<&Selection>) -> Self {
        let nothing = Selection::default();
        let is_everything = selection.is_none();
        let selection = selection.unwrap_or(&nothing);
        let structured = selection.structured.keys().chain(selection.bases.keys());
        let structured = structured.map(|id| &schema.structured_types[*id].name);
        let enums = selection.enums.keys();
        let enums = enums.map(|id| &schema.enum_types[*id].name);
        let definitions = selection.type_definitions.keys();
        let definitions = definitions.map(|id| &schema.type_definitions[*id].name);
        let types = structured.chain(enums).chain(definitions);
        let operations = selection.operations().into_keys();
        let navigations = selection
            .structured
            .values()
            .flat_map(|k| k.navigations.keys());
        let navigations = navigations.map(|id| {
            let owner = schema.structured_types[id.declaring].name.to_string();
            (owner, id.get(schema).name.as_str())
        });
        let children = selection.roots.keys().map(|(id, index)| {
            let container = &schema.containers[*id];
            (
                container.name.to_string(),
                container.children[*index].name.as_str(),
            )
        });
        Self {
            documents,
            is_everything,
            targets: Targets::new(documents),
            owners: Owners::new(documents),
            types: types.map(ToString::to_string).collect(),
            operations: operations
                .map(|id| schema.operations[id].name.to_string())
                .collect(),
            parts: navigations.chain(children).collect(),
        }
    }

    fn judged(
        &self,
        diagnostic: Diagnostic,
        missing: Missing,
        untyped: &mut Vec<String>,
    ) -> Diagnostic {
        let Some(place) = diagnostic.span() else {
            return diagnostic;
        };
        if diagnostic.severity != Severity::Error || !codes_of_metadata(diagnostic.code) {
            return diagnostic;
        }
        let uses = match diagnostic.uses.is_empty() {
            true => vec![place],
            false => diagnostic.uses.clone(),
        };
        let is_judged = JUDGED.contains(&diagnostic.code) && !self.is_everything;
        let needed = uses
            .into_iter()
            .filter(|span| !is_judged || self.is_needed(diagnostic.code, *span));
        let needed: Vec<Span> = needed.collect();
        if needed.is_empty() {
            let warning = as_warning(diagnostic);
            return warning.help("nothing that is generated needs it");
        }
        if missing == Missing::Untyped && MISSING_TYPE.contains(&diagnostic.code) {
            // A correction names this type, so that it is needed.
            let (written, brought): (Vec<Span>, Vec<Span>) = needed
                .iter()
                .partition(|span| self.owners.of(**span).is_some());
            return match brought.is_empty() {
                true => {
                    untyped.push(diagnostic.message.clone());
                    as_warning(diagnostic.used_at(written)).help("its values are untyped")
                }
                false => diagnostic.used_at(brought),
            };
        }
        diagnostic.used_at(needed)
    }

    /// A place outside of all declarations counts as needed.
    fn is_needed(&self, code: &str, place: Span) -> bool {
        match self.owners.of(place) {
            None | Some(Found::Namespace(_)) => true,
            Some(Found::Element(place)) => self.is_element_needed(*place),
            Some(Found::Part(place, part)) => {
                let element = place.get(self.documents);
                let name = match (element, part) {
                    (SchemaElement::Structured(ty), Part::Navigation(i)) => {
                        ty.navigation_properties[*i].name.as_str()
                    }
                    (SchemaElement::Container(container), Part::Child(i)) => {
                        container.children[*i].name.as_str()
                    }
                    _ => "",
                };
                match part {
                    // A second declaration is not the generated one.
                    Part::Navigation(_) if !name.is_empty() && code != codes::DUPLICATE => {
                        self.parts.contains(&(self.qualified(*place), name))
                    }
                    Part::Child(_) => {
                        name.is_empty() || self.parts.contains(&(self.qualified(*place), name))
                    }
                    _ => self.is_element_needed(*place),
                }
            }
        }
    }

    fn is_element_needed(&self, place: ElementPlace) -> bool {
        let element = place.get(self.documents);
        match element {
            _ if element.name().is_missing() => true,
            SchemaElement::Container(_) => true,
            SchemaElement::Term(_) => false,
            SchemaElement::Operation(_) => self.operations.contains(&self.qualified(place)),
            _ => self.types.contains(&self.qualified(place)),
        }
    }

    fn qualified(&self, place: ElementPlace) -> String {
        let schema = &self.documents[place.document].schemas[place.schema];
        let name = place.get(self.documents).name();
        format!("{}.{}", schema.namespace.value, name.value)
    }

    fn name_of(&self, place: ElementPlace, part: Part) -> &'a str {
        target::name_of(place.get(self.documents), part)
    }

    /// The corrections that fix an error.
    fn fixes(&self, diagnostic: &Diagnostic) -> Option<String> {
        let code = diagnostic.code;
        let place = diagnostic.span()?;
        let found: Vec<&Found> = diagnostic
            .uses
            .iter()
            .take(LISTED + 1)
            .filter_map(|span| self.owners.of(*span))
            .collect();
        let first = *found.first()?;
        if code == codes::ALIAS_TWICE {
            let removal = self.shared_name(first, diagnostic)?;
            return Some(format!("`remove = [\"{removal}\"]` makes it clear"));
        }
        let targets: Vec<String> = found.iter().map(|found| self.target(code, found)).collect();
        let removals: Vec<String> = found
            .iter()
            .zip(&targets)
            .map(|(found, target)| self.removal(found, target))
            .collect();
        let removal = format!("`remove = [{}]` leaves it out", listed(&removals, "\""));
        let targets = listed(&targets, "`");
        Some(match code {
            _ if MISSING_TYPE.contains(&code) => format!(
                "`retype` gives {targets} another type, {removal}, `missing = \"untyped\"` reads its values untyped"
            ),
            codes::WRONG_KIND | codes::UNKNOWN_CONTAINER => {
                format!("`retype` gives {targets} another type, {removal}")
            }
            codes::BAD_VALUE if self.is_nullable(first, place) => {
                format!("`nullable` sets it for {targets}, {removal}")
            }
            codes::BAD_VALUE | codes::MISSING_ATTRIBUTE if self.is_type(first, place) => {
                format!("`retype` gives {targets} a type, {removal}")
            }
            _ => removal,
        })
    }

    /// The name for `remove`. A type definition cannot exist without its underlying type, so that the whole definition
    /// is named.
    fn removal(&self, found: &Found, target: &str) -> String {
        match found {
            Found::Part(place, Part::Underlying)
                if matches!(place.get(self.documents), SchemaElement::TypeDefinition(_)) =>
            {
                self.qualified(*place)
            }
            _ => target.to_owned(),
        }
    }

    /// The element of a namespace whose name another namespace with the same alias also has.
    fn shared_name(&self, found: &Found, diagnostic: &Diagnostic) -> Option<String> {
        let Found::Namespace(namespace) = found else {
            return None;
        };
        let Some(Found::Namespace(other)) = self.owners.of(diagnostic.others.first()?.span) else {
            return None;
        };
        let names = |namespace: &str| -> BTreeSet<&str> {
            let schemas = self.documents.iter().flat_map(|d| &d.schemas);
            let schemas = schemas.filter(|s| s.namespace.as_str() == namespace);
            let elements = schemas.flat_map(|s| &s.elements);
            elements.map(|e| e.name().as_str()).collect()
        };
        let (own, others) = (names(namespace), names(other));
        let shared = own.intersection(&others).next()?;
        Some(format!("{namespace}.{shared}"))
    }

    fn is_nullable(&self, found: &Found, place: Span) -> bool {
        let Found::Part(at, part) = found else {
            return false;
        };
        let written = match (at.get(self.documents), part) {
            (SchemaElement::Structured(ty), Part::Property(i)) => {
                ty.properties[*i].ty.nullable_span
            }
            (SchemaElement::Structured(ty), Part::Navigation(i)) => {
                ty.navigation_properties[*i].nullable_span
            }
            (SchemaElement::Operation(op), Part::Parameter(i)) => {
                op.parameters[*i].ty.nullable_span
            }
            (SchemaElement::Operation(op), Part::Returned(i)) => {
                op.return_types[*i].ty.nullable_span
            }
            _ => None,
        };
        written == Some(place)
    }

    fn is_type(&self, found: &Found, place: Span) -> bool {
        let Found::Part(at, part) = found else {
            return false;
        };
        let name = match (at.get(self.documents), part) {
            (SchemaElement::Structured(ty), Part::Property(i)) => &ty.properties[*i].ty.name,
            (SchemaElement::Structured(ty), Part::Navigation(i)) => {
                &ty.navigation_properties[*i].ty
            }
            (SchemaElement::Operation(op), Part::Parameter(i)) => &op.parameters[*i].ty.name,
            (SchemaElement::Operation(op), Part::Returned(i)) => &op.return_types[*i].ty.name,
            _ => return false,
        };
        name.span == place
    }

    /// The target by which a correction names a declaration.
    fn target(&self, code: &str, found: &Found) -> String {
        let or_unnamed = |name: &str| match name.is_empty() {
            true => "?".to_owned(),
            false => name.to_owned(),
        };
        let element = |place: ElementPlace| {
            let schema = &self.documents[place.document].schemas[place.schema];
            let namespace = or_unnamed(schema.namespace.as_str());
            let name = or_unnamed(place.get(self.documents).name().as_str());
            format!("{namespace}.{name}")
        };
        let text = match found {
            Found::Namespace(namespace) => format!("{}.*", or_unnamed(namespace)),
            Found::Element(place) if matches!(code, codes::CYCLE | codes::TOO_DEEP) => {
                // The chain of base types is too long, or a cycle.
                let attribute = match place.get(self.documents) {
                    SchemaElement::Container(_) => "$Extends",
                    _ => "$BaseType",
                };
                return format!("{}/{attribute}", element(*place));
            }
            Found::Element(place) => element(*place),
            Found::Part(place, part) => {
                let name = or_unnamed(self.name_of(*place, *part));
                format!("{}/{name}", element(*place))
            }
        };
        if text.contains('?') {
            // `?` means all elements without a name; none of them can be generated.
            return text;
        }
        let all = self.targets.all(self.documents, &text);
        let position = all.iter().position(|other| other == found);
        match position {
            Some(position) if all.len() > 1 => format!("{text} ({})", position + 1),
            _ => text,
        }
    }
}

/// The first few of some texts, in quotes.
fn listed(texts: &[String], quote: &str) -> String {
    let shown = texts.iter().take(LISTED);
    let shown = shown.map(|text| format!("{quote}{}{quote}", escaped(text)));
    let shown: Vec<String> = shown.collect();
    let more = if texts.len() > LISTED { ", …" } else { "" };
    format!("{}{more}", shown.join(", "))
}

/// Escapes a text for a basic string of TOML.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

fn as_warning(diagnostic: Diagnostic) -> Diagnostic {
    Diagnostic {
        severity: Severity::Warning,
        ..diagnostic
    }
}

/// Codes of errors that belong to a single declaration.
fn codes_of_metadata(code: &str) -> bool {
    let others = [
        codes::TOO_DEEP,
        codes::ALIAS_TWICE,
        codes::UNKNOWN_CONTAINER,
        codes::UNKNOWN_ENTITY,
        codes::CONTROL_IN_NAME,
    ];
    JUDGED.contains(&code) || others.contains(&code)
}
