//! The README of the generated crate.

mod failed {
    crate::example!("crate-use");

    #[tokio::test]
    async fn are_listed() {
        let mock = crate::Mock::new().json(
            r#"{"value": [{"id": "1", "failedUsersCount": 1, "taskProcessingResults": [{"failureReason": "mailbox"}]}]}"#,
        );
        crate::respond_with(&mock);
        failures("secret".to_owned(), "7").await.unwrap();
        assert_eq!(
            crate::received(&mock),
            [
                "GET /v1.0/identityGovernance/lifecycleWorkflows/workflows/7/taskReports\
                 ?$filter=processingStatus eq 'failed' and startedDateTime ge 2026-01-01T00:00:00Z\
                 &$orderby=lastUpdatedDateTime desc\
                 &$select=id,runId,failedUsersCount\
                 &$expand=taskProcessingResults($filter=failureReason ne null;$top=5)"
            ]
        );
    }
}

mod operations {
    crate::example!("crate-use-2");

    #[tokio::test]
    async fn are_called() {
        let mock = crate::Mock::new()
            .json(r#"{"failedTasks": 1, "totalTasks": 2}"#)
            .no_content()
            .no_content();
        let workflow = crate::mock::workflow(&crate::graph(&mock), "7");
        let [start, end] =
            ["2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"].map(|t| t.parse().unwrap());
        operate(workflow, start, end).await.unwrap();
        let received = mock.received();
        assert_eq!(
            received[1].body,
            r##"{"subjects":[{"@odata.type":"#microsoft.graph.user","id":"8cdf25a8"}]}"##
        );
        assert_eq!(
            received[2].body,
            r#"{"displayName":"Leavers","description":null}"#
        );
    }
}
