//! The page about security of OpenAPI clients.

mod client_credentials {
    /// The client of the golden case `openapi-oauth`.
    mod ledger {
        #![allow(dead_code, unreachable_pub, reason = "the examples use a part of it")]
        include!(concat!(env!("OUT_DIR"), "/documents/ledger.rs"));
    }
    crate::example!("security-credentials");
    crate::example!("security-client-credentials");

    #[tokio::test]
    async fn tokens_are_requested_once_for_each_list_of_scopes() {
        let token = |token: &str| format!(r#"{{"access_token":"{token}","expires_in":3600}}"#);
        let mock = crate::Mock::new()
            .json(&token("R"))
            .respond(204, &[], "")
            .json(&token("W"))
            .respond(204, &[], "")
            .respond(204, &[], "");
        crate::respond_with(&mock);
        let client = client("secret".to_owned()).unwrap();
        pay(&client).await.unwrap();
        assert_eq!(
            crate::received(&mock),
            [
                "POST /oauth/token",
                "GET /v1/r",
                "POST /oauth/token",
                "POST /v1/w",
                "POST /v1/w"
            ]
        );
    }
}
