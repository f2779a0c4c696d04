//! clientwright-explore: one HTML file that shows a description and the client that is generated from it.
//!
//! The file has the names of both sides, the paths with what they allow, what is selected and why, and each call as Rust and
//! as curl. Everything comes from the [`Package`](clientwright::model::Package) that code is emitted from, and from the
//! [`Tree`](clientwright::Tree) of the selection. The file contains style and scripts, and requests nothing.
//!
//! ```
//! use clientwright_explore::{Options, explore};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = std::env::temp_dir().join(format!("clientwright-explore-{}", std::process::id()));
//! # std::fs::create_dir_all(&folder)?;
//! # let schema = folder.join("pets.json");
//! # std::fs::write(&schema, r#"{"openapi": "3.1.0", "info": {"title": "Pets", "version": "1"}, "paths": {},
//! #   "components": {"schemas": {"Pet": {"type": "object", "description": "<b>A patient.</b>"}}}}"#)?;
//! // A description with the schema `Pet`, whose description is `<b>A patient.</b>`.
//! let page = explore(&Options { schema, ..Options::default() })?;
//! assert!(page.starts_with("<!doctype html>"));
//! assert!(!page.contains("<b>A patient.</b>")); // text is data
//! # std::fs::remove_dir_all(folder)?;
//! # Ok(())
//! # }
//! ```

mod builders;
mod calls;
mod data;
mod page;
mod permits;
mod pieces;
mod places;
mod query;
mod security;
mod text;
mod types;

use clientwright::{Stage, stages};
use clientwright_diagnostics::Diagnostics;

pub use clientwright::{Error, Options};

/// The page for a description, as HTML.
///
/// It is the same for the same input. Its size grows as the client does.
///
/// # Errors
///
/// All problems of the input, as for generating.
pub fn explore(options: &Options) -> Result<String, Error> {
    data(options).map(|data| page::page(&data))
}

/// What the page shows, as JSON.
///
/// # Errors
///
/// As for [`explore`].
#[doc(hidden)]
pub fn explored(options: &Options) -> Result<String, Error> {
    data(options).map(|data| page::json(&data))
}

fn data(options: &Options) -> Result<data::Data, Error> {
    let mut diags = Diagnostics::allowing(options.allowed());
    let made = stages(options, Stage::Lower, &mut diags)?;
    Ok(data::Data::new(options, &made))
}
