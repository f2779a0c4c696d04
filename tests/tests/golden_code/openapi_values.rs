//! Values of types from OpenAPI descriptions: what is read is written again, and what is missing is an error.

use clientwright_openapi::record::{Patch, Record as _};
use clientwright_openapi::wire::Wire;
use clientwright_openapi::{from_json, json::DecodeError, to_json};
use serde_json::Value;

use crate::goldens::{
    openapi_all_of_conflicts as conflicts, openapi_all_of_flat as flat, openapi_any_of as any_of,
    openapi_array_unions as array_unions, openapi_composed_unions as composed_unions,
    openapi_conditions as conditions, openapi_constants as constants,
    openapi_default_mapping as default_mapping, openapi_enum_kinds as enum_kinds,
    openapi_external_tags as external_tags, openapi_formats as formats,
    openapi_four_states as four_states, openapi_integer_limits as integer_limits,
    openapi_mapping as mapping, openapi_name_twins as name_twins,
    openapi_nullable_unions as nullable_unions, openapi_number_constants as number_constants,
    openapi_odd_members as odd_members, openapi_patched_only as patched_only,
    openapi_patterns as patterns, openapi_recursion as recursion, openapi_same_names as same_names,
    openapi_schema_keywords as schema_keywords, openapi_swagger_models as swagger,
    openapi_texts as texts, openapi_type_lists as type_lists, openapi_undeclared as undeclared,
};

/// Reads a value, which is written as the same JSON. Numbers are equal by value, members in any order.
fn same<T: Wire>(text: &str) -> T {
    let value: T = from_json(text.as_bytes()).unwrap_or_else(|error| panic!("{text}: {error}"));
    let written = to_json(&value).expect("a value can be written");
    assert_eq!(canonical(&written), canonical(text.as_bytes()), "{text}");
    value
}

fn canonical(json: &[u8]) -> Value {
    fn numbers(value: Value) -> Value {
        match value {
            Value::Number(number) => number.as_f64().map_or(Value::Null, Value::from),
            Value::Array(items) => items.into_iter().map(numbers).collect(),
            Value::Object(members) => {
                let members = members
                    .into_iter()
                    .map(|(key, value)| (key, numbers(value)));
                Value::Object(members.collect())
            }
            other => other,
        }
    }
    numbers(serde_json::from_slice(json).expect("JSON"))
}

fn error<T: Wire>(text: &str) -> DecodeError {
    from_json::<T>(text.as_bytes()).expect_err(text)
}

