//! Structured types: entity types and complex types.
//!
//! Generated code describes a type by data, a table of wire names and two functions that pick a field by its index;
//! reading and writing happen here, once for all types, generic over the (de)serializer.

mod read;
mod upcast;
mod write;

use crate::annotations::{Annotations, type_name};
use crate::bag::PropertyBag;
use crate::json::{DecodeError, from_json, to_json};
use crate::request_body::Computed;
use crate::wire::{AsWire, Seed, Wire};
use serde::de::{IgnoredAny, MapAccess};
use serde::ser::SerializeMap;

pub(crate) use read::{check_duplicates, read_entries};
pub use read::{read, read_item};
pub use upcast::upcast;
pub use write::write;

/// [`Wire::WRITTEN_TYPE`](crate::Wire::WRITTEN_TYPE) of an object.
#[doc(hidden)]
#[must_use]
pub const fn written_type<T: Object>() -> Option<&'static str> {
    if T::WRITE_TYPE { Some(T::NAME) } else { None }
}

/// A structured type, as the generator emits it; [`object!`](macro@crate::object) makes it a [`Wire`] value.
///
/// Reading: `null` and absence are both `None`; what [`FIELDS`](Self::FIELDS) does not list goes to the property bag,
/// and keys with an `@` to the annotations. A property that occurs twice is an error. Writing: the type's name first
/// where it is known, then declared properties in the order of `FIELDS`, each after its annotations, then the bag;
/// `None` is not written.
///
/// ```
/// use odata_runtime::{self as rt, de, ser};
///
/// #[derive(Clone, Debug, Default, PartialEq)]
/// pub struct Task {
///     pub id: Option<String>,
///     pub execution_sequence: Option<i32>,
///     pub additional_properties: rt::PropertyBag,
///     pub odata: Option<Box<rt::Annotations>>,
/// }
///
/// impl rt::Object for Task {
///     const NAME: &'static str = "ns.task";
///     const FIELDS: &'static [&'static str] = &["id", "executionSequence"];
///     fn set<'de, A: de::MapAccess<'de>>(&mut self, index: usize, access: &mut A) -> Result<(), A::Error> {
///         match index {
///             0 => rt::get(access, &mut self.id),
///             1 => rt::get(access, &mut self.execution_sequence),
///             _ => rt::skip(access),
///         }
///     }
///     fn put<M: ser::SerializeMap>(&self, index: usize, name: &'static str, map: &mut M) -> Result<(), M::Error> {
///         match index {
///             0 => rt::put(map, name, &self.id),
///             1 => rt::put(map, name, &self.execution_sequence),
///             _ => Ok(()),
///         }
///     }
/// }
/// rt::object!(Task);
///
/// let text = br#"{"@odata.etag":"1","id":"a","executionSequence":2,"colour":"red"}"#;
/// let task: Task = rt::from_json(text)?;
/// assert_eq!(task.execution_sequence, Some(2));
/// assert_eq!(task.additional_properties.get("colour").unwrap(), "red");
/// assert_eq!(rt::to_json(&task)?, text);
///
/// let error = rt::from_json::<Task>(br#"{"executionSequence":"x"}"#).unwrap_err();
/// assert_eq!(error.path(), "executionSequence");
/// assert_eq!(error.type_name(), Some("ns.task"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// OData JSON Format 4.01, 6 to 9.
pub trait Object: Sized + Default {
    /// The qualified name, `microsoft.graph.identityGovernance.taskReport`.
    const NAME: &'static str;

    /// Whether `"@odata.type": "#NAME"` is written even if none was read: for the members of a hierarchy, whose
    /// reader could not tell them apart otherwise.
    const WRITE_TYPE: bool = false;

