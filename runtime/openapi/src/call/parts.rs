//! From the arguments of a call to its request.

mod again;

use std::fmt;
use std::time::Duration;

use clientwright_http::__private::{header, set_header};
use clientwright_http::{Reading, Request, RetryPolicy};
use http::header::{ACCEPT, CONTENT_TYPE, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};

use crate::client::Client;
use crate::error::{DecodeFailure, Error};
use crate::json::DecodeError;
use crate::media;
use crate::multipart::Form;
use crate::operation::{Framing, Location, Operation, Parameter, Segment};
use crate::random;
use crate::stream::{Arriving, SendItems};
use crate::style::{self, Encoding, Pairs};
use crate::value::Value;
use crate::xml;
use crate::{Body, to_json};

/// The header by which services recognize repeats of a request (draft-ietf-httpapi-idempotency-key-header).
const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// A request that is being built. The first thing that cannot be sent is kept and fails it.
pub(crate) struct Parts {
    client: Client,
    pub(crate) operation: &'static Operation,
    /// The JSON of each parameter's value.
    arguments: Vec<Option<String>>,
    /// Further options of the query, percent-encoded.
    query: String,
    headers: HeaderMap,
    body: Option<Body>,
    /// The media types that the caller chose of those that the description declares, and whether they are texts.
    pub(crate) asked: Option<(&'static str, bool)>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) retry: Option<RetryPolicy>,
    error: Option<Box<str>>,
}

impl Parts {
    pub(crate) fn new(client: Client, operation: &'static Operation) -> Self {
        Self {
            client,
            operation,
            arguments: vec![None; operation.parameters.len()],
            query: String::new(),
            headers: HeaderMap::new(),
            body: None,
            asked: None,
            timeout: None,
            retry: None,
            error: None,
        }
    }

    pub(crate) fn argument<E: fmt::Display>(&mut self, index: usize, json: Result<Vec<u8>, E>) {
        let json = self.text(json);
        if let Some(argument) = self.arguments.get_mut(index) {
            *argument = json;
        }
    }

    /// The values of the names in the path, in its order.
    pub(crate) fn place(&mut self, values: &[Result<Vec<u8>, String>]) {
        let names = self.operation.path.iter().filter_map(|part| match part {
            Segment::Parameter(index) => Some(*index),
            Segment::Text(_) => None,
        });
        for (index, value) in names.zip(values) {
            self.argument(index, value.clone());
        }
    }

    pub(crate) fn json<E: fmt::Display>(&mut self, json: Result<Vec<u8>, E>) {
        match json {
            Ok(json) if self.operation.set.is_empty() => self.body(json.into()),
            Ok(json) => match with_members(&json, self.operation.set) {
                Some(json) => self.body(json.into()),
                None => self.fail("body: it is no object, and the operation sets a member of it"),
            },
            Err(error) => self.fail(format!("body: {error}")),
        }
    }

    pub(crate) fn form<E: fmt::Display>(&mut self, json: Result<Vec<u8>, E>) {
        if let Some(json) = self.text(json) {
            let mut form = String::new();
            let mut pairs = Pairs {
                out: &mut form,
                between: "&",
            };
            match pairs.form(&json, self.operation.form) {
                Ok(()) => self.body(form.into()),
                Err(reason) => self.fail(reason),
            }
        }
    }

    pub(crate) fn xml<E: fmt::Display>(&mut self, json: Result<Vec<u8>, E>) {
        let Some(json) = self.text(json) else {
            return;
        };
        let document = self
            .operation
            .xml_body
            .ok_or("the operation has no body in XML");
        match document
            .map_err(str::to_owned)
            .and_then(|document| xml::write(&json, document))
        {
            Ok(text) => self.body(text.into()),
            Err(reason) => self.fail(format!("body: {reason}")),
        }
    }

    pub(crate) fn items<T>(&mut self, items: SendItems<T>) {
        let framing = match self.operation.content_type.contains("json-seq") {
            true => Framing::Sequence,
            false => Framing::Lines,
        };
        match items.body(framing) {
            Ok(body) => self.body(body),
            Err(error) => self.fail(format!("body: {error}")),
        }
    }

