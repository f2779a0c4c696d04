//! The interface for tests.

use std::path::PathBuf;
use std::sync::Arc;

use bytes::Bytes;
use clientwright::{Input, Options, Preset, Stage, stages};
use clientwright_diagnostics::Diagnostics;
use http::header::HeaderName;
use http::{HeaderValue, Method};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::chosen::{Chosen, Source};
use crate::connections::Limits;
use crate::error::Error;
use crate::fault::Fault;
use crate::invocation::{self, Invocation};
use crate::odata;
use crate::openapi;
use crate::pattern::Pattern;
use crate::reply::Reply;
use crate::request::Received;
use crate::server::Server;
use crate::state::{Service, State};

/// The largest body of a request, unless a builder says otherwise.
const BODY_LIMIT: usize = 8 << 20;

/// What a mock is started with: see [`Mock::builder`].
///
/// In this example `ask` sends a request, as the client of a test does, and returns the status and the body of the response:
///
/// ```
/// use clientwright_mock::{Error, Mock, Options, Preset};
/// use serde_json::json;
///
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/ask.rs"));
/// # fn main() -> Result<(), Error> {
/// let mock = Mock::builder("tests/shop.csdl.xml")
///     .preset(Preset::Standard)
///     .base_path("/v2")
///     .page_size(1)
///     .body_limit(100)
///     .made_up_results(true)
///     .start()?;
/// assert!(mock.url().ends_with("/v2"));
/// mock.seed("/Customers", &json!([{"Id": 1, "Name": "Ada"}, {"Id": 2, "Name": "Bob"}]))?;
/// let (_, page) = ask(&mock, "GET", "/Customers", "");
/// assert!(page.contains("Ada") && !page.contains("Bob") && page.contains("@odata.nextLink"));
/// assert_eq!(ask(&mock, "POST", "/Customers", &format!(r#"{{"Name":"{}"}}"#, "x".repeat(100))).0, 413);
/// assert_eq!(ask(&mock, "POST", "/Customers(1)/Shop.Rename", r#"{"name":"Eve"}"#).0, 200); // a made-up customer
///
/// // Two programs cannot have one port.
/// let port = mock.url().split([':', '/']).nth(4).and_then(|port| port.parse().ok()).expect("a port");
/// let error = Mock::builder("tests/shop.csdl.xml").port(port).start().expect_err("it is in use");
/// assert!(matches!(error, Error::Listen(_)));
///
/// // The client is generated without `Customer/Tags`, and changes need a token.
/// let options = Options { remove: vec!["Shop.Customer/Tags".to_owned()], ..Options::default() };
/// let mock = Mock::builder("tests/shop.csdl.xml").options(options).csrf_tokens(true).start()?;
/// assert!(mock.seed("/Customers", &json!({"Id": 1, "Tags": []})).is_err());
/// assert_eq!(ask(&mock, "POST", "/Customers", r#"{"Name":"Eve"}"#).0, 403);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct MockBuilder {
    options: Options,
    base_path: String,
    page_size: Option<usize>,
    body_limit: usize,
    port: u16,
    made_up_results: bool,
    csrf_tokens: bool,
    limits: Limits,
}

impl MockBuilder {
    /// All options of the generator that change a description: overlays, corrections, the preset. The generated client and
    /// the mock should have the same ones.
    pub fn options(self, options: Options) -> Self {
        let options = Options {
            schema: self.options.schema,
            ..options
        };
        Self { options, ..self }
    }

    /// The preset of the generated client. With [`Preset::Graph`], `$top` is the size of a page.
    pub fn preset(mut self, preset: Preset) -> Self {
        self.options.preset = preset;
        self
    }

    /// The path of the root, such as `/v1.0`. It is part of [`Mock::url`], and not of the paths that tests use.
    pub fn base_path(self, path: impl Into<String>) -> Self {
        Self {
            base_path: path.into(),
            ..self
        }
    }

    /// OData: the most entities of a page; further ones are behind `@odata.nextLink`.
    pub fn page_size(self, size: usize) -> Self {
        Self {
            page_size: Some(size.max(1)),
            ..self
        }
    }

    /// The largest body of a request in bytes, 8 MiB by default. Larger ones are refused with 413.
    pub fn body_limit(self, bytes: usize) -> Self {
        Self {
            body_limit: bytes,
            ..self
        }
    }

