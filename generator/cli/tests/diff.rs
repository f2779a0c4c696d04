//! `diff`: what changes of a description mean for code that uses the client.

mod common;

use std::process::Command;

use common::Folder;
use serde_json::{Value, json};

const CLINIC: &str = include_str!("../../../schemas/pet-clinic.openapi.yaml");

/// Edits of the description of the pet clinic: a text, what replaces it, and what that means.
const EDITS: &[(&str, &str, &str)] = &[
    (
        "description: Name of the patient.",
        "description: What it is called.",
        "cosmetic",
    ),
    (
        "born: { type: string, format: date, description: Day of birth, if it is known. }",
        "born: { type: string, format: date-time }",
        "breaking",
    ),
    (
        "        weight: { type: number, format: double, description: Weight in kilograms at the last visit. }\n",
        "",
        "breaking",
    ),
    (
        "        weight: { type: number,",
        "        Weight: { readOnly: true, type: number,",
        "behaviour",
    ),
    (
        "        labels:\n",
        "        chip: { type: string }\n        labels:\n",
        "additive",
    ),
    (
        "required: [id, name, species]",
        "required: [id, name]",
        "breaking",
    ),
    (
        "required: [name, species]\n      properties:\n        name: { type: string, description: Name of the patient. }\n        species: { $ref: \"#/components/schemas/Species\" }\n        born",
        "required: [name, species, born]\n      properties:\n        name: { type: string, description: Name of the patient. }\n        species: { $ref: \"#/components/schemas/Species\" }\n        born",
        "breaking",
    ),
    (
        "guinea-pig, reptile]",
        "guinea-pig, reptile, hedgehog]",
        "additive",
    ),
    ("guinea-pig, reptile]", "guinea-pig]", "breaking"),
    ("operationId: listPets", "operationId: findPets", "breaking"),
    ("  /visits/{visitId}:", "  /visit/{visitId}:", "behaviour"),
    (
        "        - name: owner\n          in: query\n",
        "        - name: limit\n          in: query\n          schema: { type: integer }\n        - name: owner\n          in: query\n",
        "additive",
    ),
    (
        "        - name: owner\n          in: query\n",
        "        - name: owner\n          required: true\n          in: query\n",
        "breaking",
    ),
    (
        "        - name: since\n          in: query",
        "        - name: since\n          in: header",
        "behaviour",
    ),
    (
        "        - $ref: \"#/components/schemas/CheckUp\"\n",
        "",
        "breaking",
    ),
    (
        "    delete:\n      operationId: deletePet\n      tags: [pets]\n      summary: Removes a patient.\n      responses:\n        \"204\":\n          description: The patient is removed.\n        default: { $ref: \"#/components/responses/Problem\" }\n",
        "",
        "breaking",
    ),
    (
        "\"204\":\n          description: The patient is removed.",
        "\"200\":\n          description: The patient.\n          content: { application/json: { schema: { $ref: \"#/components/schemas/Pet\" } } }",
        "breaking",
    ),
    (
        "tags: [visits]\n      summary: Reads a visit.",
        "tags: [pets]\n      summary: Reads a visit.",
        "breaking",
    ),
    (
        "url: https://clinic.example/api/v1",
        "url: https://clinic.example/api/v2",
        "behaviour",
    ),
    (
        "  - url: https://clinic.example/api/v1\n",
        "  - url: https://clinic.example/api/v1\n  - url: https://{place}.clinic.example/api/v1\n    variables:\n      place: { default: north, enum: [north, south] }\n",
        "additive",
    ),
    (
        "servers:\n  - url: https://clinic.example/api/v1\n",
        "",
        "behaviour",
    ),
    (
        "      operationId: listPets\n",
        "      operationId: listPets\n      servers: [{ url: https://lists.example }]\n",
        "behaviour",
    ),
    // Security: of one operation, of all, and what a scheme asks for.
    (
        "      operationId: listPets\n",
        "      operationId: listPets\n      security: []\n",
        "behaviour",
    ),
    (
        "security:\n  - token: []\n",
        "security: [{}, { token: [] }]\n",
        "behaviour",
    ),
    (
        "      scheme: bearer\n",
        "      scheme: basic\n",
        "behaviour",
    ),
    (
        "  securitySchemes:\n",
        "  securitySchemes:\n    key: { type: apiKey, in: query, name: key }\n",
        "additive",
    ),
    // A description that states nothing of its scheme is read as if all operations needed it.
    ("security:\n  - token: []\n", "", "none"),
    // The responses that are read.
    (
        "          description: The patients.\n          headers:\n            Link: { $ref: \"#/components/headers/Link\" }\n",
        "          description: The patients.\n",
        "breaking",
    ),
    (
        "          description: The patient.\n          content:\n            application/json:",
        "          description: The patient.\n          content:\n            application/vnd.clinic+json:",
        "behaviour",
    ),
    // Every success is read as nothing.
    (
        "        \"204\":\n          description: The patient is removed.",
        "        \"202\":\n          description: The patient will be removed.",
        "none",
    ),
    ("title: Pet Clinic", "title: Animal Clinic", "breaking"),
    ("x-nothing", "x-nothing", "none"),
];

