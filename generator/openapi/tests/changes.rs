//! Overlays and corrections.

use clientwright_diagnostics::Diagnostics;
use clientwright_diagnostics::source::{SourceMap, Span};
use clientwright_oas::{Document, NoOtherFiles, Target, overlay, parse, resolve};

/// The description after an overlay as JSON, and the diagnostics as lines.
fn overlaid(description: &str, actions: &str) -> (String, String) {
    let mut sources = SourceMap::new();
    let file = sources.add("description", description);
    let text =
        format!("overlay: 1.0.0\ninfo: {{title: Test, version: 1.0.0}}\nactions:\n{actions}");
    let changes = sources.add("overlay", text);
    let mut diags = Diagnostics::new();
    let mut document = parse(&sources, file, &mut diags).expect("a description");
    overlay(&mut document, &sources, changes, &mut diags);
    let lines = diags.iter().map(|diagnostic| {
        let (line, _) = diagnostic
            .span()
            .map_or((0, 0), |span| sources.position(span));
        format!("{} {line} {}\n", diagnostic.code, diagnostic.message)
    });
    (document.tree.value(document.root).json(), lines.collect())
}

fn check(description: &str, actions: &str, expected: &str) {
    let (json, problems) = overlaid(description, actions);
    assert_eq!(problems, "", "{actions}");
    assert_eq!(json, expected, "{actions}");
}

/// The examples of the specification, 4.5, on smaller descriptions.
#[test]
fn examples_of_the_specification() {
    // 4.5.1: one action with the structure of the description.
    check(
        "{info: {title: a}, paths: {/: {get: {summary: s}}}, tags: []}",
        "- target: $\n  update: {info: {x-overlay: structured}, paths: {/: {summary: t, get: {x-safe: true}}}, tags: [{name: n}]}\n",
        r#"{"info":{"title":"a","x-overlay":"structured"},"paths":{"/":{"get":{"summary":"s","x-safe":true},"summary":"t"}},"tags":[{"name":"n"}]}"#,
    );
    // 4.5.2: targeted actions.
    check(
        "{paths: {/foo: {get: {}}, /bar: {get: {}, post: {}}}}",
        "- target: $.paths['/foo'].get\n  update: {description: new}\n- target: $.paths['/bar'].get\n  update: {description: also}\n",
        r#"{"paths":{"/foo":{"get":{"description":"new"}},"/bar":{"get":{"description":"also"},"post":{}}}}"#,
    );
    // 4.5.3: wildcards and filters.
    check(
        "{paths: {/a: {get: {parameters: [{name: filter}, {name: x}]}}, /b: {get: {parameters: [{name: filter}]}, post: {}}}}",
        "- target: $.paths.*.get.parameters[?@.name=='filter']\n  update: {schema: {type: string}}\n",
        r#"{"paths":{"/a":{"get":{"parameters":[{"name":"filter","schema":{"type":"string"}},{"name":"x"}]}},"/b":{"get":{"parameters":[{"name":"filter","schema":{"type":"string"}}]},"post":{}}}}"#,
    );
    // 4.5.4: an item is added to an array, and items are removed.
    check(
        "{parameters: [{name: dummy}, {name: a}, {name: dummy}]}",
        "- target: $.parameters\n  update: {name: b}\n- target: $.parameters[?@.name == 'dummy']\n  remove: true\n",
        r#"{"parameters":[{"name":"a"},{"name":"b"}]}"#,
    );
    // 4.5.5: traits.
    check(
        "{paths: {/items: {get: {x-oai-traits: [paged]}, put: {}}}}",
        "- target: $.paths.*.get[?(@.x-never)]\n  update: {}\n- target: $.paths[*][?@['x-oai-traits'][0] == 'paged']\n  update: {parameters: [{name: top}]}\n"
            .split_once("\n  update: {}\n").expect("two actions").1,
        r#"{"paths":{"/items":{"get":{"x-oai-traits":["paged"],"parameters":[{"name":"top"}]},"put":{}}}}"#,
    );
}

#[test]
fn arrays_inside_of_updates_are_joined_and_scalars_replaced() {
    check(
        "{a: {list: [1], text: x, object: {b: 1}}}",
        "- target: $.a\n  update: {list: [2, 3], text: y, object: {c: 2}, new: null}\n",
        r#"{"a":{"list":[1,2,3],"text":"y","object":{"b":1,"c":2},"new":null}}"#,
    );
    // Later actions see what earlier ones changed.
    check(
        "{a: {}}",
        "- target: $.a\n  update: {b: {c: [1]}}\n- target: $.a.b.c\n  update: 2\n- target: $.a.b.c[0]\n  remove: true\n- target: $.a.b.c[0]\n  update: 5\n",
        r#"{"a":{"b":{"c":[5]}}}"#,
    );
}

