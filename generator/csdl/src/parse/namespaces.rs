//! Which namespace a prefix stands for.

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

/// How much of a namespace is shown.
const SHOWN: usize = 200;

/// The namespaces that matter here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Namespace {
    /// That of `Edmx` and what stands right below it.
    Edmx,
    /// That of `Schema` and everything in it.
    Edm,
    /// One of the namespaces of OData 1 to 3.
    Legacy,
    /// XHTML.
    Html,
    /// `http://www.w3.org/XML/1998/namespace`, which the prefix `xml` always stands for.
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

    /// Whether names in it are up to CSDL.
    pub(super) fn is_csdl(self) -> bool {
        matches!(self, Self::Edmx | Self::Edm | Self::None)
    }
}

fn is_legacy(uri: &str) -> bool {
    let edm = uri.starts_with("http://schemas.microsoft.com/ado/") && uri.contains("/edm");
    edm || uri == "http://schemas.microsoft.com/ado/2007/06/edmx"
}

/// The namespace that an element of CSDL should have, by its name.
pub(super) fn of_element(name: &str) -> &'static str {
    match name {
        "Edmx" => EDMX,
        _ => EDM,
    }
}

/// A namespace as messages show it.
pub(super) fn shown(uri: &str) -> String {
    uri.chars().take(SHOWN).collect()
}

/// The prefixes in scope.
#[derive(Default)]
pub(super) struct Namespaces<'a> {
    /// What each prefix stands for, the innermost declaration last.
    bound: HashMap<&'a str, Vec<(Namespace, Rc<str>)>>,
    /// Every namespace that was declared, once, so that two of them are compared by their addresses.
    uris: HashSet<Rc<str>>,
    /// Prefixes in the order of their declarations, so that leaving an element can undo its own.
    declared: Vec<&'a str>,
}

impl<'a> Namespaces<'a> {
    /// Declares a prefix (`""` is the default namespace) on the element being entered.
    ///
    /// # Errors
    ///
    /// What is wrong with the declaration (Namespaces in XML 1.0, 3 and 5).
    pub(super) fn declare(&mut self, prefix: &'a str, uri: &str) -> Result<(), &'static str> {
        let problem = match (prefix, uri) {
            ("xmlns", _) => Some("the prefix `xmlns` cannot be declared"),
            ("xml", XML) => None,
            ("xml", _) => Some("the prefix `xml` cannot stand for another namespace"),
            (_, XML | XMLNS) => Some("this namespace cannot have a prefix of its own"),
            ("", _) => None,
            (_, "") => Some("a prefix cannot stand for no namespace"),
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

    /// The namespace behind a prefix, and how it is spelled; `None` for a prefix that is not declared.
    pub(super) fn resolve(&self, prefix: &str) -> Option<(Namespace, Rc<str>)> {
        match self.bound.get(prefix).and_then(|stack| stack.last()) {
            Some(bound) => Some(bound.clone()),
            None if prefix.is_empty() => Some((Namespace::None, Rc::from(""))),
            None if prefix == "xml" => Some((Namespace::Xml, Rc::from(XML))),
            None => None,
        }
    }
}
