//! odata-codegen-tests.
