//! Diagrams of the selected types and their relations, as Mermaid, DOT and SVG.
//!
//! The types are those of the package, with what only the description states about them: base types and containment. [`part`]
//! leaves out what the drawing excludes, [`cards`] decides the texts, and a module for each format writes them.

mod cards;
mod dot;
mod layout;
mod markdown;
mod mermaid;
mod odata;
mod part;
mod svg;
mod types;

use std::fmt;
use std::path::Path;

use clientwright_diagnostics::nearest::Nearest;
use clientwright_diagnostics::{Diagnostic, Diagnostics};
use clientwright_model::codes;

use crate::error::Error;
use crate::generate::{Input, Stage, Stages, stages};
use crate::options::Options;
use types::Types;

/// What a diagram shows, and in which form.
///
/// ```
/// use clientwright::{Drawing, DrawingFormat};
///
/// let drawing = Drawing { format: DrawingFormat::Svg, roots: vec!["Workflow".to_owned()], ..Drawing::default() };
/// assert_eq!(drawing.depth, None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawing {
    /// The form of the text.
    pub format: DrawingFormat,
    /// What the picture is called, for readers that do not see it; a description of its content if there is none.
    pub title: Option<String>,
    /// The types to start from, by their names in the description or in Rust. Everything that is selected if there are none.
    pub roots: Vec<String>,
    /// How many relations are followed from the roots; all if there is none.
    pub depth: Option<usize>,
    /// Types that are left out, by their names in the description or in Rust.
    pub hidden: Vec<String>,
    /// Which properties are shown.
    pub rows: DrawingRows,
    /// Which names are shown.
    pub names: DrawingNames,
}

/// The form of a diagram.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DrawingFormat {
    /// A class diagram of Mermaid.
    #[default]
    Mermaid,
    /// A directed graph of Graphviz.
    Dot,
    /// A picture.
    Svg,
    /// An image of Markdown that contains the picture, for the docs of a crate.
    Markdown,
}

impl DrawingFormat {
    /// All formats.
    pub const ALL: [Self; 4] = [Self::Mermaid, Self::Dot, Self::Svg, Self::Markdown];

    /// The extensions of files that mean a format, without the dot.
    pub const EXTENSIONS: [(&str, Self); 6] = [
        ("mmd", Self::Mermaid),
        ("mermaid", Self::Mermaid),
        ("dot", Self::Dot),
        ("gv", Self::Dot),
        ("svg", Self::Svg),
        ("md", Self::Markdown),
    ];

    /// The format that the extension of a file means, if it is one of [`EXTENSIONS`](Self::EXTENSIONS).
    ///
    /// ```
    /// use clientwright::DrawingFormat;
    ///
    /// assert_eq!(DrawingFormat::of("docs/types.svg".as_ref()), Some(DrawingFormat::Svg));
    /// assert_eq!(DrawingFormat::of("types.txt".as_ref()), None);
    /// ```
    pub fn of(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?;
        let mut known = Self::EXTENSIONS.into_iter();
        known.find_map(|(of_format, format)| (of_format == extension).then_some(format))
    }
}

/// The name of the format on the command line and in `codegen.toml`.
impl fmt::Display for DrawingFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Mermaid => "mermaid",
            Self::Dot => "dot",
            Self::Svg => "svg",
            Self::Markdown => "markdown",
        })
    }
}

/// Which properties, members and variants a diagram shows.
///
/// ```
/// use clientwright::{Drawing, DrawingRows, Options, diagram};
///
/// # fn main() -> Result<(), clientwright::Error> {
/// let options = Options { schema: "tests/docs/pets.yaml".into(), ..Options::default() };
/// let all = diagram(&options, &Drawing::default())?;
/// let relations = diagram(&options, &Drawing { rows: DrawingRows::Relations, ..Drawing::default() })?;
/// assert!(all.contains("mail") && !relations.contains("mail"));
/// assert!(relations.contains("owner")); // leads to another type
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DrawingRows {
    /// All.
    #[default]
    All,
    /// Those that lead to another type of the diagram.
    Relations,
    /// None.
    None,
}

/// Which names a diagram shows. The other ones of a type are in its second line.
///
/// ```
/// use clientwright::{Drawing, DrawingNames, Options, diagram};
///
/// # fn main() -> Result<(), clientwright::Error> {
/// let options = Options { schema: "tests/docs/shop.csdl.xml".into(), ..Options::default() };
/// let rust = diagram(&options, &Drawing::default())?;
/// let wire = diagram(&options, &Drawing { names: DrawingNames::Wire, ..Drawing::default() })?;
/// assert!(rust.contains("class t0[\"Customer\"] {\n        <<entity type customer>>\n"));
/// assert!(wire.contains("class t0[\"customer\"] {\n        <<entity type Customer>>\n"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DrawingNames {
    /// Those of the generated code.
    #[default]
    Rust,
    /// Those of the description.
    Wire,
}

