//! odata-csdl: reads OData metadata (CSDL XML 4.0 and 4.01) into a resolved schema.

pub mod schema;
pub mod source;
