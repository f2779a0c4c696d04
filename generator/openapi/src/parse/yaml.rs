//! The reader of YAML 1.2, with merge keys of 1.1. The only file that uses the YAML parser.

use std::borrow::Cow;

use clientwright_diagnostics::Diagnostic;
use granit_parser::{
    ErrorKind, Event, Options, Parser, ScalarStyle, ScanError, StructureStyle, Tag,
};

use crate::codes;
use crate::tree::{Builder, Finished, MAX_DEPTH, NodeId, Refused, Scalar};

/// Reads a text from an offset.
pub(super) fn read(text: &str, start: usize, builder: &mut Builder<'_>) -> Result<NodeId, Refused> {
    let mut options = Options::default();
    // The builder reports what is nested too deep before this does.
    options.flow_nesting_limit = 2 * MAX_DEPTH;
    options.block_nesting_limit = 2 * MAX_DEPTH;
    // JSON inside of YAML has keys of any length.
    options.simple_key_max_lookahead = 1 << 20;
    let mut reader = Reader {
        text,
        start,
        builder,
        anchors: Vec::new(),
        open: Vec::new(),
        last_end: start,
        documents: 0,
    };
    for event in Parser::new_from_str_with_options(&text[start..], options) {
        let (event, span) = event.map_err(|error| reader.malformed(&error))?;
        let range = span.byte_range().unwrap_or_default();
        reader.event(event, start + range.start..start + range.end)?;
    }
    match reader.builder.root() {
        Some(root) => Ok(root),
        None => Err(reader
            .builder
            .refuse(codes::EMPTY_FILE, "an empty file", start..start)),
    }
}

struct Reader<'a, 'b, 'c> {
    text: &'a str,
    start: usize,
    builder: &'b mut Builder<'c>,
    /// Finished nodes by the number of their anchor.
    anchors: Vec<Option<Finished>>,
    /// The anchors and styles of the arrays and objects that are open.
    open: Vec<(usize, StructureStyle)>,
    /// Where the last scalar or flow collection ended.
    last_end: usize,
    documents: usize,
}

