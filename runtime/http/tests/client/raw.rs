//! A server of raw bytes on real sockets, which may misbehave.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// What the server does with one request.
pub(crate) enum Play {
    /// These bytes, and then the connection is closed.
    Say(String),
    /// These bytes, and then an open connection without data.
    Hang(String),
    /// These bytes, and then a reset.
    Reset(String),
}
pub(crate) use Play::{Hang, Reset, Say};

/// The heads of all requests, in order.
pub(crate) type Seen = Arc<Mutex<Vec<String>>>;

/// Serves raw bytes: `play` gets the number of the request and its first line.
pub(crate) async fn serve(
    play: impl Fn(usize, &str) -> Play + Send + Sync + 'static,
) -> (SocketAddr, Seen) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (seen, play) = (Seen::default(), Arc::new(play));
    let log = Arc::clone(&seen);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(response(stream, Arc::clone(&play), Arc::clone(&log)));
        }
    });
    (address, seen)
}

async fn response(
    mut stream: TcpStream,
    play: Arc<impl Fn(usize, &str) -> Play>,
    log: Seen,
) -> Option<()> {
    let mut head = Vec::new();
    let mut buffer = [0; 4096];
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        let read = stream
            .read(&mut buffer)
            .await
            .ok()
            .filter(|read| *read > 0)?;
        head.extend_from_slice(&buffer[..read]);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let number = {
        let mut log = log.lock().unwrap();
        log.push(head.clone());
        log.len() - 1
    };
    let (text, then) = match play(number, head.lines().next().unwrap()) {
        Say(text) => (text, 0),
        Hang(text) => (text, 1),
        Reset(text) => (text, 2),
    };
    stream.write_all(text.as_bytes()).await.ok()?;
    stream.flush().await.ok()?;
    match then {
        1 => std::future::pending().await,
        2 => {
            // Let the bytes arrive first; then the unread rest of the connection is thrown away.
            tokio::time::sleep(Duration::from_millis(20)).await;
            stream.set_zero_linger().ok()?;
        }
        _ => stream.shutdown().await.ok()?,
    }
    Some(())
}

pub(crate) fn http(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n{headers}\r\n{body}"
    )
}

pub(crate) fn json(body: &str) -> Play {
    Say(http("200 OK", "", body))
}

/// How many requests there were.
pub(crate) fn count(seen: &Seen) -> usize {
    seen.lock().unwrap().len()
}
