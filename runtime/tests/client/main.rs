//! The client half of the runtime as generated code uses it: requests against a service that answers from a script, and
//! over a real connection.

mod auth;
mod builders;
mod contract;
mod errors;
mod loopback;
mod paging;
mod requests;
mod script;
mod urls;
