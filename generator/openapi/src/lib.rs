//! clientwright-oas: reads OpenAPI 3.0, 3.1 and 3.2 and Swagger 2.0, as JSON or YAML, into one resolved description.
//!
//! Steps, each a function: [`sniff`] sees what a text is, [`parse`] turns it into a [`Document`], a tree with a span on
//! every node, [`overlay()`] changes the tree, [`resolve`] reads it, and the files that it refers to, into an [`Api`], and
//! [`write()`] writes a part of it. All problems are in [`Diagnostics`](clientwright_diagnostics::Diagnostics), with their
//! places. Nothing here panics on input, reads a file or knows about generated code.
//!
//! ```
//! use clientwright_diagnostics::Diagnostics;
//! use clientwright_diagnostics::source::SourceMap;
//! use clientwright_oas::{NoOtherFiles, parse, resolve};
//!
//! let mut sources = SourceMap::new();
//! let file = sources.add("pets.yaml", "
//! openapi: 3.1.0
//! info: {title: Pets, version: 1.0.0}
//! paths:
//!   /pets/{petId}:
//!     get:
//!       operationId: getPet
//!       parameters: [{name: petId, in: path, required: true, schema: {type: string}}]
//!       responses:
//!         200: {description: OK, content: {application/json: {schema: {$ref: '#/components/schemas/Pat'}}}}
//! components: {schemas: {Pet: {type: object}}}
//! ");
//! let mut diags = Diagnostics::new();
//! let document = parse(&sources, file, &mut diags).expect("the text is YAML");
//! let api = resolve(document, &mut sources, &mut NoOtherFiles, &mut diags).expect("a description");
//! let operation = &api.operations[api.operation("getPet").expect("declared above")];
//! assert_eq!(api.parameters[operation.parameters[0]].name, "petId".into());
//!
//! let text = diags.render(&sources, false);
//! assert!(text.contains("warning[openapi-014]: `#/components/schemas/Pat` refers to nothing"));
//! assert!(text.contains("help: a similar name exists: `Pet`"));
//! ```

pub mod api;
pub mod codes;
mod correct;
mod json;
mod load;
mod overlay;
mod parse;
mod resolve;
mod sniff;
mod target;
pub mod tree;
mod value;
mod write;

pub use api::Api;
pub use load::{Loaded, Loader, NoOtherFiles};
pub use overlay::overlay;
pub use parse::{Document, parse};
pub use resolve::resolve;
pub use sniff::{Input, sniff};
pub use target::{Found, Target, TargetKind};
pub use write::{Filter, write};
