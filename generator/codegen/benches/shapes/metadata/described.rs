//! OpenAPI descriptions with many of one construct.

use clientwright::Options;

use super::{Input, Row};

pub(super) const SHAPES: &[Row] = &[
    ("operations", 200, true, |n| {
        let operation = |i| {
            format!(
                "\"/p{i}/{{id}}\":{{\"get\":{{\"operationId\":\"op{i}\",\"tags\":[\"t{}\"],\"parameters\":[{ID}],{OK}}}}}",
                i / 10
            )
        };
        described(&list(n, operation), "")
    }),
    ("operations of one tag without ids", 200, true, |n| {
        let operation = |i| format!("\"/p{i}\":{{\"get\":{{\"tags\":[\"t\"],{OK}}}}}");
        described(&list(n, operation), "")
    }),
    ("operations with one id after spelling", 200, true, |n| {
        let operation = |i| {
            let id = format!("{}op", "_".repeat(i % 40));
            format!(
                "\"/p{i}\":{{\"get\":{{\"operationId\":\"{id}{}\",{OK}}}}}",
                "-".repeat(i / 40)
            )
        };
        described(&list(n, operation), "")
    }),
    ("parameters of one operation", 300, true, |n| {
        let parameter = |i| {
            format!("{{\"name\":\"p{i}\",\"in\":\"query\",\"schema\":{{\"type\":\"string\"}}}}")
        };
        let parameters = list(n, parameter);
        described(
            &format!("\"/p\":{{\"get\":{{\"parameters\":[{parameters}],{OK}}}}}"),
            "",
        )
    }),
    ("tags of one operation", 300, true, |n| {
        let tags = list(n, |i| format!("\"t{i}\""));
        described(
            &format!("\"/p\":{{\"get\":{{\"tags\":[{tags}],{OK}}}}}"),
            "",
        )
    }),
    ("responses of one operation", 400, true, |n| {
        let responses = list(n.min(500), |i| {
            format!("\"{}\":{{\"description\":\"\"}}", 100 + i)
        });
        described(
            &format!("\"/p\":{{\"get\":{{\"responses\":{{{responses}}}}}}}"),
            "",
        )
    }),
    ("component schemas", 400, true, |n| {
        let schema = |i| {
            let reference = reference(i / 2);
            format!("\"T{i}\":{{\"type\":\"object\",\"properties\":{{\"p\":{reference}}}}}")
        };
        described("", &list(n, schema))
    }),
    (
        "component schemas with one name after spelling",
        200,
        true,
        |n| {
            let schema = |i: usize| {
                let key = format!("{}T{}", "_".repeat(i % 40), "-".repeat(i / 40));
                format!("\"{key}\":{{\"type\":\"object\"}}")
            };
            described("", &list(n, schema))
        },
    ),
    ("properties of one schema", 600, true, |n| {
        let properties = list(n, |i| format!("\"p{i}\":{{\"type\":\"string\"}}"));
        let required = list(n, |i| format!("\"p{i}\""));
        described(
            "",
            &format!(
                "\"T\":{{\"type\":\"object\",\"required\":[{required}],\"properties\":{{{properties}}}}}"
            ),
        )
    }),
    ("inline schemas of one schema", 200, true, |n| {
        let inline = "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"object\",\"properties\":{\"b\":{\"type\":\"string\"}}}}}";
        let properties = list(n, |i| format!("\"p{i}\":{inline}"));
        described(
            "",
            &format!("\"T\":{{\"type\":\"object\",\"properties\":{{{properties}}}}}"),
        )
    }),
    ("members of one enumeration of texts", 400, true, |n| {
        let members = list(n, |i| format!("\"m{i}\""));
        described(
            "",
            &format!("\"T\":{{\"type\":\"string\",\"enum\":[{members}]}}"),
        )
    }),
    ("members with one name after spelling", 200, true, |n| {
        let members = list(n, |i: usize| {
            format!("\"{}m{}\"", "_".repeat(i % 40), "-".repeat(i / 40))
        });
        described(
            "",
            &format!("\"T\":{{\"type\":\"string\",\"enum\":[{members}]}}"),
        )
    }),
    ("variants by a constant", 100, true, |n| {
        let variant = |i| {
            format!(
                "\"V{i}\":{{\"type\":\"object\",\"required\":[\"kind\"],\"properties\":{{\"kind\":{{\"const\":\"v{i}\"}}}}}}"
            )
        };
        union(n, &list(n, variant))
    }),
    ("variants by a required property", 100, true, |n| {
        let variant = |i| {
            format!(
                "\"V{i}\":{{\"type\":\"object\",\"required\":[\"p{i}\"],\"properties\":{{\"p{i}\":{{\"type\":\"string\"}}}}}}"
            )
        };
        union(n, &list(n, variant))
    }),
    ("schemas that extend one", 150, true, |n| {
        let derived = |i| {
            format!(
                "\"V{i}\":{{\"allOf\":[{},{{\"type\":\"object\"}}]}}",
                named("B")
            )
        };
        let base = "\"B\":{\"type\":\"object\",\"required\":[\"k\"],\"properties\":{\"k\":{\"type\":\"string\"}},\"discriminator\":{\"propertyName\":\"k\"}}";
        described("", &format!("{base},{}", list(n, derived)))
    }),
    ("parts of one allOf", 150, true, |n| {
        let part = |i| {
            format!(
                "\"V{i}\":{{\"type\":\"object\",\"properties\":{{\"p{i}\":{{\"type\":\"string\"}}}}}}"
            )
        };
        let parts = list(n, |i| named(&format!("V{i}")));
        described(
            "",
            &format!("{},\"T\":{{\"allOf\":[{parts}]}}", list(n, part)),
        )
    }),
    ("chain of references", 1_000, false, |n| {
        let link = |i| format!("\"T{}\":{}", i + 1, reference(i));
        described(
            "",
            &format!("\"T0\":{{\"type\":\"object\"}},{}", list(n, link)),
        )
    }),
    (
        "chain of schemas, each required by the one before",
        300,
        true,
        |n| {
            let link = |i| {
                let next = reference(i + 1);
                format!(
                    "\"T{i}\":{{\"type\":\"object\",\"required\":[\"n\"],\"properties\":{{\"n\":{next}}}}}"
                )
            };
            described(
                "",
                &format!("{},\"T{n}\":{{\"type\":\"object\"}}", list(n, link)),
            )
        },
    ),
    (
        "chain of schemas with one alternative each",
        1_000,
        false,
        |n| {
            let link = |i| format!("\"T{i}\":{{\"oneOf\":[{}]}}", reference(i + 1));
            described(
                "",
                &format!("{},\"T{n}\":{{\"type\":\"object\"}}", list(n, link)),
            )
        },
    ),
    ("ring of schemas", 300, true, |n| {
        let link = |i| {
            let next = reference((i + 1) % n);
            format!(
                "\"T{i}\":{{\"type\":\"object\",\"required\":[\"n\"],\"properties\":{{\"n\":{next}}}}}"
            )
        };
        described("", &list(n, link))
    }),
    ("security schemes", 200, true, |n| {
        let scheme =
            |i| format!("\"k{i}\":{{\"type\":\"apiKey\",\"in\":\"header\",\"name\":\"X-{i}\"}}");
        let all = list(n, |i| format!("{{\"k{i}\":[]}}"));
        let paths = format!("\"/p\":{{\"get\":{{\"security\":[{all}],{OK}}}}}");
        whole(&format!(
            "\"paths\":{{{paths}}},\"components\":{{\"securitySchemes\":{{{}}}}}",
            list(n, scheme)
        ))
    }),
    ("patterns of a description", 200, true, |n| {
        let schema = |i| format!("\"T{i}\":{{\"type\":\"object\"}}");
        described("", &list(n, schema)).options(Options {
            include: (0..n).map(|i| format!("schema:T{i}")).collect(),
            ..Options::default()
        })
    }),
    ("aliases of YAML", 300, true, |n| {
        let lines: String = (0..n)
            .map(|i| format!("    T{i}: {{ type: object, properties: {{ p: *text }} }}\n"))
            .collect();
        file(
            "schema.openapi.yaml",
            format!(
                "openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\nx-text: &text {{ type: string }}\npaths: {{}}\ncomponents:\n  schemas:\n{lines}"
            ),
        )
    }),
    ("references to nothing", 300, false, |n| {
        let property = |i| format!("\"p{i}\":{}", named(&format!("Missing{i}")));
        described(
            "",
            &format!(
                "\"T\":{{\"type\":\"object\",\"properties\":{{{}}}}}",
                list(n, property)
            ),
        )
    }),
    ("duplicate keys", 200, false, |n| {
        described("", &list(n, |_| "\"T\":{\"type\":\"object\"}".to_owned()))
    }),
    ("parameters in no place", 200, false, |n| {
        let parameter = |i| format!("{{\"name\":\"p{i}\",\"in\":\"nowhere\"}}");
        let parameters = list(n, parameter);
        described(
            &format!("\"/p\":{{\"get\":{{\"parameters\":[{parameters}],{OK}}}}}"),
            "",
        )
    }),
];

