//! Golden cases: what each stage makes of a small input, as reviewed snapshots.
//!
//! `cargo insta review` updates them. The generated code in them is compiled by `golden_code.rs`.

use odata_codegen::{Layout, Options, dump, generate};
use odata_codegen_tests::{Case, cases, root};

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
            include: vec!["/identityGovernance/lifecycleWorkflows/**".to_owned()],
            ..Options::default()
        };
        let text = dump::selection(&options).expect("the slice is valid");
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!(format!("selection_of_lifecycle_workflows_{version}"), text);
        });
    }
}
