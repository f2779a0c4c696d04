//! Reading JSON of services that break the rules of their format in known ways.
//!
//! A text is read strictly first, so legal values are never changed and cost nothing extra. If that
//! fails, the error has the place; the text there is repaired and the whole is read again. See decision 033.

mod candidates;
mod place;

use crate::error::path_in_item;
use crate::json::{DecodeError, from_json};
use crate::wire::Wire;
use candidates::{candidates, is_of_all, mended};
use place::Place;
use std::fmt;

/// The maximal number of passes over one text, so that the work is linear in its length.
const MAX_PASSES: usize = 1_000;

/// The kind of defect of a value that a tolerant client has repaired.
///
/// ```
/// use clientwright_values::mend::{Mended, Mending};
///
/// /// Whether a text is not what the service has stored.
/// fn is_damaged(mended: &[Mended]) -> bool {
///     mended.iter().any(|value| value.mending() == Mending::Surrogate)
/// }
///
/// # use clientwright_values::__private::read_tolerantly;
/// # let (_, numbers) = read_tolerantly::<Vec<i32>>(br#"[1,"2"]"#)?;
/// # let (names, texts) = read_tolerantly::<Vec<String>>(br#"["a\ud800"]"#)?;
/// // Read as numbers: `[1,"2"]`.
/// assert_eq!(numbers[0].mending(), Mending::Number);
/// assert!(!is_damaged(&numbers));
/// // Read as texts: `["a\ud800"]`.
/// # assert_eq!(names, ["a\u{fffd}"]);
/// assert!(is_damaged(&texts));
/// # Ok::<(), clientwright_values::json::DecodeError>(())
/// ```
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

/// A value of a response that did not match the metadata and was repaired. A client that was told to be tolerant returns them
/// next to the result.
///
/// ```
/// use clientwright_values::mend::Mended;
///
/// /// What a report to the service's operator says; the value itself may be personal.
/// fn report(mended: &Mended) -> String {
///     let of = mended.type_name().unwrap_or("no declared type");
///     format!("{} ({of}): {:?}", mended.path(), mended.mending())
/// }
///
/// # use clientwright_values::{self as rt, __private::read_tolerantly};
/// # #[derive(Default)]
/// # struct Task { order: Option<i32>, done: Option<bool>, additional_properties: rt::PropertyBag,
/// #     odata: Option<Box<rt::Annotations>> }
/// # rt::object! { Task = "ns.task"; order = "order", done = "done", }
/// # let (tasks, mended) = read_tolerantly::<Vec<Task>>(br#"[{"order":"5"},{"done":1}]"#)?;
/// // The response was `[{"order":"5"},{"done":1}]`.
/// assert_eq!((tasks[0].order, tasks[1].done), (Some(5), Some(true)));
/// assert_eq!(mended[0].text(), r#""5""#);
/// let reports: Vec<String> = mended.iter().map(report).collect();
/// assert_eq!(reports, ["[0].order (ns.task): Number", "[1].done (ns.task): Boolean"]);
/// # Ok::<(), rt::json::DecodeError>(())
/// ```
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

/// Without the text, which may contain personal data.
impl fmt::Debug for Mended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mended")
            .field("path", &self.path)
            .field("type_name", &self.type_name)
            .field("mending", &self.mending)
            .finish_non_exhaustive()
    }
}

/// Reads a value from the whole of a text, and repairs illegal values in it.
///
/// # Errors
///
/// The error of the first value about which nothing can be done.
#[doc(hidden)]
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
#[doc(hidden)]
#[must_use]
pub fn mended_in_item(mut value: Mended, index: usize) -> Mended {
    value.path = path_in_item(index, &value.path);
    value.item = Some(index);
    value
}

/// A text that is being repaired.
struct Mender {
    text: String,
    mended: Vec<Mended>,
    /// The last change. The next error shows whether it was right.
    last: Option<Attempt>,
    /// The number of passes over the text.
    passes: usize,
}

/// A change of the text.
struct Attempt {
    /// The error before it.
    error: DecodeError,
    text: String,
    /// How many values were repaired before it.
    mended: usize,
    /// Other possible meanings of the value at the place.
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
            // Columns in later errors refer to the original text, except after a value that became null.
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
