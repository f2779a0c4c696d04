//! Cookies of one origin, as RFC 6265, 5, has a client keep them.

use std::time::{Duration, SystemTime};

use http::header::{COOKIE, DATE, HeaderValue, SET_COOKIE};
use http::{HeaderMap, Uri};

use crate::auth::keeps_secrets;
use crate::retry::now;

/// How many cookies are kept: as many as RFC 6265, 6.1, requires.
const MAX_COOKIES: usize = 50;

/// What the responses of an origin have set. Whose origin it is, the caller knows: no cookie goes to another one.
#[derive(Default)]
pub(super) struct Cookies(Vec<Cookie>);

struct Cookie {
    name: String,
    value: String,
    path: String,
    /// Not to be sent where somebody could read it.
    secure: bool,
    /// When it ends; `None` with the program.
    ends: Option<SystemTime>,
}

impl Cookies {
    /// Adds what belongs to the URL of a request to its headers, behind cookies that it has already (5.4).
    pub(super) fn add_to(&self, headers: &mut HeaderMap, uri: &Uri) {
        let time = now();
        let mut fitting: Vec<&Cookie> = self
            .0
            .iter()
            .filter(|cookie| !cookie.is_over(time))
            .filter(|cookie| !cookie.secure || keeps_secrets(uri))
            .filter(|cookie| path_matches(uri.path(), &cookie.path))
            .collect();
        // Longer paths first; the sort is stable, so that older ones come first among equals.
        fitting.sort_by_key(|cookie| std::cmp::Reverse(cookie.path.len()));
        let own = headers.get(COOKIE).and_then(|own| own.to_str().ok());
        let pairs = fitting
            .iter()
            .map(|cookie| format!("{}={}", cookie.name, cookie.value));
        let all: Vec<_> = own
            .map(ToOwned::to_owned)
            .into_iter()
            .chain(pairs)
            .collect();
        if !fitting.is_empty()
            && let Ok(mut value) = HeaderValue::try_from(all.join("; "))
        {
            value.set_sensitive(true);
            headers.insert(COOKIE, value);
        }
    }

    /// Keeps what a response sets, and drops what it ends (5.3).
    pub(super) fn learn(&mut self, headers: &HeaderMap, uri: &Uri) {
        // The service's own clock, so that ours need not be right.
        let date = headers.get(DATE).and_then(|date| date.to_str().ok());
        let ahead = date
            .and_then(|date| httpdate::parse_http_date(date).ok())
            .or_else(now);
        for text in headers.get_all(SET_COOKIE) {
            let text = text.to_str().ok();
            let read = text.and_then(|text| Cookie::read(text, uri, ahead));
            let Some((mut cookie, left)) = read else {
                continue;
            };
            cookie.ends = left.and_then(|left| now()?.checked_add(left));
            let same = |kept: &Cookie| kept.name == cookie.name && kept.path == cookie.path;
            let place = self.0.iter().position(same);
            match (place, left == Some(Duration::ZERO)) {
                (Some(index), true) => drop(self.0.remove(index)),
                // Its age stays that of the one before (5.3, step 11.3).
                (Some(index), false) => self.0[index] = cookie,
                (None, true) => {}
                (None, false) => {
                    if self.0.len() >= MAX_COOKIES {
                        let time = now();
                        self.0.retain(|kept| !kept.is_over(time));
                    }
                    if self.0.len() < MAX_COOKIES {
                        self.0.push(cookie);
                    }
                }
            }
        }
    }
}

