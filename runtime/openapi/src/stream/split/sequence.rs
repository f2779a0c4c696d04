//! JSON text sequences (RFC 7464): a record separator before each value, and a line feed after it.

use bytes::{Buf as _, Bytes};

use super::{Bounded, End, Piece, Raw};

/// The record separator.
pub(in crate::stream) const RS: u8 = 0x1E;

/// The state of a sequence.
#[derive(Debug)]
pub(in crate::stream) struct Sequence {
    item: Bounded,
    /// Whether a record separator came, so that the bytes are those of an item.
    has_begun: bool,
    scan: Scan,
}

/// How far the JSON of an item is.
#[derive(Debug, Default)]
struct Scan {
    depth: usize,
    in_string: bool,
    after_backslash: bool,
    has_value: bool,
}

impl Scan {
    /// Whether a byte is the line feed after a whole value.
    fn is_end(&mut self, byte: u8) -> bool {
        match byte {
            _ if self.after_backslash => self.after_backslash = false,
            b'\\' if self.in_string => self.after_backslash = true,
            b'"' => {
                self.in_string = !self.in_string;
                self.has_value = true;
            }
            _ if self.in_string => {}
            b'\n' => return self.depth == 0 && self.has_value,
            b'[' | b'{' => {
                self.depth += 1;
                self.has_value = true;
            }
            b']' | b'}' => self.depth = self.depth.saturating_sub(1),
            byte => self.has_value |= !byte.is_ascii_whitespace(),
        }
        false
    }
}

impl Sequence {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            item: Bounded::new(limit),
            has_begun: false,
            scan: Scan::default(),
        }
    }

    pub(super) fn next(&mut self, chunk: &mut Bytes) -> Option<Piece> {
        while !chunk.is_empty() {
            let (has_begun, scan) = (self.has_begun, &mut self.scan);
            // With the line feed an item is whole, before the separator of the next one arrives.
            let is_end = |byte: &u8| *byte == RS || has_begun && scan.is_end(*byte);
            let Some(end) = chunk.iter().position(is_end) else {
                self.item.push(&chunk.split_off(0), 0);
                return None;
            };
            let is_separator = chunk[end] == RS;
            self.item.push(&chunk[..end], 0);
            chunk.advance(end + 1);
            let piece = self.take(!is_separator);
            self.has_begun = is_separator;
            if piece.is_some() {
                return piece;
            }
        }
        None
    }

    pub(super) fn end(&mut self) -> Option<Piece> {
        self.take(false)
    }

    fn take(&mut self, is_whole: bool) -> Option<Piece> {
        self.scan = Scan::default();
        let Some(data) = self.item.take() else {
            return Some(Piece::TooLong);
        };
        // RFC 7464, 2.1: empty items are skipped.
        let last = *data.trim_ascii_end().last()?;
        let end = match is_whole {
            true => End::Whole,
            // RFC 7464, 2.4: a number or a word without a line feed may lack its own end.
            false if !b"}]\"".contains(&last) && !data.ends_with(b"\n") => End::Torn,
            false => End::Open,
        };
        let event = None;
        Some(match self.has_begun {
            true => Piece::Item(Raw { event, data, end }),
            false => Piece::Stray(data),
        })
    }
}
