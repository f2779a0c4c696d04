//! The lock file of names, renames and corrections, tested with the program.

mod common;

use std::fs;
use std::path::Path;

use common::Folder;

const CONFIG: &str = "[[module]]\nschema = \"a.xml\"\nout = \"out\"\nlock = \"names.lock\"\n";

fn lock(folder: &Folder) -> String {
    fs::read_to_string(folder.path().join("names.lock")).expect("a lock file")
}

fn code(folder: &Folder) -> String {
    let files = folder.tree("out").into_iter();
    files.map(|(_, text)| text).collect()
}

fn generate(folder: &Folder, schema: &str) -> common::Run {
    folder.schema("a.xml", schema);
    let run = folder.run("generate");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    run
}

const BEFORE: &str = r#"      <EntityType Name="order"><Key><PropertyRef Name="id"/></Key>
        <Property Name="id" Type="Edm.String"/><Property Name="Solution" Type="Edm.String"/>
        <NavigationProperty Name="Lines" Type="Collection(NS.order)"/></EntityType>
      <ComplexType Name="solution"/>
      <EnumType Name="state"><Member Name="open"/></EnumType>
      <EnumType Name="parts" IsFlags="true"><Member Name="left" Value="4"/></EnumType>
      <Action Name="Close" IsBound="true"><Parameter Name="o" Type="NS.order"/>
        <Parameter Name="Why" Type="Edm.String"/></Action>
      <EntityContainer Name="Container"><EntitySet Name="Orders" EntityType="NS.order"/></EntityContainer>"#;

/// The same with a new declaration before each old one, with the same name.
const AFTER: &str = r#"      <EntityType Name="order"><Key><PropertyRef Name="id"/></Key>
        <Property Name="id" Type="Edm.String"/><Property Name="solution" Type="Edm.Int32"/>
        <Property Name="Solution" Type="Edm.String"/><Property Name="odata" Type="Edm.String"/>
        <NavigationProperty Name="lines" Type="NS.order"/>
        <NavigationProperty Name="Lines" Type="Collection(NS.order)"/></EntityType>
      <ComplexType Name="Solution"/><ComplexType Name="solution"/>
      <EnumType Name="state"><Member Name="Open"/><Member Name="open"/></EnumType>
      <EnumType Name="parts" IsFlags="true"><Member Name="Left" Value="8"/><Member Name="left" Value="4"/></EnumType>
      <Action Name="close" IsBound="true"><Parameter Name="o" Type="NS.order"/>
        <Parameter Name="Why" Type="Edm.String"/></Action>
      <Action Name="Close" IsBound="true"><Parameter Name="o" Type="NS.order"/>
        <Parameter Name="why" Type="Edm.String"/><Parameter Name="Why" Type="Edm.String"/></Action>
      <ComplexType Name="NSClient"/>
      <EntityContainer Name="Container"><EntitySet Name="orders" EntityType="NS.order"/>
        <EntitySet Name="Orders" EntityType="NS.order"/></EntityContainer>"#;

#[test]
fn a_lock_file_is_written_and_read_back_as_it_is() {
    let folder = Folder::new();
    folder.file("codegen.toml", CONFIG);
    let run = generate(&folder, BEFORE);
    assert!(
        run.stdout.contains("names.lock, 0 of removed declarations"),
        "{}",
        run.stdout
    );
    insta::assert_snapshot!(lock(&folder));
    let before = code(&folder);
    let again = generate(&folder, BEFORE);
    assert!(again.stdout.contains("0 written"), "{}", again.stdout);
    assert_eq!(before, code(&folder));
    // Without the file, the generated code is the same: the file keeps names and does not choose them.
    fs::remove_file(folder.path().join("names.lock")).expect("it is there");
    let check = folder.run("check");
    assert_eq!(check.code, Some(1));
    assert!(
        check.stderr.contains("stale: names.lock"),
        "{}",
        check.stderr
    );
    assert!(!check.stderr.contains("out/"), "{}", check.stderr);
}

#[test]
fn new_declarations_do_not_take_existing_names() {
    let folder = Folder::new();
    folder.file("codegen.toml", CONFIG);
    generate(&folder, BEFORE);
    let before = lock(&folder);
    let run = generate(&folder, AFTER);
    assert_eq!(run.stderr, "");
    let after = lock(&folder);
    for line in before.lines() {
        assert!(
            after.lines().any(|l| l == line),
            "`{line}` is lost:\n{after}"
        );
    }
    insta::assert_snapshot!(after);
    // The fields that each struct has keep their names.
    assert!(code(&folder).contains("pub odata: "));
    assert!(code(&folder).contains("pub odata2: "));
}

