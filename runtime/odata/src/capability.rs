//! The requests that a builder allows, as a type.
//!
//! A navigation property whose annotations forbid something (`Capabilities.InsertRestrictions` and the like) returns
//! its builder with a narrower marker, and the forbidden method does not compile there, with a message that names the
//! annotation:
//!
//! ```compile_fail,E0277
//! # use clientwright_odata::{Collection, capability::ReadOnly};
//! fn try_to_create<T>(tasks: Collection<T, ReadOnly>, task: &T) where T: clientwright_odata::wire::Wire {
//!     let _ = tasks.create(task); // `ReadOnly` does not allow it
//! }
//! ```
//!
//! Most paths have an [`Allow`]. A path with further restrictions in the metadata (its entities cannot be addressed by
//! key, it has only some derived types, a property of its entities is read-only below it) has a marker of
//! its own, an enum without values that [`path!`](macro@crate::path) creates; the module `builders` of generated code
//! lists it.
//! # Markers
//!
//! A program without generated code states what each path of its service allows by the marker in the type:
//!
//! ```
//! use clientwright_odata::capability::{
//!     Allow, Full, InsertOnly, LinkOnly, Linked, LinkedNoDelete, NavigateOnly, NoDelete, NoInsert, NoUpdate, ReadOnly,
//! };
//! use clientwright_odata::{Client, Collection, Item, literal};
//! # use clientwright_odata::{Body, Error};
//! # use serde_json::Value as Entity;
//!
//! /// Listing, and changing what there is.
//! type Fixed = Allow<true, true, false, true, false>;
//!
//! struct Directory(Client);
//!
//! impl Directory {
//!     // Entity sets and singletons.
//!     fn teams(&self) -> Collection<Entity, Full> {
//!         Collection::root(&self.0, "teams")
//!     }
//!     fn users(&self) -> Collection<Entity, NoDelete> {
//!         Collection::root(&self.0, "users")
//!     }
//!     fn invitations(&self) -> Collection<Entity, NoUpdate> {
//!         Collection::root(&self.0, "invitations")
//!     }
//!     fn rooms(&self) -> Collection<Entity, Fixed> {
//!         Collection::root(&self.0, "rooms")
//!     }
//!     fn log(&self) -> Collection<Entity, ReadOnly> {
//!         Collection::root(&self.0, "log")
//!     }
//!     fn feedback(&self) -> Collection<Entity, InsertOnly> {
//!         Collection::root(&self.0, "feedback")
//!     }
//!     fn settings(&self) -> Item<Entity, NoInsert> {
//!         Item::root(&self.0, "settings")
//!     }
//!     /// Only has functions.
//!     fn reports(&self) -> Item<Entity, NavigateOnly> {
//!         Item::root(&self.0, "reports")
//!     }
//!
//!     // Navigation properties to entities that are elsewhere, which can be linked.
//!     fn members(&self, team: &str) -> Collection<Entity, Linked> {
//!         self.teams().key(&[("id", literal(team))]).navigate_collection("members")
//!     }
//!     fn guests(&self, team: &str) -> Collection<Entity, LinkOnly> {
//!         self.teams().key(&[("id", literal(team))]).navigate_collection("guests")
//!     }
//!     fn owner(&self, team: &str) -> Item<Entity, LinkedNoDelete> {
//!         self.teams().key(&[("id", literal(team))]).navigate("owner")
//!     }
//! }
//!
//! # fn main() -> Result<(), Error> {
//! # let service = tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::empty())) });
//! # let client = Client::builder().base_url("https://example.com").service(service).build()?;
//! let directory = Directory(client);
//! let ada = directory.users().key(&[("id", literal("ada"))]);
//! let url = directory.owner("red").set_link(&ada).url()?;
//! assert_eq!(url, "https://example.com/teams('red')/owner/$ref");
//! // `directory.guests("red").create(..)` and `directory.log().links()` do not compile.
//! # Ok(()) }
//! ```
//!
//! # Bounds
//!
//! Code for all paths that allow some requests has the traits of these requests as bounds. A marker that
//! [`path!`](macro@crate::path) makes lists the same traits:
//!
//! ```
//! use clientwright_odata::capability::{
//!     Cast, Delete, Get, Insert, Key, List, Narrow, Reference, Replace, Update, Upsert, Write,
//! };
//! use clientwright_odata::request::{Call, Count};
//! use clientwright_odata::{self as rt, Client, Collection, Error, Item, Property, literal};
//! # use std::sync::{Arc, Mutex};
//! # use clientwright_odata::Body;
//! # use serde_json::{Value, json};
//! # type Note = Value;
//! # type Memo = Value;
//! # type User = Value;
//! # const NAME: Property<Note, String> = Property::new("name");
//!
//! rt::path! {
//!     /// What the path `notes` allows: `PUT` in place of `PATCH`, and of derived types only `Memo`.
//!     NotesPath: List Get Insert Write Key Replace UpsertByPut Narrow; Memo
//! }
//!
//! /// Moves all notes of one collection to another.
//! async fn move_all<F, T>(from: &Collection<Note, F>, to: &Collection<Note, T>) -> Result<usize, Error>
//! where
//!     F: List + Key + Delete,
//!     T: Insert,
//! {
//!     let notes = from.list().collect_all().await?;
//!     for note in &notes {
//!         to.create(note).await?;
//!         let id = note["id"].as_str().unwrap_or_default();
//!         from.key(&[("id", literal(id))]).delete().await?;
//!     }
//!     Ok(notes.len())
//! }
//!
//! /// Renames a note by a request for its name alone.
//! fn rename(note: &Item<Note, impl Write>, name: &str) -> Call<()> {
//!     note.property(NAME).set(name)
//! }
//!
//! /// Renames a note, unless somebody else has changed it since it was read.
//! async fn rename_guarded(note: &Item<Note, impl Get + Update>, name: &str) -> Result<(), Error> {
//!     let read = note.get().send().await?;
//!     note.update().set(NAME, name).if_match(read.etag().unwrap_or("*")).await?;
//!     Ok(())
//! }
//!
//! /// Writes a note to a path, or over the one that is there.
//! async fn save(note: &Item<Note, impl Upsert + Replace>, text: &Note, is_new: bool) -> Result<(), Error> {
//!     match is_new {
//!         true => note.upsert(text).if_none_match("*").await?,
//!         false => note.replace(text).await?,
//!     };
//!     Ok(())
//! }
//!
//! /// Lets a user read what a collection of readers belongs to.
//! fn share(readers: &Collection<User, impl Reference>, user: &Item<User>) -> Call<()> {
//!     readers.links().add(user)
//! }
//!
//! /// Counts the memos among notes.
//! fn memos<C: Narrow + Cast<Memo> + List>(notes: &Collection<Note, C>) -> Count<Memo> {
//!     notes.cast::<Memo>("ns.memo").count()
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Error> {
//! # let lines = Arc::new(Mutex::new(Vec::new()));
//! # let sent = lines.clone();
//! # let service = tower::service_fn(move |request: http::Request<Body>| {
//! #     let is_list = request.uri().path() == "/drafts";
//! #     lines.lock().unwrap().push(format!("{} {}", request.method(), request.uri().path()));
//! #     let body = if is_list { r#"{"value":[{"id":"1"}]}"# } else { r#"{"id":"1"}"# };
//! #     async move { Ok::<_, std::io::Error>(http::Response::new(Body::from(body))) }
//! # });
//! # let client = Client::builder().base_url("https://example.com").service(service).build()?;
//! let drafts = Collection::<Note>::root(&client, "drafts");
//! let notes = Collection::<Note, NotesPath>::root(&client, "notes");
//! assert_eq!(move_all(&drafts, &notes).await?, 1);
//! let note = notes.key(&[("id", literal("1"))]);
//! save(&note, &json!({"id": "1", "name": "Plan"}), true).await?;
//! rename(&note, "Plan B").await?;
//! # assert_eq!(memos(&notes).url()?.path(), "/notes/ns.memo/$count");
//! # let readers = Collection::<User, rt::capability::Linked>::root(&client, "readers");
//! # assert_eq!(share(&readers, &Item::root(&client, "me")).url()?.path(), "/readers/$ref");
//! # rename_guarded(&Item::<Note>::root(&client, "first"), "Plan C").await?;
//! # assert_eq!(sent.lock().unwrap().drain(5..).collect::<Vec<_>>(), ["GET /first", "PATCH /first"]);
//! assert_eq!(
//!     *sent.lock().unwrap(),
//!     ["GET /drafts", "POST /notes", "DELETE /drafts('1')", "PUT /notes('1')", "PUT /notes('1')/name"],
//! );
//! # Ok(()) }
//! ```

use http::Method;

/// A marker that allows what its parameters state. `LINK` is about references (`$ref`): a path has them where a
/// navigation property refers to entities that it does not contain; an entity set has none, nor has a containment
/// navigation property (OData CSDL 4.01, 8.4; protocol 4.01, 11.4.6).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Allow<
    const LIST: bool,
    const GET: bool,
    const INSERT: bool,
    const UPDATE: bool,
    const DELETE: bool,
    const LINK: bool = false,
>;

/// All requests for entities.
pub type Full = Allow<true, true, true, true, true>;
/// All requests for entities, and for links to them.
pub type Linked = Allow<true, true, true, true, true, true>;
/// As [`Linked`] without deleting: a navigation property to one that is never null.
pub type LinkedNoDelete = Allow<true, true, true, true, false, true>;
/// Listing and reading.
pub type ReadOnly = Allow<true, true, false, false, false>;
/// Listing and reading entities, and changing the links to them.
pub type LinkOnly = Allow<true, true, false, false, false, true>;
/// Everything but creating.
pub type NoInsert = Allow<true, true, false, true, true>;
/// Everything but updating.
pub type NoUpdate = Allow<true, true, true, false, true>;
/// Everything but deleting.
pub type NoDelete = Allow<true, true, true, true, false>;
/// Creating and nothing else.
pub type InsertOnly = Allow<false, false, true, false, false>;
/// Nothing but navigation and operations.
pub type NavigateOnly = Allow<false, false, false, false, false>;

/// Entities may be listed and counted (`Capabilities.ReadRestrictions`).
#[diagnostic::on_unimplemented(
    message = "this path cannot be listed",
    label = "`list` and `count` are not allowed here",
    note = "the metadata forbids it here (ReadRestrictions); another path to the same type may allow it"
)]
pub trait List {}

