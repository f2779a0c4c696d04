//! A well-behaved service, which counts what it was asked to do.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

use crate::Calls;

/// A response: status, `Link` if it has one, and body.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) link: Option<String>,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn new(status: u16, body: impl Into<String>) -> Self {
        Self {
            status,
            link: None,
            body: body.into(),
        }
    }
}

/// What the service did: methods and targets, in order.
#[derive(Clone, Default)]
pub(crate) struct Done(Arc<Mutex<Vec<String>>>);

impl Done {
    /// How many requests of a method it did.
    pub(crate) fn count(&self, method: &str) -> usize {
        let done = self.0.lock().unwrap();
        done.iter().filter(|line| line.starts_with(method)).count()
    }
}

/// Serves on a free port, while the runtime of the test exists.
pub(crate) async fn serve<C: Calls>() -> (SocketAddr, Done) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let done = Done::default();
    let log = done.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let log = log.clone();
            let service =
                hyper::service::service_fn(move |request| respond::<C>(request, log.clone()));
            let connection = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service);
            tokio::spawn(connection);
        }
    });
    (address, done)
}

async fn respond<C: Calls>(
    request: Request<Incoming>,
    log: Done,
) -> Result<Response<Full<Bytes>>, hyper::Error> {
    let (parts, body) = request.into_parts();
    // A request that did not arrive whole is not done.
    body.collect().await?;
    let target = parts.uri.path_and_query().unwrap().as_str();
    log.0
        .lock()
        .unwrap()
        .push(format!("{} {target}", parts.method));
    let Answer { status, link, body } = C::respond(parts.method.as_str(), target);
    let mut response = Response::new(Full::new(Bytes::from(body)));
    *response.status_mut() = StatusCode::from_u16(status).unwrap();
    let headers = response.headers_mut();
    headers.insert("content-type", "application/json".parse().unwrap());
    if let Some(link) = link {
        headers.insert("link", link.parse().unwrap());
    }
    Ok(response)
}

/// The number of the page that a URL asks for; the first one has none.
pub(crate) fn page(target: &str) -> u32 {
    let page = target.split_once("page=").map_or("0", |(_, page)| page);
    page.parse().unwrap()
}
