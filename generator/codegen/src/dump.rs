//! Text forms of the results of stages, for people and for tests.
//!
//! ```
//! # fn main() -> Result<(), clientwright::Error> {
//! # let folder = std::env::temp_dir().join(format!("clientwright-dump-{}", std::process::id()));
//! # std::fs::create_dir_all(&folder).expect("a temporary folder");
//! # let schema = folder.join("service.csdl.xml");
//! # std::fs::write(&schema, r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
//! # <edmx:DataServices><Schema Namespace="Shop" xmlns="http://docs.oasis-open.org/odata/ns/edm">
//! # <ComplexType Name="Price"><Property Name="Amount" Type="Edm.Decimal"/></ComplexType>
//! # </Schema></edmx:DataServices></edmx:Edmx>"#).expect("a file");
//! let options = clientwright::Options { schema, ..Default::default() };
//! let text = clientwright::dump(&options, clientwright::Stage::Select)?;
//! assert!(text.contains("Shop.Price"));
//! # std::fs::remove_dir_all(folder).expect("it was made above");
//! # Ok(())
//! # }
//! ```

use std::fmt::{Debug, Write};
use std::path::Path;

use clientwright_diagnostics::Diagnostics;

use crate::error::Error;
use crate::generate::{Input, Stage, stages};
use crate::options::Options;

/// The result of a stage as text.
///
/// A selection is a line for each kept declaration, with the reason. Names are listed as in a lock file, each with its
/// Rust name. Files are listed with their sizes; everything else is in the form of `Debug`.
///
/// # Errors
///
/// All problems of the input up to that stage.
pub fn dump(options: &Options, stage: Stage) -> Result<String, Error> {
    let made = stages(
        options,
        stage,
        &mut Diagnostics::allowing(options.allowed()),
    )?;
    Ok(match stage {
        Stage::Load | Stage::Correct => match &made.input {
            Input::OData(input) => {
                let (metadata, overlays) = (&input.documents.metadata, &input.documents.overlays);
                debug(metadata) + &debug(overlays)
            }
            Input::OpenApi(input) => debug(&input.document),
        },
        Stage::Resolve | Stage::Bind => match &made.input {
            Input::OData(input) => debug(&input.schema),
            Input::OpenApi(input) => debug(&input.api),
        },
        Stage::Select => match &made.input {
            Input::OData(input) => input.selection.dump(&input.schema),
            Input::OpenApi(input) => input.selection.dump(&input.api),
        },
        Stage::Name => made.lock.listed(),
        Stage::Lower => debug(&made.package),
        Stage::Format => {
            let mut text = String::new();
            for (path, file) in &made.output {
                // The path of a single file is that of the output itself.
                let path = match path.as_os_str().is_empty() {
                    true => options.out.as_path(),
                    false => path,
                };
                line(&mut text, path, file);
            }
            text
        }
    })
}

fn debug(value: &impl Debug) -> String {
    format!("{value:#?}\n")
}

fn line(out: &mut String, path: &Path, file: &str) {
    let lines = file.lines().count();
    let _ = writeln!(
        out,
        "{}: {lines} lines, {} bytes",
        path.display(),
        file.len()
    );
}
