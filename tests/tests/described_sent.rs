//! What clients of the descriptions in `described/` send, and how they read responses, as the `expect.md` of each says.

#[path = "described_sent/answers.rs"]
mod answers;
#[path = "described_sent/parameters.rs"]
mod parameters;
#[path = "described_sent/requests.rs"]
mod requests;

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use clientwright_openapi::client::{ClientBuilder, Secret, Service};
use clientwright_openapi::future::BoxError;
use clientwright_openapi::record::Patch;
use clientwright_openapi::retry::RetryPolicy;
use clientwright_openapi::types::Binary;
use clientwright_openapi::{Body, Error, from_json, to_json};
use http::{Request, Response};
use http_body_util::BodyExt as _;

/// The generated code of all descriptions, one module each.
#[allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    reason = "some are only compiled, and have no texts"
)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/described.rs"));
}

/// What was sent: method and URL, headers but for those that do not matter, and the body.
type Sent = Arc<Mutex<Vec<String>>>;

/// A builder of a client whose service gives one response to all requests, and what the client sends.
fn responding<S: Service>(
    status: u16,
    headers: &'static [(&'static str, &'static str)],
    body: &'static str,
) -> (ClientBuilder<S>, Sent) {
    let sent = Sent::default();
    let seen = Arc::clone(&sent);
    let service = tower::service_fn(move |request: Request<Body>| {
        let seen = Arc::clone(&seen);
        async move {
            let (parts, body_sent) = request.into_parts();
            let body_sent = body_sent.collect().await?.to_bytes();
            let mut line = format!("{} {}", parts.method, parts.uri);
            for (name, value) in &parts.headers {
                if *name != "user-agent" && *name != "accept" {
                    line.push_str(&format!(" | {name}: {}", value.as_bytes().escape_ascii()));
                }
            }
            line.push_str(&format!(" | {}", String::from_utf8_lossy(&body_sent)));
            seen.lock()
                .expect("no test panics while it holds it")
                .push(line);
            let mut response = Response::builder().status(status);
            for (name, value) in headers {
                response = response.header(*name, *value);
            }
            Ok::<_, BoxError>(response.body(Body::from(body))?)
        }
    });
    let builder = ClientBuilder::new().service(service);
    (builder.retry(RetryPolicy::none()), sent)
}

fn client<S: Service>(
    status: u16,
    headers: &'static [(&'static str, &'static str)],
    body: &'static str,
) -> (S, Sent) {
    let (builder, sent) = responding(status, headers, body);
    (
        builder.build().expect("the description has an address"),
        sent,
    )
}

/// The only request since the last call.
fn only(sent: &Sent) -> String {
    let mut sent = sent.lock().expect("no test panics while it holds it");
    assert_eq!(sent.len(), 1, "{sent:?}");
    let line = sent.remove(0);
    line.replace("https://api.example.test/v1", "")
}

fn read<T: clientwright_openapi::Wire>(json: &str) -> T {
    from_json(json.as_bytes()).expect("a value of the type")
}

#[tokio::test]
async fn form_bodies() {
    use generated::case_47_form_body::{AcmeClient, SendFormBody};
    let (acme, sent) = client::<AcmeClient>(204, &[], "");
    let body: SendFormBody = read(
        r#"{"name":"Ann & Bo+é","tags":["a","b,c"],"address":{"city":"X Y","zip":"99999+1234"},"score":1.5,"live":true,
            "csv":["p","q r"],"filter":{"k":"v"},"note":null}"#,
    );
    acme.send_form(&body).await.expect("nothing");
    let head = "POST /f | content-type: application/x-www-form-urlencoded | ";
    assert_eq!(
        only(&sent),
        format!(
            "{head}name=Ann+%26+Bo%2B%C3%A9&tags=a&tags=b%2Cc\
             &address=%7B%22city%22%3A%22X+Y%22%2C%22zip%22%3A%2299999%2B1234%22%7D&score=1.5&live=true\
             &csv=p,q%20r&filter%5Bk%5D=v"
        )
    );
    acme.send_form(&SendFormBody::new("x"))
        .await
        .expect("nothing");
    assert_eq!(only(&sent), format!("{head}name=x"));
}

