//! What all requests of a mock share.

use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::StatusCode;
use http::header::RETRY_AFTER;

use crate::chosen::{AllChosen, Source};
use crate::csrf;
use crate::error::Error;
use crate::fault::{self, Fault, Faults, Kind};
use crate::invocation::{Entities, Invocation};
use crate::json::Json;
use crate::odata;
use crate::openapi;
use crate::pattern::Requested;
use crate::reply::Reply;
use crate::request::{Log, Received};

#[derive(Debug)]
pub(crate) struct State {
    pub(crate) service: Service,
    /// The segments that every path starts with.
    pub(crate) base: Vec<String>,
    /// The URL of the root.
    pub(crate) url: String,
    pub(crate) body_limit: usize,
    /// Whether changes need a token.
    csrf_tokens: bool,
    changing: Mutex<Changing>,
}

/// The two kinds of services.
#[derive(Debug)]
pub(crate) enum Service {
    OData(Box<odata::Service>),
    OpenApi(Box<openapi::Service>),
}

/// What requests and tests change.
#[derive(Debug, Default)]
pub(crate) struct Changing {
    pub(crate) store: odata::Store,
    pub(crate) chosen: AllChosen,
    pub(crate) faults: Faults,
    pub(crate) log: Log,
}

impl State {
    pub(crate) fn new(
        service: Service,
        base: Vec<String>,
        url: String,
        body_limit: usize,
        csrf_tokens: bool,
    ) -> Self {
        Self {
            service,
            base,
            url,
            body_limit,
            csrf_tokens,
            changing: Mutex::default(),
        }
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, Changing> {
        // A request that failed left the data as it was, or with one change less than it should be.
        self.changing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The segments of a path after those of the root.
    fn below<'a>(&self, segments: &'a [String]) -> Option<&'a [String]> {
        segments.strip_prefix(self.base.as_slice())
    }

    /// The path of a request below the root, for patterns.
    fn requested<'r>(&self, segments: &'r [String]) -> Requested<'r> {
        let parts = match &self.service {
            Service::OData(service) => service.parts(segments),
            Service::OpenApi(_) => Vec::new(),
        };
        Requested { segments, parts }
    }

    /// The fault of a request: the one that its header asks for, or the next one.
    pub(crate) fn fault(&self, request: &Received) -> Result<Option<Kind>, Box<Reply>> {
        if let Some(value) = request.headers.get(fault::HEADER) {
            let text = String::from_utf8_lossy(value.as_bytes());
            let kind = Fault::read(&text)
                .map_err(|message| Box::new(Reply::message(StatusCode::BAD_REQUEST, message)))?;
            return Ok(Some(kind));
        }
        let segments = request.segments();
        let below = self.below(&segments).unwrap_or(&segments);
        Ok(self.lock().faults.next(&self.requested(below)))
    }

    /// Records a request and responds to it.
    pub(crate) fn respond(&self, request: Received, fault: Option<Kind>) -> Reply {
        self.lock().log.push(request.clone());
        if let Some(Kind::Status(status, retry_after)) = fault {
            let reply = self.failure(status);
            return match retry_after {
                Some(seconds) => reply.with(RETRY_AFTER, &seconds.to_string()),
                None => reply,
            };
        }
        let work = odata::Work::default();
        let mut reply = match self.csrf_tokens {
            true => csrf::refusal(&request)
                .unwrap_or_else(|| csrf::with_token(&request, self.answer(&request, &work))),
            false => self.answer(&request, &work),
        };
        if fault == Some(Kind::Malformed) {
            let cut = reply.body.len() / 2;
            reply.body = match cut {
                0 => Bytes::from_static(b"{"),
                cut => reply.body.slice(..cut),
            };
        }
        reply
    }

    /// The steps of all requests of a batch are counted together.
    fn answer(&self, request: &Received, work: &odata::Work) -> Reply {
        let segments = request.segments();
        let Some(below) = self.below(&segments) else {
            let text = format!("the root of this service is {}", self.url);
            return Reply::message(StatusCode::NOT_FOUND, text);
        };
        if matches!(self.service, Service::OData(_)) && odata::batch::is_batch(request, below) {
            // The path of the root of the service, from the root of the server.
            let root: String = self
                .base
                .iter()
                .map(|segment| format!("/{segment}"))
                .collect();
            let mut batch = Batch {
                state: self,
                work,
                saved: odata::Store::default(),
            };
            return odata::batch::respond(request, &root, &mut batch);
        }
        let requested = self.requested(below);
        let chosen = self.lock().chosen.next(&request.method, &requested);
        match chosen {
            Some(Source::Reply(reply)) => return reply,
            // Not while the data is locked, because the handler may use it.
            Some(Source::Handler(handler)) => {
                let invocation = Invocation {
                    stored: self,
                    request,
                    segments: below,
                };
                return handler(&invocation).unwrap_or_else(|error| {
                    let text = format!("the handler of the test failed: {error}");
                    Reply::message(StatusCode::INTERNAL_SERVER_ERROR, text)
                });
            }
            None => {}
        }
        let mut changing = self.lock();
        match &self.service {
            Service::OData(service) => {
                service.respond(&mut changing.store, request, below, &self.url, work)
            }
            Service::OpenApi(service) => service.respond(request, below),
        }
    }

    fn odata(&self, path: &str) -> Result<&odata::Service, Error> {
        match &self.service {
            Service::OData(service) => Ok(service),
            Service::OpenApi(_) => {
                let message = "a mock of an OpenAPI description stores nothing; use `on`";
                Err(seed_error(path, message))
            }
        }
    }

    /// An error that a fault or a test chose.
    fn failure(&self, status: StatusCode) -> Reply {
        let reason = status.canonical_reason().unwrap_or("error");
        let code: String = reason.split(' ').collect();
        self.refusal(status, &code, "this failure was asked for")
    }

    /// An error as the service writes it.
    pub(crate) fn refusal(&self, status: StatusCode, code: &str, message: &str) -> Reply {
        match &self.service {
            Service::OData(_) => odata::Problem::new(status, code, message).reply(),
            Service::OpenApi(_) => Reply::message(status, message),
        }
    }
}

impl Entities for State {
    fn seed(&self, path: &str, value: Json) -> Result<(), Error> {
        let service = self.odata(path)?;
        let done = service.seed(&mut self.lock().store, path, value);
        done.map_err(|problem| seed_error(path, problem.message()))
    }

    fn entities(&self, path: &str) -> Result<Vec<Json>, Error> {
        let service = self.odata(path)?;
        let entities = service.entities(&mut self.lock().store, path);
        entities.map_err(|problem| seed_error(path, problem.message()))
    }
}

fn seed_error(path: &str, message: &str) -> Error {
    Error::Seed {
        path: path.to_owned(),
        message: message.to_owned(),
    }
}

/// The service for the requests of a batch.
struct Batch<'s> {
    state: &'s State,
    work: &'s odata::Work,
    saved: odata::Store,
}

impl odata::batch::Target for Batch<'_> {
    fn respond(&mut self, request: &Received) -> Reply {
        let segments = request.segments();
        match self.state.below(&segments) {
            Some(below) if odata::batch::is_batch(request, below) => {
                odata::Problem::bad("a batch in a batch").reply()
            }
            _ => self.state.answer(request, self.work),
        }
    }

    fn save(&mut self) -> Result<(), odata::Problem> {
        let changing = self.state.lock();
        self.work.spend(changing.store.size())?;
        self.saved = changing.store.clone();
        Ok(())
    }

    fn restore(&mut self) {
        self.state.lock().store = std::mem::take(&mut self.saved);
    }
}
