use super::*;

fn parse(text: &str) -> Duration {
    text.parse().unwrap()
}

#[test]
fn round_trips_byte_for_byte() {
    for (text, negative, seconds, nanos) in [
        ("P1DT2H3.5S", false, 93_603, 500_000_000),
        ("-P3D", true, 259_200, 0),
        ("PT0S", false, 0, 0),
        ("-PT0S", false, 0, 0),
        (
            "P10675199DT2H48M5.4775807S",
            false,
            922_337_203_685,
            477_580_700,
        ),
        ("P0DT0H0M0.000S", false, 0, 0),
        ("+PT36H", false, 129_600, 0),
        ("PT90M", false, 5400, 0),
        ("P365D", false, 31_536_000, 0),
        ("PT0.000000000001S", false, 0, 0),
        ("P2W", false, 1_209_600, 0),
    ] {
        let value = parse(text);
        assert_eq!(value.to_string(), text);
        assert_eq!(
            (
                value.is_negative(),
                value.whole_seconds(),
                value.subsec_nanoseconds()
            ),
            (negative, seconds, nanos)
        );
        let json = format!("\"{text}\"");
        let value: Duration = crate::from_json(json.as_bytes()).unwrap();
        assert_eq!(crate::to_json(&value).unwrap(), json.as_bytes());
    }
}

#[test]
fn rejects() {
    for text in [
        "",
        "P",
        "PT",
        "P1DT",
        "1D",
        "P1Y",
        "P1M",
        "PT1S1M",
        "PT1H1H",
        "PT1.5H",
        "P1.5D",
        "PT.5S",
        "PT5.S",
        "P1D1H",
        "--P1D",
        "P-1D",
        "p1d",
        "P99999999999999999999D",
        "PT18446744073709551616S",
        "P1DT1S ",
    ] {
        assert!(text.parse::<Duration>().is_err(), "{text}");
    }
}

#[test]
fn canonical_text() {
    let text =
        |negative, seconds, nanos| Duration::new(negative, seconds, nanos).unwrap().to_string();
    assert_eq!(text(false, 0, 0), "PT0S");
    assert_eq!(text(true, 0, 0), "PT0S");
    assert_eq!(text(true, 86_400, 0), "-P1D");
    assert_eq!(text(false, 86_401, 0), "P1DT1S");
    assert_eq!(text(false, 3600, 0), "PT1H");
    assert_eq!(text(false, 59, 1_500_000_000), "PT1M0.5S");
    assert_eq!(
        text(false, u64::MAX, 999_999_999),
        "P213503982334601DT7H15.999999999S"
    );
    assert_eq!(Duration::new(false, u64::MAX, 1_000_000_000), None);
}

#[test]
fn compares_by_length() {
    assert_eq!(parse("PT24H"), parse("P1D"));
    assert_eq!(parse("-PT0S"), Duration::ZERO);
    assert_eq!(-parse("PT24H"), parse("-P1D"));
    assert_eq!((-parse("-P1D")).to_string(), "P1D");
    assert_eq!((-Duration::ZERO).to_string(), "PT0S");
    assert!(parse("-P2D") < parse("-P1D"));
    assert!(parse("-P1D") < parse("PT0S"));
    assert!(parse("PT0.1S") < parse("PT1S"));
}

#[test]
fn conversions() {
    assert!(std::time::Duration::try_from(parse("-PT1S")).is_err());
    assert_eq!(
        std::time::Duration::try_from(parse("PT1.5S")).unwrap(),
        std::time::Duration::from_millis(1500)
    );
    assert_eq!(
        time::Duration::try_from(parse("-PT1.5S")).unwrap(),
        time::Duration::milliseconds(-1500)
    );
    assert_eq!(
        Duration::from(time::Duration::milliseconds(-1500)).to_string(),
        "-PT1.5S"
    );
    assert!(time::Duration::try_from(Duration::new(false, u64::MAX, 0).unwrap()).is_err());
}

#[test]
fn literal_has_the_prefix_of_4_0() {
    let mut out = String::new();
    crate::wire::Literal::write_literal(
        &parse("P1D"),
        &mut out,
        crate::wire::EnumLiterals::Qualified,
    );
    assert_eq!(out, "duration'P1D'");
}
