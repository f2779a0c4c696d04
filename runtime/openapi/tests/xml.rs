//! Bodies and responses in XML.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in its helpers"
)]

use std::sync::{Arc, Mutex};

use clientwright_openapi::operation::{Operation, Status};
use clientwright_openapi::types::{AnyJson, Value};
use clientwright_openapi::xml::{Document, Item, Member, Name, Place, Shape};
use clientwright_openapi::{Body, Call, Client, Error, from_json};
use http::{Request, Response};
use http_body_util::BodyExt as _;

const fn member(json: &'static str, place: Place, shape: Shape) -> Member {
    Member {
        json,
        name: Name::new(json),
        place,
        shape,
        required: false,
    }
}

const fn items(name: &'static str) -> Item {
    Item {
        name: Name::new(name),
        shape: Shape::Text,
    }
}

const PERSON: Document = Document {
    root: Name::new("person"),
    shape: Shape::Object(0),
    objects: &[
        &[
            member("id", Place::Attribute, Shape::Number),
            Member {
                name: Name::within("name", "ac", "urn:acme:x"),
                ..member("name", Place::Element, Shape::Text)
            },
            Member {
                name: Name::new("tag-list"),
                ..member("tags", Place::Wrapped, Shape::List(&items("tag")))
            },
            Member {
                required: true,
                ..member("plain", Place::Element, Shape::List(&items("plain")))
            },
            member("address", Place::Element, Shape::Object(1)),
            member("live", Place::Element, Shape::Boolean),
            member("boss", Place::Element, Shape::Object(0)),
            member("sizes", Place::Element, Shape::Map(&Shape::Number)),
            member("more", Place::Element, Shape::Any),
        ],
        &[
            member("unit", Place::Attribute, Shape::Text),
            member("city", Place::Text, Shape::Text),
        ],
    ],
};

const PUT: Operation = Operation {
    method: "PUT",
    content_type: "application/xml",
    accept: "application/xml",
    xml_body: Some(&PERSON),
    xml: &[(Status::Range(2), PERSON)],
    ..Operation::NONE
};

/// What a call sends, and what it gives for a response.
async fn call(
    body: &str,
    content_type: Option<&'static str>,
    response: impl Into<Vec<u8>>,
) -> (String, Result<Value, Error>) {
    let sent = Arc::new(Mutex::new(String::new()));
    let (seen, response) = (Arc::clone(&sent), response.into());
    let service = tower::service_fn(move |request: Request<Body>| {
        let (seen, response) = (Arc::clone(&seen), response.clone());
        async move {
            let body = request.into_body().collect().await?.to_bytes();
            *seen.lock().unwrap() = String::from_utf8_lossy(&body).into_owned();
            let mut builder = Response::builder();
            if let Some(content_type) = content_type {
                builder = builder.header("content-type", content_type);
            }
            Ok::<_, clientwright_openapi::future::BoxError>(builder.body(Body::from(response))?)
        }
    });
    let client = Client::builder()
        .base_url("https://example.test")
        .service(service)
        .build()
        .unwrap();
    let body: AnyJson = from_json(body.as_bytes()).unwrap();
    let result = Call::<Value>::new(&client, &PUT).xml(&body).await;
    let sent = sent.lock().unwrap().clone();
    (sent, result)
}

const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8"?>"#;

async fn written(json: &str) -> String {
    let (sent, _) = call(json, None, "{}").await;
    sent.strip_prefix(DECLARATION).unwrap_or(&sent).to_owned()
}

async fn read(xml: &str) -> Value {
    let (_, result) = call("{}", Some("application/xml; charset=utf-8"), xml).await;
    result.unwrap()
}

async fn refused(xml: impl Into<Vec<u8>>) -> String {
    let (_, result) = call("{}", Some("text/xml"), xml).await;
    let error = result.unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
    error.to_string()
}

