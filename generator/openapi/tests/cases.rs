//! Descriptions with one idea each, in `cases/`: what is read, and which problems are reported, as reviewed snapshots. A
//! file next to the input is one that it refers to; each `input…` is a description.

mod outline;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clientwright_diagnostics::Diagnostics;
use clientwright_diagnostics::source::SourceMap;
use clientwright_oas::{Input, Loaded, Loader, parse, resolve, sniff};
use libtest_mimic::{Arguments, Trial};

fn main() -> ExitCode {
    let mut inputs: Vec<PathBuf> = Vec::new();
    let folders = fs::read_dir(Path::new("tests/cases")).expect("the folder of cases");
    for folder in folders {
        let files = fs::read_dir(folder.expect("a folder").path()).expect("a folder");
        let files = files.map(|file| file.expect("a file").path());
        let is_input = |path: &PathBuf| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with("input"))
        };
        inputs.extend(
            files
                .filter(is_input)
                .filter(|path| path.extension().is_none_or(|e| e != "snap")),
        );
    }
    inputs.sort();
    assert!(!inputs.is_empty());
    let trials = inputs.into_iter().map(|path| {
        let name = path.to_string_lossy().replace(['/', '\\', '-', '.'], "_");
        let name = name.trim_start_matches("tests_cases_").to_owned();
        Trial::test(name, move || {
            read(&path);
            Ok(())
        })
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit_code()
}

/// The files of a case.
struct Folder<'a>(&'a Path);

impl Loader for Folder<'_> {
    fn load(&mut self, path: &str) -> Result<Loaded, String> {
        let text = fs::read_to_string(self.0.join(path));
        let text = text.map_err(|_| "there is no such file".to_owned())?;
        let name = path.to_owned();
        Ok(Loaded { name, text })
    }
}

fn read(path: &Path) {
    let text = fs::read_to_string(path).expect("a text");
    let file = path
        .file_name()
        .expect("a name")
        .to_string_lossy()
        .into_owned();
    let folder = path.parent().expect("a folder");
    assert_eq!(sniff(&text), Input::OpenApi);
    let mut sources = SourceMap::new();
    let mut diags = Diagnostics::new();
    let id = sources.add(file.clone(), text);
    let document = parse(&sources, id, &mut diags);
    let api = document
        .and_then(|document| resolve(document, &mut sources, &mut Folder(folder), &mut diags));
    assert!(
        api.is_some() || diags.has_errors(),
        "no description and no error"
    );
    let outline = api.as_ref().map(outline::outline);
    let text = format!(
        "{}{}",
        diags.render(&sources, false),
        outline.unwrap_or_else(|| "not a description\n".to_owned())
    );
    insta::with_settings!({
        snapshot_path => Path::new("..").join(folder),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(file, text);
    });
}
