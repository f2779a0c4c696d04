//! `lint`: the warnings alone.

mod common;

use common::Folder;

const ODD: &str = r#"<ComplexType Name="a" Odd="1"/>"#;
const DESCRIPTION: &str = r##"{"openapi": "3.0.3", "info": {"title": "Pets", "version": "1"}, "paths": {},
  "components": {"schemas": {
    "Cat": {"type": "object"},
    "Pet": {"type": "object", "nulable": true, "properties": {"owner": {"$ref": "#/components/schemas/None"}}}
  }}}"##;

fn folder() -> Folder {
    let folder = Folder::new();
    folder.schema("a.xml", ODD);
    folder.file("b.json", DESCRIPTION);
    folder.file(
        "codegen.toml",
        "[[module]]\nschema = \"a.xml\"\nout = \"src/shop\"\n\n\
         [[module]]\nschema = \"b.json\"\nout = \"src/pets\"\ninclude = [\"Cat\"]\n",
    );
    folder
}

#[test]
fn warnings_of_all_modules_are_shown_and_nothing_is_written() {
    let folder = folder();
    let run = folder.run("lint");
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""));
    insta::assert_snapshot!(run.stderr);
    assert!(!folder.path().join("src").exists());
    let denied = folder.run("lint --deny-warnings");
    assert_eq!(denied.code, Some(1));
    assert!(denied.stderr.contains("error: "), "{}", denied.stderr);
    assert!(denied.stderr.contains("a.xml:"), "{}", denied.stderr);
}

#[test]
fn flags_describe_a_module_without_an_output() {
    let folder = folder();
    let denied = folder.run("lint --schema a.xml --deny-warnings");
    assert_eq!(denied.code, Some(1), "{}", denied.stderr);
    assert!(
        denied.stderr.ends_with("error: 1 warning\n"),
        "{}",
        denied.stderr
    );
    let run = folder.run("lint --schema a.xml --deny-warnings --allow csdl-009");
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert_eq!(run.stdout, "no warnings\n");
    assert_eq!(folder.run("lint --allow csdl-009").code, Some(2));
}

#[test]
fn errors_are_errors() {
    let folder = Folder::new();
    folder.schema("a.xml", r#"<ComplexType Name="a" BaseType="NS.c"/>"#);
    let run = folder.run("lint --schema a.xml");
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("error[csdl-012]"), "{}", run.stderr);
}
