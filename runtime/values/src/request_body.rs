//! A serializer around any other that leaves out what a request must not carry.
//!
//! [`Object`](crate::Object)s mark properties as Computed by the *type* of the key they write ([`Computed`]),
//! which every other serializer sees as a plain string; so writing without this wrapper costs nothing.

mod digits;
mod key;
mod undeclared;

use crate::error::EncodeError;
use crate::raw::is_raw;
use crate::wire::{AsWire, Wire};
pub use digits::Digits;
pub(crate) use digits::Exact;
pub(crate) use key::{Computed, Declared, KeyName};
use key::{is_computed, is_left_out, is_left_out_of_update};
use serde::Serialize;
use serde::ser::{
    SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};
use std::fmt::Display;

/// Wraps a serializer; see the module.
pub(crate) struct RequestSerializer<S>(S, Digits, Purpose);

/// What a body is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Purpose {
    #[default]
    Any,
    /// The object on top is an entity that is updated, which its URL names.
    Update,
}

impl<S> RequestSerializer<S> {
    pub(crate) fn new(inner: S, digits: Digits) -> Self {
        Self(inner, digits, Purpose::Any)
    }

    /// Leaves out the key of the entity on top.
    pub(crate) fn for_update(inner: S, digits: Digits) -> Self {
        Self(inner, digits, Purpose::Update)
    }
}

/// A value that is written through [`RequestSerializer`], with any serializer.
struct Filtered<'a, T: ?Sized>(&'a T, Digits);

impl<T: Serialize + ?Sized> Serialize for Filtered<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(RequestSerializer::new(serializer, self.1))
    }
}

/// The same for an item of a collection: with one type for both, rustc would count its function twice for each object on a
/// path of calls, on which it may occur at most 128 times.
struct FilteredItem<'a, T: ?Sized>(&'a T, Digits);

impl<T: Serialize + ?Sized> Serialize for FilteredItem<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(RequestSerializer::new(serializer, self.1))
    }
}

macro_rules! forward {
    ($($method:ident: $type:ty),+ $(,)?) => {$(
        fn $method(self, value: $type) -> Result<S::Ok, S::Error> {
            self.0.$method(value)
        }
    )+};
}

