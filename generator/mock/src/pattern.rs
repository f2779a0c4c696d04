//! Patterns of paths.

/// A path whose segments may have wildcards: `*` and `{name}` are any text within a segment, `**` as the last segment is all
/// further ones.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    segments: Vec<Segment>,
    has_rest: bool,
}

/// The texts of a segment, with a wildcard between two of them.
type Segment = Vec<String>;

impl Pattern {
    pub(crate) fn new(path: &str) -> Self {
        let mut texts: Vec<&str> = path.trim_matches('/').split('/').collect();
        let has_rest = texts.last() == Some(&"**");
        if has_rest || texts == [""] {
            texts.pop();
        }
        Self {
            segments: texts.into_iter().map(|text| segment(text, true)).collect(),
            has_rest,
        }
    }

    /// A path template of OpenAPI, in which only names in braces are wildcards.
    pub(crate) fn of_template(path: &str) -> Self {
        let texts = path.split('/').filter(|text| !text.is_empty());
        Self {
            segments: texts.map(|text| segment(text, false)).collect(),
            has_rest: false,
        }
    }

    /// Whether a path matches, whose segments are decoded.
    pub(crate) fn is_match(&self, segments: &[String]) -> bool {
        let count = self.segments.len();
        let fits = match self.has_rest {
            true => segments.len() >= count,
            false => segments.len() == count,
        };
        fits && self
            .segments
            .iter()
            .zip(segments)
            .all(|(pattern, text)| fits_segment(pattern, text))
    }
}

fn segment(text: &str, has_stars: bool) -> Segment {
    let mut texts = vec![String::new()];
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        let wildcard = match c {
            '*' if has_stars => Some(rest),
            '{' => rest.find('}').map(|end| &rest[end + 1..]),
            _ => None,
        };
        match wildcard {
            Some(after) => {
                rest = after;
                texts.push(String::new());
            }
            None => texts.last_mut().into_iter().for_each(|last| last.push(c)),
        }
    }
    texts
}

fn fits_segment(pattern: &[String], text: &str) -> bool {
    let [first, middle @ .., last] = pattern else {
        return pattern.first().is_none_or(|only| only == text);
    };
    let Some(mut rest) = text.strip_prefix(first.as_str()) else {
        return false;
    };
    // The leftmost match of each text leaves the most for the others.
    for text in middle {
        match rest.find(text.as_str()) {
            Some(at) => rest = &rest[at + text.len()..],
            None => return false,
        }
    }
    rest.ends_with(last.as_str())
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn wildcards_are_within_a_segment_and_two_of_them_the_rest() {
        for (pattern, path, expected) in [
            ("/pets/*", "pets/7", true),
            ("/pets/*", "pets/7/visits", false),
            ("/pets/{petId}/visits", "pets/7/visits", true),
            ("/pets/**", "pets/7/visits", true),
            ("/pets/**", "pets", true),
            ("/pets/7", "pets/77", false),
            ("Orders(*)", "Orders(7)", true),
            ("Orders(*)", "Orders", false),
            ("a*a", "a", false),
            ("a*b*c", "aXbYbZc", true),
            ("{", "{", true),
            ("/", "", true),
            ("**", "a/b", true),
        ] {
            let segments = path.split('/').filter(|segment| !segment.is_empty());
            let segments: Vec<String> = segments.map(str::to_owned).collect();
            assert_eq!(
                Pattern::new(pattern).is_match(&segments),
                expected,
                "{pattern} {path}"
            );
        }
    }
}
