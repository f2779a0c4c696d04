//! `Clone` and `PartialEq` of all structured types.
//!
//! Both go through the fields of two objects of one type at once. Each visit has a type of its own for the tuple of
//! references, so the second object is asked for a field by its index, and the field is downcast. Optimised code knows the
//! result of the downcast.

use super::Object;
use super::fields::{Field, Fields, FieldsMut, Sink, Visit, VisitMut};
use crate::annotations::Annotations;
use crate::bag::PropertyBag;
use std::convert::Infallible;

/// Copies an object. What [`object!`](macro@crate::object) calls.
pub fn copy<T: Object>(object: &T) -> T {
    let mut copy = T::default();
    object.visit(CopyTo(&mut copy));
    copy
}

struct CopyTo<'c, T>(&'c mut T);

impl<'a, T: Object> Visit<'a> for CopyTo<'_, T> {
    type Output = ();

    #[inline]
    fn visit<F: Fields>(
        self,
        fields: F,
        bag: &'a PropertyBag,
        annotations: &'a Option<Box<Annotations>>,
    ) {
        let (to_bag, to_annotations) = self.0.visit_mut(CopyFrom {
            fields: &fields,
            names: T::FIELDS,
        });
        to_bag.clone_from(bag);
        to_annotations.clone_from(annotations);
    }
}

struct CopyFrom<'f, F> {
    fields: &'f F,
    names: &'static [&'static str],
}

impl<'a, F: Fields> VisitMut<'a> for CopyFrom<'_, F> {
    type Output = (&'a mut PropertyBag, &'a mut Option<Box<Annotations>>);

    #[inline]
    fn visit<G: FieldsMut>(
        self,
        fields: G,
        bag: &'a mut PropertyBag,
        annotations: &'a mut Option<Box<Annotations>>,
    ) -> Self::Output {
        let mut to = CopyFields { fields, index: 0 };
        let Ok(()) = self.fields.each(&mut self.names.iter(), &mut to);
        (bag, annotations)
    }
}

/// Copies fields one by one.
struct CopyFields<G> {
    fields: G,
    index: usize,
}

impl<G: FieldsMut> Sink for CopyFields<G> {
    type Error = Infallible;

    #[inline(always)]
    fn take<F: Field>(&mut self, _: &'static str, field: &F) -> Result<(), Infallible> {
        let to = self.fields.at(self.index);
        self.index += 1;
        if let Some(to) = to.and_then(<dyn std::any::Any>::downcast_mut::<F::Value>) {
            to.clone_from(field.get());
        }
        Ok(())
    }
}

/// Whether two objects are equal. What [`object!`](macro@crate::object) calls.
pub fn is_equal<T: Object>(object: &T, other: &T) -> bool {
    object.visit(Compare(other))
}

struct Compare<'o, T>(&'o T);

impl<'a, T: Object> Visit<'a> for Compare<'_, T> {
    type Output = bool;

    #[inline]
    fn visit<F: Fields>(
        self,
        fields: F,
        bag: &'a PropertyBag,
        annotations: &'a Option<Box<Annotations>>,
    ) -> bool {
        self.0.visit(CompareWith {
            fields: &fields,
            names: T::FIELDS,
            bag,
            annotations,
        })
    }
}

struct CompareWith<'f, F> {
    fields: &'f F,
    names: &'static [&'static str],
    bag: &'f PropertyBag,
    annotations: &'f Option<Box<Annotations>>,
}

impl<'a, F: Fields> Visit<'a> for CompareWith<'_, F> {
    type Output = bool;

    #[inline]
    fn visit<G: Fields>(
        self,
        fields: G,
        bag: &'a PropertyBag,
        annotations: &'a Option<Box<Annotations>>,
    ) -> bool {
        let mut with = CompareFields { fields, index: 0 };
        self.fields.each(&mut self.names.iter(), &mut with).is_ok()
            && self.bag == bag
            && self.annotations == annotations
    }
}

/// Compares fields one by one, up to the first that differs.
struct CompareFields<G> {
    fields: G,
    index: usize,
}

struct Differs;

impl<G: Fields> Sink for CompareFields<G> {
    type Error = Differs;

    #[inline(always)]
    fn take<F: Field>(&mut self, _: &'static str, field: &F) -> Result<(), Differs> {
        let other = self.fields.at(self.index);
        self.index += 1;
        match other.and_then(<dyn std::any::Any>::downcast_ref::<F::Value>) {
            Some(other) if other == field.get() => Ok(()),
            _ => Err(Differs),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate as clientwright_values;
    use crate::{Annotations, PropertyBag, from_json, to_json};

    /// More fields than a tuple has, some of them computed or part of the key.
    #[derive(Default)]
    struct Wide {
        a: Option<String>,
        b: Option<f64>,
        c: Option<Vec<i32>>,
        d: Option<bool>,
        additional_properties: PropertyBag,
        odata: Option<Box<Annotations>>,
    }

    clientwright_values::object! {
        Wide = "ns.wide";
        [
            [a = "a" key, b = "b",]
            [c = "c",]
        ]
        [
            [d = "d" computed,]
        ]
    }

    const TEXT: &str = r#"{"@odata.etag":"1","a":"x","b":1.5,"c":[1,2],"d":true,"new":null}"#;

    #[test]
    fn a_copy_has_every_field_and_is_equal() {
        let wide: Wide = from_json(TEXT.as_bytes()).unwrap();
        let copy = wide.clone();
        assert_eq!(to_json(&copy).unwrap(), TEXT.as_bytes());
        assert_eq!(copy, wide);
        assert_eq!(Wide::default().clone(), Wide::default());
    }

    #[test]
    fn a_difference_in_any_place_is_found() {
        let wide: Wide = from_json(TEXT.as_bytes()).unwrap();
        for (from, to) in [
            (r#""1""#, r#""2""#),
            (r#""x""#, r#""y""#),
            ("1.5", "null"),
            ("[1,2]", "[1]"),
            ("true", "false"),
            (r#""new""#, r#""old""#),
        ] {
            let other: Wide = from_json(TEXT.replace(from, to).as_bytes()).unwrap();
            assert_ne!(wide, other, "{from}");
        }
    }
}
