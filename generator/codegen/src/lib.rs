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
//! A tool can run them up to any stage, and use what they make of a description:
//!
//! ```
//! use clientwright::{Diagnostics, Input, OData, OpenApi, Options, Stage, Stages, stages};
//!
//! /// The types that the client has, by their names in the description.
//! fn types(made: &Stages) -> Vec<String> {
//!     match &made.input {
//!         Input::OData(input) => of_odata(input),
//!         Input::OpenApi(input) => of_openapi(input),
//!         _ => Vec::new(),
//!     }
//! }
//!
//! fn of_odata(input: &OData) -> Vec<String> {
//!     let types = input.selection.structured.keys();
//!     types.map(|id| input.schema.structured_types[*id].name.to_string()).collect()
//! }
//!
//! fn of_openapi(input: &OpenApi) -> Vec<String> {
//!     let schemas = input.api.components.schemas.iter();
//!     let kept = schemas.filter(|(_, id)| input.selection.keeps(*id));
//!     kept.map(|(key, _)| key.to_string()).collect()
//! }
//!
//! # fn main() -> Result<(), clientwright::Error> {
//! let shop = Options { schema: "tests/docs/shop.csdl.xml".into(), include: vec!["/orders".into()], ..Options::default() };
//! let made = stages(&shop, Stage::Select, &mut Diagnostics::new())?;
//! assert_eq!(types(&made), ["Shop.order", "Shop.customer"]);
//! let pets = Options { schema: "tests/docs/pets.yaml".into(), include: vec!["tag:pets".into()], ..Options::default() };
//! let made = stages(&pets, Stage::Select, &mut Diagnostics::new())?;
//! assert_eq!(types(&made), ["Pet", "Owner"]); // and not `Vet`
//! # Ok(())
//! # }
//! ```
//!
//! # What is selected, and why
//!
//! [`why`] follows the reasons of one name, [`selected`] marks everything that a description declares:
//!
//! ```
//! use clientwright::{Chain, ChainStep, Diagnostics, Options, Stage, Tree, TreeEntry, Unselected, selected, stages, why};
//!
//! # fn main() -> Result<(), clientwright::Error> {
//! let pets = Options { schema: "tests/docs/pets.yaml".into(), include: vec!["GET /pets".into()], ..Options::default() };
//! let chain: Chain = why(&pets, "Owner")?;
//! let reason = |step: &ChainStep| format!("{}: {}", step.name, step.reason.as_deref().unwrap_or("-"));
//! let reasons: Vec<String> = chain.steps.iter().map(reason).collect();
//! assert_eq!(reasons, ["Owner: part of Pet", "Pet: used by GET /pets", "GET /pets: matches `GET /pets`"]);
//!
//! let tree: Tree = selected(&pets)?;
//! let missing: Vec<&TreeEntry> = tree.paths.iter().filter(|entry| !entry.is_selected).collect();
//! assert_eq!(missing[0].name, "GET /pets/{petId}");
//!
//! // Of OData: what is not selected next to what is.
//! let shop = Options { schema: "tests/docs/shop.csdl.xml".into(), include: vec!["/orders".into()], ..Options::default() };
//! let made = stages(&shop, Stage::Select, &mut Diagnostics::new())?;
//! let unselected: Vec<Unselected> = made.unselected();
//! let text = |it: &Unselected| format!("{}/{}", it.of.as_deref().unwrap_or_default(), it.name);
//! let texts: Vec<String> = unselected.iter().map(text).collect();
//! assert_eq!(texts, ["/customers", "/suppliers", "Shop.order/Shop.cancel", "Shop.customer/orders"]);
//! # Ok(())
//! # }
//! ```
//!
//! # What a new description changes
//!
//! [`diff`] compares the clients of two descriptions. A tool that updates a client can decide by the levels:
//!
//! ```
//! use std::path::Path;
//!
//! use clientwright::{Change, Diff, Level, Options, PartKind, What, diff};
//!
//! # fn main() -> Result<(), clientwright::Error> {
//! let (old, new) = (Path::new("tests/docs/pets.yaml"), Path::new("tests/docs/pets-2.yaml"));
//! let changes: Diff = diff(&Options::default(), old, new)?;
//! // The property `mail` is now called `phone`, and `age` is new.
//! assert_eq!(changes.level(), Some(Level::Breaking));
//! assert_eq!((changes.count(Level::Breaking), changes.count(Level::Additive)), (1, 2));
//! let gone: &Change = &changes.changes[0];
//! assert_eq!((gone.kind, gone.what, gone.path.as_str()), (PartKind::Property, What::Removed, "Owner::mail"));
//! # Ok(())
//! # }
//! ```
//!
//! # Files
//!
//! A program that generates several clients writes them together, so that all are from the same run:
//!
//! ```
//! use std::path::Path;
//!
//! use clientwright::{Generated, Options, Slice, compare_all, generate, keep_inputs, replace, slice, write_all};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # let folder = folder.path();
//! // Of a large file only what the client needs is committed.
//! let whole = Options { schema: "tests/docs/shop.csdl.xml".into(), include: vec!["/orders".into()], ..Options::default() };
//! let part: Slice = slice(&whole)?;
//! assert!(part.text.contains("orders") && !part.text.contains("suppliers"));
//! let schema = folder.join("shop.csdl.xml");
//! keep_inputs(&whole, &schema)?; // fails if the slice replaced the whole file
//! replace(&[(&schema, &part.text)])?;
//!
//! let shop = Options { schema, out: folder.join("shop"), lock: Some(folder.join("shop.lock")), ..Options::default() };
//! let pets = Options { schema: "tests/docs/pets.yaml".into(), out: folder.join("pets"), ..Options::default() };
//! let clients: Vec<(Generated, Options)> =
//!     [shop, pets].into_iter().map(|options| Ok((generate(&options)?, options))).collect::<Result<_, clientwright::Error>>()?;
//! let clients: Vec<(&Generated, &Options)> = clients.iter().map(|(generated, options)| (generated, options)).collect();
//! let changes = write_all(&clients)?;
//! assert!(changes[0].written.contains(&folder.join("shop.lock")));
//! assert!(changes[1].written.contains(&folder.join("pets/mod.rs")));
//! // What a check in CI does:
//! assert!(compare_all(&clients)?.iter().all(|changes| changes.is_empty()));
//! # Ok(())
//! # }
//! ```

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
pub use clientwright_diagnostics::located::{Located, LocatedPlace, Position, Range};
pub use clientwright_diagnostics::source::Span;
pub use clientwright_diagnostics::{Diagnostics, Severity};
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
#[doc(hidden)]
pub use openapi::paging;
pub use options::{Missing, Options, Origin, Placement, Preset};
pub use reasons::{Chain, ChainStep, Tree, TreeEntry, Unselected, selected, why};
pub use slice::{Slice, slice};
pub use summary::{Count, Summary};
pub use warned::Warned;