/// An entity may be read (`Capabilities.ReadRestrictions`).
#[diagnostic::on_unimplemented(
    message = "an entity cannot be read on this path",
    label = "reading is not allowed here",
    note = "the metadata forbids it here (ReadRestrictions); another path to the same type may allow it"
)]
pub trait Get {}

/// An entity may be created (`Capabilities.InsertRestrictions`).
#[diagnostic::on_unimplemented(
    message = "an entity cannot be created on this path",
    label = "creating is not allowed here",
    note = "the metadata forbids it here (InsertRestrictions); another path to the same type may allow it"
)]
pub trait Insert {}

/// An entity may be updated, by `PATCH` (`Capabilities.UpdateRestrictions`).
#[diagnostic::on_unimplemented(
    message = "an entity cannot be updated on this path",
    label = "updating is not allowed here",
    note = "the metadata forbids it here (UpdateRestrictions), or has entities replaced as a whole: `replace`"
)]
pub trait Update {}

/// An entity may be deleted (`Capabilities.DeleteRestrictions`).
#[diagnostic::on_unimplemented(
    message = "an entity cannot be deleted on this path",
    label = "deleting is not allowed here",
    note = "the metadata forbids it here (DeleteRestrictions), or the entity of the path is never null (`Nullable=\"false\"`)"
)]
pub trait Delete {}

