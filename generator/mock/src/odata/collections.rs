//! Requests to collections of entities.

use http::{Method, StatusCode};

use super::call::{self, Call, PREFERENCE_APPLIED, ok};
use super::changes;
use super::media;
use super::problem::Problem;
use super::query;
use super::read::Paging;
use super::service::Service;
use super::store::Store;
use super::target::{Collection, Single, Suffix, Target};
use super::walk;
use super::write;
use crate::json::Json;
use crate::reply::Reply;

impl Service {
    pub(super) fn collection(
        &self,
        store: &mut Store,
        call: &Call<'_>,
        collection: &Collection,
        suffix: Suffix,
    ) -> Result<Reply, Problem> {
        match (&call.request.method, suffix) {
            (&Method::GET | &Method::HEAD, Suffix::None | Suffix::Count | Suffix::Links) => {
                let options = call.request.options();
                self.list(store, call, collection, suffix, &options)
            }
            (&Method::POST, Suffix::Query) => {
                let options = call::body_options(call.request);
                self.list(store, call, collection, Suffix::None, &options)
            }
            (&Method::POST, Suffix::None) => {
                let place = match media::is_media(&self.schema, collection.ty) {
                    true => self.create_media(store, call, collection)?,
                    false => {
                        let value = call.body()?;
                        self.writer(store, call.url).create(collection, value)?
                    }
                };
                let single = self.found(store, &place, collection)?;
                self.written(store, call, &single, StatusCode::CREATED)
            }
            (&Method::POST, Suffix::Links) => {
                self.bound(collection)?;
                let mut writer = self.writer(store, call.url);
                let place = writer.referenced(&call.reference()?)?;
                writer.relate(collection, &place, true)?;
                Ok(Reply::new(StatusCode::NO_CONTENT))
            }
            (&Method::DELETE, Suffix::Links) => {
                self.bound(collection)?;
                let id = call.request.query_option("$id");
                let id = id.ok_or_else(|| Problem::bad("`$id` says which reference is removed"))?;
                let mut writer = self.writer(store, call.url);
                let place = writer.referenced(&id)?;
                writer.relate(collection, &place, false)?;
                Ok(Reply::new(StatusCode::NO_CONTENT))
            }
            (_, Suffix::None) => Err(Problem::method("GET, POST")),
            (_, Suffix::Links) => Err(Problem::method("GET, POST, DELETE")),
            (_, Suffix::Query) => Err(Problem::method("POST")),
            (_, Suffix::Count | Suffix::Raw) => Err(Problem::method("GET")),
        }
    }

    /// References are changed where the property refers to entities of a set.
    pub(super) fn bound(&self, collection: &Collection) -> Result<(), Problem> {
        match &collection.bound {
            Some(_) => Ok(()),
            None => Err(Problem::unsupported(
                "references of a navigation property without a binding to an entity set",
            )),
        }
    }

    /// The entity at a place that was just created in a collection.
    pub(super) fn found(
        &self,
        store: &mut Store,
        place: &str,
        collection: &Collection,
    ) -> Result<Single, Problem> {
        let path = write::segments(place);
        match walk::walk(&self.schema, store, &path, false)? {
            (Target::Single(single), _) => Ok(Single {
                ty: collection.ty,
                ..single
            }),
            _ => Err(Problem::missing(format!("there is no {place}"))),
        }
    }

    pub(super) fn list(
        &self,
        store: &Store,
        call: &Call<'_>,
        collection: &Collection,
        suffix: Suffix,
        options: &[(String, String)],
    ) -> Result<Reply, Problem> {
        let pairs = options
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        let read = query::read(pairs)?;
        let reader = self.reader(store, call.url, call.work);
        if !read.apply.is_empty() && suffix != Suffix::None {
            return Err(Problem::unsupported("`$apply` with `$count` and `$ref`"));
        }
        let places = store.related(&collection.place, true);
        if let Some(since) = read.since {
            return self.changes(store, call, collection, &read, options, since);
        }
        if suffix == Suffix::Count {
            let count = reader.fitting(&places, collection.ty, &read)?.len();
            return Ok(Reply::of(StatusCode::OK, "text/plain", count.to_string()));
        }
        let preferred = call
            .preference("maxpagesize")
            .and_then(|size| size.parse().ok());
        let size = match (self.page_size, preferred.filter(|size| *size > 0)) {
            (Some(own), Some(preferred)) => Some(own.min(preferred)),
            (own, preferred) => own.or(preferred),
        };
        let paging = Paging {
            size,
            top_is_size: self.is_graph,
        };
        let page = reader.page(&places, collection.ty, &read, paging)?;
        let items = match suffix {
            Suffix::Links => {
                let fitting = reader.fitting(&places, collection.ty, &read)?;
                fitting
                    .into_iter()
                    .map(|place| reader.reference(place))
                    .collect()
            }
            _ => page.items,
        };
        let context = match suffix {
            Suffix::Links => format!("{}/$metadata#Collection($ref)", call.url),
            _ => format!("{}/$metadata#{}", call.url, collection.place),
        };
        let mut out = vec![("@odata.context".to_owned(), Json::text(context))];
        if read.count {
            out.push(("@odata.count".to_owned(), Json::count(page.count)));
        }
        out.push(("value".to_owned(), Json::List(items)));
        let tracks = call.prefers("track-changes") && changes::can_track(collection, &read);
        if let Some(token) = page.next.filter(|_| suffix == Suffix::None) {
            let link = call.link(options, "$skiptoken", token);
            out.push(("@odata.nextLink".to_owned(), Json::text(link)));
        } else if tracks && suffix == Suffix::None {
            let link = call.link(options, "$deltatoken", store.last());
            out.push(("@odata.deltaLink".to_owned(), Json::text(link)));
        }
        let reply = ok(Json::Object(out));
        Ok(match tracks {
            true => reply.with(PREFERENCE_APPLIED, "odata.track-changes"),
            false => reply,
        })
    }
}
