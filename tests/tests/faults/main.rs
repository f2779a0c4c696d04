//! Both kinds of generated clients behind a proxy that breaks connections and responses: every fault ends with the right
//! result in time, and what may have been done is not sent again.
#![allow(
    clippy::unwrap_used,
    reason = "a helper of tests fails where a test would"
)]

mod clinic;
mod graph;
mod proxy;
mod service;
mod table;

use std::time::Duration;

use clientwright_odata::retry::RetryPolicy;

/// How a call ended, for any client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// With this value.
    Fine(String),
    /// Without a whole response.
    Lost,
    /// Out of time.
    Late,
    /// With a response that cannot be read.
    Unreadable,
    /// With this status.
    Status(u16),
    /// With an error that no fault here may lead to.
    Unexpected(String),
}

/// The limit of a call when the fault is that nothing comes.
const PATIENCE: Duration = Duration::from_millis(400);

/// How clients repeat requests here.
pub(crate) fn quick() -> RetryPolicy {
    RetryPolicy::new().backoff(Duration::from_millis(1), Duration::from_millis(5))
}

/// A generated client, with calls of each kind. Resources are numbered.
pub(crate) trait Calls: Clone + Send + Sync + 'static {
    /// A client of the service at an address, which repeats requests quickly.
    fn new(address: std::net::SocketAddr, timeout: Duration) -> Self;

    /// The response of the service of this client to a request.
    fn respond(method: &str, target: &str) -> service::Answer;

    /// Reads a resource; the value is its number.
    fn read(&self, number: u32) -> impl Future<Output = Ended> + Send;

    /// Adds a resource; the value is its number.
    fn create(&self) -> impl Future<Output = Ended> + Send;

    /// Changes a resource; the value is its number.
    fn change(&self, number: u32) -> impl Future<Output = Ended> + Send;

    /// Removes a resource; the value is empty.
    fn remove(&self, number: u32) -> impl Future<Output = Ended> + Send;

    /// Reads all resources, page by page; the value is their numbers, with spaces between them.
    fn list(&self) -> impl Future<Output = Ended> + Send;
}

/// Tests of one client.
macro_rules! tests {
    ($module:ident, $client:ty) => {
        mod $module {
            use super::table;

            #[tokio::test]
            async fn one_fault() {
                table::one_fault::<$client>().await;
            }

            #[tokio::test]
            async fn a_fault_that_stays() {
                table::a_fault_that_stays::<$client>().await;
            }

            #[tokio::test]
            async fn what_may_have_been_done_is_not_sent_again() {
                table::what_may_have_been_done_is_not_sent_again::<$client>().await;
            }

            #[tokio::test]
            async fn pages_with_faults_between() {
                table::pages_with_faults_between::<$client>().await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn responses_are_not_mixed_up() {
                table::responses_are_not_mixed_up::<$client>().await;
            }

            #[tokio::test]
            async fn connections_that_were_closed_meanwhile() {
                table::connections_that_were_closed_meanwhile::<$client>().await;
            }
        }
    };
}

tests!(of_openapi, crate::clinic::Clinic);
tests!(of_odata, crate::graph::Graph);
