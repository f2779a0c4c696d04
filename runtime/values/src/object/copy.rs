//! `Clone` and `PartialEq` of all structured types.
//!
//! Both go through the fields of two objects of one type at once. Each visit has a type of its own for the tuple of
//! references, so the field of the second object is looked up by its index, and downcast.

use super::Object;
use super::fields::{Field, Fields, FieldsMut, Sink, Visit, VisitMut};
use crate::annotations::Annotations;
use crate::bag::PropertyBag;
use std::any::Any;
use std::convert::Infallible;

/// The look-up of a field is inlined in objects of at most so many fields, where optimised code has no trace of it. In
/// wider ones, a copy of it for each field would make the code grow with the square of their number.
const INLINED: usize = 16;

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
        let to = if const { G::LEN <= INLINED } {
            self.fields.at(self.index)
        } else {
            at_mut(&mut self.fields, self.index)
        };
        self.index += 1;
        if let Some(to) = to.and_then(<dyn Any>::downcast_mut::<F::Value>) {
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
        let other = if const { G::LEN <= INLINED } {
            self.fields.at(self.index)
        } else {
            at(&self.fields, self.index)
        };
        self.index += 1;
        match other.and_then(<dyn Any>::downcast_ref::<F::Value>) {
            Some(other) if other == field.get() => Ok(()),
            _ => Err(Differs),
        }
    }
}

#[inline(never)]
fn at<G: Fields>(fields: &G, index: usize) -> Option<&dyn Any> {
    fields.at(index)
}

#[inline(never)]
fn at_mut<G: FieldsMut>(fields: &mut G, index: usize) -> Option<&mut dyn Any> {
    fields.at(index)
}

#[cfg(test)]
mod tests {
    use crate as clientwright_values;
    use crate::{Annotations, Object, PropertyBag, from_json, to_json};

    /// Fields in several tuples, some of them computed or part of the key.
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

    /// More fields than are [`INLINED`](super::INLINED).
    #[derive(Default)]
    struct Far {
        f0: Option<String>,
        f1: Option<i32>,
        f2: Option<String>,
        f3: Option<i32>,
        f4: Option<String>,
        f5: Option<i32>,
        f6: Option<String>,
        f7: Option<i32>,
        f8: Option<String>,
        f9: Option<i32>,
        f10: Option<String>,
        f11: Option<i32>,
        f12: Option<String>,
        f13: Option<i32>,
        f14: Option<String>,
        f15: Option<i32>,
        f16: Option<String>,
        f17: Option<i32>,
        additional_properties: PropertyBag,
        odata: Option<Box<Annotations>>,
    }

    clientwright_values::object! {
        Far = "ns.far";
        [
            [f0 = "f0", f1 = "f1", f2 = "f2", f3 = "f3", f4 = "f4", f5 = "f5", f6 = "f6", f7 = "f7", f8 = "f8",]
            [f9 = "f9", f10 = "f10", f11 = "f11", f12 = "f12", f13 = "f13", f14 = "f14", f15 = "f15", f16 = "f16", f17 = "f17",]
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

    #[test]
    fn every_field_of_a_wide_type_is_copied_and_compared() {
        const { assert!(Far::FIELDS.len() > super::INLINED) };
        let property = |index: usize, value: i32| match index % 2 {
            0 => format!(r#""f{index}":"{value}""#),
            _ => format!(r#""f{index}":{value}"#),
        };
        let far = |changed: Option<usize>| {
            let properties =
                (0..Far::FIELDS.len()).map(|i| property(i, i32::from(changed == Some(i))));
            let text = format!("{{{}}}", properties.collect::<Vec<_>>().join(","));
            (from_json::<Far>(text.as_bytes()).unwrap(), text)
        };
        let (one, text) = far(None);
        assert_eq!(to_json(&one.clone()).unwrap(), text.as_bytes());
        assert_eq!(one.clone(), one);
        for changed in 0..Far::FIELDS.len() {
            assert_ne!(far(Some(changed)).0, one, "{changed}");
        }
    }
}
