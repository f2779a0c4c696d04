//! `graph`: the selected types and their relations, as Mermaid, DOT or a picture. Diagrams of `codegen.toml` are written with the code.

use std::path::PathBuf;

use clientwright::{Drawing, DrawingFormat, Error, HEADER, Options};

use super::one;
use crate::arguments::graph::Graph;
use crate::config::Diagram;
use crate::output::{self, Failure};

pub(crate) fn graph(command: &Graph) -> Result<(), Failure> {
    let options = one(&command.of)?;
    if let Some(out) = &command.out {
        clientwright::keep_inputs(&options, out)?;
    }
    let drawing = drawing(command).map_err(Failure::Usage)?;
    let text = clientwright::diagram(&options, &drawing)?;
    match &command.out {
        Some(path) => Ok(clientwright::replace(&[(path.as_path(), text.as_str())])?),
        None => output::data(&text),
    }
}

fn drawing(command: &Graph) -> Result<Drawing, String> {
    let format = match &command.out {
        Some(out) => crate::drawing::format(command.format, out, "--format")?,
        None => command.format.map(DrawingFormat::from).unwrap_or_default(),
    };
    Ok(Drawing {
        format,
        title: command.title.clone(),
        roots: command.root.clone(),
        depth: command.depth,
        hidden: command.hide.clone(),
        rows: command.properties.into(),
        names: command.names.into(),
    })
}

/// The files of the diagrams of a module.
pub(super) fn files<'d>(
    options: &Options,
    diagrams: impl Iterator<Item = &'d Diagram>,
) -> Result<Vec<(PathBuf, String)>, Error> {
    let diagrams: Vec<&Diagram> = diagrams.collect();
    let texts = clientwright::diagrams(options, diagrams.iter().map(|diagram| &diagram.drawing))?;
    let files = diagrams.into_iter().zip(texts);
    let files =
        files.map(|(diagram, text)| (diagram.out.clone(), header(diagram.drawing.format) + &text));
    Ok(files.collect())
}

/// The first line of a generated file, as a comment of its format.
fn header(format: DrawingFormat) -> String {
    let words = HEADER.trim_start_matches('/').trim();
    match format {
        DrawingFormat::Mermaid => format!("%% {words}\n"),
        DrawingFormat::Dot => format!("# {words}\n"),
        DrawingFormat::Svg | DrawingFormat::Markdown => format!("<!-- {words} -->\n"),
    }
}