    /// OData: whether functions and actions without a chosen response have a made-up result, with the simplest values of its type.
    /// Otherwise, and by default, they are 501.
    pub fn made_up_results(self, on: bool) -> Self {
        Self {
            made_up_results: on,
            ..self
        }
    }

    /// Whether changes need a token against cross-site request forgery, as services of SAP do; off by default. `GET` with
    /// `X-CSRF-Token: Fetch` has the token and a cookie in its response, and a change without them is refused with 403.
    pub fn csrf_tokens(self, on: bool) -> Self {
        Self {
            csrf_tokens: on,
            ..self
        }
    }

    /// The port on 127.0.0.1; by default, and for 0, a free one.
    pub fn port(self, port: u16) -> Self {
        Self { port, ..self }
    }

    /// Other limits for connections: those of the default are too slow and too many for tests.
    #[cfg(test)]
    pub(crate) fn limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Reads the description and listens on 127.0.0.1.
    ///
    /// # Errors
    ///
    /// [`Error::Description`] with all problems of the description, [`Error::Listen`] if the port is in use.
    pub fn start(self) -> Result<Mock, Error> {
        let mut diags = Diagnostics::new();
        let made = stages(&self.options, Stage::Select, &mut diags).map_err(Error::Description)?;
        let service = match made.input {
            Input::OData(input) => {
                let metadata = clientwright::read_text(&self.options.schema);
                let settings = odata::Settings {
                    is_graph: self.options.preset == Preset::Graph,
                    page_size: self.page_size,
                    makes_results: self.made_up_results,
                };
                let metadata = metadata.map_err(Error::Listen)?;
                let service = odata::Service::new(input.schema, metadata, settings);
                Service::OData(Box::new(service))
            }
            Input::OpenApi(input) => {
                let service = openapi::Service::new(input.api, input.plans);
                Service::OpenApi(Box::new(service))
            }
            _ => return Err(Error::Value("a new kind of description".to_owned())),
        };
        let base = self.base_path.trim_matches('/').to_owned();
        let segments = base.split('/').filter(|segment| !segment.is_empty());
        let segments = segments.map(str::to_owned).collect();
        let make = |address| {
            let url = format!("http://{address}/{base}");
            let url = url.trim_end_matches('/').to_owned();
            Arc::new(State::new(
                service,
                segments,
                url,
                self.body_limit,
                self.csrf_tokens,
            ))
        };
        let mut state = None;
        let server = Server::start(self.port, self.limits, |address| {
            let made = make(address);
            state = Some(Arc::clone(&made));
            made
        });
        let server = server.map_err(Error::Listen)?;
        let state = state.ok_or_else(|| Error::Value("the server has not started".to_owned()))?;
        Ok(Mock { state, server })
    }
}

/// A service on this machine, made from a description. It stops when it is dropped.
///
/// For OData metadata it keeps entities in memory; for an OpenAPI description it responds with examples. The page
/// [docs/testing.md](https://github.com/clientwright/clientwright/blob/main/docs/testing.md) has what each does.
///
/// In this example `ask` sends a request, as the client of a test does, and returns the status and the body of the response:
///
/// ```
/// use clientwright_mock::{Method, Mock};
/// use serde_json::{Value, json};
///
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/ask.rs"));
/// # fn main() -> Result<(), clientwright_mock::Error> {
/// let mock = Mock::start("tests/pets.yaml")?; // an OpenAPI description
/// mock.on(Method::GET, "/pets/mine").reply(200, &"Rex")?;
/// assert_eq!(ask(&mock, "GET", "/pets/mine", ""), (200, "\"Rex\"".to_owned()));
///
/// let mock = Mock::builder("tests/shop.csdl.xml").start()?; // metadata of OData
/// mock.seed("/Customers", &json!([{"Id": 1, "Name": "Ada"}, {"Id": 2, "Name": "Bob"}]))?;
/// ask(&mock, "DELETE", "/Customers(2)", "");
/// ask(&mock, "PATCH", "/Customers(1)", r#"{"Name":"Eve"}"#);
/// let left: Vec<Value> = mock.entities("/Customers")?;
/// assert_eq!((left.len(), &left[0]["Name"]), (1, &json!("Eve")));
/// let lines: Vec<String> = mock.requests().iter().map(|request| request.line()).collect();
/// assert_eq!(lines, ["DELETE /Customers(2)", "PATCH /Customers(1)"]);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Mock {
    state: Arc<State>,
    server: Server,
}