pub(super) const OK: &str = "\"responses\":{\"200\":{\"description\":\"\",\"content\":{\"application/json\":{\"schema\":{\"type\":\"string\"}}}}}";
const ID: &str =
    "{\"name\":\"id\",\"in\":\"path\",\"required\":true,\"schema\":{\"type\":\"string\"}}";

pub(super) fn list(n: usize, item: impl Fn(usize) -> String) -> String {
    (0..n).map(item).collect::<Vec<_>>().join(",")
}

pub(super) fn named(key: &str) -> String {
    format!("{{\"$ref\":\"#/components/schemas/{key}\"}}")
}

pub(super) fn reference(index: usize) -> String {
    named(&format!("T{index}"))
}

/// A union of the variants `V0` and so on.
fn union(n: usize, variants: &str) -> Input {
    let all = list(n, |i| named(&format!("V{i}")));
    described("", &format!("{variants},\"T\":{{\"oneOf\":[{all}]}}"))
}

pub(super) fn described(paths: &str, schemas: &str) -> Input {
    whole(&format!(
        "\"paths\":{{{paths}}},\"components\":{{\"schemas\":{{{schemas}}}}}"
    ))
}

pub(super) fn whole(members: &str) -> Input {
    let info = "\"openapi\":\"3.1.0\",\"info\":{\"title\":\"T\",\"version\":\"1\"}";
    file("schema.openapi.json", format!("{{{info},{members}}}"))
}

pub(super) fn file(name: &str, text: String) -> Input {
    Input {
        files: vec![(name.to_owned(), text)],
        ..Input::default()
    }
}
