//! XML that is not well-formed is rejected with its place, also where other readers accept it.

use clientwright_diagnostics::source::SourceMap;
use clientwright_diagnostics::{Diagnostics, Severity};

/// The first error of a document as `code line:column message`; empty when there is none.
fn first(text: &str) -> String {
    let mut sources = SourceMap::new();
    let file = sources.add("a.xml", text);
    let mut diags = Diagnostics::new();
    clientwright_csdl::parse(&sources, file, &mut diags);
    let sorted = diags.sorted().into_iter();
    let Some(problem) = sorted.clone().find(|d| d.severity == Severity::Error) else {
        return String::new();
    };
    let (line, column) = sources.position(problem.span().expect("a place"));
    format!("{} {line}:{column} {}", problem.code, problem.message)
}

/// A document with a text inside its schema, on the second line.
fn with(inside: &str) -> String {
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices><Schema \
         Namespace=\"NS\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\n{inside}\n</Schema></edmx:DataServices>\
         </edmx:Edmx>"
    )
}

#[test]
fn xml_that_is_not_well_formed_is_rejected() {
    let table = [
        (
            "<A x='\u{0}'/>",
            "csdl-004 2:7 the character U+0000 is not allowed in XML",
        ),
        (
            "<!--\u{1b}[31m-->",
            "csdl-004 2:5 the character U+001B is not allowed in XML",
        ),
        (
            "<A>\u{ffff}</A>",
            "csdl-004 2:4 the character U+FFFF is not allowed in XML",
        ),
        (
            "<A x='a<b'/>",
            "csdl-004 2:8 `<` in the value of an attribute",
        ),
        ("<!-- a -- b -->", "csdl-004 2:8 `--` in a comment"),
        ("<!-- a --->", "csdl-004 2:8 `--` in a comment"),
        ("<p:A/>", "csdl-004 2:2 the prefix `p` is not declared"),
        (
            "<ComplexType Name='A' p:x=''/>",
            "csdl-004 2:23 the prefix `p` is not declared",
        ),
        (
            "<A x='&#0;'/>",
            "csdl-004 2:7 `&#0;` is not a character that XML allows",
        ),
        (
            "<A x='&#x1b;'/>",
            "csdl-004 2:7 `&#x1b;` is not a character that XML allows",
        ),
        (
            "<A>&#xD800;</A>",
            "csdl-004 2:4 `&#xD800;` is not a character that XML allows",
        ),
        (
            "<A>&#xFFFE;</A>",
            "csdl-004 2:4 `&#xFFFE;` is not a character that XML allows",
        ),
        (
            "<A>&#+65;</A>",
            "csdl-004 2:4 `&#+65;` is not a character that XML allows",
        ),
        (
            "<A>&#99999999999;</A>",
            "csdl-004 2:4 `&#99999999999;` is not a character that XML allows",
        ),
        ("<A>&bomb;</A>", "csdl-021 2:4 unknown entity `&bomb;`"),
        (
            "<A x='1' x='2'/>",
            "csdl-004 2:10 attribute `x` is given twice",
        ),
        (
            "<A xmlns:q='a' xmlns:q='b'/>",
            "csdl-004 2:16 attribute `xmlns:q` is given twice",
        ),
        (
            "<A xmlns:q='a' xmlns:r='a' q:x='' r:x=''/>",
            "csdl-004 2:35 attribute `r:x` is given twice",
        ),
        (
            "<A xmlns:q=''/>",
            "csdl-004 2:4 a prefix cannot have an empty namespace",
        ),
        (
            "<A xmlns:xmlns='a'/>",
            "csdl-004 2:4 the prefix `xmlns` cannot be declared",
        ),
        (
            "<A xmlns:xml='a'/>",
            "csdl-004 2:4 the prefix `xml` cannot have another namespace",
        ),
        (
            "<A x='1'y='2'/>",
            "csdl-004 2:9 no white space between two attributes",
        ),
        ("<1a/>", "csdl-004 2:1 `1a` is not an element name"),
        ("<a:b:c/>", "csdl-004 2:1 `a:b:c` is not an element name"),
        ("<A x$='1'/>", "csdl-004 2:4 `x$` is not an attribute name"),
        ("<A>a ]]> b</A>", "csdl-004 2:6 `]]>` in text"),
        (
            "<?xml version='1.0'?>",
            "csdl-004 2:1 an XML declaration that is not at the start of the file",
        ),
        (
            "<?XML a?>",
            "csdl-004 2:1 an XML declaration that is not at the start of the file",
        ),
        (
            "<? a?>",
            "csdl-004 2:1 a processing instruction without a name",
        ),
        (
            "<!DOCTYPE a>",
            "csdl-004 2:1 a document type definition after the start of the root element",
        ),
        ("<A></B>", "csdl-004 2:4 expected `</A>`, found `</B>`"),
        ("<A x=1/>", "csdl-004 2:6 an attribute value without quotes"),
        ("<A x/>", "csdl-004 2:5 an attribute without a value"),
    ];
    for (inside, expected) in table {
        assert_eq!(first(&with(inside)), expected, "{inside:?}");
    }
}

