//! Tuples of references to fields, for objects of any number of fields.

use super::codec::skip;
use super::fields::{Content, Field, FieldMut, Fields, FieldsMut, Names, Sink};
use crate::annotations::NullItems;
use serde::de::MapAccess;
use std::any::Any;

/// Implements [`Fields`] and [`FieldsMut`] for the tuples of as many fields and fewer.
macro_rules! tuples {
    (@reverse [$($done:tt)*] $index:tt $type:ident $(, $indexes:tt $types:ident)*) => {
        tuples!(@reverse [$index $type, $($done)*] $($indexes $types),*);
    };
    (@reverse [$($index:tt $type:ident,)*]) => {
        tuples!(@impl $($index $type)*);
    };
    (@impl $($index:tt $type:ident)*) => {
        impl<$($type: Field),*> Fields for ($($type,)*) {
            const LEN: usize = { const INDEXES: &[usize] = &[$($index),*]; INDEXES.len() };

            #[inline(always)]
            fn each<S: Sink>(&self, _names: &mut Names<'_>, _sink: &mut S) -> Result<(), S::Error> {
                $(
                    if let Some(name) = _names.next() {
                        _sink.take(name, &self.$index)?;
                    }
                )*
                Ok(())
            }

            fn find<'a>(&self, index: &mut usize) -> Option<Content<'a>>
            where
                Self: 'a,
            {
                const INDEXES: &[usize] = &[$($index),*];
                match *index {
                    $($index => Some(self.$index.content()),)*
                    _ => {
                        *index -= INDEXES.len();
                        None
                    }
                }
            }

            #[inline(always)]
            fn at(&self, index: usize) -> Option<&dyn Any> {
                match index {
                    $($index => Some(self.$index.get()),)*
                    _ => None,
                }
            }
        }

        impl<$($type: FieldMut),*> FieldsMut for ($($type,)*) {
            const LEN: usize = { const INDEXES: &[usize] = &[$($index),*]; INDEXES.len() };

            #[inline(always)]
            fn set<'de, A: MapAccess<'de>>(
                &mut self,
                index: usize,
                access: &mut A,
                _nulls: &mut NullItems,
            ) -> Result<(), A::Error> {
                match index {
                    $($index => self.$index.set(access, _nulls),)*
                    _ => skip(access),
                }
            }

            #[inline(always)]
            fn at(&mut self, index: usize) -> Option<&mut dyn Any> {
                match index {
                    $($index => self.$index.as_any(),)*
                    _ => None,
                }
            }
        }
    };
    () => {
        tuples!(@impl);
    };
    ($index:tt $type:ident $(, $indexes:tt $types:ident)*) => {
        tuples!($($indexes $types),*);
        tuples!(@reverse [] $index $type $(, $indexes $types)*);
    };
}

tuples!(
    15 T15, 14 T14, 13 T13, 12 T12, 11 T11, 10 T10, 9 T9, 8 T8, 7 T7, 6 T6, 5 T5, 4 T4, 3 T3, 2 T2, 1 T1, 0 T0
);

/// A tuple of tuples of fields: `Groups(((&self.a, &self.b), (&self.c,)))`, for objects of more fields than a tuple has.
///
/// The compiler resolves it in as many steps as one tuple, where a list of tuples ([`fields`]) takes a step for each.
#[derive(Debug)]
pub struct Groups<T>(pub T);

/// Implements [`Fields`] and [`FieldsMut`] for [`Groups`] of as many tuples and fewer.
macro_rules! groups {
    (@reverse [$($done:tt)*] $index:tt $type:ident $(, $indexes:tt $types:ident)*) => {
        groups!(@reverse [$index $type, $($done)*] $($indexes $types),*);
    };
    (@reverse [$($index:tt $type:ident,)*]) => {
        impl<$($type: Fields),*> Fields for Groups<($($type,)*)> {
            const LEN: usize = 0 $(+ $type::LEN)*;

            #[inline(always)]
            fn each<S: Sink>(&self, names: &mut Names<'_>, sink: &mut S) -> Result<(), S::Error> {
                $(self.0.$index.each(names, sink)?;)*
                Ok(())
            }

            fn find<'a>(&self, index: &mut usize) -> Option<Content<'a>>
            where
                Self: 'a,
            {
                None$(.or_else(|| self.0.$index.find(index)))*
            }

            #[inline(always)]
            fn at(&self, index: usize) -> Option<&dyn Any> {
                let mut end = 0;
                $(
                    let start = end;
                    end += $type::LEN;
                    if index < end {
                        return self.0.$index.at(index - start);
                    }
                )*
                None
            }
        }

        impl<$($type: FieldsMut),*> FieldsMut for Groups<($($type,)*)> {
            const LEN: usize = 0 $(+ $type::LEN)*;

            #[inline(always)]
            fn set<'de, A: MapAccess<'de>>(
                &mut self,
                index: usize,
                access: &mut A,
                nulls: &mut NullItems,
            ) -> Result<(), A::Error> {
                let mut end = 0;
                $(
                    let start = end;
                    end += $type::LEN;
                    if index < end {
                        return self.0.$index.set(index - start, access, nulls);
                    }
                )*
                skip(access)
            }

            #[inline(always)]
            fn at(&mut self, index: usize) -> Option<&mut dyn Any> {
                let mut end = 0;
                $(
                    let start = end;
                    end += $type::LEN;
                    if index < end {
                        return self.0.$index.at(index - start);
                    }
                )*
                None
            }
        }
    };
    () => {};
    ($index:tt $type:ident $(, $indexes:tt $types:ident)*) => {
        groups!($($indexes $types),*);
        groups!(@reverse [] $index $type $(, $indexes $types)*);
    };
}

