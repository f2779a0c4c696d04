//! Names: the aliases of each document, and the declarations of all documents.

use std::collections::{BTreeSet, HashMap, HashSet};

use clientwright_diagnostics::Diagnostic;
use clientwright_diagnostics::source::Span;

use super::{Doc, Resolver};
use crate::aliases::Aliases;
use crate::codes;
use crate::schema::{ElementPath, EnumId, Member, Primitive, Route, Start, StructuredId, Type};
use crate::syntax::{Include, Reference, Text};
use crate::vocabularies;

/// The names in the scope of one document.
pub(super) struct Scope<'a> {
    pub(super) aliases: Aliases,
    /// Namespaces that are included from other documents.
    pub(super) includes: HashMap<&'a str, (&'a Reference, &'a Include)>,
}

/// Everything that is declared in any document, by namespace and name.
#[derive(Default)]
pub(super) struct Names<'a> {
    pub(super) namespaces: HashMap<&'a str, usize>,
    /// Where types and containers are declared.
    pub(super) declared: HashMap<(&'a str, &'a str), Span>,
    pub(super) declared_containers: HashMap<(&'a str, &'a str), Span>,
    pub(super) terms: HashMap<(&'a str, &'a str), usize>,
    /// Members of the type that is resolved.
    pub(super) members: HashMap<&'a str, Member>,
    pub(super) enum_members: HashMap<(EnumId, &'a str), usize>,
    /// Children of the container that is resolved.
    pub(super) children: HashMap<&'a str, usize>,
    /// The namespace of each alias in [`Namespace::alias`](crate::schema::Namespace::alias).
    pub(super) aliased: HashMap<&'a str, &'a str>,
    /// Names of the elements of each namespace; only filled if an alias means several namespaces.
    pub(super) elements: HashMap<&'a str, BTreeSet<&'a str>>,
    /// Terms by name, collected before any of them is resolved.
    pub(super) declared_terms: HashSet<(&'a str, &'a str)>,
}

