//! Metadata is not to be trusted: whatever it holds, a run ends with code that parses or with diagnostics, never with a
//! panic.

use std::fs;
use std::path::Path;

use odata_codegen::{Layout, Options, codes, generate};
use odata_codegen_tests::cases;
use odata_codegen_tests::random::Random;
use odata_csdl::diagnostics::codes as csdl;

/// Names that have a meaning somewhere on the way: in Rust, in the runtime, in CSDL.
const NAMES: &[&str] = &[
    "self",
    "Self",
    "crate",
    "_",
    "__",
    "1",
    "a b",
    "",
    "Option",
    "Vec",
    "rt",
    "odata",
    "type",
    "Err",
    "new",
    "id",
    "größe",
    "名前",
    "r#x",
    "a.b",
    "Edm.String",
    "Edm.Untyped",
    "Collection(Edm.Int32)",
    "true",
    "false",
    "99999999999999999999",
    "-1",
    "Shop",
    "builders",
    "Other",
    "UnknownFutureValue",
    "*/",
    "\\",
    "${x}",
    "&quot;",
    "&#0;",
    "&lt;",
];

/// Replaces the values of some attributes.
fn replace_values(text: &str, random: &mut Random) -> String {
    let mut parts: Vec<String> = text.split('"').map(str::to_owned).collect();
    for _ in 0..=random.below(3) {
        // Every second part lies between quotes.
        let at = random.below(parts.len() / 2) * 2 + 1;
        if at < parts.len() {
            let from_elsewhere = random.below(parts.len() / 2) * 2 + 1;
            parts[at] = match random.below(2) {
                0 => NAMES[random.below(NAMES.len())].to_owned(),
                _ => parts.get(from_elsewhere).cloned().unwrap_or_default(),
            };
        }
    }
    parts.join("\"")
}

/// Moves, repeats or drops lines, most of which are whole elements.
fn shuffle_lines(text: &str, random: &mut Random) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    for _ in 0..=random.below(2) {
        let (from, to) = (random.below(lines.len()), random.below(lines.len()));
        match random.below(3) {
            0 => lines.swap(from, to),
            1 => lines.insert(to, lines[from]),
            _ => {
                lines.remove(from);
            }
        }
    }
    lines.join("\n")
}

/// Brings along what the metadata of a case refers to.
fn copy_parts(case: &Path, folder: &Path) {
    let Ok(parts) = fs::read_dir(case.join("parts")) else {
        return;
    };
    fs::create_dir_all(folder.join("parts")).expect("a folder");
    for part in parts {
        let part = part.expect("a readable entry");
        let to = folder.join("parts").join(part.file_name());
        fs::copy(part.path(), to).expect("a file");
    }
}

#[test]
fn no_metadata_makes_the_generator_panic() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let schema = folder.path().join("schema.csdl.xml");
    let mut random = Random::new(0);
    let (mut generated, mut refused) = (0, 0);
    for case in cases() {
        let text = fs::read_to_string(&case.options.schema).expect("a case has a schema");
        copy_parts(&case.folder, folder.path());
        for round in 0..90 {
            let mutated = match round % 3 {
                0 => shuffle_lines(&text, &mut random),
                _ => replace_values(&text, &mut random),
            };
            fs::write(&schema, &mutated).expect("a file");
            let options = Options {
                schema: schema.clone(),
                ..case.options.clone()
            };
            let result = std::panic::catch_unwind(|| generate(&options));
            match result {
                Ok(Ok(result)) => {
                    let known =
                        |code| csdl::WARNINGS.contains(&code) || codes::WARNINGS.contains(&code);
                    let unknown = result.warned.iter().find(|w| !known(w.code));
                    assert_eq!(unknown, None, "a warning that cannot be silenced");
                    generated += 1;
                }
                Ok(Err(error)) => {
                    let text = error.to_string();
                    assert!(
                        text.contains("error["),
                        "an error without a diagnostic: {text}"
                    );
                    assert!(!text.contains("gen-900"), "{text}\n{mutated}");
                    refused += 1;
                }
                Err(_) => panic!("the generator panicked on\n{mutated}"),
            }
        }
    }
    // Both outcomes must be common, or the mutations test nothing.
    assert!(generated > 300, "{generated} generated, {refused} refused");
    assert!(refused > 300, "{generated} generated, {refused} refused");
}