impl Cookie {
    /// Reads a `Set-Cookie` (5.2), and for how long it is valid. `None`: it is none, or none for the host. `date` is
    /// when it was sent.
    fn read(text: &str, uri: &Uri, date: Option<SystemTime>) -> Option<(Self, Option<Duration>)> {
        let mut parts = text.split(';');
        let (name, value) = parts.next()?.split_once('=')?;
        let name = name.trim();
        if name.is_empty() {
            return None;
        }
        let mut cookie = Self {
            name: name.to_owned(),
            value: value.trim().to_owned(),
            path: default_path(uri.path()).to_owned(),
            secure: false,
            ends: None,
        };
        let (mut max_age, mut left) = (None, None);
        for part in parts {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let (name, value) = (name.trim().to_ascii_lowercase(), value.trim());
            match name.as_str() {
                "path" if value.starts_with('/') => value.clone_into(&mut cookie.path),
                "path" => default_path(uri.path()).clone_into(&mut cookie.path),
                "secure" => cookie.secure = true,
                "max-age" => max_age = age(value).or(max_age),
                "expires" => {
                    let ends = expires(value).zip(date);
                    let span = |(end, date): (SystemTime, _)| end.duration_since(date);
                    left = ends.map(|ends| span(ends).unwrap_or_default()).or(left);
                }
                "domain" if !domain_matches(uri.host()?, value) => return None,
                _ => {}
            }
        }
        // Max-Age goes before Expires (5.3, step 3).
        Some((cookie, max_age.or(left)))
    }

    fn is_over(&self, time: Option<SystemTime>) -> bool {
        self.ends.zip(time).is_some_and(|(end, time)| end <= time)
    }
}

/// The value of `Max-Age` (5.2.2): an integer, which may be negative.
fn age(text: &str) -> Option<Duration> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // Ten years are as good as for ever.
    const LONGEST: u64 = 10 * 366 * 24 * 3600;
    let seconds = digits.parse().unwrap_or(LONGEST).min(LONGEST);
    Some(Duration::from_secs(if negative { 0 } else { seconds }))
}

/// The value of `Expires` (5.1.1), which many write with dashes in the date.
fn expires(text: &str) -> Option<SystemTime> {
    let date = httpdate::parse_http_date(text);
    date.or_else(|_| httpdate::parse_http_date(&text.replace('-', " ")))
        .ok()
}

/// 5.1.4.
fn default_path(path: &str) -> &str {
    match path.rfind('/') {
        None | Some(0) => "/",
        Some(end) => &path[..end],
    }
}

/// 5.1.4.
fn path_matches(path: &str, cookie: &str) -> bool {
    match path.strip_prefix(cookie) {
        Some(rest) => rest.is_empty() || cookie.ends_with('/') || rest.starts_with('/'),
        None => false,
    }
}

/// 5.1.3 and 5.2.3: the host itself, or a domain above it, which no address has. An empty one is ignored.
fn domain_matches(host: &str, domain: &str) -> bool {
    let domain = domain.strip_prefix('.').unwrap_or(domain);
    let (host, domain) = (host.to_ascii_lowercase(), domain.to_ascii_lowercase());
    let above = host.strip_suffix(&domain).is_some_and(|rest| {
        rest.is_empty() || rest.ends_with('.') && host.parse::<std::net::IpAddr>().is_err()
    });
    domain.is_empty() || above
}

#[cfg(test)]
mod tests {
    use super::*;

    const URL: &str = "https://erp.example.com/sap/odata/orders";

    /// What is sent to a URL after a response with these cookies.
    fn sent(cookies: &[&str], url: &str) -> String {
        let mut jar = Cookies::default();
        let mut headers = HeaderMap::new();
        headers.insert(DATE, "Sun, 06 Nov 1994 08:49:37 GMT".parse().unwrap());
        for cookie in cookies {
            headers.append(SET_COOKIE, cookie.parse().unwrap());
        }
        jar.learn(&headers, &URL.parse().unwrap());
        let mut headers = HeaderMap::new();
        jar.add_to(&mut headers, &url.parse().unwrap());
        let value = headers.get(COOKIE).map(|value| value.to_str().unwrap());
        value.unwrap_or_default().to_owned()
    }

