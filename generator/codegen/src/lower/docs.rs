//! Documentation: facts of the schema in words, descriptions as text that can do no harm.

use odata_csdl::schema::{Annotation, Expression, Record};
use odata_csdl::source::FileId;

use super::capabilities::{Custom, Restrictions};
use crate::model::Docs;

/// Longest line of a doc comment, without its marker.
const WIDTH: usize = 100;

/// Whose descriptions are taken.
#[derive(Clone, Debug, Default)]
pub(crate) struct DocsPolicy {
    /// Whether descriptions that stand in the metadata itself count.
    pub metadata: bool,
    /// The overlays, whose descriptions always count.
    pub overlays: Vec<FileId>,
}

impl DocsPolicy {
    fn takes(&self, annotation: &Annotation) -> bool {
        self.metadata || self.overlays.contains(&annotation.span.file)
    }
}

/// Builds the docs of one item, paragraph by paragraph.
#[derive(Clone, Debug, Default)]
pub(crate) struct DocsBuilder {
    paragraphs: Vec<String>,
    deprecated: Option<String>,
}

impl DocsBuilder {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Docs from annotations: description, long description, revisions. `fallback` opens the docs when there is no
    /// description.
    pub(crate) fn annotated(
        policy: &DocsPolicy,
        annotations: &[Annotation],
        fallback: impl Into<String>,
    ) -> Self {
        let mut docs = Self::new();
        match description(policy, annotations, "Org.OData.Core.V1.Description") {
            Some(text) => docs.paragraphs.extend(prose(text)),
            None => docs = docs.paragraph(fallback),
        }
        if let Some(text) = description(policy, annotations, "Org.OData.Core.V1.LongDescription") {
            docs.paragraphs.extend(prose(text));
        }
        docs.deprecated = deprecation(policy, annotations);
        docs
    }

    /// Adds a paragraph of markdown that this crate wrote.
    pub(crate) fn paragraph(mut self, text: impl Into<String>) -> Self {
        let text = text.into();
        if !text.is_empty() {
            self.paragraphs.push(text);
        }
        self
    }

    /// Adds a paragraph unless the docs open with it already.
    pub(crate) fn paragraph_unless_first(self, text: impl Into<String>) -> Self {
        let text = text.into();
        match self.paragraphs.first() == Some(&text) {
            true => self,
            false => self.paragraph(text),
        }
    }

    /// Adds a paragraph of text that somebody else wrote.
    pub(crate) fn quoted(mut self, text: &str) -> Self {
        self.paragraphs.extend(prose(text));
        self
    }

    /// Adds what annotations say of a path, where that is for people to heed.
    pub(crate) fn restrictions(self, policy: &DocsPolicy, said: &Restrictions) -> Self {
        let deep = [(said.deep.insert, "created"), (said.deep.update, "changed")];
        let denied = deep.iter().filter(|(deep, _)| *deep == Some(false));
        let denied: Vec<&str> = denied.map(|(_, verb)| *verb).collect();
        let docs = match denied.is_empty() {
            true => self,
            false => {
                let verbs = denied.join(" or ");
                self.paragraph(format!(
                    "Related entities cannot be {verbs} along with one."
                ))
            }
        };
        docs.customs(policy, &said.customs)
    }

    /// Adds the headers and query options of the service's own.
    pub(crate) fn customs(self, policy: &DocsPolicy, customs: &[Custom]) -> Self {
        if customs.is_empty() {
            return self;
        }
        let lines = customs.iter().map(|custom| {
            let mut line = format!("- {} {}", custom.kind, code(&custom.name));
            if !custom.when.is_empty() {
                line.push_str(&format!(" {}", custom.when));
            }
            if custom.required {
                line.push_str(", required");
            }
            if !custom.examples.is_empty() {
                let examples: Vec<String> = custom.examples.iter().map(|e| code(e)).collect();
                line.push_str(&format!(", such as {}", examples.join(", ")));
            }
            if let Some((text, file)) = &custom.description
                && (policy.metadata || policy.overlays.contains(file))
            {
                let words: Vec<String> = text.split_whitespace().map(escape_word).collect();
                line.push_str(&format!(": {}", words.join(" ")));
            }
            line
        });
        let lines: Vec<String> = lines.collect();
        self.paragraph("Requests may have (`.header(…)`, `.query(…)`):")
            .paragraph(lines.join("\n"))
    }

    pub(crate) fn build(self) -> Docs {
        let paragraphs: Vec<String> = self.paragraphs.iter().map(|p| wrap(p)).collect();
        Docs {
            text: paragraphs.join("\n\n"),
            deprecated: self.deprecated,
        }
    }
}

fn description<'a>(
    policy: &DocsPolicy,
    annotations: &'a [Annotation],
    term: &str,
) -> Option<&'a str> {
    let annotation = annotations
        .iter()
        .find(|a| a.term == term && a.qualifier.is_none() && policy.takes(a))?;
    match &annotation.value {
        Some(Expression::String(text)) if !text.trim().is_empty() => Some(text),
        _ => None,
    }
}

