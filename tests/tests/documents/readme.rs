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
