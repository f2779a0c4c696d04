//! Where a record keeps the properties that it has no field for.

use crate::bag::PropertyBag;
use crate::raw;
use crate::wire::{AsWire, Wire};
use serde::de::{Deserializer, Error, IgnoredAny};
use serde::ser::SerializeMap;
use std::collections::BTreeMap;
use std::fmt;

/// Where a record keeps the properties that it has no field for: a [`PropertyBag`], a map of values of one type, or nowhere.
pub trait Undeclared: fmt::Debug {
    /// Reads the value of a property.
    ///
    /// # Errors
    ///
    /// The deserializer's error, or that the property is there already.
    fn read<'de, D: Deserializer<'de>>(
        &mut self,
        property: &str,
        deserializer: D,
    ) -> Result<(), D::Error>;

    /// A property that was read twice, if that is not found out before.
    fn repeated(&self) -> Option<&str> {
        None
    }

    /// Whether there is a property of this name.
    fn has(&self, property: &str) -> bool;

    /// Whether there is none at all.
    fn is_empty(&self) -> bool;

    /// Writes the properties, but those that have fields.
    ///
    /// # Errors
    ///
    /// The serializer's error.
    fn write<M: SerializeMap>(&self, fields: &[&str], map: &mut M) -> Result<(), M::Error>;
}

impl Undeclared for PropertyBag {
    fn read<'de, D: Deserializer<'de>>(
        &mut self,
        property: &str,
        deserializer: D,
    ) -> Result<(), D::Error> {
        let json = raw::read(deserializer)?;
        let texts = self.texts_mut();
        texts.begin(property);
        texts.finish(&json, false);
        Ok(())
    }

    fn repeated(&self) -> Option<&str> {
        match self.texts().len() {
            0 | 1 => None,
            _ => self.texts().duplicate(),
        }
    }

    fn has(&self, property: &str) -> bool {
        self.contains(property)
    }

    fn is_empty(&self) -> bool {
        Self::is_empty(self)
    }

    fn write<M: SerializeMap>(&self, fields: &[&str], map: &mut M) -> Result<(), M::Error> {
        Self::write(self, |name| !fields.contains(&name), map)
    }
}

impl<T: Wire> Undeclared for BTreeMap<String, T> {
    fn read<'de, D: Deserializer<'de>>(
        &mut self,
        property: &str,
        deserializer: D,
    ) -> Result<(), D::Error> {
        let value = T::read(deserializer)?;
        match self.insert(property.to_owned(), value) {
            None => Ok(()),
            Some(_) => Err(D::Error::custom("duplicate property")),
        }
    }

    fn has(&self, property: &str) -> bool {
        self.contains_key(property)
    }

    fn is_empty(&self) -> bool {
        Self::is_empty(self)
    }

    fn write<M: SerializeMap>(&self, fields: &[&str], map: &mut M) -> Result<(), M::Error> {
        self.iter()
            .filter(|(name, _)| !fields.contains(&name.as_str()))
            .try_for_each(|(name, value)| map.serialize_entry(name, &AsWire(value)))
    }
}

/// Keeps nothing: other properties are skipped.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nothing;

impl Undeclared for Nothing {
    fn read<'de, D: Deserializer<'de>>(
        &mut self,
        _: &str,
        deserializer: D,
    ) -> Result<(), D::Error> {
        deserializer.deserialize_ignored_any(IgnoredAny).map(|_| ())
    }

    fn has(&self, _: &str) -> bool {
        false
    }

    fn is_empty(&self) -> bool {
        true
    }

    fn write<M: SerializeMap>(&self, _: &[&str], _: &mut M) -> Result<(), M::Error> {
        Ok(())
    }
}
