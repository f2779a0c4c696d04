//! `Debug` of all structured types.

use super::Object;
use super::fields::{Field, Fields, Sink, Visit};
use crate::annotations::Annotations;
use crate::bag::PropertyBag;
use std::any::type_name;
use std::convert::Infallible;
use std::fmt::{self, DebugStruct, Formatter};
use std::marker::PhantomData;

/// Shows an object as `derive(Debug)` would, but without absent properties, which are most of them, and with the wire names
/// of its properties. [`object!`](macro@crate::object) calls it.
///
/// # Errors
///
/// The formatter's error.
pub fn debug<T: Object>(object: &T, f: &mut Formatter<'_>) -> fmt::Result {
    object.visit(Show::<'_, '_, T> {
        f,
        object: PhantomData,
    })
}

struct Show<'f, 'w, T> {
    f: &'f mut Formatter<'w>,
    object: PhantomData<fn(T)>,
}

impl<'a, T: Object> Visit<'a> for Show<'_, '_, T> {
    type Output = fmt::Result;

    fn visit<F: Fields>(
        self,
        fields: F,
        bag: &'a PropertyBag,
        annotations: &'a Option<Box<Annotations>>,
    ) -> fmt::Result {
        let path = type_name::<T>();
        let mut out = self
            .f
            .debug_struct(path.rsplit("::").next().unwrap_or(path));
        let Ok(()) = fields.each(&mut T::FIELDS.iter(), &mut ShowFields(&mut out));
        if !bag.is_empty() {
            out.field("additional_properties", bag);
        }
        if let Some(annotations) = annotations {
            out.field("odata", annotations);
        }
        out.finish()
    }
}

/// Shows fields one by one.
struct ShowFields<'o, 'f, 'w>(&'o mut DebugStruct<'f, 'w>);

impl Sink for ShowFields<'_, '_, '_> {
    type Error = Infallible;

    fn take<F: Field>(&mut self, name: &'static str, field: &F) -> Result<(), Infallible> {
        if let Some(value) = field.value() {
            self.0.field(name, value);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate as clientwright_values;
    use crate::{Annotations, PropertyBag, from_json};

    #[derive(Default)]
    struct Task {
        id: Option<String>,
        order: Option<i32>,
        computed: Option<bool>,
        additional_properties: PropertyBag,
        odata: Option<Box<Annotations>>,
    }

    clientwright_values::object! {
        Task = "ns.task";
        id = "id",
        order = "executionSequence",
        computed = "isComputed" computed,
    }

    #[test]
    fn shows_what_is_there_by_its_wire_name() {
        assert_eq!(format!("{:?}", Task::default()), "Task");
        let text = br#"{"@odata.etag":"1","isComputed":true,"executionSequence":2,"new":null}"#;
        let task: Task = from_json(text).unwrap();
        assert_eq!(
            format!("{task:?}"),
            r#"Task { executionSequence: 2, isComputed: true, additional_properties: {"new": null}, odata: {"@odata.etag": "1"} }"#
        );
    }
}
