//! Text to a tree of elements. This module contains all that concerns XML, and nothing about CSDL.
//!
//! The tree exists only while a document is parsed. It borrows names and values from the text, knows the namespace of
//! each name, and is never deeper than [`MAX_DEPTH`].

use std::borrow::Cow;
use std::rc::Rc;

use clientwright_diagnostics::source::{FileId, Span, floor_char_boundary};
use clientwright_diagnostics::{Diagnostic, Diagnostics};
use quick_xml::Reader;
use quick_xml::errors::{Error, IllFormedError, SyntaxError};
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::attributes::{attributes, undeclared};
use super::namespaces::{Namespace, Namespaces};
use super::wellformed;
use crate::codes;

/// Deeper elements are an error; real metadata has about a dozen levels.
pub(super) const MAX_DEPTH: usize = 128;

/// An element with its content.
#[derive(Debug)]
pub(super) struct Element<'a> {
    pub(super) namespace: Namespace,
    /// The text of the namespace.
    pub(super) uri: Rc<str>,
    /// Local name.
    pub(super) name: &'a str,
    pub(super) attributes: Vec<Attribute<'a>>,
    pub(super) children: Vec<Element<'a>>,
    /// All character data directly inside, with references expanded.
    pub(super) text: Cow<'a, str>,
    /// The start tag.
    pub(super) span: Span,
    /// From the first to the last piece of character data; the start tag when there is none.
    pub(super) text_span: Span,
}

/// An attribute. Namespace declarations are not among them.
#[derive(Debug)]
pub(super) struct Attribute<'a> {
    /// That of the prefix; attributes without a prefix have the namespace of their element.
    pub(super) namespace: Namespace,
    /// Local name.
    pub(super) name: &'a str,
    /// Value with references expanded.
    pub(super) value: Cow<'a, str>,
    /// The name.
    pub(super) name_span: Span,
    /// The value without its quotes.
    pub(super) span: Span,
}

/// Reads the root element. `start` is where the text begins, after a byte-order mark.
///
/// `None` means that the text is not well-formed; then an error has been pushed.
pub(super) fn read<'a>(
    text: &'a str,
    start: usize,
    file: FileId,
    diags: &mut Diagnostics,
) -> Option<Element<'a>> {
    let mut reader = Reader::from_str(text.get(start..)?);
    // End tags are checked here, where both places are known.
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    let mut builder = Builder {
        at: At { text, file },
        namespaces: Namespaces::default(),
        open: Vec::new(),
        too_deep: 0,
        root: None,
        declared: false,
        diags,
    };
    loop {
        let before = start + offset(reader.buffer_position());
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => {
                let place = start + offset(reader.error_position());
                builder.malformed(&error, before.max(place));
                return None;
            }
        };
        let after = start + offset(reader.buffer_position());
        let flow = match event {
            Event::Start(tag) => builder.start(&tag, before, after, false),
            Event::Empty(tag) => builder.start(&tag, before, after, true),
            Event::End(tag) => builder.end(tag.name().as_ref(), before, after),
            Event::Text(_) => builder.characters(before, after),
            Event::CData(data) => builder.cdata(data.into_inner().into_owned(), before, after),
            Event::GeneralRef(reference) => builder.reference(&reference, before, after),
            Event::DocType(_) => builder.doctype(before, after),
            Event::Comment(_) => builder.comment(before, after),
            Event::PI(_) => builder.instruction(before, after),
            Event::Decl(_) if before == start => builder.declaration(before, after),
            Event::Decl(_) => builder.late_declaration(before, after),
            Event::Eof => return builder.finish(),
        };
        flow?;
    }
}

fn offset(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

/// The text that spans refer to.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub(super) text: &'a str,
    pub(super) file: FileId,
}

impl<'a> At<'a> {
    /// The span between two offsets, extended to whole characters.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let start = floor_char_boundary(self.text, start);
        let mut end = end.clamp(start, self.text.len());
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        let offset = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span {
            file: self.file,
            start: offset(start),
            end: offset(end),
        }
    }

    /// The offset of a slice of the text; `fallback` if it is not a slice of the text.
    pub(super) fn offset_of(&self, part: &str, fallback: usize) -> usize {
        let offset = (part.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize);
        match offset {
            Some(offset) if offset + part.len() <= self.text.len() => offset,
            _ => fallback,
        }
    }

    pub(super) fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or("")
    }
}

struct Builder<'a, 'd> {
    at: At<'a>,
    namespaces: Namespaces<'a>,
    open: Vec<Open<'a>>,
    /// Number of open elements beyond the depth limit; they are skipped.
    too_deep: usize,
    root: Option<Element<'a>>,
    /// Whether there was an XML declaration.
    declared: bool,
    diags: &'d mut Diagnostics,
}

