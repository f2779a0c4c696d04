//! OpenAPI descriptions whose types refer to each other in different forms, with values to test.

use std::fmt::Write;

use clientwright_tests::random::Random;
use serde_json::{Map, Value as Json, json};

use crate::shapes::{Deep, Input, Shape, Value};

/// The largest number of types, each of which refers to all others directly or indirectly, that are read and written: less
/// than for OData, because the items of some forms are one more function in the same row.
const READ: usize = 100;

/// The levels of arrays and objects that are read.
const LEVELS: usize = 128;

/// A description with these components, whose only operation gives `T0`.
fn document(schemas: &Map<String, Json>) -> Input {
    let schema = reference(0);
    let description = json!({
        "openapi": "3.1.0", "info": { "title": "Deep", "version": "1" },
        "paths": { "/roots": { "get": { "operationId": "getRoot", "responses": { "200": {
            "description": "ok", "content": { "application/json": { "schema": schema } } } } } } },
        "components": { "schemas": schemas }
    });
    Input::OpenApi(description.to_string())
}

fn reference(target: usize) -> Json {
    json!({ "$ref": format!("#/components/schemas/T{target}") })
}

/// How a type refers to another one.
#[derive(Clone, Copy, Debug)]
enum Way {
    Alone,
    Array,
    Map,
    /// By a union with a text.
    Union,
    /// By `allOf` with a text about it.
    Composed,
}

impl Way {
    const ALL: [Self; 5] = [
        Self::Alone,
        Self::Array,
        Self::Map,
        Self::Union,
        Self::Composed,
    ];

    fn schema(self, target: usize) -> Json {
        let target = reference(target);
        match self {
            Self::Alone => target,
            Self::Array => json!({ "type": "array", "items": target }),
            Self::Map => json!({ "type": "object", "additionalProperties": target }),
            Self::Union => json!({ "oneOf": [target, { "type": "string" }] }),
            Self::Composed => json!({ "allOf": [target], "description": "composed" }),
        }
    }

    /// The expression and the JSON of a value that contains another one. `union` is the name of the type of a union.
    fn value(self, union: &str, target: usize, (made, json): (String, String)) -> (String, String) {
        match self {
            Self::Alone | Self::Composed => (made, json),
            Self::Array => (format!("[{made}.into()]"), format!("[{json}]")),
            Self::Map => (
                format!("[(\"k\".to_owned(), {made}.into())]"),
                format!("{{\"k\":{json}}}"),
            ),
            Self::Union => (format!("{union}::T{target}({made}.into())"), json),
        }
    }
}

/// An object with the property `id` and properties that refer to other types.
fn object(references: &[(usize, Way)], is_composed: bool) -> Json {
    let mut properties = Map::new();
    for (at, (target, way)) in references.iter().enumerate() {
        properties.insert(format!("n{at}"), way.schema(*target));
    }
    let id = json!({ "id": { "type": "string" } });
    match is_composed {
        true => json!({ "allOf": [
            { "type": "object", "properties": id },
            { "type": "object", "properties": properties },
        ] }),
        false => {
            let mut all = id.as_object().cloned().unwrap_or_default();
            all.extend(properties);
            json!({ "type": "object", "properties": all })
        }
    }
}

/// Types that refer to each other, with values of some of them.
fn types(all: &[Vec<(usize, Way)>], starts: &[usize], steps: usize) -> Shape {
    let schemas = all.iter().enumerate().map(|(index, references)| {
        let schema = object(references, index % 7 == 6);
        (format!("T{index}"), schema)
    });
    let schemas: Map<String, Json> = schemas.collect();
    let values = starts.iter().map(|start| {
        let (made, json) = spread(all, *start, steps);
        let value = Value::made(format!("T{start}"), made);
        match all.len() <= READ {
            true => value.written(json),
            false => value,
        }
    });
    Shape {
        input: document(&schemas),
        values: values.collect(),
    }
}

