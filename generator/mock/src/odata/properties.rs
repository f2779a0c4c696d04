//! Requests to properties of entities.

use http::header::ETAG;
use http::{Method, StatusCode};

use super::call::{Call, ok};
use super::media;
use super::problem::Problem;
use super::service::Service;
use super::store::Store;
use super::target::{Suffix, Value};
use super::terms;
use crate::json::{self, Json};
use crate::reply::Reply;

impl Service {
    /// The value of a property.
    pub(super) fn value(
        &self,
        store: &mut Store,
        call: &Call<'_>,
        value: &Value,
        suffix: Suffix,
    ) -> Result<Reply, Problem> {
        if media::is_stream(value) && suffix != Suffix::Count {
            return self.stream_of_value(store, call, value);
        }
        let place = value.entity.place.clone().unwrap_or_default();
        let known = store.get(&place).cloned();
        let is_get = matches!(call.request.method, Method::GET | Method::HEAD);
        if !is_get {
            let is_needed = terms::needs_version(&self.schema, &value.entity.from);
            call.check_version(known.as_ref(), is_needed)?;
        }
        let Some(entity) = known else {
            return Err(Problem::missing(format!("there is no {place}")));
        };
        let mut names = value.path.iter();
        let first = names
            .next()
            .and_then(|name| json::get(&entity.members, name));
        let found = names.fold(first, |value, name| value?.get(name));
        let found = found.cloned().unwrap_or(Json::Null);
        match (&call.request.method, suffix) {
            (&Method::GET | &Method::HEAD, Suffix::None) => {
                if let Some((name, _)) = call
                    .request
                    .options()
                    .iter()
                    .find(|(name, _)| name.starts_with('$') && name != "$format")
                {
                    return Err(Problem::unsupported(format!("`{name}` of a property")));
                }
                if found == Json::Null {
                    return Ok(Reply::new(StatusCode::NO_CONTENT));
                }
                let path = value.path.join("/");
                let context = Json::text(format!("{}/$metadata#{place}/{path}", call.url));
                let mut out = vec![("@odata.context".to_owned(), context)];
                match found {
                    Json::Object(members) => out.extend(members),
                    found => out.push(("value".to_owned(), found)),
                }
                Ok(ok(Json::Object(out)).with(ETAG, &entity.etag()))
            }
            (&Method::GET | &Method::HEAD, Suffix::Raw) => match found {
                Json::Null => Ok(Reply::new(StatusCode::NO_CONTENT)),
                Json::Text(text) => {
                    Ok(Reply::of(StatusCode::OK, "text/plain; charset=utf-8", text))
                }
                Json::Number(_) | Json::Bool(_) => {
                    Ok(Reply::of(StatusCode::OK, "text/plain", found.to_string()))
                }
                _ => Err(Problem::bad("a raw value is that of a primitive property")),
            },
            (&Method::GET | &Method::HEAD, Suffix::Count) => match found {
                Json::List(items) => Ok(Reply::of(
                    StatusCode::OK,
                    "text/plain",
                    items.len().to_string(),
                )),
                _ => Err(Problem::bad("`$count` is for collections")),
            },
            (&Method::PUT | &Method::PATCH, Suffix::None) => {
                let is_merge = call.request.method == Method::PATCH;
                let new = match call.body()? {
                    Json::Object(mut members) => {
                        match members.iter().position(|(name, _)| name == "value") {
                            Some(at) => members.swap_remove(at).1,
                            None => {
                                members.retain(|(name, _)| !name.starts_with("@odata.context"));
                                Json::Object(members)
                            }
                        }
                    }
                    other => other,
                };
                self.writer(store, call.url).set(value, new, is_merge)?;
                Ok(Reply::new(StatusCode::NO_CONTENT))
            }
            (&Method::DELETE, Suffix::None) => {
                self.writer(store, call.url).set(value, Json::Null, false)?;
                Ok(Reply::new(StatusCode::NO_CONTENT))
            }
            (_, Suffix::None) => Err(Problem::method("GET, PUT, PATCH, DELETE")),
            _ => Err(Problem::unsupported("changes of raw values")),
        }
    }
}
