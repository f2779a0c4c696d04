//! Splits bytes that arrive in chunks into items.

mod events;
mod lines;
mod sequence;

use bytes::{Buf as _, Bytes};

pub(super) use events::Events;
use lines::Lines;
pub(super) use sequence::RS;
use sequence::Sequence;

use crate::operation::Framing;

/// What comes next in a stream.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// An item, as it arrived.
    Item(Raw),
    /// An item that has more bytes than allowed. They were dropped.
    TooLong,
    /// Bytes that belong to no item.
    Stray(Vec<u8>),
}

/// The bytes of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Raw {
    /// The name of the event, if it has one.
    pub(super) event: Option<Box<str>>,
    pub(super) data: Vec<u8>,
    pub(super) end: End,
}

/// How an item ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum End {
    /// As its format says.
    #[default]
    Whole,
    /// Without the line feed of its format: something may be missing.
    Open,
    /// Without what would show that nothing is missing.
    Torn,
}

/// The state of a stream between two chunks. It never keeps more bytes than one item may have.
#[derive(Debug)]
pub(super) enum Splitter {
    Events(Events),
    Lines(Lines),
    Sequence(Sequence),
}

impl Splitter {
    pub(super) fn new(framing: Framing, limit: usize) -> Self {
        match framing {
            Framing::Events => Self::Events(Events::new(limit)),
            Framing::Lines => Self::Lines(Lines::new(limit)),
            Framing::Sequence => Self::Sequence(Sequence::new(limit)),
        }
    }

    /// Takes bytes from the front of a chunk until something is complete. `None`: all of it was taken.
    pub(super) fn next(&mut self, chunk: &mut Bytes) -> Option<Piece> {
        match self {
            Self::Events(events) => events.next(chunk),
            Self::Lines(lines) => lines.next(chunk),
            Self::Sequence(sequence) => sequence.next(chunk),
        }
    }

    /// What is left when no more bytes come.
    pub(super) fn end(&mut self) -> Option<Piece> {
        match self {
            // WHATWG HTML, 9.2.6: an event without the empty line at its end is dropped.
            Self::Events(_) => None,
            Self::Lines(lines) => lines.end(),
            Self::Sequence(sequence) => sequence.end(),
        }
    }

    /// Forgets what has begun to arrive.
    pub(super) fn clear(&mut self) {
        match self {
            // What has begun is dropped at the end anyway, and the last id is still wanted.
            Self::Events(_) => {}
            Self::Lines(lines) => *lines = Lines::new(0),
            Self::Sequence(sequence) => *sequence = Sequence::new(0),
        }
    }

    /// The state of a stream of events.
    pub(super) fn events(&self) -> Option<&Events> {
        match self {
            Self::Events(events) => Some(events),
            Self::Lines(_) | Self::Sequence(_) => None,
        }
    }
}

/// Bytes with a limit. What comes after it is counted as dropped.
#[derive(Debug)]
struct Bounded {
    bytes: Vec<u8>,
    limit: usize,
    is_full: bool,
}

impl Bounded {
    fn new(limit: usize) -> Self {
        Self {
            bytes: Vec::new(),
            limit,
            is_full: false,
        }
    }

    /// Adds bytes, unless they are too many together with `others`. Then it drops all, and stays full until it is taken.
    fn push(&mut self, bytes: &[u8], others: usize) {
        if self.is_full {
            return;
        }
        if self.bytes.len() + others + bytes.len() > self.limit {
            self.bytes = Vec::new();
            self.is_full = true;
        } else {
            self.bytes.extend_from_slice(bytes);
        }
    }

    /// The bytes; `None` if there were too many.
    fn take(&mut self) -> Option<Vec<u8>> {
        let bytes = std::mem::take(&mut self.bytes);
        (!std::mem::take(&mut self.is_full)).then_some(bytes)
    }
}

/// Skips a byte order mark at the start of a stream, whatever chunks it is in.
#[derive(Debug, Default)]
struct Start {
    seen: usize,
    is_over: bool,
}

const MARK: &[u8] = b"\xEF\xBB\xBF";

impl Start {
    /// Takes a mark from the chunk. What it returns belongs to the content: the start of a mark that was none.
    fn skip(&mut self, chunk: &mut Bytes) -> &'static [u8] {
        while !self.is_over {
            match chunk.first() {
                None => break,
                Some(byte) if *byte == MARK[self.seen] => {
                    chunk.advance(1);
                    self.seen += 1;
                    self.is_over = self.seen == MARK.len();
                }
                Some(_) => {
                    self.is_over = true;
                    return &MARK[..self.seen];
                }
            }
        }
        &[]
    }

    /// What belongs to the content when the stream ends.
    fn end(&mut self) -> &'static [u8] {
        match std::mem::replace(&mut self.is_over, true) {
            true => &[],
            false => &MARK[..self.seen],
        }
    }
}

#[cfg(test)]
mod tests;