impl Mock {
    /// Starts a mock of a description: a file with OData metadata or an OpenAPI description.
    ///
    /// # Errors
    ///
    /// See [`MockBuilder::start`].
    pub fn start(schema: impl Into<PathBuf>) -> Result<Self, Error> {
        Self::builder(schema).start()
    }

    /// A mock with other settings than the default ones.
    pub fn builder(schema: impl Into<PathBuf>) -> MockBuilder {
        let options = Options {
            schema: schema.into(),
            ..Options::default()
        };
        MockBuilder {
            options,
            base_path: String::new(),
            page_size: None,
            body_limit: BODY_LIMIT,
            port: 0,
            made_up_results: false,
            csrf_tokens: false,
            limits: Limits::default(),
        }
    }

    /// The base URL for a client, such as `http://127.0.0.1:40321/v1.0`.
    pub fn url(&self) -> &str {
        &self.state.url
    }

    /// Waits until the program is ended, for programs that only serve.
    ///
    /// ```no_run
    /// use clientwright_mock::Mock;
    ///
    /// # fn main() -> Result<(), clientwright_mock::Error> {
    /// let mock = Mock::builder("schemas/openapi.yaml").port(8080).start()?;
    /// println!("{}", mock.url());
    /// mock.wait();
    /// # Ok(())
    /// # }
    /// ```
    pub fn wait(self) {
        self.server.wait();
    }

    /// OData: stores entities, or the value of a singleton. The value is an entity or a list of them, such as structs of the
    /// generated client; related entities in it are stored too. Entities on the path that do not exist are created with their
    /// keys.
    ///
    /// # Errors
    ///
    /// [`Error::Seed`] if the path or the value does not fit the metadata.
    pub fn seed<T: Serialize + ?Sized>(&self, path: &str, value: &T) -> Result<(), Error> {
        invocation::seed(&*self.state, path, value)
    }

    /// OData: the stored entities of a collection, without related ones.
    ///
    /// # Errors
    ///
    /// [`Error::Seed`] if the path is that of no collection, [`Error::Value`] if an entity cannot be read as this type.
    pub fn entities<T: DeserializeOwned>(&self, path: &str) -> Result<Vec<T>, Error> {
        invocation::entities(&*self.state, path)
    }

    /// Chooses the response to requests of a method and path, in place of that of the mock. In the path, `*` and `{name}` are
    /// any text within a segment, and `**` all further segments. Of several responses, the last one is used; see
    /// [`On::times`] for sequences.
    ///
    /// OData: keys match in both forms, `/Orders(7)` and `/Orders/7`, whichever the client writes.
    pub fn on<'m>(&'m self, method: Method, path: &str) -> On<'m> {
        On {
            mock: self,
            method,
            path: Pattern::new(path),
            times: None,
            headers: Vec::new(),
        }
    }

    /// Lets the next request fail, or those that the fault names.
    pub fn fault(&self, fault: Fault) {
        self.state.lock().faults.push(fault);
    }

    /// The requests so far, in the order in which they came: at most the last 10,000, with 64 MiB of bodies.
    pub fn requests(&self) -> Vec<Received> {
        self.state.lock().log.all()
    }

    /// The requests since the last call of this method.
    pub fn take_requests(&self) -> Vec<Received> {
        self.state.lock().log.take()
    }
}

