//! A page that is too long to be held: its items are handed out while it arrives.

use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::IgnoredAny;

use super::Page;
use super::link::{Start, read};
use super::scan::Scanner;
use super::unreadable::{Failures, ItemError};
use crate::DecodeError;
use crate::client::{Opened, lost};
use crate::error::{Answer, Content, Error, InStream, RequestName, TimedOut};
use crate::layer::Reading;
use crate::request::Origin;
use crate::success::item_error;
use crate::timer::within;
use crate::tolerant::{Mended, Reader};
use crate::transport::{Body, data};
use crate::wire::Wire;

/// Pages up to this length are read to their end before the first item is handed out, and are sent again when they break
/// off: many times what services put on a page, and little beside what a program has.
const HEAD: u64 = 4 * 1024 * 1024;

/// How much text is taken at once, so that not too many items are there at a time.
const BITE: usize = 64 * 1024;

/// A page, or the beginning of one.
pub(super) enum Part<T> {
    Whole(Page<T>),
    Begun(Box<Pieces>),
}

/// What of a page has not been handed out.
pub(super) struct Pieces {
    request: RequestName,
    status: StatusCode,
    headers: HeaderMap,
    origin: Origin,
    body: Body,
    /// What has arrived and is not looked at.
    arrived: Bytes,
    scanner: Scanner,
    /// How many items were handed out, those included that could not be read.
    count: usize,
    /// The time that the request has, and what of it is left for waiting: that a reader takes its time is none of the
    /// service's fault.
    time: Option<(Duration, Duration)>,
    /// What is wrong with the item after those that were handed out.
    failure: Option<Error>,
}

/// Some items of a page that come one after the other.
pub(super) struct Batch<T> {
    /// The index of the first of them.
    pub(super) start: usize,
    pub(super) items: Vec<T>,
    pub(super) failed: Vec<ItemError>,
    pub(super) mended: Vec<Mended>,
}

/// What comes of a page.
pub(super) enum Next<T> {
    Items(Batch<T>, Box<Pieces>),
    /// The page without the items that were handed out.
    End(Page<T>),
}

impl<T: Wire> Start<T> {
    /// Asks for a page, and reads as much of it as is read at once.
    pub(super) async fn open(self) -> Result<Part<T>, Error> {
        let (mut outgoing, origin) = self.parts()?.split()?;
        outgoing.how.reading = Reading::Head(HEAD);
        let client = origin.client.clone();
        let time = client.time_for(&outgoing.settings);
        let began = client.timer().map(|timer| timer.now());
        let Opened { request, response } = client.open(outgoing).await?;
        let (parts, body) = response.into_parts();
        if body.as_bytes().is_some() {
            let body = body.start(u64::MAX).await;
            let response = http::Response::from_parts(parts, body);
            let page = read(Ok(Answer::new(request, response)), origin)?;
            return Ok(Part::Whole(page.into_body()));
        }
        let waited = client.timer().zip(began);
        let waited = waited.map(|(timer, began)| timer.now().saturating_sub(began));
        Ok(Part::Begun(Box::new(Pieces {
            request,
            status: parts.status,
            headers: parts.headers,
            origin,
            body,
            arrived: Bytes::new(),
            scanner: Scanner::default(),
            count: 0,
            time: time.map(|time| (time, time.saturating_sub(waited.unwrap_or_default()))),
            failure: None,
        })))
    }
}

/// Why an item cannot be read.
enum Unreadable {
    /// It is an error in its place.
    Error(Box<Content>),
    Other(DecodeError),
}

fn read_item<T: Wire>(reader: &mut Reader, index: usize, text: &[u8]) -> Result<T, Unreadable> {
    match item_error::<T>(text) {
        Some(error) => Err(Unreadable::Error(Box::new(error))),
        None => reader.read_item(index, text).map_err(Unreadable::Other),
    }
}

