//! What tests do with a mock: choose responses, read requests, let requests fail.

mod common;

use clientwright_mock::{Fault, Method, Reply, StatusCode, header};
use common::{builder, exchange, get, json, send, shop};
use serde_json::json;

#[test]
fn tests_choose_responses_and_read_requests() {
    let mock = shop();
    let cancel = "/Orders(00000000-0000-0000-0000-00000000000a)/Shop.Cancel";
    let got = json(&mock, "POST", cancel, "{}");
    assert_eq!(got.status, 501);
    assert!(
        got.message().contains("mock.on(Method::POST"),
        "{}",
        got.body
    );
    assert_eq!(get(&mock, cancel).status, 405);
    mock.on(Method::POST, "/Orders(*)/Shop.Cancel").no_content();
    assert_eq!(json(&mock, "POST", cancel, "{}").status, 204);
    mock.on(Method::GET, "/Orders/Shop.Best()")
        .reply_value(&[1, 2])
        .expect("it is JSON");
    assert_eq!(
        get(&mock, "/Orders/Shop.Best()").json(),
        json!({"value": [1, 2]})
    );
    mock.on(Method::GET, "/Customers(1)")
        .times(1)
        .reply_error(403, "Denied", "no")
        .expect("a status");
    mock.on(Method::GET, "/Customers(1)")
        .times(1)
        .reply(200, &json!({"Name": "second"}))
        .expect("it is JSON");
    assert_eq!(get(&mock, "/Customers(1)").message(), "no");
    assert_eq!(get(&mock, "/Customers(1)").json()["Name"], "second");
    assert_eq!(get(&mock, "/Customers(1)").json()["Name"], "Ada");
    assert!(mock.on(Method::GET, "/").reply(99, &()).is_err());
    let lines: Vec<String> = mock
        .take_requests()
        .iter()
        .map(|request| request.line())
        .collect();
    assert_eq!(lines.len(), 7);
    assert_eq!(lines[6], "GET /Customers(1)");
    assert!(mock.requests().is_empty());
    let customers: Vec<serde_json::Value> = mock.entities("/Customers").expect("they are read");
    assert_eq!(
        customers[2],
        json!({"@odata.type": "#Shop.Company", "Id": 3, "Name": "C & Co", "Register": "HR 7"})
    );
    for (path, value, text) in [
        ("/Custmers", json!([]), "`Customers`"),
        ("/Customers", json!([{"Id": 1, "Nam": ""}]), "`Name`"),
        ("/Customers(1)/Name", json!(""), "seeded"),
    ] {
        let error = mock
            .seed(path, &value)
            .expect_err("it does not fit")
            .to_string();
        assert!(error.contains(text), "{error}");
    }
}

#[test]
fn patterns_match_keys_of_both_forms() {
    let in_parentheses = "/Orders(00000000-0000-0000-0000-00000000000a)/Shop.Cancel";
    let as_segment = "/Orders/00000000-0000-0000-0000-00000000000a/Shop.Cancel";
    let matches = |method: Method, pattern: &str, target: &str| {
        let mock = shop();
        let status = StatusCode::IM_A_TEAPOT.as_u16();
        let on = mock.on(method.clone(), pattern);
        on.bytes(status, "text/plain", "").expect("a status");
        json(&mock, method.as_str(), target, "{}").status == status
    };
    let patterns = [in_parentheses, as_segment, "/Orders(*)/Shop.Cancel"];
    let others = ["/Orders/*/Shop.Cancel", "/Orders/{id}/Shop.Cancel"];
    for pattern in patterns.into_iter().chain(others) {
        for target in [in_parentheses, as_segment] {
            assert!(matches(Method::POST, pattern, target), "{pattern} {target}");
        }
    }
    for (pattern, target, expected) in [
        ("/Customers(1)/Notes/*", "/Customers/1/Notes('n%2F1')", true),
        (
            "/Customers/1/Notes('n/1')",
            "/Customers(1)/Notes/n%2F1",
            true,
        ),
        ("/Customers(Id=1)/**", "/Customers/1/Notes", true),
        (
            "/Customers/*/Shop.Company/Name",
            "/Customers(3)/Shop.Company/Name",
            true,
        ),
        ("/Customers/2", "/Customers(1)", false),
        ("/Prices(Year={y},Item=*)", "/Prices(Item='a',Year=1)", true),
        ("/Prices(Year=2,Item=*)", "/Prices(Item='a',Year=1)", false),
        // Neither is a key.
        ("/Orders(*)", "/Orders/$count", false),
        ("/Orders(*)", "/Orders/Shop.Best()", false),
        ("/Customers(*)", "/Customers/Shop.Company", false),
        ("/Customers(*)/Notes", "/Customers(1)/Orders", false),
        // At paths that the description does not have, as it is written.
        ("/Unknown(*)", "/Unknown(1)", true),
    ] {
        assert_eq!(
            matches(Method::GET, pattern, target),
            expected,
            "{pattern} {target}"
        );
    }
}

