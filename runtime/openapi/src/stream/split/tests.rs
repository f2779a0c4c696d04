use super::*;

/// All pieces of a stream that arrives in these chunks.
fn split(framing: Framing, limit: usize, chunks: &[&[u8]]) -> (Vec<Piece>, Splitter) {
    let mut splitter = Splitter::new(framing, limit);
    let mut pieces = Vec::new();
    for chunk in chunks {
        let mut chunk = Bytes::copy_from_slice(chunk);
        while let Some(piece) = splitter.next(&mut chunk) {
            pieces.push(piece);
        }
        assert!(chunk.is_empty());
    }
    pieces.extend(splitter.end());
    (pieces, splitter)
}

/// A text without line ends.
fn line(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    text.replace('\n', "\\n").replace('\r', "\\r")
}

/// Pieces as short texts, the same wherever the stream is cut: at every byte, in two and in three chunks.
fn shown(framing: Framing, limit: usize, text: &[u8]) -> Vec<String> {
    let show = |piece: &Piece| match piece {
        Piece::Item(Raw { event, data, end }) => {
            let event = event
                .as_deref()
                .map_or(String::new(), |it| format!("{it}="));
            let end = match end {
                End::Whole => "",
                End::Open => " open",
                End::Torn => " torn",
            };
            format!("{event}{}{end}", line(data))
        }
        Piece::TooLong => "too long".to_owned(),
        Piece::Stray(bytes) => format!("stray {}", line(bytes)),
    };
    let (whole, _) = split(framing, limit, &[text]);
    let bytes: Vec<&[u8]> = text.chunks(1).collect();
    assert_eq!(split(framing, limit, &bytes).0, whole);
    for first in 0..=text.len() {
        let (start, rest) = text.split_at(first);
        assert_eq!(split(framing, limit, &[start, rest]).0, whole, "{first}");
        for second in 0..=rest.len() {
            let (middle, rest) = rest.split_at(second);
            let chunks = [start, middle, rest];
            assert_eq!(split(framing, limit, &chunks).0, whole, "{first} {second}");
        }
    }
    whole.iter().map(show).collect()
}

fn events(text: &str) -> Vec<String> {
    shown(Framing::Events, 1000, text.as_bytes())
}

/// The examples of WHATWG HTML, 9.2.6, in words of our own, and its rules.
#[test]
fn events_are_split() {
    for (text, expected) in [
        ("data: a\ndata:b\ndata:  c\n\n", &[r"a\nb\n c"][..]),
        (
            ": note\n\ndata: 1\nid: 7\n\ndata:2\nid\n\ndata:  3\n\n",
            &["1", "2", " 3"],
        ),
        ("data\n\ndata\ndata\n\ndata:", &["", r"\n"]),
        ("data:x\n\ndata: x\n\n", &["x", "x"]),
        (
            "event: add\ndata: 1\n\nevent: add\n\ndata: 2\n\n",
            &["add=1", "2"],
        ),
        (
            "data: a\r\ndata: b\r\rdata: c\n\n\r\n\r\ndata: d\r\n\r\n",
            &[r"a\nb", "c", "d"],
        ),
        ("\u{feff}data: a\n\n\u{feff}data: b\n\n", &["a"]),
        ("\u{feff}\u{feff}data: a\n\n", &[]),
        ("data : a\nDATA: b\nother: c\n\n", &[]),
        ("data: a", &[]),
        ("data: a\n", &[]),
        ("data: é\nevent\n\n", &["é"]),
        (":data: a\n:\n\n", &[]),
        ("", &[]),
    ] {
        assert_eq!(events(text), expected, "{text:?}");
    }
    let text = b"\xEF\xBBdata: a\n\nevent: \xFF\ndata: b\n\n";
    assert_eq!(shown(Framing::Events, 99, text), ["\u{fffd}=b"]);
}

