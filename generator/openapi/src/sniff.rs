//! What kind of file a text is.

/// What a text is, by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// XML: OData metadata, or something that its reader reports.
    Csdl,
    /// OpenAPI 3 or Swagger, of whatever version.
    OpenApi,
    /// An overlay by the OpenAPI Overlay Specification.
    Overlay,
    /// Nothing that is read here. The text says what it probably is, with an article: `a GraphQL schema`.
    Other(&'static str),
}

/// Sees from its content what kind of file a text is.
///
/// ```
/// use clientwright_oas::{Input, sniff};
///
/// assert_eq!(sniff("openapi: 3.1.0\npaths: {}\n"), Input::OpenApi);
/// assert_eq!(sniff("<edmx:Edmx Version=\"4.0\"/>"), Input::Csdl);
/// assert_eq!(sniff("type Query { pets: [Pet] }"), Input::Other("a GraphQL schema"));
/// ```
pub fn sniff(text: &str) -> Input {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('<') {
        return Input::Csdl;
    }
    let keys = top_keys(text);
    let has = |key: &str| keys.contains(&key);
    let others = [
        ("asyncapi", "an AsyncAPI description"),
        ("arazzo", "an Arazzo description"),
        ("$Version", "OData metadata as JSON; only XML is read"),
        ("@odata.context", "a response of an OData service"),
        ("swaggerVersion", "a Swagger description before 2.0"),
        ("_postman_id", "a Postman collection"),
        ("item", "a Postman collection"),
        ("data", "data, or the result of a GraphQL query"),
        ("$schema", "a JSON Schema"),
    ];
    if has("openapi") || has("swagger") {
        Input::OpenApi
    } else if has("overlay") {
        Input::Overlay
    } else if let Some((_, what)) = others.into_iter().find(|(key, _)| has(key)) {
        Input::Other(what)
    } else if has("paths") || has("components") {
        Input::OpenApi
    } else {
        Input::Other(other(text))
    }
}

fn other(text: &str) -> &'static str {
    let starts = |words: &[&str]| {
        let mut lines = text.lines().map(str::trim_start);
        lines.any(|line| words.iter().any(|word| line.starts_with(word)))
    };
    match text.as_bytes().first() {
        None => "an empty file",
        Some(b'{') => "a JSON object without `openapi` or `swagger`",
        Some(b'[') => "a JSON array",
        _ if text.starts_with("#%RAML") => "a RAML description",
        _ if starts(&["syntax = \"proto", "syntax=\"proto"]) => "a Protocol Buffers file",
        _ if starts(&["type ", "schema {", "interface ", "directive @", "scalar "]) => {
            "a GraphQL schema"
        }
        _ => "a text without a key `openapi` or `swagger`",
    }
}

/// The keys of the outermost object of JSON or YAML, as far as they can be seen without parsing it.
fn top_keys(text: &str) -> Vec<&str> {
    match text.starts_with('{') {
        true => keys_of_json(text),
        false => {
            let lines = text.lines();
            let keys = lines.filter(|line| !line.starts_with([' ', '\t', '#', '-', '%', '.']));
            keys.filter_map(|line| Some(line.split_once(':')?.0.trim().trim_matches(['"', '\''])))
                .collect()
        }
    }
}

/// The keys at the first level of braces: texts and words that a colon follows.
fn keys_of_json(text: &str) -> Vec<&str> {
    let bytes = text.as_bytes();
    let (mut keys, mut depth, mut at) = (Vec::new(), 0usize, 0);
    while let Some(byte) = bytes.get(at) {
        let start = at;
        at += 1;
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b'"' => {
                while bytes.get(at).is_some_and(|byte| *byte != b'"') {
                    at += 1 + usize::from(bytes[at] == b'\\');
                }
                at = (at + 1).min(bytes.len());
                if depth == 1 {
                    keys.extend(key(text, start + 1..at - 1, at));
                }
            }
            b'a'..=b'z' | b'A'..=b'Z' | b'$' if depth == 1 => {
                let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
                at += bytes[at..].iter().take_while(|byte| is_word(byte)).count();
                keys.extend(key(text, start..at, at));
            }
            _ => {}
        }
    }
    keys
}

/// The text of a range, if a colon follows.
fn key(text: &str, range: std::ops::Range<usize>, after: usize) -> Option<&str> {
    let is_key = text.get(after..)?.trim_start().starts_with(':');
    text.get(range).filter(|_| is_key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_files_are_seen_from_their_content() {
        for text in [
            "openapi: 3.0.3",
            "\u{feff}%YAML 1.2\n---\n# x\nopenapi: 3.0.3",
            "'swagger': '2.0'",
            "{openapi: 3.0.3}",
            "{\"info\": {\"openapi\": 1}, \"x\": \"\\\"\", \"openapi\" : \"3.0.3\"}",
            "paths: {}",
            "{\"openapi\":",
        ] {
            assert_eq!(sniff(text), Input::OpenApi, "{text}");
        }
        assert_eq!(sniff("overlay: 1.0.0\nactions: []"), Input::Overlay);
        assert_eq!(sniff("\n<html>"), Input::Csdl);
        for (text, what) in [
            ("", "an empty file"),
            ("[]", "a JSON array"),
            ("42", "a text without a key `openapi` or `swagger`"),
            (
                "{\"a\": {\"openapi\": 1}}",
                "a JSON object without `openapi` or `swagger`",
            ),
            ("# pets\ntype Pet {\n  id: ID\n}", "a GraphQL schema"),
            ("asyncapi: 2.6.0", "an AsyncAPI description"),
            ("{\"$schema\": \"x\", \"paths\": 1}", "a JSON Schema"),
            ("syntax = \"proto3\";", "a Protocol Buffers file"),
            ("\"", "a text without a key `openapi` or `swagger`"),
            ("{\"ä", "a JSON object without `openapi` or `swagger`"),
        ] {
            assert_eq!(sniff(text), Input::Other(what), "{text}");
        }
    }
}
