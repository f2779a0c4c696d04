//! Every error in a declaration has a correction that resolves it: a table of errors with their corrections, all
//! tested. A new code must be added to the table, or to one of the lists of codes that need no correction.

#[path = "corrections/table.rs"]
mod table;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use clientwright::{Error, Generated, Options, generate};
use clientwright_csdl::codes;
use clientwright_diagnostics::Severity;

use table::TABLE;

/// An error with its corrections.
pub struct Row {
    /// The code of the error.
    pub code: &'static str,
    /// The body of the schema `NS`. A body that begins with `<Schema` replaces all schemas.
    pub body: &'static str,
    /// Lines of `codegen.toml`, each of which resolves the error.
    pub ways: &'static [&'static str],
}

/// Files that are not metadata of OData 4 cannot be corrected.
const BEYOND_CORRECTION: &[&str] = &[
    codes::EMPTY_FILE,
    codes::NOT_XML,
    codes::WEB_PAGE,
    codes::MALFORMED,
    codes::TRUNCATED,
    codes::NOT_CSDL,
    codes::OLD_VERSION,
    codes::UNKNOWN_XML_NAMESPACE,
    codes::NO_SCHEMA,
];

/// Codes that are always warnings in metadata. Some are errors in overlays, which belong to the user.
const WARNINGS: &[&str] = &[
    codes::UNKNOWN_MARKUP,
    codes::DOCTYPE,
    codes::UNKNOWN_OPERATION,
    codes::DANGLING_TARGET,
    codes::UNREFERENCED_VOCABULARY,
    codes::POINTLESS_SET_PATH,
    codes::REDECLARED_PROPERTY,
    codes::DANGLING_BINDING,
    codes::REPEATED_ANNOTATION,
    codes::UNKNOWN_TERM,
    codes::FLAGS_VALUE,
    codes::LEFT_OUT,
    codes::REPEATED_SCHEMA,
    codes::DANGLING_PATH,
    codes::VALUE_KIND,
    codes::ODD_SPELLING,
    codes::NO_EFFECT,
    codes::UNUSABLE,
    codes::REPEATED,
    codes::TOO_MANY_COPIES,
];

fn document(body: &str) -> String {
    let schemas = match body.starts_with("<Schema") || body.starts_with("<edmx:Reference") {
        true => body.to_owned(),
        false => format!("<Schema Namespace=\"NS\">\n{body}\n</Schema>"),
    };
    let (before, schemas) = match schemas.split_once("</edmx:Reference>") {
        Some((reference, schemas)) => (format!("{reference}</edmx:Reference>"), schemas.to_owned()),
        None => (String::new(), schemas),
    };
    let schemas = schemas.replace(
        "<Schema",
        "<Schema xmlns=\"http://docs.oasis-open.org/odata/ns/edm\"",
    );
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\">\n{before}\n\
         <edmx:DataServices>\n{schemas}\n</edmx:DataServices>\n</edmx:Edmx>\n"
    )
}

fn run(folder: &Path, body: &str, lines: &str) -> Result<Generated, Error> {
    let schema = folder.join("schema.csdl.xml");
    fs::write(&schema, document(body)).expect("a file");
    let options: Options = toml::from_str(lines).expect("options");
    generate(&Options { schema, ..options })
}

