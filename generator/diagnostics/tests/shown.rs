//! Diagnostics as text: untrusted text has no effect on a terminal, and the number of diagnostics is bounded.

use clientwright_diagnostics::source::{SourceMap, Span};
use clientwright_diagnostics::{Diagnostic, Diagnostics};

const HOSTILE: &str = "a\u{1b}[31m\u{9b}2J\u{202e}\r\u{85}\u{2028}b";
const ESCAPED: &str = r"a\u{1b}[31m\u{9b}2J\u{202e}\r\u{85}\u{2028}b";

fn is_harmless(c: char) -> bool {
    c == '\n' || !clientwright_diagnostics::text::is_hidden(c)
}

#[test]
fn control_characters_are_escaped() {
    let mut sources = SourceMap::new();
    let long = format!("{}{HOSTILE} here{}", "x ".repeat(200), " y".repeat(200));
    for text in [format!("<a>{HOSTILE} here</a>"), long] {
        let at = text.find("here").expect("it is there");
        let file = sources.add(format!("{HOSTILE}.xml"), &text);
        let span = Span {
            file,
            start: at as u32,
            end: (at + 4) as u32,
        };
        let diagnostic = Diagnostic::error("csdl-000", HOSTILE)
            .at(span, HOSTILE)
            .help(HOSTILE);
        let shown = diagnostic.render(&sources, false);
        assert!(shown.chars().all(is_harmless), "{shown:?}");
        // Message, path, label, help and source; a long source line is shown only in part.
        assert!(shown.matches(ESCAPED).count() >= 4, "{shown}");
        assert!(shown.contains(r"\u{85}\u{2028}b here"), "{shown}");
        // The label is below the text that it marks.
        let lines: Vec<&str> = shown.lines().collect();
        let source = lines
            .iter()
            .position(|l| l.contains("here"))
            .expect("the line");
        assert_eq!(
            lines[source].find("here"),
            lines[source + 1].find("^^^^"),
            "{shown}"
        );
    }
    let shown = Diagnostic::error_in("csdl-000", "a", HOSTILE).render(&sources, false);
    assert!(shown.contains(ESCAPED) && shown.chars().all(is_harmless));
}

#[test]
fn a_hundred_problems_are_shown_and_the_rest_is_counted() {
    let sources = SourceMap::new();
    let mut diags = Diagnostics::new();
    for n in 0..250 {
        diags.push(Diagnostic::warning_in("csdl-000", format!("w{n}"), "a"));
    }
    for n in 0..30 {
        diags.push(Diagnostic::error_in("csdl-000", format!("e{n}"), "z"));
    }
    let shown = diags.render(&sources, false);
    assert_eq!(shown.matches("error[").count(), 30, "errors come first");
    assert_eq!(shown.matches("warning[").count(), 70);
    let last = shown.lines().last();
    assert_eq!(
        last,
        Some("180 more problems are not shown: 0 errors, 180 warnings")
    );
    let mut few = Diagnostics::new();
    few.push(Diagnostic::error_in("csdl-000", "e", "z"));
    assert!(!few.render(&sources, false).contains("not shown"));
}
