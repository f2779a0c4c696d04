//! `explain`: what a code means, an example that causes it, and the way out.
//!
//! The pages are Markdown files of this crate, one for each crate that declares codes. A code block without a name in a
//! page is only a part of a file: [`Part`] says where it belongs.

use clientwright::codes;
use clientwright_csdl::codes as csdl;
use clientwright_diagnostics::nearest::Nearest;
use clientwright_oas::codes as openapi;

use crate::arguments::Explain;
use crate::messages::{self, Code, Message};
use crate::output::{self, Failure};

/// The codes of a crate, and the file with their pages.
pub(crate) struct Chapter {
    pub(crate) codes: &'static [(&'static str, &'static str)],
    pub(crate) warnings: &'static [&'static str],
    pub(crate) pages: &'static str,
}

pub(crate) const CHAPTERS: [Chapter; 3] = [
    Chapter {
        codes: csdl::ALL,
        warnings: csdl::WARNINGS,
        pages: include_str!("../../pages/csdl.md"),
    },
    Chapter {
        codes: openapi::ALL,
        warnings: openapi::WARNINGS,
        pages: include_str!("../../pages/openapi.md"),
    },
    Chapter {
        codes: codes::ALL,
        warnings: codes::WARNINGS,
        pages: include_str!("../../pages/gen.md"),
    },
];

pub(crate) fn explain(command: &Explain) -> Result<(), Failure> {
    let is_json = command.messages.is_json();
    let Some(code) = &command.code else {
        return match is_json {
            true => all().try_for_each(|of| message(&of, None)),
            false => output::lines(&list()),
        };
    };
    let code = code.to_ascii_lowercase();
    match all().find(|of| of.code == code) {
        Some(of) if is_json => message(&of, Some(of.page())),
        Some(of) => output::lines(&of.shown()),
        None => {
            let near = Nearest::default().name(&code, all().map(|of| of.code));
            let near = near.map(|near| format!("; a similar code exists: `{near}`"));
            let near = near.unwrap_or_default();
            Err(Failure::Usage(format!("there is no code `{code}`{near}")))
        }
    }
}

/// A declared code.
struct Declared {
    code: &'static str,
    meaning: String,
    chapter: &'static Chapter,
}

/// Every code, in the order of the chapters.
fn all() -> impl Iterator<Item = Declared> {
    CHAPTERS.iter().flat_map(|chapter| {
        chapter.codes.iter().map(move |&(code, doc)| Declared {
            code,
            meaning: one_line(doc),
            chapter,
        })
    })
}

/// Every code with its meaning, in a line.
fn list() -> String {
    let lines = all().map(|of| format!("{:12} {}\n", of.code, of.meaning));
    lines.collect()
}

fn message(of: &Declared, page: Option<&str>) -> Result<(), Failure> {
    messages::print(&Message::Code(Code {
        code: of.code,
        meaning: &of.meaning,
        can_be_hidden: of.is_warning(),
        page,
    }))
}

/// A doc comment as one line.
pub(crate) fn one_line(doc: &str) -> String {
    doc.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Declared {
    /// Whether `allow` hides problems of this code.
    fn is_warning(&self) -> bool {
        self.chapter.warnings.contains(&self.code)
    }

    /// The page, in Markdown.
    fn page(&self) -> &'static str {
        let page = section(self.chapter.pages, self.code);
        page.unwrap_or_default().trim()
    }

    /// Everything about the code, for people.
    fn shown(&self) -> String {
        let (code, meaning) = (self.code, &self.meaning);
        let kind = match self.is_warning() {
            true => format!("`allow = [\"{code}\"]` hides warnings of this code."),
            false => "It cannot be hidden.".to_owned(),
        };
        let page = shown(self.page());
        format!("{code}\n\n{meaning}\n{kind}\n\n{page}")
    }
}

/// The part of a file below the heading of a code.
pub(crate) fn section<'p>(pages: &'p str, code: &str) -> Option<&'p str> {
    let heading = format!("\n## {code}\n");
    let (_, rest) = pages.split_once(&heading)?;
    Some(
        rest.split_once("\n## ")
            .map_or(rest, |(of_code, _)| of_code),
    )
}

/// Where a code block belongs.
enum Part<'p> {
    /// A whole file of this name.
    File(&'p str),
    /// What stands in a file at this place.
    Inside(&'static str),
}

impl<'p> Part<'p> {
    /// Reads what follows the opening fence: a language, and the name of the file if the block is all of it.
    fn of(info: &'p str) -> Self {
        match info.split_once(' ') {
            Some((_, name)) => Self::File(name),
            None => Self::Inside(match info {
                "xml" => "in a `Schema` element with the namespace `NS`",
                "yaml" => "in a description of OpenAPI 3.1",
                "toml" => "in the `[[module]]` of codegen.toml",
                _ => "on the command line",
            }),
        }
    }
}

/// A page as it is printed: code is indented, with a line before it that says where it belongs.
fn shown(page: &str) -> String {
    let mut text = String::new();
    let mut is_code = false;
    for line in page.lines() {
        match line.strip_prefix("```") {
            Some(_) if is_code => is_code = false,
            Some(info) => {
                is_code = true;
                match Part::of(info) {
                    Part::File(name) => text.push_str(&format!("Example, {name}:\n\n")),
                    Part::Inside(place) => text.push_str(&format!("Example, {place}:\n\n")),
                }
            }
            None if is_code && !line.is_empty() => text.push_str(&format!("    {line}\n")),
            None => {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    text.trim_end().to_owned() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each declared code has a page with a way out, and each page belongs to a declared code, in the same order.
    #[test]
    fn every_code_has_a_page() {
        for chapter in &CHAPTERS {
            let headings = chapter.pages.lines().filter_map(|l| l.strip_prefix("## "));
            let declared = chapter.codes.iter().map(|(code, _)| *code);
            assert_eq!(
                headings.collect::<Vec<_>>(),
                declared.clone().collect::<Vec<_>>()
            );
            for code in declared {
                let of = all().find(|of| of.code == code).expect("it is declared");
                let page = of.shown();
                assert!(page.contains("\nWay out: "), "{page}");
                assert!(!page.contains("```"), "{page}");
            }
        }
    }
}
