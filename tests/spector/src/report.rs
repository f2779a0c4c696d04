//! The results: what the server saw, as a table.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::process::ExitCode;

use clientwright_openapi::operation::{Operation, Segment};
use clientwright_openapi::{Call, Client};
use serde_json::Value;

use crate::scenario::{Failure, Folder, Server};

/// Scenarios that are not called: name, tab, reason.
const EXCEPTIONS: &str = include_str!("../exceptions.tsv");

/// How the reason of a scenario starts that OpenAPI cannot express.
const INEXPRESSIBLE: &str = "not expressible: ";

/// What is before the table.
const HEAD: &str = "# Results of the mock server of TypeSpec

`tests/spector/run` writes this file. A client is generated from each folder of `@typespec/http-specs`, converted to OpenAPI 3.2, and
calls the scenarios of the mock server, which checks requests. Where the emitter leaves out what OpenAPI can say, an overlay in
`tests/spector/overlays` says it; a correction in `tests/spector/convert.mjs` replaces what OpenAPI cannot say by what means the
same. A scenario has passed when the server has seen what it
expects and the client has decoded the body of the response to the values that were sent. Of a failure the status is compared,
and its body once; headers of responses are not compared.

| folder | scenarios | expressible | passed |
|---|---:|---:|---:|
";

/// The state of each scenario in the server.
pub(crate) async fn coverage(server: &Server) -> Result<BTreeMap<String, String>, Failure> {
    const COVERAGE: Operation = Operation {
        path: &[Segment::Text("/.coverage")],
        ..Operation::NONE
    };
    let client: Client = server.client().build()?;
    let value: Value = Call::new(&client, &COVERAGE).await?;
    let results = value[0]["results"].as_object().ok_or("no results")?;
    let state = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    Ok(results
        .iter()
        .map(|(name, value)| (name.clone(), state(value)))
        .collect())
}

/// Writes the table, prints the counted lines, and fails if a scenario without an exception has not passed.
pub(crate) fn write(
    file: &str,
    folders: &[Folder],
    seen: &BTreeMap<String, String>,
    failures: &BTreeMap<&'static str, String>,
) -> Result<ExitCode, Failure> {
    let exceptions: BTreeMap<&str, &str> = EXCEPTIONS
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .collect();
    let mut table = String::from(HEAD);
    let mut broken = 0;
    let (mut scenarios, mut expressible, mut passes) = (0, 0, 0);
    for folder in folders {
        let inexpressible = |name: &&&str| {
            exceptions
                .get(**name)
                .is_some_and(|it| it.starts_with(INEXPRESSIBLE))
        };
        let possible =
            folder.scenarios.len() - folder.scenarios.iter().filter(inexpressible).count();
        let mut good = 0;
        for name in folder.scenarios {
            let called = folder.programs.iter().any(|it| it.name == *name);
            let state = seen.get(*name).map_or("unknown", String::as_str);
            if called && state == "pass" && !failures.contains_key(name) {
                good += 1;
            } else if called || !exceptions.contains_key(name) {
                println!("not passed: {name}: {state}");
                broken += 1;
            }
        }
        for it in folder
            .programs
            .iter()
            .filter(|it| !folder.scenarios.contains(&it.name))
        {
            println!("not passed: {}: the folder has no such scenario", it.name);
            broken += 1;
        }
        writeln!(
            table,
            "| `{}` | {} | {possible} | {good} |",
            folder.name,
            folder.scenarios.len()
        )?;
        scenarios += folder.scenarios.len();
        expressible += possible;
        passes += good;
    }
    writeln!(table, "| all | {scenarios} | {expressible} | {passes} |")?;
    table.push_str("\n## Scenarios without a result\n\n| scenario | reason |\n|---|---|\n");
    for (name, reason) in &exceptions {
        writeln!(table, "| `{name}` | {reason} |")?;
    }
    std::fs::write(file, table)?;
    println!("{scenarios} scenarios, {expressible} expressible, {passes} passed");
    Ok(if broken == 0 && passes > 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
