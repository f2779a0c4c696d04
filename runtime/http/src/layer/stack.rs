//! All layers of a client as one service.

use std::pin::pin;
use std::sync::Arc;

use bytes::Bytes;
use http::Request;
use tower_service::Service;

use super::service::Shared;
use super::{HttpService, RetryLayer};
use crate::auth::Credential;
use crate::error::{Error, TimedOut};
use crate::future::{BoxError, BoxFuture, MaybeSend, MaybeSync};
use crate::request::{Message, Reading};
use crate::response::{Response, TimeLeft};
use crate::timer::within;
use crate::transport::Body;

/// What the layers of a client work by.
pub(crate) struct Settings {
    pub(crate) retry: RetryLayer,
    /// Each with the scheme that it is for; `None` for the client's own.
    pub(crate) credentials: Vec<(Option<usize>, Arc<Credential>)>,
    /// How many bytes a response may have.
    pub(crate) max_response_bytes: u64,
}

/// All layers of a client around a transport whose type is known, so that a call needs one boxed future for all of them.
/// Each layer is a method in a file of its own, and calls the next one.
pub(super) struct Stack<S> {
    pub(super) transport: Shared<S>,
    pub(super) settings: Settings,
}

/// A [`Stack`] without its type.
pub(crate) trait Exchange: MaybeSend + MaybeSync {
    /// Sends a message, again when it fails, and reads as much of the response as the message asks for. A response that did
    /// not succeed is an error.
    fn exchange(
        self: Arc<Self>,
        message: Box<Message>,
    ) -> BoxFuture<'static, Result<Response<Body>, Error>>;
}

impl<S, B> Exchange for Stack<S>
where
    S: Service<Request<Body>, Response = http::Response<B>> + Clone + MaybeSend + 'static,
    S::Error: Into<BoxError>,
    S::Future: MaybeSend,
    B: http_body::Body<Data = Bytes> + MaybeSend + 'static,
    B::Error: Into<BoxError>,
{
    fn exchange(
        self: Arc<Self>,
        message: Box<Message>,
    ) -> BoxFuture<'static, Result<Response<Body>, Error>> {
        Box::pin(async move { self.send(message).await })
    }
}

impl<S, B> Stack<S>
where
    S: Service<Request<Body>, Response = http::Response<B>> + Clone + MaybeSend + 'static,
    S::Error: Into<BoxError>,
    S::Future: MaybeSend,
    B: http_body::Body<Data = Bytes> + MaybeSend + 'static,
    B::Error: Into<BoxError>,
{
    /// Sends a message in the time that it has.
    async fn send(&self, mut message: Box<Message>) -> Result<Response<Body>, Error> {
        let time = match (message.timeout(), &self.settings.retry.timer) {
            (None, _) => None,
            (Some(all), Some(timer)) => Some((all, timer, timer.now())),
            (Some(_), None) => {
                let reason = "a timeout needs a timer (`ClientBuilder::timer`)";
                return Err(Error::invalid(reason));
            }
        };
        message.deadline = time.map(|(all, _, began)| began.saturating_add(all));
        let result = {
            let exchange = pin!(self.repeat(&mut message));
            match time {
                None => exchange.await,
                Some((all, timer, _)) => within(&**timer, all, exchange)
                    .await
                    .unwrap_or_else(|| Err(Box::new(TimedOut(all)))),
            }
        };
        let (parts, body) = match result {
            Ok(response) => response.into_parts(),
            Err(error) => return Err(Error::lost(message.name(), error)),
        };
        let mut response = Response::new(message.name(), parts.status, parts.headers, body);
        if response.status.is_success() {
            if let (Reading::Head(_), Some((all, timer, began))) = (message.reading(), time) {
                response.time = Some(Box::new(TimeLeft::new(timer, all, began)));
            }
            return Ok(response);
        }
        // The layers have read it already.
        let body = std::mem::take(&mut response.body).into_whole();
        let body = body.map(|(bytes, _)| bytes).unwrap_or_default();
        Err(response.with_body(body).into_error())
    }
}

/// A transport whose type is forgotten until the layers of the client are known.
pub(crate) trait Transport: MaybeSend {
    /// The transport as what layers of users are put around.
    fn into_service(self: Box<Self>) -> HttpService;

    /// The transport with the layers of the client around it.
    fn into_stack(self: Box<Self>, settings: Settings) -> Arc<dyn Exchange>;
}

/// A service as a transport.
pub(crate) fn transport<S, B>(service: S) -> Box<dyn Transport>
where
    S: Service<Request<Body>, Response = http::Response<B>> + Clone + MaybeSend + 'static,
    S::Error: Into<BoxError>,
    S::Future: MaybeSend,
    B: http_body::Body<Data = Bytes> + MaybeSend + 'static,
    B::Error: Into<BoxError>,
{
    Box::new(Typed(service))
}

struct Typed<S>(S);

impl<S, B> Transport for Typed<S>
where
    S: Service<Request<Body>, Response = http::Response<B>> + Clone + MaybeSend + 'static,
    S::Error: Into<BoxError>,
    S::Future: MaybeSend,
    B: http_body::Body<Data = Bytes> + MaybeSend + 'static,
    B::Error: Into<BoxError>,
{
    fn into_service(self: Box<Self>) -> HttpService {
        HttpService::new(self.0)
    }

    fn into_stack(self: Box<Self>, settings: Settings) -> Arc<dyn Exchange> {
        Arc::new(Stack {
            transport: Shared::new(self.0),
            settings,
        })
    }
}

#[cfg(not(feature = "tracing"))]
impl<S> Stack<S> {
    /// Sends an attempt. There are no spans without the feature `tracing`.
    pub(super) async fn trace<B>(
        &self,
        message: &mut Message,
    ) -> Result<http::Response<Body>, BoxError>
    where
        S: Service<Request<Body>, Response = http::Response<B>> + Clone,
        S::Error: Into<BoxError>,
        B: http_body::Body<Data = Bytes> + MaybeSend + 'static,
        B::Error: Into<BoxError>,
    {
        self.buffer(message).await
    }
}