#[test]
fn names_of_removed_declarations_are_not_used_again() {
    let folder = Folder::new();
    folder.file("codegen.toml", CONFIG);
    generate(
        &folder,
        r#"      <ComplexType Name="solution"/><ComplexType Name="stays"/>"#,
    );
    let run = generate(
        &folder,
        r#"      <ComplexType Name="Solution"/><ComplexType Name="stays"/>"#,
    );
    assert!(
        run.stdout.contains("1 of removed declarations"),
        "{}",
        run.stdout
    );
    assert!(code(&folder).contains("struct Solution2"));
    assert!(lock(&folder).contains("\nsolution\n") || lock(&folder).contains("\nNS.solution\n"));
    // Deleting the line frees the name.
    let without = lock(&folder)
        .replace("NS.solution\n", "")
        .replace("NS.Solution = Solution2\n", "");
    folder.file("names.lock", &without);
    assert_eq!(folder.run("generate").code, Some(0));
    assert!(code(&folder).contains("struct Solution "));
}

#[test]
fn renames_take_precedence_over_locked_names() {
    let folder = Folder::new();
    folder.file("codegen.toml", CONFIG);
    generate(&folder, BEFORE);
    folder.file(
        "codegen.toml",
        &format!("{CONFIG}rename = {{ \"NS.solution\" = \"Answer\" }}\n"),
    );
    let run = generate(&folder, BEFORE);
    assert_eq!(run.stderr, "");
    assert!(code(&folder).contains("struct Answer"));
    assert!(lock(&folder).contains("NS.solution = Answer\n"));
}

/// Next to an item `rustfmt`, the attribute `rustfmt::skip` of the modules would refer to that item.
#[test]
fn no_item_has_the_name_of_the_attribute_of_modules() {
    let folder = Folder::new();
    let schema = r#"      <ComplexType Name="Rustfmt"/><ComplexType Name="other"/>
      <EntityType Name="order"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/></EntityType>
      <EntityContainer Name="Container"><EntitySet Name="Orders" EntityType="NS.order"/></EntityContainer>"#;
    let rename = "\n[module.rename]\n\"NS.Container\" = \"rustfmt\"\n";
    folder.file("codegen.toml", &format!("{CONFIG}{rename}"));
    let lock = |line: &str| {
        let head = "# @generated by clientwright\nversion = 1\n";
        folder.file("names.lock", &format!("{head}{line}\n"));
    };
    lock("[types]\nNS.other = rustfmt");
    let run = generate(&folder, schema);
    assert!(run.stderr.contains("gen-006"), "{}", run.stderr);
    let code = code(&folder);
    for line in [
        "\nmod rustfmt2;",
        "\npub use self::other::Other;",
        "pub use self::client::rustfmt_;",
    ] {
        assert!(code.contains(line), "{line}");
    }
    for name in ["mod rustfmt;", "struct rustfmt ", "struct rustfmt("] {
        assert!(!code.contains(name), "{name}");
    }
    for path in ["rustfmt", "a::rustfmt", "clientwright_odata"] {
        lock(&format!("[modules]\nNS = {path}"));
        let run = folder.run("generate");
        assert!(run.stderr.contains("gen-013"), "{path}: {}", run.stderr);
    }
    lock("");
    for (target, name) in [("NS.other", "rustfmt"), ("NS.*", "a::rustfmt")] {
        let rename = format!("\n[module.rename]\n\"{target}\" = \"{name}\"\n");
        folder.file("codegen.toml", &format!("{CONFIG}{rename}"));
        let run = folder.run("generate");
        assert!(run.stderr.contains("gen-005"), "{target}: {}", run.stderr);
    }
}

#[test]
fn corrections_are_in_a_slice_and_in_the_summary() {
    let folder = Folder::new();
    folder.schema("a.xml", BEFORE);
    let corrections = "--retype NS.order/Solution=Edm.Guid --nullable NS.order/Solution=false";
    let remove = "--remove NS.order/Lines --remove NS.Close";
    let run = folder.run(&format!(
        "slice --schema a.xml --include /Orders/** {corrections} {remove} --out slice.xml"
    ));
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert!(
        run.stdout
            .contains("corrections: 1 retyped, 1 with other nullability, 2 removed"),
        "{}",
        run.stdout
    );
    folder.run(&format!(
        "generate --schema a.xml --include /Orders/** {corrections} {remove} --out whole"
    ));
    folder.run(&format!(
        "generate --schema slice.xml --include /Orders/** {corrections} --out again"
    ));
    folder.run("generate --schema slice.xml --include /Orders/** --out out");
    assert_eq!(folder.tree("whole"), folder.tree("out"));
    assert_eq!(folder.tree("whole"), folder.tree("again"));
    assert!(code(&folder).contains("edm::Guid"));
}

