//! The error of this crate.

use std::io;

/// Why a mock was not started, or a call of it failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The description has problems; the text shows them with their places.
    #[error("{0}")]
    Description(clientwright::Error),
    /// The port cannot be opened.
    #[error("cannot listen: {0}")]
    Listen(#[source] io::Error),
    /// A value cannot be written as JSON, or read as the type that was asked for.
    #[error("{0}")]
    Value(String),
    /// The path or the value of a seed does not fit the description.
    #[error("{path}: {message}")]
    Seed {
        /// The path.
        path: String,
        /// What does not fit.
        message: String,
    },
}