/// Entities of the collection may be addressed by their key (`Capabilities.IndexableByKey`).
#[diagnostic::on_unimplemented(
    message = "the entities of this path cannot be addressed by key",
    label = "keys are not allowed here",
    note = "the metadata forbids it here (IndexableByKey); another path to the same type may allow it"
)]
pub trait Key {}

/// A part of an entity may be written: its content, or a single property (`Capabilities.UpdateRestrictions`).
#[diagnostic::on_unimplemented(
    message = "an entity cannot be written on this path",
    label = "writing is not allowed here",
    note = "the metadata forbids it here (UpdateRestrictions); another path to the same type may allow it"
)]
pub trait Write {}

/// An entity may be replaced as a whole, by `PUT` (`UpdateMethod` of `Capabilities.UpdateRestrictions`).
#[diagnostic::on_unimplemented(
    message = "an entity cannot be replaced on this path",
    label = "`PUT` is not allowed here",
    note = "only where the metadata allows it (`UpdateMethod` of UpdateRestrictions); `update()` changes properties"
)]
pub trait Replace {}

/// An entity may be written whether it exists or not (`Upsertable` of `Capabilities.UpdateRestrictions`; OData protocol
/// 4.01, 11.4.4).
#[diagnostic::on_unimplemented(
    message = "an entity cannot be upserted on this path",
    label = "upserting is not allowed here",
    note = "only where the metadata allows it (`Upsertable` of UpdateRestrictions)"
)]
pub trait Upsert {
    /// How: `PATCH`, or `PUT` where entities are only replaced.
    const METHOD: Method;
}

