//! odata-codegen: from OData metadata to a typed Rust client.

pub mod dump;
mod emit;
mod format;
mod generate;
mod inherit;
mod load;
mod lower;
pub mod model;
mod options;
pub mod select;
mod summary;
mod write;

pub use format::{HEADER, Output};
pub use generate::{Error, Generated, Stages, generate, stages};
pub use load::Loaded;
pub use options::{Layout, Options, Preset};
pub use summary::{Count, Summary};
pub use write::Changes;
