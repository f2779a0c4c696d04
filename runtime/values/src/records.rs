//! Objects by the rules of JSON Schema: properties may be required, nullable, or three-valued.
//!
//! As for [`Object`](crate::Object)s, generated code describes a type by a table and returns references to its fields.
//! Records have no control information: a name with an `@` is a property like any other.

mod fields;
mod nulls;
mod read;
pub(crate) mod slots;
mod undeclared;
mod write;

use crate::object::fields::{Fields, FieldsMut};
use crate::wire::{Codec, TypeName};
use serde::de::{self, Deserializer};
use serde::ser::Serializer;
use std::fmt;

pub use fields::{
    computed, create_only, key, optional_nullable, required, required_nullable, three_valued,
    write_only,
};
pub use nulls::{NullProperty, Nulls};
pub use read::{Fill, from_entries};
pub use slots::{NullableSlot, RequiredNullableSlot, RequiredSlot, Slots};
pub use undeclared::{Nothing, Undeclared};
pub use write::{debug, write_tagged};

/// A struct that is read and written by the rules of JSON Schema; [`record!`](macro@crate::record) implements it.
///
/// Reading: a required property that is absent is an error with the type and the property; null for one that may be absent is
/// as if it were. A property that occurs twice is an error. What [`FIELDS`](Self::FIELDS) does not list goes where the type keeps
/// such properties. Writing: the tag, if the type has one, then the declared properties in the order of `FIELDS`, then the others.
///
/// ```
/// use clientwright_values::record::{NullProperty, Nulls, Record as _};
/// use clientwright_values::{self as rt, from_json, to_json};
///
/// #[derive(Clone, PartialEq)]
/// struct Pet {
///     id: i64,
///     nick: Option<String>,
///     nulls: Nulls,
/// }
///
/// rt::record! {
///     Pet = "Pet";
///     id = "id" required,
///     nick = "nickName" optional_nullable,
///     ; undeclared = [], nulls = [nulls]
/// }
///
/// impl Pet {
///     const NICK: NullProperty<Self> = NullProperty::new("nickName");
/// }
///
/// let mut pet: Pet = from_json(br#"{"id":7,"nickName":"Rex"}"#)?;
/// pet.nick = None;
/// assert_eq!(to_json(&pet)?, br#"{"id":7}"#);
/// // Null is something else here than leaving it out.
/// pet.set_null("nickName");
/// assert_eq!(to_json(&pet)?, br#"{"id":7,"nickName":null}"#);
/// assert_eq!(Pet { id: 7, nick: None, nulls: Nulls::default() }.with_null(Pet::NICK), pet);
///
/// let error = from_json::<Pet>(br#"{"nickName":"Rex"}"#).unwrap_err();
/// assert_eq!((error.type_name(), error.path()), (Some("Pet"), "id"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// JSON Schema Validation 2020-12, 6.5.3 (`required`); RFC 7396 for three-valued properties.
pub trait Record: Sized {
    /// The name of the type in messages.
    const NAME: &'static str;

    /// A property with the name of this type as its value; it has no field.
    const TAG: Option<(&'static str, &'static str)> = None;

    /// The wire names of the properties that have fields, in the order of the fields.
    const FIELDS: &'static [&'static str];

    /// Lets a reader fill the fields, and makes the record of them.
    ///
    /// # Errors
    ///
    /// The reader's error, or that a required property is missing.
    #[doc(hidden)]
    fn build<R: Reader>(reader: R) -> Result<Self, R::Error>;

    /// Passes references to all fields to a visitor.
    #[doc(hidden)]
    fn visit<V: Visit>(&self, visitor: V) -> V::Output;

    /// Sets a property, by its name on the wire, to null if it may also be absent: its field becomes `None`. Any other
    /// property stays. A record without a field for [`Nulls`] does nothing.
    fn set_null(&mut self, property: &str) {
        let _ = property;
    }

    /// The record with null for a property, where leaving it out means something else. Setting the field takes it back.
    #[must_use]
    fn with_null(mut self, property: NullProperty<Self>) -> Self {
        self.set_null(property.name());
        self
    }
}

/// Fills a record; passed to [`Record::build`].
#[doc(hidden)]
pub trait Reader {
    /// What can go wrong.
    type Error: de::Error;