    #[test]
    fn names_and_values() {
        assert_eq!(
            sent(&["a=1", " b = 2 ; HttpOnly", "c==x"], URL),
            "a=1; b=2; c==x"
        );
        assert_eq!(sent(&["=1", "nothing", ""], URL), "");
        // The later one counts, and the older place stays.
        assert_eq!(sent(&["a=1", "b=2", "a=3"], URL), "a=3; b=2");
        let many: Vec<String> = (0..60).map(|n| format!("c{n}=1")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(sent(&many, URL).matches('=').count(), MAX_COOKIES);
    }

    #[test]
    fn paths() {
        for (path, url, goes) in [
            // The default is the folder of the URL of the request.
            ("", "/sap/odata/other", true),
            ("", "/sap/odata", true),
            ("", "/sap/odata2", false),
            ("", "/sap/", false),
            ("; Path=/", "/", true),
            ("; Path=/sap", "/sap/x", true),
            ("; Path=/sap/", "/sap/x", true),
            ("; Path=/sap/", "/sap", false),
            ("; Path=/other", "/sap/odata/orders", false),
            ("; Path=nonsense", "/sap/odata/x", true),
            ("; path=/; Path=/sap", "/", false),
        ] {
            let cookie = format!("a=1{path}");
            let url = format!("https://erp.example.com{url}");
            assert_eq!(!sent(&[&cookie], &url).is_empty(), goes, "{path} {url}");
        }
        // Two paths may have cookies of the same name; the longer path comes first.
        assert_eq!(sent(&["a=1; path=/", "a=2; path=/sap"], URL), "a=2; a=1");
    }

    #[test]
    fn domains() {
        for (domain, kept) in [
            ("erp.example.com", true),
            ("ERP.example.com", true),
            (".example.com", true),
            ("example.com", true),
            ("", true),
            ("other.example.com", false),
            ("rp.example.com", false),
            ("example.org", false),
        ] {
            let cookie = format!("a=1; Domain={domain}");
            assert_eq!(!sent(&[&cookie], URL).is_empty(), kept, "{domain}");
        }
        assert!(!domain_matches("127.0.0.1", "0.0.1"));
    }

    #[test]
    fn ends() {
        for (attributes, kept) in [
            ("Max-Age=0", false),
            ("Max-Age=-1", false),
            ("Max-Age=60", true),
            ("Max-Age=99999999999999999999999", true),
            ("Max-Age=soon", true),
            // By the date of the response, which is long past here.
            ("Expires=Sun, 06 Nov 1994 08:49:36 GMT", false),
            ("Expires=Sun, 06 Nov 1994 08:50:37 GMT", true),
            ("Expires=Sun, 06-Nov-1994 08:49:36 GMT", false),
            ("Expires=Sunday, 06-Nov-94 08:49:36 GMT", false),
            ("Expires=Thu, 01 Jan 1970 00:00:00 GMT", false),
            ("Expires=whenever", true),
            ("Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT", true),
            ("Expires=Sun, 06 Nov 1994 08:50:37 GMT; Max-Age=0", false),
        ] {
            let cookie = format!("a=1; {attributes}");
            assert_eq!(!sent(&[&cookie], URL).is_empty(), kept, "{attributes}");
            // What is over takes the one before along.
            assert_eq!(sent(&["a=0", &cookie], URL).is_empty(), !kept);
        }
    }

    #[test]
    fn secrets() {
        let plain = "http://erp.example.com/sap/odata/orders";
        assert_eq!(sent(&["a=1; Secure", "b=2"], plain), "b=2");
        assert_eq!(sent(&["a=1; secure"], URL), "a=1");
        let mut jar = Cookies::default();
        let mut headers = HeaderMap::new();
        headers.insert(SET_COOKIE, "a=1; Path=/".parse().unwrap());
        jar.learn(&headers, &URL.parse().unwrap());
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, "own=1".parse().unwrap());
        jar.add_to(&mut headers, &URL.parse().unwrap());
        assert_eq!(headers[COOKIE], "own=1; a=1");
        assert!(headers[COOKIE].is_sensitive());
    }
}
