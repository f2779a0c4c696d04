//! Downloads from servers that do what they should not.

mod server;

use std::io::Write;
use std::time::{Duration, Instant};

use clientwright_fetch::{Document, Error, Fetcher, Known, Response, Settings, parse};
use flate2::Compression;
use flate2::write::GzEncoder;
use server::{Reply, Server, reply};

/// Settings with a token and a small limit.
fn settings() -> Settings {
    Settings {
        headers: vec![("X-Key".to_owned(), "key-1".to_owned())],
        token: Some("token-1".to_owned()),
        limit: 1 << 20,
        timeout: Duration::from_secs(5),
    }
}

fn get_with(url: &str, settings: Settings, known: &Known) -> Result<Response, Error> {
    let url = parse(url)?;
    Fetcher::new(&url, settings)?.get(&url, known, &mut |_, _| {})
}

fn get(url: &str) -> Result<Document, Error> {
    match get_with(url, settings(), &Known::default())? {
        Response::Document(document) => Ok(document),
        Response::Unchanged(_) => panic!("nothing was known"),
    }
}

fn refused(url: &str, part: &str) {
    let error = get(url).expect_err(url);
    let text = format!("{error} {}", error.way_out().unwrap_or_default());
    assert!(text.contains(part), "{text}");
    for secret in ["key-1", "token-1"] {
        assert!(!text.contains(secret), "{text}");
    }
}

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(text).expect("memory");
    encoder.finish().expect("memory")
}

#[test]
fn a_document_comes_with_what_makes_the_next_request_conditional() {
    let server = Server::start(|_, head| {
        let known = ("ETag", "\"1\"");
        match head.to_ascii_lowercase().contains("if-none-match: \"1\"") {
            true => reply("304 Not Modified", &[known], ""),
            false => reply("200 OK", &[known, ("Content-Type", "text/x")], "text"),
        }
    });
    let url = server.url("/$metadata");
    let document = get(&url).expect("a document");
    assert_eq!(document.bytes, b"text");
    assert_eq!(document.content_type.as_deref(), Some("text/x"));
    assert_eq!(document.known.etag.as_deref(), Some("\"1\""));
    let again = get_with(&url, settings(), &document.known).expect("a response");
    assert!(matches!(again, Response::Unchanged(_)));
    let head = &server.requests()[0];
    for line in [
        "authorization: bearer token-1",
        "x-key: key-1",
        "accept: application/xml",
    ] {
        assert!(head.contains(&format!("\r\n{line}\r\n")), "{head}");
    }
    assert!(head.contains("user-agent: clientwright/"), "{head}");
}

/// 304 without a condition has no body to use.
#[test]
fn an_unexpected_304_is_an_error() {
    let server = Server::start(|_, _| reply("304 Not Modified", &[], ""));
    refused(&server.url("/"), "304");
}

#[test]
fn credentials_stay_at_their_origin() {
    let other = Server::start(|_, _| reply("200 OK", &[], "from the other"));
    let target = other.url("/there");
    let server = Server::start(move |path, _| match path {
        "/" => reply("302 Found", &[("Location", "/own")], ""),
        _ => reply("307 Temporary Redirect", &[("Location", &target)], ""),
    });
    let document = get(&server.url("/")).expect("a document");
    assert_eq!(document.bytes, b"from the other");
    assert_eq!(document.url.as_str(), other.url("/there"));
    let own = server.requests();
    assert_eq!(own.len(), 2);
    assert!(
        own.iter()
            .all(|head| head.contains("token-1") && head.contains("key-1"))
    );
    let foreign = &other.requests()[0];
    assert!(
        !foreign.contains("token-1") && !foreign.contains("key-1"),
        "{foreign}"
    );
}

#[test]
fn redirects_are_limited() {
    let server = Server::start(|path, _| {
        let to = match path {
            "/plain" => "http://example.org/",
            "/file" => "file:///etc/passwd",
            "/none" => "",
            "/invalid" => "http://[",
            "/user" => "http://me:secret@127.0.0.1/",
            _ => "/loop",
        };
        let headers = [("Location", to)];
        reply("301 Moved", if to.is_empty() { &[] } else { &headers }, "")
    });
    refused(&server.url("/plain"), "not encrypted");
    refused(&server.url("/file"), "not fetched");
    refused(&server.url("/none"), "no valid address");
    refused(&server.url("/invalid"), "no valid address");
    refused(&server.url("/user"), "password");
    refused(&server.url("/loop"), "more than 5 times");
    assert_eq!(server.requests().len(), 5 + 6);
}

