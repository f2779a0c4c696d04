//! Random requests: each gets a response, and none of them is a failure of the mock.

mod common;

use clientwright_mock::Mock;
use common::{builder, exchange};
use serde_json::json;

/// A generator of numbers (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, count: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % count as u64).unwrap_or(0)
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    fn some(&mut self, of: &[&str], most: usize, between: &str) -> String {
        let count = self.below(most + 1);
        let words: Vec<&str> = (0..count).map(|_| self.one(of)).collect();
        words.join(between)
    }
}

const SEGMENTS: &[&str] = &[
    "Customers",
    "Orders",
    "Owner",
    "Photos",
    "Photos(1)",
    "Small",
    "Related",
    "Notes",
    "Customer",
    "1",
    "(1)",
    "('x')",
    "Customers(1)",
    "Customers(Id=1)",
    "Customers()",
    "Prices",
    "Prices(Item='a',Year=1)",
    "Prices(Item='a')",
    "$count",
    "$ref",
    "$value",
    "$query",
    "$metadata",
    "$batch",
    "Shop.Company",
    "Shop.Cancel",
    "Name",
    "Address",
    "City",
    "Tags",
    "%2F",
    "%FF",
    "'",
    "''",
    "a%27b",
    "Notes('n%2F1')",
    "pets",
    "mine",
    "7",
    "picture.png",
    "events",
    "tree",
    "endless",
    "..",
];
const OPTIONS: &[&str] = &[
    "$filter=",
    "$orderby=",
    "$select=",
    "$expand=",
    "$top=",
    "$skip=",
    "$count=",
    "$skiptoken=",
    "$id=",
    "kind=",
    "x=",
    "$search=",
    "$apply=",
    "$compute=",
    "$deltatoken=",
    "@p=",
    "=",
];
const WORDS: &[&str] = &[
    "Name",
    "Id",
    "Address/City",
    "Tags",
    "Orders",
    "Customer/Name",
    "eq",
    "ne",
    "gt",
    "and",
    "or",
    "not",
    "in",
    "null",
    "true",
    "'x'",
    "'",
    "1",
    "-1",
    "1.5e3",
    "2026-01-01",
    "2026-01-01T00:00:00Z",
    "(",
    ")",
    ",",
    ";",
    ":",
    "contains(Name,'a')",
    "length(",
    "Tags/any(t:t%20eq%20'a')",
    "Orders/any(",
    "any()",
    "$it",
    "Shop.Colour'Red'",
    "00000000-0000-0000-0000-00000000000a",
    "*",
    "desc",
    "$filter=",
    "Orders($top=1)",
    "%C3%A4",
    "9999999999999999999999",
    "$count",
    "/",
    "1e999999999999",
    "1e1000000",
    "add",
    "mul",
    "div",
    "mod",
    "has",
    "-",
    "as",
    "A",
    "with",
    "sum",
    "@p",
    "now()",
    "year(",
    "round(Id)",
    "isof(Shop.Company)",
    "groupby((Name),aggregate($count%20as%20N))",
    "filter(",
    "\"",
    "NOT",
    "Orders($levels=3)",
    "Orders/$count",
    "Shop.Company/Orders",
];
const BODIES: &[&str] = &[
    "",
    "{}",
    "[]",
    "null",
    "1",
    "{\"Id\":1}",
    "{\"Id\":null}",
    "{\"Name\":\"x\",\"Orders\":[{}]}",
    "{\"Notes\":[{\"Name\":\"a\"}]}",
    "{\"Orders\":{}}",
    "{\"Customer@odata.bind\":\"Customers(1)\"}",
    "{\"Customer@odata.bind\":1}",
    "{\"@odata.id\":\"Customers(1)\"}",
    "{\"@odata.id\":\"/\"}",
    "{\"@odata.type\":\"#Shop.Company\"}",
    "{\"Address\":{\"City\":\"x\"}}",
    "{\"value\":1}",
    "{\"Customer\":{\"Id\":5,\"Orders\":[{\"Customer\":{\"Id\":6}}]}}",
    "$filter=true",
    "\u{fffd}",
];
const HEADERS: &[&str] = &[
    "Content-Type: application/json",
    "If-Match: *",
    "If-Match: W/\"1\"",
    "If-None-Match: *",
    "Prefer: return=minimal",
    "Prefer: odata.maxpagesize=0",
    "Prefer: code=404",
    "Prefer: code=99",
    "Prefer: example=none",
    "Accept: ;q=x,,*/*",
    "Accept: text/csv",
    "Mock-Fault: torn",
    "Mock-Fault: malformed",
    "Mock-Fault: 404",
];

fn try_all(mock: &Mock, seed: u64, count: usize) {
    let mut random = Random(seed);
    let host = &mock.url()["http://".len()..];
    for _ in 0..count {
        let method = random.one(&[
            "GET", "GET", "POST", "PATCH", "PUT", "DELETE", "HEAD", "QUERY",
        ]);
        let path = random.some(SEGMENTS, 5, "/");
        let mut options = Vec::new();
        for _ in 0..random.below(3) {
            options.push(format!(
                "{}{}",
                random.one(OPTIONS),
                random.some(WORDS, 7, "%20")
            ));
        }
        let mut headers = random.some(HEADERS, 3, "\r\n");
        if !headers.is_empty() {
            headers.push_str("\r\n");
        }
        let body = random.one(BODIES);
        let length = body.len();
        let line = format!("{method} /{path}?{} HTTP/1.1", options.join("&"));
        let text = format!(
            "{line}\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
        );
        let got = exchange(host, text.as_bytes());
        assert!(
            got.status >= 200 && got.status != 500,
            "{line}\n{headers}{body}\n{got:?}"
        );
    }
}

#[test]
fn an_odata_service_responds_to_everything() {
    let mock = builder("shop.csdl.xml")
        .page_size(2)
        .start()
        .expect("it starts");
    let customers =
        json!([{"Id": 1, "Name": "Ada", "Tags": ["a"], "Notes": [{"Name": "n/1"}]}, {"Id": 2}]);
    mock.seed("/Customers", &customers).expect("they fit");
    try_all(&mock, 20_261, 4_000);
}

#[test]
fn an_openapi_service_responds_to_everything() {
    let mock = builder("pets.yaml").start().expect("it starts");
    try_all(&mock, 20_262, 1_000);
}
