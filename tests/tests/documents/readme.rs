//! The README.

mod the_call {
    crate::example!("readme-from-metadata-to-a-call-2");

    #[tokio::test]
    async fn is_sent_as_it_reads() {
        let mock = crate::Mock::new().json(r#"{"value": [{"id": "1", "failedUsersCount": 2}]}"#);
        crate::respond_with(&mock);
        let reports = failed_reports("secret".to_owned(), "7").await.unwrap();
        assert_eq!(reports[0].failed_users_count, Some(2));
        assert_eq!(line(&reports[0]).unwrap(), "1: 2 users");
        assert_eq!(
            crate::received(&mock),
            [
                "GET /v1.0/identityGovernance/lifecycleWorkflows/workflows/7/taskReports\
                 ?$filter=processingStatus eq 'failed' and failedUsersCount gt 0\
                 &$orderby=lastUpdatedDateTime desc\
                 &$select=id,runId,failedUsersCount\
                 &$expand=taskProcessingResults($filter=failureReason ne null)"
            ]
        );
    }
}

mod the_call_of_openapi {
    crate::example!("readme-from-an-openapi-description-to-a-call");

    #[tokio::test]
    async fn is_sent_as_it_reads() {
        let rex = r#"{"id":7,"name":"Rex","species":"dog"}"#;
        let mock = crate::Mock::new()
            .respond(201, &[("content-type", "application/json")], rex)
            .json(&format!("[{rex}]"));
        crate::respond_with(&mock);
        let pets = register("secret".to_owned()).await.unwrap();
        assert_eq!(pets[0].name, "Rex");
        assert_eq!(
            crate::received(&mock),
            ["POST /api/v1/pets", "GET /api/v1/pets?species=dog"]
        );
    }
}

/// The call on a mock of its service, which `clientwright-mock` makes of the metadata.
mod the_call_on_a_mock {
    use clientwright_mock::{Mock, Preset};

    crate::example!(mocked "readme-from-metadata-to-a-call-2");

    fn report(id: &str, status: Status, users: i32, at: &str) -> TaskReport {
        TaskReport {
            id: Some(id.to_owned()),
            processing_status: Some(status),
            failed_users_count: Some(users),
            last_updated_date_time: Some(at.parse().unwrap()),
            ..TaskReport::default()
        }
    }

    fn result(id: &str, reason: Option<&str>) -> TaskProcessingResult {
        TaskProcessingResult {
            id: Some(id.to_owned()),
            failure_reason: reason.map(str::to_owned),
            ..TaskProcessingResult::default()
        }
    }

    #[tokio::test]
    async fn finds_what_was_seeded() {
        let mock = Mock::builder("../schemas/lifecycle-workflows.v1.0.csdl.xml");
        let mock = mock.preset(Preset::Graph).page_size(1).start().unwrap();
        let reports = [
            report("a", Status::Failed, 2, "2026-01-01T00:00:00Z"),
            report("b", Status::Completed, 3, "2026-01-02T00:00:00Z"),
            report("c", Status::Failed, 0, "2026-01-03T00:00:00Z"),
            report("d", Status::Failed, 1, "2026-01-04T00:00:00Z"),
        ];
        let path = "/identityGovernance/lifecycleWorkflows/workflows/7/taskReports";
        mock.seed(path, &reports).unwrap();
        let results = [result("x", Some("no licence")), result("y", None)];
        let path = format!("{path}/a/taskProcessingResults");
        mock.seed(&path, &results).unwrap();

        crate::send_to(mock.url());
        let found = failed_reports("secret".to_owned(), "7").await.unwrap();
        let lines: Vec<String> = found.iter().map(|it| line(it).unwrap()).collect();
        assert_eq!(lines, ["d: 1 users", "a: 2 users"]);
        let results = found[1].task_processing_results.as_ref().unwrap();
        assert_eq!(results.len(), 1);
        assert_eq!(results[0].failure_reason.as_deref(), Some("no licence"));
        assert_eq!(found[0].processing_status, None, "it was not selected");
        let token = mock.requests()[0]
            .header("authorization")
            .map(str::to_owned);
        assert_eq!(token.as_deref(), Some("Bearer secret"));
    }
}

mod the_call_of_openapi_on_a_mock {
    crate::example!(mocked "readme-from-an-openapi-description-to-a-call");

    #[tokio::test]
    async fn has_made_responses() {
        let mock = clientwright_mock::Mock::start("../schemas/pet-clinic.openapi.yaml").unwrap();
        crate::send_to(mock.url());
        let pets = register("secret".to_owned()).await.unwrap();
        assert!(!pets.is_empty());
        let requests = mock.requests();
        assert_eq!(requests[0].line(), "POST /pets");
        assert_eq!(requests[0].json::<NewPet>().unwrap().name, "Rex");
        let list = requests[1].line();
        assert!(list.starts_with("GET /pets?species="), "{list}");
    }
}

/// `src/main.rs` next to the build script.
mod program {
    #![allow(
        dead_code,
        reason = "a program with a module of its own uses a part of it"
    )]
    crate::example!("readme-1-in-a-build-script-2");

    #[test]
    fn counts() {
        let mock = crate::Mock::new().respond(200, &[("content-type", "text/plain")], "12");
        crate::respond_with(&mock);
        main().unwrap();
        assert_eq!(
            crate::received(&mock),
            ["GET /v1.0/identityGovernance/lifecycleWorkflows/workflows/$count"]
        );
    }
}

/// The tree of modules, which is next to the file of the example.
mod tree {
    crate::example!("readme-2-as-committed-code");

    #[test]
    fn is_mounted() {
        let shop = service::ShopClient::builder().base_url("https://example.org");
        let url = shop.build().unwrap().orders().id("1").get().url().unwrap();
        assert_eq!(url, "https://example.org/orders('1')");
    }
}
