//! odata-csdl: reads OData metadata (CSDL XML 4.0 and 4.01) into a resolved schema.

pub mod diagnostics;
mod parse;
mod resolve;
pub mod schema;
pub mod source;
pub mod syntax;
pub mod vocabularies;
mod write;

pub use parse::parse;
pub use resolve::{ReferencedDocument, references, resolve};
pub use write::{Everything, Filter, WriteOptions, write};
