//! OpenAPI schemas that are composed of each other so that something could be compared with everything else, or be copied
//! for each: `allOf`, enumerations, unions.

use super::Row;
use super::described::{described, list, named, reference};

pub(super) const SHAPES: &[Row] = &[
    (
        "properties of allOf, each level with one more",
        4_000,
        false,
        |n| {
            described(
                "",
                &format!("{},{}", object(0, ""), list(n, |i| tower(i, &property(i)))),
            )
        },
    ),
    ("properties of allOf, each level twice", 4_000, false, |n| {
        let level = |i| {
            let below = reference(i);
            let twice = format!("{{\"allOf\":[{below},{below}]}}");
            format!(
                "\"T{}\":{{\"allOf\":[{twice},{twice},{{{}}}]}}",
                i + 1,
                property(i)
            )
        };
        described("", &format!("{},{}", object(0, ""), list(n, level)))
    }),
    ("diamonds of allOf", 4_000, false, |n| {
        let both = |i: usize| format!("[{},{}]", named(&format!("T{i}")), named(&format!("U{i}")));
        let level = |i| {
            let below = both(i);
            format!(
                "\"T{0}\":{{\"allOf\":{below}}},\"U{0}\":{{\"allOf\":{below}}}",
                i + 1
            )
        };
        described(
            "",
            &format!(
                "{},\"U0\":{{\"type\":\"object\"}},{}",
                object(0, &property(0)),
                list(n, level)
            ),
        )
    }),
    (
        "schemas that extend one with many properties",
        4_000,
        false,
        |n| {
            let derived = |i| {
                format!(
                    "\"V{i}\":{{\"allOf\":[{},{{\"type\":\"object\"}}]}}",
                    named("B")
                )
            };
            described(
                "",
                &format!("\"B\":{{{}}},{}", properties(n), list(n, derived)),
            )
        },
    ),
    ("parts of allOf with one property", 2_000, true, |n| {
        let part =
            |_| "{\"type\":\"object\",\"properties\":{\"p\":{\"type\":\"string\"}}}".to_owned();
        described("", &format!("\"T\":{{\"allOf\":[{}]}}", list(n, part)))
    }),
    (
        "parts of allOf that are wider than another",
        2_000,
        true,
        |n| {
            let part = |i| {
                let inner = match i {
                    0 => "{\"type\":\"object\",\"properties\":{\"q\":{\"type\":\"string\"}}}",
                    _ => "{\"type\":\"object\"}",
                };
                format!("{{\"type\":\"object\",\"properties\":{{\"p\":{inner}}}}}")
            };
            described("", &format!("\"T\":{{\"allOf\":[{}]}}", list(n, part)))
        },
    ),
    ("enumerations of allOf", 4_000, true, |n| {
        let members = list(n, |i| format!("\"m{i}\""));
        let one = format!("{{\"type\":\"string\",\"enum\":[{members}]}}");
        described("", &format!("\"T\":{{\"allOf\":[{one},{one}]}}"))
    }),
    ("enumerations of anyOf", 4_000, true, |n| {
        let one = |from: usize| {
            let members = list(n, |i| format!("\"m{}\"", from + i));
            format!("{{\"type\":\"string\",\"enum\":[{members}]}}")
        };
        described("", &format!("\"T\":{{\"anyOf\":[{},{}]}}", one(0), one(n)))
    }),
    ("many members of one enumeration", 4_000, true, |n| {
        let members = list(n, |i| format!("\"m{i}\""));
        described(
            "",
            &format!("\"T\":{{\"type\":\"string\",\"enum\":[{members}]}}"),
        )
    }),
    ("many numbers of one enumeration", 4_000, true, |n| {
        let members = list(n, |i| format!("{i}"));
        described(
            "",
            &format!("\"T\":{{\"type\":\"integer\",\"enum\":[{members}]}}"),
        )
    }),
    ("members that occur twice", 4_000, false, |n| {
        let members = list(n, |i| format!("\"m{i}\",\"m{i}\""));
        described(
            "",
            &format!("\"T\":{{\"type\":\"string\",\"enum\":[{members}]}}"),
        )
    }),
    (
        "objects of anyOf with one property of different types",
        1_200,
        true,
        |n| {
            let variant = |i| {
                let ty = ["string", "integer"][usize::from(i + 1 == n)];
                format!(
                    "{{\"type\":\"object\",\"required\":[\"q{i}\"],\"properties\":{{\"p\":{{\"type\":\"{ty}\"}},\"q{i}\":{{}}}}}}"
                )
            };
            described("", &format!("\"T\":{{\"anyOf\":[{}]}}", list(n, variant)))
        },
    ),
    (
        "objects of anyOf with one property of the same type",
        1_200,
        true,
        |n| {
            let variant = |i| {
                format!(
                    "{{\"type\":\"object\",\"required\":[\"q{i}\"],\"properties\":{{\"p\":{{\"type\":\"string\"}},\"q{i}\":{{\"type\":\"string\"}}}}}}"
                )
            };
            described("", &format!("\"T\":{{\"anyOf\":[{}]}}", list(n, variant)))
        },
    ),
    ("variants that nothing tells apart", 1_000, false, |n| {
        let variant = |i| {
            format!(
                "{{\"type\":\"object\",\"title\":\"V{i}\",\"required\":[\"p\"],\"properties\":{{\"p\":{{\"type\":\"string\"}}}}}}"
            )
        };
        described("", &format!("\"T\":{{\"oneOf\":[{}]}}", list(n, variant)))
    }),
    ("variants by many required properties", 1_000, true, |n| {
        let variant = |i| {
            format!(
                "{{\"type\":\"object\",\"required\":[\"p{i}\",\"q\"],\"properties\":{{\"p{i}\":{{\"type\":\"string\"}},\"q\":{{\"type\":\"string\"}}}}}}"
            )
        };
        described("", &format!("\"T\":{{\"oneOf\":[{}]}}", list(n, variant)))
    }),
    ("variants by a constant each", 1_000, true, |n| {
        let variant = |i| {
            format!(
                "{{\"type\":\"object\",\"required\":[\"k\"],\"properties\":{{\"k\":{{\"const\":\"v{i}\"}}}}}}"
            )
        };
        described("", &format!("\"T\":{{\"oneOf\":[{}]}}", list(n, variant)))
    }),
    ("variants that are arrays", 1_000, true, |n| {
        let variant = |i| {
            format!(
                "{{\"type\":\"array\",\"items\":{{\"type\":\"object\",\"required\":[\"p{i}\"],\"properties\":{{\"p{i}\":{{\"type\":\"string\"}}}}}}}}"
            )
        };
        described("", &format!("\"T\":{{\"oneOf\":[{}]}}", list(n, variant)))
    }),
    ("diamonds of oneOf", 1_000, false, |n| {
        let level = |i: usize| {
            let all = format!("[{},{}]", reference(i), named(&format!("U{i}")));
            format!(
                "\"T{0}\":{{\"oneOf\":{all}}},\"U{0}\":{{\"oneOf\":{all}}}",
                i + 1
            )
        };
        let ends = format!(
            "{},\"U0\":{{\"type\":\"object\",\"required\":[\"b\"],{}}}",
            object(0, &property(0)),
            property(1)
        );
        described("", &format!("{ends},{}", list(n, level)))
    }),
    ("chain of oneOf", 1_500, false, |n| {
        let level = |i: usize| {
            format!(
                "\"T{}\":{{\"oneOf\":[{},{{\"type\":\"object\",\"required\":[\"p{i}\"],{}}}]}}",
                i + 1,
                reference(i),
                property(i)
            )
        };
        described(
            "",
            &format!(
                "\"T0\":{{\"type\":\"object\",\"required\":[\"p\"],\"properties\":{{\"p\":{{}}}}}},{}",
                list(n, level)
            ),
        )
    }),
    ("oneOf of oneOf", 1_500, true, |n| {
        let one = |i| {
            format!(
                "{{\"oneOf\":[{{\"oneOf\":[{{\"type\":\"string\"}},{{\"type\":\"integer\"}}]}},{{\"oneOf\":[{{\"type\":\"boolean\"}},{{\"type\":\"array\",\"items\":{}}}]}}]}}",
                reference(i / 2)
            )
        };
        described("", &list(n, |i| format!("\"T{i}\":{}", one(i))))
    }),
    ("discriminators with many mappings", 1_000, true, |n| {
        let variant = |i| {
            format!(
                "\"V{i}\":{{\"type\":\"object\",\"required\":[\"k\"],\"properties\":{{\"k\":{{\"type\":\"string\"}}}}}}"
            )
        };
        let mapping = list(n, |i| format!("\"v{i}\":\"#/components/schemas/V{i}\""));
        let all = list(n, |i| named(&format!("V{i}")));
        let union = format!(
            "\"T\":{{\"oneOf\":[{all}],\"discriminator\":{{\"propertyName\":\"k\",\"mapping\":{{{mapping}}}}}}}"
        );
        described("", &format!("{},{union}", list(n, variant)))
    }),
    ("mappings to one variant", 2_000, true, |n| {
        let mapping = list(n, |i| format!("\"v{i}\":\"#/components/schemas/T0\""));
        let other = "\"V\":{\"type\":\"object\",\"required\":[\"k\"],\"properties\":{\"k\":{\"type\":\"string\"}}}";
        let union = format!(
            "\"U\":{{\"oneOf\":[{},{}],\"discriminator\":{{\"propertyName\":\"k\",\"mapping\":{{{mapping}}}}}}}",
            reference(0),
            named("V")
        );
        described(
            "",
            &format!(
                "{},{other},{union}",
                object(
                    0,
                    "\"required\":[\"k\"],\"properties\":{\"k\":{\"type\":\"string\"}}"
                )
            ),
        )
    }),
    ("unions of the same two large objects", 4_000, false, |n| {
        let required = |first: &str| {
            let names = list(n, |i| format!("\"{first}{i}\""));
            let all = list(n, |i| format!("\"{first}{i}\":{{}}"));
            format!("{{\"type\":\"object\",\"required\":[{names}],\"properties\":{{{all}}}}}")
        };
        let unions = list(n, |i| {
            format!("\"U{i}\":{{\"oneOf\":[{},{}]}}", named("A"), named("B"))
        });
        described(
            "",
            &format!("\"A\":{},\"B\":{},{unions}", required("a"), required("b")),
        )
    }),
    ("unions by the same large enumeration", 4_000, false, |n| {
        let variant = |first: &str| {
            let members = list(n, |i| format!("\"{first}{i}\""));
            format!(
                "{{\"type\":\"object\",\"required\":[\"k\"],\"properties\":{{\"k\":{{\"enum\":[{members}]}}}}}}"
            )
        };
        let unions = list(n, |i| {
            format!("\"U{i}\":{{\"oneOf\":[{},{}]}}", named("A"), named("B"))
        });
        described(
            "",
            &format!("\"A\":{},\"B\":{},{unions}", variant("a"), variant("b")),
        )
    }),
];

pub(super) fn property(number: usize) -> String {
    format!("\"type\":\"object\",\"properties\":{{\"p{number}\":{{\"type\":\"string\"}}}}")
}

fn properties(n: usize) -> String {
    let all = list(n, |i| format!("\"p{i}\":{{\"type\":\"string\"}}"));
    format!("\"type\":\"object\",\"properties\":{{{all}}}")
}

pub(super) fn object(number: usize, members: &str) -> String {
    match members {
        "" => format!("\"T{number}\":{{\"type\":\"object\"}}"),
        _ => format!("\"T{number}\":{{{members}}}"),
    }
}

/// A component that extends the one before it.
fn tower(below: usize, own: &str) -> String {
    format!(
        "\"T{}\":{{\"allOf\":[{},{{{own}}}]}}",
        below + 1,
        reference(below)
    )
}
