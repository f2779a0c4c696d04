//! What the stages decide about small schemas, asserted on the schema and the model instead of on generated text.

mod binding;
mod capabilities;
mod features;
mod markers;
mod urls;

use std::fs;

use clientwright::{Input, OData, Options, Stage, Stages, stages};
use clientwright_diagnostics::Diagnostics;

/// Metadata with one schema `NS`.
fn metadata(body: &str) -> String {
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>\
         <Schema Namespace=\"NS\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">{body}</Schema>\
         </edmx:DataServices></edmx:Edmx>"
    )
}

/// Runs the stages up to `last` on the declarations in `body`.
fn run(body: &str, last: Stage) -> Stages {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let schema = folder.path().join("schema.csdl.xml");
    fs::write(&schema, metadata(body)).expect("a file");
    let options = Options {
        schema,
        ..Options::default()
    };
    let mut diags = Diagnostics::new();
    stages(&options, last, &mut diags).unwrap_or_else(|error| panic!("{error}"))
}

/// As [`run`], for the results that only OData has.
fn odata(body: &str, last: Stage) -> OData {
    match run(body, last).input {
        Input::OData(input) => *input,
        other => panic!("metadata is OData: {other:?}"),
    }
}

/// An entity type with the key `id`.
fn entity(name: &str, more: &str) -> String {
    format!(
        "<EntityType Name=\"{name}\"><Key><PropertyRef Name=\"id\"/></Key>\
         <Property Name=\"id\" Type=\"Edm.Int32\" Nullable=\"false\"/>{more}</EntityType>"
    )
}

fn many(name: &str, of: &str) -> String {
    format!("<NavigationProperty Name=\"{name}\" Type=\"Collection(NS.{of})\"/>")
}

fn contained(name: &str, of: &str) -> String {
    format!(
        "<NavigationProperty Name=\"{name}\" Type=\"Collection(NS.{of})\" ContainsTarget=\"true\"/>"
    )
}

fn container(sets: &str) -> String {
    format!("<EntityContainer Name=\"Container\">{sets}</EntityContainer>")
}

fn set(name: &str, of: &str, more: &str) -> String {
    format!("<EntitySet Name=\"{name}\" EntityType=\"NS.{of}\">{more}</EntitySet>")
}

fn bind(path: &str, target: &str) -> String {
    format!("<NavigationPropertyBinding Path=\"{path}\" Target=\"{target}\"/>")
}

/// An annotation of the Capabilities vocabulary whose record has one Boolean.
fn restriction(term: &str, property: &str, value: bool) -> String {
    format!(
        "<Annotation Term=\"Org.OData.Capabilities.V1.{term}\"><Record>\
         <PropertyValue Property=\"{property}\" Bool=\"{value}\"/></Record></Annotation>"
    )
}
