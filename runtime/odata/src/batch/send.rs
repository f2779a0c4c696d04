//! Sending: which requests are sent together, and which response belongs to which request.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use clientwright_http::error::TransportError;
use clientwright_http::retry::{self, Outcome, Wait};
use http::{HeaderMap, HeaderValue, Method, StatusCode};

use super::format::{self, Item};
use super::{Batch, BatchResponses, Entry};
use crate::client::{How, Outgoing, PREFER};
use crate::error::{Error, RawResponse};
use crate::success::only_error;

/// The result of each request; `None` while it is not known.
type Outcomes = Vec<Option<Result<RawResponse, Error>>>;

impl Batch {
    /// Sends the requests and reads all responses.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] when one of the requests cannot be sent as it was built; nothing was sent then.
    /// Otherwise the error of the first of the batches that the requests were split into. When a later batch fails, or
    /// one that repeats requests, the responses that arrived before are kept: the error is the result of each of the
    /// other requests, as [`Error::Batch`].
    pub async fn send(self) -> Result<BatchResponses, Error> {
        if let Some(error) = self.error {
            return Err(error);
        }
        if self.sets.iter().any(|set| set.len() > self.size) {
            let reason = format!("a change set has more than {} requests", self.size);
            return Err(Error::invalid(reason));
        }
        let mut outcomes: Outcomes = self.entries.iter().map(|_| None).collect();
        let mut rest = 0;
        while rest < self.entries.len() {
            let (together, end) = self.together(rest, &mut outcomes);
            if !together.is_empty()
                && let Err(error) = self.exchange(&together, &mut outcomes).await
            {
                if outcomes.iter().all(Option::is_none) {
                    return Err(error);
                }
                let error = Arc::new(error);
                for outcome in outcomes.iter_mut().filter(|outcome| outcome.is_none()) {
                    *outcome = Some(Err(Error::Batch(Arc::clone(&error))));
                }
                break;
            }
            rest = end;
        }
        Ok(BatchResponses::new(self.number, outcomes))
    }

    /// The requests from `start` on that are sent together, and the index after them. A request that depends on one that
    /// failed in an earlier batch fails here, since the service no longer knows that one.
    fn together(&self, start: usize, outcomes: &mut Outcomes) -> (Vec<usize>, usize) {
        let mut together = Vec::new();
        let mut index = start;
        while let Some(entry) = self.entries.get(index) {
            // A change set stays whole.
            let unit = match entry.set {
                Some(set) => self.sets[set].clone(),
                None => index..index + 1,
            };
            if together.len() + unit.len() > self.size {
                break;
            }
            index = unit.end;
            let doomed = self.entries[unit.clone()]
                .iter()
                .flat_map(|entry| &entry.after)
                .any(|&after| matches!(outcomes[after], Some(Err(_))));
            if doomed {
                for index in unit {
                    outcomes[index] =
                        Some(RawResponse::failed_dependency(&self.entries[index]).check());
                }
            } else {
                together.extend(unit);
            }
        }
        (together, index)
    }

    /// Sends some of the requests as one, and repeats those with the status 429 or 503.
    async fn exchange(&self, together: &[usize], outcomes: &mut Outcomes) -> Result<(), Error> {
        let mut open = together.to_vec();
        for repeat in 0.. {
            self.attempt(&open, outcomes).await?;
            let Some(timer) = self.client.http().timer() else {
                break;
            };
            let Some((again, pause, asked)) = self.again(&open, outcomes, repeat) else {
                break;
            };
            if !asked && !self.client.http().retry_budget().withdraw() {
                break;
            }
            timer.sleep(pause).await;
            for &index in &again {
                outcomes[index] = None;
            }
            open = again;
        }
        Ok(())
    }

    /// Sends some of the requests as one and sorts the responses.
    async fn attempt(&self, open: &[usize], outcomes: &mut Outcomes) -> Result<(), Error> {
        let items: Vec<_> = open
            .iter()
            .map(|&index| self.item(index, outcomes))
            .collect();
        let body = format::write(&items).map_err(|error| Error::invalid(error.to_string()))?;
        let uri = format!("{}$batch", self.client.base_url())
            .try_into()
            .map_err(|error| Error::invalid(format!("base URL: {error}")))?;
        let mut settings = self.settings.clone();
        // Protocol 4.01, 8.2.8.3: without it, a service may stop at the first request that fails.
        settings.header(PREFER, "odata.continue-on-error")?;
        let outgoing = Outgoing {
            method: Method::POST,
            uri,
            settings,
            body: Some(body.into()),
            accept: HeaderValue::from_static("application/json"),
            how: How::default(),
        };
        let response = self.client.send(outgoing).await?;
        let mut responses = match format::read(&response.body) {
            Ok(responses) => responses,
            Err(reason) => {
                return Err(match only_error(&response.body) {
                    Some(content) => response.odata(content),
                    None => response.undecodable(crate::json::DecodeError::from_text(&reason)),
                });
            }
        };
        for &index in open {
            let request = self.entries[index].request.clone();
            outcomes[index] = Some(match responses.remove(&id(index)) {
                Some(item) => {
                    RawResponse::new(request, item.status, item.headers, item.body).check()
                }
                None => Err(Error::Transport(Box::new(TransportError::new(
                    request,
                    MissingResponse,
                )))),
            });
        }
        self.undo(outcomes);
        Ok(())
    }

