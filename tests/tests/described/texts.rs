//! Texts: how a description is written changes nothing, and files of other kinds are named.

use std::fs;
use std::path::{Path, PathBuf};

use clientwright::{Options, generate};
use clientwright_tests::root;

/// A new file in a folder of its own.
fn file(name: &str, text: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("described");
    fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join(name);
    fs::write(&path, text).expect("a file");
    path
}

fn options(schema: PathBuf) -> Options {
    Options {
        schema,
        ..Options::default()
    }
}

/// `76-crlf-bom-documents`: line ends and byte order marks do not matter.
pub(crate) fn line_ends() {
    let input = root().join("tests/described/76-crlf-bom-documents/input.yaml");
    let text = fs::read_to_string(input).expect("a text");
    let plain = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let crlf = format!("\u{feff}{}", plain.replace('\n', "\r\n"));
    assert_ne!(plain, crlf);
    let made = [("lf.yaml", plain), ("crlf.yaml", crlf)].map(|(name, text)| {
        let options = options(file(name, &text));
        generate(&options).expect("a client").output
    });
    assert!(made[0] == made[1]);
}

/// `01-name-twins`: names do not depend on the order of what they name.
pub(crate) fn order() {
    let schemas = [
        r#""Box":{"type":"object","properties":{P}}"#,
        r#""box":{"type":"object","properties":{"n":{"type":"integer"}}}"#,
        r#""BOX_":{"type":"object","properties":{"m":{"type":"integer"}}}"#,
    ];
    let properties =
        ["a-b", "a_b", "aB", "A_b"].map(|name| format!("\"{name}\":{{\"type\":\"string\"}}"));
    let made = [false, true].map(|reversed| {
        let (mut schemas, mut properties) = (schemas.to_vec(), properties.to_vec());
        if reversed {
            schemas.reverse();
            properties.reverse();
        }
        let schemas = schemas.join(",").replace('P', &properties.join(","));
        let text = format!(
            r#"{{"openapi":"3.0.3","info":{{"title":"T","version":"1"}},"paths":{{}},"components":{{"schemas":{{{schemas}}}}}}}"#
        );
        let output = generate(&options(file(&format!("order-{reversed}.json"), &text)));
        let output = output.expect("a client").output;
        let lines = output.values().flat_map(|text| text.lines());
        let lines = lines.filter(|line| line.contains("pub struct") || line.contains(" = \""));
        let mut lines: Vec<String> = lines.map(|line| line.trim_end_matches(',').to_owned()).collect();
        lines.sort();
        lines
    });
    assert_eq!(made[0], made[1]);
}

/// `76-crlf-bom-documents`: the message says what a file is, and what is read.
pub(crate) fn other_files() {
    let read = "descriptions of OpenAPI 3 and Swagger 2.0 are read";
    for (name, text, messages) in [
        ("empty.yaml", "", ["an empty file", read]),
        ("blank.yaml", "\u{feff}\n  \n", ["an empty file", read]),
        ("number.yaml", "42", ["without a key `openapi`", read]),
        ("array.json", "[]", ["a JSON array", read]),
        (
            "graphql.txt",
            "type Query { pets: [Pet] }",
            ["a GraphQL schema", read],
        ),
        (
            "page.html",
            "<!doctype html><html></html>",
            ["a web page", "$metadata"],
        ),
        ("text.xml", "<pets/>", ["pets", "Edmx"]),
        (
            "four.yaml",
            "openapi: 4.0.0\npaths: {}",
            ["4.0.0", "3.0, 3.1 and 3.2"],
        ),
    ] {
        let error = generate(&options(file(name, text))).expect_err(name);
        let text = error.render(false);
        for message in messages {
            assert!(text.contains(message), "{name}: {text}");
        }
    }
    // A version without quotes is a number, and says what is meant.
    let number = "openapi: 3.0\ninfo: {title: T, version: '1'}\npaths: {}";
    let generated = generate(&options(file("number-version.yaml", number)));
    let warnings = generated.expect("a client").warnings;
    assert!(warnings.contains("the version is a number"), "{warnings}");
}
