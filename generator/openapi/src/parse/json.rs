//! The reader of JSON (RFC 8259). It is strict, and does not use the stack of the program for nesting. After a mistake
//! inside of a value, and after a comma too many, it goes on, so that one run shows all of them.

use std::borrow::Cow;

use clientwright_diagnostics::Diagnostic;

use crate::codes;
use crate::tree::{Builder, NodeId, Refused, Scalar};

/// After so many mistakes the reader stops.
const MISTAKES: usize = 20;

/// Reads a text from an offset.
pub(super) fn read(text: &str, start: usize, builder: &mut Builder<'_>) -> Result<NodeId, Refused> {
    let mut reader = Reader {
        text,
        bytes: text.as_bytes(),
        at: start,
        mistakes: 0,
        builder,
    };
    let root = reader.document()?;
    match reader.mistakes {
        0 => Ok(root),
        _ => Err(Refused),
    }
}

struct Reader<'a, 'b, 'c> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    /// Mistakes that were reported, after which the reader went on.
    mistakes: usize,
    builder: &'b mut Builder<'c>,
}

impl<'a> Reader<'a, '_, '_> {
    fn document(&mut self) -> Result<NodeId, Refused> {
        loop {
            self.space();
            if self.value()? {
                continue;
            }
            // A value has ended: what follows belongs to the array or object around it.
            loop {
                self.space();
                match (self.builder.in_object(), self.byte()) {
                    (None, None) => return self.builder.root().ok_or(Refused),
                    (None, Some(_)) => return Err(self.expected("the end of the file")),
                    (Some(is_object), Some(b',')) => {
                        self.at += 1;
                        self.space();
                        match (is_object, self.byte()) {
                            (true, Some(b'}')) => {
                                self.expected("a key in quotes");
                                self.mistake()?;
                                continue;
                            }
                            (false, Some(b']')) => {
                                self.expected("a value");
                                self.mistake()?;
                                continue;
                            }
                            (true, _) => self.key()?,
                            (false, _) => {}
                        }
                        break;
                    }
                    (Some(true), Some(b'}')) | (Some(false), Some(b']')) => self.close()?,
                    (Some(true), _) => return Err(self.expected("`,` or `}`")),
                    (Some(false), _) => return Err(self.expected("`,` or `]`")),
                }
            }
        }
    }

    /// Reads a scalar, an empty array or object, or the start of another one up to its first value. Returns whether a
    /// value has to follow.
    fn value(&mut self) -> Result<bool, Refused> {
        let start = self.at;
        match self.byte() {
            Some(open @ (b'{' | b'[')) => {
                let is_object = open == b'{';
                self.builder.start(is_object, start)?;
                self.at += 1;
                self.space();
                match (is_object, self.byte()) {
                    (true, Some(b'}')) | (false, Some(b']')) => {
                        self.close()?;
                        return Ok(false);
                    }
                    (true, _) => self.key()?,
                    (false, _) => {}
                }
                return Ok(true);
            }
            Some(b'"') => {
                let text = self.string()?;
                self.builder.scalar(Scalar::Text, &text, start..self.at);
            }
            Some(b'-' | b'0'..=b'9') => {
                self.number()?;
                let text = &self.text[start..self.at];
                self.builder.scalar(Scalar::Number, text, start..self.at);
            }
            _ => {
                let words = [
                    ("null", Scalar::Null),
                    ("true", Scalar::Boolean),
                    ("false", Scalar::Boolean),
                ];
                let rest = &self.bytes[start..];
                let word = words
                    .into_iter()
                    .find(|(word, _)| rest.starts_with(word.as_bytes()));
                let Some((word, kind)) = word else {
                    return Err(self.expected("a value"));
                };
                self.at += word.len();
                self.builder.scalar(kind, word, start..self.at);
            }
        }
        Ok(false)
    }

    fn close(&mut self) -> Result<(), Refused> {
        self.at += 1;
        self.builder.end(self.at)?;
        Ok(())
    }

    /// Reads a key and the colon after it.
    fn key(&mut self) -> Result<(), Refused> {
        if self.byte() != Some(b'"') {
            return Err(self.expected("a key in quotes"));
        }
        let start = self.at;
        let text = self.string()?;
        self.builder.key(&text, start..self.at);
        self.space();
        if self.byte() != Some(b':') {
            return Err(self.expected("`:`"));
        }
        self.at += 1;
        Ok(())
    }

