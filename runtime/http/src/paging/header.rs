//! The header `Link` (RFC 8288).

use http::HeaderMap;
use http::header::LINK;
use url::Url;

use super::resolve;

/// The target of the first link with the relation type `next` (RFC 8288, 3), absolute where it is a URL. `base` is the URL
/// of the response: targets are relative to it, and links of other contexts (`anchor`) do not count.
pub(crate) fn next_link(headers: &HeaderMap, base: Option<&Url>) -> Option<String> {
    let values = headers.get_all(LINK).iter();
    // Bytes that are no ASCII can only be in quoted texts, which are not used.
    let values = values.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    values
        .flat_map(|value| parse(&value))
        .find(|link| link.is_next(base))
        .map(
            |link| match base.and_then(|base| resolve(base, &link.target)) {
                Some(url) => url.into(),
                None => link.target,
            },
        )
}

/// One link of a header.
#[derive(Debug, Default, PartialEq)]
struct Link {
    target: String,
    /// The first `rel`; the others do not count (RFC 8288, 3.3).
    rel: Option<String>,
    anchor: Option<String>,
}

impl Link {
    fn is_next(&self, base: Option<&Url>) -> bool {
        let mut types = self
            .rel
            .as_deref()
            .unwrap_or_default()
            .split_ascii_whitespace();
        types.any(|name| name.eq_ignore_ascii_case("next")) && self.is_of(base)
    }

    /// Whether the link starts from the response itself.
    fn is_of(&self, base: Option<&Url>) -> bool {
        let Some(anchor) = &self.anchor else {
            return true;
        };
        // A fragment of the response is part of it.
        let without_fragment = |mut url: Url| {
            url.set_fragment(None);
            url
        };
        base.is_some_and(|base| {
            let anchor = base.join(anchor).map(without_fragment);
            anchor.is_ok_and(|anchor| anchor == without_fragment(base.clone()))
        })
    }
}

/// The links of a value (RFC 8288, appendix B.2). What cannot be read ends it.
fn parse(value: &str) -> Vec<Link> {
    let mut links = Vec::new();
    let mut rest = value;
    loop {
        rest = rest.trim_start_matches([' ', '\t', ',']);
        let Some((target, after)) = rest.strip_prefix('<').and_then(|rest| rest.split_once('>'))
        else {
            return links;
        };
        let mut link = Link {
            target: target.to_owned(),
            ..Link::default()
        };
        rest = parameters(after, &mut link);
        links.push(link);
    }
}

/// Reads the parameters of a link, and returns what is after them (RFC 8288, appendix B.3).
fn parameters<'a>(mut rest: &'a str, link: &mut Link) -> &'a str {
    loop {
        rest = rest.trim_start_matches([' ', '\t']);
        let Some(after) = rest.strip_prefix(';') else {
            // Anything else than a comma is no parameter; the next link begins after it.
            return rest.find(',').map_or("", |comma| &rest[comma..]);
        };
        let after = after.trim_start_matches([' ', '\t']);
        let end = after
            .find(['=', ';', ',', ' ', '\t'])
            .unwrap_or(after.len());
        let (name, after) = after.split_at(end);
        let after = after.trim_start_matches([' ', '\t']);
        let (value, after) = match after.strip_prefix('=') {
            Some(after) => value(after.trim_start_matches([' ', '\t'])),
            None => (String::new(), after),
        };
        let field = match name.to_ascii_lowercase().as_str() {
            "rel" => Some(&mut link.rel),
            "anchor" => Some(&mut link.anchor),
            _ => None,
        };
        if let Some(field) = field {
            field.get_or_insert(value);
        }
        rest = after;
    }
}

/// A value, in quotes or not, and what is after it.
fn value(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([';', ',']).unwrap_or(text.len());
        return (text[..end].trim_end().to_owned(), &text[end..]);
    };
    let mut value = String::new();
    let mut chars = quoted.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (value, &quoted[at + 1..]),
            '\\' => value.extend(chars.next().map(|(_, c)| c)),
            c => value.push(c),
        }
    }
    (value, "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn next(values: &[&str]) -> Option<String> {
        let base = Url::parse("https://api.example.test/v1/things?page=1").unwrap();
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(LINK, HeaderValue::from_bytes(value.as_bytes()).unwrap());
        }
        next_link(&headers, Some(&base))
    }

    #[test]
    fn the_next_link_is_found() {
        let two = "https://api.example.test/v1/things?page=2";
        for value in [
            "<https://api.example.test/v1/things?page=2>; rel=\"next\"",
            "<https://api.example.test/v1/things?page=2>;rel=next",
            "<?page=2>; REL=NEXT",
            "</v1/things?page=2> ; title=\"a, b; rel=prev\" ; rel = \"last next\"",
            "<things?page=1>; rel=prev, <things?page=2>; rel=\"next\", <things?page=9>; rel=last",
            ", ,<?page=2>; title*=UTF-8''%e2%82%ac; rel=next",
            "<?page=2>; rel=next; rel=prev",
            r#"<?page=2>; title="a \"quoted\" <b>, c"; rel="next""#,
            "<?page=2>; crossorigin; rel=next",
            "<?page=2>; rel=next; anchor=\"\"",
            "<?page=2>; rel=next; anchor=\"#items\"",
            "<?page=7>; rel=next; anchor=\"/other\", <?page=2>; rel=next",
            "<?page=7>; rel=\"nextish\", <?page=2>; rel=next",
            "<?page=7>; rel=prev; rel=next, <?page=2>; rel=next",
            "<?page=7>; x y, <?page=2>; rel=next",
            "<?page=2>; title=\"ä\"; rel=next",
        ] {
            assert_eq!(next(&[value]).as_deref(), Some(two), "{value}");
        }
        assert_eq!(
            next(&["<?page=1>; rel=prev", "<?page=2>; rel=next"]).as_deref(),
            Some(two)
        );
        assert_eq!(
            next(&["<https://api.example.test/a,b;c>; rel=next"]).as_deref(),
            Some("https://api.example.test/a,b;c")
        );
    }

    #[test]
    fn other_links_are_no_next_page() {
        for value in [
            "",
            "<?page=2>",
            "<?page=2>; rel=prev",
            "<?page=2>; rev=next",
            "<?page=2; rel=next",
            "?page=2; rel=next",
            "<?page=2>; rel=\"prev",
            "<?page=2>; title=\"; rel=next",
            "<?page=2>; rel=next; anchor=\"https://other.example/\"",
            "<?page=2>; rel",
        ] {
            assert_eq!(next(&[value]), None, "{value}");
        }
    }
}
