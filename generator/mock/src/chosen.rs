//! The responses that tests chose.

use std::fmt;
use std::sync::Arc;

use http::Method;

use crate::error::Error;
use crate::invocation::Invocation;
use crate::pattern::{Pattern, Requested};
use crate::reply::Reply;

/// A response that a test chose for some requests.
#[derive(Debug)]
pub(crate) struct Chosen {
    pub(crate) method: Method,
    pub(crate) path: Pattern,
    /// How often it is used; `None` is always.
    pub(crate) times: Option<usize>,
    pub(crate) source: Source,
}

/// Where a chosen response comes from.
#[derive(Clone)]
pub(crate) enum Source {
    Reply(Reply),
    Handler(Handler),
}

/// What makes a response for each request.
pub(crate) type Handler = Arc<dyn Fn(&Invocation<'_>) -> Result<Reply, Error> + Send + Sync>;

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reply(reply) => reply.fmt(f),
            Self::Handler(_) => f.write_str("a handler"),
        }
    }
}

/// The responses that tests chose. The last one that fits a request is used.
#[derive(Debug, Default)]
pub(crate) struct AllChosen(Vec<Chosen>);

impl AllChosen {
    pub(crate) fn push(&mut self, chosen: Chosen) {
        // Several for a number of requests are used in the order of the test, so that a sequence reads as it is written.
        match chosen.times {
            Some(0) => {}
            _ => self.0.push(chosen),
        }
    }

    pub(crate) fn next(&mut self, method: &Method, path: &Requested<'_>) -> Option<Source> {
        let fits = |chosen: &Chosen| chosen.method == method && chosen.path.is_match(path);
        let counted = |chosen: &Chosen| chosen.times.is_some() && fits(chosen);
        let at = match self.0.iter().position(counted) {
            Some(at) => at,
            None => self.0.iter().rposition(fits)?,
        };
        let chosen = &mut self.0[at];
        if let Some(times) = &mut chosen.times {
            *times -= 1;
        }
        let source = chosen.source.clone();
        if self.0[at].times == Some(0) {
            self.0.remove(at);
        }
        Some(source)
    }
}
