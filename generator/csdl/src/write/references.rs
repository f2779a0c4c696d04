//! References to the vocabularies that annotations use.

use std::collections::BTreeSet;

use super::{EDM, Writer};
use crate::vocabularies;

impl Writer<'_> {
    /// The references of the metadata to vocabularies first, then one for each other well-known vocabulary.
    pub(super) fn references(&mut self) {
        let schema = self.schema;
        let mut used = std::mem::take(&mut self.vocabularies);
        let mut done: BTreeSet<String> = schema.namespaces.iter().map(|n| n.name.clone()).collect();
        for reference in &schema.references {
            let includes = reference.includes.iter();
            let kept: Vec<_> = includes
                .filter(|i| used.contains(&i.namespace) && done.insert(i.namespace.clone()))
                .collect();
            if kept.is_empty() {
                continue;
            }
            let is_annotated = !reference.annotations.is_empty()
                || kept.iter().any(|include| !include.annotations.is_empty());
            let attributes = [
                ("Uri", Some(reference.uri.as_str())),
                // Annotations have the namespace that schemas declare themselves.
                ("xmlns", Some(EDM).filter(|_| is_annotated)),
            ];
            self.xml.open("edmx:Reference", &attributes);
            for include in kept {
                let namespace = [("Namespace", Some(include.namespace.as_str()))];
                self.xml.open("edmx:Include", &namespace);
                self.annotations(&include.annotations);
                self.xml.close("edmx:Include");
            }
            self.annotations(&reference.annotations);
            self.xml.close("edmx:Reference");
        }
        // The annotations of the references count too.
        used.append(&mut self.vocabularies);
        for namespace in used.difference(&done) {
            if let Some(uri) = vocabularies::uri(namespace) {
                self.xml
                    .open("edmx:Reference", &[("Uri", Some(uri.as_str()))]);
                self.xml
                    .leaf("edmx:Include", &[("Namespace", Some(namespace.as_str()))]);
                self.xml.close("edmx:Reference");
            }
        }
    }
}
