//! A client against services with scripted responses.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in its helpers"
)]

mod challenges;
mod clock;
mod csrf;
mod responses;
mod retry;
mod script;
mod tokens;

use clientwright_http::{Body, Client, ClientBuilder, Error, Request, Response, RetryPolicy};
use http::Method;

use crate::script::Script;

impl Script {
    /// A client of the service.
    fn client(&self, builder: ClientBuilder) -> Client {
        // Each script has one response for each request; repeating has tests of its own.
        let builder = builder.retry(RetryPolicy::none());
        builder.service(self.service(|_| ())).build().unwrap()
    }
}

/// A place below the address of a client.
#[derive(Clone, Copy)]
struct At<'a>(&'a Client, &'a str);

impl At<'_> {
    fn request(self, method: Method) -> Request {
        let url = self.0.url(self.1).unwrap();
        Request::new(method, self.0.uri(&url).unwrap())
    }

    async fn get(self) -> Result<Response, Error> {
        self.0.send(self.request(Method::GET)).await
    }

    async fn send(self, method: Method, body: impl Into<Body>) -> Result<Response, Error> {
        let mut request = self.request(method);
        request.body = body.into();
        self.0.send(request).await
    }
}
