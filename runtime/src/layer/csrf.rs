//! CSRF tokens, as SAP's services ask for them.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::header::{
    ACCEPT, AUTHORIZATION, COOKIE, HeaderName, HeaderValue, SET_COOKIE, USER_AGENT,
};
use http::{HeaderMap, Method, Request, Response, StatusCode, Uri};
use tower_layer::Layer;
use tower_service::Service;
use url::Url;

use super::HttpService;
use super::retry::copy;
use super::service::{Handle, tower_service};
use crate::error::Error;
use crate::future::{BoxError, BoxFuture, MaybeSend};
use crate::transport::Body;

/// How many cookies are kept: as many as RFC 6265, 6.1, asks for.
const MAX_COOKIES: usize = 50;

const CSRF: HeaderName = HeaderName::from_static("x-csrf-token");

/// A layer for services that take changes only with a token against cross-site request forgery, as SAP Gateway does:
/// `GET` with `X-CSRF-Token: Fetch` gives a token and cookies, which later changes must bring along.
///
/// The token is fetched before the first change, with the credential of that request where it stands in a header, and kept with the cookies of
/// all answers. When the service answers a change with 403 and `X-CSRF-Token: Required`, since the token has gone out of
/// date, it is fetched anew and the change sent once more. Token and cookies go to the origin of the URL and to no other.
///
/// ```
/// # use odata_runtime::{Body, Client, Error};
/// use odata_runtime::layer::CsrfLayer;
///
/// # fn main() -> Result<(), Error> {
/// let root = "https://erp.example.com/sap/opu/odata4/orders/";
/// let client = Client::builder()
///     .base_url(root)
///     .basic_auth("user", "password")
/// #   .service(tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::empty())) }))
///     .layer(CsrfLayer::new(root)?)
///     .build()?;
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct CsrfLayer(Arc<Shared>);

struct Shared {
    /// Where tokens are fetched.
    url: Uri,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    token: Option<HeaderValue>,
    /// Names and values.
    cookies: Vec<(String, String)>,
}

impl CsrfLayer {
    /// A layer that fetches tokens at the URL: usually the service root.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] when it is no absolute URL.
    pub fn new(url: impl AsRef<str>) -> Result<Self, Error> {
        // In the form that the client's base URL has: in lower case, without a port that goes without saying.
        let url = Url::parse(url.as_ref())
            .map_err(|error| Error::invalid(format!("URL of tokens: {error}")))?;
        let url: Uri = url
            .as_str()
            .parse()
            .map_err(|error| Error::invalid(format!("URL of tokens: {error}")))?;
        Ok(Self(Arc::new(Shared {
            url,
            state: Mutex::default(),
        })))
    }
}

impl<S, B> Layer<S> for CsrfLayer
where
    S: Service<Request<Body>, Response = Response<B>> + Clone + MaybeSend + 'static,
    S::Error: Into<BoxError>,
    S::Future: MaybeSend,
    B: http_body::Body<Data = Bytes> + MaybeSend + 'static,
    B::Error: Into<BoxError>,
{
    type Service = Csrf;

    fn layer(&self, inner: S) -> Csrf {
        Csrf {
            inner: HttpService::new(inner),
            shared: Arc::clone(&self.0),
        }
    }
}

/// A service whose changes have a token; see [`CsrfLayer`].
#[derive(Clone)]
pub struct Csrf {
    inner: HttpService,
    shared: Arc<Shared>,
}

impl Handle for Csrf {
    fn send(&self, request: Request<Body>) -> BoxFuture<'static, Result<Response<Body>, BoxError>> {
        let service = self.clone();
        Box::pin(async move { service.exchange(request).await })
    }
}

tower_service!(Csrf);

