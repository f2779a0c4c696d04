//! Server-sent events (WHATWG HTML, 9.2.5 and 9.2.6).

use std::time::Duration;

use bytes::{Buf as _, Bytes};

use super::{Bounded, End, Piece, Raw, Start};

/// The state of a stream of events.
#[derive(Debug)]
pub(in crate::stream) struct Events {
    start: Start,
    /// The line that is arriving. Comments are not kept.
    line: Bounded,
    is_comment: bool,
    /// Whether the line that is arriving has a byte already.
    has_begun: bool,
    /// Whether the last byte was a CR, so that a LF belongs to it.
    after_return: bool,
    event: Option<Box<str>>,
    /// The `data` lines, each with a LF at its end.
    data: Vec<u8>,
    /// Whether the event was too long; the rest of it is dropped.
    is_too_long: bool,
    id: Option<Box<str>>,
    /// `id`, as it counts once its event is complete.
    last_id: Option<Box<str>>,
    retry: Option<Duration>,
}

impl Events {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            start: Start::default(),
            line: Bounded::new(limit),
            is_comment: false,
            has_begun: false,
            after_return: false,
            event: None,
            data: Vec::new(),
            is_too_long: false,
            id: None,
            last_id: None,
            retry: None,
        }
    }

    /// The id of the last event that was complete; `None` if there is none, or if it is empty.
    pub(in crate::stream) fn last_id(&self) -> Option<&str> {
        self.last_id.as_deref()
    }

    pub(in crate::stream) fn set_last_id(&mut self, id: Option<&str>) {
        self.id = id.map(Into::into);
        self.last_id.clone_from(&self.id);
    }

    /// How long the service wants a client to wait before it connects again.
    pub(in crate::stream) fn retry(&self) -> Option<Duration> {
        self.retry
    }

    pub(super) fn next(&mut self, chunk: &mut Bytes) -> Option<Piece> {
        let no_mark = self.start.skip(chunk);
        self.push(no_mark);
        while !chunk.is_empty() {
            // A CR ends the line at once, so that an event is complete before the next byte arrives.
            if std::mem::take(&mut self.after_return) && chunk[0] == b'\n' {
                chunk.advance(1);
                continue;
            }
            let end = chunk.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            let Some(end) = end else {
                self.push(&chunk.split_off(0));
                return None;
            };
            self.push(&chunk[..end]);
            self.after_return = chunk[end] == b'\r';
            chunk.advance(end + 1);
            if let Some(piece) = self.end_line() {
                return Some(piece);
            }
        }
        None
    }

    fn push(&mut self, bytes: &[u8]) {
        let Some(first) = bytes.first() else {
            return;
        };
        if !std::mem::replace(&mut self.has_begun, true) {
            self.is_comment = *first == b':';
        }
        if !self.is_comment && !self.is_too_long {
            self.line.push(bytes, self.data.len());
        }
    }

    fn end_line(&mut self) -> Option<Piece> {
        let is_comment = std::mem::take(&mut self.is_comment);
        if !std::mem::take(&mut self.has_begun) {
            return self.dispatch();
        }
        match self.line.take() {
            _ if is_comment || self.is_too_long => {}
            Some(line) => self.field(&line),
            None => {
                self.is_too_long = true;
                self.data = Vec::new();
            }
        }
        None
    }

    fn field(&mut self, line: &[u8]) {
        let colon = line.iter().position(|byte| *byte == b':');
        let (name, value) = line.split_at(colon.unwrap_or(line.len()));
        let value = value.strip_prefix(b":").unwrap_or(value);
        let value = value.strip_prefix(b" ").unwrap_or(value);
        match name {
            b"data" => {
                self.data.extend_from_slice(value);
                self.data.push(b'\n');
            }
            b"event" => self.event = text(value),
            b"id" if !value.contains(&0) => self.id = text(value),
            b"retry" if !value.is_empty() && value.iter().all(u8::is_ascii_digit) => {
                let digits = String::from_utf8_lossy(value);
                // A number that is too large is not a time anybody waits.
                self.retry = digits.parse().ok().map(Duration::from_millis);
            }
            _ => {}
        }
    }

    /// The event, at the empty line after it.
    fn dispatch(&mut self) -> Option<Piece> {
        self.last_id.clone_from(&self.id);
        let event = self.event.take();
        if std::mem::take(&mut self.is_too_long) {
            return Some(Piece::TooLong);
        }
        let mut data = std::mem::take(&mut self.data);
        // Without a line `data` there is no event.
        data.pop()?;
        let end = End::Whole;
        Some(Piece::Item(Raw { event, data, end }))
    }
}

/// A text; bytes that are no UTF-8 become `U+FFFD`. `None` if it is empty.
fn text(value: &[u8]) -> Option<Box<str>> {
    (!value.is_empty()).then(|| String::from_utf8_lossy(value).into())
}
