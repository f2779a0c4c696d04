//! From a request of OData to one of HTTP.

use bytes::Bytes;
use clientwright_http::{self as http_client, Reading};
use clientwright_values::__private::Digits;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderName, HeaderValue, USER_AGENT};
use http::{HeaderMap, Method, Uri};

use super::{Bindings, Client};
use crate::Body;
use crate::error::{Error, RawResponse};
use crate::request::Settings;

const ODATA_VERSION: HeaderName = HeaderName::from_static("odata-version");
pub(super) const ODATA_MAX_VERSION: HeaderName = HeaderName::from_static("odata-maxversion");
pub(crate) const PREFER: HeaderName = HeaderName::from_static("prefer");

const JSON: &str = "application/json";
/// OData JSON 4.01, 3.2.
const JSON_WITH_TEXTS: &str = "application/json;IEEE754Compatible=true";

/// A request without the headers that the client adds.
pub(crate) struct Outgoing {
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) settings: Settings,
    /// JSON.
    pub(crate) body: Option<Bytes>,
    pub(crate) accept: HeaderValue,
    pub(crate) how: How,
}

/// The special properties of a request.
#[derive(Debug, Default)]
pub(crate) struct How {
    /// A body that is no JSON; its type is in the headers.
    pub(crate) content: Option<Body>,
    /// How much of the response is read before it is returned.
    pub(crate) reading: Reading,
    /// Its origin is foreign: nothing of the client's own is sent.
    pub(crate) foreign: bool,
    /// How many redirects are followed.
    pub(crate) max_redirects: u32,
}

impl Client {
    /// Sends the request and reads the response to its end.
    ///
    /// # Errors
    ///
    /// Every [`Error`] but those of decoding; a response that did not succeed is one.
    pub(crate) async fn send(&self, outgoing: Outgoing) -> Result<RawResponse, Error> {
        RawResponse(self.start(outgoing)?.await?).reported()
    }

    /// The future that sends the request and reads the response to its end.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`].
    pub(crate) fn start(&self, outgoing: Outgoing) -> Result<http_client::Sending, Error> {
        Ok(self.0.http.send(self.message(outgoing)?))
    }

    /// Sends the request. Of a successful response, as much is read as the request specifies.
    ///
    /// # Errors
    ///
    /// Every [`Error`] but those of decoding; a response that did not succeed is one.
    pub(crate) async fn open(
        &self,
        outgoing: Outgoing,
    ) -> Result<http_client::Response<Body>, Error> {
        let request = self.message(outgoing)?;
        Ok(self.0.http.open(request).await?)
    }

    /// The message with the headers of OData.
    fn message(&self, mut outgoing: Outgoing) -> Result<http_client::Request, Error> {
        let (timeout, retry) = (outgoing.settings.timeout, outgoing.settings.retry.take());
        let mut headers = std::mem::take(&mut outgoing.settings).into_headers();
        let idempotent = self.query_by_post(&mut outgoing, &mut headers)?;
        let json = outgoing.body.is_some();
        let body = match (outgoing.how.content, outgoing.body) {
            (Some(content), _) => content,
            (None, Some(json)) => Body::from(json),
            (None, None) => Body::empty(),
        };
        let mut request = http_client::Request::new(outgoing.method, outgoing.uri);
        request.headers = headers;
        request.body = body;
        request.timeout = timeout;
        request.retry = retry;
        request.idempotent = idempotent;
        request.reading = outgoing.how.reading;
        request.max_redirects = outgoing.how.max_redirects;
        if outgoing.how.foreign {
            request.set_fallback(ACCEPT, outgoing.accept);
            if json {
                request.set_fallback(CONTENT_TYPE, self.json_type());
            }
        } else {
            self.add_fallbacks(&mut request, json, outgoing.accept);
        }
        Ok(request)
    }

    /// Adds headers that neither the request nor the client sets.
    fn add_fallbacks(&self, request: &mut http_client::Request, json: bool, accept: HeaderValue) {
        let accept = if accept == JSON {
            self.json_type()
        } else {
            accept
        };
        request.set_fallback(ACCEPT, accept);
        if json {
            // OData protocol 4.01, 8.1.5: the version of the body. 4.0 is enough, except for short names.
            let version = match self.dialect().bindings {
                Bindings::Annotation => "4.0",
                Bindings::Id => "4.01",
            };
            request.set_fallback(CONTENT_TYPE, self.json_type());
            request.set_fallback(ODATA_VERSION, HeaderValue::from_static(version));
        }
    }

    /// Moves a query that makes the URL too long into the body (OData URL conventions 4.01, 4.17). Returns whether it did.
    fn query_by_post(
        &self,
        outgoing: &mut Outgoing,
        headers: &mut HeaderMap,
    ) -> Result<bool, Error> {
        let Some(limit) = self.dialect().query_by_post else {
            return Ok(false);
        };
        let url = outgoing.uri.to_string();
        let Some((path, query)) = url.split_once('?') else {
            return Ok(false);
        };
        if outgoing.method != Method::GET || url.len() <= limit || outgoing.how.foreign {
            return Ok(false);
        }
        outgoing.uri = format!("{path}/$query")
            .try_into()
            .map_err(|error| Error::invalid(format!("URL: {error}")))?;
        outgoing.method = Method::POST;
        outgoing.how.content = Some(Body::from(query.to_owned()));
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain"));
        Ok(true)
    }

    /// The headers of a request that is part of a batch, without those that the request for the batch sends for all
    /// of them.
    pub(crate) fn item_headers(&self, item: &Outgoing) -> HeaderMap {
        let mut request = http_client::Request::new(item.method.clone(), item.uri.clone());
        request.headers = item.settings.clone().into_headers();
        self.add_fallbacks(&mut request, item.body.is_some(), item.accept.clone());
        let mut headers = self.0.http.headers_of(&request);
        for name in [USER_AGENT, ODATA_VERSION, ODATA_MAX_VERSION] {
            headers.remove(name);
        }
        // The parts of a batch are JSON by default.
        if headers.get(ACCEPT).is_some_and(|accept| accept == JSON) {
            headers.remove(ACCEPT);
        }
        headers
    }

    /// The media type of bodies.
    fn json_type(&self) -> HeaderValue {
        HeaderValue::from_static(match self.dialect().digits {
            Digits::Numbers | Digits::Plain => JSON,
            Digits::Texts => JSON_WITH_TEXTS,
        })
    }
}
