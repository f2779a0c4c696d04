//! Where requests may go with the credential of a client.

use http::Uri;
use http::uri::{Authority, Scheme};
use url::{Origin, Url};

use crate::error::Error;

/// The origins that the credential may go to.
pub(super) struct Origins {
    /// The service's own first.
    all: Vec<Origin>,
    /// The service's own as URLs of requests have it.
    own: Option<(Scheme, Authority)>,
}

impl Origins {
    pub(super) fn new(root: &Url, allowed: &[String]) -> Result<Self, Error> {
        let mut all = vec![root.origin()];
        for allowed in allowed {
            all.push(parse_base(allowed)?.origin());
        }
        let own = Uri::try_from(root.as_str()).ok().and_then(|uri| {
            let parts = uri.into_parts();
            parts.scheme.zip(parts.authority)
        });
        Ok(Self { all, own })
    }

    pub(super) fn admit(&self, url: &Url) -> bool {
        self.all.contains(&url.origin())
    }

    /// As [`admit`](Self::admit). Nearly all requests go to the address of the service as it is written there.
    pub(super) fn admit_uri(&self, uri: &Uri) -> bool {
        let own = self.own.as_ref().is_some_and(|(scheme, authority)| {
            let is_own =
                |other: &Authority| other.as_str() == authority.as_str() || other == authority;
            uri.scheme() == Some(scheme) && uri.authority().is_some_and(is_own)
        });
        own || Url::parse(&uri.to_string()).is_ok_and(|url| self.admit(&url))
    }
}

/// Checks a URL of the caller for characters that no URL has (RFC 3986, 2). The parser would remove line breaks and
/// tabs, trim white space and turn `\` into `/`, so that a request would be sent to another URL.
///
/// # Errors
///
/// The reason, which shows the character and not the URL, because the URL may contain a secret.
fn check_url(text: &str) -> Result<(), String> {
    let forbidden = |c: char| c.is_control() || c.is_whitespace() || r#"\"<>^`{|}"#.contains(c);
    match text.char_indices().find(|(_, c)| forbidden(*c)) {
        Some((at, c)) => Err(format!(
            "a URL cannot have the character {c:?} (at byte {at}); percent-encode it or remove it"
        )),
        None => Ok(()),
    }
}

/// `text` as the address of a service or an allowed origin.
pub(super) fn parse_base(text: &str) -> Result<Url, Error> {
    check_url(text).map_err(|reason| Error::invalid(format!("base URL: {reason}")))?;
    let mut url = Url::parse(text).map_err(|error| Error::invalid(format!("base URL: {error}")))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(Error::invalid("base URL: the scheme must be https or http"));
    }
    // The text itself is not shown: the part before the `@` is a secret.
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Error::invalid("base URL: credentials do not belong in it"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(Error::invalid(
            "base URL: it must have no query and no fragment",
        ));
    }
    if !url.path().ends_with('/') {
        let path = format!("{}/", url.path());
        url.set_path(&path);
    }
    Ok(url)
}
