//! From a request or a link to a page.

use std::marker::PhantomData;
use std::sync::Arc;

use clientwright_http::MaybeSend;
use clientwright_http::paging::{Fetch, PageSource, resolve};
use url::Url;

use super::body::PageBody;
use super::unreadable::salvage;
use super::{Page, Walk};
use crate::error::{Error, RawResponse};
use crate::from_json;
use crate::request::{Origin, Parts, Prepared};
use crate::response::Response;
use crate::success::collection_error;
use crate::tolerant::Reader;
use crate::wire::Wire;

/// A request for a page that was not sent yet.
pub(crate) struct Start<T> {
    parts: Box<Parts>,
    marker: PhantomData<fn() -> T>,
}

impl<T> Start<T> {
    pub(crate) fn new(parts: Parts) -> Self {
        Self {
            parts: Box::new(parts),
            marker: PhantomData,
        }
    }

    /// The page of a link.
    pub(crate) fn follow(walk: &Walk, link: &str) -> Self {
        let mut parts = Parts::link(walk.client.clone(), link);
        parts.settings = walk.settings.clone();
        parts.limit = walk.left;
        Self::new(parts)
    }
}

impl<T: Wire> Start<T> {
    pub(super) fn parts(self) -> Parts {
        *self.parts
    }

    pub(crate) async fn send(self) -> Result<Response<Page<T>>, Error> {
        page(self.parts()).send().await
    }
}

impl<T: Wire + MaybeSend + 'static> PageSource for Start<T> {
    type Page = Page<T>;
    type Error = Error;

    fn fetch(self) -> Fetch<Self, Page<T>, Error> {
        Box::pin(async move {
            let page = self.send().await?.into_body();
            let following = page.following();
            Ok((page, following))
        })
    }
}

/// The request of a page, ready to go.
pub(crate) fn page<T: Wire>(parts: Parts) -> Prepared<Page<T>> {
    Prepared::new(parts, read)
}

pub(super) fn read<T: Wire>(
    response: Result<RawResponse, Error>,
    origin: Origin,
) -> Result<Response<Page<T>>, Error> {
    let response = response?;
    // No content is what a null collection is; there is none in OData 4, but there are such services.
    if response.status == http::StatusCode::NO_CONTENT {
        return Err(response.no_content());
    }
    if let Some(error) = collection_error::<T>(&response.body) {
        return Err(response.odata(error));
    }
    let request = Url::parse(&origin.uri.to_string()).ok();
    let mut reader = Reader::new(&origin.client);
    let (body, failed) = match from_json::<PageBody<T>>(&response.body) {
        Ok(body) => (body, Vec::new()),
        Err(error) => match salvage(&response, &mut reader) {
            Some(page) => page,
            None => return Err(response.undecodable(error)),
        },
    };
    Response::new(response.status, response.0.headers, body)
        .try_map(|body| {
            let root = origin.client.root();
            let absolute =
                |link: Option<String>| link.map(|link| to_absolute(root, request.as_ref(), link));
            let mut page = Page {
                items: body.items,
                failed,
                mended: reader.mended,
                next_link: absolute(body.next_link),
                delta_link: absolute(body.delta_link),
                count: body.count,
                annotations: body.annotations,
                walk: None,
            };
            page.truncate(origin.limit);
            page.walk = Some(Arc::new(Walk {
                client: origin.client,
                settings: origin.settings,
                left: origin.limit.map(|limit| limit.saturating_sub(page.len())),
            }));
            Ok(page)
        })
        .map(|response: Response<Page<T>>| {
            let mended = response.mended.clone();
            response.with_mended(mended)
        })
}

/// The link as an absolute URL: one that is relative starts from the context URL, which is the service root's
/// `$metadata` (OData JSON 4.01, 4.3), and a query alone from the request. As far as it is one at all: what is none
/// fails when it is followed.
fn to_absolute(root: &Url, request: Option<&Url>, link: String) -> String {
    let base = if link.starts_with('?') {
        request.unwrap_or(root)
    } else {
        root
    };
    match resolve(base, &link) {
        Some(url) => url.into(),
        None => link,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_become_absolute() {
        let root = Url::parse("https://host.example.com/odata/v1.0/").unwrap();
        let request =
            Url::parse("https://host.example.com/odata/v1.0/users/1/tasks?$top=5").unwrap();
        for (link, expected) in [
            (
                "https://other.example.com/x?y=1",
                "https://other.example.com/x?y=1",
            ),
            (
                "users?$skiptoken=a%2Fb",
                "https://host.example.com/odata/v1.0/users?$skiptoken=a%2Fb",
            ),
            (
                "./users?$skip=1",
                "https://host.example.com/odata/v1.0/users?$skip=1",
            ),
            (
                "/odata/v1.0/users?$skip=1",
                "https://host.example.com/odata/v1.0/users?$skip=1",
            ),
            ("//evil.example.com/x", "https://evil.example.com/x"),
            (
                "?$skip=1",
                "https://host.example.com/odata/v1.0/users/1/tasks?$skip=1",
            ),
            ("", ""),
            (" \t", " \t"),
            ("https://", "https://"),
        ] {
            assert_eq!(
                to_absolute(&root, Some(&request), link.to_owned()),
                expected,
                "{link}"
            );
        }
    }
}
