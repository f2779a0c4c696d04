//! A service that answers from a script and remembers what it was asked.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use clientwright_http::{Body, BoxError};
use http::{HeaderMap, Method, Request, Response, StatusCode};
use tower::util::BoxCloneService;

/// What the service was asked.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) method: Method,
    pub(crate) url: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Asked {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

#[derive(Clone, Default)]
pub(crate) struct Script {
    answers: Arc<Mutex<VecDeque<Response<Body>>>>,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Script {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// The next answer, in JSON.
    pub(crate) fn json(self, status: u16, body: &'static str) -> Self {
        self.answer(status, &[("content-type", "application/json")], body)
    }

    pub(crate) fn answer(
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
        self.answers.lock().unwrap().push_back(response);
        self
    }

    /// What was asked since the last time.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }

    /// What was asked, when it was asked once.
    pub(crate) fn asked_once(&self) -> Asked {
        let mut asked = self.asked();
        assert_eq!(asked.len(), 1, "{asked:?}");
        asked.remove(0)
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
        self.asked.lock().unwrap().push(Asked {
            method: parts.method,
            url: parts.uri.to_string(),
            headers: parts.headers,
            body: String::from_utf8(body.as_bytes().unwrap().to_vec()).unwrap(),
        });
        self.answers
            .lock()
            .unwrap()
            .pop_front()
            .ok_or_else(|| "the script is at its end".into())
    }
}
