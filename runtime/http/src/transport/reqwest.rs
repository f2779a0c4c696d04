//! The transport over reqwest; by default with rustls.

use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};
#[cfg(feature = "reqwest")]
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response, Uri};
use http_body::{Frame, SizeHint};
use tower_service::Service;

use super::Body;
use crate::error::Permanent;
use crate::future::BoxError;

#[cfg(feature = "reqwest")]
/// How long a connection may take to be made.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(30);
#[cfg(feature = "reqwest")]
/// How long the service may send nothing.
const READ_TIMEOUT: Duration = Duration::from_secs(300);

/// A transport over [`reqwest::Client`], a [`tower::Service`](tower_service::Service) of `http` requests.
///
/// `new`, with the feature `reqwest`, is what clients use by default: no redirects are followed, a connection may take 30 s to be made,
/// and the service may send nothing for 300 s. TLS is rustls with the certificates of the platform and, unless the
/// program has installed another provider for the process, with aws-lc-rs.
///
/// A `reqwest::Client` of your own (for proxies, certificates, timeouts) becomes a transport by `From`. Build it with
/// `redirect(reqwest::redirect::Policy::none())`: a response from another URL than that of the request is an error.
///
/// ```
/// use clientwright_http::transport::ReqwestTransport;
/// use clientwright_http::{Client, Request};
/// use http::Method;
/// use std::time::Duration;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # use std::io::{BufRead as _, Write as _};
/// # let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
/// # let address = format!("http://{}", listener.local_addr()?);
/// # std::thread::spawn(move || {
/// #     let (mut stream, _) = listener.accept().expect("a connection");
/// #     let lines = std::io::BufReader::new(&stream).lines().map_while(Result::ok);
/// #     let agent = lines.take_while(|line| !line.is_empty()).find(|line| line.starts_with("user-agent: "));
/// #     let body = agent.unwrap_or_default();
/// #     write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len()).expect("sent");
/// # });
/// let transport = reqwest::Client::builder()
///     .redirect(reqwest::redirect::Policy::none())
///     .no_proxy()
///     .read_timeout(Duration::from_secs(10))
///     .build()?;
/// let client = Client::builder()
///     .base_url(address) // of a service that returns the header `User-Agent`
///     .user_agent("walks/1.0")
///     .service(ReqwestTransport::from(transport))
///     .build()?;
/// let url = client.uri(&client.url("pets")?)?;
/// let response = client.send(Request::new(Method::GET, url)).await?;
/// assert_eq!(response.body, "user-agent: walks/1.0");
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct ReqwestTransport(reqwest::Client);

#[cfg(feature = "reqwest")]
impl ReqwestTransport {
    /// The default transport.
    ///
    /// # Errors
    ///
    /// When the TLS library does not start, as on a machine without any trusted certificate.
    pub fn new() -> Result<Self, BoxError> {
        let client = reqwest::Client::builder()
            .tls_backend_rustls()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(CONNECT_TIMEOUT)
            .read_timeout(READ_TIMEOUT)
            .build()?;
        Ok(Self(client))
    }
}

impl From<reqwest::Client> for ReqwestTransport {
    fn from(client: reqwest::Client) -> Self {
        Self(client)
    }
}

impl Service<Request<Body>> for ReqwestTransport {
    type Response = Response<reqwest::Body>;
    type Error = BoxError;
    type Future = Responding;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let uri = request.uri().clone();
        Responding(match reqwest::Request::try_from(request.map(outgoing)) {
            Ok(request) => State::Sent(self.0.call(request), uri),
            Err(error) => State::Invalid(Some(error)),
        })
    }
}

/// The future of the response of a [`ReqwestTransport`]. It has no path outside of this crate: `<ReqwestTransport as
/// Service<Request<Body>>>::Future` names it.
#[doc(hidden)]
#[derive(Debug)]
#[must_use = "a future does nothing until it is polled"]
pub struct Responding(State);

#[derive(Debug)]
enum State {
    Sent(<reqwest::Client as Service<reqwest::Request>>::Future, Uri),
    /// The error, until it is returned.
    Invalid(Option<reqwest::Error>),
}

impl Future for Responding {
    type Output = Result<Response<reqwest::Body>, BoxError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let response = match &mut self.0 {
            State::Sent(response, uri) => {
                ready!(Pin::new(response).poll(cx)).map(|response| (response, uri))
            }
            State::Invalid(error) => {
                Err(error.take().expect("a future is not polled after its end"))
            }
        };
        // The URL of the error holds the query, which may be personal; the caller knows which request it was.
        let (response, uri) = response.map_err(reqwest::Error::without_url)?;
        Poll::Ready(if is_of(response.url(), uri) {
            Ok(response.into())
        } else {
            Err(Permanent::Redirected.into())
        })
    }
}

/// Whether a URL is that of a request.
fn is_of(url: &url::Url, uri: &Uri) -> bool {
    let text = url.as_str();
    let same_text = || {
        let rest = text.strip_prefix(uri.scheme_str()?)?.strip_prefix("://")?;
        let path = rest.strip_prefix(uri.authority()?.as_str())?;
        (path == uri.path_and_query()?.as_str()).then_some(())
    };
    // Nearly all requests are made of URLs in the form that they have after parsing.
    same_text().is_some() || url::Url::parse(&uri.to_string()).is_ok_and(|other| other == *url)
}

fn outgoing(body: Body) -> reqwest::Body {
    match body.into_bytes() {
        Ok(bytes) => bytes.into(),
        Err(stream) => reqwest::Body::wrap(Synced(Mutex::new(stream))),
    }
}

/// Makes a body `Sync`, as reqwest requires. The lock never blocks: every access is by `&mut`.
struct Synced(Mutex<Body>);

impl http_body::Body for Synced {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        Pin::new(self.0.get_mut().unwrap_or_else(PoisonError::into_inner)).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .size_hint()
    }
}
