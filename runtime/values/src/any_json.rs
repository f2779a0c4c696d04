//! JSON of any form, kept as text.

use crate::json::{DecodeError, from_json};
use crate::raw::{self, Json};
use crate::wire::{Codec, Wire, serde_by_wire};
use serde::de::Deserializer;
use serde::ser::Serializer;
use serde_json::Value;
use std::fmt;

/// JSON of any form, with its exact text: the content of the fallback of an enum of shapes.
///
/// ```
/// # use clientwright_values as rt;
/// let any: rt::shape::AnyJson = rt::from_json(b"[1.50, 1E400]")?;
/// assert_eq!(any.as_str(), "[1.50, 1E400]");
/// assert_eq!(rt::to_json(&any)?, b"[1.50, 1E400]");
/// assert_eq!(rt::shape::AnyJson::from(serde_json::json!([1, 2])).read::<Vec<i32>>()?, [1, 2]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct AnyJson(Box<str>);

impl AnyJson {
    /// The JSON text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reads the JSON as a `T`.
    ///
    /// # Errors
    ///
    /// When it is none.
    pub fn read<T: Wire>(&self) -> Result<T, DecodeError> {
        from_json(self.0.as_bytes())
    }
}

impl From<Value> for AnyJson {
    fn from(value: Value) -> Self {
        Self(value.to_string().into())
    }
}

impl fmt::Debug for AnyJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Wire for AnyJson {
    type Codec = Self;
}

impl Codec<Self> for AnyJson {
    type NonNull = Self;

    const HAS_NULL: bool = true;
    const IS_ANY: bool = true;

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        raw::read(deserializer).map(|json| Self(json.into()))
    }

    fn write<S: Serializer>(value: &Self, serializer: S) -> Result<S::Ok, S::Error> {
        serde::Serialize::serialize(&Json(&value.0), serializer)
    }
}

serde_by_wire!(AnyJson);
