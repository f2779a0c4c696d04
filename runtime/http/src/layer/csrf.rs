//! CSRF tokens, as SAP's services require them.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, HeaderName, HeaderValue, USER_AGENT};
use http::{Method, Request, Response, StatusCode, Uri};
use tower_layer::Layer;
use tower_service::Service;
use url::Url;

use super::HttpService;
use super::cookies::Cookies;
use super::retry::copy;
use super::service::tower_service;
use crate::auth::QueryKey;
use crate::error::Error;
use crate::future::{BoxError, BoxFuture, MaybeSend};
use crate::transport::Body;

const CSRF: HeaderName = HeaderName::from_static("x-csrf-token");

/// A layer for services that take changes only with a token against cross-site request forgery, as SAP Gateway does:
/// `GET` with `X-CSRF-Token: Fetch` returns a token and cookies, which later changes must contain.
///
/// The token is fetched before the first change, with the credential of that request, and kept with the cookies of
/// all responses, which are kept and sent by the rules of RFC 6265. When the response to a change is 403 and `X-CSRF-Token: Required`, since the token has gone out of
/// date, it is fetched anew and the change sent once more. Token and cookies go to the origin of the URL and to no other.
///
/// ```
/// # use clientwright_http::{Body, Client, Error};
/// use clientwright_http::layer::CsrfLayer;
///
/// # fn main() -> Result<(), Error> {
/// let root = "https://erp.example.com/sap/opu/orders/";
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
    cookies: Cookies,
}

impl CsrfLayer {
    /// A layer that fetches tokens at the URL: usually the service root.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] when it is no absolute URL.
    pub fn new(url: impl AsRef<str>) -> Result<Self, Error> {
        // In the form of the client's base URL: in lower case, without the default port.
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

tower_service!(Csrf);

impl Csrf {
    fn send(&self, request: Request<Body>) -> BoxFuture<'static, Result<Response<Body>, BoxError>> {
        let service = self.clone();
        Box::pin(async move { service.exchange(request).await })
    }

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
                None => self.fetch(shared.token_request(&request)?).await?,
            };
            request
                .headers_mut()
                .extend(token.map(|token| (CSRF, token)));
        }
        shared.add_cookies(&mut request);
        let uri = request.uri().clone();
        let response = self.inner.send(request).await?;
        shared.learn(&response, &uri);
        if !changes || !wants_token(&response) {
            return Ok(response);
        }
        let Some(mut again) = bare else {
            // A stream cannot be sent again; the next change fetches a token.
            shared.lock().token = None;
            return Ok(response);
        };
        // It was rejected for the token alone: nothing was done.
        let Some(token) = self.fetch(shared.token_request(&again)?).await? else {
            return Ok(response);
        };
        again.headers_mut().insert(CSRF, token);
        shared.add_cookies(&mut again);
        let response = self.inner.send(again).await?;
        shared.learn(&response, &uri);
        Ok(response)
    }

    /// Fetches a token. `None`: the service returns none.
    async fn fetch(&self, request: Request<Body>) -> Result<Option<HeaderValue>, BoxError> {
        let response = self.inner.send(request).await?;
        self.shared.learn(&response, &self.shared.url);
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

    /// The request for a token, with the credentials of the request that needs it.
    fn token_request(&self, needs: &Request<Body>) -> Result<Request<Body>, BoxError> {
        let mut request = Request::new(Body::empty());
        *request.method_mut() = Method::GET;
        *request.uri_mut() = match needs.extensions().get::<QueryKey>() {
            Some(key) => key.add_to(&self.url)?,
            None => self.url.clone(),
        };
        let headers = request.headers_mut();
        // An API key is marked as sensitive by the client.
        let proof = needs.headers().iter().filter(|(name, value)| {
            [AUTHORIZATION, USER_AGENT].contains(name) || value.is_sensitive()
        });
        for (name, value) in proof {
            headers.append(name, value.clone());
        }
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(CSRF, HeaderValue::from_static("Fetch"));
        self.add_cookies(&mut request);
        Ok(request)
    }

    fn add_cookies(&self, request: &mut Request<Body>) {
        let uri = request.uri().clone();
        self.lock().cookies.add_to(request.headers_mut(), &uri);
    }

    /// Keeps the cookies of the response to a URL.
    fn learn(&self, response: &Response<Body>, uri: &Uri) {
        self.lock().cookies.learn(response.headers(), uri);
    }
}

/// Whether a change was turned away for want of a token.
fn wants_token(response: &Response<Body>) -> bool {
    response.status() == StatusCode::FORBIDDEN
        && response.headers().get(CSRF).is_some_and(is_required)
}

/// `Required` in place of a token means that there is none yet.
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
