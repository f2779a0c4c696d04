//! Equality of JSON texts.

use crate::decimal::Decimal;
use crate::raw;

/// Whether two JSON texts are equal: numbers by value, strings by content, objects in any order.
pub(crate) fn same_json(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    match (a.as_bytes().first(), b.as_bytes().first()) {
        (Some(b'{'), Some(b'{')) => same_objects(a, b).unwrap_or(false),
        (Some(b'['), Some(b'[')) => match (raw::items(a), raw::items(b)) {
            (Some(a), Some(b)) => {
                a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| same_json(a, b))
            }
            _ => false,
        },
        (Some(b'"'), Some(b'"')) => {
            let content = |text| serde_json::from_str::<String>(text).ok();
            content(a).is_some_and(|a| content(b) == Some(a))
        }
        (Some(b'-' | b'0'..=b'9'), Some(b'-' | b'0'..=b'9')) => {
            matches!((a.parse::<Decimal>(), b.parse::<Decimal>()), (Ok(a), Ok(b)) if a == b)
        }
        _ => false,
    }
}

fn same_objects(a: &str, b: &str) -> Option<bool> {
    let (mut a, mut b) = (raw::members(a)?, raw::members(b)?);
    a.sort_by(|x, y| x.0.cmp(&y.0));
    b.sort_by(|x, y| x.0.cmp(&y.0));
    let pairs = a.iter().zip(&b);
    Some(a.len() == b.len() && { pairs }.all(|(a, b)| a.0 == b.0 && same_json(a.1, b.1)))
}

#[cfg(test)]
mod tests {
    use super::same_json;

    #[test]
    fn texts_with_equal_values() {
        for (a, b) in [
            ("1.50", "1.5"),
            ("1e2", "100"),
            ("1E400", "10e399"),
            (r#""\u0041""#, r#""A""#),
            (r#""\ud800""#, r#""\ud800""#),
            ("[1, 2]", "[1,2.0]"),
            (
                r#"{"a":1,"b":[{"c":null}]}"#,
                r#"{"b": [ {"c":null} ], "a":1.0}"#,
            ),
        ] {
            assert!(same_json(a, b), "{a} {b}");
        }
        for (a, b) in [
            ("12345678901234567.89", "12345678901234567.91"),
            ("1", "\"1\""),
            ("null", "false"),
            ("[1]", "[1,1]"),
            ("[]", "{}"),
            (r#"{"a":1}"#, r#"{"a":1,"b":1}"#),
            (r#"{"a":1}"#, r#"{"b":1}"#),
            (r#""\ud800""#, r#""\ud801""#),
        ] {
            assert!(!same_json(a, b), "{a} {b}");
        }
    }
}
