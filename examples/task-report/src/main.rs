//! Shows which tasks of a lifecycle workflow failed, for whom and why:
//!
//! ```text
//! GRAPH_TOKEN=… cargo run -p example-task-report -- WORKFLOW_ID [BASE_URL]
//! ```
//!
//! The token needs the permission `LifecycleWorkflows.Read.All`. It is read from the environment, since arguments are
//! visible to other users of the machine. The default base URL is that of the global cloud; another one is, for
//! example, `https://graph.microsoft.us/v1.0`. `WORKFLOW_ID` and `BASE_URL` can also be set as the variables
//! `GRAPH_WORKFLOW_ID` and `GRAPH_BASE_URL`.

use std::error::Error;
use std::process::ExitCode;

use example_task_report::{Settings, failures, table};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<String, Box<dyn Error>> {
    let settings = Settings::read(std::env::args().skip(1), |name| std::env::var(name).ok())?;
    let failures = failures(&settings.client()?, &settings.workflow).await?;
    Ok(table(&failures))
}
