//! From a request or a link to a page.

use std::marker::PhantomData;
use std::sync::Arc;

use http::{HeaderMap, HeaderValue, Method};
use url::Url;

use super::body::PageBody;
use super::{Page, Walk};
use crate::client::{Client, Outgoing, Target};
use crate::error::Error;
use crate::from_json;
use crate::request::Parts;
use crate::response::Response;
use crate::wire::Wire;

/// A request for a page that was not sent yet.
pub(crate) struct Start<T> {
    how: Result<Box<How>, Error>,
    marker: PhantomData<fn() -> T>,
}

enum How {
    First(Box<Parts>, Option<Vec<u8>>),
    Link(Client, Url, HeaderMap),
}

impl<T> Start<T> {
    pub(crate) fn first(parts: Parts, body: Option<Vec<u8>>) -> Self {
        Self {
            how: Ok(Box::new(How::First(Box::new(parts), body))),
            marker: PhantomData,
        }
    }

    pub(crate) fn link(client: Client, link: &str, headers: HeaderMap) -> Self {
        let how = match resolve(client.root(), link) {
            Some(url) => Ok(Box::new(How::Link(client, url, headers))),
            None => Err(Error::paging(link, "the link is no URL")),
        };
        Self {
            how,
            marker: PhantomData,
        }
    }

    pub(crate) fn failed(error: Error) -> Self {
        Self {
            how: Err(error),
            marker: PhantomData,
        }
    }
}

impl<T: Wire> Start<T> {
    pub(crate) async fn send(self) -> Result<Response<Page<T>>, Error> {
        let (answer, client, headers, base) = match *self.how? {
            How::First(parts, body) => {
                let (client, headers) = (parts.client().clone(), parts.headers().clone());
                let base = Url::parse(&parts.uri()?.to_string()).ok();
                (parts.send(body).await?, client, headers, base)
            }
            How::Link(client, url, headers) => {
                let target = Target::Link(url.clone());
                let accept = HeaderValue::from_static("application/json");
                let outgoing = Outgoing {
                    method: Method::GET,
                    target,
                    headers: headers.clone(),
                    body: None,
                    accept,
                };
                (client.send(outgoing).await?, client, headers, Some(url))
            }
        };
        // No content is what a null collection is; there is none in OData 4, but there are such services.
        if answer.status == http::StatusCode::NO_CONTENT {
            return Err(answer.no_content());
        }
        let page = answer.with(from_json::<PageBody<T>>)?;
        page.try_map(|body| {
            let absolute = |link: Option<String>| {
                link.map(|link| to_absolute(client.root(), base.as_ref(), link))
            };
            Ok(Page {
                items: body.items,
                next_link: absolute(body.next_link),
                delta_link: absolute(body.delta_link),
                count: body.count,
                annotations: body.annotations,
                walk: Some(Arc::new(Walk {
                    client: client.clone(),
                    headers,
                })),
            })
        })
    }
}

/// The link as an absolute URL, as far as it is one at all: what is none fails when it is followed.
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

/// OData JSON 4.01, 4.5.2: a relative link starts from the context URL, which is the service root's `$metadata`. An
/// empty link would be the root itself, which is no page.
fn resolve(base: &Url, link: &str) -> Option<Url> {
    if link.is_empty() {
        return None;
    }
    base.join(link).ok()
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
