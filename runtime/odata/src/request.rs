//! Requests: builders by value that are awaited.
//!
//! Their common data is in `Parts`; the macros below define the methods of several kinds of requests, so
//! that a setter is written and documented once.

mod call;
mod changes;
mod count;
mod create;
mod create_media;
mod delete;
mod get;
mod links;
mod list;
mod media;
mod optional;
mod page;
mod partial;
mod parts;
mod prepared;
mod sending;
mod settings;
mod update;
mod upsert;

pub use bytes::Bytes;
pub use call::{Call, CallResult, ResultOf};
pub use count::Count;
pub use create::Create;
pub use create_media::{CreateMedia, MediaEntity};
pub use delete::Delete;
pub use get::Get;
pub use http::Method;
pub use links::{Link, Links};
pub use list::List;
pub use media::{Download, Media, MediaStream, Upload};
pub use optional::Optional;
pub use page::PageRequest;
pub use partial::{Change, Creation, IntoValue, Partial};
pub use prepared::Request;
pub use sending::Sending;
pub use settings::Return;
pub use update::Update;
pub use upsert::Upsert;

pub(crate) use changes::{Changes, Unwritable};
pub(crate) use links::linking;
pub(crate) use partial::change_methods;
pub(crate) use parts::Parts;
pub(crate) use prepared::{Origin, Prepared, Read};
pub(crate) use sending::BodyOf;
pub(crate) use settings::Settings;

/// The methods that every request has.
macro_rules! request_methods {
    ($name:ident $(<$parameter:ident>)?) => {
        impl$(<$parameter>)? $name$(<$parameter>)? {
            /// Sets a header, in place of the one of that name that the request or the client has; but `Prefer` adds
            /// up. Requests of further pages have it too. A name or value that cannot be sent fails the request.
            pub fn header<N, V>(mut self, name: N, value: V) -> Self
            where
                N: TryInto<::http::HeaderName, Error: ::std::fmt::Display>,
                V: TryInto<::http::HeaderValue, Error: ::std::fmt::Display>,
            {
                self.parts.header(name, value);
                self
            }

            /// How long it may take in all, in place of the client's
            /// [`timeout`](crate::ClientBuilder::timeout); a list has so long for each page.
            pub fn timeout(mut self, limit: ::std::time::Duration) -> Self {
                self.parts.settings.timeout = Some(limit);
                self
            }

            /// How it is sent again when it fails, in place of the client's policy.
            pub fn retry(mut self, policy: $crate::retry::RetryPolicy) -> Self {
                self.parts.settings.retry = Some(policy);
                self
            }
        }

        impl$(<$parameter>)? ::std::fmt::Debug for $name$(<$parameter>)? {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_tuple(stringify!($name)).field(&self.parts).finish()
            }
        }
    };
}
use request_methods;

/// The methods of every request whose URL the client makes.
macro_rules! query_methods {
    ($name:ident $(<$parameter:ident>)?) => {
        $crate::request::request_methods!($name $(<$parameter>)?);

        impl$(<$parameter>)? $name$(<$parameter>)? {
            /// Adds a query option, not percent-encoded: for custom options and what has no method here.
            pub fn query(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
                self.parts.query(name.as_ref(), value.as_ref());
                self
            }

            /// The URL that the request will go to.
            ///
            /// # Errors
            ///
            /// [`Error::InvalidRequest`](crate::Error::InvalidRequest) when the request cannot be sent as it is.
            pub fn url(&self) -> Result<::http::Uri, $crate::Error> {
                self.parts.uri()
            }
        }
    };
}
use query_methods;

/// What of an entity comes with the response (OData URL conventions 4.01, 5.1.3 and 5.1.4; for the responses of changes
/// protocol 4.01, 11.4.2 and 11.4.3).
macro_rules! shape_methods {
    ($name:ident<$parameter:ident>) => {
        impl<$parameter> $name<$parameter> {
            /// Reads only these properties; further calls add more.
            ///
            /// URL conventions 4.01, 5.1.4.
            pub fn select(mut self, properties: impl $crate::query::Select<$parameter>) -> Self {
                self.parts.options.select(properties);
                self
            }

            /// Reads related entities along; further calls add more.
            ///
            /// URL conventions 4.01, 5.1.3.
            pub fn expand(mut self, properties: impl $crate::query::Expand<$parameter>) -> Self {
                self.parts.options.expand(properties);
                self
            }

            /// Adds computed values, which filters, orders and selections can use; further calls add more.
            ///
            /// URL conventions 4.01, 5.1.10.
            pub fn compute(mut self, values: impl $crate::query::IntoCompute<$parameter>) -> Self {
                self.parts.options.compute(values);
                self
            }

            /// Requests a representation by `$format`, where the header `Accept` is not sufficient: the client reads
            /// JSON.
            ///
            /// URL conventions 4.01, 5.1.9.
            pub fn format(mut self, format: impl Into<String>) -> Self {
                self.parts.options.format = Some(format.into());
                self
            }
        }
    };
}
use shape_methods;