groups!(
    15 T15, 14 T14, 13 T13, 12 T12, 11 T11, 10 T10, 9 T9, 8 T8, 7 T7, 6 T6, 5 T5, 4 T4, 3 T3, 2 T2, 1 T1, 0 T0
);

/// More fields than a tuple has; see [`fields`].
#[derive(Debug)]
pub struct And<F, G>(F, G);

/// The start of a list of tuples or [`Groups`] of them: `fields().and((&self.a, &self.b)).and((&self.c,))`.
pub fn fields() -> And<(), ()> {
    And((), ())
}

impl<F, G> And<F, G> {
    /// Both parts of a list.
    pub(crate) fn new(first: F, second: G) -> Self {
        Self(first, second)
    }

    /// Adds the fields of one more tuple.
    pub fn and<H>(self, more: H) -> And<Self, H> {
        And(self, more)
    }

    /// What was added last, and all before it.
    pub(crate) fn into_parts(self) -> (F, G) {
        (self.0, self.1)
    }
}

impl<F: Fields, G: Fields> Fields for And<F, G> {
    const LEN: usize = F::LEN + G::LEN;

    #[inline(always)]
    fn each<S: Sink>(&self, names: &mut Names<'_>, sink: &mut S) -> Result<(), S::Error> {
        self.0.each(names, sink)?;
        self.1.each(names, sink)
    }

    fn find<'a>(&self, index: &mut usize) -> Option<Content<'a>>
    where
        Self: 'a,
    {
        self.0.find(index).or_else(|| self.1.find(index))
    }

    #[inline(always)]
    fn at(&self, index: usize) -> Option<&dyn Any> {
        match index.checked_sub(F::LEN) {
            Some(index) => self.1.at(index),
            None => self.0.at(index),
        }
    }
}

impl<F: FieldsMut, G: FieldsMut> FieldsMut for And<F, G> {
    const LEN: usize = F::LEN + G::LEN;

    #[inline(always)]
    fn set<'de, A: MapAccess<'de>>(
        &mut self,
        index: usize,
        access: &mut A,
        nulls: &mut NullItems,
    ) -> Result<(), A::Error> {
        match index.checked_sub(F::LEN) {
            Some(index) => self.1.set(index, access, nulls),
            None => self.0.set(index, access, nulls),
        }
    }

    #[inline(always)]
    fn at(&mut self, index: usize) -> Option<&mut dyn Any> {
        match index.checked_sub(F::LEN) {
            Some(index) => self.1.at(index),
            None => self.0.at(index),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fields::computed;
    use super::*;
    use serde::ser::SerializeMap;

    struct Map<M>(M);

    impl<M: SerializeMap> Sink for Map<M> {
        type Error = M::Error;

        fn take<F: Field>(&mut self, name: &'static str, field: &F) -> Result<(), M::Error> {
            field.put(name, &mut self.0)
        }
    }

    fn put_all<F: Fields>(fields: F, names: &[&'static str]) -> String {
        let mut out = Vec::new();
        let mut serializer = serde_json::Serializer::new(&mut out);
        let mut map = Map(serde::Serializer::serialize_map(&mut serializer, None).unwrap());
        fields.each(&mut names.iter(), &mut map).unwrap();
        map.0.end().unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn all_fields_come_in_order() {
        let (a, b, c) = (Some(1), Some(String::from("b")), None::<bool>);
        assert_eq!(put_all((&a, &b), &["x", "y"]), r#"{"x":1,"y":"b"}"#);
        assert_eq!(put_all((), &[]), "{}");
        assert_eq!(
            put_all(
                fields().and((&a, &c)).and((&b,)).and((computed(&a),)),
                &["x", "c", "y", "z"]
            ),
            r#"{"x":1,"y":"b","z":1}"#
        );
        let groups = Groups(((&a, &c), (&b,)));
        assert_eq!(
            put_all(fields().and(groups).and((&a,)), &["x", "c", "y", "z"]),
            r#"{"x":1,"y":"b","z":1}"#
        );
    }

    struct SetAt<F> {
        index: usize,
        fields: F,
    }

    impl<'de, F: FieldsMut> serde::de::Visitor<'de> for SetAt<F> {
        type Value = ();

        fn expecting(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            Ok(())
        }

        fn visit_map<A: MapAccess<'de>>(mut self, mut access: A) -> Result<(), A::Error> {
            access.next_key::<String>()?;
            self.fields
                .set(self.index, &mut access, &mut NullItems::default())
        }
    }

    #[test]
    fn values_go_into_their_field() {
        for index in 0..5 {
            let mut values = [const { None::<i32> }; 4];
            let [a, b, c, d] = &mut values;
            let mut text = serde_json::Deserializer::from_str("{\"n\":5}");
            let visitor = SetAt {
                index,
                fields: fields().and(Groups(((a, b), (c,)))).and((d,)),
            };
            serde::Deserializer::deserialize_map(&mut text, visitor).unwrap();
            let expected: Vec<_> = (0..4).map(|at| (at == index).then_some(5)).collect();
            assert_eq!(values.as_slice(), expected);
        }
    }
}
