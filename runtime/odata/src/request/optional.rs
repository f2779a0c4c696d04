//! Reading an entity that may not be there (OData protocol 4.01, 11.2.7).

use std::marker::PhantomData;

use super::{Parts, Prepared, Request, Sending};
use crate::response::Response;
use crate::wire::Wire;

/// Reads one entity if there is one: the result of [`Get::optional`](super::Get::optional). Awaiting it returns `None`
/// where a navigation property has no related entity (204 No Content) and where there is no entity with the key (404
/// Not Found, 410 Gone).
///
/// A service also responds with 404 to an unknown path: `None` is no proof that the path is right.
///
/// ```
/// use clientwright_odata::request::Optional;
/// # use clientwright_odata::{Body, Client, Collection, Error, Property, literal};
/// # type User = serde_json::Value;
/// # const NAME: Property<User, String> = Property::new("name");
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|request: http::Request<Body>| async move {
/// #     let response = http::Response::builder();
/// #     Ok::<_, std::io::Error>(match request.uri().path() {
/// #         "/users('1')" => response.body(Body::from(r#"{"name":"Ada"}"#)),
/// #         _ => response.status(404).body(Body::from(r#"{"error":{"code":"NotFound","message":"no such user"}}"#)),
/// #     }.unwrap())
/// # });
/// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
/// let users = Collection::<User>::root(&client, "users");
/// let find = |id: &str| -> Optional<User> { users.key(&[("id", literal(id))]).get().optional().select(NAME) };
/// assert_eq!(find("1").await?.expect("there is one")["name"], "Ada");
/// assert!(find("2").await?.is_none());
/// // With the status of the response: 404 of no user, or 204 of a navigation property.
/// assert_eq!(find("2").send().await?.status(), 404);
/// # Ok(()) }
/// ```
///
/// # Errors
///
/// Every [`Error`](crate::Error) but [`Error::NoContent`](crate::Error::NoContent) and those that
/// [`is_not_found`](crate::Error::is_not_found).
#[must_use = "a request does nothing until it is awaited"]
pub struct Optional<T> {
    parts: Parts,
    marker: PhantomData<fn() -> T>,
}

super::query_methods!(Optional<T>);
super::shape_methods!(Optional<T>);

impl<T> Optional<T> {
    pub(crate) fn new(parts: Parts) -> Self {
        Self {
            parts,
            marker: PhantomData,
        }
    }
}

impl<T: Wire> Optional<T> {
    /// Reads the entity, with status and headers; those of the failure when there is none.
    ///
    /// # Errors
    ///
    /// As for the request.
    pub fn send(self) -> Sending<Option<T>> {
        self.prepare().send()
    }
}

impl<T: Wire> Request for Optional<T> {
    type Output = Option<T>;

    fn prepare(self) -> Prepared<Option<T>> {
        Prepared::new(self.parts, |response, origin| match response {
            Ok(response) => response.decode_optional(&origin),
            Err(error) if error.is_not_found() => match error.into_raw_response() {
                Ok(response) => Ok(Response::new(response.status, response.0.headers, None)),
                Err(error) => Err(error),
            },
            Err(error) => Err(error),
        })
    }
}

super::into_future!(Optional<T: Wire> -> Option<T>);