/// Generates from one schema `NS` with this in it; what is said when it is refused.
fn outcome(body: &str) -> Result<String, String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let schema = folder.path().join("schema.csdl.xml");
    let text = format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>\
         <Schema Namespace=\"NS\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">{body}</Schema>\
         </edmx:DataServices></edmx:Edmx>"
    );
    fs::write(&schema, text).expect("a file");
    let options = Options {
        schema,
        layout: Layout::SingleFile,
        ..Options::default()
    };
    match generate(&options) {
        Ok(generated) => Ok(generated.output.into_values().collect()),
        Err(error) => Err(error.to_string()),
    }
}

fn refused(body: &str, code: &str) {
    let said = outcome(body).expect_err(code);
    assert!(said.contains(code), "{said}");
}

#[test]
fn what_is_nested_too_deeply_is_an_error() {
    let annotation = |depth: usize| {
        let (open, close) = ("<Collection>".repeat(depth), "</Collection>".repeat(depth));
        format!(
            "<ComplexType Name=\"A\"><Annotation Term=\"NS.T\">{open}{close}</Annotation></ComplexType>"
        )
    };
    outcome(&annotation(100)).expect("as deep as anybody wants");
    refused(&annotation(100_000), "csdl-006");
    let chain: String = (1..2_000)
        .map(|n| format!("<ComplexType Name=\"T{n}\" BaseType=\"NS.T{}\"><Property Name=\"p{n}\" Type=\"Edm.Int32\"/></ComplexType>", n - 1))
        .collect();
    refused(&format!("<ComplexType Name=\"T0\"/>{chain}"), "csdl-006");
}

#[test]
fn long_chains_and_circles_of_values_are_no_trouble() {
    // Each type holds the next by value, and the last holds the first.
    let count = 3_000;
    let ring: String = (0..count)
        .map(|n| format!("<ComplexType Name=\"T{n}\"><Property Name=\"next\" Type=\"NS.T{}\"/></ComplexType>", (n + 1) % count))
        .collect();
    let code = outcome(&ring).expect("a circle is legal");
    assert!(
        code.contains("Option<Box<super::T"),
        "nothing breaks the circle"
    );
    let containers: String = (0..1_000)
        .map(|n| match n {
            0 => "<EntityContainer Name=\"C0\"/>".to_owned(),
            n => format!("<EntityContainer Name=\"C{n}\" Extends=\"NS.C{}\"/>", n - 1),
        })
        .collect();
    outcome(&format!("<ComplexType Name=\"A\"/>{containers}"))
        .expect("a chain of containers is legal");
}

#[test]
fn numbers_out_of_range_are_errors() {
    let huge = "9".repeat(400);
    for attributes in ["MaxLength", "Precision", "Scale"] {
        let property = format!(
            "<ComplexType Name=\"A\"><Property Name=\"p\" Type=\"Edm.Decimal\" {attributes}=\"{huge}\"/></ComplexType>"
        );
        refused(&property, "csdl-011");
    }
    for value in [huge.as_str(), "-9223372036854775809", "1e3", "0x10", "١"] {
        let member = format!(
            "<EnumType Name=\"E\" UnderlyingType=\"Edm.Int64\"><Member Name=\"m\" Value=\"{value}\"/></EnumType>"
        );
        refused(&member, "csdl-019");
    }
}

/// Names that no identifier can be made of, or very long ones.
#[test]
fn strange_names_are_spelt_somehow() {
    let long = "x".repeat(20_000);
    let dotted = format!("a{}", ".b".repeat(2_000));
    for name in [
        "1", "123", "_", "____", "-", "a b", "…", "🦀", "\u{301}", "\u{200b}", &long, &dotted,
        "a\u{0}b", "'", "r#type", "//", "*/", "{}", "#[x]",
    ] {
        let name = name.replace('&', "&amp;");
        let result = outcome(&format!(
            "<ComplexType Name=\"{name}\"><Property Name=\"{name}\" Type=\"Edm.String\"/></ComplexType>\
             <EnumType Name=\"E{name}\"><Member Name=\"{name}\"/></EnumType>\
             <EntityType Name=\"T\"><Key><PropertyRef Name=\"{name}\"/></Key><Property Name=\"{name}\" Type=\"Edm.String\"/>\
             <NavigationProperty Name=\"n{name}\" Type=\"NS.T\"/></EntityType>\
             <Action Name=\"{name}\" IsBound=\"true\"><Parameter Name=\"it\" Type=\"NS.T\"/><Parameter Name=\"{name}\" Type=\"Edm.String\"/></Action>\
             <EntityContainer Name=\"{name}\"><EntitySet Name=\"{name}\" EntityType=\"NS.T\"/></EntityContainer>"
        ));
        if let Err(said) = result {
            assert!(said.contains("error[csdl-"), "{said}");
        }
    }
}
