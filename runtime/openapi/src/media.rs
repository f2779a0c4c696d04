//! Media types: which of the declared ones a response has.

use std::borrow::Cow;

use clientwright_http::Response;

/// A media type without its parameters, in lower case.
pub(crate) fn essence(name: &str) -> Cow<'_, str> {
    let essence = name.split(';').next().unwrap_or_default().trim();
    // Nearly all are in lower case already.
    match essence.bytes().any(|byte| byte.is_ascii_uppercase()) {
        true => essence.to_ascii_lowercase().into(),
        false => essence.into(),
    }
}

/// Whether values of a media type are JSON.
pub(crate) fn is_json(essence: &str) -> bool {
    essence.ends_with("/json") || essence.ends_with("+json")
}

/// Whether values of a media type are XML.
pub(crate) fn is_xml(essence: &str) -> bool {
    essence.ends_with("/xml") || essence.ends_with("+xml")
}

/// How well a media type fits a declared one or a declared range: the lower, the better. `None`: it does not.
fn fit(declared: &str, essence: &str) -> Option<u8> {
    let declared = self::essence(declared);
    let of_range = |range: &str| essence.split('/').next() == Some(range);
    match &*declared {
        same if same == essence => Some(0),
        "*/*" => Some(3),
        range if range.strip_suffix("/*").is_some_and(of_range) => Some(1),
        other if is_json(other) && is_json(essence) => Some(2),
        other if is_xml(other) && is_xml(essence) => Some(2),
        _ => None,
    }
}

/// Which of some lists of media types, with commas between them, fits the media type of a response best; the first of
/// several.
pub(crate) fn choose<'a>(
    lists: impl Iterator<Item = &'a str>,
    content_type: &str,
) -> Option<usize> {
    let essence = essence(content_type);
    let fits = lists.enumerate().filter_map(|(at, list)| {
        let best = list
            .split(',')
            .filter_map(|declared| fit(declared, &essence));
        Some((best.min()?, at))
    });
    fits.min().map(|(_, at)| at)
}

/// Why a response is not what was asked for. JSON and XML are judged when they are read, because services name them in many
/// ways; a media type that says nothing is believed.
pub(crate) fn unexpected(accept: &str, response: &Response) -> Option<String> {
    let came = response.content_type()?;
    let essence = essence(came);
    let says_nothing = matches!(
        &*essence,
        "" | "application/octet-stream" | "binary/octet-stream"
    );
    if says_nothing || response.body.is_empty() {
        return None;
    }
    let is_fine = accept.split(',').any(|asked| {
        let asked = self::essence(asked);
        let is_open = asked == "application/octet-stream" || asked == "application/*";
        let are_texts = asked.starts_with("text/") && essence.starts_with("text/");
        is_json(&asked)
            || is_xml(&asked)
            || is_open
            || are_texts && essence != "text/html"
            || fit(&asked, &essence).is_some()
    });
    (!is_fine).then(|| format!("the response is `{came}`, and `{accept}` was asked for"))
}

/// The text of a body in the charset that its media type states: UTF-8, which is the default, or ISO 8859-1.
pub(crate) fn text(response: &Response) -> Result<Cow<'_, str>, String> {
    let charset = response.content_type().and_then(charset);
    let charset = charset.unwrap_or_default();
    match charset.as_str() {
        "" | "utf-8" | "utf8" | "us-ascii" | "ascii" => {
            let text = std::str::from_utf8(&response.body);
            let text = text.map_err(|error| format!("the text is not UTF-8: {error}"));
            text.map(Cow::Borrowed)
        }
        // Its characters are the first of Unicode.
        "iso-8859-1" | "iso8859-1" | "iso_8859-1" | "latin1" | "latin-1" => {
            Ok(response.body.iter().map(|byte| char::from(*byte)).collect())
        }
        other => Err(format!("the charset `{other}` is not supported")),
    }
}

/// The parameter `charset` of a media type (RFC 9110, 8.3.2), in lower case.
fn charset(content_type: &str) -> Option<String> {
    let mut parameters = content_type.split(';').skip(1);
    parameters.find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let is_charset = name.trim().eq_ignore_ascii_case("charset");
        is_charset.then(|| value.trim().trim_matches('"').to_ascii_lowercase())
    })
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use clientwright_http::{RequestName, Response};
    use http::header::CONTENT_TYPE;
    use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};

    use super::{charset, choose, text, unexpected};

    fn response(content_type: &'static str, body: &'static [u8]) -> Response {
        let request = RequestName::new(&Method::GET, &Uri::from_static("/"));
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        Response::new(request, StatusCode::OK, headers, Bytes::from_static(body))
    }

    #[test]
    fn texts_are_read_by_their_charset() {
        for (charset, body, expected) in [
            ("utf-8", &b"caf\xC3\xA9"[..], Ok("caf\u{e9}")),
            ("ISO-8859-1", b"caf\xE9", Ok("caf\u{e9}")),
            ("utf-8", b"caf\xE9", Err("the text is not UTF-8")),
            ("utf-16", b"c\0", Err("`utf-16` is not supported")),
        ] {
            let content_type = format!("text/plain; charset={charset}").leak();
            let response = response(content_type, body);
            match (text(&response), expected) {
                (Ok(found), Ok(expected)) => assert_eq!(found, expected),
                (Err(found), Err(expected)) => assert!(found.contains(expected), "{found}"),
                (found, _) => panic!("{charset}: {found:?}"),
            }
        }
    }

    #[test]
    fn what_came_is_compared_with_what_was_asked_for() {
        for (accept, came, is_fine) in [
            ("application/json", "text/html", true), // the reader of JSON judges
            ("text/csv", "text/plain; charset=utf-8", true),
            ("text/csv", "text/html", false),
            ("text/html", "text/html", true),
            ("image/*", "image/png", true),
            ("image/png, image/jpeg", "IMAGE/JPEG", true),
            ("application/pdf", "application/json", false),
            ("application/pdf", "application/octet-stream", true),
            ("application/octet-stream", "application/zip", true),
            ("*/*", "text/html", true),
        ] {
            let reason = unexpected(accept, &response(came, b"x"));
            assert_eq!(reason.is_none(), is_fine, "{accept} {came}");
        }
        assert_eq!(unexpected("text/csv", &response("text/html", b"")), None);
    }

    #[test]
    fn charsets() {
        for (content_type, expected) in [
            ("text/plain", None),
            ("text/plain; charset=UTF-8", Some("utf-8")),
            (
                "text/plain;format=flowed; Charset=\"ISO-8859-1\"",
                Some("iso-8859-1"),
            ),
        ] {
            assert_eq!(charset(content_type).as_deref(), expected);
        }
    }

    #[test]
    fn the_closest_declared_media_type_counts() {
        let lists = ["application/json", "text/csv, text/plain", "image/*", "*/*"];
        for (content_type, expected) in [
            ("Application/JSON; charset=utf-8", Some(0)),
            ("application/problem+json", Some(0)),
            ("text/plain", Some(1)),
            ("image/png", Some(2)),
            ("text/html", Some(3)),
        ] {
            let chosen = choose(lists.into_iter(), content_type);
            assert_eq!(chosen, expected, "{content_type}");
        }
        assert_eq!(choose(lists.into_iter().take(3), "text/html"), None);
    }
}
