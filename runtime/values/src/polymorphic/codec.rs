//! What [`polymorphic!`](macro@crate::polymorphic) makes of a [`Polymorphic`].

use super::{Buffered, Entries, Polymorphic, Rest, Tag};
use crate::annotations::{Annotations, is_control};
use crate::exact;
use crate::raw::{self, Str, Text};
use crate::texts::json_of;
use crate::wire::integer::numbers_are_texts;
use crate::wire::{Codec, TypeName};
use serde::de::value::{BorrowedStrDeserializer, MapAccessDeserializer, StrDeserializer};
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde::ser::Serializer;
use serde_json::Number;
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

/// Reads an abstract type below another; what [`polymorphic!`](macro@crate::polymorphic) calls.
///
/// # Errors
///
/// The deserializer's error.
pub fn from_entries<'de, T: Polymorphic, A: MapAccess<'de>>(
    entries: Entries<'de, A>,
) -> Result<T, A::Error> {
    match T::TAG {
        Tag::TypeControl => {
            let entries = entries.buffered(T::NAME)?;
            T::read(&entries.type_name(T::NAMES), entries)
        }
        Tag::Discriminator(property) => {
            let (entries, value) = entries.until(T::NAME, property)?;
            match number_in_entries(&entries) {
                Some(number) => whole(
                    &PolymorphicVisitor(PhantomData),
                    &number.to_string(),
                    Unexpected::Other("number"),
                ),
                None => T::read(&value, entries),
            }
        }
    }
}

/// The number that came as a map, which is how serde_json passes numbers on once any crate in the tree turns on its
/// `arbitrary_precision`.
fn number_in_entries<A>(entries: &Entries<'_, A>) -> Option<Number> {
    match &entries.rest {
        Rest::Buffered(entries) if entries.len() == 1 && numbers_are_texts() => {
            let number = Number::deserialize(MapAccessDeserializer::new(Replay::new(entries))).ok();
            // serde_json writes some numbers in another way: `1e2` as `1e+2`.
            number.inspect(|_| exact::lost())
        }
        _ => None,
    }
}

/// The codec of every abstract type.
#[derive(Debug)]
pub enum AsPolymorphic {}

impl<T: Polymorphic> Codec<T> for AsPolymorphic {
    type NonNull = T;

    const TYPE: TypeName = TypeName::Object(T::NAME);

    /// Reads the type name of an object, and then the variant for that type.
    fn declares(_: &str) -> Option<bool> {
        Some(false)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        match T::TAG {
            Tag::TypeControl => deserializer.deserialize_map(PolymorphicVisitor(PhantomData)),
            Tag::Discriminator(_) if exact::is_by_texts() => from_text(&raw::read(deserializer)?),
            Tag::Discriminator(_) => deserializer
                .deserialize_any(PolymorphicVisitor(PhantomData))
                .inspect_err(|_| exact::lost()),
        }
    }

    fn read_item_or_null<'de, D: Deserializer<'de>>(
        deserializer: D,
        items: &mut Vec<T>,
    ) -> Result<bool, D::Error> {
        if exact::is_by_texts() && T::TAG != Tag::TypeControl {
            let json = raw::read(deserializer)?;
            let is_item = json != "null";
            if is_item {
                items.push(from_text(&json)?);
            }
            return Ok(is_item);
        }
        deserializer
            .deserialize_any(ItemOrNull(items))
            .inspect_err(|_| exact::lost())
    }

    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        value.write(serializer)
    }
}

struct PolymorphicVisitor<T>(PhantomData<T>);

