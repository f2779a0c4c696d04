//! Overlays and corrections of OpenAPI descriptions by options: what is resolved, and which problems are reported.

use std::fs;
use std::path::PathBuf;

use clientwright::{Input, Options, Stage, generate, slice, stages};
use clientwright_diagnostics::Diagnostics;
use clientwright_oas::Api;

const PETS: &str = "
openapi: 3.1.0
paths:
  /pets: {get: {operationId: listPets, parameters: [{name: limit, in: query, schema: {type: string}}], responses: {}}, post: {responses: {}}}
components: {schemas: {Pet: {type: object, required: [id, tag], properties: {id: {type: string}, tag: {type: string}, age: {type: integer, format: int64}}},
  Visit: {type: object, properties: {at: {type: string, format: date-time}}}}}
";

const OVERLAY: &str = "
overlay: 1.0.0
info: {title: Pets, version: 1.0.0}
actions:
- {target: '$.paths.*.post', remove: true}
- {target: $.components.schemas.Pet.properties, update: {name: {type: string}}}
- {target: $.paths.*.put, remove: true}
";

/// The description after corrections, or the errors; the warnings are in `diags`.
fn resolved(
    change: impl FnOnce(&mut Options),
    diags: &mut Diagnostics,
) -> Result<Box<Api>, String> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &str| -> PathBuf {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("a file");
        path
    };
    let mut options = Options {
        schema: file("pets.yaml", PETS),
        overlays: vec![file("overlay.yaml", OVERLAY)],
        ..Options::default()
    };
    change(&mut options);
    match stages(&options, Stage::Resolve, diags) {
        Ok(stages) => match stages.input {
            Input::OpenApi(input) => Ok(Box::new(input.api)),
            _ => panic!("not a description of OpenAPI"),
        },
        Err(error) => Err(error.render(false)),
    }
}

#[test]
fn overlays_and_corrections_change_the_description() {
    let mut diags = Diagnostics::new();
    let change = |options: &mut Options| {
        options
            .retype
            .insert("listPets/limit".into(), "integer".into());
        options.nullable.insert("Pet/id".into(), true);
        options.remove = vec!["Pet/tag".into(), "Pet/age".into()];
    };
    let api = resolved(change, &mut diags).expect("a description");
    // The last action of the overlay matches nothing.
    let warnings: Vec<&str> = diags.iter().map(|warning| warning.code).collect();
    assert_eq!(warnings, ["openapi-031"]);
    assert_eq!(api.operations.len(), 1);
    let pet = &api.schemas[api.schema("Pet").expect("a schema")];
    let names: Vec<&str> = pet
        .properties
        .iter()
        .map(|property| &*property.name)
        .collect();
    assert_eq!(names, ["id", "name"]);
    assert_eq!(pet.required, ["id".into()]);
    assert!(api.schemas[pet.properties[0].schema].nullable);
    let (_, limit) = api.parameters.iter().next().expect("a parameter");
    assert_eq!(
        api.tree.value(limit.node).json(),
        r#"{"name":"limit","in":"query","schema":{"type":"integer"}}"#
    );
}

#[test]
fn wrong_targets_are_errors_with_the_nearest_name() {
    let mut diags = Diagnostics::new();
    let change = |options: &mut Options| {
        options.retype.insert("Pett".into(), "integer".into());
        options.retype.insert("Pet/id".into(), "Uuid".into());
        options.remove = vec!["listPats".into()];
    };
    let text = resolved(change, &mut diags).expect_err("wrong targets");
    for expected in [
        "`Pett` is not in the description",
        "a similar name exists: `Pet`",
        "`Uuid` is neither a schema nor a type",
        "`listPats` is not in the description",
        "a similar name exists: `listPets`",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
}

/// FastAPI describes times without an offset as `date-time`.
#[test]
fn a_whole_format_is_corrected() {
    let with = |key: &str, ty: &str| {
        let mut diags = Diagnostics::new();
        let change = |options: &mut Options| {
            options.retype.insert(key.into(), ty.into());
        };
        let api = resolved(change, &mut diags)?;
        Ok::<_, String>(api.formats().map(str::to_owned).collect::<Vec<_>>())
    };
    assert_eq!(
        with("Pet/name", "string").expect("a description"),
        ["int64", "date-time"]
    );
    assert_eq!(
        with("format:date-time", "string").expect("a description"),
        ["int64"]
    );
    assert_eq!(
        with("format:int64", "integer").expect("a description"),
        ["date-time"]
    );
    for (key, ty, expected) in [
        (
            "format:date-time",
            "text",
            "`text` is no type of JSON Schema",
        ),
        (
            "format:date-time",
            "number",
            "no schema of the type `number` has the format `date-time`",
        ),
        (
            "format:datetime",
            "string",
            "a similar format exists: `format:date-time`",
        ),
    ] {
        let error = with(key, ty).expect_err(expected);
        assert!(error.contains(expected), "{expected}: {error}");
    }
}

/// A slice is a description of its own, and gives the same code as the whole.
#[test]
fn a_slice_gives_the_same_code() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut options = Options {
        schema: clientwright_tests::root().join("schemas/pet-clinic.openapi.yaml"),
        include: vec!["/pets/**".to_owned()],
        descriptions: Some(true),
        ..Options::default()
    };
    let whole = generate(&options).expect("the whole generates");
    let slice = slice(&options).expect("a slice");
    assert_eq!(slice.unsettled, Vec::<String>::new());
    let path = folder.path().join("slice.json");
    fs::write(&path, &slice.text).expect("a file");
    options.schema = path;
    let sliced = generate(&options).expect("the slice generates");
    assert_eq!(whole.output, sliced.output);
    assert!(
        slice.text.contains("\"/pets\"") && !slice.text.contains("/visits/{visitId}"),
        "{}",
        slice.text
    );
}

