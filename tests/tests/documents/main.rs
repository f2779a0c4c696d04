//! The examples of the guide and of the READMEs, compiled unchanged, and run.
//!
//! `tests/build.rs` writes each to a file. Examples that send requests use a mock, which records them.
//! `generator/cli/tests/documents.rs` tests blocks that are not Rust.
#![allow(
    clippy::unwrap_used,
    reason = "a helper of tests fails where a test would"
)]

mod build_scripts;
mod crate_readme;
mod errors;
mod formats;
mod forms;
mod guide;
#[path = "../wire/mock.rs"]
#[allow(dead_code, reason = "the tests of the wire use all of it")]
mod mock;
mod paging;
mod queries;
mod readme;
mod security;
mod streams;
mod testing;
mod unions;
mod webhooks;

use std::cell::RefCell;
use std::fs;
use std::path::Path;

use clientwright_odata::{Body, future::BoxError};
use clientwright_tests::{grammar, root};
use http::Request;
use msgraph_lifecycle_workflows::v1_0::GraphClient;
use percent_encoding::percent_decode_str;

use mock::{Mock, Received};

/// The items of an example, or its statements in braces.
macro_rules! example {
    ($name:literal) => {
        include!(concat!(env!("OUT_DIR"), "/documents/", $name, ".rs"));
    };
    // For a client whose requests go to a mock of the service.
    (mocked $name:literal) => {
        include!(concat!(env!("OUT_DIR"), "/documents/", $name, ".mocked.rs"));
    };
    (statements $name:literal) => {
        include!(concat!(env!("OUT_DIR"), "/documents/", $name, ".block.rs"))
    };
}
pub(crate) use example;

/// A client of lifecycle workflows whose transport is the mock.
fn graph(mock: &Mock) -> GraphClient {
    mock.client(GraphClient::builder())
}

/// The received requests, decoded.
fn received(mock: &Mock) -> Vec<String> {
    let line = |received: &Received| {
        let line = received.line();
        percent_decode_str(&line)
            .decode_utf8()
            .unwrap()
            .into_owned()
    };
    mock.received().iter().map(line).collect()
}

thread_local! {
    static NETWORK: RefCell<Mock> = RefCell::default();
}

/// Sets the mock for the examples that build a client, while the thread of the test runs.
fn respond_with(mock: &Mock) {
    NETWORK.set(mock.clone());
}

thread_local! {
    static BASE_URL: RefCell<String> = RefCell::default();
}

/// Sets the URL for the examples that build a client of a mock of the service, while the thread of the test runs.
fn send_to(url: &str) {
    BASE_URL.set(url.to_owned());
}

/// The base URL of those clients.
fn base_url() -> String {
    BASE_URL.with_borrow(String::clone)
}

/// The transport of those clients.
fn network()
-> impl tower::Service<Request<Body>, Response = http::Response<Body>, Error = BoxError, Future: Send>
+ Clone
+ Send
+ 'static {
    NETWORK.with_borrow(Mock::service)
}

#[test]
fn every_rust_example_is_run() {
    let examples: &[(&str, &str, &str)] = include!(concat!(env!("OUT_DIR"), "/documents/list.rs"));
    assert!(examples.len() > 25, "{} examples", examples.len());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents");
    let tests: String = fs::read_dir(folder)
        .unwrap()
        .map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap())
        .collect();
    for (name, kind, place) in examples {
        assert_eq!(*kind, "rust", "{place} is not to be run");
        let name = name.replacen('/', "-", 1);
        let uses = tests.matches(&format!("example!(\"{name}\")")).count()
            + tests
                .matches(&format!("example!(statements \"{name}\")"))
                .count();
        // The excerpt of generated code is compared with that code instead.
        let uses = uses + usize::from(name == "readme-from-metadata-to-a-call");
        assert_eq!(uses, 1, "{place}: `{name}`");
    }
}

/// Asserts that another text contains the lines of a text, in the same order, whatever the wrapping.
fn assert_excerpt(excerpt: &str, whole: &str) {
    let bare = |text: &str| {
        text.split_whitespace()
            .collect::<String>()
            .replace(",)", ")")
    };
    let whole = bare(whole);
    let mut rest = whole.as_str();
    for line in excerpt.lines().filter(|line| !line.contains('…')) {
        let line = bare(line);
        let at = rest.find(&line);
        rest = &rest[at.unwrap_or_else(|| panic!("`{line}` is not there")) + line.len()..];
    }
}

#[test]
fn quoted_text_is_in_the_files() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let blocks = clientwright_tests::documents::blocks(&readme);
    let block = |kind: &str| {
        let block = blocks
            .iter()
            .find(|block| block.name == "from-metadata-to-a-call" && block.kind == kind);
        &block.unwrap().text
    };
    let report =
        "generated/msgraph-lifecycle-workflows/src/v1_0/identity_governance/task_report.rs";
    assert_excerpt(
        block("rust"),
        &fs::read_to_string(root().join(report)).unwrap(),
    );
    let slice = "schemas/lifecycle-workflows.v1.0.csdl.xml";
    assert_excerpt(
        block("xml"),
        &fs::read_to_string(root().join(slice)).unwrap(),
    );
}