#[test]
fn nothing_follows_the_root() {
    for (tail, expected) in [
        ("text", "text outside of the root element"),
        ("&#32;", "text outside of the root element"),
        ("<![CDATA[ ]]>", "text outside of the root element"),
        ("<a/>", "a second root element"),
        ("</a>", "end tag `</a>` without a start tag"),
    ] {
        let found = first(&format!("{}{tail}", with("")));
        assert!(found.ends_with(expected), "{tail}: {found}");
    }
    assert_eq!(first(&format!("{}\n<!-- a -->\n<?a b?>\n", with(""))), "");
    let found = first(&format!("<?xml encoding='utf-8'?>{}", with("")));
    assert_eq!(
        found,
        "csdl-004 1:1 an XML declaration without `version=\"1.0\"`"
    );
}

#[test]
fn a_declaration_after_comments_is_a_warning() {
    let declaration = "<?xml version='1.0'?>";
    for before in ["<!-- a -->", "\n<!-- a -->\n<?b c?>"] {
        let text = format!("{before}{declaration}{}", with(""));
        let mut sources = SourceMap::new();
        let file = sources.add("a.xml", text.as_str());
        let mut diags = Diagnostics::new();
        assert!(clientwright_csdl::parse(&sources, file, &mut diags).is_some());
        let all: Vec<_> = diags.sorted().into_iter().collect();
        let [warning] = all.as_slice() else {
            panic!("{before:?}: {all:?}");
        };
        assert_eq!(warning.severity, Severity::Warning, "{before:?}");
        assert_eq!(warning.code.to_string(), "csdl-004");
        let place = warning.span().expect("a place");
        assert_eq!(place.start as usize, before.len(), "{before:?}");
    }
    for (text, place) in [
        (format!("{declaration}{declaration}{}", with("")), "1:22"),
        (format!("\n{declaration}{declaration}{}", with("")), "2:22"),
        (
            format!("<!-- a -->{declaration}{declaration}{}", with("")),
            "1:32",
        ),
        (format!("{}{declaration}", with("")), "3:42"),
    ] {
        let expected =
            format!("csdl-004 {place} an XML declaration that is not at the start of the file");
        assert_eq!(first(&text), expected);
    }
    // White space alone changes nothing.
    assert_eq!(first(&format!("\n{declaration}{}", with(""))), "");
    let without = first(&format!("\n<?xml encoding='utf-8'?>{}", with("")));
    assert!(without.starts_with("csdl-004 2:1 an XML declaration without"));
}

/// Valid forms are accepted.
#[test]
fn well_formed_xml_is_read() {
    for inside in [
        "<!-- a - b -->",
        "<!---->",
        "<?target any --> thing?>",
        "<ComplexType Name='größe'/>",
        "<ComplexType\n\tName = 'A'\n/>",
        "<ComplexType Name='A' xml:lang='en'/>",
        "<ComplexType Name='A' xmlns:x='urn:x' x:y='&#x10FFFF;&#0000000000065;&#9;]]&gt;'/>",
        "<ComplexType xmlns='' xmlns:e='urn:e'><e:b/></ComplexType>",
        "<ComplexType Name='A'><x:y xmlns:x='urn:x'><![CDATA[<&]]>]]&gt;</x:y></ComplexType>",
    ] {
        assert_eq!(first(&with(inside)), "", "{inside}");
    }
}

#[test]
fn names_have_no_control_characters() {
    for inside in [
        "<ComplexType Name='a&#10;b'/>",
        "<ComplexType Name='A'><Property Name='a&#13;' Type='Edm.String'/></ComplexType>",
        "<EnumType Name='E'><Member Name='&#x9f;'/></EnumType>",
        "<Term Name='a&#9;' Type='Edm.String'/>",
        "<Action Name='A'><Parameter Name='&#x85;p' Type='Edm.String'/></Action>",
        "<EntityContainer Name='C'><Singleton Name='&#x7f;' Type='NS.T'/></EntityContainer>",
    ] {
        let found = first(&with(inside));
        assert!(found.starts_with("csdl-042 2:"), "{inside}: {found}");
        // The name is shown without control characters.
        assert!(!found.contains("csdl-010"), "{found}");
    }
    let namespace = with("").replace("Namespace=\"NS\"", "Namespace=\"N&#10;S\" Alias='&#10;'");
    assert!(first(&namespace).starts_with("csdl-042 1:"));
    // Services have such names.
    let odd = "<ComplexType Name='Used in (2) [x] %'><Property Name='Price (net)' Type='Edm.String'/></ComplexType>";
    assert_eq!(first(&with(odd)), "");
}

#[test]
fn a_schema_of_another_namespace_is_an_error() {
    let edm = "\"http://docs.oasis-open.org/odata/ns/edm\"";
    for uri in [
        "http://docs.oasis-open.org/odata/ns/edm/",
        "http://docs.oasis-open.org/odata/ns/Edm",
        "http://docs.oasis-open.org/odata/ns/edmx",
        "urn:edm",
    ] {
        let text = with("").replace(edm, &format!("\"{uri}\""));
        let mut sources = SourceMap::new();
        let file = sources.add("a.xml", text);
        let mut diags = Diagnostics::new();
        clientwright_csdl::parse(&sources, file, &mut diags);
        let shown = diags.render(&sources, false);
        assert!(shown.starts_with("error[csdl-043]"), "{shown}");
        assert!(shown.contains(uri), "{shown}");
        assert!(
            shown.contains(
                "the nearest namespace that has one is `http://docs.oasis-open.org/odata/ns/edm`"
            ),
            "{shown}"
        );
    }
    let root = with("").replace("ns/edmx", "ns/edmx2");
    assert!(first(&root).starts_with("csdl-043 1:1"), "{}", first(&root));
}