    pub(crate) fn multipart(&mut self, form: Form) {
        match form.finish() {
            Ok((boundary, body)) => {
                let essence = self.operation.content_type.split(';').next();
                let essence = essence.filter(|essence| essence.starts_with("multipart/"));
                let essence = essence.unwrap_or("multipart/form-data").trim();
                self.content(&format!("{essence}; boundary={boundary}"), body);
            }
            Err(error) => self.fail(format!("body: {error}")),
        }
    }

    fn text<E: fmt::Display>(&mut self, json: Result<Vec<u8>, E>) -> Option<String> {
        let text = json.map_err(|error| error.to_string());
        let text = text.and_then(|json| String::from_utf8(json).map_err(|error| error.to_string()));
        text.map_err(|error| self.fail(error)).ok()
    }

    pub(crate) fn content(&mut self, content_type: &str, body: Body) {
        self.header(CONTENT_TYPE, content_type);
        self.body = Some(body);
    }

    pub(crate) fn body(&mut self, body: Body) {
        self.body = Some(body);
    }

    pub(crate) fn header<N, V>(&mut self, name: N, value: V)
    where
        N: TryInto<HeaderName, Error: fmt::Display>,
        V: TryInto<HeaderValue, Error: fmt::Display>,
    {
        match header(name, value) {
            Ok((name, value)) => set_header(&mut self.headers, name, value),
            Err(error) => self.fail(error.to_string()),
        }
    }

    pub(crate) fn query(&mut self, name: &str, value: &str) {
        clientwright_http::encode::query(&mut self.query, name, value);
    }

    pub(crate) fn fail(&mut self, reason: impl Into<Box<str>>) {
        self.error.get_or_insert_with(|| reason.into());
    }

    /// The parameters that have a value, with its JSON.
    fn given(&self) -> impl Iterator<Item = (&'static Parameter, &str)> {
        let parameters = self.operation.parameters.iter().zip(&self.arguments);
        parameters.filter_map(|(parameter, json)| Some((parameter, json.as_deref()?)))
    }

    /// The URL of the request.
    pub(crate) fn uri(&self) -> Result<Uri, Error> {
        if let Some(reason) = &self.error {
            return Err(Error::invalid(&**reason));
        }
        let mut url = self.client.address(self.operation)?;
        self.push_path(&mut url)?;
        let mut query = String::new();
        for (Parameter(name, location), json) in self.given() {
            let mut pairs = Pairs {
                out: &mut query,
                between: "&",
            };
            let pushed = match *location {
                Location::Query(style) => pairs.push(Encoding::of(style), style, name, json),
                Location::QueryString(style) => {
                    pairs.whole(style, json);
                    Ok(())
                }
                Location::Path(_) | Location::Header(_) | Location::Cookie(_) => Ok(()),
            };
            pushed.map_err(|reason| Error::invalid(format!("parameter `{name}`: {reason}")))?;
        }
        for part in [&query, &self.query] {
            if !part.is_empty() {
                url.push(if url.contains('?') { '&' } else { '?' });
                url.push_str(part);
            }
        }
        Uri::try_from(url).map_err(|error| Error::invalid(format!("URL: {error}")))
    }

    fn push_path(&self, url: &mut String) -> Result<(), Error> {
        let start = url.len();
        for segment in self.operation.path {
            let index = match segment {
                Segment::Text(text) => {
                    url.push_str(text);
                    continue;
                }
                Segment::Parameter(index) => *index,
            };
            let Some(Parameter(name, Location::Path(style))) = self.operation.parameters.get(index)
            else {
                continue;
            };
            let refused = || {
                Error::invalid(format!(
                    "parameter `{name}`: a path needs a value that is not empty"
                ))
            };
            let json = self.arguments.get(index).and_then(Option::as_deref);
            let before = url.len();
            let json = json.ok_or_else(refused)?;
            style::value(url, Encoding::in_path(*style), *style, name, json);
            if url.len() == before {
                return Err(refused());
            }
        }
        // Libraries of URLs resolve such segments, so that the request would go to another operation.
        let path = url[start..].split('?').next().unwrap_or_default();
        match path.split('/').find(|segment| is_dots(segment)) {
            Some(dots) => Err(Error::invalid(format!(
                "the path has a segment `{dots}`, which leads elsewhere"
            ))),
            None => Ok(()),
        }
    }