impl Csrf {
    async fn exchange(&self, mut request: Request<Body>) -> Result<Response<Body>, BoxError> {
        let shared = &*self.shared;
        if !shared.owns(request.uri()) {
            return self.inner.send(request).await;
        }
        let changes = !request.method().is_safe();
        let bare = if changes { copy(&request) } else { None };
        if changes {
            let kept = shared.lock().token.clone();
            let token = match kept {
                Some(token) => Some(token),
                None => self.fetch(request.headers()).await?,
            };
            request
                .headers_mut()
                .extend(token.map(|token| (CSRF, token)));
        }
        shared.add_cookies(request.headers_mut());
        let response = self.inner.send(request).await?;
        shared.learn(&response);
        if !changes || !wants_token(&response) {
            return Ok(response);
        }
        let Some(mut again) = bare else {
            // A stream cannot be sent again; the next change fetches a token.
            shared.lock().token = None;
            return Ok(response);
        };
        // It was turned away for the token alone: nothing was done.
        let Some(token) = self.fetch(again.headers()).await? else {
            return Ok(response);
        };
        again.headers_mut().insert(CSRF, token);
        shared.add_cookies(again.headers_mut());
        let response = self.inner.send(again).await?;
        shared.learn(&response);
        Ok(response)
    }

    /// Fetches a token, for whoever asks with these headers. `None`: the service gives none.
    async fn fetch(&self, asking: &HeaderMap) -> Result<Option<HeaderValue>, BoxError> {
        let mut request = Request::new(Body::empty());
        *request.method_mut() = Method::GET;
        *request.uri_mut() = self.shared.url.clone();
        let headers = request.headers_mut();
        // An API key is marked as sensitive by the client.
        let needed = asking.iter().filter(|(name, value)| {
            [AUTHORIZATION, USER_AGENT].contains(name) || value.is_sensitive()
        });
        for (name, value) in needed {
            headers.append(name, value.clone());
        }
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(CSRF, HeaderValue::from_static("Fetch"));
        self.shared.add_cookies(headers);
        let response = self.inner.send(request).await?;
        self.shared.learn(&response);
        let mut token = response.headers().get(CSRF).cloned();
        token = token.filter(|token| !is_required(token));
        if let Some(token) = &mut token {
            token.set_sensitive(true);
        }
        self.shared.lock().token.clone_from(&token);
        Ok(token)
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn owns(&self, uri: &Uri) -> bool {
        uri.scheme() == self.url.scheme() && uri.authority() == self.url.authority()
    }

    fn add_cookies(&self, headers: &mut HeaderMap) {
        let state = self.lock();
        let own = headers.get(COOKIE).and_then(|own| own.to_str().ok());
        let pairs = state
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        let all: Vec<_> = own
            .map(ToOwned::to_owned)
            .into_iter()
            .chain(pairs)
            .collect();
        drop(state);
        if !all.is_empty()
            && let Ok(mut value) = HeaderValue::try_from(all.join("; "))
        {
            value.set_sensitive(true);
            headers.insert(COOKIE, value);
        }
    }

    /// Keeps the cookies of an answer (RFC 6265, 5.3, as far as one origin and one session need it).
    fn learn(&self, response: &Response<Body>) {
        let mut state = self.lock();
        for cookie in response.headers().get_all(SET_COOKIE) {
            let Ok(text) = cookie.to_str() else { continue };
            let mut parts = text.split(';');
            let Some((name, value)) = parts.next().and_then(|pair| pair.split_once('=')) else {
                continue;
            };
            let (name, value) = (name.trim(), value.trim());
            state.cookies.retain(|(kept, _)| kept != name);
            let mut attributes = parts.map(|part| part.trim().to_ascii_lowercase());
            let over = attributes.any(|part| part == "max-age=0" || part.starts_with("max-age=-"));
            if !name.is_empty() && !over && state.cookies.len() < MAX_COOKIES {
                state.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
    }
}

/// Whether a change was turned away for want of a token.
fn wants_token(response: &Response<Body>) -> bool {
    response.status() == StatusCode::FORBIDDEN
        && response.headers().get(CSRF).is_some_and(is_required)
}

/// `Required` in place of a token says that there is none yet.
fn is_required(value: &HeaderValue) -> bool {
    value.as_bytes().eq_ignore_ascii_case(b"required")
}

/// The token and the cookies are left out.
impl fmt::Debug for CsrfLayer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("CsrfLayer").field(&self.0.url).finish()
    }
}

impl fmt::Debug for Csrf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Csrf").field(&self.shared.url).finish()
    }
}
