//! The namespaces of qualifiers.

use std::collections::BTreeMap;

use clientwright_diagnostics::source::Span;

use crate::syntax::Document;
use crate::vocabularies;

/// Aliases of namespaces (CSDL XML 4.01, 5.1 and 4.2), each with its namespaces.
///
/// Metadata, options and [`Schema`](crate::schema::Schema) follow the same rules; see [`namespace`](Self::namespace).
#[derive(Clone, Debug, Default)]
pub struct Aliases(BTreeMap<String, Vec<(String, Span)>>);

impl Aliases {
    /// The aliases that a document declares: for namespaces that it includes, and for its own. They apply to the whole
    /// document.
    pub fn of(document: &Document) -> Self {
        let mut aliases = Self::default();
        let includes = document.references.iter().flat_map(|r| &r.includes);
        let includes = includes.map(|i| (i.alias.as_ref(), i.namespace.as_str()));
        let schemas = document.schemas.iter();
        let schemas = schemas.map(|s| (s.alias.as_ref(), s.namespace.as_str()));
        for (alias, namespace) in includes.chain(schemas) {
            if let Some(alias) = alias {
                aliases.give(alias.as_str(), namespace, alias.span);
            }
        }
        aliases
    }

    fn give(&mut self, alias: &str, namespace: &str, span: Span) {
        let given = self.0.entry(alias.to_owned()).or_default();
        if given.iter().all(|(known, _)| known != namespace) {
            given.push((namespace.to_owned(), span));
        }
    }

    /// Adds the aliases of another document. For an alias of both, these namespaces come first.
    pub fn extend(&mut self, other: &Self) {
        for (alias, given) in &other.0 {
            for (namespace, span) in given {
                self.give(alias, namespace, *span);
            }
        }
    }

    /// Adds the aliases of another document that are missing here.
    pub(crate) fn extend_missing(&mut self, other: &Self) {
        for (alias, given) in &other.0 {
            self.0.entry(alias.clone()).or_insert_with(|| given.clone());
        }
    }

    /// The aliases of several namespaces, each with the places where they are declared.
    pub(crate) fn ambiguous(&self) -> impl Iterator<Item = (&str, &[(String, Span)])> {
        let all = self.0.iter();
        all.filter(|(_, given)| given.len() > 1)
            .map(|(alias, given)| (alias.as_str(), given.as_slice()))
    }

    /// The namespace of the qualifier of a name.
    ///
    /// The name of a namespace always means that namespace, even if it is also an alias. An alias of several namespaces
    /// means the first one that declares the name. The usual aliases of well-known vocabularies need no declaration.
    /// Any other qualifier is returned unchanged.
    pub fn namespace<'a>(
        &'a self,
        qualifier: &'a str,
        is_namespace: impl Fn(&str) -> bool,
        declares_name: impl Fn(&str) -> bool,
    ) -> &'a str {
        if is_namespace(qualifier) {
            return qualifier;
        }
        match self.0.get(qualifier).map(Vec::as_slice) {
            None | Some([]) => vocabularies::namespace_of_alias(qualifier).unwrap_or(qualifier),
            Some([(only, _)]) => only,
            Some(several @ [(first, _), ..]) => {
                let mut all = several.iter().map(|(namespace, _)| namespace.as_str());
                all.find(|namespace| declares_name(namespace))
                    .unwrap_or(first)
            }
        }
    }
}