#[test]
fn every_error_has_a_correction_that_resolves_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut failures = Vec::new();
    for Row { code, body, ways } in TABLE {
        let Err(error) = run(folder.path(), body, "") else {
            failures.push(format!("no error without the correction: {code}\n{body}\n"));
            continue;
        };
        let text = error.render(false);
        let errors = error.diagnostics().iter();
        let errors = errors.filter(|d| d.severity == Severity::Error);
        if errors.map(|d| d.code).any(|found| found != *code) {
            failures.push(format!("not only {code}\n{body}\n{text}"));
        }
        // The message names the first removal, but not the other references to the declaration.
        let removal = ways.iter().find(|way| way.starts_with("remove = "));
        let named =
            removal.and_then(|way| way.match_indices('"').nth(1).map(|(at, _)| &way[..=at]));
        if named.is_none_or(|named| !text.contains(named)) {
            failures.push(format!("{removal:?} is not named\n{body}\n{text}"));
        }
        for way in *ways {
            if let Err(error) = run(folder.path(), body, way) {
                failures.push(format!("{way} does not resolve it\n{body}\n{error}"));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// An overlay that annotates something removed, and a correction with a missing type, are errors that name the
/// correction.
#[test]
fn a_wrong_correction_does_not_blame_a_right_overlay() {
    let folder = tempfile::tempdir().expect("a folder");
    let overlay = folder.path().join("overlay.csdl.xml");
    let annotated = |target: &str| {
        let note = "<Annotation Term=\"Org.OData.Core.V1.Description\" String=\"a note\"/>";
        format!("<Annotations Target=\"{target}\">{note}</Annotations>")
    };
    let targets = ["NS.T", "NS.T/p", "NS.E/m", "NS.C/s"];
    let blocks: String = targets.iter().map(|target| annotated(target)).collect();
    let text = document(&format!("<Schema Namespace=\"Notes\">{blocks}</Schema>"));
    fs::write(&overlay, text).expect("a file");
    let body = r#"<ComplexType Name="T"><Property Name="p" Type="Edm.String"/></ComplexType>
        <EnumType Name="E"><Member Name="m"/></EnumType><EntityType Name="S"/>
        <EntityContainer Name="C"><EntitySet Name="s" EntityType="NS.S"/></EntityContainer>"#;
    let codes_of = |lines: &str| -> Vec<&'static str> {
        let lines = format!("overlays = [{:?}]\n{lines}", overlay.display().to_string());
        match run(folder.path(), body, &lines) {
            Ok(_) => Vec::new(),
            Err(error) => error.diagnostics().iter().map(|d| d.code).collect(),
        }
    };
    assert_eq!(codes_of(""), [""; 0]);
    let still_used = clientwright::codes::STILL_USED;
    assert_eq!(codes_of(r#"remove = ["NS.T"]"#), [still_used; 2]);
    for removed in ["NS.T/p", "NS.E/m", "NS.C/s"] {
        assert_eq!(
            codes_of(&format!("remove = [{removed:?}]")),
            [still_used],
            "{removed}"
        );
    }
    // Also if missing types are untyped.
    let retyped = r#"retype = { "NS.T/p" = "NS.Gone" }"#;
    assert_eq!(codes_of(retyped), [codes::UNKNOWN_TYPE]);
    let retyped = format!("missing = \"untyped\"\n{retyped}");
    assert_eq!(codes_of(&retyped), [codes::UNKNOWN_TYPE]);
    // The overlay itself is wrong if its target never existed.
    let text = document(&format!(
        "<Schema Namespace=\"Notes\">{}</Schema>",
        annotated("NS.T/q")
    ));
    fs::write(&overlay, text).expect("a file");
    assert_eq!(codes_of(r#"remove = ["NS.T/p"]"#), [codes::DANGLING_TARGET]);
}

/// The removal in the message shortens a chain that is too long; the rest of the chain stays.
#[test]
fn chains_that_are_too_long_are_cut() {
    let folder = tempfile::tempdir().expect("a folder");
    let types =
        (1..=120).map(|n| format!("<ComplexType Name=\"T{n}\" BaseType=\"NS.T{}\"/>", n - 1));
    let types = format!("<ComplexType Name=\"T0\"/>{}", types.collect::<String>());
    let containers =
        (1..=30).map(|n| format!("<EntityContainer Name=\"C{n}\" Extends=\"NS.C{}\"/>", n - 1));
    let containers = format!(
        "<EntityContainer Name=\"C0\"/>{}",
        containers.collect::<String>()
    );
    for (body, removal) in [
        (types, r#"remove = ["NS.T101/$BaseType"]"#),
        (containers, r#"remove = ["NS.C21/$Extends"]"#),
    ] {
        let error = run(folder.path(), &body, "").expect_err("it is too long");
        let codes: Vec<_> = error.diagnostics().iter().map(|d| d.code).collect();
        assert_eq!(codes, [codes::TOO_DEEP], "{error}");
        assert!(error.render(false).contains(removal), "{error}");
        run(folder.path(), &body, removal).expect("the correction resolves it");
    }
}

#[test]
fn every_code_is_in_the_table_or_needs_no_correction() {
    let mut in_table: BTreeSet<&str> = TABLE.iter().map(|row| row.code).collect();
    // In a separate test, because its inputs are long.
    in_table.insert(codes::TOO_DEEP);
    for (code, _) in codes::ALL {
        let lists = [
            in_table.contains(code),
            BEYOND_CORRECTION.contains(code),
            WARNINGS.contains(code),
        ];
        let count = lists.iter().filter(|holds| **holds).count();
        assert_eq!(count, 1, "{code}");
    }
    for code in WARNINGS {
        assert!(codes::WARNINGS.contains(code), "{code}");
    }
}
