//! One object.

use super::Content;
use crate::wire::{Argument, Codec, EnumLiterals, TypeName, Wire};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::any::Any;
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::panic::{RefUnwindSafe, UnwindSafe};

/// A nested object: the entity of a navigation property, or a complex value that would otherwise make
/// its owner too deep or infinite.
///
/// It is used like a `Box<T>`: it derefs to the object, converts from it by [`From`] and into it by
/// [`into_inner`](Self::into_inner). Unlike a `Box<T>` it ends the compiler's recursion through types that refer to each
/// other: `One<T>` is `Send`, `Sync` and `UnwindSafe` for every `T`.
///
/// ```
/// # use clientwright_values as rt;
/// use clientwright_values::One;
///
/// #[derive(Default)]
/// struct Person {
///     name: Option<String>,
///     manager: Option<One<Person>>,
///     additional_properties: rt::PropertyBag,
///     odata: Option<Box<rt::Annotations>>,
/// }
/// rt::object! { Person = "ns.person"; name = "name", manager = "manager", }
///
/// let manager = Person { name: Some("Ada".into()), ..Person::default() };
/// let mut person = Person { manager: Some(One::new(manager)), ..Person::default() }; // or `manager.into()`
/// assert_eq!(rt::to_json(&person)?, br#"{"manager":{"name":"Ada"}}"#);
///
/// if let Some(manager) = &mut person.manager {
///     manager.name = Some("Grace".into());
/// }
/// let name = person.manager.as_ref().and_then(|manager| manager.name.as_deref());
/// assert_eq!(name, Some("Grace"));
/// let manager: Option<Person> = person.manager.map(One::into_inner);
/// # assert_eq!(manager.and_then(|manager| manager.name).as_deref(), Some("Grace"));
/// # Ok::<(), rt::json::EncodeError>(())
/// ```
pub struct One<T>(Box<dyn Content<T>>);

impl<T: Wire> One<T> {
    /// Puts an object inside of another.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self(Box::new(value))
    }
}

impl<T> One<T> {
    /// The object itself.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.0.take()
    }
}

impl<T> Deref for One<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.get()
    }
}

impl<T> DerefMut for One<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_mut()
    }
}

impl<T> AsRef<T> for One<T> {
    fn as_ref(&self) -> &T {
        self.0.get()
    }
}

impl<T> AsMut<T> for One<T> {
    fn as_mut(&mut self) -> &mut T {
        self.0.get_mut()
    }
}

impl<T: Wire> From<T> for One<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T: Wire + Default> Default for One<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> Clone for One<T> {
    fn clone(&self) -> Self {
        Self(self.0.copy())
    }
}

impl<T> PartialEq for One<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0.is_equal(other)
    }
}

impl<T> PartialEq<T> for One<T> {
    fn eq(&self, other: &T) -> bool {
        self.0.is_equal(other)
    }
}

impl<T> fmt::Debug for One<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.show(f)
    }
}

// The content is plain data, so that it stays usable after a panic. The compiler cannot derive this for a trait object.
impl<T> UnwindSafe for One<T> {}
impl<T> RefUnwindSafe for One<T> {}

impl<T: Wire> Wire for One<T> {
    type Codec = Self;

    fn content(&self) -> &dyn Any {
        self.0.get()
    }
}

impl<T: Wire> Codec<Self> for One<T> {
    type NonNull = Self;

    const TYPE: TypeName = T::TYPE;
    const IS_OBJECT: bool = T::IS_OBJECT;
    const HAS_NULL: bool = T::Codec::HAS_NULL;

    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::new(T::Codec::read(deserializer)?))
    }

    #[inline]
    fn write<S: Serializer>(value: &Self, serializer: S) -> Result<S::Ok, S::Error> {
        T::Codec::write(value, serializer)
    }

    fn argument(value: &Self, enums: EnumLiterals) -> Argument {
        T::argument(value, enums)
    }
}

impl<T: Wire> Serialize for One<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::Codec::write(self, serializer)
    }
}

impl<'de, T: Wire> Deserialize<'de> for One<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <Self as Codec<Self>>::read(deserializer)
    }
}