#[test]
fn faults_match_keys_of_both_forms() {
    let mock = shop();
    mock.fault(Fault::status(StatusCode::GONE).at("/Customers/1"));
    assert_eq!(get(&mock, "/Customers(2)").status, 200);
    assert_eq!(get(&mock, "/Customers(1)").status, 410);
}

#[test]
fn tests_make_responses_of_requests() {
    let mock = shop();
    mock.on(Method::POST, "/Orders(*)/Shop.Cancel")
        .reply_with(|call| {
            let reason: Option<String> = call.parameter("reason")?;
            let mut orders: Vec<serde_json::Value> = call.entities(&call.bound_to())?;
            orders[0]["Reason"] = json!(reason);
            call.seed(&call.bound_to(), &orders[0])?;
            Ok(Reply::no_content()
                .header(header::WARNING, header::HeaderValue::from_static("late")))
        });
    let order = "/Orders(00000000-0000-0000-0000-00000000000a)";
    let got = json(
        &mock,
        "POST",
        &format!("{order}/Shop.Cancel"),
        r#"{"reason":"why"}"#,
    );
    assert_eq!((got.status, got.header("warning")), (204, Some("late")));
    assert_eq!(get(&mock, order).json()["Reason"], "why");
    let lost = "/Orders(00000000-0000-0000-0000-0000000000ff)/Shop.Cancel";
    let got = json(&mock, "POST", lost, "[]");
    assert!(
        got.status == 500 && got.body.contains("not an array"),
        "{}",
        got.body
    );
    mock.on(Method::GET, "/sum(*)").reply_with(|call| {
        let (a, b): (Option<i64>, Option<i64>) = (call.parameter("a")?, call.parameter("b")?);
        Reply::value(&(a.unwrap_or(0) + b.unwrap_or(0)))
    });
    assert_eq!(get(&mock, "/sum(a=1,b=@b)?@b=2").json()["value"], 3);
    assert_eq!(get(&mock, "/sum(a='x')").status, 500);
}

#[test]
fn faults_happen_when_they_are_asked_for() {
    let mock = shop();
    mock.fault(Fault::too_many_requests(3).times(2));
    for _ in 0..2 {
        let got = get(&mock, "/Customers");
        assert_eq!((got.status, got.header("retry-after")), (429, Some("3")));
        assert_eq!(got.json()["error"]["code"], "TooManyRequests");
    }
    assert_eq!(get(&mock, "/Customers").status, 200);
    mock.fault(Fault::torn().at("/Orders/**"));
    let got = get(&mock, "/Customers");
    assert_eq!(
        got.header("content-length").map(str::to_owned),
        Some(got.body.len().to_string())
    );
    let got = get(&mock, "/Orders");
    let announced: usize = got
        .header("content-length")
        .and_then(|it| it.parse().ok())
        .expect("a length");
    assert!(got.body.len() < announced, "{got:?}");
    let got = send(&mock, "GET", "/Customers", "Mock-Fault: malformed\r\n", "");
    assert!(got.status == 200 && serde_json::from_str::<serde_json::Value>(&got.body).is_err());
    assert_eq!(
        send(&mock, "GET", "/Customers", "Mock-Fault: 503\r\n", "").status,
        503
    );
    assert_eq!(
        send(&mock, "GET", "/Customers", "Mock-Fault: tron\r\n", "").status,
        400
    );
    let start = std::time::Instant::now();
    assert_eq!(
        send(&mock, "GET", "/Customers", "Mock-Fault: slow=50\r\n", "").status,
        200
    );
    assert!(start.elapsed() >= std::time::Duration::from_millis(50));
    // A request that fails has no effect, one whose response is lost has.
    assert_eq!(
        send(&mock, "DELETE", "/Customers(1)", "Mock-Fault: 500\r\n", "").status,
        500
    );
    assert_eq!(get(&mock, "/Customers(1)").status, 200);
    send(&mock, "DELETE", "/Customers(1)", "Mock-Fault: torn\r\n", "");
    assert_eq!(get(&mock, "/Customers(1)").status, 404);
}

#[test]
fn a_mock_stops_when_it_is_dropped_and_limits_what_it_reads() {
    let mock = builder("shop.csdl.xml")
        .body_limit(100)
        .start()
        .expect("it starts");
    let long = format!(r#"{{"Name":"{}"}}"#, "x".repeat(200));
    assert_eq!(json(&mock, "POST", "/Customers", &long).status, 413);
    // A length above the limit is refused before the body is sent, in the form of the service.
    let host = mock.url()["http://".len()..].to_owned();
    let head = "POST /Customers HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 101\r\n\r\n";
    let got = exchange(&host, head.as_bytes());
    assert_eq!((got.status, got.header("connection")), (413, Some("close")));
    assert_eq!(got.message(), "the body has more than 100 bytes");
    // A client that sends all of it reads the response, too.
    let large = "x".repeat(20 << 20);
    assert_eq!(json(&mock, "POST", "/Customers", &large).status, 413);
    let host = mock.url()["http://".len()..].to_owned();
    drop(mock);
    assert!(std::net::TcpStream::connect(host).is_err());
    assert!(builder("nothing.xml").start().is_err());
}
