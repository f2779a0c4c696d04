//! OpenAPI descriptions whose paths, texts, YAML or Swagger forms are made to be expensive.

use clientwright::{Options, Placement};

use super::described::{OK, described, file, list, whole};
use super::shared::{operations, query};
use super::{Input, Row};

pub(super) const SHAPES: &[Row] = &[
    ("chain of references to parameters", 1_000, true, |n| {
        let link = |i| {
            format!(
                "\"P{}\":{{\"$ref\":\"#/components/parameters/P{i}\"}}",
                i + 1
            )
        };
        whole(&format!(
            "\"paths\":{{}},\"components\":{{\"parameters\":{{\"P0\":{},{}}}}}",
            query("p"),
            list(n, link)
        ))
    }),
    ("chain of references to path items", 1_000, true, |n| {
        let link = |i| {
            format!(
                "\"P{}\":{{\"$ref\":\"#/components/pathItems/P{i}\"}}",
                i + 1
            )
        };
        let paths = list(n, |i| {
            format!("\"/p{i}\":{{\"$ref\":\"#/components/pathItems/P{i}\"}}")
        });
        whole(&format!(
            "\"paths\":{{{paths}}},\"components\":{{\"pathItems\":{{\"P0\":{{\"get\":{{{OK}}}}},{}}}}}",
            list(n, link)
        ))
    }),
    ("names of one path", 1_000, false, |n| {
        let path: String = (0..n).map(|i| format!("/{{p{i}}}")).collect();
        described(&format!("\"{path}\":{{\"get\":{{{OK}}}}}"), "")
    }),
    ("paths that differ by names", 800, true, |n| {
        let operation = |i| {
            format!(
                "\"/p/{{a{i}}}\":{{\"get\":{{\"parameters\":[{{\"name\":\"a{i}\",\"in\":\"path\",\"required\":true,\"schema\":{{\"type\":\"string\"}}}}],{OK}}}}}"
            )
        };
        described(&list(n, operation), "")
    }),
    ("calls by path", 800, true, |n| {
        by_path(list(n, |i| format!("\"/a{i}/b/c\":{{\"get\":{{{OK}}}}}")))
    }),
    ("calls by path, twenty segments deep", 120, true, |n| {
        let below = "/b".repeat(19);
        let operation = |i| format!("\"/a{i}{below}\":{{\"get\":{{{OK}}}}}");
        by_path(list(n, operation))
    }),
    ("tags with one name after spelling", 800, true, |n| {
        let operation = |i: usize| {
            format!(
                "\"/p{i}\":{{\"get\":{{\"tags\":[\"{}t{}\"],{OK}}}}}",
                "_".repeat(i % 40),
                "-".repeat(i / 40)
            )
        };
        described(&list(n, operation), "")
    }),
    (
        "callbacks that several operations share",
        4_000,
        false,
        |n| {
            let operations = operations(
                n,
                &format!("\"callbacks\":{{\"c\":{{\"$ref\":\"#/components/callbacks/C\"}}}},{OK}"),
            );
            let all = list(n, |i| format!("\"/c{i}\":{{\"post\":{{{OK}}}}}"));
            whole(&format!(
                "\"paths\":{{{operations}}},\"components\":{{\"callbacks\":{{\"C\":{{{all}}}}}}}"
            ))
        },
    ),
    ("webhooks", 800, true, |n| {
        let body = "\"requestBody\":{\"content\":{\"application/json\":{\"schema\":{\"type\":\"object\",\"properties\":{\"p\":{}}}}}}";
        whole(&format!(
            "\"paths\":{{}},\"webhooks\":{{{}}}",
            list(n, |i| format!("\"w{i}\":{{\"post\":{{{body},{OK}}}}}"))
        ))
    }),
    ("examples", 2_000, true, |n| {
        let examples = list(n, |i| format!("{{\"p{i}\":[{i}]}}"));
        described(
            "",
            &format!("\"T\":{{\"type\":\"object\",\"examples\":[{examples}]}}"),
        )
    }),
    ("extensions", 2_000, true, |n| {
        let all = list(n, |i| format!("\"x-{i}\":{{\"a\":{i}}}"));
        described("", &format!("\"T\":{{\"type\":\"object\",{all}}}"))
    }),
    ("unknown keys", 2_000, false, |n| {
        let all = list(n, |i| format!("\"propertis{i}\":{{\"a\":{i}}}"));
        described("", &format!("\"T\":{{\"type\":\"object\",{all}}}"))
    }),
    ("patterns with wildcards of a description", 800, true, |n| {
        let operation = |i| format!("\"/a{i}/b{i}/c\":{{\"get\":{{{OK}}}}}");
        let stars = ["/*/*/c", "/**/c", "/a*/**", "/**/b*/**", "/a1*/**/c"];
        described(&list(n, operation), "").options(Options {
            include: stars.map(str::to_owned).into(),
            ..Options::default()
        })
    }),
    ("a description of one long line", 10_000, true, |n| {
        text(&"word ".repeat(n))
    }),
    ("a description of many paragraphs", 10_000, true, |n| {
        text(&"word\\n\\n".repeat(n))
    }),
    ("a description of brackets", 10_000, true, |n| {
        text(&"[a](b) [".repeat(n))
    }),
    ("a description of stars and ticks", 10_000, true, |n| {
        text(&"*a `b ``_c <".repeat(n))
    }),
    ("a description of a nested list", 200, true, |n| {
        let lines: String = (0..n)
            .map(|i| format!("{}- a\\n", "  ".repeat(i)))
            .collect();
        text(&lines)
    }),
    ("a description of a nested quotation", 10_000, true, |n| {
        text(&format!("{} a", "> ".repeat(n)))
    }),
    ("aliases of aliases", 40, false, |n| {
        let mut lines = "x0: &x0 [a, a, a, a, a, a, a, a, a, a]\n".to_owned();
        for i in 1..n {
            lines.push_str(&format!(
                "x{i}: &x{i} [{}]\n",
                vec![format!("*x{}", i - 1); 10].join(", ")
            ));
        }
        yaml(&lines, "{}")
    }),
    ("aliases of responses", 4_000, false, |n| {
        let responses: String = (0..n.min(500))
            .map(|i| format!("  \"{}\": {{ description: '' }}\n", 100 + i))
            .collect();
        let paths: String = (0..n)
            .map(|i| format!("  /p{i}: {{ get: {{ responses: *r }} }}\n"))
            .collect();
        yaml(&format!("x-r: &r\n{responses}"), &format!("\n{paths}"))
    }),
    ("aliases of path items", 4_000, false, |n| {
        let operations: String = (0..n)
            .map(|i| format!("    V{i}: {{ responses: {{ default: {{ description: '' }} }} }}\n"))
            .collect();
        let paths: String = (0..n).map(|i| format!("  /p{i}: *r\n")).collect();
        yaml(
            &format!("x-r: &r\n  additionalOperations:\n{operations}"),
            &format!("\n{paths}"),
        )
    }),
    ("aliases of long texts", 4_000, false, |n| {
        let long = "word ".repeat(n * 4);
        let paths: String = (0..n)
            .map(|i| format!("  /p{i}: {{ get: {{ description: *t, responses: {{}} }} }}\n"))
            .collect();
        yaml(&format!("x-t: &t {long}\n"), &format!("\n{paths}"))
    }),
    ("merge keys", 4_000, false, |n| {
        let all: String = (0..n)
            .map(|i| format!("  p{i}: {{ type: string }}\n"))
            .collect();
        let schemas: String = (0..n)
            .map(|i| format!("    T{i}: {{ type: object, properties: {{ <<: *m }} }}\n"))
            .collect();
        yaml(
            &format!("x-m: &m\n{all}components:\n  schemas:\n{schemas}"),
            "{}",
        )
    }),
    (
        "media types of all operations of Swagger",
        4_000,
        false,
        |n| {
            let media = list(n, |i| format!("\"application/x{i}\""));
            swagger(&format!(
                "\"consumes\":[{media}],\"paths\":{{{}}}",
                operations(
                    n,
                    "\"parameters\":[{\"name\":\"b\",\"in\":\"body\",\"schema\":{}}],\"responses\":{\"200\":{\"description\":\"\"}}"
                )
            ))
        },
    ),
    ("forms of Swagger", 800, true, |n| {
        let field = |i| format!("{{\"name\":\"p{i}\",\"in\":\"formData\",\"type\":\"string\"}}");
        swagger(&format!(
            "\"paths\":{{\"/p\":{{\"post\":{{\"parameters\":[{}],\"responses\":{{\"200\":{{\"description\":\"\"}}}}}}}}}}",
            list(n, field)
        ))
    }),
    ("bodies of Swagger", 800, true, |n| {
        let operations = operations(
            n,
            "\"parameters\":[{\"$ref\":\"#/parameters/B\"}],\"responses\":{\"200\":{\"$ref\":\"#/responses/R\"}}",
        );
        swagger(&format!(
            "\"paths\":{{{operations}}},\"parameters\":{{\"B\":{{\"name\":\"b\",\"in\":\"body\",\"schema\":{{\"$ref\":\"#/definitions/T\"}}}}}},\"responses\":{{\"R\":{{\"description\":\"\",\"schema\":{{\"$ref\":\"#/definitions/T\"}}}}}},\"definitions\":{{\"T\":{{\"type\":\"object\",\"properties\":{{\"p\":{{\"type\":\"string\"}}}}}}}}"
        ))
    }),
];

fn by_path(paths: String) -> Input {
    described(&paths, "").options(Options {
        placement: Placement::Path,
        ..Options::default()
    })
}

fn text(description: &str) -> Input {
    described(
        "",
        &format!("\"T\":{{\"type\":\"object\",\"description\":\"{description}\"}}"),
    )
}

fn yaml(before: &str, paths: &str) -> Input {
    let text =
        format!("openapi: 3.2.0\ninfo: {{ title: T, version: '1' }}\n{before}paths: {paths}\n");
    file("schema.openapi.yaml", text)
}

pub(super) fn whole_of(version: &str, members: &str) -> Input {
    file(
        "schema.openapi.json",
        format!(
            "{{\"openapi\":\"{version}\",\"info\":{{\"title\":\"T\",\"version\":\"1\"}},{members}}}"
        ),
    )
}

fn swagger(members: &str) -> Input {
    file(
        "schema.openapi.json",
        format!("{{\"swagger\":\"2.0\",\"info\":{{\"title\":\"T\",\"version\":\"1\"}},{members}}}"),
    )
}
