//! The page about bodies of OpenAPI clients.

/// The client of the golden case `openapi-forms`.
mod club {
    #![allow(dead_code, unreachable_pub, reason = "the examples use a part of it")]
    include!(concat!(env!("OUT_DIR"), "/documents/club.rs"));
}

/// The client of the golden case `openapi-xml`.
mod register {
    #![allow(dead_code, unreachable_pub, reason = "the examples use a part of it")]
    include!(concat!(env!("OUT_DIR"), "/documents/register.rs"));
}

crate::example!("forms-several-parts");
crate::example!("forms-several-parts-2");
crate::example!("forms-several-parts-3");
crate::example!("forms-url-encoded-pairs");
crate::example!("forms-xml");

fn club(mock: &crate::Mock) -> ClubClient {
    let builder = ClubClient::builder().service(mock.service());
    builder.build().unwrap()
}

/// The only request: what is before the boundary, and the parts without the lines around them.
fn parts(mock: &crate::Mock) -> (String, Vec<String>) {
    let mut received = mock.received();
    let request = received.pop().unwrap();
    let content_type = request.header("content-type").unwrap().to_owned();
    let (head, boundary) = content_type.split_once("boundary=").unwrap();
    let body = request.body.clone();
    let delimiter = format!("--{boundary}\r\n");
    let body = body.strip_prefix(&delimiter).unwrap();
    let end = format!("\r\n--{boundary}--\r\n");
    let body = body.strip_suffix(&end).unwrap();
    let delimiter = format!("\r\n{delimiter}");
    let parts = body.split(&delimiter);
    let parts = parts.map(|part| part.replace("Content-Disposition: form-data; ", ""));
    (format!("{} | {head}", request.line()), parts.collect())
}

#[tokio::test]
async fn parts_are_sent_as_the_description_states() {
    let mock = crate::Mock::new().respond(201, &[], "");
    let pages = vec!["page 1, ".into(), "page 2".into()];
    add(&club(&mock), b"PNG".to_vec(), pages).await.unwrap();
    let (head, parts) = parts(&mock);
    assert_eq!(head, "POST /v1/members | multipart/form-data; ");
    assert_eq!(
        parts,
        [
            "name=\"name\"\r\n\r\nAnn",
            "name=\"photo\"; filename=\"ann.png\"\r\nContent-Type: image/png\r\n\r\nPNG",
            "name=\"address\"\r\nContent-Type: application/json\r\n\r\n{\"city\":\"Oslo\"}",
            "name=\"scores\"\r\nContent-Type: application/json\r\n\r\n[3,5]",
            "name=\"scans\"; filename=\"1.pdf\"\r\nContent-Type: application/pdf\r\n\r\npage 1, page 2",
            "name=\"referrer\"\r\n\r\na friend",
        ]
    );
}

#[tokio::test]
async fn a_body_that_is_one_of_several_objects() {
    let mock = crate::Mock::new().respond(201, &[], "");
    show(&club(&mock), Some(b"PNG".to_vec())).await.unwrap();
    let (head, sent) = parts(&mock);
    assert_eq!(head, "POST /v1/pictures | multipart/form-data; ");
    assert_eq!(
        sent,
        [
            "name=\"kind\"\r\n\r\nupload",
            "name=\"file\"; filename=\"file\"\r\nContent-Type: image/png\r\n\r\nPNG",
            "name=\"title\"\r\n\r\nAnn",
        ]
    );
    let mock = crate::Mock::new().respond(201, &[], "");
    show(&club(&mock), None).await.unwrap();
    let (_, sent) = parts(&mock);
    assert_eq!(
        sent,
        [
            "name=\"kind\"\r\n\r\nlink",
            "name=\"url\"\r\n\r\nhttps://example.test/ann.png",
        ]
    );
    // Any other parts.
    let mock = crate::Mock::new().respond(201, &[], "");
    let form = Form::new().part("kind", "none");
    club(&mock).add_picture(form).await.unwrap();
    let (_, sent) = parts(&mock);
    assert_eq!(sent, ["name=\"kind\"\r\n\r\nnone"]);
}