#[test]
fn ids_and_times_count_by_their_rules() {
    for (text, id, retry) in [
        ("id: 1\ndata: a\n\nid: 2\ndata: b", Some("1"), None),
        ("id: 1\n\n", Some("1"), None),
        ("id: 1\n\nid\n\n", None, None),
        ("id: 1\n\nid: a\0b\n\n", Some("1"), None),
        ("retry: 10\nretry: 1x\nretry: -1\nretry:\n", None, Some(10)),
        ("retry: 99999999999999999999999\n", None, None),
    ] {
        let (_, splitter) = split(Framing::Events, 100, &[text.as_bytes()]);
        let events = splitter.events().unwrap();
        assert_eq!(events.last_id(), id, "{text:?}");
        assert_eq!(events.retry(), retry.map(std::time::Duration::from_millis));
    }
}

#[test]
fn an_event_that_is_complete_waits_for_nothing() {
    let mut splitter = Splitter::new(Framing::Events, 100);
    let mut chunk = Bytes::from_static(b"data: a\r\n\r");
    assert!(splitter.next(&mut chunk).is_some());
    let mut splitter = Splitter::new(Framing::Sequence, 100);
    let mut chunk = Bytes::from_static(b"\x1E{\"a\":\n[\"\\\"\n\"]\n}\n");
    assert!(splitter.next(&mut chunk).is_some());
}

#[test]
fn lines_are_split() {
    for (text, expected) in [
        (
            "{\"n\":1}\n\n\"x\"\r\n{\"n\":3}",
            &[r#"{"n":1}"#, r#""x"\r"#, r#"{"n":3} open"#][..],
        ),
        ("\u{feff}1\n \t\r\n2\n", &["1", "2"]),
        ("{\"n\":", &[r#"{"n": open"#]),
        ("", &[]),
        ("\n\n", &[]),
    ] {
        assert_eq!(
            shown(Framing::Lines, 100, text.as_bytes()),
            expected,
            "{text:?}"
        );
    }
    assert_eq!(shown(Framing::Lines, 100, b"\xEF\xBB"), ["\u{fffd} open"]);
}

#[test]
fn sequences_are_split() {
    for (text, expected) in [
        (
            "\x1e{\"n\":1}\n\x1e{\"n\":\n\x1e\"y\"\n",
            &[r#"{"n":1}"#, r#"{"n":\n open"#, r#""y""#][..],
        ),
        ("\x1e\x1e\x1e[1,\n2]\n\n \x1e\n3\n", &[r"[1,\n2]", r"\n3"]),
        (
            "\x1e1\x1etrue\x1e{}\x1e4",
            &["1 torn", "true torn", "{} open", "4 torn"],
        ),
        (
            "\x1e\"a\\\"\n\\\\\"\nx\x1e5\n",
            &[r#""a\"\n\\""#, "stray x", "5"],
        ),
        ("x\n", &[r"stray x\n"]),
        ("", &[]),
    ] {
        assert_eq!(
            shown(Framing::Sequence, 100, text.as_bytes()),
            expected,
            "{text:?}"
        );
    }
}

#[test]
fn long_items_are_dropped_and_the_next_ones_are_not() {
    let long = "x".repeat(50);
    let text = format!(
        "data: {long}\nid: 1\n\ndata: a\n\ndata: 12\ndata: 34\ndata: 56\ndata: 78\n\n:{long}\ndata: b\n\n"
    );
    assert_eq!(
        shown(Framing::Events, 15, text.as_bytes()),
        ["too long", "a", "too long", "b"]
    );
    let text = format!("1\n{long}\n2\n{long}");
    assert_eq!(
        shown(Framing::Lines, 15, text.as_bytes()),
        ["1", "too long", "2", "too long"]
    );
    let text = format!("\x1e1\n\x1e[{long}]\n\x1e2\n{long}");
    assert_eq!(
        shown(Framing::Sequence, 15, text.as_bytes()),
        ["1", "too long", "2", "too long"]
    );
}