#[tokio::test]
async fn several_media_types() {
    use generated::case_49_several_media_types::{AcmeClient, Doc, Doc2};
    let json = &[("content-type", "application/json")];
    let (acme, sent) = client::<AcmeClient>(200, json, r#"{"t":"x"}"#);
    acme.add_doc()
        .body(&Doc::new("a"))
        .await
        .expect("a document");
    assert_eq!(
        only(&sent),
        r#"POST /docs | content-type: application/json | {"t":"a"}"#
    );
    let call = acme.add_doc_as_vnd_acme_doc_v2_json();
    call.body(&Doc2::new("a")).await.expect("a document");
    assert_eq!(
        only(&sent),
        r#"POST /docs | content-type: application/vnd.acme.doc.v2+json | {"title":"a"}"#
    );
    acme.add_doc_as_text()
        .body("\"a\"\n")
        .await
        .expect("a document");
    assert_eq!(
        only(&sent),
        "POST /docs | content-type: text/plain | \"a\"\n"
    );
    acme.add_doc_as_bytes()
        .body(vec![b'a'])
        .await
        .expect("a document");
    assert_eq!(
        only(&sent),
        "POST /docs | content-type: application/octet-stream | a"
    );
    acme.add_doc_as_image()
        .body("image/png", "PNG")
        .await
        .expect("a document");
    assert_eq!(only(&sent), "POST /docs | content-type: image/png | PNG");
    acme.add_doc().await.expect("a document");
    assert_eq!(only(&sent), "POST /docs | content-length: 0 | ");
}

#[tokio::test]
async fn xml_bodies() {
    use generated::case_50_xml_body::{AcmeClient, Person};
    let person: Person = read(
        r#"{"id":123,"name":"A&B","tags":["x","y"],"plain":["p","q"],"address":{"city":"C"},"live":true}"#,
    );
    let xml = "<person id=\"123\"><ac:name xmlns:ac=\"urn:acme:x\">A&amp;B</ac:name><tag-list><tag>x</tag><tag>y</tag></tag-list>\
               <plain>p</plain><plain>q</plain><address><city>C</city></address><live>true</live></person>";
    // Another prefix, unknown children, CDATA.
    let other = "<person id=\"123\" xmlns:q=\"urn:acme:x\"><q:name><![CDATA[A&B]]></q:name><more><x/></more><tag-list><tag>x</tag><tag>y</tag>\
                 </tag-list><plain>p</plain><plain>q</plain><address><city>C</city></address><live>true</live></person>";
    let (acme, sent) = client::<AcmeClient>(200, &[("content-type", "application/xml")], other);
    let answer = acme.put_person(&person).await.expect("a person");
    assert_eq!(answer, person);
    let line = only(&sent);
    assert_eq!(
        line.replace("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", ""),
        format!("PUT /p | content-type: application/xml | {xml}")
    );
    let (acme, _) = client::<AcmeClient>(
        200,
        &[("content-type", "text/xml; charset=utf-8")],
        "<person id='1'><name>n</name><tag-list/></person>",
    );
    let answer = acme.put_person(&person).await.expect("a person");
    assert_eq!(answer.tags, Some(Vec::new()));
    let (acme, _) = client::<AcmeClient>(
        200,
        &[("content-type", "application/xml")],
        "<!DOCTYPE person SYSTEM 'x'><person id='1'><name>n</name></person>",
    );
    let error = acme.put_person(&person).await.expect_err("a document type");
    assert!(matches!(error, Error::Decode(_)), "{error}");
}

/// How many bytes the tests of streams send: more than a process would keep by accident.
const LONG: usize = 1 << 30;

/// A stream of as many bytes, all of which are in one place of memory.
fn long() -> impl futures_util::Stream<Item = Result<Bytes, std::io::Error>> + Send + 'static {
    static CHUNK: [u8; 1 << 20] = [b'x'; 1 << 20];
    let chunks = std::iter::repeat_n(Bytes::from_static(&CHUNK), LONG >> 20);
    futures_util::stream::iter(chunks.map(Ok))
}

