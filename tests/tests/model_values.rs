//! The values of the code of `model`: what is read, what is written, and what is an error.

#[rustfmt::skip]
#[allow(unreachable_pub, reason = "a test has no one to export to")]
#[path = "model/generated.rs"]
mod generated;

use clientwright_odata::wire::Wire;
use clientwright_odata::{
    from_json,
    json::DecodeError,
    record::{Patch, Record as _},
    to_json, to_request_json,
};
use generated::{
    Animal, Cat, Choice, Dog, Event, Figure, Guest, Input, Level, Mood, Pet, PetPatch, Receipt,
    Wide,
};

/// Reads a value that must be written byte for byte as it was read.
fn exact<T: Wire>(text: &str) -> T {
    let value = from_json(text.as_bytes()).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(json(&value), text);
    value
}

fn json<T: Wire>(value: &T) -> String {
    String::from_utf8(to_json(value).expect("a value can be written")).expect("JSON is UTF-8")
}

fn error<T: Wire>(text: &str) -> DecodeError {
    from_json::<T>(text.as_bytes()).expect_err(text)
}

const REX: &str = r#"{"id":7,"name":"Rex","owner":null,"level":1}"#;

#[test]
fn required_fields_are_values_and_must_be_there() {
    let rex: Pet = exact(REX);
    assert_eq!((rex.id, rex.name.as_str(), &rex.owner), (7, "Rex", &None));
    assert_eq!(rex, Pet::new(7, "Rex", None, Level::Low));
    for (missing, text) in [
        ("id", r#"{"name":"Rex","owner":null,"level":1}"#),
        ("owner", r#"{"id":7,"name":"Rex","level":1}"#),
    ] {
        let error = error::<Vec<Pet>>(&format!("[{REX},{text}]"));
        assert_eq!(error.path(), format!("[1].{missing}"));
        assert_eq!(error.type_name(), Some("Pet"));
        assert!(error.message().starts_with("missing property"), "{error}");
    }
    let null = error::<Pet>(&REX.replace("7", "null"));
    assert_eq!((null.path(), null.type_name()), ("id", Some("Pet")));
    let inner = error::<Pet>(&REX.replace('}', r#","parent":{"id":1}}"#));
    assert_eq!(inner.path(), "parent.name");
    let twice = error::<Pet>(&REX.replace('}', r#","id":8}"#));
    assert_eq!(twice.path(), "id");
    assert!(twice.message().starts_with("duplicate property"));
}

#[test]
fn optional_fields_are_left_out() {
    let rex = Pet {
        tag: Some("x".into()),
        price: "12345678901234567890.10".parse().ok(),
        parent: Some(Box::new(Pet::new(1, "Ur", None, Level::High))),
        ..Pet::new(7, "Rex", Some("Ann".into()), Level::Low)
    };
    let text = r#"{"id":7,"name":"Rex","owner":"Ann","level":1,"tag":"x","price":12345678901234567890.10,"parent":{"id":1,"name":"Ur","owner":null,"level":-2}}"#;
    assert_eq!(json(&rex), text);
    assert_eq!(exact::<Pet>(text), rex);
    let null = REX.replace('}', r#","tag":null}"#);
    assert_eq!(json(&from_json::<Pet>(null.as_bytes()).unwrap()), REX);
}

#[test]
fn nulls_of_optional_fields_are_distinguished_from_absence() {
    let text = REX.replace('}', r#","nickName":null}"#);
    let mut rex: Pet = exact(&text);
    assert_eq!(rex.nick_name, None);
    assert_eq!(format!("{:?}", rex.nulls), "{5}");
    rex.nick_name = Some("R".into());
    assert_eq!(json(&rex), REX.replace('}', r#","nickName":"R"}"#));
    let rex = rex.with_null(Pet::NICK_NAME).with_null(Pet::WEIGHT);
    assert_eq!(
        json(&rex),
        REX.replace('}', r#","nickName":null,"weight":null}"#)
    );
    let other = Pet::new(7, "Rex", None, Level::Low);
    assert_ne!(rex, other);
}

#[test]
fn access_decides_what_requests_contain_and_debug_shows() {
    let rex = Pet {
        seen: Some(5),
        secret: Some("hush".into()),
        breed: Some("pug".into()),
        ..Pet::new(7, "Rex", None, Level::Low)
    };
    let all = REX.replace('}', r#","secret":"hush","seen":5,"breed":"pug"}"#);
    assert_eq!(json(&rex), all);
    let request = String::from_utf8(to_request_json(&rex).unwrap()).unwrap();
    assert_eq!(request, all.replace(r#","seen":5"#, ""));
    let update = clientwright_values::__private::update_json(&rex, Default::default()).unwrap();
    assert_eq!(
        String::from_utf8(update).unwrap(),
        r#"{"name":"Rex","owner":null,"level":1,"secret":"hush"}"#
    );
    let shown = format!("{rex:?}");
    assert!(
        shown.contains("secret: …") && !shown.contains("hush"),
        "{shown}"
    );
    // A required read-only property is set by the service only.
    let receipt: Receipt = exact(r#"{"number":1,"paid":true}"#);
    assert_eq!(to_request_json(&receipt).unwrap(), br#"{"paid":true}"#);
}

#[test]
fn patches_have_three_values() {
    let patch = PetPatch::default();
    assert_eq!(json(&patch), "{}");
    let patch = PetPatch {
        name: "Rex".to_owned().into(),
        owner: Patch::Null,
        parts: Patch::from(Some(vec![1])),
    };
    assert_eq!(json(&patch), r#"{"name":"Rex","owner":null,"parts":[1]}"#);
    let read: PetPatch = exact(r#"{"name":null,"parts":[]}"#);
    assert_eq!(
        (read.name, read.owner, read.parts),
        (Patch::Null, Patch::Unset, Patch::Set(vec![]))
    );
    assert_eq!(error::<PetPatch>(r#"{"name":5}"#).path(), "name");
}

#[test]
fn undeclared_properties_are_kept_mapped_or_skipped() {
    let text = REX.replace('}', r#","@x":1.50,"new":{"a": [1E400]}}"#);
    let rex: Pet = exact(&text);
    assert_eq!(rex.additional_properties.get_raw("@x"), Some("1.50"));
    let twice = error::<Pet>(&text.replace('}', "").replace("[1E400]", r#"1},"new":1}"#));
    assert_eq!(twice.path(), "new");
    assert!(twice.message().starts_with("duplicate property"));

    let dog: Dog = exact(r#"{"petType":"dog","bark":"wuff","jump":1,"sit":2}"#);
    assert_eq!(dog.tricks["sit"], 2);
    let wrong = error::<Dog>(r#"{"jump":"high"}"#);
    assert_eq!((wrong.path(), wrong.type_name()), ("jump", Some("Dog")));

    let receipt: Receipt = from_json(br#"{"number":1,"new":{},"paid":true}"#).unwrap();
    assert_eq!(json(&receipt), r#"{"number":1,"paid":true}"#);
}

#[test]
fn maps_keep_names_as_data() {
    let text = REX.replace('}', r#","labels":{"a b":"1","self":"2"}}"#);
    let rex: Pet = exact(&text);
    assert_eq!(rex.labels.unwrap()["self"], "2");
    let wrong = error::<Pet>(&text.replace("\"1\"", "1"));
    assert_eq!(wrong.path(), r#"labels["a b"]"#);
}

#[test]
fn null_items_are_read_where_the_type_has_them() {
    let rex: Pet = exact(&REX.replace('}', r#","parts":[1,null]}"#));
    assert_eq!(rex.parts, Some(vec![Some(1), None]));
    let wrong = error::<Pet>(&REX.replace('}', r#","names":["a",null]}"#));
    assert_eq!(wrong.path(), "names[1]");
}

#[test]
fn a_property_selects_the_variant_in_any_position() {
    for text in [
        r#"{"petType":"cat","lives":9,"x":1}"#,
        r#"{"lives":9,"petType":"cat","x":1}"#,
        r#"{"lives":9,"x":1,"petType":"c\u0061t"}"#,
    ] {
        let read: Animal = from_json(text.as_bytes()).unwrap();
        assert!(
            matches!(&read, Animal::Cat(cat) if cat.lives == 9),
            "{read:?}"
        );
        assert_eq!(json(&read), r#"{"petType":"cat","lives":9,"x":1}"#);
    }
    // Another name of the same type is kept.
    let text = r#"{"lives":9,"petType":"kitten"}"#;
    assert!(matches!(exact(text), Animal::Cat(_)));
    let dogs: Vec<Option<Animal>> = exact(r#"[{"petType":"dog"},null]"#);
    assert_eq!(dogs.len(), 2);
    assert_eq!(
        json(&Animal::from(Cat::new(3))),
        r#"{"petType":"cat","lives":3}"#
    );
    let wrong = error::<Vec<Animal>>(r#"[{"x":1,"petType":"cat"}]"#);
    assert_eq!(
        (wrong.path(), wrong.type_name()),
        ("[0].lives", Some("Cat"))
    );
}

#[test]
fn unknown_variants_are_kept() {
    for text in [
        r#"{"petType":"fish","fins":1.50}"#,
        r#"{"fins":1.50,"petType":"fish"}"#,
        r#"{"fins":[]}"#,
        r#"{"petType":5}"#,
        "{}",
    ] {
        assert!(matches!(exact(text), Animal::Other(_)), "{text}");
    }
}

#[test]
fn a_variant_takes_all_other_values_of_the_property() {
    assert!(matches!(
        exact(r#"{"petType":"cat","lives":9}"#),
        Guest::Cat(_)
    ));
    for text in [r#"{"radius":1.0,"petType":"emu"}"#, r#"{"radius":1.0}"#] {
        assert!(matches!(exact(text), Guest::Any(_)), "{text}");
    }
}

#[test]
fn unions_contain_unions() {
    let cat = r#"{"petType":"cat","lives":9,"event":"pet"}"#;
    for text in [cat, r#"{"event":"pet","lives":9,"petType":"cat"}"#] {
        let event: Event = from_json(text.as_bytes()).unwrap();
        assert_eq!(json(&event), cat);
        assert!(matches!(event, Event::Pet(Animal::Cat(_))));
    }
    let circle: Event = exact(r#"{"radius":1.5,"event":"figure"}"#);
    assert!(matches!(circle, Event::Figure(Figure::Circle(_))));
    let other: Event = exact(r#"{"event":"figure","kind":"blob"}"#);
    assert!(matches!(other, Event::Figure(Figure::Other(_))));
    assert!(matches!(exact(r#"{"event":"x"}"#), Event::Other(_)));
}

#[test]
fn the_shape_selects_the_variant() {
    for (text, is) in [
        (
            "true",
            (|i| matches!(i, Input::Switch(true))) as fn(&Input) -> bool,
        ),
        ("5", |i| matches!(i, Input::Count(5))),
        ("0.5", |i| matches!(i, Input::Share(_))),
        ("\"a\"", |i| matches!(i, Input::Text(_))),
        ("[1,2]", |i| matches!(i, Input::Tokens(_))),
        ("[\"a\"]", |i| matches!(i, Input::Texts(_))),
        ("{\"a\":1}", |i| matches!(i, Input::Limits(_))),
        ("null", |i| matches!(i, Input::Other(_))),
    ] {
        let input: Input = exact(text);
        assert!(is(&input), "{text}: {input:?}");
    }
    assert_eq!(Input::from(vec![1, 2]), Input::Tokens(vec![1, 2]));
    // One variant matches, and cannot be read.
    assert_eq!(error::<Vec<Input>>(r#"["a",["b",{}]]"#).path(), "[1][1]");
    let square: Figure = from_json(br#"{"side":2.0,"kind":"circle"}"#).unwrap();
    assert!(matches!(square, Figure::Square(_)));
    assert!(matches!(
        exact(r#"{"side":2.0,"colour":1}"#),
        Figure::Other(_)
    ));
    assert!(matches!(
        exact(r#"{"radius":1.0,"kind":"ball"}"#),
        Figure::Other(_)
    ));
}

#[test]
fn members_are_texts_numbers_or_both() {
    assert_eq!(
        exact::<Vec<Mood>>(r#"["happy","1"]"#),
        [Mood::Happy, Mood::One]
    );
    for text in ["\"HAPPY\"", "1", "\"new\""] {
        assert!(matches!(exact(text), Mood::Unknown(_)), "{text}");
    }
    assert_eq!(Mood::Happy.value(), None);

    assert_eq!(exact::<Vec<Level>>("[1,-2]"), [Level::Low, Level::High]);
    assert_eq!(from_json::<Level>(b"1.0").unwrap(), Level::Low);
    for text in ["3", "\"1\""] {
        assert!(matches!(exact(text), Level::Unknown(_)), "{text}");
    }
    assert_eq!(
        (Level::from("-2"), Level::High.value()),
        (Level::High, Some(-2))
    );
    assert_eq!(json(&Level::from("9")), "9");

    let all = [Choice::Auto, Choice::Three, Choice::Both];
    assert_eq!(exact::<Vec<Choice>>(r#"["auto",3,"both"]"#), all);
    assert_eq!(from_json::<Choice>(b"7").unwrap(), Choice::Both);
    assert!(matches!(exact("\"3\""), Choice::Unknown(_)));
}

#[test]
fn more_fields_than_a_tuple_has() {
    let fields = (0..20).map(|index| {
        format!(
            "\"p{index}\":{}",
            match index {
                19 => "null".to_owned(),
                _ => index.to_string(),
            }
        )
    });
    let text = format!("{{{}}}", fields.collect::<Vec<_>>().join(","));
    let wide: Wide = exact(&text);
    assert_eq!((wide.p16, wide.p17, wide.p19), (16, Some(17), None));
    assert_eq!(
        error::<Wide>(&text.replace("\"p18\":18,", "")).path(),
        "p18"
    );
}
