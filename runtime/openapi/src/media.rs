//! Media types: which of the declared ones a response has.

/// A media type without its parameters, in lower case.
pub(crate) fn essence(name: &str) -> String {
    let essence = name.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
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
    match declared.as_str() {
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

#[cfg(test)]
mod tests {
    use super::choose;

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
