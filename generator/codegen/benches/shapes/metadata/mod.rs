//! Metadata and descriptions with many of one construct: one shape for each list that the format or the options allow, and for each kind
//! of mistake that can occur often. The work of a run must grow in proportion to the shape.

mod annotated;
mod chained;
mod composed;
mod declared;
mod described;
mod mistaken;
mod served;
mod shared;
mod told;
mod written;

use std::fs;
use std::path::Path;

use clientwright::{Layout, Options};

/// Many of one construct.
pub(crate) struct Shape {
    /// The name of the construct.
    pub(crate) name: &'static str,
    /// The number of constructs in the smallest run.
    pub(crate) size: usize,
    /// Whether it is valid. The others give warnings or errors.
    pub(crate) is_good: bool,
    /// Creates the input of a size.
    pub(crate) make: fn(usize) -> Input,
}

/// Files and options of one run.
#[derive(Default)]
pub(crate) struct Input {
    /// Name and text of each file; the first is the metadata.
    files: Vec<(String, String)>,
    /// How many of the last files are overlays.
    overlays: usize,
    /// Options without paths.
    options: Options,
    lock: Option<String>,
}

impl Input {
    /// A schema `NS` with this body.
    fn new(body: impl Into<String>) -> Self {
        Self::document(&schema("NS", &body.into()))
    }

    /// A document with these schemas.
    fn document(schemas: &str) -> Self {
        Self {
            files: vec![("schema.csdl.xml".to_owned(), document("", schemas))],
            ..Self::default()
        }
    }

    fn file(mut self, name: String, text: String) -> Self {
        self.files.push((name, text));
        self
    }

    fn overlay(mut self, body: &str) -> Self {
        let name = format!("overlay{}.csdl.xml", self.overlays);
        self.overlays += 1;
        self.file(name, document("", &schema("Overlay", body)))
    }

    fn options(mut self, options: Options) -> Self {
        self.options = options;
        self
    }

    fn lock(mut self, text: String) -> Self {
        self.lock = Some(format!("version = 1\n{text}"));
        self
    }

    /// Writes the files, and returns the options to generate from them.
    pub(crate) fn write(&self, folder: &Path) -> Options {
        for (name, text) in &self.files {
            fs::write(folder.join(name), text).expect("a file can be written");
        }
        if let Some(lock) = &self.lock {
            fs::write(folder.join("names.lock"), lock).expect("a file can be written");
        }
        let overlays = &self.files[self.files.len() - self.overlays..];
        Options {
            schema: folder.join(&self.files[0].0),
            overlays: overlays.iter().map(|(name, _)| folder.join(name)).collect(),
            lock: self.lock.as_ref().map(|_| folder.join("names.lock")),
            layout: match self.options.crate_name {
                Some(_) => Layout::Tree,
                None => Layout::SingleFile,
            },
            ..self.options.clone()
        }
    }

    /// Bytes of all files.
    pub(crate) fn len(&self) -> usize {
        self.files.iter().map(|(_, text)| text.len()).sum()
    }
}

/// All shapes.
pub(crate) fn shapes() -> Vec<Shape> {
    [
        declared::SHAPES,
        served::SHAPES,
        annotated::SHAPES,
        told::SHAPES,
        mistaken::SHAPES,
        described::SHAPES,
        composed::SHAPES,
        chained::SHAPES,
        shared::SHAPES,
        written::SHAPES,
    ]
    .into_iter()
    .flatten()
    .map(|&(name, size, is_good, make)| Shape {
        name,
        size,
        is_good,
        make,
    })
    .collect()
}

/// Name, size, whether it is valid, and the function that creates the input.
type Row = (&'static str, usize, bool, fn(usize) -> Input);

/// `count` declarations, one on each line.
fn many(count: usize, one: impl Fn(usize) -> String) -> String {
    let mut all = String::new();
    for number in 0..count {
        all.push_str(&one(number));
        all.push('\n');
    }
    all
}

fn document(references: &str, schemas: &str) -> String {
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\">{references}\
         <edmx:DataServices>{schemas}</edmx:DataServices></edmx:Edmx>\n"
    )
}

fn schema(namespace: &str, body: &str) -> String {
    format!(
        "<Schema Namespace=\"{namespace}\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">{body}</Schema>\n"
    )
}

/// An entity type with the key `id`.
fn entity(name: &str, members: &str) -> String {
    format!(
        "<EntityType Name=\"{name}\"><Key><PropertyRef Name=\"id\"/></Key>\
         <Property Name=\"id\" Type=\"Edm.String\" Nullable=\"false\"/>{members}</EntityType>"
    )
}

fn derived(name: &str, base: &str, members: &str) -> String {
    format!("<EntityType Name=\"{name}\" BaseType=\"NS.{base}\">{members}</EntityType>")
}

fn complex(name: &str, members: &str) -> String {
    format!("<ComplexType Name=\"{name}\">{members}</ComplexType>")
}

fn property(name: &str, ty: &str) -> String {
    format!("<Property Name=\"{name}\" Type=\"{ty}\"/>")
}

fn navigation(name: &str, ty: &str) -> String {
    format!("<NavigationProperty Name=\"{name}\" Type=\"{ty}\"/>")
}

fn container(children: &str) -> String {
    format!("<EntityContainer Name=\"C\">{children}</EntityContainer>")
}

fn set(name: &str, ty: &str, inside: &str) -> String {
    format!("<EntitySet Name=\"{name}\" EntityType=\"NS.{ty}\">{inside}</EntitySet>")
}

/// One set `s` of `E`.
fn one_set() -> String {
    container(&set("s", "E", ""))
}
