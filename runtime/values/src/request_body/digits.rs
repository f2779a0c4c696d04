//! Numbers with more digits than a double has, and their form in requests.

use serde::Serialize;
use serde::ser::{Error as _, Serializer};

const EXACT: &str = "$clientwright_values::private::Exact";

/// How `Edm.Int64` and `Edm.Decimal` are written (OData JSON 4.01, 3.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Digits {
    /// As numbers.
    #[default]
    Numbers,
    /// As strings, for readers whose numbers are doubles: `IEEE754Compatible=true`.
    Texts,
    /// As numbers, in a protocol without control information: a key such as `@odata.etag` is a property like any other.
    Plain,
}

/// A value of one of these types. Serializers take it for what is in it.
pub(crate) struct Exact<T>(pub(crate) T);

impl<T: Serialize> Serialize for Exact<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(EXACT, &self.0)
    }
}

/// Whether a newtype struct is an [`Exact`].
pub(super) fn is_exact(name: &str) -> bool {
    name == EXACT
}

/// Writes the JSON of a number as a string.
pub(super) fn write_text<T: Serialize + ?Sized, S: Serializer>(
    number: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let text = serde_json::to_string(number).map_err(S::Error::custom)?;
    serializer.serialize_str(&text)
}