impl<S: Serializer> Serializer for RequestSerializer<S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Inside<S::SerializeSeq>;
    type SerializeTuple = Inside<S::SerializeTuple>;
    type SerializeTupleStruct = Inside<S::SerializeTupleStruct>;
    type SerializeTupleVariant = Inside<S::SerializeTupleVariant>;
    type SerializeMap = Inside<S::SerializeMap>;
    type SerializeStruct = Inside<S::SerializeStruct>;
    type SerializeStructVariant = Inside<S::SerializeStructVariant>;

    forward! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_i128: i128, serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64,
        serialize_u128: u128, serialize_f32: f32, serialize_f64: f64, serialize_char: char, serialize_str: &str,
        serialize_bytes: &[u8], serialize_unit_struct: &'static str,
    }

    fn serialize_none(self) -> Result<S::Ok, S::Error> {
        self.0.serialize_none()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.0.serialize_some(&Filtered(value, self.1))
    }

    fn serialize_unit(self) -> Result<S::Ok, S::Error> {
        self.0.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        name: &'static str,
        i: u32,
        variant: &'static str,
    ) -> Result<S::Ok, S::Error> {
        self.0.serialize_unit_variant(name, i, variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        match self.1 {
            Digits::Plain if is_raw(name) => self.0.serialize_newtype_struct(name, value),
            _ if is_raw(name) => undeclared::write(value, self.0),
            Digits::Texts if digits::is_exact(name) => digits::write_text(value, self.0),
            _ => (self.0).serialize_newtype_struct(name, &Filtered(value, self.1)),
        }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        self.0
            .serialize_newtype_variant(name, index, variant, &Filtered(value, self.1))
    }

    fn serialize_seq(self, len: Option<usize>) -> Result<Self::SerializeSeq, S::Error> {
        self.0
            .serialize_seq(len)
            .map(|inner| Inside::new(inner, self.1))
    }

    fn serialize_tuple(self, len: usize) -> Result<Self::SerializeTuple, S::Error> {
        self.0
            .serialize_tuple(len)
            .map(|inner| Inside::new(inner, self.1))
    }

    fn serialize_tuple_struct(
        self,
        name: &'static str,
        len: usize,
    ) -> Result<Self::SerializeTupleStruct, S::Error> {
        self.0
            .serialize_tuple_struct(name, len)
            .map(|inner| Inside::new(inner, self.1))
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<Self::SerializeTupleVariant, S::Error> {
        self.0
            .serialize_tuple_variant(name, index, variant, len)
            .map(|inner| Inside::new(inner, self.1))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, S::Error> {
        // The length is not known any more: entries may be left out.
        self.0.serialize_map(None).map(|inner| Inside {
            purpose: self.2,
            ..Inside::new(inner, self.1)
        })
    }

    fn serialize_struct(
        self,
        name: &'static str,
        len: usize,
    ) -> Result<Self::SerializeStruct, S::Error> {
        self.0
            .serialize_struct(name, len)
            .map(|inner| Inside::new(inner, self.1))
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<Self::SerializeStructVariant, S::Error> {
        self.0
            .serialize_struct_variant(name, index, variant, len)
            .map(|inner| Inside::new(inner, self.1))
    }

    // The default would make a `String` of it.
    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.0.collect_str(value)
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }
}

/// A collection, object or struct that is being written.
pub(crate) struct Inside<C> {
    inner: C,
    digits: Digits,
    /// The key of the entry that comes next was left out.
    skipping: bool,
    purpose: Purpose,
}

impl<C> Inside<C> {
    fn new(inner: C, digits: Digits) -> Self {
        Self {
            inner,
            digits,
            skipping: false,
            purpose: Purpose::Any,
        }
    }

    fn leaves_out<K: Serialize + ?Sized>(&self, key: &K) -> bool {
        match self.purpose {
            Purpose::Any if self.digits == Digits::Plain => is_computed(key),
            Purpose::Any => is_left_out(key),
            Purpose::Update => is_left_out_of_update(key),
        }
    }
}

impl<C: SerializeMap> SerializeMap for Inside<C> {
    type Ok = C::Ok;
    type Error = C::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), C::Error> {
        self.skipping = self.leaves_out(key);
        if self.skipping {
            Ok(())
        } else {
            self.inner.serialize_key(key)
        }
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), C::Error> {
        if self.skipping {
            Ok(())
        } else {
            self.inner.serialize_value(&Filtered(value, self.digits))
        }
    }

    fn serialize_entry<K: Serialize + ?Sized, V: Serialize + ?Sized>(
        &mut self,
        key: &K,
        value: &V,
    ) -> Result<(), C::Error> {
        if self.leaves_out(key) {
            Ok(())
        } else {
            self.inner
                .serialize_entry(key, &Filtered(value, self.digits))
        }
    }

    fn end(self) -> Result<C::Ok, C::Error> {
        self.inner.end()
    }
}

macro_rules! items {
    ($($trait:ident::$method:ident),+ $(,)?) => {$(
        impl<C: $trait> $trait for Inside<C> {
            type Ok = C::Ok;
            type Error = C::Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), C::Error> {
                self.inner.$method(&FilteredItem(value, self.digits))
            }

            fn end(self) -> Result<C::Ok, C::Error> {
                self.inner.end()
            }
        }
    )+};
}

items! {
    SerializeSeq::serialize_element, SerializeTuple::serialize_element, SerializeTupleStruct::serialize_field,
    SerializeTupleVariant::serialize_field,
}

macro_rules! fields {
    ($($trait:ident),+) => {$(
        impl<C: $trait> $trait for Inside<C> {
            type Ok = C::Ok;
            type Error = C::Error;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), C::Error> {
                self.inner.serialize_field(key, &Filtered(value, self.digits))
            }

            fn skip_field(&mut self, key: &'static str) -> Result<(), C::Error> {
                self.inner.skip_field(key)
            }

            fn end(self) -> Result<C::Ok, C::Error> {
                self.inner.end()
            }
        }
    )+};
}

fields!(SerializeStruct, SerializeStructVariant);

/// [`to_request_json`](crate::to_request_json) for a client that may write long numbers as strings.
pub fn request_json<T: Wire>(value: &T, digits: Digits) -> Result<Vec<u8>, EncodeError> {
    let mut out = Vec::with_capacity(128);
    let mut json = serde_json::Serializer::new(&mut out);
    AsWire(value)
        .serialize(RequestSerializer::new(&mut json, digits))
        .map_err(EncodeError)?;
    Ok(out)
}

