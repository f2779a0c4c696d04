//! The page about errors and headers of OpenAPI clients.

/// The client of the golden case `openapi-headers`.
mod files {
    #![allow(dead_code, unreachable_pub, reason = "the examples use a part of it")]
    include!(concat!(env!("OUT_DIR"), "/documents/files.rs"));
}

crate::example!("errors-bodies-by-status");
crate::example!("errors-headers");

const PET: &str = r#"{"id":7,"name":"Rex","species":"dog"}"#;

fn clinic(status: u16, body: &str) -> (PetClinicClient, crate::Mock) {
    let json = &[("content-type", "application/json")];
    let mock = crate::Mock::new().respond(status, json, body);
    let builder = PetClinicClient::builder().service(mock.service());
    let builder = builder.bearer_token("t");
    (builder.build().unwrap(), mock)
}

#[tokio::test]
async fn a_status_decides() {
    let (found, _mock) = clinic(200, PET);
    assert_eq!(find(&found, 7).await.unwrap().unwrap().name, "Rex");
    let (none, _mock) = clinic(404, r#"{"title":"no such pet"}"#);
    assert!(find(&none, 7).await.unwrap().is_none());
    let (refused, _mock) = clinic(403, r#"{"title":"not yours"}"#);
    assert!(find(&refused, 7).await.unwrap_err().is_forbidden());
}

#[tokio::test]
async fn question_marks_make_the_enum() {
    let (found, _mock) = clinic(200, PET);
    assert_eq!(name(&found, 7).await.unwrap(), "Rex");
    let (refused, _mock) = clinic(403, r#"{"title":"not yours"}"#);
    let error = name(&refused, 7).await.unwrap_err();
    assert!(matches!(&error, GetError::Default(problem) if problem.title == "not yours"));
    let (odd, _mock) = clinic(403, "no");
    let error = name(&odd, 7).await.unwrap_err();
    let GetError::Other(Error::Status(error)) = &error else {
        panic!("{error:?}");
    };
    assert!(error.mismatch().is_some());
    assert_eq!(error.text(), "no");
}

#[tokio::test]
async fn headers_have_types() {
    let files = |headers: &[(&'static str, &str)]| {
        let mock = crate::Mock::new().respond(200, headers, "text");
        FilesClient::builder()
            .service(mock.service())
            .build()
            .unwrap()
    };
    let all = [
        ("x-tags", "a, b"),
        ("x-rate-limit-remaining", "0"),
        ("set-cookie", "a=1"),
    ];
    assert_eq!(tags(&files(&all)).await.unwrap(), ["a", "b"]);
    let error = tags(&files(&[("x-rate-limit-remaining", "1")]))
        .await
        .unwrap_err();
    assert!(error.to_string().contains("X-Tags"), "{error}");
}
