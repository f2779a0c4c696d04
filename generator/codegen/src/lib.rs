//! odata-codegen: from OData metadata to a typed Rust client.

mod builder;
pub mod codes;
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
mod slice;
mod summary;
mod write;

pub use builder::{Builder, Report};
pub use format::{HEADER, Output};
pub use generate::{Error, Generated, Stages, generate, stages};
pub use load::Loaded;
pub use options::{Layout, Options, Origin, Preset};
pub use slice::{Slice, slice};
pub use summary::{Count, Summary};
pub use write::Changes;
