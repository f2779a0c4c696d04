//! Nullable values, collections and boxes.

use super::{Argument, Codec, EnumLiterals, Literal, Seed, Wire};
use crate::annotations::NullItems;
use crate::context;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;
use std::marker::PhantomData;

/// A value of an `Option`, and an item of a collection. They are not [`AsWire`](super::AsWire), which a property's
/// value is: rustc instantiates one function at most 128 times on a path of calls, and would count it twice for each
/// object.
struct Present<'a, T>(&'a T);

impl<T: Wire> Serialize for Present<'_, T> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::Codec::write(self.0, serializer)
    }
}

struct Item<'a, T>(&'a T);

impl<T: Wire> Serialize for Item<'_, T> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::Codec::write(self.0, serializer)
    }
}

struct OptionVisitor<T>(PhantomData<T>);

impl<'de, T: Wire> Visitor<'de> for OptionVisitor<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    #[inline]
    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    #[inline]
    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        Ok(Some(T::Codec::read(deserializer)?))
    }
}

/// A nullable value: `null` is `None`.
impl<T: Wire> Wire for Option<T> {
    type Codec = Self;
}

impl<T: Wire> Codec<Self> for Option<T> {
    type NonNull = T;

    const HAS_NULL: bool = true;
    const TYPE: super::TypeName = T::TYPE;
    const IS_OBJECT: bool = T::IS_OBJECT;
    const IS_ANY: bool = T::Codec::IS_ANY;

    fn declares(property: &str) -> Option<bool> {
        T::Codec::declares(property)
    }

    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_option(OptionVisitor(PhantomData))
    }

    fn write<S: Serializer>(value: &Self, serializer: S) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => serializer.serialize_some(&Present(value)),
            None => serializer.serialize_none(),
        }
    }

    fn argument(value: &Self, enums: EnumLiterals) -> Argument {
        match value {
            Some(value) => value.argument(enums),
            None => Argument::Literal("null".to_owned()),
        }
    }
}

impl<T: Literal> Literal for Option<T> {
    fn write_literal(&self, out: &mut String, enums: EnumLiterals) {
        match self {
            Some(value) => value.write_literal(out, enums),
            None => out.push_str("null"),
        }
    }
}

struct ItemSeed<'a, T>(&'a mut Vec<T>);

impl<'de, T: Wire> DeserializeSeed<'de> for ItemSeed<'_, T> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        T::Codec::read_item(deserializer, self.0)
    }
}

struct VecVisitor<T>(PhantomData<T>);

impl<'de, T: Wire> Visitor<'de> for VecVisitor<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a collection")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<T>, A::Error> {
        // What the input claims about its length must not decide how much is allocated.
        let mut items = Vec::with_capacity(seq.size_hint().unwrap_or(0).min(1024));
        loop {
            let index = items.len();
            match seq.next_element_seed(ItemSeed(&mut items)) {
                Ok(Some(())) => {}
                Ok(None) => return Ok(items),
                Err(error) => return Err(context::at_index(index, error)),
            }
        }
    }
}

/// Reads an item, or returns that it is null.
struct ItemOrNullSeed<'a, T>(&'a mut Vec<T>);

impl<'de, T: Wire> DeserializeSeed<'de> for ItemOrNullSeed<'_, T> {
    /// Whether there is an item.
    type Value = bool;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        T::Codec::read_item_or_null(deserializer, self.0)
    }
}

/// The same by the codec of the item.
pub(super) struct ItemOrNull<'a, T, C: ?Sized> {
    pub(super) items: &'a mut Vec<T>,
    pub(super) codec: PhantomData<C>,
}

impl<'de, T, C: Codec<T> + ?Sized> Visitor<'de> for ItemOrNull<'_, T, C> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an item or null")
    }

    fn visit_none<E: Error>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_unit<E: Error>(self) -> Result<bool, E> {
        Ok(false)
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        C::read_item(deserializer, self.items)?;
        Ok(true)
    }
}

/// Reads a collection of values that are never null, and leaves out null items.
struct WithoutNulls<'a, T> {
    nulls: &'a mut NullItems,
    marker: PhantomData<T>,
}

impl<'de, T: Wire> Visitor<'de> for WithoutNulls<'_, T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a collection")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<T>, A::Error> {
        let Self { nulls, .. } = self;
        let mut items = Vec::with_capacity(seq.size_hint().unwrap_or(0).min(1024));
        loop {
            let index = items.len() + nulls.indexes.len();
            match seq.next_element_seed(ItemOrNullSeed(&mut items)) {
                Ok(Some(true)) => {}
                Ok(Some(false)) => nulls.indexes.push(index),
                Ok(None) => break,
                Err(error) => return Err(context::at_index(index, error)),
            }
        }
        nulls.kept = items.len();
        Ok(items)
    }
}

/// A collection. `Vec<Option<T>>` is one whose items may be null. In any other, a property of an object leaves out null
/// items ([`Annotations::null_items_of`](crate::Annotations::null_items_of)).
impl<T: Wire> Wire for Vec<T> {
    type Codec = Self;
}

impl<T: Wire> Codec<Self> for Vec<T> {
    type NonNull = Self;

    const LEAVES_OUT_NULLS: bool = !<T::Codec as Codec<T>>::HAS_NULL;

