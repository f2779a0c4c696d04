//! What a request says beside its path: headers, options and body; and parts of responses.

use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderName, IF_MATCH};

use super::problem::Problem;
use super::query::{self, Options};
use super::store::Entity;
use super::work::Work;
use crate::json::Json;
use crate::reply::Reply;
use crate::request::{Received, decoded};

/// The header that says which preferences were obeyed.
pub(super) const PREFERENCE_APPLIED: HeaderName = HeaderName::from_static("preference-applied");

/// A request, and what it is about.
#[derive(Debug)]
pub(super) struct Call<'c> {
    pub(super) request: &'c Received,
    /// The segments of its path below the root, decoded.
    pub(super) segments: &'c [String],
    /// The URL of the root.
    pub(super) url: &'c str,
    pub(super) work: &'c Work,
}

impl Call<'_> {
    /// The body as JSON.
    pub(super) fn body(&self) -> Result<Json, Problem> {
        let media = self
            .request
            .header(CONTENT_TYPE.as_str())
            .unwrap_or_default();
        if !media.contains("json") {
            let message = format!("the body is `{media}`, and JSON is expected");
            let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
            return Err(Problem::new(status, "UnsupportedMediaType", message));
        }
        let read = Json::read(&self.request.body);
        read.map_err(|error| Problem::bad(format!("the body is no JSON: {error}")))
    }

    /// The entity that a body refers to.
    pub(super) fn reference(&self) -> Result<String, Problem> {
        let body = self.body()?;
        let id = body.get("@odata.id").or_else(|| body.get("@id"));
        let id = id.and_then(Json::as_text).map(str::to_owned);
        id.ok_or_else(|| Problem::bad("a reference is an object with `@odata.id`"))
    }

    /// The value of a preference.
    pub(super) fn preference(&self, name: &str) -> Option<String> {
        let headers = self.request.headers.get_all("prefer").iter();
        let texts = headers.filter_map(|header| header.to_str().ok());
        let mut all = texts.flat_map(|text| text.split([',', ';']));
        all.find_map(|preference| {
            let (known, value) = preference.trim().split_once('=')?;
            let known = known.trim();
            let known = known.strip_prefix("odata.").unwrap_or(known);
            (known == name).then(|| value.trim().trim_matches('"').to_owned())
        })
    }

    /// Whether the request has a preference, which may have no value.
    pub(super) fn prefers(&self, name: &str) -> bool {
        let headers = self.request.headers.get_all("prefer").iter();
        let texts = headers.filter_map(|header| header.to_str().ok());
        let mut all = texts.flat_map(|text| text.split([',', ';']));
        all.any(|preference| {
            let known = preference.trim();
            known.strip_prefix("odata.").unwrap_or(known) == name
        })
    }

    /// The options of a request for one entity.
    pub(super) fn entity_options(&self) -> Result<Options, Problem> {
        let options = self.request.options();
        let pairs = options
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        let read = query::read(pairs)?;
        match read.of_collections.first() {
            Some(name) => Err(Problem::bad(format!("`{name}` is for collections"))),
            None => Ok(read),
        }
    }

    /// Whether the version that a change expects is that of the entity (RFC 9110, 13.1.1), and whether it has to expect one
    /// (OData Protocol 4.01, 8.2.5).
    pub(super) fn check_version(
        &self,
        known: Option<&Entity>,
        is_needed: bool,
    ) -> Result<(), Problem> {
        let Some(expected) = self.request.header(IF_MATCH.as_str()) else {
            if is_needed && known.is_some() {
                let message = "a change of this entity needs `If-Match`";
                let status = StatusCode::PRECONDITION_REQUIRED;
                return Err(Problem::new(status, "PreconditionRequired", message));
            }
            return Ok(());
        };
        let fits = known.is_some_and(|known| {
            let own = known.etag();
            expected.trim() == "*" || etags(expected).any(|etag| etag == own)
        });
        match fits {
            true => Ok(()),
            false => Err(Problem::version(expected)),
        }
    }

    /// The URL of the request with another token, `$skiptoken` or `$deltatoken`. Paging options do not concern later changes.
    pub(super) fn link(
        &self,
        options: &[(String, String)],
        name: &str,
        token: impl std::fmt::Display,
    ) -> String {
        use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
        let path = &self.request.path;
        let path = path.strip_suffix("/$query").unwrap_or(path);
        // The URL of the root has the segments of the root, which the path has too.
        let origin: String = self.url.split('/').take(3).collect::<Vec<_>>().join("/");
        let mut link = format!("{origin}{path}?");
        let is_kept = |known: &str| match name {
            "$deltatoken" => {
                !known.ends_with("token") && !matches!(known, "$top" | "$skip" | "$count")
            }
            _ => known != name,
        };
        for (name, value) in options.iter().filter(|(name, _)| is_kept(name)) {
            // The dollar sign of a name stays readable.
            let system = if name.starts_with('$') { "$" } else { "" };
            let name = name.strip_prefix('$').unwrap_or(name);
            let name = utf8_percent_encode(name, NON_ALPHANUMERIC);
            let value = utf8_percent_encode(value, NON_ALPHANUMERIC);
            link.push_str(&format!("{system}{name}={value}&"));
        }
        link.push_str(&format!("{name}={token}"));
        link
    }
}

/// The ETags of a header.
pub(super) fn etags(header: &str) -> impl Iterator<Item = String> + '_ {
    header.split(',').map(|etag| etag.trim().to_owned())
}

/// The options in the body of `$query`.
pub(super) fn body_options(request: &Received) -> Vec<(String, String)> {
    let body = request.text();
    let options = body.trim().split('&').filter(|option| !option.is_empty());
    let options = options.map(|option| option.split_once('=').unwrap_or((option, "")));
    let decoded = |text: &str| decoded(&text.replace('+', " "));
    options
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect()
}

/// 200 with a value.
pub(super) fn ok(body: Json) -> Reply {
    Reply::json_text(StatusCode::OK, body.to_string())
}

/// An object with these members.
pub(super) fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
    Json::Object(members.map(|(name, value)| (name.to_owned(), value)).into())
}
