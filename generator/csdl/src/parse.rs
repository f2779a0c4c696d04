//! Text to syntax tree. This stage checks only well-formedness and structure; [`resolve`](crate::resolve) looks names
//! up.

mod annotations;
mod attributes;
mod container;
mod namespaces;
mod node;
mod operations;
mod sniff;
mod structured;
mod types;
mod wellformed;
mod xml;

#[cfg(test)]
mod tests;

use clientwright_diagnostics::source::{FileId, SourceMap, Span};
use clientwright_diagnostics::{Diagnostic, Diagnostics};

use crate::codes;
use crate::syntax;
use namespaces::Namespace;
use node::Parser;
pub(crate) use node::read_boolean;
use xml::Element;

/// Reads one CSDL XML document, version 4.0 or 4.01.
///
/// All problems are pushed into `diags`. An element without a required attribute is skipped and the rest is read.
/// `None` means that the file cannot be read (not XML, not well-formed, not OData 4); then at least one error has been
/// pushed, and the rest of the service should not be resolved.
///
/// Time and memory are linear in the size of the file. Entities other than the predefined ones are never expanded.
///
/// ```
/// use clientwright_diagnostics::Diagnostics;
/// use clientwright_diagnostics::source::SourceMap;
///
/// let mut sources = SourceMap::new();
/// let file = sources.add("metadata.xml", r#"
///     <edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
///       <edmx:DataServices>
///         <Schema Namespace="NS" xmlns="http://docs.oasis-open.org/odata/ns/edm"/>
///       </edmx:DataServices>
///     </edmx:Edmx>"#);
/// let mut diags = Diagnostics::new();
/// let document = clientwright_csdl::parse(&sources, file, &mut diags).unwrap();
/// assert_eq!(document.schemas[0].namespace.as_str(), "NS");
/// assert!(diags.is_empty());
/// ```
pub fn parse(
    sources: &SourceMap,
    file: FileId,
    diags: &mut Diagnostics,
) -> Option<syntax::Document> {
    let source = sources.file(file);
    let text = source.text.as_str();
    if u32::try_from(text.len()).is_err() {
        let message = "a file of more than 4 GiB";
        diags.push(Diagnostic::error_in(codes::NOT_CSDL, message, &source.name));
        return None;
    }
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    sniff::sniff(text, start, file, diags)?;
    // White space before the XML declaration is not XML, but common in hand-written samples.
    let start = text.len() - text[start..].trim_start().len();
    wellformed::characters(text, file, diags)?;
    let root = xml::read(text, start, file, diags)?;
    Parser { diags, file }.document(root)
}

