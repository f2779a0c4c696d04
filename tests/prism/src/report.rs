//! The table of results.

use std::fmt::Write;

use crate::Row;
use crate::exceptions::Exceptions;

const HEAD: &str = "\
# Results of the mock server Prism

`tests/prism/run` writes this file. For each description of the reference data a client is generated, and every
operation is called once for each media type of its body, with values made from the description. The mock server Prism
checks each request by the description, and sends a response that it makes from the description. A call is accepted if
the server finds no fault with the request, and decoded if the client makes a value of the response, or reports the
failure or redirect that the description declares.

| description | operations | calls | accepted | decoded |
|---|---:|---:|---:|---:|
";

pub(crate) fn table(rows: &[Row], exceptions: &Exceptions) -> String {
    let mut table = String::from(HEAD);
    let mut all = Row::default();
    for row in rows {
        let _ = writeln!(
            table,
            "| `{}` | {} | {} | {} | {} |",
            row.name, row.operations, row.calls, row.accepted, row.decoded
        );
        all.operations += row.operations;
        all.calls += row.calls;
        all.accepted += row.accepted;
        all.decoded += row.decoded;
    }
    let _ = writeln!(
        table,
        "| all | {} | {} | {} | {} |",
        all.operations, all.calls, all.accepted, all.decoded
    );
    table.push_str(
        "\n## Exceptions\n\n| description | calls | whose | reason |\n|---|---:|---|---|\n",
    );
    for exception in &exceptions.0 {
        for (file, operations) in &exception.found {
            let calls = match operations.len() {
                1 => format!("`{}`", operations[0]),
                count => count.to_string(),
            };
            let _ = writeln!(
                table,
                "| `{file}` | {calls} | {} | {} |",
                exception.whose, exception.reason
            );
        }
    }
    table
}
