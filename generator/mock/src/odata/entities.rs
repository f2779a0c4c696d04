//! Requests to single entities.

use http::header::{ETAG, HeaderName, IF_NONE_MATCH, LOCATION};
use http::{Method, StatusCode};

use super::call::{Call, PREFERENCE_APPLIED, etags, ok};
use super::problem::Problem;
use super::relations;
use super::service::Service;
use super::store::{Entity, Store};
use super::target::{Single, Suffix};
use super::terms;
use crate::json::{Json, Members};
use crate::reply::Reply;

/// What has references of its own only where the metadata has a binding.
const UNBOUND: &str = "references of a navigation property without a binding to an entity set";

impl Service {
    pub(super) fn single(
        &self,
        store: &mut Store,
        call: &Call<'_>,
        single: &Single,
        suffix: Suffix,
    ) -> Result<Reply, Problem> {
        let method = &call.request.method;
        let is_get = matches!(*method, Method::GET | Method::HEAD);
        match suffix {
            Suffix::Raw => return self.stream_of_entity(store, call, single),
            Suffix::Query | Suffix::Count => {
                return Err(Problem::unsupported("`$query` of entities"));
            }
            Suffix::None | Suffix::Links => {}
        }
        // What a request says about the version holds before anything else (OData Protocol 4.01, 11.4.1.1).
        let known = single
            .place
            .as_deref()
            .and_then(|place| store.get(place))
            .cloned();
        if !is_get {
            let is_needed = terms::needs_version(&self.schema, &single.from);
            call.check_version(known.as_ref(), is_needed)?;
        }
        match (method, suffix) {
            (&Method::GET | &Method::HEAD, Suffix::Links) => {
                let place = single
                    .place
                    .as_deref()
                    .filter(|place| store.get(place).is_some());
                match place {
                    Some(place) => Ok(ok(self.reader(store, call.url, call.work).reference(place))),
                    None => Err(Problem::missing("the property refers to nothing")),
                }
            }
            (&Method::PUT, Suffix::Links) => {
                let Some(navigation) = single.navigation.as_ref().filter(|it| it.bound.is_some())
                else {
                    return Err(Problem::unsupported(UNBOUND));
                };
                let mut writer = self.writer(store, call.url);
                let place = writer.referenced(&call.reference()?)?;
                writer.refer(navigation, Some(&place))?;
                Ok(Reply::new(StatusCode::NO_CONTENT))
            }
            (&Method::DELETE, Suffix::Links) => {
                match (&single.navigation, &single.collection) {
                    (Some(navigation), _) if navigation.bound.is_some() => {
                        self.writer(store, call.url).refer(navigation, None)?;
                    }
                    (None, Some(of)) => {
                        self.bound(of)?;
                        let place = single.place.clone().unwrap_or_default();
                        self.writer(store, call.url).relate(of, &place, false)?;
                    }
                    (_, None) => {
                        return Err(Problem::unsupported(UNBOUND));
                    }
                    (Some(_), Some(_)) => {}
                }
                Ok(Reply::new(StatusCode::NO_CONTENT))
            }
            (_, Suffix::Links) => Err(Problem::method("GET, PUT, DELETE")),
            (&Method::GET | &Method::HEAD, _) => self.get(store, call, single, known),
            (&Method::PATCH | &Method::PUT, _) => {
                let is_new = known.is_none();
                let is_member = single.collection.is_some();
                let creates = call.request.header(IF_NONE_MATCH.as_str()) == Some("*");
                let is_put = *method == Method::PUT;
                let may_create = creates || single.is_implied || (!is_member && is_put);
                if is_new && !may_create {
                    let place = single.place.as_deref().unwrap_or("the entity");
                    return Err(Problem::missing(format!("there is no {place}")));
                }
                let value = call.body()?;
                let mut writer = self.writer(store, call.url);
                let place = match is_put {
                    true => writer.replace(single, value)?,
                    false => writer.update(single, value)?,
                };
                let changed = Single {
                    place: Some(place),
                    ..single.clone()
                };
                let status = match is_new && !single.is_implied {
                    true => StatusCode::CREATED,
                    false => StatusCode::OK,
                };
                self.written(store, call, &changed, status)
            }
            (&Method::DELETE, _) => match single.place.as_deref() {
                Some(place) if known.is_some() => {
                    relations::remove(&self.schema, store, place);
                    Ok(Reply::new(StatusCode::NO_CONTENT))
                }
                place => {
                    let place = place.unwrap_or("the entity");
                    Err(Problem::missing(format!("there is no {place}")))
                }
            },
            _ => Err(Problem::method("GET, PATCH, PUT, DELETE")),
        }
    }

