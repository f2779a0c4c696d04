//! Lists with pages, against a scripted service.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in its helpers"
)]

use std::sync::{Arc, Mutex};

use clientwright_openapi::client::{Defaults, Secret, Service};
use clientwright_openapi::operation::{
    Location, Operation, Parameter, Scheme, SchemeKind, Segment, Server, Style,
};
use clientwright_openapi::paging::{From, Items, Next, Paging, To};
use clientwright_openapi::retry::RetryPolicy;
use clientwright_openapi::{Body, Call, Client, Error};
use futures_util::{StreamExt as _, TryStreamExt as _};
use http::{Request, Response};
use http_body_util::BodyExt as _;

/// What was sent: method, URL and body, and the headers that matter.
type Sent = Arc<Mutex<Vec<String>>>;

/// A client whose service gives these responses, one after the other: the value of a header `Link` or `next-token`, if it is
/// not empty, and the body.
fn client<S: Service>(responses: &'static [(&'static str, &'static str)]) -> (S, Sent) {
    let sent = Sent::default();
    let seen = Arc::clone(&sent);
    let service = tower::service_fn(move |request: Request<Body>| {
        let seen = Arc::clone(&seen);
        async move {
            let (parts, body) = request.into_parts();
            let body = body.collect().await.unwrap().to_bytes();
            let header = |name: &str| match parts.headers.get(name) {
                Some(value) => format!(" {name}={}", value.to_str().unwrap()),
                None => String::new(),
            };
            let line = format!(
                "{} {}{}{}{} {}",
                parts.method,
                parts.uri,
                header("x-tenant"),
                header("x-key"),
                header("content-type"),
                String::from_utf8_lossy(&body),
            );
            let mut seen = seen.lock().unwrap();
            let (link, body) = *responses
                .get(seen.len())
                .unwrap_or_else(|| panic!("{line}"));
            seen.push(line.trim().replace("https://api.example.test/v1", ""));
            let response = match link.is_empty() {
                true => Response::builder(),
                false => Response::builder()
                    .header("link", link)
                    .header("next-token", link),
            };
            Ok::<_, std::io::Error>(response.body(Body::from(body)).unwrap())
        }
    });
    let builder = clientwright_openapi::ClientBuilder::<S>::new().service(service);
    let builder = builder.base_url("https://api.example.test/v1");
    (builder.retry(RetryPolicy::none()).build().unwrap(), sent)
}

fn sent(sent: &Sent) -> Vec<String> {
    std::mem::take(&mut *sent.lock().unwrap())
}

const QUERY: &[Parameter] = &[
    Parameter("after", Location::Query(Style::FORM)),
    Parameter("limit", Location::Query(Style::FORM)),
    Parameter("x-tenant", Location::Header(Style::SIMPLE)),
];

const fn listing(paging: &'static Paging) -> Operation {
    Operation {
        path: &[Segment::Text("/pets")],
        parameters: QUERY,
        paging: Some(paging),
        ..Operation::NONE
    }
}

const CURSOR: Operation = listing(&Paging {
    items: &["data"],
    next: Next::Token {
        from: From::Body(&["page", "next"]),
        to: To::Parameter(0),
    },
    more: Some(&["more"]),
    ..Paging::NONE
});
const LINKS: Operation = listing(&Paging {
    next: Next::LinkHeader,
    ..Paging::NONE
});
const BODY_LINK: Operation = listing(&Paging {
    items: &["value"],
    next: Next::Link(From::Body(&["nextLink"])),
    ..Paging::NONE
});
const OFFSET: Operation = listing(&Paging {
    items: &["rows"],
    next: Next::Offset {
        to: To::Parameter(0),
        first: 0,
    },
    total: Some(&["total"]),
    size: Some((1, None)),
    ..Paging::NONE
});
const NUMBER: Operation = listing(&Paging {
    items: &["items"],
    next: Next::Number {
        to: To::Parameter(0),
        first: 1,
    },
    pages: Some(&["pages"]),
    ..Paging::NONE
});
const LAST: Operation = listing(&Paging {
    items: &["data"],
    next: Next::Token {
        from: From::LastItem(&["id"]),
        to: To::Parameter(0),
    },
    more: Some(&["has_more"]),
    ..Paging::NONE
});
const HEADER: Operation = listing(&Paging {
    next: Next::Token {
        from: From::Header("next-token"),
        to: To::Parameter(2),
    },
    ..Paging::NONE
});
const POST: Operation = Operation {
    method: "POST",
    ..listing(&Paging {
        items: &["hits"],
        next: Next::Token {
            from: From::Body(&["next"]),
            to: To::Body(&["start", "after"]),
        },
        ..Paging::NONE
    })
};
const SINGLE: Operation = listing(&Paging {
    items: &["value"],
    ..Paging::NONE
});

