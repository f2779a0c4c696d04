//! Finds the items of a page in its text while that arrives.
//!
//! The text is divided but not judged here: the elements of the array `value` are returned item by item,
//! everything else is the *envelope*, a page without items. Both are read by the same code as a page that is read as a
//! whole, which reports defects.

/// Divides the text of a page.
#[derive(Debug, Default)]
pub(super) struct Scanner {
    /// The page without its items.
    envelope: Vec<u8>,
    /// The beginning of an item whose end has not arrived.
    pending: Vec<u8>,
    place: Place,
    /// How many objects and arrays are open: in the envelope, or in the item.
    depth: usize,
    text: Text,
    /// The key of the envelope that was read last, as it is written.
    key: Vec<u8>,
    key_is: Key,
    /// Whether the envelope is an object, as that of a page is.
    object: bool,
    /// Whether the array of items has begun; also true after its end.
    found: bool,
    /// Whether the text of an item has begun.
    begun: bool,
    /// Whether there has to be one more item.
    expected: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    #[default]
    Envelope,
    Items,
}

/// Whether the next byte is in a string.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Text {
    #[default]
    Outside,
    Inside,
    /// After a backslash.
    Escaped,
}

/// What is known of the member of the envelope that comes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Key {
    /// There is none, or it is over.
    #[default]
    None,
    Expected,
    Reading,
    /// Its colon or its value comes next.
    Read,
}

impl Text {
    fn after(self, byte: u8) -> Self {
        match (self, byte) {
            (Self::Inside, b'"') => Self::Outside,
            (Self::Inside, b'\\') => Self::Escaped,
            (Self::Inside | Self::Escaped, _) => Self::Inside,
            (Self::Outside, b'"') => Self::Inside,
            (Self::Outside, _) => Self::Outside,
        }
    }
}

impl Scanner {
    /// Takes the next piece of text, and returns the items that end in it.
    ///
    /// # Errors
    ///
    /// The first one of `item`, after which there is nothing more to be done.
    pub(super) fn feed<E>(
        &mut self,
        text: &[u8],
        mut item: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        // Where the item begins that is being read.
        let mut start = 0;
        for (index, &byte) in text.iter().enumerate() {
            if self.place == Place::Envelope {
                self.envelope.push(byte);
                self.read_envelope(byte);
                start = index + 1;
                continue;
            }
            let inside = self.text != Text::Outside;
            self.text = self.text.after(byte);
            let over = match byte {
                _ if inside => false,
                b'{' | b'[' => {
                    self.depth += 1;
                    false
                }
                b'}' | b']' if self.depth > 0 => {
                    self.depth -= 1;
                    false
                }
                b',' | b']' if self.depth == 0 => true,
                _ => false,
            };
            if !over {
                if !self.begun && !byte.is_ascii_whitespace() {
                    self.begun = true;
                    start = index;
                }
                continue;
            }
            // A missing item is an item that cannot be read, except in an empty array.
            if self.begun || self.expected || byte == b',' {
                let part = if self.begun { &text[start..index] } else { &[] };
                if self.pending.is_empty() {
                    item(part)?;
                } else {
                    self.pending.extend_from_slice(part);
                    item(&self.pending)?;
                    self.pending.clear();
                }
            }
            (self.begun, self.expected) = (false, byte == b',');
            if byte == b']' {
                self.envelope.push(byte);
                (self.place, self.depth) = (Place::Envelope, 1);
            }
        }
        if self.begun {
            self.pending.extend_from_slice(&text[start..]);
        }
        Ok(())
    }

    fn read_envelope(&mut self, byte: u8) {
        let inside = self.text != Text::Outside;
        self.text = self.text.after(byte);
        if inside {
            match (self.key_is, self.text) {
                (Key::Reading, Text::Outside) => self.key_is = Key::Read,
                (Key::Reading, _) => self.key.push(byte),
                _ => {}
            }
            return;
        }
        let top = self.depth == 1 && self.object;
        match byte {
            b'"' if self.key_is == Key::Expected => {
                self.key.clear();
                self.key_is = Key::Reading;
                return;
            }
            b'[' if top && self.key_is == Key::Read && self.key == b"value" && !self.found => {
                self.found = true;
                self.place = Place::Items;
                self.depth = 0;
            }
            b'{' | b'[' => {
                self.depth += 1;
                self.object |= self.depth == 1 && byte == b'{';
                if self.depth == 1 {
                    self.key_is = Key::Expected;
                    return;
                }
            }
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            b',' if top => {
                self.key_is = Key::Expected;
                return;
            }
            b':' => return,
            byte if byte.is_ascii_whitespace() => return,
            _ => {}
        }
        // A value has begun, or an unexpected character.
        if top {
            self.key_is = Key::None;
        }
    }

