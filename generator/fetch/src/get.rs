//! Requests: redirects, credentials, limits.

use std::cell::Cell;
use std::io::Read;

use ureq::http::{HeaderMap, HeaderName, HeaderValue, header};
use ureq::{Agent, Body};
use url::{Origin, Url};

use crate::agent::agent;
use crate::error::Error;
use crate::place::{check, check_redirect, is_loopback};
use crate::{Document, Known, Response, Settings};

/// More redirects are a loop.
const REDIRECTS: usize = 5;
/// How much of an error's body is read for its first line.
const EXCERPT: u64 = 4096;

/// Downloads documents of one service.
#[derive(Debug)]
pub struct Fetcher {
    settings: Settings,
    credentials: HeaderMap,
    origin: Origin,
    /// Bytes that may still be downloaded.
    rest: Cell<u64>,
    local: Agent,
    remote: Agent,
}

impl Fetcher {
    /// Prepares downloads. Credentials are sent to the origin of `url` only.
    ///
    /// # Errors
    ///
    /// A header or a token that HTTP does not allow.
    pub fn new(url: &Url, settings: Settings) -> Result<Self, Error> {
        let mut credentials = HeaderMap::new();
        let mut add = |name: &str, value: &str| {
            // The value may be a secret, so that it is not shown.
            let invalid = || Error::new(format!("the header `{name}` is not valid in HTTP"));
            let key = HeaderName::try_from(name).map_err(|_| invalid())?;
            let mut value = HeaderValue::from_str(value).map_err(|_| invalid())?;
            value.set_sensitive(true);
            credentials.append(key, value);
            Ok(())
        };
        for (name, value) in &settings.headers {
            add(name, value)?;
        }
        if let Some(token) = &settings.token {
            add("Authorization", &format!("Bearer {token}"))?;
        }
        Ok(Self {
            credentials,
            origin: url.origin(),
            rest: Cell::new(settings.limit),
            local: agent(settings.timeout, true),
            remote: agent(settings.timeout, false),
            settings,
        })
    }

    /// Downloads a document, unless it is the known one. `progress` gets the number of bytes so far, and of all if the server
    /// states it.
    ///
    /// # Errors
    ///
    /// A URL or a redirect that is not allowed, a connection that fails, a status other than 200, or a body that is too large or
    /// too slow.
    pub fn get(
        &self,
        url: &Url,
        known: &Known,
        progress: &mut dyn FnMut(u64, Option<u64>),
    ) -> Result<Response, Error> {
        check(url)?;
        let mut at = url.clone();
        for _ in 0..=REDIRECTS {
            let mut response = self.send(&at, known)?;
            match response.status().as_u16() {
                200 => return self.read(at, response, progress).map(Response::Document),
                304 if *known != Known::default() => return Ok(Response::Unchanged(at)),
                301 | 302 | 303 | 307 | 308 => {
                    let to = location(&at, response.headers())?;
                    check_redirect(&at, &to)?;
                    at = to;
                }
                status => return Err(self.refused(&at, status, &mut response)),
            }
        }
        Err(Error::new(format!(
            "`{url}` redirects more than {REDIRECTS} times"
        )))
    }

    fn send(&self, url: &Url, known: &Known) -> Result<ureq::http::Response<Body>, Error> {
        let agent = match is_loopback(url) {
            true => &self.local,
            false => &self.remote,
        };
        let mut request = agent.get(url.as_str());
        let is_own = url.origin() == self.origin;
        if let Some(headers) = request.headers_mut() {
            let accept = match url.path().ends_with("$metadata") {
                // OData JSON Format 4.01, 3: the metadata of a service can be JSON, which is not read.
                true => "application/xml",
                false => {
                    "application/yaml, application/json;q=0.9, application/xml;q=0.8, */*;q=0.5"
                }
            };
            headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
            let conditions = [
                (header::IF_NONE_MATCH, &known.etag),
                (header::IF_MODIFIED_SINCE, &known.last_modified),
            ];
            for (name, value) in conditions {
                let value = value.as_deref().map(HeaderValue::from_str);
                if let Some(Ok(value)) = value {
                    headers.insert(name, value);
                }
            }
            if is_own {
                for name in self.credentials.keys() {
                    headers.remove(name);
                    for value in self.credentials.get_all(name) {
                        headers.append(name, value.clone());
                    }
                }
            }
        }
        request.call().map_err(|error| failed(url, &error))
    }