#[tokio::test]
async fn any_parts_can_be_sent() {
    let mock = crate::Mock::new().respond(204, &[], "");
    send(&club(&mock)).await.unwrap();
    let (head, parts) = parts(&mock);
    assert_eq!(head, "POST /v1/anything | multipart/mixed; ");
    assert_eq!(
        parts,
        [
            "name=\"year\"\r\n\r\n2026",
            "name=\"table\"; filename=\"table.csv\"\r\nContent-Type: text/csv\r\n\r\na;b\n1;2\n",
        ]
    );
}

#[tokio::test]
async fn members_of_forms_have_styles() {
    let mock = crate::Mock::new().respond(204, &[], "");
    search(&club(&mock)).await.unwrap();
    let request = mock.received().pop().unwrap();
    assert_eq!(request.body, "name=Bo&csv=p,q%20r&filter%5Bk%5D=v");
}

#[tokio::test]
async fn a_value_in_xml_is_read_as_it_was_written() {
    let page = std::fs::read_to_string(clientwright_tests::root().join("docs/openapi/forms.md"));
    let page = page.unwrap();
    let blocks = clientwright_tests::documents::blocks(&page);
    let block = blocks.iter().find(|block| block.kind == "xml").unwrap();
    let xml: String = block.text.lines().map(str::trim).collect();
    let mock = crate::Mock::new()
        .respond(200, &[("content-type", "application/xml")], &block.text)
        .json(r#"{"id":1,"name":"n","plain":[]}"#);
    let builder = RegisterClient::builder().service(mock.service());
    let client = builder.build().unwrap();
    let person = save(&client).await.unwrap();
    let request = mock.received().pop().unwrap();
    assert_eq!(request.header("content-type"), Some("application/xml"));
    assert_eq!(request.header("accept"), Some("application/json"));
    let (_, sent) = request.body.split_once("?>").unwrap();
    assert_eq!(sent, xml);
    assert_eq!((person.id, &*person.name), (123, "A&B"));
    assert_eq!(
        person.tags.as_deref(),
        Some(&["x".to_owned(), "y".to_owned()][..])
    );
    assert_eq!(person.plain, ["p", "q"]);
    // The same response may come as JSON.
    assert_eq!(save(&client).await.unwrap().id, 1);
}

/// The section about changes: its examples share no names with the others.
mod changes {
    crate::example!("forms-changes");
    crate::example!("forms-changes-2");
    crate::example!("forms-changes-3");

    #[tokio::test]
    async fn changes_have_three_values() {
        let mock = crate::Mock::new().json(r#"{"id":7,"name":"Rex","species":"dog"}"#);
        let builder = PetClinicClient::builder().service(mock.service());
        let clinic = builder.build().unwrap();
        assert_eq!(correct(&clinic).await.unwrap().name, "Rex");
        let request = mock.received().pop().unwrap();
        assert_eq!(request.line(), "PATCH /api/v1/pets/7");
        assert_eq!(
            request.header("content-type"),
            Some("application/merge-patch+json")
        );
        assert_eq!(request.body, r#"{"name":"Rex","born":null}"#);

        let json = |changes: &PetChanges| {
            String::from_utf8(clientwright_openapi::to_json(changes).unwrap()).unwrap()
        };
        assert_eq!(json(&entered(None)), "{}");
        assert_eq!(json(&entered(Some("Mia".to_owned()))), r#"{"name":"Mia"}"#);
        let removed = PetChanges {
            name: None.into(),
            ..PetChanges::default()
        };
        assert_eq!(json(&removed), r#"{"name":null}"#);
    }

    /// A property that may be absent and null, as it was read and as it is set.
    #[test]
    fn null_is_written_where_it_is_asked_for() {
        let json = |owner: &Owner| {
            String::from_utf8(clientwright_openapi::to_json(owner).unwrap()).unwrap()
        };
        assert_eq!(
            json(&without_telephone("Ann")),
            r#"{"name":"Ann","phone":null}"#
        );
        assert_eq!(json(&Owner::new("Ann")), r#"{"name":"Ann"}"#);
        let text = r#"{"name":"Ann","phone":null}"#;
        let read: Owner = clientwright_openapi::from_json(text.as_bytes()).unwrap();
        assert_eq!(json(&read), text);
        let renamed = Owner {
            name: "Bo".to_owned(),
            ..read.clone()
        };
        assert_eq!(json(&renamed), r#"{"name":"Bo","phone":null}"#);
        let called = Owner {
            phone: Some("5".to_owned()),
            ..read
        };
        assert_eq!(json(&called), r#"{"name":"Ann","phone":"5"}"#);
    }
}
