//! Literals of every type, of any value: the service reads the value that was meant.

use clientwright_odata::edm::{
    Binary, Date, DateTimeOffset, Decimal, Duration, Geography, Geometry, Guid, TimeOfDay,
};
use clientwright_odata::{Property, from_json, query::IntoOperand};
use proptest::prelude::*;

use crate::grammar::{Tree, leaf};
use crate::model::{Kinds, Part, Status, Thing, read, read_filter, text, things, things_of_graph};

/// Text with characters that have a meaning in URLs, OData and JSON.
pub(crate) fn nasty_text() -> impl Strategy<Value = String> {
    let nasty = r#"'&+#%/?;,:@=()[]{}"\ $*~-_.äß漢🦀|<>^`"#;
    let char = prop_oneof![
        3 => proptest::sample::select(nasty.chars().collect::<Vec<_>>()),
        1 => any::<char>(),
        1 => proptest::char::range('a', 'z'),
    ];
    prop_oneof![
        proptest::collection::vec(char, 0..12).prop_map(String::from_iter),
        proptest::sample::select(vec![
            "",
            "'",
            "''",
            "null",
            "a' or 'b' eq 'b",
            "%27",
            "O'Neil & Söhne 100% a+b/c#d",
        ])
        .prop_map(str::to_owned),
    ]
}

/// What the service reads as the right side of `property eq value`.
fn read_back<V, M, T>(property: Property<Thing, V, M>, value: T) -> String
where
    T: IntoOperand<Thing, V>,
{
    let Tree(operator, operands) = read_filter(property.eq(value));
    assert_eq!(operator, "eq");
    let [left, Tree(right, children)] = operands.try_into().unwrap();
    assert_eq!(left, leaf(format!("path {}", property.name())));
    assert_eq!(children, []);
    right
}

fn digits(text: String) -> f64 {
    match text.strip_prefix("number ").unwrap() {
        "INF" => f64::INFINITY,
        "-INF" => f64::NEG_INFINITY,
        number => number.parse().unwrap(),
    }
}

