//! Requests of tests, without a client: what is sent and received is text.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use clientwright_mock::{Mock, MockBuilder};
use serde_json::{Value, json as value};

/// A response as text.
#[derive(Debug)]
pub(crate) struct Got {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Got {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (known, value) = line.split_once(": ")?;
            known.eq_ignore_ascii_case(name).then_some(value)
        })
    }

    /// The message of an OData error.
    pub(crate) fn message(&self) -> String {
        let json = self.json();
        json["error"]["message"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }
}

/// Sends a request; the target is below the root of the mock.
pub(crate) fn send(mock: &Mock, method: &str, target: &str, headers: &str, body: &str) -> Got {
    let (host, base) = mock.url()["http://".len()..]
        .split_once('/')
        .unwrap_or((&mock.url()["http://".len()..], ""));
    let base = if base.is_empty() {
        String::new()
    } else {
        format!("/{base}")
    };
    let length = body.len();
    let text = format!(
        "{method} {base}{target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
    );
    exchange(host, text.as_bytes())
}

/// Sends bytes, and reads until the connection is closed.
pub(crate) fn exchange(host: &str, bytes: &[u8]) -> Got {
    let mut stream = TcpStream::connect(host).expect("the mock listens");
    // The server may close the connection before it has read everything.
    let _ = stream.write_all(bytes);
    let mut got = Vec::new();
    let _ = stream.read_to_end(&mut got);
    let got = String::from_utf8_lossy(&got).into_owned();
    let (head, body) = got.split_once("\r\n\r\n").unwrap_or((&got, ""));
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
    Got {
        status: status.unwrap_or(0),
        head: head.to_owned(),
        body: body.to_owned(),
    }
}

pub(crate) fn get(mock: &Mock, target: &str) -> Got {
    send(mock, "GET", target, "", "")
}

pub(crate) fn json(mock: &Mock, method: &str, target: &str, body: &str) -> Got {
    send(
        mock,
        method,
        target,
        "Content-Type: application/json\r\n",
        body,
    )
}

/// A mock of a description in a file of the tests.
pub(crate) fn builder(name: &str) -> MockBuilder {
    Mock::builder(format!("{}/tests/{name}", env!("CARGO_MANIFEST_DIR")))
}

/// The values of a property in a list.
pub(crate) fn values(got: &Got, name: &str) -> Vec<String> {
    let json = got.json();
    let list = json["value"]
        .as_array()
        .unwrap_or_else(|| panic!("a list: {}", got.body));
    let text = |value: &Value| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    };
    list.iter().map(|item| text(&item[name])).collect()
}

/// A shop with customers, orders and prices.
pub(crate) fn shop() -> Mock {
    let mock = builder("shop.csdl.xml").start().expect("it starts");
    let customers = value!([
        {"Id": 1, "Name": "Ada", "Address": {"City": "London", "Zip": "N1"}, "Tags": ["a", "b"], "Notes": [{"Name": "n/1", "Text": "x"}]},
        {"Id": 2, "Name": "Bob", "Address": null},
        {"@odata.type": "#Shop.Company", "Id": 3, "Name": "C & Co", "Register": "HR 7"},
    ]);
    mock.seed("/Customers", &customers).expect("they fit");
    let orders = value!([
        {"Id": "00000000-0000-0000-0000-00000000000a", "Total": 12.50, "Placed": "2026-01-02T00:00:00Z", "Colour": "Red", "IsPaid": true},
        {"Id": "00000000-0000-0000-0000-00000000000b", "Total": 9, "Placed": "2026-01-02T01:30:00+02:00", "Colour": "Blue", "Extra": 1},
        {"Id": "00000000-0000-0000-0000-00000000000c"},
    ]);
    mock.seed("/Customers(1)/Orders", &orders)
        .expect("they fit");
    mock.seed(
        "/Prices",
        &value!({"Item": "it's", "Year": 2026, "Amount": 1.5}),
    )
    .expect("it fits");
    mock
}

/// The last digits of the orders that a filter finds.
pub(crate) fn orders(mock: &Mock, filter: &str) -> String {
    let filter = filter.replace('+', "%2B").replace(' ', "%20");
    let got = get(mock, &format!("/Orders?$filter={filter}&$orderby=Id"));
    assert_eq!(got.status, 200, "{filter}: {}", got.body);
    values(&got, "Id")
        .iter()
        .filter_map(|id| id.chars().last())
        .collect()
}
