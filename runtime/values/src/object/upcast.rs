//! A derived object as its base.

use super::Object;
use super::extras::extras_mut;
use super::fields::{Field, Fields, FieldsMut, Sink, Visit, VisitMut};
use crate::annotations::{Annotations, NullItems};
use crate::bag::PropertyBag;
use serde::Serialize;
use serde::de::{DeserializeSeed, Deserializer, MapAccess};
use serde::ser::SerializeMap;
use serde_json::Error;
use std::marker::PhantomData;

/// Creates the base of a derived object: properties of the base are in its fields, the rest is in its bag, and its written
/// type is the derived one, or the type in the object's annotation. `From` of
/// [`derived!`](macro@crate::derived) calls it.
///
/// A property that the derived type declares anew with another type, which the standard forbids, ends up in the bag.
/// A value that cannot be written as JSON is left out; those of this crate and of generated code always can be.
#[must_use]
pub fn upcast<D: Object, B: Object>(derived: &D) -> B {
    let mut base = B::default();
    derived.visit(Upcast::<D, B> {
        base: &mut base,
        marker: PhantomData,
    });
    base
}

/// Fills a base with what a derived object has.
struct Upcast<'b, D, B> {
    base: &'b mut B,
    marker: PhantomData<fn(D)>,
}

impl<'a, D: Object, B: Object> Visit<'a> for Upcast<'_, D, B> {
    type Output = ();

    fn visit<F: Fields>(
        self,
        fields: F,
        bag: &'a PropertyBag,
        annotations: &'a Option<Box<Annotations>>,
    ) {
        let mut annotations = annotations.as_deref().cloned().unwrap_or_default();
        if annotations.odata_type().is_none() {
            // OData JSON Format 4.01, 4.5.3: required where the type is not the one that the metadata promises.
            annotations.insert("@odata.type", format!("#{}", D::NAME));
        }
        *extras_mut(self.base).1 = Some(Box::new(annotations));
        // It keeps what it can of every value, and never fails.
        let _ = fields.each(&mut D::FIELDS.iter(), &mut Properties(&mut *self.base));
        let base_bag = extras_mut(self.base).0.texts_mut();
        for (name, json) in bag.iter() {
            base_bag.begin(name);
            base_bag.finish(json, false);
        }
    }
}

/// Puts each field of the derived object into the base.
struct Properties<'b, B>(&'b mut B);

impl<B: Object> Sink for Properties<'_, B> {
    type Error = Error;

    fn take<F: Field>(&mut self, name: &'static str, field: &F) -> Result<(), Error> {
        let base = &mut *self.0;
        field.put(name, &mut Property { base, name })
    }
}

/// Reads one value into the field at an index.
struct Set<'de, A> {
    index: usize,
    access: A,
    marker: PhantomData<&'de ()>,
}

impl<'de, A: MapAccess<'de>> Set<'de, A> {
    fn new(index: usize, access: A) -> Self {
        Self {
            index,
            access,
            marker: PhantomData,
        }
    }
}

impl<'de, A: MapAccess<'de>> VisitMut<'_> for Set<'de, A> {
    type Output = Result<(), A::Error>;

    fn visit<F: FieldsMut>(
        mut self,
        mut fields: F,
        _: &mut PropertyBag,
        _: &mut Option<Box<Annotations>>,
    ) -> Self::Output {
        // Null items are not recorded here: they are in the annotations of the derived object, which are copied.
        fields.set(self.index, &mut self.access, &mut NullItems::default())
    }
}

/// Where one property of the derived object is written: into the base.
struct Property<'a, B> {
    base: &'a mut B,
    name: &'static str,
}

impl<B: Object> SerializeMap for Property<'_, B> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<K: Serialize + ?Sized>(&mut self, _: &K) -> Result<(), Error> {
        Ok(())
    }

    fn serialize_value<V: Serialize + ?Sized>(&mut self, value: &V) -> Result<(), Error> {
        let Ok(text) = serde_json::to_string(value) else {
            return Ok(());
        };
        let index = B::FIELDS.iter().position(|field| *field == self.name);
        let is_set = index.is_some_and(|index| {
            let mut reader = serde_json::Deserializer::from_str(&text);
            let access = One(Some(&mut reader));
            if self.base.visit_mut(Set::new(index, access)).is_ok() {
                return true;
            }
            // Text that is nested more deeply than serde_json allows cannot be read. A `Value` has no such limit.
            serde_json::to_value(value).is_ok_and(|value| {
                let access = One(Some(value));
                self.base.visit_mut(Set::new(index, access)).is_ok()
            })
        });
        if !is_set {
            let bag = extras_mut(self.base).0.texts_mut();
            bag.begin(self.name);
            bag.finish(&text, false);
        }
        Ok(())
    }

    fn end(self) -> Result<(), Error> {
        Ok(())
    }
}

