//! What can go wrong with JSON, and where.

use crate::context;
use crate::escape::Escape;
use std::fmt::{self, Write as _};

/// A response that is not what the metadata promised: where, and what is wrong.
///
/// ```
/// let error = clientwright_values::from_json::<Vec<i32>>(br#"[1, "x"]"#).unwrap_err();
/// assert_eq!(error.path(), "[1]");
/// assert_eq!(error.to_string(), r#"[1]: invalid type: string "x", expected i32 at line 1 column 7"#);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    path: String,
    type_name: Option<String>,
    message: String,
}

impl DecodeError {
    /// Takes apart the text of an error that passed through [`Wire::read`](crate::Wire::read). `From` does it for errors of
    /// `serde_json`; this function is for those of other deserializers, which read such values too.
    ///
    /// ```
    /// use clientwright_values::json::DecodeError;
    /// use clientwright_values::wire::AsWire;
    /// use serde::Deserialize as _;
    /// use serde::de::value::{Error, MapDeserializer};
    ///
    /// # use clientwright_values as rt;
    /// # #[derive(Default)]
    /// # struct Task { order: Option<i32>, additional_properties: rt::PropertyBag, odata: Option<Box<rt::Annotations>> }
    /// # rt::object! { Task = "ns.task"; order = "order", }
    /// // A format whose values are all texts.
    /// let entries = [("order", "first")];
    /// let task = AsWire::<Task>::deserialize(MapDeserializer::<_, Error>::new(entries.into_iter()));
    /// let error = DecodeError::from_text(&task.unwrap_err().to_string());
    /// assert_eq!((error.path(), error.type_name()), ("order", Some("ns.task")));
    /// ```
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        let chain = context::parse(text);
        Self {
            path: chain.path,
            type_name: chain.type_name.map(ToOwned::to_owned),
            message: chain.message.to_owned(),
        }
    }

    /// The error of an entry that is read by itself, as that of the object.
    pub(crate) fn in_property(mut self, name: &str) -> Self {
        self.path = path_in(name, &self.path);
        self
    }

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

    /// What is wrong there, such as `invalid type: string "x", expected i32 at line 1 column 7`.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

/// The error of a page's item, as that of the page.
#[doc(hidden)]
#[must_use]
pub fn in_item(mut error: DecodeError, index: usize) -> DecodeError {
    error.path = path_in_item(index, &error.path);
    error
}

/// The path in a page's item, as that in the page.
pub(crate) fn path_in_item(index: usize, path: &str) -> String {
    path_in(&format!("value[{index}]"), path)
}

/// The path of a nested value, with the path that contains it.
fn path_in(outer: &str, path: &str) -> String {
    let dot = match path.is_empty() || path.starts_with('[') {
        true => "",
        false => ".",
    };
    format!("{outer}{dot}{path}")
}

/// Names and values in the response are shown with escapes in place of characters that control the output.
impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = Escape(f);
        if !self.path.is_empty() {
            write!(out, "{}: ", self.path)?;
        }
        out.write_str(&self.message)?;
        match &self.type_name {
            Some(name) => write!(out, " (in {name})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for DecodeError {}

impl From<serde_json::Error> for DecodeError {
    fn from(error: serde_json::Error) -> Self {
        Self::from_text(&error.to_string())
    }
}

/// A value that could not be written as JSON. Values of this crate and of generated code always can be.
///
/// ```
/// use clientwright_values::json::EncodeError;
/// use clientwright_values::wire::{Codec, Wire};
/// use clientwright_values::{de, ser, to_json};
///
/// /// A number that must be finite: a service refuses the texts that OData has for others.
/// #[derive(Clone, Debug, PartialEq)]
/// struct Finite(f64);
///
/// impl Wire for Finite {
///     type Codec = Self;
/// }
///
/// impl Codec<Self> for Finite {
///     type NonNull = Self;
///     fn read<'de, D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
///         <f64 as Wire>::read(deserializer).map(Self)
///     }
///
///     fn write<S: ser::Serializer>(value: &Self, serializer: S) -> Result<S::Ok, S::Error> {
///         match value.0.is_finite() {
///             true => value.0.write(serializer),
///             false => Err(ser::Error::custom("the number is not finite")),
///         }
///     }
/// }
///
/// assert_eq!(to_json(&Finite(1.5))?, b"1.5");
/// let error: EncodeError = to_json(&Finite(f64::NAN)).unwrap_err();
/// assert_eq!(error.to_string(), "cannot write JSON: the number is not finite");
/// # Ok::<(), EncodeError>(())
/// ```
#[derive(Debug, thiserror::Error)]
#[error("cannot write JSON: {0}")]
pub struct EncodeError(#[source] pub(crate) serde_json::Error);

/// JSON that could not be read by [`from_json`](crate::from_json), or not be written by [`to_json`](crate::to_json): for functions
/// that do both.
///
/// ```
/// use clientwright_values::json::JsonError;
/// use clientwright_values::{Wire, from_json, to_json};
///
/// /// Changes a value in a text.
/// fn edit<T: Wire>(text: &[u8], change: impl FnOnce(&mut T)) -> Result<Vec<u8>, JsonError> {
///     let mut value = from_json(text)?;
///     change(&mut value);
///     Ok(to_json(&value)?)
/// }
///
/// assert_eq!(edit(b"[1,2]", |list: &mut Vec<i32>| list.push(3))?, b"[1,2,3]");
/// let error = edit(b"[1,\"x\"]", |list: &mut Vec<i32>| list.push(3)).unwrap_err();
/// assert!(matches!(error, JsonError::Read(error) if error.path() == "[1]"));
/// # Ok::<(), JsonError>(())
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JsonError {
    /// It could not be read.
    #[error(transparent)]
    Read(#[from] DecodeError),
    /// It could not be written.
    #[error(transparent)]
    Write(#[from] EncodeError),
}