    /// Reads the body, up to the limit.
    fn read(
        &self,
        url: Url,
        response: ureq::http::Response<Body>,
        progress: &mut dyn FnMut(u64, Option<u64>),
    ) -> Result<Document, Error> {
        let too_large = || {
            let limit = self.settings.limit;
            Error::new(format!("`{url}` is larger than {} MiB", limit >> 20))
                .help("--limit sets another limit for all documents together")
        };
        let text = |name: HeaderName| {
            let value = response.headers().get(name)?.to_str().ok()?;
            Some(value.to_owned())
        };
        let known = Known {
            etag: text(header::ETAG),
            last_modified: text(header::LAST_MODIFIED),
        };
        let content_type = text(header::CONTENT_TYPE);
        // The length of a compressed body is not that of the document.
        let is_plain = response.headers().get(header::CONTENT_ENCODING).is_none();
        let total = response.body().content_length().filter(|_| is_plain);
        let rest = self.rest.get();
        if total.is_some_and(|total| total > rest) {
            return Err(too_large());
        }
        let mut reader = response.into_body().into_reader();
        let mut bytes = Vec::new();
        let mut piece = [0; 64 << 10];
        loop {
            let size = reader.read(&mut piece).map_err(|error| {
                let error = ureq::Error::from(error);
                failed(&url, &error)
            })?;
            if size == 0 {
                break;
            }
            bytes.extend_from_slice(&piece[..size]);
            let size = bytes.len() as u64;
            if size > rest {
                return Err(too_large());
            }
            progress(size, total);
        }
        self.rest.set(rest - bytes.len() as u64);
        Ok(Document {
            url,
            bytes,
            content_type,
            known,
        })
    }

    /// The error of a status, with the first line of a body that is a text.
    fn refused(&self, url: &Url, status: u16, response: &mut ureq::http::Response<Body>) -> Error {
        let reason = response.status().canonical_reason().unwrap_or_default();
        let mut message = format!("`{url}` responds with {status} {reason}");
        let mut body = Vec::new();
        let reader = response.body_mut().as_reader();
        if reader.take(EXCERPT).read_to_end(&mut body).is_ok() {
            let text = String::from_utf8_lossy(&body);
            let line = text.trim_start().lines().next().unwrap_or_default();
            if !line.is_empty() && !line.starts_with('<') {
                let line: String = line.chars().take(200).collect();
                message.push_str(&format!(": {line}"));
            }
        }
        let error = Error::new(message.trim_end().to_owned());
        match status {
            401 | 403 if self.credentials.is_empty() => {
                error.help("give a token by --token-env, or a header by --header")
            }
            401 | 403 => error.help("the credentials that were sent do not allow this"),
            404 | 410 => {
                error.help("the metadata of an OData service is at `$metadata` below its root")
            }
            _ => error,
        }
    }
}

fn location(at: &Url, headers: &HeaderMap) -> Result<Url, Error> {
    let to = headers
        .get(header::LOCATION)
        .and_then(|to| to.to_str().ok());
    let to = to.and_then(|to| at.join(to).ok());
    to.ok_or_else(|| Error::new(format!("`{at}` redirects to no valid address")))
}

fn failed(url: &Url, error: &ureq::Error) -> Error {
    let message = match error {
        ureq::Error::Timeout(_) => "the server takes too long".to_owned(),
        ureq::Error::HostNotFound => "there is no such host".to_owned(),
        ureq::Error::Io(error) => error.to_string(),
        other => other.to_string(),
    };
    let error = Error::new(format!("`{url}` cannot be fetched: {message}"));
    match cfg!(feature = "tls") || url.scheme() == "http" {
        true => error,
        false => {
            error.help("the feature `tls` is off, so that only loopback addresses can be fetched")
        }
    }
}
