//! Changes since an earlier request (OData Protocol 4.01, 11.3): the link at the end of a list that was requested with
//! `Prefer: track-changes` leads here.

use std::collections::BTreeSet;

use super::call::{Call, object, ok};
use super::keys;
use super::problem::Problem;
use super::query::Options;
use super::read::Reader;
use super::service::Service;
use super::store::Store;
use super::target::Collection;
use crate::json::Json;
use crate::reply::Reply;

/// Whether changes of a list can be tracked: those of the entities of a set, without the entities that they are related to.
pub(super) fn can_track(collection: &Collection, options: &Options) -> bool {
    let is_set = collection.bound.is_none() && collection.navigation.is_none();
    is_set && options.expand.is_empty() && options.apply.is_empty() && options.top.is_none()
}

impl Service {
    /// The entities that were changed after a change, those that were removed, and the link to later ones.
    pub(super) fn changes(
        &self,
        store: &Store,
        call: &Call<'_>,
        collection: &Collection,
        read: &Options,
        options: &[(String, String)],
        since: u64,
    ) -> Result<Reply, Problem> {
        if !can_track(collection, read) {
            return Err(Problem::unsupported("changes of this list"));
        }
        let Some(removed) = store.removed_since(since) else {
            let message = "so old changes are forgotten: read the list again";
            return Err(Problem::new(http::StatusCode::GONE, "Gone", message));
        };
        let reader = self.reader(store, call.url, call.work);
        let all = store.related(&collection.place, true);
        let is_later = |place: &&str| store.get(place).is_some_and(|it| it.version > since);
        let later: Vec<&str> = all.into_iter().filter(is_later).collect();
        let fitting = reader.fitting(&later, collection.ty, read)?;
        let mut items = Vec::new();
        for place in &fitting {
            let entity = reader.entity(place, collection.ty, read)?;
            items.push(Json::Object(entity));
        }
        let gone = |place: &str, reason: &str| self.gone(&reader, collection, place, reason);
        let kept: BTreeSet<&str> = fitting.into_iter().collect();
        for place in later.iter().filter(|place| !kept.contains(*place)) {
            items.push(gone(place, "changed"));
        }
        let start = format!("{}(", collection.place);
        for place in removed.iter().filter(|place| place.starts_with(&start)) {
            // What was contained in a removed entity is removed with it.
            if super::text::split(place, '/').len() == 1 {
                items.push(gone(place, "deleted"));
            }
        }
        let context = format!("{}/$metadata#{}/$delta", call.url, collection.place);
        let link = call.link(options, "$deltatoken", store.last());
        Ok(ok(object([
            ("@odata.context", Json::text(context)),
            ("value", Json::List(items)),
            ("@odata.deltaLink", Json::text(link)),
        ])))
    }

    /// An entity that is no longer in the list, in the form of OData 4.0; Graph uses that of 4.01 (OData JSON Format 4.01, 15.3).
    fn gone(
        &self,
        reader: &Reader<'_>,
        collection: &Collection,
        place: &str,
        reason: &str,
    ) -> Json {
        let url = reader.url_of(place);
        let reason = Json::text(reason);
        if self.is_graph {
            let key = place.get(collection.place.len()..).unwrap_or_default();
            let mut members = keys::members(&self.schema, collection.ty, key);
            members.push(("@removed".to_owned(), object([("reason", reason)])));
            return Json::Object(members);
        }
        let set = &collection.place;
        let context = format!("{}/$metadata#{set}/$deletedEntity", reader.url);
        object([
            ("@odata.context", Json::text(context)),
            ("id", Json::text(url)),
            ("reason", reason),
        ])
    }
}