/// Draws the selected types and their relations.
///
/// # Errors
///
/// All problems of the input, a root or hidden type that does not exist, or that the diagram is too large for its format.
///
/// ```
/// use clientwright::{Drawing, Options, diagram};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let folder = std::env::temp_dir().join(format!("clientwright-diagram-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder)?;
/// # let schema = folder.join("pets.json");
/// # std::fs::write(&schema, r##"{"openapi": "3.1.0", "info": {"title": "Pets", "version": "1"}, "paths": {},
/// #   "components": {"schemas": {"Owner": {"type": "object", "properties": {"name": {"type": "string"}}}, "Pet": {"type": "object",
/// #   "properties": {"owner": {"$ref": "#/components/schemas/Owner"}}}}}}"##)?;
/// // A description with the schema `Pet`, whose property `owner` is an `Owner`.
/// let options = Options { schema, ..Options::default() };
/// let text = diagram(&options, &Drawing::default())?;
/// assert!(text.starts_with("classDiagram\n"));
/// assert!(text.contains("t1 --> \"0..1\" t0 : owner\n"), "{text}");
/// # std::fs::remove_dir_all(folder)?;
/// # Ok(())
/// # }
/// ```
pub fn diagram(options: &Options, drawing: &Drawing) -> Result<String, Error> {
    diagrams(options, [drawing]).map(|mut texts| texts.remove(0))
}

/// Draws several diagrams of the same types, which are read once.
///
/// # Errors
///
/// Those of the first [`diagram`] that has any.
/// ```
/// use clientwright::{Drawing, DrawingFormat, Options, diagrams};
///
/// # fn main() -> Result<(), clientwright::Error> {
/// let options = Options { schema: "tests/docs/pets.yaml".into(), ..Options::default() };
/// let overview = Drawing { format: DrawingFormat::Svg, ..Drawing::default() };
/// let owners = Drawing { format: DrawingFormat::Dot, roots: vec!["Owner".to_owned()], ..Drawing::default() };
/// let texts = diagrams(&options, [&overview, &owners])?;
/// assert!(texts[0].contains("<svg") && texts[0].contains("Vet"));
/// assert!(texts[1].starts_with("digraph") && !texts[1].contains("Vet"));
/// # Ok(())
/// # }
/// ```
pub fn diagrams<'d>(
    options: &Options,
    drawings: impl IntoIterator<Item = &'d Drawing>,
) -> Result<Vec<String>, Error> {
    let mut drawings = drawings.into_iter().peekable();
    if drawings.peek().is_none() {
        return Ok(Vec::new());
    }
    let mut diags = Diagnostics::allowing(options.allowed());
    let made = stages(options, Stage::Lower, &mut diags)?;
    let place = options.schema.display().to_string();
    let texts = drawings.map(|drawing| draw_part(types(&made), drawing, &place));
    let texts: Result<Vec<String>, Diagnostics> = texts.collect();
    texts.map_err(|problems| Error::new(made.run.sources, problems))
}

fn draw_part(mut types: Types, drawing: &Drawing, place: &str) -> Result<String, Diagnostics> {
    let mut problems = Diagnostics::new();
    let mut find = |names: &[String]| {
        let mut all = Vec::new();
        for name in names {
            match types.named(name).as_slice() {
                [] => problems.push(unknown(&types, name, place)),
                found => all.extend_from_slice(found),
            }
        }
        all
    };
    let (roots, hidden) = (find(&drawing.roots), find(&drawing.hidden));
    if problems.has_errors() {
        return Err(problems);
    }
    part::keep(&mut types, &roots, drawing.depth, &hidden);
    draw(&types, drawing, place)
}

fn types(made: &Stages) -> Types {
    match &made.input {
        Input::OData(input) => {
            let mut types = Types::new(&made.package, |wire, _| Some(wire.to_owned()));
            odata::add(&mut types, input);
            types
        }
        Input::OpenApi(_) => {
            let names = types::by_rust_name(&made.lock);
            Types::new(&made.package, |_, rust| names.get(rust).cloned())
        }
    }
}

fn unknown(types: &Types, name: &str, place: &str) -> Diagnostic {
    let message = format!("`{name}` is no selected type of the description");
    let problem = Diagnostic::error_in(codes::TARGET, message, place);
    match Nearest::default().name(name, types.names()) {
        Some(near) => problem.help(format!("a similar name exists: `{near}`")),
        None => problem.help("`clientwright tree` prints all names"),
    }
}

fn draw(types: &Types, drawing: &Drawing, place: &str) -> Result<String, Diagnostics> {
    let cards = cards::cards(types, drawing);
    let title = match &drawing.title {
        Some(title) => title.clone(),
        None => cards.title(&drawing.roots),
    };
    let text = match drawing.format {
        DrawingFormat::Mermaid => mermaid::write(&cards),
        DrawingFormat::Dot => Ok(dot::write(&cards)),
        DrawingFormat::Svg => svg::write(&cards, &title),
        DrawingFormat::Markdown => {
            svg::write(&cards, &title).map(|svg| markdown::write(&svg, &title))
        }
    };
    text.map_err(|TooLarge { what, limit }| {
        let message = format!(
            "the diagram is too large as {}: more than {limit} {what}",
            drawing.format
        );
        let problem = Diagnostic::error_in(codes::DIAGRAM, message, place).help(
            "start from some types with --root and follow fewer relations with --depth, leave types out with --hide, or use --format dot, \
             which has no limit",
        );
        let mut problems = Diagnostics::new();
        problems.push(problem);
        problems
    })
}

/// More than a format or the layout can take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct TooLarge {
    what: &'static str,
    limit: usize,
}
