//! Texts of primitive values, read by the parsers of the runtime: a client and the mock agree about what a date is.

use std::str::FromStr;

use clientwright_csdl::schema::Primitive;
use clientwright_values::Uuid;
use clientwright_values::decimal::Decimal;
use clientwright_values::time::{Date, DateTimeOffset, Duration, TimeOfDay};

/// Whether a text is one of a value of a type (OData ABNF 4.01, `primitiveValue`). Types without a form of their own, such as
/// texts, have all of them.
pub(super) fn is_text_of(ty: Primitive, text: &str) -> bool {
    match ty {
        Primitive::Date => read::<Date>(text).is_some(),
        Primitive::DateTimeOffset => read::<DateTimeOffset>(text).is_some(),
        Primitive::TimeOfDay => read::<TimeOfDay>(text).is_some(),
        Primitive::Duration => read::<Duration>(text).is_some(),
        Primitive::Guid => guid(text).is_some(),
        Primitive::Decimal | Primitive::Double | Primitive::Single => {
            read::<Decimal>(text).is_some()
        }
        other => match range(other) {
            Some((least, most)) => whole(text).is_some_and(|it| least <= it && it <= most),
            None => true,
        },
    }
}

/// A value of a type of the runtime.
pub(super) fn read<T: FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

/// A GUID with its four hyphens: the runtime also reads other forms, which URLs do not have.
pub(super) fn guid(text: &str) -> Option<Uuid> {
    let is_form = text.len() == 36 && text.split('-').map(str::len).eq([8, 4, 4, 4, 12]);
    is_form.then(|| read(text)).flatten()
}

/// The smallest and the largest integer of a type; `None` if it is none of integers.
pub(super) fn range(ty: Primitive) -> Option<(i64, i64)> {
    Some(match ty {
        Primitive::Byte => (u8::MIN.into(), u8::MAX.into()),
        Primitive::SByte => (i8::MIN.into(), i8::MAX.into()),
        Primitive::Int16 => (i16::MIN.into(), i16::MAX.into()),
        Primitive::Int32 => (i32::MIN.into(), i32::MAX.into()),
        Primitive::Int64 => (i64::MIN, i64::MAX),
        _ => return None,
    })
}

/// An integer, which may have zeros after the point.
fn whole(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_zero = fraction.bytes().all(|byte| byte == b'0');
    is_zero.then(|| read(whole)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_as_the_runtime_reads_them() {
        for (ty, text, expected) in [
            (Primitive::Date, "2026-02-28", true),
            (Primitive::Date, "2026-02-31", false),
            (Primitive::Date, "2024-02-29", true),
            (Primitive::Date, "2026-2-28", false),
            (Primitive::DateTimeOffset, "2026-02-03T04:05:06.7Z", true),
            (Primitive::DateTimeOffset, "2026-02-31T04:05:06Z", false),
            (Primitive::DateTimeOffset, "2026-02-03T24:00:00Z", false),
            (Primitive::DateTimeOffset, "2026-02-03T04:05:06", false),
            (Primitive::TimeOfDay, "17:00", true),
            (Primitive::TimeOfDay, "17:60:00", false),
            (Primitive::Duration, "P1DT2H", true),
            (Primitive::Duration, "1 hour", false),
            (
                Primitive::Guid,
                "00000000-0000-0000-0000-00000000000a",
                true,
            ),
            (Primitive::Guid, "0000000000000000000000000000000a", false),
            (Primitive::Decimal, "12.50", true),
            (Primitive::Decimal, "12,50", false),
            (Primitive::Double, "-INF", true),
            (Primitive::Byte, "255", true),
            (Primitive::Byte, "256", false),
            (Primitive::Int64, "9223372036854775808", false),
            (Primitive::Int32, "1.0", true),
            (Primitive::Int32, "1.5", false),
            (Primitive::String, "anything", true),
        ] {
            assert_eq!(is_text_of(ty, text), expected, "{ty} {text}");
        }
    }
}
