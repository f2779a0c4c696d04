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
use http::{Request, Response, StatusCode};
use http_body::{Body, Frame, SizeHint};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::sync::{Semaphore, oneshot};

use crate::fault::Kind;
use crate::reply::Reply;
use crate::request::Received;
use crate::state::State;

/// The most connections at a time. Others wait.
const CONNECTIONS: usize = 512;

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
                tokio::spawn(listen(listener, state));
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

async fn listen(listener: TcpListener, state: Arc<State>) {
    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else {
        return;
    };
    let connections = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(permit) = Arc::clone(&connections).acquire_owned().await else {
            return;
        };
        let Ok((stream, _)) = listener.accept().await else {
            // No file is left, for example.
            tokio::time::sleep(Duration::from_millis(10)).await;
            continue;
        };
        let state = Arc::clone(&state);
        tokio::spawn(async move {
            let service = service_fn(|request| respond(Arc::clone(&state), request));
            // A connection that ends early is not a failure of the mock.
            let _ = http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service)
                .await;
            drop(permit);
        });
    }
}

async fn respond(
    state: Arc<State>,
    request: Request<Incoming>,
) -> Result<Response<Content>, Infallible> {
    let (parts, body) = request.into_parts();
    let body = Limited::new(body, state.body_limit).collect().await;
    let body = match body {
        Ok(body) => body.to_bytes(),
        Err(error) => {
            let (status, text) = match error.is::<LengthLimitError>() {
                true => (
                    StatusCode::PAYLOAD_TOO_LARGE,
                    format!("the body has more than {} bytes", state.body_limit),
                ),
                false => (
                    StatusCode::BAD_REQUEST,
                    "the body cannot be read".to_owned(),
                ),
            };
            return Ok(Content::of(Reply::message(status, text), None));
        }
    };
    let received = Received {
        method: parts.method,
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().map(str::to_owned),
        headers: parts.headers,
        body,
    };
    let fault = match state.fault(&received) {
        Ok(fault) => fault,
        Err(reply) => return Ok(Content::of(*reply, None)),
    };
    if let Some(Kind::Slow(pause)) = fault {
        tokio::time::sleep(pause).await;
    }
    // A defect of the mock is a failed request and not a test that waits.
    let reply = catch_unwind(AssertUnwindSafe(|| state.respond(received, fault)));
    let reply = reply.unwrap_or_else(|_| {
        let text = "the mock failed, which is a defect of it; its message is on standard error";
        Reply::message(StatusCode::INTERNAL_SERVER_ERROR, text)
    });
    Ok(Content::of(reply, fault))
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
}

impl Content {
    fn of(reply: Reply, fault: Option<Kind>) -> Response<Self> {
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
