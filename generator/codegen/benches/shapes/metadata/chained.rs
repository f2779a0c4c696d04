//! OpenAPI schemas in chains and rings, and schemas that are deep inside of others, so that names and pointers are long.

use super::Row;
use super::composed::object;
use super::described::{described, list, named, reference};

pub(super) const SHAPES: &[Row] = &[
    (
        "rings through one schema, each member required",
        1_000,
        false,
        |n| {
            let ring = |i| {
                let required = |next: &str| {
                    format!(
                        "{{\"type\":\"object\",\"required\":[\"n\"],\"properties\":{{\"n\":{}}}}}",
                        named(next)
                    )
                };
                format!(
                    "\"A{i}\":{},\"B{i}\":{}",
                    required(&format!("B{i}")),
                    required("T")
                )
            };
            let required = list(n, |i| format!("\"p{i}\""));
            let all = list(n, |i| format!("\"p{i}\":{}", named(&format!("A{i}"))));
            described(
                "",
                &format!(
                    "\"T\":{{\"type\":\"object\",\"required\":[{required}],\"properties\":{{{all}}}}},{}",
                    list(n, ring)
                ),
            )
        },
    ),
    (
        "chain of references with keywords beside them",
        1_500,
        false,
        |n| {
            let link = |i| {
                format!(
                    "\"T{}\":{{\"$ref\":\"#/components/schemas/T{i}\",\"properties\":{{\"p{i}\":{{}}}}}}",
                    i + 1
                )
            };
            described("", &format!("{},{}", object(0, ""), list(n, link)))
        },
    ),
    ("chain of arrays", 1_500, true, |n| {
        let link = |i| {
            format!(
                "\"T{}\":{{\"type\":\"array\",\"items\":{}}}",
                i + 1,
                reference(i)
            )
        };
        described("", &format!("{},{}", object(0, ""), list(n, link)))
    }),
    ("ring of arrays and maps", 1_500, true, |n| {
        let link = |i: usize| {
            let next = reference((i + 1) % n);
            match i % 2 {
                0 => format!("\"T{i}\":{{\"type\":\"array\",\"items\":{next}}}"),
                _ => format!("\"T{i}\":{{\"type\":\"object\",\"additionalProperties\":{next}}}"),
            }
        };
        described("", &list(n, link))
    }),
    ("objects nested deep, with one name", 16, true, |n| {
        described("", &list(n, |i| format!("\"T{i}\":{}", nested("a", 50))))
    }),
    ("objects nested deep, with long names", 16, false, |n| {
        described(
            "",
            &list(n, |i| {
                format!("\"T{i}\":{}", nested(&"long".repeat(40), 50))
            }),
        )
    }),
    (
        "inline schemas far from their component",
        4_000,
        false,
        |n| {
            let inner = list(n, |i| {
                format!("\"p{i}\":{{\"type\":\"object\",\"properties\":{{\"q{i}\":{{}}}}}}")
            });
            let wide = format!("{{\"type\":\"object\",\"properties\":{{{inner}}}}}");
            let long = (0..40).fold(wide, |inner, level| {
                format!(
                    "{{\"type\":\"object\",\"properties\":{{\"{}{level}\":{inner}}}}}",
                    "n".repeat(n / 8)
                )
            });
            described("", &format!("\"T\":{long}"))
        },
    ),
    (
        "inline schemas with one name and one structure",
        1_500,
        true,
        |n| {
            let inline = "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}";
            let all = list(n, |i| {
                format!("\"{}p{}\":{inline}", "_".repeat(i % 40), "-".repeat(i / 40))
            });
            described(
                "",
                &format!("\"T\":{{\"type\":\"object\",\"properties\":{{{all}}}}}"),
            )
        },
    ),
    (
        "inline schemas with one name and different structures",
        1_000,
        true,
        |n| {
            let inline = |i| {
                format!(
                    "{{\"type\":\"object\",\"properties\":{{\"a{i}\":{{\"type\":\"string\"}}}}}}"
                )
            };
            let all = list(n, |i: usize| {
                format!(
                    "\"{}p{}\":{}",
                    "_".repeat(i % 40),
                    "-".repeat(i / 40),
                    inline(i)
                )
            });
            described(
                "",
                &format!("\"T\":{{\"type\":\"object\",\"properties\":{{{all}}}}}"),
            )
        },
    ),
    ("items of a tuple", 1_500, true, |n| {
        let items = list(n, |i| {
            format!("{{\"type\":\"object\",\"properties\":{{\"p{i}\":{{}}}}}}")
        });
        described(
            "",
            &format!("\"T\":{{\"type\":\"array\",\"prefixItems\":[{items}]}}"),
        )
    }),
    ("types of property names", 1_500, true, |n| {
        let patterns = list(n, |i| {
            format!("\"^p{i}\":{{\"type\":\"object\",\"properties\":{{\"p{i}\":{{}}}}}}")
        });
        described(
            "",
            &format!("\"T\":{{\"type\":\"object\",\"patternProperties\":{{{patterns}}}}}"),
        )
    }),
    ("schemas without effect", 1_500, true, |n| {
        let one = |i| {
            format!(
                "\"T{i}\":{{\"type\":\"string\",\"not\":{{\"enum\":[\"a\"]}},\"if\":{{\"minLength\":1}},\"then\":{},\"else\":{}}}",
                reference(i / 2),
                reference(i / 3)
            )
        };
        described("", &list(n, one))
    }),
    ("anchors", 1_000, true, |n| {
        let one = |i| {
            format!(
                "\"T{i}\":{{\"$id\":\"s{i}\",\"$defs\":{{\"d\":{{\"$anchor\":\"a{i}\",\"type\":\"string\"}}}},\"type\":\"object\",\"properties\":{{\"p\":{{\"$ref\":\"#a{i}\"}}}}}}"
            )
        };
        described("", &list(n, one))
    }),
    ("references by long pointers", 1_000, true, |n| {
        let steps = "/properties/a".repeat(20);
        let property = |i| {
            format!(
                "\"p{i}\":{{\"$ref\":\"#/components/schemas/T{}{steps}\"}}",
                i % 2
            )
        };
        let all = list(n, property);
        described(
            "",
            &format!(
                "\"T0\":{0},\"T1\":{0},\"U\":{{\"type\":\"object\",\"properties\":{{{all}}}}}",
                nested("a", 20)
            ),
        )
    }),
];

/// Objects in objects, each the property of a name.
fn nested(name: &str, depth: usize) -> String {
    (0..depth).fold("{\"type\":\"string\"}".to_owned(), |inner, _| {
        format!("{{\"type\":\"object\",\"properties\":{{\"{name}\":{inner}}}}}")
    })
}
