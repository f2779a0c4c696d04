//! Reading an entity (OData protocol 4.01, 11.2.2).

use std::marker::PhantomData;

use http::Method;
use http::header::IF_NONE_MATCH;

use super::{Optional, Parts, Prepared, Request, Sending};
use crate::path::Path;
use crate::wire::Wire;

/// Reads one entity. Awaiting it returns the entity.
///
/// ```
/// # use clientwright_odata::{Error, Item, Property, wire::Wire};
/// # async fn example<User: Wire + 'static>(user: Item<User>, name: Property<User, String>) -> Result<(), Error> {
/// let user: User = user.get().select(name).await?;
/// # Ok(()) }
/// ```
///
/// # Errors
///
/// Every [`Error`](crate::Error). A navigation property without a related entity results in
/// [`Error::NoContent`](crate::Error::NoContent), unless
/// [`optional`](Get::optional) was called.
#[must_use = "a request does nothing until it is awaited"]
pub struct Get<T> {
    parts: Parts,
    marker: PhantomData<fn() -> T>,
}

super::query_methods!(Get<T>);
super::shape_methods!(Get<T>);
crate::refused::of_many!(Get<T>: filter filter_raw search order_by top skip count);

impl<T> Get<T> {
    pub(crate) fn new(path: Path) -> Self {
        Self::of(Parts::new(Method::GET, path))
    }

    pub(crate) fn of(parts: Parts) -> Self {
        Self {
            parts,
            marker: PhantomData,
        }
    }

    /// Requests the entity only if it has changed: while it has this etag, the response is an error for which
    /// [`is_not_modified`](crate::Error::is_not_modified) is true (OData protocol 4.01, 8.2.5).
    ///
    /// ```
    /// # use clientwright_odata::{Body, Client, Error, Item};
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Error> {
    /// # let service = tower::service_fn(|request: http::Request<Body>| async move {
    /// #     let is_known = request.headers().get("if-none-match").is_some_and(|etag| etag == "\"1\"");
    /// #     let response = http::Response::builder().status(if is_known { 304 } else { 200 }).header("etag", "\"1\"");
    /// #     Ok::<_, std::io::Error>(response.body(Body::from(if is_known { "" } else { r#"{"a":1}"# })).unwrap())
    /// # });
    /// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
    /// let settings = Item::<serde_json::Value>::root(&client, "settings");
    /// let read = settings.get().send().await?;
    /// let etag = read.etag().expect("the service sends etags").to_owned();
    ///
    /// match settings.get().if_none_match(etag).await {
    ///     Ok(changed) => println!("{changed}"),
    ///     Err(error) if error.is_not_modified() => println!("still {}", *read),
    ///     Err(error) => return Err(error),
    /// }
    /// # let again = settings.get().if_none_match("\"1\"").await;
    /// # assert!(again.unwrap_err().is_not_modified());
    /// # Ok(()) }
    /// ```
    pub fn if_none_match(mut self, etag: impl AsRef<str>) -> Self {
        self.parts.header(IF_NONE_MATCH, etag.as_ref());
        self
    }

    /// Allows that there is no such entity: awaiting then returns an `Option`.
    ///
    /// ```
    /// # use clientwright_odata::{Error, Item, wire::Wire};
    /// # async fn example<User: Wire + 'static>(manager: Item<User>) -> Result<(), Error> {
    /// let manager: Option<User> = manager.get().optional().await?;
    /// # Ok(()) }
    /// ```
    pub fn optional(self) -> Optional<T> {
        Optional::new(self.parts)
    }
}

impl<T: Wire> Get<T> {
    /// Reads the entity, with status and headers.
    ///
    /// # Errors
    ///
    /// As for the request.
    pub fn send(self) -> Sending<T> {
        self.prepare().send()
    }
}

impl<T: Wire> Request for Get<T> {
    type Output = T;

    fn prepare(self) -> Prepared<T> {
        Prepared::new(self.parts, |response, origin| response?.decode(&origin))
    }
}

super::into_future!(Get<T: Wire> -> T);
