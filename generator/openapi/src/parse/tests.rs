//! Texts and the trees that they are.

use clientwright_diagnostics::Diagnostics;
use clientwright_diagnostics::source::SourceMap;

use crate::tree::{NodeId, Tree};
use crate::{Document, parse};

/// The document, and the diagnostics as text.
fn read(text: &str) -> (Option<Document>, String) {
    let mut sources = SourceMap::new();
    let file = sources.add("a", text);
    let mut diags = Diagnostics::new();
    let document = parse(&sources, file, &mut diags);
    let lines = diags.sorted().into_iter().map(|diagnostic| {
        let place = |span| {
            let (line, column) = sources.position(span);
            format!("{line}:{column}")
        };
        let first = diagnostic.span().map(place).unwrap_or_default();
        let others = diagnostic.others.iter();
        let others: String = others
            .map(|label| format!(", {}", place(label.span)))
            .collect();
        format!(
            "{} {first}{others} {}\n",
            diagnostic.code, diagnostic.message
        )
    });
    (document, lines.collect())
}

fn json(text: &str) -> String {
    let (document, problems) = read(text);
    assert_eq!(problems, "", "{text}");
    let document = document.expect("a document");
    document.tree.value(document.root).json()
}

fn problems(text: &str) -> String {
    read(text).1
}

