//! Where in the JSON an error happened, at no cost until there is one.
//!
//! While it is returned, an error gets one segment from each collection (`[3]: `) and each object (`ns.Type.property: `) it
//! passes, as text in front of its message: serde errors carry only text. Callers of `serde_json`
//! see that chain; [`DecodeError`](crate::json::DecodeError) turns it into a path. The hot path pays nothing, and nothing
//! is compiled twice, which a tracking deserializer such as `serde_path_to_error` would cost every generated type.

use serde::de::Error;

/// Puts the property of a type in front of an error. An empty `type_name` is a bare object such as a page.
///
/// ```
/// use serde::de::Error as _;
/// let error = serde_json::Error::custom("no such thing");
/// assert_eq!(clientwright_values::__private::context::at_property("ns.T", "id", error).to_string(), "ns.T.id: no such thing");
/// ```
///
/// A name that could not be distinguished from the rest of the text is in brackets, as a JSON string.
#[cold]
pub fn at_property<E: Error>(type_name: &str, property: &str, error: E) -> E {
    let name = property.split_once('@').map_or(property, |(name, _)| name);
    if name.contains(|c: char| c == '.' || c == '"' || c.is_whitespace()) {
        let quoted = serde_json::Value::from(property).to_string();
        let quoted = quoted.replace(char::is_whitespace, BLANK);
        return E::custom(format_args!("{type_name}.[{quoted}]: {error}"));
    }
    E::custom(format_args!("{type_name}.{property}: {error}"))
}

/// A blank in a name in brackets, so that what is before `: ` has none.
const BLANK: &str = "\\u0020";

/// Puts an index of a collection in front of an error.
#[cold]
pub fn at_index<E: Error>(index: usize, error: E) -> E {
    E::custom(format_args!("[{index}]: {error}"))
}

/// The parts of an error's text.
pub(crate) struct Chain<'a> {
    /// `value[3].task.executionSequence`
    pub(crate) path: String,
    /// The type that declares the last property of the path, if known.
    pub(crate) type_name: Option<&'a str>,
    /// What is left.
    pub(crate) message: &'a str,
}

/// Takes apart what [`at_property`] and [`at_index`] put together.
pub(crate) fn parse(text: &str) -> Chain<'_> {
    let mut chain = Chain {
        path: String::new(),
        type_name: None,
        message: text,
    };
    while let Some((segment, rest)) = chain.message.split_once(": ") {
        if segment.contains(char::is_whitespace) {
            break; // Messages are sentences; segments have no blanks.
        }
        if segment.starts_with('[') && segment.ends_with(']') {
            chain.path.push_str(segment);
        } else if let Some((type_name, property)) = split_property(segment) {
            if property.starts_with('[') {
                chain.path.push_str(&property.replace(BLANK, " "));
            } else {
                if !chain.path.is_empty() {
                    chain.path.push('.');
                }
                chain.path.push_str(property);
            }
            chain.type_name = Some(type_name).filter(|name| !name.is_empty());
        } else {
            break;
        }
        chain.message = rest;
    }
    chain
}

/// `ns.Type.property`, where an annotation's name (`property@ns.term`) has dots of its own.
fn split_property(segment: &str) -> Option<(&str, &str)> {
    if let Some(start) = segment.find(".[\"") {
        return Some((segment.get(..start)?, segment.get(start + 1..)?));
    }
    let head = segment.find('@').unwrap_or(segment.len());
    let dot = segment.get(..head)?.rfind('.')?;
    Some((segment.get(..dot)?, segment.get(dot + 1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains_become_paths() {
        let chain = parse(
            ".value: [3]: ns.Result.task: ns.Task.executionSequence: invalid type: null, expected i32",
        );
        assert_eq!(chain.path, "value[3].task.executionSequence");
        assert_eq!(chain.type_name, Some("ns.Task"));
        assert_eq!(chain.message, "invalid type: null, expected i32");

        let chain = parse("ns.T.tasks@odata.count: bad: [1]: thing");
        assert_eq!(
            (chain.path.as_str(), chain.message),
            ("tasks@odata.count", "bad: [1]: thing")
        );
        let chain = parse("ns.T.@odata.type: duplicate property");
        assert_eq!(
            (chain.path.as_str(), chain.type_name),
            ("@odata.type", Some("ns.T"))
        );
        let names = ["a.b", "a: b", "", "@c.d", "a\"b"];
        let error = names
            .iter()
            .fold(serde_json::Error::custom("x"), |error, name| {
                at_property("T", name, error)
            });
        let text = error.to_string();
        assert_eq!(parse(&text).path, r#"["a\"b"].@c.d.["a: b"]["a.b"]"#);
        assert_eq!(parse(&text).message, "x");
        assert_eq!(parse("EOF while parsing").path, "");
    }
}
