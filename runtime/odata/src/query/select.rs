//! `$select` (OData URL conventions 4.01, 5.1.4).

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use super::expression::PropertyPath;
use super::property::{Navigation, NavigationCollection, Property};

/// A property of `Owner` of which only the name is known: for slices of several, and for what no constant exists for,
/// such as an extension property or `*`.
///
/// ```
/// use clientwright_odata::query::AnyProperty;
/// # use clientwright_odata::{Body, Client, Collection, Error, Property};
/// # type User = serde_json::Value;
/// # const ID: Property<User, String> = Property::new("id");
/// # const AGE: Property<User, i32> = Property::new("age");
/// # fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::empty())) });
/// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
///
/// let mut columns: Vec<AnyProperty<User>> = vec![ID.into(), AGE.into()];
/// columns.push(AnyProperty::named("acme_badge"));
/// let users = Collection::<User>::root(&client, "users");
/// assert_eq!(users.list().select(columns).url()?.query(), Some("$select=id,age,acme_badge"));
/// # Ok(()) }
/// ```
pub struct AnyProperty<Owner> {
    pub(crate) name: Cow<'static, str>,
    marker: PhantomData<fn() -> Owner>,
}

impl<O> AnyProperty<O> {
    /// A property by its name or path, which is sent as it is, not percent-encoded: also `*`, and options of OData 4.01
    /// such as `address($select=city)`.
    pub fn named(name: impl Into<Cow<'static, str>>) -> Self {
        Self {
            name: name.into(),
            marker: PhantomData,
        }
    }
}

impl<O> Clone for AnyProperty<O> {
    fn clone(&self) -> Self {
        Self::named(self.name.clone())
    }
}

impl<O> fmt::Debug for AnyProperty<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("AnyProperty").field(&self.name).finish()
    }
}

impl<O, V, M> From<Property<O, V, M>> for AnyProperty<O> {
    fn from(property: Property<O, V, M>) -> Self {
        Self::named(property.name())
    }
}

impl<O, T> From<Navigation<O, T>> for AnyProperty<O> {
    fn from(property: Navigation<O, T>) -> Self {
        Self::named(property.name())
    }
}

impl<O, T> From<NavigationCollection<O, T>> for AnyProperty<O> {
    fn from(property: NavigationCollection<O, T>) -> Self {
        Self::named(property.name())
    }
}

impl<O, V, E> From<PropertyPath<O, V, E>> for AnyProperty<O> {
    fn from(path: PropertyPath<O, V, E>) -> Self {
        Self::named(path.into_segments().join("/"))
    }
}

impl<O, V, M> Property<O, V, M> {
    /// The property without its type, for slices and arrays of several.
    ///
    /// ```
    /// # use clientwright_odata::{Property, query::AnyProperty};
    /// # struct User;
    /// # impl User {
    /// #     const ID: Property<Self, String> = Property::new("id");
    /// #     const AGE: Property<Self, i32> = Property::new("age");
    /// # }
    /// let mut columns: Vec<AnyProperty<User>> = vec![User::ID.untyped()];
    /// columns.push(User::AGE.untyped());
    /// ```
    pub fn untyped(self) -> AnyProperty<O> {
        self.into()
    }
}

/// What can be selected of an `Owner`: one property, or several as a tuple, an array, a slice or a vector.
///
/// A type of one's own can stand for properties that are read together:
///
/// ```
/// use clientwright_odata::query::{AnyProperty, Select};
/// # use clientwright_odata::{Body, Client, Collection, Error, Property};
/// # type User = serde_json::Value;
/// # const ID: Property<User, String> = Property::new("id");
/// # const NAME: Property<User, String> = Property::new("name");
/// # const PHOTO: Property<User, String> = Property::new("photo");
///
/// /// What the cards of users show.
/// struct Card {
///     with_photo: bool,
/// }
///
/// impl Select<User> for Card {
///     fn append_to(self, items: &mut Vec<AnyProperty<User>>) {
///         (ID, NAME).append_to(items);
///         if self.with_photo {
///             PHOTO.append_to(items);
///         }
///     }
/// }
///
/// # fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::empty())) });
/// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
/// let users = Collection::<User>::root(&client, "users");
/// let url = users.list().select(Card { with_photo: true }).url()?;
/// assert_eq!(url.query(), Some("$select=id,name,photo"));
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be selected of `{Owner}`",
    label = "expected a property of `{Owner}`",
    note = "use a property of `{Owner}`, or a tuple of up to 12; for more, an array of `AnyProperty`"
)]
pub trait Select<Owner> {
    /// Passes on the properties.
    fn append_to(self, items: &mut Vec<AnyProperty<Owner>>);
}

macro_rules! one {
    ($(<$($parameter:ident),*> $type:ty),+ $(,)?) => {$(
        impl<O, $($parameter),*> Select<O> for $type {
            fn append_to(self, items: &mut Vec<AnyProperty<O>>) {
                items.push(self.into());
            }
        }
    )+};
}
one!(
    <> AnyProperty<O>,
    <V, M> Property<O, V, M>,
    <T> Navigation<O, T>,
    <T> NavigationCollection<O, T>,
    <V, E> PropertyPath<O, V, E>,
);

/// Implements a trait with a method that appends to a vector for arrays, slices, vectors and tuples of what has it.
macro_rules! several {
    ($trait:ident, $method:ident, $item:ty) => {
        impl<O, T: $trait<O>, const N: usize> $trait<O> for [T; N] {
            fn $method(self, items: &mut Vec<$item>) {
                self.into_iter().for_each(|item| item.$method(items));
            }
        }

        impl<O, T: $trait<O> + Clone> $trait<O> for &[T] {
            fn $method(self, items: &mut Vec<$item>) {
                self.iter().cloned().for_each(|item| item.$method(items));
            }
        }

        impl<O, T: $trait<O>> $trait<O> for Vec<T> {
            fn $method(self, items: &mut Vec<$item>) {
                self.into_iter().for_each(|item| item.$method(items));
            }
        }

        $crate::query::select::several!(@tuples $trait $method $item; A B C D E F G H I J K L);
    };
    (@tuples $trait:ident $method:ident $item:ty;) => {};
    (@tuples $trait:ident $method:ident $item:ty; $first:ident $($rest:ident)*) => {
        impl<O, $first: $trait<O>, $($rest: $trait<O>),*> $trait<O> for ($first, $($rest,)*) {
            #[allow(non_snake_case, reason = "the variables are named as their types")]
            fn $method(self, items: &mut Vec<$item>) {
                let ($first, $($rest,)*) = self;
                $first.$method(items);
                $($rest.$method(items);)*
            }
        }
        $crate::query::select::several!(@tuples $trait $method $item; $($rest)*);
    };
}
pub(crate) use several;

several!(Select, append_to, AnyProperty<O>);
