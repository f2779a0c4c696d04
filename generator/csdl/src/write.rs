//! Schema to CSDL XML, whole or in part.

mod annotations;
mod containers;
mod filter;
mod references;
mod survive;
mod types;
mod xml;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::schema::Schema;

pub use filter::{Everything, Filter};

use survive::Survivors;
use xml::Xml;

/// What is written besides the declarations that the filter keeps.
#[derive(Clone, Copy, Debug, Default)]
pub struct WriteOptions {
    /// Whether to write the terms of [`DOCUMENTATION`](crate::terms::DOCUMENTATION), and strings called `Description`
    /// or `LongDescription` in records. Off by default, so that only facts are written.
    pub descriptions: bool,
}

/// Writes the part of a schema that a filter keeps as one self-contained CSDL XML document, in the version (4.0 or
/// 4.01) that the main document had.
///
/// Names are fully qualified, annotations are inside their targets, and the well-known vocabularies in use are
/// referenced. All `Schema` elements are kept, also empty ones, because their aliases are needed. The text has an
/// indent of two spaces, LF line ends and a newline at the end; the same input gives the same bytes.
///
/// References to a removed declaration are removed too: a property with a removed type, an operation with such a
/// parameter, a binding with a removed path or target. A filter should therefore keep the bases of the types it keeps;
/// without a base, the members inherited from it are lost.
///
/// References remain for the vocabularies that are used; the content of other referenced documents becomes part of the
/// document. Reading the text again gives an equal schema, except for spans and references.
///
/// ```
/// # use clientwright_diagnostics::Diagnostics;
/// # use clientwright_csdl::schema::{Schema, StructuredId};
/// # use clientwright_diagnostics::source::SourceMap;
/// use clientwright_csdl::{Filter, WriteOptions, write};
///
/// struct Only<'a>(&'a Schema, &'a str);
/// impl Filter for Only<'_> {
///     fn structured(&self, id: StructuredId) -> bool {
///         self.0.structured_types[id].name.name == self.1
///     }
/// }
///
/// # let mut sources = SourceMap::new();
/// # let file = sources.add("metadata.xml", r#"
/// #     <edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
/// #       <edmx:DataServices>
/// #         <Schema Namespace="NS" xmlns="http://docs.oasis-open.org/odata/ns/edm">
/// #           <ComplexType Name="A"/>
/// #           <ComplexType Name="B"/>
/// #         </Schema>
/// #       </edmx:DataServices>
/// #     </edmx:Edmx>"#);
/// # let mut diags = Diagnostics::new();
/// # let document = clientwright_csdl::parse(&sources, file, &mut diags).unwrap();
/// # let schema = clientwright_csdl::resolve(&[document], &[], &sources, &mut diags);
/// let text = write(&schema, &Only(&schema, "B"), WriteOptions::default());
/// assert!(text.contains(r#"<ComplexType Name="B" />"#));
/// assert!(!text.contains(r#"Name="A""#));
/// ```
pub fn write(schema: &Schema, filter: &dyn Filter, options: WriteOptions) -> String {
    let mut writer = Writer {
        schema,
        filter,
        options,
        survivors: Survivors::new(schema, filter),
        vocabularies: BTreeSet::new(),
        xml: Xml::at_depth(2),
    };
    writer.schemas();
    let schemas = std::mem::replace(&mut writer.xml, Xml::at_depth(1)).finish();
    writer.references();
    document(schema, &writer.xml.finish(), &schemas)
}

/// The namespace of everything inside `edmx:DataServices`.
const EDM: &str = "http://docs.oasis-open.org/odata/ns/edm";

struct Writer<'s> {
    schema: &'s Schema,
    filter: &'s dyn Filter,
    options: WriteOptions,
    survivors: Survivors<'s>,
    /// Namespaces of the terms that have been written.
    vocabularies: BTreeSet<String>,
    xml: Xml,
}

/// Writes the root element around references and schemas.
fn document(schema: &Schema, references: &str, schemas: &str) -> String {
    let mut xml = Xml::at_depth(0);
    xml.raw("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    let root = [
        ("Version", Some(schema.version.as_str())),
        (
            "xmlns:edmx",
            Some("http://docs.oasis-open.org/odata/ns/edmx"),
        ),
    ];
    xml.open("edmx:Edmx", &root);
    xml.raw(references);
    xml.open("edmx:DataServices", &[]);
    xml.raw(schemas);
    xml.close("edmx:DataServices");
    xml.close("edmx:Edmx");
    xml.finish()
}
