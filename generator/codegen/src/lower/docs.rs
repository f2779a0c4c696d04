//! Documentation: facts of the schema as sentences, and the descriptions of the service.

use clientwright_csdl::schema::{Annotation, Expression, Record};
use clientwright_csdl::terms::{self, Annotated, DESCRIPTION, KnownTerm, LONG_DESCRIPTION};
use clientwright_diagnostics::source::FileId;
use clientwright_model::{Docs, Markdown, markdown};

use crate::capabilities::{Custom, Restrictions};

/// Which descriptions become docs.
#[derive(Clone, Debug, Default)]
pub(crate) struct DocsPolicy {
    /// Whether descriptions in the metadata itself are used.
    pub metadata: bool,
    /// The overlays, whose descriptions are always used.
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
    paragraphs: Vec<Markdown>,
    deprecated: Option<Markdown>,
}

impl DocsBuilder {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Docs from annotations: description, long description, revisions. `fallback` is the first paragraph if there is
    /// no description.
    pub(crate) fn annotated(
        policy: &DocsPolicy,
        annotations: &[Annotation],
        fallback: Markdown,
    ) -> Self {
        let mut docs = Self::new();
        if description(policy, annotations, DESCRIPTION).is_none() {
            docs = docs.paragraph(fallback);
        }
        docs.paragraphs.extend(descriptions(policy, annotations));
        docs.deprecated = deprecation(policy, annotations);
        docs
    }

    /// Adds a paragraph.
    pub(crate) fn paragraph(mut self, text: Markdown) -> Self {
        if !text.is_empty() {
            self.paragraphs.push(text);
        }
        self
    }

    /// Adds a paragraph unless it is already the first one.
    pub(crate) fn paragraph_unless_first(self, text: Markdown) -> Self {
        match self.paragraphs.first() == Some(&text) {
            true => self,
            false => self.paragraph(text),
        }
    }

    /// Adds a paragraph of foreign text.
    pub(crate) fn quoted(mut self, text: &str) -> Self {
        self.paragraphs.extend(Markdown::paragraphs(text));
        self
    }

    /// Adds the restrictions of a path that the types do not express.
    pub(crate) fn restrictions(self, policy: &DocsPolicy, restrictions: &Restrictions) -> Self {
        let deep = [
            (restrictions.deep.insert, "created"),
            (restrictions.deep.update, "changed"),
        ];
        let denied = deep.iter().filter(|(deep, _)| *deep == Some(false));
        let denied: Vec<Markdown> = denied.map(|(_, verb)| markdown!(*verb)).collect();
        let docs = match denied.is_empty() {
            true => self,
            false => {
                let verbs = Markdown::join(&denied, " or ");
                self.paragraph(markdown!(
                    "Related entities cannot be ",
                    verbs,
                    " in the same request."
                ))
            }
        };
        docs.customs(policy, &restrictions.customs)
    }

    /// Adds the custom headers and query options of the service.
    pub(crate) fn customs(self, policy: &DocsPolicy, customs: &[Custom]) -> Self {
        if customs.is_empty() {
            return self;
        }
        let lines: Vec<Markdown> = customs.iter().map(|c| custom_line(policy, c)).collect();
        self.paragraph(markdown!("Requests may have (`.header(…)`, `.query(…)`):"))
            .paragraph(Markdown::join(&lines, "\n"))
    }

    pub(crate) fn build(self) -> Docs {
        Docs::new(&self.paragraphs, self.deprecated)
    }
}

/// A header or query option in a list.
fn custom_line(policy: &DocsPolicy, custom: &Custom) -> Markdown {
    let mut line = markdown!("- ", custom.kind, " ", Markdown::code(&custom.name));
    if !custom.when.is_empty() {
        line = markdown!(line, " ", custom.when);
    }
    if custom.required {
        line = markdown!(line, ", required");
    }
    if !custom.examples.is_empty() {
        let examples = custom.examples.iter().map(|text| Markdown::code(text));
        let examples: Vec<Markdown> = examples.collect();
        line = markdown!(line, ", such as ", Markdown::join(&examples, ", "));
    }
    if let Some((text, file)) = &custom.description
        && (policy.metadata || policy.overlays.contains(file))
    {
        line = markdown!(line, ": ", Markdown::words(text));
    }
    line
}

/// The paragraphs of the description and the long description, and the links.
pub(super) fn descriptions(policy: &DocsPolicy, annotations: &[Annotation]) -> Vec<Markdown> {
    [DESCRIPTION, LONG_DESCRIPTION]
        .into_iter()
        .filter_map(|term| description(policy, annotations, term))
        .flat_map(Markdown::paragraphs)
        .chain(links(policy, annotations))
        .collect()
}

/// A paragraph for each entry of `Core.Links`. `rel` says what a link is only to programs.
fn links(policy: &DocsPolicy, annotations: &[Annotation]) -> Vec<Markdown> {
    let annotation = annotations.find(terms::LINKS).filter(|it| policy.takes(it));
    let items = annotation.and_then(|annotation| annotation.value.as_ref()?.as_items());
    let records = items
        .unwrap_or_default()
        .iter()
        .filter_map(Expression::as_record);
    let references =
        records.filter_map(|record| Some(Markdown::reference("", record.text("href")?)));
    references.filter(|text| !text.is_empty()).collect()
}

fn description<'a>(
    policy: &DocsPolicy,
    annotations: &'a [Annotation],
    term: KnownTerm,
) -> Option<&'a str> {
    let annotation = annotations.find(term).filter(|a| policy.takes(a))?;
    let text = annotation.value.as_ref()?.as_text()?;
    Some(text).filter(|text| !text.trim().is_empty())
}

/// The note of `#[deprecated]` if `Core.Revisions` has an entry of kind `Deprecated`.
fn deprecation(policy: &DocsPolicy, annotations: &[Annotation]) -> Option<Markdown> {
    let revisions = annotations.find(terms::REVISIONS)?;
    let entries = revisions.value.as_ref()?.as_items()?.iter();
    let mut entries = entries.filter_map(Expression::as_record);
    let entry = entries.find(|entry| is_deprecation(entry))?;
    let text = |name: &str| match entry.get(name) {
        Some(Expression::String(text) | Expression::Date(text)) => Some(text.trim()),
        _ => None,
    };
    let part = |what: &'static str, name: &str| {
        text(name).map(|text| markdown!(what, Markdown::words(text)))
    };
    let parts: Vec<Markdown> = [
        part("since ", "Date"),
        part("to be removed on ", "RemovalDate"),
        part("version ", "Version"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mut note = markdown!("deprecated by the service");
    if !parts.is_empty() {
        note = markdown!(note, ": ", Markdown::join(&parts, ", "));
    }
    if let Some(text) = text("Description").filter(|_| policy.takes(revisions)) {
        note = markdown!(note, ". ", Markdown::words(text));
    }
    Some(note)
}

fn is_deprecation(record: &Record) -> bool {
    let kinds = record.members("Kind").unwrap_or_default();
    kinds.iter().any(|kind| kind.ends_with("/Deprecated"))
}
