//! The responses of a batch.

use std::fmt;

use super::{ItemId, Ticket};
use crate::error::{Error, RawResponse};
use crate::response::Response;

/// The responses to a batch, one for each request.
#[must_use = "each request of a batch can have failed"]
pub struct BatchResponses {
    batch: u64,
    /// `None` once it was taken.
    responses: Vec<Option<Result<RawResponse, Error>>>,
}

impl BatchResponses {
    pub(super) fn new(batch: u64, responses: Vec<Option<Result<RawResponse, Error>>>) -> Self {
        Self { batch, responses }
    }

    /// The result of a request, as if it had been sent alone.
    ///
    /// # Errors
    ///
    /// As for the request alone; also [`Error::Batch`] when the batch failed on the way, and
    /// [`Error::InvalidRequest`] for the ticket of another batch.
    pub fn take<R>(&mut self, ticket: Ticket<R>) -> Result<R, Error> {
        self.take_response(ticket).map(Response::into_body)
    }

    /// The result of a request, with its own status and headers.
    ///
    /// # Errors
    ///
    /// As for [`take`](Self::take).
    pub fn take_response<R>(&mut self, ticket: Ticket<R>) -> Result<Response<R>, Error> {
        let Ticket { id, origin, read } = ticket;
        let response = match self.responses.get_mut(id.index) {
            Some(response) if id.batch == self.batch => response.take(),
            _ => None,
        };
        match (response, origin) {
            (Some(response), Some(origin)) => read(response, origin),
            _ => Err(Error::invalid("the ticket is of another batch")),
        }
    }

    /// The requests that failed and whose results were not taken yet, with their errors.
    pub fn errors(&self) -> impl Iterator<Item = (ItemId, &Error)> {
        let batch = self.batch;
        let errors = self.responses.iter().enumerate();
        errors.filter_map(move |(index, response)| match response {
            Some(Err(error)) => Some((ItemId { batch, index }, error)),
            _ => None,
        })
    }
}

impl fmt::Debug for BatchResponses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchResponses")
            .field("responses", &self.responses.len())
            .field(
                "errors",
                &self.errors().map(|(_, error)| error).collect::<Vec<_>>(),
            )
            .finish_non_exhaustive()
    }
}
