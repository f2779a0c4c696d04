//! The server: a thread of its own, so that tests with and without a runtime can use it.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONNECTION, EXPECT};
use http::{HeaderMap, Request, Response, StatusCode};
use http_body::{Body, Frame, SizeHint};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::sync::oneshot;
use tokio::time::{sleep, timeout};

use crate::connections::{Connection, Connections, Limits, Working};
use crate::fault::Kind;
use crate::reply::Reply;
use crate::request::Received;
use crate::state::State;

/// A listening server. It stops when it is dropped.
#[derive(Debug)]
pub(crate) struct Server {
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Listens on loopback; 0 is a free port.
    pub(crate) fn start(
        port: u16,
        limits: Limits,
        make: impl FnOnce(SocketAddr) -> Arc<State>,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let state = make(address);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let (stop, stopped) = oneshot::channel();
        let run = move || {
            runtime.block_on(async {
                tokio::spawn(listen(listener, state, limits));
                // The end of the sender is the end of the server. Dropping the runtime ends all connections.
                let _: Result<(), _> = stopped.await;
            });
        };
        let thread = thread::Builder::new().name("clientwright-mock".to_owned());
        Ok(Self {
            stop: Some(stop),
            thread: Some(thread.spawn(run)?),
        })
    }

    /// Waits until the server ends, which it does not unless its thread fails.
    pub(crate) fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

async fn listen(listener: TcpListener, state: Arc<State>, limits: Limits) {
    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else {
        return;
    };
    let connections = Connections::new(limits);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(limits.headers);
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // No file is left, for example.
            sleep(Duration::from_millis(10)).await;
            continue;
        };
        let Some(connection) = connections.open().await else {
            return;
        };
        let (state, http) = (Arc::clone(&state), http.clone());
        let own = Arc::clone(&connection);
        let task = tokio::spawn(async move {
            let service = service_fn(|request| {
                respond(Arc::clone(&state), Arc::clone(&own), limits.body, request)
            });
            // A connection that ends early is not a failure of the mock.
            let _ = http.serve_connection(TokioIo::new(stream), service).await;
        });
        connection.served_by(task.abort_handle());
    }
}

/// The body of a request. Otherwise a refusal, after which the connection ends.
async fn read(
    state: &State,
    headers: &HeaderMap,
    mut body: Incoming,
    time: Duration,
) -> Result<Bytes, Reply> {
    let most = state.body_limit;
    let refusal = |status: StatusCode, code: &str, text: String| {
        state.refusal(status, code, &text).with(CONNECTION, "close")
    };
    let too_large = || {
        let text = format!("the body has more than {most} bytes");
        refusal(StatusCode::PAYLOAD_TOO_LARGE, "PayloadTooLarge", text)
    };
    // The length that the headers state.
    if body.size_hint().lower() > most as u64 {
        if !headers.contains_key(EXPECT) {
            // A client that is sending it would not read the response from a closed connection.
            let rest = async move { while let Some(Ok(_)) = body.frame().await {} };
            tokio::spawn(timeout(time, rest));
        }
        return Err(too_large());
    }
    match timeout(time, Limited::new(body, most).collect()).await {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(too_large()),
        Ok(Err(_)) => {
            let text = "the body cannot be read".to_owned();
            Err(refusal(StatusCode::BAD_REQUEST, "BadRequest", text))
        }
        Err(_) => {
            let text = format!("the body was not complete after {time:?}");
            Err(refusal(StatusCode::REQUEST_TIMEOUT, "RequestTimeout", text))
        }
    }
}

async fn respond(
    state: Arc<State>,
    connection: Arc<Connection>,
    time: Duration,
    request: Request<Incoming>,
) -> Result<Response<Content>, Infallible> {
    let (parts, body) = request.into_parts();
    let body = match read(&state, &parts.headers, body, time).await {
        Ok(body) => body,
        Err(refusal) => return Ok(Content::of(refusal, None, None)),
    };
    let working = Some(connection.work());
    let received = Received {
        method: parts.method,
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().map(str::to_owned),
        headers: parts.headers,
        body,
    };
    let fault = match state.fault(&received) {
        Ok(fault) => fault,
        Err(reply) => return Ok(Content::of(*reply, None, working)),
    };
    if let Some(Kind::Slow(pause)) = fault {
        sleep(pause).await;
    }
    // A defect of the mock is a failed request and not a test that waits.
    let reply = catch_unwind(AssertUnwindSafe(|| state.respond(received, fault)));
    let reply = reply.unwrap_or_else(|_| {
        let text = "the mock failed, which is a defect of it; its message is on standard error";
        Reply::message(StatusCode::INTERNAL_SERVER_ERROR, text)
    });
    Ok(Content::of(reply, fault, working))
}

/// A body, which may end with an error in its middle.
#[derive(Debug)]
struct Content {
    left: Option<Bytes>,
    is_torn: bool,
    /// Whether the server had the time to send what is before the tear.
    is_sent: bool,
    /// The length that is announced.
    length: u64,
    /// Ends with the body.
    _working: Option<Working>,
}

impl Content {
    fn of(reply: Reply, fault: Option<Kind>, working: Option<Working>) -> Response<Self> {
        let is_torn = fault == Some(Kind::Torn);
        let whole = reply.body;
        // A response without a body is torn before its end, too.
        let length = whole.len().max(usize::from(is_torn)) as u64;
        let left = match fault {
            Some(Kind::Torn) => whole.slice(..whole.len() / 2),
            _ => whole,
        };
        let mut response = Response::new(Self {
            left: Some(left).filter(|left| !left.is_empty()),
            is_torn,
            is_sent: false,
            length,
            _working: working,
        });
        *response.status_mut() = reply.status;
        *response.headers_mut() = reply.headers;
        response
    }
}

impl Body for Content {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if self.is_torn && self.left.is_none() && !self.is_sent {
            // The server sends its buffer when a body has to wait.
            self.is_sent = true;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(match self.left.take() {
            Some(bytes) => Some(Ok(Frame::data(bytes))),
            None if self.is_torn => Some(Err(io::Error::other("the connection is torn"))),
            None => None,
        })
    }

    fn is_end_stream(&self) -> bool {
        self.left.is_none() && !self.is_torn
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.length)
    }
}