fn is_json(text: &[u8]) -> bool {
    serde_json::from_slice::<IgnoredAny>(text).is_ok()
}

impl Pieces {
    /// Some items, at least one, or the end.
    ///
    /// # Errors
    ///
    /// [`Error::Transport`] when the page breaks off, [`Error::Decode`] when it is not what the metadata says.
    pub(super) async fn next<T: Wire>(mut self: Box<Self>) -> Result<Next<T>, Error> {
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        loop {
            if self.arrived.is_empty() {
                match self.frame().await? {
                    Some(frame) => self.arrived = frame,
                    None => return self.end(),
                }
            }
            let bite = self.arrived.split_to(self.arrived.len().min(BITE));
            let (start, mut items, mut failures) = (self.count, Vec::new(), Failures::new());
            let (request, status, headers) = (&self.request, self.status, &self.headers);
            let answer = |body| Answer {
                request: request.clone(),
                status,
                headers: headers.clone(),
                body,
            };
            let mut reader = Reader::new(&self.origin.client);
            let taken = self.scanner.feed(&bite, |text| {
                let index = start + items.len() + failures.all.len();
                match read_item(&mut reader, index, text) {
                    Ok(item) => {
                        items.push(item);
                        Ok(())
                    }
                    // What is no JSON leaves no doubt that the page is broken.
                    Err(Unreadable::Other(error)) if is_json(text) => {
                        let text = Bytes::copy_from_slice(text);
                        failures.push(index, error, text, || answer(Bytes::new()));
                        Ok(())
                    }
                    Err(error) => Err((error, Bytes::copy_from_slice(text))),
                }
            });
            let failed = failures.all;
            self.count += items.len() + failed.len();
            if let Err((error, text)) = taken {
                let answer = self.answer(text);
                let failure = match error {
                    Unreadable::Error(error) => answer.odata(error.in_item(self.count)),
                    Unreadable::Other(error) => answer.undecodable(error.in_item(self.count)),
                };
                if items.is_empty() && failed.is_empty() {
                    return Err(failure);
                }
                // What was whole comes out first.
                self.failure = Some(failure);
            }
            if !items.is_empty() || !failed.is_empty() {
                let batch = Batch {
                    start,
                    items,
                    failed,
                    mended: reader.mended,
                };
                return Ok(Next::Items(batch, self));
            }
        }
    }

    /// The bytes that come next. `None`: that was all.
    async fn frame(&mut self) -> Result<Option<Bytes>, Error> {
        loop {
            let body = &mut self.body;
            let next =
                std::future::poll_fn(|cx| http_body::Body::poll_frame(Pin::new(&mut *body), cx));
            let frame = match (&mut self.time, self.origin.client.timer()) {
                (Some((all, left)), Some(timer)) => {
                    let began = timer.now();
                    let frame = within(timer, *left, next).await;
                    *left = left.saturating_sub(timer.now().saturating_sub(began));
                    frame.unwrap_or_else(|| Some(Err(TimedOut(*all).into())))
                }
                _ => next.await,
            };
            match frame {
                None => return Ok(None),
                Some(frame) => match frame.and_then(data) {
                    Ok(data) if data.is_empty() => {}
                    Ok(data) => return Ok(Some(data)),
                    Err(error) => {
                        let error = InStream::with_head(error, self.status, &self.headers);
                        return Err(lost(self.request.clone(), error));
                    }
                },
            }
        }
    }

    fn end<T: Wire>(self) -> Result<Next<T>, Error> {
        let answer = Answer {
            request: self.request,
            status: self.status,
            headers: self.headers,
            body: self.scanner.into_envelope().into(),
        };
        let page = read(Ok(answer), self.origin)?;
        Ok(Next::End(page.into_body()))
    }

    /// The answer, with a part of its body.
    fn answer(&self, body: Bytes) -> Answer {
        Answer {
            request: self.request.clone(),
            status: self.status,
            headers: self.headers.clone(),
            body,
        }
    }
}