fn call(client: &Client, operation: &'static Operation) -> Call<()> {
    Call::new(client, operation)
}

async fn all(call: Call<()>) -> Vec<u32> {
    call.page_items::<u32>().try_collect().await.unwrap()
}

#[tokio::test]
async fn tokens() {
    let (client, log) = client::<Client>(&[
        ("", r#"{"data":[1,2],"page":{"next":"a/b="}}"#),
        ("", r#"{"data":[],"page":{"next":7}}"#),
        ("", r#"{"data":null,"page":{"next":"d"}}"#),
        ("", r#"{"page":{"next":""},"data":[3]}"#),
    ]);
    assert_eq!(all(call(&client, &CURSOR).argument(1, &2)).await, [1, 2, 3]);
    assert_eq!(
        sent(&log),
        [
            "GET /pets?limit=2",
            "GET /pets?after=a%2Fb%3D&limit=2",
            "GET /pets?after=7&limit=2",
            "GET /pets?after=d&limit=2"
        ]
    );
}

#[tokio::test]
async fn a_list_ends_where_the_page_says_so() {
    for body in [
        r#"{"data":[1]}"#,
        r#"{"data":[1],"page":null}"#,
        r#"{"data":[1],"page":{"next":null}}"#,
        r#"{"data":[1],"page":{"next":"x"},"more":false}"#,
    ] {
        let responses: &'static [(&str, &str)] = Box::leak(Box::new([("", body)]));
        let (client, _) = client::<Client>(responses);
        assert_eq!(all(call(&client, &CURSOR)).await, [1], "{body}");
    }
    // No body at all is a page without items.
    let (client, _) = client::<Client>(&[("", "")]);
    assert!(all(call(&client, &CURSOR)).await.is_empty());
    let (client, _) = self::client::<Client>(&[("", r#"{"value":[4]}"#)]);
    assert_eq!(all(call(&client, &SINGLE)).await, [4]);
}

#[tokio::test]
async fn links_of_headers_and_bodies() {
    let (client, log) = client::<Client>(&[
        ("<?page=2>; rel=\"next\", <?page=9>; rel=last", "[1]"),
        ("</v1/cats;x=1>; rel=next", "[2]"),
        ("<?page=1>; rel=prev", "[3]"),
    ]);
    let first = call(&client, &LINKS)
        .argument(1, &1)
        .argument(2, &"acme".to_owned());
    assert_eq!(all(first).await, [1, 2, 3]);
    assert_eq!(
        sent(&log),
        [
            "GET /pets?limit=1 x-tenant=acme",
            "GET /pets?page=2 x-tenant=acme",
            "GET /cats;x=1 x-tenant=acme"
        ]
    );
    let (client, log) = self::client::<Client>(&[
        (
            "",
            r#"{"value":[],"nextLink":"https://api.example.test/v1/pets?$skiptoken=x%2Fy"}"#,
        ),
        ("", r#"{"value":[1],"nextLink":"pets?z=1"}"#),
        ("", r#"{"value":[2],"nextLink":""}"#),
    ]);
    // The body and its headers belong to the first request alone.
    let first = call(&client, &BODY_LINK).header("x-key", "k");
    assert_eq!(all(first.content("text/plain", "x")).await, [1, 2]);
    assert_eq!(
        sent(&log),
        [
            "GET /pets x-key=k content-type=text/plain x",
            "GET /pets?$skiptoken=x%2Fy x-key=k",
            "GET /pets?z=1 x-key=k"
        ]
    );
}

#[tokio::test]
async fn offsets_and_numbers() {
    let (client, log) = client::<Client>(&[
        ("", r#"{"rows":[1,2],"total":3}"#),
        ("", r#"{"rows":[3],"total":3}"#),
        ("", r#"{"rows":[4,5]}"#),
        ("", r#"{"rows":[6]}"#),
        ("", r#"{"rows":[7]}"#),
        ("", r#"{"rows":[]}"#),
    ]);
    assert_eq!(all(call(&client, &OFFSET)).await, [1, 2, 3]);
    assert_eq!(sent(&log), ["GET /pets", "GET /pets?after=2"]);
    // A page that is shorter than asked for is the last one.
    let (client, log) =
        self::client::<Client>(&[("", r#"{"rows":[4,5]}"#), ("", r#"{"rows":[6]}"#)]);
    let from = call(&client, &OFFSET).argument(0, &10).argument(1, &2);
    assert_eq!(all(from).await, [4, 5, 6]);
    assert_eq!(
        sent(&log),
        ["GET /pets?after=10&limit=2", "GET /pets?after=12&limit=2"]
    );
    // Without a total and a size an empty page is the end.
    let (client, log) = self::client::<Client>(&[("", r#"{"rows":[7]}"#), ("", r#"{"rows":[]}"#)]);
    assert_eq!(all(call(&client, &OFFSET)).await, [7]);
    assert_eq!(sent(&log), ["GET /pets", "GET /pets?after=1"]);
    let (client, log) = self::client::<Client>(&[
        ("", r#"{"items":[1],"pages":2}"#),
        ("", r#"{"items":[2],"pages":2}"#),
    ]);
    assert_eq!(all(call(&client, &NUMBER)).await, [1, 2]);
    assert_eq!(sent(&log), ["GET /pets", "GET /pets?after=2"]);
}

#[tokio::test]
async fn tokens_of_headers_bodies_and_last_items() {
    let (client, log) = client::<Client>(&[("t1", "[1]"), ("", "[2]")]);
    assert_eq!(all(call(&client, &HEADER)).await, [1, 2]);
    assert_eq!(sent(&log), ["GET /pets", "GET /pets x-tenant=t1"]);
    let (client, log) = self::client::<Client>(&[
        ("", r#"{"hits":[1],"next":"a\"b"}"#),
        ("", r#"{"hits":[2]}"#),
    ]);
    let first: serde_json::Value = serde_json::from_str(r#"{"query":"x","start":null}"#).unwrap();
    assert_eq!(all(call(&client, &POST).json(&first)).await, [1, 2]);
    assert_eq!(
        sent(&log),
        [
            r#"POST /pets content-type=application/json {"query":"x","start":null}"#,
            r#"POST /pets content-type=application/json {"query":"x","start":{"after":"a\"b"}}"#
        ]
    );
    let (client, log) = self::client::<Client>(&[
        ("", r#"{"data":[{"id":"p1"},{"id":"p2"}],"has_more":true}"#),
        ("", r#"{"data":[{"id":"p3"}],"has_more":false}"#),
    ]);
    let items: Vec<serde_json::Value> = call(&client, &LAST)
        .page_items()
        .try_collect()
        .await
        .unwrap();
    assert_eq!(items.len(), 3);
    assert_eq!(sent(&log), ["GET /pets", "GET /pets?after=p2"]);
}

#[tokio::test]
async fn a_page_that_repeats_is_an_error() {
    let (client, log) = client::<Client>(&[
        ("", r#"{"data":[1],"page":{"next":"c"}}"#),
        ("", r#"{"data":[2],"page":{"next":"c"}}"#),
    ]);
    let mut items: Items<u32> = call(&client, &CURSOR).page_items();
    assert_eq!(items.next().await.unwrap().unwrap(), 1);
    assert_eq!(items.next().await.unwrap().unwrap(), 2);
    let error = items.next().await.unwrap().unwrap_err();
    assert!(matches!(error, Error::Paging(_)), "{error}");
    assert!(items.next().await.is_none());
    assert_eq!(sent(&log).len(), 2);
    // A link to the first page.
    let (client, log) = self::client::<Client>(&[("<?limit=1#top>; rel=next", "[1]")]);
    let error = call(&client, &LINKS)
        .argument(1, &1)
        .pages::<u32>()
        .collect_all()
        .await;
    assert!(matches!(error, Err(Error::Paging(_))), "{error:?}");
    assert_eq!(sent(&log), ["GET /pets?limit=1"]);
}

#[tokio::test]
async fn links_to_other_origins_are_not_followed() {
    for link in [
        "https://evil.example/pets?page=2",
        "//evil.example/pets",
        "http://api.example.test/v1/pets",
        "https://api.example.test:8443/v1/pets",
        "https://user:secret@api.example.test/v1/pets",
        "javascript:alert(1)",
    ] {
        let body = format!(r#"{{"value":[1],"nextLink":"{link}"}}"#);
        let responses: &'static [(&str, &str)] = Box::leak(Box::new([("", &*body.leak())]));
        let (client, log) = client::<Client>(responses);
        let mut items: Items<u32> = call(&client, &BODY_LINK).page_items();
        assert_eq!(items.next().await.unwrap().unwrap(), 1);
        let error = items.next().await.unwrap().unwrap_err();
        assert!(matches!(error, Error::Paging(_)), "{link}: {error}");
        assert!(!error.to_string().contains("secret"), "{error}");
        assert_eq!(sent(&log).len(), 1);
        // Neither when the link was saved and comes back.
        let (client, log) = self::client::<Client>(&[]);
        let resumed = call(&client, &BODY_LINK)
            .page_items::<u32>()
            .resume(link)
            .next()
            .await;
        assert!(matches!(resumed.unwrap(), Err(Error::Paging(_))));
        assert!(sent(&log).is_empty());
    }
}

/// A service with a key, and an operation on a server of another origin that needs none.
struct Pets(Client);

impl Service for Pets {
    const DEFAULTS: Defaults = Defaults {
        servers: &[Server {
            url: "https://api.example.test/v1",
            variables: &[],
        }],
        schemes: &[Scheme {
            name: "key",
            kind: SchemeKind::KeyHeader("x-key"),
        }],
        ..Defaults::NONE
    };

    fn from_client(client: Client) -> Self {
        Self(client)
    }
}

#[tokio::test]
async fn credentials_go_to_every_page_of_their_origin_and_nowhere_else() {
    const SECURE: Operation = Operation {
        security: Some(&[&[0]]),
        ..LINKS
    };
    const OPEN: Operation = Operation {
        security: Some(&[]),
        server: Some(&Server {
            url: "https://files.example.test",
            variables: &[],
        }),
        ..LINKS
    };
    let service = |log: &Sent| {
        let log = Arc::clone(log);
        tower::service_fn(move |request: Request<Body>| {
            let key = request
                .headers()
                .get("x-key")
                .map(|key| key.to_str().unwrap().to_owned());
            let mut log = log.lock().unwrap();
            log.push(format!("{} {}", request.uri(), key.unwrap_or_default()));
            let response = match log.len() % 2 {
                1 => Response::builder().header("link", "<?page=2>; rel=next"),
                _ => Response::builder(),
            };
            std::future::ready(Ok::<_, std::io::Error>(
                response.body(Body::from("[1]")).unwrap(),
            ))
        })
    };
    let log = Sent::default();
    let pets = clientwright_openapi::ClientBuilder::<Pets>::new()
        .service(service(&log))
        .scheme("key", Secret::key("k"))
        .build()
        .unwrap();
    assert_eq!(all(call(&pets.0, &SECURE)).await, [1, 1]);
    assert_eq!(
        sent(&log),
        [
            "https://api.example.test/v1/pets k",
            "https://api.example.test/v1/pets?page=2 k"
        ]
    );
    // The pages of an operation with a server of its own are there.
    assert_eq!(all(call(&pets.0, &OPEN)).await, [1, 1]);
    assert_eq!(
        sent(&log),
        [
            "https://files.example.test/pets ",
            "https://files.example.test/pets?page=2 "
        ]
    );
}

#[tokio::test]
async fn an_item_that_cannot_be_read_costs_itself_only() {
    let (client, _) = client::<Client>(&[
        ("", r#"{"data":[1,"two",3],"page":{"next":"a"}}"#),
        ("", r#"{"data":[4]}"#),
    ]);
    let items: Vec<Result<u32, Error>> = call(&client, &CURSOR).page_items().collect().await;
    assert_eq!(items.len(), 4);
    assert_eq!(*items[2].as_ref().unwrap(), 3);
    let Err(Error::Decode(error)) = &items[1] else {
        panic!("{items:?}");
    };
    assert_eq!(error.item(), Some(1));
    let text = items[1].as_ref().unwrap_err().to_string();
    assert!(text.contains("cannot read an item of the page"), "{text}");
    assert_eq!(
        &items[1].as_ref().unwrap_err().response().unwrap().body[..],
        br#""two""#
    );
    assert_eq!(*items[3].as_ref().unwrap(), 4);
    // What is no page at all is an error of the page.
    for body in [
        "{",
        "7",
        r#"{"data":{}}"#,
        r#"{"data":[1}"#,
        "<html></html>",
    ] {
        let responses: &'static [(&str, &str)] = Box::leak(Box::new([("", body)]));
        let (client, _) = self::client::<Client>(responses);
        let mut items: Items<u32> = call(&client, &CURSOR).page_items();
        let error = items.next().await.unwrap().unwrap_err();
        assert!(
            matches!(&error, Error::Decode(error) if error.item().is_none()),
            "{body}: {error}"
        );
        assert!(items.next().await.is_none());
    }
}

#[tokio::test]
async fn limits_and_resuming() {
    let (client, log) = client::<Client>(&[
        ("", r#"{"data":[1,2],"page":{"next":"a"}}"#),
        ("", r#"{"data":[3,4],"page":{"next":"b"}}"#),
    ]);
    let limited: Vec<u32> = call(&client, &CURSOR)
        .page_items::<u32>()
        .limit(3)
        .try_collect()
        .await
        .unwrap();
    assert_eq!(limited, [1, 2, 3]);
    assert_eq!(sent(&log).len(), 2);
    let none: Vec<u32> = call(&client, &CURSOR)
        .page_items::<u32>()
        .limit(0)
        .try_collect()
        .await
        .unwrap();
    assert!(none.is_empty() && sent(&log).is_empty());

    let (client, log) = self::client::<Client>(&[
        ("", r#"{"data":[1],"page":{"next":"a/b"}}"#),
        ("", r#"{"data":[2]}"#),
    ]);
    let mut pages = call(&client, &CURSOR).pages::<u32>();
    let first = pages.next().await.unwrap().unwrap();
    assert_eq!(
        (&first.items[..], first.position()),
        (&[1][..], Some("a/b"))
    );
    let saved = pages.position().unwrap().to_owned();
    drop(pages);
    let rest = call(&client, &CURSOR).pages::<u32>().resume(saved);
    assert_eq!(rest.collect_all().await.unwrap(), [2]);
    assert_eq!(sent(&log), ["GET /pets", "GET /pets?after=a%2Fb"]);
    let (client, _) = self::client::<Client>(&[]);
    let resumed = call(&client, &OFFSET)
        .page_items::<u32>()
        .resume("x")
        .next()
        .await;
    assert!(matches!(resumed.unwrap(), Err(Error::InvalidRequest(_))));
}

#[tokio::test]
async fn pages_by_hand() {
    let (client, _) = client::<Client>(&[
        ("", r#"{"data":[1],"page":{"next":"a"},"title":"x"}"#),
        ("", r#"{"data":[2]}"#),
    ]);
    let mut pages = call(&client, &CURSOR).pages::<u32>();
    let page = pages.next().await.unwrap().unwrap();
    let body: serde_json::Value = page.body().unwrap();
    assert_eq!(body["title"], "x");
    assert_eq!(page.status(), 200);
    let next = page.next().await.unwrap().unwrap();
    assert_eq!(next.items, [2]);
    assert!(next.next().await.unwrap().is_none());
}

#[tokio::test]
async fn pages_without_items_have_an_end() {
    let count = Arc::new(Mutex::new(0_u32));
    let seen = Arc::clone(&count);
    let service = tower::service_fn(move |_: Request<Body>| {
        let mut count = seen.lock().unwrap();
        *count += 1;
        let body = format!(r#"{{"data":[],"page":{{"next":"{count}"}}}}"#);
        std::future::ready(Ok::<_, std::io::Error>(Response::new(Body::from(body))))
    });
    let client = Client::builder()
        .base_url("https://api.example.test")
        .service(service);
    let client = client.build().unwrap();
    let error = call(&client, &CURSOR)
        .pages::<u32>()
        .collect_all()
        .await
        .unwrap_err();
    assert!(error.to_string().contains("without items"), "{error}");
    assert_eq!(*count.lock().unwrap(), 1000);
}

#[tokio::test]
async fn nothing_is_sent_before_it_is_needed() {
    let (client, log) = client::<Client>(&[("", r#"{"data":[1,2],"page":{"next":"a"}}"#)]);
    let mut items: Items<u32> = call(&client, &CURSOR).page_items();
    assert!(sent(&log).is_empty());
    items.next().await.unwrap().unwrap();
    items.next().await.unwrap().unwrap();
    // The next page is requested when another item is asked for; dropping the stream cancels it.
    drop(items);
    assert_eq!(sent(&log).len(), 1);
}
