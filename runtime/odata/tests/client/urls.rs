//! What URLs look like, without a service.

use clientwright_odata::edm::DateTimeOffset;
use clientwright_odata::{
    Client, Collection, client::KeyStyle, literal, query::Levels, resource::Path,
};
use percent_encoding::percent_decode_str;

use crate::contract::{GraphClient, Outcome, Task, TaskReport};
use crate::script::Script;

pub(crate) const NASTY: [&str; 9] = [
    "a/b",
    "O'Neil",
    "100%",
    "a b",
    "#1",
    "a?b",
    "a+b",
    "...",
    "Zoë 漢 🦀 \"q\" &;,=@:()[]\\|",
];

pub(crate) fn graph() -> GraphClient {
    Script::new().client(GraphClient::builder())
}

pub(crate) fn standard() -> Client {
    Script::new().client(Client::builder().base_url("https://host/odata/"))
}

pub(crate) fn when(text: &str) -> DateTimeOffset {
    text.parse().unwrap()
}

#[test]
fn keys_arrive_unchanged_as_segments() {
    for id in NASTY {
        let url = graph().reports().id(id).get().url().unwrap();
        let segment = url
            .path()
            .strip_prefix("/v1.0/taskReports/")
            .unwrap()
            .to_owned();
        assert_eq!(percent_decode_str(&segment).decode_utf8().unwrap(), id);
        // What a WHATWG URL parser, such as reqwest's, makes of it.
        let parsed = url::Url::parse(&url.to_string()).unwrap();
        assert_eq!(parsed.path(), url.path(), "{id}");
    }
}

#[test]
fn keys_arrive_unchanged_in_parentheses() {
    let users = Collection::<Task>::root(&standard(), "users");
    for id in NASTY.into_iter().chain(["", ".", ".."]) {
        let url = users.key(&[("id", literal(id))]).get().url().unwrap();
        let key = url
            .path()
            .strip_prefix("/odata/users(")
            .unwrap()
            .strip_suffix(')')
            .unwrap();
        assert!(
            !key.contains(['/', '?', '#', '+', ' ', '(', ')', ',']),
            "{key}"
        );
        let literal = percent_decode_str(key).decode_utf8().unwrap().into_owned();
        assert_eq!(literal, format!("'{}'", id.replace('\'', "''")));
        assert_eq!(
            url::Url::parse(&url.to_string()).unwrap().path(),
            url.path(),
            "{id}"
        );
    }
}

#[test]
fn keys_that_cannot_be_segments_are_errors() {
    for id in ["", ".", ".."] {
        let error = graph().reports().id(id).task().get().url().unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("invalid request: the key {id:?} cannot be a path segment")
        );
    }
    let error = graph()
        .reports()
        .id("a\u{0}b")
        .get()
        .url()
        .map(|url| url.to_string());
    assert_eq!(
        error.unwrap(),
        "https://graph.microsoft.com/v1.0/taskReports/a%00b"
    );
}

#[test]
fn composite_keys_keep_their_order() {
    assert_eq!(
        graph()
            .reports()
            .by_key(3, "it's")
            .get()
            .url()
            .unwrap()
            .to_string(),
        "https://graph.microsoft.com/v1.0/taskReports(versionNumber=3,name='it''s')"
    );
}

#[test]
fn navigation_and_counts() {
    let report = graph().reports().id("1");
    assert_eq!(
        report.task().get().url().unwrap().path(),
        "/v1.0/taskReports/1/task"
    );
    assert_eq!(
        report.results().list().url().unwrap().path(),
        "/v1.0/taskReports/1/taskProcessingResults"
    );
    assert_eq!(
        graph().reports().count().url().unwrap().path(),
        "/v1.0/taskReports/$count"
    );
}

#[test]
fn functions() {
    let reports = graph().reports();
    assert_eq!(
        reports
            .summary(when("2022-07-19T00:00:00Z"), None)
            .url()
            .unwrap()
            .path(),
        "/v1.0/taskReports/ns.summary(startDateTime=2022-07-19T00:00:00Z)"
    );
    let url = reports
        .summary(
            when("2022-07-19T00:00:00+05:30"),
            Some("O'Neil & co/ü".to_owned()),
        )
        .url()
        .unwrap();
    assert_eq!(
        url.path(),
        "/v1.0/taskReports/ns.summary(startDateTime=2022-07-19T00:00:00%2B05:30,\
         note='O''Neil%20%26%20co%2F%C3%BC')"
    );
    assert_eq!(
        reports.id("1").activate().url().unwrap().path(),
        "/v1.0/taskReports/1/activate"
    );
}

