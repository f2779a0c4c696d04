//! A collection of objects.

use super::Content;
use crate::annotations::NullItems;
use crate::wire::{Argument, Codec, EnumLiterals, Wire};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::any::Any;
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::panic::{RefUnwindSafe, UnwindSafe};

/// Nested objects: the entities of a collection-valued navigation property, or complex values that
/// would otherwise make their owner too deep.
///
/// It is used like a `Vec<T>`: it derefs to a slice, converts from a `Vec` by [`From`] or from an iterator, into a `Vec`
/// by [`into_inner`](Self::into_inner), and lends it by [`as_vec_mut`](Self::as_vec_mut). Unlike a `Vec<T>` it ends the
/// compiler's recursion through types that refer to each other: `Many<T>` is `Send`, `Sync` and `UnwindSafe` for every `T`.
///
/// ```
/// # use clientwright_values as rt;
/// use clientwright_values::Many;
///
/// #[derive(Default)]
/// struct Task {
///     name: Option<String>,
///     steps: Option<Many<Task>>,
///     additional_properties: rt::PropertyBag,
///     odata: Option<Box<rt::Annotations>>,
/// }
/// rt::object! { Task = "ns.task"; name = "name", steps = "steps", }
///
/// let step = |name: &str| Task { name: Some(name.into()), ..Task::default() };
/// let mut task = Task { steps: Some(vec![step("a")].into()), ..Task::default() };
/// task.steps.get_or_insert_default().push(step("b"));
/// assert_eq!(rt::to_json(&task)?, br#"{"steps":[{"name":"a"},{"name":"b"}]}"#);
/// let none = Task { steps: Some(Many::new()), ..Task::default() };
/// assert_eq!(rt::to_json(&none)?, br#"{"steps":[]}"#);
///
/// for step in task.steps.iter_mut().flatten() {
///     step.name = None;
/// }
/// let steps: &[Task] = task.steps.as_deref().unwrap_or_default();
/// assert_eq!(steps.len(), 2);
/// let steps: Many<Task> = task.steps.into_iter().flatten().take(1).collect();
/// assert_eq!(steps, [Task::default()]);
/// # Ok::<(), rt::json::EncodeError>(())
/// ```
pub struct Many<T>(Box<dyn Content<Vec<T>>>);

impl<T: Wire> Many<T> {
    /// An empty collection.
    #[must_use]
    pub fn new() -> Self {
        Self::from(Vec::new())
    }
}

impl<T> Many<T> {
    /// The objects as a `Vec`.
    #[must_use]
    pub fn into_inner(self) -> Vec<T> {
        self.0.take()
    }

    /// The `Vec` inside, for what a slice cannot do: to remove objects or to sort out some of them.
    #[must_use]
    pub fn as_vec_mut(&mut self) -> &mut Vec<T> {
        self.0.get_mut()
    }

    /// Appends an object.
    pub fn push(&mut self, value: T) {
        self.as_vec_mut().push(value);
    }
}

impl<T> Deref for Many<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.0.get()
    }
}

impl<T> DerefMut for Many<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        self.0.get_mut()
    }
}

impl<T> AsRef<[T]> for Many<T> {
    fn as_ref(&self) -> &[T] {
        self
    }
}

impl<T: Wire> From<Vec<T>> for Many<T> {
    fn from(values: Vec<T>) -> Self {
        Self(Box::new(values))
    }
}

impl<T: Wire, const N: usize> From<[T; N]> for Many<T> {
    fn from(values: [T; N]) -> Self {
        Self::from(Vec::from(values))
    }
}

impl<T> From<Many<T>> for Vec<T> {
    fn from(values: Many<T>) -> Self {
        values.into_inner()
    }
}

impl<T: Wire> FromIterator<T> for Many<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self::from(Vec::from_iter(values))
    }
}

impl<T> Extend<T> for Many<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, values: I) {
        self.as_vec_mut().extend(values);
    }
}

impl<T> IntoIterator for Many<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.into_inner().into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Many<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a, T> IntoIterator for &'a mut Many<T> {
    type Item = &'a mut T;
    type IntoIter = std::slice::IterMut<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

impl<T: Wire> Default for Many<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Clone for Many<T> {
    fn clone(&self) -> Self {
        Self(self.0.copy())
    }
}

impl<T> PartialEq for Many<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0.is_equal(other.0.get())
    }
}

impl<T> PartialEq<Vec<T>> for Many<T> {
    fn eq(&self, other: &Vec<T>) -> bool {
        self.0.is_equal(other)
    }
}

impl<T: PartialEq> PartialEq<[T]> for Many<T> {
    fn eq(&self, other: &[T]) -> bool {
        **self == *other
    }
}

impl<T: PartialEq, const N: usize> PartialEq<[T; N]> for Many<T> {
    fn eq(&self, other: &[T; N]) -> bool {
        **self == *other
    }
}

impl<T> fmt::Debug for Many<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.show(f)
    }
}

// As for `One`.
impl<T> UnwindSafe for Many<T> {}
impl<T> RefUnwindSafe for Many<T> {}

impl<T: Wire> Wire for Many<T> {
    type Codec = Self;

    fn content(&self) -> &dyn Any {
        self.0.get()
    }
}

impl<T: Wire> Codec<Self> for Many<T> {
    type NonNull = Self;

    const LEAVES_OUT_NULLS: bool = <Vec<T> as Codec<Vec<T>>>::LEAVES_OUT_NULLS;

    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::from(<Vec<T> as Codec<Vec<T>>>::read(deserializer)?))
    }

    #[inline]
    fn read_in_field<'de, D: Deserializer<'de>>(
        deserializer: D,
        nulls: &mut NullItems,
    ) -> Result<Self, D::Error> {
        <Vec<T> as Codec<Vec<T>>>::read_in_field(deserializer, nulls).map(Self::from)
    }

    fn write_with_nulls<S: Serializer>(
        value: &Self,
        nulls: &NullItems,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        <Vec<T> as Codec<Vec<T>>>::write_with_nulls(value.0.get(), nulls, serializer)
    }

    #[inline]
    fn write<S: Serializer>(value: &Self, serializer: S) -> Result<S::Ok, S::Error> {
        <Vec<T> as Codec<Vec<T>>>::write(value.0.get(), serializer)
    }

    fn argument(value: &Self, enums: EnumLiterals) -> Argument {
        value.0.get().argument(enums)
    }
}

impl<T: Wire> Serialize for Many<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        <Self as Codec<Self>>::write(self, serializer)
    }
}

impl<'de, T: Wire> Deserialize<'de> for Many<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <Self as Codec<Self>>::read(deserializer)
    }
}
