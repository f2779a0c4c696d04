//! Requests that mean a lot of work are refused early, with the limit in the error.

mod common;

use clientwright_mock::Mock;
use common::{Got, builder, json, send};
use serde_json::{Value, json as value};

/// Photos that are all related to each other.
fn photos(count: usize) -> Mock {
    let mock = builder("shop.csdl.xml").start().expect("it starts");
    let photos = |related: &[String]| {
        let photo =
            |id| value!({"Id": id, "Title": "T", "Stars": 1, "Related@odata.bind": related});
        (1..=count).map(photo).collect::<Vec<Value>>()
    };
    mock.seed("/Photos", &photos(&[])).expect("they fit");
    let all: Vec<String> = (1..=count).map(|id| format!("Photos({id})")).collect();
    mock.seed("/Photos", &photos(&all)).expect("they fit");
    mock
}

fn query(mock: &Mock, query: &str) -> Got {
    // Longer than a URL may be.
    let query = query.replace(' ', "%20");
    send(
        mock,
        "POST",
        "/Photos/$query",
        "Content-Type: text/plain\r\n",
        &query,
    )
}

fn is_too_much(got: &Got) -> bool {
    got.status == 400
        && got.json()["error"]["code"] == "TooMuchWork"
        && got.message().contains("more than 2000000 steps")
}

#[test]
fn what_multiplies_is_limited() {
    let mock = photos(30);
    let any = |inner: &str, variable: &str| format!("Related/any({variable}:{inner})");
    let three = any("b/Related/any(c:c/Related/any(d:d/Id eq 0))", "b");
    let two = any("b/Related/any(c:c/Id eq 0)", "b");
    let got = query(&mock, &format!("$filter={two}"));
    assert_eq!(got.json()["value"], value!([]), "{}", got.body);
    for text in [
        format!("$filter={three}"),
        format!("$apply=filter({three})"),
        format!("$expand=Related($filter={three})"),
        "$expand=Related($expand=Related($expand=Related($expand=Related/$count)))".to_owned(),
        format!("$filter=Id in (0{})", ",Related/$count".repeat(3_000)),
        format!("$search=T{}", " T".repeat(90_000)),
        format!("$select=Id{}", ",Id".repeat(90_000)),
    ] {
        let got = query(&mock, &text);
        let start: String = text.chars().take(80).collect();
        assert!(is_too_much(&got), "{start}: {} {}", got.status, got.body);
    }
}

#[test]
fn the_requests_of_a_batch_have_one_limit() {
    let mock = photos(30);
    let filter = "Related/any(b:b/Related/any(c:c/Id eq 0))".replace(' ', "%20");
    let parts = |count: usize, group: Option<&str>| {
        let part = |id: usize| {
            let mut part = value!({"id": id.to_string(), "method": "GET", "url": format!("Photos?$filter={filter}")});
            if let Some(group) = group {
                part["atomicityGroup"] = value!(format!("{group}{id}"));
            }
            part
        };
        value!({"requests": (0..count).map(part).collect::<Vec<_>>()}).to_string()
    };
    for group in [None, Some("g")] {
        let got = json(&mock, "POST", "/$batch", &parts(40, group));
        let got = got.json();
        let replies = got["responses"].as_array().expect("a list");
        let statuses: Vec<&Value> = replies.iter().map(|reply| &reply["status"]).collect();
        assert_eq!((statuses[0], statuses[39]), (&value!(200), &value!(400)));
        assert_eq!(replies[39]["body"]["error"]["code"], "TooMuchWork");
    }
    // A group is a copy of all entities.
    let get = |id: usize| value!({"id": id.to_string(), "atomicityGroup": id.to_string(), "method": "GET", "url": "Photos(1)"});
    let groups = value!({"requests": (0..1_000).map(get).collect::<Vec<_>>()}).to_string();
    let got = json(&photos(60), "POST", "/$batch", &groups).json();
    let last = &got["responses"][999];
    assert_eq!(last["body"]["error"]["code"], "TooMuchWork", "{last}");
}

#[test]
fn names_and_aliases_cost_what_they_stand_for() {
    let mock = photos(2);
    let mut doubled = "Id add 1 as a0".to_owned();
    let mut negated = "Id eq 1 as b0".to_owned();
    for at in 1..400 {
        let before = at - 1;
        doubled.push_str(&format!(",a{before} add a{before} as a{at}"));
        negated.push_str(&format!(",not b{before} as b{at}"));
    }
    let aliased = format!(
        "$filter={}&@a='{}'",
        ["@a eq Title"; 500].join(" or "),
        "x".repeat(100_000)
    );
    for (text, message) in [
        (format!("$compute={doubled}"), "expressions this large"),
        (format!("$compute={negated}"), "expressions this deep"),
        (
            format!("$apply=compute({doubled})"),
            "expressions this large",
        ),
        (aliased, "expressions this large"),
    ] {
        let got = query(&mock, &text);
        let start: String = text.chars().take(60).collect();
        assert_eq!(got.status, 501, "{start}: {}", got.body);
        assert!(got.message().contains(message), "{start}: {}", got.body);
    }
    let mut texts = format!("concat('{}',Title) as t0", "x".repeat(100_000));
    for at in 1..6 {
        let before = at - 1;
        texts.push_str(&format!(",concat(t{before},t{before}) as t{at}"));
    }
    let got = query(&mock, &format!("$compute={texts}"));
    assert_eq!(got.status, 501, "{}", got.status);
    assert!(
        got.message().contains("a text of more than"),
        "{}",
        got.body
    );
    // Names of names are fine as long as they are not too many.
    let got = query(
        &mock,
        "$compute=Id add 1 as a,a add a as b,not (b gt 5) as c&$select=c",
    );
    assert_eq!(got.json()["value"][0]["c"], true, "{}", got.body);
}
