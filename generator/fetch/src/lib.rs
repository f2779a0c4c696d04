//! Downloads descriptions of services, from servers that are not trusted.
//!
//! - Only `https` is used, and `http` for loopback addresses.
//! - Credentials are sent to the origin of the first URL only; a redirect to another origin is followed without them.
//! - A redirect never leads from `https` to `http`, nor from another host to a loopback address.
//! - Responses are limited in size, after decompression, and in time.
//!
//! ```no_run
//! use clientwright_fetch::{Fetcher, Known, Response, Settings};
//!
//! # fn main() -> Result<(), clientwright_fetch::Error> {
//! let url = clientwright_fetch::parse("https://example.org/odata/$metadata")?;
//! let fetcher = Fetcher::new(&url, Settings::default())?;
//! match fetcher.get(&url, &Known::default(), &mut |_, _| {})? {
//!     Response::Document(document) => println!("{} bytes", document.bytes.len()),
//!     Response::Unchanged(_) => println!("unchanged"),
//! }
//! # Ok(())
//! # }
//! ```

// docs.rs shows the feature of each item.
#![cfg_attr(docsrs, feature(doc_cfg))]

mod agent;
mod error;
mod get;
mod place;

use std::time::Duration;

use sha2::{Digest, Sha256};
use time::OffsetDateTime;

pub use error::Error;
pub use get::Fetcher;
pub use place::{is_allowed, parse};
pub use url::Url;

/// How documents are downloaded.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Headers by name, which are sent to the origin of the first URL only.
    pub headers: Vec<(String, String)>,
    /// A token, which is sent as `Authorization: Bearer` to that origin only.
    pub token: Option<String>,
    /// The largest number of bytes of all documents together.
    pub limit: u64,
    /// How long each document may take.
    pub timeout: Duration,
}

impl Default for Settings {
    /// No credentials, 256 MiB, five minutes.
    fn default() -> Self {
        Self {
            headers: Vec::new(),
            token: None,
            limit: 256 << 20,
            timeout: Duration::from_secs(300),
        }
    }
}

/// What is known of an earlier response, for a conditional request (RFC 9110, 13).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub last_modified: Option<String>,
}

/// What a request gave.
#[derive(Clone, Debug)]
pub enum Response {
    /// The document is what was known, at this URL after redirects.
    Unchanged(Url),
    /// The document.
    Document(Document),
}

/// A downloaded document.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its URL, after redirects.
    pub url: Url,
    /// Its content, decompressed.
    pub bytes: Vec<u8>,
    /// `Content-Type`.
    pub content_type: Option<String>,
    /// What makes the next request conditional.
    pub known: Known,
}

/// The SHA-256 of some bytes, as 64 hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The current time in UTC, as in RFC 3339, without fractions of seconds.
pub fn now() -> String {
    let now = OffsetDateTime::now_utc();
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
        now.year(),
        u8::from(now.month()),
        now.day(),
        now.hour(),
        now.minute(),
        now.second()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_and_times_have_their_usual_form() {
        // FIPS 180-2, B.1.
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha256(b"abc"), abc);
        assert_eq!(now().len(), "2026-01-01T00:00:00Z".len());
    }
}
