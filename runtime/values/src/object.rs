//! Structured types: entity types and complex types.
//!
//! Generated code describes a type by data, a table of wire names, and returns references to its fields; reading and
//! writing happen here, once for all types, generic over the (de)serializer.
//!
//! Generated types have a constant for each property. Functions are generic over them by the traits of this module:
//!
//! ```
//! use clientwright_values as rt;
//! use clientwright_values::object::{MayBeNull, MissingPropertyError, Object, PropertyOf};
//!
//! /// The values of a property of all objects.
//! fn column<T: Object, P: PropertyOf<T> + Copy>(
//!     objects: &[T],
//!     property: P,
//! ) -> Result<Vec<&P::Value>, MissingPropertyError> {
//!     objects.iter().map(|object| object.require(property)).collect()
//! }
//!
//! /// The objects with null for a property.
//! fn cleared<T: Object, P: MayBeNull<T> + Copy>(objects: Vec<T>, property: P) -> Vec<T> {
//!     objects.into_iter().map(|object| object.with_null(property)).collect()
//! }
//!
//! # #[derive(Default)]
//! # struct Task { id: Option<String>, place: Option<String>, additional_properties: rt::PropertyBag,
//! #     odata: Option<Box<rt::Annotations>> }
//! # rt::object! { Task = "ns.task"; id = "id", place = "place", }
//! # #[derive(Clone, Copy)]
//! # struct Text(&'static str);
//! # impl PropertyOf<Task> for Text { type Value = String; fn name(&self) -> &'static str { self.0 } }
//! # impl MayBeNull<Task> for Text { fn name(&self) -> &'static str { self.0 } }
//! # impl Task { const ID: Text = Text("id"); const PLACE: Text = Text("place"); }
//! let tasks: Vec<Task> = rt::from_json(br#"[{"id":"a","place":"Oslo"},{"id":"b"}]"#)?;
//! assert_eq!(column(&tasks, Task::ID)?, ["a", "b"]);
//!
//! let error = column(&tasks, Task::PLACE).unwrap_err();
//! assert_eq!((error.type_name(), error.property()), ("ns.task", "place"));
//!
//! let tasks = cleared(tasks, Task::PLACE);
//! assert_eq!(rt::to_json(&tasks)?, br#"[{"id":"a","place":null},{"id":"b","place":null}]"#);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub(crate) mod codec;
pub(crate) mod copy;
pub(crate) mod debug;
pub(crate) mod extras;
pub(crate) mod fields;
pub(crate) mod read;
mod require;
pub(crate) mod tuples;
pub(crate) mod upcast;
mod write;

use crate::annotations::{Annotations, type_name};
use crate::json::{DecodeError, from_json, to_json};
use crate::wire::Wire;
use extras::{SetNull, extras};
use fields::{Visit, VisitMut};
pub use require::MissingPropertyError;

/// A structured type, as the generator emits it; [`object!`](macro@crate::object) makes it a [`Wire`] value.
///
/// Reading: `null` and absence are both `None`; what [`FIELDS`](Self::FIELDS) does not list goes to the property bag,
/// and keys with an `@` to the annotations. A property that occurs twice is an error. Writing: the type's name first
/// where it is known, then declared properties in the order of `FIELDS`, each after its annotations, then the bag;
/// `None` is not written.
///
/// ```
/// use clientwright_values as rt;
///
/// #[derive(Default)]
/// pub struct Task {
///     pub id: Option<String>,
///     pub execution_sequence: Option<i32>,
///     pub additional_properties: rt::PropertyBag,
///     pub odata: Option<Box<rt::Annotations>>,
/// }
///
/// rt::object! { Task = "ns.task"; id = "id", execution_sequence = "executionSequence", }
///
/// let text = br#"{"@odata.etag":"1","id":"a","executionSequence":2,"colour":"red"}"#;
/// let task: Task = rt::from_json(text)?;
/// assert_eq!(task.execution_sequence, Some(2));
/// assert_eq!(task.additional_properties.get_raw("colour"), Some(r#""red""#));
/// assert_eq!(rt::to_json(&task)?, text);
///
/// let error = rt::from_json::<Task>(br#"{"executionSequence":"x"}"#).unwrap_err();
/// assert_eq!(error.path(), "executionSequence");
/// assert_eq!(error.type_name(), Some("ns.task"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// OData JSON Format 4.01, 6 to 9.
pub trait Object: Sized + Default {
    /// The qualified name, `microsoft.graph.identityGovernance.taskReport`.
    const NAME: &'static str;

    /// Whether `"@odata.type": "#NAME"` is written even if none was read: for the members of a hierarchy, which
    /// readers could not distinguish otherwise.
    const WRITE_TYPE: bool = false;

