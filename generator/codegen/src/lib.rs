//! odata-codegen.
