//! clientwright-oas: reads OpenAPI 3.0, 3.1 and 3.2 and Swagger 2.0, as JSON or YAML, into one resolved description.
//!
//! Steps, each a function: [`sniff`] tells what a text is, [`parse`] turns it into a [`Document`], a tree with a span on
//! every node, and [`resolve`] reads the tree, and the files that it refers to, into an [`Api`]. All problems are in
//! [`Diagnostics`](clientwright_diagnostics::Diagnostics), with their places. Nothing here panics on input, reads a file
//! or knows about generated code.

pub mod api;
pub mod codes;
mod correct;
mod json;
mod load;
mod overlay;
mod parse;
mod resolve;
mod sniff;
pub mod tree;

pub use api::Api;
pub use correct::{Target, TargetKind};
pub use load::{Loaded, Loader, NoOtherFiles};
pub use overlay::overlay;
pub use parse::{Document, parse};
pub use resolve::resolve;
pub use sniff::{Input, sniff};
