//! One writer for all structured types.

use super::Object;
use super::fields::{Field, Fields, Sink, Visit};
use crate::annotations::{Annotations, is_control, target};
use crate::bag::PropertyBag;
use crate::raw::Json;
use crate::texts::Texts;
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::convert::Infallible;
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
            if write_own(T::NAME, T::WRITE_TYPE, annotations, map)? || annotations.has_nulls() {
                return write_annotated::<T, F, M>(&fields, bag, annotations, map);
            }
        } else if T::WRITE_TYPE {
            write_type(T::NAME, map)?;
        }
        fields.each(&mut T::FIELDS.iter(), &mut Plain(&mut *map))?;
        if bag.is_empty() {
            return Ok(());
        }
        let taken = Taken::new::<T, F>(&fields, bag);
        bag.write(|name| !taken.has(name), map)
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
    annotations: &'a Annotations,
    of_properties: OfProperties<'a>,
}

impl<M: SerializeMap> Sink for Annotated<'_, '_, M> {
    type Error = M::Error;

    fn take<F: Field>(&mut self, name: &'static str, field: &F) -> Result<(), M::Error> {
        self.of_properties.write(name, self.map)?;
        match self.annotations.nulls_of(name) {
            Some(nulls) => field.put_with_nulls(name, nulls, self.map),
            None => field.put(name, self.map),
        }
    }
}

/// The names in a bag whose properties are written from their fields.
struct Taken(Vec<&'static str>);

impl Taken {
    fn new<T: Object, F: Fields>(fields: &F, bag: &PropertyBag) -> Self {
        let mut taken = Self(declared(T::FIELDS, bag));
        // Seldom: reading puts no declared property into the bag.
        if !taken.0.is_empty() {
            let Ok(()) = fields.each(&mut T::FIELDS.iter(), &mut taken);
        }
        taken
    }

    fn has(&self, name: &str) -> bool {
        self.0.contains(&name)
    }
}

/// Drops the names whose fields are `None`: a null in the bag is how such a property is written.
impl Sink for Taken {
    type Error = Infallible;

    fn take<F: Field>(&mut self, name: &'static str, field: &F) -> Result<(), Infallible> {
        if field.value().is_none() {
            self.0.retain(|taken| *taken != name);
        }
        Ok(())
    }
}

/// The declared names that are in a bag.
fn declared(fields: &'static [&'static str], bag: &PropertyBag) -> Vec<&'static str> {
    let find = |name: &str| fields.iter().find(|field| **field == name);
    bag.iter()
        .filter_map(|(name, _)| find(name))
        .copied()
        .collect()
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

// OData JSON Format 4.01, 4.4, requires this of an ordered payload: context first, then type, then other annotations of
// the object before its properties, and annotations of a property just before it.
fn write_annotated<T: Object, F: Fields, M: SerializeMap>(
    fields: &F,
    bag: &PropertyBag,
    annotations: &Annotations,
    map: &mut M,
) -> Result<(), M::Error> {
    let mut annotated = Annotated {
        map,
        annotations,
        of_properties: OfProperties::new(annotations),
    };
    fields.each(&mut T::FIELDS.iter(), &mut annotated)?;
    let Annotated {
        map,
        mut of_properties,
        ..
    } = annotated;
    let taken = Taken::new::<T, F>(fields, bag);
    for (name, json) in bag.iter().filter(|(name, _)| !taken.has(name)) {
        of_properties.write(name, map)?;
        map.serialize_entry(name, &Json(json))?;
    }
    of_properties.write_rest(map)
}

/// What the key of an annotation applies to.
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

/// Writes annotations of the object, and returns whether there are also annotations of its properties.
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
    for (key, json) in about(Subject::Context) {
        map.serialize_entry(key, &Json(json))?;
    }
    let mut types = about(Subject::Type).peekable();
    if types.peek().is_none() && write_type_anyway {
        write_type(name, map)?;
    }
    for (key, json) in types.chain(about(Subject::Object)) {
        map.serialize_entry(key, &Json(json))?;
    }
    Ok(about(Subject::Property).next().is_some())
}

/// The annotations of properties, found by property.
struct OfProperties<'a> {
    texts: &'a Texts,
    /// Indexes of entries by target, and whether they were written. The input decides how many annotations and how
    /// many undeclared properties there are, so that comparing all with all would not do.
    by_target: Vec<(&'a str, usize, bool)>,
}

impl<'a> OfProperties<'a> {
    fn new(annotations: &'a Annotations) -> Self {
        let texts = annotations.texts();
        let mut by_target: Vec<_> = texts
            .iter()
            .enumerate()
            .map(|(index, (key, _))| (target(key), index, false))
            .filter(|(target, ..)| !target.is_empty())
            .collect();
        by_target.sort_unstable();
        Self { texts, by_target }
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
            if let Some((key, json)) = self.texts.entry(*index) {
                map.serialize_entry(key, &Json(json))?;
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
            .filter_map(|(_, index, _)| self.texts.entry(*index));
        for (key, json) in rest {
            map.serialize_entry(key, &Json(json))?;
        }
        Ok(())
    }
}
