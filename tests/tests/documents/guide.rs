//! The guide, except its examples of queries.

use clientwright_odata::Error;

use crate::{Mock, example, graph, received};

const WORKFLOWS: &str = "/v1.0/identityGovernance/lifecycleWorkflows/workflows";

/// A client of the Graph-like service in `documents/directory.csdl.xml`.
mod directory {
    #![allow(dead_code, reason = "the examples use a part of it")]
    include!(concat!(env!("OUT_DIR"), "/documents/directory.rs"));
}

fn directory(mock: &Mock) -> directory::GraphClient {
    mock.client(directory::GraphClient::builder())
}

mod tree {
    crate::example!("guide-mounting-the-code");

    #[tokio::test]
    async fn keys() -> Result<(), clientwright_odata::Error> {
        let mock = crate::Mock::new()
            .json(r#"{"TripId": 1}"#)
            .json(r#"{"OrderID": 10248, "ProductID": 11}"#);
        let shop = service::ShopClient::builder().base_url("https://example.org");
        let service = mock.client(shop);
        crate::example!(statements "guide-the-client");
        assert_eq!(
            crate::received(&mock),
            [
                "GET /People('russellwhyte')/Trips(1)",
                "GET /Order_Details(OrderID=10248,ProductID=11)"
            ]
        );
        Ok(())
    }
}

mod a_client {
    crate::example!("guide-a-client");

    #[tokio::test]
    async fn without_a_token_nothing_is_sent() {
        let graph = client().unwrap();
        // The variable is not set here.
        let workflows = graph
            .identity_governance()
            .lifecycle_workflows()
            .workflows();
        let error = workflows.count().await.unwrap_err();
        assert!(
            matches!(error, clientwright_odata::Error::Auth(_)),
            "{error}"
        );
    }
}

mod without_a_network {
    crate::example!("guide-without-a-network");

    #[test]
    fn runs() {
        main().unwrap();
    }
}

mod reading {
    crate::example!("guide-reading");

    mod run {
        use crate::guide::*;

        #[tokio::test]
        async fn a_query_with_three_options() {
            let mock = Mock::new()
                .json(r#"{"id": "7"}"#)
                .json(r#"{"@odata.count": 12, "value": [{"id": "1"}]}"#)
                .respond(200, &[], "3");
            let since = "2026-01-01T00:00:00Z".parse().unwrap();
            super::read(&graph(&mock), "7", since).await.unwrap();
            assert_eq!(
                received(&mock),
                [
                    format!("GET {WORKFLOWS}/7?$select=id,displayName"),
                    format!(
                        "GET {WORKFLOWS}/7/taskReports?$filter=processingStatus in ('failed','completedWithErrors') \
                         and startedDateTime ge 2026-01-01T00:00:00Z and not (runId eq null) \
                         and taskProcessingResults/any(a:contains(a/failureReason,'mailbox'))\
                         &$orderby=lastUpdatedDateTime desc,id&$count=true\
                         &$expand=taskProcessingResults($top=5;$select=failureReason)"
                    ),
                    format!("GET {WORKFLOWS}/$count?$filter=isEnabled"),
                ]
            );
        }
    }
}

/// A page of workflows with a link to the next one.
fn page(next: u8) -> String {
    format!(
        r#"{{"value": [{{"id": "1"}}], "@odata.nextLink": "{{origin}}{WORKFLOWS}?page={next}"}}"#
    )
}

const LAST_PAGE: &str = r#"{"value": [{"id": "9"}]}"#;

#[test]
fn values_that_should_be_there() {
    crate::example!(statements "guide-reading-2");
}

mod paging {
    crate::example!("guide-paging");

    mod run {
        use crate::guide::*;

        #[tokio::test]
        async fn follows_links() {
            let mock = Mock::new().json(&page(2)).json(LAST_PAGE);
            let mock = mock.json(&page(3)).json(LAST_PAGE);
            super::pages(&graph(&mock)).await.unwrap();
            assert_eq!(
                received(&mock),
                [
                    format!("GET {WORKFLOWS}?$top=100"),
                    format!("GET {WORKFLOWS}?page=2"),
                    format!("GET {WORKFLOWS}"),
                    format!("GET {WORKFLOWS}?page=3"),
                ]
            );
        }
    }
}

mod streams {
    crate::example!("guide-paging-2");

    mod run {
        use crate::guide::*;

        #[tokio::test]
        async fn follow_links() {
            let mock = Mock::new().json(&page(2)).json(LAST_PAGE);
            super::stream(&graph(&mock)).await.unwrap();
            assert_eq!(
                received(&mock),
                [
                    format!("GET {WORKFLOWS}/14879e66/taskReports"),
                    format!("GET {WORKFLOWS}?page=2"),
                ]
            );
        }
    }
}

mod writing {
    crate::example!("guide-writing");

    mod run {
        use crate::guide::*;

        #[tokio::test]
        async fn sends_what_was_set() {
            let mock = Mock::new()
                .respond(201, &[], r#"{"id": "7"}"#)
                .no_content()
                .no_content();
            super::write(&graph(&mock)).await.unwrap();
            let bodies = bodies(&mock, ["POST", "PATCH", "DELETE"]);
            assert_eq!(
                bodies[0],
                r##"{"@odata.type":"#microsoft.graph.identityGovernance.workflow","category":"leaver","displayName":"Leavers"}"##
            );
            assert_eq!(
                bodies[1],
                r#"{"displayName":"Leavers, urgent","description":null}"#
            );
            assert_eq!(bodies[2], "");
        }
    }
}

mod writing_deeply {
    crate::example!("guide-writing-2");

    mod run {
        use crate::guide::*;

        #[tokio::test]
        async fn sends_nulls_and_relations() {
            let created = r#"{"id": "8"}"#;
            let mock = Mock::new().no_content().respond(201, &[], created);
            let task = super::Task {
                display_name: Some("Mail".to_owned()),
                ..Default::default()
            };
            super::nulls(&graph(&mock), task).await.unwrap();
            let bodies = bodies(&mock, ["PATCH", "POST"]);
            assert_eq!(
                bodies[0],
                concat!(
                    r##"{"executionConditions":{"@odata.type":"#microsoft.graph.identityGovernance."##,
                    r##"triggerAndScopeBasedConditions","scope":null}}"##
                )
            );
            assert_eq!(
                bodies[1],
                concat!(
                    r##"{"@odata.type":"#microsoft.graph.identityGovernance.workflow","##,
                    r##""displayName":"Joiners","description":null,"tasks":[{"displayName":"Mail"}]}"##
                )
            );
        }
    }
}

/// The bodies of the received requests, with these methods.
fn bodies<const N: usize>(mock: &Mock, methods: [&str; N]) -> [String; N] {
    let received = mock.received();
    let sent: Vec<&str> = received
        .iter()
        .map(|received| received.method.as_str())
        .collect();
    assert_eq!(sent, methods);
    let mut bodies = received.into_iter().map(|received| received.body);
    methods.map(|_| bodies.next().unwrap())
}

#[tokio::test]
#[allow(unused_variables, reason = "an example shows what comes back")]
async fn derived_types() -> Result<(), Error> {
    use directory::User;
    let mock = Mock::new().json(r#"{"value": [{"id": "1"}]}"#).no_content();
    let graph = directory(&mock);
    example!(statements "guide-derived-types");
    assert_eq!(
        received(&mock),
        [
            "GET /v1.0/groups/02bd9fd6/members/microsoft.graph.user?$filter=accountEnabled",
            "POST /v1.0/directoryObjects/6ea91a8d/microsoft.graph.user/sendMail"
        ]
    );
    Ok(())
}

#[tokio::test]
#[allow(unused_variables, reason = "an example shows what comes back")]
async fn alternate_keys_single_properties_and_streams() -> Result<(), Error> {
    use directory::User;
    let mock = Mock::new()
        .json(r#"{"id": "1"}"#)
        .json(r#"{"value": "Reader"}"#)
        .no_content()
        .respond(200, &[("content-type", "image/jpeg")], "bytes")
        .no_content();
    let graph = directory(&mock);
    let jpeg = vec![1, 2, 3];
    example!(statements "guide-alternate-keys-single-properties-and-streams");
    assert_eq!(
        received(&mock),
        [
            "GET /v1.0/applications(appId='00001111-aaaa-2222-bbbb-3333cccc4444')",
            "GET /v1.0/users/6ea91a8d/jobTitle",
            "PUT /v1.0/users/6ea91a8d/jobTitle",
            "GET /v1.0/users/6ea91a8d/photo/$value",
            "PUT /v1.0/users/6ea91a8d/photo/$value"
        ]
    );
    Ok(())
}

mod operations_of_workflows {
    crate::example!("guide-functions-and-actions");

    mod run {
        use crate::guide::*;

        #[tokio::test]
        async fn are_called() {
            let mock = Mock::new().json(r#"{"failedTasks": 2}"#).no_content();
            let [start, end] = ["2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"];
            let graph = graph(&mock);
            super::operations(&graph, start.parse().unwrap(), end.parse().unwrap())
                .await
                .unwrap();
            let calls = mock.received();
            assert_eq!(
                calls[0].line(),
                format!(
                    "GET {WORKFLOWS}/14879e66/taskReports/microsoft.graph.identityGovernance.summary(startDateTime={start},endDateTime={end})"
                )
            );
            assert_eq!(
                calls[1].line(),
                format!(
                    "POST {WORKFLOWS}/14879e66/taskReports/r/taskProcessingResults/p/microsoft.graph.identityGovernance.resume"
                )
            );
            assert_eq!(
                calls[1].body,
                concat!(
                    r##"{"data":{"@odata.type":"#microsoft.graph."##,
                    r##"identityGovernance.customTaskExtensionCallbackData"},"##,
                    r#""source":"my-logic-app","type":null}"#
                )
            );
        }
    }
}

mod batches {
    crate::example!("guide-several-requests-in-one");

    mod run {
        use crate::guide::*;

        #[tokio::test]
        async fn go_as_one_request() {
            let mock = Mock::new().json(
                r#"{"responses": [
                    {"id": "1", "status": 200, "body": 2},
                    {"id": "2", "status": 200, "body": {"id": "a", "displayName": "A"}},
                    {"id": "3", "status": 404, "body": {"error": {"code": "notFound", "message": "none"}}}
                ]}"#,
            );
            super::overview(&graph(&mock), &["a", "b"]).await.unwrap();
            assert_eq!(received(&mock), ["POST /v1.0/$batch"]);
        }
    }
}

#[tokio::test]
#[allow(unused_variables, reason = "an example shows what comes back")]
async fn composable_functions() -> Result<(), Error> {
    use directory::WorkbookRange;
    let range = r#"{"id": "1", "address": "A1:B2"}"#;
    let mock = Mock::new().json(range).json(range);
    let graph = directory(&mock);
    let workbook = graph.workbooks().id("w");
    example!(statements "guide-several-requests-in-one-2");
    assert_eq!(
        received(&mock),
        [
            "GET /v1.0/workbooks/w/worksheets/Sheet1/usedRange()",
            "GET /v1.0/workbooks/w/worksheets/Sheet1/usedRange()/row(row=2)?$select=values"
        ]
    );
    Ok(())
}

mod by_hand {
    crate::example!("guide-links-streams-changes-and-what-has-no-method");

    mod run {
        use crate::guide::*;

        #[tokio::test]
        async fn links_streams_and_changes() {
            let mock = Mock::new()
                .no_content()
                .no_content()
                .respond(200, &[("content-type", "image/png")], "bytes")
                .no_content()
                .json(
                    r#"{"value": [{"id": "1"}, {"@removed": {"reason": "deleted"}, "id": "2"}],
                    "@odata.deltaLink": "{origin}/v1.0/users/delta?token=2"}"#,
                )
                .json(r#"{"id": "9"}"#);
            let graph = graph(&mock);
            let saved = "https://graph.microsoft.com/v1.0/users/delta?token=1";
            super::more(graph.client(), saved.to_owned()).await.unwrap();
            assert_eq!(
                received(&mock),
                [
                    "POST /v1.0/team/members/$ref",
                    "DELETE /v1.0/team/members/$ref?$id=https://graph.microsoft.com/v1.0/users/7",
                    "GET /v1.0/users/7/photo",
                    "PUT /v1.0/users/7/photo",
                    "GET /v1.0/users/delta?token=1",
                    "GET /v1.0/me?$select=id"
                ]
            );
        }
    }
}

#[test]
fn values() {
    example!(statements "guide-values");
}

#[test]
fn related_entities() {
    example!(statements "guide-related-entities");
}

#[test]
fn enumerations() {
    example!(statements "guide-enumerations-and-flags");
}

#[test]
fn polymorphic_values() {
    example!(statements "guide-polymorphic-values");
}

mod other_services {
    crate::example!("guide-national-clouds-and-services-other-than-graph");

    #[test]
    fn are_configured() {
        let client = sap().unwrap();
        assert!(!format!("{client:?}").contains("password"));
    }
}

mod errors {
    crate::example!("guide-errors");

    mod run {
        use crate::guide::*;

        #[tokio::test]
        async fn errors_are_distinguished() {
            let mock = Mock::new()
                .respond(
                    409,
                    &[("request-id", "r1")],
                    r#"{"error": {"code": "nameTaken", "message": "Another has it."}}"#,
                )
                .respond(404, &[], "")
                .json(r#"{"displayName": 5}"#);
            let workflow = graph(&mock)
                .identity_governance()
                .lifecycle_workflows()
                .workflows()
                .id("7");
            let mut texts = Vec::new();
            for _ in 0..3 {
                texts.push(super::explain(&workflow.get().await.unwrap_err()));
            }
            assert_eq!(
                texts[0],
                "nameTaken: Another has it. (request Some(\"r1\"))"
            );
            assert_eq!(texts[1], "no such thing");
            assert!(
                texts[2].starts_with("the service and its metadata disagree: "),
                "{}",
                texts[2]
            );
        }
    }
}
