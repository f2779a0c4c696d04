//! Calls the scenarios of TypeSpec's mock server with generated clients, then reads from the server what it saw.
//!
//! `spector URL TABLE [NAME …]` calls all scenarios whose name contains one of the names, and writes the results to the
//! file `TABLE`. `tests/spector/run` calls it.

mod report;
#[allow(
    dead_code,
    unused_imports,
    unused_macros,
    reason = "some folders alone do not use everything"
)]
mod scenario;

/// The generated clients, a module for each folder.
#[allow(
    clippy::all,
    clippy::pedantic,
    dead_code,
    unreachable_pub,
    reason = "generated code, of which the scenarios use a part"
)]
mod clients {
    include!(concat!(env!("OUT_DIR"), "/clients.rs"));
}

/// The scenarios, a module for each folder.
mod suite {
    include!(concat!(env!("OUT_DIR"), "/suites.rs"));
}

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::Duration;

use scenario::{Failure, Server};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<ExitCode, Failure> {
    let mut arguments = std::env::args().skip(1);
    let (Some(url), Some(table)) = (arguments.next(), arguments.next()) else {
        return Err("usage: spector URL TABLE [NAME …]".into());
    };
    let names: Vec<String> = arguments.collect();
    let server = Server { url };
    let mut failures = BTreeMap::new();
    for scenario in suite::ALL.iter().flat_map(|it| it.programs) {
        if !names.is_empty() && !names.iter().any(|it| scenario.name.contains(&**it)) {
            continue;
        }
        let run = (scenario.run)(server.clone());
        let result = match tokio::time::timeout(Duration::from_secs(20), run).await {
            Ok(result) => result,
            Err(_) => Err("not finished after 20 seconds".into()),
        };
        if let Err(failure) = result {
            println!("{}: {failure}", scenario.name);
            failures.insert(scenario.name, failure.to_string());
        }
    }
    let seen = report::coverage(&server).await?;
    report::write(&table, suite::ALL, &seen, &failures)
}
