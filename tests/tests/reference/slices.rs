//! The slices in `schemas`, which are cut from Graph's whole metadata.

use std::collections::BTreeSet;
use std::fs;

use clientwright::{Options, generate, slice};
use clientwright_tests::{codegen_toml, root};

use crate::{path, read};

/// Kinds and names of the types in the `Schema` of the namespace.
fn types(csdl: &str) -> BTreeSet<&str> {
    let start = "<Schema Namespace=\"microsoft.graph.identityGovernance\"";
    let (_, schema) = csdl.split_once(start).expect("the namespace");
    let (schema, _) = schema.split_once("</Schema>").expect("its end");
    let elements = schema.split('<').filter(|element| {
        ["EntityType ", "ComplexType ", "EnumType "]
            .iter()
            .any(|kind| element.starts_with(kind))
    });
    let names = elements.filter_map(|element| element.split("Name=\"").nth(1)?.split('"').next());
    names.collect()
}

/// The slices contain every type of the namespace, including types that no path reaches.
pub(crate) fn slices_contain_the_whole_namespace(version: &str) {
    let slice = root().join(format!("schemas/lifecycle-workflows.{version}.csdl.xml"));
    let slice = fs::read_to_string(slice).expect("a slice");
    assert!(types(&slice).contains("customTaskExtensionCalloutData"));
    let whole = read(&format!("graph-{version}.csdl.xml"));
    assert_eq!(types(&slice), types(&whole));
}

/// The whole file and its slice give the committed code, also without the lock file of names.
pub(crate) fn whole_file_gives_the_code_of_its_slice(version: &str) {
    let file = format!("lifecycle-workflows.{version}.csdl.xml");
    let modules = codegen_toml().into_iter();
    let mut modules = modules.filter(|options| options.schema.ends_with(&file));
    let from_slice = Options {
        lock: None,
        ..modules.next().expect("a module for the slice")
    };
    let from_whole = Options {
        schema: path(&format!("graph-{version}.csdl.xml")),
        ..from_slice.clone()
    };
    let cut = slice(&from_whole).expect("the whole file is valid");
    let committed = fs::read_to_string(&from_slice.schema).expect("a committed slice");
    assert!(cut.text == committed, "schemas/{file} is stale");
    for options in [&from_whole, &from_slice] {
        let output = generate(options).expect("the metadata is valid").output;
        assert!(output.len() > 100);
        for (path, text) in output {
            let committed = fs::read_to_string(options.out.join(&path)).expect("committed code");
            let path = path.display();
            assert!(text == committed, "{path} differs from the committed code");
        }
    }
}