    pub(super) fn get(
        &self,
        store: &Store,
        call: &Call<'_>,
        single: &Single,
        known: Option<Entity>,
    ) -> Result<Reply, Problem> {
        let options = call.entity_options()?;
        let place = single.place.as_deref().unwrap_or_default();
        let entity = match known {
            Some(known) => known,
            None if single.is_implied => Entity {
                ty: single.ty,
                version: 0,
                members: Members::new(),
            },
            // OData Protocol 4.01, 11.2.6: nothing is related.
            None if single.collection.is_none() => return Ok(Reply::new(StatusCode::NO_CONTENT)),
            None => return Err(Problem::missing(format!("there is no {place}"))),
        };
        let etag = entity.etag();
        let asked = call.request.header(IF_NONE_MATCH.as_str());
        if asked.is_some_and(|asked| asked == "*" || etags(asked).any(|known| known == etag)) {
            return Ok(Reply::new(StatusCode::NOT_MODIFIED).with(ETAG, &etag));
        }
        let reader = self.reader(store, call.url, call.work);
        let shaped = reader.shaped(place, &entity, single.ty, &options)?;
        Ok(self
            .entity_reply(StatusCode::OK, call, single, place, shaped)
            .with(ETAG, &etag))
    }

    pub(super) fn entity_reply(
        &self,
        status: StatusCode,
        call: &Call<'_>,
        single: &Single,
        place: &str,
        members: Members,
    ) -> Reply {
        let context = match &single.collection {
            Some(collection) => format!("{}/$entity", collection.place),
            None => place.to_owned(),
        };
        let context = Json::text(format!("{}/$metadata#{context}", call.url));
        let mut out = vec![("@odata.context".to_owned(), context)];
        out.extend(members);
        Reply::json_text(status, Json::Object(out).to_string())
    }

    /// The response to a change: the entity, or nothing if the request prefers that.
    pub(super) fn written(
        &self,
        store: &Store,
        call: &Call<'_>,
        single: &Single,
        status: StatusCode,
    ) -> Result<Reply, Problem> {
        let place = single.place.as_deref().unwrap_or_default();
        let Some(entity) = store.get(place) else {
            return Err(Problem::missing(format!("there is no {place}")));
        };
        let reader = self.reader(store, call.url, call.work);
        let url = reader.url_of(place);
        let preferred = call.preference("return");
        let is_minimal = match preferred.as_deref() {
            Some("minimal") => true,
            Some("representation") => false,
            // OData Protocol 4.01, 11.4.3: an update has no content unless the request asks for it.
            _ => status == StatusCode::OK,
        };
        let mut reply = match is_minimal {
            true => Reply::new(StatusCode::NO_CONTENT)
                .with(HeaderName::from_static("odata-entityid"), &url),
            false => {
                let options = call.entity_options()?;
                let shaped = reader.shaped(place, entity, single.ty, &options)?;
                self.entity_reply(status, call, single, place, shaped)
            }
        };
        if let Some(preferred) = preferred {
            let applied = format!("return={preferred}");
            reply = reply.with(PREFERENCE_APPLIED, &applied);
        }
        if status == StatusCode::CREATED {
            reply = reply.with(LOCATION, &url);
        }
        Ok(reply.with(ETAG, &entity.etag()))
    }
}