/// [`request_json`] for an entity that is updated: without its key.
pub fn update_json<T: Wire>(entity: &T, digits: Digits) -> Result<Vec<u8>, EncodeError> {
    let mut out = Vec::with_capacity(128);
    let mut json = serde_json::Serializer::new(&mut out);
    AsWire(entity)
        .serialize(RequestSerializer::for_update(&mut json, digits))
        .map_err(EncodeError)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::value::RawValue;

    fn filtered<T: Serialize>(value: &T) -> String {
        serde_json::to_string(&Filtered(value, Digits::Numbers)).unwrap()
    }

    #[test]
    fn control_information_of_responses_is_left_out_at_every_depth() {
        let value: serde_json::Value = serde_json::from_str(
            r##"{"@odata.context":"c","@etag":"e","@odata.type":"#t","tasks@odata.context":"c","context":"kept",
                "list":[{"@odata.etag":1,"a":[[{"@context":2}]]}],"x@ns.etag":"kept"}"##,
        )
        .unwrap();
        let text = filtered(&value);
        let expected = serde_json::json!({"@odata.type": "#t", "context": "kept", "list": [{"a": [[{}]]}],
            "x@ns.etag": "kept"});
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&text).unwrap(),
            expected
        );
    }

    #[test]
    fn what_serde_json_marks_by_struct_names_passes_through() {
        let raw = RawValue::from_string(r#"{"@odata.etag": 1.50}"#.into()).unwrap();
        assert_eq!(filtered(&vec![raw]), r#"[{"@odata.etag": 1.50}]"#);
        let number: serde_json::Number = serde_json::from_str("1.5").unwrap();
        assert_eq!(filtered(&number), "1.5");
    }

    #[test]
    fn undeclared_data_is_sent_without_response_only_annotations() {
        let mut bag = crate::PropertyBag::new();
        bag.insert_raw("a", r##"{"x": 1E400, "y@odata.navigationLink": "l", "z": [{"@odata.etag": "e", "#ns.f": {}, "d": 1.50}], "@odata.type": "#ns.t"}"##)
            .unwrap();
        bag.insert_raw("b", r#"[1.50, "\ud800"]"#).unwrap();
        bag.insert("mail", "a@example.org");
        bag.insert("#ns.approve", serde_json::json!({}));
        struct InBag(crate::PropertyBag);
        impl Serialize for InBag {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut map = serializer.serialize_map(None)?;
                self.0.write(|_| true, &mut map)?;
                map.end()
            }
        }
        assert_eq!(
            filtered(&InBag(bag)),
            r##"{"a":{"x":1E400,"z":[{"d":1.50}],"@odata.type":"#ns.t"},"b":[1.50, "\ud800"],"mail":"a@example.org"}"##
        );
    }

    #[test]
    fn in_a_protocol_without_control_information_every_key_is_sent() {
        let value = serde_json::json!({"@odata.etag": 1, "#a": [{"b@context": 2}]});
        let text = serde_json::to_string(&Filtered(&value, Digits::Plain)).unwrap();
        assert_eq!(text, value.to_string());
        let raw = crate::from_json::<crate::shape::AnyJson>(br##"{"@odata.etag": 1.50}"##).unwrap();
        assert_eq!(
            request_json(&raw, Digits::Plain).unwrap(),
            br##"{"@odata.etag": 1.50}"##
        );
        struct Computing;
        impl Serialize for Computing {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut map = serializer.serialize_map(None)?;
                map.serialize_entry(&Computed("a"), &1)?;
                map.serialize_entry("@odata.etag", &2)?;
                map.end()
            }
        }
        let text = serde_json::to_string(&Filtered(&Computing, Digits::Plain)).unwrap();
        assert_eq!(text, r#"{"@odata.etag":2}"#);
    }

    #[test]
    fn separate_keys_and_values() {
        struct Steps;
        impl Serialize for Steps {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut map = serializer.serialize_map(Some(2))?;
                map.serialize_key(&Computed("a"))?;
                map.serialize_value(&1)?;
                map.serialize_key("b")?;
                map.serialize_value(&2)?;
                map.serialize_entry(&Computed("c"), &3)?;
                map.end()
            }
        }
        assert_eq!(filtered(&Steps), r#"{"b":2}"#);
        assert_eq!(
            serde_json::to_string(&Steps).unwrap(),
            r#"{"a":1,"b":2,"c":3}"#
        );
    }
}
