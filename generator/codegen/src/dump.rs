//! Text forms of the pipeline's stages, for people and for tests.
//!
//! ```
//! # fn main() -> Result<(), clientwright::Error> {
//! # let folder = std::env::temp_dir().join(format!("clientwright-dump-{}", std::process::id()));
//! # std::fs::create_dir_all(&folder).expect("a temporary folder");
//! # let schema = folder.join("service.csdl.xml");
//! # std::fs::write(&schema, r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
//! # <edmx:DataServices><Schema Namespace="Shop" xmlns="http://docs.oasis-open.org/odata/ns/edm">
//! # <ComplexType Name="Price"><Property Name="Amount" Type="Edm.Decimal"/></ComplexType>
//! # </Schema></edmx:DataServices></edmx:Edmx>"#).expect("a file");
//! let options = clientwright::Options { schema, ..Default::default() };
//! let text = clientwright::dump::selection(&options)?;
//! assert!(text.contains("Shop.Price"));
//! # std::fs::remove_dir_all(folder).expect("it was made above");
//! # Ok(())
//! # }
//! ```

use clientwright_diagnostics::Diagnostics;

use crate::generate::{Error, select_from, stages};
use crate::load;
use crate::options::Options;

/// The documents as they were parsed.
///
/// # Errors
///
/// When a document cannot be read or is not well-formed.
pub fn syntax(options: &Options) -> Result<String, Error> {
    let mut diags = Diagnostics::allowing(&options.allow);
    let documents = load::parse(&options.schema, &options.overlays, &mut diags);
    match diags.has_errors() {
        true => Err(Error::new(documents.sources, diags)),
        false => Ok(format!(
            "{:#?}\n{:#?}\n",
            documents.documents, documents.overlays
        )),
    }
}

/// The resolved schema.
///
/// # Errors
///
/// When the metadata cannot be resolved.
pub fn schema(options: &Options) -> Result<String, Error> {
    let mut diags = Diagnostics::allowing(&options.allow);
    let loaded = load::load(options, &mut diags);
    match diags.has_errors() {
        true => Err(Error::new(loaded.sources, diags)),
        false => Ok(format!("{:#?}\n", loaded.schema)),
    }
}

/// What is kept, and why: a line for each thing.
///
/// # Errors
///
/// When the metadata cannot be resolved, or a pattern matches nothing.
pub fn selection(options: &Options) -> Result<String, Error> {
    let (loaded, selection) = select_from(options, &mut Diagnostics::allowing(&options.allow))?;
    Ok(selection.dump(&loaded.schema))
}

/// The Rust package, before it is emitted.
///
/// # Errors
///
/// As [`selection`].
pub fn package(options: &Options) -> Result<String, Error> {
    let stages = stages(options, &mut Diagnostics::allowing(&options.allow))?;
    Ok(format!("{:#?}\n", stages.package))
}