#[tokio::test]
async fn values_are_elements_and_attributes() {
    let json = r#"{"id":123,"name":"A&B","tags":["x","y"],"plain":["p","q"],"address":{"city":"C","unit":"\"1\"\n"},"live":true}"#;
    let xml = r#"<person id="123"><ac:name xmlns:ac="urn:acme:x">A&amp;B</ac:name><tag-list><tag>x</tag><tag>y</tag></tag-list><plain>p</plain><plain>q</plain><address unit="&quot;1&quot;&#10;">C</address><live>true</live></person>"#;
    assert_eq!(written(json).await, xml);
    assert_eq!(
        read(xml).await,
        from_json::<Value>(json.as_bytes()).unwrap()
    );
    for (json, xml) in [
        (r#"{"tags":[],"name":null}"#, "<person><tag-list/></person>"),
        (
            r#"{"boss":{"boss":{"id":1}},"sizes":{"a":1.50,"b":2}}"#,
            r#"<person><boss><boss id="1"/></boss><sizes><a>1.50</a><b>2</b></sizes></person>"#,
        ),
        (
            r#"{"more":{"a":[1,"<"],"b":{"c":"d"}},"undeclared":"u"}"#,
            "<person><more><a>1</a><a>&lt;</a><b><c>d</c></b></more><undeclared>u</undeclared></person>",
        ),
    ] {
        assert_eq!(written(json).await, xml);
    }
}

#[tokio::test]
async fn what_is_read_may_be_written_in_other_ways() {
    let xml =
        "\u{feff}<?xml version='1.0'?><!-- c --><person xmlns:q='urn:acme:x' id=' 1 ' other='x'>
        <plain>a</plain><unknown><plain>no</plain></unknown>
        <q:name><![CDATA[<A>]]>&#66;&amp;&apos;</q:name><live>0</live><plain/><tag-list/></person>";
    let expected = r#"{"id":1,"name":"<A>B&'","tags":[],"plain":["a",""],"live":false}"#;
    assert_eq!(
        read(xml).await,
        from_json::<Value>(expected.as_bytes()).unwrap()
    );
    // A list that must be there is empty without items.
    let nil =
        "<person xmlns:i='http://www.w3.org/2001/XMLSchema-instance'><live i:nil='true'/></person>";
    let expected = r#"{"plain":[],"live":null}"#;
    assert_eq!(
        read(nil).await,
        from_json::<Value>(expected.as_bytes()).unwrap()
    );
    let (_, json) = call("{}", Some("application/json"), r#"{"id":1}"#).await;
    assert_eq!(json.unwrap()["id"], 1);
    let (_, sniffed) = call("{}", None, "<person id='2'/>").await;
    assert_eq!(sniffed.unwrap()["id"], 2);
    let wrong = read("<person id='x'><live>perhaps</live></person>").await;
    assert_eq!(
        (&wrong["id"], &wrong["live"]),
        (&"x".into(), &"perhaps".into())
    );
}

#[tokio::test]
async fn hostile_xml_is_refused() {
    for (xml, text) in [
        (
            "<!DOCTYPE person [<!ENTITY a 'b'>]><person/>",
            "document type",
        ),
        ("<person>&a;</person>", "the entity \"a\" is refused"),
        ("<person id='&a;'/>", "the entity \"a\" is refused"),
        ("<person>&#0;</person>", "the entity \"#0\" is refused"),
        ("<person><live></person>", "live"),
        ("<person>", "ends inside"),
        ("<person/><person/>", "two root elements"),
        ("<person/>x", "text outside"),
        ("<other/>", "the root element is \"other\", not \"person\""),
    ] {
        let error = refused(xml).await;
        assert!(error.contains(text), "{xml}: {error}");
    }
    let deep = format!("<person>{}", "<boss>".repeat(100_000));
    assert!(refused(deep).await.contains("nested more than 64"));
    assert!(
        refused(b"<person>\xFF</person>".to_vec())
            .await
            .contains("not UTF-8")
    );
    let wide = format!(
        "<person {}/>",
        (0..50_000).map(|n| format!("a{n}='' ")).collect::<String>()
    );
    read(&wide).await;
}

#[tokio::test]
async fn what_cannot_be_written_is_not_sent() {
    let deep = format!(
        "{}{}",
        "{\"boss\":".repeat(70),
        "{}".to_owned() + &"}".repeat(70)
    );
    for (json, text) in [
        (r#"{"name":"a\u0000"}"#, "cannot be in XML"),
        (r#"{"a b":"c"}"#, "no element can be called \"a b\""),
        (r#"{"sizes":{"><x":1}}"#, "no element can be called"),
        (deep.as_str(), "nested more than 64"),
    ] {
        let (sent, result) = call(json, None, "").await;
        let error = result.unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
        assert!(error.to_string().contains(text), "{error}");
        assert!(sent.is_empty());
    }
}
