//! A derived object as its base.

use super::{Field, Fields, FieldsMut, Object, Sink, Visit, VisitMut, extras_mut};
use crate::annotations::Annotations;
use crate::bag::PropertyBag;
use serde::Serialize;
use serde::de::{DeserializeSeed, Deserializer, MapAccess};
use serde::ser::SerializeMap;
use serde_json::{Error, Value};
use std::marker::PhantomData;

/// Makes the base of a derived object: what the base declares stands in its fields, the rest in its bag, and the type
/// it is written with is the derived one, or the one that the object said it has. What `From` of
/// [`derived!`](macro@crate::derived) calls.
///
/// A property that the derived type declares anew with another type, which the standard forbids, ends up in the bag.
/// What a [`PropertyBag`](crate::PropertyBag) cannot hold is lost: there, an `Edm.Decimal` has the digits of an `f64`,
/// unless serde_json's feature `arbitrary_precision` is on. A value that cannot be written as JSON is left out; those of
/// this crate and of generated code always can be.
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
        let base_bag = extras_mut(self.base).0;
        for (name, value) in bag.iter() {
            base_bag.push(name.to_owned(), value.clone());
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
        fields.set(self.index, &mut self.access)
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
        let text = serde_json::to_vec(value);
        let index = B::FIELDS.iter().position(|field| *field == self.name);
        // The text has all digits, but cannot be read when it is nested more deeply than serde_json allows. A `Value`
        // has no such limit.
        if let (Some(index), Ok(text)) = (index, &text) {
            let mut text = serde_json::Deserializer::from_slice(text);
            let access = One(Some(&mut text));
            if self.base.visit_mut(Set::new(index, access)).is_ok() {
                return Ok(());
            }
        }
        let read = text.and_then(|text| serde_json::from_slice(&text));
        let Ok(value) = read.or_else(|_| serde_json::to_value(value)) else {
            return Ok(());
        };
        let is_set = index.is_some_and(|index| {
            let access = One(Some(Value::clone(&value)));
            self.base.visit_mut(Set::new(index, access)).is_ok()
        });
        if !is_set {
            extras_mut(self.base).0.push(self.name.to_owned(), value);
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
    use crate::annotations::Annotations;
    use crate::edm::Decimal;
    use crate::{PropertyBag, from_json, to_json};

    #[derive(Clone, Default, PartialEq)]
    struct Product {
        id: Option<String>,
        price: Option<Decimal>,
        parts: Option<Value>,
        additional_properties: PropertyBag,
        odata: Option<Box<Annotations>>,
    }
    crate::object! { Product = "ns.product"; id = "id", price = "price", parts = "parts", }

    #[derive(Clone, Default, PartialEq)]
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
            weight: Some("1.5".parse().unwrap()),
            ..Car::default()
        };
        let product = Product::from(car.clone());
        assert_eq!(product.price, car.price);
        assert_eq!(
            product.additional_properties.get("weight"),
            Some(&1.5.into())
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
        car.additional_properties.insert("more", deep(400));
        let product = Product::from(car.clone());
        assert_eq!(product.price, car.price);
        assert_eq!(product.parts, car.parts);
        assert_eq!(
            product.additional_properties.get("extra"),
            car.extra.as_ref()
        );
        assert_eq!(product.additional_properties.get("more"), Some(&deep(400)));
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
        assert_eq!(product.additional_properties.get("id"), Some(&7.into()));
    }
}
