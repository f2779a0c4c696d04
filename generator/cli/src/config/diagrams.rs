//! The diagrams of a `codegen.toml`: each of a module, in a file of its own.

use std::ops::Range;
use std::path::{Path, PathBuf};

use clientwright::{Drawing, DrawingFormat, Options};
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use crate::drawing::{self, Format, Names, Properties};

/// An entry as written.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Entry {
    module: Option<PathBuf>,
    #[serde(deserialize_with = "files")]
    out: Vec<PathBuf>,
    format: Option<Format>,
    title: Option<String>,
    root: Vec<String>,
    depth: Option<usize>,
    hide: Vec<String>,
    properties: Properties,
    names: Names,
}

/// A diagram to write.
#[derive(Debug)]
pub(crate) struct Diagram {
    /// The index of its module.
    pub(crate) module: usize,
    /// The file.
    pub(crate) out: PathBuf,
    pub(crate) drawing: Drawing,
}

/// Problems with their places.
pub(super) type Problems = Vec<(Range<usize>, String)>;

/// The diagrams of the modules of a file in a folder.
pub(super) fn of(
    entries: Vec<Spanned<Entry>>,
    modules: &[Options],
    folder: &Path,
) -> (Vec<Diagram>, Problems) {
    let (mut diagrams, mut problems) = (Vec::<Diagram>::new(), Problems::new());
    for entry in entries {
        let range = entry.span();
        let entry = entry.into_inner();
        let added = entry.add(modules, folder, &mut diagrams);
        problems.extend(added.err().map(|message| (range, message)));
    }
    (diagrams, problems)
}

impl Entry {
    /// Adds the diagrams of an entry.
    fn add(
        &self,
        modules: &[Options],
        folder: &Path,
        diagrams: &mut Vec<Diagram>,
    ) -> Result<(), String> {
        if self.out.is_empty() {
            return Err("a diagram needs `out`".to_owned());
        }
        if self.depth.is_some() && self.root.is_empty() {
            return Err("`depth` needs `root`, from which it counts".to_owned());
        }
        let named = self.module.as_ref().map(|module| folder.join(module));
        let is_named = |module: &Options| named.as_ref().is_none_or(|named| module.out == *named);
        let all = modules.iter().enumerate();
        let mut meant = all.filter(|(_, module)| is_named(module));
        let (Some((module, _)), None) = (meant.next(), meant.next()) else {
            return Err("a diagram needs `module`, the `out` of one of the modules".to_owned());
        };
        for out in &self.out {
            let drawing = self.drawing(drawing::format(self.format, out, "format")?);
            let out = folder.join(out);
            // Files in the folder of a module that the module does not have are removed.
            if let Some(other) = modules.iter().find(|module| out.starts_with(&module.out)) {
                let other = other.out.display();
                return Err(format!(
                    "the diagram is in the folder of the module `{other}`"
                ));
            }
            let is_lock = |module: &Options| module.lock.as_ref() == Some(&out);
            if modules.iter().any(is_lock) || diagrams.iter().any(|other| other.out == out) {
                let out = out.display();
                return Err(format!("two outputs are the same file: `{out}`"));
            }
            diagrams.push(Diagram {
                module,
                out,
                drawing,
            });
        }
        Ok(())
    }

    fn drawing(&self, format: DrawingFormat) -> Drawing {
        Drawing {
            format,
            title: self.title.clone(),
            roots: self.root.clone(),
            depth: self.depth,
            hidden: self.hide.clone(),
            rows: self.properties.into(),
            names: self.names.into(),
        }
    }
}

/// A file, or a list of files.
fn files<'de, D: Deserializer<'de>>(value: D) -> Result<Vec<PathBuf>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Files {
        One(PathBuf),
        Several(Vec<PathBuf>),
    }
    Ok(match Files::deserialize(value)? {
        Files::One(file) => vec![file],
        Files::Several(files) => files,
    })
}