    fn with_header_arguments(&mut self) -> Result<(), Error> {
        let mut cookies = String::new();
        let mut headers = HeaderMap::new();
        for (Parameter(name, location), json) in self.given() {
            let invalid = |reason: String| Error::invalid(format!("parameter `{name}`: {reason}"));
            match *location {
                Location::Header(style) => {
                    let mut value = String::new();
                    if style::value(&mut value, Encoding::Raw, style, name, json) {
                        let (name, value) = header(*name, value)?;
                        headers.insert(name, value);
                    }
                }
                Location::Cookie(_) if json.contains(';') => {
                    return Err(invalid("a cookie cannot have a `;`".to_owned()));
                }
                Location::Cookie(style) => {
                    let mut value = String::new();
                    let mut pairs = Pairs {
                        out: &mut value,
                        between: "; ",
                    };
                    pairs
                        .push(Encoding::Raw, style, name, json)
                        .map_err(invalid)?;
                    if !value.is_empty() {
                        if !cookies.is_empty() {
                            cookies.push_str("; ");
                        }
                        cookies.push_str(&value);
                    }
                }
                Location::Path(_) | Location::Query(_) | Location::QueryString(_) => {}
            }
        }
        if !cookies.is_empty() {
            let (_, value) = header(COOKIE, cookies)?;
            headers.insert(COOKIE, value);
        }
        // A header that was given by hand takes precedence.
        for (name, value) in headers {
            if let Some(name) = name {
                self.headers.entry(name).or_insert(value);
            }
        }
        Ok(())
    }

    /// If the operation has a parameter `Idempotency-Key`, the request gets a random key unless the caller gave one. The key
    /// is the same whenever the request is repeated, so that the service recognizes a repeat.
    fn with_idempotency_key(&mut self) -> bool {
        let mut parameters = self.operation.parameters.iter();
        let is_declared = parameters.any(|Parameter(name, location)| {
            matches!(location, Location::Header(_)) && name.eq_ignore_ascii_case(IDEMPOTENCY_KEY)
        });
        if is_declared && !self.headers.contains_key(IDEMPOTENCY_KEY) {
            self.header(IDEMPOTENCY_KEY, random::uuid());
        }
        is_declared
    }

    /// The request, ready but for what the client adds.
    fn request(self) -> Result<(Client, Request), Error> {
        let (method, uri) = self.target()?;
        self.request_to(method, uri)
    }

    /// The method and the URL.
    fn target(&self) -> Result<(Method, Uri), Error> {
        let uri = self.uri()?;
        let method = Method::try_from(self.operation.method)
            .map_err(|error| Error::invalid(format!("method: {error}")))?;
        Ok((method, uri))
    }

    /// The request to a URL.
    fn request_to(mut self, method: Method, uri: Uri) -> Result<(Client, Request), Error> {
        self.with_header_arguments()?;
        let has_key = self.with_idempotency_key();
        let mut request = Request::new(method, uri);
        request.credentials = self.client.credentials(self.operation);
        self.client.check_origin(&request)?;
        request.headers = self.headers;
        request.idempotent = has_key;
        request.timeout = self.timeout;
        request.retry = self.retry;
        let fixed = |text: &'static str| HeaderValue::from_static(text);
        if self.body.is_none() && !self.operation.set.is_empty() {
            self.body = with_members(b"{}", self.operation.set).map(Body::from);
        }
        if let Some(body) = self.body {
            request.body = body;
            request = request.fallback(CONTENT_TYPE, fixed(self.operation.content_type));
        }
        let accept = self.asked.map_or(self.operation.accept, |(media, _)| media);
        let request = request.fallback(ACCEPT, fixed(accept));
        Ok((self.client, request))
    }