#[test]
fn json_and_yaml_give_the_same_tree() {
    let value = r#"{"a":[1,-0.5e3,"x",true,false,null,{},[]],"b":{"c":"\u0001é"}}"#;
    assert_eq!(json(value), value);
    let yaml = "a: [1, -0.5e3, x, true, false, null, {}, []]\nb:\n  c: \"\\x01é\"\n";
    assert_eq!(json(yaml), value);
    assert_eq!(json("{a: 1}"), r#"{"a":1}"#);
    assert_eq!(json("\u{feff}{\"a\":1}\r\n"), r#"{"a":1}"#);
    assert_eq!(
        json("\u{feff}a: 1\r\nb: |\r\n  x\r\n  y\r\n"),
        r#"{"a":1,"b":"x\ny\n"}"#
    );
}

#[test]
fn escapes_of_json_are_read() {
    let text = r#"["\"\\\/\b\f\n\r\t\u00e4\ud83d\ude00"]"#;
    let (document, _) = read(text);
    let document = document.expect("a document");
    let item = document.tree.items(document.root)[0];
    assert_eq!(document.tree.scalar(item), Some("\"\\/\u{8}\u{c}\n\r\tä😀"));
}

#[test]
fn plain_scalars_of_yaml_are_texts_unless_the_core_schema_knows_them() {
    let texts =
        "no|on|off|yes|y|1:30|2024-01-02|2024-01-02T03:04:05Z|1_000|.inf|.nan|1e|0x|-a|1.2.3|NO|e5";
    for text in texts.split('|') {
        assert_eq!(json(&format!("a: {text}")), format!(r#"{{"a":"{text}"}}"#));
    }
    for (yaml, value) in [
        ("~", "null"),
        ("", "null"),
        ("Null", "null"),
        ("TRUE", "true"),
        ("False", "false"),
        ("08012", "8012"),
        ("1.0", "1.0"),
        ("12345678901234567890123", "12345678901234567890123"),
        ("!!str 1.0", "\"1.0\""),
        ("!!str", "\"\""),
        ("!custom 1", "1"),
        ("'1'", "\"1\""),
        ("!!int \"1\"", "1"),
    ] {
        assert_eq!(json(&format!("a: {yaml}")), format!(r#"{{"a":{value}}}"#));
    }
}

#[test]
fn numbers_keep_their_source_text() {
    for text in ["{\"a\":1.50}", "a: 1.50", "a: 08012", "a: -1E400"] {
        let (document, _) = read(text);
        let document = document.expect("a document");
        let value = document.tree.entries(document.root)[0].value;
        let number = text.trim_matches(|c: char| !c.is_ascii_digit() && c != '-');
        assert_eq!(document.tree.scalar(value), Some(number));
    }
}

#[test]
fn keys_are_texts_as_written() {
    assert_eq!(
        json("200: a\nnull: b\ntrue: c\n1.0: d\n? /long\n: e\n"),
        r#"{"200":"a","null":"b","true":"c","1.0":"d","/long":"e"}"#
    );
}

#[test]
fn aliases_and_merge_keys_are_resolved() {
    let text =
        "x: &x {a: 1, b: 2}\ny: {<<: *x, b: 3}\nz: {<<: [*x, {c: 4, a: 5}]}\nk: &k name\n*k : 1\n";
    assert_eq!(
        json(text),
        r#"{"x":{"a":1,"b":2},"y":{"a":1,"b":3},"z":{"a":1,"b":2,"c":4},"k":"name","name":1}"#
    );
    assert_eq!(json("{'<<': 1}"), r#"{"<<":1}"#);
    assert_eq!(json("{\"<<\": 1}"), r#"{"<<":1}"#);
    assert_eq!(
        problems("a: {<<: 1}"),
        "openapi-008 1:5, 1:9 a merge key whose value is neither an object nor a list of objects\n"
    );
}

#[test]
fn duplicate_keys_are_reported_with_both_places() {
    assert_eq!(
        problems("a: 1\n'b': 2\n200: 3\n'200': 4\na: 5\n"),
        "openapi-005 4:1, 3:1 the key `200` occurs twice\nopenapi-005 5:1, 1:1 the key `a` occurs twice\n"
    );
    assert_eq!(
        problems("{\"a\":1,\n\"\\u0061\":2}"),
        "openapi-005 2:1, 1:2 the key `a` occurs twice\n"
    );
    let many: String = (0..100).map(|i| format!("k{}: 0\n", i % 99)).collect();
    assert_eq!(
        problems(&many),
        "openapi-005 100:1, 1:1 the key `k0` occurs twice\n"
    );
}

#[test]
fn spans_are_those_of_the_source() {
    let text = "\u{feff}a:\r\n  bé: 'it''s'\r\n  c: [x, {d: y}]\r\ne: >-\r\n  two\r\n  lines\r\nf:\r\n- g\r\n- h # i\r\n";
    let (document, _) = read(text);
    let Document { tree, root } = document.expect("a document");
    let source = |id: NodeId| {
        let span = tree.span(id);
        &text[span.start as usize..span.end as usize]
    };
    let at = |pointer: &str| source(tree.find(root, pointer).expect("a node"));
    assert_eq!(at("/a"), "bé: 'it''s'\r\n  c: [x, {d: y}]");
    assert_eq!(at("/a/bé"), "'it''s'");
    assert_eq!(at("/a/c"), "[x, {d: y}]");
    assert_eq!(at("/a/c/1"), "{d: y}");
    assert_eq!(at("/a/c/1/d"), "y");
    assert_eq!(at("/e"), "two\r\n  lines");
    assert_eq!(at("/f"), "g\r\n- h");
    let keys = keys(&tree, root)
        .into_iter()
        .map(|(start, end)| &text[start..end]);
    assert_eq!(keys.collect::<Vec<_>>(), ["a", "e", "f"]);

    let text = "{\"a\" : [ 1, \"x\" ] }";
    let (document, _) = read(text);
    let Document { tree, root } = document.expect("a document");
    let a = tree.find(root, "/a").expect("a node");
    assert_eq!((tree.span(a).start, tree.span(a).end), (7, 17));
    let x = tree.find(root, "/a/1").expect("a node");
    assert_eq!((tree.span(x).start, tree.span(x).end), (12, 15));
    assert_eq!(tree.pointer(x), "/a/1");
}

fn keys(tree: &Tree, id: NodeId) -> Vec<(usize, usize)> {
    let entries = tree.entries(id).iter();
    entries
        .map(|entry| (entry.span.start as usize, entry.span.end as usize))
        .collect()
}

#[test]
fn pointers_are_unescaped_once() {
    let (document, _) = read(r#"{"a/b":{"m~n":1},"~1":[2,3],"":4}"#);
    let Document { tree, root } = document.expect("a document");
    let at = |pointer: &str| {
        tree.find(root, pointer)
            .map(|id| tree.scalar(id).map(str::to_owned))
    };
    assert_eq!(at("/a~1b/m~0n"), Ok(Some("1".into())));
    assert_eq!(at("/~01/1"), Ok(Some("3".into())));
    assert_eq!(at("/"), Ok(Some("4".into())));
    for missing in ["/~01/01", "/~01/+1", "/~01/2", "/x", "/a~1b/m~0n/y"] {
        assert!(at(missing).is_err(), "{missing}");
    }
    let node = tree.find(root, "/a~1b/m~0n").expect("a node");
    assert_eq!(tree.pointer(node), "/a~1b/m~0n");
}

#[test]
fn malformed_json_is_refused_with_a_place() {
    for (text, expected) in [
        ("{\"a\":1,}", "1:8 expected a key in quotes, found `}`"),
        ("[1,]", "1:4 expected a value, found `]`"),
        ("[1 2]", "1:4 expected `,` or `]`, found `2`"),
        ("{\"a\" 1}", "1:6 expected `:`, found `1`"),
        ("[1}", "1:3 expected `,` or `]`, found `}`"),
        ("[1", "1:3 expected `,` or `]`, found the end of the file"),
        ("[] x", "1:4 expected the end of the file, found `x`"),
        ("[\"\\ud800\"]", "1:3 half of a surrogate pair"),
        ("[\"\\ud800\\u0041\"]", "1:3 half of a surrogate pair"),
        ("[\"\\u12g4\"]", "1:3 `\\u` needs four hexadecimal digits"),
        ("[\"\\x\"]", "1:3 an escape that JSON does not have"),
        ("[\"a\nb\"]", "1:4 a control character in a text"),
        ("[\"a", "1:2 the file ends inside of a text"),
        ("[01]", "1:2 a number that JSON does not allow"),
        ("[1.]", "1:2 a number that JSON does not allow"),
        ("[1e]", "1:2 a number that JSON does not allow"),
        ("[-]", "1:2 a number that JSON does not allow"),
        ("[nul]", "1:2 expected a value, found `n`"),
        (
            "{",
            "1:2 expected a key in quotes, found the end of the file",
        ),
    ] {
        let (document, problems) = read(text);
        assert!(document.is_none(), "{text}");
        assert_eq!(problems, format!("openapi-003 {expected}\n"), "{text}");
    }
}

#[test]
fn malformed_yaml_is_refused_with_a_place() {
    let second = problems("a: 1\n---\nb: 2\n");
    assert_eq!(
        second,
        "openapi-009 2:1 a second document in the file; one is expected\n"
    );
    let tab = problems("a:\n\tb: 1\n");
    assert!(tab.starts_with("openapi-004 2:"), "{tab}");
    assert!(
        problems("a: [1\n").starts_with("openapi-004 "),
        "an open list"
    );
    assert_eq!(problems(""), "openapi-001 1:1 an empty file\n");
    assert_eq!(problems(" # nothing\n"), "openapi-001 1:1 an empty file\n");
    assert_eq!(
        problems("? [a]\n: 1\n"),
        "openapi-008 1:3 a key that is not a text\n"
    );
    assert_eq!(
        problems("a: &x {b: *x}\n"),
        "openapi-007 1:11 an alias inside of its own anchor\n"
    );
    assert!(
        problems("a: *x\n").starts_with("openapi-004 1:4"),
        "an unknown anchor"
    );
}

#[test]
fn nesting_is_limited_and_does_not_use_the_stack() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("{a: ", "}"), ("- ", "")] {
        let text = |depth: usize| format!("{}1{}", open.repeat(depth), close.repeat(depth));
        assert_eq!(problems(&text(128)), "", "{open}");
        let deep = problems(&text(100_000));
        assert!(
            deep.contains("nested too deep") || deep.contains("nesting"),
            "{deep}"
        );
        assert_eq!(deep.lines().count(), 1);
    }
    // Aliases count as what they refer to.
    let mut text = String::from("a0: &a0 []\n");
    for i in 1..200 {
        text.push_str(&format!("a{i}: &a{i} [*a{}]\n", i - 1));
    }
    assert_eq!(
        problems(&text),
        "openapi-006 128:14 nested too deep: more than 128 arrays and objects\n"
    );
}

#[test]
fn aliases_may_repeat_small_nodes_often_but_not_without_end() {
    let many: String = (0..2_000).map(|i| format!("k{i}: *x\n")).collect();
    assert_eq!(problems(&format!("x: &x {{a: 1}}\n{many}")), "");
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for i in 1..9 {
        let aliases = format!("*a{}, ", i - 1).repeat(9);
        bomb.push_str(&format!("a{i}: &a{i} [{aliases}]\n"));
    }
    assert_eq!(
        problems(&bomb),
        "openapi-007 6:10 aliases repeat more than 100000 nodes\n"
    );
    let wide: String = (0..1_000).map(|i| format!("k{i}: 0, ")).collect();
    let merges: String = (0..50).map(|i| format!("m{i}: {{<<: *x}}\n")).collect();
    let merged = problems(&format!("x: &x {{{wide}}}\n{merges}"));
    assert!(
        merged.contains("merge keys add too many entries"),
        "{merged}"
    );
}
