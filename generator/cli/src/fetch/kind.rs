//! What was downloaded: only metadata and descriptions are kept.

use clientwright_fetch::Document;
use clientwright_oas::{Input, sniff};

use super::problem;
use crate::output::Failure;

const PAGE_HELP: &str = "it may be the login or error page of the service; give a token by --token-env, or the address of the description itself";

/// The text of a document that is metadata or an OpenAPI description.
pub(super) fn main(document: &Document) -> Result<(String, Input), Failure> {
    let text = text(document)?;
    let refused = |what: &str, help: Option<&str>| {
        Err(problem(
            document.url.as_str(),
            format!("this is {what}"),
            help,
        ))
    };
    match sniff(&text) {
        _ if is_page(&text) => refused("a web page", Some(PAGE_HELP)),
        Input::Csdl if !text.contains("Edmx") => refused(
            "XML, but not OData metadata",
            Some("the metadata of an OData service is at `$metadata` below its root"),
        ),
        Input::Overlay => refused("an overlay, not a description", None),
        Input::Other(what) => refused(
            what,
            Some(
                "give the address of OData metadata (CSDL XML) or of an OpenAPI description (JSON or YAML)",
            ),
        ),
        kind => Ok((text, kind)),
    }
}

/// The text of a document that another one refers to, which may be a part of a description only.
pub(super) fn part(document: &Document) -> Result<String, Failure> {
    let text = text(document)?;
    match is_page(&text) {
        true => Err(problem(
            document.url.as_str(),
            "this is a web page",
            Some(PAGE_HELP),
        )),
        false => Ok(text),
    }
}

fn text(document: &Document) -> Result<String, Failure> {
    String::from_utf8(document.bytes.clone()).map_err(|_| {
        let what = match (document.bytes.as_slice(), &document.content_type) {
            ([0xff, 0xfe, ..] | [0xfe, 0xff, ..], _) => "the text is UTF-16, not UTF-8".to_owned(),
            (_, Some(kind)) => format!("this is not a text in UTF-8, but `{kind}`"),
            (_, None) => "this is not a text in UTF-8".to_owned(),
        };
        problem(document.url.as_str(), what, None)
    })
}

/// Whether a text is HTML. Its media type does not matter: some servers send every text as `text/html`.
fn is_page(text: &str) -> bool {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    // Comments and the declaration of XML may come first.
    loop {
        let end = match rest {
            _ if rest.starts_with("<!--") => rest.find("-->").map(|at| at + 3),
            _ if rest.starts_with("<?") => rest.find("?>").map(|at| at + 2),
            _ => break,
        };
        rest = end.map_or("", |end| rest[end..].trim_start());
    }
    let start: String = rest.chars().take(14).collect();
    let start = start.to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body"]
        .iter()
        .any(|tag| start.starts_with(tag))
}

#[cfg(test)]
mod tests {
    use super::is_page;

    #[test]
    fn pages_are_told_from_metadata() {
        for page in [
            "<!DOCTYPE html><html>",
            "\u{feff}\n<!-- <edmx:Edmx/> --><HTML>",
            "<?xml version=\"1.0\"?><!doctype HTML PUBLIC>",
        ] {
            assert!(is_page(page), "{page}");
        }
        for other in ["<?xml version=\"1.0\"?><edmx:Edmx/>", "<!--", "{}", ""] {
            assert!(!is_page(other), "{other}");
        }
    }
}