/// A link in the folder of a description may lead out of it.
#[cfg(unix)]
#[test]
fn nothing_outside_of_the_folder_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let home = folder.path().join("home");
    fs::create_dir(&home).expect("a folder");
    fs::write(folder.path().join("secret.yaml"), "Secret: {type: string}").expect("a file");
    std::os::unix::fs::symlink("../secret.yaml", home.join("link.yaml")).expect("a link");
    fs::write(home.join("other.yaml"), "Other: {type: string}").expect("a file");
    let messages = |file: &str| {
        let path = home.join("pets.yaml");
        let schema = format!(
            "openapi: 3.1.0\npaths: {{}}\ncomponents: {{schemas: {{A: {{$ref: '{file}'}}}}}}\n"
        );
        fs::write(&path, schema).expect("a file");
        let options = Options {
            schema: path,
            ..Options::default()
        };
        match generate(&options) {
            Ok(generated) => generated.warnings,
            Err(error) => error.render(false),
        }
    };
    assert_eq!(messages("other.yaml#/Other"), "");
    let text = messages("link.yaml#/Secret");
    assert!(text.contains("outside of the folder"), "{text}");
}

/// The problems of chosen names.
fn renamed(renames: &[(&str, &str)]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let schema = folder.path().join("pets.yaml");
    fs::write(&schema, PETS).expect("a file");
    let mut options = Options {
        schema,
        ..Options::default()
    };
    let entries = renames.iter();
    options.rename = entries.map(|(a, b)| ((*a).into(), (*b).into())).collect();
    match stages(&options, Stage::Lower, &mut Diagnostics::new()) {
        Ok(_) => String::new(),
        Err(error) => error.render(false),
    }
}

#[test]
fn names_that_cannot_be_given_are_reported_with_the_reason() {
    assert_eq!(renamed(&[("Pet", "Animal"), ("Pet/id", "key")]), "");
    for (renames, problem, help) in [
        (
            &[("Pet/aeg", "years")][..],
            "error[gen-003]: `Pet/aeg` is not in the description",
            "a similar name exists: `Pet/age`",
        ),
        (
            &[("listPets/limt", "most")],
            "error[gen-003]: `listPets/limt` is not in the description",
            "a similar name exists: `listPets/limit`",
        ),
        (
            &[("tag:pets", "animals")],
            "error[gen-003]: `tag:pets` is not in the description",
            "targets are",
        ),
        (
            &[("#/paths/~1pets", "animals")],
            "error[gen-003]: `#/paths/~1pets` has no name in Rust",
            "operations, parameters, bodies and tags have one",
        ),
        (
            &[("#/components/schemas/Pet/properties/age", "Years")],
            "error[gen-003]: `#/components/schemas/Pet/properties/age` has no name in Rust",
            "`Pet/age` is the property",
        ),
        (
            &[("Pet", "a b")],
            "error[gen-005]: `a b` cannot be a name in Rust",
            "",
        ),
        (
            &[("Pet/age", "id")],
            "error[gen-005]: `age` cannot be called `id`: `id` of [fields Pet] has that name",
            "",
        ),
        (
            &[("listPets", "new")],
            "error[gen-005]: `operation listPets` cannot be called `new`: that name is reserved in [client client]",
            "",
        ),
        (
            &[("Pet", "Animal"), ("#/components/schemas/Pet", "Beast")],
            "error[gen-005]: `#/components/schemas/Pet=Beast` names the same part of the description",
            "leave one of them out",
        ),
    ] {
        let text = renamed(renames);
        assert!(text.contains(problem), "{text}");
        assert!(text.contains(help), "{text}");
    }
}