    /// Reads values into the fields, and all other properties to where the type keeps them.
    ///
    /// # Errors
    ///
    /// When a value is not of its field's type.
    fn fill<F: FieldsMut, U: Undeclared>(
        self,
        fields: F,
        undeclared: &mut U,
    ) -> Result<(), Self::Error>;
}

/// An operation on a record of any type; passed to [`Record::visit`].
#[doc(hidden)]
pub trait Visit {
    /// The result.
    type Output;

    /// Does it.
    fn visit<F: Fields, U: Undeclared>(
        self,
        fields: F,
        undeclared: &U,
        nulls: &Nulls,
    ) -> Self::Output;
}

/// The codec of every record.
#[doc(hidden)]
#[derive(Debug)]
pub enum AsRecord {}

impl<T: Record> Codec<T> for AsRecord {
    type NonNull = T;

    const TYPE: TypeName = TypeName::Object(T::NAME);

    fn declares(property: &str) -> Option<bool> {
        Some(T::FIELDS.contains(&property))
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        read::read(deserializer)
    }

    fn read_item_or_null<'de, D: Deserializer<'de>>(
        deserializer: D,
        items: &mut Vec<T>,
    ) -> Result<bool, D::Error> {
        read::read_item_or_null(deserializer, items)
    }

    fn write<S: Serializer>(record: &T, serializer: S) -> Result<S::Ok, S::Error> {
        write::write(record, serializer)
    }
}

/// A member of a merge patch: left as it is, removed, or replaced.
///
/// ```
/// # use clientwright_values::record::Patch;
/// let (kept, removed, replaced): (Patch<i32>, Patch<i32>, Patch<i32>) = (Patch::Unset, Patch::Null, 5.into());
/// assert_eq!(kept, Patch::default());
/// assert_eq!(Patch::from(None), removed);
/// assert_eq!(Patch::from(Some(5)), replaced);
/// ```
///
/// RFC 7396, 2.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Patch<T> {
    /// Not written: the property stays as it is.
    #[default]
    Unset,
    /// Written as null: the property is removed.
    Null,
    /// Written: the property is replaced.
    Set(T),
}

impl<T> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Self::Set(value)
    }
}

impl<T> From<Option<T>> for Patch<T> {
    fn from(value: Option<T>) -> Self {
        match value {
            Some(value) => Self::Set(value),
            None => Self::Null,
        }
    }
}

impl<T: fmt::Debug> fmt::Debug for Patch<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unset => f.write_str("Unset"),
            Self::Null => f.write_str("null"),
            Self::Set(value) => value.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate as rt;
    use crate::request_body::Digits;
    use crate::request_body::update_json;
    use crate::{from_json, to_json};

    #[derive(Clone, PartialEq)]
    struct Groups {
        a: i32,
        b: Option<i32>,
        c: rt::record::Patch<i32>,
    }

    rt::record! {
        Groups = "Groups";
        [
            [a = "a" required,]
            [b = "b" optional_nullable,]
        ]
        [
            [c = "c" three_valued,]
        ]
        ; undeclared = [], nulls = []
    }

    #[test]
    fn fields_are_in_groups_of_groups() {
        let text = br#"{"a":1,"b":2,"c":null}"#;
        let groups: Groups = from_json(text).unwrap();
        assert_eq!(
            (groups.a, groups.b, groups.c),
            (1, Some(2), rt::record::Patch::Null)
        );
        assert_eq!(to_json(&groups).unwrap(), text);
        assert_eq!(from_json::<Groups>(b"{}").unwrap_err().path(), "a");
    }

    #[derive(Default)]
    struct Entity {
        id: Option<i32>,
        sort: Option<i32>,
        name: Option<i32>,
        additional_properties: rt::PropertyBag,
        odata: Option<Box<rt::Annotations>>,
    }

    rt::object! {
        Entity = "ns.entity";
        id = "id" key,
        sort = "sort" create_only,
        name = "name",
    }

    #[test]
    fn updates_leave_out_create_only_properties() {
        let entity: Entity = from_json(br#"{"id":1,"sort":2,"name":3}"#).unwrap();
        let update = update_json(&entity, Digits::Numbers).unwrap();
        assert_eq!(update, br#"{"name":3}"#);
        let create = rt::to_request_json(&entity).unwrap();
        assert_eq!(create, br#"{"id":1,"sort":2,"name":3}"#);
    }
}