    fn string(&mut self) -> Result<Cow<'a, str>, Refused> {
        self.at += 1;
        let start = self.at;
        self.plain();
        if self.byte() == Some(b'"') {
            self.at += 1;
            return Ok(Cow::Borrowed(&self.text[start..self.at - 1]));
        }
        let mut text = self.text[start..self.at].to_owned();
        loop {
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(Cow::Owned(text));
                }
                Some(b'\\') => text.push(self.escape()?),
                Some(control) => {
                    let message = "a control character in a text";
                    self.report(message, self.at..self.at + 1)?;
                    text.push(control.into());
                    self.at += 1;
                }
                None => {
                    return Err(self.refuse("the file ends inside of a text", start - 1..start));
                }
            }
            let from = self.at;
            self.plain();
            text.push_str(&self.text[from..self.at]);
        }
    }

    /// Skips characters that stand for themselves in a text.
    fn plain(&mut self) {
        let rest = &self.bytes[self.at..];
        let special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..=0x1f);
        self.at += rest.iter().position(special).unwrap_or(rest.len());
    }

    fn escape(&mut self) -> Result<char, Refused> {
        let start = self.at;
        let letter = self.text[start + 1..].chars().next();
        self.at += 1 + letter.map_or(0, char::len_utf8);
        Ok(match letter {
            Some(letter @ ('"' | '\\' | '/')) => letter,
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('u') => {
                let first = self.unit();
                let code = match first {
                    // Surrogates come in pairs (RFC 8259, 7).
                    Some(high @ 0xd800..=0xdbff) if self.bytes[self.at..].starts_with(b"\\u") => {
                        self.at += 2;
                        let low = self.unit().filter(|low| (0xdc00..=0xdfff).contains(low));
                        low.map(|low| 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00))
                    }
                    code => code,
                };
                let character = code.and_then(char::from_u32);
                if character.is_none() {
                    let message = match first {
                        Some(_) => "half of a surrogate pair",
                        None => "`\\u` needs four hexadecimal digits",
                    };
                    self.report(message, start..self.at)?;
                }
                character.unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            _ => {
                self.report("an escape that JSON does not have", start..self.at)?;
                char::REPLACEMENT_CHARACTER
            }
        })
    }

    /// Reads four hexadecimal digits. What is no digit is left.
    fn unit(&mut self) -> Option<u32> {
        let rest = self.bytes[self.at..].iter().take(4);
        let count = rest.take_while(|digit| digit.is_ascii_hexdigit()).count();
        let digits = &self.text[self.at..self.at + count];
        self.at += count;
        let unit = u32::from_str_radix(digits, 16).ok();
        unit.filter(|_| count == 4)
    }

    fn number(&mut self) -> Result<(), Refused> {
        let start = self.at;
        self.at += usize::from(self.byte() == Some(b'-'));
        let is_zero = self.byte() == Some(b'0');
        let whole = self.digits();
        let mut is_valid = whole == 1 || whole > 1 && !is_zero;
        if self.byte() == Some(b'.') {
            self.at += 1;
            is_valid &= self.digits() > 0;
        }
        if let Some(b'e' | b'E') = self.byte() {
            self.at += 1;
            self.at += usize::from(matches!(self.byte(), Some(b'+' | b'-')));
            is_valid &= self.digits() > 0;
        }
        match is_valid {
            true => Ok(()),
            false => self.report("a number that JSON does not allow", start..self.at),
        }
    }

    fn digits(&mut self) -> usize {
        let rest = &self.bytes[self.at..];
        let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += count;
        count
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.byte() {
            self.at += 1;
        }
    }

    fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn expected(&mut self, what: &str) -> Refused {
        let rest = &self.text[self.at..];
        let Some(found) = rest.chars().next() else {
            let message = format!("expected {what}, found the end of the file");
            return self.refuse(&message, self.at..self.at);
        };
        let message = format!("expected {what}, found `{}`", found.escape_debug());
        let before = self.text[..self.at].trim_end();
        let help = match found {
            '}' | ']' if before.ends_with(',') => Some("remove the comma before it"),
            '/' if rest.starts_with("//") || rest.starts_with("/*") => {
                Some("JSON has no comments; save the file as YAML, where they start with `#`")
            }
            '"' | '{' | '[' if what.starts_with("`,`") => Some("is a comma missing before it?"),
            _ => None,
        };
        let span = self.builder.span(self.at..self.at + found.len_utf8());
        let error = Diagnostic::error(codes::MALFORMED_JSON, message).at(span, "");
        self.builder.diags.push(match help {
            Some(help) => error.help(help),
            None => error,
        });
        Refused
    }

    /// Reports a mistake after which reading goes on.
    fn report(&mut self, message: &str, range: std::ops::Range<usize>) -> Result<(), Refused> {
        self.refuse(message, range);
        self.mistake()
    }

    fn mistake(&mut self) -> Result<(), Refused> {
        self.mistakes += 1;
        match self.mistakes < MISTAKES {
            true => Ok(()),
            false => Err(Refused),
        }
    }

    fn refuse(&mut self, message: &str, range: std::ops::Range<usize>) -> Refused {
        self.builder.refuse(codes::MALFORMED_JSON, message, range)
    }
}
