//! Unknown types, reported once for each name, with all uses.

use std::collections::HashMap;

use clientwright_diagnostics::Diagnostic;
use clientwright_diagnostics::source::Span;

use super::{Doc, Resolver};
use crate::codes;
use crate::schema::{Primitive, QualifiedName};
use crate::vocabularies::type_names;

/// Unknown names, in the order of their first use.
#[derive(Default)]
pub(super) struct Unknowns {
    index: HashMap<(Doc, String), usize>,
    items: Vec<Unknown>,
}

struct Unknown {
    doc: Doc,
    /// As written.
    name: String,
    uses: Vec<Span>,
}

impl Resolver<'_, '_> {
    /// Records a type name that was not found.
    pub(super) fn unknown_type(&mut self, doc: Doc, name: &str, span: Span) {
        let unknowns = &mut self.unknowns;
        match unknowns.index.get(&(doc, name.to_owned())) {
            Some(&index) => unknowns.items[index].uses.push(span),
            None => {
                unknowns
                    .index
                    .insert((doc, name.to_owned()), unknowns.items.len());
                unknowns.items.push(Unknown {
                    doc,
                    name: name.to_owned(),
                    uses: vec![span],
                });
            }
        }
    }

    pub(super) fn report_unknowns(&mut self) {
        for unknown in std::mem::take(&mut self.unknowns).items {
            let diagnostic = self.describe(&unknown);
            self.diags.push(diagnostic.used_at(unknown.uses));
        }
    }

    /// The diagnostic for a name whose namespace is included from a document that is not loaded.
    pub(super) fn not_loaded(
        &self,
        doc: Doc,
        what: &str,
        name: &str,
        draft: impl FnOnce(String) -> Diagnostic,
    ) -> Option<Diagnostic> {
        let (namespace, _) = self.split(doc, name)?;
        if self.names.namespaces.contains_key(namespace) {
            return None;
        }
        let (reference, include) = self.scopes[doc].includes.get(namespace)?;
        let message = format!("{what} `{name}` is declared in a document that was not loaded");
        let label = format!("`{namespace}` is included from here");
        let file = &self.sources.file(self.documents[doc].file).name;
        let uri = &reference.uri.value;
        let help =
            format!("put a copy of the document next to `{file}`, which expects it in `{uri}`");
        Some(draft(message).also(include.span, label).help(help))
    }

    fn describe(&self, unknown: &Unknown) -> Diagnostic {
        let Unknown { doc, name, uses } = unknown;
        let first = &uses[0];
        let Some((prefix, simple)) = name.rsplit_once('.') else {
            let message = format!("unknown type `{name}`; type names are qualified");
            let diagnostic = Diagnostic::error(codes::UNKNOWN_TYPE, message).at(*first, "");
            return match self.similar_type(("Edm", name)) {
                Some(similar) => diagnostic.help(similar_name(&similar)),
                None => diagnostic,
            };
        };
        let namespace = self.namespace(*doc, prefix);
        if let ("Edm", Some(now)) = (prefix, of_older_versions(simple)) {
            let message = format!("`{name}` is a type of OData 3 and older");
            return Diagnostic::error(codes::UNKNOWN_TYPE, message)
                .at(*first, "")
                .help(format!("OData 4 has {now}"));
        }
        if self.names.namespaces.contains_key(namespace) || namespace == "Edm" {
            let diagnostic =
                Diagnostic::error(codes::UNKNOWN_TYPE, format!("unknown type `{name}`"))
                    .at(*first, "");
            return match self.similar_type((namespace, simple)) {
                Some(similar) => diagnostic.help(similar_name(&similar)),
                None => diagnostic,
            };
        }
        let draft = |message| Diagnostic::error(codes::NOT_LOADED, message).at(*first, "");
        if let Some(diagnostic) = self.not_loaded(*doc, "type", name, draft) {
            return diagnostic;
        }
        let message = format!("`{prefix}` in `{name}` is neither a namespace nor an alias");
        let diagnostic = Diagnostic::error(codes::UNKNOWN_NAMESPACE, message).at(*first, "");
        if let Some(similar) = self.similar_type((namespace, simple)) {
            return diagnostic.help(similar_name(&similar));
        }
        let names = self
            .documents
            .iter()
            .flat_map(|d| &d.schemas)
            .flat_map(|s| {
                let alias = s.alias.as_ref().map(|a| a.as_str());
                [s.namespace.as_str()].into_iter().chain(alias)
            });
        match self.nearest.name(prefix, names) {
            Some(similar) => diagnostic.help(format!(
                "a namespace with a similar name exists: `{similar}`"
            )),
            None => diagnostic,
        }
    }

    /// The type with the nearest name: the same name in another namespace, or a similar one.
    pub(super) fn similar_type(&self, wanted: (&str, &str)) -> Option<String> {
        let structured = self.schema.structured_types.iter().map(|(_, t)| &t.name);
        let enums = self.schema.enum_types.iter().map(|(_, t)| &t.name);
        let definitions = self.schema.type_definitions.iter().map(|(_, t)| &t.name);
        let declared = structured.chain(enums).chain(definitions);
        let built_in = Primitive::ALL.iter().map(|p| ("Edm", p.name()));
        let of_vocabulary = type_names(wanted.0).map(|name| (wanted.0, name));
        let all = declared
            .map(QualifiedName::parts)
            .chain(built_in)
            .chain(of_vocabulary);
        let (namespace, name) = self.nearest.qualified(wanted, all, |name| *name)?;
        Some(format!("{namespace}.{name}"))
    }
}

/// The replacement of a primitive type of OData 1 to 3.
fn of_older_versions(name: &str) -> Option<&'static str> {
    match name {
        "DateTime" => Some("`Edm.DateTimeOffset`, and `Edm.Date` for days"),
        "Time" => Some("`Edm.TimeOfDay`, and `Edm.Duration` for durations"),
        "Float" => Some("`Edm.Double`, and `Edm.Single`"),
        _ => None,
    }
}

fn similar_name(name: &str) -> String {
    format!("a type with a similar name exists: `{name}`")
}
