//! A page that is too long to be kept in memory: its items are yielded while it arrives.

use bytes::Bytes;
use clientwright_http::Reading;
use clientwright_values::__private::in_item;
use serde::de::IgnoredAny;

use super::Page;
use super::link::{Start, read};
use super::scan::Scanner;
use super::unreadable::{Failures, ItemError};
use crate::Body;
use crate::error::{Content, Error, RawResponse};
use crate::json::DecodeError;
use crate::request::Origin;
use crate::success::item_error;
use crate::tolerant::Reader;
use crate::wire::Wire;
use clientwright_values::mend::Mended;

/// Pages up to this length are read to their end before the first item is yielded, and are sent again when the
/// connection breaks: longer than most pages of services, and small compared with a program's memory.
const HEAD: u64 = 4 * 1024 * 1024;

/// How much text is read at once, which limits the number of items in memory.
const BITE: usize = 64 * 1024;

/// A page, or the beginning of one.
pub(super) enum Part<T> {
    Whole(Page<T>),
    Begun(Box<Pieces>),
}

/// The rest of a page, whose items were not yielded yet.
pub(super) struct Pieces {
    response: clientwright_http::Response<Body>,
    origin: Origin,
    /// The part that has arrived and was not scanned.
    arrived: Bytes,
    scanner: Scanner,
    /// How many items were yielded, including those that could not be read.
    count: usize,
    /// The error of the item after those that were yielded.
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

/// The next part of a page.
pub(super) enum Next<T> {
    Items(Batch<T>, Box<Pieces>),
    /// The page without the items that were yielded.
    End(Page<T>),
}

impl<T: Wire> Start<T> {
    /// Requests a page, and reads the part that is read at once.
    pub(super) async fn open(self) -> Result<Part<T>, Error> {
        let (mut outgoing, origin) = self.parts().split()?;
        outgoing.how.reading = Reading::Head(HEAD);
        let response = origin.client.open(outgoing).await?;
        if response.body.as_bytes().is_some() {
            let response = RawResponse(response.collect(u64::MAX).await?).reported();
            return Ok(Part::Whole(read(response, origin)?.into_body()));
        }
        Ok(Part::Begun(Box::new(Pieces {
            response,
            origin,
            arrived: Bytes::new(),
            scanner: Scanner::default(),
            count: 0,
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
    /// [`Error::Transport`] when the connection breaks, [`Error::Decode`] when the page does not match the metadata.
    pub(super) async fn next<T: Wire>(mut self: Box<Self>) -> Result<Next<T>, Error> {
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        loop {
            if self.arrived.is_empty() {
                match self.response.chunk().await? {
                    Some(chunk) => self.arrived = chunk,
                    None => return self.end(),
                }
            }
            let bite = self.arrived.split_to(self.arrived.len().min(BITE));
            let (start, mut items, mut failures) = (self.count, Vec::new(), Failures::new());
            let response = &self.response;
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
                        failures.push(index, error, text, || {
                            RawResponse(response.with_body(Bytes::new()))
                        });
                        Ok(())
                    }
                    Err(error) => Err((error, Bytes::copy_from_slice(text))),
                }
            });
            let failed = failures.all;
            self.count += items.len() + failed.len();
            if let Err((error, text)) = taken {
                let response = RawResponse(self.response.with_body(text));
                let failure = match error {
                    Unreadable::Error(error) => response.odata(error.in_item(self.count)),
                    Unreadable::Other(error) => response.undecodable(in_item(error, self.count)),
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

    fn end<T: Wire>(mut self) -> Result<Next<T>, Error> {
        if let Some(error) = RawResponse::reported_after(&mut self.response) {
            return Err(error);
        }
        let response = RawResponse(self.response.with_body(self.scanner.into_envelope().into()));
        Ok(Next::End(read(Ok(response), self.origin)?.into_body()))
    }
}