#[test]
fn all_of_is_one_struct() {
    let dog: flat::Dog = same(r#"{"id":"1","bark":true,"age":3,"x":1.50}"#);
    assert_eq!((dog.id.as_str(), dog.bark, dog.age), ("1", true, 3));
    for missing in [r#"{"bark":true,"age":3}"#, r#"{"id":"1","age":3}"#] {
        let error = error::<flat::Dog>(missing);
        assert_eq!(error.type_name(), Some("Dog"));
        assert!(matches!(error.path(), "id" | "bark"), "{error}");
    }
    // Descriptions of a property make no type of their own.
    let wrapped: flat::Wrapped =
        same(r#"{"first":{"id":"1","bark":true,"age":3},"only":{"id":"2"}}"#);
    #[expect(deprecated, reason = "the property is deprecated")]
    let first: flat::Dog = wrapped.first;
    assert_eq!((first.age, wrapped.second), (3, None));
}

#[test]
fn conflicts_of_all_of_lose_no_value() {
    let all: conflicts::All =
        same(r#"{"a":{"w":"x","v":1},"b":{"kind":"cat"},"c":{"n":5},"d":{"p":"1","q":"2"}}"#);
    assert_eq!(all.a.and_then(|a| a.w).as_deref(), Some("x"));
    assert_eq!(all.b.map(|b| b.kind), Some(conflicts::NarrowKind::Cat));
    assert_eq!(all.c.map(|c| c.n), Some(5));
}

#[test]
fn mapped_values_and_component_names_select_variants() {
    use mapping::Event;
    let events: Vec<Event> = same(
        r#"[{"id":"1","@kind":"thing.made.v2"},{"why":"x","@kind":"thing.gone"},{"from":"a","to":"b","@kind":"Moved"},
            {"@kind":"thing.split","n":1},{"id":"9"}]"#,
    );
    assert!(
        matches!(
            events.as_slice(),
            [
                Event::Made(_),
                Event::Gone(_),
                Event::Moved(_),
                Event::Other(_),
                Event::Other(_)
            ]
        ),
        "{events:?}"
    );
    let made: mapping::Made = same(r#"{"@kind":"thing.made","id":"1"}"#);
    assert_eq!(made.kind, "thing.made");
}

#[test]
fn constants_select_variants_also_inside_of_properties() {
    use constants::Part;
    let parts: Vec<Part> = same(
        r#"[{"type":"text","body":"b"},{"type":"image","url":"u"},{"type":"sync","event":{"k":"made","id":1}},
            {"type":"sync","event":{"k":"gone","id":"1"}},{"v":2,"data":"d"},{"type":"video","src":"s"},{"v":3}]"#,
    );
    assert!(
        matches!(
            parts.as_slice(),
            [
                Part::Text(_),
                Part::Image(_),
                Part::SyncMade(_),
                Part::SyncGone(_),
                Part::Object(_),
                Part::Other(_),
                Part::Other(_)
            ]
        ),
        "{parts:?}"
    );
    // A constant is written without being asked for.
    let text = constants::PartText::new("b");
    assert_eq!(to_json(&text).unwrap(), br#"{"type":"text","body":"b"}"#);
}

#[test]
fn variants_of_a_union_have_the_properties_beside_it() {
    use composed_unions::{Order, Payment, Plain};
    let order: Order = same(r#"{"method":"card","number":"42","total":7}"#);
    let Order::Card(card) = order else {
        panic!("{order:?}");
    };
    assert_eq!((card.total, card.number.as_deref()), (7, Some("42")));
    let cash: Order = same(r#"{"method":"cash","total":1,"more":{}}"#);
    assert!(matches!(cash, Order::Cash(_)), "{cash:?}");
    let gift: Payment = same(r#"{"method":"gift","code":"x"}"#);
    assert!(matches!(gift, Payment::Gift(_)), "{gift:?}");
    let plain: Plain = same(r#"{"method":"cash","at":"noon"}"#);
    assert!(matches!(plain, Plain::Cash(_)), "{plain:?}");
    assert_eq!(error::<Order>(r#"{"method":"cash"}"#).path(), "total");
}

#[test]
fn constant_integers_are_an_enumeration_that_tells_variants_apart() {
    use number_constants::{Either, Level, Levels};
    let low: Either = same(r#"{"level":1,"low":"x"}"#);
    let Either::Low(low) = low else {
        panic!("{low:?}");
    };
    assert_eq!(low.level, Level::Low);
    let high: Either = same(r#"{"level":2}"#);
    assert!(matches!(high, Either::High(_)), "{high:?}");
    let levels: Levels = same(r#"{"level":9,"ratio":0.5,"open":12,"listed":null}"#);
    assert!(
        matches!(levels.level, Some(Level::Unknown(_))),
        "{levels:?}"
    );
    let levels: Levels = same(r#"{"level":3,"listed":4}"#);
    assert_eq!(levels.level, Some(Level::_3));
}

#[test]
fn items_tell_arrays_apart() {
    use array_unions::Input;
    type Is = fn(&Input) -> bool;
    let variants: [(&str, Is); 6] = [
        (r#""a""#, |input| matches!(input, Input::String(_))),
        (r#"["a"]"#, |input| matches!(input, Input::Array(_))),
        ("[1]", |input| matches!(input, Input::Array2(_))),
        ("[[1],[2]]", |input| matches!(input, Input::Array3(_))),
        (r#"[{"part":"p"}]"#, |input| {
            matches!(input, Input::Array4(_))
        }),
        ("[true]", |input| matches!(input, Input::Other(_))),
    ];
    for (text, is_right) in variants {
        let input: Input = same(text);
        assert!(is_right(&input), "{text}: {input:?}");
    }
}

#[test]
fn conditions_are_no_variants() {
    for text in [
        r#"{"name":"n","email":"e"}"#,
        r#"{"name":"n","phone":"p","fax":"f"}"#,
        r#"{"name":"n"}"#,
    ] {
        assert_eq!(same::<conditions::Contact>(text).name, "n");
    }
}

#[test]
fn json_types_of_properties_select_variants() {
    use same_names::K;
    let all: Vec<K> = same(
        r#"[{"id":"7","at":"2024-01-02T03:04:05Z"},{"id":7,"at":5},{"id":["a"]},{"id":null},{"at":1}]"#,
    );
    let variants: Vec<usize> = all
        .iter()
        .map(|k| match k {
            K::Other(_) => 9,
            other => usize::from(!format!("{other:?}").contains("at: DateTime")),
        })
        .collect();
    assert_eq!(variants[3..], [9, 9], "{all:?}");
    let mut seen: Vec<_> = all[..3].iter().map(std::mem::discriminant).collect();
    seen.dedup();
    assert_eq!(seen.len(), 3, "{all:?}");
}

#[test]
fn objects_of_any_of_are_one_struct() {
    let card: any_of::Card =
        same(r#"{"id":"1","email":"e","city":"c","tags":["t"],"note":"n","z":0}"#);
    assert_eq!(
        (card.email.as_deref(), card.city.as_deref()),
        (Some("e"), Some("c"))
    );
    assert_eq!(card.tags.map(|tags| tags.len()), Some(1));
    same::<any_of::Card>(r#"{"id":"1","city":"c"}"#);
}

#[test]
fn alternatives_of_one_json_type_are_one_type() {
    let m: texts::M = same(
        r#"{"model":"huge","voice":"bass","data":"0xab","when":"2024-01-02","num":1.5,"any":[1]}"#,
    );
    assert_eq!(
        (m.model.as_str(), m.data.as_str(), m.num),
        ("huge", "0xab", Some(1.5))
    );
    same::<texts::M>(
        r#"{"model":"small","data":"{\"a\":1}","when":"2024-01-02T03:04:05Z","num":1}"#,
    );
}

#[test]
fn the_default_variant_takes_other_values() {
    use default_mapping::Pet;
    let pets: Vec<Pet> = same(
        r#"[{"petType":"cat","lives":9},{"petType":"Dog","bark":true},{"name":"x"},{"petType":"emu","name":"y","wings":2}]"#,
    );
    assert!(
        matches!(
            pets.as_slice(),
            [Pet::Cat(_), Pet::Dog(_), Pet::OtherPet(_), Pet::OtherPet(_)]
        ),
        "{pets:?}"
    );
}

#[test]
fn the_only_property_selects_a_variant() {
    let all: Vec<external_tags::S> = same(
        r#"[{"circle":{"r":1.5}},{"square":{"side":2}},"none","self",{"hexagon":{}},"later"]"#,
    );
    assert!(matches!(all[4], external_tags::S::Other(_)), "{all:?}");
    assert!(!matches!(all[0], external_tags::S::Other(_)), "{all:?}");
    assert_eq!(
        std::mem::discriminant(&all[2]),
        std::mem::discriminant(&all[3])
    );
}

#[test]
fn keywords_without_a_type_lose_no_value() {
    same::<schema_keywords::X>(
        r#"{"pair":["a"],"exact":["a",1],"rest":["a",1.5,2],"anything":null,"some":[1,"x"],"set":["b","a"],
            "fixed":{"a":1,"b":[true,null]},"limited":5,"late":"l"}"#,
    );
    same::<schema_keywords::X>(r#"{"pair":[]}"#);
}

#[test]
fn only_patches_have_three_values() {
    use four_states::{R, U, UPatch};
    let patch = UPatch::new("a", None);
    assert_eq!(to_json(&patch).unwrap(), br#"{"rr":"a","rn":null}"#);
    let patch: UPatch = same(r#"{"rr":"a","rn":null,"op":null}"#);
    assert_eq!((&patch.op, &patch.ol), (&Patch::Null, &Patch::Unset));
    same::<UPatch>(r#"{"rr":"a","rn":null,"op":"x","ol":["p",null]}"#);
    same::<U>(r#"{"rr":"a","rn":null,"op":null,"ol":null}"#);
    assert_eq!(error::<U>(r#"{"rr":"a"}"#).path(), "rn");
    for text in ["{}", r#"{"op":null}"#, r#"{"op":"x","big":null}"#] {
        same::<R>(text);
    }
    let set = R::default().with_null(R::OP);
    assert_eq!(to_json(&set).unwrap(), br#"{"op":null}"#);
}

#[test]
fn what_only_patches_use_has_one_type() {
    let text = r#"{"name":null,"home":{"street":null},"chip":{"number":null}}"#;
    let changes: patched_only::PetChanges = same(text);
    assert!(matches!(&changes.chip, Patch::Set(chip) if chip.number == Patch::Null));
    let home: patched_only::HomePatch = same(r#"{"street":null}"#);
    assert_eq!(changes.home, Patch::Set(home));
    let pet: patched_only::Pet = same(r#"{"home":{"street":"s"}}"#);
    let home: patched_only::Home = same(r#"{"street":"s"}"#);
    assert_eq!(pet.home, Some(home));
}

#[test]
fn integers_are_as_wide_as_their_limits() {
    let n: integer_limits::N = from_json(
        br#"{"plain":-9223372036854775808,"rounded":9223372036854775807,"unsigned":18446744073709551615,
            "long":123456789012345678901234567890,"stated":1,"either":1000000000000000000000000}"#,
    )
    .expect("integers");
    assert_eq!(n.plain, Some(i64::MIN));
    assert_eq!(n.unsigned, Some(u64::MAX));
    let long = n.long.as_ref().map(ToString::to_string);
    assert_eq!(long.as_deref(), Some("123456789012345678901234567890"));
    assert_eq!((n.rounded, n.stated), (Some(i64::MAX), Some(1_i64)));
    let either = n.either.as_ref().map(ToString::to_string);
    assert_eq!(either.as_deref(), Some("1000000000000000000000000"));
}

#[test]
fn lists_of_types_are_options_and_unions() {
    for text in [
        r#"{"s":null,"si":"1","sin":null,"arr":["2024-01-02",null],"map":{"k":null,"l":1},"n":null,"obj":null,"en":null,"num":null,"opt":null}"#,
        r#"{"s":"","si":1,"sin":5,"arr":null,"map":{},"n":null,"obj":{"a":true},"en":"y","num":0.5,"one":"o"}"#,
    ] {
        same::<type_lists::T>(text);
    }
    let missing = error::<type_lists::T>(r#"{"s":null}"#);
    assert!(
        missing.message().starts_with("missing property"),
        "{missing}"
    );
}

#[test]
fn null_is_no_variant() {
    let first: nullable_unions::W =
        same(r#"{"a":null,"b":null,"c":null,"e":null,"m":null,"ms":[null,{"n":1}],"opt":null}"#);
    assert_eq!((first.a, first.opt), (None, None));
    let second: nullable_unions::W = same(
        r#"{"a":{"n":1},"b":{"n":2},"c":null,"d":{"n":3},"e":"s","f":"p","m":{"n":4},"ms":[]}"#,
    );
    assert_eq!(second.d.map(|x| x.n), Some(3));
}

#[test]
fn odd_members_are_variants() {
    let text = r#"["+1","-1","","  ","a b","a_b","A-B","≤","<=","=","100","self","Self","None","Unknown","Other","\"q\"","a\\b","{x}","日本","count","__count__"]"#;
    let all: Vec<odd_members::O> = same(text);
    let mut names: Vec<String> = all.iter().map(|member| format!("{member:?}")).collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 22);
    let unknown: odd_members::O = same("\"zzz\"");
    assert_eq!(unknown.as_str(), "zzz");
    assert!(!all.contains(&unknown));
}

#[test]
fn members_of_every_kind_are_kept() {
    let e: enum_kinds::E = same(
        r#"{"level":2,"share":0.5,"mixed":"1","sure":true,"twice":"b","list":["w","x"],"kind":"only","port":"443","ms":"x"}"#,
    );
    assert_eq!(e.level, Some(enum_kinds::ELevel::Two));
    same::<enum_kinds::E>(r#"{"level":9,"mixed":null,"kind":"new","port":"8080"}"#);
    for wrong in ["1", "\"1\""] {
        same::<enum_kinds::E>(&format!("{{\"wrong\":{wrong}}}"));
    }
}

#[test]
fn types_may_contain_themselves() {
    same::<recursion::A>(
        r#"{"self":{"b":{"a":{},"next":{"next":{}}}},"list":[{}],"map":{"k":{"list":[]}}}"#,
    );
    same::<Option<recursion::Json>>(r#"{"a":[1,"x",true,null,{"b":[]}]}"#);
    same::<recursion::Trees>(r#"{"t":[[],[[]]]}"#);
    let deep = "[".repeat(10_000) + &"]".repeat(10_000);
    error::<recursion::Json>(&deep);
}

#[test]
fn undeclared_properties_have_their_type() {
    same::<undeclared::M>(
        r#"{"typed":{"id":"1","z":2,"a":1},"open":{"id":"1","x":[null]},"silent":{"y":1.50},"closed":{"id":"1"},"map":{"k k":{"v":1}},
            "maps":{"a":{"b":["c",null]}},"free":{"q":1},"empty":{},"named":{"additional_properties":"1","extra":"2","zz":"3"}}"#,
    );
    let wrong = error::<undeclared::M>(r#"{"typed":{"id":"1","z":"s"}}"#);
    assert_eq!(wrong.path(), "typed.z");
    same::<undeclared::M>(r#"{"closed":{"id":"1","new":true}}"#);
}

#[test]
fn properties_by_pattern_are_kept() {
    same::<patterns::Pp>(
        r#"{"one":{"x-a":"1"},"two":{"id":1,"S_a":"s","I_b":2,"c":true},"keys":{"a":1,"z":2},"keyed":{"abc":"v"},"uneval":{"id":"i","n":5}}"#,
    );
}

#[test]
fn formats_keep_their_text() {
    let value = same::<formats::T>(
        r#"{"at":"2024-01-02T03:04:05.123456789+02:00","day":"2024-02-29","time":"03:04:05Z","dur":"P1Y2M3DT4H5M6.5S",
            "id":"3f2504e0-4f89-11d3-9a0c-0305e82c3301","url":"https://e.test/ä?x=%2f","ip":"127.0.0.1","ip6":"2001:DB8::1",
            "bytes":"aGk=","unix":1704164645,"bin":"x"}"#,
    );
    assert_eq!(value.time.map(|time| time.time().second()), Some(5));
    assert_eq!(value.dur.map(|length| length.months()), Some(2));
    assert!(value.ip.is_some_and(|address| address.is_loopback()));
    assert_eq!(value.ip6.map(|address| address.segments()[0]), Some(0x2001));
    // Without an offset, as many services send it.
    same::<formats::T>(r#"{"time":"03:04","dur":"PT36H"}"#);
    for wrong in ["at", "day", "time", "dur", "id", "ip", "ip6"] {
        let text = format!("[{{}},{{\"{wrong}\":\"\"}}]");
        let path = format!("[1].{wrong}");
        assert_eq!(error::<Vec<formats::T>>(&text).path(), path);
    }
    // Other alphabets of base64, without padding.
    for bytes in ["aGk", "aGk_-w=="] {
        let text = format!("{{\"bytes\":\"{bytes}\"}}");
        let read: formats::T = from_json(text.as_bytes()).expect("bytes");
        assert!(read.bytes.is_some_and(|bytes| bytes.starts_with(b"hi")));
    }
}

#[test]
fn a_base_with_a_discriminator_is_a_union() {
    use swagger::Pet;
    let page: swagger::PagePet = same(
        r#"{"content":[{"petType":"cat","lives":9},{"petType":"Big.Dog","bark":true},{"petType":"Emu"}],"next":null}"#,
    );
    let pets = page.content.unwrap();
    assert!(
        matches!(
            pets.as_slice(),
            [Pet::Cat(_), Pet::BigDog(_), Pet::Other(_)]
        ),
        "{pets:?}"
    );
}

#[test]
fn names_that_differ_in_case_or_are_rusts_own() {
    same::<name_twins::Box>(
        r#"{"self":"s","type":"t","Type":1,"crate":"c","a-b":"1","a_b":"2","aB":"3","@id":"i","1st":"f","":"e","größe":"g",
            "inner":{"self":"s2","type":"t2"},"list":[{"v":"x"}],"opt":{"o":"y"},"err":{"e":"z"},"text":{"s":"w"},"low":{"n":1}}"#,
    );
}
