//! The client half of the runtime as generated code uses it: requests to a service with scripted responses, and
//! over a real connection.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in its helpers"
)]

#[allow(dead_code, reason = "shared with the tests of clientwright-http")]
#[path = "../../../http/tests/client/clock.rs"]
mod clock;
#[path = "../grammar/mod.rs"]
mod grammar;
#[cfg(feature = "reqwest")]
#[path = "../../../http/tests/client/raw.rs"]
mod raw;
#[path = "../../../http/tests/client/script.rs"]
mod script;

mod auth;
mod batch;
mod beyond;
mod blocking;
mod builders;
mod contract;
mod errors;
mod filters;
mod hostile;
mod loopback;
mod observed;
mod paging;
mod pieces;
mod preferences;
mod reported;
mod requests;
mod responses;
mod shown;
mod tolerant;
mod unreadable;
mod urls;
mod writing;
mod written;

use clientwright_odata::{ClientBuilder, client::Service, retry::RetryPolicy};

impl script::Script {
    /// A client of the service, which checks each URL by the grammar of OData.
    pub(crate) fn client<S: Service>(&self, builder: ClientBuilder<S>) -> S {
        let check = |target: &str| {
            if let Err(error) = grammar::url(target, "") {
                panic!("{target}: {error}");
            }
        };
        // Each script has one response for each request; repeating has tests of its own.
        let builder = builder.retry(RetryPolicy::none());
        builder.service(self.service(check)).build().unwrap()
    }
}