#[test]
fn bodies_are_limited() {
    let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    let server = Server::start(move |path, _| match path {
        "/endless" => Reply::Endless(chunked.into()),
        "/announced" => {
            Reply::Bytes(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n".to_vec())
        }
        "/gzip" => reply(
            "200 OK",
            &[("Content-Encoding", "gzip")],
            gzip(b"compressed"),
        ),
        "/bomb" => reply(
            "200 OK",
            &[("Content-Encoding", "gzip")],
            gzip(&vec![b' '; 64 << 20]),
        ),
        "/broken" => reply("200 OK", &[("Content-Encoding", "gzip")], "no gzip"),
        _ => Reply::Bytes(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort".to_vec()),
    });
    refused(&server.url("/endless"), "larger than 1 MiB");
    refused(&server.url("/announced"), "larger than 1 MiB");
    refused(&server.url("/bomb"), "larger than 1 MiB");
    refused(&server.url("/broken"), "cannot be fetched");
    refused(&server.url("/short"), "cannot be fetched");
    assert_eq!(
        get(&server.url("/gzip")).expect("a document").bytes,
        b"compressed"
    );
}

/// All documents of a fetcher share the limit.
#[test]
fn the_limit_is_for_all_documents() {
    let server = Server::start(|_, _| reply("200 OK", &[], vec![b' '; 700 << 10]));
    let url = parse(&server.url("/")).expect("a URL");
    let fetcher = Fetcher::new(&url, settings()).expect("valid settings");
    let mut progress = |_: u64, _: Option<u64>| {};
    assert!(fetcher.get(&url, &Known::default(), &mut progress).is_ok());
    let error = fetcher.get(&url, &Known::default(), &mut progress);
    assert!(error.is_err_and(|error| error.to_string().contains("larger")));
}

#[test]
fn servers_that_do_not_continue_are_left() {
    let server = Server::start(|path, _| match path {
        "/head" => Reply::Silent(Vec::new()),
        _ => Reply::Silent(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nslow".to_vec()),
    });
    for path in ["/head", "/body"] {
        let began = Instant::now();
        let settings = Settings {
            timeout: Duration::from_millis(300),
            ..settings()
        };
        let error = get_with(&server.url(path), settings, &Known::default());
        let error = error.expect_err(path).to_string();
        assert!(error.contains("takes too long"), "{error}");
        assert!(began.elapsed() < Duration::from_secs(10), "{path}");
    }
}

#[test]
fn statuses_are_errors_with_a_way_out() {
    let server = Server::start(|path, _| match path {
        "/401" => reply("401 Unauthorized", &[], "<html>Sign in</html>"),
        "/404" => reply("404 Not Found", &[], ""),
        "/500" => reply("500 Oops", &[], "\n  The database is away.\nMore."),
        _ => Reply::Bytes(b"no HTTP at all".to_vec()),
    });
    refused(
        &server.url("/401"),
        "responds with 401 Unauthorized the credentials that were sent",
    );
    refused(&server.url("/404"), "`$metadata` below its root");
    refused(
        &server.url("/500"),
        "500 Internal Server Error: The database is away.",
    );
    refused(&server.url("/nothing"), "cannot be fetched");
    let none = get_with(&server.url("/401"), Settings::default(), &Known::default());
    let none = none.expect_err("no credentials");
    assert!(
        none.way_out()
            .is_some_and(|help| help.contains("--token-env"))
    );
}

#[test]
fn headers_cannot_add_lines() {
    for (name, value) in [
        ("A\r\nB", "c"),
        ("A", "c\r\nB: d"),
        ("A", "\u{0}"),
        ("", "c"),
    ] {
        let settings = Settings {
            headers: vec![(name.to_owned(), value.to_owned())],
            ..Settings::default()
        };
        assert!(get_with("http://127.0.0.1:9/", settings, &Known::default()).is_err());
    }
    let settings = Settings {
        token: Some("secret\r\nB: c".to_owned()),
        ..Settings::default()
    };
    let error = get_with("http://127.0.0.1:9/", settings, &Known::default());
    assert!(!error.expect_err("a line").to_string().contains("secret"));
}
