//! Facts about valid JSON that one pass over its bytes finds.

use super::MAX_DEPTH;

/// The result of one pass over the tokens of a text.
#[derive(Default)]
pub(super) struct Survey {
    pub(super) depth: usize,
    pub(super) has_line_breaks: bool,
}

/// Looks through valid JSON. Only arrays and objects are looked at, and no further than to [`MAX_DEPTH`]: a later
/// reader of the text starts its own count.
pub(super) fn survey(text: &str) -> Survey {
    let mut survey = Survey::default();
    if !text.starts_with(['{', '[']) {
        return survey;
    }
    let (mut depth, mut inside, mut escaped) = (0_usize, false, false);
    for byte in text.bytes() {
        if inside {
            (inside, escaped) = (escaped || byte != b'"', !escaped && byte == b'\\');
            continue;
        }
        match byte {
            b'"' => inside = true,
            b'[' | b'{' => {
                depth += 1;
                survey.depth = survey.depth.max(depth);
                if depth >= MAX_DEPTH {
                    break;
                }
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            // Strings have none.
            b'\n' | b'\r' => survey.has_line_breaks = true,
            _ => {}
        }
    }
    survey
}

/// The rest of a text after the string in which it begins.
pub(super) fn after_string(mut text: &str) -> &str {
    while let Some((content, after)) = text.split_once('"') {
        let escapes = content.bytes().rev().take_while(|byte| *byte == b'\\');
        if escapes.count() % 2 == 0 {
            return after;
        }
        text = after;
    }
    ""
}

/// Valid JSON without white space between its tokens.
pub(super) fn minified(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut rest = json;
    while let Some((tokens, after)) = rest.split_once('"') {
        out.extend(tokens.split_ascii_whitespace());
        let string = after.len() - after_string(after).len();
        let (string, after) = after.split_at(string);
        out.push('"');
        out.push_str(string);
        rest = after;
    }
    out.extend(rest.split_ascii_whitespace());
    out
}