#[test]
fn values_without_a_literal_go_through_an_alias() {
    let call = Path::root(&standard())
        .function_import("find")
        .argument("tags", vec!["a&b".to_owned()])
        .argument(
            "task",
            Task {
                id: Some("1".to_owned()),
                ..Task::default()
            },
        )
        .argument("none", None::<i32>)
        .list::<Task>()
        .top(1);
    let url = call.url().unwrap();
    assert_eq!(url.path(), "/odata/find(tags=@p1,task=@p2,none=null)");
    let url = url::Url::parse(&url.to_string()).unwrap();
    let query: Vec<_> = url.query_pairs().into_owned().collect();
    let expected = [
        ("@p1", r#"["a&b"]"#),
        ("@p2", r#"{"id":"1"}"#),
        ("$top", "1"),
    ];
    assert_eq!(
        query,
        expected.map(|(name, value)| (name.to_owned(), value.to_owned()))
    );
}

#[test]
fn each_alias_of_a_url_has_its_own_name() {
    let call = Path::root(&standard())
        .function("ns", "f")
        .argument("a", vec![1])
        .collection::<Task, clientwright_odata::capability::Full>()
        .path()
        .function("ns", "g")
        .argument("b", vec![2])
        .argument("c", vec![3])
        .call::<i32>();
    assert_eq!(
        call.url().unwrap().to_string(),
        "https://host/odata/ns.f(a=@p1)/ns.g(b=@p2,c=@p3)?@p1=%5B1%5D&@p2=%5B2%5D&@p3=%5B3%5D"
    );
}

#[test]
fn paths_continue_after_composable_functions() {
    let tasks = Path::root(&standard())
        .function("ns", "open")
        .argument("p", 1)
        .collection::<Task, clientwright_odata::capability::Full>();
    assert_eq!(
        tasks
            .key(&[("id", literal("x"))])
            .get()
            .url()
            .unwrap()
            .path(),
        "/odata/ns.open(p=1)('x')"
    );
}

#[test]
fn options() {
    let url = graph()
        .reports()
        .list()
        .filter(TaskReport::FAILED_USERS_COUNT.gt(0))
        .filter_raw("a eq 1 or b eq 2")
        .select((TaskReport::ID, TaskReport::TASK.path(Task::DISPLAY_NAME)))
        .select([TaskReport::TAGS.untyped()])
        .order_by((TaskReport::STARTED_DATE_TIME.desc(), TaskReport::ID))
        .order_by(TaskReport::FAILED_USERS_COUNT.asc())
        .expand((
            TaskReport::RESULTS
                .filter(Outcome::FAILURE_REASON.ne("a;b)"))
                .select(Outcome::FAILURE_REASON)
                .order_by(Outcome::FAILURE_REASON.desc())
                .top(5)
                .skip(1)
                .count(true),
            TaskReport::TASK
                .select((Task::ID, Task::DISPLAY_NAME))
                .levels(Levels::Max),
        ))
        .expand(TaskReport::TASK)
        .search("x y")
        .top(10)
        .skip(20)
        .count(true)
        .query("api key", "1+1&2")
        .url()
        .unwrap();
    let url = url::Url::parse(&url.to_string()).unwrap();
    let query: Vec<_> = url
        .query_pairs()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    assert_eq!(
        query,
        [
            "$filter=failedUsersCount gt 0 and (a eq 1 or b eq 2)",
            "$search=\"x y\"",
            "$orderby=startedDateTime desc,id,failedUsersCount",
            "$top=10",
            "$skip=20",
            "$count=true",
            "$select=id,task/displayName,tags",
            "$expand=taskProcessingResults($filter=failureReason ne 'a;b)';$orderby=failureReason desc;$top=5;$skip=1;\
             $count=true;$select=failureReason),task($levels=max;$select=id,displayName),task",
            "api key=1+1&2",
        ]
    );
}

#[test]
fn a_variable_outside_of_its_lambda_is_an_error() {
    let mut escaped = None;
    let _ = TaskReport::TAGS.any(|tag| {
        escaped = Some(tag);
        tag.eq("a")
    });
    let error = graph()
        .reports()
        .list()
        .filter(escaped.unwrap().eq("x"))
        .url()
        .unwrap_err();
    assert!(error.to_string().contains("lambda variable"), "{error}");
}

#[test]
fn base_urls() {
    let build = |url: &str| {
        Client::builder()
            .base_url(url)
            .service(tower::service_fn(|_| async {
                Ok::<_, std::io::Error>(http::Response::new(clientwright_odata::Body::empty()))
            }))
            .build()
    };
    assert_eq!(build("https://host").unwrap().base_url(), "https://host/");
    assert_eq!(
        build("https://host/a/b/").unwrap().base_url(),
        "https://host/a/b/"
    );
    for bad in [
        "",
        "host",
        "ftp://host/",
        "https://user:secret@host/",
        "https://host/?a=1",
        "https://host/#a",
    ] {
        let error = build(bad).unwrap_err().to_string();
        assert!(error.starts_with("invalid request: base URL: "), "{error}");
        assert!(!error.contains("secret"), "{error}");
    }
    let other = GraphClient::builder()
        .base_url("https://graph.microsoft.us/v1.0")
        .key_style(KeyStyle::Parentheses);
    let graph = Script::new().client(other);
    assert_eq!(
        graph.reports().id("1").get().url().unwrap().to_string(),
        "https://graph.microsoft.us/v1.0/taskReports('1')"
    );
}
