//! The page of all codes, from the pages of `explain`.

use clientwright::codes;
use clientwright_csdl::codes as csdl;
use clientwright_oas::codes as openapi;

use super::{cell, fresh, page};
use crate::commands::explain::{CHAPTERS, one_line, section};

/// Codes of warnings of commands that have no `--allow`.
const ALWAYS_SHOWN: [(&str, &str); 2] = [
    (codes::UNSETTLED, "warning"),
    (codes::FETCH, "error or warning"),
];

/// Whether a diagnostic with the code is an error or a warning.
fn level(code: &str) -> &'static str {
    let declared = [csdl::LEVELS, openapi::LEVELS, codes::LEVELS];
    let mut all = ALWAYS_SHOWN.iter().chain(declared.into_iter().flatten());
    all.find(|(known, _)| *known == code)
        .expect("it is declared")
        .1
}

/// The page of a code as Markdown. A code block has only its language after the fence, because that is what highlighters read; the name of
/// its file is a line before it.
fn markdown(page: &str) -> String {
    let (mut text, mut is_code) = (String::new(), false);
    for line in page.trim().lines() {
        if let Some(info) = line.strip_prefix("```") {
            is_code = !is_code;
            if let (true, Some((language, file))) = (is_code, info.split_once(' ')) {
                text.push_str(&format!("`{file}`:\n\n```{language}\n"));
                continue;
            }
        }
        text.push_str(line);
        text.push('\n');
    }
    text
}

#[test]
fn the_page_of_codes_is_fresh() {
    let mut text = page(
        "Codes",
        "Each problem of a run has a code. `clientwright explain CODE` prints what is here. `csdl-…` are about metadata and its overlays, \
         `openapi-…` about descriptions and theirs, `gen-…` about the run. [Diagnostics](../guide/diagnostics.md) explains levels.",
    );
    text.push_str("\n| code | level | meaning |\n|---|---|---|\n");
    let all = || {
        CHAPTERS
            .iter()
            .flat_map(|chapter| chapter.codes.iter().map(move |code| (chapter, code)))
    };
    for (_, (code, meaning)) in all() {
        let meaning = cell(meaning);
        text.push_str(&format!(
            "| [`{code}`](#{code}) | {} | {meaning} |\n",
            level(code)
        ));
    }
    for (chapter, (code, meaning)) in all() {
        let hidden = match chapter.warnings.contains(code) {
            true => format!(" `allow = [\"{code}\"]` hides its warnings."),
            false => String::new(),
        };
        let rest = markdown(section(chapter.pages, code).expect("a page"));
        let level = level(code);
        text.push_str(&format!(
            "\n## {code}\n\n{}\n\nLevel: {level}.{hidden}\n\n{rest}",
            one_line(meaning)
        ));
    }
    fresh("docs/reference/codes.md", &text);
}
