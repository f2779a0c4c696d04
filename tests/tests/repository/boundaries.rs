//! Which crates may depend on which. Dependencies of tests do not count.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use clientwright_tests::root;
use serde_json::Value;

/// What a published crate may depend on, directly or not.
struct Boundary {
    name: &'static str,
    /// The crates of this workspace that it may depend on.
    ours: &'static [&'static str],
    /// The crates of others that neither it nor these may name in their manifests. A star stands for the rest of a name.
    never: &'static [&'static str],
}

/// The crate that opens connections, for the command `fetch`.
const FETCH: &str = "clientwright-fetch";

/// The crate that serves descriptions on loopback, for tests of users and the command `mock`.
const MOCK: &str = "clientwright-mock";

/// The crate that writes the page of the command `explore`.
const EXPLORE: &str = "clientwright-explore";

const PROGRAM: &str = "clientwright-cli";
const DIAGNOSTICS: &str = "clientwright-diagnostics";
const CSDL: &str = "clientwright-csdl";
const OAS: &str = "clientwright-oas";
const MODEL: &str = "clientwright-model";
const EMIT: &str = "clientwright-emit";
const CODEGEN: &str = "clientwright";
const HTTP: &str = "clientwright-http";
const VALUES: &str = "clientwright-values";
const ODATA: &str = "clientwright-odata";
const OPENAPI: &str = "clientwright-openapi";

/// What only generated clients need.
const NETWORK: &[&str] = &["http*", "hyper*", "reqwest", "tower*", "tokio*", "url"];
/// What only output needs.
const OUTPUT: &[&str] = &[
    "quote",
    "proc-macro2",
    "syn",
    "prettyplease",
    "http*",
    "reqwest",
    "tower*",
];
/// What only metadata needs.
const INPUT: &[&str] = &["quick-xml", "http*", "reqwest", "tower*"];

const BOUNDARIES: &[Boundary] = &[
    Boundary {
        name: DIAGNOSTICS,
        ours: &[],
        never: OUTPUT,
    },
    Boundary {
        name: CSDL,
        ours: &[DIAGNOSTICS],
        never: OUTPUT,
    },
    Boundary {
        name: OAS,
        ours: &[DIAGNOSTICS],
        never: OUTPUT,
    },
    Boundary {
        name: MODEL,
        ours: &[DIAGNOSTICS],
        never: INPUT,
    },
    Boundary {
        name: EMIT,
        ours: &[DIAGNOSTICS, MODEL],
        never: INPUT,
    },
    Boundary {
        name: CODEGEN,
        ours: &[DIAGNOSTICS, CSDL, OAS, MODEL, EMIT],
        never: NETWORK,
    },
    // It shows packages: no format of descriptions and no tokens.
    Boundary {
        name: EXPLORE,
        ours: &[DIAGNOSTICS, CSDL, OAS, MODEL, EMIT, CODEGEN],
        never: NETWORK,
    },
    Boundary {
        name: PROGRAM,
        ours: &[DIAGNOSTICS, CSDL, OAS, MODEL, EMIT, CODEGEN, EXPLORE],
        never: NETWORK,
    },
    // No crate of the generator, and none of its protocols: it downloads bytes.
    Boundary {
        name: FETCH,
        ours: &[],
        never: &[
            "quote",
            "syn",
            "quick-xml",
            "serde*",
            "hyper*",
            "reqwest",
            "tower*",
            "tokio*",
        ],
    },
    // It reads descriptions and serves them; it knows no client, but agrees with clients about values.
    Boundary {
        name: MOCK,
        ours: &[DIAGNOSTICS, CSDL, OAS, MODEL, EMIT, CODEGEN, VALUES],
        never: &["reqwest", "tower*", "ureq", "rustls"],
    },
    Boundary {
        name: HTTP,
        ours: &[],
        never: &["serde*", "time", "uuid"],
    },
    Boundary {
        name: VALUES,
        ours: &[],
        never: NETWORK,
    },
    Boundary {
        name: ODATA,
        ours: &[HTTP, VALUES],
        never: &[],
    },
    Boundary {
        name: OPENAPI,
        ours: &[HTTP, VALUES],
        never: &[],
    },
    // Generated code has one dependency, which re-exports what it needs.
    Boundary {
        name: "msgraph-lifecycle-workflows",
        ours: &[HTTP, VALUES, ODATA],
        never: &[],
    },
];

