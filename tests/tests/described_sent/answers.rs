//! How responses are read: types by status, declared errors.

use clientwright_openapi::Error;

use super::{client, generated};

const JSON: &[(&str, &str)] = &[("content-type", "application/json")];

#[tokio::test]
async fn several_successes() {
    use generated::case_53_several_successes::AcmeClient;
    use generated::case_53_several_successes::builders::StartJobOutput as Output;
    let start = async |status, body| {
        let (acme, _) = client::<AcmeClient>(status, &[], body);
        acme.start_job().await
    };
    let done = start(200, r#"{"result":1}"#).await.expect("done");
    assert!(matches!(done, Output::Status200(done) if done.result == 1));
    let made = start(201, r#"{"id":"a"}"#).await.expect("made");
    assert!(matches!(made, Output::Status201(made) if made.id == "a"));
    assert_eq!(start(202, "").await.expect("later"), Output::Status202);
    let error = start(409, "no").await.expect_err("a conflict");
    assert!(error.is_conflict());
    assert_eq!(error.body().expect("a body"), "no");
    // A success that is not declared is not decoded as a declared one.
    let (acme, _) = client::<AcmeClient>(203, &[], r#"{"result":2}"#);
    let error = acme.get_job("a").await.expect_err("not declared");
    assert!(matches!(error, Error::Undeclared(_)), "{error}");
    assert_eq!(error.body().expect("a body"), r#"{"result":2}"#);
    let (acme, _) = client::<AcmeClient>(204, &[], "");
    assert_eq!(acme.get_job("a").await.expect("nothing yet"), None);
    let (acme, _) = client::<AcmeClient>(201, &[], r#"{"result":3}"#);
    let put = acme.put_job("a").send().await.expect("done");
    assert_eq!((put.status().as_u16(), put.result), (201, 3));
    let (acme, _) = client::<AcmeClient>(200, &[], "stray");
    acme.drop_job("a").await.expect("a body does not matter");
}

#[tokio::test]
async fn defaults_and_ranges() {
    use generated::case_55_default_and_ranges_only::AcmeClient;
    use generated::case_55_default_and_ranges_only::builders::{DropEError, GetDError, GetRError};
    let (acme, _) = client::<AcmeClient>(200, JSON, r#"{"n":1}"#);
    assert_eq!(acme.get_d().await.expect("a value").n, 1);
    let (acme, _) = client::<AcmeClient>(500, JSON, r#"{"n":2}"#);
    let error = acme.get_d().await.map_err(GetDError::from);
    assert!(matches!(error, Err(GetDError::Default(d)) if d.n == 2));
    for status in [200, 201, 299] {
        let (acme, _) = client::<AcmeClient>(status, JSON, r#"{"n":1}"#);
        assert_eq!(acme.get_r().await.expect("a value").n, 1);
    }
    let (acme, _) = client::<AcmeClient>(400, JSON, r#"{"why":"w"}"#);
    let error = acme.get_r().await.map_err(GetRError::from);
    assert!(
        matches!(&error, Err(GetRError::Default(bad)) if bad.why == "w" && bad.status() == 400)
    );
    // The enum of another operation does not read it.
    let error = acme.get_r().await.map_err(GetDError::from);
    assert!(matches!(error, Err(GetDError::Other(_))), "{error:?}");
    let (acme, _) = client::<AcmeClient>(404, JSON, r#"{"why":"w"}"#);
    let error = acme.drop_e().await.map_err(DropEError::from);
    let Err(DropEError::Status404(bad)) = error else {
        panic!("{error:?}");
    };
    assert_eq!(bad.why, "w");
    assert!(bad.into_error().is_not_found());
    let (acme, _) = client::<AcmeClient>(204, &[], "");
    acme.drop_e().await.expect("nothing");
    let (acme, _) = client::<AcmeClient>(400, &[], "raw");
    let error = acme.post_n().await.expect_err("a failure");
    assert_eq!(error.body().expect("a body"), "raw");
}

#[tokio::test]
async fn bodies_that_are_not_as_declared() {
    use generated::case_55_default_and_ranges_only::AcmeClient;
    use generated::case_55_default_and_ranges_only::builders::DropEError;
    for (body, why) in [
        (r#"{"why":7}"#, "why"),
        ("<html>", "expected value"),
        ("", "no content"),
    ] {
        let (acme, _) = client::<AcmeClient>(404, &[], body);
        let error = acme.drop_e().await.map_err(DropEError::from);
        let Err(DropEError::Other(Error::Status(error))) = error else {
            panic!("{error:?}");
        };
        assert_eq!((error.status().as_u16(), &*error.text()), (404, body));
        let reason = error.mismatch().expect("a reason").to_string();
        assert!(reason.contains(why), "{reason}");
        assert!(
            error
                .to_string()
                .contains("not what the description declares"),
            "{error}"
        );
    }
    let (acme, _) = client::<AcmeClient>(410, JSON, r#"{"why":"w"}"#);
    let error = acme.drop_e().await.map_err(DropEError::from);
    let Err(DropEError::Other(error)) = error else {
        panic!("{error:?}");
    };
    assert_eq!(error.body().expect("a body"), r#"{"why":"w"}"#);
}

#[tokio::test]
async fn wrong_content_types() {
    use generated::case_56_wrong_content_types::AcmeClient;
    use generated::case_56_wrong_content_types::builders::GetWError;
    for content_type in [
        "application/json; charset=UTF-8",
        "APPLICATION/JSON",
        "application/hal+json",
        "text/json",
        "text/plain",
    ] {
        let headers: &'static [(&str, &str)] = vec![("content-type", content_type)].leak();
        let (acme, _) = client::<AcmeClient>(200, headers, "\u{feff}{\"n\":1}");
        assert_eq!(acme.get_j().await.expect("a value").n, 1, "{content_type}");
    }
    let (acme, _) = client::<AcmeClient>(200, &[], r#"{"n":1}"#);
    assert_eq!(acme.get_j().await.expect("a value").n, 1);
    assert_eq!(acme.get_w().await.expect("a value").n, 1);
    let html = &[("content-type", "text/html")];
    let (acme, _) = client::<AcmeClient>(200, html, "<html>");
    let error = acme.get_j().await.expect_err("a page");
    assert!(error.to_string().contains("text/html"), "{error}");
    assert_eq!(error.status().expect("a status").as_u16(), 200);
    assert_eq!(error.body().expect("a body"), "<html>");
    let failed = async |headers, body| {
        let (acme, _) = client::<AcmeClient>(400, headers, body);
        acme.get_w().await.map_err(GetWError::from)
    };
    let text = failed(&[("content-type", "text/plain")], "no").await;
    assert!(matches!(text, Err(GetWError::Status4xxText(text)) if *text == "no"));
    let json = failed(JSON, r#"{"n":2}"#).await;
    assert!(matches!(json, Err(GetWError::Status4xx(j)) if j.n == 2));
    let page = failed(html, "<html>").await;
    let Err(GetWError::Other(Error::Status(page))) = page else {
        panic!("{page:?}");
    };
    let reason = page.mismatch().expect("a reason").to_string();
    assert!(reason.contains("text/html"), "{reason}");
}

#[tokio::test]
async fn null_and_empty_bodies() {
    use generated::case_30_null_and_empty_bodies::AcmeClient;
    let (acme, _) = client::<AcmeClient>(200, JSON, "null");
    assert_eq!(acme.get_maybe().await.expect("null"), None);
    let error = acme.get_x().await.expect_err("no object");
    assert!(error.to_string().contains('X'), "{error}");
    let (acme, _) = client::<AcmeClient>(200, JSON, r#"{"n":1}"#);
    assert_eq!(acme.get_maybe().await.expect("a value").expect("one").n, 1);
    for status in [200, 204] {
        let (acme, _) = client::<AcmeClient>(status, &[("x-a", "1")], "");
        let error = acme.get_x().await.expect_err("no content");
        assert!(matches!(error, Error::NoContent(_)), "{error}");
        assert!(error.to_string().contains("no content"), "{error}");
        assert_eq!(error.headers().expect("headers")["x-a"], "1");
    }
    let (acme, _) = client::<AcmeClient>(200, JSON, r#""a\"b""#);
    assert_eq!(acme.get_text().await.expect("a text"), r#"a"b"#);
    let (acme, _) = client::<AcmeClient>(200, JSON, "a");
    let error = acme.get_text().await.expect_err("no JSON");
    assert_eq!(error.body().expect("a body"), "a");
}

#[tokio::test]
async fn response_headers() {
    use generated::case_57_response_headers::AcmeClient;
    use generated::case_57_response_headers::builders as headers;
    const HEADERS: &[(&str, &str)] = &[
        ("X-RATE-LIMIT-REMAINING", "7"),
        ("X-Expires", "2024-01-02T03:04:05Z"),
        ("X-Tags", "a, b,c"),
        ("X-Pair", "a=1,b=x"),
        ("ETag", "W/\"1\""),
        ("Set-Cookie", "a=1; Path=/"),
        ("Set-Cookie", "b=2"),
        ("X-Json", r#"{"k":true}"#),
    ];
    let (acme, _) = client::<AcmeClient>(200, HEADERS, "{}");
    let response = acme.get_h().send().await.expect("an object");
    let from = response.headers();
    let left = headers::GET_H_200_X_RATE_LIMIT_REMAINING.read(from);
    assert_eq!(left, Ok(7_i32));
    let expires = headers::X_EXPIRES.read(from).expect("a time");
    let expires = expires.expect("it is there").to_string();
    assert_eq!(expires, "2024-01-02T03:04:05Z");
    let tags = headers::X_TAGS.read(from).expect("a list");
    assert_eq!(tags.expect("it is there"), ["a", "b", "c"]);
    let pair = headers::X_PAIR.read(from).expect("an object");
    let pair = pair.expect("it is there");
    assert_eq!((pair.a, pair.b.as_deref()), (Some(1), Some("x")));
    let tag = headers::ETAG.read(from).expect("a text");
    assert_eq!(tag.as_deref(), Some("W/\"1\""));
    let cookies = headers::SET_COOKIE.read(from).expect("texts");
    assert_eq!(cookies.expect("they are there"), ["a=1; Path=/", "b=2"]);
    let json = headers::X_JSON.read(from).expect("JSON");
    assert_eq!(json.expect("it is there").k, Some(true));
    // The body decodes whatever the headers are.
    for wrong in [&[("x-rate-limit-remaining", "soon")], &[("x-other", "7")]] {
        let (acme, _) = client::<AcmeClient>(200, wrong, "{}");
        let response = acme.get_h().send().await.expect("an object");
        let left = headers::GET_H_200_X_RATE_LIMIT_REMAINING.read(response.headers());
        let error = left.expect_err("no number").to_string();
        assert!(error.contains("X-Rate-Limit-Remaining"), "{error}");
    }
    let (acme, _) = client::<AcmeClient>(429, HEADERS, "");
    let error = acme.get_h().await.expect_err("a failure");
    let left = headers::GET_H_DEFAULT_X_RATE_LIMIT_REMAINING;
    let left = left.read(error.headers().expect("headers"));
    assert_eq!(left, Ok(Some(7_i64)));
}

#[tokio::test]
async fn media_types_that_are_asked_for() {
    use generated::case_49_several_media_types::AcmeClient;
    const JSON2: &[(&str, &str)] = &[(
        "content-type",
        "application/vnd.acme.doc.v2+json;charset=UTF-8",
    )];
    let (acme, _) = client::<AcmeClient>(200, JSON, r#"{"t":"x"}"#);
    assert_eq!(acme.add_doc().await.expect("a document").t, "x");
    let (acme, _) = client::<AcmeClient>(200, JSON2, r#"{"title":"x"}"#);
    let call = acme.add_doc().accept_vnd_acme_doc_v2_json();
    assert_eq!(call.await.expect("a document").title, "x");
    let csv = &[("content-type", "text/csv; charset=iso-8859-1")];
    let (acme, _) = client::<AcmeClient>(200, csv, "a,b");
    assert_eq!(acme.add_doc().accept_csv().await.expect("a text"), "a,b");
    let utf16 = &[("content-type", "text/csv; charset=utf-16")];
    let (acme, _) = client::<AcmeClient>(200, utf16, "a,b");
    let error = acme.add_doc().accept_csv().await.expect_err("a charset");
    assert!(error.to_string().contains("utf-16"), "{error}");
    assert_eq!(error.body().expect("a body"), "a,b");
    for content_type in ["application/pdf", "application/octet-stream"] {
        let headers = vec![("content-type", content_type)].leak();
        let (acme, _) = client::<AcmeClient>(200, headers, "PDF");
        assert_eq!(acme.add_doc().accept_pdf().await.expect("bytes"), "PDF");
    }
    // What came is not what was asked for.
    let (acme, _) = client::<AcmeClient>(200, JSON, r#"{"t":"x"}"#);
    for error in [
        acme.add_doc().accept_pdf().await.map(drop),
        acme.add_doc().accept_csv().await.map(drop),
    ] {
        let error = error.expect_err("another media type");
        let text = error.to_string();
        assert!(
            text.contains("`application/json`") && text.contains("was asked for"),
            "{text}"
        );
        assert_eq!(error.body().expect("a body"), r#"{"t":"x"}"#);
    }
}
