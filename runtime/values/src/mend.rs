//! Reading JSON of services that break the rules of their format in known ways.
//!
//! A text is read strictly first, so that nothing is paid for what is not used and legal values are never changed. Where that
//! fails, the error says the place; the text there is mended and the whole is read again. See decision 033.

mod place;

use crate::json::{DecodeError, from_json, path_in_item};
use crate::texts::{plain_content, string_content};
use crate::wire::Wire;
use place::Place;
use std::fmt;

/// How often one text is gone through at most. So the work is linear in its length.
const MAX_PASSES: usize = 1_000;

/// What was wrong with a value that a tolerant client has mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mending {
    /// A text was read as the number in it: `"42"` for an `Edm.Int32`.
    Number,
    /// A text or a number was read as a Boolean: `"true"`, `"0"`, `1`.
    Boolean,
    /// A text without content was read as null: `""` for an `Edm.Date`.
    Null,
    /// Surrogates without their other half were replaced by `U+FFFD`: `"a\ud800"`.
    Surrogate,
}

/// A value of an answer that was not what the metadata says, and was read nevertheless.
#[derive(Clone, PartialEq, Eq)]
pub struct Mended {
    path: String,
    type_name: Option<String>,
    text: String,
    mending: Mending,
    item: Option<usize>,
}

impl Mended {
    /// Where in the JSON, such as `value[3].task.executionSequence`; empty for the whole.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The qualified name of the type that declares the last property of the path, if known.
    #[must_use]
    pub fn type_name(&self) -> Option<&str> {
        self.type_name.as_deref()
    }

    /// The value as it was sent: JSON.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What was done.
    #[must_use]
    pub fn mending(&self) -> Mending {
        self.mending
    }

    /// The index of the item on its page, as the service sent them; `None` for what belongs to no item of a page.
    #[must_use]
    pub fn item(&self) -> Option<usize> {
        self.item
    }
}

/// Without the text, which may hold personal data.
impl fmt::Debug for Mended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mended")
            .field("path", &self.path)
            .field("type_name", &self.type_name)
            .field("mending", &self.mending)
            .finish_non_exhaustive()
    }
}

/// Reads a value from the whole of a text, and mends what is illegal in it.
///
/// # Errors
///
/// The error of the first value about which nothing can be done.
pub fn read_tolerantly<T: Wire>(json: &[u8]) -> Result<(T, Vec<Mended>), DecodeError> {
    let mut error = match from_json(json) {
        Ok(value) => return Ok((value, Vec::new())),
        Err(error) => error,
    };
    let Some(mut mender) = Mender::new(json) else {
        return Err(error);
    };
    loop {
        mender.mend(error)?;
        match from_json(mender.text.as_bytes()) {
            Ok(value) => return Ok((value, mender.mended)),
            Err(next) => error = next,
        }
    }
}

/// The value as one in an item of a page.
#[must_use]
pub fn mended_in_item(mut value: Mended, index: usize) -> Mended {
    value.path = path_in_item(index, &value.path);
    value.item = Some(index);
    value
}

/// A text that is being mended.
struct Mender {
    text: String,
    mended: Vec<Mended>,
    /// What was done last. The next error tells whether it was right.
    last: Option<Attempt>,
    /// How often the text was gone through.
    passes: usize,
}

/// A change of the text.
struct Attempt {
    /// The error before it.
    error: DecodeError,
    text: String,
    /// How many values were mended before it.
    mended: usize,
    /// What else the value at the place may be meant to be.
    others: Vec<Mending>,
}

impl Mender {
    fn new(json: &[u8]) -> Option<Self> {
        let json = json.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(json);
        Some(Self {
            text: std::str::from_utf8(json).ok()?.trim_ascii().to_owned(),
            mended: Vec::new(),
            last: None,
            passes: 0,
        })
    }

    /// Changes the text where it could not be read.
    ///
    /// # Errors
    ///
    /// The error itself, where nothing can be done about it.
    fn mend(&mut self, error: DecodeError) -> Result<(), DecodeError> {
        let (error, others) = match self.last.take() {
            // The value is still not what is expected: it was not that.
            Some(last) if last.error.path() == error.path() => {
                self.text = last.text;
                self.mended.truncate(last.mended);
                (last.error, Some(last.others))
            }
            _ => (error, None),
        };
        // Once for each step to the place, and once to read it again.
        self.passes += 1 + error.path().matches(['.', '[']).count();
        if self.passes > MAX_PASSES {
            return Err(error);
        }
        let mended = self.mended.len();
        match self.change(&error, others) {
            Some((text, others)) => {
                self.last = Some(Attempt {
                    error,
                    text: std::mem::replace(&mut self.text, text),
                    mended,
                    others,
                });
                Ok(())
            }
            None => Err(error),
        }
    }

    /// The changed text, and what else the value may be meant to be.
    fn change(
        &mut self,
        error: &DecodeError,
        others: Option<Vec<Mending>>,
    ) -> Option<(String, Vec<Mending>)> {
        let place = Place::find(&self.text, error.path())?;
        let mut candidates = others.unwrap_or_else(|| candidates(place.json, error));
        let mending = candidates.pop()?;
        let values = match is_of_all(mending, place.json) {
            true => place.alike(&self.text),
            false => vec![(error.path().to_owned(), place.json)],
        };
        let (mut out, mut end) = (String::with_capacity(self.text.len() + 16), 0);
        for (path, json) in values {
            let Some(new) = mended(mending, json) else {
                continue;
            };
            let start = place::offset(&self.text, json);
            out.push_str(self.text.get(end..start)?);
            out.push_str(&new);
            end = start + json.len();
            // Columns in later errors stay those of the text that was sent, but behind what became null.
            let shorter = json.len().saturating_sub(new.len());
            out.extend(std::iter::repeat_n(' ', shorter));
            self.mended.push(Mended {
                path,
                type_name: error.type_name().map(str::to_owned),
                text: json.to_owned(),
                mending,
                item: None,
            });
        }
        out.push_str(self.text.get(end..)?);
        Some((out, candidates))
    }
}