struct Open<'a> {
    element: Element<'a>,
    /// Name as written, with its prefix.
    raw_name: &'a str,
    declared: usize,
}

impl<'a> Builder<'a, '_> {
    fn start(
        &mut self,
        tag: &BytesStart<'_>,
        before: usize,
        after: usize,
        empty: bool,
    ) -> Option<()> {
        if self.too_deep > 0 || self.open.len() >= MAX_DEPTH {
            return self.skip(before, after, empty);
        }
        let name = tag.name();
        let raw: &str = name.as_ref();
        let name_start = self.at.offset_of(raw, before + 1);
        let raw_name = self.at.slice(name_start, name_start + raw.len());
        if raw_name.is_empty() {
            self.error("a tag without a name", before, after);
            return None;
        }
        if !wellformed::is_qualified_name(raw_name) {
            self.error(
                &format!("`{raw_name}` is not an element name"),
                before,
                after,
            );
            return None;
        }
        let span = self.at.span(before, after);
        let (declared, attributes) =
            attributes(self.at, tag, name_start, &mut self.namespaces, self.diags)?;
        let (prefix, local) = split(raw_name);
        let (namespace, uri) = match self.namespaces.resolve(prefix) {
            Some(resolved) => resolved,
            None => {
                let place = self.at.span(name_start, name_start + raw.len());
                self.diags.push(undeclared(prefix, place));
                (Namespace::Foreign, Rc::from(""))
            }
        };
        let element = Element {
            namespace,
            uri,
            name: local,
            attributes,
            children: Vec::new(),
            text: Cow::Borrowed(""),
            span,
            text_span: span,
        };
        if self.open.is_empty() && self.root.is_some() {
            self.error("a second root element", before, after);
            return None;
        }
        let open = Open {
            element,
            raw_name,
            declared,
        };
        match empty {
            true => self.close(open),
            false => self.open.push(open),
        }
        Some(())
    }

    fn skip(&mut self, before: usize, after: usize, empty: bool) -> Option<()> {
        if self.too_deep == 0 {
            let message = format!("elements are nested more than {MAX_DEPTH} deep");
            let place = self.at.span(before, after);
            self.diags.push(
                Diagnostic::error(codes::TOO_DEEP, message).at(place, "not read from here on"),
            );
        }
        // An empty element at the limit is reported too, but does not open a level.
        if !empty {
            self.too_deep += 1;
        }
        Some(())
    }

    fn end(&mut self, name: &str, before: usize, after: usize) -> Option<()> {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return Some(());
        }
        let name = name.trim_end();
        let Some(open) = self.open.pop() else {
            self.error(
                &format!("end tag `</{name}>` without a start tag"),
                before,
                after,
            );
            return None;
        };
        if open.raw_name != name {
            let message = format!("expected `</{}>`, found `</{name}>`", open.raw_name);
            let place = self.at.span(before, after);
            let label = format!("`{}` is opened here", open.raw_name);
            self.diags.push(
                Diagnostic::error(codes::MALFORMED, message)
                    .at(place, "")
                    .also(open.element.span, label),
            );
            return None;
        }
        self.close(open);
        Some(())
    }

    fn close(&mut self, open: Open<'a>) {
        self.namespaces.leave(open.declared);
        match self.open.last_mut() {
            Some(parent) => parent.element.children.push(open.element),
            None => self.root = Some(open.element),
        }
    }

    fn characters(&mut self, before: usize, after: usize) -> Option<()> {
        let part = self.at.slice(before, after);
        // XML 1.0, 2.4.
        if let Some(found) = part.find("]]>") {
            self.error("`]]>` in text", before + found, before + found + 3);
        }
        self.text(before, after, part.into())
    }

    fn cdata(&mut self, part: String, before: usize, after: usize) -> Option<()> {
        if self.open.is_empty() {
            self.error("text outside of the root element", before, after);
            return None;
        }
        self.text(before, after, part.into())
    }

    fn comment(&mut self, before: usize, after: usize) -> Option<()> {
        let start = before + "<!--".len();
        let content = self.at.slice(start, after.saturating_sub("-->".len()));
        if let Some(found) = wellformed::hyphens(content) {
            let place = start + found;
            self.error("`--` in a comment", place, place + 2);
        }
        Some(())
    }

    fn instruction(&mut self, before: usize, after: usize) -> Option<()> {
        let content = self
            .at
            .slice(before + "<?".len(), after.saturating_sub("?>".len()));
        if let Some(problem) = wellformed::instruction(content) {
            self.error(problem, before, after);
        }
        Some(())
    }

    /// A declaration after comments. XML 1.0, 2.8, has it at the start, but published metadata has licence texts there.
    fn late_declaration(&mut self, before: usize, after: usize) -> Option<()> {
        if self.declared || !self.open.is_empty() || self.root.is_some() {
            return self.instruction(before, after);
        }
        let place = self.at.span(before, after);
        let message = "an XML declaration that is not at the start of the file";
        let help = "remove what stands before it; other programs may reject the file";
        let warning = Diagnostic::warning(codes::MALFORMED, message);
        self.diags.push(warning.at(place, "").help(help));
        self.declaration(before, after)
    }

    fn declaration(&mut self, before: usize, after: usize) -> Option<()> {
        self.declared = true;
        let content = self
            .at
            .slice(before + "<?".len(), after.saturating_sub("?>".len()));
        if let Some(problem) = wellformed::declaration(content) {
            self.error(problem, before, after);
        }
        Some(())
    }

    fn text(&mut self, before: usize, after: usize, part: Cow<'a, str>) -> Option<()> {
        if self.too_deep > 0 {
            return Some(());
        }
        let span = self.at.span(before, after);
        let part = wellformed::line_ends(part);
        match self.open.last_mut() {
            Some(Open { element, .. }) => {
                let blank = || part.bytes().all(|b| b.is_ascii_whitespace());
                if !element.children.is_empty() && blank() {
                    // Indentation between child elements.
                } else if element.text.is_empty() {
                    element.text_span = span;
                    element.text = part;
                } else {
                    element.text_span.end = span.end;
                    element.text.to_mut().push_str(&part);
                }
            }
            None if part.chars().all(|c| c.is_ascii_whitespace()) => {}
            None => {
                self.error("text outside of the root element", before, after);
                return None;
            }
        }
        Some(())
    }

    fn reference(&mut self, reference: &BytesRef<'_>, before: usize, after: usize) -> Option<()> {
        if self.open.is_empty() {
            self.error("text outside of the root element", before, after);
            return None;
        }
        match wellformed::expand(reference, self.at.span(before, after)) {
            Ok(c) => self.text(before, after, c.to_string().into()),
            Err(error) => {
                self.diags.push(*error);
                Some(())
            }
        }
    }

    fn doctype(&mut self, before: usize, after: usize) -> Option<()> {
        // XML 1.0, 2.8.
        if !self.open.is_empty() || self.root.is_some() {
            self.error(
                "a document type definition after the start of the root element",
                before,
                after,
            );
            return None;
        }
        let place = self.at.span(before, after);
        self.diags.push(
            Diagnostic::warning(codes::DOCTYPE, "a document type definition is ignored")
                .at(place, "entities that it declares are not expanded"),
        );
        Some(())
    }

    fn finish(mut self) -> Option<Element<'a>> {
        match self.open.pop() {
            None if self.root.is_some() => self.root,
            None => {
                self.error("no root element", 0, 0);
                None
            }
            Some(open) => {
                let end = self.at.text.trim_end().len();
                let place = self.at.span(end.saturating_sub(1), end);
                let message = format!("the file ends inside `{}`", open.raw_name);
                let label = format!("`{}` is opened here", open.raw_name);
                self.diags.push(
                    Diagnostic::error(codes::TRUNCATED, message)
                        .at(place, "the file ends here")
                        .also(open.element.span, label)
                        .help("the file may have been cut off while it was downloaded"),
                );
                None
            }
        }
    }

    fn malformed(&mut self, error: &Error, place: usize) {
        let cut_off = match error {
            Error::Syntax(error) => *error != SyntaxError::InvalidBangMarkup,
            Error::IllFormed(IllFormedError::UnclosedReference) => false,
            _ => false,
        };
        let code = if cut_off {
            codes::TRUNCATED
        } else {
            codes::MALFORMED
        };
        let text = error.to_string();
        let message = text
            .strip_prefix("syntax error: ")
            .or(text.strip_prefix("ill-formed document: "))
            .unwrap_or(&text);
        let mut diagnostic =
            Diagnostic::error(code, message).at(self.at.span(place, place + 1), "");
        if let Some(open) = self.open.last() {
            let label = format!("inside `{}`, which is opened here", open.raw_name);
            diagnostic = diagnostic.also(open.element.span, label);
        }
        self.diags.push(diagnostic);
    }

    fn error(&mut self, message: &str, before: usize, after: usize) {
        let place = self.at.span(before, after);
        self.diags
            .push(Diagnostic::error(codes::MALFORMED, message).at(place, ""));
    }
}

/// Splits a qualified name into prefix and local name.
pub(super) fn split(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}