    fn read_in_field<'de, D: Deserializer<'de>>(
        deserializer: D,
        nulls: &mut NullItems,
    ) -> Result<Self, D::Error> {
        if Self::LEAVES_OUT_NULLS {
            let marker = PhantomData;
            deserializer.deserialize_seq(WithoutNulls { nulls, marker })
        } else {
            <Self as Wire>::read(deserializer)
        }
    }

    fn write_with_nulls<S: Serializer>(
        value: &Self,
        nulls: &NullItems,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        if value.len() != nulls.kept {
            return <Self as Codec<Self>>::write(value, serializer);
        }
        let len = value.len() + nulls.indexes.len();
        let mut seq = serializer.serialize_seq(Some(len))?;
        let (mut items, mut indexes) = (value.iter(), nulls.indexes.iter().peekable());
        for index in 0..len {
            if indexes.next_if(|null| **null == index).is_some() {
                seq.serialize_element(&())?;
            } else if let Some(item) = items.next() {
                seq.serialize_element(&Item(item))?;
            }
        }
        seq.end()
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(VecVisitor(PhantomData))
    }

    fn write<S: Serializer>(value: &Self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(Some(value.len()))?;
        for item in value {
            seq.serialize_element(&Item(item))?;
        }
        seq.end()
    }
}

struct MapVisitor<T>(PhantomData<T>);

impl<'de, T: Wire> Visitor<'de> for MapVisitor<T> {
    type Value = BTreeMap<String, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<BTreeMap<String, T>, A::Error> {
        let mut map = BTreeMap::new();
        while let Some(key) = access.next_key::<String>()? {
            let value = match access.next_value_seed(Seed::new()) {
                Ok(value) => value,
                Err(error) => return Err(context::at_property("", &key, error)),
            };
            match map.entry(key) {
                Entry::Vacant(entry) => _ = entry.insert(value),
                Entry::Occupied(entry) => {
                    let error = A::Error::custom("duplicate property");
                    return Err(context::at_property("", entry.key(), error));
                }
            }
        }
        Ok(map)
    }
}

/// An object whose property names are data. `additionalProperties` of JSON Schema (Core 2020-12, 10.3.2.3).
impl<T: Wire> Wire for BTreeMap<String, T> {
    type Codec = Self;
}

impl<T: Wire> Codec<Self> for BTreeMap<String, T> {
    type NonNull = Self;

    const IS_OBJECT: bool = true;

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MapVisitor(PhantomData))
    }

    fn write<S: Serializer>(value: &Self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(value.len()))?;
        for (key, value) in value {
            map.serialize_entry(key, &Item(value))?;
        }
        map.end()
    }
}

impl<T: Wire> Wire for Box<T> {
    type Codec = Self;
}

impl<T: Wire> Codec<Self> for Box<T> {
    type NonNull = Self;

    const TYPE: super::TypeName = T::TYPE;
    const IS_OBJECT: bool = T::IS_OBJECT;
    const IS_ANY: bool = T::Codec::IS_ANY;

    fn declares(property: &str) -> Option<bool> {
        T::Codec::declares(property)
    }

    const HAS_NULL: bool = T::Codec::HAS_NULL;
    const LEAVES_OUT_NULLS: bool = T::Codec::LEAVES_OUT_NULLS;

    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::new(T::Codec::read(deserializer)?))
    }

    #[inline]
    fn read_in_field<'de, D: Deserializer<'de>>(
        deserializer: D,
        nulls: &mut NullItems,
    ) -> Result<Self, D::Error> {
        T::Codec::read_in_field(deserializer, nulls).map(Self::new)
    }

    fn write_with_nulls<S: Serializer>(
        value: &Self,
        nulls: &NullItems,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        T::Codec::write_with_nulls(value, nulls, serializer)
    }

    #[inline]
    fn write<S: Serializer>(value: &Self, serializer: S) -> Result<S::Ok, S::Error> {
        T::Codec::write(value, serializer)
    }

    fn argument(value: &Self, enums: EnumLiterals) -> Argument {
        T::argument(value, enums)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{from_json, to_json};

    #[test]
    fn nulls_in_collections() {
        let items: Vec<Option<i64>> = from_json(br#"[1,null,"3"]"#).unwrap();
        assert_eq!(items, [Some(1), None, Some(3)]);
        assert_eq!(to_json(&items).unwrap(), b"[1,null,3]");
        let error = from_json::<Vec<i64>>(b"[1,null]").unwrap_err();
        assert_eq!(error.path(), "[1]");
        assert!(
            error.message().contains("invalid type: null, expected i64"),
            "{error}"
        );
    }

    #[test]
    fn arguments() {
        assert_eq!(
            None::<i32>.argument(EnumLiterals::Qualified),
            Argument::Literal("null".into())
        );
        assert_eq!(
            Some(1).argument(EnumLiterals::Qualified),
            Argument::Literal("1".into())
        );
        assert_eq!(
            Box::new(1).argument(EnumLiterals::Qualified),
            Argument::Literal("1".into())
        );
        assert_eq!(
            vec![String::from("a"), String::from("b")].argument(EnumLiterals::Qualified),
            Argument::Json(r#"["a","b"]"#.into())
        );
    }
}
