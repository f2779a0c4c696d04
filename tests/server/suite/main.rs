//! The generated client against an OData service: the one at `ODATA_SERVER_URL`, which `tests/server/run` starts, or else a mock of
//! the same metadata.
//!
//! Each test creates what it changes, so that tests can run in parallel.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod batch;
mod crud;
mod etags;
mod media;
mod mock;
mod of_cap;
mod operations;
mod paging;
mod queries;
mod values;

use clientwright_odata::ClientBuilder;
use clientwright_odata::edm::Guid;
use clientwright_server_tests::builders::WorkflowsItem;
use clientwright_server_tests::{LifecycleWorkflowsClient, Workflows};

/// A department with every character that has a meaning in a URL.
const ODD: &str = "O'Neil & Söhne 100% a+b/c#d";

/// A workflow of the initial data, with two tasks and a report of three results. No test changes it.
const LEAVERS: Guid = Guid::from_u128(0x14879e66_9ea9_48d0_804d_8fea672d0341);

/// Its report.
const REPORT: Guid = Guid::from_u128(0xb05f4a7e_5f0a_4e5c_8f05_1b6b3ac1b2c3);

fn service() -> LifecycleWorkflowsClient {
    client(|builder| builder)
}

type Builder = ClientBuilder<LifecycleWorkflowsClient>;

fn client(configure: impl FnOnce(Builder) -> Builder) -> LifecycleWorkflowsClient {
    let url = of_cap::url();
    let builder = LifecycleWorkflowsClient::builder()
        .base_url(url.unwrap_or_else(|| mock::shared().url().to_owned()))
        .batch_slash(true);
    configure(builder).build().unwrap()
}

fn leavers() -> WorkflowsItem {
    service().workflows().id(LEAVERS)
}

/// A workflow for one test.
async fn new_workflow(name: &str) -> (WorkflowsItem, Workflows) {
    let workflows = service().workflows();
    let created = workflows
        .create(&Workflows {
            display_name: Some(name.into()),
            description: Some("for a test".into()),
            version: Some(1),
            ..Workflows::default()
        })
        .await
        .unwrap()
        .into_entity()
        .unwrap();
    (workflows.id(created.id.unwrap()), created)
}
