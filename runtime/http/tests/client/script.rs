//! A service with scripted responses that records requests.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use clientwright_http::{Body, BoxError};
use http::{HeaderMap, Method, Request, Response, StatusCode};
use tower::util::BoxCloneService;

/// A request that the service received.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) method: Method,
    pub(crate) url: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

#[derive(Clone, Default)]
pub(crate) struct Script {
    responses: Arc<Mutex<VecDeque<Response<Body>>>>,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Script {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Adds a response, in JSON.
    pub(crate) fn json(self, status: u16, body: &'static str) -> Self {
        self.respond(status, &[("content-type", "application/json")], body)
    }

    pub(crate) fn respond(
        self,
        status: u16,
        headers: &[(&'static str, &'static str)],
        body: &'static str,
    ) -> Self {
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = StatusCode::from_u16(status).unwrap();
        for (name, value) in headers {
            response.headers_mut().append(*name, value.parse().unwrap());
        }
        self.responses.lock().unwrap().push_back(response);
        self
    }

    /// The requests since the last call.
    pub(crate) fn received(&self) -> Vec<Received> {
        std::mem::take(&mut self.received.lock().unwrap())
    }

    /// The only request since the last call.
    pub(crate) fn received_once(&self) -> Received {
        let mut received = self.received();
        assert_eq!(received.len(), 1, "{received:?}");
        received.remove(0)
    }

    /// The service as a transport. `check` looks at the path and the query of each request.
    pub(crate) fn service(
        &self,
        check: fn(&str),
    ) -> BoxCloneService<Request<Body>, Response<Body>, BoxError> {
        let script = self.clone();
        BoxCloneService::new(tower::service_fn(move |request: Request<Body>| {
            let script = script.clone();
            async move { script.serve(request, check) }
        }))
    }

    fn serve(&self, request: Request<Body>, check: fn(&str)) -> Result<Response<Body>, BoxError> {
        let (parts, body) = request.into_parts();
        check(parts.uri.path_and_query().unwrap().as_str());
        self.received.lock().unwrap().push(Received {
            method: parts.method,
            url: parts.uri.to_string(),
            headers: parts.headers,
            body: String::from_utf8(body.as_bytes().unwrap().to_vec()).unwrap(),
        });
        self.responses
            .lock()
            .unwrap()
            .pop_front()
            .ok_or_else(|| "the script is at its end".into())
    }
}