/// The published crates of the workspace, as `cargo metadata` describes them.
pub(crate) fn published() -> Vec<Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps"])
        .current_dir(root())
        .output();
    let output = output.expect("cargo starts");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo writes JSON");
    let packages = metadata["packages"].as_array().expect("a list");
    let published = packages
        .iter()
        .filter(|package| package["publish"].is_null());
    published.cloned().collect()
}

pub(crate) fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

/// The dependencies of each published crate, without those of tests.
fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let published = published();
    let found = published.iter().map(|package| {
        let all = package["dependencies"].as_array().expect("a list");
        let used = all.iter().filter(|dependency| dependency["kind"] != "dev");
        (
            text(&package["name"]),
            used.map(|dependency| text(&dependency["name"])).collect(),
        )
    });
    found.collect()
}

fn is_like(name: &str, pattern: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == pattern,
    }
}

#[test]
fn crates_depend_on_what_they_may() {
    let crates = dependencies();
    let names: BTreeSet<&str> = crates.keys().map(String::as_str).collect();
    let listed: BTreeSet<&str> = BOUNDARIES.iter().map(|boundary| boundary.name).collect();
    assert_eq!(
        names, listed,
        "the table of boundaries lists the published crates"
    );
    let mut problems = Vec::new();
    for boundary in BOUNDARIES {
        let mut open = vec![boundary.name];
        let mut seen = BTreeSet::new();
        while let Some(name) = open.pop() {
            for used in crates[name]
                .iter()
                .filter(|used| seen.insert(used.as_str()))
            {
                // Only the program may open connections or listen, by features: see the next test.
                if boundary.name == PROGRAM && [FETCH, MOCK].contains(&used.as_str()) {
                    continue;
                }
                let ours = crates.contains_key(used);
                let allowed = match ours {
                    true => boundary.ours.contains(&used.as_str()),
                    false => !boundary.never.iter().any(|pattern| is_like(used, pattern)),
                };
                if !allowed {
                    problems.push(format!("{} depends on {used}, by {name}", boundary.name));
                }
                if ours {
                    open.push(used);
                }
            }
        }
    }
    assert!(problems.is_empty(), "{problems:#?}");
}

/// Only the program depends on the crates that open connections and listen, and only with features that are off by default: the
/// library, build scripts and a program that is installed without them have no code for connections.
#[test]
fn only_features_of_the_program_open_connections() {
    for (optional, feature) in [(FETCH, "fetch"), (MOCK, "mock")] {
        only_a_feature(optional, feature);
    }
}

fn only_a_feature(optional: &str, feature: &str) {
    for package in published() {
        let name = text(&package["name"]);
        let all = package["dependencies"].as_array().expect("a list");
        let is_used = |d: &&Value| d["name"] == optional && d["kind"] != "dev";
        let found: Vec<&Value> = all.iter().filter(is_used).collect();
        if name != PROGRAM {
            assert!(found.is_empty(), "{name}");
            continue;
        }
        let [dependency] = found.as_slice() else {
            panic!("one dependency on {optional}: {found:?}")
        };
        assert_eq!(dependency["optional"], true);
        let features = package["features"].as_object().expect("a table");
        let enables = |on: &Value| {
            let on = on.as_array().into_iter().flatten();
            on.filter_map(Value::as_str).any(|on| on.contains(optional))
        };
        let enabling: Vec<&String> = features
            .iter()
            .filter(|(_, on)| enables(on))
            .map(|(name, _)| name)
            .collect();
        assert_eq!(enabling, [feature]);
        let default = features.get("default").and_then(Value::as_array);
        assert!(
            default.into_iter().flatten().next().is_none(),
            "{default:?}"
        );
    }
}

#[test]
fn generated_code_depends_on_one_crate() {
    let crates = dependencies();
    let used = &crates["msgraph-lifecycle-workflows"];
    assert_eq!(*used, BTreeSet::from([ODATA.to_owned()]));
}

/// A crate of a registry has only the files of its folder, so that each has links to the licence texts.
#[test]
fn published_crates_have_the_licence_texts() {
    for package in published() {
        let manifest = text(&package["manifest_path"]);
        for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
            let copy = Path::new(&manifest).with_file_name(name);
            let copy_text = fs::read_to_string(&copy).unwrap_or_default();
            let original = fs::read_to_string(root().join(name)).expect("a text");
            assert!(copy_text == original, "{} is missing", copy.display());
        }
    }
}