    /// The page without the items that were yielded, when all of its text has arrived.
    pub(super) fn into_envelope(self) -> Vec<u8> {
        self.envelope
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    /// The items and the envelope of a text that arrives in pieces of these lengths.
    fn divide(text: &[u8], lengths: &[usize]) -> (Vec<String>, String) {
        let mut scanner = Scanner::default();
        let mut items = Vec::new();
        let mut lengths = lengths.iter().cycle();
        let mut rest = text;
        while !rest.is_empty() {
            let length = lengths.next().copied().unwrap_or(rest.len());
            let (piece, after) = rest.split_at(length.clamp(1, rest.len()));
            rest = after;
            let taken = scanner.feed(piece, |item| {
                items.push(String::from_utf8_lossy(item).trim_end().to_owned());
                Ok::<_, ()>(())
            });
            taken.unwrap();
        }
        let envelope = String::from_utf8(scanner.into_envelope()).unwrap();
        (items, envelope)
    }

    #[test]
    fn divides_wherever_the_text_is_cut() {
        for (text, items, envelope) in [
            (r#"{"value":[]}"#, &[][..], r#"{"value":[]}"#),
            (
                r#"{"value":[1, 2 ,3]}"#,
                &["1", "2", "3"],
                r#"{"value":[]}"#,
            ),
            (
                r#" { "a": [1,{"value":[2]}] , "value" : [ {"x":"]},\"["} , [[1],"\\"] ],"b":"value"} "#,
                &[r#"{"x":"]},\"["}"#, r#"[[1],"\\"]"#],
                r#" { "a": [1,{"value":[2]}] , "value" : [],"b":"value"} "#,
            ),
            // What only looks like it.
            (r#"{"x":"value","y":[1]}"#, &[], r#"{"x":"value","y":[1]}"#),
            (
                r#"{"value":{"value":[1]}}"#,
                &[],
                r#"{"value":{"value":[1]}}"#,
            ),
            (
                r#"{"value":null,"x":[1]}"#,
                &[],
                r#"{"value":null,"x":[1]}"#,
            ),
            (
                r#"{"a.value":[1],"value@x":[2]}"#,
                &[],
                r#"{"a.value":[1],"value@x":[2]}"#,
            ),
            (r#"[1,"value",[2]]"#, &[], r#"[1,"value",[2]]"#),
            // Only the first.
            (
                r#"{"value":[1],"value":[2]}"#,
                &["1"],
                r#"{"value":[],"value":[2]}"#,
            ),
            // Broken texts: nothing is passed over.
            (r#"{"value":[1,]}"#, &["1", ""], r#"{"value":[]}"#),
            (r#"{"value":[,1]}"#, &["", "1"], r#"{"value":[]}"#),
            (r#"{"value":[1}]}"#, &["1}"], r#"{"value":[]}"#),
            (r#"{"value":[{"a":1"#, &[], r#"{"value":["#),
            (r#"{"value":[1]"#, &["1"], r#"{"value":[]"#),
            (r#"{"value":[1]}}]"#, &["1"], r#"{"value":[]}}]"#),
            ("\u{FEFF}{\"value\":[1]}", &["1"], "\u{FEFF}{\"value\":[]}"),
            ("", &[], ""),
        ] {
            for length in 1..=text.len().max(1) {
                let (found, rest) = divide(text.as_bytes(), &[length]);
                assert_eq!(
                    (&found[..], rest.as_str()),
                    (
                        &items.iter().map(|i| (*i).to_owned()).collect::<Vec<_>>()[..],
                        envelope
                    ),
                    "{text} by {length}"
                );
            }
        }
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<i32>().prop_map(Value::from),
            "[\\\\\"{}\\[\\],: a\u{e9}]{0,6}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            let key = "(value|[a-c\"\\\\]{1,3})";
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::vec((key, inner), 0..4)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn loses_nothing_of_any_page(
            before in prop::collection::vec(any_json(), 0..3),
            items in prop::collection::vec(any_json(), 0..5),
            after in prop::collection::vec(any_json(), 0..3),
            lengths in prop::collection::vec(1_usize..20, 1..8),
            pretty: bool,
        ) {
            let mut text = String::from("{");
            let mut add = |name: &str, value: &Value| {
                if text.len() > 1 {
                    text.push(',');
                }
                let value = if pretty { serde_json::to_string_pretty(value) } else { serde_json::to_string(value) };
                text.push_str(&format!("\"{name}\": {}", value.unwrap()));
            };
            for (index, value) in before.iter().enumerate() {
                add(&format!("b{index}"), value);
            }
            add("value", &Value::from(items.clone()));
            for (index, value) in after.iter().enumerate() {
                add(&format!("a{index}"), value);
            }
            text.push('}');
            let (found, envelope) = divide(text.as_bytes(), &lengths);
            let found: Vec<Value> = found.iter().map(|item| serde_json::from_str(item).unwrap()).collect();
            prop_assert_eq!(&found, &items);
            let mut whole: Value = serde_json::from_str(&text).unwrap();
            whole["value"] = json!([]);
            let envelope: Value = serde_json::from_str(&envelope).unwrap();
            prop_assert_eq!(envelope, whole);
        }
    }
}
