//! Values in each style: the table of OpenAPI 3.1 (4.8.12.4), and what it leaves open.

use clientwright_openapi::operation::{Location, Operation, Parameter, Segment, Style};
use clientwright_openapi::shape::AnyJson;
use clientwright_openapi::{Body, Call, Client, Error};
use serde_json::json as value;

/// JSON as a value of a parameter.
macro_rules! json {
    ($($value:tt)+) => {
        AnyJson::from(value!($($value)+))
    };
}

fn client() -> Client {
    let service = tower::service_fn(|_| async {
        Ok::<_, std::io::Error>(http::Response::new(Body::empty()))
    });
    let client = Client::builder().base_url("https://api.example.test/v1");
    client.service(service).build().expect("complete")
}

/// What follows the address of the service when an operation has one parameter, called `color`.
fn sent(location: Location, value: &AnyJson) -> Result<String, Error> {
    let path: &[Segment] = match location {
        Location::Path(_) => &[Segment::Text("/"), Segment::Parameter(0)],
        _ => &[Segment::Text("/")],
    };
    let operation = Operation {
        path,
        parameters: vec![Parameter("color", location)].leak(),
        ..Operation::NONE
    };
    let call = Call::<()>::new(&client(), Box::leak(Box::new(operation)));
    let url = call.argument(0, value).url()?.to_string();
    let rest = url
        .strip_prefix("https://api.example.test/v1/")
        .expect("below the base");
    Ok(rest.to_owned())
}

