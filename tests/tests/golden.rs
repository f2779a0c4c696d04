//! Golden cases: what each stage makes of a small input, as reviewed snapshots.
//!
//! `cargo insta review` updates them. The generated code in them is compiled by `golden_code`.

use clientwright::{Layout, Options, dump, generate, slice};
use clientwright_tests::{Case, cases, root};

fn snapshot(case: &Case, stage: &str, text: &str) {
    let folder = case.folder.clone();
    insta::with_settings!({
        snapshot_path => folder,
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(stage, text);
    });
}

#[test]
fn generated_code_of_every_case() {
    for case in cases() {
        let options = Options {
            layout: Layout::SingleFile,
            ..case.options.clone()
        };
        let generated = generate(&options).expect("the case is valid");
        let text = generated.output.values().next().expect("one file");
        snapshot(&case, "generated", text);
    }
}

#[test]
fn selection_of_every_case() {
    for case in cases() {
        let text = dump::selection(&case.options).expect("the case is valid");
        snapshot(&case, "selection", &text);
    }
}

/// A slice is the selection as metadata: what is generated from it is what is generated from all of it.
#[test]
fn a_slice_of_every_case_gives_the_same_code() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for case in cases() {
        let options = Options {
            // As the golden has them, whether the preset takes descriptions or not.
            descriptions: Some(case.options.takes_descriptions()),
            ..case.options.clone()
        };
        let slice = slice(&options).expect("the case is valid");
        let schema = folder.path().join(format!("{}.csdl.xml", case.name));
        std::fs::write(&schema, &slice.text).expect("a file");
        let again = generate(&Options {
            schema,
            // It is gone from the slice already.
            remove: Vec::new(),
            exclude: still_there(&case.options.exclude, &slice.text),
            ..case.options.clone()
        });
        let again = again.unwrap_or_else(|error| panic!("{}: {error}", case.name));
        let whole = generate(&case.options).expect("the case is valid");
        for (path, text) in &whole.output {
            assert_eq!(
                Some(text),
                again.output.get(path),
                "{} in {}",
                path.display(),
                case.name
            );
        }
        assert_eq!(whole.output.len(), again.output.len(), "{}", case.name);
    }
}

/// The patterns that match something of a slice: what it still names though it is excluded. The others are errors there.
fn still_there(patterns: &[String], slice: &str) -> Vec<String> {
    let mut patterns = patterns.to_vec();
    patterns.retain(|pattern| {
        let name = pattern.rsplit(['.', '/']).next().unwrap_or_default();
        slice.contains(&format!("Name=\"{name}\""))
    });
    patterns
}

/// A lock file holds the names that there are; with it, and with no other change, the same code is made.
#[test]
fn held_names_change_nothing() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    for case in cases() {
        let first = generate(&case.options).expect("the case is valid");
        let lock = folder.path().join("names.lock");
        std::fs::write(&lock, first.lock.to_string()).expect("a file");
        let options = Options {
            lock: Some(lock),
            ..case.options.clone()
        };
        let second = generate(&options).expect("the lock file is valid");
        assert_eq!(first.output, second.output, "{}", case.name);
        assert_eq!(
            first.lock.to_string(),
            second.lock.to_string(),
            "{}",
            case.name
        );
        assert_eq!(second.retired_names, 0, "{}", case.name);
    }
}

/// The inner stages are long to read, so that one rich case of each has to do.
#[test]
fn inner_stages() {
    for case in cases() {
        match case.name.as_str() {
            "polymorphic" => {
                let text = dump::schema(&case.options).expect("the case is valid");
                snapshot(&case, "schema", &text);
                let text = dump::syntax(&case.options).expect("the case is valid");
                snapshot(&case, "syntax", &text);
            }
            "entity" => {
                let text = dump::package(&case.options).expect("the case is valid");
                snapshot(&case, "package", &text);
            }
            _ => {}
        }
    }
}

#[test]
fn selection_of_lifecycle_workflows() {
    for version in ["v1.0", "beta"] {
        let options = Options {
            schema: root().join(format!("schemas/lifecycle-workflows.{version}.csdl.xml")),
            include: vec![
                "/identityGovernance/lifecycleWorkflows/**".to_owned(),
                "microsoft.graph.identityGovernance.*".to_owned(),
            ],
            ..Options::default()
        };
        let text = dump::selection(&options).expect("the slice is valid");
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!(format!("selection_of_lifecycle_workflows_{version}"), text);
        });
    }
}
