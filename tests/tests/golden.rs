//! Golden cases: the result of each stage for a small input, as reviewed snapshots. Each case is a test for each stage:
//! `cargo test -p clientwright-tests --test golden deep_namespaces` runs those of one case.
//!
//! Generated code is a snapshot with its own file type, `generated.snap.rs`, which `golden_code` compiles unchanged.
//! `INSTA_UPDATE=always cargo test -p clientwright-tests --test golden` records everything again.

use std::fs;
use std::process::ExitCode;

use clientwright::{Layout, Options, Stage, dump, generate, slice};
use clientwright_tests::{Case, folders, own_lock_file_changes_nothing, root};
use libtest_mimic::{Arguments, Trial};

type Check = fn(&Case);

/// The checks of every case.
const CHECKS: &[(&str, Check)] = &[
    ("generated", generated),
    ("selection", |case| dumped(case, "selection", Stage::Select)),
    ("slice_gives_the_same_code", slice_gives_the_same_code),
    ("lock_file_changes_nothing", lock_file_changes_nothing),
];

/// The stages of one small case, without those that every case has.
const STAGES: &[(&str, Stage)] = &[
    ("syntax", Stage::Load),
    ("corrected", Stage::Correct),
    ("schema", Stage::Resolve),
    ("bound", Stage::Bind),
    ("names", Stage::Name),
    ("package", Stage::Lower),
    ("files", Stage::Format),
];

fn main() -> ExitCode {
    let mut trials = Vec::new();
    for case in folders("cases") {
        for (name, check) in CHECKS {
            trials.push(trial(&case, name, check));
        }
    }
    for &(name, stage) in STAGES {
        let check = move |case: &Case| dumped(case, name, stage);
        trials.push(trial("stages", name, check));
    }
    for version in ["v1.0", "beta"] {
        let name = format!("lifecycle_workflows_{version}::selection");
        trials.push(Trial::test(name, || {
            selection_of_lifecycle_workflows(version);
            Ok(())
        }));
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// A test of the case in one folder.
fn trial(case: &str, name: &str, check: impl Fn(&Case) + Send + 'static) -> Trial {
    let (case, name) = (
        case.to_owned(),
        format!("{}::{name}", case.replace('-', "_")),
    );
    Trial::test(name, move || {
        check(&Case::read(&case));
        Ok(())
    })
}

/// Compares the text of a stage with its snapshot in the folder of the case.
fn dumped(case: &Case, name: &str, stage: Stage) {
    let text = dump(&case.options, stage).expect("the case is valid");
    insta::with_settings!({
        snapshot_path => &case.folder,
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(name, text);
    });
}

/// Compares the generated code with its snapshot in the folder of the case.
fn generated(case: &Case) {
    let options = Options {
        layout: Layout::SingleFile,
        ..case.options.clone()
    };
    let generated = generate(&options).expect("the case is valid");
    let code = generated.output.into_values().next().expect("one file");
    show_difference(case, &code);
    insta::with_settings!({
        snapshot_path => &case.folder,
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_binary_snapshot!("generated.rs", code.into_bytes());
    });
}

/// Prints the first line of a case's code that differs, because insta shows no contents of such files.
fn show_difference(case: &Case, code: &str) {
    let committed = fs::read_to_string(case.folder.join("generated.snap.rs")).unwrap_or_default();
    let mut lines = committed.lines().zip(code.lines()).zip(1..);
    if let Some(((old, new), line)) = lines.find(|((old, new), _)| old != new) {
        eprintln!("{}, line {line}:\n-{old}\n+{new}", case.name);
    }
}

/// A slice is the selection as metadata: the code generated from it is that generated from the whole file.
fn slice_gives_the_same_code(case: &Case) {
    if case.is_openapi() {
        // Slices of descriptions are not supported.
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let options = Options {
        // As in the golden case, whether or not the preset reads descriptions.
        descriptions: Some(case.options.takes_descriptions()),
        ..case.options.clone()
    };
    let slice = slice(&options).expect("the case is valid");
    let schema = folder.path().join("slice.csdl.xml");
    fs::write(&schema, &slice.text).expect("a file");
    let again = generate(&Options {
        schema,
        // The slice does not contain it.
        remove: Vec::new(),
        exclude: still_there(&case.options.exclude, &slice.text),
        ..case.options.clone()
    });
    let again = again.expect("the slice is valid");
    let whole = generate(&case.options).expect("the case is valid");
    for (path, text) in &whole.output {
        assert_eq!(Some(text), again.output.get(path), "{}", path.display());
    }
    assert_eq!(whole.output.len(), again.output.len());
}

/// The patterns that match something in a slice: excluded declarations that it still names. The others would be errors.
fn still_there(patterns: &[String], slice: &str) -> Vec<String> {
    let mut patterns = patterns.to_vec();
    patterns.retain(|pattern| {
        let name = pattern.rsplit(['.', '/']).next().unwrap_or_default();
        slice.contains(&format!("Name=\"{name}\""))
    });
    patterns
}

/// A lock file contains the existing names; with it, and without another change, the same code is generated.
fn lock_file_changes_nothing(case: &Case) {
    let first = generate(&case.options).expect("the case is valid");
    own_lock_file_changes_nothing(&first, &case.options);
}

fn selection_of_lifecycle_workflows(version: &str) {
    let options = Options {
        schema: root().join(format!("schemas/lifecycle-workflows.{version}.csdl.xml")),
        include: vec![
            "/identityGovernance/lifecycleWorkflows/**".to_owned(),
            "microsoft.graph.identityGovernance.*".to_owned(),
        ],
        ..Options::default()
    };
    let text = dump(&options, Stage::Select).expect("the slice is valid");
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!(format!("selection_of_lifecycle_workflows_{version}"), text);
    });
}
