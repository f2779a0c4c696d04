//! One writer for all structured types.

use super::{Field, Fields, Object, Sink, Visit};
use crate::annotations::{Annotations, Key, is_control, target};
use crate::bag::PropertyBag;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;
use std::fmt;
use std::marker::PhantomData;

pub(super) fn write<T: Object, S: Serializer>(
    object: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    object.visit(Write::<T, S::SerializeMap> {
        map: &mut map,
        marker: PhantomData,
    })?;
    map.end()
}

/// Writes all entries of an object.
struct Write<'m, T, M> {
    map: &'m mut M,
    marker: PhantomData<fn(T)>,
}

impl<'a, T: Object, M: SerializeMap> Visit<'a> for Write<'_, T, M> {
    type Output = Result<(), M::Error>;

    fn visit<F: Fields>(
        self,
        fields: F,
        bag: &'a PropertyBag,
        annotations: &'a Option<Box<Annotations>>,
    ) -> Self::Output {
        let map = self.map;
        if let Some(annotations) = annotations {
            // Seldom: most objects have nothing but an etag.
            if write_own(T::NAME, T::WRITE_TYPE, annotations, map)? {
                return write_annotated::<T, F, M>(&fields, bag, annotations, map);
            }
        } else if T::WRITE_TYPE {
            write_type(T::NAME, map)?;
        }
        fields.each(&mut T::FIELDS.iter(), &mut Plain(&mut *map))?;
        if bag.is_empty() {
            Ok(())
        } else {
            write_entries(bag.entries(), map)
        }
    }
}

/// Writes fields without annotations.
struct Plain<'m, M>(&'m mut M);

impl<M: SerializeMap> Sink for Plain<'_, M> {
    type Error = M::Error;

    #[inline(always)]
    fn take<F: Field>(&mut self, name: &'static str, field: &F) -> Result<(), M::Error> {
        field.put(name, self.0)
    }
}

/// Writes fields, each after its annotations.
struct Annotated<'m, 'a, M> {
    map: &'m mut M,
    of_properties: OfProperties<'a>,
}

impl<M: SerializeMap> Sink for Annotated<'_, '_, M> {
    type Error = M::Error;

    fn take<F: Field>(&mut self, name: &'static str, field: &F) -> Result<(), M::Error> {
        self.of_properties.write(name, self.map)?;
        field.put(name, self.map)
    }
}

#[inline(never)]
fn write_entries<M: SerializeMap>(
    entries: &[(String, Value)],
    map: &mut M,
) -> Result<(), M::Error> {
    entries
        .iter()
        .try_for_each(|(name, value)| map.serialize_entry(name, value))
}

/// `#ns.T`
struct TypeName(&'static str);

impl fmt::Display for TypeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

impl Serialize for TypeName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[inline(never)]
fn write_type<M: SerializeMap>(name: &'static str, map: &mut M) -> Result<(), M::Error> {
    map.serialize_entry("@odata.type", &TypeName(name))
}

// OData JSON Format 4.01, 4.4, asks of an ordered payload: context first, then type, then what else the object says of
// itself before its properties, and annotations of a property just before it.
fn write_annotated<T: Object, F: Fields, M: SerializeMap>(
    fields: &F,
    bag: &PropertyBag,
    annotations: &Annotations,
    map: &mut M,
) -> Result<(), M::Error> {
    let mut annotated = Annotated {
        map,
        of_properties: OfProperties::new(annotations),
    };
    fields.each(&mut T::FIELDS.iter(), &mut annotated)?;
    let Annotated {
        map,
        mut of_properties,
    } = annotated;
    for (name, value) in bag.iter() {
        of_properties.write(name, map)?;
        map.serialize_entry(name, value)?;
    }
    of_properties.write_rest(map)
}

/// What the key of an annotation speaks of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subject {
    Context,
    Type,
    /// Something else about the object itself.
    Object,
    Property,
}

impl Subject {
    #[inline]
    fn of(key: &str) -> Self {
        match key {
            "@odata.etag" => Self::Object,
            _ if !target(key).is_empty() => Self::Property,
            _ if is_control(key, "", "context") => Self::Context,
            _ if is_control(key, "", "type") => Self::Type,
            _ => Self::Object,
        }
    }
}

/// Writes what an object says about itself, and tells whether its annotations say something about its properties too.
fn write_own<M: SerializeMap>(
    name: &'static str,
    write_type_anyway: bool,
    annotations: &Annotations,
    map: &mut M,
) -> Result<bool, M::Error> {
    let about = |subject| {
        annotations
            .iter()
            .filter(move |(key, _)| Subject::of(key) == subject)
    };
    for (key, value) in about(Subject::Context) {
        map.serialize_entry(key, value)?;
    }
    let mut types = about(Subject::Type).peekable();
    if types.peek().is_none() && write_type_anyway {
        write_type(name, map)?;
    }
    for (key, value) in types.chain(about(Subject::Object)) {
        map.serialize_entry(key, value)?;
    }
    Ok(about(Subject::Property).next().is_some())
}

/// The annotations of properties, found by property.
struct OfProperties<'a> {
    entries: &'a [(Key, Value)],
    /// Indexes of entries by target, and whether they were written. The input decides how many annotations and how
    /// many undeclared properties there are, so that comparing all with all would not do.
    by_target: Vec<(&'a str, usize, bool)>,
}

impl<'a> OfProperties<'a> {
    fn new(annotations: &'a Annotations) -> Self {
        let entries = annotations.entries();
        let mut by_target: Vec<_> = entries
            .iter()
            .enumerate()
            .map(|(index, (key, _))| (target(key), index, false))
            .filter(|(target, ..)| !target.is_empty())
            .collect();
        by_target.sort_unstable();
        Self { entries, by_target }
    }

    fn write<M: SerializeMap>(&mut self, property: &str, map: &mut M) -> Result<(), M::Error> {
        let start = self
            .by_target
            .partition_point(|(target, ..)| *target < property);
        for (target, index, written) in self.by_target.iter_mut().skip(start) {
            if *target != property {
                break;
            }
            *written = true;
            if let Some((key, value)) = self.entries.get(*index) {
                map.serialize_entry(key, value)?;
            }
        }
        Ok(())
    }

    /// Writes what annotates no property of the object.
    fn write_rest<M: SerializeMap>(mut self, map: &mut M) -> Result<(), M::Error> {
        self.by_target.retain(|(.., written)| !written);
        self.by_target.sort_unstable_by_key(|(_, index, _)| *index);
        let rest = self
            .by_target
            .iter()
            .filter_map(|(_, index, _)| self.entries.get(*index));
        for (key, value) in rest {
            map.serialize_entry(key, value)?;
        }
        Ok(())
    }
}
