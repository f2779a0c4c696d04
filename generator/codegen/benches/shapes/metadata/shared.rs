//! OpenAPI operations that share something large by reference, so that code could multiply.

use super::described::{OK, described, list, named, whole};
use super::written::whole_of;
use super::{Input, Row};

pub(super) const SHAPES: &[Row] = &[
    ("path items that share many operations", 4_000, false, |n| {
        let operations = list(n, |i| format!("\"V{i}\":{{{OK}}}"));
        let paths = list(n, |i| {
            format!("\"/p{i}\":{{\"$ref\":\"#/components/pathItems/P\"}}")
        });
        let item = format!("\"P\":{{\"additionalOperations\":{{{operations}}}}}");
        whole_of(
            "3.2.0",
            &format!("\"paths\":{{{paths}}},\"components\":{{\"pathItems\":{{{item}}}}}"),
        )
    }),
    ("parameters of path items", 4_000, false, |n| {
        let parameters = list(n, |i| query(&format!("p{i}")));
        let operations = list(n, |i| format!("\"V{i}\":{{{OK}}}"));
        whole_of(
            "3.2.0",
            &format!(
                "\"paths\":{{\"/p\":{{\"parameters\":[{parameters}],\"additionalOperations\":{{{operations}}}}}}}"
            ),
        )
    }),
    ("operations of one long path", 4_000, false, |n| {
        let operations = list(n, |i| format!("\"V{i}\":{{{OK}}}"));
        let path = "/long".repeat(n * 4);
        whole_of(
            "3.2.0",
            &format!("\"paths\":{{\"{path}\":{{\"additionalOperations\":{{{operations}}}}}}}"),
        )
    }),
    ("bodies with many media types", 4_000, false, |n| {
        let content = list(n, |i| format!("\"application/x{i}\":{{}}"));
        shared(
            n,
            "requestBodies",
            &format!("{{\"content\":{{{content}}}}}"),
            "requestBody",
        )
    }),
    ("forms with many parts", 4_000, false, |n| {
        let all = list(n, |i| format!("\"p{i}\":{{}}"));
        let body = format!(
            "{{\"content\":{{\"multipart/form-data\":{{\"schema\":{{\"type\":\"object\",\"properties\":{{{all}}}}}}}}}}}"
        );
        shared(n, "requestBodies", &body, "requestBody")
    }),
    ("encodings of forms", 1_000, true, |n| {
        let all = list(n, |i| format!("\"p{i}\":{{}}"));
        let encoding = list(n, |i| {
            format!("\"p{i}\":{{\"contentType\":\"text/plain\"}}")
        });
        let media = format!(
            "{{\"schema\":{{\"type\":\"object\",\"properties\":{{{all}}}}},\"encoding\":{{{encoding}}}}}"
        );
        described(
            &format!(
                "\"/p\":{{\"post\":{{\"requestBody\":{{\"content\":{{\"multipart/form-data\":{media}}}}},{OK}}}}}"
            ),
            "",
        )
    }),
    ("responses with many media types", 4_000, false, |n| {
        let content = list(n, |i| format!("\"application/x{i}\":{{}}"));
        shared_response(
            n,
            &format!("{{\"description\":\"\",\"content\":{{{content}}}}}"),
            "200",
        )
    }),
    ("errors with many media types", 4_000, false, |n| {
        let content = list(n, |i| format!("\"text/x{i}\":{{}}"));
        shared_response(
            n,
            &format!(
                "{{\"description\":\"\",\"content\":{{{content},\"application/json\":{{}}}}}}"
            ),
            "400",
        )
    }),
    ("responses with many headers", 4_000, false, |n| {
        let headers = list(n, |i| {
            format!("\"X-{i}\":{{\"schema\":{{\"type\":\"string\"}}}}")
        });
        shared_response(
            n,
            &format!("{{\"description\":\"\",\"headers\":{{{headers}}}}}"),
            "200",
        )
    }),
    ("headers of one response", 1_000, true, |n| {
        let headers = list(n, |i| {
            format!("\"X-{i}\":{{\"schema\":{{\"type\":\"string\"}}}}")
        });
        described(
            &format!(
                "\"/p\":{{\"get\":{{\"responses\":{{\"200\":{{\"description\":\"\",\"headers\":{{{headers}}}}}}}}}}}"
            ),
            "",
        )
    }),
    ("responses in XML with many elements", 4_000, false, |n| {
        let all = list(n, |i| format!("\"p{i}\":{{}}"));
        let operations = operations(
            n,
            "\"responses\":{\"200\":{\"description\":\"\",\"content\":{\"application/xml\":{\"schema\":{\"$ref\":\"#/components/schemas/T\"}}}}}",
        );
        described(
            &operations,
            &format!("\"T\":{{\"type\":\"object\",\"properties\":{{{all}}}}}"),
        )
    }),
    ("responses in XML of many components", 800, true, |n| {
        let operation = |i| {
            format!(
                "\"/p{i}\":{{\"get\":{{\"responses\":{{\"200\":{{\"description\":\"\",\"content\":{{\"application/xml\":{{\"schema\":{}}}}}}}}}}}}}",
                named(&format!("T{i}"))
            )
        };
        described(
            &list(n, operation),
            &list(n, |i| {
                format!("\"T{i}\":{{\"type\":\"object\",\"properties\":{{\"p\":{{}}}}}}")
            }),
        )
    }),
    ("errors with a long description", 4_000, false, |n| {
        shared_response(
            n,
            &format!("{{\"description\":\"{}\"}}", "word ".repeat(n * 4)),
            "400",
        )
    }),
    ("parameters with a long description", 4_000, false, |n| {
        let parameter = format!(
            "\"P\":{{\"name\":\"p\",\"in\":\"query\",\"description\":\"{}\",\"schema\":{{}}}}",
            "word ".repeat(n * 4)
        );
        let operations = operations(
            n,
            &format!("\"parameters\":[{{\"$ref\":\"#/components/parameters/P\"}}],{OK}"),
        );
        whole(&format!(
            "\"paths\":{{{operations}}},\"components\":{{\"parameters\":{{{parameter}}}}}"
        ))
    }),
    ("properties with a long description", 4_000, false, |n| {
        let text = format!(
            "\"S\":{{\"type\":\"string\",\"description\":\"{}\"}}",
            "word ".repeat(n * 4)
        );
        let all = list(n, |i| format!("\"p{i}\":{}", named("S")));
        described(
            "",
            &format!("{text},\"T\":{{\"type\":\"object\",\"properties\":{{{all}}}}}"),
        )
    }),
    (
        "alternatives of security for all operations",
        4_000,
        false,
        |n| {
            let schemes = list(n, |i| {
                format!("\"k{i}\":{{\"type\":\"apiKey\",\"in\":\"header\",\"name\":\"X-{i}\"}}")
            });
            let all = list(n, |i| format!("{{\"k{i}\":[]}}"));
            let operations = operations(n, OK);
            whole(&format!(
                "\"security\":[{all}],\"paths\":{{{operations}}},\"components\":{{\"securitySchemes\":{{{schemes}}}}}"
            ))
        },
    ),
    ("schemes that no operation names", 4_000, false, |n| {
        let schemes = list(n, |i| {
            format!("\"k{i}\":{{\"type\":\"apiKey\",\"in\":\"header\",\"name\":\"X-{i}\"}}")
        });
        let operations = operations(n, OK);
        whole(&format!(
            "\"paths\":{{{operations}}},\"components\":{{\"securitySchemes\":{{{schemes}}}}}"
        ))
    }),
    ("scopes of one scheme", 800, true, |n| {
        let flow = "\"flows\":{\"clientCredentials\":{\"tokenUrl\":\"https://example.org/\",\"scopes\":{}}}";
        let operation =
            |i| format!("\"/p{i}\":{{\"get\":{{\"security\":[{{\"k\":[\"s{i}\"]}}],{OK}}}}}");
        whole(&format!(
            "\"paths\":{{{}}},\"components\":{{\"securitySchemes\":{{\"k\":{{\"type\":\"oauth2\",{flow}}}}}}}",
            list(n, operation)
        ))
    }),
    ("servers of a path with many variables", 4_000, false, |n| {
        let variables = list(n, |i| format!("\"v{i}\":{{\"default\":\"a\"}}"));
        let url: String = (0..n).map(|i| format!("/{{v{i}}}")).collect();
        let operations = list(n, |i| format!("\"V{i}\":{{{OK}}}"));
        whole_of(
            "3.2.0",
            &format!(
                "\"paths\":{{\"/p\":{{\"servers\":[{{\"url\":\"https://example.org{url}\",\"variables\":{{{variables}}}}}],\"additionalOperations\":{{{operations}}}}}}}"
            ),
        )
    }),
    ("servers with variables", 1_000, true, |n| {
        let servers = list(n, |i| {
            format!(
                "{{\"url\":\"https://{{v{i}}}.example.org\",\"variables\":{{\"v{i}\":{{\"default\":\"a\",\"enum\":[\"a\",\"b\"]}}}}}}"
            )
        });
        whole(&format!("\"servers\":[{servers}],\"paths\":{{}}"))
    }),
];

/// Operations, each with the same members.
pub(super) fn operations(n: usize, members: &str) -> String {
    list(n, |i| format!("\"/p{i}\":{{\"post\":{{{members}}}}}"))
}

/// A component that each operation refers to by a member.
fn shared(n: usize, section: &str, component: &str, member: &str) -> Input {
    let operations = operations(
        n,
        &format!("\"{member}\":{{\"$ref\":\"#/components/{section}/C\"}},{OK}"),
    );
    whole(&format!(
        "\"paths\":{{{operations}}},\"components\":{{\"{section}\":{{\"C\":{component}}}}}"
    ))
}

/// A response that each operation has for a status.
fn shared_response(n: usize, component: &str, status: &str) -> Input {
    let operations = operations(
        n,
        &format!("\"responses\":{{\"{status}\":{{\"$ref\":\"#/components/responses/C\"}}}}"),
    );
    whole(&format!(
        "\"paths\":{{{operations}}},\"components\":{{\"responses\":{{\"C\":{component}}}}}"
    ))
}

pub(super) fn query(name: &str) -> String {
    format!("{{\"name\":\"{name}\",\"in\":\"query\",\"schema\":{{\"type\":\"string\"}}}}")
}