/// The table: style, explode, and what an empty text, a text, a list and an object become. `-` stands for a row that the
/// table marks with n/a; what is sent then is in `beyond_the_table`.
const TABLE: &[(Location, [&str; 4])] = &[
    (
        Location::Path(Style::SIMPLE),
        ["!", "blue", "blue,black,brown", "R,100,G,200,B,150"],
    ),
    (
        Location::Path(Style::SIMPLE.explode(true)),
        ["!", "blue", "blue,black,brown", "R=100,G=200,B=150"],
    ),
    (
        Location::Path(Style::LABEL),
        // A segment `.` would lead to another operation.
        ["!", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"],
    ),
    (
        Location::Path(Style::LABEL.explode(true)),
        ["!", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"],
    ),
    (
        Location::Path(Style::MATRIX),
        [
            ";color",
            ";color=blue",
            ";color=blue,black,brown",
            ";color=R,100,G,200,B,150",
        ],
    ),
    (
        Location::Path(Style::MATRIX.explode(true)),
        [
            ";color",
            ";color=blue",
            ";color=blue;color=black;color=brown",
            ";R=100;G=200;B=150",
        ],
    ),
    (
        Location::Query(Style::FORM.explode(false)),
        [
            "?color=",
            "?color=blue",
            "?color=blue,black,brown",
            "?color=R,100,G,200,B,150",
        ],
    ),
    (
        Location::Query(Style::FORM),
        [
            "?color=",
            "?color=blue",
            "?color=blue&color=black&color=brown",
            "?R=100&G=200&B=150",
        ],
    ),
    (
        Location::Query(Style::SPACE_DELIMITED),
        [
            "-",
            "-",
            "?color=blue%20black%20brown",
            "?color=R%20100%20G%20200%20B%20150",
        ],
    ),
    (
        Location::Query(Style::PIPE_DELIMITED),
        [
            "-",
            "-",
            "?color=blue%7Cblack%7Cbrown",
            "?color=R%7C100%7CG%7C200%7CB%7C150",
        ],
    ),
    (
        Location::Query(Style::TAB_DELIMITED),
        ["-", "-", "?color=blue%09black%09brown", "-"],
    ),
    (
        Location::Query(Style::DEEP_OBJECT),
        [
            "-",
            "-",
            "-",
            "?color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
        ],
    ),
];

#[test]
fn the_table_of_styles() {
    let values = [
        json!(""),
        json!("blue"),
        json!(["blue", "black", "brown"]),
        object(),
    ];
    for (location, row) in TABLE {
        for (value, expected) in values.iter().zip(row) {
            let result = sent(*location, value);
            let text = format!("{location:?} {value:?}: {result:?}");
            match *expected {
                "-" => {}
                "!" => assert!(matches!(result, Err(Error::InvalidRequest(_))), "{text}"),
                expected => assert_eq!(result.ok().as_deref(), Some(expected), "{text}"),
            }
        }
    }
}

/// An object whose members keep their order.
fn object() -> AnyJson {
    clientwright_openapi::from_json(br#"{"R": 100, "G": 200, "B": 150}"#).expect("JSON")
}

#[test]
fn beyond_the_table() {
    let query = |style, value| sent(Location::Query(style), &value).expect("a URL");
    // A style with delimiters and `explode` is as `form`.
    let exploded = Style::PIPE_DELIMITED.explode(true);
    assert_eq!(query(exploded, json!(["a", "b"])), "?color=a&color=b");
    // Nested members of `deepObject`.
    assert_eq!(
        query(
            Style::DEEP_OBJECT,
            json!({"price": {"gt": 5}, "tags": ["x", "y"]})
        ),
        "?color%5Bprice%5D%5Bgt%5D=5&color%5Btags%5D=x&color%5Btags%5D=y"
    );
    // RFC 6570, 2.4.2: what is undefined is left out.
    for value in [json!([]), json!({}), json!(null), json!([null])] {
        assert_eq!(query(Style::FORM, value.clone()), "", "{value:?}");
        assert_eq!(
            query(Style::FORM.explode(false), value.clone()),
            "",
            "{value:?}"
        );
        assert_eq!(query(Style::DEEP_OBJECT, value.clone()), "", "{value:?}");
    }
    assert_eq!(query(Style::FORM, json!([""])), "?color=");
    assert_eq!(query(Style::FORM, json!(0.1)), "?color=0.1");
    assert_eq!(query(Style::FORM, json!(false)), "?color=false");
    // `content` with JSON.
    assert_eq!(
        query(Style::JSON, json!({"a": "b c"})),
        "?color=%7B%22a%22%3A%22b%20c%22%7D"
    );
}

#[test]
fn whole_numbers_have_no_fraction() {
    let operation = Operation {
        path: &[Segment::Text("/"), Segment::Parameter(0)],
        parameters: &[
            Parameter("id", Location::Path(Style::SIMPLE)),
            Parameter("sizes", Location::Query(Style::FORM)),
        ],
        ..Operation::NONE
    };
    let call = Call::<()>::new(&client(), Box::leak(Box::new(operation)));
    let call = call.argument(0, &7.0).argument(1, &vec![1.0, 1.5]);
    let url = call.url().expect("a URL").to_string();
    assert_eq!(url, "https://api.example.test/v1/7?sizes=1&sizes=1.5");
}

#[test]
fn characters_are_encoded_where_they_would_mean_something() {
    let query = |style, value: &str| sent(Location::Query(style), &json!(value)).expect("a URL");
    let nasty = "a/b:c?d&e=f+g#h[i] j%2Fk";
    assert_eq!(
        query(Style::FORM, nasty),
        "?color=a%2Fb%3Ac%3Fd%26e%3Df%2Bg%23h%5Bi%5D%20j%252Fk"
    );
    assert_eq!(
        query(Style::FORM.reserved(), nasty),
        "?color=a/b:c?d%26e%3Df%2Bg%23h%5Bi%5D%20j%2Fk"
    );
    assert_eq!(query(Style::FORM.reserved(), "100%"), "?color=100%25");
    // Delimiters are written as they are, and encoded inside of values.
    let list = json!(["a,b", "c&d", "e f", "+", "é"]);
    assert_eq!(
        sent(Location::Query(Style::FORM.explode(false)), &list).expect("a URL"),
        "?color=a%2Cb,c%26d,e%20f,%2B,%C3%A9"
    );
    let path = |value: AnyJson| sent(Location::Path(Style::SIMPLE), &value);
    assert_eq!(
        path(json!("a/b c,d?#")).expect("a URL"),
        "a%2Fb%20c%2Cd%3F%23"
    );
    assert_eq!(path(json!("%41")).expect("a URL"), "%2541");
    assert_eq!(path(json!("~-._")).expect("a URL"), "~-._");
    for dots in [".", ".."] {
        assert!(path(json!(dots)).is_err(), "{dots}");
    }
    // `allowReserved` in a path: several segments, but neither a query nor a way out of the path.
    let path = |value: &str| sent(Location::Path(Style::SIMPLE.reserved()), &json!(value));
    assert_eq!(
        path("a/b c:@!$&'()*+,;=?d#[e]%2F%").expect("a URL"),
        "a/b%20c:@!$&'()*+,;=%3Fd%23%5Be%5D%2F%25"
    );
    for dots in [".", "..", "a/../b", "../b", "a/.", "a/%2e%2E"] {
        assert!(path(dots).is_err(), "{dots}");
    }
}
