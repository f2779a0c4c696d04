//! The page about unions of OpenAPI clients.

/// The client of the golden case `openapi-variants`.
mod shelter {
    #![allow(dead_code, unreachable_pub, reason = "the examples use a part of it")]
    include!(concat!(env!("OUT_DIR"), "/documents/shelter.rs"));
}

crate::example!("unions-rules");

#[test]
fn a_property_decides() {
    let text =
        br#"[{"name":"Rex","event":"arrived"},{"event":"returned","name":"Mia","owner":"Ann"},
        {"event":"adopted","name":"Tom"},{"event":"rain","name":"Ida","cage":2}]"#;
    let news: Vec<News> = clientwright_openapi::from_json(text).unwrap();
    assert_eq!(arrived(&news), ["Rex", "Mia"]);
    assert!(matches!(&news[2], News::Departure(departure) if departure.name == "Tom"));
    assert!(matches!(&news[3], News::Note(note) if note.event == "rain"));
    let written = clientwright_openapi::to_json(&news).unwrap();
    let json = |text: &[u8]| serde_json::from_slice::<serde_json::Value>(text).unwrap();
    assert_eq!(json(&written), json(text));
}

#[test]
fn the_first_of_an_order_is_used() {
    for text in [
        r#"{"location":{"name":"south"}}"#,
        r#"{"location":{"name":"south","floor":2}}"#,
    ] {
        let place: Place = clientwright_openapi::from_json(text.as_bytes()).unwrap();
        assert!(is_outside(&place));
        assert_eq!(
            clientwright_openapi::to_json(&place).unwrap(),
            text.as_bytes()
        );
    }
    // A room, because the shape of a meadow has other types.
    let room = r#"{"location":{"name":"north","hectares":"none"}}"#;
    let place: Place = clientwright_openapi::from_json(room.as_bytes()).unwrap();
    assert!(!is_outside(&place));
}

/// The rules of the page are those of the golden case, which the compiler checks.
#[test]
fn the_rules_are_those_of_the_golden_case() {
    let read = |path| std::fs::read_to_string(clientwright_tests::root().join(path)).unwrap();
    let options = read("tests/cases/openapi-variants/options.toml");
    let (_, rules) = options.split_once("[variants]").unwrap();
    assert!(read("docs/openapi/unions.md").contains(&format!("[module.variants]{rules}```")));
}
