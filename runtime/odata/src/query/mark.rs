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
//!     const TENANT: Property<Self, String, mark::Immutable> = Property::new("tenant");
//! }
//! # fn example(update: Update<User>, create: Create<User>) {
//! let update = update.set(User::NAME, "x").set_null(User::NICK);
//! let create = create.set(User::ID, "1").set(User::TENANT, "red");
//! # }
//! ```
//!
//! A function that sets properties of several marks has the trait of what it does as a bound:
//!
//! ```
//! use clientwright_odata::{Collection, Item, Property, mark, request::{Create, Update}};
//! # use clientwright_odata::{Body, Client, Error, literal};
//! # type User = serde_json::Value;
//! const CODE: Property<User, String, mark::Immutable> = Property::new("code");
//! const NAME: Property<User, String, mark::Required> = Property::new("name");
//! const NICK: Property<User, String, mark::Nullable> = Property::new("nick");
//!
//! /// Sets a text of a form, without the blanks around it.
//! fn set<M: mark::Set>(user: Update<User>, property: Property<User, String, M>, text: &str) -> Update<User> {
//!     user.set(property, text.trim())
//! }
//!
//! /// The same, where an empty text is null.
//! fn set_or_clear<M: mark::Set + mark::SetNull>(
//!     user: Update<User>,
//!     property: Property<User, String, M>,
//!     text: &str,
//! ) -> Update<User> {
//!     match text.trim() {
//!         "" => user.set_null(property),
//!         text => user.set(property, text),
//!     }
//! }
//!
//! fn set_new<M: mark::Create>(user: Create<User>, property: Property<User, String, M>, text: &str) -> Create<User> {
//!     user.set(property, text.trim())
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Error> {
//! # let service = tower::service_fn(|request: http::Request<Body>| async move {
//! #     let body = std::str::from_utf8(request.body().as_bytes().unwrap()).unwrap().to_owned();
//! #     let line = format!("{} {body}", request.method());
//! #     assert!([r#"PATCH {"name":"Ada","nick":null}"#, r#"POST {"code":"7"}"#].contains(&&*line), "{line}");
//! #     Ok::<_, std::io::Error>(http::Response::new(Body::from(body)))
//! # });
//! # let client = Client::builder().base_url("https://example.com").service(service).build()?;
//! let users = Collection::<User>::root(&client, "users");
//! let update = users.key(&[("id", literal("1"))]).update();
//! set_or_clear(set(update, NAME, " Ada "), NICK, " ").await?; // PATCH {"name":"Ada","nick":null}
//! set_new(users.create_with(), CODE, "7 ").await?; // POST {"code":"7"}
//! # Ok(()) }
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