impl Parser<'_> {
    fn document(&mut self, mut root: Element<'_>) -> Option<syntax::Document> {
        self.check_root(&root)?;
        let version = self.wanted(&mut root, "Version").unwrap_or(syntax::Text {
            value: "4.0".into(),
            span: root.span,
        });
        if !is_supported(&version.value) {
            self.diags.push(old_version(&version.value, version.span));
            return None;
        }
        let base = self.xml_base(&mut root);
        let mut document = syntax::Document {
            file: self.file,
            version,
            taken_annotations: Vec::new(),
            references: Vec::new(),
            schemas: Vec::new(),
            span: root.span,
        };
        let mut services = 0;
        for child in std::mem::take(&mut root.children) {
            match child.name {
                "DataServices" if child.namespace == Namespace::Edmx => {
                    services += 1;
                    self.data_services(child, &mut document)?;
                }
                "Reference" if child.namespace == Namespace::Edmx => {
                    document
                        .references
                        .extend(self.reference(child, base.as_ref()));
                }
                _ => self.stray(&child, root.name),
            }
        }
        self.finish(&root);
        // CSDL XML 4.01, 3.2: exactly one DataServices. If there are several, the schemas of all are read.
        if services != 1 {
            let message = format!("expected one `DataServices` element, found {services}");
            let draft = match services {
                0 => Diagnostic::error(codes::NOT_CSDL, message),
                _ => Diagnostic::warning(codes::BAD_STRUCTURE, message),
            };
            self.diags.push(draft.at(root.span, ""));
        }
        Some(document)
    }

    fn check_root(&mut self, root: &Element<'_>) -> Option<()> {
        let diagnostic = match root.namespace {
            Namespace::Edmx if root.name == "Edmx" => return Some(()),
            Namespace::Legacy => old_version("3.0 or older", root.span),
            Namespace::Html => sniff::web_page(root.span),
            _ if root.name.eq_ignore_ascii_case("html") => sniff::web_page(root.span),
            namespace => {
                let message = format!("expected an `Edmx` element, found `{}`", root.name);
                let error = Diagnostic::error(codes::NOT_CSDL, message).at(root.span, "");
                match (namespace, root.name) {
                    (Namespace::Foreign, "Edmx") => {
                        self.diags.push(foreign(root));
                        return None;
                    }
                    (Namespace::None, "Edmx") => error
                        .help("its namespace must be `http://docs.oasis-open.org/odata/ns/edmx`"),
                    (Namespace::Edm, "Schema") => error.help(
                        "put the schema into `<edmx:Edmx Version=\"4.0\"><edmx:DataServices>`",
                    ),
                    (_, "service") => {
                        error.help("this is the service document; append `$metadata` to its URL")
                    }
                    (_, "error") => error.help("this is an error message of the service"),
                    _ => error,
                }
            }
        };
        self.diags.push(diagnostic);
        None
    }

    fn data_services(
        &mut self,
        mut element: Element<'_>,
        document: &mut syntax::Document,
    ) -> Option<()> {
        for child in std::mem::take(&mut element.children) {
            match (child.namespace, child.name) {
                (Namespace::Edm, "Schema") => document.schemas.push(self.schema(child)),
                (Namespace::Legacy, "Schema") => {
                    self.diags.push(old_version("3.0 or older", child.span));
                    return None;
                }
                (Namespace::None, "Schema") => {
                    let message = "a `Schema` element without a namespace";
                    self.diags.push(
                        Diagnostic::error(codes::NOT_CSDL, message)
                            .at(child.span, "")
                            .help("add `xmlns=\"http://docs.oasis-open.org/odata/ns/edm\"`"),
                    );
                }
                (Namespace::Foreign | Namespace::Edmx, "Schema") => {
                    self.diags.push(foreign(&child))
                }
                _ => self.stray(&child, element.name),
            }
        }
        self.finish(&element);
        Some(())
    }

    fn reference(
        &mut self,
        mut element: Element<'_>,
        base: Option<&syntax::Text>,
    ) -> Option<syntax::Reference> {
        let uri = self.wanted(&mut element, "Uri");
        let own_base = self.xml_base(&mut element);
        let mut reference = syntax::Reference {
            uri: uri?,
            base: own_base.or_else(|| base.cloned()),
            includes: Vec::new(),
            include_annotations: Vec::new(),
            annotations: Vec::new(),
            span: element.span,
        };
        for child in std::mem::take(&mut element.children) {
            match (child.namespace, child.name) {
                (Namespace::Edmx, "Include") => reference.includes.extend(self.include(child)),
                (Namespace::Edmx, "IncludeAnnotations") => reference
                    .include_annotations
                    .extend(self.include_annotations(child)),
                _ => self.annotation_or_stray(child, element.name, &mut reference.annotations),
            }
        }
        self.finish(&element);
        Some(reference)
    }

    fn include(&mut self, mut element: Element<'_>) -> Option<syntax::Include> {
        let namespace = self.wanted(&mut element, "Namespace");
        let alias = self.optional(&mut element, "Alias");
        let annotations = self.only_annotations(&mut element);
        self.finish(&element);
        Some(syntax::Include {
            namespace: namespace?,
            alias,
            annotations,
            span: element.span,
        })
    }

    fn include_annotations(
        &mut self,
        mut element: Element<'_>,
    ) -> Option<syntax::IncludeAnnotations> {
        let term_namespace = self.wanted(&mut element, "TermNamespace");
        let qualifier = self.optional(&mut element, "Qualifier");
        let target_namespace = self.optional(&mut element, "TargetNamespace");
        self.no_children(&mut element);
        self.finish(&element);
        Some(syntax::IncludeAnnotations {
            term_namespace: term_namespace?,
            qualifier,
            target_namespace,
            span: element.span,
        })
    }
}

/// An element with the right name and the wrong namespace. Skipping it would give an empty client.
fn foreign(element: &Element<'_>) -> Diagnostic {
    let (name, uri) = (element.name, namespaces::shown(&element.uri));
    let message = format!("a `{name}` element in the namespace `{uri}`, which has none");
    let nearest = namespaces::of_element(name);
    Diagnostic::error(codes::UNKNOWN_XML_NAMESPACE, message)
        .at(element.span, "")
        .help(format!("the nearest namespace that has one is `{nearest}`"))
}

/// Accepts 4.0, 4.01, and later versions with the same namespaces.
fn is_supported(version: &str) -> bool {
    version == "4" || version.starts_with("4.")
}

fn old_version(version: &str, place: Span) -> Diagnostic {
    let message = format!("metadata of OData {version}; only 4.0 and 4.01 are read");
    Diagnostic::error(codes::OLD_VERSION, message)
        .at(place, "")
        .help("many services have a second root for OData 4, such as `/odata4/` or `/v4/`")
}
