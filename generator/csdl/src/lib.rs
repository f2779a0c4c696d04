//! clientwright-csdl: reads OData metadata (CSDL XML 4.0 and 4.01) into a resolved schema, and writes it again.
//!
//! Three steps, each a function: [`parse`] turns a text into a syntax tree with spans, [`resolve`] looks up every name
//! in one or more trees, [`write()`] writes a document with a schema or a part of it. All problems are in
//! [`Diagnostics`](clientwright_diagnostics::Diagnostics), with their places. Nothing here panics on input, reads a
//! file or knows about generated code.
//!
//! ```
//! use clientwright_diagnostics::Diagnostics;
//! use clientwright_diagnostics::source::SourceMap;
//! use clientwright_csdl::{Everything, WriteOptions, parse, references, resolve, write};
//!
//! let mut sources = SourceMap::new();
//! let file = sources.add("metadata.xml", r#"
//!     <edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
//!       <edmx:DataServices>
//!         <Schema Namespace="Shop" xmlns="http://docs.oasis-open.org/odata/ns/edm">
//!           <EntityType Name="Order">
//!             <Key><PropertyRef Name="Id"/></Key>
//!             <Property Name="Id" Type="Edm.Int32" Nullable="false"/>
//!             <Property Name="Lines" Type="Collection(Shop.Lime)"/>
//!           </EntityType>
//!           <ComplexType Name="Line"/>
//!         </Schema>
//!       </edmx:DataServices>
//!     </edmx:Edmx>"#);
//! let mut diags = Diagnostics::new();
//! let document = parse(&sources, file, &mut diags).expect("the sample is well-formed");
//! assert!(references(&document).is_empty());
//! let schema = resolve(&[document], &[], &sources, &mut diags);
//! assert_eq!(schema.structured_types.len(), 2);
//!
//! let text = diags.render(&sources, false);
//! assert!(text.contains("error[csdl-012]: unknown type `Shop.Lime`"));
//! assert!(text.contains("help: a type with a similar name exists: `Shop.Line`"));
//!
//! let again = write(&schema, &Everything, WriteOptions::default());
//! assert!(again.contains(r#"<ComplexType Name="Line" />"#));
//! ```

pub mod aliases;
pub mod codes;
mod parse;
mod primitive;
mod resolve;
pub mod schema;
pub mod syntax;
pub mod terms;
pub mod vocabularies;
mod write;

pub use parse::parse;
pub use resolve::{ReferencedDocument, references, resolve};
pub use write::{Everything, Filter, WriteOptions, write};

#[cfg(test)]
mod testing;