/// A value with all values that it refers to, to some depth.
fn spread(all: &[Vec<(usize, Way)>], index: usize, steps: usize) -> (String, String) {
    let (mut fields, mut json) = (String::new(), format!("{{\"id\":\"{index}\""));
    for (at, (target, way)) in all[index].iter().enumerate() {
        if steps > 0 {
            let inner = spread(all, *target, steps - 1);
            let (made, text) = way.value(&format!("T{index}n{at}"), *target, inner);
            let _ = write!(fields, "n{at}: Some({made}.into()),");
            let _ = write!(json, ",\"n{at}\":{text}");
        }
    }
    json.push('}');
    let made =
        format!("T{index} {{ id: Some(\"{index}\".into()), {fields} ..T{index}::default() }}");
    (made, json)
}

/// Each type refers to the next one, each time in another way.
fn row(count: usize, is_ring: bool) -> Shape {
    let way = |index: usize| Way::ALL[index % Way::ALL.len()];
    let next = |index: usize| match index + 1 == count && !is_ring {
        true => Vec::new(),
        false => vec![((index + 1) % count, way(index))],
    };
    let all: Vec<_> = (0..count).map(next).collect();
    types(&all, &[0], 40.min(count - 1))
}

pub(crate) fn line(count: usize) -> Shape {
    row(count, false)
}

pub(crate) fn ring(count: usize) -> Shape {
    row(count, true)
}

/// Each type refers to some others at random.
pub(crate) fn graph(count: usize, references: usize, seed: u64) -> Shape {
    let mut random = Random::new(seed);
    let mut all = Vec::new();
    for _ in 0..count {
        let references = (0..references).map(|_| {
            let way = Way::ALL[random.below(Way::ALL.len())];
            (random.below(count), way)
        });
        all.push(references.collect::<Vec<_>>());
    }
    types(&all, &[0, count / 2, count - 1], 4)
}

/// One type with many properties, some of which may be null.
pub(crate) fn wide(count: usize) -> Shape {
    let kinds = [
        json!({ "type": "string" }),
        json!({ "type": "integer", "format": "int32" }),
        json!({ "type": ["string", "null"], "format": "date-time" }),
        json!({ "type": "array", "items": { "type": "boolean" } }),
    ];
    let properties = (0..count).map(|index| (format!("p{index:04}"), kinds[index % 4].clone()));
    let properties: Map<String, Json> = properties.collect();
    let schemas = json!({ "T0": { "type": "object", "properties": properties } });
    let last = (count - 1) / 4 * 4;
    Shape {
        input: document(schemas.as_object().expect("an object")),
        values: vec![
            Value::made("T0", "T0 { p0000: Some(\"b\".into()), ..T0::default() }"),
            Value::made("T0", "T0::default()").written(format!(
                "{{\"p0000\":\"b\",\"p0001\":5,\"p0002\":null,\"p0102\":\"2026-01-01T00:00:00Z\",\"p0103\":[true],\"p{last:04}\":\"x\",\"other\":{{}}}}"
            )),
        ],
    }
}

/// Inline objects, arrays and maps in each other, as deep as a description may be.
pub(crate) fn nested(count: usize) -> Shape {
    let mut schema = json!({ "type": "object", "properties": { "x": { "type": "integer" } } });
    let mut json = "{\"x\":7}".to_owned();
    for index in (0..count).rev() {
        let (wrapped, text) = match index % 3 {
            0 => (schema, json),
            1 => (
                json!({ "type": "array", "items": schema }),
                format!("[{json}]"),
            ),
            _ => (
                json!({ "type": "object", "additionalProperties": schema }),
                format!("{{\"k\":{json}}}"),
            ),
        };
        schema = json!({ "type": "object", "properties": { format!("p{index}"): wrapped } });
        json = format!("{{\"p{index}\":{text}}}");
    }
    let schemas = Map::from_iter([("T0".to_owned(), schema)]);
    Shape {
        input: document(&schemas),
        values: vec![Value::made("T0", "T0::default()").written(json)],
    }
}

