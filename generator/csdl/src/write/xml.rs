//! Indented XML text.

use clientwright_diagnostics::text::is_hidden;

/// An attribute; `None` omits it.
pub(super) type Attribute<'a> = (&'a str, Option<&'a str>);

/// A writer of XML text.
pub(super) struct Xml {
    out: String,
    depth: usize,
    /// The position of the `>` of the last start tag, while nothing has been written after it.
    just_opened: Option<usize>,
}

impl Xml {
    pub(super) fn at_depth(depth: usize) -> Self {
        Self {
            out: String::new(),
            depth,
            just_opened: None,
        }
    }

    pub(super) fn finish(self) -> String {
        self.out
    }

    /// Adds finished lines.
    pub(super) fn raw(&mut self, text: &str) {
        if !text.is_empty() {
            self.just_opened = None;
            self.out.push_str(text);
        }
    }

    pub(super) fn open(&mut self, name: &str, attributes: &[Attribute<'_>]) {
        self.start(name, attributes);
        self.just_opened = Some(self.out.len());
        self.out.push_str(">\n");
        self.depth += 1;
    }

    /// Closes an element; an empty one becomes an empty tag.
    pub(super) fn close(&mut self, name: &str) {
        self.depth -= 1;
        match self.just_opened.take() {
            Some(end) => {
                self.out.truncate(end);
                self.out.push_str(" />\n");
            }
            None => {
                self.indent();
                self.out.push_str("</");
                self.out.push_str(name);
                self.out.push_str(">\n");
            }
        }
    }

    pub(super) fn leaf(&mut self, name: &str, attributes: &[Attribute<'_>]) {
        self.start(name, attributes);
        self.out.push_str(" />\n");
    }

    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.start(name, &[]);
        self.out.push('>');
        escape(&mut self.out, text, false);
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push_str(">\n");
    }

    fn start(&mut self, name: &str, attributes: &[Attribute<'_>]) {
        self.just_opened = None;
        self.indent();
        self.out.push('<');
        self.out.push_str(name);
        for (name, value) in attributes {
            if let Some(value) = value {
                self.out.push(' ');
                self.out.push_str(name);
                self.out.push_str("=\"");
                escape(&mut self.out, value, true);
                self.out.push('"');
            }
        }
    }

    fn indent(&mut self) {
        self.out.extend(std::iter::repeat_n("  ", self.depth));
    }
}

fn escape(out: &mut String, text: &str, in_attribute: bool) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("&#xD;"),
            // Hidden characters are written as references, because a reviewer of a slice could not see them.
            c if is_hidden(c) && !matches!(c, '\n' | '\t') => {
                out.push_str(&format!("&#x{:X};", u32::from(c)));
            }
            '"' if in_attribute => out.push_str("&quot;"),
            '\n' if in_attribute => out.push_str("&#xA;"),
            '\t' if in_attribute => out.push_str("&#x9;"),
            c => out.push(c),
        }
    }
}