#[test]
fn edits_of_the_pet_clinic() {
    let folder = Folder::new();
    folder.file("old.yaml", CLINIC);
    let mut shown = String::new();
    for (before, after, level) in EDITS {
        assert!(CLINIC.contains(before) || *level == "none", "{before}");
        folder.file("new.yaml", &CLINIC.replacen(before, after, 1));
        let run = folder.run("diff old.yaml new.yaml");
        assert_eq!(run.stderr, "", "{before}");
        let failed = *level == "breaking";
        assert_eq!(
            run.code,
            Some(i32::from(failed)),
            "{before}: {}",
            run.stdout
        );
        let first = run.stdout.lines().nth(2).unwrap_or("none:");
        assert_eq!(first, format!("{level}:"), "{before}: {}", run.stdout);
        shown.push_str(&format!("- {before:?}\n+ {after:?}\n{}\n", run.stdout));
    }
    insta::assert_snapshot!(shown);
}

/// A new description with changes of each level.
fn changed(folder: &Folder) {
    folder.file("old.yaml", CLINIC);
    let new = CLINIC.replace("guinea-pig, reptile]", "guinea-pig, \"rep|`tile\"]");
    folder.file(
        "new.yaml",
        &new.replacen("Name of the patient.", "Its name.", 1),
    );
}

#[test]
fn each_form_says_the_same() {
    let folder = Folder::new();
    changed(&folder);
    let shown = ["text", "markdown", "json", "github"].map(|format| {
        let run = folder.run(&format!("diff old.yaml new.yaml --format {format}"));
        assert_eq!((run.code, run.stderr.as_str()), (Some(1), ""));
        run.stdout
    });
    let json: Value = serde_json::from_str(&shown[2]).expect("JSON");
    let schema = serde_json::from_str(include_str!("../diff.schema.json")).expect("JSON");
    let (mut schemas, mut compiler) = (boon::Schemas::new(), boon::Compiler::new());
    let url = "https://example.org/diff.json";
    compiler.add_resource(url, schema).expect("a schema");
    let schema = compiler.compile(url, &mut schemas).expect("a schema");
    if let Err(error) = schemas.validate(&json, schema) {
        panic!("{error}");
    }
    let changes = json["changes"].as_array().expect("a list");
    let total: u64 = ["breaking", "behaviour", "additive", "cosmetic"]
        .iter()
        .map(|l| json[l].as_u64().expect("a number"))
        .sum();
    assert_eq!(changes.len() as u64, total);
    assert_eq!(shown[3].lines().count(), changes.len());
    insta::assert_snapshot!(shown.join("\n--------\n\n"));
}

/// A description whose parts without a name in Rust differ; the operation `listPets` is paged by a rule of the module, or by `x-ms-pageable`.
fn shop(edit: impl Fn(&mut Value)) -> String {
    let mut api = json!({
        "openapi": "3.1.0",
        "info": {"title": "Shop", "version": "1"},
        "paths": {"/pets": {"get": {
            "operationId": "listPets",
            "parameters": [{"name": "after", "in": "query", "schema": {"type": "string"}},
                {"name": "from", "in": "query", "schema": {"type": "string"}}],
            "responses": {"200": {"description": "Pets.", "content": {"application/json": {"schema": {
                "type": "object",
                "properties": {"next": {"type": "string"}, "more": {"type": "string"},
                    "value": {"type": "array", "items": {"type": "string"}}}
            }}}}},
            "x-ms-pageable": {"nextLinkName": "next"}
        }}},
        "components": {"securitySchemes": {
            "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
            "login": {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "/token", "scopes": {"read": "", "write": ""}}}}
        }}
    });
    edit(&mut api);
    api.to_string()
}

/// An edit of the description of the shop.
type Edit = fn(&mut Value);

