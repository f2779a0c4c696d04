//! Streams: properties of the type `Edm.Stream`, and media entities (OData Protocol 4.01, 11.2.4, 11.4.7 and 11.4.8).

use clientwright_csdl::schema::{Primitive, Schema, StructuredId, Type};
use http::header::{CONTENT_TYPE, ETAG, IF_MATCH, IF_NONE_MATCH};
use http::{Method, StatusCode};

use super::call::{Call, etags};
use super::problem::Problem;
use super::read::Reader;
use super::service::Service;
use super::store::{Entity, Store};
use super::target::{Collection, Single, Value};
use crate::json::{Json, Members};
use crate::reply::Reply;

/// Whether the entities of a type are media.
pub(super) fn is_media(schema: &Schema, ty: StructuredId) -> bool {
    let mut types = schema.bases(ty);
    types.any(|ty| schema.structured_types[ty].has_stream)
}

/// Whether a value is a stream.
pub(super) fn is_stream(value: &Value) -> bool {
    let ty = value.ty.as_ref();
    ty.is_some_and(|ty| ty.ty == Type::Primitive(Primitive::Stream))
}

/// The place of the stream of a media entity.
fn of_entity(place: &str) -> String {
    format!("{place}/$value")
}

impl Service {
    /// A stream, by the place of its entity and its own.
    pub(super) fn stream(
        &self,
        store: &mut Store,
        call: &Call<'_>,
        owner: &str,
        at: &str,
    ) -> Result<Reply, Problem> {
        if store.get(owner).is_none() {
            return Err(Problem::missing(format!("there is no {owner}")));
        }
        let known = store.stream(at).cloned();
        let etag = known.as_ref().map(|stream| stream.etag());
        let header = |name: http::HeaderName| call.request.header(name.as_str());
        let is_own = |header: &str| {
            let all = etags(header).any(|it| it == "*" || Some(&it) == etag.as_ref());
            etag.is_some() && all
        };
        match call.request.method {
            Method::GET | Method::HEAD => {
                let Some(stream) = known else {
                    return Ok(Reply::new(StatusCode::NO_CONTENT));
                };
                let etag = stream.etag();
                if header(IF_NONE_MATCH).is_some_and(is_own) {
                    return Ok(Reply::new(StatusCode::NOT_MODIFIED).with(ETAG, &etag));
                }
                let reply = Reply::of(StatusCode::OK, &stream.media_type, stream.bytes);
                Ok(reply.with(ETAG, &etag))
            }
            Method::PUT | Method::DELETE => {
                // A stream that nobody has written yet has the version of its entity.
                let is_of_owner = |expected: &str| {
                    let owner = store.get(owner).map(Entity::etag);
                    etags(expected).any(|it| it == "*" || Some(&it) == owner.as_ref())
                };
                let fits = |expected: &str| is_own(expected) || is_of_owner(expected);
                if !header(IF_MATCH).is_none_or(fits) {
                    return Err(Problem::version(header(IF_MATCH).unwrap_or_default()));
                }
                let is_put = call.request.method == Method::PUT;
                let new = is_put.then(|| self.sent(call));
                store.set_stream(at, new)?;
                let reply = Reply::new(StatusCode::NO_CONTENT);
                Ok(match store.stream(at) {
                    Some(stream) => reply.with(ETAG, &stream.etag()),
                    None => reply,
                })
            }
            _ => Err(Problem::method("GET, PUT, DELETE")),
        }
    }

    /// The media type and the bytes of a request.
    fn sent(&self, call: &Call<'_>) -> (String, bytes::Bytes) {
        let media_type = call.request.header(CONTENT_TYPE.as_str());
        let media_type = media_type.unwrap_or("application/octet-stream").to_owned();
        (media_type, call.request.body.clone())
    }

    /// The stream of a property.
    pub(super) fn stream_of_value(
        &self,
        store: &mut Store,
        call: &Call<'_>,
        value: &Value,
    ) -> Result<Reply, Problem> {
        let owner = value.entity.place.as_deref().unwrap_or_default();
        let at = format!("{owner}/{}", value.path.join("/"));
        self.stream(store, call, owner, &at)
    }

    /// The stream of a media entity.
    pub(super) fn stream_of_entity(
        &self,
        store: &mut Store,
        call: &Call<'_>,
        single: &Single,
    ) -> Result<Reply, Problem> {
        let owner = single.place.as_deref().unwrap_or_default();
        let ty = store.get(owner).map_or(single.ty, |entity| entity.ty);
        if !is_media(&self.schema, ty) {
            let name = &self.schema.structured_types[ty].name;
            return Err(Problem::bad(format!("{name} is no media entity")));
        }
        if call.request.method == Method::DELETE {
            return Err(Problem::method("GET, PUT"));
        }
        self.stream(store, call, owner, &of_entity(owner))
    }

    /// Creates a media entity from the bytes of a request (OData Protocol 4.01, 11.4.7.1).
    pub(super) fn create_media(
        &self,
        store: &mut Store,
        call: &Call<'_>,
        collection: &Collection,
    ) -> Result<String, Problem> {
        let (media_type, bytes) = self.sent(call);
        let mut writer = self.writer(store, call.url);
        // The properties follow in an update.
        writer.is_strict = false;
        let place = writer.create(collection, Json::Object(Members::new()))?;
        store.set_stream(&of_entity(&place), Some((media_type, bytes)))?;
        Ok(place)
    }
}

impl Reader<'_> {
    /// Adds what an entity says about its streams (OData JSON Format 4.01, 4.5.12).
    pub(super) fn describe_streams(&self, place: &str, ty: StructuredId, out: &mut Members) {
        let mut describe = |at: &str, prefix: &str| {
            let Some(stream) = self.store.stream(at) else {
                return;
            };
            let url = self.url_of(at);
            let all = [
                ("mediaReadLink", url.as_str()),
                ("mediaContentType", &stream.media_type),
            ];
            for (name, value) in all {
                out.push((format!("{prefix}@odata.{name}"), Json::text(value)));
            }
            let etag = Json::text(stream.etag());
            out.push((format!("{prefix}@odata.mediaEtag"), etag));
        };
        if is_media(self.schema, ty) {
            describe(&of_entity(place), "");
        }
        for (_, property) in self.schema.properties(ty) {
            if property.ty.ty == Type::Primitive(Primitive::Stream) {
                let name = &property.name;
                describe(&format!("{place}/{name}"), name);
            }
        }
    }
}
