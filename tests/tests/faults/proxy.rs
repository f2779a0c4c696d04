//! A proxy between a client and a service that breaks connections and responses.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// What the proxy does with a request and its response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Nothing: the response is passed on, and the connection stays open.
    None,
    /// The response is passed on, and the connection is closed without a word about it.
    ClosedAfter,
    /// The connection is reset before the service gets the request.
    Refused,
    /// The service does the request, and the connection is reset before the response.
    ResetBefore,
    /// The service does the request, and the connection is closed before the response.
    ClosedBefore,
    /// The connection is reset inside of the head.
    TornHead,
    /// The connection is reset inside of the body.
    TornBody,
    /// The connection is closed inside of the body.
    HalfBody,
    /// `Content-Length` is larger than the body, and the connection is closed after it.
    LongerLength,
    /// `Content-Length` is less than the body.
    ShorterLength,
    /// There are two different values of `Content-Length`.
    TwoLengths,
    /// The size of a chunk is no number.
    BadChunk,
    /// The last chunk is missing.
    NoLastChunk,
    /// The response is no HTTP.
    Garbage,
    /// The head does not end.
    EndlessHead,
    /// No byte of the response comes, and the connection stays open.
    Silent,
    /// The head comes, half of the body, and then nothing.
    StallsInBody,
    /// The response comes a few bytes at a time.
    Slow,
    /// An informational response comes first.
    Hints,
    /// The response comes in chunks of one byte.
    TinyChunks,
    /// The response comes twice.
    Twice,
    /// A gateway's web page with 502 comes in place of the response, which the service gave.
    BadGateway,
    /// A web page with 503 comes, and the service does not get the request.
    Unavailable,
    /// 429 with a pause comes, and the service does not get the request.
    TooMany,
    /// A web page comes with the status of success.
    SignIn,
    /// The body is empty, with the status of success.
    Empty,
}

/// Starts a proxy; `fault` chooses the fault by the number of the request, from 0. The second value is the number of requests.
pub(crate) async fn proxy(
    service: SocketAddr,
    fault: impl Fn(usize) -> Fault + Send + Sync + 'static,
) -> (SocketAddr, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (requests, fault) = (Arc::new(AtomicUsize::new(0)), Arc::new(fault));
    let counted = Arc::clone(&requests);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (requests, fault) = (Arc::clone(&requests), Arc::clone(&fault));
            tokio::spawn(async move {
                let next = || (*fault)(requests.fetch_add(1, Ordering::SeqCst));
                connection(stream, service, next).await
            });
        }
    });
    (address, counted)
}

/// Serves the requests of one connection. `None`: it is at its end.
async fn connection(
    mut client: TcpStream,
    service: SocketAddr,
    next: impl Fn() -> Fault,
) -> Option<()> {
    loop {
        let request = message(&mut client).await?;
        let fault = next();
        let is_passed_on = !matches!(fault, Fault::Refused | Fault::Unavailable | Fault::TooMany);
        let response = match is_passed_on {
            true => ask(service, &request).await?,
            false => Vec::new(),
        };
        play(&mut client, fault, response).await?;
    }
}

/// The response of the service.
async fn ask(service: SocketAddr, request: &[u8]) -> Option<Vec<u8>> {
    let mut service = TcpStream::connect(service).await.ok()?;
    service.write_all(request).await.ok()?;
    message(&mut service).await
}

/// A message as bytes, with a body of the length that its head states.
async fn message(stream: &mut TcpStream) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    loop {
        if let Some((head, body)) = split(&bytes) {
            let head = String::from_utf8_lossy(head).to_ascii_lowercase();
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length:"));
            let length = length.map_or(0, |length| length.trim().parse().unwrap());
            if body.len() >= length {
                return Some(bytes);
            }
        }
        let mut buffer = [0; 4096];
        let read = stream.read(&mut buffer).await.ok();
        let read = read.filter(|read| *read > 0)?;
        bytes.extend_from_slice(&buffer[..read]);
    }
}

/// The head without the empty line, and the body.
fn split(message: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = message.windows(4).position(|end| end == b"\r\n\r\n")?;
    Some((&message[..end], &message[end + 4..]))
}

