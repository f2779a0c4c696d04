//! What tells the variants of unions apart, in code that the program generates.

mod common;

use common::Folder;

fn generated(schemas: &str) -> String {
    let folder = Folder::new();
    let head =
        "openapi: 3.1.0\ninfo: {title: Shop, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n";
    folder.file("a.yaml", &format!("{head}{schemas}"));
    let run = folder.run("generate --schema a.yaml --out out");
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    folder
        .tree("out")
        .into_iter()
        .map(|(_, text)| text)
        .collect()
}

/// Variants that declare the same enumeration of all values are told apart by the mapping, or by their names.
#[test]
fn an_enumeration_of_all_values_is_no_constant() {
    let code = generated(
        "    Kind: {type: string, enum: [cat, Dog]}
    Pet:
      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
      discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat'}}
    Cat: {required: [kind], properties: {kind: {$ref: '#/components/schemas/Kind'}}}
    Dog: {required: [kind], properties: {kind: {$ref: '#/components/schemas/Kind'}}}
",
    );
    for arm in [
        r#""cat" => entries.read().map(Self::Cat)"#,
        r#""Dog" => entries.read().map(Self::Dog)"#,
    ] {
        assert!(code.contains(arm), "{arm}: {code}");
    }
}

/// A number that an enumeration fixes, beside a union of all numbers, tells variants apart.
#[test]
fn an_enumeration_beside_a_union_counts() {
    let code = generated(
        "    Kind: {type: integer, oneOf: [{const: 1, title: One}, {const: 2, title: Two}]}
    Hook: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}
    A: {type: object, required: [type], properties: {type: {type: integer, enum: [1], allOf: [{$ref: '#/components/schemas/Kind'}]}}}
    B: {type: object, required: [type], properties: {type: {type: integer, enum: [2], allOf: [{$ref: '#/components/schemas/Kind'}]}}}
",
    );
    assert!(code.contains(r#"Shape::Literal("1")"#), "{code}");
    assert!(code.contains(r#"Shape::Literal("2")"#), "{code}");
}

/// A text that an enumeration fixes, beside a union of all texts, tells variants apart.
#[test]
fn texts_beside_a_union_count() {
    let code = generated(
        "    Kind: {type: string, oneOf: [{const: user, title: User}, {const: role, title: Role}]}
    Default: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}
    A: {type: object, required: [type], properties: {type: {type: string, enum: [user], allOf: [{$ref: '#/components/schemas/Kind'}]}}}
    B: {type: object, required: [type], properties: {type: {type: string, enum: [role], allOf: [{$ref: '#/components/schemas/Kind'}]}}}
",
    );
    for arm in [
        r#""user" => entries.read().map(Self::A)"#,
        r#""role" => entries.read().map(Self::B)"#,
    ] {
        assert!(code.contains(arm), "{arm}: {code}");
    }
}

/// Objects that are one struct together are told apart from others by what each of them requires.
#[test]
fn merged_objects_require_what_one_of_them_requires() {
    let code = generated(
        "    Expression:
      anyOf:
        - {type: number}
        - $ref: '#/components/schemas/Condition'
        - {type: object, required: [sum], properties: {sum: {type: array, items: {type: number}}}}
        - {type: object, required: [neg], properties: {neg: {type: number}}}
    Condition:
      anyOf: [{$ref: '#/components/schemas/Field'}, {$ref: '#/components/schemas/Id'}]
    Field: {type: object, required: [key], properties: {key: {type: string}}, additionalProperties: {type: string}}
    Id: {type: object, required: [id], properties: {id: {type: integer}}, additionalProperties: {type: integer}}
",
    );
    assert!(code.contains(r#"required: &["sum"]"#), "{code}");
    assert!(code.contains(r#"required: &["neg"]"#), "{code}");
}