/// The crate in this repository is generated with lock files: a clash with a new declaration renames nothing in it.
#[test]
fn the_committed_crate_keeps_its_names() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = Folder::new();
    for part in [
        "schemas",
        "generated/msgraph-lifecycle-workflows/src/v1_0",
        "generated/msgraph-lifecycle-workflows/src/beta",
        "generated/pet-clinic/src/v1",
    ] {
        for (path, text) in Folder::at(root.clone()).tree(part) {
            folder.file(&Path::new(part).join(path).display().to_string(), &text);
        }
    }
    let configuration = fs::read_to_string(root.join("codegen.toml")).expect("a configuration");
    // The diagrams, which come last, are not copied.
    let (configuration, _) = configuration.split_once("[[diagram]]").expect("diagrams");
    folder.file("codegen.toml", configuration);
    let check = folder.run("check");
    assert_eq!(check.code, Some(0), "{}", check.stderr);

    // A type before another one, with the same name in Rust.
    let schema = "schemas/lifecycle-workflows.v1.0.csdl.xml";
    let text = fs::read_to_string(root.join(schema)).expect("a slice");
    let first = "<EntityType Name=\"taskReport\"";
    assert!(text.contains(first));
    let namesake = format!("<ComplexType Name=\"TaskReport\"/>{first}");
    folder.file(schema, &text.replace(first, &namesake));
    // The crate contains the whole namespace; the new type is excluded from the comparison.
    let lock = "lock = \"schemas/lifecycle-workflows.v1.0.lock\"";
    assert!(configuration.contains(lock));
    let exclude = "exclude = [\"microsoft.graph.identityGovernance.TaskReport\"]";
    let with_lock = configuration.replace(lock, &format!("{exclude}\n{lock}"));
    folder.file("codegen.toml", &with_lock);
    let check = folder.run("check");
    assert_eq!(check.code, Some(0), "{}", check.stderr);

    // Without the lock file the new type gets the name, and `check` reports it.
    folder.file("codegen.toml", &configuration.replace(lock, exclude));
    let check = folder.run("check");
    assert_eq!(check.code, Some(1));
    let stale =
        "stale: generated/msgraph-lifecycle-workflows/src/v1_0/identity_governance/task_report2.rs";
    assert!(check.stderr.contains(stale), "{}", check.stderr);
}

const PETS: &str = "openapi: 3.1.0
info: {title: Shop, version: '1'}
paths:
  /pets/{Id}:
    get:
      operationId: GetPet
      tags: [Pets]
      parameters: [{name: Id, in: path, required: true, schema: {type: string}}, {name: Limit, in: query, schema: {enum: [Few]}}]
      responses: {'200': {description: OK, content: {application/json: {schema: {$ref: '#/components/schemas/pet'}}}}}
  /Things: {post: {requestBody: {content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}, responses: {'204': {description: OK}}}}
components:
  schemas:
    pet: {properties: {Name: {type: string}, Owner: {properties: {Id: {type: string}}}, kind: {oneOf: [{$ref: '#/components/schemas/dog'}, {type: string}]}}}
    dog: {properties: {bark: {type: string}}}
    state: {enum: [Open]}
";

/// The same with a new part before each old one, with the same name.
const MORE_PETS: &str = "openapi: 3.1.0
info: {title: Shop, version: '1'}
paths:
  /Pets/{ID}:
    get: {operationId: getPet, tags: [pets], parameters: [{name: ID, in: path, required: true, schema: {type: string}}], responses: {'204': {description: OK}}}
  /pets/{Id}:
    get:
      operationId: GetPet
      tags: [Pets]
      parameters: [{name: id, in: query, schema: {type: string}}, {name: Id, in: path, required: true, schema: {type: string}}, {name: limit, in: query, schema: {type: string}}, {name: Limit, in: query, schema: {enum: [few, Few]}}]
      responses: {'200': {description: OK, content: {application/json: {schema: {$ref: '#/components/schemas/pet'}}}}}
    put: {operationId: get_pet, tags: [Pets], parameters: [{name: Id, in: path, required: true, schema: {type: string}}], responses: {'204': {description: OK}}}
  /things: {post: {requestBody: {content: {application/json: {schema: {type: object, properties: {b: {type: string}}}}}}, responses: {'204': {description: OK}}}}
  /Things: {post: {requestBody: {content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}, responses: {'204': {description: OK}}}}
components:
  schemas:
    Pet: {properties: {name: {type: string}}}
    PetOwner: {enum: [a]}
    pet: {properties: {name: {type: integer}, Name: {type: string}, additionalProperties: {type: string}, owner: {properties: {x: {type: string}}}, Owner: {properties: {id: {type: string}, Id: {type: string}}}, kind: {oneOf: [{$ref: '#/components/schemas/Dog'}, {$ref: '#/components/schemas/dog'}, {type: string}]}}}
    Dog: {properties: {Bark: {type: integer}}, required: [Bark]}
    dog: {properties: {bark: {type: string}}}
    State: {enum: [open]}
    state: {enum: [open, Open, unknown]}
