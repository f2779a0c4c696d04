//! The properties of a request body: ordered, each as the JSON that will be sent.

use std::borrow::Cow;

use clientwright_values::__private::Digits;
use clientwright_values::__private::is_control;
use clientwright_values::__private::{request_json, update_json};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde_json::value::RawValue;

use crate::json::EncodeError;
use crate::wire::Wire;

/// Names and values in the order in which they were first set. Values stay text, so that every digit of a decimal does.
#[derive(Clone, Debug, Default)]
pub(crate) struct Changes {
    properties: Vec<(Cow<'static, str>, Box<RawValue>)>,
    /// How values are written.
    pub(crate) digits: Digits,
}

impl Changes {
    pub(crate) fn set<V: Wire>(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        value: &V,
    ) -> Result<(), Unwritable> {
        let json = request_json(value, self.digits)?;
        let raw = String::from_utf8(json).map_err(|_| Unwritable::NotText)?;
        self.insert(name.into(), RawValue::from_string(raw)?);
        Ok(())
    }

    pub(crate) fn set_null(&mut self, name: &'static str) {
        self.insert(Cow::Borrowed(name), RawValue::NULL.to_owned());
    }

    /// Sets a property to an object with only some properties set.
    pub(crate) fn set_object(
        &mut self,
        name: &'static str,
        object: &Self,
    ) -> Result<(), Unwritable> {
        let json = String::from_utf8(object.to_json()?).map_err(|_| Unwritable::NotText)?;
        self.insert(Cow::Borrowed(name), RawValue::from_string(json)?);
        Ok(())
    }

    /// Adds the type as the first property, unless it is there: readers look for it there first.
    pub(crate) fn set_type(&mut self, name: &str) -> Result<(), Unwritable> {
        if self
            .properties
            .iter()
            .any(|(key, _)| is_control(key, "", "type"))
        {
            return Ok(());
        }
        let raw = serde_json::value::to_raw_value(&format!("#{name}"))?;
        self.properties
            .insert(0, (Cow::Borrowed("@odata.type"), raw));
        Ok(())
    }

    /// Adds items to a property that is an array.
    pub(crate) fn append(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        items: Vec<Box<RawValue>>,
    ) -> Result<(), Unwritable> {
        let name = name.into();
        let before = self.properties.iter().find(|(key, _)| *key == name);
        let mut all: Vec<Box<RawValue>> = match before {
            Some((_, raw)) => serde_json::from_str(raw.get())?,
            None => Vec::new(),
        };
        all.extend(items);
        self.insert(name, serde_json::value::to_raw_value(&all)?);
        Ok(())
    }

    /// Takes over all properties that a whole entity would send.
    pub(crate) fn merge<T: Wire>(&mut self, entity: &T) -> Result<(), Unwritable> {
        self.merge_json(&request_json(entity, self.digits)?)
    }

    /// [`merge`](Self::merge) for an update, which leaves out the key: the URL has it.
    pub(crate) fn merge_update<T: Wire>(&mut self, entity: &T) -> Result<(), Unwritable> {
        self.merge_json(&update_json(entity, self.digits)?)
    }

    pub(crate) fn merge_json(&mut self, json: &[u8]) -> Result<(), Unwritable> {
        let new: Self = serde_json::from_slice(json)?;
        for (name, value) in new.properties {
            self.insert(name, value);
        }
        Ok(())
    }

    pub(crate) fn to_json(&self) -> Result<Vec<u8>, Unwritable> {
        let mut out = Vec::with_capacity(128);
        let mut serializer = serde_json::Serializer::new(&mut out);
        let mut map = serializer.serialize_map(Some(self.properties.len()))?;
        for (name, value) in &self.properties {
            map.serialize_entry(name, value)?;
        }
        map.end()?;
        Ok(out)
    }

    pub(crate) fn insert(&mut self, name: Cow<'static, str>, value: Box<RawValue>) {
        match self
            .properties
            .iter_mut()
            .find(|(before, _)| *before == name)
        {
            Some((_, before)) => *before = value,
            None => self.properties.push((name, value)),
        }
    }
}

impl<'de> Deserialize<'de> for Changes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Properties;

        impl<'de> Visitor<'de> for Properties {
            type Value = Changes;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Changes, A::Error> {
                let mut changes = Changes::default();
                while let Some((name, value)) = map.next_entry::<String, Box<RawValue>>()? {
                    changes.insert(Cow::Owned(name), value);
                }
                Ok(changes)
            }
        }

        deserializer.deserialize_map(Properties)
    }
}

/// Why a value cannot be sent.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unwritable {
    #[error(transparent)]
    Encode(#[from] EncodeError),
    #[error("cannot write JSON: {0}")]
    Json(#[from] serde_json::Error),
    #[error("cannot write JSON: it is not UTF-8")]
    NotText,
}
