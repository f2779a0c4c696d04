use insta::assert_snapshot;

use super::{Diagnostic, Diagnostics};
use crate::source::{FileId, SourceMap, Span};

fn span(sources: &SourceMap, file: FileId, part: &str) -> Span {
    let start = sources.file(file).text.find(part).unwrap() as u32;
    Span {
        file,
        start,
        end: start + part.len() as u32,
    }
}

#[test]
fn shows_both_places() {
    let mut sources = SourceMap::new();
    let a = sources.add("a.xml", "<x>\n  <first/>\n</x>\n");
    let b = sources.add("b.xml", "<x>\r\n  <ü second/>\r\n</x>\r\n");
    let diagnostic = Diagnostic::error("csdl-015", "type `NS.A` is declared twice")
        .at(span(&sources, b, "second"), "declared again here")
        .also(span(&sources, a, "first"), "first declared here")
        .help("rename one");
    assert_snapshot!(diagnostic.render(&sources, false));
}

#[test]
fn cuts_long_lines() {
    let mut sources = SourceMap::new();
    let text = format!(
        "{}<here/>{}<there/>{}",
        "<a/>".repeat(50_000),
        "<b/>".repeat(90_000),
        "<c/>".repeat(70_000)
    );
    let file = sources.add("minified.xml", text);
    let diagnostic = Diagnostic::warning("csdl-035", "given twice")
        .at(span(&sources, file, "<here/>"), "ignored")
        .also(span(&sources, file, "<there/>"), "first given here");
    let text = diagnostic.render(&sources, false);
    assert!(text.len() < 2_000);
    assert_snapshot!(text);
}

#[test]
fn shows_files_without_a_place_first_and_sorts_the_rest() {
    let mut sources = SourceMap::new();
    let file = sources.add("a.xml", "one\ntwo\n");
    let mut diags = Diagnostics::new();
    diags.push(Diagnostic::warning("csdl-031", "second").at(span(&sources, file, "two"), ""));
    diags.push(Diagnostic::error("csdl-012", "first").at(span(&sources, file, "one"), ""));
    diags.push(
        Diagnostic::error_in("gen-001", "cannot read the file", "missing.xml")
            .help("check the path"),
    );
    assert_eq!((diags.error_count(), diags.warning_count()), (2, 1));
    assert_snapshot!(diags.render(&sources, false));
}

#[test]
fn spans_outside_of_the_source_do_not_panic() {
    let mut sources = SourceMap::new();
    let file = sources.add("a.xml", "é");
    for (start, end) in [(0, 1), (1, 1), (1, 99), (99, 3), (2, 2)] {
        let diagnostic = Diagnostic::error("csdl-004", "m").at(Span { file, start, end }, "l");
        assert!(diagnostic.render(&sources, true).contains("csdl-004"));
    }
}