";

/// Both placements of calls.
#[test]
fn new_parts_of_a_description_do_not_take_existing_names() {
    for placement in ["tag", "path"] {
        let folder = Folder::new();
        let config = CONFIG.replace("a.xml", "a.yaml");
        folder.file(
            "codegen.toml",
            &format!("{config}placement = \"{placement}\"\n"),
        );
        let generate = |text: &str| {
            folder.file("a.yaml", text);
            let run = folder.run("generate");
            assert_eq!(run.code, Some(0), "{}", run.stderr);
            (lock(&folder), run.stderr)
        };
        let (before, _) = generate(PETS);
        let (after, stderr) = generate(MORE_PETS);
        assert!(!stderr.contains("gen-006"), "{stderr}");
        // The key of a type without a name does not depend on the parameters before it.
        assert!(code(&folder).contains("fn limit(self, limit: impl Into<super::GetLimit>)"));
        for line in before.lines() {
            assert!(
                after.lines().any(|l| l == line),
                "`{line}` is lost:\n{after}"
            );
        }
        insta::assert_snapshot!(format!("names_of_a_description_by_{placement}"), after);
        // Without the file, new parts come first.
        fs::remove_file(folder.path().join("names.lock")).expect("it is there");
        let (without, _) = generate(MORE_PETS);
        assert!(without != after, "{without}");
        // Parts that are removed keep their names for themselves.
        let (again, _) = generate(PETS);
        assert!(again.contains("Pet"), "{again}");
    }
}

const EVENTS: &str = "openapi: 3.1.0
info: {title: Shop, version: '1'}
paths: {}
components:
  schemas:
    Base: {properties: {id: {type: string}}}
    Order:
      allOf:
        - $ref: '#/components/schemas/Base'
        - properties: {inner: {properties: {d: {type: string}}}}
    Event:
      oneOf:
        - {required: [kind], properties: {kind: {const: made}, detail: {properties: {a: {type: string}}}}}
        - {required: [kind, at], properties: {kind: {type: integer}, at: {type: string}, detail: {properties: {b: {type: string}}}}}
        - {type: array, items: {properties: {c: {type: string}, e: {anyOf: [{properties: {x: {type: string}}, required: [x]}, {type: string}]}}}}
";

/// The same with other schemas in front of those of `oneOf`, `anyOf` and `allOf`, whose types have the same names.
const MORE_EVENTS: &str = "openapi: 3.1.0
info: {title: Shop, version: '1'}
paths: {}
components:
  schemas:
    Base: {properties: {id: {type: string}}}
    Order:
      allOf:
        - properties: {Inner: {properties: {z: {type: string}}}}
        - $ref: '#/components/schemas/Base'
        - properties: {inner: {properties: {d: {type: string}}}}
    Event:
      oneOf:
        - {required: [kind], properties: {kind: {const: Made}, detail: {properties: {z: {type: string}}}}}
        - {required: [kind, on], properties: {kind: {type: integer}, on: {type: string}, detail: {properties: {y: {type: string}}}}}
        - {type: boolean}
        - {required: [kind], properties: {kind: {const: made}, detail: {properties: {a: {type: string}}}}}
        - {required: [kind, at], properties: {kind: {type: integer}, at: {type: string}, detail: {properties: {b: {type: string}}, additionalProperties: false}}}
        - {type: array, items: {properties: {c: {type: string}, e: {anyOf: [{properties: {w: {type: string}}, required: [w]}, {properties: {x: {type: string}}, required: [x]}, {type: string}]}}}}
";

#[test]
fn new_alternatives_do_not_take_existing_names() {
    let folder = Folder::new();
    folder.file("codegen.toml", &CONFIG.replace("a.xml", "a.yaml"));
    let generate = |text: &str| {
        folder.file("a.yaml", text);
        let run = folder.run("generate");
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert!(!run.stderr.contains("gen-006"), "{}", run.stderr);
        lock(&folder)
    };
    let before = generate(EVENTS);
    let after = generate(MORE_EVENTS);
    // Each line with the heading of its section.
    let lines = |text: &str| -> Vec<String> {
        let mut heading = "";
        let lines = text.lines().map(|line| {
            if line.starts_with('[') {
                heading = line;
            }
            format!("{heading} {line}")
        });
        lines.collect()
    };
    let kept = lines(&after);
    for line in lines(&before) {
        assert!(kept.contains(&line), "`{line}` is lost:\n{after}");
    }
    insta::assert_snapshot!(after);
}