/// The response to some requests, which is being chosen: see [`Mock::on`].
///
/// In this example `ask` sends a request, as the client of a test does, and returns the status and the body of the response;
/// `headers` returns its headers:
///
/// ```
/// use clientwright_mock::header::{HeaderValue, RETRY_AFTER};
/// use clientwright_mock::{Method, Mock, On};
///
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/ask.rs"));
/// # fn main() -> Result<(), clientwright_mock::Error> {
/// let mock = Mock::start("tests/shop.csdl.xml")?;
/// let busy: On<'_> = mock.on(Method::GET, "/Customers(*)").header(RETRY_AFTER, HeaderValue::from_static("1"));
/// busy.times(2).reply_error(503, "Busy", "try again")?;
/// mock.on(Method::GET, "/Customers(*)").reply(200, &serde_json::json!({"Id": 7, "Name": "Ada"}))?;
/// mock.on(Method::GET, "/Orders/Shop.Best()").reply_value(&[3, 1])?;
/// mock.on(Method::GET, "/Photos(1)/$value").bytes(200, "image/png", "PNG")?;
///
/// assert!(headers(&mock, "GET", "/Customers(7)").contains("retry-after: 1"));
/// let (status, body) = ask(&mock, "GET", "/Customers(7)", "");
/// assert!(status == 503 && body.contains("try again"), "{body}");
/// let (status, body) = ask(&mock, "GET", "/Customers(7)", "");
/// assert!(status == 200 && body.contains("Ada"), "{body}");
/// assert_eq!(ask(&mock, "GET", "/Orders/Shop.Best()", "").1, r#"{"value":[3,1]}"#);
/// assert_eq!(ask(&mock, "GET", "/Photos(1)/$value", "").1, "PNG");
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
#[must_use = "nothing is chosen before `reply` or another method of its kind is called"]
pub struct On<'m> {
    mock: &'m Mock,
    method: Method,
    path: Pattern,
    times: Option<usize>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl On<'_> {
    /// Uses the response so many times. Several such responses are used one after the other; after them, the one that is always
    /// used.
    pub fn times(self, times: usize) -> Self {
        Self {
            times: Some(times),
            ..self
        }
    }

    /// Adds a header.
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    /// Responds with a value as JSON.
    ///
    /// # Errors
    ///
    /// [`Error::Value`] if the value cannot be written, or the status is none.
    pub fn reply<T: Serialize + ?Sized>(self, status: u16, value: &T) -> Result<(), Error> {
        self.choose(Reply::json(status, value)?);
        Ok(())
    }

    /// OData: responds with 200 and a value that is not an entity, such as a list or a number, in `value`.
    ///
    /// # Errors
    ///
    /// [`Error::Value`] if the value cannot be written.
    pub fn reply_value<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        self.choose(Reply::value(value)?);
        Ok(())
    }

    /// OData: responds with an error of the service.
    ///
    /// # Errors
    ///
    /// [`Error::Value`] if the status is none.
    pub fn reply_error(self, status: u16, code: &str, message: &str) -> Result<(), Error> {
        self.choose(Reply::error(status, code, message)?);
        Ok(())
    }

    /// Responds with 204 and no body.
    pub fn no_content(self) {
        self.choose(Reply::no_content());
    }

    /// Responds with bytes of a media type.
    ///
    /// # Errors
    ///
    /// [`Error::Value`] if the status is none.
    pub fn bytes(self, status: u16, media_type: &str, body: impl Into<Bytes>) -> Result<(), Error> {
        self.choose(Reply::bytes(status, media_type, body)?);
        Ok(())
    }

    /// Responds with what a function makes of each request. It may read and change the entities of the mock. An error of it is
    /// 500 with its message. Headers of [`On::header`] are not added: see [`Reply::header`].
    ///
    /// ```no_run
    /// use clientwright_mock::{Method, Mock, Reply};
    ///
    /// # fn main() -> Result<(), clientwright_mock::Error> {
    /// # let mock = Mock::start("schemas/service.csdl.xml")?;
    /// mock.on(Method::GET, "/Double(*)").reply_with(|call| {
    ///     let number: i32 = call.parameter("number")?.unwrap_or_default();
    ///     Reply::value(&(number * 2))
    /// });
    /// # Ok(())
    /// # }
    /// ```
    pub fn reply_with(
        self,
        handler: impl Fn(&Invocation<'_>) -> Result<Reply, Error> + Send + Sync + 'static,
    ) {
        self.store(Source::Handler(Arc::new(handler)));
    }

    fn choose(mut self, mut reply: Reply) {
        for (name, value) in self.headers.drain(..) {
            reply.headers.append(name, value);
        }
        self.store(Source::Reply(reply));
    }

    fn store(self, source: Source) {
        self.mock.state.lock().chosen.push(Chosen {
            method: self.method,
            path: self.path,
            times: self.times,
            source,
        });
    }
}
