//! Which namespace a prefix stands for.

use std::collections::HashMap;

/// The namespaces that matter here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Namespace {
    /// `http://docs.oasis-open.org/odata/ns/edmx` (CSDL XML 4.01, 2.2.1).
    Edmx,
    /// `http://docs.oasis-open.org/odata/ns/edm` (CSDL XML 4.01, 2.2.2).
    Edm,
    /// One of the namespaces of OData 1 to 3.
    Legacy,
    /// XHTML.
    Html,
    /// `http://www.w3.org/XML/1998/namespace`, which the prefix `xml` always stands for.
    Xml,
    /// No namespace at all.
    None,
    /// Any other one, and prefixes that are not declared.
    Foreign,
}

impl Namespace {
    fn of(uri: &str) -> Self {
        match uri {
            "http://docs.oasis-open.org/odata/ns/edmx" => Self::Edmx,
            "http://docs.oasis-open.org/odata/ns/edm" => Self::Edm,
            "http://www.w3.org/1999/xhtml" => Self::Html,
            "http://www.w3.org/XML/1998/namespace" => Self::Xml,
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

/// The prefixes in scope.
#[derive(Default)]
pub(super) struct Namespaces<'a> {
    /// What each prefix stands for, the innermost declaration last.
    bound: HashMap<&'a str, Vec<Namespace>>,
    /// Prefixes in the order of their declarations, so that leaving an element can undo its own.
    declared: Vec<&'a str>,
}

impl<'a> Namespaces<'a> {
    /// Declares a prefix (`""` is the default namespace) on the element being entered.
    pub(super) fn declare(&mut self, prefix: &'a str, uri: &str) {
        self.bound
            .entry(prefix)
            .or_default()
            .push(Namespace::of(uri));
        self.declared.push(prefix);
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

    /// The namespace behind a prefix.
    pub(super) fn resolve(&self, prefix: &str) -> Namespace {
        match self.bound.get(prefix).and_then(|stack| stack.last()) {
            Some(&namespace) => namespace,
            None if prefix.is_empty() => Namespace::None,
            None if prefix == "xml" => Namespace::Xml,
            None => Namespace::Foreign,
        }
    }
}
