//! The client of OData metadata.

use std::net::SocketAddr;
use std::time::Duration;

use clientwright_odata::Error;
use clientwright_odata::written::Written;
use futures_util::TryStreamExt as _;
use msgraph_lifecycle_workflows::v1_0::GraphClient;
use msgraph_lifecycle_workflows::v1_0::identity_governance::Workflow;
use msgraph_lifecycle_workflows::v1_0::identity_governance::builders::WorkflowCollection;

use crate::service::{Answer, page};
use crate::table::PAGES;
use crate::{Calls, Ended, quick};

#[derive(Clone)]
pub(crate) struct Graph(GraphClient);

impl Graph {
    fn workflows(&self) -> WorkflowCollection {
        self.0
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
    }
}

fn workflow(number: &str) -> String {
    format!(r#"{{"id":"{number}","displayName":"Leavers","isEnabled":true,"version":3}}"#)
}

fn id(workflow: &Workflow) -> String {
    workflow.id.clone().unwrap_or_default()
}

fn ended<T>(result: Result<T, Error>, value: impl FnOnce(T) -> String) -> Ended {
    match result {
        Ok(result) => Ended::Fine(value(result)),
        Err(error) if error.is_timeout() => Ended::Late,
        Err(error) => match &error {
            Error::Transport(_) => Ended::Lost,
            Error::Decode(_) | Error::NoContent(_) => Ended::Unreadable,
            Error::Status(status) => Ended::Status(status.status().as_u16()),
            _ => Ended::Unexpected(format!("{error:?}")),
        },
    }
}

impl Calls for Graph {
    fn new(address: SocketAddr, timeout: Duration) -> Self {
        let builder = GraphClient::builder().base_url(format!("http://{address}/v1.0"));
        let builder = builder.bearer_token("t").timeout(timeout).retry(quick());
        Self(builder.build().unwrap())
    }

    fn respond(method: &str, target: &str) -> Answer {
        let number = target.rsplit('/').next().unwrap();
        match method {
            "POST" => Answer::new(201, workflow("7")),
            "DELETE" => Answer::new(204, ""),
            "GET" if target.contains("/workflows/") => Answer::new(200, workflow(number)),
            "GET" => {
                let page = page(target);
                let items = [2 * page, 2 * page + 1].map(|number| workflow(&number.to_string()));
                let next = match page + 1 {
                    PAGES => String::new(),
                    next => format!(r#","@odata.nextLink":"workflows?page={next}""#),
                };
                Answer::new(200, format!(r#"{{"value":[{}]{next}}}"#, items.join(",")))
            }
            _ => Answer::new(200, workflow(number)),
        }
    }

    async fn read(&self, number: u32) -> Ended {
        let workflow = self.workflows().id(number.to_string()).get().await;
        ended(workflow, |workflow| id(&workflow))
    }

    async fn create(&self) -> Ended {
        let created = self.workflows().create(&Workflow::default()).await;
        let created = created.and_then(Written::try_into_entity);
        ended(created, |workflow| id(&workflow))
    }

    async fn change(&self, number: u32) -> Ended {
        let item = self.workflows().id(number.to_string());
        let changed = item.update().set(Workflow::DISPLAY_NAME, "Movers").await;
        let changed = changed.and_then(Written::try_into_entity);
        ended(changed, |workflow| id(&workflow))
    }

    async fn remove(&self, number: u32) -> Ended {
        let item = self.workflows().id(number.to_string());
        ended(item.delete().await, |()| String::new())
    }

    async fn list(&self) -> Ended {
        let all: Result<Vec<_>, _> = self.workflows().list().stream().try_collect().await;
        ended(all, |all| all.iter().map(id).collect::<Vec<_>>().join(" "))
    }
}
