//! Digits out of bytes and into a buffer, for the date and time types.

/// Reads text from the left.
pub(super) struct Cursor<'a> {
    rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    #[inline]
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            rest: text.as_bytes(),
        }
    }

    #[inline]
    pub(super) fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    #[inline]
    pub(super) fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    #[inline]
    pub(super) fn next(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    /// Skips a byte if it comes next.
    #[inline]
    pub(super) fn take(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        if is_next {
            self.next();
        }
        is_next
    }

    /// Skips a byte that must come next.
    #[inline]
    pub(super) fn expect(&mut self, byte: u8) -> Option<()> {
        self.take(byte).then_some(())
    }

    /// Exactly two digits.
    #[inline]
    pub(super) fn two(&mut self) -> Option<u8> {
        let [a @ b'0'..=b'9', b @ b'0'..=b'9', rest @ ..] = self.rest else {
            return None;
        };
        self.rest = rest;
        Some((a - b'0') * 10 + (b - b'0'))
    }

    /// All digits that come next, as text; at least one.
    #[inline]
    pub(super) fn digits(&mut self) -> Option<&'a [u8]> {
        let end = self
            .rest
            .iter()
            .position(|byte| !byte.is_ascii_digit())
            .unwrap_or(self.rest.len());
        let (digits, rest) = self.rest.split_at(end);
        self.rest = rest;
        (!digits.is_empty()).then_some(digits)
    }
}

/// Parses digits; `None` when they exceed a `u64`.
#[inline]
pub(super) fn number(digits: &[u8]) -> Option<u64> {
    if digits.len() < 19 {
        return Some(
            digits
                .iter()
                .fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0')),
        );
    }
    digits.iter().try_fold(0_u64, |sum, digit| {
        sum.checked_mul(10)?.checked_add(u64::from(digit - b'0'))
    })
}

/// A fraction of a second as it was written: up to twelve digits, zeros at the end included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Fraction {
    pub(super) nanos: u32,
    /// What the tenth to twelfth digit add.
    pub(super) picos: u16,
    pub(super) digits: u8,
}

impl Fraction {
    /// Reads `.` and digits if a point comes next. OData ABNF 4.01: `fractionalSeconds = 1*12DIGIT`.
    #[inline]
    pub(super) fn read(cursor: &mut Cursor<'_>) -> Option<Self> {
        if !cursor.take(b'.') {
            return Some(Self::default());
        }
        let text = cursor.digits().filter(|digits| digits.len() <= 12)?;
        let digits = u8::try_from(text.len()).ok()?;
        let picos = number(text)? * 10_u64.pow(12 - u32::from(digits));
        Some(Self {
            nanos: u32::try_from(picos / 1000).ok()?,
            picos: u16::try_from(picos % 1000).ok()?,
            digits,
        })
    }

    /// The fewest digits with the same value.
    pub(super) fn from_nanos(nanos: u32) -> Self {
        let mut digits = if nanos == 0 { 0 } else { 9 };
        let mut rest = nanos;
        while digits > 0 && rest.is_multiple_of(10) {
            rest /= 10;
            digits -= 1;
        }
        Self {
            nanos,
            picos: 0,
            digits,
        }
    }

    pub(super) fn write(self, buffer: &mut Buffer) {
        if self.digits == 0 {
            return;
        }
        let mut picos = u64::from(self.nanos) * 1000 + u64::from(self.picos);
        let mut digits = [b'0'; 12];
        for digit in digits.iter_mut().rev() {
            *digit = b'0' + u8::try_from(picos % 10).unwrap_or_default();
            picos /= 10;
        }
        buffer.push(b'.');
        for digit in digits.iter().take(usize::from(self.digits)) {
            buffer.push(*digit);
        }
    }
}

/// Room for the longest date and time: `-999999-12-31T23:59:59.999999999999+14:00` has 41 bytes.
pub(super) struct Buffer {
    bytes: [u8; 48],
    len: usize,
}

impl Buffer {
    pub(super) fn new() -> Self {
        Self {
            bytes: [0; 48],
            len: 0,
        }
    }

    #[inline]
    pub(super) fn push(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.len) {
            *place = byte;
            self.len += 1;
        }
    }

    #[inline]
    pub(super) fn two(&mut self, number: u8) {
        self.push(b'0' + number / 10 % 10);
        self.push(b'0' + number % 10);
    }

    /// A year: at least four digits.
    pub(super) fn year(&mut self, year: i32) {
        if year < 0 {
            self.push(b'-');
        }
        let year = year.unsigned_abs();
        let mut divisor = 1000;
        while year / divisor >= 10 {
            divisor *= 10;
        }
        while divisor > 0 {
            self.push(b'0' + u8::try_from(year / divisor % 10).unwrap_or_default());
            divisor /= 10;
        }
    }

    pub(super) fn as_str(&self) -> &str {
        // Nothing but ASCII was pushed.
        self.bytes
            .get(..self.len)
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
            .unwrap_or_default()
    }
}
