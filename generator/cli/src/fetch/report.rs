//! What `fetch` prints: requests, what was not fetched, and results.

use std::path::PathBuf;

use clientwright::codes;
use clientwright_diagnostics::text::visible;
use clientwright_fetch::{Error, Response, Url};
use clientwright_oas::Input;

use super::Fetch;
use super::run::Target;
use crate::messages::{self, Fetched, Message, Status};
use crate::output::{self, Failure};

impl Fetch {
    /// Whether requests are printed. Messages have the results only.
    pub(super) fn shows_requests(&self) -> bool {
        self.verbose && !self.messages.is_json()
    }
}

/// Prints a request, with what the server sent.
pub(super) fn request(url: &Url, result: &Result<Response, Error>) {
    let (at, what) = match result {
        Ok(Response::Unchanged(at)) => (at, "unchanged".to_owned()),
        Ok(Response::Document(document)) => {
            let kind = document.content_type.as_deref();
            let kind = kind.map_or(String::new(), |kind| format!(" of `{kind}`"));
            (
                &document.url,
                format!("{} bytes{kind}", document.bytes.len()),
            )
        }
        Err(error) => (url, error.to_string()),
    };
    let redirected = match at == url {
        true => String::new(),
        false => {
            // The query of a redirect may be a credential.
            let mut at = at.clone();
            at.set_query(None);
            format!(" -> {at}")
        }
    };
    output::problems(&visible(&format!("GET {url}{redirected}: {what}")));
}

/// Prints what was not fetched.
pub(super) fn warn(notes: &[String], command: &Fetch) -> Result<(), Failure> {
    for note in notes {
        match command.messages.is_json() {
            true => messages::warning(codes::FETCH, note, &[])?,
            false => output::problems(&format!("warning[{}]: {}", codes::FETCH, visible(note))),
        }
    }
    Ok(())
}

/// Prints the result for a description; `written` are the files that differ.
pub(super) fn report(
    target: &Target,
    kind: Input,
    written: &[PathBuf],
    command: &Fetch,
) -> Result<(), Failure> {
    let is_odata = kind == Input::Csdl;
    if command.messages.is_json() {
        for path in written {
            messages::file(Status::Written, path, None)?;
        }
        return match command.quiet {
            true => Ok(()),
            false => messages::print(&Message::Fetched(Fetched {
                url: target.url.as_str(),
                out: target.out.display().to_string(),
                input: if is_odata { "odata" } else { "openapi" },
                changed: !written.is_empty(),
            })),
        };
    }
    if command.quiet {
        return Ok(());
    }
    let what = match (written, is_odata) {
        ([], _) => "unchanged",
        (_, true) => "OData metadata",
        (_, false) => "an OpenAPI description",
    };
    let mut text = format!("{} -> {}\n  {what}\n", target.url, target.out.display());
    for path in written.iter().filter(|path| **path != target.out) {
        text.push_str(&format!("  with {}\n", path.display()));
    }
    output::lines(&text)
}
