//! The data of an object besides its fields, and nulls in it.

use super::Object;
use super::fields::{Fields, FieldsMut, Visit, VisitMut};
use crate::annotations::{Annotations, NullItems};
use crate::bag::PropertyBag;
use serde::de::value::MapDeserializer;
use serde::de::{IgnoredAny, MapAccess};

/// Sets a property to null: its field to `None`, and what is written to null.
pub(super) struct SetNull {
    pub(super) name: &'static str,
    /// Of the field; a property of a derived type has none.
    pub(super) index: Option<usize>,
}

impl VisitMut<'_> for SetNull {
    type Output = ();

    fn visit<F: FieldsMut>(
        self,
        mut fields: F,
        bag: &mut PropertyBag,
        _: &mut Option<Box<Annotations>>,
    ) {
        if let Some(index) = self.index {
            let entry = std::iter::once((self.name, ()));
            let mut access = MapDeserializer::<_, serde::de::value::Error>::new(entry);
            // Nothing fails: the entry is there, and null is what every field takes.
            let read = access.next_key::<IgnoredAny>();
            let mut nulls = NullItems::default();
            let _ = read.and_then(|_| fields.set(index, &mut access, &mut nulls));
        }
        bag.set(self.name, "null");
    }
}

/// The bag and the annotations.
struct Extras;

impl<'a> Visit<'a> for Extras {
    type Output = (&'a PropertyBag, Option<&'a Annotations>);

    fn visit<F: Fields>(
        self,
        _: F,
        bag: &'a PropertyBag,
        annotations: &'a Option<Box<Annotations>>,
    ) -> Self::Output {
        (bag, annotations.as_deref())
    }
}

impl<'a> VisitMut<'a> for Extras {
    type Output = (&'a mut PropertyBag, &'a mut Option<Box<Annotations>>);

    fn visit<F: FieldsMut>(
        self,
        _: F,
        bag: &'a mut PropertyBag,
        annotations: &'a mut Option<Box<Annotations>>,
    ) -> Self::Output {
        (bag, annotations)
    }
}

/// The undeclared properties of an object, and its annotations.
#[inline]
pub fn extras<T: Object>(object: &T) -> (&PropertyBag, Option<&Annotations>) {
    object.visit(Extras)
}

/// The same, to change them.
#[inline]
pub fn extras_mut<T: Object>(object: &mut T) -> (&mut PropertyBag, &mut Option<Box<Annotations>>) {
    object.visit_mut(Extras)
}