/// The value of one entry, whose key is known.
struct One<D>(Option<D>);

impl<'de, D: Deserializer<'de>> MapAccess<'de> for One<D> {
    type Error = D::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        _: K,
    ) -> Result<Option<K::Value>, D::Error> {
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, D::Error> {
        match self.0.take() {
            Some(value) => seed.deserialize(value),
            None => Err(serde::de::Error::custom("a property has one value")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decimal::Decimal;
    use crate::{PropertyBag, from_json, to_json};
    use serde_json::Value;

    #[derive(Default)]
    struct Product {
        id: Option<String>,
        price: Option<Decimal>,
        parts: Option<Value>,
        additional_properties: PropertyBag,
        odata: Option<Box<Annotations>>,
    }
    crate::object! { Product = "ns.product"; id = "id", price = "price", parts = "parts", }

    #[derive(Default)]
    struct Car {
        id: Option<i32>,
        price: Option<Decimal>,
        parts: Option<Value>,
        weight: Option<Decimal>,
        share: Option<f32>,
        extra: Option<Value>,
        additional_properties: PropertyBag,
        odata: Option<Box<Annotations>>,
    }
    crate::object! {
        Car = "ns.car";
        id = "id", price = "price", parts = "parts", weight = "weight", share = "share", extra = "extra",
    }
    crate::derived!(Car: Product);

    const DIGITS: &str = "12345678901234567890.12345678901234567890";

    fn deep(levels: usize) -> Value {
        (0..levels).fold(Value::Null, |inner, _| Value::Array(vec![inner]))
    }

    #[test]
    fn the_derived_type_stays_on_the_wire() {
        let product = Product::from(Car {
            share: Some(0.1),
            ..Car::default()
        });
        assert_eq!(
            to_json(&product).unwrap(),
            br##"{"@odata.type":"#ns.car","share":0.1}"##
        );
        let further: Car = from_json(br##"{"@type":"#ns.van","@odata.etag":"1","x":2}"##).unwrap();
        assert_eq!(
            to_json(&Product::from(further)).unwrap(),
            br##"{"@type":"#ns.van","@odata.etag":"1","x":2}"##
        );
    }

    #[test]
    fn fields_of_the_base_keep_all_digits() {
        let car = Car {
            price: Some(DIGITS.parse().unwrap()),
            weight: Some(DIGITS.parse().unwrap()),
            ..Car::default()
        };
        let product = Product::from(car.clone());
        assert_eq!(product.price, car.price);
        assert_eq!(
            product.additional_properties.get_raw("weight"),
            Some(DIGITS)
        );
    }

    #[test]
    fn depth_is_no_reason_to_lose_anything() {
        let mut car = Car {
            price: Some(DIGITS.parse().unwrap()),
            parts: Some(deep(300)),
            extra: Some(deep(200)),
            ..Car::default()
        };
        let text = |levels| deep(levels).to_string();
        car.additional_properties.insert("more", deep(400));
        let product = Product::from(car.clone());
        assert_eq!(product.price, car.price);
        assert_eq!(product.parts, car.parts);
        for (name, levels) in [("extra", 200), ("more", 400)] {
            let kept = product.additional_properties.get_raw(name);
            assert_eq!(kept, Some(&*text(levels)), "{name}");
        }
    }

    #[test]
    fn a_property_of_another_type_is_in_the_bag() {
        let product = Product::from(Car {
            id: Some(7),
            parts: Some(Value::Bool(true)),
            ..Car::default()
        });
        assert_eq!(product.id, None);
        assert_eq!(product.parts, Some(Value::Bool(true)));
        assert_eq!(product.additional_properties.get("id"), Ok(Some(7)));
    }
}