    /// The requests to send again: those with the status 429 or 503, their change sets, and requests that depend on
    /// them. Also the pause, and whether the service named one for each of them.
    fn again(
        &self,
        open: &[usize],
        outcomes: &Outcomes,
        repeat: u32,
    ) -> Option<(Vec<usize>, Duration, bool)> {
        let mut pause = None;
        let mut asked = true;
        let mut again: Vec<usize> = Vec::new();
        // A change set is sent again as a whole or not at all.
        for unit in open.chunk_by(|&a, &b| self.in_one_set(a, b)) {
            let failures = unit.iter().filter_map(|&index| match &outcomes[index] {
                Some(Err(error)) => Some((&self.entries[index], error)),
                _ => None,
            });
            let mut longest = None;
            let mut waited = false;
            let mut for_good = false;
            let mut named = true;
            for (entry, error) in failures {
                if let Some(wait) = self.wait(entry, error, repeat) {
                    longest = longest.max(Some(wait.pause));
                    named &= wait.by_service;
                } else if error.status() == Some(StatusCode::FAILED_DEPENDENCY) {
                    waited |= entry.after.iter().any(|after| again.contains(after));
                } else {
                    for_good = true;
                }
            }
            if !for_good && (longest.is_some() || waited) {
                pause = pause.max(longest);
                asked &= named;
                again.extend(unit);
            }
        }
        let pause = pause?;
        Some((again, pause, asked))
    }

    fn in_one_set(&self, a: usize, b: usize) -> bool {
        self.entries[a].set.is_some() && self.entries[a].set == self.entries[b].set
    }

    /// The pause before a request with the status 429 or 503 is sent again; `None` when it is not.
    fn wait(&self, entry: &Entry, error: &Error, repeat: u32) -> Option<Wait> {
        let status = error.status()?;
        if !matches!(
            status,
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE
        ) {
            return None;
        }
        let own = entry.retry.as_ref();
        let of_batch = own.or(self.settings.retry.as_ref());
        let policy = of_batch.unwrap_or_else(|| self.client.http().retry_policy());
        let outcome = Outcome::Response(status, error.retry_after());
        let idempotent = retry::is_idempotent(entry.request.method(), &entry.headers);
        policy.judge(repeat, idempotent, &outcome)
    }

    /// Some services report that a change succeeded, and then undo it with its change set when another change fails.
    fn undo(&self, outcomes: &mut Outcomes) {
        for set in &self.sets {
            let outcomes = &mut outcomes[set.clone()];
            if outcomes
                .iter()
                .any(|outcome| matches!(outcome, Some(Err(_))))
            {
                let entries = &self.entries[set.clone()];
                for (outcome, entry) in outcomes.iter_mut().zip(entries) {
                    if matches!(outcome, Some(Ok(_))) {
                        *outcome = Some(RawResponse::failed_dependency(entry).check());
                    }
                }
            }
        }
    }

    fn item(&self, index: usize, outcomes: &Outcomes) -> Item<'_> {
        let entry = &self.entries[index];
        let mut depends_on = Vec::new();
        // A request with a response in an earlier batch has succeeded, otherwise this request would not be sent.
        for &after in entry
            .after
            .iter()
            .filter(|&&after| outcomes[after].is_none())
        {
            let name = match self.entries[after].set {
                // OData JSON 4.01, 19.1: from outside, a change set is waited for as a whole.
                Some(set) if entry.set != Some(set) => group(set),
                _ => id(after),
            };
            if !depends_on.contains(&name) {
                depends_on.push(name);
            }
        }
        Item {
            id: id(index),
            entry,
            depends_on,
            group: entry.set.map(group),
        }
    }
}

/// Ids count from 1.
fn id(index: usize) -> String {
    (index + 1).to_string()
}

fn group(set: usize) -> String {
    format!("set{}", set + 1)
}

impl RawResponse {
    /// The response to a request that depends on one that failed.
    fn failed_dependency(entry: &Entry) -> Self {
        Self::new(
            entry.request.clone(),
            StatusCode::FAILED_DEPENDENCY,
            HeaderMap::new(),
            Bytes::new(),
        )
    }
}

/// The service left a request of a batch without a response.
#[derive(Debug)]
struct MissingResponse;

impl fmt::Display for MissingResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the response to the batch has none to this request")
    }
}

impl std::error::Error for MissingResponse {}
