//! An OpenAPI description with the hostile texts wherever it can contain text.

use serde_json::{Map, Value, json};

use crate::texts::{self, NAMES};

/// The description as JSON.
pub(crate) fn document() -> String {
    let all = texts::all();
    let mut given = all.iter().cycle();
    let mut text = || given.next().expect("a cycle has no end").clone();
    let mut schemas = Map::new();
    let mut paths = Map::new();
    for (index, described) in all.iter().enumerate() {
        let schema = json!({
            "type": "object", "title": described, "description": described, "deprecated": index % 5 == 0,
            "properties": {
                "first": { "type": "string", "title": text(), "description": described, "pattern": text(), "default": text(),
                           "example": text(), "format": text() },
                "second": { "type": "string", "description": text(), "enum": [text(), text()] },
                "third": { "type": "array", "description": text(), "items": { "type": "object", "description": text(),
                           "properties": { "inner": { "type": "integer", "description": text() } } } }
            },
            "externalDocs": { "url": text(), "description": text() }
        });
        schemas.insert(format!("Described{index}"), schema);
        let operation = json!({
            "operationId": format!("described{index}"), "summary": described, "description": text(), "tags": ["plain"],
            "deprecated": index % 7 == 0,
            "parameters": [
                { "name": "in path", "in": "path", "required": true, "description": text(), "schema": { "type": "string" } },
                { "name": "in query", "in": "query", "description": text(), "schema": { "type": "string", "default": text() } },
                { "name": "X-Header", "in": "header", "description": text(), "schema": { "type": "string" } }
            ],
            "requestBody": { "description": text(), "required": true, "content": { "application/json": {
                "schema": { "$ref": format!("#/components/schemas/Described{index}") }, "example": text() } } },
            "responses": {
                "200": { "description": text(), "headers": { "X-Seen": { "description": text(), "schema": { "type": "string" } } },
                         "content": { "application/json": { "schema": { "$ref": format!("#/components/schemas/Described{index}") } } } },
                "default": { "description": text() }
            },
            "externalDocs": { "url": text(), "description": text() }
        });
        paths.insert(
            format!("/described/{index}/{{in path}}"),
            json!({ "post": operation }),
        );
    }
    for (index, name) in NAMES.iter().enumerate() {
        let properties: Map<String, Value> = [
            ((*name).to_owned(), json!({ "type": "string" })),
            (
                format!("{name} item"),
                json!({ "type": "string", "enum": [name, format!("{name} 2")] }),
            ),
        ]
        .into_iter()
        .collect();
        schemas.insert(
            format!("{name} type"),
            json!({ "type": "object", "properties": properties }),
        );
        let operation = json!({
            "operationId": format!("{name} operation"), "tags": [format!("{name} tag")],
            "parameters": [{ "name": format!("{name} argument"), "in": "query", "schema": { "type": "string" } }],
            "responses": { "200": { "description": "", "content": { "application/json": {
                "schema": { "type": "object", "properties": { (*name): { "type": "boolean" } } } } } } }
        });
        paths.insert(format!("/named/{index}"), json!({ "get": operation }));
    }
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": text(), "version": text(), "summary": text(), "description": all.join("\n\n"),
                  "termsOfService": text(), "contact": { "name": text(), "url": text() }, "license": { "name": text() } },
        "servers": [{ "url": "https://example.org/{part}", "description": text(),
                      "variables": { "part": { "default": "x", "enum": ["x", "y"], "description": text() } } }],
        "tags": NAMES.iter().map(|name| json!({ "name": format!("{name} tag"), "description": text() })).collect::<Vec<_>>(),
        "security": [{ "key": [] }],
        "paths": paths,
        "components": { "schemas": schemas, "securitySchemes": {
            "key": { "type": "apiKey", "in": "header", "name": "X-Key", "description": text() },
            "token": { "type": "oauth2", "description": text(), "flows": { "clientCredentials": {
                "tokenUrl": "https://example.org/token", "scopes": { "read": text() } } } } } }
    });
    document.to_string()
}
