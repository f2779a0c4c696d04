//! Text is data: hostile texts wherever metadata can contain text, generated with and without descriptions and through
//! a slice, and wherever an OpenAPI description can. No text is run, rendered or hidden, and every value is unchanged.
//!
//! The tests that cargo runs by default read the docs with the Markdown parser of rustdoc. They try some places of each kind in
//! descriptions; with `HOSTILE_SHARE=1`, as in `.ci/run`, all places. Those that build crates are ignored by default: `.ci/run` runs
//! `a_sample_builds`, `.ci/full` runs all of them.

mod crates;
mod dealt;
mod description;
mod everywhere;
mod metadata;
mod places;
mod rendered;
mod texts;

use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use clientwright::{Builder, Layout, Options, Output, generate, slice};
use clientwright_tests::{own_lock_file_changes_nothing, root};
use tempfile::TempDir;

/// How the generator gets the metadata.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// With its descriptions.
    Described,
    /// Without them: only overlays and facts.
    Bare,
    /// Through a slice with all descriptions.
    Sliced,
    /// As an OpenAPI description.
    OpenApi,
}

const WAYS: [Way; 4] = [Way::Described, Way::Bare, Way::Sliced, Way::OpenApi];

/// Metadata and overlay in a folder, with the options to generate from them.
struct Input {
    folder: TempDir,
    options: Options,
}

impl Input {
    fn new(way: Way) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let file = |name: &str, text: String| -> PathBuf {
            let path = folder.path().join(name);
            fs::write(&path, text).expect("a file");
            path
        };
        let builder = match way {
            Way::OpenApi => Builder::new(file("a.json", description::document())),
            _ => Builder::new(file("a.xml", metadata::document()))
                .overlay(file("overlay.xml", metadata::overlay())),
        };
        let mut options = builder
            .about(texts::all().join("\n\n"))
            .base_url("https://example.org/<script>alert(1)</script>`\u{202e}")
            .descriptions(way != Way::Bare)
            .options()
            .clone();
        if way == Way::Sliced {
            let slice = slice(&options).expect("the metadata is valid");
            let is_shown = |c: char| c == '\t' || !hidden(c);
            assert!(slice.text.chars().all(is_shown), "a slice hides something");
            options.schema = file("slice.xml", slice.text);
        }
        Self { folder, options }
    }

    fn output(&self) -> Output {
        let generated = generate(&self.options);
        generated.expect("the metadata is valid").output
    }
}

/// The output for each form, generated once for all tests.
fn output(way: Way) -> &'static Output {
    static OUTPUTS: [OnceLock<Output>; 4] = [const { OnceLock::new() }; 4];
    OUTPUTS[way as usize].get_or_init(|| Input::new(way).output())
}

/// Characters that no file may contain, except line feeds.
fn hidden(c: char) -> bool {
    c != '\n' && clientwright_diagnostics::text::is_hidden(c)
}

#[test]
fn docs_contain_no_code_and_no_html() {
    for way in WAYS {
        let output = output(way);
        let mut seen = String::new();
        for (path, text) in output {
            assert!(!text.contains(hidden), "{way:?}: {}", path.display());
            rendered::check(&format!("{way:?} {}", path.display()), text, &mut seen);
        }
        // Each text is in the docs, which shows that the test examined it.
        for (index, text) in texts::all().iter().enumerate() {
            let mark = texts::mark(index);
            let is_seen = seen.contains(&mark) || !text.contains(&mark);
            assert!(is_seen, "{way:?}: {mark} is nowhere");
        }
    }
}

/// Descriptions that caused errors in other generators: indented code, open fences, tabs, HTML.
#[test]
fn nasty_descriptions_stay_text() {
    let schema = root().join("tests/tests/hostile/docs.csdl.xml");
    let options = Builder::new(schema).options().clone();
    let generated = generate(&options).expect("the metadata is valid");
    let mut seen = String::new();
    for (path, text) in &generated.output {
        assert!(!text.contains(hidden), "{}", path.display());
        rendered::check(&path.display().to_string(), text, &mut seen);
    }
    for part in [
        "let x = not rust;",
        "~~~rust panic!() ~~~",
        "<script>",
        r"carriage\rreturn alone",
    ] {
        assert!(seen.contains(part), "{part} is nowhere");
    }
}

#[test]
fn one_file_is_the_same() {
    let mut input = Input::new(Way::Described);
    input.options.layout = Layout::SingleFile;
    let output = input.output();
    let text = output.values().next().expect("one file");
    assert!(!text.contains(hidden));
    rendered::check("one file", text, &mut String::new());
}

/// Names in requests and responses are exactly those of the metadata.
#[test]
fn wire_names_are_exact() {
    for way in [Way::Described, Way::Sliced] {
        let literals: Vec<String> = output(way)
            .values()
            .flat_map(|t| rendered::literals(t))
            .collect();
        for name in texts::NAMES {
            for wanted in [
                (*name).to_owned(),
                format!("{name} item"),
                format!("{name} set"),
                format!("{name} argument"),
                format!("Odd.{name} type"),
            ] {
                assert!(literals.contains(&wanted), "{way:?}: {wanted:?}");
            }
        }
    }
}

/// Names in requests and responses are exactly those of the description.
#[test]
fn wire_names_of_openapi_are_exact() {
    let texts = output(Way::OpenApi).values();
    let literals: Vec<String> = texts.flat_map(|text| rendered::literals(text)).collect();
    for name in texts::NAMES {
        for wanted in [
            (*name).to_owned(),
            format!("{name} item"),
            format!("{name} 2"),
            format!("{name} argument"),
        ] {
            assert!(literals.contains(&wanted), "{wanted:?}");
        }
    }
}

#[test]
fn names_survive_the_lock_file() {
    for way in [Way::Described, Way::OpenApi] {
        names_survive(way);
    }
}

/// The lock file of names is read back unchanged.
fn names_survive(way: Way) {
    let input = Input::new(way);
    let first = generate(&input.options).expect("the metadata is valid");
    assert!(!first.lock.to_string().contains(hidden));
    own_lock_file_changes_nothing(&first, &input.options);
}

/// Control characters are rejected in each kind of name, with a message that shows them as escapes.
#[test]
fn names_with_control_characters_are_errors() {
    let folder = TempDir::new().expect("a temporary folder");
    for control in ["\n", "\r", "\t", "\u{7f}", "\u{85}", "\u{9b}"] {
        for place in metadata::name_places() {
            let name = format!("a{control}b");
            let schema = folder.path().join("a.xml");
            fs::write(&schema, metadata::named(place, &name)).expect("a file");
            let options = Builder::new(&schema).options().clone();
            let Err(error) = generate(&options) else {
                panic!("{name:?} is taken as a name in {place}");
            };
            let said = error.to_string();
            assert!(said.contains("error[csdl-042]"), "{place}: {said}");
            assert!(said.contains("a.xml:"), "{place}: {said}");
            assert!(!said.contains(hidden), "{place}: {said:?}");
        }
    }
}

#[test]
#[ignore = "builds a crate; .ci/run runs it"]
fn a_sample_builds() {
    crates::build(&[Way::Described, Way::OpenApi]);
}

#[test]
#[ignore = "builds crates; .ci/full runs it"]
fn everything_builds() {
    crates::build(&WAYS);
}
