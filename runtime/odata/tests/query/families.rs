//! One example of every operator and function, with the text it becomes.

use clientwright_odata::edm::{Date, DateTimeOffset};
use clientwright_odata::query::{
    alias, case, is_of, it, max_date_time, min_date_time, now, root, this, value,
};
use clientwright_odata::{Filter, literal, not, null, query::Expression};

use crate::grammar::{self, leaf, node};
use crate::model::{
    Address, HomeAddress, Kinds, Part, Status, Thing, Wheel, read, read_filter, text, things,
};

fn all(cases: impl IntoIterator<Item = (Filter<Thing>, &'static str)>) {
    for (filter, expected) in cases {
        assert_eq!(text(filter), expected);
    }
}

#[test]
fn comparisons() {
    all([
        (Thing::TEXT.eq("a"), "text eq 'a'"),
        (Thing::TEXT.ne(null()), "text ne null"),
        (Thing::TEXT.gt(Thing::OTHER), "text gt other"),
        (Thing::INT.ge(1), "int ge 1"),
        (Thing::INT.lt(1), "int lt 1"),
        (Thing::INT.le(1), "int le 1"),
        (Thing::FLAG.eq(true), "flag eq true"),
        (Thing::KINDS.has(Kinds::ROUND), "kinds has NS.kinds'round'"),
        (
            Thing::STATUS.in_([Status::Open, Status::Closed]),
            "status in (NS.status'open',NS.status'closed')",
        ),
        (Thing::TEXT.in_(Vec::<String>::new()), "false"),
        (Thing::TEXT.to_lower().in_(["a"]), "tolower(text) in ('a')"),
        (
            Thing::TAGS.any(|tag| tag.in_(["a", "b"])),
            "tags/any(a:a in ('a','b'))",
        ),
        (Thing::TEXT.member_of(Thing::TAGS), "text in tags"),
        (Thing::TEXT.member_of(["a", "b"]), r#"text in ["a","b"]"#),
        (Thing::TAGS.eq(["a"]), r#"tags eq ["a"]"#),
    ]);
}

#[test]
fn logic() {
    let (a, b, c) = (Thing::INT.eq(1), Thing::INT.eq(2), Thing::FLAG);
    all([
        (
            a.clone().and(b.clone()).and(c),
            "int eq 1 and int eq 2 and flag",
        ),
        (
            a.clone().or(b.clone()).and(c),
            "(int eq 1 or int eq 2) and flag",
        ),
        (
            a.clone().and(b.clone()).or(c),
            "int eq 1 and int eq 2 or flag",
        ),
        (not(c), "not flag"),
        (!a.clone().and(b.clone()), "not (int eq 1 and int eq 2)"),
        (!c, "not flag"),
        (
            c.and(Filter::raw("x eq 1 or y eq 2")),
            "flag and (x eq 1 or y eq 2)",
        ),
    ]);
}

#[test]
fn arithmetic() {
    all([
        (Thing::INT.add(1).sub(2).eq(3), "int add 1 sub 2 eq 3"),
        (
            Thing::INT.sub(Thing::INT.sub(1)).eq(0),
            "int sub (int sub 1) eq 0",
        ),
        (
            Thing::INT.mul(2).div(3).div_by(4).modulo(5).eq(0),
            "int mul 2 div 3 divby 4 mod 5 eq 0",
        ),
        (Thing::INT.negate().eq(-5), "-int eq -5"),
        (Thing::INT.add(1).negate().eq(0), "-(int add 1) eq 0"),
        (Thing::DECIMAL.round().eq(1), "round(decimal) eq 1"),
        (
            Thing::DOUBLE.floor().eq(Thing::DOUBLE.ceiling()),
            "floor(double) eq ceiling(double)",
        ),
        (
            Thing::SPAN
                .add(Thing::SPAN)
                .sub(std::time::Duration::from_secs(60))
                .gt(Thing::SPAN.mul(2).div(3).negate()),
            "span add span sub duration'PT1M' gt -(span mul 2 div 3)",
        ),
    ]);
}

#[test]
fn strings() {
    let name = Thing::TEXT;
    all([
        (name.contains("a"), "contains(text,'a')"),
        (name.starts_with(Thing::OTHER), "startswith(text,other)"),
        (name.ends_with("a"), "endswith(text,'a')"),
        (
            name.matches_pattern("^a.*$"),
            "matchesPattern(text,'^a.*$')",
        ),
        (name.index_of("a").eq(-1), "indexof(text,'a') eq -1"),
        (name.length().gt(5), "length(text) gt 5"),
        (
            name.to_lower().eq(name.to_upper()),
            "tolower(text) eq toupper(text)",
        ),
        (name.trim().eq("a"), "trim(text) eq 'a'"),
        (
            name.concat(", ").concat(Thing::OTHER).eq("a"),
            "concat(concat(text,', '),other) eq 'a'",
        ),
        (name.substring(1).eq("a"), "substring(text,1) eq 'a'"),
        (
            name.substring_with_length(1, 2).eq("a"),
            "substring(text,1,2) eq 'a'",
        ),
        (
            value("abc".to_owned()).contains(name),
            "contains('abc',text)",
        ),
    ]);
}

#[test]
fn dates_and_times() {
    let when = Thing::WHEN;
    let day: Date = "2024-02-29".parse().unwrap();
    let moment: DateTimeOffset = "2024-02-29T12:00:00+01:00".parse().unwrap();
    let hour = std::time::Duration::from_secs(3600);
    all([
        (
            when.year()
                .eq(2024)
                .and(when.month().eq(2))
                .and(when.day().eq(29)),
            "year(when) eq 2024 and month(when) eq 2 and day(when) eq 29",
        ),
        (
            when.hour()
                .eq(12)
                .and(when.minute().eq(0))
                .and(when.second().eq(0)),
            "hour(when) eq 12 and minute(when) eq 0 and second(when) eq 0",
        ),
        (Thing::CLOCK.hour().lt(12), "hour(clock) lt 12"),
        (
            when.fractional_seconds().lt(0.5),
            "fractionalseconds(when) lt 0.5",
        ),
        (when.date().eq(day), "date(when) eq 2024-02-29"),
        (when.time().lt(Thing::CLOCK), "time(when) lt clock"),
        (
            when.total_offset_minutes().eq(60),
            "totaloffsetminutes(when) eq 60",
        ),
        (
            Thing::SPAN.total_seconds().gt(1.5),
            "totalseconds(span) gt 1.5",
        ),
        (when.gt(now()), "when gt now()"),
        (
            when.ne(min_date_time()).and(when.ne(max_date_time())),
            "when ne mindatetime() and when ne maxdatetime()",
        ),
        (
            when.add_duration(hour).ge(moment),
            "when add duration'PT1H' ge 2024-02-29T12:00:00+01:00",
        ),
        (
            when.sub_duration(Thing::SPAN).ge(now()),
            "when sub span ge now()",
        ),
        (
            when.since(Thing::THEN).gt(hour),
            "when sub then gt duration'PT1H'",
        ),
        (
            Thing::DAY.add_duration(Thing::SPAN).month().eq(3),
            "month(day add span) eq 3",
        ),
    ]);
}

#[test]
fn collections() {
    all([
        (
            Thing::TAGS.any(|tag| tag.eq("a").or(tag.eq("b"))),
            "tags/any(a:a eq 'a' or a eq 'b')",
        ),
        (
            Thing::TAGS.all(|tag| not(tag.contains("x"))),
            "tags/all(a:not contains(a,'x'))",
        ),
        (Thing::TAGS.is_not_empty(), "tags/any()"),
        (
            Thing::GAPS.any(|gap| gap.starts_with("x").or(gap.eq(null()))),
            "gaps/any(a:startswith(a,'x') or a eq null)",
        ),
        (
            Thing::GAPS.size_where(this().ne("x")).gt(1),
            "gaps/$count($filter=$this ne 'x') gt 1",
        ),
        (Thing::GAPS.has_subset(["x"]), r#"hassubset(gaps,["x"])"#),
        (
            Thing::GAPS.any(|gap| gap.eq(Thing::TEXT)),
            "gaps/any(a:a eq text)",
        ),
        (Thing::TAGS.size().gt(1), "tags/$count gt 1"),
        (
            Thing::PARTS.size_where(Part::SIZE.gt(1)).eq(0),
            "parts/$count($filter=size gt 1) eq 0",
        ),
        (
            Thing::TAGS.size_where(this().starts_with("x")).eq(0),
            "tags/$count($filter=startswith($this,'x')) eq 0",
        ),
        (Thing::TAGS.has_subset(["a"]), r#"hassubset(tags,["a"])"#),
        (
            Thing::NUMBERS.has_subsequence(vec![1, 2]),
            "hassubsequence(numbers,[1,2])",
        ),
        (
            Thing::TAGS.has_subset(Vec::<String>::new()),
            "hassubset(tags,[])",
        ),
        (
            Thing::PARTS.any(|part| {
                let inner = part
                    .path(Part::PARTS)
                    .any(|inner| inner.path(Part::SIZE).gt(part.path(Part::SIZE)));
                inner.and(part.path(Part::NAME).ne(Thing::TEXT))
            }),
            "parts/any(a:a/parts/any(b:b/size gt a/size) and a/name ne text)",
        ),
        (
            Thing::OWNER.path(Part::TAGS).any(|tag| tag.eq(Thing::TEXT)),
            "owner/tags/any(a:a eq text)",
        ),
    ]);
}

#[test]
fn types() {
    all([
        (
            Thing::ADDRESS.path(Address::CITY).eq("Oslo"),
            "address/city eq 'Oslo'",
        ),
        (
            Thing::ADDRESS
                .downcast::<HomeAddress>()
                .path(HomeAddress::FLOOR)
                .gt(3),
            "address/NS.homeAddress/floor gt 3",
        ),
        (
            Thing::OWNER.downcast::<Wheel>().path(Wheel::SPOKES).gt(3),
            "owner/NS.wheel/spokes gt 3",
        ),
        (
            Thing::OWNER.path(Wheel::SPOKES.upcast()).gt(3),
            "owner/NS.wheel/spokes gt 3",
        ),
        (
            Thing::OWNER.path(Part::WHOLE).path(Thing::TEXT).eq("a"),
            "owner/whole/text eq 'a'",
        ),
        (
            Thing::PARTS
                .of_type::<Wheel>()
                .any(|wheel| wheel.path(Wheel::SPOKES).gt(3)),
            "parts/NS.wheel/any(a:a/spokes gt 3)",
        ),
        (
            Thing::PARTS.any(|part| part.downcast::<Wheel>().path(Wheel::SPOKES).gt(3)),
            "parts/any(a:a/NS.wheel/spokes gt 3)",
        ),
        (Thing::OWNER.is_of::<Wheel>(), "isof(owner,NS.wheel)"),
        (
            Thing::PARTS.all(|part| part.is_of::<Wheel>()),
            "parts/all(a:isof(a,NS.wheel))",
        ),
        (is_of::<Thing, _>(), "isof(NS.thing)"),
        (
            Thing::INT.cast::<i64>().gt(5_000_000_000),
            "cast(int,Edm.Int64) gt 5000000000",
        ),
        (
            Thing::INT.cast::<String>().ends_with("0"),
            "endswith(cast(int,Edm.String),'0')",
        ),
        (
            Thing::TEXT.cast::<Status>().eq(Status::Open),
            "cast(text,NS.status) eq NS.status'open'",
        ),
    ]);
    let parts: Filter<Part> = Wheel::SPOKES.upcast().gt(3).and(is_of::<Wheel, _>());
    assert_eq!(parts.to_string(), "NS.wheel/spokes gt 3 and isof(NS.wheel)");
    let hub: Filter<Part> = Wheel::HUB.upcast().path(Part::NAME).eq("x");
    assert_eq!(hub.to_string(), "NS.wheel/hub/name eq 'x'");
}

#[test]
fn beginnings() {
    let boss = root("boss", &[]);
    let other = root::<_, Part>("parts", &[("id", literal(3)), ("name", literal("a/b'c"))]);
    all([
        (it::<_, Thing>().path(Thing::INT).eq(1), "$it/int eq 1"),
        (
            Thing::INT.lt(boss.path(Part::SIZE)),
            "int lt $root/boss/size",
        ),
        (
            Thing::TEXT.eq(other.path(Part::NAME)),
            "text eq $root/parts(id=3,name='a/b''c')/name",
        ),
        (
            case(Thing::INT.gt(10), 20)
                .when(Thing::FLAG, 30)
                .or_null()
                .eq(Thing::INT),
            "case((int gt 10):20,flag:30) eq int",
        ),
        (
            case(Thing::TEXT.eq("a"), Thing::OTHER)
                .otherwise("b")
                .contains("c"),
            "contains(case(text eq 'a':other,true:'b'),'c')",
        ),
        (
            Expression::<_, f64>::raw("NS.rank(text)").gt(1.5),
            "(NS.rank(text)) gt 1.5",
        ),
    ]);
}

#[test]
fn aliases_are_options_of_their_own() {
    let list = things()
        .list()
        .filter(
            Thing::TEXT
                .eq(alias("who", "O'Neil & sons"))
                .or(Thing::OTHER.eq(alias("who", "O'Neil & sons"))),
        )
        .order_by(Thing::INT.add(alias("by", 5)).desc())
        .expand(Thing::PARTS.filter(Part::TAGS.has_subset(alias("tags", ["a", "b"]))));
    let options = read(&list.url().unwrap());
    let names: Vec<_> = options.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        ["$filter", "$orderby", "$expand", "@who", "@by", "@tags"]
    );
    assert_eq!(options[0].1.1[1].1[1], leaf("path @who"));
    assert_eq!(options[3].1, leaf("string O'Neil & sons"));
    assert_eq!(options[4].1, leaf("number 5"));
    assert_eq!(
        options[5].1,
        node("array", vec![leaf("json a"), leaf("json b")])
    );
}

#[test]
fn aliases_that_cannot_be_sent() {
    let url = |filter| {
        things()
            .list()
            .filter(filter)
            .url()
            .unwrap_err()
            .to_string()
    };
    let two: Filter<Thing> = Thing::TEXT
        .eq(alias("p", "a"))
        .or(Thing::OTHER.eq(alias("p", "b")));
    assert_eq!(
        url(two),
        "invalid request: the parameter alias @p has two values"
    );
    let name: Filter<Thing> = Thing::TEXT.eq(alias("a b", "a"));
    assert_eq!(
        url(name),
        "invalid request: \"a b\" cannot be the name of a parameter alias"
    );
    let variable = Thing::TAGS.any(|tag| Thing::TEXT.eq(alias("p", tag)));
    assert_eq!(
        url(variable),
        "invalid request: a lambda variable is used outside of its `any` or `all`"
    );
}

#[test]
fn the_name_with_everything() {
    let name = "O'Neil & Söhne 100% a+b/c#d";
    let url = things().list().filter(Thing::TEXT.eq(name)).url().unwrap();
    assert_eq!(
        url.query(),
        Some("$filter=text%20eq%20%27O%27%27Neil%20%26%20S%C3%B6hne%20100%25%20a%2Bb/c%23d%27")
    );
    assert_eq!(
        read_filter(Thing::TEXT.eq(name)),
        node(
            "eq",
            vec![leaf("path text"), leaf(format!("string {name}"))]
        )
    );
    let item = things().key(&[("id", literal(name))]).get().url().unwrap();
    let (path, _) = grammar::url(&item.to_string(), crate::model::ROOT).unwrap();
    assert_eq!(
        path,
        [node("things()", vec![leaf(format!("string {name}"))])]
    );
}
