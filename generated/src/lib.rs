//! Typed client for the lifecycle workflows of Microsoft Graph.

#[rustfmt::skip]
pub mod beta;
#[rustfmt::skip]
pub mod v1_0;
