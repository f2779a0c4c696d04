//! Entities that are meant, not read: what links and bindings point to.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use http::Uri;

use crate::error::Error;
use crate::object::{Object, extras};
use crate::resource::Item;

/// Where an entity of type `T` is: what a link or a binding points to.
///
/// ```
/// # use odata_runtime::{Client, Collection, Error, Reference, literal};
/// # struct User;
/// # fn example(client: &Client) -> Result<(), Error> {
/// let users = Collection::<User>::root(client, "users");
/// let by_path = users.key(&[("id", literal("7"))]).reference();
/// let by_url = Reference::<User>::to("https://services.example.com/users('7')");
/// # Ok(()) }
/// ```
pub struct Reference<T> {
    /// As it is sent; or why it cannot be.
    url: Result<String, Box<str>>,
    marker: PhantomData<fn() -> T>,
}

impl<T> Reference<T> {
    /// An entity by its URL, absolute or as the service takes it.
    pub fn to(url: impl Into<String>) -> Self {
        Self {
            url: Ok(url.into()),
            marker: PhantomData,
        }
    }

    /// An entity that was read, by what it says of itself: its `@odata.id`, else its `@odata.editLink`. `None` when it
    /// says neither, as services do that are asked for less than full metadata.
    pub fn of(entity: &T) -> Option<Self>
    where
        T: Object,
    {
        let annotations = extras(entity).1?;
        let url = annotations.id().or_else(|| annotations.edit_link())?;
        Some(Self::to(url))
    }

    pub(crate) fn at(uri: Result<Uri, Error>) -> Self {
        Self {
            url: uri
                .map(|uri| uri.to_string())
                .map_err(|error| error.to_string().into()),
            marker: PhantomData,
        }
    }

    /// The URL.
    ///
    /// # Errors
    ///
    /// Why there is none: the key of the item that it was made of cannot stand in a URL.
    pub(crate) fn url(&self) -> Result<&str, &str> {
        match &self.url {
            Ok(url) => Ok(url),
            Err(reason) => Err(reason),
        }
    }
}

impl<T, C> From<&Item<T, C>> for Reference<T> {
    fn from(item: &Item<T, C>) -> Self {
        item.reference()
    }
}

impl<T, C> From<Item<T, C>> for Reference<T> {
    fn from(item: Item<T, C>) -> Self {
        item.reference()
    }
}

// One for all, since each impl of a generated builder is paid for in all of a service's types.
/// The entity that a generated builder stands at.
impl<T, C, B: Deref<Target = Item<T, C>>> From<&B> for Reference<T> {
    fn from(builder: &B) -> Self {
        builder.reference()
    }
}

impl<T> Clone for Reference<T> {
    fn clone(&self) -> Self {
        Self {
            url: self.url.clone(),
            marker: PhantomData,
        }
    }
}

impl<T> fmt::Debug for Reference<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Reference").field(&self.url).finish()
    }
}

/// A navigation property of `Owner`, and what a request body holds for it: one entity, or several.
pub trait Related<Owner>: sealed::Sealed {
    /// The related type.
    type Target;
    /// New entities that are created along: one, or a vector.
    type New;
    /// Existing entities: one reference, or a vector.
    type Existing;

    #[doc(hidden)]
    const MANY: bool;
    #[doc(hidden)]
    fn wire_name(&self) -> &'static str;
    #[doc(hidden)]
    fn references(existing: Self::Existing) -> Vec<Reference<Self::Target>>;
}

impl<O, T> Related<O> for crate::Navigation<O, T> {
    type Target = T;
    type New = T;
    type Existing = Reference<T>;

    const MANY: bool = false;

    fn wire_name(&self) -> &'static str {
        self.name()
    }

    fn references(existing: Reference<T>) -> Vec<Reference<T>> {
        vec![existing]
    }
}

impl<O, T> Related<O> for crate::NavigationCollection<O, T> {
    type Target = T;
    type New = Vec<T>;
    type Existing = Vec<Reference<T>>;

    const MANY: bool = true;

    fn wire_name(&self) -> &'static str {
        self.name()
    }

    fn references(existing: Vec<Reference<T>>) -> Vec<Reference<T>> {
        existing
    }
}

mod sealed {
    pub trait Sealed {}
    impl<O, T> Sealed for crate::Navigation<O, T> {}
    impl<O, T> Sealed for crate::NavigationCollection<O, T> {}
}