/// A collection may be narrowed to the entities of a derived type (`TypecastSegmentSupported` of
/// `Capabilities.ReadRestrictions`; OData URL conventions 4.01, 4.11). A method of generated builders requires it.
#[diagnostic::on_unimplemented(
    message = "this collection cannot be narrowed to a derived type",
    label = "casts are not allowed here",
    note = "the metadata forbids it here (`TypecastSegmentSupported` of ReadRestrictions); `filter` with `is_of` may do"
)]
pub trait Narrow {}

/// What a navigation property refers to may be changed by its reference (`$ref`; OData protocol 4.01, 11.4.6).
#[diagnostic::on_unimplemented(
    message = "this path has no references that can be changed",
    label = "`$ref` is not allowed here",
    note = "only where a navigation property refers to entities that it does not contain, and the metadata does not \
            forbid it (`Referenceable` of NavigationRestrictions)"
)]
pub trait Reference {}

/// Entities of the derived type `D` may be found here (`Validation.DerivedTypeConstraint`). A method of generated builders
/// requires it.
#[diagnostic::on_unimplemented(
    message = "this path has no entities of type `{D}`",
    label = "no `{D}` is possible here",
    note = "the metadata lists the derived types of the path (DerivedTypeConstraint)"
)]
pub trait Cast<D> {}

macro_rules! allow {
    ($($capability:ident: <$($parameter:ident),*> Allow<$($argument:tt),*>;)*) => {$(
        impl<$(const $parameter: bool),*> $capability for Allow<$($argument),*> {}
    )*};
}
allow! {
    List: <G, I, U, D, K> Allow<true, G, I, U, D, K>;
    Get: <L, I, U, D, K> Allow<L, true, I, U, D, K>;
    Insert: <L, G, U, D, K> Allow<L, G, true, U, D, K>;
    Update: <L, G, I, D, K> Allow<L, G, I, true, D, K>;
    Write: <L, G, I, D, K> Allow<L, G, I, true, D, K>;
    Delete: <L, G, I, U, K> Allow<L, G, I, U, true, K>;
    Reference: <L, G, I, U, D> Allow<L, G, I, U, D, true>;
    Key: <L, G, I, U, D, K> Allow<L, G, I, U, D, K>;
    Narrow: <L, G, I, U, D, K> Allow<L, G, I, U, D, K>;
}

impl<T, const L: bool, const G: bool, const I: bool, const U: bool, const D: bool, const K: bool>
    Cast<T> for Allow<L, G, I, U, D, K>
{
}

/// Creates the marker of a path: a type without values, with its capabilities by the names of this module's traits.
/// `UpsertByPut` is [`Upsert`](crate::capability::Upsert) by `PUT`. The semicolon is followed by the derived types of
/// the path, or `..` for all.
///
/// ```
/// use clientwright_odata::{self as rt, Collection};
/// # type User = serde_json::Value;
///
/// rt::path! {
///     /// What the path `group/members` allows.
///     pub GroupMembersPath: List Get Key; User
/// }
///
/// fn count(members: &Collection<User, GroupMembersPath>) -> rt::request::Count<User> {
///     members.count()
/// }
/// ```
#[macro_export]
macro_rules! path {
    ($(#[$docs:meta])* $visibility:vis $name:ident: $($capability:ident)*; ..) => {
        $crate::path!(@marker $(#[$docs])* $visibility $name: $($capability)*);
        impl<D> $crate::capability::Cast<D> for $name {}
    };
    ($(#[$docs:meta])* $visibility:vis $name:ident: $($capability:ident)*; $($derived:ty),*) => {
        $crate::path!(@marker $(#[$docs])* $visibility $name: $($capability)*);
        $(impl $crate::capability::Cast<$derived> for $name {})*
    };
    (@marker $(#[$docs:meta])* $visibility:vis $name:ident: $($capability:ident)*) => {
        $(#[$docs])*
        #[derive(Clone, Copy, Debug)]
        $visibility enum $name {}
        $($crate::path!(@allow $name $capability);)*
    };
    (@allow $name:ident Upsert) => {
        impl $crate::capability::Upsert for $name {
            const METHOD: $crate::__private::Method = $crate::__private::Method::PATCH;
        }
    };
    (@allow $name:ident UpsertByPut) => {
        impl $crate::capability::Upsert for $name {
            const METHOD: $crate::__private::Method = $crate::__private::Method::PUT;
        }
    };
    (@allow $name:ident $capability:ident) => {
        impl $crate::capability::$capability for $name {}
    };
}
