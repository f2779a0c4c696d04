//! The outer syntax of `$compute` and `$apply`, for text that a caller wrote.

use super::render::is_identifier;

/// Text that is not of the syntax of its query option: what [`Apply::parse`](super::Apply::parse) and
/// [`Compute::parse`](super::Compute::parse) return for it.
///
/// ```
/// use clientwright_odata::query::{Apply, SyntaxError};
///
/// // What somebody typed, with a mark below the place of the mistake.
/// let text = "groupby((customer),aggregate(amount with sum as total)";
/// let error: SyntaxError = Apply::parse(text).unwrap_err();
/// let marked = format!("{text}\n{:>1$} {error}", '^', error.at() + 1);
/// assert!(marked.ends_with("total)\n                                                      ^ `)` is missing at 54"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what} at {at}")]
pub struct SyntaxError {
    what: &'static str,
    at: usize,
}

impl SyntaxError {
    const fn new(what: &'static str, at: usize) -> Self {
        Self { what, at }
    }

    /// Where in the text, in bytes from its start.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.at
    }
}

/// `expression as name`, one or several.
pub(super) fn compute(text: &str) -> Result<(), SyntaxError> {
    for (start, item) in split(text, b',')? {
        let (expression, name) = item.rsplit_once(" as ").ok_or(SyntaxError::new(
            "` as ` and a name are missing",
            start + item.len(),
        ))?;
        if expression.trim().is_empty() {
            return Err(SyntaxError::new("an expression is missing", start));
        }
        if !is_identifier(name.trim()) {
            let at = start + expression.len() + " as ".len();
            return Err(SyntaxError::new("no identifier", at));
        }
    }
    Ok(())
}

/// `name(…)/name(…)`; `identity` and functions of a service's own may lack the parentheses.
pub(super) fn apply(text: &str) -> Result<(), SyntaxError> {
    for (start, item) in split(text, b'/')? {
        let (name, arguments) = match item.split_once('(') {
            Some((name, arguments)) => (name, Some(arguments)),
            None => (item, None),
        };
        if name.is_empty() || !name.split('.').all(is_identifier) {
            return Err(SyntaxError::new("no transformation", start));
        }
        if let Some(arguments) = arguments {
            // `split` saw that it is closed; what is after the closing one does not belong there.
            let end = closing(arguments).unwrap_or(arguments.len());
            if end + 1 < arguments.len() {
                let at = start + name.len() + 1 + end + 1;
                return Err(SyntaxError::new("`/` is missing", at));
            }
        }
    }
    Ok(())
}

/// Where the parenthesis that was opened before the text is closed.
fn closing(text: &str) -> Option<usize> {
    let mut scanner = Scanner::default();
    for (at, byte) in text.bytes().enumerate() {
        if byte == b')' && scanner.open.is_empty() && scanner.quote.is_none() {
            return Some(at);
        }
        scanner.see(byte, at).ok()?;
    }
    None
}

/// The parts between separators outside of quotes and parentheses, with their places. None is empty.
fn split(text: &str, separator: u8) -> Result<Vec<(usize, &str)>, SyntaxError> {
    let mut scanner = Scanner::default();
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte == separator && scanner.open.is_empty() && scanner.quote.is_none() {
            parts.push((start, text.get(start..at).unwrap_or_default()));
            start = at + 1;
        } else {
            scanner.see(byte, at)?;
        }
    }
    if scanner.quote.is_some() {
        return Err(SyntaxError::new("a quote is missing", text.len()));
    }
    match scanner.open.last() {
        Some(b')') => return Err(SyntaxError::new("`)` is missing", text.len())),
        Some(b']') => return Err(SyntaxError::new("`]` is missing", text.len())),
        Some(_) => return Err(SyntaxError::new("`}` is missing", text.len())),
        None => {}
    }
    parts.push((start, text.get(start..).unwrap_or_default()));
    match parts.iter().find(|(_, part)| part.trim().is_empty()) {
        Some((at, _)) => Err(SyntaxError::new("nothing", *at)),
        None => Ok(parts),
    }
}

#[derive(Default)]
struct Scanner {
    /// What closes the brackets that are open, innermost last.
    open: Vec<u8>,
    quote: Option<u8>,
    escaped: bool,
}

impl Scanner {
    fn see(&mut self, byte: u8, at: usize) -> Result<(), SyntaxError> {
        if let Some(quote) = self.quote {
            // A doubled single quote closes and opens again; in JSON strings a backslash takes the next one.
            if self.escaped {
                self.escaped = false;
            } else if byte == b'\\' && quote == b'"' {
                self.escaped = true;
            } else if byte == quote {
                self.quote = None;
            }
            return Ok(());
        }
        match byte {
            b'\'' | b'"' => self.quote = Some(byte),
            b'(' => self.open.push(b')'),
            b'[' => self.open.push(b']'),
            b'{' => self.open.push(b'}'),
            b')' | b']' | b'}' if self.open.pop() != Some(byte) => {
                return Err(SyntaxError::new("a bracket closes that was not opened", at));
            }
            _ => {}
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transformations() {
        for text in [
            "identity",
            "filter(name eq 'a/b(')/groupby((a/b,c),aggregate(x with sum as y,$count as n))",
            "concat(topcount(2,a),aggregate(b with My.custom as c))",
            "My.own(list=[1,2],json={\"a\":\")\\\"\"})",
            "compute(a add 1 as b)/search(\"x y\" OR z)",
        ] {
            assert_eq!(apply(text), Ok(()), "{text}");
        }
        for (text, what, at) in [
            ("", "nothing", 0),
            ("a(b)/", "nothing", 5),
            ("a(b))", "a bracket closes that was not opened", 4),
            ("a(b", "`)` is missing", 3),
            ("a('b)", "a quote is missing", 5),
            ("a(b)c", "`/` is missing", 4),
            ("(a)", "no transformation", 0),
            ("a/1b(c)", "no transformation", 2),
            ("a([b)", "a bracket closes that was not opened", 4),
        ] {
            assert_eq!(apply(text), Err(SyntaxError::new(what, at)), "{text}");
        }
    }

    #[test]
    fn computed_values() {
        for text in ["a add 1 as b", "f(a,' as ') as b,c as d", "a as b as c"] {
            assert_eq!(compute(text), Ok(()), "{text}");
        }
        for (text, what, at) in [
            ("", "nothing", 0),
            ("a", "` as ` and a name are missing", 1),
            ("a as b,", "nothing", 7),
            ("a as 1", "no identifier", 5),
            (" as b", "an expression is missing", 0),
            ("f(a as b", "`)` is missing", 8),
        ] {
            assert_eq!(compute(text), Err(SyntaxError::new(what, at)), "{text}");
        }
    }
}