    /// The wire names of the declared properties; the index of a name is what `set` and `put` are given.
    const FIELDS: &'static [&'static str];

    /// Reads the value of one property with [`get`], or [`skip`]s it where there is no such index.
    ///
    /// # Errors
    ///
    /// The deserializer's error when the value is not of the property's type.
    fn set<'de, A: MapAccess<'de>>(&mut self, index: usize, access: &mut A)
    -> Result<(), A::Error>;

    /// Writes one property with [`put`] or [`put_computed`]; `name` is its name in [`FIELDS`](Self::FIELDS).
    ///
    /// # Errors
    ///
    /// The serializer's error.
    fn put<M: SerializeMap>(
        &self,
        index: usize,
        name: &'static str,
        map: &mut M,
    ) -> Result<(), M::Error>;

    /// Whether the object said on the wire that it is exactly a `D` (`@odata.type`, with or without `#`).
    fn is<D: Object>(&self) -> bool
    where
        Self: Extras,
    {
        let text = self.extras().1.and_then(Annotations::odata_type);
        text.is_some_and(|text| type_name(text) == D::NAME)
    }

    /// Reads the object as a type derived from its own. The properties that only `D` declares are in the bag until
    /// then, so nothing is lost; what `D` does not declare either stays in its bag.
    ///
    /// ```
    /// # use odata_runtime::{self as rt, de, ser};
    /// # macro_rules! text_object { ($T:ident, $name:literal, $($field:ident),+) => {
    /// #     #[derive(Clone, Debug, Default, PartialEq)]
    /// #     struct $T { $($field: Option<String>,)+ additional_properties: rt::PropertyBag,
    /// #         odata: Option<Box<rt::Annotations>> }
    /// #     impl rt::Object for $T {
    /// #         const NAME: &'static str = $name;
    /// #         const FIELDS: &'static [&'static str] = &[$(stringify!($field)),+];
    /// #         fn set<'de, A: de::MapAccess<'de>>(&mut self, i: usize, a: &mut A) -> Result<(), A::Error> {
    /// #             let mut slots = [$(&mut self.$field),+];
    /// #             match slots.get_mut(i) { Some(slot) => rt::get(a, slot), None => rt::skip(a) }
    /// #         }
    /// #         fn put<M: ser::SerializeMap>(&self, i: usize, n: &'static str, m: &mut M) -> Result<(), M::Error> {
    /// #             rt::put(m, n, [$(&self.$field),+][i])
    /// #         }
    /// #     }
    /// #     rt::object!($T);
    /// # } }
    /// # text_object!(User, "ns.user", id);
    /// # text_object!(AgentUser, "ns.agentUser", id, agent);
    /// use odata_runtime::Object as _;
    ///
    /// let user: User = rt::from_json(br##"{"@odata.type":"#ns.agentUser","id":"1","agent":"7"}"##)?;
    /// assert!(user.is::<AgentUser>());
    /// let agent: AgentUser = user.downcast()?;
    /// assert_eq!(agent.agent.as_deref(), Some("7"));
    /// assert_eq!(agent.downcast::<User>()?, user); // and back
    /// # Ok::<(), rt::DecodeError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When a value in the bag is not of the type that `D` declares. The object's own claim about its type is not
    /// checked, since it may be a further derived one; ask [`is`](Self::is).
    fn downcast<D: Object + Wire>(&self) -> Result<D, DecodeError>
    where
        Self: Wire,
    {
        let text = to_json(self).map_err(|error| DecodeError::from_text(&error.to_string()))?;
        from_json(&text)
    }
}

/// Access to the two fields that every generated struct has; supplied by [`object!`](macro@crate::object).
pub trait Extras {
    /// Undeclared properties and annotations.
    fn extras(&self) -> (&PropertyBag, Option<&Annotations>);

    /// The same, to change them.
    fn extras_mut(&mut self) -> (&mut PropertyBag, &mut Option<Box<Annotations>>);
}

/// Reads a property's value into its field; `null` is `None`. What the arms of [`Object::set`] call.
///
/// # Errors
///
/// The deserializer's error when the value is not of the field's type.
// Not inlined: one copy for each type of value, not for each field.
#[inline(never)]
pub fn get<'de, A: MapAccess<'de>, T: Wire>(
    access: &mut A,
    field: &mut Option<T>,
) -> Result<(), A::Error> {
    *field = access.next_value_seed(Seed::new())?;
    Ok(())
}

/// Reads and forgets a property's value.
///
/// # Errors
///
/// The deserializer's error when the value is malformed.
#[inline(never)]
pub fn skip<'de, A: MapAccess<'de>>(access: &mut A) -> Result<(), A::Error> {
    access.next_value::<IgnoredAny>().map(|_| ())
}

/// Writes a property unless it is `None`. What the arms of [`Object::put`] call.
///
/// # Errors
///
/// The serializer's error.
#[inline]
pub fn put<M: SerializeMap, T: Wire>(
    map: &mut M,
    name: &'static str,
    field: &Option<T>,
) -> Result<(), M::Error> {
    match field {
        Some(value) => put_value(map, name, value),
        None => Ok(()),
    }
}

/// Writes a property that the service computes (`Org.OData.Core.V1.Computed`), unless it is `None`:
/// [`to_request_json`](crate::to_request_json) leaves it out, any other serializer sees a property like all others.
///
/// # Errors
///
/// The serializer's error.
#[inline]
pub fn put_computed<M: SerializeMap, T: Wire>(
    map: &mut M,
    name: &'static str,
    field: &Option<T>,
) -> Result<(), M::Error> {
    match field {
        Some(value) => put_computed_value(map, name, value),
        None => Ok(()),
    }
}

#[inline(never)]
fn put_value<M: SerializeMap, T: Wire>(
    map: &mut M,
    name: &'static str,
    value: &T,
) -> Result<(), M::Error> {
    map.serialize_entry(name, &AsWire(value))
}

#[inline(never)]
fn put_computed_value<M: SerializeMap, T: Wire>(
    map: &mut M,
    name: &'static str,
    value: &T,
) -> Result<(), M::Error> {
    map.serialize_entry(&Computed(name), &AsWire(value))
}