proptest! {
    #[test]
    fn strings(value in nasty_text()) {
        prop_assert_eq!(read_back(Thing::TEXT, value.as_str()), format!("string {value}"));
    }

    #[test]
    fn integers(byte: u8, tiny: i8, short: i16, int: i32, long: i64) {
        prop_assert_eq!(read_back(Thing::BYTE, byte), format!("number {byte}"));
        prop_assert_eq!(read_back(Thing::TINY, tiny), format!("number {tiny}"));
        prop_assert_eq!(read_back(Thing::SHORT, short), format!("number {short}"));
        prop_assert_eq!(read_back(Thing::INT, int), format!("number {int}"));
        prop_assert_eq!(read_back(Thing::LONG, long), format!("number {long}"));
        prop_assert_eq!(read_back(Thing::DECIMAL, long), format!("number {long}"));
    }

    #[test]
    fn floating_point_numbers(double: f64, single: f32, int: i32) {
        prop_assume!(!double.is_nan() && !single.is_nan());
        prop_assert_eq!(digits(read_back(Thing::DOUBLE, double)).to_bits(), double.to_bits());
        let read = digits(read_back(Thing::SINGLE, single));
        #[allow(clippy::cast_possible_truncation, reason = "the text is of an f32")]
        let read = read as f32;
        prop_assert_eq!(read.to_bits(), single.to_bits());
        prop_assert_eq!(digits(read_back(Thing::DOUBLE, int)), f64::from(int));
        prop_assert_eq!(digits(read_back(Thing::DECIMAL, double)), double);
    }

    #[test]
    fn decimals(number in "-?(0|[1-9][0-9]{0,40})(\\.[0-9]{1,40})?") {
        let value: Decimal = number.parse().unwrap();
        prop_assert_eq!(read_back(Thing::DECIMAL, value), format!("number {number}"));
    }

    #[test]
    fn guids(value: u128) {
        let shown = format!("{value:032x}");
        let parts = [&shown[..8], &shown[8..12], &shown[12..16], &shown[16..20], &shown[20..]];
        let value = Guid::from_u128(value);
        prop_assert_eq!(read_back(Thing::GUID, value), format!("guid {}", parts.join("-")));
    }

    #[test]
    fn dates_and_times(
        (year, month, day) in (-9999_i32..=9999, 1_u8..=12, 1_u8..=28),
        clock in "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,12})?",
        zone in "Z|[+-](0[0-9]|1[0-4]):[0-5][0-9]",
    ) {
        let sign = if year < 0 { "-" } else { "" };
        let date = format!("{sign}{:04}-{month:02}-{day:02}", year.unsigned_abs());
        let value: Date = date.parse().unwrap();
        prop_assert_eq!(read_back(Thing::DAY, value), format!("date {date}"));
        let value: TimeOfDay = clock.parse().unwrap();
        prop_assert_eq!(read_back(Thing::CLOCK, value), format!("time {clock}"));
        let moment = format!("{date}T{clock}{zone}");
        // The first and last days can lie outside of what the offset leaves.
        if let Ok(value) = moment.parse::<DateTimeOffset>() {
            prop_assert_eq!(read_back(Thing::WHEN, value), format!("dateTime {moment}"));
        }
    }

    #[test]
    fn durations(
        text in "-?P([0-9]{1,6}D)?T[0-9]{1,3}H([0-9]{1,3}M)?([0-9]{1,3}(\\.[0-9]{1,9})?S)?",
        seconds: u32,
        nanos in 0_u32..1_000_000_000,
    ) {
        let value: Duration = text.parse().unwrap();
        prop_assert_eq!(read_back(Thing::SPAN, value), format!("duration {text}"));
        let made = std::time::Duration::new(seconds.into(), nanos);
        let read = read_back(Thing::SPAN, made);
        let read: Duration = read.strip_prefix("duration ").unwrap().parse().unwrap();
        prop_assert_eq!(read, Duration::from(made));
    }

    #[test]
    fn bytes(value: Vec<u8>) {
        let read = read_back(Thing::BYTES, value.as_slice());
        let read: Binary = read.strip_prefix("binary ").unwrap().parse().unwrap();
        prop_assert_eq!(read.into_bytes(), value);
    }

    #[test]
    fn collections(values in proptest::collection::vec(nasty_text(), 0..4), numbers: Vec<i64>) {
        let Tree(_, operands) = read_filter(Thing::TAGS.has_subset(values.clone()));
        let items = values.into_iter().map(|text| leaf(format!("json {text}")));
        prop_assert_eq!(&operands[1], &Tree("array".to_owned(), items.collect()));
        let Tree(_, operands) = read_filter(Thing::NUMBERS.has_subsequence(numbers.clone()));
        let items = numbers.into_iter().map(|number| leaf(format!("number {number}")));
        prop_assert_eq!(&operands[1], &Tree("array".to_owned(), items.collect()));
    }

    #[test]
    fn places(longitude: f64, latitude: f64, height: f32) {
        prop_assume!(longitude.is_finite() && latitude.is_finite() && height.is_finite());
        let json = format!(r#"{{"type":"Point","coordinates":[{longitude},{latitude},{height}]}}"#);
        let point: Geography = from_json(json.as_bytes()).unwrap();
        let read = read_filter(Thing::PLACE.distance(point).le(1));
        let Tree(literal, _) = &read.1[0].1[1];
        let position = literal.strip_prefix("geography SRID=4326;Point(").unwrap();
        let numbers: Vec<f64> = position
            .trim_end_matches(')')
            .split(' ')
            .map(|number| number.parse().unwrap())
            .collect();
        prop_assert_eq!(&numbers[..2], &[longitude, latitude]);
    }
}

#[test]
fn numbers_that_are_not_finite() {
    for (value, text) in [
        (f64::INFINITY, "number INF"),
        (f64::NEG_INFINITY, "number -INF"),
        (f64::NAN, "number NaN"),
    ] {
        assert_eq!(read_back(Thing::DOUBLE, value), text);
        assert_eq!(read_back(Thing::DECIMAL, value), text);
    }
    assert_eq!(read_back(Thing::SINGLE, f32::INFINITY), "number INF");
}

#[test]
fn the_end_of_time() {
    let never: DateTimeOffset = "9999-12-31T23:59:59.9999999Z".parse().unwrap();
    assert_eq!(
        read_back(Thing::WHEN, never),
        "dateTime 9999-12-31T23:59:59.9999999Z"
    );
    // .NET's longest, and weeks, which OData does not have.
    let longest: Duration = "P10675199DT2H48M5.4775807S".parse().unwrap();
    assert_eq!(
        read_back(Thing::SPAN, longest),
        "duration P10675199DT2H48M5.4775807S"
    );
    let weeks: Duration = "P2W".parse().unwrap();
    assert_eq!(read_back(Thing::SPAN, weeks), "duration P14D");
    let plus: Duration = "+PT36H".parse().unwrap();
    assert_eq!(read_back(Thing::SPAN, plus), "duration P1DT12H");
}

#[test]
fn values_of_other_crates() {
    let moment = time::OffsetDateTime::UNIX_EPOCH;
    assert_eq!(
        read_back(Thing::WHEN, moment),
        "dateTime 1970-01-01T00:00:00Z"
    );
    assert_eq!(
        read_back(Thing::WHEN, std::time::SystemTime::UNIX_EPOCH),
        "dateTime 1970-01-01T00:00:00Z"
    );
    assert_eq!(read_back(Thing::DAY, moment.date()), "date 1970-01-01");
    assert_eq!(read_back(Thing::CLOCK, moment.time()), "time 00:00:00");
    assert_eq!(
        read_back(Thing::SPAN, time::Duration::hours(-1)),
        "duration -PT1H"
    );
    let cow = std::borrow::Cow::Borrowed("x");
    assert_eq!(read_back(Thing::TEXT, cow), "string x");
    let owned = String::from("x");
    assert_eq!(read_back(Thing::TEXT, &owned), "string x");
    assert_eq!(read_back(Thing::TEXT, owned), "string x");
}

#[test]
fn enumerations_are_qualified_or_not() {
    let closed = Thing::STATUS.eq(Status::Closed);
    assert_eq!(read_filter(closed.clone()).1[1], leaf("NS.status closed"));
    let both = Thing::KINDS.has(Kinds::ROUND | Kinds::FLAT);
    assert_eq!(read_filter(both.clone()).1[1], leaf("NS.kinds round,flat"));
    let url = things_of_graph().list().filter(closed.and(both)).url();
    let [(_, Tree(_, conditions))] = read(&url.unwrap()).try_into().unwrap();
    assert_eq!(conditions[0].1[1], leaf("string closed"));
    assert_eq!(conditions[1].1[1], leaf("string round,flat"));
}

#[test]
fn shapes_of_every_kind() {
    for (json, wkt) in [
        (
            r#"{"type":"LineString","coordinates":[[1,2],[3.5,-4]]}"#,
            "LineString(1 2,3.5 -4)",
        ),
        (
            r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,1],[0,0]],[[0,0]]]}"#,
            "Polygon((0 0,1 0,0 1,0 0),(0 0))",
        ),
        (
            r#"{"type":"MultiPoint","coordinates":[[1,2],[3,4]]}"#,
            "MultiPoint((1 2),(3 4))",
        ),
        (r#"{"type":"MultiPoint","coordinates":[]}"#, "MultiPoint()"),
        (
            r#"{"type":"MultiLineString","coordinates":[[[1,2],[3,4]]]}"#,
            "MultiLineString((1 2,3 4))",
        ),
        (
            r#"{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[0,0]]]]}"#,
            "MultiPolygon(((0 0,1 0,0 0)))",
        ),
        (
            r#"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2,3,4]}]}"#,
            "Collection(Point(1 2 3 4))",
        ),
    ] {
        let shape: Geometry = from_json(json.as_bytes()).unwrap();
        assert_eq!(
            text(Thing::SHAPE.intersects(&shape)),
            format!("geo.intersects(shape,geometry'SRID=0;{wkt}')")
        );
    }
    let json = br#"{"type":"Point","coordinates":[1,2],"crs":{"type":"name","properties":{"name":"EPSG:12345"}}}"#;
    let point: Geography = from_json(json).unwrap();
    assert_eq!(
        text(Thing::PLACE.eq(point)),
        "place eq geography'SRID=12345;Point(1 2)'"
    );
    for json in [
        r#"{"type":"Point"}"#,
        r#"{"type":"Point","coordinates":[1]}"#,
        r#"{"type":"Point","coordinates":["1","2"]}"#,
        r#"{"type":"Circle","coordinates":[1,2]}"#,
    ] {
        let wrong: Geography = from_json(json.as_bytes()).unwrap();
        let error = things().list().filter(Thing::PLACE.eq(wrong)).url();
        assert_eq!(
            error.unwrap_err().to_string(),
            "invalid request: GeoJSON that is no literal in a URL"
        );
    }
}