/// What a program needs or does differently, although its code compiles.
#[test]
fn security_addresses_and_pages() {
    let edits: [(&str, Edit, Edit); 9] = [
        (
            "an operation that needed nothing needs one of two",
            |api| api["paths"]["/pets"]["get"]["security"] = json!([]),
            |api| {
                api["paths"]["/pets"]["get"]["security"] =
                    json!([{"key": [], "login": ["read"]}, {"key": []}])
            },
        ),
        (
            "other scopes",
            |api| api["security"] = json!([{"login": ["read"]}]),
            |api| api["security"] = json!([{"login": ["read", "write"]}]),
        ),
        (
            "another kind",
            |_| {},
            |api| api["components"]["securitySchemes"]["key"]["in"] = json!("query"),
        ),
        (
            "a scheme is removed, and one added",
            |_| {},
            |api| {
                let schemes = api["components"]["securitySchemes"]
                    .as_object_mut()
                    .expect("an object");
                schemes.remove("key");
                schemes.insert(
                    "user".to_owned(),
                    json!({"type": "http", "scheme": "basic"}),
                );
            },
        ),
        (
            "another token endpoint",
            |_| {},
            |api| {
                let flows = &mut api["components"]["securitySchemes"]["login"]["flows"];
                flows["clientCredentials"]["tokenUrl"] = json!("https://id.example/token");
            },
        ),
        (
            "the first of two addresses is removed",
            |api| {
                api["servers"] = json!([{"url": "https://a.example"}, {"url": "https://b.example"}])
            },
            |api| api["servers"] = json!([{"url": "https://b.example"}]),
        ),
        (
            "an address for one operation",
            |_| {},
            |api| {
                api["paths"]["/pets"]["get"]["servers"] = json!([{"url": "https://lists.example"}])
            },
        ),
        (
            "the next link is another member",
            |_| {},
            |api| api["paths"]["/pets"]["get"]["x-ms-pageable"]["nextLinkName"] = json!("more"),
        ),
        (
            "no pages",
            |_| {},
            |api| {
                drop(
                    api["paths"]["/pets"]["get"]
                        .as_object_mut()
                        .expect("an object")
                        .remove("x-ms-pageable"),
                )
            },
        ),
    ];
    let folder = Folder::new();
    let mut shown = String::new();
    for (what, before, after) in edits {
        folder.file("old.json", &shop(before));
        // Both edits start from the same description.
        folder.file("new.json", &shop(after));
        let run = folder.run("diff old.json new.json --fail-on behaviour");
        assert_eq!((run.code, run.stderr.as_str()), (Some(1), ""), "{what}");
        shown.push_str(&format!("# {what}\n{}\n", run.stdout));
        if what != "no pages" {
            assert_eq!(folder.run("diff old.json new.json").code, Some(0), "{what}");
        }
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn the_exit_code_depends_on_the_level() {
    let folder = Folder::new();
    changed(&folder);
    let code =
        |files: &str, level: &str| folder.run(&format!("diff {files} --fail-on {level}")).code;
    let changes = "old.yaml new.yaml";
    assert_eq!(code(changes, "breaking"), Some(1));
    assert_eq!(code(changes, "never"), Some(0));
    assert_eq!(code("old.yaml old.yaml", "cosmetic"), Some(0));
    folder.file(
        "new.yaml",
        &CLINIC.replace("reptile]", "reptile, hedgehog]"),
    );
    assert_eq!(code(changes, "breaking"), Some(0));
    assert_eq!(code(changes, "behaviour"), Some(0));
    assert_eq!(code(changes, "additive"), Some(1));
    folder.file("new.yaml", &CLINIC.replace("api/v1", "api/v2"));
    assert_eq!(code(changes, "breaking"), Some(0));
    assert_eq!(code(changes, "behaviour"), Some(1));
    assert_eq!(code("old.yaml missing.yaml", "never"), Some(1));
    assert_eq!(folder.run("diff old.yaml").code, Some(2));
}

/// A pattern or correction of the module may fit one of the descriptions only.
#[test]
fn options_need_to_fit_one_description_only() {
    let folder = Folder::new();
    folder.schema(
        "a.xml",
        r#"<ComplexType Name="a"><Property Name="p" Type="Edm.String"/></ComplexType>"#,
    );
    folder.schema("b.xml", r#"<ComplexType Name="a"><Property Name="q" Type="Edm.String"/></ComplexType><ComplexType Name="b"/>"#);
    folder.file("o.xml", r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="O" xmlns="http://docs.oasis-open.org/odata/ns/edm"><Annotations Target="NS.b"><Annotation Term="Org.OData.Core.V1.Description" String="B."/>
</Annotations></Schema></edmx:DataServices></edmx:Edmx>"#);
    folder.file(
        "codegen.toml",
        "[[module]]\nschema = \"b.xml\"\nout = \"src\"\noverlays = [\"o.xml\"]\ninclude = [\"NS.a\", \"NS.b\"]\n[module.retype]\n\"NS.a/q\" = \"Edm.Guid\"\n",
    );
    for arguments in [
        "diff a.xml",
        "diff a.xml b.xml",
        "diff a.xml b.xml --module src",
    ] {
        let run = folder.run(arguments);
        assert_eq!((run.code, run.stderr.as_str()), (Some(1), ""));
        assert!(
            run.stdout.contains("property A::q added: `Option<Guid>`"),
            "{}",
            run.stdout
        );
        assert!(
            run.stdout.contains("type B added: `struct`"),
            "{}",
            run.stdout
        );
    }
}

/// Features have their names as paths.
#[test]
fn features_of_a_crate() {
    let folder = Folder::new();
    folder.file("old.yaml", CLINIC);
    folder.file(
        "new.yaml",
        &CLINIC.replace("tags: [visits]", "tags: [pets]"),
    );
    folder.file(
        "codegen.toml",
        "[[module]]\nschema = \"new.yaml\"\nout = \"clinic\"\ncrate = \"clinic\"\nfeatures-per-root = true\n",
    );
    let run = folder.run("diff old.yaml");
    assert_eq!((run.code, run.stderr.as_str()), (Some(1), ""));
    let line = "\n  feature visits removed\n";
    assert!(run.stdout.contains(line), "{}", run.stdout);
}

/// A file of a revision, with the files that it refers to.
#[test]
fn revisions_of_git() {
    let folder = Folder::new();
    let git = |arguments: &[&str]| {
        let name = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
        let run = Command::new("git")
            .args(name)
            .args(arguments)
            .current_dir(folder.path())
            .output();
        let run = run.expect("git starts");
        assert!(
            run.status.success(),
            "{}",
            String::from_utf8_lossy(&run.stderr)
        );
    };
    let main = "openapi: 3.1.0\ninfo: {title: A, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    Pet:\n      type: object\n      properties: {name: {$ref: 'parts/name.yaml#/Name'}}\n";
    git(&["init", "-q"]);
    folder.file("api/a.yaml", main);
    folder.file("api/parts/name.yaml", "Name: {type: string}\n");
    git(&["add", "."]);
    git(&["commit", "-q", "-m", "one"]);
    folder.file("api/parts/name.yaml", "Name: {type: integer}\n");
    let run = folder.run("diff HEAD:api/a.yaml api/a.yaml");
    assert_eq!((run.code, run.stderr.as_str()), (Some(1), ""));
    let changed = "property Pet::name changed: `Option<String>` to `Option<i64>`";
    assert!(run.stdout.contains(changed), "{}", run.stdout);
    assert!(
        run.stdout
            .starts_with("HEAD:api/a.yaml -> api/a.yaml: 1 breaking"),
        "{}",
        run.stdout
    );
    folder.file(
        "codegen.toml",
        "[[module]]\nschema = \"api/a.yaml\"\nout = \"src/a\"\n",
    );
    assert_eq!(run.stdout, folder.run("diff HEAD:api/a.yaml").stdout);
    // Another description with the same name.
    folder.file("other/a.yaml", main);
    folder.file(
        "codegen.toml",
        "[[module]]\nschema = \"api/a.yaml\"\nout = \"src/a\"\n[[module]]\nschema = \"other/a.yaml\"\nout = \"src/b\"\n",
    );
    let named = folder.run("diff HEAD:api/a.yaml api/a.yaml");
    assert_eq!((named.stdout, named.stderr), (run.stdout, String::new()));
    let missing = folder.run("diff HEAD:api/b.yaml api/a.yaml");
    assert_eq!(missing.code, Some(1));
    assert!(
        missing.stderr.contains("error[gen-010]"),
        "{}",
        missing.stderr
    );
    // In a folder of the repository paths count from its top, else from the folder.
    let below = Folder::at(folder.path().join("api"));
    for old in ["HEAD:api/a.yaml", "HEAD:a.yaml", "HEAD:./a.yaml"] {
        let run = below.run(&format!("diff {old} a.yaml --include Pet"));
        assert_eq!((run.code, run.stderr.as_str()), (Some(1), ""), "{old}");
        assert!(run.stdout.contains(changed), "{old}: {}", run.stdout);
        let start = format!("{old} -> a.yaml: 1 breaking");
        assert!(run.stdout.starts_with(&start), "{}", run.stdout);
    }
    // The message is about the path that was given.
    let missing = below.run("diff HEAD:b.yaml a.yaml");
    assert_eq!(missing.code, Some(1));
    let failed = "error[gen-010]: `git show HEAD:b.yaml` failed: fatal: ";
    assert!(missing.stderr.starts_with(failed), "{}", missing.stderr);
    // Not an option of Git.
    let option = folder.run_with(&["diff", "--", "--output=x:a.yaml", "api/a.yaml"]);
    assert_eq!(option.code, Some(1), "{}", option.stdout);
    assert!(!folder.path().join("x:a.yaml").exists());
    // The message about a broken description has the name that was given.
    folder.file("api/c.yaml", "openapi: 3.1.0\n\tx\n");
    git(&["add", "."]);
    git(&["commit", "-q", "-m", "two"]);
    let broken = folder.run("diff HEAD:api/c.yaml api/a.yaml");
    assert!(
        broken.stderr.contains("--> HEAD:api/c.yaml:1:"),
        "{}",
        broken.stderr
    );
}