impl<'a> Resolver<'a, '_> {
    /// Collects the aliases of each document.
    pub(super) fn scopes(&mut self) {
        for doc in 0..self.documents.len() {
            let document = self.documents[doc];
            let mut scope = Scope {
                aliases: Aliases::of(document),
                includes: HashMap::new(),
            };
            for reference in &document.references {
                for include in &reference.includes {
                    let namespace = include.namespace.as_str();
                    scope
                        .includes
                        .entry(namespace)
                        .or_insert((reference, include));
                }
            }
            // An overlay may use the aliases of the main document.
            if self.is_overlay(doc)
                && let Some(main) = self.scopes.first()
            {
                scope.aliases.extend_missing(&main.aliases);
            }
            self.scopes.push(scope);
        }
        let mut all = Aliases::default();
        for scope in &self.scopes {
            all.extend(&scope.aliases);
        }
        self.schema.index_aliases(all);
        if self
            .scopes
            .iter()
            .any(|s| s.aliases.ambiguous().count() > 0)
        {
            for schema in self.documents.iter().flat_map(|d| &d.schemas) {
                let names = schema.elements.iter().map(|e| e.name().as_str());
                let namespace = self.names.elements.entry(schema.namespace.as_str());
                namespace.or_default().extend(names);
            }
        }
    }

    /// Reports aliases of several namespaces. A name with such an alias belongs to the namespace that declares it, so
    /// that it is an error only if two of them declare the same name.
    pub(super) fn report_ambiguous_aliases(&mut self) {
        let nothing = BTreeSet::new();
        for scope in &self.scopes[..self.overlays_from] {
            for (alias, given) in scope.aliases.ambiguous() {
                let mut known: BTreeSet<&str> = BTreeSet::new();
                let first = &given[0];
                for (index, (namespace, span)) in given.iter().enumerate() {
                    let elements = self.names.elements.get(namespace.as_str());
                    let elements = elements.unwrap_or(&nothing);
                    let shared = elements.iter().find(|name| known.contains(*name));
                    if index > 0 {
                        let message = format!("alias `{alias}` is given twice");
                        let draft = match shared {
                            Some(_) => Diagnostic::error(codes::ALIAS_TWICE, message),
                            None => Diagnostic::warning(codes::ALIAS_TWICE, message),
                        };
                        let mut diagnostic = draft
                            .at(*span, format!("means `{namespace}` here"))
                            .also(first.1, format!("means `{}` here", first.0));
                        if let Some(name) = shared {
                            diagnostic = diagnostic.help(format!("both declare `{name}`"));
                        }
                        self.diags.push(diagnostic);
                    }
                    known.extend(elements);
                }
            }
        }
    }

    /// The namespace of the qualifier of a name; the qualifier itself if it is unknown.
    pub(super) fn namespace<'s>(&'s self, doc: Doc, qualifier: &'s str) -> &'s str {
        self.namespace_of(doc, qualifier, None)
    }

    fn namespace_of<'s>(&'s self, doc: Doc, qualifier: &'s str, name: Option<&str>) -> &'s str {
        let is_namespace = |text: &str| self.names.namespaces.contains_key(text);
        let declares = |namespace: &str| {
            let elements = self.names.elements.get(namespace);
            elements
                .zip(name)
                .is_some_and(|(elements, name)| elements.contains(name))
        };
        let aliases = &self.scopes[doc].aliases;
        aliases.namespace(qualifier, is_namespace, declares)
    }

    /// Splits a qualified name at its last dot and expands the alias. `None` if there is no dot.
    pub(super) fn split<'s>(&'s self, doc: Doc, name: &'s str) -> Option<(&'s str, &'s str)> {
        let (qualifier, name) = name.rsplit_once('.')?;
        Some((self.namespace_of(doc, qualifier, Some(name)), name))
    }

    /// A qualified name with its alias expanded; other text is unchanged.
    pub(super) fn qualify(&self, doc: Doc, name: &str) -> String {
        match self.split(doc, name) {
            Some((namespace, name)) => format!("{namespace}.{name}"),
            None => name.to_owned(),
        }
    }

    /// A type name with its alias expanded, also inside `Collection(…)`.
    pub(super) fn qualify_type(&self, doc: Doc, name: &str) -> String {
        match collection_item(name) {
            Some(item) => format!("Collection({})", self.qualify(doc, item)),
            None => self.qualify(doc, name.trim()),
        }
    }

    /// A path with the aliases in its segments expanded: type casts, and terms after `@`.
    pub(super) fn qualify_path(&self, doc: Doc, path: &str) -> String {
        if !path.contains('.') {
            return path.to_owned();
        }
        let segment = |segment: &str| match segment.split_once('@') {
            Some((before, term)) => format!("{before}@{}", self.qualify_term(doc, term)),
            None => self.qualify(doc, segment),
        };
        let segments: Vec<String> = path.split('/').map(segment).collect();
        segments.join("/")
    }

    fn qualify_term(&self, doc: Doc, term: &str) -> String {
        match term.split_once('#') {
            Some((term, qualifier)) => format!("{}#{qualifier}", self.qualify(doc, term)),
            None => self.qualify(doc, term),
        }
    }

    /// Looks up a type, without a diagnostic if it does not exist.
    pub(super) fn find_type(&self, doc: Doc, name: &str) -> Option<Type> {
        let (namespace, name) = self.split(doc, name)?;
        if namespace == "Edm" {
            return Primitive::from_name(name).map(Type::Primitive);
        }
        self.schema
            .declared_type(namespace, name)
            .or_else(|| vocabularies::type_of(namespace, name).map(Type::Primitive))
    }

    /// A path from a type.
    pub(super) fn path_from(
        &self,
        doc: Doc,
        start: Option<StructuredId>,
        text: &Text,
    ) -> ElementPath {
        let text = self.qualify_path(doc, text.value.trim());
        let route = start.and_then(|start| {
            let steps = self.schema.follow(start, &text)?;
            let start = Start::Type(start);
            Some(Route { start, steps })
        });
        ElementPath { text, route }
    }

    /// A path whose steps are not resolved yet.
    pub(super) fn unresolved_path(&self, doc: Doc, text: &Text) -> ElementPath {
        ElementPath {
            text: self.qualify_path(doc, text.value.trim()),
            route: None,
        }
    }
}

/// The item type in `Collection(…)`; `None` if the name does not have that form.
pub(super) fn collection_item(name: &str) -> Option<&str> {
    let inner = name.trim().strip_prefix("Collection(")?;
    Some(inner.strip_suffix(')')?.trim())
}
