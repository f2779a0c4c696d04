//! Offsets from UTC and how they are written.

use super::digits::{Buffer, Cursor};
use time::UtcOffset;

/// How an offset was written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    Z,
    Numeric,
    /// `-00:00`, an offset of zero that differs from `+00:00` only in text.
    MinusZero,
}

impl Zone {
    /// How an offset is written that was not read.
    pub(super) fn of(offset: UtcOffset) -> Self {
        match offset.is_utc() {
            true => Self::Z,
            false => Self::Numeric,
        }
    }
}

/// `"Z" / SIGN hour ":" minute`
#[inline]
pub(super) fn read(cursor: &mut Cursor<'_>) -> Option<(UtcOffset, Zone)> {
    match cursor.next()? {
        b'Z' | b'z' => Some((UtcOffset::UTC, Zone::Z)),
        sign @ (b'+' | b'-') => {
            let hour = i8::try_from(cursor.two().filter(|hour| *hour < 24)?).ok()?;
            cursor.expect(b':')?;
            let minute = i8::try_from(cursor.two().filter(|minute| *minute < 60)?).ok()?;
            let factor = if sign == b'-' { -1 } else { 1 };
            let offset = UtcOffset::from_hms(factor * hour, factor * minute, 0).ok()?;
            let zone = match factor < 0 && offset.is_utc() {
                true => Zone::MinusZero,
                false => Zone::Numeric,
            };
            Some((offset, zone))
        }
        _ => None,
    }
}

pub(super) fn write(offset: UtcOffset, zone: Zone, buffer: &mut Buffer) {
    if zone == Zone::Z {
        buffer.push(b'Z');
        return;
    }
    let (hours, minutes, _) = offset.as_hms();
    let is_negative = offset.is_negative() || zone == Zone::MinusZero;
    buffer.push(if is_negative { b'-' } else { b'+' });
    buffer.two(hours.unsigned_abs());
    buffer.push(b':');
    buffer.two(minutes.unsigned_abs());
}