#[test]
fn numbers_need_no_suffix() {
    assert_eq!(text(Thing::BYTE.eq(5)), "byte eq 5");
    assert_eq!(text(Thing::TINY.lt(-5)), "tiny lt -5");
    assert_eq!(text(Thing::SHORT.gt(5)), "short gt 5");
    assert_eq!(text(Thing::LONG.le(5_000_000_000)), "long le 5000000000");
    assert_eq!(
        text(Thing::SINGLE.gt(1).and(Thing::SINGLE.lt(2.5))),
        "single gt 1 and single lt 2.5"
    );
    assert_eq!(
        text(Thing::DOUBLE.gt(1).and(Thing::DOUBLE.lt(2.5))),
        "double gt 1.0 and double lt 2.5"
    );
    assert_eq!(
        text(
            Thing::DECIMAL
                .gt(9_999_999_999)
                .and(Thing::DECIMAL.lt(9.99))
        ),
        "decimal gt 9999999999 and decimal lt 9.99"
    );
    assert_eq!(text(Thing::INT.in_([1, -2])), "int in (1,-2)");
    assert_eq!(text(Thing::PARTS.size().gt(3)), "parts/$count gt 3");
    assert_eq!(
        text(Thing::OWNER.path(Part::SIZE).add(1).eq(2)),
        "owner/size add 1 eq 2"
    );
}
