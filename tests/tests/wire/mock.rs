//! A server with prepared responses, over real sockets or as a tower service.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use clientwright_odata::edm::DateTimeOffset;
use clientwright_odata::{
    Body, ClientBuilder, client::Service, future::BoxError, retry::RetryPolicy,
};
use http::{HeaderMap, Method, Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper_util::rt::TokioIo;
use msgraph_lifecycle_workflows::v1_0::identity_governance::builders::WorkflowItem;
use msgraph_lifecycle_workflows::{beta, v1_0};
use percent_encoding::percent_decode_str;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;

/// A received request.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) method: Method,
    /// The request target: path and query of the request line.
    pub(crate) target: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Received {
    /// `GET /v1.0/…`
    pub(crate) fn line(&self) -> String {
        format!("{} {}", self.method, self.target)
    }

    /// The only value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.get_all(name).iter();
        let value = values.next().map(|value| value.to_str().unwrap());
        assert!(values.next().is_none(), "{name} occurs twice");
        value
    }

    /// The segments of the path, as a server decodes them.
    pub(crate) fn segments(&self) -> Vec<String> {
        let path = self.target.split('?').next().unwrap();
        path.split('/')
            .skip(1)
            .map(|segment| {
                percent_decode_str(segment)
                    .decode_utf8()
                    .unwrap()
                    .into_owned()
            })
            .collect()
    }

    /// The query options, as a server decodes them.
    pub(crate) fn query(&self) -> Vec<(String, String)> {
        let decode = |text: &str| percent_decode_str(text).decode_utf8().unwrap().into_owned();
        let Some((_, query)) = self.target.split_once('?') else {
            return Vec::new();
        };
        query
            .split('&')
            .map(|option| option.split_once('=').unwrap())
            .map(|(name, value)| (decode(name), decode(value)))
            .collect()
    }
}

/// The path of the workflows in v1.0.
pub(crate) const WORKFLOWS: &str = "/v1.0/identityGovernance/lifecycleWorkflows/workflows";

/// A workflow by its id.
pub(crate) fn workflow(graph: &v1_0::GraphClient, id: &str) -> WorkflowItem {
    graph
        .identity_governance()
        .lifecycle_workflows()
        .workflows()
        .id(id)
}

/// An OData value from its text.
pub(crate) fn at(text: &str) -> DateTimeOffset {
    text.parse().unwrap()
}

/// The prepared responses and the received requests. Clones share both.
#[derive(Clone, Default)]
pub(crate) struct Mock {
    responses: Arc<Mutex<VecDeque<Response<String>>>>,
    received: Arc<Mutex<Vec<Received>>>,
}

/// Each request is sent once; the runtime has tests of repetition.
const ONCE: RetryPolicy = RetryPolicy::none();

impl Mock {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// `count` empty lists.
    pub(crate) fn empty_lists(self, count: usize) -> Self {
        (0..count).fold(self, |mock, _| mock.json(r#"{"value":[]}"#))
    }

    /// Adds a response: 200 with JSON. `{origin}` in it becomes the origin of the server.
    pub(crate) fn json(self, body: &str) -> Self {
        self.respond(200, &[("content-type", "application/json")], body)
    }

    /// Adds a response: 204.
    pub(crate) fn no_content(self) -> Self {
        self.respond(204, &[], "")
    }

    pub(crate) fn respond(self, status: u16, headers: &[(&'static str, &str)], body: &str) -> Self {
        let mut response = Response::new(body.to_owned());
        *response.status_mut() = StatusCode::from_u16(status).unwrap();
        for (name, value) in headers {
            response.headers_mut().append(*name, value.parse().unwrap());
        }
        self.responses.lock().unwrap().push_back(response);
        self
    }

    /// The requests received since the last call.
    pub(crate) fn received(&self) -> Vec<Received> {
        std::mem::take(&mut self.received.lock().unwrap())
    }

    /// The received request, if it was one.
    pub(crate) fn received_once(&self) -> Received {
        let mut received = self.received();
        assert_eq!(received.len(), 1, "{received:?}");
        received.remove(0)
    }

    /// A client of v1.0 that uses a real socket.
    pub(crate) async fn v1_0(&self) -> v1_0::GraphClient {
        let address = self.listen().await;
        v1_0::GraphClient::builder()
            .base_url(format!("http://{address}/v1.0"))
            .retry(ONCE)
            .build()
            .unwrap()
    }

    /// A client of beta that uses a real socket.
    pub(crate) async fn beta(&self) -> beta::GraphClient {
        let address = self.listen().await;
        beta::GraphClient::builder()
            .base_url(format!("http://{address}/beta"))
            .retry(ONCE)
            .build()
            .unwrap()
    }

    /// A client whose transport is the mock itself, without a socket.
    pub(crate) fn client<S: Service>(&self, builder: ClientBuilder<S>) -> S {
        builder.service(self.service()).retry(ONCE).build().unwrap()
    }

    /// The mock as a transport.
    pub(crate) fn service(
        &self,
    ) -> impl tower::Service<
        Request<Body>,
        Response = Response<Body>,
        Error = BoxError,
        Future: Send,
    > + Clone
    + Send
    + use<> {
        let mock = self.clone();
        tower::service_fn(move |request: Request<Body>| {
            let mock = mock.clone();
            async move {
                let (parts, body) = request.into_parts();
                let origin = format!(
                    "{}://{}",
                    parts.uri.scheme_str().unwrap(),
                    parts.uri.authority().unwrap()
                );
                let body = body.collect().await?.to_bytes();
                let response = mock.serve(&parts, &body, &origin);
                Ok::<_, BoxError>(response.map(Body::from))
            }
        })
    }

    /// Serves on a free port, while the runtime of the test exists.
    pub(crate) async fn listen(&self) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let mock = self.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let mock = mock.clone();
                tokio::spawn(async move {
                    mock.respond_on(stream, format!("http://{address}")).await;
                });
            }
        });
        address
    }

    /// Sends responses on one connection until the client closes it.
    pub(crate) async fn respond_on<S>(&self, stream: S, origin: String)
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let service = hyper::service::service_fn(move |request: Request<Incoming>| {
            let (mock, origin) = (self.clone(), origin.clone());
            async move {
                let (parts, body) = request.into_parts();
                let body = body.collect().await?.to_bytes();
                let response = mock.serve(&parts, &body, &origin);
                Ok::<_, hyper::Error>(response.map(|body| Full::new(Bytes::from(body))))
            }
        });
        let connection = hyper::server::conn::http1::Builder::new();
        // A connection closed by the client is not a failure.
        let _ = connection
            .serve_connection(TokioIo::new(stream), service)
            .await;
    }

    fn serve(&self, parts: &http::request::Parts, body: &[u8], origin: &str) -> Response<String> {
        let target = parts.uri.path_and_query().unwrap().to_string();
        if let Err(error) = crate::grammar::url(&target, "") {
            panic!("{target}: {error}");
        }
        self.received.lock().unwrap().push(Received {
            method: parts.method.clone(),
            target,
            headers: parts.headers.clone(),
            body: String::from_utf8(body.to_vec()).unwrap(),
        });
        let response = self.responses.lock().unwrap().pop_front();
        response
            .map(|response| response.map(|body| body.replace("{origin}", origin)))
            .unwrap_or_else(|| {
                let mut response = Response::new("the script is at its end".to_owned());
                *response.status_mut() = StatusCode::IM_A_TEAPOT;
                response
            })
    }
}
