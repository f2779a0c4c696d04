//! Which URLs may be requested.

use url::{Host, Url};

use crate::error::Error;

/// Reads a URL that a user gave: `https`, or `http` for a loopback address.
///
/// # Errors
///
/// A text that is no URL, another scheme, or a user name in the URL.
pub fn parse(text: &str) -> Result<Url, Error> {
    let url =
        Url::parse(text).map_err(|error| Error::new(format!("`{text}` is not a URL: {error}")))?;
    check(&url)?;
    Ok(url)
}

/// Checks what every requested URL must be.
pub(crate) fn check(url: &Url) -> Result<(), Error> {
    if !url.username().is_empty() || url.password().is_some() {
        // The text is not shown, because it has a password.
        return Err(Error::new("the URL has a user name or a password")
            .help("use --header or --token-env, so that the credential is in no file"));
    }
    match url.scheme() {
        "https" => Ok(()),
        "http" if is_loopback(url) => Ok(()),
        "http" => Err(Error::new(format!("`{url}` is not encrypted"))
            .help("use https; http is allowed for loopback addresses only")),
        other => Err(Error::new(format!("`{other}` URLs are not fetched")).help("use https")),
    }
}

/// Whether a URL is that of the same machine.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => {
            let mapped = address.to_ipv4_mapped();
            address.is_loopback() || mapped.is_some_and(|address| address.is_loopback())
        }
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            name == "localhost" || name.ends_with(".localhost")
        }
        None => false,
    }
}

/// Whether a redirect may be followed.
pub(crate) fn check_redirect(from: &Url, to: &Url) -> Result<(), Error> {
    let refused = |why: &str| {
        Err(Error::new(format!("`{from}` redirects to `{to}`, {why}"))
            .help("if that is right, fetch from the other address"))
    };
    if from.scheme() == "https" && to.scheme() != "https" {
        return refused("which is not encrypted");
    }
    if is_loopback(to) && !is_loopback(from) {
        return refused("which is an address of this machine");
    }
    check(to)
}

/// Whether a document may be fetched because another one refers to it: it has the origin of the main document and is in its folder
/// or below, or its URL starts with an allowed prefix that ends at a `/`.
pub fn is_allowed(main: &Url, other: &Url, prefixes: &[Url]) -> bool {
    let folder = |url: &Url| {
        let path = url.path();
        path[..path.rfind('/').map_or(0, |at| at + 1)].to_owned()
    };
    // A server may decode these before it looks at the path.
    let lower = other.path().to_ascii_lowercase();
    let is_odd = ["%2e", "%2f", "%5c"].iter().any(|odd| lower.contains(odd));
    let below = |base: &Url, path: &str| {
        base.origin() == other.origin() && other.path().starts_with(path) && !is_odd
    };
    check(other).is_ok()
        && (below(main, &folder(main))
            || prefixes
                .iter()
                .any(|prefix| match prefix.path().ends_with('/') {
                    true => below(prefix, prefix.path()),
                    false => prefix == other,
                }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).expect("a URL")
    }

    #[test]
    fn only_encrypted_and_local_urls_are_fetched() {
        for text in [
            "https://example.org/a",
            "http://127.0.0.1:8080/a",
            "http://127.9.9.9/",
            "http://[::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://localhost/",
            "http://api.localhost/",
        ] {
            assert!(parse(text).is_ok(), "{text}");
        }
        for text in [
            "http://example.org/",
            "http://localhost.example.org/",
            "http://127.0.0.1.example.org/",
            "http://0.0.0.0/",
            "file:///etc/passwd",
            "ftp://localhost/",
            "https://user@example.org/",
            "https://:secret@example.org/",
            "example.org",
            "",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
        let error = parse("https://me:secret@example.org/").expect_err("a password");
        assert!(!error.to_string().contains("secret"));
    }

    #[test]
    fn redirects_stay_encrypted_and_outside_of_this_machine() {
        let allowed = [
            ("https://a.org/", "https://b.org/"),
            ("http://localhost/", "https://b.org/"),
            ("http://localhost/", "http://127.0.0.1/"),
        ];
        for (from, to) in allowed {
            assert!(check_redirect(&url(from), &url(to)).is_ok(), "{from} {to}");
        }
        let refused = [
            ("https://a.org/", "http://a.org/"),
            ("https://a.org/", "http://localhost/"),
            ("https://a.org/", "https://127.0.0.1/"),
            ("http://localhost/", "http://b.org/"),
            ("https://a.org/", "https://me@b.org/"),
            ("https://a.org/", "file:///etc/passwd"),
        ];
        for (from, to) in refused {
            assert!(check_redirect(&url(from), &url(to)).is_err(), "{from} {to}");
        }
    }

    #[test]
    fn references_stay_in_the_folder() {
        let main = url("https://a.org/v1/spec/openapi.yaml");
        let prefixes = [url("https://b.org/common/"), url("https://c.org/$metadata")];
        for text in [
            "https://a.org/v1/spec/pets.yaml",
            "https://a.org/v1/spec/below/pets.yaml?x=1",
            "https://b.org/common/a/b.xml",
            "https://c.org/$metadata",
        ] {
            assert!(is_allowed(&main, &url(text), &prefixes), "{text}");
        }
        for text in [
            "https://a.org/v1/other.yaml",
            "https://a.org/v1/spec/../other.yaml",
            "https://a.org/v1/spec/..%2fother.yaml",
            "https://a.org/v1/spec/%2E%2E/other.yaml",
            "https://a.org:444/v1/spec/pets.yaml",
            "http://a.org/v1/spec/pets.yaml",
            "https://b.org/commons/a.xml",
            "https://c.org/$metadata2",
            "https://d.org/v1/spec/pets.yaml",
        ] {
            assert!(!is_allowed(&main, &url(text), &prefixes), "{text}");
        }
    }
}
