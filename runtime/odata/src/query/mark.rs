//! What may be done with a property, as a type: the third parameter of [`Property`](crate::Property).
//!
//! ```
//! # use clientwright_odata::{Property, mark, request::{Create, Update}};
//! # struct User;
//! impl User {
//!     const ID: Property<Self, String, mark::Key> = Property::new("id");
//!     const NAME: Property<Self, String, mark::Required> = Property::new("name");
//!     const NICK: Property<Self, String> = Property::new("nick");
//!     const AGE: Property<Self, i32, mark::Computed> = Property::new("age");
//! }
//! # fn example(update: Update<User>, create: Create<User>) {
//! let update = update.set(User::NAME, "x").set_null(User::NICK);
//! let create = create.set(User::ID, "1");
//! # }
//! ```
//!
//! What the metadata forbids does not compile:
//!
//! ```compile_fail,E0277
//! # use clientwright_odata::{Property, mark, request::Update};
//! # struct User;
//! # impl User { const NAME: Property<Self, String, mark::Required> = Property::new("name"); }
//! # fn example(update: Update<User>) {
//! update.set_null(User::NAME); // never null
//! # }
//! ```
//!
//! ```compile_fail,E0277
//! # use clientwright_odata::{Property, mark, request::Create};
//! # struct User;
//! # impl User { const AGE: Property<Self, i32, mark::Computed> = Property::new("age"); }
//! # fn example(create: Create<User>) {
//! create.set(User::AGE, 1); // the service's own
//! # }
//! ```
//!
//! ```compile_fail,E0277
//! # use clientwright_odata::{Property, mark, request::Update};
//! # struct User;
//! # impl User { const ID: Property<Self, String, mark::Key> = Property::new("id"); }
//! # fn example(update: Update<User>) {
//! update.set(User::ID, "1"); // only set on creation
//! # }
//! ```

/// May be set, also to null. The default.
#[derive(Clone, Copy, Debug)]
pub struct Nullable(());

/// May be set, but never to null (`Nullable="false"`).
#[derive(Clone, Copy, Debug)]
pub struct Required(());

/// Computed by the service and never sent (`Core.Computed`).
#[derive(Clone, Copy, Debug)]
pub struct Computed(());

/// Can be set when the entity is created and not be changed later (`Core.Immutable`).
#[derive(Clone, Copy, Debug)]
pub struct Immutable(());

/// Part of the key: can be set when the entity is created, is never null and not changed later.
#[derive(Clone, Copy, Debug)]
pub struct Key(());

/// The property may be set in an update.
#[diagnostic::on_unimplemented(
    message = "this property cannot be set in an update",
    label = "`{Self}` properties cannot be updated",
    note = "Computed properties are the service's own; Immutable and Key properties can only be set on creation"
)]
pub trait Set: sealed::Sealed {}
impl Set for Nullable {}
impl Set for Required {}

/// The property may be set to null.
#[diagnostic::on_unimplemented(
    message = "this property cannot be set to null",
    label = "`{Self}` properties cannot be null",
    note = "the metadata has Nullable=\"false\", or the property cannot be changed at all"
)]
pub trait SetNull: sealed::Sealed {}
impl SetNull for Nullable {}

/// The property can be set when the entity is created.
#[diagnostic::on_unimplemented(
    message = "this property cannot be set on creation",
    label = "`{Self}` properties are the service's own"
)]
pub trait Create: sealed::Sealed {}
impl Create for Nullable {}
impl Create for Required {}
impl Create for Immutable {}
impl Create for Key {}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Nullable {}
    impl Sealed for super::Required {}
    impl Sealed for super::Computed {}
    impl Sealed for super::Immutable {}
    impl Sealed for super::Key {}
}