#[test]
fn shared_nodes_change_only_where_the_target_is() {
    check(
        "{a: &x {b: {c: 1}}, d: *x, e: *x}",
        "- target: $.d.b\n  update: {c: 2}\n- target: $.e.b.c\n  remove: true\n",
        r#"{"a":{"b":{"c":1}},"d":{"b":{"c":2}},"e":{"b":{}}}"#,
    );
}

#[test]
fn actions_that_cannot_be_applied_are_reported() {
    for (action, problem) in [
        ("- {update: {}}", "openapi-030 4 an action without `target`"),
        (
            "- {target: $.b, update: {}}",
            "openapi-031 4 the target matches nothing",
        ),
        (
            "- {target: $.a}",
            "openapi-030 4 an action with neither `update` nor `remove`",
        ),
        (
            "- {target: $.a, update: 1}",
            "openapi-030 4 an update of an object that is no object itself",
        ),
        (
            "- {target: $, remove: true}",
            "openapi-030 4 the whole description cannot be removed",
        ),
    ] {
        let (json, problems) = overlaid("{a: {}}", action);
        assert_eq!(problems, format!("{problem}\n"), "{action}");
        assert_eq!(json, r#"{"a":{}}"#);
    }
    let (_, problems) = overlaid("{a: {}}", "- {target: 'a.b', update: {}}");
    assert!(
        problems.starts_with("openapi-030 4 not a JSONPath: "),
        "{problems}"
    );
    let deep = format!(
        "- {{target: '$[?{}@.a]', remove: true}}",
        "(".repeat(50_000)
    );
    assert_eq!(
        overlaid("{a: {}}", &deep).1,
        "openapi-030 4 a JSONPath that is too long\n"
    );
    let nest = "{x: ".repeat(70) + "{}" + &"}".repeat(70);
    let twice =
        format!("- {{target: '$.a', update: {nest}}}\n- {{target: '$..x', update: {nest}}}");
    let (_, problems) = overlaid("{a: {}}", &twice);
    assert!(problems.contains("nests it too deep"), "{problems}");
}

/// What an overlay adds is read as a part of the description, with its place in the overlay.
#[test]
fn added_parts_have_their_own_place_and_belong_to_the_description() {
    let mut sources = SourceMap::new();
    let file = sources.add(
        "description",
        "{openapi: 3.1.0, components: {schemas: {Pet: {type: object}}}}",
    );
    let text = "overlay: 1.0.0\nactions:\n- target: $.components.schemas\n  update: {Pets: {items: {$ref: '#/components/schemas/Pet'}}, Odd: {type: objekt}}\n";
    let changes = sources.add("overlay", text);
    let mut diags = Diagnostics::new();
    let mut document = parse(&sources, file, &mut diags).expect("a description");
    overlay(&mut document, &sources, changes, &mut diags);
    let api = resolve(document, &mut sources, &mut NoOtherFiles, &mut diags).expect("an api");
    let pets = api.schema("Pets").expect("the new schema");
    let items = api.schemas[pets].items.expect("items");
    assert_eq!(
        api.target(items),
        api.schema("Pet").expect("the old schema")
    );
    assert_eq!(
        api.tree.pointer(api.schemas[items].node),
        "/components/schemas/Pets/items"
    );
    let shown = diags.render(&sources, false);
    assert!(
        shown.contains("unknown type `objekt`") && shown.contains("overlay:4:"),
        "{shown}"
    );
}

const PETS: &str = "
openapi: 3.1.0
paths:
  /pets:
    parameters: [{name: lang, in: query, schema: {type: string}}]
    get: {operationId: listPets, parameters: [{$ref: '#/components/parameters/Limit'}]}
    delete: {}
components:
  parameters: {Limit: {name: limit, in: query, schema: {type: integer, description: how many}}}
  schemas:
    Base: {properties: {id: {type: [integer, 'null']}}}
    Pet: {required: [name, tag], allOf: [{$ref: '#/components/schemas/Base'}], properties: {name: {type: string, description: a name}, tag: {anyOf: [{type: string}, {type: 'null'}]}, owner: {properties: {mail: {type: string}}}}}
    a/b: {properties: {c: {type: string}}}
";

/// Applies a correction to [`PETS`], and returns the node at a pointer, and the diagnostics.
fn corrected(
    text: &str,
    pointer: &str,
    change: impl Fn(&mut Document, &Target, Span, &mut Diagnostics),
) -> String {
    let mut sources = SourceMap::new();
    let file = sources.add("description", PETS);
    let option = sources.add("option", text);
    let span = Span {
        file: option,
        start: 0,
        end: text.len() as u32,
    };
    let mut diags = Diagnostics::new();
    let mut document = parse(&sources, file, &mut diags).expect("a description");
    let target = document.target(text).expect("a target");
    change(&mut document, &target, span, &mut diags);
    if let Some(problem) = diags.iter().next() {
        assert_eq!(problem.span(), Some(span));
        return problem.message.clone();
    }
    match document.tree.find(document.root, pointer) {
        Ok(node) => document.tree.value(node).json(),
        Err(missing) => format!("no {}", missing.step),
    }
}

#[test]
fn retype_replaces_a_schema_and_keeps_its_description() {
    let retyped = |text: &str, ty: &str, pointer: &str| {
        corrected(text, pointer, |document, target, span, diags| {
            document.retype(target, ty, span, diags);
        })
    };
    let name = "/components/schemas/Pet/properties/name";
    assert_eq!(
        retyped("Pet/name", "integer", name),
        r#"{"type":"integer","description":"a name"}"#
    );
    assert_eq!(
        retyped("Pet/name", "any", name),
        r#"{"description":"a name"}"#
    );
    assert_eq!(
        retyped("Pet/name", "a/b", name),
        r##"{"$ref":"#/components/schemas/a~1b","description":"a name"}"##
    );
    assert_eq!(
        retyped("Pet/name", "{type: string, format: uuid}", name),
        r#"{"type":"string","format":"uuid","description":"a name"}"#
    );
    assert_eq!(
        retyped("Pet/id", "string", "/components/schemas/Base/properties/id"),
        r#"{"type":"string"}"#
    );
    assert_eq!(
        retyped(
            "listPets/limit",
            "string",
            "/components/parameters/Limit/schema"
        ),
        r#"{"type":"string","description":"how many"}"#
    );
    assert_eq!(
        retyped(
            "listPets/lang",
            "integer",
            "/paths/~1pets/parameters/0/schema"
        ),
        r#"{"type":"integer"}"#
    );
    assert_eq!(
        retyped("a/b/c", "boolean", "/components/schemas/a~1b/properties/c"),
        r#"{"type":"boolean"}"#
    );
    assert_eq!(
        retyped("Pet/name", "Nothing", name),
        "`Nothing` is neither a schema nor a type"
    );
    assert!(retyped("Pet/name", "{type: ", name).starts_with("not a schema: "));
    assert_eq!(retyped("listPets", "string", name), "this has no schema");
}

#[test]
fn nullable_adds_and_removes_null() {
    let nullable = |text: &str, value: bool, pointer: &str| {
        corrected(text, pointer, |document, target, span, diags| {
            document.nullable(target, value, span, diags);
        })
    };
    let owner = "/components/schemas/Pet/properties/owner/properties/mail";
    assert_eq!(
        nullable("Pet/owner/mail", true, owner),
        r#"{"type":"string","x-nullable":true}"#
    );
    let id = "/components/schemas/Base/properties/id";
    assert_eq!(nullable("Pet/id", false, id), r#"{"type":["integer"]}"#);
    let tag = "/components/schemas/Pet/properties/tag";
    assert_eq!(
        nullable("Pet/tag", false, tag),
        r#"{"anyOf":[{"type":"string"}]}"#
    );
    assert_eq!(
        nullable(
            "#/components/parameters/Limit/schema",
            true,
            "/components/parameters/Limit/schema/x-nullable"
        ),
        "true"
    );
}

#[test]
fn remove_takes_names_out_of_required() {
    let removed = |text: &str, pointer: &str| {
        corrected(text, pointer, |document, target, _, _| {
            document.remove(std::slice::from_ref(target))
        })
    };
    assert_eq!(
        removed("Pet/tag", "/components/schemas/Pet/required"),
        r#"["name"]"#
    );
    assert_eq!(
        removed("Pet/tag", "/components/schemas/Pet/properties/tag"),
        "no tag"
    );
    assert_eq!(removed("listPets", "/paths/~1pets/get"), "no get");
    assert_eq!(removed("DELETE /pets", "/paths/~1pets/delete"), "no delete");
    assert_eq!(removed("a/b", "/components/schemas/a~1b"), "no a/b");
    assert_eq!(removed("listPets/lang", "/paths/~1pets/parameters"), "[]");
}

/// Reads a description, and writes the part with some operations and schemas.
fn sliced(text: &str, operations: &[&str], schemas: &[&str], descriptions: bool) -> String {
    let mut sources = SourceMap::new();
    let file = sources.add("description", text);
    let mut diags = Diagnostics::new();
    let document = parse(&sources, file, &mut diags).expect("a description");
    let api = resolve(document, &mut sources, &mut NoOtherFiles, &mut diags).expect("an api");
    let kept = |names: &[&str], find: &dyn Fn(&str) -> usize| -> Vec<usize> {
        names.iter().map(|name| find(name)).collect()
    };
    let operations = kept(operations, &|id| {
        api.operation(id).expect("an operation").index()
    });
    let schemas = kept(schemas, &|key| api.schema(key).expect("a schema").index());
    clientwright_oas::write(
        &api,
        &clientwright_oas::Filter {
            operation: &|id| operations.contains(&id.index()),
            schema: &|id| schemas.contains(&id.index()),
            descriptions,
        },
    )
}

const SHOP: &str = "
openapi: 3.0.3
info: {title: Shop, version: 1.0, description: long}
tags: [{name: pets, description: long}, {name: owners}]
servers: [{url: /v1}]
paths:
  /pets:
    parameters: [{$ref: '#/components/parameters/Lang'}]
    get: {operationId: listPets, tags: [pets], summary: long, responses: {200: {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}, example: {$ref: '#/components/schemas/Unused'}}}}, default: {$ref: '#/components/responses/Bad'}}}
    post: {operationId: addPet, tags: [owners], responses: {204: {description: ok}}}
  /owners: {get: {operationId: listOwners, responses: {}}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
  parameters: {Lang: {name: lang, in: query, schema: {type: string}}, Other: {name: other, in: query, schema: {}}}
  responses: {Bad: {description: bad, content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}}
  schemas:
    Pet: {type: object, x-note: long, properties: {description: {type: string, default: 1.50, x-nullable: true}, kind: {$ref: '#/components/schemas/Kind'}}}
    Kind: {oneOf: [{$ref: '#/components/schemas/Cat'}], discriminator: {propertyName: k, mapping: {cat: Cat, dog: '#/components/schemas/Dog'}}}
    Cat: {type: object}
    Dog: {type: object}
    Problem: {type: object}
    Unused: {type: object}
";

#[test]
fn a_slice_has_what_its_operations_need_and_no_texts() {
    let slice = sliced(SHOP, &["listPets"], &[], false);
    let compact: String = slice.lines().map(str::trim_start).collect();
    assert_eq!(
        compact,
        concat!(
            r#"{"openapi": "3.0.3","info": {"title": "Shop","version": 1.0},"tags": [{"name": "pets"}],"servers": [{"url": "/v1"}],"#,
            r##""paths": {"/pets": {"parameters": [{"$ref": "#/components/parameters/Lang"}],"get": {"operationId": "listPets","tags": ["pets"],"##,
            r##""responses": {"200": {"description": "","content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}},"##,
            r##""default": {"$ref": "#/components/responses/Bad"}}}}},"components": {"##,
            r#""securitySchemes": {"key": {"type": "apiKey","in": "header","name": "X-Key"}},"#,
            r#""parameters": {"Lang": {"name": "lang","in": "query","schema": {"type": "string"}}},"#,
            r##""responses": {"Bad": {"description": "","content": {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}},"##,
            r#""schemas": {"Pet": {"type": "object","properties": {"description": {"type": "string","default": 1.50,"x-nullable": true},"#,
            r##""kind": {"$ref": "#/components/schemas/Kind"}}},"Kind": {"oneOf": [{"$ref": "#/components/schemas/Cat"}],"discriminator": {"propertyName": "k","##,
            r##""mapping": {"cat": "Cat","dog": "#/components/schemas/Dog"}}},"Cat": {"type": "object"},"Dog": {"type": "object"},"Problem": {"type": "object"}}}}"##,
        )
    );
    // A slice of a slice is the same.
    assert_eq!(sliced(&slice, &["listPets"], &[], false), slice);
}

#[test]
fn a_slice_may_keep_texts_and_single_schemas() {
    let slice = sliced(SHOP, &[], &["Unused"], true);
    assert!(slice.contains("\"description\": \"long\"") && slice.contains("\"Unused\""));
    assert!(
        slice.contains("\"paths\": {}") && !slice.contains("\"Pet\""),
        "{slice}"
    );
}
