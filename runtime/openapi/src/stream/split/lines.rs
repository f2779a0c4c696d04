//! JSON lines: a value in each line. Lines without anything but white space are skipped.

use bytes::{Buf as _, Bytes};

use super::{Bounded, End, Piece, Raw, Start};

/// The state of a stream of lines.
#[derive(Debug)]
pub(in crate::stream) struct Lines {
    start: Start,
    line: Bounded,
}

impl Lines {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            start: Start::default(),
            line: Bounded::new(limit),
        }
    }

    pub(super) fn next(&mut self, chunk: &mut Bytes) -> Option<Piece> {
        self.line.push(self.start.skip(chunk), 0);
        while !chunk.is_empty() {
            let Some(end) = chunk.iter().position(|byte| *byte == b'\n') else {
                self.line.push(&chunk.split_off(0), 0);
                return None;
            };
            self.line.push(&chunk[..end], 0);
            chunk.advance(end + 1);
            if let Some(piece) = self.take(End::Whole) {
                return Some(piece);
            }
        }
        None
    }

    pub(super) fn end(&mut self) -> Option<Piece> {
        self.line.push(self.start.end(), 0);
        self.take(End::Open)
    }

    fn take(&mut self, end: End) -> Option<Piece> {
        let Some(data) = self.line.take() else {
            return Some(Piece::TooLong);
        };
        let is_blank = data.trim_ascii().is_empty();
        let event = None;
        (!is_blank).then_some(Piece::Item(Raw { event, data, end }))
    }
}