/// Sends what a fault makes of a response. `None`: the connection is closed then.
async fn play(client: &mut TcpStream, fault: Fault, response: Vec<u8>) -> Option<()> {
    let (head, body) = split(&response).unwrap_or_default();
    let head = String::from_utf8_lossy(head).into_owned();
    let body = String::from_utf8_lossy(body).into_owned();
    let without_length: String = head
        .split("\r\n")
        .filter(|line| !line.to_ascii_lowercase().starts_with("content-length"))
        .map(|line| format!("{line}\r\n"))
        .collect();
    let with_length =
        |length: usize| format!("{without_length}content-length: {length}\r\n\r\n{body}");
    let page = |status: &str, more: &str| {
        let body = "<!DOCTYPE html><title>Not the service</title>";
        let length = body.len();
        format!(
            "HTTP/1.1 {status}\r\ncontent-type: text/html\r\n{more}content-length: {length}\r\n\r\n{body}"
        )
    };
    let whole = String::from_utf8_lossy(&response).into_owned();
    let half = whole.len().saturating_sub(body.len() / 2 + 1);
    let (text, then) = match fault {
        Fault::None => (whole, Then::Stay),
        Fault::ClosedAfter => (whole, Then::Close),
        Fault::Refused | Fault::ResetBefore => (String::new(), Then::Reset),
        Fault::ClosedBefore => (String::new(), Then::Close),
        Fault::TornHead => (head[..head.len() / 2].to_owned(), Then::Reset),
        Fault::TornBody => (whole[..half].to_owned(), Then::Reset),
        Fault::HalfBody => (whole[..half].to_owned(), Then::Close),
        Fault::LongerLength => (with_length(body.len() + 100), Then::Close),
        Fault::ShorterLength => (with_length(body.len() / 2), Then::Close),
        Fault::TwoLengths => {
            let length = body.len();
            let both = format!(
                "content-length: {length}\r\ncontent-length: {}\r\n\r\n",
                length + 1
            );
            (format!("{without_length}{both}{body}"), Then::Stay)
        }
        Fault::BadChunk => (
            chunked(&without_length, &[("many", &*body)], true),
            Then::Stay,
        ),
        Fault::NoLastChunk => {
            let size = format!("{:x}", body.len());
            (
                chunked(&without_length, &[(&*size, &*body)], false),
                Then::Close,
            )
        }
        Fault::TinyChunks => {
            let letters: Vec<_> = body
                .char_indices()
                .map(|(at, _)| ("1", &body[at..=at]))
                .collect();
            (chunked(&without_length, &letters, true), Then::Stay)
        }
        Fault::Garbage => ("\u{16}\u{3}\u{1} not HTTP\r\n\r\n".to_owned(), Then::Close),
        Fault::EndlessHead => (
            format!("{without_length}{}", "x: y\r\n".repeat(100_000)),
            Then::Stall,
        ),
        Fault::Silent => (String::new(), Then::Stall),
        Fault::StallsInBody => (whole[..half].to_owned(), Then::Stall),
        Fault::Slow => {
            for bytes in response.chunks(5) {
                client.write_all(bytes).await.ok()?;
                client.flush().await.ok()?;
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            return Some(());
        }
        Fault::Hints => {
            let hints = "HTTP/1.1 103 Early Hints\r\nlink: </style.css>; rel=preload\r\n\r\n";
            (format!("{hints}{whole}"), Then::Stay)
        }
        Fault::Twice => (format!("{whole}{whole}"), Then::Stay),
        Fault::BadGateway => (page("502 Bad Gateway", ""), Then::Stay),
        Fault::Unavailable => (page("503 Service Unavailable", ""), Then::Stay),
        Fault::TooMany => (
            page("429 Too Many Requests", "retry-after: 0.01\r\n"),
            Then::Stay,
        ),
        Fault::SignIn => (page("200 OK", ""), Then::Stay),
        Fault::Empty => (
            "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n".to_owned(),
            Then::Stay,
        ),
    };
    client.write_all(text.as_bytes()).await.ok()?;
    client.flush().await.ok()?;
    match then {
        Then::Stay => return Some(()),
        Then::Stall => std::future::pending().await,
        Then::Close => client.shutdown().await.ok()?,
        Then::Reset => {
            // The bytes arrive first; then the unread rest of the connection is thrown away.
            tokio::time::sleep(Duration::from_millis(5)).await;
            client.set_zero_linger().ok()?;
        }
    }
    None
}

/// What follows the bytes of a response.
enum Then {
    /// The connection takes the next request.
    Stay,
    /// It stays open without a byte.
    Stall,
    Close,
    Reset,
}

/// A response in chunks, of sizes as they are written.
fn chunked(head: &str, chunks: &[(&str, &str)], is_ended: bool) -> String {
    let chunks = chunks.iter();
    let chunks: String = chunks
        .map(|(size, text)| format!("{size}\r\n{text}\r\n"))
        .collect();
    let end = if is_ended { "0\r\n\r\n" } else { "" };
    format!("{head}transfer-encoding: chunked\r\n\r\n{chunks}{end}")
}
