//! Between [`Wire`] and serde's traits.

use super::{Codec, Wire};
use crate::annotations::NullItems;
use serde::de::DeserializeSeed;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::marker::PhantomData;

/// Lends a [`Wire`] value to an interface that takes [`Serialize`], and reads one where [`Deserialize`] is required.
///
/// ```
/// use clientwright_values::wire::AsWire;
/// assert_eq!(serde_json::to_string(&AsWire(&f64::INFINITY))?, r#""INF""#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct AsWire<T>(pub T);

impl<T: Wire> Serialize for AsWire<&T> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::Codec::write(self.0, serializer)
    }
}

impl<'de, T: Wire> Deserialize<'de> for AsWire<T> {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(T::Codec::read(deserializer)?))
    }
}

/// A collection that is written with the null items that were left out of it.
pub(crate) struct WithNulls<'a, T> {
    pub(crate) value: &'a T,
    pub(crate) nulls: &'a NullItems,
}

impl<T: Wire> Serialize for WithNulls<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::Codec::write_with_nulls(self.value, self.nulls, serializer)
    }
}

/// Reads a [`Wire`] value where serde needs a seed.
///
/// ```
/// use clientwright_values::de::{self, Deserializer as _};
/// use clientwright_values::wire::Seed;
///
/// /// Adds numbers up while they are read: the list may be too long for memory.
/// struct Sum;
///
/// impl<'de> de::Visitor<'de> for Sum {
///     type Value = f64;
///
///     fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
///         f.write_str("a list of numbers")
///     }
///
///     fn visit_seq<A: de::SeqAccess<'de>>(self, mut items: A) -> Result<f64, A::Error> {
///         let mut sum = 0.0;
///         while let Some(number) = items.next_element_seed(Seed::<f64>::new())? {
///             sum += number;
///         }
///         Ok(sum)
///     }
/// }
///
/// let list = r#"[1, "2.5", 3]"#; // `f64` of serde does not read the text
/// assert_eq!(serde_json::Deserializer::from_str(list).deserialize_seq(Sum)?, 6.5);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug)]
pub struct Seed<T>(PhantomData<T>);

impl<T> Seed<T> {
    /// A seed for `T`.
    #[must_use]
    pub fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T> Default for Seed<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<'de, T: Wire> DeserializeSeed<'de> for Seed<T> {
    type Value = T;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::Codec::read(deserializer)
    }
}

/// Implements serde's traits by [`Wire`], so that both produce the same text.
macro_rules! serde_by_wire {
    ($($type:ty),+) => {$(
        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::wire::Wire::write(self, serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::wire::Wire::read(deserializer)
            }
        }
    )+};
}
pub(crate) use serde_by_wire;