impl Reader<'_, '_, '_> {
    fn event(&mut self, event: Event<'_>, range: std::ops::Range<usize>) -> Result<(), Refused> {
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    let message = "a second document in the file; one is expected";
                    return Err(self
                        .builder
                        .refuse(codes::SEVERAL_DOCUMENTS, message, range));
                }
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.scalar(&text, style, anchor, tag.as_deref(), range)?;
            }
            Event::SequenceStart(style, anchor, _) => self.start(false, style, anchor, range)?,
            Event::MappingStart(style, anchor, _) => self.start(true, style, anchor, range)?,
            Event::SequenceEnd | Event::MappingEnd => {
                let (anchor, style) = self.open.pop().unwrap_or((0, StructureStyle::Block));
                if style == StructureStyle::Flow {
                    self.last_end = range.end;
                }
                let finished = self.builder.end(self.last_end)?;
                if let Some(finished) = finished {
                    self.remember(anchor, finished);
                }
            }
            Event::Alias(anchor) => {
                let target = self.anchors.get(anchor).copied().flatten();
                let Some(target) = target else {
                    let message = "an alias inside of its own anchor";
                    return Err(self.builder.refuse(codes::ALIAS, message, range));
                };
                self.last_end = range.end;
                match self.builder.expects_key() {
                    true => self.builder.alias_key(target, range)?,
                    false => self.builder.alias(target, range)?,
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn start(
        &mut self,
        is_object: bool,
        style: StructureStyle,
        anchor: usize,
        range: std::ops::Range<usize>,
    ) -> Result<(), Refused> {
        if self.builder.expects_key() {
            return Err(self.builder.compound_key(range));
        }
        self.open.push((anchor, style));
        self.last_end = range.end;
        self.builder.start(is_object, range.start)
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        range: std::ops::Range<usize>,
    ) -> Result<(), Refused> {
        let range = self.place(text, style, range);
        self.last_end = range.end.max(self.last_end);
        let is_plain = style == ScalarStyle::Plain;
        if self.builder.expects_key() {
            match is_plain && text == "<<" && tag.is_none() {
                true => self.builder.merge_key(range),
                false => self.builder.key(text, range),
            }
            return Ok(());
        }
        let kind = match tag.and_then(Tag::core_suffix) {
            None if is_plain => resolved(text),
            Some("int" | "float" | "bool" | "null") => resolved(text),
            _ => Scalar::Text,
        };
        let finished = self.builder.scalar(kind, text, range);
        self.remember(anchor, finished);
        Ok(())
    }

    /// The place of a scalar: that of a block scalar starts at its first text, and none ends with white space.
    fn place(
        &self,
        text: &str,
        style: ScalarStyle,
        range: std::ops::Range<usize>,
    ) -> std::ops::Range<usize> {
        if !matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
            return range;
        }
        let source = self.text.get(range.clone()).unwrap_or_default();
        let first = text.trim_start().lines().next().unwrap_or_default();
        let from = source.find(first).unwrap_or_default();
        let end = source.trim_end().len().max(from);
        range.start + from..range.start + end
    }

    fn remember(&mut self, anchor: usize, finished: Finished) {
        if anchor > 0 {
            if self.anchors.len() <= anchor {
                self.anchors.resize(anchor + 1, None);
            }
            self.anchors[anchor] = Some(finished);
        }
    }

    fn malformed(&mut self, error: &ScanError) -> Refused {
        let marker = error.marker();
        let at = self.start + marker.byte_offset().unwrap_or_default();
        let at = clientwright_diagnostics::source::floor_char_boundary(self.text, at);
        let found = self.text[at..].chars().next();
        let line_start = self.text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let line = self.text[line_start..].lines().next().unwrap_or_default();
        let indent = &line[..line.len() - line.trim_start().len()];
        let span = self
            .builder
            .span(at..at + found.map_or(0, |c| if c == '\n' { 0 } else { c.len_utf8() }));
        if matches!(error.kind(), ErrorKind::RecursionLimitExceeded) {
            return self.builder.too_deep(at..at + 1);
        }
        let message = match error.info() {
            info if info.is_empty() => Cow::Borrowed("malformed YAML"),
            info => Cow::Owned(format!("malformed YAML: {info}")),
        };
        let error = Diagnostic::error(codes::MALFORMED_YAML, message).at(span, "");
        self.builder.diags.push(match indent.contains('\t') {
            true => error.help("indent with spaces; YAML does not allow tabs there"),
            false => error,
        });
        Refused
    }
}

/// What a plain scalar is by the core schema (YAML 1.2.2, 10.3.2). `.inf` and `.nan` are texts, because JSON has no such
/// numbers; dates, `yes`, `no`, `on` and `off` are texts too.
fn resolved(text: &str) -> Scalar {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Scalar::Null,
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => Scalar::Boolean,
        _ if is_number(text.as_bytes()) => Scalar::Number,
        _ => Scalar::Text,
    }
}

fn is_number(text: &[u8]) -> bool {
    let digits = |text: &[u8], is: fn(&u8) -> bool| text.iter().take_while(|b| is(b)).count();
    match text {
        [b'0', b'o', rest @ ..] => {
            !rest.is_empty() && digits(rest, |b| matches!(b, b'0'..=b'7')) == rest.len()
        }
        [b'0', b'x', rest @ ..] => {
            !rest.is_empty() && digits(rest, u8::is_ascii_hexdigit) == rest.len()
        }
        _ => {
            let mut rest = text
                .strip_prefix(b"-")
                .or(text.strip_prefix(b"+"))
                .unwrap_or(text);
            let whole = digits(rest, u8::is_ascii_digit);
            rest = &rest[whole..];
            let mut fraction = 0;
            if let [b'.', after @ ..] = rest {
                fraction = digits(after, u8::is_ascii_digit);
                rest = &after[fraction..];
            }
            if whole + fraction == 0 {
                return false;
            }
            if let [b'e' | b'E', after @ ..] = rest {
                let after = after
                    .strip_prefix(b"-")
                    .or(after.strip_prefix(b"+"))
                    .unwrap_or(after);
                let exponent = digits(after, u8::is_ascii_digit);
                return exponent > 0 && exponent == after.len();
            }
            rest.is_empty()
        }
    }
}