/// What a value may be meant to be, the likeliest last.
fn candidates(json: &str, error: &DecodeError) -> Vec<Mending> {
    let is_possible = |mending: &Mending| mended(*mending, json).is_some();
    // An empty text in the place of an object or a collection says nothing of what was meant.
    let is_structured = ["expected an object", "expected a collection"]
        .iter()
        .any(|text| error.message().contains(text));
    let all = [
        Mending::Boolean,
        Mending::Number,
        Mending::Null,
        Mending::Surrogate,
    ];
    all.into_iter()
        .filter(is_possible)
        .filter(|mending| *mending != Mending::Null || !is_structured)
        .collect()
}

/// Whether all values of the property that look like this one are as illegal as it is. Not where the type may be one that takes
/// texts with numbers, and refused this one for something else: an `Edm.Int64`, an `Edm.Decimal`, an `Edm.Double`.
fn is_of_all(mending: Mending, json: &str) -> bool {
    mending != Mending::Number
        || plain_content(json).is_some_and(|text| text.parse::<i64>().is_ok())
}

/// The JSON of a value as it should be; `None` where it is none of that kind.
fn mended(mending: Mending, json: &str) -> Option<String> {
    let content = || string_content(json);
    match mending {
        Mending::Number => number(content()?.trim()),
        Mending::Boolean => {
            let text = content();
            let text = text.as_deref().unwrap_or(json).trim();
            let is = |word: &str| text.eq_ignore_ascii_case(word);
            let is_bare_word = json == "true" || json == "false";
            match () {
                () if is_bare_word => None,
                () if text == "1" || is("true") => Some("true".to_owned()),
                () if text == "0" || is("false") => Some("false".to_owned()),
                () => None,
            }
        }
        Mending::Null => content()?.trim().is_empty().then(|| "null".to_owned()),
        Mending::Surrogate => without_lone_surrogates(json),
    }
}

/// The JSON number that a text stands for: a sign and zeros in front are not part of one.
fn number(text: &str) -> Option<String> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    if !digits.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let zeros = digits.bytes().take_while(|byte| *byte == b'0').count();
    let rest = digits.get(zeros..)?;
    let zero = match rest.starts_with(|first: char| first.is_ascii_digit()) {
        true => "",
        false if zeros > 0 => "0",
        false => "",
    };
    let number = format!("{sign}{zero}{rest}");
    crate::raw::checked(&number).is_ok().then_some(number)
}

/// A JSON string whose lone surrogates are `\ufffd`; `None` for one that has none, and for any other value.
fn without_lone_surrogates(json: &str) -> Option<String> {
    if !json.starts_with('"') {
        return None;
    }
    /// The code unit of an escape in which a text begins.
    fn unit(text: &str) -> Option<u32> {
        u32::from_str_radix(text.strip_prefix("\\u")?.get(..4)?, 16).ok()
    }
    let (mut out, mut rest, mut found) = (String::with_capacity(json.len()), json, false);
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        out.push_str(before);
        let len = match unit(escape) {
            Some(0xD800..=0xDBFF) => match escape.get(6..).and_then(unit) {
                Some(0xDC00..=0xDFFF) => 12,
                _ => 0,
            },
            Some(0xDC00..=0xDFFF) => 0,
            Some(_) => 6,
            None => 2,
        };
        if len == 0 {
            found = true;
            out.push_str("\\ufffd");
        }
        let (escape, after) = escape.split_at_checked(if len == 0 { 6 } else { len })?;
        if len > 0 {
            out.push_str(escape);
        }
        rest = after;
    }
    out.push_str(rest);
    found.then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_texts() {
        for (text, expected) in [
            ("42", Some("42")),
            ("-1.50", Some("-1.50")),
            ("1e3", Some("1e3")),
            ("+7", Some("7")),
            ("007", Some("7")),
            ("-00.5", Some("-0.5")),
            ("0", Some("0")),
            ("000", Some("0")),
            ("", None),
            ("1,5", None),
            ("1 2", None),
            ("0x10", None),
            (".5", None),
            ("-", None),
            ("true", None),
        ] {
            assert_eq!(number(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn only_lone_surrogates_are_replaced() {
        for (json, expected) in [
            (r#""a\ud800b""#, Some(r#""a\ufffdb""#)),
            (r#""\uDC00""#, Some(r#""\ufffd""#)),
            (r#""\ud800\ud800\udc00""#, Some(r#""\ufffd\ud800\udc00""#)),
            (r#""\ud83d\ude00""#, None),
            (r#""\\ud800""#, None),
            (r#""\\\ud800\"""#, Some(r#""\\\ufffd\"""#)),
            (r#""\ud800é""#, Some(r#""\ufffdé""#)),
            (r#""\u00e9""#, None),
            ("5", None),
        ] {
            assert_eq!(without_lone_surrogates(json).as_deref(), expected, "{json}");
        }
    }

    #[test]
    fn booleans_in_texts_and_numbers() {
        for (json, expected) in [
            (r#""True""#, Some("true")),
            (r#""0""#, Some("false")),
            ("1", Some("true")),
            ("2", None),
            ("true", None),
            (r#""yes""#, None),
            ("[]", None),
        ] {
            let new = mended(Mending::Boolean, json);
            assert_eq!(new.as_deref(), expected, "{json}");
        }
    }
}
