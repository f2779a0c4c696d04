//! A misbehaving server on real sockets: no request hangs, nothing is lost, sent twice or sent to foreign origins.
#![cfg(feature = "reqwest")]

use std::net::SocketAddr;
use std::time::Duration;

use clientwright_odata::{Client, ClientBuilder, Collection, Error, Item, retry::RetryPolicy};
use futures_util::TryStreamExt as _;
#[cfg(feature = "gzip")]
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

use crate::contract::Task;
use crate::raw::{Hang, Reset, Say, count, http, json, serve};

/// A client that waits little.
fn builder(address: SocketAddr) -> ClientBuilder<Client> {
    let quick = RetryPolicy::new().backoff(Duration::from_millis(1), Duration::from_millis(5));
    Client::builder()
        .base_url(format!("http://{address}/odata"))
        .bearer_token("s3cret")
        .timeout(Duration::from_secs(20))
        .retry(quick)
}

fn tasks(address: SocketAddr) -> Collection<Task> {
    Collection::root(&builder(address).build().unwrap(), "tasks")
}

const ONE: &str = r#"{"value":[{"id":"1"}]}"#;

#[tokio::test]
async fn every_form_of_retry_after() {
    let (address, seen) = serve(|number, _| {
        let past = "retry-after: Sun, 06 Nov 1994 08:49:37 GMT\r\n";
        match number {
            0 => Say(http("429 Too Many Requests", "retry-after: 0\r\n", "")),
            1 => Say(http(
                "429 Too Many Requests",
                "retry-after: 0.02\r\n",
                "slow down",
            )),
            2 => Say(http("503 Service Unavailable", past, "<html>")),
            3 => Say(http("429 Too Many Requests", "retry-after: soon\r\n", "{}")),
            _ => Say(http("201 Created", "", r#"{"id":"1"}"#)),
        }
    })
    .await;
    let created = tasks(address).create(&Task::default()).await.unwrap();
    assert_eq!(created.entity().unwrap().id.as_deref(), Some("1"));
    assert_eq!(count(&seen), 5);
}

#[tokio::test]
async fn storms_of_503_end() {
    let (address, seen) = serve(|_, _| Say(http("503 Service Unavailable", "", ""))).await;
    let tasks = tasks(address);
    let error = tasks.list().await.unwrap_err();
    assert!(error.is_server_error());
    assert_eq!(count(&seen), 5);
    assert!(tasks.create(&Task::default()).await.is_err());
    assert_eq!(count(&seen), 6);
}

#[tokio::test]
async fn a_reset_in_the_middle_of_a_body() {
    let torn =
        || Reset("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"value\":[{\"id\":\"1\"}".into());
    let (address, seen) = serve(move |number, _| if number < 2 { torn() } else { json(ONE) }).await;
    let items: Vec<Task> = tasks(address).list().stream().try_collect().await.unwrap();
    assert_eq!(items.len(), 1);
    assert_eq!(count(&seen), 3);

    let (address, seen) = serve(move |_, _| torn()).await;
    let error = tasks(address).create(&Task::default()).await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert_eq!(count(&seen), 1);
}

#[tokio::test]
async fn an_endless_body_ends_with_an_error() {
    for text in [
        "",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"value\":[",
        "HTTP/1.1 500 No\r\ncontent-length: 100\r\n\r\n{\"error\":",
    ] {
        let (address, _) = serve(move |_, _| Hang(text.to_owned())).await;
        let list = tasks(address).list().timeout(Duration::from_millis(200));
        let error = list.await.unwrap_err();
        assert!(error.is_timeout(), "{text:?}: {error:?}");
    }
}

#[tokio::test]
async fn responses_that_are_no_http() {
    for (status, body, shown) in [
        ("200 OK", r#"{"value":[{"id":"1"},"#, "EOF while parsing"),
        (
            "200 OK",
            "<!DOCTYPE html><title>Sign in</title>",
            "it is a web page (without a content type), not JSON",
        ),
        ("200 OK", "\u{0}\u{1}", "expected value"),
        (
            "400 Bad Request",
            "<html><h1>Bad</h1></html>",
            "<h1>Bad</h1>",
        ),
        ("500 Internal Server Error", "", "500"),
        ("418 I'm a teapot", "null", "418"),
    ] {
        let (address, seen) = serve(move |_, _| Say(http(status, "", body))).await;
        let list = tasks(address).list().retry(RetryPolicy::none());
        let error = list.await.unwrap_err();
        assert!(
            error.to_string().contains(shown),
            "{status} {body}: {error}"
        );
        assert!(
            error.to_string().starts_with("GET /odata/tasks: "),
            "{error}"
        );
        assert_eq!(error.body().unwrap(), body);
        assert_eq!(count(&seen), 1);
    }
}

#[tokio::test]
async fn links_in_a_cycle_and_links_to_foreign_origins() {
    let (stranger, seen_by_stranger) = serve(|_, _| json(ONE)).await;
    let (address, seen) = serve(|number, _| {
        let next = (number + 1) % 3;
        json(&format!(
            r#"{{"value":[{{"id":"{number}"}}],"@odata.nextLink":"tasks?p={next}"}}"#
        ))
    })
    .await;
    let mut ids = Vec::new();
    let mut items = tasks(address).list().stream();
    let error = loop {
        match items.try_next().await {
            Ok(Some(task)) => ids.push(task.id.unwrap()),
            Ok(None) => panic!("the cycle ended"),
            Err(error) => break error,
        }
    };
    assert!(matches!(error, Error::Paging(_)), "{error:?}");
    assert!(items.try_next().await.unwrap().is_none());
    assert!(ids.len() <= 4 && count(&seen) <= 4, "{ids:?}");

    let link = format!("http://{stranger}/odata/tasks?p=2");
    let page = format!(r#"{{"value":[{{"id":"1"}}],"@odata.nextLink":"{link}"}}"#);
    let (address, _) = serve(move |_, _| json(&page)).await;
    let error = tasks(address).list().collect_all().await.unwrap_err();
    assert!(matches!(error, Error::Paging(_)), "{error:?}");
    assert_eq!(count(&seen_by_stranger), 0);
}

#[tokio::test]
async fn no_token_for_foreign_origins() {
    let (stranger, seen) = serve(|_, _| Say(http("200 OK", "", "bytes"))).await;
    let (address, _) = serve(move |_, _| {
        let location = format!("location: http://{stranger}/elsewhere\r\n");
        Say(http("307 Temporary Redirect", &location, ""))
    })
    .await;
    let item = Item::<Task>::root(&builder(address).build().unwrap(), "file");
    assert!(matches!(item.get().await, Err(Error::Redirect(_))));
    assert!(matches!(
        item.update().set(Task::DISPLAY_NAME, "x").await,
        Err(Error::Redirect(_))
    ));
    assert_eq!(count(&seen), 0);
    // Bytes are fetched there, without the token.
    let bytes = item
        .media()
        .download()
        .await
        .unwrap()
        .bytes(100)
        .await
        .unwrap();
    assert_eq!(bytes, "bytes");
    let seen = seen.lock().unwrap().join("\n").to_ascii_lowercase();
    assert!(
        !seen.contains("authorization") && !seen.contains("s3cret"),
        "{seen}"
    );
}

#[tokio::test]
async fn a_body_without_end_is_bounded() {
    // No length, and more than the client takes.
    let (address, seen) = serve(|_, _| {
        Say(format!(
            "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n[{}",
            " ".repeat(3_000_000)
        ))
    })
    .await;
    let client = builder(address)
        .max_response_bytes(1_000_000)
        .build()
        .unwrap();
    let error = Collection::<Task>::root(&client, "tasks")
        .list()
        .await
        .unwrap_err();
    assert!(
        error.to_string().contains("longer than 1000000 bytes"),
        "{error}"
    );
    assert_eq!(count(&seen), 1);
}

#[tokio::test]
async fn ten_thousand_pages_with_faults_between() {
    const PAGES: usize = 10_000;
    let (address, seen) = serve(|number, line| {
        let page: usize = line
            .split_once("p=")
            .and_then(|(_, rest)| rest.split(' ').next()?.parse().ok())
            .unwrap_or(0);
        // Every fiftieth request is throttled, every hundredth is torn.
        if number % 50 == 7 {
            return Say(http("429 Too Many Requests", "retry-after: 0\r\n", ""));
        }
        if number % 100 == 31 {
            return Reset(
                "HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{\"value\":[{\"id\":".into(),
            );
        }
        let next = match page + 1 {
            PAGES => String::new(),
            next => format!(r#","@odata.nextLink":"tasks?p={next}""#),
        };
        json(&format!(
            r#"{{"value":[{{"id":"{page}a"}},{{"id":"{page}b"}}]{next}}}"#
        ))
    })
    .await;
    let mut items = tasks(address).list().stream();
    let mut expected = (0..PAGES).flat_map(|page| [format!("{page}a"), format!("{page}b")]);
    while let Some(task) = items.try_next().await.unwrap() {
        assert_eq!(task.id, expected.next(), "lost or twice");
    }
    assert_eq!(expected.next(), None);
    assert!(count(&seen) > PAGES + 200);
}

/// A gzip stream of this many spaces: one literal, then copies of 258 bytes, 13 bits each (RFC 1951, 3.2.5 and 3.2.6).
/// Its checksum is left out, since no reader should reach it.
#[cfg(feature = "gzip")]
fn bomb(bytes: usize) -> Vec<u8> {
    let mut bits = vec![true, true, false]; // the last block, with fixed codes
    let code = |bits: &mut Vec<bool>, code: u16, length: u32| {
        bits.extend((0..length).rev().map(|bit| code >> bit & 1 == 1));
    };
    code(&mut bits, 0x30 + u16::from(b' '), 8);
    for _ in 0..bytes / 258 {
        code(&mut bits, 0b1100_0101, 8);
        code(&mut bits, 0, 5);
    }
    let mut out = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    out.extend(bits.chunks(8).map(|byte| {
        let bit = |(at, bit): (usize, &bool)| u8::from(*bit) << at;
        byte.iter().enumerate().map(bit).sum::<u8>()
    }));
    out
}

#[cfg(feature = "gzip")]
#[tokio::test]
async fn a_gzip_bomb_is_bounded() {
    let bomb = bomb(200_000_000);
    assert!(bomb.len() < 2_000_000);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut head = [0; 4096];
        let read = stream.read(&mut head).await.unwrap();
        assert!(String::from_utf8_lossy(&head[..read]).contains("accept-encoding: gzip"));
        let response = format!(
            "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\n\r\n",
            bomb.len()
        );
        stream.write_all(response.as_bytes()).await.unwrap();
        // The client hangs up before it has all.
        let _ = stream.write_all(&bomb).await;
    });
    let client = builder(address)
        .max_response_bytes(5_000_000)
        .build()
        .unwrap();
    let error = Collection::<Task>::root(&client, "tasks")
        .list()
        .await
        .unwrap_err();
    assert!(
        error.to_string().contains("longer than 5000000 bytes"),
        "{error}"
    );
}