/// One union of many objects, told apart by a constant, and one told apart by what they require.
pub(crate) fn union(count: usize) -> Shape {
    let mut schemas = Map::new();
    let references = |of: &str| {
        let all = (0..count).map(|i| json!({ "$ref": format!("#/components/schemas/{of}{i}") }));
        all.collect::<Vec<_>>()
    };
    let unions = json!({ "type": "object", "properties": {
        "tagged": { "$ref": "#/components/schemas/Tagged" },
        "all": { "type": "array", "items": { "$ref": "#/components/schemas/Required" } },
    } });
    schemas.insert("T0".to_owned(), unions);
    schemas.insert("Tagged".to_owned(), json!({ "oneOf": references("A") }));
    schemas.insert("Required".to_owned(), json!({ "oneOf": references("B") }));
    for index in 0..count {
        let tagged = json!({ "type": "object", "required": ["kind"], "properties": {
            "kind": { "type": "string", "const": format!("a{index}") },
            "inner": { "$ref": "#/components/schemas/Tagged" },
        } });
        schemas.insert(format!("A{index}"), tagged);
        let name = format!("b{index}");
        let required = json!({ "type": "object", "required": [name], "properties": {
            name: { "type": "integer" },
            "inner": { "$ref": "#/components/schemas/Required" },
        } });
        schemas.insert(format!("B{index}"), required);
    }
    let last = count - 1;
    let json = format!(
        "{{\"all\":[{{\"b0\":1}},{{\"b{last}\":2,\"inner\":{{\"b1\":3}}}}],\"tagged\":{{\"kind\":\"a{last}\",\"inner\":{{\"kind\":\"a0\"}}}}}}"
    );
    Shape {
        input: document(&schemas),
        values: vec![Value::made("T0", "T0::default()").written(json)],
    }
}

/// Types that contain themselves, with values of many levels.
pub(crate) fn recursive() -> Shape {
    let tree = |items: Json| json!({ "type": "object", "properties": { "next": items } });
    let schemas = json!({
        "T0": tree(reference(0)),
        "T1": tree(json!({ "type": "array", "items": reference(1) })),
        "T2": tree(json!({ "type": "object", "additionalProperties": reference(2) })),
        "T3": { "type": "array", "items": reference(3) },
        "T4": { "oneOf": [tree(reference(4)), { "type": "array", "items": reference(4) }] },
        "T5": { "type": "object", "properties": { "any": {} } },
    });
    let mut values = Vec::new();
    // The text before and after each level, and the levels of arrays and objects in it.
    for (ty, before, after, levels) in [
        ("T0", "{\"next\":", "}", 1),
        ("T1", "{\"next\":[", "]}", 2),
        ("T2", "{\"next\":{\"k\":", "}}", 2),
        ("T3", "[", "]", 1),
        ("T4", "{\"next\":", "}", 1),
        ("T4", "[", "]", 1),
    ] {
        let inner = match before {
            "[" => "[]",
            _ => "{}",
        };
        let deep = |count: usize, is_read: bool| {
            let deep = Deep {
                around: (String::new(), ""),
                level: (before, after),
                inner,
                count,
                is_read: Some(is_read),
            };
            Value::deep(ty, deep)
        };
        let most = (LEVELS - 2) / levels;
        values.push(deep(most / 2, true));
        values.extend([most * 2, 10_000, 1_000_000].map(|count| deep(count, false)));
    }
    // What is not declared is kept as text, up to the limit of the reader.
    for name in ["any", "other"] {
        let deep = |count: usize| {
            let deep = Deep {
                around: (format!("{{\"{name}\":"), "}"),
                level: ("[", "]"),
                inner: "",
                count,
                is_read: Some(count <= 100),
            };
            Value::deep("T5", deep)
        };
        values.extend([20, 100, 1_000, 1_000_000].map(deep));
    }
    Shape {
        input: document(schemas.as_object().expect("an object")),
        values,
    }
}