/// The note of `#[deprecated]` when `Core.Revisions` has an entry of kind `Deprecated`.
fn deprecation(policy: &DocsPolicy, annotations: &[Annotation]) -> Option<String> {
    let revisions = annotations
        .iter()
        .find(|a| a.term == "Org.OData.Core.V1.Revisions")?;
    let Some(Expression::Collection(entries)) = &revisions.value else {
        return None;
    };
    let entry = entries.iter().find_map(|entry| match entry {
        Expression::Record(record) if is_deprecation(record) => Some(record),
        _ => None,
    })?;
    let text = |name: &str| match entry.get(name) {
        Some(Expression::String(text) | Expression::Date(text)) => Some(text.trim()),
        _ => None,
    };
    let mut parts = Vec::new();
    parts.extend(text("Date").map(|date| format!("since {date}")));
    parts.extend(text("RemovalDate").map(|date| format!("to be removed on {date}")));
    parts.extend(text("Version").map(|version| format!("version {version}")));
    let mut note = format!("deprecated by the service: {}", parts.join(", "));
    if parts.is_empty() {
        note = "deprecated by the service".to_owned();
    }
    if let Some(text) = text("Description").filter(|_| policy.takes(revisions)) {
        note.push_str(". ");
        note.push_str(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    Some(note)
}

fn is_deprecation(record: &Record) -> bool {
    match record.get("Kind") {
        Some(Expression::EnumMember(members)) => members.iter().any(|m| m.ends_with("/Deprecated")),
        _ => false,
    }
}

/// Turns text into markdown paragraphs that say just what the text says: nothing in it becomes a link, a doctest,
/// HTML or emphasis.
fn prose(text: &str) -> Vec<String> {
    text.split("\n\n")
        .flat_map(|p| p.split("\r\n\r\n"))
        .map(|paragraph| {
            let words: Vec<String> = paragraph.split_whitespace().map(escape_word).collect();
            escape_start(words.join(" "))
        })
        .filter(|p| !p.is_empty())
        .collect()
}

fn escape_word(word: &str) -> String {
    if is_url(word) {
        return format!("<{word}>");
    }
    let mut out = String::with_capacity(word.len());
    for (at, c) in word.char_indices() {
        let special = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '$' => true,
            // An underscore inside a word is no emphasis.
            '_' => at == 0 || at + 1 == word.len(),
            _ => false,
        };
        if special {
            out.push('\\');
        }
        // `www.` and `://` would make rustdoc ask for angle brackets.
        if word[at..].starts_with("://") {
            out.push('\\');
        }
        if !c.is_control() {
            out.push(c);
        }
    }
    out
}

fn is_url(word: &str) -> bool {
    (word.starts_with("https://") || word.starts_with("http://"))
        && word.len() > "https://".len()
        && word
            .chars()
            .all(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '\\' | '"' | '`'))
        && word.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '/')
}

/// Escapes what would start a heading, list, quote or rule.
fn escape_start(text: String) -> String {
    let marker = text.starts_with(['#', '-', '+', '=']);
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let ordered = digits > 0 && text[digits..].starts_with(['.', ')']);
    match (marker, ordered) {
        (true, _) => format!("\\{text}"),
        (_, true) => format!("{}\\{}", &text[..digits], &text[digits..]),
        _ => text,
    }
}

/// Breaks a paragraph into lines. A line never starts with something that markdown would read as a block marker.
fn wrap(paragraph: &str) -> String {
    if paragraph.contains('\n') {
        return paragraph.to_owned();
    }
    let mut out = String::with_capacity(paragraph.len());
    let mut width = 0;
    for word in paragraph.split(' ') {
        let len = word.chars().count();
        if width == 0 {
            width = len;
        } else if width + 1 + len > WIDTH && is_plain(word) {
            out.push('\n');
            width = len;
        } else {
            out.push(' ');
            width += 1 + len;
        }
        out.push_str(word);
    }
    out
}

fn is_plain(word: &str) -> bool {
    !word.starts_with(['#', '-', '+', '=', '>', ':'])
        && !word.starts_with(|c: char| c.is_ascii_digit())
}

/// A wire name in code quotes. Names cannot hold a backtick once the schema is resolved, but are not trusted with it.
pub(crate) fn code(name: &str) -> String {
    format!("`{}`", name.replace('`', "'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(source: &str) -> String {
        DocsBuilder::new().quoted(source).build().text
    }

    #[test]
    fn text_stays_text() {
        assert_eq!(text("see [this](x) and <b>"), r"see \[this\](x) and \<b\>");
        assert_eq!(
            text("    code\n```rust\npanic!()\n```"),
            r"code \`\`\`rust panic!() \`\`\`"
        );
        assert_eq!(text("# no heading"), r"\# no heading");
        assert_eq!(text("1. no list"), r"1\. no list");
        assert_eq!(text("a snake_case _word_"), r"a snake_case \_word\_");
        assert_eq!(
            text("at https://example.org/a"),
            "at <https://example.org/a>"
        );
        assert_eq!(text("(https://example.org)"), r"(https\://example.org)");
    }

    #[test]
    fn paragraphs_are_kept_and_wrapped() {
        let long = "word ".repeat(30);
        let text = text(&format!("one\n\n{long}"));
        assert!(text.starts_with("one\n\nword"));
        assert!(text.lines().all(|l| l.len() <= WIDTH));
    }
}