    /// The wire names of the declared properties, in the order of their fields.
    const FIELDS: &'static [&'static str];

    /// Passes references to all fields to a visitor: a tuple of those of the declared properties (or several, see
    /// the macro), the bag, and the annotations.
    #[doc(hidden)]
    fn visit<'a, V: Visit<'a>>(&'a self, visitor: V) -> V::Output;

    /// The same, to change them.
    #[doc(hidden)]
    fn visit_mut<'a, V: VisitMut<'a>>(&'a mut self, visitor: V) -> V::Output;

    /// The object with null for a property, where leaving it out means something else: for entities that are created along
    /// with another, and values of parameters.
    ///
    /// The null is in the bag, under the property's name, and the field is `None`.
    ///
    /// ```
    /// # use clientwright_values as rt;
    /// # #[derive(Default)]
    /// # struct Move { place: Option<String>, additional_properties: rt::PropertyBag,
    /// #     odata: Option<Box<rt::Annotations>> }
    /// # rt::object! { Move = "ns.move"; place = "place", }
    /// # struct Place;
    /// # impl rt::object::MayBeNull<Move> for Place { fn name(&self) -> &'static str { "place" } }
    /// # impl Move { const PLACE: Place = Place; }
    /// use clientwright_values::Object as _;
    ///
    /// let moved = Move::default().with_null(Move::PLACE);
    /// assert_eq!(rt::to_json(&moved)?, br#"{"place":null}"#);
    /// # Ok::<(), rt::json::EncodeError>(())
    /// ```
    #[must_use]
    fn with_null<P: MayBeNull<Self>>(mut self, property: P) -> Self {
        let null = property.name();
        self.visit_mut(SetNull {
            name: null,
            index: Self::FIELDS.iter().position(|name| *name == null),
        });
        self
    }

    /// The value of a property that should be there: one that the metadata declares as never null, and that the request did
    /// not leave out. Without it every field is an `Option`, since `$select` may leave out any property.
    ///
    /// ```
    /// # use clientwright_values as rt;
    /// # #[derive(Default)]
    /// # struct Task { id: Option<String>, additional_properties: rt::PropertyBag, odata: Option<Box<rt::Annotations>> }
    /// # rt::object! { Task = "ns.task"; id = "id", }
    /// # struct Text(&'static str);
    /// # impl rt::object::PropertyOf<Task> for Text { type Value = String; fn name(&self) -> &'static str { self.0 } }
    /// # impl Task { const ID: Text = Text("id"); }
    /// use clientwright_values::Object as _;
    ///
    /// let task: Task = rt::from_json(br#"{"id":"a"}"#)?;
    /// assert_eq!(task.require(Task::ID)?, "a");
    ///
    /// let error = Task::default().require(Task::ID).unwrap_err();
    /// assert_eq!(error.to_string(), "`id` of `ns.task` has no value: it is null or was not requested");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the property is null or absent.
    fn require<P: PropertyOf<Self>>(&self, property: P) -> Result<&P::Value, MissingPropertyError> {
        require::require(self, property.name())
    }

    /// Whether the object had the type `D` on the wire (`@odata.type`, with or without `#`, in any case).
    fn is<D: Object>(&self) -> bool {
        let text = extras(self).1.and_then(Annotations::odata_type);
        text.is_some_and(|text| type_name(text).eq_ignore_ascii_case(D::NAME))
    }

    /// Reads the object as a type derived from its own. The properties that only `D` declares are in the bag until
    /// then, so nothing is lost; what `D` does not declare either stays in its bag.
    ///
    /// ```
    /// # use clientwright_values as rt;
    /// # macro_rules! text_object { ($T:ident, $name:literal, $($field:ident = $wire:literal),+) => {
    /// #     #[derive(Default)]
    /// #     struct $T { $($field: Option<String>,)+ additional_properties: rt::PropertyBag,
    /// #         odata: Option<Box<rt::Annotations>> }
    /// #     rt::object! { $T = $name; $($field = $wire,)+ }
    /// # } }
    /// # text_object!(User, "ns.user", id = "id");
    /// # text_object!(AgentUser, "ns.agentUser", id = "id", agent = "agent");
    /// use clientwright_values::Object as _;
    ///
    /// let user: User = rt::from_json(br##"{"@odata.type":"#ns.agentUser","id":"1","agent":"7"}"##)?;
    /// assert!(user.is::<AgentUser>());
    /// let agent: AgentUser = user.downcast()?;
    /// assert_eq!(agent.agent.as_deref(), Some("7"));
    /// assert_eq!(agent.downcast::<User>()?, user); // and back
    /// # Ok::<(), rt::json::DecodeError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When a value in the bag is not of the type that `D` declares. The object's own claim about its type is not
    /// checked, since it may be a further derived one; see [`is`](Self::is).
    fn downcast<D: Object + Wire>(&self) -> Result<D, DecodeError>
    where
        Self: Wire,
    {
        let text = to_json(self).map_err(|error| DecodeError::from_text(&error.to_string()))?;
        from_json(&text)
    }
}

/// A property of `T`, with the type of its value. The crates of protocols implement it for their constants of properties.
#[diagnostic::on_unimplemented(
    message = "this is not a property of `{T}`",
    label = "`{T}` does not have this property"
)]
pub trait PropertyOf<T> {
    /// The type of the value when there is one.
    type Value: 'static;

    /// The name on the wire.
    fn name(&self) -> &'static str;
}

/// A property of `T` that may be set to null. The crates of protocols implement it for their constants of properties.
pub trait MayBeNull<T> {
    /// The name on the wire.
    fn name(&self) -> &'static str;
}
