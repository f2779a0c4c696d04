//! Entities that are meant, not read: what links and bindings point to.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use clientwright_values::__private::extras;
use http::{Method, Uri};
use url::Url;

use crate::client::Client;
use crate::error::Error;
use crate::object::Object;
use crate::request::{Get, Parts};

/// Where an entity of type `T` is: what a link or a binding points to.
///
/// ```
/// # use clientwright_odata::{Client, Collection, Error, literal, resource::Reference};
/// # struct User;
/// # fn example(client: &Client) -> Result<(), Error> {
/// let users = Collection::<User>::root(client, "users");
/// let by_path = users.key(&[("id", literal("7"))]).reference();
/// let by_url = Reference::<User>::to("https://services.example.com/users('7')");
/// # Ok(()) }
/// ```
pub struct Reference<T> {
    place: Place,
    marker: PhantomData<fn() -> T>,
}

#[derive(Clone, Debug)]
enum Place {
    /// As it is sent.
    Url(String),
    /// The text that the service sent. A relative URL starts at the service root, which is not known here.
    Said(String),
    /// There is none, for this reason.
    Nowhere(Box<str>),
}

impl<T> Reference<T> {
    /// An entity by its URL, absolute or as the service takes it.
    pub fn to(url: impl Into<String>) -> Self {
        Self::new(Place::Url(url.into()))
    }

    fn new(place: Place) -> Self {
        Self {
            place,
            marker: PhantomData,
        }
    }

    /// An entity that was read, by its annotations: its `@odata.id`, otherwise its `@odata.editLink`. `None` when it
    /// has neither, as with services that send less than full metadata.
    ///
    /// A relative URL starts at the entity's `@odata.context`, else at the root of the service that the reference is
    /// sent to (OData JSON 4.01, 4.3), and is sent as an absolute one.
    ///
    /// ```
    /// use clientwright_odata::resource::Reference;
    /// use clientwright_odata::{self as rt, from_json};
    /// # #[derive(Default)]
    /// # struct User { id: Option<String>, additional_properties: rt::PropertyBag, odata: Option<Box<rt::Annotations>> }
    /// # rt::object! { User = "NS.user"; id = "id", }
    ///
    /// let read = br#"{"@odata.context":"https://example.com/$metadata#users/$entity","@odata.id":"users('7')","id":"7"}"#;
    /// let user: User = from_json(read)?;
    /// let reference = Reference::of(&user).expect("the service sends ids");
    /// assert_eq!(reference.href(), Some("https://example.com/users('7')"));
    ///
    /// let minimal: User = from_json(br#"{"id":"7"}"#)?;
    /// assert!(Reference::of(&minimal).is_none());
    /// # Ok::<(), clientwright_odata::json::DecodeError>(())
    /// ```
    pub fn of(entity: &T) -> Option<Self>
    where
        T: Object,
    {
        let annotations = extras(entity).1?;
        let url = annotations.id().or_else(|| annotations.edit_link())?;
        let context = annotations.context().and_then(|text| Url::parse(text).ok());
        let resolved = context.and_then(|context| context.join(url).ok());
        let url = resolved.map_or_else(|| url.to_owned(), String::from);
        Some(Self::new(Place::Said(url)))
    }

    /// The URL of the entity, if it is known: absolute, or relative to the service root. `None` when the key of the
    /// item of the reference is not allowed in a URL.
    pub fn href(&self) -> Option<&str> {
        match &self.place {
            Place::Url(url) | Place::Said(url) => Some(url),
            Place::Nowhere(_) => None,
        }
    }

    /// Reads the entity. If its origin is neither the client's own nor [allowed](crate::ClientBuilder::allow_origin),
    /// the credential is not sent.
    ///
    /// ```
    /// # use clientwright_odata::{Client, Collection, Error, wire::Wire};
    /// # async fn example<User: Wire + 'static>(client: Client, users: Collection<User>, user: User) -> Result<(), Error> {
    /// let created = users.create(&user).await?;
    /// if let Some(place) = created.reference() {
    ///     let user: User = place.get(&client).await?;
    /// }
    /// # Ok(()) }
    /// ```
    pub fn get(&self, client: &Client) -> Get<T> {
        match self.url(client.root()) {
            Ok(url) => Get::of(Parts::any(client.clone(), Method::GET, &url)),
            Err(reason) => {
                let mut parts = Parts::any(client.clone(), Method::GET, "");
                parts.fail(reason);
                Get::of(parts)
            }
        }
    }

    pub(crate) fn at(uri: Result<Uri, Error>) -> Self {
        Self::new(match uri {
            Ok(uri) => Place::Url(uri.to_string()),
            Err(error) => Place::Nowhere(error.to_string().into()),
        })
    }

    /// The URL to send to the service with this root.
    ///
    /// # Errors
    ///
    /// Why there is none: the key of its item is not allowed in a URL.
    pub(crate) fn url(&self, root: &Url) -> Result<Cow<'_, str>, &str> {
        match &self.place {
            Place::Url(url) => Ok(url.into()),
            Place::Said(url) => Ok(root
                .join(url)
                .map_or_else(|_| url.into(), |url| String::from(url).into())),
            Place::Nowhere(reason) => Err(reason),
        }
    }
}

impl<T> Clone for Reference<T> {
    fn clone(&self) -> Self {
        Self::new(self.place.clone())
    }
}

impl<T> fmt::Debug for Reference<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Place::Url(url) | Place::Said(url) => f.debug_tuple("Reference").field(url).finish(),
            Place::Nowhere(reason) => write!(f, "Reference({reason})"),
        }
    }
}

/// A navigation property of `Owner`, and its content in a request body: one entity, or several. It cannot be implemented
/// elsewhere.
///
/// ```
/// use clientwright_odata::request::Create;
/// use clientwright_odata::resource::Related;
/// # use clientwright_odata::{Body, Client, Collection, Error, Item, Navigation, NavigationCollection};
/// # use serde_json::{Value as Team, Value as User, json};
/// # const OWNER: Navigation<Team, User> = Navigation::new("owner");
/// # const MEMBERS: NavigationCollection<Team, User> = NavigationCollection::new("members");
///
/// /// Relates a new team to whom the caller has chosen: one, or several.
/// fn with<N: Related<Team>>(team: Create<Team>, property: N, chosen: Option<N::Existing>) -> Create<Team> {
///     match chosen {
///         Some(chosen) => team.bind(property, chosen),
///         None => team,
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|request: http::Request<Body>| async move {
/// #     let body = std::str::from_utf8(request.body().as_bytes().unwrap()).unwrap().to_owned();
/// #     assert_eq!(body, concat!(
/// #         r#"{"name":"Red","owner@odata.bind":"https://example.com/me","#,
/// #         r#""members@odata.bind":["https://example.com/me","https://example.com/boss"]}"#
/// #     ));
/// #     Ok::<_, std::io::Error>(http::Response::new(Body::from(body)))
/// # });
/// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
/// # let (me, boss) = (Item::<User>::root(&client, "me"), Item::<User>::root(&client, "boss"));
/// let team = Collection::<Team>::root(&client, "teams").create(&json!({"name": "Red"}));
/// let team = with(team, OWNER, Some(me.reference()));
/// let team = with(team, MEMBERS, Some(vec![me.reference(), boss.reference()]));
/// team.await?;
/// # Ok(()) }
/// ```
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