impl<'de, T: Polymorphic> Visitor<'de> for PolymorphicVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object of type {}", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<T, A::Error> {
        from_entries(read_until_type::<T, A>(access)?)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<T, E> {
        whole(&self, &value.to_string(), Unexpected::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        whole(&self, &value.to_string(), Unexpected::Signed(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        whole(&self, &value.to_string(), Unexpected::Unsigned(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        exact::lost();
        whole(&self, &json_of(value), Unexpected::Float(value))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        whole(&self, &json_of(text), Unexpected::Str(text))
    }

    fn visit_unit<E: Error>(self) -> Result<T, E> {
        whole(&self, "null", Unexpected::Unit)
    }

    fn visit_none<E: Error>(self) -> Result<T, E> {
        self.visit_unit()
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<T, A::Error> {
        match T::TAG {
            Tag::TypeControl => Err(A::Error::invalid_type(Unexpected::Seq, &self)),
            Tag::Discriminator(_) => whole(&self, &array(seq)?, Unexpected::Seq),
        }
    }
}

/// Reads a value from its text.
fn from_text<T: Polymorphic, E: Error>(json: &str) -> Result<T, E> {
    let expected = PolymorphicVisitor(PhantomData);
    let found = match json.bytes().next() {
        Some(b'{') => {
            let read = serde_json::Deserializer::from_str(json).deserialize_any(expected);
            return read.map_err(unplaced);
        }
        Some(b'[') => Unexpected::Seq,
        Some(b'"') => Unexpected::Other("string"),
        Some(b't') => Unexpected::Bool(true),
        Some(b'f') => Unexpected::Bool(false),
        Some(b'n') => Unexpected::Unit,
        _ => Unexpected::Other("number"),
    };
    whole(&expected, json, found)
}

/// Reads a value that is no object.
///
/// Objects that a property distinguishes are the variants of a union, beside which a server may send anything: such a value is
/// kept as [`Other`](crate::other::Other). A type with control information is the base of others, and whatever is derived from
/// it is an object: there it is an error.
fn whole<T: Polymorphic, E: Error>(
    expected: &PolymorphicVisitor<T>,
    json: &str,
    found: Unexpected<'_>,
) -> Result<T, E> {
    let entries: Entries<'_, Replay<'_>> = Entries {
        annotations: Annotations::new(),
        rest: Rest::Whole(Cow::Borrowed(json)),
    };
    match T::TAG {
        Tag::TypeControl => Err(E::invalid_type(found, expected)),
        // What an object without the property is: the fallback, or a variant, which is an object and refuses it.
        Tag::Discriminator(_) => T::read("", entries).map_err(|_| E::invalid_type(found, expected)),
    }
}

/// The text of an array, item by item.
fn array<'de, A: SeqAccess<'de>>(mut seq: A) -> Result<String, A::Error> {
    let mut json = String::from("[");
    while let Some(item) = seq.next_element_seed(Text)? {
        if json.len() > 1 {
            json.push(',');
        }
        json.push_str(&item);
    }
    json.push(']');
    Ok(json)
}

/// Reads an item of a collection, and returns whether there is one.
struct ItemOrNull<'a, T>(&'a mut Vec<T>);

impl<T> ItemOrNull<'_, T> {
    fn push<E>(self, read: impl FnOnce(PolymorphicVisitor<T>) -> Result<T, E>) -> Result<bool, E> {
        self.0.push(read(PolymorphicVisitor(PhantomData))?);
        Ok(true)
    }
}

impl<'de, T: Polymorphic> Visitor<'de> for ItemOrNull<'_, T> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object of type {}", T::NAME)
    }

    fn visit_none<E: Error>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_unit<E: Error>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<bool, A::Error> {
        self.push(|item| item.visit_map(access))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<bool, E> {
        self.push(|item| item.visit_bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<bool, E> {
        self.push(|item| item.visit_i64(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<bool, E> {
        self.push(|item| item.visit_u64(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<bool, E> {
        self.push(|item| item.visit_f64(value))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<bool, E> {
        self.push(|item| item.visit_str(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<bool, A::Error> {
        self.push(|item| item.visit_seq(seq))
    }
}

fn read_until_type<'de, T: Polymorphic, A: MapAccess<'de>>(
    access: A,
) -> Result<Entries<'de, A>, A::Error> {
    match T::TAG {
        Tag::TypeControl => read_until_type_control(T::NAME, access),
        Tag::Discriminator(_) => Ok(Entries {
            annotations: Annotations::new(),
            rest: Rest::Streaming(Vec::new(), access),
        }),
    }
}

fn read_until_type_control<'de, A: MapAccess<'de>>(
    type_name: &str,
    mut access: A,
) -> Result<Entries<'de, A>, A::Error> {
    let mut annotations = Annotations::new();
    while let Some(key) = access.next_key_seed(Str)? {
        if !key.starts_with('@') {
            // Room for most objects, which then takes one allocation.
            let mut rest = Vec::with_capacity(16);
            let json = at(type_name, &key, access.next_value_seed(Text))?;
            rest.push((key, json));
            read_while(type_name, &mut rest, access, |_| true)?;
            return Ok(Entries {
                annotations,
                rest: Rest::Buffered(rest),
            });
        }
        let json = at(type_name, &key, access.next_value_seed(Text))?;
        annotations.texts_mut().begin(&key);
        annotations.texts_mut().finish(&json, true);
        if is_control(&key, "", "type") {
            return Ok(Entries {
                annotations,
                rest: Rest::Streaming(Vec::new(), access),
            });
        }
    }
    Ok(Entries {
        annotations,
        rest: Rest::Buffered(Vec::new()),
    })
}

/// Reads entries up to and including the first that does not match. Returns the access for the others, unless there are none.
pub(super) fn read_while<'de, A: MapAccess<'de>>(
    type_name: &str,
    entries: &mut Vec<Buffered<'de>>,
    mut access: A,
    wanted: impl Fn(&str) -> bool,
) -> Result<Option<A>, A::Error> {
    while let Some(key) = access.next_key_seed(Str)? {
        let json = at(type_name, &key, access.next_value_seed(Text))?;
        let is_last = !wanted(&key);
        entries.push((key, json));
        if is_last {
            return Ok(Some(access));
        }
    }
    Ok(None)
}

fn at<T, E: Error>(type_name: &str, key: &str, result: Result<T, E>) -> Result<T, E> {
    result.map_err(|error| crate::context::at_property(type_name, key, error))
}

/// The error of a replay: without line and column, which are relative to the value's text.
#[cold]
pub(crate) fn unplaced<E: Error>(error: serde_json::Error) -> E {
    let text = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    E::custom(text.strip_suffix(&place).unwrap_or(&text))
}

/// Reads buffered entries once more, now that the type is known.
pub(crate) struct Replay<'a> {
    entries: std::slice::Iter<'a, Buffered<'a>>,
    json: &'a str,
}

impl<'a> Replay<'a> {
    pub(crate) fn new(entries: &'a [Buffered<'a>]) -> Self {
        Self {
            entries: entries.iter(),
            json: "",
        }
    }
}

impl<'a> MapAccess<'a> for Replay<'a> {
    type Error = serde_json::Error;

    fn next_key_seed<K: DeserializeSeed<'a>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Self::Error> {
        let Some((key, json)) = self.entries.next() else {
            return Ok(None);
        };
        self.json = json;
        seed.deserialize(BorrowedStrDeserializer::new(key))
            .map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'a>>(
        &mut self,
        seed: S,
    ) -> Result<S::Value, Self::Error> {
        seed.deserialize(&mut serde_json::Deserializer::from_str(self.json))
    }
}

/// Entries that were read, and then those that were not.
pub(crate) struct Map<'de, A> {
    pub(super) entries: std::vec::IntoIter<Buffered<'de>>,
    /// The value whose key was returned.
    pub(super) json: Option<Cow<'de, str>>,
    pub(super) rest: Option<A>,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Map<'de, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        if let Some((key, json)) = self.entries.next() {
            self.json = Some(json);
            return seed.deserialize(StrDeserializer::new(&key)).map(Some);
        }
        match &mut self.rest {
            Some(rest) => rest.next_key_seed(seed),
            None => Ok(None),
        }
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        match (self.json.take(), &mut self.rest) {
            (Some(Cow::Borrowed(json)), _) => {
                let mut json = serde_json::Deserializer::from_str(json);
                seed.deserialize(&mut json).map_err(unplaced)
            }
            (Some(Cow::Owned(json)), _) => {
                let mut json = serde_json::Deserializer::from_reader(json.as_bytes());
                seed.deserialize(&mut json).map_err(unplaced)
            }
            (None, Some(rest)) => rest.next_value_seed(seed),
            (None, None) => Err(A::Error::custom("a value comes after its key")),
        }
    }
}
