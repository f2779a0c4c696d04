//! What unit tests share.

use clientwright_diagnostics::Diagnostics;
use clientwright_diagnostics::source::SourceMap;

use crate::schema::{Schema, StructuredType};
use crate::{parse, resolve};

/// A document with these lines in `DataServices`.
pub(crate) fn services(body: &str) -> String {
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\">\n\
         <edmx:DataServices>\n{body}\n</edmx:DataServices>\n</edmx:Edmx>\n"
    )
}

/// A document with one schema, `NS`, and these lines in it.
pub(crate) fn schema(body: &str) -> String {
    services(&format!(
        "<Schema Namespace=\"NS\" Alias=\"self\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\n{body}\n</Schema>"
    ))
}

/// Parses and resolves whole documents, of which the last ones are overlays.
pub(crate) fn read_all(documents: &[String], overlays: &[String]) -> (Schema, String) {
    let mut sources = SourceMap::new();
    let mut diags = Diagnostics::new();
    let mut all = |texts: &[String], kind: &str, diags: &mut Diagnostics| {
        let mut parsed = Vec::new();
        for (index, text) in texts.iter().enumerate() {
            let file = sources.add(format!("{kind}{index}.xml"), text.clone());
            parsed.extend(parse(&sources, file, diags));
        }
        parsed
    };
    let main = all(documents, "main", &mut diags);
    let overlays = all(overlays, "overlay", &mut diags);
    let schema = resolve(&main, &overlays, &sources, &mut diags);
    (schema, diags.render(&sources, false))
}

/// Parses and resolves one schema `NS` with these lines.
pub(crate) fn read(body: &str) -> (Schema, String) {
    read_all(&[schema(body)], &[])
}

/// The same for a schema without diagnostics.
pub(crate) fn clean(body: &str) -> Schema {
    let (schema, text) = read(body);
    assert_eq!(text, "");
    schema
}

/// The diagnostics of parsing a text.
pub(crate) fn complaints(text: &str) -> String {
    read_all(&[text.to_owned()], &[]).1
}

/// A structured type by its simple name.
pub(crate) fn structured<'s>(schema: &'s Schema, name: &str) -> &'s StructuredType {
    let mut types = schema.structured_types.iter().map(|(_, ty)| ty);
    types
        .find(|ty| ty.name.name == name)
        .expect("the type is in the sample")
}
