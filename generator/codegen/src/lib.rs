//! clientwright: from OData metadata to a typed Rust client.
//!
//! Reads CSDL XML at build time and writes models, enumerations with a fallback, property constants for typed queries, and
//! request builders. The written code calls the crate `clientwright-odata`.
//!
//! From a build script, use [`Builder`]. The program `clientwright` does the same from a configuration file. For anything
//! else, [`generate`] runs the pipeline and returns the files as text:
//!
//! ```
//! use clientwright::{Layout, Options, generate};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = std::env::temp_dir().join(format!("clientwright-{}", std::process::id()));
//! # std::fs::create_dir_all(&folder)?;
//! # let schema = folder.join("shop.csdl.xml");
//! # std::fs::write(&schema, r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
//! # <edmx:DataServices><Schema Namespace="Shop" xmlns="http://docs.oasis-open.org/odata/ns/edm">
//! # <ComplexType Name="price"><Property Name="amount" Type="Edm.Decimal"/></ComplexType>
//! # </Schema></edmx:DataServices></edmx:Edmx>"#)?;
//! let generated = generate(&Options {
//!     schema, // metadata that declares the complex type `Shop.price`
//!     layout: Layout::SingleFile,
//!     ..Options::default()
//! })?;
//! let code = generated.output.values().next().expect("one file");
//! assert!(code.contains("pub struct Price"));
//! println!("{}", generated.summary); // complex types: 1 in, 1 emitted …
//! # std::fs::remove_dir_all(folder)?;
//! # Ok(())
//! # }
//! ```
//!
//! # Stages
//!
//! Each stage is a module with one function from an input type to an output type: load and parse (with the crate
//! `clientwright-csdl`) → correct → resolve → bind → [`select`] → name → lower (to the types of [`model`]) → emit and format (with
//! `clientwright-emit`) → write. Only loading and writing read or change files. [`dump`] shows the result of each.

mod apart;
mod bound;
mod builder;
mod capabilities;
mod cargo;
mod correct;
mod diagram;
mod diff;
mod dump;
mod error;
mod examples;
mod generate;
mod inherit;
mod load;
mod lower;
mod modules;
mod name;
mod needed;
mod openapi;
mod options;
mod paths;
mod places;
mod presets;
mod reach;
mod reasons;
mod renames;
mod resolve;
pub mod select;
mod slice;
mod summary;
mod tree;
mod validate;
mod warned;

pub use builder::{Builder, Report};
pub use clientwright_diagnostics::Severity;
pub use clientwright_diagnostics::located::{Located, LocatedPlace, Position, Range};
pub use clientwright_emit::format::{Layout, Output};
pub use clientwright_emit::header::HEADER;
pub use clientwright_emit::input::{read_file, read_text};
pub use clientwright_emit::write::Changes;
pub use clientwright_model as model;
pub use clientwright_model::codes;
pub use clientwright_model::naming::lock::Lock;
pub use correct::Corrections;
pub use diagram::{Drawing, DrawingFormat, DrawingNames, DrawingRows, diagram, diagrams};
pub use diff::{Change, Diff, Level, PartKind, What, diff};
pub use dump::dump;
pub use error::Error;
#[doc(hidden)]
pub use examples::{Example, ExampleCall, ExampleVariant, Examples, examples, text as type_text};
pub use generate::{Generated, Input, OData, OpenApi, Stage, Stages, generate, stages};
pub use load::Documents;
pub use modules::{compare_all, keep_inputs, replace, write_all};
pub use options::{Missing, Options, Origin, Placement, Preset};
pub use reasons::{Chain, ChainStep, Tree, TreeEntry, Unselected, selected, why};
pub use slice::{Slice, slice};
pub use summary::{Count, Summary};
pub use warned::Warned;