/// Which entities of a collection are meant (OData URL conventions 4.01, 5.1.2 and 5.1.8).
macro_rules! filter_methods {
    ($name:ident<$parameter:ident>) => {
        impl<$parameter> $name<$parameter> {
            /// Takes only items that meet the condition; several conditions must all be met.
            ///
            /// URL conventions 4.01, 5.1.2.
            pub fn filter(mut self, condition: impl $crate::query::IntoFilter<$parameter>) -> Self {
                self.parts.options.filter(condition);
                self
            }

            /// Takes only items that meet a condition in the query language, not percent-encoded and not checked.
            pub fn filter_raw(self, condition: impl Into<String>) -> Self {
                self.filter($crate::query::Filter::raw(condition))
            }

            /// Only items that match a search: a text, or a [`Search`](crate::query::Search). The service decides what
            /// matches.
            ///
            /// URL conventions 4.01, 5.1.8.
            pub fn search(mut self, search: impl Into<$crate::query::Search>) -> Self {
                self.parts.options.search = Some(search.into());
                self
            }
        }
    };
}
use filter_methods;

/// Guarding a change by an etag (OData protocol 4.01, 8.2.4).
macro_rules! if_match_methods {
    ($name:ident $(<$parameter:ident>)?) => {
        impl$(<$parameter>)? $name$(<$parameter>)? {
            /// Goes through only while the entity has this etag, `*` for any; else the error
            /// [`is_precondition_failed`](crate::Error::is_precondition_failed) (OData protocol 4.01, 8.2.4).
            pub fn if_match(mut self, etag: impl AsRef<str>) -> Self {
                self.parts.header(::http::header::IF_MATCH, etag.as_ref());
                self
            }

            /// Goes through only while the entity is as it was read: [`if_match`](Self::if_match) with the etag in it
            /// (`@odata.etag`). An entity without one fails the request, since it could not be guarded.
            ///
            /// ```
            /// # use clientwright_odata::{Error, Item, Object, wire::Wire};
            /// # async fn example<User: Wire + Object + 'static>(user: Item<User>) -> Result<(), Error> {
            /// let read = user.get().await?;
            /// user.delete().if_match_of(&read).await?;
            /// # Ok(()) }
            /// ```
            pub fn if_match_of(mut self, entity: &impl $crate::Object) -> Self {
                match clientwright_values::__private::extras(entity).1.and_then($crate::Annotations::etag) {
                    Some(etag) => self.if_match(etag),
                    None => {
                        self.parts.fail("the entity has no etag to match");
                        self
                    }
                }
            }
        }
    };
}
use if_match_methods;

/// The content of the response of a change (OData protocol 4.01, 8.2.8.7).
macro_rules! return_methods {
    ($name:ident<$parameter:ident>) => {
        impl<$parameter> $name<$parameter> {
            /// Whether the service should respond with the entity (`Prefer: return=…`; OData protocol 4.01,
            /// 8.2.8.7). It is a preference, which a service may ignore. The last call applies.
            pub fn returning(mut self, what: $crate::request::Return) -> Self {
                self.parts.settings.returning = Some(what);
                self
            }
        }
    };
}
use return_methods;

/// Relating an entity to others that exist (OData JSON 4.01, 8.5).
macro_rules! bind_methods {
    ($name:ident<$parameter:ident>) => {
        impl<$parameter> $name<$parameter> {
            /// Relates the entity to other existing entities: one for a navigation property to one, a vector for one to
            /// many (`@odata.bind`, or the form that [`bindings`](crate::ClientBuilder::bindings) sets). Further calls
            /// for the same property to many add more.
            ///
            /// ```
            /// # use clientwright_odata::{Collection, Error, Item, Navigation};
            /// # type Team = serde_json::Value; type User = serde_json::Value;
            /// # const OWNER: Navigation<Team, User> = Navigation::new("owner");
            /// # async fn example(teams: Collection<Team>, user: Item<User>, team: Team) -> Result<(), Error> {
            /// teams.create(&team).bind(OWNER, &user).await?;
            /// # Ok(()) }
            /// ```
            pub fn bind<N: $crate::reference::Related<$parameter>>(
                mut self,
                property: N,
                existing: impl Into<N::Existing>,
            ) -> Self {
                let client = self.parts.client();
                self.partial.bind_to(client, &property, existing.into());
                self
            }
        }
    };
}
use bind_methods;

/// Awaiting a request: sends it and takes the body of the response.
macro_rules! into_future {
    ($name:ident $(<$parameter:ident: $bound:path>)? -> $output:ty) => {
        impl$(<$parameter: $bound + 'static>)? ::std::future::IntoFuture for $name$(<$parameter>)? {
            type Output = Result<$output, $crate::Error>;
            type IntoFuture = $crate::future::BoxFuture<'static, Self::Output>;

            fn into_future(self) -> Self::IntoFuture {
                Box::pin($crate::request::BodyOf(self.send()))
            }
        }
    };
}
use into_future;