#[tokio::test]
async fn bytes_and_texts() {
    use generated::case_51_bytes_and_text::{AcmeClient, Seal};
    let (acme, sent) = client::<AcmeClient>(200, &[], "he said \"x\"");
    acme.put_blob("a b", vec![0, b'"']).await.expect("nothing");
    assert_eq!(
        only(&sent),
        "PUT /blob/a%20b | content-type: application/octet-stream | \0\""
    );
    let bytes = acme.get_blob("n").await.expect("bytes");
    assert_eq!(bytes, "he said \"x\"");
    only(&sent);
    let text = acme.note_blob("n", "a\n").await.expect("a text");
    assert_eq!(text, "he said \"x\"");
    assert_eq!(only(&sent), "POST /blob/n | content-type: text/plain | a\n");
    let (acme, sent) = client::<AcmeClient>(200, &[], "\"s\"");
    let seal: Seal = read(r#"{"pic":"aGk=","sig":"-_8="}"#);
    assert_eq!(acme.seal_blob("n", &seal).await.expect("a text"), "s");
    assert_eq!(
        only(&sent),
        r#"PATCH /blob/n | content-type: application/json | {"pic":"aGk=","sig":"-_8="}"#
    );
    let bytes = |value: Patch<Binary>| match value {
        Patch::Set(bytes) => bytes.to_vec(),
        other => panic!("{other:?}"),
    };
    assert_eq!(bytes(seal.pic), b"hi");
    assert_eq!(bytes(seal.sig), [0xFB, 0xFF]);
}

/// The most memory that the tests of this process have used, in bytes.
#[cfg(target_os = "linux")]
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux has it");
    let mut lines = status.lines();
    let line = lines
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .expect("it has a peak");
    let kilobytes: usize = line
        .trim()
        .trim_end_matches(" kB")
        .parse()
        .expect("a number");
    kilobytes * 1024
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn streams_are_never_in_memory() {
    use generated::case_51_bytes_and_text::AcmeClient;
    let received = Arc::new(Mutex::new(0));
    let count = Arc::clone(&received);
    let service = tower::service_fn(move |request: Request<Body>| {
        let count = Arc::clone(&count);
        async move {
            let mut body = request.into_body();
            while let Some(frame) = body.frame().await {
                let data = frame?.into_data().unwrap_or_default();
                *count.lock().expect("no test panics while it holds it") += data.len();
            }
            Ok::<_, BoxError>(Response::new(Body::from_stream(long())))
        }
    });
    let acme = AcmeClient::builder()
        .service(service)
        .build()
        .expect("complete");
    acme.put_blob("n", Body::from_stream(long()))
        .await
        .expect_err("the response is long");
    assert_eq!(*received.lock().expect("not poisoned"), LONG);
    let mut body = acme.get_blob("n").stream().await.expect("a stream").body;
    let mut length = 0;
    while let Some(frame) = body.frame().await {
        length += frame.expect("data").into_data().unwrap_or_default().len();
    }
    assert_eq!(length, LONG);
    assert!(peak() < LONG, "{} bytes", peak());
}

#[tokio::test]
async fn json_patch() {
    use generated::case_52_json_patch::{AcmeClient, Move, MoveOp, Op, Remove, Set, SetOp};
    let (acme, sent) = client::<AcmeClient>(204, &[], "");
    let json = r#"[{"op":"replace","path":"/a~1b","value":null},{"op":"remove","path":"/c"},{"op":"copy","path":"/d","from":"/e"},{"op":"test","path":"","value":[1]}]"#;
    let ops = vec![
        Op::Set(Set::new(
            SetOp::Replace,
            "/a~1b",
            serde_json::Value::Null.into(),
        )),
        read::<Remove>(r#"{"op":"remove","path":"/c"}"#).into(),
        Op::Move(Move::new(MoveOp::Copy, "/d", "/e")),
        Op::Set(Set::new(SetOp::Test, "", serde_json::json!([1]).into())),
    ];
    acme.patch_doc(1, &ops).await.expect("nothing");
    let head = "PATCH /d/1 | content-type: application/json-patch+json | ";
    assert_eq!(only(&sent), format!("{head}{json}"));
    let unknown: Vec<Op> = read(r#"[{"op":"frob","path":"/x"}]"#);
    assert!(matches!(unknown[0], Op::Other(_)), "{unknown:?}");
    assert_eq!(
        to_json(&unknown).expect("JSON"),
        br#"[{"op":"frob","path":"/x"}]"#
    );
    let merge = read(r#"{"a":null}"#);
    acme.patch_doc_as_merge_patch_json(1, &merge)
        .await
        .expect("nothing");
    assert_eq!(
        only(&sent),
        r#"PATCH /d/1 | content-type: application/merge-patch+json | {"a":null}"#
    );
}

#[tokio::test]
async fn head_redirects_and_not_modified() {
    use generated::case_58_head_redirect_not_modified::{AcmeClient, DropFBody};
    let (acme, sent) = client::<AcmeClient>(200, &[("content-length", "12")], "");
    let response = acme.head_f(1).send().await.expect("headers");
    assert_eq!(response.headers()["content-length"], "12");
    assert_eq!(only(&sent), "HEAD /f/1 | ");
    acme.options_f(1).await.expect("nothing");
    acme.trace_f(1).await.expect("nothing");
    let lines = std::mem::take(&mut *sent.lock().expect("not poisoned"));
    assert!(
        lines[0].starts_with("OPTIONS ") && lines[1].starts_with("TRACE "),
        "{lines:?}"
    );
    let (acme, _) = client::<AcmeClient>(404, &[], "");
    assert!(acme.head_f(1).await.expect_err("none").is_not_found());
    let (acme, sent) = client::<AcmeClient>(304, &[("etag", "\"7\"")], "");
    let error = acme
        .get_f(1)
        .if_none_match("\"7\"")
        .await
        .expect_err("not modified");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(304));
    assert!(!matches!(error, Error::Decode(_)), "{error:?}");
    assert_eq!(only(&sent), "GET /f/1 | if-none-match: \\\"7\\\" | ");
    let (acme, sent) = client::<AcmeClient>(303, &[("location", "/v1/f/2")], "");
    let error = acme.get_f(1).await.expect_err("a redirect");
    let Error::Redirect(redirect) = error else {
        panic!("{error:?}");
    };
    assert_eq!(redirect.location(), Some("/v1/f/2"));
    only(&sent);
    let (acme, sent) = client::<AcmeClient>(204, &[], "");
    acme.drop_f(1)
        .body(&read::<DropFBody>(r#"{"why":"x"}"#))
        .await
        .expect("nothing");
    assert_eq!(
        only(&sent),
        r#"DELETE /f/1 | content-type: application/json | {"why":"x"}"#
    );
    acme.drop_f(1).await.expect("nothing");
    assert_eq!(only(&sent), "DELETE /f/1 | ");
}

/// The items of a stream as JSON, and errors as their texts.
async fn items<T: clientwright_openapi::Wire>(
    stream: impl futures_util::Stream<Item = Result<T, Error>>,
) -> Vec<String> {
    let show = |item: Result<T, Error>| match item {
        Ok(item) => String::from_utf8(to_json(&item).expect("JSON")).expect("UTF-8"),
        Err(Error::Decode(error)) => error.error().to_string(),
        Err(error) => panic!("{error}"),
    };
    futures_util::StreamExt::collect(futures_util::StreamExt::map(stream, show)).await
}

#[tokio::test]
async fn json_lines() {
    use clientwright_openapi::stream::SendItems;
    use generated::case_60_json_lines::{AcmeClient, Line};
    let lines = "{\"n\":1}\n\n\"x\"\r\n{\"n\":3}";
    let (acme, _) = client::<AcmeClient>(200, &[("content-type", "application/jsonl")], lines);
    let found = items(acme.log().await.expect("a stream")).await;
    assert_eq!(found, [r#"{"n":1}"#, r#""x""#, r#"{"n":3}"#]);
    let (acme, _) = client::<AcmeClient>(200, &[("content-type", "application/jsonl")], "{\"n\":");
    let found = items(acme.log().await.expect("a stream")).await;
    assert!(
        found.len() == 1 && found[0].starts_with("the item is not complete"),
        "{found:?}"
    );
    let sequence = "\u{1e}{\"n\":1}\n\u{1e}{\"n\":\n\u{1e}\"y\"\n";
    let (acme, _) =
        client::<AcmeClient>(200, &[("content-type", "application/json-seq")], sequence);
    let found = items(acme.log().await.expect("a stream")).await;
    assert_eq!(
        (found.len(), &*found[0], &*found[2]),
        (3, r#"{"n":1}"#, r#""y""#)
    );
    assert!(
        found[1].starts_with("the item is not complete"),
        "{found:?}"
    );
    let (acme, _) = client::<AcmeClient>(200, &[("content-type", "application/x-ndjson")], "1\n");
    assert_eq!(items(acme.all().await.expect("a stream")).await, ["1"]);
    let (acme, sent) = client::<AcmeClient>(204, &[], "");
    let lines: Vec<Line> = read(r#"[{"n":1},"x"]"#);
    acme.send_log(&lines).await.expect("nothing");
    let expected = "POST /log | content-type: application/x-ndjson | {\"n\":1}\n\"x\"\n";
    assert_eq!(only(&sent), expected);
    let stream = futures_util::stream::iter(lines.into_iter().map(Ok::<_, std::io::Error>));
    acme.send_log(SendItems::from_stream(stream))
        .await
        .expect("nothing");
    assert_eq!(only(&sent), expected);
}

#[tokio::test]
async fn basic_bearer_and_odd_schemes() {
    use generated::case_64_basic_bearer_and_odd_schemes::AcmeClient;
    let (builder, sent) = responding::<AcmeClient>(204, &[], "");
    let acme = builder
        .basic_auth("Aladdin", "open sesame")
        .scheme("Bearer", Secret::token("t"))
        .scheme("raw", Secret::key("secret"))
        .scheme("digest", Secret::key("Digest username=\"x\""))
        .scheme(
            "oidc",
            Secret::tokens(|| async { Ok::<_, std::io::Error>("id") }),
        )
        .build()
        .expect("complete");
    for (call, expected) in [
        (
            acme.b(),
            "GET /b | authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ== | ",
        ),
        (acme.t(), "GET /t | authorization: Bearer t | "),
        (acme.a(), "GET /a | authorization: secret | "),
        (
            acme.d(),
            "GET /d | authorization: Digest username=\\\"x\\\" | ",
        ),
        (acme.o(), "GET /o | authorization: Bearer id | "),
    ] {
        call.await.expect("nothing");
        assert_eq!(only(&sent), expected);
    }
    let (builder, sent) = responding::<AcmeClient>(204, &[], "");
    let acme = builder
        .basic_auth("test", "123£")
        .build()
        .expect("complete");
    acme.b().await.expect("nothing");
    assert_eq!(
        only(&sent),
        "GET /b | authorization: Basic dGVzdDoxMjPCow== | "
    );
    let (builder, _) = responding::<AcmeClient>(204, &[], "");
    let error = builder.basic_auth("a:b", "c").build().expect_err("a colon");
    assert!(error.to_string().contains("colon"), "{error}");
    let (builder, sent) = responding::<AcmeClient>(204, &[], "");
    let acme = builder
        .bearer_token("t\nX-Evil: 1")
        .build()
        .expect("complete");
    let error = acme.t().await.expect_err("a line break");
    assert!(matches!(error, Error::Auth(_)), "{error:?}");
    assert!(sent.lock().expect("not poisoned").is_empty());
    assert!(!format!("{acme:?}").contains("Evil"));
}

#[tokio::test]
async fn servers() {
    use generated::case_67_servers::AcmeClient;
    let things = |builder: ClientBuilder<AcmeClient>| {
        let acme = builder.build().expect("complete");
        acme.things().url().expect("a URL").to_string()
    };
    let builder = || responding::<AcmeClient>(204, &[], "").0;
    assert_eq!(
        things(builder()),
        "https://eu.example.test:8443/api/x/v1/things"
    );
    let us = builder().server_variable("region", "us-east");
    assert_eq!(
        things(us),
        "https://us-east.example.test:8443/api/x/v1/things"
    );
    assert_eq!(
        things(builder().base_url("https://proxy.test/a")),
        "https://proxy.test/a/things"
    );
    for (builder, text) in [
        (
            builder().server_variable("region", "mars"),
            "`mars` is no value",
        ),
        (builder().server(1), "relative"),
    ] {
        let error = builder.build().expect_err("refused").to_string();
        assert!(error.contains(text), "{error}");
    }
    let (acme, sent) = client::<AcmeClient>(204, &[], "");
    acme.status().await.expect("nothing");
    assert_eq!(only(&sent), "GET https://status.example.test/status | ");
    acme.set_status().await.expect("nothing");
    assert_eq!(
        only(&sent),
        "POST https://prod.status.example.test/admin/status | content-length: 0 | "
    );
}

/// As [`client`], with a body for each request.
fn paged<S: Service>(bodies: &'static [&'static str]) -> (S, Sent) {
    let sent = Sent::default();
    let seen = Arc::clone(&sent);
    let service = tower::service_fn(move |request: Request<Body>| {
        let mut seen = seen.lock().expect("no test panics while it holds it");
        let body = bodies[seen.len()];
        seen.push(
            request
                .uri()
                .to_string()
                .replace("https://api.example.test/v1", ""),
        );
        std::future::ready(Ok::<_, BoxError>(Response::new(Body::from(body))))
    });
    let builder = ClientBuilder::new()
        .service(service)
        .retry(RetryPolicy::none());
    (
        builder.build().expect("the description has an address"),
        sent,
    )
}

fn all(sent: &Sent) -> Vec<String> {
    std::mem::take(&mut *sent.lock().expect("no test panics while it holds it"))
}

#[tokio::test]
async fn paging_rules() {
    use generated::case_62_paging_rules::{AcmeClient, It};
    let ids = |items: Vec<It>| items.into_iter().map(|it| it.id).collect::<Vec<_>>();
    let (acme, sent) = paged::<AcmeClient>(&[
        r#"{"data":[{"id":1},{"id":2}],"page":{"next":"a/b="}}"#,
        r#"{"data":[],"page":{"next":"c"}}"#,
        r#"{"data":[{"id":3}],"page":{"next":null}}"#,
    ]);
    let items = acme
        .list_cursor()
        .limit(2)
        .collect_all()
        .await
        .expect("pages");
    assert_eq!(ids(items), [1, 2, 3]);
    assert_eq!(
        all(&sent),
        [
            "/cursor?limit=2",
            "/cursor?after=a%2Fb%3D&limit=2",
            "/cursor?after=c&limit=2"
        ]
    );
    let (acme, sent) = paged::<AcmeClient>(&[
        r#"{"rows":[{"id":1},{"id":2}],"total":3}"#,
        r#"{"rows":[{"id":3}],"total":3}"#,
    ]);
    let items = acme
        .list_offset()
        .limit(2)
        .collect_all()
        .await
        .expect("pages");
    assert_eq!(ids(items), [1, 2, 3]);
    assert_eq!(all(&sent), ["/offset?limit=2", "/offset?offset=2&limit=2"]);
    let (acme, sent) = paged::<AcmeClient>(&[
        r#"{"items":[{"id":1}],"pages":2}"#,
        r#"{"items":[{"id":2}],"pages":2}"#,
    ]);
    let items = acme.list_page().page(1).collect_all().await.expect("pages");
    assert_eq!(ids(items), [1, 2]);
    assert_eq!(all(&sent), ["/page?page=1", "/page?page=2"]);
    let (acme, sent) = paged::<AcmeClient>(&[
        r#"{"value":[],"nextLink":"https://api.example.test/v1/azure?$skiptoken=x"}"#,
        r#"{"value":[{"id":1}]}"#,
    ]);
    assert_eq!(
        ids(acme.list_azure().collect_all().await.expect("pages")),
        [1]
    );
    assert_eq!(all(&sent), ["/azure", "/azure?$skiptoken=x"]);
    let (acme, sent) =
        paged::<AcmeClient>(&[r#"{"value":[{"id":1}],"nextLink":"https://evil.test/v1/azure"}"#]);
    let error = acme.list_azure().collect_all().await.expect_err("refused");
    assert!(matches!(error, Error::Paging(_)), "{error:?}");
    assert_eq!(all(&sent).len(), 1);
    let same = r#"{"data":[{"id":1}],"page":{"next":"a"}}"#;
    let (acme, _) = paged::<AcmeClient>(vec![same, same].leak());
    let error = acme
        .list_cursor()
        .collect_all()
        .await
        .expect_err("the token repeats");
    assert!(matches!(error, Error::Paging(_)), "{error:?}");
}
