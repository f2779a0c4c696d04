//! The namespace of each prefix.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// CSDL XML 4.01, 2.2.1.
const EDMX: &str = "http://docs.oasis-open.org/odata/ns/edmx";
/// CSDL XML 4.01, 2.2.2.
const EDM: &str = "http://docs.oasis-open.org/odata/ns/edm";
/// Namespaces in XML 1.0, 3.
const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// The namespace of the attributes that declare namespaces (Namespaces in XML 1.0, 3).
const XMLNS: &str = "http://www.w3.org/2000/xmlns/";

/// The maximum length of a namespace in messages.
const SHOWN: usize = 200;

/// The namespaces that the parser distinguishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Namespace {
    /// That of `Edmx` and its children.
    Edmx,
    /// That of `Schema` and everything in it.
    Edm,
    /// One of the namespaces of OData 1 to 3.
    Legacy,
    /// XHTML.
    Html,
    /// `http://www.w3.org/XML/1998/namespace`, always the namespace of the prefix `xml`.
    Xml,
    /// No namespace at all.
    None,
    /// Any other one.
    Foreign,
}

impl Namespace {
    fn of(uri: &str) -> Self {
        match uri {
            EDMX => Self::Edmx,
            EDM => Self::Edm,
            "http://www.w3.org/1999/xhtml" => Self::Html,
            XML => Self::Xml,
            "" => Self::None,
            _ if is_legacy(uri) => Self::Legacy,
            _ => Self::Foreign,
        }
    }

    /// Whether CSDL defines the names in it.
    pub(super) fn is_csdl(self) -> bool {
        matches!(self, Self::Edmx | Self::Edm | Self::None)
    }
}

fn is_legacy(uri: &str) -> bool {
    let edm = uri.starts_with("http://schemas.microsoft.com/ado/") && uri.contains("/edm");
    edm || uri == "http://schemas.microsoft.com/ado/2007/06/edmx"
}

/// The namespace of a CSDL element, by its name.
pub(super) fn of_element(name: &str) -> &'static str {
    match name {
        "Edmx" => EDMX,
        _ => EDM,
    }
}

/// A namespace as it is shown in messages.
pub(super) fn shown(uri: &str) -> String {
    uri.chars().take(SHOWN).collect()
}

/// The prefixes in scope.
#[derive(Default)]
pub(super) struct Namespaces<'a> {
    /// The namespaces of each prefix, the innermost declaration last.
    bound: HashMap<&'a str, Vec<(Namespace, Rc<str>)>>,
    /// All declared namespaces, once each, so that two of them can be compared by address.
    uris: HashSet<Rc<str>>,
    /// Prefixes in the order of their declarations, so that the end of an element can undo its own.
    declared: Vec<&'a str>,
}

impl<'a> Namespaces<'a> {
    /// Declares a prefix (`""` is the default namespace) on the element that starts.
    ///
    /// # Errors
    ///
    /// The reason if the declaration is not valid (Namespaces in XML 1.0, 3 and 5).
    pub(super) fn declare(&mut self, prefix: &'a str, uri: &str) -> Result<(), &'static str> {
        let problem = match (prefix, uri) {
            ("xmlns", _) => Some("the prefix `xmlns` cannot be declared"),
            ("xml", XML) => None,
            ("xml", _) => Some("the prefix `xml` cannot have another namespace"),
            (_, XML | XMLNS) => Some("no prefix can be declared for this namespace"),
            ("", _) => None,
            (_, "") => Some("a prefix cannot have an empty namespace"),
            _ => None,
        };
        let shared = match self.uris.get(uri) {
            Some(known) => Rc::clone(known),
            None => Rc::from(uri),
        };
        self.uris.insert(Rc::clone(&shared));
        let entry = (Namespace::of(uri), shared);
        self.bound.entry(prefix).or_default().push(entry);
        self.declared.push(prefix);
        problem.map_or(Ok(()), Err)
    }

    /// Undoes the last `count` declarations.
    pub(super) fn leave(&mut self, count: usize) {
        for _ in 0..count {
            let Some(prefix) = self.declared.pop() else {
                return;
            };
            if let Some(stack) = self.bound.get_mut(prefix) {
                stack.pop();
            }
        }
    }

    /// The namespace of a prefix, and its text; `None` for a prefix that is not declared.
    pub(super) fn resolve(&self, prefix: &str) -> Option<(Namespace, Rc<str>)> {
        match self.bound.get(prefix).and_then(|stack| stack.last()) {
            Some(bound) => Some(bound.clone()),
            None if prefix.is_empty() => Some((Namespace::None, Rc::from(""))),
            None if prefix == "xml" => Some((Namespace::Xml, Rc::from(XML))),
            None => None,
        }
    }
}