    /// Sends the request and reads the response to its end.
    pub(crate) async fn send(self) -> Result<clientwright_http::Response, Error> {
        let (method, uri) = self.target()?;
        self.send_to(method, uri).await
    }

    async fn send_to(self, method: Method, uri: Uri) -> Result<clientwright_http::Response, Error> {
        let operation = self.operation;
        // Who sets the header has other plans than the description.
        let accept = match (self.headers.contains_key(ACCEPT), self.asked) {
            (true, _) => "*/*",
            (false, Some((media, _))) => media,
            (false, None) => operation.accept,
        };
        let (client, request) = self.request_to(method, uri)?;
        let sent = client.http().send(request).await;
        let response = sent.map_err(|error| Error::from(error).of(operation))?;
        match media::unexpected(accept, &response) {
            None => Ok(response),
            Some(reason) => Err(Error::Decode(Box::new(DecodeFailure {
                response,
                source: DecodeError::from_text(&reason),
                is_xml: false,
                item: None,
            }))),
        }
    }

    /// Sends the request for a stream of items.
    pub(crate) async fn arriving(self) -> Result<Arriving, Error> {
        let (client, operation) = (self.client.clone(), self.operation);
        let last_event_id = self.headers.get("last-event-id");
        let last_event_id = last_event_id.map(|id| String::from_utf8_lossy(id.as_bytes()).into());
        Ok(Arriving {
            response: self.stream().await?,
            operation,
            limit: client.max_item_bytes(),
            last_event_id,
        })
    }

    /// Sends the request; the body of the response is a stream.
    pub(crate) async fn stream(self) -> Result<clientwright_http::Response<Body>, Error> {
        let operation = self.operation;
        let (client, mut request) = self.request()?;
        request.reading = Reading::Stream;
        let sent = client.http().open(request).await;
        sent.map_err(|error| Error::from(error).of(operation))
    }
}

/// A JSON object with other values for some members. `None`: it is no object.
fn with_members(json: &[u8], members: &[(&str, &str)]) -> Option<String> {
    let Value::Object(own) = Value::read(std::str::from_utf8(json).ok()?) else {
        return None;
    };
    let is_set = |name: &str| members.iter().any(|(set, _)| *set == name);
    let own = own.iter().filter(|(name, _)| !is_set(name));
    let all = own
        .map(|(name, value)| (&**name, *value))
        .chain(members.iter().copied());
    let all = all.map(|(name, value)| {
        let name = to_json(&name.to_owned()).unwrap_or_default();
        format!("{}:{value}", String::from_utf8_lossy(&name))
    });
    Some(format!("{{{}}}", all.collect::<Vec<_>>().join(",")))
}

/// Whether a segment of a path means the same or the next higher level (RFC 3986, 5.2.4).
fn is_dots(segment: &str) -> bool {
    let mut rest = segment;
    let mut dots = 0;
    while !rest.is_empty() {
        let encoded = || {
            rest.strip_prefix("%2e")
                .or_else(|| rest.strip_prefix("%2E"))
        };
        match rest.strip_prefix('.').or_else(encoded) {
            Some(after) if dots < 2 => rest = after,
            _ => return false,
        }
        dots += 1;
    }
    dots > 0
}

/// Shows no values: they may be personal.
impl fmt::Debug for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parts")
            .field("method", &self.operation.method)
            .field("path", &self.operation.path)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("timeout", &self.timeout)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::is_dots;

    #[test]
    fn segments_that_lead_elsewhere() {
        for segment in [".", "..", "%2e", "%2E", "%2e.", ".%2E", "%2E%2e"] {
            assert!(is_dots(segment), "{segment}");
        }
        for segment in ["", "...", "%2e%2e%2e", ".a", "a.", "%2f", "%2", "2e"] {
            assert!(!is_dots(segment), "{segment}");
        }
    }
}
