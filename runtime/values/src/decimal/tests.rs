use super::*;
use crate::{from_json, to_json};
use std::collections::HashSet;

fn parse(text: &str) -> Decimal {
    text.parse().unwrap()
}

#[test]
fn round_trips_byte_for_byte() {
    for text in [
        "0",
        "-0",
        "0.0",
        "1.500",
        "1234567890123456789012345678901234",
        "0.1234567890123456789012345678901234",
        "-12.34e5",
        "1E-30",
        "1e+2",
        "\"INF\"",
        "\"-INF\"",
        "\"NaN\"",
    ] {
        let value: Decimal = from_json(text.as_bytes()).unwrap();
        assert_eq!(String::from_utf8(to_json(&value).unwrap()).unwrap(), text);
        assert_eq!(
            serde_json::from_reader::<_, Decimal>(text.as_bytes())
                .unwrap()
                .as_str(),
            text.trim_matches('"')
        );
    }
}

#[test]
fn strings_of_ieee754_compatible_become_numbers() {
    let value: Decimal = from_json(b"\"1234567890123456789012345678.9012\"").unwrap();
    assert_eq!(
        to_json(&value).unwrap(),
        b"1234567890123456789012345678.9012"
    );
    // What JSON numbers cannot have in front.
    for (text, written) in [
        ("+1.5", "1.5"),
        ("007", "7"),
        ("-00.5", "-0.5"),
        ("000", "0"),
        ("+0.0", "0.0"),
    ] {
        assert_eq!(parse(text).as_str(), written);
    }
}

#[test]
fn through_values() {
    let value: Decimal = serde_json::from_value(serde_json::json!(1.5)).unwrap();
    assert_eq!(value.as_str(), "1.5");
    let value: Decimal = serde_json::from_value(serde_json::json!("12.50")).unwrap();
    assert_eq!(value.as_str(), "12.50");
    assert_eq!(
        serde_json::to_value(parse("2.5")).unwrap(),
        serde_json::json!(2.5)
    );
    assert_eq!(
        serde_json::to_value(parse("7")).unwrap(),
        serde_json::json!(7)
    );
    if cfg!(feature = "__test-arbitrary-precision") {
        let text = "1234567890123456789012345678901234.5";
        let value: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(
            serde_json::from_value::<Decimal>(value).unwrap().as_str(),
            text
        );
        assert_eq!(serde_json::to_value(parse(text)).unwrap().to_string(), text);
    }
}

#[test]
fn rejects() {
    for text in [
        "",
        ".",
        "1.",
        ".5",
        "1e",
        "e5",
        "1e1000001",
        "--1",
        "0x1",
        "inf",
        "nan",
        "1 ",
        "1,5",
        "+",
        "1e99999999999999999999",
    ] {
        assert!(text.parse::<Decimal>().is_err(), "{text}");
    }
    for json in ["true", "null", "[]", "{}", "\"\"", "\"x\""] {
        let error = from_json::<Decimal>(json.as_bytes())
            .unwrap_err()
            .to_string();
        assert!(error.starts_with("invalid decimal `"), "{error}");
    }
}

#[test]
fn compares_by_value() {
    for (a, b) in [
        ("1.50", "1.5"),
        ("15e-1", "1.5"),
        ("0", "-0.00"),
        ("100", "1e2"),
        ("0.001", "1E-3"),
        ("NaN", "NaN"),
    ] {
        assert_eq!(parse(a), parse(b));
        assert_eq!(HashSet::from([parse(a), parse(b)]).len(), 1, "{a} {b}");
    }
    let ordered = [
        "-INF", "-1e3", "-999.9", "-1", "-0.1", "-1e-5", "0", "1e-7", "0.01", "0.1", "0.11", "1",
        "1.1", "2", "10", "11", "1e2", "1e100", "INF", "NaN",
    ];
    for (i, a) in ordered.iter().enumerate() {
        for (j, b) in ordered.iter().enumerate() {
            assert_eq!(parse(a).cmp(&parse(b)), i.cmp(&j), "{a} {b}");
        }
    }
}

#[test]
fn literals_have_no_exponent() {
    let literal = |text: &str| {
        let mut out = String::new();
        parse(text).write_literal(&mut out, EnumLiterals::Qualified);
        out
    };
    for (text, expected) in [
        ("1.50", "1.50"),
        ("1e2", "100"),
        ("1.5e2", "150"),
        ("1.2345e2", "123.45"),
        ("-1.5e-3", "-0.0015"),
        ("15e-1", "1.5"),
        ("0.05e1", "0.5"),
        ("0.05e2", "5"),
        ("1e65", "1e65"),
        ("INF", "INF"),
    ] {
        assert_eq!(literal(text), expected, "{text}");
    }
}

#[test]
fn to_f64() {
    assert_eq!(parse("1.5e3").to_f64(), 1500.0);
    assert_eq!(parse("-INF").to_f64(), f64::NEG_INFINITY);
    assert!(parse("NaN").to_f64().is_nan());
}

#[cfg(feature = "rust_decimal")]
#[test]
fn rust_decimal() {
    use rust_decimal::Decimal as Fixed;
    assert_eq!(
        Fixed::try_from(&parse("12.50")).unwrap().to_string(),
        "12.50"
    );
    assert_eq!(
        Fixed::try_from(&parse("1.5e3")).unwrap().to_string(),
        "1500"
    );
    assert!(Fixed::try_from(&parse("0.1234567890123456789012345678901234")).is_err());
    assert!(Fixed::try_from(&parse("INF")).is_err());
    assert_eq!(Decimal::from(Fixed::new(-1250, 2)).as_str(), "-12.50");
}

#[cfg(feature = "bigdecimal")]
#[test]
fn bigdecimal() {
    use bigdecimal::BigDecimal;
    let text = "0.1234567890123456789012345678901234";
    let big = BigDecimal::try_from(&parse(text)).unwrap();
    assert_eq!(Decimal::try_from(&big).unwrap(), parse(text));
    assert!(BigDecimal::try_from(&parse("NaN")).is_err());
}
